//! A ruleset of any kind, for whoever only wants to read it: to show, explain or compare.

use karvon_engine::requirement::Catalogue;
use serde_json::{Value, json};

use super::checklists::{Part, read};
use super::{
    Checklists, Kind, LoadError, LoadedDimensions, LoadedQuestions, LoadedRequirement, LoadedRuleset, MAIN_FILE,
    Problem, kind, load, with_files,
};
use crate::files::join;
use crate::texts::{TextError, Texts};

/// A ruleset of any kind.
#[derive(Clone, Debug)]
pub enum LoadedPart {
    /// Likelihoods of indicators and patterns.
    Likelihood(Box<LoadedRuleset>),
    /// A checklist of a law or standard, with the questions that answers may be given to.
    Requirement(Box<LoadedRequirement>, Catalogue),
    /// Questions that checklists share.
    Questions(Box<LoadedQuestions>),
    /// A scheme of dimensions for interview records.
    Dimensions(Box<LoadedDimensions>),
}

impl LoadedPart {
    /// What it holds.
    pub fn kind(&self) -> Kind {
        match self {
            Self::Likelihood(_) => Kind::Likelihood,
            Self::Requirement(..) => Kind::Requirement,
            Self::Questions(_) => Kind::Questions,
            Self::Dimensions(_) => Kind::Dimensions,
        }
    }

    /// Its name.
    pub fn name(&self) -> &str {
        match self {
            Self::Likelihood(loaded) => &loaded.ruleset.source().name,
            Self::Requirement(loaded, _) => loaded.name(),
            Self::Questions(loaded) => &loaded.name,
            Self::Dimensions(loaded) => loaded.name(),
        }
    }

    /// Its English texts.
    pub fn texts(&self) -> &Texts {
        match self {
            Self::Likelihood(loaded) => &loaded.texts,
            Self::Requirement(loaded, _) => &loaded.texts,
            Self::Questions(loaded) => &loaded.texts,
            Self::Dimensions(loaded) => &loaded.texts,
        }
    }

    /// Languages that it has texts in, English first.
    pub fn languages(&self) -> Vec<&str> {
        match self {
            Self::Likelihood(loaded) => loaded.languages(),
            Self::Requirement(loaded, _) => loaded.languages(),
            Self::Questions(loaded) => loaded.languages(),
            Self::Dimensions(loaded) => loaded.languages(),
        }
    }

    /// Texts in a language, with English where a message is missing.
    ///
    /// # Errors
    /// What is wrong with the message file.
    pub fn texts_in(&self, language: &str) -> Result<Texts, Vec<TextError>> {
        match self {
            Self::Likelihood(loaded) => loaded.texts_in(language),
            Self::Requirement(loaded, _) => loaded.texts_in(language),
            Self::Questions(loaded) => loaded.texts_in(language),
            Self::Dimensions(loaded) => loaded.texts_in(language),
        }
    }

    /// What it states, resolved, as one value of keys.
    pub fn value(&self) -> Value {
        match self {
            Self::Likelihood(loaded) => serde_json::to_value(loaded.ruleset.source()),
            Self::Requirement(loaded, _) => serde_json::to_value(loaded.requirement.source()),
            Self::Dimensions(loaded) => serde_json::to_value(loaded.dimensions.source()),
            Self::Questions(loaded) => {
                let LoadedQuestions { name, version, questions, .. } = loaded.as_ref();
                Ok(json!({"name": name, "version": version, "questions": questions}))
            }
        }
        .unwrap_or_default()
    }
}

/// Loads a ruleset of any kind by its name, or one of one's own by the path of its folder.
///
/// # Errors
/// Everything that is wrong with its files, or that there is none of that name.
pub fn load_part(name_or_path: &str) -> Result<LoadedPart, Vec<LoadError>> {
    let missing = || vec![LoadError { file: join(name_or_path, MAIN_FILE), at: None, problem: Problem::NoFile }];
    match kind(name_or_path)? {
        Kind::Likelihood => Ok(LoadedPart::Likelihood(Box::new(load(name_or_path)?))),
        Kind::Questions => match with_files(name_or_path, read)? {
            Part::Questions(questions) => Ok(LoadedPart::Questions(Box::new(questions))),
            Part::Requirement(_) | Part::Dimensions(_) | Part::Other => Err(missing()),
        },
        Kind::Requirement | Kind::Dimensions => {
            let Checklists { requirements, dimensions, catalogue, .. } =
                Checklists::load(Some(&[name_or_path.to_owned()]))?;
            let scheme = dimensions.into_iter().next().map(|loaded| LoadedPart::Dimensions(Box::new(loaded)));
            let requirement = requirements.into_iter().next();
            let requirement = requirement.map(|loaded| LoadedPart::Requirement(Box::new(loaded), catalogue));
            requirement.or(scheme).ok_or_else(missing)
        }
    }
}
