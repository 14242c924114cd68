//! From the YAML files of a folder to a checked ruleset: files are put together, what is extended is laid under them, factors
//! take their numbers from reference tables, and the engine checks the whole.

use karvon_engine::ruleset::{Factor, Ruleset, RulesetError};

use super::at_once::at_once;
use super::source::{FactorFile, RulesetFile};
use super::{LoadedRuleset, Loader, MAIN_FILE, Outline, Position, Problem, yaml};
use crate::files::join;
use crate::reference::{NAME_TABLES, ReferenceError, TableVersion, factor_table};

/// A checked ruleset with what it rests on.
pub(super) struct Made {
    pub(super) ruleset: Ruleset,
    pub(super) tables: Vec<TableVersion>,
    /// What it extends.
    pub(super) base: Option<LoadedRuleset>,
}

impl Loader<'_> {
    pub(super) fn ruleset(&mut self) -> Option<Made> {
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
        let parsed = at_once(&self.read, |(_, text)| yaml::parse::<RulesetFile>(text));
        let names: Vec<String> = self.read.iter().map(|(name, _)| name.clone()).collect();
        for (name, parsed) in names.into_iter().zip(parsed) {
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
    pub(super) fn place(&self, path: &str) -> (String, Option<Position>) {
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

/// The key that a problem of the whole is about.
fn path_of(error: &RulesetError) -> String {
    match error {
        RulesetError::Invalid { place, .. } | RulesetError::Unknown { place, .. } => place.clone(),
        RulesetError::Duplicate { place, name } => format!("{place}.{name}"),
        RulesetError::Gate { pattern, .. } => format!("patterns.{pattern}.gate"),
    }
}
