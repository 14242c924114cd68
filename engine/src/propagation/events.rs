//! A party's own events, world by world, with common causes.
//!
//! A common cause draws one uniform number u per channel and world and sets off each member with
//! u < β·p; a coin of the party's own makes up the rest, so that over all worlds the event keeps its
//! likelihood p: with the causes g of the party, q = 1 − (1 − p) / Π (1 − β·p). This is the
//! β-factor of probabilistic safety assessment, with a dependent part that is nested rather than
//! all-or-none.

#![expect(clippy::indexing_slicing, reason = "places and channels were checked when the network was prepared")]

use super::coin::{Coins, Lanes, NONE, add, any, below, threshold};
use super::names::Membership;
use super::prepared::Prepared;

/// Own events of one batch of worlds. The uniform numbers of common causes are drawn once a batch, bit by bit as far as
/// they are asked for, since every member compares them with a threshold of its own.
#[derive(Debug)]
pub(super) struct Events {
    /// Per group and channel the bits drawn so far, from the top.
    bits: Vec<Vec<Lanes>>,
    channels: usize,
}

impl Events {
    /// Nothing drawn yet.
    pub(super) fn new(prepared: &Prepared) -> Self {
        let channels = prepared.channels();
        Self { bits: vec![Vec::new(); prepared.names.group_keys.len() * channels], channels }
    }

    /// Forgets a batch.
    pub(super) fn next_batch(&mut self) {
        self.bits.iter_mut().for_each(Vec::clear);
    }

    /// The worlds among `open` in which the party at `place` has an event of its own in `channel`.
    #[inline]
    pub(super) fn own_event(
        &mut self,
        prepared: &Prepared,
        coins: &Coins,
        (place, channel): (usize, usize),
        open: &Lanes,
    ) -> Lanes {
        if !any(open) {
            return NONE;
        }
        let own = prepared.own_row(place)[channel];
        self.event_at(prepared, coins, (place, channel), own, open)
    }

    /// The same, were the own likelihood `own`.
    #[inline]
    pub(super) fn event_at(
        &mut self,
        prepared: &Prepared,
        coins: &Coins,
        (place, channel): (usize, usize),
        own: f64,
        open: &Lanes,
    ) -> Lanes {
        let names = &prepared.names;
        let party = prepared.layout.order[place];
        let (party_key, channel_key) = (names.party_keys[party as usize], names.channel_keys[channel]);
        let causes = names.memberships(party);
        let mut event = coins.party(party_key, channel_key, threshold(independent_part(own, causes)), open);
        for cause in causes {
            let drawn = &mut self.bits[cause.group as usize * self.channels + channel];
            let key = coins.group_key(names.group_keys[cause.group as usize], channel_key);
            let set_off = below(threshold(cause.beta * own), open, |bit| {
                if bit == drawn.len() {
                    drawn.push(coins.word(key, bit));
                }
                drawn[bit]
            });
            add(&mut event, &set_off);
        }
        event
    }
}

/// What is left for the party's own coin: q.
fn independent_part(own: f64, causes: &[Membership]) -> f64 {
    if causes.is_empty() {
        return own;
    }
    let none: f64 = causes.iter().map(|cause| 1.0 - cause.beta * own).product();
    // A cause that is certain leaves nothing to explain.
    if none == 0.0 { 0.0 } else { (1.0 - (1.0 - own) / none).clamp(0.0, 1.0) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(own: f64, betas: &[f64], expected: f64) {
        let causes: Vec<Membership> = betas.iter().map(|&beta| Membership { group: 0, beta }).collect();
        assert!((independent_part(own, &causes) - expected).abs() < 1e-12);
    }

    #[test]
    fn a_party_without_causes_keeps_its_likelihood() {
        check(0.3, &[], 0.3);
    }

    #[test]
    fn half_of_the_likelihood_from_one_cause() {
        // 1 − 0.7 / 0.85
        check(0.3, &[0.5], 3.0 / 17.0);
    }

    #[test]
    fn two_causes_that_take_all_leave_only_their_overlap() {
        // 1 − 0.5 / 0.75² = 1/9
        check(0.5, &[0.5, 0.5], 1.0 / 9.0);
    }

    #[test]
    fn certainty_through_one_cause_needs_no_coin() {
        check(1.0, &[1.0], 0.0);
        check(1.0, &[0.5], 1.0);
    }
}
