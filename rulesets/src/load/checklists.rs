//! Checklists of laws and standards: from files to checked values, with the questions that they share.
//!
//! Answers may be given to the questions of every shipped checklist, whichever are asked for, so that one file of answers
//! serves all of them. Questions that several checklists ask stand in a folder of their own kind.

use std::collections::BTreeMap;

use karvon_engine::dimension::{DimensionCase, Dimensions, DimensionsSource};
use karvon_engine::requirement::{Catalogue, Requirement, RequirementCase, RequirementSource, StatementQuestion};
use schemars::JsonSchema;
use serde::Deserialize;

use super::at_once::at_once;
use super::{Kind, LoadError, Loader, MAIN_FILE, MAIN_LANGUAGE, Outline, Problem, names, with_files, yaml};
use crate::files::{Embedded, Files, join};
use crate::reference::Tables;
use crate::texts::{TextError, Texts};

/// A checklist with all that stands beside it.
#[derive(Clone, Debug)]
pub struct LoadedRequirement {
    /// The checked checklist.
    pub requirement: Requirement,
    /// Its English texts.
    pub texts: Texts,
    /// Its notes on sources and choices, Markdown; empty where there are none.
    pub notes: String,
    translations: BTreeMap<String, String>,
}

impl LoadedRequirement {
    /// Name of the checklist.
    pub fn name(&self) -> &str {
        &self.requirement.source().name
    }

    /// Languages that it has texts in, English first.
    pub fn languages(&self) -> Vec<&str> {
        std::iter::once(MAIN_LANGUAGE).chain(self.translations.keys().map(String::as_str)).collect()
    }

    /// Texts in a language, with English where a message is missing.
    pub fn texts_in(&self, language: &str) -> Result<Texts, Vec<TextError>> {
        translated(&self.texts, &self.translations, language)
    }
}

/// A scheme of dimensions with all that stands beside it.
#[derive(Clone, Debug)]
pub struct LoadedDimensions {
    /// The checked scheme.
    pub dimensions: Dimensions,
    /// Its English texts.
    pub texts: Texts,
    /// Notes, Markdown.
    pub notes: String,
    translations: BTreeMap<String, String>,
}

impl LoadedDimensions {
    /// Name of the scheme.
    pub fn name(&self) -> &str {
        &self.dimensions.source().name
    }

    /// Languages that it has texts in, English first.
    pub fn languages(&self) -> Vec<&str> {
        std::iter::once(MAIN_LANGUAGE).chain(self.translations.keys().map(String::as_str)).collect()
    }

    /// Texts in a language, with English where a message is missing.
    pub fn texts_in(&self, language: &str) -> Result<Texts, Vec<TextError>> {
        translated(&self.texts, &self.translations, language)
    }
}

/// Questions that checklists share.
#[derive(Clone, Debug)]
pub struct LoadedQuestions {
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
    /// The questions.
    pub questions: Vec<StatementQuestion>,
    /// Their English texts.
    pub texts: Texts,
    /// Notes, Markdown.
    pub notes: String,
    translations: BTreeMap<String, String>,
}

impl LoadedQuestions {
    /// Languages that it has texts in, English first.
    pub fn languages(&self) -> Vec<&str> {
        std::iter::once(MAIN_LANGUAGE).chain(self.translations.keys().map(String::as_str)).collect()
    }

    /// Texts in a language, with English where a message is missing.
    pub fn texts_in(&self, language: &str) -> Result<Texts, Vec<TextError>> {
        translated(&self.texts, &self.translations, language)
    }
}

/// The checklists that are asked for, and all questions that answers may be given to.
#[derive(Clone, Debug, Default)]
pub struct Checklists {
    /// Those asked for, in that order; all shipped ones by name where nobody asks for some.
    pub requirements: Vec<LoadedRequirement>,
    /// Schemes of dimensions asked for, in that order; all shipped ones where nobody asks for some.
    pub dimensions: Vec<LoadedDimensions>,
    /// Shared questions.
    pub questions: Vec<LoadedQuestions>,
    /// Every question, shared or a checklist's own.
    pub catalogue: Catalogue,
}

impl Checklists {
    /// Loads checklists by name or by the path of a folder; `None`: all that are shipped.
    pub fn load(asked: Option<&[String]>) -> Result<Self, Vec<LoadError>> {
        let mut errors = Vec::new();
        let mut lists = Self::default();
        let mut shipped = BTreeMap::new();
        let mut schemes = BTreeMap::new();
        let folders = names(&Embedded);
        let found = at_once(&folders, |name| read(&Embedded, name));
        for (name, part) in folders.into_iter().zip(found) {
            match part {
                Ok(Part::Questions(questions)) => {
                    let _ = lists.catalogue.extend(&questions.questions);
                    lists.questions.push(questions);
                }
                Ok(Part::Requirement(stated)) => {
                    let _ = lists.catalogue.extend(&stated.source.questions);
                    shipped.insert(name, stated);
                }
                Ok(Part::Dimensions(scheme)) => {
                    let _ = lists.catalogue.extend(&scheme.dimensions.questions());
                    schemes.insert(name, scheme);
                }
                Ok(Part::Other) => {}
                Err(wrong) => errors.extend(wrong),
            }
        }
        let known = || shipped.keys().chain(schemes.keys()).cloned().collect::<Vec<String>>();
        let chosen: Vec<String> = asked.map_or_else(known, <[String]>::to_vec);
        let mut stated = Vec::new();
        for name in &chosen {
            match (shipped.get(name), schemes.get(name)) {
                (Some(one), _) => stated.push(one.clone()),
                (None, Some(scheme)) => lists.dimensions.push(scheme.clone()),
                (None, None) => match with_files(name, |files, folder| read(files, folder)) {
                    Ok(Part::Requirement(one)) => {
                        let clash = lists.catalogue.extend(&one.source.questions);
                        errors.extend(
                            clash.into_iter().map(|question| one.wrong("questions", Problem::OtherForm(question))),
                        );
                        stated.push(one);
                    }
                    Ok(Part::Dimensions(scheme)) => {
                        let _ = lists.catalogue.extend(&scheme.dimensions.questions());
                        lists.dimensions.push(scheme);
                    }
                    Ok(Part::Questions(_) | Part::Other) => {
                        let problem = Problem::NoChecklist { known: known() };
                        errors.push(LoadError { file: name.clone(), at: None, problem });
                    }
                    Err(wrong) => errors.extend(wrong),
                },
            }
        }
        for one in stated {
            match one.checked(&lists.catalogue) {
                Ok(requirement) => lists.requirements.push(requirement),
                Err(wrong) => errors.extend(wrong),
            }
        }
        if errors.is_empty() { Ok(lists) } else { Err(errors) }
    }
}

/// Reads the cases of a checklist, in the order of their files.
pub fn load_requirement_cases(name_or_path: &str) -> Result<Vec<RequirementCase>, Vec<LoadError>> {
    with_files(name_or_path, |files, folder| {
        let mut loader = Loader::new(files, folder, Tables::embedded());
        let cases = loader.cases_of(|case: &RequirementCase| case.id.as_str());
        if loader.errors.is_empty() { Ok(cases) } else { Err(loader.errors) }
    })
}

/// Reads the cases of a scheme of dimensions, in the order of their files.
pub fn load_dimension_cases(name_or_path: &str) -> Result<Vec<DimensionCase>, Vec<LoadError>> {
    with_files(name_or_path, |files, folder| {
        let mut loader = Loader::new(files, folder, Tables::embedded());
        let cases = loader.cases_of(|case: &DimensionCase| case.id.as_str());
        if loader.errors.is_empty() { Ok(cases) } else { Err(loader.errors) }
    })
}

/// What a folder holds.
pub(super) enum Part {
    Requirement(Stated),
    Questions(LoadedQuestions),
    Dimensions(LoadedDimensions),
    Other,
}

/// A checklist as its files state it.
#[derive(Clone, Debug)]
pub(super) struct Stated {
    folder: String,
    text: String,
    source: RequirementSource,
    texts: Texts,
    notes: String,
    translations: BTreeMap<String, String>,
}

impl Stated {
    fn checked(self, catalogue: &Catalogue) -> Result<LoadedRequirement, Vec<LoadError>> {
        match Requirement::new(self.source.clone(), catalogue) {
            Ok(requirement) => {
                let Self { texts, notes, translations, .. } = self;
                Ok(LoadedRequirement { requirement, texts, notes, translations })
            }
            Err(errors) => Err(errors
                .into_iter()
                .map(|error| {
                    let place = error.place().to_owned();
                    self.wrong(&place, Problem::Requirement(error))
                })
                .collect()),
        }
    }

    fn wrong(&self, place: &str, problem: Problem) -> LoadError {
        let at = Outline::new(&self.text).and_then(|outline| outline.find(place));
        LoadError { file: join(&self.folder, MAIN_FILE), at, problem }
    }
}

/// A file of questions that checklists share.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "QuestionsSource")]
pub(crate) struct QuestionsFile {
    /// Name, e.g. `company`.
    name: String,
    /// Version of the data.
    version: String,
    /// First day on which they may be asked.
    #[serde(rename = "effective_from")]
    _effective_from: chrono::NaiveDate,
    /// The questions.
    questions: Vec<StatementQuestion>,
}

pub(super) fn read(files: &dyn Files, folder: &str) -> Result<Part, Vec<LoadError>> {
    let mut loader = Loader::new(files, folder, Tables::embedded());
    let Some(text) = loader.text(MAIN_FILE) else {
        if loader.errors.is_empty() {
            loader.fail(MAIN_FILE, None, Problem::NoFile);
        }
        return Err(loader.errors);
    };
    let kind = loader.parsed(MAIN_FILE, yaml::Head::parse(&text)).map(|head| head.kind);
    let part = match kind {
        None | Some(Kind::Likelihood) => None,
        Some(Kind::Requirement) => {
            let (texts, translations) = loader.texts();
            let notes = loader.text("NOTES.md").unwrap_or_default();
            // The key that says which kind it is belongs to the file, not to the checklist.
            let source = loader.parse::<RequirementSource>(MAIN_FILE, &without_kind(&text));
            let folder = folder.to_owned();
            source.map(|source| {
                Part::Requirement(Stated { folder, text: text.clone(), source, texts, notes, translations })
            })
        }
        Some(Kind::Dimensions) => {
            let (texts, translations) = loader.texts();
            let notes = loader.text("NOTES.md").unwrap_or_default();
            let source = loader.parse::<DimensionsSource>(MAIN_FILE, &without_kind(&text));
            match source.map(Dimensions::new) {
                None => None,
                Some(Ok(dimensions)) => {
                    Some(Part::Dimensions(LoadedDimensions { dimensions, texts, notes, translations }))
                }
                Some(Err(errors)) => {
                    for error in errors {
                        let at = Outline::new(&text).and_then(|outline| outline.find(error.place()));
                        loader.fail(MAIN_FILE, at, error);
                    }
                    None
                }
            }
        }
        Some(Kind::Questions) => {
            let (texts, translations) = loader.texts();
            let notes = loader.text("NOTES.md").unwrap_or_default();
            let file = loader.parse::<QuestionsFile>(MAIN_FILE, &without_kind(&text));
            file.map(|QuestionsFile { name, version, questions, .. }| {
                Part::Questions(LoadedQuestions { name, version, questions, texts, notes, translations })
            })
        }
    };
    if loader.errors.is_empty() { Ok(part.unwrap_or(Part::Other)) } else { Err(loader.errors) }
}

/// The text with the line of the key `kind` emptied, so that places in it stay the same.
fn without_kind(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for line in text.split_inclusive('\n') {
        out.push_str(if line.starts_with("kind:") { "\n" } else { line });
    }
    out
}

fn translated(main: &Texts, translations: &BTreeMap<String, String>, language: &str) -> Result<Texts, Vec<TextError>> {
    match translations.get(language) {
        Some(text) if language != MAIN_LANGUAGE => Ok(Texts::parse(language, text)?.or_else(main)),
        Some(_) | None => Ok(main.clone()),
    }
}
