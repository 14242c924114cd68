//! Backward worlds from one subject, held as they were drawn, with the sums that follow from them.

#![expect(clippy::indexing_slicing, reason = "places, columns and lanes come from one layout")]

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use rayon::prelude::*;

use super::super::coin::{Coins, Lanes, NONE, any, count};
use super::super::error::PropagationError;
use super::super::events::Events;
use super::super::flow::{Direction, DrawnLinks, Flow};
use super::super::interval::ReachEstimate;
use super::super::prepared::Prepared;
use super::super::subject::{Counter, Plan, SubjectReach, Tally};
use super::super::sum::SumTree;
use super::super::totals::is_supplied;
use super::super::worlds::add_counts;
use super::KeptSubject;
use super::queue::{Order, Queue};

/// Reach to one subject with the worlds behind it.
#[derive(Debug)]
pub(super) struct HeldSubject {
    kept: KeptSubject,
    batches: Vec<Batch>,
    reach: SubjectReach,
    /// Contributions of each column in the order of sums.
    sums: Vec<SumTree>,
    /// Where each party stands in that order.
    rank: Vec<u32>,
}

/// One batch of worlds; cells are places × columns.
#[derive(Debug)]
struct Batch {
    /// Worlds with a live path to the subject.
    state: Vec<Lanes>,
    /// Per column, and world by world, how many sources reach the subject.
    sources: Vec<Vec<u32>>,
    /// The worlds that are asked for.
    mask: Lanes,
}

/// Own likelihoods that changed, by place and channel, as they were.
type Before = BTreeMap<(usize, usize), f64>;

/// What one worker needs beside a batch.
struct Worker {
    drawn: DrawnLinks,
    events: Events,
    queue: Queue,
}

impl Worker {
    fn new(prepared: &Prepared) -> Self {
        let queue = Queue::new(prepared.parties(), Order::Down);
        Self { drawn: DrawnLinks::default(), events: Events::new(prepared), queue }
    }
}

impl HeldSubject {
    /// Draws all worlds.
    pub(super) fn new(prepared: &Prepared, kept: KeptSubject) -> Result<Self, PropagationError> {
        let plan = Plan::apart(prepared, kept.subject, &kept.channels)?;
        let draw = |worker: &mut Worker, batch: u32| {
            let coins = Coins::new(kept.settings.seed, batch, kept.settings.worlds.get());
            Batch::draw(prepared, &plan, &coins, worker)
        };
        let batches: Vec<Batch> =
            kept.settings.batches().into_par_iter().map_init(|| Worker::new(prepared), draw).collect();
        let mut paths = vec![0; prepared.parties() * kept.channels.len()];
        for batch in &batches {
            for (paths, lanes) in paths.iter_mut().zip(&batch.state) {
                *paths += count(lanes);
            }
        }
        let histograms = (0..kept.channels.len()).map(|column| histogram(&batches, column)).collect();
        let reach = plan.conclude(kept.settings.worlds.get(), &Tally { paths, histograms });
        let by_key = &prepared.names.by_key;
        let sum =
            |&channel: &usize| SumTree::new(by_key.iter().map(|&party| reach.contribution(party as usize, channel)));
        let sums = kept.channels.iter().map(sum).collect();
        let mut rank = vec![0; by_key.len()];
        for (place, &party) in (0_u32..).zip(by_key) {
            rank[party as usize] = place;
        }
        Ok(Self { kept, batches, reach, sums, rank })
    }

    pub(super) fn reach(&self) -> &SubjectReach {
        &self.reach
    }

    pub(super) fn expected(&self, channel: usize) -> Option<f64> {
        Some(self.sums.get(self.column(channel)?)?.total())
    }

    pub(super) fn expected_if(&self, party: usize, channel: usize, likelihood: f64) -> Option<f64> {
        let sums = self.sums.get(self.column(channel)?)?;
        let rank = *self.rank.get(party)? as usize;
        Some(sums.total_with(rank, likelihood * self.reach.rho(party, channel)))
    }

    fn column(&self, channel: usize) -> Option<usize> {
        self.kept.channels.iter().position(|&kept| kept == channel)
    }

    /// Draws anew what follows from changed likelihoods and from links that changed, named by the places of their suppliers.
    pub(super) fn update(&mut self, prepared: &Prepared, before: &Before, suppliers: &[usize]) {
        let (settings, width) = (self.kept.settings, self.kept.channels.len());
        let subject = prepared.layout.place[self.kept.subject] as usize;
        let columns = &self.kept.channels;
        let flow = Flow { layout: &prepared.layout, weights: &prepared.weights, columns, part: None };
        let moved: Vec<BTreeMap<usize, i64>> = self
            .batches
            .par_iter_mut()
            .zip(settings.batches())
            .map_init(
                || Worker::new(prepared),
                |worker, (held, batch)| {
                    let coins = Coins::new(settings.seed, batch, settings.worlds.get());
                    held.update(prepared, &flow, &coins, subject, before, suppliers, worker)
                },
            )
            .collect();
        let mut touched: BTreeSet<(usize, usize)> = BTreeSet::new();
        for (cell, by) in moved.into_iter().flatten() {
            let party = prepared.layout.order[cell / width] as usize;
            let paths = &mut self.reach.paths[party * width + cell % width];
            *paths = u32::try_from(i64::from(*paths) + by).unwrap_or(*paths);
            touched.insert((party, cell % width));
        }
        for &(place, channel) in before.keys() {
            let party = prepared.layout.order[place] as usize;
            self.reach.own[party * prepared.channels() + channel] = prepared.own_row(place)[channel];
            touched.extend(self.column(channel).map(|column| (party, column)));
        }
        for (party, column) in touched {
            let contribution = self.reach.contribution(party, self.kept.channels[column]);
            self.sums[column].set(self.rank[party] as usize, contribution);
        }
        for (column, &channel) in self.kept.channels.iter().enumerate() {
            let (own, supplied) = (prepared.own_row(subject)[channel], is_supplied(prepared, subject, channel));
            self.reach.estimates[channel] = Some(ReachEstimate::new(&histogram(&self.batches, column), own, supplied));
        }
    }
}

/// How many worlds have 0, 1, 2 … reaching sources.
fn histogram(batches: &[Batch], column: usize) -> Vec<u32> {
    let mut all = Vec::new();
    for batch in batches {
        let mut histogram: Vec<u32> = Vec::new();
        for (world, &sources) in batch.sources[column].iter().enumerate() {
            if batch.mask[world / 64] >> (world % 64) & 1 == 0 {
                continue;
            }
            let sources = sources as usize;
            if histogram.len() <= sources {
                histogram.resize(sources + 1, 0);
            }
            histogram[sources] += 1;
        }
        add_counts(&mut all, &histogram);
    }
    all
}

impl Batch {
    fn draw(prepared: &Prepared, plan: &Plan<'_>, coins: &Coins, worker: &mut Worker) -> Self {
        let columns = &plan.upstream.columns;
        let width = columns.len();
        worker.events.next_batch();
        let mut state = vec![NONE; prepared.parties() * width];
        plan.upstream.sweep(prepared, coins, &mut state, &mut worker.drawn);
        let mut sources = Vec::with_capacity(width);
        for (column, &channel) in columns.iter().enumerate() {
            let mut counter = Counter::default();
            for place in plan.upstream.steps.iter().cloned().flatten() {
                let reaches = &state[place * width + column];
                if any(reaches) && prepared.own_row(place)[channel] > 0.0 {
                    counter.add(worker.events.own_event(prepared, coins, (place, channel), reaches));
                }
            }
            let lanes = (0..state.first().map_or(0, |lanes| lanes.len()))
                .flat_map(|block| (0..64).map(move |lane| (block, lane)));
            sources.push(lanes.map(|(block, lane)| counter.get(block, lane)).collect());
        }
        Self { state, sources, mask: coins.mask }
    }

    /// Gives by how much the number of worlds with a path changed, cell by cell.
    #[expect(clippy::too_many_arguments, reason = "what changed, in what, with whose tools")]
    fn update(
        &mut self,
        prepared: &Prepared,
        flow: &Flow<'_>,
        coins: &Coins,
        subject: usize,
        before: &Before,
        suppliers: &[usize],
        worker: &mut Worker,
    ) -> BTreeMap<usize, i64> {
        let (layout, width) = (&prepared.layout, flow.width());
        // Cells whose sources may be others now, with their paths as they were.
        let mut paths: BTreeMap<usize, Lanes> = BTreeMap::new();
        for &(place, channel) in before.keys() {
            if let Some(column) = flow.columns.iter().position(|&of| of == channel) {
                let cell = place * width + column;
                paths.insert(cell, self.state[cell]);
            }
        }
        for &place in suppliers {
            worker.queue.push(layout.component_of(place).start);
        }
        while let Some(first) = worker.queue.pop() {
            let places = layout.component_of(first);
            if places == (subject..subject + 1) {
                continue;
            }
            let cells = places.start * width..places.end * width;
            let old = self.state[cells.clone()].to_vec();
            self.draw_paths(flow, coins, subject, &places, &mut worker.drawn);
            for (place, old) in places.clone().zip(old.chunks(width)) {
                let row = place * width..(place + 1) * width;
                if old == &self.state[row.clone()] {
                    continue;
                }
                for (cell, old) in row.zip(old) {
                    paths.entry(cell).or_insert(*old);
                }
                for edge in layout.incoming(place) {
                    let supplier = edge.supplier as usize;
                    if !places.contains(&supplier) {
                        worker.queue.push(layout.component_of(supplier).start);
                    }
                }
            }
        }
        worker.events.next_batch();
        let mut moved = BTreeMap::new();
        for (cell, old) in paths {
            let (place, column) = (cell / width, cell % width);
            let at = (place, flow.columns[column]);
            let own = prepared.own_row(place)[at.1];
            let then = before.get(&at).copied().unwrap_or(own);
            let were = worker.events.event_at(prepared, coins, at, then, &old);
            let are = worker.events.event_at(prepared, coins, at, own, &self.state[cell]);
            shift(&mut self.sources[column], &were, &are);
            let by = i64::from(count(&self.state[cell])) - i64::from(count(&old));
            if by != 0 {
                moved.insert(cell, by);
            }
        }
        moved
    }

    /// Works out the paths of a component whose buyers are done.
    fn draw_paths(
        &mut self,
        flow: &Flow<'_>,
        coins: &Coins,
        subject: usize,
        places: &Range<usize>,
        drawn: &mut DrawnLinks,
    ) {
        let (layout, width) = (flow.layout, flow.width());
        let (members, buyers) = self.state.split_at_mut(places.end * width);
        for place in places.clone() {
            let row = &mut members[place * width..(place + 1) * width];
            row.fill(if place == subject { coins.mask } else { NONE });
            for &edge in layout.outgoing(place) {
                let edge = &layout.edges[edge as usize];
                let Some(buyer) = (edge.buyer as usize).checked_sub(places.end).filter(|_| place != subject) else {
                    continue;
                };
                flow.carry(coins, edge, &buyers[buyer * width..(buyer + 1) * width], row);
            }
        }
        if places.len() > 1 {
            flow.draw_component(coins, places, drawn);
            flow.close_component(Direction::Upstream, places, drawn, &mut self.state, Some(subject));
        }
    }
}

/// Counts one source fewer in the worlds of `were` alone and one more in those of `are` alone.
fn shift(sources: &mut [u32], were: &Lanes, are: &Lanes) {
    for (block, (were, are)) in were.iter().zip(are).enumerate() {
        let mut changed = were ^ are;
        while changed != 0 {
            let lane = changed.trailing_zeros();
            changed &= changed - 1;
            if let Some(count) = sources.get_mut(block * 64 + lane as usize) {
                *count = if are >> lane & 1 == 1 { *count + 1 } else { count.saturating_sub(1) };
            }
        }
    }
}
