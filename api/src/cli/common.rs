//! What several commands share.

use chrono::{NaiveDate, Utc};
use karvon_rulesets::LoadedRuleset;

use super::console::Failure;
use crate::services::data::DataError;
use crate::services::rules;

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

/// A ruleset that cannot be had.
pub(super) fn ruleset_failure(errors: &[karvon_rulesets::LoadError]) -> Failure {
    let lines = errors.iter().map(ToString::to_string).collect();
    if rules::is_unknown(errors) { Failure::usage(lines) } else { Failure::input(lines) }
}
