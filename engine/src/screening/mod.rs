//! Screening: which parties look like entries of a list, and which like each other.
//!
//! Names are brought to one form across scripts, legal forms and words of the trade; then each field of a pair is
//! weighed in bits (record linkage by Fellegi and Sunter, 1969), so that a pair's weight keeps telling more from less
//! and each part of it can be shown. What comes out is undecided: that two records look alike. Whether they are the
//! same is for a person to decide, and nothing here sets a band.
//!
//! Repeated words weigh more or less by how rare they are among all names of both sides, so a weight belongs to the
//! data it was worked out on.

mod align;
mod fields;
mod found;
mod identifier;
mod letters;
mod lexicon;
mod name;
mod pair;
mod records;
mod search;
mod settings;
mod similar;
#[cfg(test)]
mod tests;
mod tokens;
mod vocabulary;

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

pub use found::{Agreement, Counterpart, Field, FieldComparison, ListedEntity, Match, WordAgreement, WordComparison};
pub use identifier::{Identifier, IdentifierFault, Scheme, canonical};
pub use lexicon::{LegalKind, WordClass};
pub use settings::{
    AddressSettings, AlikeSettings, Chances, CountrySettings, Equality, Grades, IdentifierSettings, LimitSettings,
    PerClass, RegionSettings, ScreeningSettings, SettingsError, SettingsProblem, WordSettings, Zone, ZoneSettings,
};

use std::collections::BTreeSet;

use align::Aligner;
use pair::{Judge, Verdict};
use records::{Record, Records, Source};
use similar::Similar;

use crate::ids::PartyId;
use crate::network::Party;

/// How pairs are found.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Search {
    /// Over shared and similar words; pairs that cannot reach the review zone are never looked at.
    #[default]
    Indexed,
    /// Every pair, and every pair of words: quadratic, for checking the other.
    EveryPair,
}

/// What a screening found, and for whom it did not tell all.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Screened {
    /// Pairs in the review and match zones; sorted by party id, then from the most bits down, then by counterpart.
    pub matches: Vec<Match>,
    /// Parties that are like more others than the limits allow to weigh or to show, sorted: there may be further pairs.
    pub cut: Vec<PartyId>,
    /// Parties that could not have been found by name, whatever is on the other side: their names hold nothing that tells
    /// one company from another, or nothing that can be read. Sorted. They may be found by an identifier only.
    pub nameless: Vec<PartyId>,
}

/// The pairs of parties and entries in the review and match zones.
///
/// The order of `parties` and `entries` does not matter. An entry that stands on several lists, or twice on one, makes a
/// match each time.
///
/// # Errors
///
/// Settings with which nothing can be weighed.
pub fn screen(
    parties: &[Party],
    entries: &[ListedEntity],
    settings: &ScreeningSettings,
    search: Search,
) -> Result<Screened, SettingsError> {
    settings.check()?;
    let ours: Vec<Source<'_>> = parties.iter().map(Source::from).collect();
    // In one order whatever that of the files, so that a limit cuts off the same.
    let mut entries: Vec<&ListedEntity> = entries.iter().collect();
    entries.sort_by(|one, other| (&one.list, &one.id, &one.name).cmp(&(&other.list, &other.id, &other.name)));
    let theirs: Vec<Source<'_>> = entries.iter().map(|&entry| Source::from(entry)).collect();
    let records = Records::read(&ours, Some(&theirs), settings);
    let sides = Sides { ours: (&ours, &records.first), theirs: Some((&theirs, &records.second)) };
    let paired = |i: usize, j: usize| {
        let (party, entry) = (parties.get(i)?, entries.get(j)?);
        Some((party.id.clone(), Counterpart::Listed { list: entry.list.clone(), entry: entry.id.clone() }))
    };
    Ok(found(&records, settings, search, &sides, &[], |i| Some(parties.get(i)?.id.clone()), paired))
}

/// The pairs of parties that look like one, in the review and match zones, and the pairs in `asked` whatever they weigh.
///
/// Each pair stands once, under the party whose id comes first. Party ids are unique. A pair in `asked` may name either
/// party first; one that names a party twice, or none of `parties`, is passed over.
///
/// # Errors
///
/// Settings with which nothing can be weighed.
pub fn duplicates(
    parties: &[Party],
    settings: &ScreeningSettings,
    search: Search,
    asked: &BTreeSet<(PartyId, PartyId)>,
) -> Result<Screened, SettingsError> {
    settings.check()?;
    // By id, so that each pair is weighed from the same side whatever the order of the file.
    let mut parties: Vec<&Party> = parties.iter().collect();
    parties.sort_by(|one, other| one.id.cmp(&other.id));
    let sources: Vec<Source<'_>> = parties.iter().map(|&party| Source::from(party)).collect();
    let records = Records::read(&sources, None, settings);
    let place = |id: &PartyId| parties.binary_search_by(|party| party.id.cmp(id)).ok();
    let mut also: Vec<(usize, usize)> = asked
        .iter()
        .filter_map(|(one, other)| Some((place(one)?, place(other)?)))
        .map(|(one, other)| (one.min(other), one.max(other)))
        .filter(|(one, other)| one != other)
        .collect();
    also.sort_unstable();
    also.dedup();
    let sides = Sides { ours: (&sources, &records.first), theirs: None };
    let paired = |i: usize, j: usize| {
        let (one, other) = (&parties.get(i)?.id, &parties.get(j)?.id);
        Some((one.clone(), Counterpart::Party { id: other.clone() }))
    };
    Ok(found(&records, settings, search, &sides, &also, |i| Some(parties.get(i)?.id.clone()), paired))
}

type SideOf<'a> = (&'a [Source<'a>], &'a [Record]);

/// Both sides; `theirs` is `None` where one side is compared with itself.
struct Sides<'a> {
    ours: SideOf<'a>,
    theirs: Option<SideOf<'a>>,
}

fn found(
    records: &Records,
    settings: &ScreeningSettings,
    search: Search,
    sides: &Sides<'_>,
    also: &[(usize, usize)],
    id: impl Fn(usize) -> Option<PartyId>,
    paired: impl Fn(usize, usize) -> Option<(PartyId, Counterpart)> + Sync,
) -> Screened {
    let vocabulary = &records.vocabulary;
    let similar = match search {
        Search::Indexed => Similar::by_keys(vocabulary, &settings.words),
        Search::EveryPair => Similar::exhaustively(vocabulary, &settings.words),
    };
    let aligner = Aligner { settings: &settings.words, vocabulary, similar: &similar };
    let judge = Judge { settings, records, aligner };
    let (our_sources, ours) = sides.ours;
    let (their_sources, theirs) = sides.theirs.unwrap_or(sides.ours);
    let search::Found { mut shown, cut } = search::search(&judge, search, ours, sides.theirs.map(|side| side.1));
    let seen: BTreeSet<(usize, usize)> = shown.iter().map(|&(i, j, _)| (i, j)).collect();
    for &(i, j) in also.iter().filter(|pair| !seen.contains(pair)) {
        if let (Some(one), Some(other)) = (ours.get(i), theirs.get(j)) {
            shown.push((i, j, judge.weigh(one, other, &mut Vec::new())));
        }
    }
    let explain = |(i, j, verdict): &(usize, usize, Verdict)| -> Option<Match> {
        let (party, other) = paired(*i, *j)?;
        let fields =
            judge.explain((ours.get(*i)?, our_sources.get(*i)?), (theirs.get(*j)?, their_sources.get(*j)?), verdict);
        Some(Match { party, other, bits: verdict.bits, zone: settings.zone(verdict.bits), fields })
    };
    let mut matches: Vec<Match> = shown.par_iter().filter_map(explain).collect();
    sort(&mut matches);
    let named = |places: Vec<usize>| {
        let mut ids: Vec<PartyId> = places.into_iter().filter_map(&id).collect();
        ids.sort();
        ids
    };
    let nameless = (0..).zip(ours).filter(|(_, record)| !judge.can_be_found(record)).map(|(i, _)| i).collect();
    Screened { matches, cut: named(cut), nameless: named(nameless) }
}

fn sort(matches: &mut [Match]) {
    // Equal in all of these are only entries of one list with one id and the same bits; their fields settle it.
    matches.sort_by(|one, other| {
        one.party
            .cmp(&other.party)
            .then_with(|| other.bits.total_cmp(&one.bits))
            .then_with(|| one.other.cmp(&other.other))
            .then_with(|| texts(one).cmp(&texts(other)))
    });
}

fn texts(found: &Match) -> Vec<(&str, &str)> {
    found.fields.iter().map(|field| (field.ours.as_str(), field.theirs.as_str())).collect()
}
