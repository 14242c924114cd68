//! What a plan is: steps within a budget, what they are for, and what changes by them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::exit::Exit;
use super::questions::Asked;
use crate::evidence::Evidence;
use crate::ids::{EvidenceId, PartyId};
use crate::likelihood::{Hypothesis, OwnLikelihoods, Prepared};
use crate::network::Network;
use crate::propagation::PropagationError;
use crate::ruleset::Ruleset;

/// What a plan is to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PlanKind {
    /// Which sites to audit or interview, so as to find most.
    Find,
    /// What to put right, so as to lower most.
    Fix,
}

impl PlanKind {
    /// Every kind.
    pub const ALL: [Self; 2] = [Self::Find, Self::Fix];

    /// The word used in files and commands.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Find => "find",
            Self::Fix => "fix",
        }
    }
}

/// A plan to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlanRequest {
    /// What it is to do.
    pub kind: PlanKind,
    /// Whole units of cost that may be spent, at most [`MOST_BUDGET`](super::MOST_BUDGET).
    pub budget: u32,
}

/// A plan.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// What it is to do.
    pub kind: PlanKind,
    /// Budget asked for.
    pub budget: u32,
    /// Sum of the costs of its steps; above the budget where severe harm alone costs more.
    pub cost: u32,
    /// What it brings. Find: the expected number of reaching sources found, Σ sensitivity·p·ρ. Fix: the fall of the
    /// expected number of reaching sources: Σ (p − p')·ρ, and Σ p·(ρ − ρ') where nothing is bought any more.
    pub objective: f64,
    /// Its steps: severe harm first, then those that bring most.
    pub steps: Vec<PlanStep>,
    /// Fix: what could be put right at recruiters, each for itself and outside the budget. What they bring overlaps where
    /// they recruit for the same employer, so that this list is no exact optimum.
    pub recruiters: Vec<PlanStep>,
    /// Fix: parties at which so many measures apply that those of one indicator were only looked at together.
    pub taken_together: Vec<PartyId>,
    /// The subject's numbers as they stand.
    pub before: PlanNumbers,
    /// The same once every step has worked; `None` for a find plan, since looking alone lowers nothing.
    pub after: Option<PlanNumbers>,
    /// What one more unit of budget would add to the objective.
    pub next_unit: f64,
}

/// What a plan is measured by.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanNumbers {
    /// E, Σ p·ρ; without a subject Σ p.
    pub expected_sources: f64,
    /// R, the share of worlds in which at least one source reaches; `None` without a subject.
    pub reach: Option<f64>,
    /// Its 95 % interval, simulation error only, cut to the bracket; `None` without a subject.
    pub reach_interval: Option<[f64; 2]>,
}

/// One step: a visit, or a bundle of measures at one party.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PlanStep {
    /// Where.
    pub party_id: PartyId,
    /// Find: the class of source to send.
    pub source: Option<String>,
    /// Fix: the measures to take, by id, sorted.
    pub measures: Vec<String>,
    /// Whole units of cost.
    pub cost: u32,
    /// Fix: days until the last of its measures is done.
    pub days: Option<u32>,
    /// What it adds to the objective.
    pub value: f64,
    /// Own likelihood of the party as it stands, headline channel.
    pub likelihood: f64,
    /// Fix: the same once the measures have been shown to work; `None` where the step is to leave, which ends nothing there.
    pub likelihood_after: Option<f64>,
    /// ρ of the party; 1 without a subject.
    pub reach: f64,
    /// Fix: the open adverse answers that would be ended.
    pub closes: Vec<EvidenceId>,
    /// Whether it answers severe harm that is hard to put right, and was therefore taken first (UNGP 24).
    pub severe: bool,
    /// Where labour is imposed by the state, so that the step is to leave: what that means.
    pub exit: Option<Exit>,
}

/// ρ of every party when nothing is bought from some of them any more.
pub type ReachWithout<'a> = dyn Fn(&BTreeSet<usize>) -> Result<Vec<f64>, PropagationError> + Sync + 'a;

/// What plans are made from.
pub struct PlanInput<'a> {
    /// Parties with their evidence.
    pub prepared: &'a Prepared<'a>,
    /// Their likelihoods as they stand.
    pub own: &'a OwnLikelihoods,
    /// The network.
    pub network: &'a Network,
    /// The evidence.
    pub evidence: &'a [Evidence],
    /// The ruleset.
    pub ruleset: &'a Ruleset,
    /// Day of the assessment.
    pub as_of: NaiveDate,
    /// Parties with a registered pattern, by index.
    pub registered: &'a BTreeSet<usize>,
    /// The subject, by index.
    pub subject: Option<usize>,
    /// ρ of a party; 1 without a subject.
    pub reach: &'a (dyn Fn(usize) -> f64 + Sync),
    /// ρ of every party when nothing is bought from some of them any more, in the same worlds; 1 without a subject.
    pub reach_without: &'a ReachWithout<'a>,
    /// Whether a party is any of the subject's business: links lead from it to the subject, or there is no subject.
    pub concerns: &'a (dyn Fn(usize) -> bool + Sync),
    /// Whether an answer that stands open makes the highest band the least that the party can have.
    pub grave: &'a (dyn Fn(Asked<'_>) -> bool + Sync),
}

impl std::fmt::Debug for PlanInput<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PlanInput").field("as_of", &self.as_of).finish_non_exhaustive()
    }
}

impl PlanInput<'_> {
    /// Own likelihood of a party in the headline channel.
    pub(super) fn likelihood(&self, party: usize) -> f64 {
        let channel = self.own.parties.get(party).and_then(|own| own.channels.get(self.ruleset.headline()));
        channel.map_or(0.0, |channel| channel.p)
    }
}

/// Steps that were chosen, before anything is known of what they do to the subject.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Proposal {
    /// As in [`Plan`].
    pub cost: u32,
    /// As in [`Plan`].
    pub objective: f64,
    /// As in [`Plan`].
    pub steps: Vec<PlanStep>,
    /// As in [`Plan`].
    pub recruiters: Vec<PlanStep>,
    /// As in [`Plan`].
    pub taken_together: Vec<PartyId>,
    /// As in [`Plan`].
    pub next_unit: f64,
    /// What all steps together would end, by index of the party.
    pub hypotheses: BTreeMap<usize, Hypothesis>,
    /// Parties from which nothing would be bought any more, by index.
    pub left: BTreeSet<usize>,
}

/// Chooses the steps of a plan.
///
/// # Errors
/// What the worlds without some links give.
pub fn propose(input: &PlanInput<'_>, request: PlanRequest) -> Result<Proposal, PropagationError> {
    match request.kind {
        PlanKind::Find => Ok(super::find::find(input, request.budget)),
        PlanKind::Fix => super::fix::fix(input, request.budget),
    }
}

/// Severe steps first, then those that bring most, then by id.
pub(super) fn sort_steps(steps: &mut [PlanStep]) {
    steps.sort_by(|a, b| {
        b.severe.cmp(&a.severe).then(b.value.total_cmp(&a.value)).then_with(|| a.party_id.cmp(&b.party_id))
    });
}
