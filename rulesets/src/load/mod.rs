//! From files to a checked ruleset.
//!
//! Every YAML file directly in the folder of a ruleset holds some of its keys; together they must hold all that are
//! needed, each once. A ruleset that extends another one says only what differs. Factors that point to a reference table
//! get their numbers from it. Then the engine checks the whole. Every problem that can be seen is reported at once, with
//! file, line and column.

mod checklists;
mod error;
mod extend;
mod kind;
mod position;
mod source;
mod yaml;

pub use checklists::{
    Checklists, LoadedDimensions, LoadedQuestions, LoadedRequirement, load_dimension_cases, load_requirement_cases,
};
pub use error::{LoadError, NotYetEffective, Problem};
pub use kind::Kind;
pub use position::Position;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use chrono::NaiveDate;
use karvon_engine::calibration::LabelledCase;
use karvon_engine::inputs::PublishedTable;
use karvon_engine::ruleset::{Case, Factor, Ruleset, RulesetError};

use crate::files::{Embedded, Files, Folder, join};
use crate::reference::{NAME_TABLES, ReferenceError, TableVersion, Tables, factor_table};
use crate::texts::{TextError, Texts};
use position::Outline;
use source::FactorFile;
pub(crate) use source::RulesetFile;

/// The language that every ruleset has its texts in.
pub const MAIN_LANGUAGE: &str = "en";
/// The file that makes a folder a ruleset.
const MAIN_FILE: &str = "ruleset.yaml";
/// Folders under the root that are no rulesets.
const NO_RULESETS: [&str; 1] = ["reference"];

/// A ruleset with all that stands beside it.
#[derive(Clone, Debug)]
pub struct LoadedRuleset {
    /// The checked ruleset.
    pub ruleset: Ruleset,
    /// Its English texts.
    pub texts: Texts,
    /// Its notes on sources and choices, Markdown; empty where there are none.
    pub notes: String,
    /// The reference tables that its factors rest on, each once, by name.
    pub tables: Vec<TableVersion>,
    /// Those tables and the lists of names that it screens, in the state in which they were at hand. A list that is not
    /// there is left out, and the assessment says so.
    pub published: Vec<PublishedTable>,
    /// The rulesets that it extends, the nearest first.
    pub bases: Vec<BaseRuleset>,
    /// Message files of other languages, by language, what is extended first; read when they are asked for.
    translations: BTreeMap<String, Vec<String>>,
    /// Languages that have a message file in the folder of the ruleset itself.
    own_languages: Vec<String>,
}

/// A ruleset that another one extends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BaseRuleset {
    /// Name.
    pub name: String,
    /// Version.
    pub version: String,
    /// SHA-256 of its resolved form.
    pub hash: String,
}

impl LoadedRuleset {
    /// Texts in a language, with English where a message is missing; plain English where there is no such language.
    pub fn texts_in(&self, language: &str) -> Result<Texts, Vec<TextError>> {
        let Some(files) = self.translations.get(language) else { return Ok(self.texts.clone()) };
        let mut texts = Texts::default();
        for file in files {
            texts = Texts::parse(language, file)?.over(&texts);
        }
        Ok(texts.or_else(&self.texts))
    }

    /// Languages that the ruleset has texts in, English first.
    pub fn languages(&self) -> Vec<&str> {
        std::iter::once(MAIN_LANGUAGE).chain(self.translations.keys().map(String::as_str)).collect()
    }

    /// Languages that have a message file of the ruleset itself; those that only what is extended speaks are not among
    /// them, and what is new is then shown in English.
    pub fn own_languages(&self) -> &[String] {
        &self.own_languages
    }

    /// Whether it may be used on the day of an assessment.
    pub fn check_effective(&self, as_of: NaiveDate) -> Result<(), NotYetEffective> {
        let source = self.ruleset.source();
        if source.effective_from <= as_of {
            return Ok(());
        }
        Err(NotYetEffective {
            name: source.name.clone(),
            version: source.version.clone(),
            effective_from: source.effective_from,
            as_of,
        })
    }
}

/// A ruleset in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesetHead {
    /// Name to load it by.
    pub name: String,
    /// Version.
    pub version: String,
    /// First day on which it may be used.
    pub effective_from: NaiveDate,
    /// Title in English; the name where there is none.
    pub title: String,
    /// What it holds.
    pub kind: Kind,
}

/// Rulesets that are shipped, by name, or what is wrong with them.
pub fn list() -> Vec<Result<RulesetHead, LoadError>> {
    names(&Embedded).iter().map(|name| head(&Embedded, name)).collect()
}

/// Loads a shipped ruleset by its name, or one of one's own by the path of its folder.
pub fn load(name_or_path: &str) -> Result<LoadedRuleset, Vec<LoadError>> {
    load_with(name_or_path, Tables::embedded())
}

/// Loads a ruleset as [`load`] does, with its factors from these reference tables.
pub fn load_with(name_or_path: &str, tables: &Tables) -> Result<LoadedRuleset, Vec<LoadError>> {
    with_files(name_or_path, |files, folder| load_from(files, folder, tables))
}

/// Loads the ruleset in a folder of a tree of files, with its factors from these reference tables.
pub fn load_from(files: &dyn Files, folder: &str, tables: &Tables) -> Result<LoadedRuleset, Vec<LoadError>> {
    load_within(files, folder, tables, &[])
}

/// Loads a ruleset that those of a chain extend, the first of them extending the second and so on.
fn load_within(
    files: &dyn Files,
    folder: &str,
    tables: &Tables,
    chain: &[String],
) -> Result<LoadedRuleset, Vec<LoadError>> {
    let mut loader = Loader { chain, ..Loader::new(files, folder, tables) };
    if let Ok(kind @ (Kind::Requirement | Kind::Questions | Kind::Dimensions)) = kind_in(files, folder) {
        loader.fail(MAIN_FILE, None, Problem::OtherKind(kind));
        return Err(loader.errors);
    }
    let (texts, translations) = loader.texts();
    let notes = loader.text("NOTES.md").unwrap_or_default();
    let Some(made) = loader.ruleset() else { return Err(loader.errors) };
    if !loader.errors.is_empty() {
        return Err(loader.errors);
    }
    let Made { ruleset, tables, base } = made;
    let screened = ruleset.source().screening.iter().flat_map(|screening| screening.published.keys());
    let of_base = base.iter().flat_map(|base| &base.published).map(|table| table.table.as_str());
    let of_factors = tables.iter().map(|version| version.table.as_str());
    let wanted: BTreeSet<&str> = screened.map(String::as_str).chain(of_factors).chain(of_base).collect();
    let published = loader
        .tables
        .published(wanted)
        .map_err(|error| vec![LoadError { file: join(folder, MAIN_FILE), at: None, problem: error.into() }])?;
    let own_languages = std::iter::once(MAIN_LANGUAGE.to_owned()).chain(translations.keys().cloned()).collect();
    let translations = translations.into_iter().map(|(language, text)| (language, vec![text])).collect();
    let own =
        LoadedRuleset { ruleset, texts, notes, tables, published, bases: Vec::new(), translations, own_languages };
    Ok(match base {
        Some(base) => extend::beside(own, base),
        None => own,
    })
}

/// Reads the cases of a ruleset, in the order of their files; apart from [`load`], because an assessment needs none.
pub fn load_cases(name_or_path: &str) -> Result<Vec<Case>, Vec<LoadError>> {
    with_files(name_or_path, load_cases_from)
}

/// Reads labelled cases; `file` is what errors call it.
pub fn read_labelled(file: &str, text: &str) -> Result<Vec<LabelledCase>, Vec<LoadError>> {
    yaml::parse(text).map_err(|(at, what)| vec![LoadError { file: file.to_owned(), at, problem: Problem::Yaml(what) }])
}

/// Reads the cases of the ruleset in a folder of a tree of files.
pub fn load_cases_from(files: &dyn Files, folder: &str) -> Result<Vec<Case>, Vec<LoadError>> {
    let mut loader = Loader::new(files, folder, Tables::embedded());
    let cases = loader.cases();
    if loader.errors.is_empty() { Ok(cases) } else { Err(loader.errors) }
}

/// Finds the files of a ruleset by its name or path.
fn with_files<T>(
    name_or_path: &str,
    read: impl FnOnce(&dyn Files, &str) -> Result<T, Vec<LoadError>>,
) -> Result<T, Vec<LoadError>> {
    let known = names(&Embedded);
    if known.iter().any(|name| name == name_or_path) {
        return read(&Embedded, name_or_path);
    }
    let path = Path::new(name_or_path);
    if !path.is_dir() {
        let problem = Problem::NoSuchRuleset { known };
        return Err(vec![LoadError { file: name_or_path.to_owned(), at: None, problem }]);
    }
    // The folder above is the root, so that a ruleset can extend the one beside it.
    let whole = if path.file_name().is_some() { None } else { path.canonicalize().ok() };
    let path = whole.as_deref().unwrap_or(path);
    let (root, folder) = match (path.parent(), path.file_name()) {
        (Some(root), Some(name)) => (root, name.to_string_lossy().into_owned()),
        (None, _) | (_, None) => (path, String::new()),
    };
    // Messages name files as the user does, so that an editor can open them.
    read(&Folder { root: root.to_owned() }, &folder).map_err(|errors| {
        let named = |error: LoadError| LoadError { file: root.join(&error.file).display().to_string(), ..error };
        errors.into_iter().map(named).collect()
    })
}

/// What the ruleset of a name or path holds.
pub fn kind(name_or_path: &str) -> Result<Kind, Vec<LoadError>> {
    with_files(name_or_path, |files, folder| kind_in(files, folder).map_err(|error| vec![error]))
}

fn kind_in(files: &dyn Files, folder: &str) -> Result<Kind, LoadError> {
    let mut loader = Loader::new(files, folder, Tables::embedded());
    let head = loader.text(MAIN_FILE).and_then(|text| loader.parse::<yaml::Head>(MAIN_FILE, &text));
    let missing = || LoadError { file: join(folder, MAIN_FILE), at: None, problem: Problem::NoFile };
    head.map(|head| head.kind).ok_or_else(|| loader.errors.into_iter().next().unwrap_or_else(missing))
}

fn names(files: &dyn Files) -> Vec<String> {
    let mut names = files.folders("");
    names
        .retain(|name| !NO_RULESETS.contains(&name.as_str()) && files.files(name).iter().any(|file| file == MAIN_FILE));
    names
}

fn head(files: &dyn Files, name: &str) -> Result<RulesetHead, LoadError> {
    let mut loader = Loader::new(files, name, Tables::embedded());
    let head = loader.text(MAIN_FILE).and_then(|text| loader.parse::<yaml::Head>(MAIN_FILE, &text));
    let (texts, _) = loader.texts();
    match (head, loader.errors.into_iter().next()) {
        (Some(head), None) => Ok(RulesetHead {
            title: texts.get("ruleset-title").unwrap_or_else(|| head.name.clone()),
            name: head.name,
            version: head.version,
            effective_from: head.effective_from,
            kind: head.kind,
        }),
        (_, error) => {
            Err(error.unwrap_or_else(|| LoadError { file: join(name, MAIN_FILE), at: None, problem: Problem::NoFile }))
        }
    }
}

/// Reads the files of one ruleset and collects what is wrong with them.
struct Loader<'a> {
    files: &'a dyn Files,
    folder: &'a str,
    tables: &'a Tables,
    errors: Vec<LoadError>,
    /// YAML files of the ruleset with their text, to find keys in.
    read: Vec<(String, String)>,
    /// Folders of the rulesets that extend this one, the first of them extending the second and so on.
    chain: &'a [String],
}

/// A checked ruleset with what it rests on.
struct Made {
    ruleset: Ruleset,
    tables: Vec<TableVersion>,
    /// What it extends.
    base: Option<LoadedRuleset>,
}

impl<'a> Loader<'a> {
    fn new(files: &'a dyn Files, folder: &'a str, tables: &'a Tables) -> Self {
        Self { files, folder, tables, errors: Vec::new(), read: Vec::new(), chain: &[] }
    }

    fn fail(&mut self, file: &str, at: Option<Position>, problem: impl Into<Problem>) {
        self.errors.push(LoadError { file: join(self.folder, file), at, problem: problem.into() });
    }

    /// Text of a file; `None`, without an error, where there is no such file.
    fn text(&mut self, file: &str) -> Option<String> {
        let bytes = match self.files.read(&join(self.folder, file)) {
            Ok(bytes) => bytes?,
            Err(error) => {
                self.fail(file, None, error);
                return None;
            }
        };
        if let Ok(text) = std::str::from_utf8(&bytes) {
            Some(text.trim_start_matches('\u{feff}').to_owned())
        } else {
            self.fail(file, None, Problem::NotText);
            None
        }
    }

    fn parse<T: serde::de::DeserializeOwned>(&mut self, file: &str, text: &str) -> Option<T> {
        match yaml::parse(text) {
            Ok(value) => Some(value),
            Err((at, what)) => {
                self.fail(file, at, Problem::Yaml(what));
                None
            }
        }
    }

    fn yaml_files(&self, folder: &str) -> Vec<String> {
        let mut names = self.files.files(join(self.folder, folder).trim_end_matches('/'));
        names.retain(|name| Path::new(name).extension().is_some_and(|e| e == "yaml" || e == "yml"));
        names
    }

    /// English texts, and the message files of other languages by language.
    fn texts(&mut self) -> (Texts, BTreeMap<String, String>) {
        let (mut main, mut others) = (Texts::default(), BTreeMap::new());
        for name in self.files.files(&join(self.folder, "texts")) {
            let Some(language) = name.strip_suffix(".ftl") else { continue };
            let file = format!("texts/{name}");
            let Some(text) = self.text(&file) else { continue };
            if language != MAIN_LANGUAGE {
                others.insert(language.to_owned(), text);
                continue;
            }
            match Texts::parse(language, &text) {
                Ok(texts) => main = texts,
                Err(errors) => errors.into_iter().for_each(|error| self.fail(&file, None, error)),
            }
        }
        (main, others)
    }

    fn cases(&mut self) -> Vec<Case> {
        self.cases_of(|case: &Case| case.id.as_str())
    }

    fn cases_of<C: serde::de::DeserializeOwned>(&mut self, id: impl Fn(&C) -> &str) -> Vec<C> {
        let mut cases: Vec<C> = Vec::new();
        let mut seen = BTreeSet::new();
        for name in self.yaml_files("cases") {
            let file = format!("cases/{name}");
            let Some(text) = self.text(&file) else { continue };
            let Some(found) = self.parse::<Vec<C>>(&file, &text) else { continue };
            for case in found {
                let name = id(&case).to_owned();
                if !seen.insert(name.clone()) {
                    let at = Outline::new(&text).and_then(|outline| outline.find(&name));
                    self.fail(&file, at, Problem::CaseTwice(name));
                }
                cases.push(case);
            }
        }
        cases
    }

    fn ruleset(&mut self) -> Option<Made> {
        let names = self.yaml_files("");
        if !names.iter().any(|name| name == MAIN_FILE) {
            self.fail(MAIN_FILE, None, Problem::NoFile);
            return None;
        }
        let count = names.len();
        for name in names {
            if let Some(text) = self.text(&name) {
                self.read.push((name, text));
            }
        }
        let mut broken = self.read.len() < count;
        let mut whole = RulesetFile::default();
        for (name, parsed) in parse_all(&self.read) {
            match parsed {
                Ok(file) => {
                    for key in whole.merge(file) {
                        self.key_twice(&name, key);
                    }
                }
                Err((at, what)) => {
                    broken = true;
                    self.fail(&name, at, Problem::Yaml(what));
                }
            }
        }
        // A key may be missing only because its file is broken: then the broken file is what there is to say.
        if broken {
            return None;
        }
        let base = match whole.extends.take() {
            Some(stated) => Some(self.base(&stated)?),
            None => None,
        };
        if base.is_none() {
            self.check_alone(&whole);
        }
        let (factors, tables) = self.factors(whole.factors.take().unwrap_or_default());
        let source = match &base {
            Some(base) => self.extended(base, whole, factors)?,
            None => whole.into_source(factors)?,
        };
        for table in source.screening.iter().flat_map(|screening| screening.published.keys()) {
            if !self.tables.holds_names(table) {
                let place = format!("screening.published.{table}");
                let (file, at) = self.place(&place);
                let possible: Vec<String> = NAME_TABLES.iter().map(|name| format!("`{name}`")).collect();
                let reason =
                    format!("no published list of names is called `{table}`; there are {}", possible.join(", "));
                self.fail(&file, at, Problem::Reference { place, reason });
            }
        }
        match Ruleset::new(source) {
            Ok(ruleset) => Some(Made { ruleset, tables, base }),
            Err(errors) => {
                for error in errors {
                    let (file, at) = self.place(&path_of(&error));
                    self.fail(&file, at, error);
                }
                None
            }
        }
    }

    /// Whether a ruleset that extends no other one has all that it needs, and nothing that would need another one.
    fn check_alone(&mut self, file: &RulesetFile) {
        let missing: Vec<String> = file.missing().into_iter().map(str::to_owned).collect();
        if !missing.is_empty() {
            self.fail(MAIN_FILE, None, Problem::MissingKeys(missing));
        }
        for (key, stated) in [("remove", file.remove.is_some()), ("change", file.change.is_some())] {
            if stated {
                let (name, at) = self.place(key);
                self.fail(&name, at, Problem::NothingToDoItTo(key));
            }
        }
    }

    fn key_twice(&mut self, file: &str, key: &'static str) {
        let holds = |(name, text): &(String, String)| Some((name.clone(), Outline::new(text)?.top_level(key)?));
        let places: Vec<(String, Position)> = self.read.iter().filter_map(holds).collect();
        let other = places.first().map(|(name, _)| join(self.folder, name)).unwrap_or_default();
        let at = places.iter().find(|(name, _)| name == file).map(|(_, at)| *at);
        self.fail(file, at, Problem::KeyTwice { key, other });
    }

    fn factors(&mut self, files: Vec<FactorFile>) -> (Vec<Factor>, Vec<TableVersion>) {
        let mut factors = Vec::new();
        let mut versions: Vec<TableVersion> = Vec::new();
        for file in files {
            let (mut factor, reference) = file.into_factor();
            if let Some(reference) = reference {
                match factor_table(self.tables, factor.of, &reference.table, &reference.values) {
                    Ok(made) => {
                        factor.source.get_or_insert_with(|| made.source());
                        factor.verification.get_or_insert_with(|| made.verification());
                        // What the ruleset itself says of a key outranks the reference table.
                        for (key, value) in made.table {
                            factor.table.entry(key).or_insert(value);
                        }
                        versions.extend(made.versions);
                    }
                    Err(errors) => errors.into_iter().for_each(|error| self.reference_error(&factor.id, error)),
                }
            }
            factors.push(factor);
        }
        versions.sort_by(|a, b| a.table.cmp(&b.table));
        versions.dedup();
        (factors, versions)
    }

    fn reference_error(&mut self, factor: &str, error: ReferenceError) {
        let place = format!("factors.{factor}.from_reference");
        let (file, at) = self.place(&place);
        if let ReferenceError::Table(error) = error {
            self.fail(&file, at, error);
        } else {
            self.fail(&file, at, Problem::Reference { place, reason: error.to_string() });
        }
    }

    /// File and place of a key of the ruleset; the main file where the key stands nowhere.
    fn place(&self, path: &str) -> (String, Option<Position>) {
        if let Some(changed) = self.change_of(path) {
            return changed;
        }
        let find = |(name, text): &(String, String)| Some((name.clone(), Outline::new(text)?.find(path)?));
        match self.read.iter().find_map(find) {
            Some((name, at)) => (name, Some(at)),
            None => (MAIN_FILE.to_owned(), None),
        }
    }
}

/// Parses the files of a ruleset side by side: reading YAML is most of the time that loading takes.
fn parse_all(files: &[(String, String)]) -> Vec<(String, yaml::Parsed<RulesetFile>)> {
    std::thread::scope(|scope| {
        let parse = |text: &str| yaml::parse::<RulesetFile>(text);
        let started: Vec<_> = files.iter().map(|(name, text)| (name, text, scope.spawn(move || parse(text)))).collect();
        let join = |(name, text, thread): (&String, &String, std::thread::ScopedJoinHandle<'_, _>)| {
            (name.clone(), thread.join().unwrap_or_else(|_| parse(text)))
        };
        started.into_iter().map(join).collect()
    })
}

/// The key that a problem of the whole is about.
fn path_of(error: &RulesetError) -> String {
    match error {
        RulesetError::Invalid { place, .. } | RulesetError::Unknown { place, .. } => place.clone(),
        RulesetError::Duplicate { place, name } => format!("{place}.{name}"),
        RulesetError::Gate { pattern, .. } => format!("patterns.{pattern}.gate"),
    }
}

#[cfg(test)]
mod tests;
