//! The method in words and formulas with the ruleset's own numbers, and the glossary.

use karvon_engine::ruleset::{Band, Policy};

use super::{heading, note, paragraph};
use crate::layout::cell::Cell;
use crate::layout::facts::Facts;
use crate::layout::flow::Piece;
use crate::layout::list::List;
use crate::layout::mark::BandLabel;
use crate::layout::paragraph::Paragraph;
use crate::layout::rich::Rich;
use crate::layout::table::{Column, Row, Table};
use crate::model::numbers::{fixed, percent, signed};
use crate::model::voice::{Voice, tone};

pub(super) fn compose(voice: &Voice<'_>) -> Vec<Piece> {
    let mut pieces = vec![paragraph(voice, "method-intro")];
    pieces.extend(section(voice, "method-places", &["method-places-words", "method-places-formula"]));
    pieces.push(Piece::of(regimes(voice)));
    pieces.extend(section(
        voice,
        "method-sources",
        &["method-sources-words", "method-sources-formula", "method-sources-more"],
    ));
    pieces.push(Piece::of(sources(voice)));
    pieces.push(note(voice, "method-sources-note"));
    pieces.extend(section(voice, "method-factors", &["method-factors-words"]));
    pieces.push(Piece::of(factors(voice)));
    pieces.push(note(voice, "method-factors-note"));
    pieces.extend(section(voice, "method-pattern", &["method-pattern-words", "method-pattern-formula"]));
    pieces.push(heading(voice, 1, "method-range"));
    pieces.push(Piece::of(Paragraph::new(voice.rich("method-range-words", &range_values(voice)))));
    pieces.extend(section(voice, "method-register", &["method-register-words"]));
    pieces.extend(section(voice, "method-bands", &["method-bands-words"]));
    pieces.push(Piece::of(matrix(voice)));
    pieces.extend(section(
        voice,
        "method-chains",
        &["method-chains-words", "method-chains-formula", "method-chains-causes"],
    ));
    pieces.push(Piece::of(Paragraph::new(policy(voice))));
    pieces.push(Piece::of(transmission(voice)));
    pieces.extend(section(voice, "method-recruitment", &["method-recruitment-words", "method-recruitment-formula"]));
    pieces.extend(section(voice, "method-repeat", &["method-repeat-words"]));
    pieces.push(heading(voice, 1, "method-limits"));
    let limits = [
        "method-limit-priors",
        "method-limit-data",
        "method-limit-legal",
        "method-limit-people",
        "method-limit-leaving",
    ];
    pieces.push(Piece::of(List::bullets(limits.map(|key| voice.rich(key, &[])))));
    pieces
}

fn section(voice: &Voice<'_>, title: &str, paragraphs: &[&str]) -> Vec<Piece> {
    let mut pieces = vec![heading(voice, 1, title)];
    for key in paragraphs {
        let text = Paragraph::new(voice.rich(key, &[]));
        pieces.push(Piece::of(if key.ends_with("formula") { text.indented(16.0).after(7.0) } else { text }));
    }
    pieces
}

fn regimes(voice: &Voice<'_>) -> Table {
    let rules = &voice.input.ruleset.source().regimes;
    let rows = rules
        .classes
        .iter()
        .map(|regime| {
            let meaning = format!("regime-meaning-{}", regime.id);
            let meaning = if voice.texts.has(&meaning) { voice.say(&meaning) } else { String::new() };
            Row::new(vec![
                Cell::from(Rich::bold(voice.regime(&regime.id))),
                Cell::from(meaning),
                Cell::from(signed(regime.base, 2)),
                Cell::from(fixed(regime.factor_weight, 2)),
            ])
        })
        .collect();
    let columns = vec![
        Column::fixed(voice.say("column-regime"), 80.0),
        Column::text(voice.say("column-meaning"), 1.0),
        Column::number(voice.say("column-base"), 60.0),
        Column::number(voice.say("column-factor-weight"), 66.0),
    ];
    Table::new(columns, rows)
}

fn sources(voice: &Voice<'_>) -> Table {
    let rows = voice
        .input
        .ruleset
        .sources()
        .iter()
        .map(|source| {
            let family = if source.family() == source.id { String::new() } else { source.family().replace('_', " ") };
            Row::new(vec![
                Cell::from(voice.source(&source.id)),
                Cell::from(family),
                Cell::from(fixed(source.r_for, 2)),
                Cell::from(fixed(source.r_against, 2)),
                Cell::from(fixed(source.half_life_days, 0)),
            ])
        })
        .collect();
    let columns = vec![
        Column::text(voice.say("column-source"), 1.2),
        Column::text(voice.say("column-family"), 0.8),
        Column::number(voice.say("column-r-for"), 72.0),
        Column::number(voice.say("column-r-against"), 72.0),
        Column::number(voice.say("column-half-life"), 72.0),
    ];
    Table::new(columns, rows)
}

/// Every factor with where its numbers come from and how well that was checked.
fn factors(voice: &Voice<'_>) -> Table {
    let rows = voice
        .input
        .ruleset
        .source()
        .factors
        .iter()
        .map(|factor| {
            let source = factor.source.clone().unwrap_or_else(|| voice.say("factor-judgement"));
            let status = factor.verification.as_ref().map_or_else(
                || voice.say("verification-none"),
                |word| {
                    let key = format!("verification-{}", word.replace('_', "-"));
                    if voice.texts.has(&key) { voice.say(&key) } else { word.replace('_', " ") }
                },
            );
            Row::new(vec![
                Cell::from(voice.factor(&factor.id)),
                Cell::from(source),
                Cell::from(status),
                Cell::from(fixed(factor.spread, 2)),
            ])
        })
        .collect();
    let columns = vec![
        Column::text(voice.say("column-factor"), 0.9),
        Column::text(voice.say("column-source"), 1.5),
        Column::text(voice.say("column-verification"), 0.8),
        Column::number(voice.say("column-spread"), 62.0),
    ];
    Table::new(columns, rows).sized(7.6)
}

fn range_values(voice: &Voice<'_>) -> Vec<(&'static str, crate::texts::Value)> {
    let rules = &voice.input.ruleset.source().regimes;
    vec![
        ("judgement", fixed(rules.judgement, 2).into()),
        ("blind", fixed(rules.blind, 2).into()),
        ("floor", percent(rules.coverage_floor).into()),
        ("observe", fixed(rules.observe_at, 2).into()),
        ("absence", fixed(rules.absence_at, 2).into()),
    ]
}

/// Likelihood classes down, severity classes across.
fn matrix(voice: &Voice<'_>) -> Table {
    let bands = &voice.input.ruleset.source().bands;
    let mut from = 0.0;
    let mut ranges = Vec::new();
    for to in bands.likelihood.iter().copied().chain([1.0]) {
        ranges.push(voice.range(from, to));
        from = to;
    }
    let rows = bands
        .matrix
        .iter()
        .zip(ranges)
        .enumerate()
        .rev()
        .map(|(at, (row, range))| {
            let mut cells = vec![Cell::from(format!("{} · {range}", at + 1))];
            cells.extend(row.iter().map(|band: &Band| {
                Cell::graphic(BandLabel { tone: tone(*band), text: voice.band(*band), scored: true })
            }));
            Row::new(cells)
        })
        .collect();
    let mut columns = vec![Column::text(voice.say("column-likelihood-class"), 1.4)];
    columns.extend(
        (1..=5).map(|class| {
            Column::text(voice.tell("column-severity-class", &[("class", class.to_string().into())]), 1.0)
        }),
    );
    Table::new(columns, rows)
}

fn policy(voice: &Voice<'_>) -> Rich {
    let rules = &voice.input.ruleset.source().transmission;
    let values = [("leak", fixed(rules.segregation_leak, 2).into()), ("floor", fixed(rules.share_floor, 2).into())];
    let key = match rules.policy {
        Policy::AnyPart => "method-policy-any-part",
        Policy::ShareWeighted => "method-policy-share-weighted",
    };
    voice.rich(key, &values)
}

fn transmission(voice: &Voice<'_>) -> Table {
    let rules = &voice.input.ruleset.source().transmission;
    let rows = rules
        .by_kind
        .iter()
        .map(|(kind, weight)| Row::new(vec![Cell::from(voice.link_kind(*kind)), Cell::from(fixed(*weight, 2))]))
        .collect();
    Table::new(
        vec![Column::text(voice.say("column-link-kind"), 1.0), Column::number(voice.say("column-transmission"), 120.0)],
        rows,
    )
}

pub(super) fn glossary(voice: &Voice<'_>) -> Vec<Piece> {
    let terms = [
        "background",
        "band",
        "chain",
        "class",
        "contribution",
        "coverage",
        "driver",
        "evidence",
        "expected",
        "exposed",
        "indicator",
        "leaf",
        "likelihood",
        "link",
        "party",
        "pattern",
        "range",
        "reach",
        "regime",
        "register",
        "severity",
        "source",
        "subject",
        "tier",
        "transmission",
        "unknown",
    ];
    let pairs = terms
        .into_iter()
        .map(|term| (voice.say(&format!("term-name-{term}")), voice.rich(&format!("term-meaning-{term}"), &[])));
    vec![Piece::of(Facts::new(pairs.collect()).labels(110.0))]
}
