//! Parties ranked, with likelihood, range, coverage, band and three drivers each.

use karvon_engine::assessment::PartyResult;

use super::{OWN_PAGES, RANKED_ROWS, band_cell, nothing, party_name};
use crate::layout::cell::Cell;
use crate::layout::flow::Piece;
use crate::layout::mark::{RangeBar, ShareBar};
use crate::layout::paragraph::Paragraph;
use crate::layout::rich::Rich;
use crate::layout::table::{Column, Row, Table};
use crate::model::drivers::Ids;
use crate::model::numbers::percent;
use crate::model::ranking;
use crate::model::voice::Voice;
use crate::theme::MUTED;

pub(super) fn compose(voice: &Voice<'_>) -> Vec<Piece> {
    let ranked = ranking::ranked(voice);
    if ranked.is_empty() {
        return nothing(voice, "suppliers-empty");
    }
    let shown = ranked.len().min(RANKED_ROWS);
    let intro = voice.rich("suppliers-intro", &[("shown", shown.into()), ("all", ranked.len().into())]);
    let own_pages = ranking::with_own_page(voice, OWN_PAGES);
    let rows =
        ranked.iter().take(RANKED_ROWS).enumerate().map(|(at, party)| row(voice, at + 1, party, &own_pages)).collect();
    let columns = vec![
        Column::number("", 20.0),
        Column::text(voice.say("column-party"), 1.25),
        Column::fixed(voice.say("column-band"), 68.0),
        Column::fixed(voice.say("column-likelihood-range"), 82.0),
        Column::fixed(voice.say("column-coverage"), 66.0),
        Column::text(voice.say("column-drivers"), 1.4),
    ];
    vec![Piece::of(Paragraph::new(intro).after(8.0)), Piece::of(Table::new(columns, rows).sized(7.6))]
}

fn row(voice: &Voice<'_>, rank: usize, party: &PartyResult, own_pages: &[&PartyResult]) -> Row {
    let drivers = voice.drivers(party, 3, Ids::Shown);
    let drivers = if drivers.is_empty() { voice.say("why-prior") } else { drivers.join("\n") };
    let likelihood = format!("{} ({})", percent(party.likelihood), voice.range(party.p_low, party.p_high));
    let range = RangeBar { low: party.p_low, value: party.likelihood, high: party.p_high };
    Row::new(vec![
        Cell::from(rank.to_string()),
        Cell::from(
            party_name(voice, &party.party_id, own_pages)
                .then(Rich::plain(format!("\n{}", place(voice, party))).coloured(MUTED)),
        ),
        band_cell(voice, party),
        Cell::both(likelihood, range),
        Cell::graphic(ShareBar { share: party.coverage, label: percent(party.coverage) }),
        Cell::from(drivers),
    ])
}

/// Country, kind and tier in a line.
pub(super) fn place(voice: &Voice<'_>, party: &PartyResult) -> String {
    let mut parts = vec![voice.country(party.country), voice.kind(party.kind)];
    match party.tier {
        Some(0) => parts.push(voice.say("tier-own-short")),
        Some(tier) => parts.push(voice.tell("tier-number", &[("tier", tier.to_string().into())])),
        None => {}
    }
    parts.join(" · ")
}
