//! Contributions as bars that add up to the expected number of places, and how that number splits.

use karvon_engine::assessment::{PartyResult, Split, SplitBy};
use karvon_engine::ids::PartyId;

use super::{BARS, OWN_PAGES, SPLIT_ROWS, note, nothing, party_name};
use crate::layout::bars::{Bar, Bars};
use crate::layout::cell::Cell;
use crate::layout::flow::Piece;
use crate::layout::heading::Heading;
use crate::layout::mark::ShareBar;
use crate::layout::paragraph::Paragraph;
use crate::layout::rich::Rich;
use crate::layout::table::{Column, Row, Table};
use crate::model::numbers::{apportion, decimals_for, fixed, percent};
use crate::model::ranking;
use crate::model::voice::Voice;

pub(super) fn compose(voice: &Voice<'_>) -> Vec<Piece> {
    let Some(summary) = &voice.assessment().summary else {
        return nothing(voice, "contributions-no-subject");
    };
    let total = summary.all_links.expected_sources;
    let decimals = decimals_for(total);
    let values = [
        ("expected", fixed(total, decimals).into()),
        ("low", fixed(summary.all_links.expected_low, decimals).into()),
        ("high", fixed(summary.all_links.expected_high, decimals).into()),
    ];
    let mut pieces = vec![
        Piece::of(Paragraph::new(voice.rich("contributions-intro", &values)).after(8.0)),
        Piece::of(bars(voice, decimals)),
    ];
    pieces.push(note(voice, "contributions-note"));
    for split in &voice.assessment().splits {
        let key = format!("split-{}", by(split.by));
        pieces.push(Piece::of(Heading::new(1, voice.say(&key), key)));
        pieces.push(Piece::of(split_table(voice, split, total, decimals)));
    }
    pieces
}

/// Parties with a contribution, largest first.
fn contributors<'a>(voice: &Voice<'a>) -> Vec<(&'a PartyResult, f64)> {
    let mut parties: Vec<(&PartyResult, f64)> = voice
        .assessment()
        .parties
        .iter()
        .filter_map(|party| Some((party, party.contribution.filter(|part| *part > 0.0)?)))
        .collect();
    parties.sort_by(|one, other| other.1.total_cmp(&one.1).then(one.0.party_id.cmp(&other.0.party_id)));
    parties
}

fn bars(voice: &Voice<'_>, decimals: usize) -> Bars {
    let parties = contributors(voice);
    let own_pages = ranking::with_own_page(voice, OWN_PAGES);
    let rest: f64 = parties.iter().skip(BARS).map(|(_, part)| part).sum();
    let mut parts: Vec<f64> = parties.iter().take(BARS).map(|(_, part)| *part).collect();
    let others = parties.len().saturating_sub(BARS);
    if others > 0 {
        parts.push(rest);
    }
    let printed = apportion(&parts, decimals);
    let mut bars: Vec<Bar> = parties
        .iter()
        .take(BARS)
        .zip(&printed)
        .map(|((party, part), text)| Bar {
            label: party_name(voice, &party.party_id, &own_pages)
                .then(Rich::plain(format!(" · {}", voice.country(party.country)))),
            value: Some(*part),
            range: party.contribution_range.map(|[low, high]| (low, high)),
            text: text.clone(),
            sum: false,
        })
        .collect();
    if others > 0 {
        let label = voice.rich("contributions-others", &[("parties", others.into())]);
        bars.push(Bar {
            label,
            value: None,
            range: None,
            text: printed.last().cloned().unwrap_or_default(),
            sum: false,
        });
    }
    let total: f64 = parts.iter().sum();
    bars.push(Bar {
        label: Rich::bold(voice.say("contributions-sum")),
        value: None,
        range: None,
        text: fixed(total, decimals),
        sum: true,
    });
    Bars::new(bars)
}

fn split_table(voice: &Voice<'_>, split: &Split, total: f64, decimals: usize) -> Table {
    let mut parts: Vec<(String, f64, usize)> = split
        .parts
        .iter()
        .take(SPLIT_ROWS)
        .map(|part| (label(voice, split.by, &part.key), part.value, part.parties))
        .collect();
    let rest: Vec<_> = split.parts.iter().skip(SPLIT_ROWS).collect();
    if !rest.is_empty() {
        let others = voice.tell("split-others", &[("parts", rest.len().into())]);
        parts.push((others, rest.iter().map(|part| part.value).sum(), rest.iter().map(|part| part.parties).sum()));
    }
    let printed = apportion(&parts.iter().map(|(_, value, _)| *value).collect::<Vec<_>>(), decimals);
    // Over links and recruiters one place counts in several parts, so numbers of places would not add up.
    let over_links = match split.by {
        SplitBy::Country | SplitBy::Tier | SplitBy::Kind => false,
        SplitBy::Commodity | SplitBy::LinkKind | SplitBy::Recruiter => true,
    };
    let rows = parts.iter().zip(&printed).map(|((label, value, parties), text)| {
        let share = if total > 0.0 { value / total } else { 0.0 };
        let mut cells = vec![
            Cell::from(label.as_str()),
            Cell::from(text.as_str()),
            Cell::graphic(ShareBar { share, label: percent(share) }),
        ];
        if !over_links {
            cells.insert(1, Cell::from(parties.to_string()));
        }
        Row::new(cells)
    });
    let mut rows: Vec<Row> = rows.collect();
    let sum: f64 = parts.iter().map(|(_, value, _)| value).sum();
    let mut cells = vec![Cell::from(voice.say("split-sum")), Cell::from(fixed(sum, decimals)), Cell::empty()];
    if !over_links {
        cells.insert(1, Cell::from(parts.iter().map(|(_, _, parties)| parties).sum::<usize>().to_string()));
    }
    rows.push(Row::total(cells));
    let mut columns = vec![
        Column::text(voice.say(&format!("column-{}", by(split.by))), 1.0),
        Column::number(voice.say("column-expected"), 80.0),
        Column::fixed(voice.say("column-share"), 150.0),
    ];
    if !over_links {
        columns.insert(1, Column::number(voice.say("column-places"), 60.0));
    }
    Table::new(columns, rows)
}

/// The word for an axis in message keys.
const fn by(axis: SplitBy) -> &'static str {
    match axis {
        SplitBy::Country => "country",
        SplitBy::Tier => "tier",
        SplitBy::Kind => "kind",
        SplitBy::Commodity => "commodity",
        SplitBy::LinkKind => "link-kind",
        SplitBy::Recruiter => "recruiter",
    }
}

fn label(voice: &Voice<'_>, axis: SplitBy, key: &str) -> String {
    if key == "own_operations" {
        return voice.say("split-own-operations");
    }
    match axis {
        SplitBy::Recruiter if key.is_empty() => voice.say("split-no-recruiter"),
        _ if key.is_empty() => voice.say("split-unknown"),
        SplitBy::Country => voice.country_code(key),
        SplitBy::Tier if key == "0" => voice.say("tier-own-short"),
        SplitBy::Tier => voice.tell("tier-number", &[("tier", key.into())]),
        SplitBy::Kind => voice.say(&format!("kind-{key}")),
        SplitBy::LinkKind => voice.say(&format!("link-{key}")),
        SplitBy::Recruiter => voice.name(&PartyId::new(key)),
        SplitBy::Commodity => {
            let code = voice.tell("commodity", &[("code", key.into())]);
            voice.input.words.word(&format!("commodity-{key}")).map_or(code.clone(), |name| format!("{name} ({code})"))
        }
    }
}
