//! A recursion after a change: place by place downstream, until values come out as they were.

#![expect(clippy::indexing_slicing, reason = "places and channels come from one layout")]

use super::super::error::PropagationError;
use super::super::layout::Stretch;
use super::super::prepared::Prepared;
use super::queue::Queue;

/// Works out the stretches of `dirty` anew, and what follows from them. `settle` works out one stretch whose places hold their
/// own likelihoods.
pub(super) fn update(
    prepared: &Prepared,
    values: &mut [f64],
    dirty: &[usize],
    queue: &mut Queue,
    mut settle: impl FnMut(&Prepared, &mut [f64], Stretch) -> Result<(), PropagationError>,
) -> Result<(), PropagationError> {
    let (layout, channels) = (&prepared.layout, prepared.channels());
    for &place in dirty {
        queue.push(layout.component_of(place).start);
    }
    let mut before = Vec::new();
    while let Some(first) = queue.pop() {
        let stretch = layout.stretch_of(first);
        let places = stretch.places();
        let cells = places.start * channels..places.end * channels;
        before.clear();
        before.extend_from_slice(&values[cells.clone()]);
        values[cells.clone()].copy_from_slice(&prepared.own[cells.clone()]);
        if let Err(error) = settle(prepared, values, stretch) {
            queue.clear();
            return Err(error);
        }
        for (place, before) in places.clone().zip(before.chunks(channels)) {
            let after = &values[place * channels..(place + 1) * channels];
            if before.iter().zip(after).all(|(before, after)| before.to_bits() == after.to_bits()) {
                continue;
            }
            for &edge in layout.outgoing(place) {
                let buyer = layout.edges[edge as usize].buyer as usize;
                if !places.contains(&buyer) {
                    queue.push(layout.component_of(buyer).start);
                }
            }
        }
    }
    Ok(())
}
