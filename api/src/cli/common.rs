//! What several commands share.

use std::path::Path;

use chrono::{NaiveDate, Utc};
use karvon_rulesets::{Checklists, Kind, LoadedPart, LoadedRuleset, kind, load_part};

use super::console::Failure;
use crate::auth::permission::Role;
use crate::services::data::{DataError, DataFile};
use crate::services::lists::{self, ListsError};
use crate::services::rules;

/// What stands for no checklist at all.
const NONE: &str = "none";

/// Today's date, the same all over the world.
pub(super) fn today() -> NaiveDate {
    Utc::now().date_naive()
}

/// Data that cannot be had: a missing path is a mistake of the command, a file that cannot be read one of the input.
pub(super) fn data_failure(errors: &[DataError]) -> Failure {
    let lines = errors.iter().map(ToString::to_string).collect();
    if errors.iter().any(DataError::is_usage) { Failure::usage(lines) } else { Failure::input(lines) }
}

/// The ruleset of a name or path.
pub(super) fn ruleset(name_or_path: &str) -> Result<LoadedRuleset, Failure> {
    rules::get(name_or_path).map_err(|errors| ruleset_failure(&errors))
}

/// The ruleset of a name or path, whatever it holds.
pub(super) fn part(name_or_path: &str) -> Result<LoadedPart, Failure> {
    load_part(name_or_path).map_err(|errors| ruleset_failure(&errors))
}

/// The ruleset of a name or path, with the lists that the data bring, or newer ones from a folder where one is named.
pub(super) fn ruleset_for(
    name_or_path: &str,
    lists: Option<&Path>,
    data: &[DataFile],
) -> Result<LoadedRuleset, Failure> {
    let tables = lists::open_for(lists, data).map_err(|error| lists_failure(&error))?;
    rules::get_with(name_or_path, &tables).map_err(|errors| ruleset_failure(&errors))
}

/// A folder of lists that cannot be used: a missing path is a mistake of the command, what stands in it one of the input.
pub(super) fn lists_failure(error: &ListsError) -> Failure {
    let lines = vec![error.to_string()];
    match error {
        ListsError::Missing(_) | ListsError::Both(_) => Failure::usage(lines),
        ListsError::Faulty { .. } | ListsError::Carried(_) => Failure::input(lines),
    }
}

/// A ruleset that cannot be had.
pub(super) fn ruleset_failure(errors: &[karvon_rulesets::LoadError]) -> Failure {
    let lines = errors.iter().map(ToString::to_string).collect();
    if rules::is_unknown(errors) { Failure::usage(lines) } else { Failure::input(lines) }
}

/// A role by its word.
pub(super) fn role(word: &str) -> Result<Role, String> {
    word.parse().map_err(|()| {
        let words: Vec<&str> = Role::ALL.iter().map(|role| role.as_str()).collect();
        format!("write one of {}", words.join(", "))
    })
}

/// The checklists of a list of names or paths: all of the program where nobody names any, none where it says `none`.
pub(super) fn checklists(asked: &[String]) -> Result<Checklists, Failure> {
    let named: Vec<String> = asked.iter().filter(|name| name.as_str() != NONE).cloned().collect();
    let asked = (!asked.is_empty()).then_some(named.as_slice());
    rules::checklists(asked).map_err(|errors| ruleset_failure(&errors))
}

/// What the ruleset of a name or path holds.
pub(super) fn kind_of(name_or_path: &str) -> Result<Kind, Failure> {
    kind(name_or_path).map_err(|errors| ruleset_failure(&errors))
}
