//! A checklist whose parts hold together.

use std::collections::BTreeSet;

use thiserror::Error;

use super::rule::RequirementSource;
use super::statement::Catalogue;
use crate::ruleset::Ruleset;

/// What is wrong with a checklist.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RequirementError {
    /// Two rules or questions have one id.
    #[error("`{place}`: `{name}` stands twice")]
    Twice {
        /// Key.
        place: String,
        /// Id.
        name: String,
    },
    /// A value is not allowed where it stands.
    #[error("`{place}`: {what}")]
    Invalid {
        /// Key, e.g. `rules.policy.check`.
        place: String,
        /// What is wrong and what would be right.
        what: String,
    },
}

impl RequirementError {
    /// The key that it is about.
    pub fn place(&self) -> &str {
        match self {
            Self::Twice { place, .. } | Self::Invalid { place, .. } => place,
        }
    }
}

/// A checked checklist.
#[derive(Clone, Debug, PartialEq)]
pub struct Requirement {
    source: RequirementSource,
    hash: String,
}

impl Requirement {
    /// Checks a checklist against the questions that there are. All problems are returned at once.
    pub fn new(source: RequirementSource, catalogue: &Catalogue) -> Result<Self, Vec<RequirementError>> {
        let mut errors = Vec::new();
        let mut seen = BTreeSet::new();
        for rule in &source.rules {
            let place = format!("rules.{}", rule.id);
            if !seen.insert(rule.id.as_str()) {
                errors.push(RequirementError::Twice { place: place.clone(), name: rule.id.clone() });
            }
            let check = format!("{place}.check");
            errors.extend(
                rule.check
                    .problems(catalogue)
                    .into_iter()
                    .map(|what| RequirementError::Invalid { place: check.clone(), what }),
            );
        }
        if source.rules.is_empty() {
            let what = "a checklist needs at least one rule".to_owned();
            errors.push(RequirementError::Invalid { place: "rules".to_owned(), what });
        }
        for check in &source.applies {
            let wrong = check.problems(catalogue).into_iter();
            errors.extend(wrong.map(|what| RequirementError::Invalid { place: "applies".to_owned(), what }));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        let hash = crate::hex::sha256(&serde_json::to_vec(&source).unwrap_or_default());
        Ok(Self { source, hash })
    }

    /// The checklist as its file states it.
    pub fn source(&self) -> &RequirementSource {
        &self.source
    }

    /// SHA-256 of its canonical form, 64 hexadecimal digits.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Names in its checks that a ruleset does not have: indicators and source classes, each with the rule.
    pub fn unknown_to(&self, ruleset: &Ruleset) -> Vec<String> {
        let of_rules = self.source.rules.iter().map(|rule| (rule.id.as_str(), &rule.check));
        of_rules
            .flat_map(|(id, check)| check.unknown_to(ruleset).into_iter().map(move |name| format!("{id}: `{name}`")))
            .collect()
    }
}
