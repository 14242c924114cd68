//! What is not known, in words.

use karvon_engine::assessment::Unknown;
use karvon_engine::ids::PartyId;

use super::voice::Voice;
use crate::layout::rich::Rich;

/// Names in a sentence before the rest is counted.
pub(crate) const MOST_NAMES: usize = 6;

/// One unknown as a sentence that names at most so many parties.
pub(crate) fn sentence(voice: &Voice<'_>, unknown: &Unknown, most: usize) -> Rich {
    match unknown {
        Unknown::NothingUpstream { parties } => {
            voice.rich("unknown-nothing-upstream", &[("parties", (*parties).into())])
        }
        Unknown::NoRecruitmentData => voice.rich("unknown-no-recruitment", &[]),
        Unknown::NoAnswers => voice.rich("unknown-no-answers", &[]),
        Unknown::Country { parties } => voice.rich(
            "unknown-country",
            &[("parties", parties.len().into()), ("names", names(voice, parties, most).into())],
        ),
        Unknown::UndisclosedInput { input, parties } => voice.rich(
            "unknown-undisclosed",
            &[
                ("input", voice.named("input", input).into()),
                ("parties", parties.len().into()),
                ("names", names(voice, parties, most).into()),
            ],
        ),
        Unknown::Factor { factor, parties } => {
            voice.rich("unknown-factor", &[("factor", voice.factor(factor).into()), ("parties", (*parties).into())])
        }
        Unknown::NotExamined { parties } => voice.rich("unknown-not-examined", &[("parties", (*parties).into())]),
        Unknown::UnsupportedLinks { links, of } => {
            voice.rich("unknown-unsupported", &[("links", (*links).into()), ("of", (*of).into())])
        }
        Unknown::NoCohorts { parties } => voice.rich(
            "unknown-no-cohorts",
            &[("parties", parties.len().into()), ("names", names(voice, parties, most).into())],
        ),
        Unknown::NotScreened => voice.rich("unknown-not-screened", &[]),
        Unknown::ListMissing { list } => {
            voice.rich("unknown-list-missing", &[("list", voice.named("table", list).into())])
        }
        Unknown::ListStale { list, as_of: Some(day) } => voice.rich(
            "unknown-list-stale",
            &[("list", voice.named("table", list).into()), ("date", voice.date(*day).into())],
        ),
        Unknown::ListStale { list, as_of: None } => {
            voice.rich("unknown-list-undated", &[("list", voice.named("table", list).into())])
        }
        Unknown::ListIncomplete { list, names } => voice.rich(
            "unknown-list-incomplete",
            &[("list", voice.named("table", list).into()), ("names", (*names).into())],
        ),
        Unknown::UndecidedMatches { listed, duplicates } => voice.rich(
            "unknown-undecided",
            &[
                ("parties", listed.len().into()),
                ("duplicates", (*duplicates).into()),
                ("names", names(voice, listed, most).into()),
            ],
        ),
        Unknown::NamelessParties { parties } => voice.rich(
            "unknown-nameless",
            &[("parties", parties.len().into()), ("names", names(voice, parties, most).into())],
        ),
        Unknown::MoreMatches { parties } => voice.rich(
            "unknown-more-matches",
            &[("parties", parties.len().into()), ("names", names(voice, parties, most).into())],
        ),
        Unknown::NoRate { currency, cohorts } => {
            voice.rich("unknown-no-rate", &[("currency", currency.into()), ("cohorts", cohorts.len().into())])
        }
    }
}

/// Names of parties, the first few written out.
pub(crate) fn names(voice: &Voice<'_>, parties: &[PartyId], most: usize) -> String {
    let mut shown: Vec<String> = parties.iter().take(most).map(|id| voice.name(id)).collect();
    if parties.len() > most {
        shown.push(voice.tell("and-more", &[("more", (parties.len() - most).into())]));
    }
    shown.join("; ")
}
