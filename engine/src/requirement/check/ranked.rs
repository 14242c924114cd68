//! `ranked`: places are ranked by severity and likelihood.
//!
//! *What it asks*: that the assessment puts the places of the subject's chain in an order, the band of severity and
//! likelihood first. *Why*: due diligence deals first with what is most severe and most likely (UN Guiding Principle 24).
//! *Unknown when* the assessment is about no single subject, or nothing upstream is known.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::Tally;
use super::super::places::{Places, Within};
use super::super::point::{Point, What};
use super::Ask;

/// Places are ranked by severity and likelihood.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ranked {}

impl Ask for Ranked {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        let Some(subject) = &facts.assessment.manifest.subject else {
            return Tally::missing(Point::new(What::NoSubject));
        };
        let upstream = Places { within: Within::Upstream, ..Places::default() };
        match upstream.of(facts).count() {
            0 => Tally::missing(Point::new(What::UpstreamUnknown).at(vec![subject.clone()])),
            count => Tally::shown(Point::new(What::Ranked).counted(count)),
        }
    }
}
