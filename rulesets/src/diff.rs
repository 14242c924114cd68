//! What differs between two rulesets, in words: questions, numbers, texts.
//!
//! Rulesets are compared as what they are when they are resolved, so that one that extends another can be set beside a
//! whole one. Entries are matched by their id, never by their place in a file.

mod words;

use std::collections::BTreeSet;

use serde_json::Value;

use crate::texts::{TextError, Texts};
use crate::{LoadedPart, LoadedRuleset};

pub(crate) use words::plain;
pub use words::sentences;

/// Something that can be compared with another of its kind: a value of keys, and texts in languages.
pub trait Comparable {
    /// What it states, resolved.
    fn value(&self) -> Value;
    /// Its English texts.
    fn english(&self) -> &Texts;
    /// Languages that it has texts in, English first.
    fn languages(&self) -> Vec<&str>;
    /// Texts in a language, with English where a message is missing.
    ///
    /// # Errors
    /// What is wrong with the message file.
    fn texts_in(&self, language: &str) -> Result<Texts, Vec<TextError>>;
}

impl Comparable for LoadedRuleset {
    fn value(&self) -> Value {
        serde_json::to_value(self.ruleset.source()).unwrap_or_default()
    }

    fn english(&self) -> &Texts {
        &self.texts
    }

    fn languages(&self) -> Vec<&str> {
        Self::languages(self)
    }

    fn texts_in(&self, language: &str) -> Result<Texts, Vec<TextError>> {
        Self::texts_in(self, language)
    }
}

impl Comparable for LoadedPart {
    fn value(&self) -> Value {
        Self::value(self)
    }

    fn english(&self) -> &Texts {
        self.texts()
    }

    fn languages(&self) -> Vec<&str> {
        Self::languages(self)
    }

    fn texts_in(&self, language: &str) -> Result<Texts, Vec<TextError>> {
        Self::texts_in(self, language)
    }
}

/// One difference.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// Where: keys from the top, entries of lists by their id.
    pub path: Vec<String>,
    /// What.
    pub what: What,
}

/// What is different.
#[derive(Clone, Debug, PartialEq)]
pub enum What {
    /// Only the second has it.
    Added(Value),
    /// Only the first has it.
    Removed(Value),
    /// Both have it, with different values.
    Changed {
        /// In the first.
        from: Value,
        /// In the second.
        to: Value,
    },
    /// Both have the same entries, in another order.
    Reordered,
}

/// The top-level key under which differences of texts stand, below it the language and the key of the message.
pub const TEXTS: &str = "texts";

/// Every difference from one ruleset to another of its kind: first those of its data, in the order of the file, then those of
/// texts.
///
/// # Errors
/// What is wrong with a message file.
pub fn diff<T: Comparable>(from: &T, to: &T) -> Result<Vec<Change>, Vec<TextError>> {
    let mut changes = Vec::new();
    compare(&mut Vec::new(), &from.value(), &to.value(), &mut changes);
    let languages: BTreeSet<&str> = from.languages().into_iter().chain(to.languages()).collect();
    for language in languages {
        texts(language, from, to, &mut changes)?;
    }
    Ok(changes)
}

/// Differences of two values of one form; for data of other kinds than rulesets as well.
pub fn compare_values(from: &Value, to: &Value) -> Vec<Change> {
    let mut changes = Vec::new();
    compare(&mut Vec::new(), from, to, &mut changes);
    changes
}

fn compare(path: &mut Vec<String>, from: &Value, to: &Value, changes: &mut Vec<Change>) {
    if from == to {
        return;
    }
    match (from, to) {
        (Value::Object(a), Value::Object(b)) => {
            let added = b.keys().filter(|key| !a.contains_key(*key));
            for key in a.keys().chain(added) {
                let side = |side: &serde_json::Map<String, Value>| side.get(key).cloned().unwrap_or_default();
                path.push(key.clone());
                compare(path, &side(a), &side(b), changes);
                path.pop();
            }
        }
        (Value::Array(a), Value::Array(b)) => match (ids(a), ids(b)) {
            (Some(ids_a), Some(ids_b)) => entries(path, (a, &ids_a), (b, &ids_b), changes),
            (None, _) | (_, None) => changed(path, from, to, changes),
        },
        (Value::Null, _) => changes.push(Change { path: path.clone(), what: What::Added(to.clone()) }),
        (_, Value::Null) => changes.push(Change { path: path.clone(), what: What::Removed(from.clone()) }),
        (Value::Object(_) | Value::Array(_) | Value::Bool(_) | Value::Number(_) | Value::String(_), _) => {
            changed(path, from, to, changes);
        }
    }
}

fn changed(path: &[String], from: &Value, to: &Value, changes: &mut Vec<Change>) {
    changes.push(Change { path: path.to_vec(), what: What::Changed { from: from.clone(), to: to.clone() } });
}

/// Ids of the entries of a list, where all have one; an empty list may be a list of anything.
fn ids(entries: &[Value]) -> Option<Vec<&str>> {
    entries.iter().map(|entry| entry.get("id").and_then(Value::as_str)).collect()
}

fn entries(
    path: &mut Vec<String>,
    (a, ids_a): (&[Value], &[&str]),
    (b, ids_b): (&[Value], &[&str]),
    changes: &mut Vec<Change>,
) {
    let in_b = |id: &str| ids_b.iter().position(|other| *other == id).and_then(|i| b.get(i));
    for (id, entry) in ids_a.iter().zip(a) {
        path.push((*id).to_owned());
        match in_b(id) {
            Some(other) => compare(path, entry, other, changes),
            None => changes.push(Change { path: path.clone(), what: What::Removed(entry.clone()) }),
        }
        path.pop();
    }
    for (id, entry) in ids_b.iter().zip(b).filter(|(id, _)| !ids_a.contains(id)) {
        path.push((*id).to_owned());
        changes.push(Change { path: path.clone(), what: What::Added(entry.clone()) });
        path.pop();
    }
    let kept_a: Vec<&&str> = ids_a.iter().filter(|id| ids_b.contains(id)).collect();
    let kept_b: Vec<&&str> = ids_b.iter().filter(|id| ids_a.contains(id)).collect();
    if kept_a != kept_b {
        changes.push(Change { path: path.clone(), what: What::Reordered });
    }
}

fn texts<T: Comparable>(language: &str, from: &T, to: &T, changes: &mut Vec<Change>) -> Result<(), Vec<TextError>> {
    let has = |side: &T| side.languages().contains(&language);
    let (a, b) = (from.texts_in(language)?, to.texts_in(language)?);
    let own = |side: &T, texts: &Texts| -> BTreeSet<String> {
        if has(side) { texts.keys().map(str::to_owned).collect() } else { BTreeSet::new() }
    };
    let (keys_a, keys_b) = (own(from, &a), own(to, &b));
    for key in keys_a.union(&keys_b) {
        let path = vec![TEXTS.to_owned(), language.to_owned(), key.clone()];
        let text = |texts: &Texts| Value::String(texts.get(key).unwrap_or_default());
        let what = match (keys_a.contains(key), keys_b.contains(key)) {
            (true, false) => What::Removed(text(&a)),
            (false, true) => What::Added(text(&b)),
            (true, true) if text(&a) != text(&b) => What::Changed { from: text(&a), to: text(&b) },
            (true, true) | (false, false) => continue,
        };
        changes.push(Change { path, what });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::{RULESET, edited, files};
    use crate::load_from;
    use crate::reference::Tables;

    fn loaded(ruleset: &str, texts: &str) -> LoadedRuleset {
        let mut files = files(ruleset);
        files.0.insert("small/texts/en.ftl".to_owned(), texts.as_bytes().to_vec());
        load_from(&files, "small", Tables::embedded()).unwrap()
    }

    fn check(ruleset: &str, expected: &[&str]) {
        let (a, b) = (loaded(RULESET, "question-I7-1 = Who holds?\n"), loaded(ruleset, "question-I7-1 = Who holds?\n"));
        assert_eq!(sentences(&diff(&a, &b).unwrap(), &a, &b), expected);
    }

    #[test]
    fn a_ruleset_does_not_differ_from_itself() {
        check(RULESET, &[]);
    }

    #[test]
    fn a_number_that_changed_is_told_with_both_values() {
        check(
            &edited("t: 0.1, f: 0.97", "t: 0.15, f: 0.97").replace("t: 0.6, f: 0.01", "t: 0.55, f: 0.01"),
            &[
                "question I7.1 (Who holds?), answer worker: present 0.1 → 0.15",
                "question I7.1 (Who holds?), answer employer: present 0.6 → 0.55",
            ],
        );
    }

    #[test]
    fn things_added_and_removed_are_named() {
        check(
            &edited("  - {id: recruiter, by: recruiter, beta: 0.3}\n", "  - {id: scheme, by: programme, beta: 0.3}\n"),
            &["common cause recruiter: removed", "common cause scheme: added"],
        );
    }

    #[test]
    fn rows_of_numbers_are_told_whole() {
        check(
            &edited("[0.01, 0.05, 0.6]", "[0.01, 0.06, 0.6]"),
            &["indicator retention, leaf coe: prevalence 0.01 / 0.05 / 0.6 → 0.01 / 0.06 / 0.6"],
        );
    }

    #[test]
    fn a_table_key_that_is_new_is_told_with_its_value() {
        check(&edited("table: {UZB: 0.5}", "table: {UZB: 0.5, TKM: 0.8}"), &["factor country, table TKM: added 0.8"]);
    }

    #[test]
    fn another_order_is_told() {
        let ruleset = edited(
            "  - {id: country_sector, by: country_and_sector, beta: 0.2}\n  - {id: recruiter, by: recruiter, beta: 0.3}\n",
            "  - {id: recruiter, by: recruiter, beta: 0.3}\n  - {id: country_sector, by: country_and_sector, beta: 0.2}\n",
        );
        check(&ruleset, &["common causes: in another order"]);
    }

    #[test]
    fn classes_of_an_interview_scheme_are_not_called_regimes() {
        let scheme = crate::load_part("ilo-delphi-2009").unwrap();
        let change = |path: &[&str], what| Change { path: path.iter().map(|key| (*key).to_owned()).collect(), what };
        let removed = change(&["classes", "no_dimension"], What::Removed(Value::Object(serde_json::Map::new())));
        let changes = [removed, change(&["classes"], What::Reordered)];
        assert_eq!(
            sentences(&changes, &scheme, &scheme),
            ["class no_dimension (No dimension positive): removed", "classes: in another order"]
        );
    }

    #[test]
    fn texts_that_changed_are_told_by_language() {
        let a = loaded(RULESET, "question-I7-1 = Who holds?\nregime-ordinary = plain\n");
        let b = loaded(RULESET, "question-I7-1 = Who keeps?\n");
        assert_eq!(
            sentences(&diff(&a, &b).unwrap(), &a, &b),
            ["text en question-I7-1: “Who holds?” → “Who keeps?”", "text en regime-ordinary: removed “plain”"]
        );
    }
}
