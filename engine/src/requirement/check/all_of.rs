//! `all_of`: several checks, all of which must hold.
//!
//! *What it asks*: everything that each of its checks asks. *Unknown when* one of them is and none is breached.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::Tally;
use super::super::statement::Catalogue;
use super::{Ask, Check};
use crate::ruleset::Ruleset;

/// Several checks, all of which must hold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
pub struct AllOf(pub Vec<Check>);

impl Ask for AllOf {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        self.0.iter().map(|check| check.ask(facts)).collect()
    }

    fn problems(&self, catalogue: &Catalogue) -> Vec<String> {
        let empty = self.0.is_empty().then(|| "`all_of` needs at least one check".to_owned());
        empty.into_iter().chain(self.0.iter().flat_map(|check| check.problems(catalogue))).collect()
    }

    fn unknown_to(&self, ruleset: &Ruleset) -> Vec<String> {
        self.0.iter().flat_map(|check| check.unknown_to(ruleset)).collect()
    }
}
