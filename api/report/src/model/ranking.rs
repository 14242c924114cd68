//! Which parties are told about, and in which order.

use karvon_engine::assessment::{PartyResult, RegisterStatus};
use karvon_engine::ruleset::Band;

use super::voice::Voice;

/// Every party, those to look at first in front.
pub(crate) fn ranked<'a>(voice: &Voice<'a>) -> Vec<&'a PartyResult> {
    voice.assessment().look_here_first.iter().filter_map(|id| voice.party(id)).collect()
}

/// The parties that get a page of their own: the first of the ranking.
pub(crate) fn with_own_page<'a>(voice: &Voice<'a>, most: usize) -> Vec<&'a PartyResult> {
    ranked(voice).into_iter().take(most).collect()
}

/// Number of scored parties in each band, and of parties not scored.
pub(crate) fn band_counts(voice: &Voice<'_>) -> ([(Band, usize); 5], usize) {
    let parties = &voice.assessment().parties;
    let counted =
        Band::ALL.map(|band| (band, parties.iter().filter(|party| party.scored && party.band == band).count()));
    (counted, parties.iter().filter(|party| !party.scored).count())
}

/// Number of register entries of each status: observed, not observed, unknown.
pub(crate) fn register_counts(voice: &Voice<'_>) -> [usize; 3] {
    let entries = &voice.assessment().register;
    let of = |status: RegisterStatus| entries.iter().filter(|entry| entry.status == status).count();
    [of(RegisterStatus::Observed), of(RegisterStatus::NotObserved), of(RegisterStatus::Unknown)]
}
