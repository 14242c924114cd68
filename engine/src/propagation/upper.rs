//! The upper end of the bracket: a bound of reach that never fails.
//!
//! Outside cycles it is noisy-or. Inside a cyclic component noisy-or counts echoes: two firms that
//! supply each other with certainty and have a likelihood of 1e-6 each would get 1 instead of 2e-6.
//! There a second bound is C = 1 − Π over members (1 − p) · Π over links from outside (1 − w·upper):
//! the chance that anything at all happens in or enters the component. The smaller of the two is
//! carried on. Both stay bounds under common causes, which make it likelier that nothing happens.

#![expect(clippy::indexing_slicing, reason = "places and channels come from one layout")]

use std::ops::Range;

use super::component::either;
use super::falling::fall_from_one;
use super::layout::Stretch;
use super::noisy_or::take_in;
use super::prepared::Prepared;
use super::table::PartyTable;
use super::weights::Row;

/// Most sweeps falling from 1 inside a component. Any number gives a bound; more give a closer one.
const SWEEPS: usize = 40;

/// An upper bound of reach for every party and channel, within [own likelihood, 1].
pub fn upper(prepared: &Prepared) -> PartyTable {
    prepared.table(&by_place(prepared))
}

/// The bound of every place and channel.
pub(super) fn by_place(prepared: &Prepared) -> Vec<f64> {
    let mut values = prepared.own.clone();
    for stretch in prepared.layout.stretches() {
        settle(prepared, &mut values, stretch);
    }
    values
}

/// Works out one stretch, whose places hold their own likelihoods and whose suppliers are done.
pub(super) fn settle(prepared: &Prepared, values: &mut [f64], stretch: Stretch) {
    let channels = prepared.channels();
    match stretch {
        Stretch::Acyclic(places) => places.for_each(|place| take_in(prepared, values, place, |_| true)),
        Stretch::Cyclic(places) => {
            let anything = anything(prepared, values, &places);
            for place in places.clone() {
                take_in(prepared, values, place, |edge| !places.contains(&(edge.supplier as usize)));
            }
            let cells = places.start * channels..places.end * channels;
            let bounds = fall_from_one(prepared, &places, &values[cells.clone()], SWEEPS);
            let bounds = bounds.chunks(channels).flat_map(|row| row.iter().zip(&anything));
            for (value, (bound, anything)) in values[cells].iter_mut().zip(bounds) {
                *value = bound.min(*anything);
            }
        }
    }
}

/// C of a component in each channel. Members still hold their own likelihoods.
fn anything(prepared: &Prepared, values: &[f64], places: &Range<usize>) -> Vec<f64> {
    let channels = prepared.channels();
    let mut anything = vec![0.0; channels];
    for place in places.clone() {
        for (into, own) in anything.iter_mut().zip(prepared.own_row(place)) {
            *into = either(*into, *own);
        }
        for edge in prepared.layout.incoming(place).iter().filter(|edge| !places.contains(&(edge.supplier as usize))) {
            let supplier = edge.supplier as usize;
            let from = &values[supplier * channels..(supplier + 1) * channels];
            match prepared.weights.row(edge.row) {
                Row::Same(weight) => {
                    anything.iter_mut().zip(from).for_each(|(into, from)| *into = either(*into, weight * from));
                }
                Row::PerChannel(weights) => {
                    for ((into, from), weight) in anything.iter_mut().zip(from).zip(weights) {
                        *into = either(*into, weight * from);
                    }
                }
            }
        }
    }
    anything
}
