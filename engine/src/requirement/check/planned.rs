//! `planned`: a plan of measures covers the places.
//!
//! *What it asks*: that every place chosen has measures in the plan that was made with the assessment. *Why*: what was found
//! must be prevented, mitigated or ended, and a plan says where and at what cost. That a plan exists does not show that it
//! was carried out. *Unknown when* no plan was asked for, or a place is not in it.
//! *Not applicable when* there is no such place.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::Tally;
use super::super::places::Places;
use super::super::point::{Point, What};
use super::Ask;
use crate::ids::PartyId;
use crate::planning::PlanKind;

/// A plan of measures covers the places.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Planned {
    /// Which places.
    pub places: Places,
}

impl Ask for Planned {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        let plan = facts.assessment.plan.as_ref().filter(|plan| plan.kind == PlanKind::Fix);
        let planned: BTreeSet<&PartyId> =
            plan.iter().flat_map(|plan| plan.steps.iter().chain(&plan.recruiters)).map(|step| &step.party_id).collect();
        let chosen = self.places.of(facts).map(|place| &place.party_id);
        let (with, without): (Vec<&PartyId>, Vec<&PartyId>) = chosen.partition(|id| planned.contains(id));
        let mut tally = Tally::default();
        if !without.is_empty() {
            tally.missing.push(Point::new(What::NotPlanned).at(without.into_iter().cloned().collect()));
        }
        if !with.is_empty() {
            tally.shown.push(Point::new(What::Planned).at(with.into_iter().cloned().collect()));
        }
        tally
    }

    fn places(&self) -> Option<&Places> {
        Some(&self.places)
    }
}
