//! The network by tier: which groups of parties stand on which tier, and how many links run between them.
//!
//! A drawing of every link of a real chain is a ball of wool. Parties of one tier and country stand together, each with a mark of its own;
//! links are counted between these groups, and those on the leading chains are marked. Parties that must have an input and disclose none
//! are marked as gaps.

use std::collections::{BTreeMap, BTreeSet};

use karvon_engine::assessment::{PartyResult, Unknown};
use karvon_engine::ids::PartyId;
use karvon_engine::network::{LinkKind, PartyKind, PartyOrigin};

use super::voice::{Voice, tone};
use crate::theme::Tone;

/// One party on the map.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Mark {
    /// Its kind, which gives the shape.
    pub(crate) kind: Option<PartyKind>,
    /// Its band.
    pub(crate) tone: Tone,
    /// Whether the band is given or only possible.
    pub(crate) scored: bool,
    /// Whether it is only named by others.
    pub(crate) mentioned: bool,
    /// Whether it must have an input and discloses none.
    pub(crate) gap: bool,
}

/// Parties of one country on one tier.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Group {
    /// Short label, e.g. a country code.
    pub(crate) label: String,
    /// Its parties, darkest first.
    pub(crate) marks: Vec<Mark>,
}

/// One tier.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TierRow {
    /// What stands at its left.
    pub(crate) label: String,
    /// Its groups, largest first.
    pub(crate) groups: Vec<Group>,
}

/// Links from one group to another.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Flow {
    /// Tier row and group of the suppliers.
    pub(crate) from: (usize, usize),
    /// Tier row and group of the buyers.
    pub(crate) to: (usize, usize),
    /// Number of links.
    pub(crate) links: usize,
    /// Whether all of them are labour links.
    pub(crate) labour: bool,
    /// Whether one of them stands on a leading chain.
    pub(crate) leading: bool,
}

/// The whole map.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct TierMap {
    /// Tiers, the subject's own first.
    pub(crate) rows: Vec<TierRow>,
    /// Links between groups.
    pub(crate) flows: Vec<Flow>,
}

/// Tier row and group.
type Place = (usize, usize);

/// Most groups on a tier; smaller ones are put together.
const MOST_GROUPS: usize = 9;

/// Puts the network together for drawing. `leading` chains are marked.
pub(crate) fn tier_map(voice: &Voice<'_>, leading: usize) -> TierMap {
    let assessment = voice.assessment();
    let gaps: BTreeSet<&PartyId> = assessment
        .unknowns
        .iter()
        .filter_map(|unknown| match unknown {
            Unknown::UndisclosedInput { parties, .. } => Some(parties),
            Unknown::NothingUpstream { .. }
            | Unknown::NoRecruitmentData
            | Unknown::NoAnswers
            | Unknown::Country { .. }
            | Unknown::Factor { .. }
            | Unknown::NotExamined { .. }
            | Unknown::UnsupportedLinks { .. }
            | Unknown::NoCohorts { .. }
            | Unknown::NotScreened
            | Unknown::ListMissing { .. }
            | Unknown::ListStale { .. }
            | Unknown::ListIncomplete { .. }
            | Unknown::UndecidedMatches { .. }
            | Unknown::NamelessParties { .. }
            | Unknown::MoreMatches { .. }
            | Unknown::NoRate { .. } => None,
        })
        .flatten()
        .collect();

    // Parties without a way to the subject stand last.
    let mut tiers: BTreeMap<(bool, u32), Vec<&PartyResult>> = BTreeMap::new();
    for party in &assessment.parties {
        tiers.entry((party.tier.is_none(), party.tier.unwrap_or(0))).or_default().push(party);
    }
    let mut rows = Vec::new();
    let mut seats: BTreeMap<&PartyId, (usize, usize)> = BTreeMap::new();
    for (row, ((apart, tier), parties)) in tiers.into_iter().enumerate() {
        let label = match (apart, tier) {
            (true, _) if voice.subject().is_none() => voice.say("tier-none"),
            (true, _) => voice.say("tier-apart"),
            (false, 0) => voice.say("tier-own"),
            (false, tier) => voice.tell("tier-number", &[("tier", tier.to_string().into())]),
        };
        let mut groups = Vec::new();
        for (at, (label, mut members)) in grouped(voice, &parties).into_iter().enumerate() {
            members.sort_by(|one, other| {
                other.scored.cmp(&one.scored).then(other.band.cmp(&one.band)).then(one.party_id.cmp(&other.party_id))
            });
            for member in &members {
                seats.insert(&member.party_id, (row, at));
            }
            let marks = members.iter().map(|party| mark(party, gaps.contains(&party.party_id))).collect();
            groups.push(Group { label, marks });
        }
        rows.push(TierRow { label, groups });
    }
    TierMap { rows, flows: flows(voice, &seats, leading) }
}

fn mark(party: &PartyResult, gap: bool) -> Mark {
    Mark {
        kind: party.kind,
        tone: tone(if party.scored { party.band } else { party.band_at_high }),
        scored: party.scored,
        mentioned: party.origin != PartyOrigin::Listed,
        gap,
    }
}

/// Parties of a tier by country, largest first, small ones put together.
fn grouped<'a>(voice: &Voice<'_>, parties: &[&'a PartyResult]) -> Vec<(String, Vec<&'a PartyResult>)> {
    let mut by_country: BTreeMap<Option<String>, Vec<&'a PartyResult>> = BTreeMap::new();
    for party in parties {
        by_country.entry(party.country.map(|country| country.to_string())).or_default().push(party);
    }
    let mut groups: Vec<(String, Vec<&PartyResult>)> =
        by_country.into_iter().map(|(code, members)| (code.unwrap_or_else(|| "?".to_owned()), members)).collect();
    groups.sort_by(|one, other| other.1.len().cmp(&one.1.len()).then(one.0.cmp(&other.0)));
    if groups.len() > MOST_GROUPS {
        let rest: Vec<&PartyResult> = groups.drain(MOST_GROUPS - 1..).flat_map(|(_, members)| members).collect();
        groups.push((voice.say("tier-other-countries"), rest));
    }
    groups
}

fn flows(voice: &Voice<'_>, seats: &BTreeMap<&PartyId, (usize, usize)>, leading: usize) -> Vec<Flow> {
    let assessment = voice.assessment();
    let hot: BTreeSet<usize> =
        assessment.chains.iter().take(leading).flat_map(|chain| chain.links.iter().copied()).collect();
    let mut flows: BTreeMap<(Place, Place), Flow> = BTreeMap::new();
    for (at, link) in assessment.links.iter().enumerate() {
        let Some((from, to)) = seats.get(&link.supplier_id).zip(seats.get(&link.buyer_id)) else {
            continue;
        };
        let flow =
            flows.entry((*from, *to)).or_insert(Flow { from: *from, to: *to, links: 0, labour: true, leading: false });
        flow.links += 1;
        flow.labour &= link.kind == LinkKind::Labour;
        flow.leading |= hot.contains(&at);
    }
    flows.into_values().collect()
}
