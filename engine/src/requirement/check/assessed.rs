//! `assessed`: places are assessed with enough coverage.
//!
//! *What it asks*: that every place is scored, that is, that enough of what could be asked was answered by somebody who
//! could see it. *Why*: laws ask to identify risks; a place about which nothing is known has a prior, not an analysis.
//! *Unknown when* a place is not scored, or none is known.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::Tally;
use super::super::places::Places;
use super::super::point::{Point, What};
use super::Ask;

/// Places are assessed with enough coverage.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Assessed {
    /// Which places.
    pub places: Places,
}

impl Ask for Assessed {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        if self.places.needs_subject() && facts.assessment.manifest.subject.is_none() {
            return Tally::missing(Point::new(What::NoSubject));
        }
        let (scored, open): (Vec<_>, Vec<_>) = self.places.of(facts).partition(|place| place.scored);
        let mut tally = Tally::default();
        if !open.is_empty() {
            let open = open.into_iter().map(|place| place.party_id.clone()).collect();
            tally.missing.push(Point::new(What::NotScored).at(open));
        }
        if !scored.is_empty() {
            tally.shown.push(Point::new(What::Scored).counted(scored.len()));
        }
        tally
    }

    fn places(&self) -> Option<&Places> {
        Some(&self.places)
    }
}
