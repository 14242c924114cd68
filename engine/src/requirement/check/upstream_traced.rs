//! `upstream_traced`: chains reach back to where raw materials begin.
//!
//! *What it asks*: that every place that supplies goods names a supplier of its own, unless raw materials begin there: a
//! farm, a mine, a vessel, or agriculture, forestry, fishing and mining by its sector (ISIC 01 to 09). *Why*: what is not
//! traced cannot be shown to come from elsewhere.
//! *Unknown when* a chain breaks off, or an input that must be there is not disclosed.

use std::collections::BTreeSet;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::Tally;
use super::super::places::Places;
use super::super::point::{Point, What};
use super::Ask;
use crate::assessment::{PartyResult, Unknown};
use crate::ids::PartyId;
use crate::network::PartyKind;

/// Chains reach back to where raw materials begin.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct UpstreamTraced {
    /// Which places.
    pub places: Places,
}

impl Ask for UpstreamTraced {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        let supplies: BTreeSet<&PartyId> = facts.goods_links().map(|link| &link.supplier_id).collect();
        let buys: BTreeSet<&PartyId> = facts.goods_links().map(|link| &link.buyer_id).collect();
        let subject = facts.assessment.manifest.subject.as_ref();
        let (mut broken, mut traced) = (Vec::new(), 0);
        for place in self.places.of(facts) {
            let id = &place.party_id;
            if !supplies.contains(id) && Some(id) != subject {
                continue;
            }
            if buys.contains(id) || begins_here(place) {
                traced += 1;
            } else {
                broken.push(id.clone());
            }
        }
        let mut tally = Tally::default();
        if !broken.is_empty() {
            tally.missing.push(Point::new(What::UpstreamUnknown).at(broken));
        }
        let chosen: BTreeSet<&PartyId> = self.places.of(facts).map(|place| &place.party_id).collect();
        for unknown in &facts.assessment.unknowns {
            if let Unknown::UndisclosedInput { input, parties } = unknown {
                let parties: Vec<PartyId> = parties.iter().filter(|id| chosen.contains(id)).cloned().collect();
                if !parties.is_empty() {
                    tally.missing.push(Point::new(What::InputUndisclosed).named(input.as_str()).at(parties));
                }
            }
        }
        if traced > 0 {
            tally.shown.push(Point::new(What::Traced).counted(traced));
        }
        tally
    }
}

/// Whether raw materials begin at a place.
fn begins_here(place: &PartyResult) -> bool {
    let by_kind = match place.kind {
        Some(PartyKind::Farm | PartyKind::Mine | PartyKind::Vessel) => true,
        Some(PartyKind::Company | PartyKind::Facility | PartyKind::Trader | PartyKind::Recruiter) | None => false,
    };
    by_kind
        || place
            .sector
            .as_deref()
            .is_some_and(|sector| sector == "A" || sector == "B" || (sector.len() >= 2 && sector.starts_with('0')))
}
