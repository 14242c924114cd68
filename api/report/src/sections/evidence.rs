//! Index of the evidence that the register and the contradictions rest on.

use karvon_engine::ids::EvidenceId;

use super::{note, nothing, paragraph, shortened};
use crate::layout::cell::Cell;
use crate::layout::flow::Piece;
use crate::layout::rich::Rich;
use crate::layout::table::{Column, Row, Table};
use crate::model::voice::Voice;
use crate::theme::MUTED;

pub(super) fn compose(voice: &Voice<'_>) -> Vec<Piece> {
    let rows = voice.evidence_index();
    if rows.is_empty() {
        return nothing(voice, "evidence-none");
    }
    let as_of = voice.assessment().manifest.as_of;
    let mut table_rows = Vec::new();
    let mut last = None;
    for (at, row) in rows.iter().enumerate() {
        if last != Some(&row.party) {
            table_rows.push(Row::group(voice.name(&row.party)));
            last = Some(&row.party);
        }
        let asked = Rich::plain(voice.question(row.question.as_str()))
            .then(Rich::plain(format!(" ({})", row.question)).coloured(MUTED));
        let date = row.observed_on.map_or_else(
            || voice.say("undated"),
            |date| {
                let days = usize::try_from((as_of - date).num_days()).unwrap_or(0);
                format!("{}, {}", date.format("%Y-%m-%d"), voice.tell("days-old", &[("days", days.into())]))
            },
        );
        let place = voice.input.sources.place(&row.id).map(|place| format!("\n{place}")).unwrap_or_default();
        let cells = vec![
            Cell::from((at + 1).to_string()),
            Cell::from(asked),
            Cell::from(Rich::bold(voice.answer(row.question.as_str(), &row.answer))),
            Cell::from(Rich::plain(voice.source(&row.source)).then(Rich::plain(format!("\n{date}")).coloured(MUTED))),
            Cell::from(Rich::plain(row.id.to_string()).then(Rich::plain(place).coloured(MUTED))),
        ];
        table_rows.push(Row::new(cells).anchored(anchor(&row.id)));
    }
    let columns = vec![
        Column::number("", 22.0),
        Column::text(voice.say("column-question"), 1.7),
        Column::text(voice.say("column-answer"), 0.8),
        Column::text(voice.say("column-source-date"), 1.1),
        Column::fixed(voice.say("column-evidence-id"), 88.0),
    ];
    let mut pieces = vec![paragraph(voice, "evidence-intro")];
    pieces.extend(shortened(voice, "register.csv"));
    pieces.push(note(voice, "evidence-note"));
    pieces.push(Piece::of(Table::new(columns, table_rows).sized(7.0)));
    pieces
}

/// The anchor of a row of evidence in the index.
pub(super) fn anchor(id: &EvidenceId) -> String {
    format!("evidence:{id}")
}
