//! `examined`: somebody of certain sources looked.
//!
//! *What it asks*: that each place has an answer by one of the source classes `by`, not older than `within_days`.
//! *Why*: authorities ask for recent, unannounced, independent audits and for workers' own words.
//! *Unknown when* a place has none.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::Tally;
use super::super::places::Places;
use super::super::point::{Point, What};
use super::super::statement::Catalogue;
use super::answered_at::read;
use super::{Ask, unknown_sources};
use crate::ruleset::Ruleset;

/// Somebody of certain sources looked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Examined {
    /// Source classes, one of which is enough.
    pub by: Vec<String>,
    /// Largest age in days.
    pub within_days: u32,
    /// Which places.
    #[serde(default)]
    pub places: Places,
}

impl Ask for Examined {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        let recent = |row: &crate::evidence::Evidence| {
            row.observed_on.is_some_and(|day| (facts.as_of() - day).num_days() <= i64::from(self.within_days))
        };
        let (mut missing, mut examined, mut evidence) = (Vec::new(), 0, Vec::new());
        for place in self.places.of(facts) {
            // An answer that says nothing, or a decision about a list, is no look at the place.
            let looked = facts.evidence(&place.party_id).iter().filter(|row| read(facts.ruleset, row).is_some());
            match looked.filter(|row| self.by.contains(&row.source) && recent(row)).max_by_key(|row| row.observed_on) {
                Some(row) => {
                    examined += 1;
                    evidence.push(row.id.clone());
                }
                None => missing.push(place.party_id.clone()),
            }
        }
        let by = self.by.join(", ");
        let mut tally = Tally::default();
        if !missing.is_empty() {
            tally.missing.push(Point::new(What::NotExamined).named(by.as_str()).at(missing));
        }
        if examined > 0 {
            tally.shown.push(Point::new(What::Examined).named(by).counted(examined).by(evidence));
        }
        tally
    }

    fn places(&self) -> Option<&Places> {
        Some(&self.places)
    }

    fn problems(&self, _catalogue: &Catalogue) -> Vec<String> {
        self.by.is_empty().then(|| "`by` needs at least one source class".to_owned()).into_iter().collect()
    }

    fn unknown_to(&self, ruleset: &Ruleset) -> Vec<String> {
        unknown_sources(&self.by, ruleset)
    }
}
