//! karvon-rulesets: rulesets and reference tables as data, and the loader.
//!
//! Every number that a lawyer, an auditor or a user may want to change lives in the files under `data/`, which travel
//! inside the program. [`load`] reads a shipped ruleset or a folder of one's own and checks it as a whole; what the
//! numbers then do is the engine's business.

pub mod check;
pub mod diff;
#[cfg(test)]
mod example;
pub mod explain;
pub mod files;
mod load;
pub mod reference;
pub mod refitted;
pub mod schema;
pub mod show;
pub mod skeleton;
pub mod texts;

pub use load::{
    BaseRuleset, Checklists, Kind, LoadError, LoadedDimensions, LoadedPart, LoadedQuestions, LoadedRequirement,
    LoadedRuleset, MAIN_LANGUAGE, NotYetEffective, Position, Problem, RulesetHead, kind, list, load, load_all,
    load_cases, load_cases_from, load_dimension_cases, load_from, load_part, load_requirement_cases, load_with,
    place_of_case, read_labelled,
};
