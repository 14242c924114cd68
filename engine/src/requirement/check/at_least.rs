//! `at_least`: several checks, of which so many must hold.
//!
//! *What it asks*: that `count` of the checks `of` are satisfied, or all that apply where fewer do; where none applies, it does
//! not apply either. *Unknown when* too few are satisfied and those that are unknown could make up for it; missing is then what
//! they miss.

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
        together(self.count, self.of.iter().map(|check| check.ask(facts)))
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

/// What several checks come to, of which so many of those that apply must hold.
fn together(count: usize, tallies: impl Iterator<Item = Tally>) -> Tally {
    let tallies: Vec<(Outcome, Tally)> = tallies
        .map(|tally| (tally.outcome(), tally))
        .filter(|(outcome, _)| *outcome != Outcome::NotApplicable)
        .collect();
    let needed = count.min(tallies.len());
    let satisfied = tallies.iter().filter(|(outcome, _)| *outcome == Outcome::Satisfied).count();
    let unknown = tallies.iter().filter(|(outcome, _)| matches!(outcome, Outcome::Unknown { .. })).count();
    let mut sum = Tally::default();
    for (outcome, tally) in tallies {
        if satisfied >= needed {
            // Enough holds: what else is missing or denied does not matter.
            if outcome == Outcome::Satisfied {
                sum.shown.extend(tally.shown);
            }
        } else if satisfied + unknown >= needed {
            sum.shown.extend(tally.shown);
            sum.missing.extend(tally.missing);
        } else {
            sum.against.extend(tally.against);
        }
    }
    sum
}

#[cfg(test)]
mod tests {
    use super::super::super::point::{Point, What};
    use super::*;

    /// The outcome of so many out of checks, each a letter: satisfied, breached, unknown, or none where it does not apply.
    fn outcome(count: usize, of: &str) -> String {
        let tallies = of.chars().map(|letter| match letter {
            's' => Tally::shown(Point::new(What::Ranked)),
            'b' => Tally::against(Point::new(What::Listed)),
            'u' => Tally::missing(Point::new(What::NoSubject)),
            _ => Tally::default(),
        });
        together(count, tallies).outcome().as_str().to_owned()
    }

    #[test]
    fn where_no_part_applies_the_whole_does_not_apply() {
        for count in 1..=3 {
            assert_eq!(outcome(count, "---"), "not_applicable");
        }
    }

    #[test]
    fn where_fewer_parts_apply_than_must_hold_all_of_them_must() {
        assert_eq!(outcome(2, "s--"), "satisfied");
        assert_eq!(outcome(2, "u--"), "unknown");
        assert_eq!(outcome(2, "b--"), "breached");
        assert_eq!(outcome(3, "su-"), "unknown");
        assert_eq!(outcome(3, "sb-"), "breached");
    }

    #[test]
    fn enough_that_holds_makes_up_for_what_is_missing_or_denied() {
        assert_eq!(outcome(1, "sub"), "satisfied");
        assert_eq!(outcome(2, "sub"), "unknown");
        assert_eq!(outcome(3, "sub"), "breached");
    }
}
