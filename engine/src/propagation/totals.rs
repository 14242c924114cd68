//! Forward worlds: how often an event reaches each party, in every channel at once.
//!
//! One sweep over the layout, suppliers before buyers, carries a batch of worlds of all channels.
//! Inside a cyclic component worlds go round until nothing changes.

#![expect(clippy::indexing_slicing, reason = "places and channels come from one layout")]

use std::ops::Range;

use super::coin::{Coins, Lanes, NONE, add, any, count, without};
use super::events::Events;
use super::flow::{Direction, DrawnLinks, Flow, Part};
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
    let flow = Flow { layout: &prepared.layout, weights: &prepared.weights, columns: &columns, part: None };
    Counts::draw(prepared, &flow, settings).of_run(0, prepared, settings)
}

/// [`totals`] twice: of a network, and of `part`, which is the same network with only some of its links (see
/// [`Prepared::keeping_links`]). Both are drawn in the same worlds, so that every coin is drawn once.
pub fn totals_and_part(prepared: &Prepared, part: &Prepared, settings: WorldSettings) -> (Totals, Totals) {
    let channels = prepared.channels();
    let columns: Vec<usize> = (0..channels).chain(0..channels).collect();
    let mut kept = vec![false; prepared.links()];
    for edge in &part.layout.edges {
        kept[edge.link as usize] = true;
    }
    let of_part = Some(Part { kept: &kept, first: channels });
    let flow = Flow { layout: &prepared.layout, weights: &prepared.weights, columns: &columns, part: of_part };
    let counts = Counts::draw(prepared, &flow, settings);
    (counts.of_run(0, prepared, settings), counts.of_run(1, part, settings))
}

/// Counts of worlds in the caller's order of parties, each with as many columns as channels times runs.
struct Counts {
    width: usize,
    total: Vec<u32>,
    inherited: Vec<u32>,
}

impl Counts {
    fn draw(prepared: &Prepared, flow: &Flow<'_>, settings: WorldSettings) -> Self {
        let stretches: Vec<Stretch> = prepared.layout.stretches().collect();
        let fresh = || Forward::new(prepared, flow.width());
        let workers = sweep(settings, &settings.batches(), fresh, |forward, coins| {
            forward.draw(prepared, flow, coins, &stretches);
        });
        let (mut total, mut inherited) = (Vec::new(), Vec::new());
        for worker in workers {
            add_counts(&mut total, &worker.total);
            add_counts(&mut inherited, &worker.inherited);
        }
        let width = flow.width();
        Self { width, total: by_party(prepared, width, &total), inherited: by_party(prepared, width, &inherited) }
    }

    /// The counts of one run, which is about `network`.
    fn of_run(&self, run: usize, network: &Prepared, settings: WorldSettings) -> Totals {
        let channels = network.channels();
        let columns = run * channels..(run + 1) * channels;
        let of = |counts: &[u32]| counts.chunks(self.width).flat_map(|row| &row[columns.clone()]).copied().collect();
        Totals::new(network, settings, of(&self.total), of(&self.inherited))
    }
}

/// Brings rows of `width` numbers from places to the caller's order.
pub(super) fn by_party(prepared: &Prepared, width: usize, counts: &[u32]) -> Vec<u32> {
    let places = prepared.layout.place.iter().map(|&place| place as usize * width);
    places.flat_map(|start| &counts[start..start + width]).copied().collect()
}

impl Totals {
    /// From counts in the caller's order, one a party and channel.
    pub(super) fn new(prepared: &Prepared, settings: WorldSettings, total: Vec<u32>, inherited: Vec<u32>) -> Self {
        let channels = prepared.channels();
        let places = prepared.layout.place.iter().map(|&place| place as usize);
        let supplied = |place| (0..channels).map(move |channel| is_supplied(prepared, place, channel));
        Self {
            worlds: settings.worlds.get(),
            channels,
            total,
            inherited,
            own: places.clone().flat_map(|place| prepared.own_row(place)).copied().collect(),
            supplied: places.flat_map(supplied).collect(),
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
    channels: usize,
    /// Channels, once for each run.
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
            channels: prepared.channels(),
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
        let (width, channels) = (self.width, self.channels);
        for place in places.clone() {
            let (done, rest) = self.state.split_at_mut(place * width);
            let row = &mut rest[..width];
            row.fill(NONE);
            for edge in flow.layout.incoming(place) {
                let supplier = edge.supplier as usize;
                flow.carry(coins, edge, &done[supplier * width..(supplier + 1) * width], row);
            }
            for channel in 0..channels {
                // Where something reaches the party anyway, its own event changes nothing. What reaches it over a part of
                // the links, in the last of its columns, reaches it over all of them.
                let open = without(&coins.mask, &row[width - channels + channel]);
                let own = self.events.own_event(prepared, coins, (place, channel), &open);
                for column in (channel..width).step_by(channels) {
                    let cell = place * width + column;
                    self.inherited[cell] += count(&row[column]);
                    add(&mut row[column], &own);
                    self.total[cell] += count(&row[column]);
                }
            }
        }
    }

    /// One cyclic component.
    fn close(&mut self, prepared: &Prepared, flow: &Flow<'_>, coins: &Coins, places: &Range<usize>) {
        let (width, channels) = (self.width, self.channels);
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
            for channel in 0..channels {
                let lanes = self.events.own_event(prepared, coins, (place, channel), &coins.mask);
                own[at..at + width].iter_mut().skip(channel).step_by(channels).for_each(|own| *own = lanes);
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
