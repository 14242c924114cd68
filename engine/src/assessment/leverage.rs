//! Leverage of the subject over a party: how near it is, how much of its output the chain buys, and who stands between.
//! It is an axis of its own and lowers no risk (UNGP 19, commentary).

use crate::network::{LinkKind, Network, PartyKind};
use crate::ruleset::Ruleset;

/// Leverage per party, 0–1: 1 for the subject; upstream, the best over outgoing links of the buyer's leverage times the
/// part of the party's output that goes there (unknown counts as half) times the ruleset's factor for one more tier,
/// once more where the buyer is a trader. `None` where no link leads to the subject.
pub(super) fn leverage(network: &Network, subject: usize, ruleset: &Ruleset) -> Vec<Option<f64>> {
    let per_tier = ruleset.source().transmission.leverage_per_tier;
    let mut leverage = vec![None; network.parties().len()];
    if let Some(own) = leverage.get_mut(subject) {
        *own = Some(1.0);
    }
    // Every link multiplies by at most 1, so values settle after at most as many rounds as there are parties.
    for _ in 0..network.parties().len() {
        let mut changed = false;
        for (link, (supplier, buyer)) in network.links().iter().zip(network.ends()) {
            let Some(above) = leverage.get(buyer).copied().flatten() else {
                continue;
            };
            let output = match link.kind {
                LinkKind::Ownership => 1.0,
                LinkKind::Goods | LinkKind::Services | LinkKind::Labour | LinkKind::Subcontract => {
                    link.output_share.unwrap_or(UNKNOWN_OUTPUT_SHARE)
                }
            };
            let intermediary = network.parties().get(buyer).is_some_and(|p| p.kind == Some(PartyKind::Trader));
            let through = if intermediary { per_tier } else { 1.0 };
            let reached: f64 = above * output * per_tier * through;
            if let Some(own) = leverage.get_mut(supplier)
                && own.is_none_or(|own: f64| reached > own)
            {
                *own = Some(reached);
                changed = true;
            }
        }
        if !changed {
            break;
        }
    }
    leverage
}

/// Part of a supplier's output assumed to go to a buyer where nobody says: neither none nor all.
const UNKNOWN_OUTPUT_SHARE: f64 = 0.5;
