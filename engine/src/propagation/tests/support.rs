//! Small networks, ways to make random ones, and the meaning of reach by enumeration.

use std::num::NonZeroU32;

use proptest::prelude::*;

use crate::propagation::{
    Bracket, GroupInput, GroupMember, LinkInput, Prepared, PropagationInput, ReachEstimate, Weights, WorldSettings,
};

/// A network as a test writes it down. Links are (supplier, buyer, weight in each channel).
#[derive(Clone, Debug)]
pub(super) struct Net {
    pub(super) parties: Vec<String>,
    pub(super) channels: usize,
    pub(super) own: Vec<f64>,
    pub(super) links: Vec<(u32, u32, Vec<f64>)>,
    /// Members and β.
    pub(super) groups: Vec<(Vec<u32>, f64)>,
}

impl Net {
    /// A network of one channel. Parties are named by their letters in `ids`.
    pub(super) fn one(own: &[(&str, f64)], links: &[(&str, &str, f64)], groups: &[(&[&str], f64)]) -> Self {
        let position = |id: &str| own.iter().position(|party| party.0 == id).unwrap() as u32;
        Self {
            parties: own.iter().map(|party| party.0.to_owned()).collect(),
            channels: 1,
            own: own.iter().map(|party| party.1).collect(),
            links: links.iter().map(|link| (position(link.0), position(link.1), vec![link.2])).collect(),
            groups: groups
                .iter()
                .map(|(members, beta)| (members.iter().map(|id| position(id)).collect(), *beta))
                .collect(),
        }
    }

    pub(super) fn prepare(&self) -> Prepared {
        self.prepare_in_order(&identity(self.parties.len()), &identity(self.links.len()), &identity(self.groups.len()))
    }

    /// Prepares with parties, links and groups handed over in another order: entry i of an order says
    /// which of the network's own rows comes at position i.
    pub(super) fn prepare_in_order(&self, parties: &[usize], links: &[usize], groups: &[usize]) -> Prepared {
        let position = |party: u32| parties.iter().position(|&old| old == party as usize).unwrap() as u32;
        let names: Vec<String> = (0..self.channels).map(|channel| format!("channel {channel}")).collect();
        let group_names: Vec<String> = (0..self.groups.len()).map(|group| format!("cause {group}")).collect();
        // The rank of a link among those of the same two parties, in the network's own order.
        let rank = |link: usize| {
            let ends = |other: &(u32, u32, Vec<f64>)| (other.0, other.1);
            self.links[..link].iter().filter(|other| ends(other) == ends(&self.links[link])).count() as u64
        };
        let input = PropagationInput {
            parties: parties.iter().map(|&old| self.parties[old].as_str()).collect(),
            channels: names.iter().map(String::as_str).collect(),
            own: parties
                .iter()
                .flat_map(|&old| &self.own[old * self.channels..(old + 1) * self.channels])
                .copied()
                .collect(),
            weights: Weights::PerChannel(links.iter().flat_map(|&old| self.links[old].2.clone()).collect()),
            links: (0..)
                .zip(links)
                .map(|(row, &old)| LinkInput {
                    supplier: position(self.links[old].0),
                    buyer: position(self.links[old].1),
                    weight: row,
                    label: rank(old),
                })
                .collect(),
            groups: groups
                .iter()
                .map(|&old| GroupInput {
                    id: &group_names[old],
                    members: self.groups[old]
                        .0
                        .iter()
                        .map(|&party| GroupMember { party: position(party), beta: self.groups[old].1 })
                        .collect(),
                })
                .collect(),
        };
        Prepared::new(input).unwrap()
    }

    pub(super) fn own(&self, party: usize, channel: usize) -> f64 {
        self.own[party * self.channels + channel]
    }
}

pub(super) fn identity(count: usize) -> Vec<usize> {
    (0..count).collect()
}

pub(super) fn worlds(worlds: u32, seed: u64) -> WorldSettings {
    WorldSettings { worlds: NonZeroU32::new(worlds).unwrap(), seed }
}

/// At least a thousand cases; `PROPTEST_CASES` asks for more.
pub(super) fn cases() -> ProptestConfig {
    let default = ProptestConfig::default();
    ProptestConfig { cases: default.cases.max(1_000), failure_persistence: None, ..default }
}

/// Likelihoods that are often small and sometimes at an end.
pub(super) fn likelihood() -> impl Strategy<Value = f64> {
    prop_oneof![5 => 0.0..0.3, 2 => 0.0..=1.0, 2 => Just(0.0), 1 => Just(1.0)]
}

pub(super) fn weight() -> impl Strategy<Value = f64> {
    prop_oneof![5 => 0.0..=1.0, 1 => Just(0.0), 2 => Just(1.0)]
}

/// How the links of a random network may run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// Anything, cycles and parallel links included.
    Digraph,
    /// Every party supplies at most one other, and there are no cycles.
    Tree,
}

/// Random networks of up to `parties` parties and `links` links; with up to two common causes.
pub(super) fn network(
    shape: Shape,
    parties: usize,
    links: usize,
    channels: usize,
    causes: usize,
) -> impl Strategy<Value = Net> {
    (1..=parties)
        .prop_flat_map(move |count| {
            let end = 0..count as u32;
            let row = proptest::collection::vec(weight(), channels);
            let link = (end.clone(), end.clone(), row);
            let group = (proptest::collection::btree_set(end, 1..=count), 0.0..=0.5);
            (
                Just(count),
                proptest::collection::vec(likelihood(), count * channels),
                proptest::collection::vec(link, 0..=links),
                proptest::collection::vec(group, 0..=causes),
            )
        })
        .prop_map(move |(count, own, mut links, groups)| {
            if shape == Shape::Tree {
                links.retain(|link| link.0 < link.1);
                links.sort_by_key(|link| link.0);
                links.dedup_by_key(|link| link.0);
            }
            links.retain(|link| link.0 != link.1);
            Net {
                parties: (0..count).map(|party| format!("party {}", (party * 7) % 31)).collect(),
                channels,
                own,
                links,
                groups: groups.into_iter().map(|(members, beta)| (members.into_iter().collect(), beta)).collect(),
            }
        })
}

/// The exact answers for one subject and channel.
#[derive(Clone, Debug)]
pub(super) struct Exact {
    pub(super) reach: f64,
    /// The chance that a source other than the subject reaches it.
    pub(super) inherited: f64,
    pub(super) rho: Vec<f64>,
    /// For each link, its share of its supplier's ρ.
    pub(super) outflow: Vec<f64>,
}

impl Exact {
    pub(super) fn expected_sources(&self, net: &Net, channel: usize) -> f64 {
        self.rho.iter().enumerate().map(|(party, rho)| net.own(party, channel) * rho).sum()
    }
}

/// Reach by enumeration of everything that can happen: each link live or not, each common cause in
/// each interval of its uniform number; own coins are multiplied out.
pub(super) fn enumerate(net: &Net, subject: usize, channel: usize) -> Exact {
    let parties = net.parties.len();
    let mut exact = Exact { reach: 0.0, inherited: 0.0, rho: vec![0.0; parties], outflow: vec![0.0; net.links.len()] };
    let own = |party: usize| net.own(party, channel);
    let strength = |group: usize, party: usize| {
        let (members, beta) = &net.groups[group];
        if members.contains(&(party as u32)) { beta * own(party) } else { 0.0 }
    };
    let apart: Vec<f64> = (0..parties)
        .map(|party| {
            let none: f64 = (0..net.groups.len()).map(|group| 1.0 - strength(group, party)).product();
            if none == 0.0 { 0.0 } else { 1.0 - (1.0 - own(party)) / none }
        })
        .collect();
    for live in 0..1_u32 << net.links.len() {
        let is_live = |link: usize| live >> link & 1 == 1;
        let chance: f64 = net
            .links
            .iter()
            .enumerate()
            .map(|(link, ends)| if is_live(link) { ends.2[channel] } else { 1.0 - ends.2[channel] })
            .product();
        if chance == 0.0 {
            continue;
        }
        let mut reaches = vec![false; parties];
        reaches[subject] = true;
        while let Some((_, link)) = net
            .links
            .iter()
            .enumerate()
            .find(|(link, ends)| is_live(*link) && reaches[ends.1 as usize] && !reaches[ends.0 as usize])
        {
            reaches[link.0 as usize] = true;
        }
        for party in (0..parties).filter(|&party| reaches[party]) {
            exact.rho[party] += chance;
            let used: Vec<usize> = (0..net.links.len())
                .filter(|&link| {
                    is_live(link) && net.links[link].0 as usize == party && reaches[net.links[link].1 as usize]
                })
                .collect();
            if party != subject {
                for &link in &used {
                    exact.outflow[link] += chance / used.len() as f64;
                }
            }
        }
        for (likely, sets_off) in causes(net, &strength) {
            let quiet = |party: usize| {
                if sets_off.contains(&party) { 0.0 } else { 1.0 - apart[party] }
            };
            let others: f64 = (0..parties).filter(|&party| reaches[party] && party != subject).map(quiet).product();
            exact.reach += chance * likely * (1.0 - others * quiet(subject));
            exact.inherited += chance * likely * (1.0 - others);
        }
    }
    exact
}

/// Every combination of intervals of the common causes' uniform numbers: its chance, and the parties
/// that are set off.
fn causes(net: &Net, strength: &dyn Fn(usize, usize) -> f64) -> Vec<(f64, Vec<usize>)> {
    let mut combinations = vec![(1.0, Vec::new())];
    for group in 0..net.groups.len() {
        let mut cuts: Vec<f64> = (0..net.parties.len()).map(|party| strength(group, party)).collect();
        cuts.extend([0.0, 1.0]);
        cuts.sort_by(f64::total_cmp);
        let mut next = Vec::new();
        for (chance, off) in &combinations {
            for pair in cuts.windows(2).filter(|pair| pair[0] < pair[1]) {
                let mut off: Vec<usize> = Clone::clone(off);
                off.extend((0..net.parties.len()).filter(|&party| pair[0] < strength(group, party)));
                next.push((chance * (pair[1] - pair[0]), off));
            }
        }
        combinations = next;
    }
    combinations
}

/// Whether a count of worlds agrees with an exact chance: it contradicts it by 32 nats at most.
pub(super) fn agrees(count: u32, worlds: u32, exact: f64) -> bool {
    let histogram = [worlds - count, count];
    // A coin's threshold is rounded to 2⁻³².
    let (lower, upper) = ((exact - 1e-8).max(0.0), (exact + 1e-8).min(1.0));
    ReachEstimate::new(&histogram, 0.0, true).cut_to(Bracket { lower, upper }).is_ok()
}

/// Whether two numbers are equal to within `error`.
pub(super) fn close(found: f64, expected: f64, error: f64) -> bool {
    (found - expected).abs() <= error
}
