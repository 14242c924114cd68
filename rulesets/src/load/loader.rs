//! Reads the files of one folder and keeps what is wrong with them.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use karvon_engine::ruleset::Case;

use super::{LoadError, LoadedRuleset, MAIN_LANGUAGE, Outline, Position, Problem, yaml};
use crate::files::{Files, join};
use crate::reference::Tables;
use crate::texts::Texts;

/// Rulesets by name.
pub(super) type Known = BTreeMap<String, LoadedRuleset>;

/// Nothing is loaded yet.
pub(super) static NONE_KNOWN: Known = BTreeMap::new();

/// Reads the files of one ruleset and collects what is wrong with them.
pub(super) struct Loader<'a> {
    pub(super) files: &'a dyn Files,
    pub(super) folder: &'a str,
    pub(super) tables: &'a Tables,
    pub(super) errors: Vec<LoadError>,
    /// YAML files of the ruleset with their text, to find keys in.
    pub(super) read: Vec<(String, String)>,
    /// Folders of the rulesets that extend this one, the first of them extending the second and so on.
    pub(super) chain: &'a [String],
    /// Rulesets of the program that are loaded already, by name.
    pub(super) known: &'a Known,
}

impl<'a> Loader<'a> {
    pub(super) fn new(files: &'a dyn Files, folder: &'a str, tables: &'a Tables) -> Self {
        Self { files, folder, tables, errors: Vec::new(), read: Vec::new(), chain: &[], known: &NONE_KNOWN }
    }

    pub(super) fn fail(&mut self, file: &str, at: Option<Position>, problem: impl Into<Problem>) {
        self.errors.push(LoadError { file: join(self.folder, file), at, problem: problem.into() });
    }

    /// Text of a file; `None`, without an error, where there is no such file.
    pub(super) fn text(&mut self, file: &str) -> Option<String> {
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

    pub(super) fn parse<T: serde::de::DeserializeOwned>(&mut self, file: &str, text: &str) -> Option<T> {
        self.parsed(file, yaml::parse(text))
    }

    /// What was read of a file, or what is wrong with it.
    pub(super) fn parsed<T>(&mut self, file: &str, parsed: yaml::Parsed<T>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err((at, what)) => {
                self.fail(file, at, Problem::Yaml(what));
                None
            }
        }
    }

    pub(super) fn yaml_files(&self, folder: &str) -> Vec<String> {
        let mut names = self.files.files(join(self.folder, folder).trim_end_matches('/'));
        names.retain(|name| Path::new(name).extension().is_some_and(|e| e == "yaml" || e == "yml"));
        names
    }

    /// English texts, and the message files of other languages by language.
    pub(super) fn texts(&mut self) -> (Texts, BTreeMap<String, String>) {
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

    pub(super) fn cases(&mut self) -> Vec<Case> {
        self.cases_of(|case: &Case| case.id.as_str())
    }

    pub(super) fn cases_of<C: serde::de::DeserializeOwned>(&mut self, id: impl Fn(&C) -> &str) -> Vec<C> {
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
}
