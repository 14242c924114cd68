//! The evidence that an assessment rests on: answers as they were given, and the answers that cohort rows stand for.

use std::borrow::Cow;

use chrono::NaiveDate;

use crate::evidence::Evidence;
use crate::ids::{CohortId, PartyId};
use crate::inputs::Inputs;
use crate::network::Network;
use crate::recruitment::{Cohort, CohortCost, Converter, cost_of, evidence_of};
use crate::ruleset::Ruleset;

/// What a cohort says about its employer, as a piece of evidence.
#[derive(Clone, Debug, PartialEq)]
pub struct CohortEvidence {
    /// The cohort.
    pub cohort: CohortId,
    /// The row, about the party that stays after merges.
    pub evidence: Evidence,
}

/// The evidence that an assessment of these inputs as of a day makes from cohorts, cohort by cohort in their order. Cohorts
/// of employers that do not exist give none.
pub fn evidence_from_cohorts(inputs: &Inputs, ruleset: &Ruleset, as_of: NaiveDate) -> Vec<CohortEvidence> {
    let (network, _) = Network::build(&inputs.parties, &[], &inputs.merges, as_of);
    let (cohorts, costs) = recruitment(inputs, &network, as_of);
    from_cohorts(&cohorts, &costs, ruleset).collect()
}

fn from_cohorts<'a>(
    cohorts: &'a [Cohort],
    costs: &'a [CohortCost],
    ruleset: &'a Ruleset,
) -> impl Iterator<Item = CohortEvidence> + 'a {
    cohorts.iter().zip(costs).flat_map(move |(cohort, cost)| {
        let made = move |evidence| CohortEvidence { cohort: cohort.id.clone(), evidence };
        evidence_of(cohort, cost, ruleset).into_iter().map(made)
    })
}

/// Answers and what cohorts say as one list, each naming the party that stays after merges; where nothing is to be added or
/// renamed, the answers themselves.
pub(super) fn all_evidence<'i>(
    network: &Network,
    inputs: &'i Inputs,
    cohorts: &[Cohort],
    costs: &[CohortCost],
    ruleset: &Ruleset,
) -> Cow<'i, [Evidence]> {
    if cohorts.is_empty() && inputs.merges.is_empty() {
        return Cow::Borrowed(&inputs.evidence);
    }
    let answers = inputs.evidence.iter().map(|row| {
        let party = network.index_after_merges(&row.party).and_then(|i| network.parties().get(i));
        Evidence { party: party.map_or_else(|| row.party.clone(), |party| party.id.clone()), ..row.clone() }
    });
    Cow::Owned(answers.chain(from_cohorts(cohorts, costs, ruleset).map(|made| made.evidence)).collect())
}

/// Cohorts whose employer is in the network, with the employer after merges, and what they cost.
pub(super) fn recruitment(inputs: &Inputs, network: &Network, as_of: NaiveDate) -> (Vec<Cohort>, Vec<CohortCost>) {
    let after_merges = |id: &PartyId| {
        let party = network.parties().get(network.index_after_merges(id)?)?;
        Some(party.id.clone())
    };
    let cohorts: Vec<Cohort> = inputs
        .cohorts
        .iter()
        .filter_map(|cohort| {
            let employer = after_merges(&cohort.employer)?;
            let recruiter = cohort.recruiter.as_ref().map(|id| after_merges(id).unwrap_or_else(|| id.clone()));
            Some(Cohort { employer, recruiter, ..cohort.clone() })
        })
        .collect();
    let converter = Converter::new(&inputs.rates);
    let costs = cohorts.iter().map(|cohort| cost_of(cohort, converter, as_of)).collect();
    (cohorts, costs)
}
