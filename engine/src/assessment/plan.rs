//! Plans and samples in the shape of results: what is proposed, and what it does to the subject's numbers.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

use super::before::Before;
use super::floors::would_hold;
use super::outline::Outline;
use super::propagate::{Carrier, Settings};
use super::result::{Assessment, SubjectNumbers};
use super::what_if::Hypothetical;
use super::{AssessError, Extent, Options};
use crate::inputs::Inputs;
use crate::network::Network;
use crate::planning::{Asked, CleanSample, MOST_BUDGET, Plan, PlanInput, PlanKind, PlanNumbers, PlanRequest, Proposal};
use crate::planning::{clean_sample, propose};
use crate::propagation::WorldSettings;
use crate::ruleset::Ruleset;

/// Refuses a budget that is too large to plan exactly.
pub(super) fn check(options: &Options) -> Result<(), AssessError> {
    match options.plan {
        Some(PlanRequest { budget, .. }) if budget > MOST_BUDGET => Err(AssessError::Budget(budget)),
        Some(_) | None => Ok(()),
    }
}

/// The plan that the options ask for, from the same inputs as an assessment and the same as in it; `None` where they ask for
/// none. What explains an assessment is left out, so that it takes a part of its time.
///
/// # Errors
/// Like [`super::assess`].
pub fn plan_of(inputs: &Inputs, ruleset: &Ruleset, options: &Options) -> Result<Option<Plan>, AssessError> {
    let (as_stated, mut before) = (Hypothetical::default(), Before::nothing());
    super::run(inputs, ruleset, options, &as_stated, &mut before, Extent::Numbers).map(|made| made.plan)
}

/// Makes the plan that was asked for. The assessment must hold everything about the subject.
pub(super) fn plan(
    request: PlanRequest,
    assessment: &Assessment,
    network: &Network,
    outline: &Outline<'_>,
    carrier: &Carrier,
    ruleset: &Ruleset,
) -> Result<Plan, AssessError> {
    let registered: BTreeSet<usize> = outline.register.patterns.iter().map(|pattern| pattern.party).collect();
    let result = |party: usize| assessment.parties.get(party);
    let subject = assessment.manifest.subject.as_ref().and_then(|id| network.index_of(id));
    let grave = |asked: Asked<'_>| {
        let from = ruleset.source().severity.severe.floor;
        let mut floors = ruleset.source().floors.iter().filter(|floor| floor.band >= from);
        floors.any(|floor| would_hold(floor, asked, ruleset))
    };
    let input = PlanInput {
        prepared: &outline.prepared,
        own: &outline.own,
        network,
        evidence: outline.evidence,
        ruleset,
        as_of: assessment.manifest.as_of,
        registered: &registered,
        subject,
        reach_without: &|gone| match subject {
            Some(subject) => carrier.rho_without_sales_of(gone, subject, settings(assessment)),
            None => Ok(vec![1.0; network.parties().len()]),
        },
        reach: &|party| result(party).map_or(0.0, |party| party.reach_to_subject.unwrap_or(1.0)),
        concerns: &|party| subject.is_none() || result(party).is_some_and(|party| party.tier.is_some()),
        grave: &grave,
    };
    let proposal = propose(&input, request).map_err(AssessError::Propagation)?;
    let before = match &assessment.summary {
        Some(summary) => numbers(&summary.all_links),
        None => without_subject(&carrier.all, carrier.headline()),
    };
    let after = match request.kind {
        PlanKind::Find => None,
        PlanKind::Fix => Some(after(&proposal, assessment, outline, carrier, subject)?),
    };
    let Proposal { cost, objective, steps, recruiters, taken_together, next_unit, hypotheses: _, left: _ } = proposal;
    let PlanRequest { kind, budget } = request;
    Ok(Plan { kind, budget, cost, objective, steps, recruiters, taken_together, before, after, next_unit })
}

/// The same numbers once every step has worked: own likelihoods run again, then the same worlds with the links that are left.
fn after(
    proposal: &Proposal,
    assessment: &Assessment,
    outline: &Outline<'_>,
    carrier: &Carrier,
    subject: Option<usize>,
) -> Result<PlanNumbers, AssessError> {
    let mut own = outline.own.own_matrix();
    let channels = carrier.all.channels();
    let rerun = outline.prepared.with_hypotheses(&outline.own, &proposal.hypotheses);
    for (party, then) in rerun.parties {
        let start = party * channels;
        for (cell, channel) in own.iter_mut().skip(start).take(channels).zip(&then.channels) {
            *cell = channel.p;
        }
    }
    let prepared = carrier.without_sales_of(&proposal.left).with_own(&own).map_err(AssessError::Network)?;
    let Some(subject) = subject else {
        return Ok(without_subject(&prepared, carrier.headline()));
    };
    let WorldSettings { worlds, seed } = settings(assessment);
    let reach = carrier.reach(&prepared, subject, Settings { worlds, half_width: None, seed })?;
    carrier.numbers(&prepared, &reach, subject, &[], &[]).map(|after| numbers(&after))
}

/// The worlds that the assessment was made with.
fn settings(assessment: &Assessment) -> WorldSettings {
    let worlds = NonZeroU32::new(assessment.manifest.worlds).unwrap_or(NonZeroU32::MIN);
    WorldSettings { worlds, seed: assessment.manifest.seed }
}

fn numbers(of: &SubjectNumbers) -> PlanNumbers {
    PlanNumbers {
        expected_sources: of.expected_sources,
        reach: Some(of.reach),
        reach_interval: Some(of.reach_interval),
    }
}

fn without_subject(prepared: &crate::propagation::Prepared, headline: usize) -> PlanNumbers {
    let expected_sources = (0..prepared.parties()).map(|party| prepared.own(party, headline)).sum();
    PlanNumbers { expected_sources, reach: None, reach_interval: None }
}

/// Clean interview results with what they still allow, by party and row.
pub(super) fn clean_samples(network: &Network, outline: &Outline<'_>, ruleset: &Ruleset) -> Vec<CleanSample> {
    let mut still_possible = BTreeMap::new();
    let mut samples: Vec<CleanSample> = outline
        .evidence
        .iter()
        .filter_map(|row| {
            // Most rows are no interviews, which is told at a glance.
            row.asked?;
            let index = network.index_of(&row.party)?;
            let known = &mut still_possible;
            clean_sample(row, network.parties().get(index)?, ruleset, known).filter(|_| outline.counts(index, row))
        })
        .collect();
    samples.sort_by(|a, b| a.party_id.cmp(&b.party_id).then_with(|| a.evidence.cmp(&b.evidence)));
    samples.dedup();
    samples
}
