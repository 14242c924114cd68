//! Matches that wait for a decision: names on lists, parties that may be one, what was decided, and which lists were used.

use karvon_engine::assessment::{FoundMatch, ListUse, MatchKind, MatchState, PartyResult, Unknown};
use karvon_engine::ids::PartyId;
use karvon_engine::inputs::Completeness;
use karvon_engine::screening::{Field, FieldComparison, Zone};

use super::{OWN_PAGES, heading, note, paragraph, party_name};
use crate::layout::cell::Cell;
use crate::layout::flow::Piece;
use crate::layout::list::List;
use crate::layout::paragraph::Paragraph;
use crate::layout::rich::Rich;
use crate::layout::table::{Column, Row, Table};
use crate::model::numbers::signed;
use crate::model::ranking;
use crate::model::unknown::{MOST_NAMES, sentence};
use crate::model::voice::Voice;
use crate::theme::MUTED;

/// Matches of one kind that are shown; all stand in the table beside the report.
const MOST_MATCHES: usize = 40;
/// Digits of a hash that are printed; the whole stands in the assessment.
const HASH_DIGITS: usize = 16;

pub(super) fn compose(voice: &Voice<'_>) -> Vec<Piece> {
    let mut pieces = vec![paragraph(voice, "matches-intro")];
    let lacking: Vec<Rich> = voice
        .assessment()
        .unknowns
        .iter()
        .filter(|unknown| is_about_screening(unknown))
        .map(|unknown| sentence(voice, unknown, MOST_NAMES))
        .collect();
    if !lacking.is_empty() {
        pieces.push(Piece::of(List::bullets(lacking)));
    }
    for (kind, title, none) in [
        (MatchKind::List, "matches-lists", "matches-lists-none"),
        (MatchKind::Duplicate, "matches-duplicates", "matches-duplicates-none"),
    ] {
        pieces.push(heading(voice, 1, title));
        let open = of(voice, |found| found.kind == kind && found.state == MatchState::Undecided);
        if open.is_empty() {
            pieces.push(paragraph(voice, none));
            continue;
        }
        pieces.push(Piece::of(undecided(voice, kind, &open)));
        pieces.extend(more(voice, open.len()));
    }
    pieces.push(note(voice, "matches-how"));
    pieces.push(heading(voice, 1, "matches-decided"));
    let decided = of(voice, |found| found.state != MatchState::Undecided);
    if decided.is_empty() {
        pieces.push(paragraph(voice, "matches-decided-none"));
    } else {
        pieces.push(Piece::of(decisions(voice, &decided)));
        pieces.extend(more(voice, decided.len()));
    }
    pieces.push(heading(voice, 1, "matches-used"));
    if voice.assessment().manifest.lists.is_empty() {
        pieces.push(paragraph(voice, "matches-used-none"));
    } else {
        pieces.push(Piece::of(used(voice)));
        pieces.push(note(voice, "matches-used-note"));
    }
    pieces
}

/// How many matches stand in the table beside the report only; `None` where all are shown.
fn more(voice: &Voice<'_>, matches: usize) -> Option<Piece> {
    let more = matches.saturating_sub(MOST_MATCHES);
    (more > 0).then(|| Piece::of(Paragraph::note(voice.rich("matches-more", &[("more", more.into())]))))
}

fn of<'a>(voice: &Voice<'a>, wanted: impl Fn(&FoundMatch) -> bool) -> Vec<&'a FoundMatch> {
    voice.assessment().screening.matches.iter().filter(|found| wanted(found)).collect()
}

fn is_about_screening(unknown: &Unknown) -> bool {
    match unknown {
        Unknown::NotScreened
        | Unknown::ListMissing { .. }
        | Unknown::ListStale { .. }
        | Unknown::ListIncomplete { .. }
        | Unknown::NamelessParties { .. }
        | Unknown::MoreMatches { .. } => true,
        Unknown::UndecidedMatches { .. }
        | Unknown::NothingUpstream { .. }
        | Unknown::NoRecruitmentData
        | Unknown::NoAnswers
        | Unknown::Country { .. }
        | Unknown::UndisclosedInput { .. }
        | Unknown::Factor { .. }
        | Unknown::NotExamined { .. }
        | Unknown::UnsupportedLinks { .. }
        | Unknown::NoCohorts { .. }
        | Unknown::NoRate { .. } => false,
    }
}

fn undecided(voice: &Voice<'_>, kind: MatchKind, open: &[&FoundMatch]) -> Table {
    let own_pages = ranking::with_own_page(voice, OWN_PAGES);
    let rows = open
        .iter()
        .take(MOST_MATCHES)
        .map(|found| {
            let weight = Rich::bold(signed(found.bits, 1))
                .then(Rich::plain(format!("\n{}", voice.say(&format!("zone-{}", found.zone.as_str())))));
            Row::new(vec![
                Cell::from(ours(voice, found, &own_pages)),
                Cell::from(theirs(voice, found)),
                Cell::from(agreement(voice, found)),
                Cell::from(weight),
            ])
        })
        .collect();
    let other = match kind {
        MatchKind::List => "column-listed",
        MatchKind::Duplicate => "column-other-party",
    };
    let columns = vec![
        Column::text(voice.say("column-party"), 1.0),
        Column::text(voice.say(other), 1.1),
        Column::text(voice.say("column-agreement"), 1.7),
        Column::number(voice.say("column-bits"), 58.0),
    ];
    Table::new(columns, rows).sized(7.6)
}

fn ours(voice: &Voice<'_>, found: &FoundMatch, own_pages: &[&PartyResult]) -> Rich {
    let name = party_name(voice, &found.party_id, own_pages).then(small(found.party_id.as_str()));
    match &found.record {
        Some(record) => name.then(small(&voice.tell("matches-record", &[("record", record.as_str().into())]))),
        None => name,
    }
}

fn theirs(voice: &Voice<'_>, found: &FoundMatch) -> Rich {
    let Some(listed) = &found.listed else {
        let id = PartyId::new(&found.other);
        // A record that was merged into another has no page of its own any more; its name is what was compared.
        let name = if voice.party(&id).is_some() { voice.name(&id) } else { compared_name(found) };
        return Rich::plain(name).then(small(&found.other));
    };
    let mut text = Rich::bold(found.other.clone()).then(small(&list_name(voice, &listed.list)));
    if let Some(day) = listed.listed_on {
        text = text.then(small(&voice.tell("matches-listed-on", &[("date", voice.date(day).into())])));
    }
    if let Some(programme) = &listed.programme {
        text = text.then(small(programme));
    }
    match &listed.source {
        Some(source) => text.then(small(source)),
        None => text,
    }
}

fn compared_name(found: &FoundMatch) -> String {
    let name = found.fields.iter().find(|field| field.field == Field::Name);
    name.map(|field| field.theirs.clone()).unwrap_or_default()
}

fn small(text: &str) -> Rich {
    Rich::plain(format!("\n{text}")).coloured(MUTED)
}

/// Published tables have names; a list of the user's own is called as it is.
fn list_name(voice: &Voice<'_>, list: &str) -> String {
    let own = voice.assessment().manifest.lists.iter().any(|used| used.own && used.list == list);
    if own { list.to_owned() } else { voice.named("table", list) }
}

/// A line per field: what both sides state, how that agrees, and what it weighs.
fn agreement(voice: &Voice<'_>, found: &FoundMatch) -> Rich {
    let mut text = Rich::default();
    for (at, field) in found.fields.iter().filter(|field| tells(field)).enumerate() {
        let label = voice.say(&format!("match-field-{}", field_key(field.field)));
        let sides = match field.field {
            // The two names stand in the columns beside this, but for another name that agreed better.
            Field::Name if field.theirs == found.other => words(field),
            Field::Name
            | Field::Alias
            | Field::LegalForm
            | Field::Country
            | Field::Region
            | Field::Address
            | Field::Identifier(_) => format!("{} ~ {}", shown(voice, &field.ours), shown(voice, &field.theirs)),
        };
        let line = format!("{}{label}: {sides} ", if at > 0 { "\n" } else { "" });
        text = text.then(Rich::plain(line)).then(Rich::bold(signed(field.bits, 1)));
    }
    text
}

/// Whether a field tells anything; what only one side states does not.
fn tells(field: &FieldComparison) -> bool {
    field.bits.abs() >= 0.05 || field.field == Field::Name
}

fn shown(voice: &Voice<'_>, text: &str) -> String {
    if text.is_empty() { voice.say("not-stated") } else { text.to_owned() }
}

/// The words of the two names that meet.
fn words(field: &FieldComparison) -> String {
    let met = field.words.iter().filter(|word| !word.ours.is_empty() && !word.theirs.is_empty());
    let words: Vec<String> = met
        .map(
            |word| {
                if word.ours == word.theirs { word.ours.clone() } else { format!("{} ~ {}", word.ours, word.theirs) }
            },
        )
        .collect();
    words.join(", ")
}

fn field_key(field: Field) -> &'static str {
    match field {
        Field::Name => "name",
        Field::Alias => "alias",
        Field::LegalForm => "legal-form",
        Field::Country => "country",
        Field::Region => "region",
        Field::Address => "address",
        Field::Identifier(_) => "identifier",
    }
}

fn decisions(voice: &Voice<'_>, decided: &[&FoundMatch]) -> Table {
    let own_pages = ranking::with_own_page(voice, OWN_PAGES);
    let rows = decided
        .iter()
        .take(MOST_MATCHES)
        .map(|found| {
            let kind = found.kind.as_str();
            let state = voice.say(&format!("match-{kind}-{}", found.state.as_str()));
            let weight = if found.zone == Zone::No { String::new() } else { signed(found.bits, 1) };
            Row::new(vec![
                Cell::from(ours(voice, found, &own_pages)),
                Cell::from(theirs(voice, found)),
                Cell::from(Rich::bold(state).then(ground(voice, found))),
                Cell::from(weight),
            ])
        })
        .collect();
    let columns = vec![
        Column::text(voice.say("column-party"), 1.0),
        Column::text(voice.say("column-compared"), 1.1),
        Column::text(voice.say("column-decision"), 1.4),
        Column::number(voice.say("column-bits"), 58.0),
    ];
    Table::new(columns, rows).sized(7.6)
}

/// Who decided, when and why.
fn ground(voice: &Voice<'_>, found: &FoundMatch) -> Rich {
    let mut text = Rich::default();
    if let Some(row) = found.evidence.as_ref().and_then(|id| voice.evidence(id)) {
        let date = row.observed_on.map_or_else(|| voice.say("undated"), |date| date.format("%Y-%m-%d").to_string());
        text = text.then(small(&format!("{}, {date}", voice.source(&row.source))));
    }
    if let Some(day) = found.decided_on {
        text = text.then(small(&voice.date(day)));
    }
    match &found.reason {
        Some(reason) => text.then(small(reason)),
        None => text,
    }
}

/// The lists and tables in the state in which they were used.
fn used(voice: &Voice<'_>) -> Table {
    let rows = voice.assessment().manifest.lists.iter().map(|list| used_row(voice, list)).collect();
    let columns = vec![
        Column::text(voice.say("column-list"), 1.5),
        Column::text(voice.say("column-edition"), 1.0),
        Column::text(voice.say("column-as-of"), 0.9),
        Column::number(voice.say("column-rows"), 40.0),
        Column::number(voice.say("column-screened"), 52.0),
        Column::text(voice.say("column-complete"), 0.7),
        Column::text(voice.say("column-hash"), 1.0),
    ];
    Table::new(columns, rows).sized(7.2)
}

fn used_row(voice: &Voice<'_>, list: &ListUse) -> Row {
    let name = if list.own { list.list.clone() } else { voice.named("table", &list.list) };
    let of = if list.own { voice.say("list-own") } else { list.list.clone() };
    let day = list.as_of.map_or_else(|| voice.say("list-no-day"), |day| voice.date(day));
    let age = list.age_days.and_then(|days| usize::try_from(days).ok());
    let age = age.map_or_else(Rich::default, |days| small(&voice.tell("list-age", &[("days", days.into())])));
    let stale = if list.stale { Rich::bold(format!("\n{}", voice.say("list-stale"))) } else { Rich::default() };
    let screened = list.screened.map_or_else(|| "–".to_owned(), |names| names.to_string());
    let later = match list.later {
        0 => Rich::default(),
        later => small(&voice.tell("list-later", &[("names", later.into())])),
    };
    let complete = match list.completeness {
        Some(Completeness::Complete) => Rich::plain(voice.say("list-complete")),
        Some(Completeness::Incomplete) => Rich::bold(voice.say("list-incomplete")),
        None => Rich::plain(voice.say("list-completeness-unknown")),
    };
    Row::new(vec![
        Cell::from(Rich::plain(name).then(small(&of))),
        Cell::from(list.edition.clone()),
        Cell::from(Rich::plain(day).then(age).then(stale)),
        Cell::from(list.rows.to_string()),
        Cell::from(Rich::plain(screened).then(later)),
        Cell::from(complete),
        Cell::from(list.sha256.chars().take(HASH_DIGITS).collect::<String>()),
    ])
}
