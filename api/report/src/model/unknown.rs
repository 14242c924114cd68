//! What is not known, in words.

use karvon_engine::assessment::Unknown;
use karvon_engine::ids::PartyId;

use super::voice::Voice;
use crate::layout::rich::Rich;

/// Most names in a sentence before the rest is counted.
const MOST_NAMES: usize = 6;

/// One unknown as a sentence.
pub(crate) fn sentence(voice: &Voice<'_>, unknown: &Unknown) -> Rich {
    match unknown {
        Unknown::NothingUpstream { parties } => voice.rich("unknown-nothing-upstream", &[("parties", (*parties).into())]),
        Unknown::NoRecruitmentData => voice.rich("unknown-no-recruitment", &[]),
        Unknown::NoAnswers => voice.rich("unknown-no-answers", &[]),
        Unknown::Country { parties } => {
            voice.rich("unknown-country", &[("parties", parties.len().into()), ("names", names(voice, parties).into())])
        }
        Unknown::UndisclosedInput { input, parties } => voice.rich(
            "unknown-undisclosed",
            &[("input", voice.named("input", input).into()), ("parties", parties.len().into()), ("names", names(voice, parties).into())],
        ),
        Unknown::Factor { factor, parties } => {
            voice.rich("unknown-factor", &[("factor", voice.factor(factor).into()), ("parties", (*parties).into())])
        }
        Unknown::NotExamined { parties } => voice.rich("unknown-not-examined", &[("parties", (*parties).into())]),
        Unknown::UnsupportedLinks { links, of } => voice.rich("unknown-unsupported", &[("links", (*links).into()), ("of", (*of).into())]),
        Unknown::NoCohorts { parties } => {
            voice.rich("unknown-no-cohorts", &[("parties", parties.len().into()), ("names", names(voice, parties).into())])
        }
        Unknown::NoRate { currency, cohorts } => voice.rich("unknown-no-rate", &[("currency", currency.into()), ("cohorts", cohorts.len().into())]),
    }
}

/// Names of parties, the first few written out.
pub(crate) fn names(voice: &Voice<'_>, parties: &[PartyId]) -> String {
    let mut shown: Vec<String> = parties.iter().take(MOST_NAMES).map(|id| voice.name(id)).collect();
    if parties.len() > MOST_NAMES {
        shown.push(voice.tell("and-more", &[("more", (parties.len() - MOST_NAMES).into())]));
    }
    shown.join("; ")
}
