//! Noisy-or: the chance of reach as if all branches were independent.
//!
//! U(n) = 1 − (1 − p(n)) · Π over links s → n (1 − w·U(s)). It is the exact reach on trees, and an
//! upper bound wherever branches share sources, common causes included. Inside cycles it counts
//! echoes, so that it is a bound only; there each value is certified to 1e-9 (see `component`).

#![expect(clippy::indexing_slicing, reason = "places and channels come from one layout")]

use std::ops::Range;

use super::component::{Equations, PROMISED, SWEEPS, either};
use super::error::PropagationError;
use super::falling::fall_from_one;
use super::layout::{Edge, Stretch};
use super::prepared::Prepared;
use super::table::PartyTable;
use super::weights::Row;

/// U of every party and channel, within [own likelihood, 1], with an error of at most 1e-9.
///
/// # Errors
/// A cyclic component whose values cannot be certified; it names the parties.
pub fn noisy_or(prepared: &Prepared) -> Result<PartyTable, PropagationError> {
    Ok(prepared.table(&by_place(prepared)?))
}

/// U of every place and channel.
pub(super) fn by_place(prepared: &Prepared) -> Result<Vec<f64>, PropagationError> {
    let mut values = prepared.own.clone();
    for stretch in prepared.layout.stretches() {
        settle(prepared, &mut values, stretch)?;
    }
    Ok(values)
}

/// Works out one stretch, whose places hold their own likelihoods and whose suppliers are done.
pub(super) fn settle(prepared: &Prepared, values: &mut [f64], stretch: Stretch) -> Result<(), PropagationError> {
    let channels = prepared.channels();
    match stretch {
        Stretch::Acyclic(places) => places.for_each(|place| {
            take_in(prepared, values, place, |_| true);
        }),
        Stretch::Cyclic(places) => {
            places.clone().for_each(|place| {
                take_in(prepared, values, place, |edge| !places.contains(&(edge.supplier as usize)));
            });
            let cells = places.start * channels..places.end * channels;
            let fallen = fall_from_one(prepared, &places, &values[cells], SWEEPS);
            for channel in 0..channels {
                let start = fallen.iter().copied().skip(channel).step_by(channels).collect();
                let Some(solution) = equations(prepared, values, &places, channel).solve(start) else {
                    return Err(PropagationError::DoesNotClose {
                        parties: prepared.ids_of(places),
                        channel: prepared.names.channels[channel].clone(),
                        promised: PROMISED,
                    });
                };
                for (place, value) in places.clone().zip(solution) {
                    values[place * channels + channel] = value;
                }
            }
        }
    }
    Ok(())
}

/// Adds to a place's risk what its suppliers pass on, over the links that `counts` says.
#[inline]
pub(super) fn take_in(prepared: &Prepared, values: &mut [f64], place: usize, counts: impl Fn(&Edge) -> bool) {
    let channels = prepared.channels();
    for edge in prepared.layout.incoming(place) {
        if !counts(edge) {
            continue;
        }
        let supplier = edge.supplier as usize;
        let (before, after) = values.split_at_mut(place * channels);
        let from = &before[supplier * channels..(supplier + 1) * channels];
        let into = &mut after[..channels];
        match prepared.weights.row(edge.row) {
            Row::Same(weight) => {
                into.iter_mut().zip(from).for_each(|(into, from)| *into = either(*into, weight * from));
            }
            Row::PerChannel(weights) => {
                for ((into, from), weight) in into.iter_mut().zip(from).zip(weights) {
                    *into = either(*into, weight * from);
                }
            }
        }
    }
}

/// The equations of a component in one channel; `values` holds each member's risk apart from the
/// links inside.
fn equations(prepared: &Prepared, values: &[f64], places: &Range<usize>, channel: usize) -> Equations {
    let channels = prepared.channels();
    let mut equations = Equations { starts: vec![0], ..Equations::default() };
    for place in places.clone() {
        equations.risk.push(values[place * channels + channel]);
        for edge in prepared.layout.incoming(place) {
            let supplier = edge.supplier as usize;
            let weight = prepared.weights.get(edge.row, channel);
            if places.contains(&supplier) && weight > 0.0 {
                equations.suppliers.push(u32::try_from(supplier - places.start).unwrap_or(u32::MAX));
                equations.weights.push(weight);
            }
        }
        equations.starts.push(equations.suppliers.len());
    }
    equations
}
