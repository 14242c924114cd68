//! Sources that contradict each other: who denied what another shows, and what follows.

use karvon_engine::ids::EvidenceId;

use super::{OWN_PAGES, note, nothing, paragraph, party_name, shortened};
use crate::layout::cell::Cell;
use crate::layout::flow::Piece;
use crate::layout::rich::Rich;
use crate::layout::table::{Column, Row, Table};
use crate::model::disputes::disputes;
use crate::model::ranking;
use crate::model::voice::Voice;
use crate::theme::{ACCENT, MUTED};

pub(super) fn compose(voice: &Voice<'_>) -> Vec<Piece> {
    let pairs = &voice.assessment().contradictions;
    if pairs.is_empty() {
        return nothing(voice, "contradictions-none");
    }
    let own_pages = ranking::with_own_page(voice, OWN_PAGES);
    let mut rows = Vec::new();
    let mut last = None;
    for dispute in disputes(voice.assessment(), |party| voice.tells_of(party)) {
        let pair = dispute.first;
        if last != Some(&pair.party_id) {
            rows.push(Row::group(party_name(voice, &pair.party_id, &own_pages)));
            last = Some(&pair.party_id);
        }
        let about = Rich::plain(voice.channel(pair.indicator.as_str()))
            .then(Rich::plain(format!("\n{}", voice.group(pair.group))).coloured(MUTED));
        let about = match dispute.pairs {
            1 => about,
            pairs => about.then(
                Rich::plain(format!("\n{}", voice.tell("contradictions-pairs", &[("pairs", pairs.into())])))
                    .coloured(MUTED),
            ),
        };
        rows.push(Row::new(vec![
            Cell::from(about),
            Cell::from(side(voice, &pair.denies)),
            Cell::from(side(voice, &pair.shows)),
        ]));
    }
    let columns = vec![
        Column::text(voice.say("column-indicator"), 0.8),
        Column::text(voice.say("column-denies"), 1.3),
        Column::text(voice.say("column-shows"), 1.3),
    ];
    let mut pieces = vec![paragraph(voice, "contradictions-intro")];
    pieces.extend(shortened(voice, "contradictions.csv"));
    pieces.push(Piece::of(Table::new(columns, rows).sized(7.6)));
    pieces.push(note(voice, "contradictions-note"));
    pieces
}

fn side(voice: &Voice<'_>, id: &EvidenceId) -> Rich {
    let Some(row) = voice.evidence(id) else {
        return Rich::plain(id.to_string());
    };
    let date = row.observed_on.map_or_else(|| voice.say("undated"), |date| date.format("%Y-%m-%d").to_string());
    let said =
        Rich::plain(format!("{}, {date}: {} ", voice.source(&row.source), voice.question(row.question.as_str())))
            .then(Rich::bold(format!("{} ", voice.answer(row.question.as_str(), &row.answer))));
    match voice.evidence_number(id) {
        Some(number) => {
            said.then(Rich::plain(format!("[{number}]")).coloured(ACCENT).linked(&super::evidence::anchor(id)))
        }
        None => said,
    }
}
