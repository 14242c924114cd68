//! A scheme whose parts hold together.

use std::collections::BTreeSet;

use thiserror::Error;

use super::rule::{Counts, is_positive};
use super::source::DimensionsSource;
use crate::requirement::{StatementForm, StatementQuestion};
use crate::ruleset::Ruleset;

/// What is wrong with a scheme.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DimensionsError {
    /// Two things have one id.
    #[error("`{place}`: `{name}` stands twice")]
    Twice {
        /// Key.
        place: String,
        /// Id.
        name: String,
    },
    /// A class names a dimension that there is not.
    #[error("`{place}`: unknown dimension `{name}`")]
    UnknownDimension {
        /// Key.
        place: String,
        /// Name.
        name: String,
    },
    /// A value is not allowed where it stands.
    #[error("`{place}`: {what}")]
    Invalid {
        /// Key.
        place: String,
        /// What is wrong and what would be right.
        what: String,
    },
}

impl DimensionsError {
    /// The key that it is about.
    pub fn place(&self) -> &str {
        match self {
            Self::Twice { place, .. } | Self::UnknownDimension { place, .. } | Self::Invalid { place, .. } => place,
        }
    }
}

/// A checked scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dimensions {
    source: DimensionsSource,
    hash: String,
}

impl Dimensions {
    /// Checks a scheme. All problems are returned at once.
    pub fn new(source: DimensionsSource) -> Result<Self, Vec<DimensionsError>> {
        let mut errors = Vec::new();
        let invalid = |place: &str, what: &str| DimensionsError::Invalid { place: place.into(), what: what.into() };
        if source.sources.is_empty() {
            errors.push(invalid("sources", "name at least one source class that holds interview records"));
        }
        // A rule that nothing meets, or that an empty interview meets, is a slip of the pen.
        if source.positive_when.is_empty() || is_positive(&source.positive_when, Counts::default()) {
            errors.push(invalid(
                "positive_when",
                "state how many indicators make a dimension positive, at least one each",
            ));
        }
        let mut seen = BTreeSet::new();
        for dimension in &source.dimensions {
            let place = format!("dimensions.{}", dimension.id);
            let ids = std::iter::once(&dimension.id).chain(dimension.indicators.iter().map(|one| &one.id));
            for id in ids {
                if !seen.insert(id.as_str()) {
                    errors.push(DimensionsError::Twice { place: place.clone(), name: id.clone() });
                }
            }
            let all = dimension.indicators.iter().fold(Counts::default(), |sum, one| sum.with(one.strength));
            if !is_positive(&source.positive_when, all) {
                errors.push(invalid(&place, "can never be positive: it has too few indicators"));
            }
        }
        for class in &source.classes {
            let place = format!("classes.{}", class.id);
            for name in class.all.iter().chain(&class.any).chain(&class.none) {
                if !source.dimensions.iter().any(|dimension| dimension.id == *name) {
                    errors.push(DimensionsError::UnknownDimension { place: place.clone(), name: name.clone() });
                }
            }
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let hash = crate::hex::sha256(&serde_json::to_vec(&source).unwrap_or_default());
        Ok(Self { source, hash })
    }

    /// The scheme as its file states it.
    pub fn source(&self) -> &DimensionsSource {
        &self.source
    }

    /// SHA-256 of its canonical form, 64 hexadecimal digits.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Its indicators as questions that interview records answer.
    pub fn questions(&self) -> Vec<StatementQuestion> {
        let indicators = self.source.dimensions.iter().flat_map(|dimension| &dimension.indicators);
        indicators.map(|one| StatementQuestion { id: one.id.clone(), form: StatementForm::YesNo }).collect()
    }

    /// Questions, answers and source classes that a ruleset does not have.
    pub fn unknown_to(&self, ruleset: &Ruleset) -> Vec<String> {
        let mut unknown: Vec<String> =
            self.source.sources.iter().filter(|source| ruleset.source_class(source).is_none()).cloned().collect();
        let indicators = self.source.dimensions.iter().flat_map(|dimension| &dimension.indicators);
        for reading in indicators.flat_map(|one| &one.reads) {
            let question = ruleset.question(&reading.question).and_then(|i| ruleset.source().questions.get(i));
            let Some(question) = question else {
                unknown.push(reading.question.clone());
                continue;
            };
            let known = |answer: &str| question.answers.iter().any(|one| one.id == answer);
            let wrong = reading.yes.iter().chain(&reading.no).filter(|answer| !known(answer));
            unknown.extend(wrong.map(|answer| format!("{}: {answer}", reading.question)));
        }
        unknown
    }
}

#[cfg(test)]
mod tests {
    use super::super::rule::PositiveWhen;
    use super::super::source::{ClassRule, Dimension, DimensionIndicator, Strength};
    use super::*;

    fn source() -> DimensionsSource {
        let indicator = |id: &str, strength| DimensionIndicator { id: id.to_owned(), strength, reads: Vec::new() };
        DimensionsSource {
            name: "small".to_owned(),
            version: "1".to_owned(),
            effective_from: "2020-01-01".parse().unwrap(),
            instrument: "a scheme".to_owned(),
            sources: vec!["worker_interview".to_owned()],
            positive_when: vec![PositiveWhen { strong: 1, medium_or_weak: 1, ..PositiveWhen::default() }],
            dimensions: vec![Dimension {
                id: "one".to_owned(),
                indicators: vec![indicator("a", Strength::Strong), indicator("b", Strength::Weak)],
            }],
            classes: Vec::new(),
        }
    }

    fn told(change: impl FnOnce(&mut DimensionsSource)) -> Vec<String> {
        let mut source = source();
        change(&mut source);
        Dimensions::new(source).unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_whole_scheme_is_accepted() {
        assert!(Dimensions::new(source()).is_ok());
    }

    #[test]
    fn an_indicator_that_stands_twice_is_named() {
        let twice = told(|source| source.dimensions[0].indicators[1].id = "a".to_owned());
        assert_eq!(twice, ["`dimensions.one`: `a` stands twice"]);
    }

    #[test]
    fn a_class_of_an_unknown_dimension_is_named() {
        let class = ClassRule { id: "c".to_owned(), all: vec!["two".to_owned()], any: Vec::new(), none: Vec::new() };
        assert_eq!(told(|source| source.classes.push(class)), ["`classes.c`: unknown dimension `two`"]);
    }

    #[test]
    fn a_dimension_that_can_never_be_positive_is_named() {
        let never = told(|source| source.dimensions[0].indicators[0].strength = Strength::Weak);
        assert_eq!(never, ["`dimensions.one`: can never be positive: it has too few indicators"]);
    }

    #[test]
    fn a_rule_that_an_empty_interview_meets_is_refused() {
        assert_eq!(told(|source| source.positive_when = vec![PositiveWhen::default()]).len(), 1);
    }
}
