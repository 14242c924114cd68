//! `at_least`: several checks, of which so many must hold.
//!
//! *What it asks*: that `count` of the checks `of` are satisfied; one that does not apply counts as not satisfied.
//! *Unknown when* too few are satisfied and those that are unknown could make up for it; missing is then what they miss.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::{Outcome, Tally};
use super::super::statement::Catalogue;
use super::{Ask, Check};
use crate::ruleset::Ruleset;

/// Several checks, of which so many must hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AtLeast {
    /// How many must hold, at least 1.
    pub count: usize,
    /// The checks.
    pub of: Vec<Check>,
}

impl Ask for AtLeast {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        let tallies: Vec<(Outcome, Tally)> =
            self.of.iter().map(|check| check.ask(facts)).map(|tally| (tally.outcome(), tally)).collect();
        let satisfied = tallies.iter().filter(|(outcome, _)| *outcome == Outcome::Satisfied).count();
        let unknown = tallies.iter().filter(|(outcome, _)| matches!(outcome, Outcome::Unknown { .. })).count();
        let mut sum = Tally::default();
        for (outcome, tally) in tallies {
            if satisfied >= self.count {
                // Enough holds: what else is missing or denied does not matter.
                if outcome == Outcome::Satisfied {
                    sum.shown.extend(tally.shown);
                }
            } else if satisfied + unknown >= self.count {
                sum.shown.extend(tally.shown);
                sum.missing.extend(tally.missing);
            } else {
                sum.against.extend(tally.against);
            }
        }
        sum
    }

    fn problems(&self, catalogue: &Catalogue) -> Vec<String> {
        let count = (self.count == 0 || self.count > self.of.len())
            .then(|| format!("`count` is {}; it must lie between 1 and {}", self.count, self.of.len()));
        count.into_iter().chain(self.of.iter().flat_map(|check| check.problems(catalogue))).collect()
    }

    fn unknown_to(&self, ruleset: &Ruleset) -> Vec<String> {
        self.of.iter().flat_map(|check| check.unknown_to(ruleset)).collect()
    }
}
