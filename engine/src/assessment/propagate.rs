//! Own likelihoods through the network: what reaches every party and the subject, with every link and with verified
//! links only.

use std::collections::BTreeSet;
use std::num::NonZeroU32;

use super::AssessError;
use super::common_causes;
use super::result::SubjectNumbers;
use super::transmission;
use super::unknowns::undisclosed_without;
use crate::network::{LinkStatus, Network};
use crate::propagation::{
    self, Bracket, ExposureInput, GroupInput, GroupMember, LinkInput, Prepared, PropagationError, PropagationInput,
    SubjectReach, Totals, Weights, WorldSettings,
};
use crate::ruleset::Ruleset;

/// Settings of the worlds.
#[derive(Clone, Copy, Debug)]
pub(super) struct Settings {
    pub(super) worlds: NonZeroU32,
    pub(super) half_width: Option<f64>,
    pub(super) seed: u64,
}

/// A network ready to be swept, with every link and with verified links only.
#[derive(Debug)]
pub(super) struct Carrier {
    pub(super) all: Prepared,
    pub(super) verified: Prepared,
    weights: Vec<f64>,
    channels: usize,
    shares: Vec<f64>,
    expects_inputs: Vec<bool>,
    /// Per link its supplier, where the link carries what is bought.
    sold_by: Vec<Option<usize>>,
    headline: usize,
}

impl Carrier {
    /// Lays a network out. `own` is parties × channels, party-major; `set` holds the links whose transmission is taken as
    /// given, with what it is in the headline channel; one that is given as 0 is taken away, with what it brings.
    pub(super) fn new(
        network: &Network,
        own: Vec<f64>,
        set: &[(usize, f64)],
        ruleset: &Ruleset,
    ) -> Result<Self, AssessError> {
        let groups = common_causes::groups(network, ruleset);
        let mut weights = transmission::weights(network, ruleset);
        let channels = ruleset.channels().len();
        for &(link, weight) in set {
            if let Some(row) = weights.get_mut(link * channels..(link + 1) * channels) {
                transmission::set(row, ruleset.headline(), weight);
            }
        }
        let taken: BTreeSet<usize> = set.iter().filter(|(_, weight)| *weight == 0.0).map(|(link, _)| *link).collect();
        let index = |i: usize| u32::try_from(i).unwrap_or(u32::MAX);
        let links = network
            .ends()
            .zip(network.link_ids())
            .enumerate()
            .map(|(i, ((supplier, buyer), id))| LinkInput {
                supplier: index(supplier),
                buyer: index(buyer),
                weight: index(i),
                label: propagation::stable_key(id),
            })
            .collect();
        let all = Prepared::new(PropagationInput {
            parties: network.parties().iter().map(|party| party.id.as_str()).collect(),
            channels: ruleset.channels().iter().map(crate::ids::ChannelId::as_str).collect(),
            own,
            weights: Weights::PerChannel(weights.clone()),
            links,
            groups: groups
                .iter()
                .map(|group| GroupInput {
                    id: &group.id,
                    members: group
                        .members
                        .iter()
                        .map(|&(party, beta)| GroupMember { party: index(party), beta })
                        .collect(),
                })
                .collect(),
        })
        .map_err(AssessError::Network)?;
        let is_verified: Vec<bool> = network.links().iter().map(|link| link.status == LinkStatus::Verified).collect();
        let verified = all.keeping_links(|i| is_verified.get(i).copied().unwrap_or(false));
        let mut expects_inputs = vec![false; network.parties().len()];
        for (_, parties) in undisclosed_without(network, ruleset, &taken) {
            for party in parties {
                if let Some(flag) = expects_inputs.get_mut(party) {
                    *flag = true;
                }
            }
        }
        Ok(Self {
            all,
            verified,
            weights,
            channels,
            shares: transmission::shares(network, &taken),
            expects_inputs,
            sold_by: network
                .links()
                .iter()
                .zip(network.ends())
                .map(|(link, (supplier, _))| link.kind.is_trade().then_some(supplier))
                .collect(),
            headline: ruleset.headline(),
        })
    }

    /// Transmission of every link in every channel, links × channels, 0–1.
    pub(super) fn weights(&self) -> &[f64] {
        &self.weights
    }

    /// Index of the headline channel.
    pub(super) fn headline(&self) -> usize {
        self.headline
    }

    /// Transmission of a link in the headline channel, 0–1.
    pub(super) fn weight(&self, link: usize) -> f64 {
        self.weights.get(link * self.channels + self.headline).copied().unwrap_or_default()
    }

    /// Share of its buyer's input that a link brings, 0–1.
    pub(super) fn share(&self, link: usize) -> f64 {
        self.shares.get(link).copied().unwrap_or_default()
    }

    /// Every link but the trade links out of some parties: nothing is bought from them any more.
    pub(super) fn without_sales_of(&self, parties: &BTreeSet<usize>) -> Prepared {
        self.all
            .keeping_links(|link| self.sold_by.get(link).is_none_or(|by| by.is_none_or(|by| !parties.contains(&by))))
    }

    /// ρ of every party in the headline channel without those links.
    pub(super) fn rho_without_sales_of(
        &self,
        parties: &BTreeSet<usize>,
        subject: usize,
        settings: WorldSettings,
    ) -> Result<Vec<f64>, PropagationError> {
        let reach = propagation::reach_to(&self.without_sales_of(parties), subject, &[self.headline], settings)?;
        Ok((0..self.all.parties()).map(|party| reach.rho(party, self.headline)).collect())
    }

    /// Worlds forward: total and inherited of every party and channel, with every link and with verified ones.
    pub(super) fn totals(&self, settings: Settings) -> (Totals, Totals) {
        let worlds = WorldSettings { worlds: settings.worlds, seed: settings.seed };
        propagation::totals_and_part(&self.all, &self.verified, worlds)
    }

    /// Worlds backward from the subject, headline channel.
    pub(super) fn reach(
        &self,
        prepared: &Prepared,
        subject: usize,
        settings: Settings,
    ) -> Result<SubjectReach, AssessError> {
        let channels = [self.headline];
        let reach = match settings.half_width {
            None => {
                let worlds = WorldSettings { worlds: settings.worlds, seed: settings.seed };
                propagation::reach_to(prepared, subject, &channels, worlds)
            }
            Some(half_width) => {
                propagation::reach_to_within(prepared, subject, &channels, self.headline, half_width, settings.seed)
            }
        };
        reach.map_err(AssessError::Propagation)
    }

    /// The numbers of the subject; `background` and `examined` per party.
    pub(super) fn numbers(
        &self,
        prepared: &Prepared,
        reach: &SubjectReach,
        subject: usize,
        background: &[f64],
        examined: &[bool],
    ) -> Result<SubjectNumbers, AssessError> {
        let headline = self.headline;
        let upper = propagation::upper(prepared);
        let bracket = Bracket {
            lower: propagation::worst_chain(prepared).get(subject, headline),
            upper: upper.get(subject, headline),
        };
        let estimate = reach.estimate(headline).ok_or(AssessError::NoEstimate)?;
        let cut = estimate.cut_to(bracket).map_err(AssessError::Propagation)?;
        let input = ExposureInput { shares: &self.shares, expects_inputs: &self.expects_inputs };
        let exposure = propagation::exposure(prepared, &input, &upper).map_err(AssessError::Propagation)?;
        let (mut before, mut raised, mut lowered) = (0.0, 0.0, 0.0);
        let (mut not_examined, mut upstream) = (0, 0);
        for (party, (p0, examined)) in background.iter().zip(examined).enumerate() {
            let rho = reach.rho(party, headline);
            if rho == 0.0 {
                continue;
            }
            upstream += 1;
            not_examined += usize::from(!examined);
            before += p0 * rho;
            let change = (prepared.own(party, headline) - p0) * rho;
            if change > 0.0 {
                raised += change;
            } else {
                lowered -= change;
            }
        }
        Ok(SubjectNumbers {
            expected_sources: reach.expected_sources(headline),
            expected_low: 0.0,
            expected_high: 0.0,
            background: before,
            background_parties: not_examined,
            evidence_raised: raised,
            evidence_lowered: lowered,
            parties_upstream: upstream,
            reach: estimate.reach,
            reach_simulated: [estimate.interval.low, estimate.interval.high],
            reach_interval: [cut.low, cut.high],
            bracket: [bracket.lower, bracket.upper],
            count: [estimate.count.p5, estimate.count.p50, estimate.count.p95],
            exposed_share: [exposure.low.get(subject, headline), exposure.high.get(subject, headline)],
            worlds: estimate.worlds,
        })
    }
}
