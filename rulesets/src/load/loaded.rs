//! A ruleset that is loaded, with its texts in every language, its notes and the tables it rests on.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use karvon_engine::inputs::PublishedTable;
use karvon_engine::ruleset::Ruleset;

use super::{MAIN_LANGUAGE, NotYetEffective};
use crate::reference::TableVersion;
use crate::texts::{TextError, Texts};

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
    pub(super) translations: BTreeMap<String, Vec<String>>,
    /// Languages that have a message file in the folder of the ruleset itself.
    pub(super) own_languages: Vec<String>,
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
