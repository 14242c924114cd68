//! A ruleset that extends another one: what is extended is found and loaded, and what differs is laid over it.
//!
//! First what is to be removed goes, then entries take the place of those with the same id or are added, then single
//! values change. The result is an ordinary ruleset: checks and hash are taken of it as if it stood in one file.

use std::collections::{BTreeMap, BTreeSet};

use karvon_engine::ruleset::{Factor, RulesetError, RulesetSource};
use serde_json::Value;

use super::source::RulesetFile;
use super::{BaseRuleset, LoadedRuleset, Loader, MAIN_FILE, Outline, Position, Problem, load_within, names};
use crate::files::{Embedded, join};

impl Loader<'_> {
    /// The ruleset that is extended.
    pub(super) fn base(&mut self, stated: &str) -> Option<LoadedRuleset> {
        let (file, at) = self.place("extends");
        let named = stated.split_once('@').map(|(name, version)| (name.trim(), version.trim()));
        let Some((name, version)) = named.filter(|(name, version)| !name.is_empty() && !version.is_empty()) else {
            self.fail(&file, at, Problem::NoBase(stated.to_owned()));
            return None;
        };
        let known = names(&Embedded);
        let loaded = if known.iter().any(|shipped| shipped == name) {
            match self.known.get(name) {
                Some(loaded) => Ok(loaded.clone()),
                None => load_within(&Embedded, name, self.tables, &[], self.known),
            }
        } else {
            let beside = match self.folder.rsplit_once('/') {
                Some((above, _)) => join(above, name),
                None => name.to_owned(),
            };
            if self.files.read(&join(&beside, MAIN_FILE)).ok().flatten().is_none() {
                self.fail(&file, at, Problem::UnknownBase { name: name.to_owned(), known });
                return None;
            }
            let mut chain = self.chain.to_vec();
            chain.push(self.folder.to_owned());
            if let Some(start) = chain.iter().position(|folder| *folder == beside) {
                chain.drain(..start);
                chain.push(beside);
                self.fail(&file, at, Problem::Circle(chain.iter().map(|folder| format!("`{folder}`")).collect()));
                return None;
            }
            load_within(self.files, &beside, self.tables, &chain, self.known)
        };
        match loaded {
            Ok(base) if base.ruleset.source().version == version => Some(base),
            Ok(base) => {
                let found = base.ruleset.source().version.clone();
                let (name, wanted) = (name.to_owned(), version.to_owned());
                self.fail(&file, at, Problem::BaseVersion { name, wanted, found });
                None
            }
            Err(errors) => {
                self.errors.extend(errors);
                None
            }
        }
    }

    /// What is extended with what differs laid over it.
    pub(super) fn extended(
        &mut self,
        base: &LoadedRuleset,
        mut file: RulesetFile,
        factors: Vec<Factor>,
    ) -> Option<RulesetSource> {
        let mut missing = Vec::new();
        for (key, absent) in [
            ("name", file.name.is_none()),
            ("version", file.version.is_none()),
            ("effective_from", file.effective_from.is_none()),
        ] {
            if absent {
                missing.push(key.to_owned());
            }
        }
        if !missing.is_empty() {
            self.fail(MAIN_FILE, None, Problem::MissingKeys(missing));
            return None;
        }
        let mut source = base.ruleset.source().clone();
        let base_name = source.name.clone();
        let changes = file.change.take().unwrap_or_default();
        for (key, id) in remove(&mut source, &file) {
            let (name, at) = self.place(&format!("remove.{key}"));
            self.fail(&name, at, Problem::NothingToRemove { key, base: base_name.clone(), id });
        }
        for error in lay_over(&mut source, file, factors) {
            let (name, at) = match &error {
                RulesetError::Duplicate { place, name } => self.place(&format!("{place}.{name}")),
                RulesetError::Invalid { .. } | RulesetError::Unknown { .. } | RulesetError::Gate { .. } => {
                    (MAIN_FILE.to_owned(), None)
                }
            };
            self.fail(&name, at, error);
        }
        match change(&source, &changes) {
            Ok(changed) => Some(changed),
            Err(problems) => {
                for (path, reason) in problems {
                    let (name, at) = self.place(&format!("change.{path}"));
                    self.fail(&name, at, Problem::Change { path, reason });
                }
                None
            }
        }
    }

    /// Where a value is changed that a problem at this path may come from.
    pub(super) fn change_of(&self, path: &str) -> Option<(String, Option<Position>)> {
        let (name, outline) = self
            .read
            .iter()
            .find_map(|(name, text)| Some((name, Outline::new(text).filter(|o| o.top_level("change").is_some())?)))?;
        let changed = outline.keys_of("change");
        let touches = |key: &&(String, Option<Position>)| {
            let within = |long: &str, short: &str| {
                long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            within(path, &key.0) || within(&key.0, path)
        };
        let (_, at) = changed.iter().find(touches)?;
        Some((name.clone(), *at))
    }
}

/// Texts, notes, tables and languages of a ruleset together with those of what it extends.
pub(super) fn beside(own: LoadedRuleset, base: LoadedRuleset) -> LoadedRuleset {
    let head = base.ruleset.source();
    let nearest =
        BaseRuleset { name: head.name.clone(), version: head.version.clone(), hash: base.ruleset.hash().to_owned() };
    let mut tables = [own.tables, base.tables].concat();
    tables.sort_by(|a, b| a.table.cmp(&b.table));
    tables.dedup();
    let mut translations = base.translations;
    for (language, files) in own.translations {
        translations.entry(language).or_default().extend(files);
    }
    let notes = [own.notes.trim_end(), base.notes.trim_end()].into_iter().filter(|text| !text.is_empty());
    LoadedRuleset {
        ruleset: own.ruleset,
        texts: own.texts.over(&base.texts),
        notes: notes.collect::<Vec<_>>().join("\n\n"),
        tables,
        // Loaded for the whole, what is extended included.
        published: own.published,
        bases: std::iter::once(nearest).chain(base.bases).collect(),
        translations,
        own_languages: own.own_languages,
    }
}

/// Takes out what is to be removed; returns keys and ids of what is not there.
fn remove(source: &mut RulesetSource, file: &RulesetFile) -> Vec<(&'static str, String)> {
    let Some(removals) = &file.remove else { return Vec::new() };
    let mut missing = Vec::new();
    let mut note = |key: &'static str, absent: Vec<String>| missing.extend(absent.into_iter().map(|id| (key, id)));
    note("sources", out_of(&mut source.sources, &removals.sources, |x| &x.id));
    note("indicators", out_of(&mut source.indicators, &removals.indicators, |x| &x.id));
    note("patterns", out_of(&mut source.patterns, &removals.patterns, |x| &x.id));
    note("questions", out_of(&mut source.questions, &removals.questions, |x| &x.id));
    note("factor_groups", out_of(&mut source.factor_groups, &removals.factor_groups, |x| &x.id));
    note("factors", out_of(&mut source.factors, &removals.factors, |x| &x.id));
    note(
        "state_programme_countries",
        out_of(&mut source.state_programme_countries, &removals.state_programme_countries, |x| x),
    );
    note("floors", out_of(&mut source.floors, &removals.floors, |x| &x.id));
    note("common_causes", out_of(&mut source.common_causes, &removals.common_causes, |x| &x.id));
    note("expected_inputs", out_of(&mut source.expected_inputs, &removals.expected_inputs, |x| &x.id));
    note("measures", out_of(&mut source.measures, &removals.measures, |x| &x.id));
    note("profiles", out_of(&mut source.profiles, &removals.profiles, |x| &x.id));
    note("lists", keys_out_of(&mut source.lists, &removals.lists));
    note("labour_links_carry", keys_out_of(&mut source.labour_links_carry, &removals.labour_links_carry));
    missing
}

/// Removes entries by their ids; returns the ids that were not there.
fn out_of<T>(entries: &mut Vec<T>, ids: &[String], id: impl Fn(&T) -> &String) -> Vec<String> {
    let absent = ids.iter().filter(|wanted| !entries.iter().any(|entry| id(entry) == *wanted)).cloned().collect();
    entries.retain(|entry| !ids.contains(id(entry)));
    absent
}

fn keys_out_of<T>(entries: &mut BTreeMap<String, T>, keys: &[String]) -> Vec<String> {
    keys.iter().filter(|key| entries.remove(*key).is_none()).cloned().collect()
}

/// Lays the keys of a file over a ruleset; returns ids that stand twice in the file.
fn lay_over(source: &mut RulesetSource, file: RulesetFile, factors: Vec<Factor>) -> Vec<RulesetError> {
    let mut errors = Vec::new();
    let mut note = |place: &str, twice: Vec<String>| {
        errors.extend(twice.into_iter().map(|name| RulesetError::Duplicate { place: place.to_owned(), name }));
    };
    instead(&mut source.name, file.name);
    instead(&mut source.version, file.version);
    instead(&mut source.effective_from, file.effective_from);
    instead(&mut source.basis, file.basis);
    instead(&mut source.headline, file.headline);
    instead(&mut source.regimes, file.regimes);
    instead(&mut source.interview, file.interview);
    instead(&mut source.recruitment, file.recruitment);
    instead(&mut source.severity, file.severity);
    instead(&mut source.bands, file.bands);
    instead(&mut source.transmission, file.transmission);
    instead(&mut source.screening, file.screening);
    note("sources", into(&mut source.sources, file.sources, |x| &x.id));
    note("indicators", into(&mut source.indicators, file.indicators, |x| &x.id));
    note("patterns", into(&mut source.patterns, file.patterns, |x| &x.id));
    note("questions", into(&mut source.questions, file.questions, |x| &x.id));
    note("factor_groups", into(&mut source.factor_groups, file.factor_groups, |x| &x.id));
    note("factors", into(&mut source.factors, Some(factors), |x| &x.id));
    note(
        "state_programme_countries",
        into(&mut source.state_programme_countries, file.state_programme_countries, |x| x),
    );
    note("floors", into(&mut source.floors, file.floors, |x| &x.id));
    note("common_causes", into(&mut source.common_causes, file.common_causes, |x| &x.id));
    note("expected_inputs", into(&mut source.expected_inputs, file.expected_inputs, |x| &x.id));
    note("measures", into(&mut source.measures, file.measures, |x| &x.id));
    note("profiles", into(&mut source.profiles, file.profiles, |x| &x.id));
    source.lists.extend(file.lists.unwrap_or_default());
    source.labour_links_carry.extend(file.labour_links_carry.unwrap_or_default());
    errors
}

fn instead<T>(value: &mut T, own: Option<T>) {
    if let Some(own) = own {
        *value = own;
    }
}

/// Puts entries in the place of those with the same id, the others at the end; returns ids that stand twice among them.
fn into<T>(entries: &mut Vec<T>, own: Option<Vec<T>>, id: impl Fn(&T) -> &String) -> Vec<String> {
    let (mut seen, mut twice) = (BTreeSet::new(), Vec::new());
    for entry in own.unwrap_or_default() {
        if !seen.insert(id(&entry).clone()) {
            twice.push(id(&entry).clone());
        }
        let place = entries.iter().position(|other| id(other) == id(&entry));
        match place.and_then(|i| entries.get_mut(i)) {
            Some(other) => *other = entry,
            None => entries.push(entry),
        }
    }
    twice
}

/// Changes single values; all paths that cannot be followed, and all values that do not fit, are told.
fn change(source: &RulesetSource, changes: &BTreeMap<String, Value>) -> Result<RulesetSource, Vec<(String, String)>> {
    if changes.is_empty() {
        return Ok(source.clone());
    }
    let whole = |problem: serde_json::Error| vec![(String::new(), plainly(&problem))];
    let stated = serde_json::to_value(source).map_err(whole)?;
    let mut changed = stated.clone();
    let problems: Vec<(String, String)> = changes
        .iter()
        .filter_map(|(path, value)| Some((path.clone(), put(&mut changed, path, value).err()?)))
        .collect();
    if !problems.is_empty() {
        return Err(problems);
    }
    serde_json::from_value(changed).map_err(|error| {
        // Each by itself shows which does not fit.
        let alone = |path: &String, value: &Value| {
            let mut one = stated.clone();
            put(&mut one, path, value).ok()?;
            serde_json::from_value::<RulesetSource>(one).err().map(|error| (path.clone(), plainly(&error)))
        };
        let found: Vec<_> = changes.iter().filter_map(|(path, value)| alone(path, value)).collect();
        if found.is_empty() { whole(error) } else { found }
    })
}

/// What the reader says, without names of the program's own types.
fn plainly(error: &serde_json::Error) -> String {
    let message = error.to_string();
    let (said, expected) = message.split_once(", expected ").unwrap_or((&message, ""));
    let expected = match expected {
        "f64" => "a number",
        "u8" | "u32" => "a whole number",
        other => other,
    };
    if expected.is_empty() { said.to_owned() } else { format!("{said}, expected {expected}") }
}

/// Puts a value where a path leads: keys, and entries of lists by their id.
fn put(into: &mut Value, path: &str, value: &Value) -> Result<(), String> {
    let mut node = into;
    let mut rest = path;
    let mut known = String::new();
    loop {
        let below = match &*node {
            Value::Object(entries) => longest(entries.keys().map(String::as_str), rest),
            Value::Array(items) => longest(items.iter().filter_map(id_of), rest),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        }
        .map(str::to_owned);
        let Some(name) = below else {
            // A table may get a key that it does not have yet; a thing with fixed keys then refuses it by name.
            return match node {
                Value::Object(entries) if !known.is_empty() => {
                    entries.insert(rest.to_owned(), value.clone());
                    Ok(())
                }
                Value::Object(_) => Err(format!("there is nothing called `{rest}`")),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                    Err(format!("there is no `{rest}` in `{known}`"))
                }
            };
        };
        let child = match node {
            Value::Object(entries) => entries.get_mut(&name),
            Value::Array(items) => items.iter_mut().find(|item| id_of(item) == Some(name.as_str())),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
        };
        let Some(child) = child else { return Err(format!("there is nothing called `{rest}`")) };
        if !known.is_empty() {
            known.push('.');
        }
        known.push_str(&name);
        rest = rest.get(name.len()..).unwrap_or_default().trim_start_matches('.');
        if rest.is_empty() {
            *child = value.clone();
            return Ok(());
        }
        node = child;
    }
}

fn id_of(item: &Value) -> Option<&str> {
    item.get("id").and_then(Value::as_str)
}

/// The longest name that a path starts with.
fn longest<'a>(names: impl Iterator<Item = &'a str>, path: &str) -> Option<&'a str> {
    names
        .filter(|name| {
            !name.is_empty() && path.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        })
        .max_by_key(|name| name.len())
}

#[cfg(test)]
mod tests;
