//! All evidence of an assessment with the places it was read at.
//!
//! What the evidence is, the engine says; where it stands in the files is known here alone. A row made from a cohort stands
//! where the cohort stands.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use karvon_engine::assessment::{CohortEvidence, evidence_from_cohorts};
use karvon_engine::evidence::Evidence;
use karvon_engine::ids::EvidenceId;
use karvon_engine::ruleset::Ruleset;
use karvon_intake::{Intake, Place};
use karvon_report::Sources;

use super::results::Told;

/// Evidence and where it stands.
pub(super) struct Sourced<'a> {
    intake: &'a Intake,
    /// Answers made from cohorts.
    made: BTreeMap<EvidenceId, Evidence>,
    /// Places of those that have others than the intake knows, all of them.
    places: BTreeMap<EvidenceId, Vec<Place>>,
    told: Told<'a>,
}

impl<'a> Sourced<'a> {
    /// Gathers the evidence.
    pub(super) fn new(intake: &'a Intake, ruleset: &Ruleset, as_of: NaiveDate, told: Told<'a>) -> Self {
        let (inputs, provenance) = (&intake.inputs, &intake.provenance);
        let mut sourced = Self { intake, made: BTreeMap::new(), places: BTreeMap::new(), told };
        if inputs.cohorts.is_empty() {
            return sourced;
        }
        for CohortEvidence { cohort, evidence } in evidence_from_cohorts(inputs, ruleset, as_of) {
            let known = provenance.evidence.get(&evidence.id);
            let places =
                sourced.places.entry(evidence.id.clone()).or_insert_with(|| known.cloned().unwrap_or_default());
            places.extend(provenance.cohorts.get(&cohort).into_iter().flatten().cloned());
            places.sort();
            places.dedup();
            sourced.made.insert(evidence.id.clone(), evidence);
        }
        sourced
    }

    /// The places of every piece of evidence, by its id.
    pub(super) fn places(&self) -> Vec<(&EvidenceId, &Place)> {
        let known = &self.intake.provenance.evidence;
        let mut places: Vec<(&EvidenceId, &Vec<Place>)> =
            known.iter().filter(|(id, _)| !self.places.contains_key(*id)).chain(&self.places).collect();
        if !self.places.is_empty() {
            places.sort_by_key(|(id, _)| *id);
        }
        places.into_iter().flat_map(|(id, places)| places.iter().map(move |place| (id, place))).collect()
    }
}

impl<'a> Sources for Sourced<'a> {
    fn evidence(&self, id: &EvidenceId) -> Option<&Evidence> {
        self.made.get(id).or_else(|| {
            // The intake sorts by id; what was taken out for checklists keeps that order.
            let among =
                |rows: &'a [Evidence]| rows.get(rows.partition_point(|row| row.id < *id)).filter(|row| row.id == *id);
            let inputs = &self.intake.inputs;
            among(&inputs.evidence).or_else(|| among(&inputs.statements))
        })
    }

    fn place(&self, id: &EvidenceId) -> Option<String> {
        let places = self.places.get(id).or_else(|| self.intake.provenance.evidence.get(id))?;
        Some((self.told)(places.first()?))
    }
}
