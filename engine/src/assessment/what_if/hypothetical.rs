//! What an assessment takes as given instead of working it out.

use std::collections::BTreeMap;

use super::Change;
use crate::assessment::outline::Outline;
use crate::ids::{ChannelId, LinkId, PartyId};
use crate::likelihood::{around, clamped};
use crate::network::Network;
use crate::ruleset::Ruleset;

/// Likelihoods and transmission that are given. Of several for one thing the last counts.
#[derive(Clone, Debug, Default)]
pub(in crate::assessment) struct Hypothetical {
    likelihoods: BTreeMap<(PartyId, ChannelId), f64>,
    weights: BTreeMap<LinkId, f64>,
}

impl Hypothetical {
    pub(super) fn new(changes: &[Change]) -> Self {
        let mut hypothetical = Self::default();
        for change in changes {
            match change {
                Change::Likelihood { party_id, channel, likelihood } => {
                    hypothetical.likelihoods.insert((party_id.clone(), channel.clone()), *likelihood);
                }
                Change::Link { link_id, weight } => {
                    hypothetical.weights.insert(link_id.clone(), *weight);
                }
                Change::Answer { .. } => {}
            }
        }
        hypothetical
    }

    /// Puts given likelihoods in place of those worked out; ranges keep their width in log-odds.
    pub(in crate::assessment) fn set_likelihoods(
        &self,
        network: &Network,
        ruleset: &Ruleset,
        outline: &mut Outline<'_>,
    ) {
        for ((party, channel), &likelihood) in &self.likelihoods {
            let place = network.index_of(party).zip(ruleset.channel(channel.as_str()));
            let Some((party, channel)) = place else { continue };
            let of_party = outline.own.parties.get_mut(party);
            if let Some(slot) = of_party.and_then(|party| party.channels.get_mut(channel)) {
                slot.p = clamped(likelihood);
                (slot.p_low, slot.p_high) = around(slot.p, slot.sigma);
                slot.p_high_decided = slot.p_high;
                outline.perturbed.fix(party, channel, slot.p);
            }
        }
    }

    /// Links whose transmission is given, by index, with what it is in the headline channel.
    pub(in crate::assessment) fn weights(&self, network: &Network) -> Vec<(usize, f64)> {
        if self.weights.is_empty() {
            return Vec::new();
        }
        let ids = network.short_link_ids().enumerate();
        ids.filter_map(|(link, id)| Some((link, *self.weights.get(&id)?))).collect()
    }
}
