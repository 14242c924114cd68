//! The single most likely chain: a lower bound of reach.
//!
//! M(n) = max( p(n), max over links s → n of w·M(s) ). Weights are at most 1, so going round a cycle
//! never helps: one pass suppliers before buyers is exact, repeated inside a cyclic component until
//! nothing changes. Products run along the chain from its source, and a maximum does not depend on
//! the order of its candidates, so neither does any bit of the result.

#![expect(clippy::indexing_slicing, reason = "places and channels come from one layout")]

use super::layout::Stretch;
use super::prepared::Prepared;
use super::table::PartyTable;
use super::weights::Row;

/// M of every party and channel, within [own likelihood, 1].
pub fn worst_chain(prepared: &Prepared) -> PartyTable {
    prepared.table(&by_place(prepared))
}

/// M of every place and channel.
pub(super) fn by_place(prepared: &Prepared) -> Vec<f64> {
    let mut values = prepared.own.clone();
    let mut best = vec![0.0; prepared.channels()];
    for stretch in prepared.layout.stretches() {
        settle(prepared, &mut values, &mut best, stretch);
    }
    values
}

/// Works out one stretch, whose places hold their own likelihoods and whose suppliers are done. `best` has room for one
/// row.
pub(super) fn settle(prepared: &Prepared, values: &mut [f64], best: &mut [f64], stretch: Stretch) {
    match stretch {
        Stretch::Acyclic(places) => places.for_each(|place| {
            raise(prepared, values, best, place);
        }),
        Stretch::Cyclic(places) => loop {
            let mut moved = false;
            for place in places.clone() {
                moved |= raise(prepared, values, best, place);
            }
            if !moved {
                break;
            }
        },
    }
}

/// Takes the best of a place's suppliers; tells whether anything rose.
#[inline]
fn raise(prepared: &Prepared, values: &mut [f64], best: &mut [f64], place: usize) -> bool {
    let channels = best.len();
    let cells = place * channels..(place + 1) * channels;
    best.copy_from_slice(&values[cells.clone()]);
    for edge in prepared.layout.incoming(place) {
        let supplier = edge.supplier as usize;
        let from = &values[supplier * channels..(supplier + 1) * channels];
        match prepared.weights.row(edge.row) {
            Row::Same(weight) => best.iter_mut().zip(from).for_each(|(best, from)| *best = best.max(weight * from)),
            Row::PerChannel(weights) => {
                for ((best, from), weight) in best.iter_mut().zip(from).zip(weights) {
                    *best = best.max(weight * from);
                }
            }
        }
    }
    let moved = best.iter().zip(&values[cells.clone()]).any(|(best, value)| best > value);
    values[cells].copy_from_slice(best);
    moved
}
