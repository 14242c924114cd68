//! Rulesets by name or path.

use karvon_rulesets::{LoadError, LoadedRuleset, Problem, load};

/// The ruleset that is used where nobody asks for another.
pub const STANDARD: &str = "ilo-11";

/// Loads a ruleset.
///
/// # Errors
/// Everything that is wrong with its files, or that there is none of that name.
pub fn get(name_or_path: &str) -> Result<LoadedRuleset, Vec<LoadError>> {
    load(name_or_path)
}

/// Whether the name is wrong rather than the ruleset.
pub fn is_unknown(errors: &[LoadError]) -> bool {
    errors.iter().any(|error| matches!(error.problem, Problem::NoSuchRuleset { .. }))
}
