//! Results kept up to date: a change costs what it touches, and every bit is that of a run from scratch.
//!
//! A changed likelihood moves what lies downstream of the party, a changed weight what lies downstream of the buyer and, for paths
//! to a subject, upstream of the supplier. From there on, places are worked out anew in the order of the layout, each with the
//! same code as in a whole run, and the walk ends where a value comes out as it was. A cyclic component is one place.
//!
//! Worlds are held as they were drawn, one bit a party, channel and world; coins follow stable ids, so that whatever is drawn
//! again comes out the same. The layout stays as long as cycles do: a link within one that stops to transmit, or a link that
//! transmitted nothing and now does, means laying out and drawing everything anew.

mod queue;
mod recursion;
mod subject;
mod totals;

use std::collections::BTreeMap;
use std::sync::Arc;

use super::error::PropagationError;
use super::input::is_probability;
use super::layout::{Edge, Layout};
use super::prepared::Prepared;
use super::subject::SubjectReach;
use super::table::PartyTable;
use super::totals::Totals;
use super::weights::Row;
use super::worlds::WorldSettings;
use super::{noisy_or, upper, worst_chain};
use queue::{Order, Queue};
use subject::HeldSubject;
use totals::HeldTotals;

/// What is kept up to date.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// U: see [`noisy_or`](super::noisy_or()).
    pub noisy_or: bool,
    /// M: see [`worst_chain`](super::worst_chain()).
    pub worst_chain: bool,
    /// The upper bound of reach: see [`upper`](super::upper()).
    pub upper: bool,
    /// Worlds forward: see [`totals`](super::totals()).
    pub totals: Option<WorldSettings>,
    /// Worlds backward: see [`reach_to`](super::reach_to).
    pub subject: Option<KeptSubject>,
}

/// The subject whose reach is kept up to date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptSubject {
    /// Position of the subject.
    pub subject: usize,
    /// Positions of the channels, each once.
    pub channels: Vec<usize>,
    /// Worlds drawn.
    pub settings: WorldSettings,
}

impl Kept {
    /// Bytes of worlds that are held for a network: a bit a party, channel and world and some counts.
    pub fn bytes(&self, parties: usize, channels: usize) -> usize {
        let held = |settings: WorldSettings, columns: usize| {
            let worlds = usize::try_from(settings.worlds.get()).unwrap_or(usize::MAX);
            (worlds / 7 + 8).saturating_mul(parties).saturating_mul(columns)
        };
        let totals = self.totals.map_or(0, |settings| held(settings, channels));
        let subject = self.subject.as_ref().map_or(0, |kept| held(kept.settings, kept.channels.len()));
        totals.saturating_add(subject)
    }
}

/// One change of a network. Positions are those of the input.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Another own likelihood of a party in a channel.
    Own {
        /// Position of the party.
        party: usize,
        /// Position of the channel.
        channel: usize,
        /// The likelihood, within [0, 1].
        likelihood: f64,
    },
    /// Other weights of a link; 0 takes it away.
    Weights {
        /// Position of the link.
        link: usize,
        /// One for all channels, or one for each; within [0, 1].
        weights: Vec<f64>,
    },
}

/// Stands for a link that is not laid out.
const NOWHERE: u32 = u32::MAX;

/// A network whose results are kept up to date.
#[derive(Debug)]
pub struct Live {
    prepared: Prepared,
    kept: Kept,
    /// Where each link stands among the laid out ones.
    edge_of: Vec<u32>,
    /// The rows of weights that the network came with, and which of them changed links had.
    rows: usize,
    first_row: BTreeMap<usize, u32>,
    queue: Queue,
    noisy_or: Option<Vec<f64>>,
    worst_chain: Option<Vec<f64>>,
    upper: Option<Vec<f64>>,
    totals: Option<HeldTotals>,
    subject: Option<HeldSubject>,
}

impl Live {
    /// Works everything out for the first time.
    ///
    /// # Errors
    /// A subject or channel that does not exist, and a cycle whose noisy-or cannot be certified.
    pub fn new(prepared: Prepared, kept: Kept) -> Result<Self, PropagationError> {
        let rows = prepared.weights.rows();
        Self::with_rows(prepared, kept, rows, BTreeMap::new())
    }

    fn with_rows(
        prepared: Prepared,
        kept: Kept,
        rows: usize,
        first_row: BTreeMap<usize, u32>,
    ) -> Result<Self, PropagationError> {
        let mut edge_of = vec![NOWHERE; prepared.links()];
        for (position, edge) in (0_u32..).zip(&prepared.layout.edges) {
            if let Some(slot) = edge_of.get_mut(edge.link as usize) {
                *slot = position;
            }
        }
        Ok(Self {
            noisy_or: kept.noisy_or.then(|| noisy_or::by_place(&prepared)).transpose()?,
            worst_chain: kept.worst_chain.then(|| worst_chain::by_place(&prepared)),
            upper: kept.upper.then(|| upper::by_place(&prepared)),
            totals: kept.totals.map(|settings| HeldTotals::new(&prepared, settings)),
            subject: kept.subject.clone().map(|kept| HeldSubject::new(&prepared, kept)).transpose()?,
            queue: Queue::new(prepared.parties(), Order::Up),
            prepared,
            kept,
            edge_of,
            rows,
            first_row,
        })
    }

    /// The network as it is now.
    pub fn prepared(&self) -> &Prepared {
        &self.prepared
    }

    /// U of a party and channel, where it is kept.
    pub fn noisy_or(&self, party: usize, channel: usize) -> Option<f64> {
        self.cell(self.noisy_or.as_ref()?, party, channel)
    }

    /// M of a party and channel, where it is kept.
    pub fn worst_chain(&self, party: usize, channel: usize) -> Option<f64> {
        self.cell(self.worst_chain.as_ref()?, party, channel)
    }

    /// The upper bound of reach of a party and channel, where it is kept.
    pub fn upper(&self, party: usize, channel: usize) -> Option<f64> {
        self.cell(self.upper.as_ref()?, party, channel)
    }

    /// U of every party and channel, where it is kept.
    pub fn noisy_or_table(&self) -> Option<PartyTable> {
        self.noisy_or.as_ref().map(|values| self.prepared.table(values))
    }

    /// M of every party and channel, where it is kept.
    pub fn worst_chain_table(&self) -> Option<PartyTable> {
        self.worst_chain.as_ref().map(|values| self.prepared.table(values))
    }

    /// The upper bound of every party and channel, where it is kept.
    pub fn upper_table(&self) -> Option<PartyTable> {
        self.upper.as_ref().map(|values| self.prepared.table(values))
    }

    /// Worlds forward, where they are kept.
    pub fn totals(&self) -> Option<&Totals> {
        self.totals.as_ref().map(HeldTotals::totals)
    }

    /// Worlds backward from the subject, where they are kept.
    pub fn reach(&self) -> Option<&SubjectReach> {
        self.subject.as_ref().map(HeldSubject::reach)
    }

    /// E of the subject in a channel, were the own likelihood of a party another. It takes no more than some twenty additions,
    /// since ρ stays, and gives the bits of a whole run. `None` where the channel is not kept or there is no such party.
    pub fn expected_sources_if(&self, party: usize, channel: usize, likelihood: f64) -> Option<f64> {
        self.subject.as_ref()?.expected_if(party, channel, likelihood)
    }

    /// E of the subject in a channel, where it is kept.
    pub fn expected_sources(&self, channel: usize) -> Option<f64> {
        self.subject.as_ref()?.expected(channel)
    }

    /// Carries out changes, in their order, and gives back those that undo them. Undoing brings back every bit.
    ///
    /// # Errors
    /// Positions that do not exist, values that are no probabilities, and a cycle whose noisy-or cannot be certified; then
    /// nothing has changed.
    pub fn apply(&mut self, changes: &[Change]) -> Result<Vec<Change>, PropagationError> {
        changes.iter().try_for_each(|change| self.check(change))?;
        let mut done = Done::default();
        for change in changes {
            self.put(change, &mut done);
        }
        let undo: Vec<Change> = done.undo.drain(..).rev().collect();
        if let Err(error) = self.follow(&done) {
            let mut back = Done::default();
            for change in &undo {
                self.put(change, &mut back);
            }
            self.renew()?;
            return Err(error);
        }
        Ok(undo)
    }

    fn check(&self, change: &Change) -> Result<(), PropagationError> {
        let (parties, channels, links) = (self.prepared.parties(), self.prepared.channels(), self.prepared.links());
        let values = match change {
            Change::Own { party, .. } if *party >= parties => {
                return Err(PropagationError::UnknownParty { position: *party, parties });
            }
            Change::Own { channel, .. } if *channel >= channels => {
                return Err(PropagationError::UnknownChannel { position: *channel, channels });
            }
            Change::Weights { link, .. } if *link >= links => {
                return Err(PropagationError::UnknownLink { position: *link, links });
            }
            Change::Weights { weights, .. } if weights.len() != 1 && weights.len() != channels => {
                let (what, found) = ("the row of weights", weights.len());
                return Err(PropagationError::WrongLength { what, expected: channels, found });
            }
            Change::Own { likelihood, .. } => std::slice::from_ref(likelihood),
            Change::Weights { weights, .. } => weights,
        };
        match values.iter().find(|value| !is_probability(**value)) {
            Some(&value) => Err(PropagationError::NoProbability { value }),
            None => Ok(()),
        }
    }

    /// Stores a checked change without following it up.
    fn put(&mut self, change: &Change, done: &mut Done) {
        match change {
            Change::Own { party, channel, likelihood } => self.put_own(*party, *channel, *likelihood, done),
            Change::Weights { link, weights } => {
                let channels = self.prepared.channels();
                let row: Vec<f64> = weights.iter().copied().cycle().take(channels).collect();
                self.put_weights(*link, &row, done);
            }
        }
    }

    fn put_own(&mut self, party: usize, channel: usize, likelihood: f64, done: &mut Done) {
        let channels = self.prepared.channels();
        let Some(&place) = self.prepared.layout.place.get(party) else { return };
        let cell = place as usize * channels + channel;
        if let Some(own) = self.prepared.own.get_mut(cell) {
            done.undo.push(Change::Own { party, channel, likelihood: *own });
            if own.to_bits() != likelihood.to_bits() {
                done.own.entry((place as usize, channel)).or_insert(*own);
                *own = likelihood;
            }
        }
    }

    fn put_weights(&mut self, link: usize, row: &[f64], done: &mut Done) {
        let edge_at = self.edge_of.get(link).copied().unwrap_or(NOWHERE);
        let layout = Arc::make_mut(&mut self.prepared.layout);
        let is_dead = row.iter().all(|&weight| weight == 0.0);
        let edge = match layout.edges.get_mut(edge_at as usize) {
            Some(edge) => edge,
            None => match layout.dead.iter_mut().find(|edge| edge.link as usize == link) {
                Some(edge) => {
                    done.is_laid_out_anew |= !is_dead;
                    edge
                }
                // A link that was left out of this network carries nothing in it, whatever it weighs.
                None => return,
            },
        };
        let weights = Arc::make_mut(&mut self.prepared.weights);
        let before = match weights.row(edge.row) {
            Row::Same(weight) => vec![weight; row.len()],
            Row::PerChannel(weights) => weights.to_vec(),
        };
        done.undo.push(Change::Weights { link, weights: before.clone() });
        if is_equal(&before, row) {
            return;
        }
        let first = *self.first_row.entry(link).or_insert(edge.row);
        let original: Vec<f64> = (0..row.len()).map(|channel| weights.get(first, channel)).collect();
        if is_equal(&original, row) {
            edge.row = first;
            self.first_row.remove(&link);
            if self.first_row.is_empty() {
                weights.truncate(self.rows);
            }
        } else {
            edge.row = weights.push(row);
        }
        let (supplier, buyer) = (edge.supplier as usize, edge.buyer as usize);
        if edge_at != NOWHERE {
            done.is_laid_out_anew |= is_dead && layout.component_of(buyer).contains(&supplier);
            done.links.push((supplier, buyer));
        }
    }

    /// Brings the results up to date after changes were stored.
    fn follow(&mut self, done: &Done) -> Result<(), PropagationError> {
        if done.is_laid_out_anew {
            return self.renew();
        }
        let prepared = &self.prepared;
        let mut places: Vec<usize> = done.own.keys().map(|(place, _)| *place).collect();
        places.extend(done.links.iter().map(|(_, buyer)| *buyer));
        places.sort_unstable();
        places.dedup();
        if let Some(values) = &mut self.noisy_or {
            recursion::update(prepared, values, &places, &mut self.queue, noisy_or::settle)?;
        }
        if let Some(values) = &mut self.worst_chain {
            let mut best = vec![0.0; prepared.channels()];
            recursion::update(prepared, values, &places, &mut self.queue, |prepared, values, stretch| {
                worst_chain::settle(prepared, values, &mut best, stretch);
                Ok(())
            })?;
        }
        if let Some(values) = &mut self.upper {
            recursion::update(prepared, values, &places, &mut self.queue, |prepared, values, stretch| {
                upper::settle(prepared, values, stretch);
                Ok(())
            })?;
        }
        if let Some(totals) = &mut self.totals {
            totals.update(prepared, &places);
        }
        if let Some(subject) = &mut self.subject {
            let suppliers: Vec<usize> = done.links.iter().map(|(supplier, _)| *supplier).collect();
            subject.update(prepared, &done.own, &suppliers);
        }
        Ok(())
    }

    /// Lays the network out and works everything out anew.
    fn renew(&mut self) -> Result<(), PropagationError> {
        let prepared = laid_out_anew(&self.prepared);
        *self = Self::with_rows(prepared, self.kept.clone(), self.rows, self.first_row.clone())?;
        Ok(())
    }

    fn cell(&self, values: &[f64], party: usize, channel: usize) -> Option<f64> {
        let channels = self.prepared.channels();
        let place = *self.prepared.layout.place.get(party)? as usize;
        values.get(place * channels..(place + 1) * channels)?.get(channel).copied()
    }
}

/// What changes did.
#[derive(Debug, Default)]
struct Done {
    undo: Vec<Change>,
    /// Own likelihoods that changed, by place and channel, as they were.
    own: BTreeMap<(usize, usize), f64>,
    /// Places of supplier and buyer of changed links.
    links: Vec<(usize, usize)>,
    is_laid_out_anew: bool,
}

fn is_equal(a: &[f64], b: &[f64]) -> bool {
    a.iter().map(|value| value.to_bits()).eq(b.iter().map(|value| value.to_bits()))
}

/// The same network with its places in the order that the weights ask for now.
fn laid_out_anew(prepared: &Prepared) -> Prepared {
    let old = &prepared.layout;
    let order = |place: u32| old.order.get(place as usize).copied().unwrap_or_default();
    let edges = old.edges.iter().chain(&old.dead);
    let renamed = edges.map(|edge| Edge { supplier: order(edge.supplier), buyer: order(edge.buyer), ..*edge });
    let (dead, live) = renamed.partition(|edge| prepared.weights.is_dead(edge.row));
    let layout = Layout::lay(&prepared.names, live, dead);
    let mut own = Vec::with_capacity(prepared.own.len());
    for &party in &layout.order {
        let place = old.place.get(party as usize).copied().unwrap_or_default();
        own.extend_from_slice(prepared.own_row(place as usize));
    }
    Prepared { layout: Arc::new(layout), own, ..prepared.clone() }
}
