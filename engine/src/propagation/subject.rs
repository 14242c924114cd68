//! Backward worlds: who reaches one subject, how often, and how many at once.
//!
//! A sweep from the subject upstream, with link coins alone, gives for every party the worlds in
//! which an event there would reach the subject; their share is ρ. Own events are left out of it, so
//! contributions p·ρ are exact in p and add up. Channels whose weights agree on every link share one
//! sweep. Where a channel's reach and counts are asked for as well, own events are drawn at parties
//! that have a path, and the reaching sources are counted world by world.

#![expect(clippy::indexing_slicing, reason = "places, channels and columns were checked at the border")]

use std::num::NonZeroU32;
use std::ops::Range;

use super::coin::{Coins, Lanes, NONE, any, both, count};
use super::error::PropagationError;
use super::events::Events;
use super::flow::{Direction, DrawnLinks, Flow};
use super::interval::ReachEstimate;
use super::prepared::Prepared;
use super::sum::pairwise;
use super::worlds::{FIRST_WORLDS, MOST_WORLDS, WorldSettings, add_counts, sweep};

/// What reaches one subject.
#[derive(Clone, Debug, PartialEq)]
pub struct SubjectReach {
    subject: usize,
    worlds: u32,
    channels: usize,
    /// Column of each channel, if it was asked for.
    column_of: Vec<Option<usize>>,
    pub(super) columns: usize,
    /// Worlds with a live path to the subject, parties × columns, in the caller's order.
    pub(super) paths: Vec<u32>,
    pub(super) own: Vec<f64>,
    /// Parties sorted by key: the order in which sums run.
    by_key: Vec<u32>,
    pub(super) estimates: Vec<Option<ReachEstimate>>,
}

impl SubjectReach {
    /// Position of the subject.
    pub fn subject(&self) -> usize {
        self.subject
    }

    /// Worlds drawn.
    pub fn worlds(&self) -> u32 {
        self.worlds
    }

    /// ρ: the share of worlds in which an event at the party would reach the subject, within [0, 1];
    /// 1 for the subject itself.
    ///
    /// # Panics
    /// If there is no such party, or the channel was not asked for.
    #[expect(clippy::panic, reason = "documented like slice indexing")]
    pub fn rho(&self, party: usize, channel: usize) -> f64 {
        let Some(column) = self.column_of[channel] else {
            panic!("channel {channel} was not asked for");
        };
        f64::from(self.paths[party * self.columns + column]) / f64::from(self.worlds)
    }

    /// The contribution of a party: own likelihood times ρ, in expected sources, within [0, 1].
    ///
    /// # Panics
    /// Like [`SubjectReach::rho`].
    pub fn contribution(&self, party: usize, channel: usize) -> f64 {
        self.own[party * self.channels + channel] * self.rho(party, channel)
    }

    /// The contributions of all parties to one channel, in the caller's order.
    ///
    /// # Panics
    /// Like [`SubjectReach::rho`].
    pub fn contributions(&self, channel: usize) -> Vec<f64> {
        (0..self.by_key.len()).map(|party| self.contribution(party, channel)).collect()
    }

    /// E: how many sources are expected to reach the subject; the sum of all contributions, taken in pairs
    /// in the order of keys, so that it does not depend on the order of rows and one changed term is quickly exchanged.
    ///
    /// # Panics
    /// Like [`SubjectReach::rho`].
    pub fn expected_sources(&self, channel: usize) -> f64 {
        pairwise(self.by_key.iter().map(|&party| self.contribution(party as usize, channel)))
    }

    /// Reach and counts of a channel, where they were drawn.
    pub fn estimate(&self, channel: usize) -> Option<&ReachEstimate> {
        self.estimates.get(channel).and_then(Option::as_ref)
    }
}

/// ρ of every party to the subject in every channel, from link coins alone.
///
/// # Errors
/// A subject that does not exist.
pub fn paths_to(
    prepared: &Prepared,
    subject: usize,
    settings: WorldSettings,
) -> Result<SubjectReach, PropagationError> {
    let channels: Vec<usize> = (0..prepared.channels()).collect();
    let plan = Plan::new(prepared, subject, &channels, &[])?;
    Ok(plan.conclude(settings.worlds.get(), &plan.draw(settings, &settings.batches())))
}

/// ρ, reach and counts of the subject in the channels asked for.
///
/// # Errors
/// A subject or channel that does not exist.
pub fn reach_to(
    prepared: &Prepared,
    subject: usize,
    channels: &[usize],
    settings: WorldSettings,
) -> Result<SubjectReach, PropagationError> {
    let plan = Plan::new(prepared, subject, channels, channels)?;
    Ok(plan.conclude(settings.worlds.get(), &plan.draw(settings, &settings.batches())))
}

/// Like [`reach_to`], with as many worlds as it takes: from 16,384 the number doubles until half the
/// width of the 95 % interval of the `headline` channel's reach is at most `half_width`, or until
/// there are 2²⁰ worlds. Worlds that were drawn are kept.
///
/// # Errors
/// A subject or channel that does not exist.
pub fn reach_to_within(
    prepared: &Prepared,
    subject: usize,
    channels: &[usize],
    headline: usize,
    half_width: f64,
    seed: u64,
) -> Result<SubjectReach, PropagationError> {
    let mut asked = channels.to_vec();
    if !asked.contains(&headline) {
        asked.push(headline);
    }
    let plan = Plan::new(prepared, subject, &asked, &asked)?;
    let mut settings = WorldSettings { worlds: FIRST_WORLDS, seed };
    let mut tally = plan.draw(settings, &settings.batches());
    loop {
        let result = plan.conclude(settings.worlds.get(), &tally);
        let close = result
            .estimate(headline)
            .is_none_or(|estimate| (estimate.interval.high - estimate.interval.low) / 2.0 <= half_width);
        if close || settings.worlds >= MOST_WORLDS {
            return Ok(result);
        }
        let done = settings.batches().end;
        settings.worlds = settings.worlds.checked_mul(TWO).unwrap_or(MOST_WORLDS);
        tally.add(&plan.draw(settings, &(done..settings.batches().end)));
    }
}

const TWO: NonZeroU32 = NonZeroU32::new(2).unwrap();

/// Counts of worlds, by place.
#[derive(Clone, Debug, Default)]
pub(super) struct Tally {
    /// Places × columns.
    pub(super) paths: Vec<u32>,
    /// Per counted channel: how many worlds had 0, 1, 2 … reaching sources.
    pub(super) histograms: Vec<Vec<u32>>,
}

impl Tally {
    fn add(&mut self, other: &Self) {
        add_counts(&mut self.paths, &other.paths);
        if self.histograms.len() < other.histograms.len() {
            self.histograms.resize(other.histograms.len(), Vec::new());
        }
        for (into, histogram) in self.histograms.iter_mut().zip(&other.histograms) {
            add_counts(into, histogram);
        }
    }
}

/// The part of a network that lies upstream of a subject, in the order of a backward sweep.
#[derive(Debug)]
pub(super) struct Upstream {
    /// The subject's place.
    pub(super) subject: usize,
    /// The channel of each column.
    pub(super) columns: Vec<usize>,
    /// Single places and whole components, buyers before suppliers.
    pub(super) steps: Vec<Range<usize>>,
}

impl Upstream {
    pub(super) fn new(prepared: &Prepared, subject: usize, columns: Vec<usize>) -> Result<Self, PropagationError> {
        let parties = prepared.parties();
        let Some(&place) = prepared.layout.place.get(subject) else {
            return Err(PropagationError::UnknownParty { position: subject, parties });
        };
        let carries = |row| columns.iter().any(|&channel| prepared.weights.get(row, channel) > 0.0);
        let found = prepared.layout.upstream(place as usize, |edge| carries(edge.row));
        let mut steps: Vec<Range<usize>> = Vec::new();
        for at in found {
            let at = at as usize;
            if !steps.last().is_some_and(|step| step.contains(&at)) {
                steps.push(prepared.layout.component_of(at));
            }
        }
        Ok(Self { subject: place as usize, columns, steps })
    }

    pub(super) fn flow<'a>(&'a self, prepared: &'a Prepared) -> Flow<'a> {
        Flow { layout: &prepared.layout, weights: &prepared.weights, columns: &self.columns, part: None }
    }

    /// Fills `state` (places × columns) with the worlds in which each place has a live path to the
    /// subject. Places that are not upstream are left alone and must hold no world.
    ///
    /// Worlds are pushed from buyers to suppliers, so that links are read in the order in which they
    /// are stored; a link whose supplier has a path in all these worlds already needs no coin.
    pub(super) fn sweep(&self, prepared: &Prepared, coins: &Coins, state: &mut [Lanes], drawn: &mut DrawnLinks) {
        let flow = self.flow(prepared);
        let width = flow.width();
        for step in &self.steps {
            state[step.start * width..step.end * width].fill(NONE);
        }
        state[self.subject * width..(self.subject + 1) * width].fill(coins.mask);
        for step in &self.steps {
            if step.len() > 1 {
                flow.draw_component(coins, step, drawn);
                flow.close_component(Direction::Upstream, step, drawn, state, Some(self.subject));
            }
            let (suppliers, members) = state.split_at_mut(step.start * width);
            for (place, from) in step.clone().zip(members.chunks(width)) {
                for edge in flow.layout.incoming(place) {
                    let supplier = edge.supplier as usize * width;
                    if let Some(into) = suppliers.get_mut(supplier..supplier + width) {
                        flow.carry(coins, edge, from, into);
                    }
                }
            }
        }
    }
}

/// What to draw for one subject.
pub(super) struct Plan<'a> {
    prepared: &'a Prepared,
    subject: usize,
    pub(super) upstream: Upstream,
    /// Column of each channel.
    column_of: Vec<Option<usize>>,
    /// Channels whose reaching sources are counted.
    counted: Vec<usize>,
}

impl<'a> Plan<'a> {
    fn new(
        prepared: &'a Prepared,
        subject: usize,
        channels: &[usize],
        counted: &[usize],
    ) -> Result<Self, PropagationError> {
        let mut columns: Vec<usize> = Vec::new();
        let mut column_of = vec![None; prepared.channels()];
        for &channel in channels {
            if channel >= prepared.channels() {
                return Err(PropagationError::UnknownChannel { position: channel, channels: prepared.channels() });
            }
            let stands_for = prepared.weights.representatives()[prepared.weights.class_of(channel)];
            let column = columns.iter().position(|&known| known == stands_for);
            column_of[channel] = Some(column.unwrap_or(columns.len()));
            if column.is_none() {
                columns.push(stands_for);
            }
        }
        let mut counted = counted.to_vec();
        counted.sort_unstable();
        counted.dedup();
        let upstream = Upstream::new(prepared, subject, columns)?;
        Ok(Self { prepared, subject, upstream, column_of, counted })
    }

    /// The same with a column for every channel of `channels`, all counted, whether or not their links carry alike.
    pub(super) fn apart(prepared: &'a Prepared, subject: usize, channels: &[usize]) -> Result<Self, PropagationError> {
        let mut column_of = vec![None; prepared.channels()];
        for (column, &channel) in channels.iter().enumerate() {
            let Some(slot) = column_of.get_mut(channel) else {
                return Err(PropagationError::UnknownChannel { position: channel, channels: prepared.channels() });
            };
            *slot = Some(column);
        }
        let upstream = Upstream::new(prepared, subject, channels.to_vec())?;
        Ok(Self { prepared, subject, upstream, column_of, counted: channels.to_vec() })
    }

    fn draw(&self, settings: WorldSettings, batches: &Range<u32>) -> Tally {
        let cells = self.prepared.parties() * self.upstream.columns.len();
        let fresh = || Backward {
            state: vec![NONE; cells],
            drawn: DrawnLinks::default(),
            events: Events::new(self.prepared),
            tally: Tally { paths: vec![0; cells], histograms: vec![Vec::new(); self.counted.len()] },
        };
        let workers = sweep(settings, batches, fresh, |backward, coins| self.step(backward, coins));
        let mut tally = Tally::default();
        for worker in &workers {
            tally.add(&worker.tally);
        }
        tally
    }

    fn step(&self, backward: &mut Backward, coins: &Coins) {
        backward.events.next_batch();
        let width = self.upstream.columns.len();
        self.upstream.sweep(self.prepared, coins, &mut backward.state, &mut backward.drawn);
        let places = || self.upstream.steps.iter().cloned().flatten();
        for place in places() {
            let cells = place * width..(place + 1) * width;
            for (paths, lanes) in backward.tally.paths[cells.clone()].iter_mut().zip(&backward.state[cells]) {
                *paths += count(lanes);
            }
        }
        for (&channel, histogram) in self.counted.iter().zip(&mut backward.tally.histograms) {
            let Some(column) = self.column_of[channel] else {
                continue;
            };
            let mut sources = Counter::default();
            for place in places() {
                let reaches = &backward.state[place * width + column];
                if any(reaches) && self.prepared.own_row(place)[channel] > 0.0 {
                    sources.add(backward.events.own_event(self.prepared, coins, (place, channel), reaches));
                }
            }
            sources.tell(&coins.mask, histogram);
        }
    }

    pub(super) fn conclude(&self, worlds: u32, tally: &Tally) -> SubjectReach {
        let prepared = self.prepared;
        let (layout, width, channels) = (&prepared.layout, self.upstream.columns.len(), prepared.channels());
        let by_party = layout.place.iter().map(|&place| place as usize);
        let mut estimates = vec![None; channels];
        for (&channel, histogram) in self.counted.iter().zip(&tally.histograms) {
            let own = prepared.own_row(self.upstream.subject)[channel];
            let incoming = layout.incoming(self.upstream.subject);
            let supplied = incoming.iter().any(|edge| prepared.weights.get(edge.row, channel) > 0.0);
            estimates[channel] = Some(ReachEstimate::new(histogram, own, supplied));
        }
        SubjectReach {
            subject: self.subject,
            worlds,
            channels,
            column_of: self.column_of.clone(),
            columns: width,
            paths: by_party
                .clone()
                .flat_map(|place| &tally.paths[place * width..(place + 1) * width])
                .copied()
                .collect(),
            own: by_party.flat_map(|place| prepared.own_row(place)).copied().collect(),
            by_key: prepared.names.by_key.clone(),
            estimates,
        }
    }
}

/// One worker's worlds and counts.
struct Backward {
    state: Vec<Lanes>,
    drawn: DrawnLinks,
    events: Events,
    tally: Tally,
}

/// Counts, in every world at once: plane i holds bit i of each world's number.
#[derive(Debug, Default)]
pub(super) struct Counter {
    planes: Vec<Lanes>,
}

impl Counter {
    /// Adds one in the given worlds.
    pub(super) fn add(&mut self, lanes: Lanes) {
        let mut carry = lanes;
        for plane in &mut self.planes {
            if !any(&carry) {
                return;
            }
            let next = both(plane, &carry);
            for (plane, carry) in plane.iter_mut().zip(&carry) {
                *plane ^= carry;
            }
            carry = next;
        }
        if any(&carry) {
            self.planes.push(carry);
        }
    }

    /// The number of one world, by block and lane.
    pub(super) fn get(&self, block: usize, lane: u32) -> u32 {
        (0_u32..).zip(&self.planes).map(|(bit, plane)| u32::from(plane[block] >> lane & 1 == 1) << bit).sum()
    }

    /// Adds to a histogram how many of the masked worlds have each number.
    pub(super) fn tell(&self, mask: &Lanes, histogram: &mut Vec<u32>) {
        for (block, word) in mask.iter().enumerate() {
            for lane in (0..64).filter(|lane| word >> lane & 1 == 1) {
                let number = self.get(block, lane) as usize;
                if histogram.len() <= number {
                    histogram.resize(number + 1, 0);
                }
                histogram[number] += 1;
            }
        }
    }
}
