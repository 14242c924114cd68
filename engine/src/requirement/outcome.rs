//! What came out of a check.

use serde::{Deserialize, Serialize};

use super::point::Point;

/// What an assessment answers to one rule. None of these is a legal verdict.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// What is asked for is shown.
    Satisfied,
    /// Evidence shows the contrary.
    Breached,
    /// Neither is shown.
    Unknown {
        /// What would have to be known.
        missing: Vec<Point>,
    },
    /// There is nothing here that the rule asks about.
    NotApplicable,
}

impl Outcome {
    /// The word used in files.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Satisfied => "satisfied",
            Self::Breached => "breached",
            Self::Unknown { .. } => "unknown",
            Self::NotApplicable => "not_applicable",
        }
    }

    /// What is missing; empty where nothing is.
    pub fn missing(&self) -> &[Point] {
        match self {
            Self::Unknown { missing } => missing,
            Self::Satisfied | Self::Breached | Self::NotApplicable => &[],
        }
    }
}

/// What a check gathers: what shows it, what speaks against it, what is missing.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Tally {
    pub(super) shown: Vec<Point>,
    pub(super) against: Vec<Point>,
    pub(super) missing: Vec<Point>,
}

impl Tally {
    pub(super) fn shown(point: Point) -> Self {
        Self { shown: vec![point], ..Self::default() }
    }

    pub(super) fn against(point: Point) -> Self {
        Self { against: vec![point], ..Self::default() }
    }

    pub(super) fn missing(point: Point) -> Self {
        Self { missing: vec![point], ..Self::default() }
    }

    pub(super) fn add(&mut self, other: Self) {
        self.shown.extend(other.shown);
        self.against.extend(other.against);
        self.missing.extend(other.missing);
    }

    /// What it comes to: evidence to the contrary outweighs all, what is missing outweighs what is shown.
    pub(super) fn outcome(&self) -> Outcome {
        if !self.against.is_empty() {
            Outcome::Breached
        } else if !self.missing.is_empty() {
            Outcome::Unknown { missing: self.missing.clone() }
        } else if !self.shown.is_empty() {
            Outcome::Satisfied
        } else {
            Outcome::NotApplicable
        }
    }
}

impl FromIterator<Self> for Tally {
    fn from_iter<I: IntoIterator<Item = Self>>(tallies: I) -> Self {
        let mut sum = Self::default();
        tallies.into_iter().for_each(|tally| sum.add(tally));
        sum
    }
}

#[cfg(test)]
mod tests {
    use super::super::point::What;
    use super::*;

    #[test]
    fn what_is_missing_keeps_what_is_shown_from_being_satisfied() {
        let mut tally = Tally::shown(Point::new(What::Ranked));
        assert_eq!(tally.outcome(), Outcome::Satisfied);
        tally.add(Tally::missing(Point::new(What::NoSubject)));
        assert_eq!(tally.outcome().as_str(), "unknown");
        tally.add(Tally::against(Point::new(What::Listed)));
        assert_eq!(tally.outcome(), Outcome::Breached);
    }

    #[test]
    fn nothing_at_all_is_not_applicable() {
        assert_eq!(Tally::default().outcome(), Outcome::NotApplicable);
    }
}
