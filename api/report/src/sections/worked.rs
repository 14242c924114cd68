//! One party recomputed step by step, with every number that a reader needs to follow it on a pocket calculator.

use karvon_engine::assessment::{LeafStep, StepItem, Trace, TraceRow, TraceTerm};

use super::{nothing, paragraph};
use crate::layout::cell::Cell;
use crate::layout::flow::Piece;
use crate::layout::heading::Heading;
use crate::layout::paragraph::Paragraph;
use crate::layout::rich::Rich;
use crate::layout::table::{Column, Row, Table};
use crate::model::numbers::{fixed, percent, signed, significant};
use crate::model::voice::Voice;

pub(super) fn compose(voice: &Voice<'_>) -> Vec<Piece> {
    let Some(trace) = &voice.assessment().worked else {
        return nothing(voice, "worked-none");
    };
    let mut pieces = vec![Piece::of(Paragraph::new(voice.rich(
        "worked-intro",
        &[
            ("party", voice.name(&trace.party_id).into()),
            ("group", voice.group(trace.group).into()),
            ("likelihood", fixed(trace.likelihood, 6).into()),
        ],
    )))];
    pieces.push(step(voice, 1));
    pieces.push(Piece::of(Paragraph::new(voice.rich("worked-step-1-words", &[])).kept()));
    pieces.push(Piece::of(items_table(voice, trace)));
    pieces.push(Piece::of(Paragraph::note(voice.rich("worked-step-1-note", &[])).after(6.0)));
    pieces.push(step(voice, 2));
    pieces.push(Piece::of(Paragraph::new(voice.rich("worked-step-2-words", &[])).kept()));
    pieces.push(Piece::of(leaves_table(voice, trace)));
    pieces.push(step(voice, 3));
    pieces.push(Piece::of(Paragraph::new(voice.rich("worked-step-3-words", &[])).kept()));
    pieces.push(Piece::of(terms_table(voice, trace)));
    pieces.push(step(voice, 4));
    pieces.push(Piece::of(Paragraph::new(voice.rich("worked-step-4-words", &[])).kept()));
    match &trace.rows {
        Some(rows) => pieces.push(Piece::of(seeing_table(voice, rows))),
        None => pieces.push(paragraph(voice, "worked-step-4-long")),
    }
    for recruiter in &trace.recruiters {
        let values = [
            ("recruiter", voice.name(&recruiter.recruiter).into()),
            ("leaf", voice.leaf(recruiter.leaf.as_str()).into()),
            ("carried", fixed(recruiter.carried, 4).into()),
        ];
        pieces.push(Piece::of(Paragraph::new(voice.rich("worked-recruiter", &values))));
    }
    pieces.push(step(voice, 5));
    pieces.push(Piece::of(Paragraph::new(range(voice, trace))));
    pieces
}

fn step(voice: &Voice<'_>, number: usize) -> Piece {
    let key = format!("worked-step-{number}");
    Piece::of(Heading::new(1, voice.say(&key), key).unmarked())
}

/// Leaves that some evidence speaks about; the others keep their prevalence and add nothing.
fn spoken_of(trace: &Trace) -> impl Iterator<Item = &LeafStep> {
    trace.leaves.iter().filter(|leaf| !leaf.items.is_empty())
}

fn items_table(voice: &Voice<'_>, trace: &Trace) -> Table {
    let mut rows = Vec::new();
    for leaf in spoken_of(trace) {
        rows.push(Row::group(voice.leaf(leaf.leaf.as_str())));
        rows.extend(leaf.items.iter().map(|item| item_row(voice, item)));
        if leaf.items.iter().any(|item| item.adverse) {
            let product = format!("Λ = e^[{}] = {}", fixed(leaf.ln_lambda, 3), significant(libm::exp(leaf.ln_lambda)));
            rows.push(Row::new(vec![
                Cell::from(Rich::bold(voice.say("worked-lambda"))),
                Cell::empty(),
                Cell::empty(),
                Cell::empty(),
                Cell::empty(),
                Cell::from(Rich::marked(&product)),
                Cell::from(Rich::bold(signed(leaf.ln_lambda, 3))),
            ]));
        }
    }
    if rows.is_empty() {
        rows.push(Row::group(voice.say("worked-no-items")));
    }
    let columns = vec![
        Column::text(voice.say("column-answer-source"), 1.6),
        Column::number("t", 34.0),
        Column::number("f", 38.0),
        Column::number("r", 30.0),
        Column::number("φ", 34.0),
        Column::text("λ", 1.15),
        Column::number("ln λ", 42.0),
    ];
    Table::new(columns, rows).ruled().sized(7.4)
}

fn item_row(voice: &Voice<'_>, item: &StepItem) -> Row {
    let date = item.observed_on.map_or_else(|| voice.say("undated"), |date| date.format("%Y-%m-%d").to_string());
    let question = item.question.as_str();
    let said = Rich::plain(format!("{} ", voice.question(question)))
        .then(Rich::bold(voice.answer(question, &item.answer)))
        .then(Rich::plain(format!("\n{}, {date}", voice.source(&item.source))).coloured(crate::theme::MUTED));
    let weight = if item.adverse { item.reliability } else { item.freshness };
    let lambda = 1.0 + weight * (item.present / item.absent - 1.0);
    let sum = format!(
        "1 + {} × ({} / {} − 1) = {}",
        fixed(weight, 3),
        fixed(item.present, 4),
        fixed(item.absent, 4),
        fixed(lambda, 3)
    );
    Row::new(vec![
        Cell::from(said),
        Cell::from(fixed(item.present, 4)),
        Cell::from(fixed(item.absent, 4)),
        Cell::from(fixed(item.reliability, 2)),
        Cell::from(if item.adverse { "–".to_owned() } else { fixed(item.freshness, 3) }),
        Cell::from(sum),
        Cell::from(signed(item.log_ratio, 3)),
    ])
}

fn regime_columns(voice: &Voice<'_>, first: Column) -> Vec<Column> {
    let mut columns = vec![first];
    columns.extend(voice.assessment().manifest.regimes.iter().map(|regime| Column::number(voice.regime(regime), 78.0)));
    columns
}

fn leaves_table(voice: &Voice<'_>, trace: &Trace) -> Table {
    let rows = trace
        .leaves
        .iter()
        .map(|leaf| {
            let mut cells = vec![Cell::from(voice.leaf(leaf.leaf.as_str()))];
            cells.extend(leaf.prevalence.iter().map(|prevalence| Cell::from(fixed(*prevalence, 4))));
            cells.push(Cell::from(percent(leaf.likelihood)));
            Row::new(cells)
        })
        .collect();
    let mut columns = regime_columns(voice, Column::text(voice.say("column-leaf"), 1.0));
    columns.push(Column::number(voice.say("column-afterwards"), 62.0));
    Table::new(columns, rows).sized(7.4)
}

fn terms_table(voice: &Voice<'_>, trace: &Trace) -> Table {
    let line = |label: Rich, values: &[f64]| {
        let mut cells = vec![Cell::from(label)];
        cells.extend(values.iter().map(|value| Cell::from(signed(*value, 3))));
        cells
    };
    let mut rows: Vec<Row> =
        trace.terms.iter().map(|term| Row::new(line(term_label(voice, term), &term.by_regime))).collect();
    rows.push(Row::total(line(Rich::plain(voice.say("worked-log-odds")), &trace.log_odds)));
    let mut odds = vec![Cell::from(Rich::marked(&voice.say("worked-odds")))];
    odds.extend(trace.log_odds.iter().map(|odds| Cell::from(Rich::marked(&significant(libm::exp(*odds))))));
    rows.push(Row::new(odds));
    let mut shares = vec![Cell::from(Rich::bold(voice.say("worked-regimes")))];
    shares.extend(trace.regimes.iter().map(|share| Cell::from(Rich::marked(&format!("**{}**", significant(*share))))));
    rows.push(Row::new(shares));
    Table::new(regime_columns(voice, Column::text(voice.say("column-term"), 1.0)), rows).ruled().sized(7.4)
}

fn term_label(voice: &Voice<'_>, term: &TraceTerm) -> Rich {
    let name = match term.kind.as_str() {
        "factor" => voice.factor(&term.id),
        "context" => voice.question(&term.id),
        "list" => voice.named("list", &term.id),
        "leaf" => voice.leaf(&term.id),
        "reassurance" => voice.source(&term.id),
        _ => String::new(),
    };
    let key = format!("term-{}", term.kind);
    voice.rich(&key, &[("name", name.into())])
}

fn seeing_table(voice: &Voice<'_>, rows: &[TraceRow]) -> Table {
    let regimes = &voice.assessment().manifest.regimes;
    // Weights are given relative to the largest, so that they can be keyed in.
    let largest =
        rows.iter().flat_map(|row| row.regimes.iter().map(|cell| cell.ln_weight)).fold(f64::NEG_INFINITY, f64::max);
    let mut lines = Vec::new();
    let mut sum = 0.0;
    for row in rows {
        let sees: Vec<String> = row.sees.iter().map(|source| voice.source(source)).collect();
        let sees = if sees.is_empty() { voice.say("worked-nobody-sees") } else { sees.join(", ") };
        for (at, cell) in row.regimes.iter().enumerate() {
            let part = cell.probability * cell.headline;
            sum += part;
            lines.push(Row::new(vec![
                if at == 0 { Cell::from(sees.as_str()) } else { Cell::empty() },
                if at == 0 { Cell::from(fixed(row.probability, 4)) } else { Cell::empty() },
                Cell::from(regimes.get(at).map(|regime| voice.regime(regime)).unwrap_or_default()),
                Cell::from(Rich::marked(&significant(libm::exp(cell.ln_weight - largest)))),
                Cell::from(Rich::marked(&significant(cell.probability))),
                Cell::from(Rich::marked(&significant(cell.headline))),
                Cell::from(Rich::marked(&significant(part))),
            ]));
        }
    }
    let total: f64 = rows.iter().flat_map(|row| row.regimes.iter().map(|cell| cell.probability)).sum();
    lines.push(Row::total(vec![
        Cell::from(voice.say("worked-sum")),
        Cell::empty(),
        Cell::empty(),
        Cell::empty(),
        Cell::from(fixed(total, 4)),
        Cell::empty(),
        Cell::from(fixed(sum, 6)),
    ]));
    let columns = vec![
        Column::text(voice.say("column-sees"), 1.3),
        Column::number("π", 42.0),
        Column::text(voice.say("column-regime"), 0.9),
        Column::number("W", 64.0),
        Column::number("P", 64.0),
        Column::number(voice.say("column-headline-given"), 62.0),
        Column::number(voice.say("column-product"), 64.0),
    ];
    Table::new(columns, lines).ruled().sized(7.4)
}

fn range(voice: &Voice<'_>, trace: &Trace) -> Rich {
    let spreads: f64 = trace.spreads.iter().map(|spread| spread.value * spread.value).sum();
    let [low, high] = trace.range;
    voice.rich(
        "worked-step-5-words",
        &[
            ("logit", fixed(trace.logit, 3).into()),
            ("likelihood", fixed(trace.likelihood, 6).into()),
            ("judgement", fixed(trace.judgement, 2).into()),
            ("blind", fixed(trace.blind, 2).into()),
            ("coverage", fixed(trace.coverage, 3).into()),
            ("spreads", fixed(spreads, 3).into()),
            ("sigma", fixed(trace.sigma, 3).into()),
            ("down", fixed(trace.logit - 1.645 * trace.sigma, 3).into()),
            ("up", fixed(trace.logit + 1.645 * trace.sigma, 3).into()),
            ("low", percent(low).into()),
            ("high", percent(high).into()),
        ],
    )
}
