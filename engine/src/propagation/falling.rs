//! Sweeps of noisy-or inside a cyclic component, all channels at once, falling from 1.
//!
//! Every value on the way down is an upper bound of the solution. Sweeping all channels together
//! reads each link once for all of them.

#![expect(clippy::indexing_slicing, reason = "places and channels come from one layout")]

use std::ops::Range;

use super::component::either;
use super::prepared::Prepared;
use super::weights::Row;

/// A fall by less than this share of the one before is slow: then other means are faster.
pub(super) const SLOW: f64 = 0.8;

/// Sweeps before slowness is looked at; at first values fall by large steps whatever the pace.
pub(super) const FIRST_SWEEPS: usize = 6;

/// A sweep that moves no value by more than this is the last.
pub(super) const SETTLED: f64 = 1e-11;

/// Falls from 1 for at most `sweeps` sweeps. `risk` holds, place after place, each member's risk apart
/// from the links inside; so are the values that come back.
pub(super) fn fall_from_one(prepared: &Prepared, places: &Range<usize>, risk: &[f64], sweeps: usize) -> Vec<f64> {
    let channels = prepared.channels();
    let mut values = vec![1.0; risk.len()];
    let mut next = vec![0.0; channels];
    let mut before = f64::INFINITY;
    for sweep in 0..sweeps {
        let mut moved = 0.0_f64;
        for (place, risk) in places.clone().zip(risk.chunks(channels)) {
            next.copy_from_slice(risk);
            for edge in prepared.layout.incoming(place) {
                let supplier = edge.supplier as usize;
                if !places.contains(&supplier) {
                    continue;
                }
                let from = (supplier - places.start) * channels;
                let from = &values[from..from + channels];
                match prepared.weights.row(edge.row) {
                    Row::Same(weight) => {
                        for (next, from) in next.iter_mut().zip(from) {
                            *next = either(*next, weight * from);
                        }
                    }
                    Row::PerChannel(weights) => {
                        for ((next, from), weight) in next.iter_mut().zip(from).zip(weights) {
                            *next = either(*next, weight * from);
                        }
                    }
                }
            }
            let at = (place - places.start) * channels;
            for (value, next) in values[at..at + channels].iter_mut().zip(&next) {
                // Rounding must not lift a value off the way down.
                let fallen = next.min(*value);
                moved = moved.max(*value - fallen);
                *value = fallen;
            }
        }
        if moved <= SETTLED || (sweep >= FIRST_SWEEPS && moved > SLOW * before) {
            break;
        }
        before = moved;
    }
    values
}
