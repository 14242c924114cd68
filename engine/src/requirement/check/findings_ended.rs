//! `findings_ended`: what was observed was ended.
//!
//! *What it asks*: that every finding of the register was ended by a later check of a source reliable enough.
//! *Why*: to bring an adverse impact to an end is the core of due diligence. *Breached when* a finding is open for longer
//! than `within_days`. *Unknown when* one is open within that time, or has no date.
//! *Not applicable when* nothing was ever observed: then there is nothing to end, which says nothing about what is there.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::Tally;
use super::super::places::Places;
use super::super::point::{Point, What};
use super::Ask;
use crate::assessment::RegisterStatus;
use crate::ids::{EvidenceId, PartyId};

/// What was observed was ended.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FindingsEnded {
    /// Days after the first observation in which a finding may be open.
    pub within_days: u32,
    /// Which places.
    #[serde(default)]
    pub places: Places,
}

impl Ask for FindingsEnded {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        let mut tally = Tally::default();
        for place in self.places.of(facts) {
            let id = &place.party_id;
            let entries = facts.register(id).iter();
            let observed: Vec<_> = entries.filter(|entry| entry.status == RegisterStatus::Observed).collect();
            for entry in &observed {
                let first = entry.evidence.iter().filter_map(|row| facts.day_of(id, row)).min();
                let late = first.is_some_and(|day| (facts.as_of() - day).num_days() > i64::from(self.within_days));
                let what = if late { What::FindingOverdue } else { What::FindingOpen };
                let point = Point::new(what).named(entry.leaf.as_str()).at(vec![id.clone()]).by(entry.evidence.clone());
                let point = match first {
                    Some(day) => point.valued(day.to_string()),
                    None => point,
                };
                if late { tally.against.push(point) } else { tally.missing.push(point) }
            }
            let open: Vec<&EvidenceId> = observed.iter().flat_map(|entry| &entry.evidence).collect();
            let ended = ended(facts, id, &open);
            if !ended.is_empty() {
                tally.shown.push(Point::new(What::FindingEnded).at(vec![id.clone()]).by(ended));
            }
        }
        tally
    }

    fn places(&self) -> Option<&Places> {
        Some(&self.places)
    }
}

/// Rows that end an adverse row which is no longer among the open ones.
fn ended(facts: &Facts<'_>, party: &PartyId, open: &[&EvidenceId]) -> Vec<EvidenceId> {
    let rows = facts.evidence(party);
    let dated = |row: &crate::evidence::Evidence| row.observed_on.unwrap_or(NaiveDate::MIN);
    rows.iter()
        .filter(|row| facts.is_used(&row.id))
        .filter(|row| {
            let Some(reference) = &row.closes else { return false };
            rows.iter().any(|adverse| {
                adverse.reference.as_ref() == Some(reference)
                    && dated(adverse) < dated(row)
                    && !open.contains(&&adverse.id)
            })
        })
        .map(|row| row.id.clone())
        .collect()
}
