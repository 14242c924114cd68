//! The facts at the head of a party's page: where, how large, which band and why, how likely, how well covered, what it contributes.

use karvon_engine::assessment::{ChannelResult, PartyResult};

use super::suppliers::place;
use crate::layout::rich::Rich;
use crate::model::numbers::{decimals_for, fixed, percent};
use crate::model::voice::Voice;

pub(super) fn facts(voice: &Voice<'_>, party: &PartyResult) -> Vec<(String, Rich)> {
    let (_, band, scored) = voice.band_of(party);
    let mut band = Rich::bold(band);
    if scored {
        let stable = voice.say(if party.band_stable { "band-stable" } else { "band-unstable" });
        let channel = voice.channel(party.band_channel.as_str());
        band = band.then(voice.rich(
            "profile-band-set",
            &[("channel", channel.into()), ("severity", party.severity.to_string().into()), ("stable", stable.into())],
        ));
    }
    if !party.floors.is_empty() {
        let floors: Vec<String> = party.floors.iter().map(|floor| voice.named("floor", floor)).collect();
        band = band.then(voice.rich("profile-floors", &[("floors", floors.join(", ").into())]));
    }
    let likelihood = voice.rich(
        "profile-likelihood-value",
        &[
            ("likelihood", percent(party.likelihood).into()),
            ("range", voice.range(party.p_low, party.p_high).into()),
            ("group", voice.group(party.worker_group).into()),
            ("background", percent(party.background).into()),
        ],
    );
    let likelihood = if party.undecided_lists.is_empty() {
        likelihood
    } else {
        let lists: Vec<String> = party.undecided_lists.iter().map(|list| voice.named("list", list)).collect();
        let values = [("lists", lists.join(", ").into()), ("high", percent(party.p_high_decided).into())];
        likelihood.then(Rich::plain(" ")).then(voice.rich("profile-undecided", &values).linked("matches"))
    };
    let coverage = voice.rich(
        "profile-coverage-value",
        &[
            ("coverage", percent(party.coverage).into()),
            ("answered", percent(party.answered).into()),
            ("rows", party.evidence_count.into()),
        ],
    );
    let mut facts = vec![
        (voice.say("profile-place"), Rich::plain(format!("{} · {}", place(voice, party), ids(voice, party)))),
        (voice.say("profile-workers"), Rich::plain(voice.headcount(party.workers))),
        (voice.say("profile-band"), band),
        (voice.say("profile-likelihood"), likelihood),
        (voice.say("profile-coverage"), coverage),
    ];
    if let Some(contribution) = contribution(voice, party) {
        facts.push((voice.say("profile-contribution"), contribution));
    }
    if let Some(channel) = headline(voice, party) {
        let values = [
            ("inherited", percent(channel.inherited).into()),
            ("total", percent(channel.total).into()),
            ("verified", percent(channel.total_verified).into()),
        ];
        facts.push((voice.say("profile-upstream"), voice.rich("profile-upstream-value", &values)));
    }
    facts
}

/// Its id, with those of the records that were merged into it.
fn ids(voice: &Voice<'_>, party: &PartyResult) -> String {
    if party.merged.is_empty() {
        return party.party_id.to_string();
    }
    let merged: Vec<&str> = party.merged.iter().map(karvon_engine::ids::PartyId::as_str).collect();
    format!("{} ({})", party.party_id, voice.tell("profile-merged", &[("ids", merged.join(", ").into())]))
}

fn headline<'a>(voice: &Voice<'_>, party: &'a PartyResult) -> Option<&'a ChannelResult> {
    let manifest = &voice.assessment().manifest;
    let at = manifest.channels.iter().position(|channel| *channel == manifest.headline)?;
    party.channels.get(at)
}

fn contribution(voice: &Voice<'_>, party: &PartyResult) -> Option<Rich> {
    let total = voice.assessment().summary.as_ref()?.all_links.expected_sources;
    let decimals = decimals_for(total);
    let part = party.contribution?;
    let [low, high] = party.contribution_range.unwrap_or([part, part]);
    let values = [
        ("contribution", fixed(part, decimals).into()),
        ("total", fixed(total, decimals).into()),
        ("low", fixed(low, decimals).into()),
        ("high", fixed(high, decimals).into()),
        ("reach", percent(party.reach_to_subject.unwrap_or(0.0)).into()),
        ("topten", party.top_ten.map_or_else(|| "–".to_owned(), percent).into()),
        ("leverage", party.leverage.map_or_else(|| voice.say("not-stated"), percent).into()),
    ];
    Some(voice.rich("profile-contribution-value", &values))
}
