//! Forward worlds: how often an event reaches each party, in every channel at once.
//!
//! One sweep over the layout, suppliers before buyers, carries a batch of worlds of all channels.
//! Inside a cyclic component worlds go round until nothing changes.

#![expect(clippy::indexing_slicing, reason = "places and channels come from one layout")]

use std::ops::Range;

use super::coin::{Coins, Lanes, NONE, add, any, count, without};
use super::events::Events;
use super::flow::{Direction, DrawnLinks, Flow};
use super::inherited::{Component, inherited};
use super::interval::share_with_own;
use super::layout::Stretch;
use super::prepared::Prepared;
use super::weights::Row;
use super::worlds::{WorldSettings, add_counts, sweep};

/// How often events reach each party, as counts of worlds.
#[derive(Clone, Debug, PartialEq)]
pub struct Totals {
    worlds: u32,
    pub(super) channels: usize,
    /// Worlds with an own event or a reaching source, party-major, in the caller's order.
    pub(super) total: Vec<u32>,
    /// Worlds in which a source other than the party reaches it, likewise.
    pub(super) inherited: Vec<u32>,
    pub(super) own: Vec<f64>,
    /// Whether any link carries the channel to the party.
    pub(super) supplied: Vec<bool>,
}

impl Totals {
    /// Worlds drawn.
    pub fn worlds(&self) -> u32 {
        self.worlds
    }

    /// The chance that the party has an event of its own or that a source reaches it, within
    /// [own likelihood, 1].
    ///
    /// It is the share of worlds, with two corrections that need no dice: where no link carries the
    /// channel to the party it is the party's own likelihood, and it is never below that.
    ///
    /// # Panics
    /// If there is no such party or channel.
    pub fn total(&self, party: usize, channel: usize) -> f64 {
        let cell = self.cell(party, channel);
        share_with_own(self.total[cell], self.worlds, self.own[cell], self.supplied[cell])
    }

    /// The share of worlds in which a source other than the party itself reaches it, within [0, 1].
    /// The party's own event that comes back around a cycle does not count.
    ///
    /// # Panics
    /// If there is no such party or channel.
    pub fn inherited(&self, party: usize, channel: usize) -> f64 {
        f64::from(self.inherited[self.cell(party, channel)]) / f64::from(self.worlds)
    }

    /// Worlds in which the party has an own event or a source reaches it.
    ///
    /// # Panics
    /// If there is no such party or channel.
    pub fn total_count(&self, party: usize, channel: usize) -> u32 {
        self.total[self.cell(party, channel)]
    }

    /// Worlds in which a source other than the party reaches it.
    ///
    /// # Panics
    /// If there is no such party or channel.
    pub fn inherited_count(&self, party: usize, channel: usize) -> u32 {
        self.inherited[self.cell(party, channel)]
    }

    fn cell(&self, party: usize, channel: usize) -> usize {
        assert!(channel < self.channels, "there is no channel at position {channel}");
        party * self.channels + channel
    }
}

/// Draws worlds forward: total and inherited of every party and channel.
///
/// Results are counts of worlds and do not depend on the order of rows or on the number of threads.
pub fn totals(prepared: &Prepared, settings: WorldSettings) -> Totals {
    let columns: Vec<usize> = (0..prepared.channels()).collect();
    let flow = Flow { layout: &prepared.layout, weights: &prepared.weights, columns: &columns };
    let stretches: Vec<Stretch> = prepared.layout.stretches().collect();
    let fresh = || Forward::new(prepared, columns.len());
    let workers = sweep(settings, &settings.batches(), fresh, |forward, coins| {
        forward.draw(prepared, &flow, coins, &stretches);
    });
    let (mut total, mut inherited) = (Vec::new(), Vec::new());
    for worker in workers {
        add_counts(&mut total, &worker.total);
        add_counts(&mut inherited, &worker.inherited);
    }
    Totals::gather(prepared, settings, &total, &inherited)
}

impl Totals {
    /// Brings counts from places to the caller's order.
    pub(super) fn gather(prepared: &Prepared, settings: WorldSettings, total: &[u32], inherited: &[u32]) -> Self {
        let channels = prepared.channels();
        let places = prepared.layout.place.iter();
        let cells = places.flat_map(|&place| (0..channels).map(move |channel| (place as usize, channel)));
        Self {
            worlds: settings.worlds.get(),
            channels,
            total: cells.clone().map(|(place, channel)| total[place * channels + channel]).collect(),
            inherited: cells.clone().map(|(place, channel)| inherited[place * channels + channel]).collect(),
            own: cells.clone().map(|(place, channel)| prepared.own[place * channels + channel]).collect(),
            supplied: cells.map(|(place, channel)| is_supplied(prepared, place, channel)).collect(),
        }
    }
}

/// Whether any link carries a channel to a place.
pub(super) fn is_supplied(prepared: &Prepared, place: usize, channel: usize) -> bool {
    prepared.layout.incoming(place).iter().any(|edge| match prepared.weights.row(edge.row) {
        Row::Same(weight) => weight > 0.0,
        Row::PerChannel(weights) => weights[channel] > 0.0,
    })
}

/// One worker's worlds and counts, by place.
pub(super) struct Forward {
    width: usize,
    /// Worlds of the current batch in which an event is at or reaches the place.
    pub(super) state: Vec<Lanes>,
    pub(super) total: Vec<u32>,
    pub(super) inherited: Vec<u32>,
    drawn: DrawnLinks,
    pub(super) events: Events,
}

impl Forward {
    pub(super) fn new(prepared: &Prepared, width: usize) -> Self {
        Self { state: vec![NONE; prepared.parties() * width], ..Self::without_worlds(prepared, width) }
    }

    /// A worker that is handed its worlds.
    pub(super) fn without_worlds(prepared: &Prepared, width: usize) -> Self {
        let cells = prepared.parties() * width;
        let counts = || vec![0; cells];
        Self {
            width,
            state: Vec::new(),
            total: counts(),
            inherited: counts(),
            drawn: DrawnLinks::default(),
            events: Events::new(prepared),
        }
    }

    /// Draws one batch through the whole network.
    pub(super) fn draw(&mut self, prepared: &Prepared, flow: &Flow<'_>, coins: &Coins, stretches: &[Stretch]) {
        self.events.next_batch();
        for stretch in stretches {
            self.draw_stretch(prepared, flow, coins, stretch);
        }
    }

    /// Draws one batch through a stretch whose suppliers are done, and adds to its counts.
    pub(super) fn draw_stretch(&mut self, prepared: &Prepared, flow: &Flow<'_>, coins: &Coins, stretch: &Stretch) {
        match stretch {
            Stretch::Acyclic(places) => self.pass(prepared, flow, coins, places),
            Stretch::Cyclic(places) => self.close(prepared, flow, coins, places),
        }
    }

    /// Places whose suppliers are all done.
    fn pass(&mut self, prepared: &Prepared, flow: &Flow<'_>, coins: &Coins, places: &Range<usize>) {
        let width = self.width;
        for place in places.clone() {
            let (done, rest) = self.state.split_at_mut(place * width);
            let row = &mut rest[..width];
            row.fill(NONE);
            for edge in flow.layout.incoming(place) {
                let supplier = edge.supplier as usize;
                flow.carry(coins, edge, &done[supplier * width..(supplier + 1) * width], row);
            }
            for (channel, lanes) in row.iter_mut().enumerate() {
                let cell = place * width + channel;
                self.inherited[cell] += count(lanes);
                // Where something reaches the party anyway, its own event changes nothing.
                let open = without(&coins.mask, lanes);
                add(lanes, &self.events.own_event(prepared, coins, (place, channel), &open));
                self.total[cell] += count(lanes);
            }
        }
    }

    /// One cyclic component.
    fn close(&mut self, prepared: &Prepared, flow: &Flow<'_>, coins: &Coins, places: &Range<usize>) {
        let width = self.width;
        let cells = places.start * width..places.end * width;
        let mut outside = vec![NONE; cells.len()];
        let mut own = vec![NONE; cells.len()];
        for place in places.clone() {
            let at = (place - places.start) * width;
            for edge in flow.layout.incoming(place) {
                let supplier = edge.supplier as usize;
                if supplier < places.start {
                    let from = &self.state[supplier * width..(supplier + 1) * width];
                    flow.carry(coins, edge, from, &mut outside[at..at + width]);
                }
            }
            for (channel, lanes) in own[at..at + width].iter_mut().enumerate() {
                *lanes = self.events.own_event(prepared, coins, (place, channel), &coins.mask);
            }
        }
        flow.draw_component(coins, places, &mut self.drawn);
        for (state, (own, outside)) in self.state[cells.clone()].iter_mut().zip(own.iter().zip(&outside)) {
            *state = *own;
            add(state, outside);
        }
        flow.close_component(Direction::Downstream, places, &self.drawn, &mut self.state, None);
        for (total, lanes) in self.total[cells.clone()].iter_mut().zip(&self.state[cells.clone()]) {
            *total += count(lanes);
        }
        let component = Component { flow, places, drawn: &self.drawn, own: &own, outside: &outside };
        let counts = &mut self.inherited[cells.clone()];
        inherited(&component, &self.state[cells], |cell, lanes| {
            if any(lanes) {
                counts[cell] += count(lanes);
            }
        });
    }
}
