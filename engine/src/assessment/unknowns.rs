//! What is not known, said aloud.

use std::collections::{BTreeMap, BTreeSet};

use super::result::{PartyResult, Unknown};
use crate::ids::{CohortId, PartyId};
use crate::network::{LinkKind, LinkStatus, Network, PartyOrigin};
use crate::recruitment::{Cohort, CohortCost};
use crate::ruleset::Ruleset;

/// Everything that the inputs leave open, the weightiest first.
pub(super) fn unknowns(
    network: &Network,
    parties: &[PartyResult],
    cohorts: &[Cohort],
    costs: &[CohortCost],
    ruleset: &Ruleset,
) -> Vec<Unknown> {
    let mut unknowns = Vec::new();
    let parties: Vec<&PartyResult> = parties.iter().filter(|party| party.origin != PartyOrigin::Imputed).collect();
    let trade = network.links().iter().filter(|link| link.kind.is_trade()).count();
    if trade == 0 {
        unknowns.push(Unknown::NothingUpstream { parties: parties.len() });
    }
    if cohorts.is_empty() {
        unknowns.push(Unknown::NoRecruitmentData);
    }
    let unexamined = parties.iter().filter(|party| party.evidence_count == 0).count();
    if unexamined == parties.len() {
        unknowns.push(Unknown::NoAnswers);
    } else if unexamined > 0 {
        unknowns.push(Unknown::NotExamined { parties: unexamined });
    }
    for (input, needing) in undisclosed(network, ruleset) {
        let parties = needing.into_iter().filter_map(|i| network.parties().get(i)).map(|p| p.id.clone()).collect();
        unknowns.push(Unknown::UndisclosedInput { input, parties });
    }
    let without_country: Vec<PartyId> =
        parties.iter().filter(|party| party.country.is_none()).map(|party| party.party_id.clone()).collect();
    if !without_country.is_empty() {
        unknowns.push(Unknown::Country { parties: without_country });
    }
    let unsupported = network.links().iter().filter(|link| link.status != LinkStatus::Verified).count();
    if unsupported > 0 {
        unknowns.push(Unknown::UnsupportedLinks { links: unsupported, of: network.links().len() });
    }
    let silent = employers_without_cohorts(network, cohorts);
    if !silent.is_empty() && !cohorts.is_empty() {
        unknowns.push(Unknown::NoCohorts { parties: silent });
    }
    let mut gaps: BTreeMap<&str, usize> = BTreeMap::new();
    for gap in parties.iter().flat_map(|party| &party.gaps) {
        *gaps.entry(gap).or_default() += 1;
    }
    unknowns.extend(gaps.into_iter().map(|(factor, parties)| Unknown::Factor { factor: factor.to_owned(), parties }));
    unknowns.extend(without_rate(cohorts, costs));
    unknowns
}

/// Per expected input of the ruleset the parties that need it and to which no link brings it.
pub(super) fn undisclosed(network: &Network, ruleset: &Ruleset) -> Vec<(String, Vec<usize>)> {
    undisclosed_without(network, ruleset, &BTreeSet::new())
}

/// The same without some links, by their position.
pub(super) fn undisclosed_without(
    network: &Network,
    ruleset: &Ruleset,
    taken: &BTreeSet<usize>,
) -> Vec<(String, Vec<usize>)> {
    let mut received: BTreeMap<usize, Vec<Option<&str>>> = BTreeMap::new();
    for (i, (link, (_, buyer))) in network.links().iter().zip(network.ends()).enumerate() {
        if link.status == LinkStatus::Imputed || taken.contains(&i) {
            continue;
        }
        match link.kind {
            LinkKind::Goods | LinkKind::Subcontract => {
                received.entry(buyer).or_default().push(link.commodity.as_deref());
            }
            LinkKind::Services | LinkKind::Labour | LinkKind::Ownership => {}
        }
    }
    let expected = &ruleset.source().expected_inputs;
    expected
        .iter()
        .filter_map(|input| {
            let needing: Vec<usize> =
                network
                    .parties()
                    .iter()
                    .enumerate()
                    .filter(|(_, party)| {
                        party.origin == PartyOrigin::Listed
                            && party.sector.as_deref().is_some_and(|s| input.sectors.iter().any(|p| s.starts_with(p)))
                    })
                    .filter(|(i, _)| {
                        !received.get(i).into_iter().flatten().flatten().any(|commodity| {
                            input.commodities.iter().any(|prefix| commodity.starts_with(prefix.as_str()))
                        })
                    })
                    .map(|(i, _)| i)
                    .collect();
            (!needing.is_empty()).then(|| (input.id.clone(), needing))
        })
        .collect()
}

/// Employers with labour links or a stated share of migrants, and no cohort.
fn employers_without_cohorts(network: &Network, cohorts: &[Cohort]) -> Vec<PartyId> {
    let mut hires = vec![false; network.parties().len()];
    for (link, (_, buyer)) in network.links().iter().zip(network.ends()) {
        if let (LinkKind::Labour, Some(flag)) = (link.kind, hires.get_mut(buyer)) {
            *flag = true;
        }
    }
    network
        .parties()
        .iter()
        .zip(hires)
        .filter(|(party, hires)| *hires || party.migrant_share.is_some_and(|share| share > 0.0))
        .filter(|(party, _)| party.kind != Some(crate::network::PartyKind::Recruiter))
        .filter(|(party, _)| !cohorts.iter().any(|cohort| cohort.employer == party.id))
        .map(|(party, _)| party.id.clone())
        .collect()
}

fn without_rate(cohorts: &[Cohort], costs: &[CohortCost]) -> Vec<Unknown> {
    let mut by_currency: BTreeMap<String, Vec<CohortId>> = BTreeMap::new();
    for (cohort, cost) in cohorts.iter().zip(costs) {
        if cost.missing.iter().any(|field| field == "rates") {
            let wage = cohort.wage_currency.as_ref();
            for currency in cohort.fees.iter().filter_map(|fee| fee.currency.as_ref()).filter(|c| Some(*c) != wage) {
                let cohorts = by_currency.entry(currency.clone()).or_default();
                if !cohorts.contains(&cohort.id) {
                    cohorts.push(cohort.id.clone());
                }
            }
        }
    }
    by_currency.into_iter().map(|(currency, cohorts)| Unknown::NoRate { currency, cohorts }).collect()
}
