//! The indicator register: what is observed, for whom, when, by which evidence; and how much is not known.

use std::collections::{BTreeMap, BTreeSet};

use karvon_engine::assessment::{RegisterEntry, RegisterStatus};
use karvon_engine::evidence::{Period, WorkerGroup};
use karvon_engine::ids::{ChannelId, EvidenceId, LeafId, PartyId};

use super::{OWN_PAGES, note, paragraph, party_name, shortened};
use crate::layout::cell::Cell;
use crate::layout::flow::Piece;
use crate::layout::rich::Rich;
use crate::layout::table::{Column, Row, Table};
use crate::model::ranking;
use crate::model::suppression::group_beside;
use crate::model::voice::Voice;
use crate::theme::{ACCENT, MUTED};

pub(super) fn compose(voice: &Voice<'_>) -> Vec<Piece> {
    let mut pieces = vec![paragraph(voice, "register-intro")];
    pieces.extend(shortened(voice, "register.csv"));
    pieces.push(super::heading(voice, 1, "register-patterns"));
    if voice.assessment().registered_patterns.is_empty() {
        pieces.push(paragraph(voice, "register-patterns-none"));
    } else {
        pieces.push(note(voice, "register-patterns-note"));
        pieces.push(Piece::of(patterns(voice)));
    }
    pieces.push(super::heading(voice, 1, "register-observed"));
    let observed: Vec<&RegisterEntry> = observed(voice).collect();
    if observed.is_empty() {
        pieces.push(paragraph(voice, "register-observed-none"));
    } else {
        pieces.push(Piece::of(observed_table(voice, &observed)));
    }
    pieces.push(super::heading(voice, 1, "register-by-indicator"));
    pieces.push(note(voice, "register-by-indicator-note"));
    pieces.push(Piece::of(by_indicator(voice)));
    pieces
}

/// What is observed at the parties that are told of.
fn observed<'a>(voice: &Voice<'a>) -> impl Iterator<Item = &'a RegisterEntry> {
    let entries = voice.assessment().register.iter();
    entries.filter(|entry| entry.status == RegisterStatus::Observed && voice.tells_of(&entry.party_id))
}

fn group_words(voice: &Voice<'_>, entry: &RegisterEntry) -> String {
    let group =
        group_beside(entry.group, entry.affected).map_or_else(|| voice.say("group-small"), |group| voice.group(group));
    match entry.affected {
        None => group,
        Some(_) => voice
            .tell("group-affected", &[("group", group.into()), ("affected", voice.headcount(entry.affected).into())]),
    }
}

/// The leaves that pair up and the days from the first to the last of them.
type Pairing<'a> = (BTreeSet<&'a LeafId>, Option<Period>);

/// One row per party, pattern and group, with all leaves that pair up and the days from the first to the last of them.
fn patterns(voice: &Voice<'_>) -> Table {
    let own_pages = ranking::with_own_page(voice, OWN_PAGES);
    let assessment = voice.assessment();
    let mut together: BTreeMap<(&PartyId, &ChannelId, WorkerGroup), Pairing<'_>> = BTreeMap::new();
    let small: BTreeSet<(&PartyId, WorkerGroup, &LeafId)> = observed(voice)
        .filter(|entry| group_beside(entry.group, entry.affected).is_none())
        .map(|entry| (&entry.party_id, entry.group, &entry.leaf))
        .collect();
    for pattern in assessment.registered_patterns.iter().filter(|pattern| voice.tells_of(&pattern.party_id)) {
        let (leaves, period) = together.entry((&pattern.party_id, &pattern.pattern, pattern.group)).or_default();
        leaves.extend(&pattern.leaves);
        *period = match (*period, pattern.period) {
            (Some(one), Some(other)) => Some(Period { from: one.from.min(other.from), to: one.to.max(other.to) }),
            (one, other) => one.or(other),
        };
    }
    let rows = together
        .into_iter()
        .map(|((party, pattern, group), (leaves, period))| {
            let small = leaves.iter().any(|leaf| small.contains(&(party, group, *leaf)));
            let group = if small { voice.say("group-small") } else { voice.group(group) };
            let leaves: Vec<String> = leaves.into_iter().map(|leaf| voice.leaf(leaf.as_str())).collect();
            Row::new(vec![
                Cell::from(
                    party_name(voice, party, &own_pages)
                        .then(Rich::plain(format!("\n{}", voice.channel(pattern.as_str()))).coloured(MUTED)),
                ),
                Cell::from(group),
                Cell::from(voice.period(period)),
                Cell::from(leaves.join("; ")),
            ])
        })
        .collect();
    let columns = vec![
        Column::text(voice.say("column-party-pattern"), 1.3),
        Column::text(voice.say("column-group"), 0.7),
        Column::fixed(voice.say("column-period"), 66.0),
        Column::text(voice.say("column-rests-on"), 1.8),
    ];
    Table::new(columns, rows).sized(7.6)
}

fn observed_table(voice: &Voice<'_>, entries: &[&RegisterEntry]) -> Table {
    let own_pages = ranking::with_own_page(voice, OWN_PAGES);
    let mut rows = Vec::new();
    let mut last = None;
    for entry in entries {
        if last != Some(&entry.party_id) {
            rows.push(Row::group(party_name(voice, &entry.party_id, &own_pages)));
            last = Some(&entry.party_id);
        }
        let leaf = Rich::plain(voice.leaf(entry.leaf.as_str()))
            .then(Rich::plain(format!("\n{}", entry.register_id)).coloured(MUTED));
        rows.push(Row::new(vec![
            Cell::from(leaf),
            Cell::from(voice.class(entry.class)),
            Cell::from(group_words(voice, entry)),
            Cell::from(voice.period(entry.period)),
            Cell::from(evidence_lines(voice, &entry.evidence)),
        ]));
    }
    let columns = vec![
        Column::text(voice.say("column-indicator"), 1.5),
        Column::fixed(voice.say("column-class"), 72.0),
        Column::text(voice.say("column-group"), 0.9),
        Column::fixed(voice.say("column-period"), 66.0),
        Column::text(voice.say("column-evidence"), 1.4),
    ];
    Table::new(columns, rows).sized(7.6)
}

/// Source and date of the evidence, each with the numbers that lead to its lines in the index.
fn evidence_lines(voice: &Voice<'_>, ids: &[EvidenceId]) -> Rich {
    let mut rounds: BTreeMap<String, Vec<(usize, &EvidenceId)>> = BTreeMap::new();
    for id in ids {
        let round = voice.evidence(id).map_or_else(
            || id.to_string(),
            |row| {
                let date =
                    row.observed_on.map_or_else(|| voice.say("undated"), |date| date.format("%Y-%m-%d").to_string());
                format!("{}, {date}", voice.source(&row.source))
            },
        );
        rounds.entry(round).or_default().extend(voice.evidence_number(id).map(|number| (number, id)));
    }
    let mut text = Rich::default();
    for (at, (round, mut numbers)) in rounds.into_iter().enumerate() {
        text = text.then(Rich::plain(if at > 0 { format!("\n{round}") } else { round }));
        numbers.sort_unstable();
        for (number, id) in numbers {
            text = text
                .then(Rich::plain(" "))
                .then(Rich::plain(format!("[{number}]")).coloured(ACCENT).linked(&super::evidence::anchor(id)));
        }
    }
    text
}

fn by_indicator(voice: &Voice<'_>) -> Table {
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    for entry in &voice.assessment().register {
        let cell = match entry.status {
            RegisterStatus::Observed => 0,
            RegisterStatus::NotObserved => 1,
            RegisterStatus::Unknown => 2,
        };
        if let Some(count) = counts.entry(entry.indicator.as_str()).or_default().get_mut(cell) {
            *count += 1;
        }
    }
    let rows = voice
        .input
        .ruleset
        .source()
        .indicators
        .iter()
        .map(|indicator| {
            let [observed, clear, unknown] = counts.get(indicator.id.as_str()).copied().unwrap_or_default();
            let number = |count: usize| {
                if count == 0 { Cell::from(Rich::plain("0").coloured(MUTED)) } else { Cell::from(count.to_string()) }
            };
            Row::new(vec![
                Cell::from(indicator.code.as_str()),
                Cell::from(voice.channel(&indicator.id)),
                if observed > 0 { Cell::from(Rich::bold(observed.to_string())) } else { number(0) },
                number(clear),
                number(unknown),
            ])
        })
        .collect();
    let columns = vec![
        Column::fixed("", 28.0),
        Column::text(voice.say("column-indicator"), 1.0),
        Column::number(voice.say("register-status-observed"), 70.0),
        Column::number(voice.say("register-status-clear"), 80.0),
        Column::number(voice.say("register-status-unknown"), 70.0),
    ];
    Table::new(columns, rows)
}
