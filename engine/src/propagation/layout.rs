//! The network laid out for sweeping.
//!
//! Parties are renumbered suppliers before buyers, and each cyclic component stands together, so
//! that every sweep is a walk along an array. Inside a component the order is a depth-first walk
//! from the smallest key over buyers by key, which keeps neighbours near each other; it follows from
//! the stable ids alone. Links into one buyer are sorted by key. So nothing computed here can depend
//! on the order of rows in a file.

#![expect(clippy::indexing_slicing, reason = "positions come from the checked input and stay within it")]

use std::ops::Range;
use std::sync::Arc;

use super::components::condense;
use super::input::{GroupInput, InputProblem, LinkInput, PropagationInput, SUM_TOLERANCE, Weights, is_probability};
use super::key::{fold, stable_key};
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

/// What parties, channels and groups are called, and their keys. Parties in the caller's order.
#[derive(Debug)]
pub(super) struct Names {
    text: String,
    ends: Vec<usize>,
    pub(super) channels: Vec<String>,
    pub(super) channel_keys: Vec<u64>,
    pub(super) party_keys: Vec<u64>,
    /// Parties sorted by key.
    pub(super) by_key: Vec<u32>,
    pub(super) group_keys: Vec<u64>,
    /// How many links the input had, dead ones and left-out ones included.
    pub(super) links: usize,
    /// Memberships in common causes, those of one party together.
    member_starts: Vec<u32>,
    members: Vec<Membership>,
}

/// One party's share in one common cause.
#[derive(Clone, Copy, Debug)]
pub(super) struct Membership {
    /// Position of the group.
    pub(super) group: u32,
    /// Part of the party's likelihood that comes from it.
    pub(super) beta: f64,
}

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
#[derive(Debug)]
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
    fn lay(names: &Names, mut links: Vec<Edge>, mut dead: Vec<Edge>) -> Self {
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

impl Names {
    fn id(&self, party: usize) -> &str {
        let start = if party == 0 { 0 } else { self.ends[party - 1] };
        self.text.get(start..self.ends[party]).unwrap_or_default()
    }

    /// The common causes of a party, by the caller's position.
    #[inline]
    pub(super) fn memberships(&self, party: u32) -> &[Membership] {
        if self.members.is_empty() {
            return &[];
        }
        let party = party as usize;
        &self.members[self.member_starts[party] as usize..self.member_starts[party + 1] as usize]
    }
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
        let links = (0_u32..).zip(&input.links).map(|(position, link)| Edge {
            key: link_key(&names.party_keys, link),
            supplier: link.supplier,
            buyer: link.buyer,
            row: link.weight,
            link: position,
        });
        let (dead, live) = links.partition(|edge| weights.is_dead(edge.row));
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
        let channels = self.channels();
        let own = (0..self.parties())
            .flat_map(|place| {
                let before = old.place[layout.order[place] as usize] as usize;
                &self.own[before * channels..(before + 1) * channels]
            })
            .copied()
            .collect();
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
        let members = |cycle: &Range<usize>| self.layout.order[cycle.clone()].iter().map(|&party| party as usize).collect();
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

fn name(input: &PropagationInput<'_>, problems: &mut Vec<InputProblem>) -> Names {
    let party_keys: Vec<u64> = input.parties.iter().map(|id| stable_key(id)).collect();
    let mut sorted: Vec<(u64, u32)> = party_keys.iter().copied().zip(0_u32..).collect();
    sorted.sort_unstable();
    for pair in sorted.windows(2).filter(|pair| pair[0].0 == pair[1].0) {
        let (first, second) = (input.parties[pair[0].1 as usize], input.parties[pair[1].1 as usize]);
        problems.push(if first == second {
            InputProblem::DuplicateParty { party: first.to_owned() }
        } else {
            InputProblem::KeyCollision { first: first.to_owned(), second: second.to_owned() }
        });
    }
    problems.extend(repeated(&input.channels).map(|channel| InputProblem::DuplicateChannel { channel }));
    let mut text = String::with_capacity(input.parties.iter().map(|id| id.len()).sum());
    let ends = input
        .parties
        .iter()
        .map(|id| {
            text.push_str(id);
            text.len()
        })
        .collect();
    Names {
        text,
        ends,
        channels: input.channels.iter().map(|&channel| channel.to_owned()).collect(),
        channel_keys: input.channels.iter().map(|channel| stable_key(channel)).collect(),
        party_keys,
        by_key: sorted.into_iter().map(|(_, party)| party).collect(),
        group_keys: input.groups.iter().map(|group| stable_key(group.id)).collect(),
        links: input.links.len(),
        member_starts: Vec::new(),
        members: Vec::new(),
    }
}

/// Texts that stand in a list more than once, each named once a repetition.
fn repeated(texts: &[&str]) -> impl Iterator<Item = String> {
    let mut sorted = texts.to_vec();
    sorted.sort_unstable();
    let doubles: Vec<String> = sorted.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].to_owned()).collect();
    doubles.into_iter()
}

fn check_own(parties: &[&str], channels: &[&str], own: &[f64], problems: &mut Vec<InputProblem>) {
    let expected = parties.len() * channels.len();
    if own.len() != expected {
        let found = own.len();
        problems.push(InputProblem::WrongLength { what: "the matrix of likelihoods", expected, found });
        return;
    }
    let bad = own.iter().enumerate().filter(|(_, value)| !is_probability(**value));
    problems.extend(bad.map(|(position, &value)| InputProblem::OwnOutOfRange {
        party: parties[position / channels.len()].to_owned(),
        channel: channels[position % channels.len()].to_owned(),
        value,
    }));
}

/// Checks the table of weights and returns its number of rows.
fn check_weights(weights: &Weights, channels: usize, problems: &mut Vec<InputProblem>) -> usize {
    let (values, width) = match weights {
        Weights::Same(values) => (values, 1),
        Weights::PerChannel(values) => (values, channels.max(1)),
    };
    if !values.len().is_multiple_of(width) {
        let expected = values.len().next_multiple_of(width);
        problems.push(InputProblem::WrongLength { what: "the table of weights", expected, found: values.len() });
    }
    let bad = values.iter().enumerate().filter(|(_, value)| !is_probability(**value));
    problems.extend(bad.map(|(position, &value)| InputProblem::WeightOutOfRange { row: position / width, value }));
    values.len() / width
}

fn check_links(links: &[LinkInput], ids: &[&str], rows: usize, problems: &mut Vec<InputProblem>) {
    let parties = ids.len();
    for (position, link) in links.iter().enumerate() {
        for party in [link.supplier, link.buyer] {
            if party as usize >= parties {
                problems.push(InputProblem::LinkPartyMissing { link: position, party, parties });
            }
        }
        if link.supplier == link.buyer && (link.buyer as usize) < parties {
            problems.push(InputProblem::SelfLink { link: position, party: ids[link.buyer as usize].to_owned() });
        }
        if link.weight as usize >= rows {
            problems.push(InputProblem::LinkWeightMissing { link: position, row: link.weight, rows });
        }
    }
}

/// Checks the common causes and stores them by party.
fn join_groups(groups: &[GroupInput<'_>], ids: &[&str], names: &mut Names, problems: &mut Vec<InputProblem>) {
    let group_ids: Vec<&str> = groups.iter().map(|group| group.id).collect();
    problems.extend(repeated(&group_ids).map(|group| InputProblem::DuplicateGroup { group }));
    let parties = ids.len();
    let mut members: Vec<(u32, u64, Membership)> = Vec::new();
    for (number, group) in (0_u32..).zip(groups) {
        for member in &group.members {
            let (party, beta) = (member.party, member.beta);
            let Some(&id) = ids.get(party as usize) else {
                let group = group.id.to_owned();
                problems.push(InputProblem::GroupPartyMissing { group, party, parties });
                continue;
            };
            if !is_probability(beta) {
                let (group, party) = (group.id.to_owned(), id.to_owned());
                problems.push(InputProblem::BetaOutOfRange { group, party, value: beta });
            }
            members.push((party, names.group_keys[number as usize], Membership { group: number, beta }));
        }
    }
    // By the group's key, so that products over a party's groups do not depend on their order.
    members.sort_by_key(|&(party, key, _)| (party, key));
    for pair in members.windows(2).filter(|pair| pair[0].0 == pair[1].0 && pair[0].2.group == pair[1].2.group) {
        let group = groups[pair[0].2.group as usize].id.to_owned();
        problems.push(InputProblem::GroupMemberTwice { group, party: ids[pair[0].0 as usize].to_owned() });
    }
    for of_party in members.chunk_by(|a, b| a.0 == b.0) {
        let sum: f64 = of_party.iter().map(|member| member.2.beta).sum();
        if sum > 1.0 + SUM_TOLERANCE {
            problems.push(InputProblem::BetaAboveOne { party: ids[of_party[0].0 as usize].to_owned(), sum });
        }
    }
    if !members.is_empty() {
        names.member_starts = count_starts(parties, members.iter().map(|member| member.0));
        names.members = members.into_iter().map(|member| member.2).collect();
    }
}

/// The key of a link: who supplies, who buys, and what else tells it apart. Folding the supplier in
/// first gives a link there and one back different keys.
fn link_key(party_keys: &[u64], link: &LinkInput) -> u64 {
    let supplier = fold(0, party_keys[link.supplier as usize]);
    fold(fold(supplier, party_keys[link.buyer as usize]), link.label)
}

/// Where each party's items start when they are sorted by party.
fn count_starts(parties: usize, items: impl Iterator<Item = u32>) -> Vec<u32> {
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

fn to_places(layout: &Layout, channels: usize, own: &[f64]) -> Vec<f64> {
    layout.order.iter().flat_map(|&party| &own[party as usize * channels..(party as usize + 1) * channels]).copied().collect()
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
