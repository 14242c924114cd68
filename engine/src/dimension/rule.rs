//! When a dimension is positive, with what is not known taken into account.
//!
//! The rule of the operational indicators of trafficking (ILO and European Commission, 2009) is: two strong indicators, or a
//! strong and a medium or weak one, or three medium, or two medium and a weak one. Weak ones alone never are enough.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::source::Strength;

/// One way in which a dimension is positive: at least so many of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct PositiveWhen {
    /// Strong.
    pub strong: usize,
    /// Medium.
    pub medium: usize,
    /// Weak.
    pub weak: usize,
    /// Medium or weak together, beside those above.
    pub medium_or_weak: usize,
}

/// How many indicators of each strength are present.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Strong.
    pub strong: usize,
    /// Medium.
    pub medium: usize,
    /// Weak.
    pub weak: usize,
}

impl Counts {
    /// One more of a strength.
    #[must_use]
    pub fn with(mut self, strength: Strength) -> Self {
        match strength {
            Strength::Strong => self.strong += 1,
            Strength::Medium => self.medium += 1,
            Strength::Weak => self.weak += 1,
        }
        self
    }
}

/// Whether a dimension with these indicators is positive.
pub fn is_positive(rules: &[PositiveWhen], counts: Counts) -> bool {
    rules.iter().any(|rule| {
        let rest = |have: usize, need: usize| have.checked_sub(need);
        let (Some(_), Some(medium), Some(weak)) =
            (rest(counts.strong, rule.strong), rest(counts.medium, rule.medium), rest(counts.weak, rule.weak))
        else {
            return false;
        };
        medium + weak >= rule.medium_or_weak
    })
}

/// What can be said when some indicators were not asked about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// Whatever the open ones are.
    Yes,
    /// Whatever the open ones are.
    No,
    /// It depends on the open ones.
    Unknown,
}

impl Known {
    /// A plain truth.
    pub fn of(holds: bool) -> Self {
        if holds { Self::Yes } else { Self::No }
    }

    /// Both.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, Self::Yes) => Self::Yes,
            (Self::Unknown, Self::Yes | Self::Unknown) | (Self::Yes, Self::Unknown) => Self::Unknown,
        }
    }

    /// The contrary.
    #[must_use]
    pub fn negated(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }
}

/// Whether a dimension is positive, from the indicators present and those not known.
pub fn status(rules: &[PositiveWhen], present: Counts, open: Counts) -> Known {
    let most = Counts {
        strong: present.strong + open.strong,
        medium: present.medium + open.medium,
        weak: present.weak + open.weak,
    };
    if is_positive(rules, present) {
        Known::Yes
    } else if is_positive(rules, most) {
        Known::Unknown
    } else {
        Known::No
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RULE: [PositiveWhen; 4] = [
        PositiveWhen { strong: 2, medium: 0, weak: 0, medium_or_weak: 0 },
        PositiveWhen { strong: 1, medium: 0, weak: 0, medium_or_weak: 1 },
        PositiveWhen { strong: 0, medium: 3, weak: 0, medium_or_weak: 0 },
        PositiveWhen { strong: 0, medium: 2, weak: 1, medium_or_weak: 0 },
    ];

    fn check(strong: usize, medium: usize, weak: usize, expected: bool) {
        assert_eq!(is_positive(&RULE, Counts { strong, medium, weak }), expected, "{strong} {medium} {weak}");
    }

    #[test]
    fn the_rule_holds_on_both_sides_of_each_of_its_ways() {
        check(2, 0, 0, true);
        check(1, 0, 0, false);
        check(1, 1, 0, true);
        check(1, 0, 1, true);
        check(0, 3, 0, true);
        check(0, 2, 0, false);
        check(0, 2, 1, true);
        check(0, 1, 2, false);
        check(0, 0, 9, false);
    }

    fn counts() -> impl Strategy<Value = Counts> {
        (0..4_usize, 0..6_usize, 0..4_usize).prop_map(|(strong, medium, weak)| Counts { strong, medium, weak })
    }

    proptest! {
        /// The same rule as one gate with points: 10 for a strong, 5 for a medium, 2 for a weak one, 12 to be reached.
        #[test]
        fn the_rule_equals_a_gate_with_points(counts in counts()) {
            let points = 10 * counts.strong + 5 * counts.medium + 2 * counts.weak;
            prop_assert_eq!(is_positive(&RULE, counts), points >= 12);
        }

        #[test]
        fn one_more_indicator_never_makes_a_positive_dimension_negative(counts in counts(), which in 0..3_usize) {
            let more = counts.with([Strength::Strong, Strength::Medium, Strength::Weak][which]);
            prop_assert!(!is_positive(&RULE, counts) || is_positive(&RULE, more));
        }

        /// The status is what all ways of filling in the open indicators have in common.
        #[test]
        fn what_is_said_is_what_every_completion_says(present in counts(), open in counts()) {
            let mut seen = [false, false];
            for strong in 0..=open.strong {
                for medium in 0..=open.medium {
                    for weak in 0..=open.weak {
                        let full = Counts {
                            strong: present.strong + strong,
                            medium: present.medium + medium,
                            weak: present.weak + weak,
                        };
                        seen[usize::from(is_positive(&RULE, full))] = true;
                    }
                }
            }
            let expected = match seen {
                [false, true] => Known::Yes,
                [true, true] => Known::Unknown,
                [_, false] => Known::No,
            };
            prop_assert_eq!(status(&RULE, present, open), expected);
        }
    }
}
