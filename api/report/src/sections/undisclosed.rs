//! Supply that must exist and that no link discloses, under the map of the network.

use karvon_engine::assessment::UndisclosedSupply;

use super::{heading, note, paragraph};
use crate::layout::cell::Cell;
use crate::layout::flow::Piece;
use crate::layout::paragraph::Paragraph;
use crate::layout::rich::Rich;
use crate::layout::table::{Column, Row, Table};
use crate::model::numbers::{decimals_for, fixed, percent};
use crate::model::voice::Voice;

/// Supplies printed; the assessment holds all.
const ROWS: usize = 30;

/// Nothing where every input that must be there is disclosed.
pub(super) fn compose(voice: &Voice<'_>) -> Vec<Piece> {
    let supplies = &voice.assessment().undisclosed;
    let Some(first) = supplies.first() else { return Vec::new() };
    let columns = vec![
        Column::text(voice.say("column-needed-by"), 1.0),
        Column::number(voice.say("column-likelihood-range"), 110.0),
        Column::number(voice.say(if first.counted { "column-adds" } else { "column-would-add" }), 70.0),
    ];
    let mut rows = Vec::new();
    let mut last = "";
    for supply in supplies.iter().take(ROWS) {
        if supply.input != last {
            rows.push(Row::group(from(voice, supply)));
            last = &supply.input;
        }
        rows.push(row(voice, supply));
    }
    let mut pieces = vec![
        heading(voice, 1, "undisclosed-heading"),
        paragraph(voice, "undisclosed-intro"),
        Piece::of(Table::new(columns, rows).sized(7.8)),
    ];
    if let Some(more @ 1..) = supplies.len().checked_sub(ROWS) {
        pieces.push(Piece::of(Paragraph::note(voice.rich("undisclosed-more", &[("more", more.into())])).after(4.0)));
    }
    pieces.push(if first.counted { note(voice, "undisclosed-counted") } else { note(voice, "undisclosed-drawn") });
    pieces
}

/// The input and where such goods come from, largest share first.
fn from(voice: &Voice<'_>, supply: &UndisclosedSupply) -> String {
    let mut mix: Vec<(&String, f64)> = supply.countries.iter().map(|(code, share)| (code, *share)).collect();
    mix.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.cmp(other.0)));
    let mut countries: Vec<String> =
        mix.iter().map(|(code, share)| format!("{} {}", voice.country_code(code), percent(*share))).collect();
    let rest = 1.0 - mix.iter().map(|(_, share)| share).sum::<f64>();
    if rest > REST {
        countries.push(format!("{} {}", voice.say("country-unknown"), percent(rest)));
    }
    let values = [("input", voice.named("input", &supply.input).into()), ("countries", countries.join(", ").into())];
    voice.tell("undisclosed-input", &values)
}

fn row(voice: &Voice<'_>, supply: &UndisclosedSupply) -> Row {
    let range = voice.range(supply.p_low, supply.p_high);
    let decimals = voice.assessment().summary.as_ref().map_or(2, |all| decimals_for(all.all_links.expected_sources));
    Row::new(vec![
        Cell::from(voice.name(&supply.buyer_id)),
        Cell::from(format!("{} ({range})", percent(supply.likelihood))),
        Cell::from(Rich::bold(supply.contribution.map_or_else(|| "–".to_owned(), |part| fixed(part, decimals)))),
    ])
}

/// Below this the shares of countries leave nothing worth a word.
const REST: f64 = 0.005;
