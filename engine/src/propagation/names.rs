//! What parties, channels and common causes are called, and whether the input makes sense.

#![expect(clippy::indexing_slicing, reason = "positions are checked before they are used")]

use super::input::{GroupInput, InputProblem, LinkInput, PropagationInput, SUM_TOLERANCE, Weights, is_probability};
use super::key::stable_key;
use super::layout::count_starts;

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

impl Names {
    /// The id of a party, by the caller's position.
    pub(super) fn id(&self, party: usize) -> &str {
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

/// Takes in ids and names, and finds those that repeat.
pub(super) fn name(input: &PropagationInput<'_>, problems: &mut Vec<InputProblem>) -> Names {
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
    let doubles: Vec<String> =
        sorted.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| pair[0].to_owned()).collect();
    doubles.into_iter()
}

/// Checks the matrix of likelihoods.
pub(super) fn check_own(parties: &[&str], channels: &[&str], own: &[f64], problems: &mut Vec<InputProblem>) {
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
pub(super) fn check_weights(weights: &Weights, channels: usize, problems: &mut Vec<InputProblem>) -> usize {
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

/// Checks ends and weight rows of links.
pub(super) fn check_links(links: &[LinkInput], ids: &[&str], rows: usize, problems: &mut Vec<InputProblem>) {
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
pub(super) fn join_groups(
    groups: &[GroupInput<'_>],
    ids: &[&str],
    names: &mut Names,
    problems: &mut Vec<InputProblem>,
) {
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
