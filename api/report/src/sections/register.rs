//! The indicator register: what is observed, for whom, when, by which evidence; and how much is not known.

use std::collections::BTreeMap;

use karvon_engine::assessment::{RegisterEntry, RegisterStatus};
use karvon_engine::ids::EvidenceId;

use super::{OWN_PAGES, note, paragraph, party_name};
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
    pieces.push(super::heading(voice, 1, "register-patterns"));
    if voice.assessment().registered_patterns.is_empty() {
        pieces.push(paragraph(voice, "register-patterns-none"));
    } else {
        pieces.push(note(voice, "register-patterns-note"));
        pieces.push(Piece::of(patterns(voice)));
    }
    pieces.push(super::heading(voice, 1, "register-observed"));
    let observed: Vec<&RegisterEntry> = voice.assessment().register.iter().filter(|entry| entry.status == RegisterStatus::Observed).collect();
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

fn group_words(voice: &Voice<'_>, entry: &RegisterEntry) -> String {
    let group = group_beside(entry.group, entry.affected).map_or_else(|| voice.say("group-small"), |group| voice.group(group));
    match entry.affected {
        None => group,
        Some(_) => voice.tell("group-affected", &[("group", group.into()), ("affected", voice.headcount(entry.affected).into())]),
    }
}

fn patterns(voice: &Voice<'_>) -> Table {
    let own_pages = ranking::with_own_page(voice, OWN_PAGES);
    let rows = voice
        .assessment()
        .registered_patterns
        .iter()
        .map(|pattern| {
            let behind = voice.assessment().register.iter().filter(|entry| {
                entry.party_id == pattern.party_id && entry.status == RegisterStatus::Observed && pattern.leaves.contains(&entry.leaf)
            });
            let small = behind.clone().any(|entry| entry.group == pattern.group && group_beside(entry.group, entry.affected).is_none());
            let group = if small { voice.say("group-small") } else { voice.group(pattern.group) };
            let leaves: Vec<String> = pattern.leaves.iter().map(|leaf| voice.leaf(leaf.as_str())).collect();
            Row::new(vec![
                Cell::from(party_name(voice, &pattern.party_id, &own_pages)),
                Cell::from(voice.channel(pattern.pattern.as_str())),
                Cell::from(group),
                Cell::from(voice.period(pattern.period)),
                Cell::from(leaves.join("; ")),
            ])
        })
        .collect();
    let columns = vec![
        Column::text(voice.say("column-party"), 1.2),
        Column::text(voice.say("column-pattern"), 0.9),
        Column::text(voice.say("column-group"), 0.7),
        Column::text(voice.say("column-period"), 0.8),
        Column::text(voice.say("column-rests-on"), 1.6),
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
        let leaf = Rich::plain(voice.leaf(entry.leaf.as_str())).then(Rich::plain(format!("\n{}", entry.register_id)).coloured(MUTED));
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
        Column::fixed(voice.say("column-class"), 62.0),
        Column::text(voice.say("column-group"), 0.9),
        Column::fixed(voice.say("column-period"), 66.0),
        Column::text(voice.say("column-evidence"), 1.4),
    ];
    Table::new(columns, rows).sized(7.6)
}

/// Source and date of each row of evidence, leading to its line in the index.
fn evidence_lines(voice: &Voice<'_>, ids: &[EvidenceId]) -> Rich {
    let mut text = Rich::default();
    for (at, id) in ids.iter().enumerate() {
        let words = voice.evidence(id).map_or_else(
            || id.to_string(),
            |row| {
                let date = row.observed_on.map_or_else(|| voice.say("undated"), |date| date.format("%Y-%m-%d").to_string());
                format!("{}, {date} ", voice.source(&row.source))
            },
        );
        if at > 0 {
            text = text.then(Rich::plain("\n"));
        }
        text = text.then(Rich::plain(words));
        if let Some(number) = voice.evidence_number(id) {
            text = text.then(Rich::plain(format!("[{number}]")).coloured(ACCENT).linked(&super::evidence::anchor(id)));
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
            let number = |count: usize| if count == 0 { Cell::from(Rich::plain("0").coloured(MUTED)) } else { Cell::from(count.to_string()) };
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
