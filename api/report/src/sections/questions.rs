//! What to ask next: the questions whose answers would move the likelihood most, asked of the source that would see most.

use super::{OWN_PAGES, note, nothing, paragraph, party_name};
use crate::layout::cell::Cell;
use crate::layout::flow::Piece;
use crate::layout::rich::Rich;
use crate::layout::table::{Column, Row, Table};
use crate::model::numbers::{fixed, percent};
use crate::model::ranking;
use crate::model::voice::Voice;
use crate::theme::MUTED;

/// Questions printed; the table beside the report holds all.
const QUESTIONS: usize = 20;

pub(super) fn compose(voice: &Voice<'_>) -> Vec<Piece> {
    let questions = &voice.assessment().questions;
    if questions.is_empty() {
        return nothing(voice, "questions-none");
    }
    let own_pages = ranking::with_own_page(voice, OWN_PAGES);
    let rows = questions.iter().take(QUESTIONS).map(|value| {
        let asked = Rich::plain(voice.question(value.question.as_str()))
            .then(Rich::plain(format!("\n{} · {}", value.question, voice.group(value.group))).coloured(MUTED));
        Row::new(vec![
            Cell::from(party_name(voice, &value.party_id, &own_pages)),
            Cell::from(asked),
            Cell::from(Rich::plain(voice.source(&value.source))),
            Cell::from(Rich::plain(fixed(value.expected_shift, 3))),
            Cell::from(Rich::plain(percent(value.band_change))),
        ])
    });
    let columns = vec![
        Column::text(voice.say("column-party"), 1.0),
        Column::text(voice.say("column-question-about"), 1.6),
        Column::text(voice.say("column-ask"), 0.8),
        Column::number(voice.say("column-shift"), 52.0),
        Column::number(voice.say("column-band-change"), 52.0),
    ];
    vec![
        paragraph(voice, "questions-intro"),
        Piece::of(Table::new(columns, rows.collect()).sized(7.8)),
        note(voice, "questions-note"),
    ]
}
