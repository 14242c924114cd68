//! What comes first: how sure the ranking is, whom to look at, what to ask, and which party is recomputed on paper.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::outline::Outline;
use super::result::{Assessment, PartyResult};
use super::trace::{self, Trace};
use crate::explanation::{RankingInput, ranking_range};
use crate::ids::PartyId;
use crate::network::{Network, PartyOrigin};
use crate::planning::{
    Exit, Exits, Proof, QuestionValue, QuestionsInput, proof_that_would_help, questions_that_tell_most,
};
use crate::propagation::SubjectReach;
use crate::ruleset::Ruleset;

/// Parties for which the questions that would tell most are worked out, from the top of the list.
const PARTIES_ASKED: usize = 20;

/// Parties for which it is worked out what leaving them would mean, from the top of the list.
const PARTIES_LEFT: usize = 100;

/// A worked example shows most where the likelihood is not settled …
const WORKED_LIKELIHOODS: (f64, f64) = (0.05, 0.9);
/// … and where evidence is neither bare nor too much for paper.
const WORKED_ITEMS: std::ops::RangeInclusive<usize> = 3..=12;

/// Draws the ranking and stores the ranges of the parties. Gives 5 % and 95 % of E, with all links and with verified ones.
pub(super) fn rank(
    assessment: &mut Assessment,
    [reach, verified]: [&SubjectReach; 2],
    ruleset: &Ruleset,
    seed: u64,
) -> [[f64; 2]; 2] {
    let headline = ruleset.headline();
    let judgement = ruleset.source().regimes.judgement;
    let inputs: Vec<RankingInput<'_>> = assessment
        .parties
        .iter()
        .enumerate()
        .map(|(i, party)| RankingInput {
            id: party.party_id.as_str(),
            likelihood: party.likelihood,
            sigma: party.sigma,
            reach: reach.rho(i, headline),
            reach_part: verified.rho(i, headline),
        })
        .collect();
    let range = ranking_range(&inputs, judgement, seed);
    for (party, (interval, top_ten)) in
        assessment.parties.iter_mut().zip(range.contributions.into_iter().zip(range.top_ten))
    {
        party.contribution_range = Some(interval);
        party.top_ten = Some(top_ten);
    }
    [range.expected_sources, range.expected_part]
}

/// Parties in the order in which to look: band (scored before not scored), severity of the channel that set it,
/// contribution (own likelihood without a subject), upper end of the range, id.
pub(super) fn look_here_first(parties: &[PartyResult]) -> Vec<PartyId> {
    let mut order: Vec<&PartyResult> = parties.iter().collect();
    order.sort_by(|a, b| {
        let weight = |party: &PartyResult| party.contribution.unwrap_or(party.likelihood);
        b.band
            .cmp(&a.band)
            .then(b.scored.cmp(&a.scored))
            .then(b.severity.cmp(&a.severity))
            .then(weight(b).total_cmp(&weight(a)))
            .then(b.p_high.total_cmp(&a.p_high))
            .then_with(|| a.party_id.cmp(&b.party_id))
    });
    order.into_iter().map(|party| party.party_id.clone()).collect()
}

/// Questions that would tell most, and proof that would help, at the parties to look at first.
pub(super) fn questions(
    assessment: &Assessment,
    network: &Network,
    outline: &Outline<'_>,
    ruleset: &Ruleset,
    as_of: NaiveDate,
) -> (Vec<QuestionValue>, Vec<Proof>) {
    let first = assessment.look_here_first.iter().filter_map(|id| network.index_of(id));
    let reach = |party: usize| assessment.parties.get(party).and_then(|party| party.reach_to_subject).unwrap_or(1.0);
    // Whoever supplies without being disclosed cannot be asked.
    let disclosed =
        |party: &usize| network.parties().get(*party).is_some_and(|party| party.origin != PartyOrigin::Imputed);
    let parties: Vec<usize> = first.filter(disclosed).filter(|&party| reach(party) > 0.0).take(PARTIES_ASKED).collect();
    let floors = outline.floors(network, ruleset);
    let input = QuestionsInput {
        prepared: &outline.prepared,
        own: &outline.own,
        network,
        ruleset,
        as_of,
        parties: &parties,
        reach: &reach,
        band: &|party, own, asked| Outline::band_then(network, ruleset, &floors, party, own, asked),
    };
    (questions_that_tell_most(&input), proof_that_would_help(&input))
}

/// What it would mean to stop sourcing from the parties to look at first. The subject itself cannot be left, nor can who
/// supplies nobody.
pub(super) fn exits(assessment: &Assessment, network: &Network) -> Vec<Exit> {
    let subject = assessment.manifest.subject.as_ref().and_then(|id| network.index_of(id));
    let exits = Exits::new(network, subject);
    let first = assessment.look_here_first.iter().filter_map(|id| network.index_of(id));
    let left = first.filter(|&party| {
        let leads_there = assessment.parties.get(party).is_some_and(|party| party.tier.is_some());
        let disclosed = network.parties().get(party).is_some_and(|party| party.origin != PartyOrigin::Imputed);
        disclosed && Some(party) != subject && (subject.is_none() || leads_there)
    });
    left.filter_map(|party| exits.of(party, &BTreeSet::new())).take(PARTIES_LEFT).collect()
}

/// The party that is recomputed step by step: the first to look at that a person can follow on paper, else the first
/// with evidence, else the first.
pub(super) fn worked(
    assessment: &Assessment,
    network: &Network,
    outline: &Outline<'_>,
    ruleset: &Ruleset,
) -> Option<Trace> {
    let first = || assessment.look_here_first.iter().filter_map(|id| network.index_of(id));
    let result = |party: usize| assessment.parties.get(party);
    let undecided = |party: &usize| {
        let (low, high) = WORKED_LIKELIHOODS;
        result(*party).is_some_and(|party| party.evidence_count > 0 && (low..=high).contains(&party.likelihood))
    };
    let short = |trace: &Trace| {
        let items: usize = trace.leaves.iter().map(|leaf| leaf.items.len()).sum();
        trace.rows.is_some() && WORKED_ITEMS.contains(&items)
    };
    let trace_of = |party: usize| trace::trace(network, outline, ruleset, party);
    first()
        .filter(undecided)
        .take(PARTIES_ASKED)
        .filter_map(trace_of)
        .find(short)
        .or_else(|| first().find(|&i| result(i).is_some_and(|party| party.evidence_count > 0)).and_then(trace_of))
        .or_else(|| first().next().and_then(trace_of))
}
