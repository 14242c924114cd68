//! Choke points: parties that everything from somewhere behind them has to pass on its way to the subject.

use super::{OWN_PAGES, note, nothing, party_name};
use crate::layout::cell::Cell;
use crate::layout::flow::Piece;
use crate::layout::mark::ShareBar;
use crate::layout::paragraph::Paragraph;
use crate::layout::rich::Rich;
use crate::layout::table::{Column, Row, Table};
use crate::model::numbers::{decimals_for, fixed, percent};
use crate::model::ranking;
use crate::model::voice::Voice;
use crate::theme::MUTED;

/// Rows printed; the assessment holds all.
const ROWS: usize = 15;

pub(super) fn compose(voice: &Voice<'_>) -> Vec<Piece> {
    let Some(summary) = &voice.assessment().summary else {
        return nothing(voice, "choke-no-subject");
    };
    let points = &voice.assessment().choke_points;
    if points.is_empty() {
        return nothing(voice, "choke-none");
    }
    let total = summary.all_links.expected_sources;
    let decimals = decimals_for(total);
    let own_pages = ranking::with_own_page(voice, OWN_PAGES);
    let rows = points.iter().take(ROWS).map(|point| {
        let place = voice.party(&point.party_id).map(|party| super::suppliers::place(voice, party)).unwrap_or_default();
        let share = if total > 0.0 { point.behind / total } else { 0.0 };
        Row::new(vec![
            Cell::from(
                party_name(voice, &point.party_id, &own_pages).then(Rich::plain(format!("\n{place}")).coloured(MUTED)),
            ),
            Cell::from(point.parties.to_string()),
            Cell::from(Rich::bold(fixed(point.behind, decimals))),
            Cell::graphic(ShareBar { share, label: percent(share) }),
            Cell::from(fixed(point.own, decimals)),
        ])
    });
    let columns = vec![
        Column::text(voice.say("column-party"), 1.0),
        Column::number(voice.say("column-parties-behind"), 62.0),
        Column::number(voice.say("column-behind"), 70.0),
        Column::fixed(voice.say("column-share"), 130.0),
        Column::number(voice.say("column-own-part"), 62.0),
    ];
    let counts = [("shown", points.len().min(ROWS).into()), ("all", points.len().into())];
    vec![
        Piece::of(Paragraph::new(voice.rich("choke-intro", &counts)).after(6.0)),
        Piece::of(Table::new(columns, rows.collect()).sized(7.8)),
        note(voice, "choke-note"),
    ]
}
