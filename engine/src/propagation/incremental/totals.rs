//! Forward worlds, held as they were drawn.

#![expect(clippy::indexing_slicing, reason = "places and channels come from one layout")]

use rayon::prelude::*;

use super::super::coin::{Coins, Lanes, count};
use super::super::flow::Flow;
use super::super::layout::Stretch;
use super::super::prepared::Prepared;
use super::super::totals::{Forward, Totals, by_party, is_supplied};
use super::super::worlds::WorldSettings;
use super::queue::{Order, Queue};

/// Totals with the worlds behind them.
#[derive(Debug)]
pub(super) struct HeldTotals {
    settings: WorldSettings,
    columns: Vec<usize>,
    batches: Vec<Batch>,
    totals: Totals,
}

/// One batch of worlds; cells are places × channels.
#[derive(Debug)]
struct Batch {
    /// Worlds in which an event is at or reaches the place.
    state: Vec<Lanes>,
    /// How many of them another source reaches.
    inherited: Vec<u16>,
}

/// What one cell's counts changed by in one batch.
struct Shift {
    cell: usize,
    total: i64,
    inherited: i64,
}

impl HeldTotals {
    /// Draws all worlds.
    pub(super) fn new(prepared: &Prepared, settings: WorldSettings) -> Self {
        let columns: Vec<usize> = (0..prepared.channels()).collect();
        let flow = Flow { layout: &prepared.layout, weights: &prepared.weights, columns: &columns, part: None };
        let stretches: Vec<Stretch> = prepared.layout.stretches().collect();
        let draw = |batch: u32| {
            let coins = Coins::new(settings.seed, batch, settings.worlds.get());
            let mut forward = Forward::new(prepared, columns.len());
            forward.draw(prepared, &flow, &coins, &stretches);
            let inherited = forward.inherited.iter().map(|&count| narrow(count)).collect();
            Batch { state: forward.state, inherited }
        };
        let batches: Vec<Batch> = settings.batches().into_par_iter().map(draw).collect();
        let cells = prepared.parties() * columns.len();
        let (mut total, mut inherited) = (vec![0; cells], vec![0; cells]);
        for batch in &batches {
            for (cell, (lanes, &count_of)) in batch.state.iter().zip(&batch.inherited).enumerate() {
                total[cell] += count(lanes);
                inherited[cell] += u32::from(count_of);
            }
        }
        let [total, inherited] = [total, inherited].map(|counts: Vec<u32>| by_party(prepared, columns.len(), &counts));
        let totals = Totals::new(prepared, settings, total, inherited);
        Self { settings, columns, batches, totals }
    }

    pub(super) fn totals(&self) -> &Totals {
        &self.totals
    }

    /// Draws anew what follows from changes at the places of `dirty`.
    pub(super) fn update(&mut self, prepared: &Prepared, dirty: &[usize]) {
        let width = self.columns.len();
        let flow = Flow { layout: &prepared.layout, weights: &prepared.weights, columns: &self.columns, part: None };
        let settings = self.settings;
        let worker = || (Forward::without_worlds(prepared, width), Queue::new(prepared.parties(), Order::Up));
        let shifts: Vec<Vec<Shift>> = self
            .batches
            .par_iter_mut()
            .zip(settings.batches())
            .map_init(worker, |(forward, queue), (held, batch)| {
                let coins = Coins::new(settings.seed, batch, settings.worlds.get());
                held.update(prepared, &flow, &coins, dirty, forward, queue)
            })
            .collect();
        for shift in shifts.into_iter().flatten() {
            let cell = self.cell(prepared, shift.cell);
            let moved = |count: u32, by: i64| u32::try_from(i64::from(count) + by).unwrap_or(count);
            self.totals.total[cell] = moved(self.totals.total[cell], shift.total);
            self.totals.inherited[cell] = moved(self.totals.inherited[cell], shift.inherited);
        }
        for &place in dirty {
            for channel in 0..width {
                let cell = self.cell(prepared, place * width + channel);
                self.totals.own[cell] = prepared.own_row(place)[channel];
                self.totals.supplied[cell] = is_supplied(prepared, place, channel);
            }
        }
    }

    /// The cell in the caller's order.
    fn cell(&self, prepared: &Prepared, by_place: usize) -> usize {
        let width = self.columns.len();
        prepared.layout.order[by_place / width] as usize * width + by_place % width
    }
}

impl Batch {
    fn update(
        &mut self,
        prepared: &Prepared,
        flow: &Flow<'_>,
        coins: &Coins,
        dirty: &[usize],
        forward: &mut Forward,
        queue: &mut Queue,
    ) -> Vec<Shift> {
        let (layout, width) = (&prepared.layout, flow.width());
        for &place in dirty {
            queue.push(layout.component_of(place).start);
        }
        std::mem::swap(&mut forward.state, &mut self.state);
        forward.events.next_batch();
        let mut shifts = Vec::new();
        let mut before = Vec::new();
        while let Some(first) = queue.pop() {
            let stretch = layout.stretch_of(first);
            let places = stretch.places();
            let cells = places.start * width..places.end * width;
            before.clear();
            before.extend_from_slice(&forward.state[cells.clone()]);
            forward.total[cells.clone()].fill(0);
            forward.inherited[cells.clone()].fill(0);
            forward.draw_stretch(prepared, flow, coins, &stretch);
            for (cell, before) in cells.clone().zip(&before) {
                let total = i64::from(count(&forward.state[cell])) - i64::from(count(before));
                let inherited = i64::from(forward.inherited[cell]) - i64::from(self.inherited[cell]);
                self.inherited[cell] = narrow(forward.inherited[cell]);
                if total != 0 || inherited != 0 {
                    shifts.push(Shift { cell, total, inherited });
                }
            }
            for (place, before) in places.clone().zip(before.chunks(width)) {
                if before == &forward.state[place * width..(place + 1) * width] {
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
        std::mem::swap(&mut forward.state, &mut self.state);
        shifts
    }
}

/// A number of worlds of one batch.
fn narrow(count: u32) -> u16 {
    u16::try_from(count).unwrap_or(u16::MAX)
}
