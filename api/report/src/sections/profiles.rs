//! A profile of each party to look at first: what kind of place, which indicators, what moved the likelihood, what is missing.

use karvon_engine::assessment::{DriverKind, PartyResult, RegisterEntry, RegisterStatus};
use karvon_engine::ids::QuestionId;

use super::profile_facts::facts;
use super::{OWN_PAGES, note, nothing, paragraph};
use crate::layout::cell::Cell;
use crate::layout::facts::Facts;
use crate::layout::flow::Piece;
use crate::layout::heading::Heading;
use crate::layout::list::List;
use crate::layout::mark::Stack;
use crate::layout::paragraph::Paragraph;
use crate::layout::rich::Rich;
use crate::layout::strip::{IndicatorCell, Seen, Strip};
use crate::layout::table::{Column, Row, Table};
use crate::model::drivers::drivers_together;
use crate::model::exits;
use crate::model::numbers::{fixed, percent, signed};
use crate::model::ranking;
use crate::model::suppression::group_beside;
use crate::model::voice::{Voice, party_anchor};
use crate::theme::Tone;

/// Drivers in a profile before the rest is summed up.
const DRIVERS: usize = 8;
/// Questions named under "what is missing".
const QUESTIONS: usize = 4;

pub(super) fn compose(voice: &Voice<'_>) -> Vec<Piece> {
    let parties = ranking::with_own_page(voice, OWN_PAGES);
    if parties.is_empty() {
        return nothing(voice, "suppliers-empty");
    }
    let mut pieces = vec![paragraph(voice, "profiles-intro")];
    for (at, party) in parties.into_iter().enumerate() {
        pieces.extend(profile(voice, at + 1, party));
    }
    pieces
}

fn profile(voice: &Voice<'_>, rank: usize, party: &PartyResult) -> Vec<Piece> {
    let title = format!("{rank}. {}", voice.name(&party.party_id));
    let key = |name: &str| format!("{name}:{}", party.party_id);
    let sub = |name: &'static str| Piece::of(Heading::new(2, voice.say(name), key(name)).unmarked());
    let mut pieces = vec![
        Piece::of(Heading::new(1, title, party_anchor(&party.party_id))),
        Piece::of(Facts::new(facts(voice, party)).sized(7.8)),
        sub("profile-kind"),
        Piece::of(Paragraph::new(kind_of_place(voice, party)).after(4.0).kept()),
        Piece::of(Table::new(vec![Column::text("", 1.0)], vec![Row::new(vec![Cell::graphic(regimes(voice, party))])])),
        sub("profile-indicators"),
        Piece::of(strip(voice, party)),
        note(voice, "profile-indicators-note"),
    ];
    if !party.drivers.is_empty() {
        pieces.push(sub("profile-drivers"));
        pieces.push(Piece::of(drivers(voice, party)));
    }
    let observed: Vec<&RegisterEntry> =
        entries(voice, party).filter(|entry| entry.status == RegisterStatus::Observed).collect();
    pieces.push(sub("profile-register"));
    if observed.is_empty() {
        pieces.push(paragraph(voice, "profile-register-none"));
    } else {
        pieces.push(Piece::of(List::bullets(observed.into_iter().map(|entry| observed_line(voice, entry))).sized(8.4)));
    }
    pieces.push(sub("profile-missing"));
    pieces.push(Piece::of(List::bullets(missing(voice, party)).sized(8.4)));
    if let Some(exit) = voice.assessment().exits.iter().find(|exit| exit.party_id == party.party_id) {
        pieces.push(sub("profile-exit"));
        pieces.push(Piece::of(List::bullets(exits::lines(voice, exit)).sized(8.4)));
    }
    pieces
}

fn entries<'a>(voice: &Voice<'a>, party: &PartyResult) -> impl Iterator<Item = &'a RegisterEntry> {
    // The register is ordered by party.
    let register = &voice.assessment().register;
    let start = register.partition_point(|entry| entry.party_id < party.party_id);
    let id = party.party_id.clone();
    register.iter().skip(start).take_while(move |entry| entry.party_id == id)
}

fn kind_of_place(voice: &Voice<'_>, party: &PartyResult) -> Rich {
    let words: Vec<String> = voice
        .assessment()
        .manifest
        .regimes
        .iter()
        .zip(&party.regimes)
        .map(|(regime, probability)| format!("{} {}", voice.regime(regime), percent(*probability)))
        .collect();
    voice.rich("profile-kind-value", &[("regimes", words.join(", ").into())])
}

fn regimes(voice: &Voice<'_>, party: &PartyResult) -> Stack {
    let regimes = &voice.assessment().manifest.regimes;
    let last = regimes.len().saturating_sub(1);
    let parts = regimes.iter().zip(&party.regimes).enumerate().map(|(at, (regime, probability))| {
        let tone = match at {
            0 => Tone::Low,
            at if at == last => Tone::Critical,
            1 => Tone::Elevated,
            _ => Tone::High,
        };
        (*probability, tone, format!("{} {}", voice.regime(regime), percent(*probability)))
    });
    Stack { parts: parts.collect() }
}

fn strip(voice: &Voice<'_>, party: &PartyResult) -> Strip {
    let manifest = &voice.assessment().manifest;
    let indicators = &voice.input.ruleset.source().indicators;
    let cells = manifest
        .channels
        .iter()
        .zip(&party.channels)
        .filter(|(id, _)| indicators.iter().any(|indicator| indicator.id == id.as_str()))
        .map(|(id, channel)| {
            let mut seen = Seen::Unknown;
            let statuses: Vec<RegisterStatus> =
                entries(voice, party).filter(|entry| entry.indicator == *id).map(|entry| entry.status).collect();
            if statuses.contains(&RegisterStatus::Observed) {
                seen = Seen::Yes;
            } else if !statuses.is_empty() && statuses.iter().all(|status| *status == RegisterStatus::NotObserved) {
                seen = Seen::No;
            }
            IndicatorCell {
                name: voice.channel(id.as_str()),
                likelihood: channel.own,
                text: percent(channel.own),
                seen,
            }
        })
        .collect();
    Strip { cells }
}

fn drivers(voice: &Voice<'_>, party: &PartyResult) -> Table {
    let row = |label: String, change: f64| {
        Row::new(vec![
            Cell::from(label),
            Cell::from(signed(change, 2)),
            Cell::from(format!("× {}", fixed(libm::exp(change), 2))),
        ])
    };
    let mut rows: Vec<Row> = Vec::new();
    let prior: f64 =
        party.drivers.iter().filter(|driver| driver.kind == DriverKind::Prior).map(|driver| driver.change).sum();
    rows.push(row(voice.say("driver-prior"), prior));
    let others = drivers_together(party);
    rows.extend(others.iter().take(DRIVERS).map(|(driver, times)| {
        let label = voice.driver(driver);
        let label = if *times > 1 {
            voice.tell("driver-times", &[("driver", label.into()), ("times", (*times).into())])
        } else {
            label
        };
        row(label, driver.change)
    }));
    let rest = others.len().saturating_sub(DRIVERS);
    if rest > 0 {
        let change = others.iter().skip(DRIVERS).map(|(driver, _)| driver.change).sum();
        rows.push(row(voice.tell("drivers-rest", &[("drivers", rest.into())]), change));
    }
    let sum: f64 = party.drivers.iter().map(|driver| driver.change).sum();
    let total = voice.tell("drivers-sum", &[("likelihood", percent(party.likelihood).into())]);
    rows.push(Row::total(vec![Cell::from(total), Cell::from(signed(sum, 2)), Cell::empty()]));
    let columns = vec![
        Column::text(voice.say("column-driver"), 1.0),
        Column::number(voice.say("column-log-odds"), 74.0),
        Column::number(voice.say("column-odds"), 64.0),
    ];
    Table::new(columns, rows).sized(7.6)
}

fn observed_line(voice: &Voice<'_>, entry: &RegisterEntry) -> Rich {
    let group =
        group_beside(entry.group, entry.affected).map_or_else(|| voice.say("group-small"), |group| voice.group(group));
    voice.rich(
        "profile-observed",
        &[
            ("leaf", voice.leaf(entry.leaf.as_str()).into()),
            ("group", group.into()),
            ("period", voice.period(entry.period).into()),
            ("rows", entry.evidence.len().into()),
            ("id", entry.register_id.as_str().into()),
        ],
    )
}

fn missing(voice: &Voice<'_>, party: &PartyResult) -> Vec<Rich> {
    let mut lines = Vec::new();
    if party.evidence_count == 0 {
        lines.push(voice.rich("missing-not-examined", &[]));
    }
    if !party.gaps.is_empty() {
        let gaps: Vec<String> = party.gaps.iter().map(|gap| voice.factor(gap)).collect();
        lines.push(voice.rich("missing-gaps", &[("gaps", gaps.join("; ").into())]));
    }
    let unknown: Vec<&RegisterEntry> =
        entries(voice, party).filter(|entry| entry.status == RegisterStatus::Unknown).collect();
    if !unknown.is_empty() {
        lines.push(voice.rich("missing-leaves", &[("leaves", unknown.len().into())]));
    }
    // Coercion first: without it no pattern can be shown or ruled out.
    let mut sorted = unknown;
    sorted.sort_by(|one, other| other.class.cmp(&one.class).then(one.leaf.cmp(&other.leaf)));
    let mut named: Vec<&QuestionId> = Vec::new();
    for question in sorted.iter().filter_map(|entry| entry.missing.first()) {
        if named.len() < QUESTIONS && !named.contains(&question) {
            named.push(question);
        }
    }
    lines.extend(named.into_iter().map(|question| {
        let id = question.as_str();
        voice.rich("missing-question", &[("question", voice.question(id).into()), ("id", id.into())])
    }));
    if lines.is_empty() {
        lines.push(voice.rich("missing-nothing", &[]));
    }
    lines
}
