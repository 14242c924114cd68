//! What is known about each party's own likelihood.

use serde::Serialize;

use crate::evidence::{Contradiction, WorkerGroup};
use crate::ids::EvidenceId;

/// Own likelihoods of all parties, in the order of the network.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct OwnLikelihoods {
    /// One per party.
    pub parties: Vec<PartyLikelihood>,
}

impl OwnLikelihoods {
    /// Own likelihoods, parties × channels, party-major: what propagation takes.
    pub fn own_matrix(&self) -> Vec<f64> {
        self.parties.iter().flat_map(|party| party.channels.iter().map(|channel| channel.p)).collect()
    }

    /// Likelihoods without answers, lists and recruiters, parties × channels, party-major.
    pub fn background_matrix(&self) -> Vec<f64> {
        self.parties.iter().flat_map(|party| party.background.iter().copied()).collect()
    }
}

/// One party.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartyLikelihood {
    /// The groups of workers that were looked at: everyone, then those that evidence names, by name.
    pub groups: Vec<GroupLikelihood>,
    /// The group with the largest likelihood of the headline channel.
    pub headline_group: WorkerGroup,
    /// Per channel: the largest over the groups.
    pub channels: Vec<ChannelLikelihood>,
    /// Per channel: the same without answers, lists and recruiters, what anyone could say before looking.
    pub background: Vec<f64>,
    /// Indices of the factors whose value is unknown; each widens the range.
    pub gaps: Vec<usize>,
    /// Whether an open major adverse row speaks about any group.
    pub open_major: bool,
    /// Lists on which the party is confirmed to stand.
    pub lists: Vec<String>,
    /// Lists on which it may stand; they lift the upper end of the range and nothing else.
    pub undecided: Vec<String>,
    /// Adverse rows that were ended.
    pub closures: Vec<ClosedItem>,
    /// Denials of what is shown.
    pub contradictions: Vec<Contradiction>,
    /// What its recruiters bring, those that bring something.
    pub recruiters: Vec<RecruiterPart>,
    /// Per leaf: what it brings to those it recruits for, weight of the leaf × its own likelihood, 0 where neither it nor
    /// a sub-agent has an open adverse row on the leaf; empty for a party that recruits for nobody.
    pub carried: Vec<f64>,
}

impl PartyLikelihood {
    /// The group of the headline channel.
    pub fn headline(&self) -> Option<&GroupLikelihood> {
        self.of_group(self.headline_group)
    }

    /// A group, if it was looked at.
    pub fn of_group(&self, group: WorkerGroup) -> Option<&GroupLikelihood> {
        self.groups.iter().find(|of| of.group == group)
    }
}

/// One group of workers at a party.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GroupLikelihood {
    /// The group.
    pub group: WorkerGroup,
    /// P(regime), in order; they sum to 1.
    pub regimes: Vec<f64>,
    /// P(leaf), in order.
    pub leaves: Vec<f64>,
    /// P(channel), in order.
    pub channels: Vec<f64>,
    /// Per channel: how much of what its questions could tell was told, by whom it was told and how long ago, 0–1.
    pub coverage: Vec<f64>,
    /// Per channel: plain share of its applicable questions that hold an answer, 0–1.
    pub answered: Vec<f64>,
    /// Indices of the families of sources that were caught denying what is shown.
    pub caught: Vec<usize>,
    /// Whether independent monitors are shut out, so that sources on site see nothing.
    pub shut_out: bool,
}

/// One channel of a party, from the group where it is largest.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChannelLikelihood {
    /// Own likelihood, within [1e-6, 1 − 1e-6].
    pub p: f64,
    /// Lower end of its range.
    pub p_low: f64,
    /// Upper end of its range, lifted to what it would be if undecided list matches were confirmed.
    pub p_high: f64,
    /// Upper end of its range as decided so far: without undecided list matches, which set no band.
    pub p_high_decided: f64,
    /// Standard deviation of the log-odds behind the range.
    pub sigma: f64,
    /// Coverage of the channel in that group, 0–1.
    pub coverage: f64,
    /// Plain share of its questions answered in that group, 0–1.
    pub answered: f64,
    /// The group.
    pub group: WorkerGroup,
}

/// An adverse row that was ended.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ClosedItem {
    /// The adverse row.
    pub adverse: EvidenceId,
    /// The row that ends it; `None` where a hypothesis takes it as ended.
    pub by: Option<EvidenceId>,
    /// The groups of workers in which it is ended.
    pub groups: Vec<WorkerGroup>,
}

/// What one recruiter brings to an employer.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RecruiterPart {
    /// Index of the recruiter.
    pub recruiter: usize,
    /// Per leaf: weight of the leaf × the recruiter's own likelihood, 0 where it brings nothing.
    pub carried: Vec<f64>,
}

impl RecruiterPart {
    /// −Σ ln(1 − carried): in proportion to this the recruiters' part of a likelihood is split among them. Infinite
    /// where a leaf is brought for certain.
    pub fn weight(&self) -> f64 {
        self.carried.iter().map(|&carried| -libm::log1p(-carried)).sum()
    }
}

/// Own likelihoods with every log-ratio made weaker and stronger by the ruleset's perturbation.
#[derive(Clone, Debug, PartialEq)]
pub struct Perturbed {
    pub(super) channels: usize,
    pub(super) weaker: Vec<f64>,
    pub(super) stronger: Vec<f64>,
}

impl Perturbed {
    /// Takes a likelihood as given, which no log-ratio makes weaker or stronger.
    pub fn fix(&mut self, party: usize, channel: usize, likelihood: f64) {
        self.set(party, channel, [likelihood, likelihood]);
    }

    /// Takes both as given: with weaker log-ratios, and with stronger ones.
    pub fn set(&mut self, party: usize, channel: usize, [weaker, stronger]: [f64; 2]) {
        for (values, likelihood) in [(&mut self.weaker, weaker), (&mut self.stronger, stronger)] {
            if let Some(slot) = values.get_mut(party * self.channels + channel).filter(|_| channel < self.channels) {
                *slot = likelihood;
            }
        }
    }

    /// Own likelihood with all log-ratios times 1 − the perturbation; `None` where there is no such party or channel.
    pub fn weaker(&self, party: usize, channel: usize) -> Option<f64> {
        self.cell(&self.weaker, party, channel)
    }

    /// Own likelihood with all log-ratios times 1 + the perturbation; `None` where there is no such party or channel.
    pub fn stronger(&self, party: usize, channel: usize) -> Option<f64> {
        self.cell(&self.stronger, party, channel)
    }

    fn cell(&self, of: &[f64], party: usize, channel: usize) -> Option<f64> {
        if channel < self.channels { of.get(party * self.channels + channel).copied() } else { None }
    }
}
