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

use std::collections::BTreeSet;

use rayon::prelude::*;

pub use found::{
    Agreement, Counterpart, Field, FieldComparison, ListedEntity, Match, Pair, WordAgreement, WordComparison,
};
pub use identifier::{Identifier, IdentifierFault, Scheme, canonical};
pub use lexicon::{LegalKind, WordClass};
pub use settings::{
    AddressSettings, Chances, CountrySettings, Equality, Grades, IdentifierSettings, PerClass, RegionSettings,
    ScreeningSettings, Search, SettingsError, WordSettings, Zone, ZoneSettings,
};

use align::Aligner;
use pair::{Judge, Verdict};
use records::{Record, Records, Source};
use similar::Similar;

use crate::network::Party;

/// The undecided pairs of parties and entries in the review and match zones.
///
/// Sorted by party id, then from the most bits down, then by list and entry; the order of `parties` and `entries` does
/// not matter. Pairs in `decided` are left out. An entry that stands on several lists, or twice on one, makes a match
/// each time.
///
/// # Errors
///
/// Settings with which nothing can be weighed.
pub fn screen(
    parties: &[Party],
    entries: &[ListedEntity],
    settings: &ScreeningSettings,
    decided: &BTreeSet<Pair>,
) -> Result<Vec<Match>, SettingsError> {
    settings.check()?;
    let ours: Vec<Source<'_>> = parties.iter().map(Source::from).collect();
    let theirs: Vec<Source<'_>> = entries.iter().map(Source::from).collect();
    let records = Records::read(&ours, Some(&theirs), settings);
    let mut matches =
        matches(&records, settings, (&ours, &records.first), (&theirs, &records.second), false, |i, j| {
            let (party, entry) = (parties.get(i)?, entries.get(j)?);
            let other = Counterpart::Listed { list: entry.list.clone(), entry: entry.id.clone() };
            Some(Pair { party: party.id.clone(), other }).filter(|pair| !decided.contains(pair))
        });
    sort(&mut matches);
    Ok(matches)
}

/// The undecided pairs of parties that look like one, in the review and match zones.
///
/// Each pair stands once, under the party whose id comes first; sorted as in [`screen`]. A pair in `decided` is left
/// out whichever of the two is named first there. Party ids are unique.
///
/// # Errors
///
/// Settings with which nothing can be weighed.
pub fn duplicates(
    parties: &[Party],
    settings: &ScreeningSettings,
    decided: &BTreeSet<Pair>,
) -> Result<Vec<Match>, SettingsError> {
    settings.check()?;
    // By id, so that each pair is weighed from the same side whatever the order of the file.
    let mut parties: Vec<&Party> = parties.iter().collect();
    parties.sort_by(|one, other| one.id.cmp(&other.id));
    let sources: Vec<Source<'_>> = parties.iter().map(|&party| Source::from(party)).collect();
    let records = Records::read(&sources, None, settings);
    let side = (sources.as_slice(), records.first.as_slice());
    let mut matches = matches(&records, settings, side, side, true, |i, j| {
        let (one, other) = (&parties.get(i)?.id, &parties.get(j)?.id);
        let pair = |party: &crate::ids::PartyId, id: &crate::ids::PartyId| Pair {
            party: party.clone(),
            other: Counterpart::Party { id: id.clone() },
        };
        Some(pair(one, other)).filter(|forth| !decided.contains(forth) && !decided.contains(&pair(other, one)))
    });
    sort(&mut matches);
    Ok(matches)
}

type SideOf<'a> = (&'a [Source<'a>], &'a [Record]);

fn matches(
    records: &Records,
    settings: &ScreeningSettings,
    (our_sources, ours): SideOf<'_>,
    (their_sources, theirs): SideOf<'_>,
    with_itself: bool,
    undecided: impl Fn(usize, usize) -> Option<Pair> + Sync,
) -> Vec<Match> {
    let vocabulary = &records.vocabulary;
    let similar = match settings.search {
        Search::Indexed => Similar::by_keys(vocabulary, &settings.words),
        Search::EveryPair => Similar::exhaustively(vocabulary, &settings.words),
    };
    let aligner = Aligner { settings: &settings.words, vocabulary, similar: &similar };
    let judge = Judge { settings, records, aligner };
    let shown = search::search(&judge, ours, (!with_itself).then_some(theirs));
    let explain = |(i, j, verdict): &(usize, usize, Verdict)| -> Option<Match> {
        let Pair { party, other } = undecided(*i, *j)?;
        let fields =
            judge.explain((ours.get(*i)?, our_sources.get(*i)?), (theirs.get(*j)?, their_sources.get(*j)?), verdict);
        Some(Match { party, other, bits: verdict.bits, zone: settings.zone(verdict.bits), fields })
    };
    shown.par_iter().filter_map(explain).collect()
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
