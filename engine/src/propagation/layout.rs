//! The network laid out for sweeping.
//!
//! Parties are renumbered suppliers before buyers, and each cyclic component stands together, so
//! that every sweep is a walk along an array. Inside a component the order is a depth-first walk
//! from the smallest key over buyers by key, which keeps neighbours near each other; it follows from
//! the stable ids alone. Links into one buyer are sorted by key. So nothing computed here can depend
//! on the order of rows in a file.

#![expect(clippy::indexing_slicing, reason = "positions come from the checked input and stay within it")]

use std::ops::Range;

use super::components::condense;
use super::names::Names;

/// A live link in the numbering of the layout.
#[derive(Clone, Copy, Debug)]
pub(super) struct Edge {
    /// Stable key: supplier, buyer and label.
    pub(super) key: u64,
    pub(super) supplier: u32,
    pub(super) buyer: u32,
    /// Row of weights.
    pub(super) row: u32,
    /// Position in the caller's list.
    pub(super) link: u32,
}

/// Positions and rows.
#[derive(Clone, Debug)]
pub(super) struct Layout {
    /// The caller's position of each place.
    pub(super) order: Vec<u32>,
    /// The place of each of the caller's positions.
    pub(super) place: Vec<u32>,
    /// Links that transmit in some channel, sorted by buyer's place, then key.
    pub(super) edges: Vec<Edge>,
    /// Links that transmit in none, sorted likewise. Sweeps never see them; shares of input do.
    pub(super) dead: Vec<Edge>,
    in_starts: Vec<u32>,
    /// Positions in `edges` sorted by supplier's place, then buyer's place, then key.
    out_edges: Vec<u32>,
    out_starts: Vec<u32>,
    /// Places of each component of several parties, ascending.
    pub(super) cycles: Vec<Range<usize>>,
}

/// A stretch of places that a sweep treats alike.
#[derive(Clone, Debug)]
pub(super) enum Stretch {
    /// Every link leads from a lower place to a higher one.
    Acyclic(Range<usize>),
    /// One strongly connected component.
    Cyclic(Range<usize>),
}

impl Stretch {
    pub(super) fn places(&self) -> Range<usize> {
        match self {
            Self::Acyclic(places) | Self::Cyclic(places) => places.clone(),
        }
    }
}

impl Layout {
    pub(super) fn parties(&self) -> usize {
        self.order.len()
    }

    /// Positions in `edges` of the links into a place.
    #[inline]
    pub(super) fn incoming_range(&self, place: usize) -> Range<usize> {
        self.in_starts[place] as usize..self.in_starts[place + 1] as usize
    }

    /// Links into a place.
    #[inline]
    pub(super) fn incoming(&self, place: usize) -> &[Edge] {
        &self.edges[self.incoming_range(place)]
    }

    /// Positions in `edges` of the links out of a place.
    #[inline]
    pub(super) fn outgoing(&self, place: usize) -> &[u32] {
        &self.out_edges[self.out_starts[place] as usize..self.out_starts[place + 1] as usize]
    }

    /// The places in order, cyclic components set apart.
    pub(super) fn stretches(&self) -> impl DoubleEndedIterator<Item = Stretch> + '_ {
        let before = std::iter::once(0).chain(self.cycles.iter().map(|cycle| cycle.end));
        let after = self.cycles.iter().map(|cycle| cycle.start).chain(std::iter::once(self.parties()));
        let gaps: Vec<Range<usize>> = before.zip(after).map(|(start, end)| start..end).collect();
        let cycles = self.cycles.iter().cloned().map(Some).chain(std::iter::once(None));
        let pairs: Vec<Stretch> = gaps
            .into_iter()
            .zip(cycles)
            .flat_map(|(gap, cycle)| [Some(Stretch::Acyclic(gap)), cycle.map(Stretch::Cyclic)])
            .flatten()
            .collect();
        pairs.into_iter()
    }

    /// The stretch that a place belongs to: its component, or the place alone.
    pub(super) fn stretch_of(&self, place: usize) -> Stretch {
        let places = self.component_of(place);
        if places.len() > 1 { Stretch::Cyclic(places) } else { Stretch::Acyclic(places) }
    }

    /// The component that a place belongs to, alone or not.
    pub(super) fn component_of(&self, place: usize) -> Range<usize> {
        let next = self.cycles.partition_point(|cycle| cycle.end <= place);
        match self.cycles.get(next) {
            Some(cycle) if cycle.contains(&place) => cycle.clone(),
            Some(_) | None => place..place + 1,
        }
    }

    /// Places from which some link path leads to `place`, itself included, descending; `carries` says
    /// which links count.
    pub(super) fn upstream(&self, place: usize, carries: impl Fn(&Edge) -> bool) -> Vec<u32> {
        let mut seen = vec![false; self.parties()];
        seen[place] = true;
        let mut todo = vec![place];
        let mut found = Vec::new();
        while let Some(at) = todo.pop() {
            found.push(u32::try_from(at).unwrap_or(u32::MAX));
            for edge in self.incoming(at) {
                let supplier = edge.supplier as usize;
                if !seen[supplier] && carries(edge) {
                    seen[supplier] = true;
                    todo.push(supplier);
                }
            }
        }
        found.sort_unstable_by(|a, b| b.cmp(a));
        found
    }

    /// Lays out links whose ends are the caller's positions.
    pub(super) fn lay(names: &Names, mut links: Vec<Edge>, mut dead: Vec<Edge>) -> Self {
        let parties = names.party_keys.len();
        let temporary_starts = count_starts(parties, links.iter().map(|link| link.buyer));
        let mut suppliers = vec![0_u32; links.len()];
        let mut cursor = temporary_starts.clone();
        for link in &links {
            let at = &mut cursor[link.buyer as usize];
            suppliers[*at as usize] = link.supplier;
            *at += 1;
        }
        let mut condensed = condense(&temporary_starts, &suppliers);
        let mut place = vec![0_u32; parties];
        set_places(&condensed.order, 0, &mut place);
        let cycles: Vec<Range<usize>> = condensed
            .starts
            .windows(2)
            .map(|ends| ends[0] as usize..ends[1] as usize)
            .filter(|members| members.len() > 1)
            .collect();
        for cycle in &cycles {
            let walked = walk_component(names, &temporary_starts, &suppliers, &place, cycle, &condensed.order);
            condensed.order[cycle.clone()].copy_from_slice(&walked);
        }
        for cycle in &cycles {
            set_places(&condensed.order[cycle.clone()], cycle.start, &mut place);
        }

        for link in links.iter_mut().chain(&mut dead) {
            link.supplier = place[link.supplier as usize];
            link.buyer = place[link.buyer as usize];
        }
        let in_starts = count_starts(parties, links.iter().map(|link| link.buyer));
        let mut edges = vec![Edge { key: 0, supplier: 0, buyer: 0, row: 0, link: 0 }; links.len()];
        let mut cursor = in_starts.clone();
        for link in links {
            let at = &mut cursor[link.buyer as usize];
            edges[*at as usize] = link;
            *at += 1;
        }
        for ends in in_starts.windows(2) {
            edges[ends[0] as usize..ends[1] as usize].sort_unstable_by_key(|edge| edge.key);
        }
        dead.sort_unstable_by_key(|edge| (edge.buyer, edge.key));
        let out_starts = count_starts(parties, edges.iter().map(|edge| edge.supplier));
        let mut out_edges = vec![0_u32; edges.len()];
        let mut cursor = out_starts.clone();
        for (position, edge) in (0_u32..).zip(&edges) {
            let at = &mut cursor[edge.supplier as usize];
            out_edges[*at as usize] = position;
            *at += 1;
        }
        Self { order: condensed.order, place, edges, dead, in_starts, out_edges, out_starts, cycles }
    }
}

/// Where each party's items start when they are sorted by party.
pub(super) fn count_starts(parties: usize, items: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut starts = vec![0_u32; parties + 1];
    for party in items {
        starts[party as usize + 1] += 1;
    }
    for position in 0..parties {
        starts[position + 1] += starts[position];
    }
    starts
}

fn set_places(order: &[u32], first: usize, place: &mut [u32]) {
    for (at, &party) in (first..).zip(order) {
        place[party as usize] = u32::try_from(at).unwrap_or(u32::MAX);
    }
}

/// The members of a component in the order of a depth-first walk that finishes last first: from the
/// smallest key, buyers by key. Most links then lead forward, and sweeps settle in few rounds.
fn walk_component(
    names: &Names,
    starts: &[u32],
    suppliers: &[u32],
    place: &[u32],
    cycle: &Range<usize>,
    order: &[u32],
) -> Vec<u32> {
    let members = &order[cycle.clone()];
    // Supplier's place within the component, buyer's key, buyer's place.
    let mut links: Vec<(u32, u64, u32)> = Vec::new();
    for (buyer, &party) in (0_u32..).zip(members) {
        let range = starts[party as usize] as usize..starts[party as usize + 1] as usize;
        for &supplier in &suppliers[range] {
            let at = place[supplier as usize] as usize;
            if cycle.contains(&at) {
                let at = u32::try_from(at - cycle.start).unwrap_or(u32::MAX);
                links.push((at, names.party_keys[party as usize], buyer));
            }
        }
    }
    links.sort_unstable();
    let rows = count_starts(members.len(), links.iter().map(|link| link.0));
    let first = (0..members.len()).min_by_key(|&member| names.party_keys[members[member] as usize]).unwrap_or(0);
    let mut seen = vec![false; members.len()];
    seen[first] = true;
    let mut walk = vec![(first, rows[first])];
    let mut finished = Vec::with_capacity(members.len());
    while let Some(top) = walk.last_mut() {
        let (member, next) = *top;
        if next < rows[member + 1] {
            top.1 += 1;
            let buyer = links[next as usize].2 as usize;
            if !seen[buyer] {
                seen[buyer] = true;
                walk.push((buyer, rows[buyer]));
            }
        } else {
            walk.pop();
            finished.push(members[member]);
        }
    }
    finished.reverse();
    finished
}
