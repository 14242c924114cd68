//! All evidence of an assessment with the places it was read at, recruitment cohorts included.
//!
//! The engine makes answers from cohort rows by the ruleset's mapping; a report and the table of provenance must name them as
//! well as the answers that stand in files.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use karvon_engine::evidence::Evidence;
use karvon_engine::ids::{EvidenceId, PartyId};
use karvon_engine::inputs::Inputs;
use karvon_engine::network::Network;
use karvon_engine::recruitment::{Cohort, Converter, cost_of, evidence_of};
use karvon_engine::ruleset::Ruleset;
use karvon_intake::{Place, Provenance};

/// Evidence and where it stands.
#[derive(Debug, Default)]
pub(super) struct Sourced {
    /// Rows of answers, then answers made from cohorts.
    pub(super) evidence: Vec<Evidence>,
    /// Places of each.
    pub(super) places: BTreeMap<EvidenceId, Vec<Place>>,
}

/// Gathers the evidence.
pub(super) fn sourced(inputs: &Inputs, provenance: &Provenance, ruleset: &Ruleset, as_of: NaiveDate) -> Sourced {
    let (network, _) = Network::build(&inputs.parties, &[], &inputs.merges, as_of);
    let stays = |id: &PartyId| {
        let party = network.index_after_merges(id).and_then(|party| network.parties().get(party));
        party.map_or_else(|| id.clone(), |party| party.id.clone())
    };
    let mut sourced = Sourced { evidence: inputs.evidence.clone(), places: provenance.evidence.clone() };
    let converter = Converter::new(&inputs.rates);
    for cohort in &inputs.cohorts {
        // The cost does not depend on who the employer is, and what is said is said of the party that stays.
        let cohort = Cohort { employer: stays(&cohort.employer), ..cohort.clone() };
        let rows = evidence_of(&cohort, &cost_of(&cohort, converter, as_of), ruleset);
        let at = provenance.cohorts.get(&cohort.id);
        for row in rows {
            let places = sourced.places.entry(row.id.clone()).or_default();
            places.extend(at.into_iter().flatten().cloned());
            places.sort();
            places.dedup();
            sourced.evidence.push(row);
        }
    }
    sourced
}
