//! A network ready for computing: its names, its layout, its weights and its own likelihoods.

#![expect(clippy::indexing_slicing, reason = "positions come from the checked input and stay within it")]

use std::ops::Range;
use std::sync::Arc;

use super::input::{InputProblem, LinkInput, PropagationInput};
use super::key::fold;
use super::layout::{Edge, Layout};
use super::names::{Names, check_links, check_own, check_weights, join_groups, name};
use super::table::PartyTable;
use super::weights::WeightTable;

/// A network that was checked and laid out, with the own likelihoods of its parties.
///
/// Cloning is cheap in everything but the own likelihoods: the layout is shared.
#[derive(Clone, Debug)]
pub struct Prepared {
    pub(super) names: Arc<Names>,
    pub(super) layout: Arc<Layout>,
    pub(super) weights: Arc<WeightTable>,
    /// Own likelihoods, party-major, parties in the order of the layout.
    pub(super) own: Vec<f64>,
}

impl Prepared {
    /// Checks an input and lays it out.
    ///
    /// # Errors
    /// Every problem of the input, in the order parties, channels, likelihoods, weights, links,
    /// common causes.
    pub fn new(input: PropagationInput<'_>) -> Result<Self, Vec<InputProblem>> {
        const LIMIT: usize = (u32::MAX / 2) as usize;
        let mut problems = Vec::new();
        for (what, count) in [("parties", input.parties.len()), ("links", input.links.len())] {
            if count > LIMIT {
                problems.push(InputProblem::TooMany { what, count, limit: LIMIT });
            }
        }
        if !problems.is_empty() {
            return Err(problems);
        }
        let mut names = name(&input, &mut problems);
        check_own(&input.parties, &input.channels, &input.own, &mut problems);
        let rows = check_weights(&input.weights, input.channels.len(), &mut problems);
        check_links(&input.links, &input.parties, rows, &mut problems);
        join_groups(&input.groups, &input.parties, &mut names, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }

        let weights = WeightTable::new(input.weights, input.channels.len());
        let mut live = Vec::with_capacity(input.links.len());
        let mut dead = Vec::new();
        for (position, link) in (0_u32..).zip(&input.links) {
            let into = if weights.is_dead(link.weight) { &mut dead } else { &mut live };
            into.push(Edge {
                key: link_key(&names.party_keys, link),
                supplier: link.supplier,
                buyer: link.buyer,
                row: link.weight,
                link: position,
            });
        }
        let layout = Layout::lay(&names, live, dead);
        let pairs = layout.edges.windows(2).chain(layout.dead.windows(2));
        let repeated = pairs.filter(|pair| pair[0].key == pair[1].key && pair[0].buyer == pair[1].buyer);
        let id = |place: u32| names.id(layout.order[place as usize] as usize).to_owned();
        problems.extend(repeated.map(|pair| InputProblem::DuplicateLink {
            first: pair[0].link.min(pair[1].link) as usize,
            second: pair[0].link.max(pair[1].link) as usize,
            supplier: id(pair[0].supplier),
            buyer: id(pair[0].buyer),
        }));
        if !problems.is_empty() {
            return Err(problems);
        }
        let own = to_places(&layout, input.channels.len(), &input.own);
        Ok(Self { names: Arc::new(names), layout: Arc::new(layout), weights: Arc::new(weights), own })
    }

    /// The same parties with only the links that `keep` says, by their position in the input.
    /// Positions of parties and links stay as they were, and so does every coin.
    #[must_use]
    pub fn keeping_links(&self, keep: impl Fn(usize) -> bool) -> Self {
        let old = &self.layout;
        let kept = |edges: &[Edge]| {
            let kept = edges.iter().filter(|edge| keep(edge.link as usize));
            let renamed = kept.map(|edge| Edge {
                supplier: old.order[edge.supplier as usize],
                buyer: old.order[edge.buyer as usize],
                ..*edge
            });
            renamed.collect()
        };
        let layout = Layout::lay(&self.names, kept(&old.edges), kept(&old.dead));
        let mut own = Vec::with_capacity(self.own.len());
        for &party in &layout.order {
            own.extend_from_slice(self.own_row(old.place[party as usize] as usize));
        }
        Self { layout: Arc::new(layout), own, names: Arc::clone(&self.names), weights: Arc::clone(&self.weights) }
    }

    /// The same network with other own likelihoods: party-major, in the order of the input.
    ///
    /// # Errors
    /// A matrix of another size, and every value outside [0, 1].
    pub fn with_own(&self, own: &[f64]) -> Result<Self, Vec<InputProblem>> {
        let mut problems = Vec::new();
        let ids: Vec<&str> = (0..self.parties()).map(|party| self.party_id(party)).collect();
        let channels: Vec<&str> = self.names.channels.iter().map(String::as_str).collect();
        check_own(&ids, &channels, own, &mut problems);
        if !problems.is_empty() {
            return Err(problems);
        }
        let own = to_places(&self.layout, self.channels(), own);
        Ok(Self { own, ..self.clone() })
    }

    /// How many parties there are.
    pub fn parties(&self) -> usize {
        self.layout.parties()
    }

    /// How many channels there are.
    pub fn channels(&self) -> usize {
        self.names.channels.len()
    }

    /// How many links the input had, those that transmit nothing included.
    pub fn links(&self) -> usize {
        self.names.links
    }

    /// The id of a party.
    ///
    /// # Panics
    /// If there is no such party.
    pub fn party_id(&self, party: usize) -> &str {
        self.names.id(party)
    }

    /// The own likelihood of a party in a channel.
    ///
    /// # Panics
    /// If there is no such party or channel.
    pub fn own(&self, party: usize, channel: usize) -> f64 {
        self.own_row(self.layout.place[party] as usize)[channel]
    }

    /// The members of each cyclic component, by position: parties that supply each other in a ring.
    pub fn cycles(&self) -> Vec<Vec<usize>> {
        let members =
            |cycle: &Range<usize>| self.layout.order[cycle.clone()].iter().map(|&party| party as usize).collect();
        self.layout.cycles.iter().map(members).collect()
    }

    /// Own likelihoods of a place.
    #[inline]
    pub(super) fn own_row(&self, place: usize) -> &[f64] {
        let channels = self.channels();
        &self.own[place * channels..(place + 1) * channels]
    }

    /// Brings values from places to the caller's order.
    pub(super) fn table(&self, by_place: &[f64]) -> PartyTable {
        let channels = self.channels();
        let mut values = vec![0.0; by_place.len()];
        for (row, &party) in by_place.chunks(channels.max(1)).zip(&self.layout.order) {
            let start = party as usize * channels;
            values[start..start + channels].copy_from_slice(row);
        }
        PartyTable::new(channels, values)
    }

    /// Ids of places, by key.
    pub(super) fn ids_of(&self, places: impl Iterator<Item = usize>) -> Vec<String> {
        let mut ids: Vec<String> =
            places.map(|place| self.party_id(self.layout.order[place] as usize).to_owned()).collect();
        ids.sort_unstable();
        ids
    }
}

/// The key of a link: who supplies, who buys, and what else tells it apart. Folding the supplier in
/// first gives a link there and one back different keys.
fn link_key(party_keys: &[u64], link: &LinkInput) -> u64 {
    let supplier = fold(0, party_keys[link.supplier as usize]);
    fold(fold(supplier, party_keys[link.buyer as usize]), link.label)
}

/// Own likelihoods brought from the caller's order to places.
fn to_places(layout: &Layout, channels: usize, own: &[f64]) -> Vec<f64> {
    let mut by_place = Vec::with_capacity(own.len());
    for &party in &layout.order {
        by_place.extend_from_slice(&own[party as usize * channels..(party as usize + 1) * channels]);
    }
    by_place
}
