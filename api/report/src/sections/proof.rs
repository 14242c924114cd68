//! What proof would help: what a likelihood would be if a source that can see reported a question clean, and what a clean
//! round of interviews still allows.

use karvon_engine::planning::{Proof, ProofKind};

use super::{OWN_PAGES, heading, note, paragraph, party_name};
use crate::layout::cell::Cell;
use crate::layout::flow::Piece;
use crate::layout::paragraph::Paragraph;
use crate::layout::rich::Rich;
use crate::layout::table::{Column, Row, Table};
use crate::model::numbers::percent;
use crate::model::ranking;
use crate::model::suppression::group_beside;
use crate::model::voice::Voice;
use crate::theme::MUTED;

/// Clean reports printed per party …
const CLEAN: usize = 3;
/// … and adverse ones.
const ADVERSE: usize = 1;
/// Clean samples printed; the assessment holds all.
const SAMPLES: usize = 40;

pub(super) fn compose(voice: &Voice<'_>) -> Vec<Piece> {
    let mut pieces = proofs(voice);
    pieces.push(heading(voice, 1, "samples-heading"));
    pieces.extend(samples(voice));
    pieces
}

fn proofs(voice: &Voice<'_>) -> Vec<Piece> {
    let proof = &voice.assessment().proof;
    let own_pages = ranking::with_own_page(voice, OWN_PAGES);
    let mut rows = Vec::new();
    for party in &own_pages {
        let of =
            |kind: ProofKind| proof.iter().filter(move |proof| proof.party_id == party.party_id && proof.kind == kind);
        let clean = of(ProofKind::Clean).take(CLEAN);
        let shown: Vec<&Proof> =
            clean.chain(of(ProofKind::AllClean)).chain(of(ProofKind::Adverse).take(ADVERSE)).collect();
        if let Some(first) = shown.first() {
            let values =
                [("party", voice.name(&party.party_id).into()), ("likelihood", percent(first.likelihood).into())];
            rows.push(Row::group(voice.tell("proof-party", &values)));
            rows.extend(shown.into_iter().map(|proof| row(voice, proof)));
        }
    }
    if rows.is_empty() {
        return vec![paragraph(voice, "proof-none")];
    }
    let columns = vec![
        Column::text(voice.say("column-report"), 1.7),
        Column::text(voice.say("column-reported-by"), 0.8),
        Column::number(voice.say("column-likelihood-then"), 110.0),
    ];
    vec![paragraph(voice, "proof-intro"), Piece::of(Table::new(columns, rows).sized(7.8)), note(voice, "proof-note")]
}

fn row(voice: &Voice<'_>, proof: &Proof) -> Row {
    let (report, by) = match (proof.kind, proof.rows.first()) {
        (ProofKind::AllClean, _) => {
            let text = voice.tell("proof-all-clean", &[("questions", proof.rows.len().into())]);
            (Rich::bold(text), voice.say("proof-by-each"))
        }
        (ProofKind::Clean | ProofKind::Adverse, Some(row)) => {
            let question = row.question.as_str();
            let said = voice.answer(question, &row.answer);
            let about = format!("\n{} · {}", row.question, voice.group(row.group));
            let key = if proof.kind == ProofKind::Adverse { "proof-adverse" } else { "proof-clean" };
            let values = [("question", voice.question(question).into()), ("answer", said.into())];
            (voice.rich(key, &values).then(Rich::plain(about).coloured(MUTED)), voice.source(&row.source))
        }
        (ProofKind::Clean | ProofKind::Adverse, None) => (Rich::plain(String::new()), String::new()),
    };
    let range = voice.range(proof.p_low_after, proof.p_high_after);
    let then = Rich::bold(percent(proof.likelihood_after)).then(Rich::plain(format!(" ({range})")));
    Row::new(vec![Cell::from(report), Cell::from(by), Cell::from(then)])
}

fn samples(voice: &Voice<'_>) -> Vec<Piece> {
    let samples = &voice.assessment().clean_samples;
    if samples.is_empty() {
        return vec![paragraph(voice, "samples-none")];
    }
    let own_pages = ranking::with_own_page(voice, OWN_PAGES);
    let rows = samples.iter().take(SAMPLES).map(|sample| {
        let question = voice.evidence(&sample.evidence).map(|row| &row.question);
        let asked = question.map_or_else(
            || Rich::plain(sample.evidence.to_string()),
            |question| {
                Rich::plain(voice.question(question.as_str()))
                    .then(Rich::plain(format!(" ({question})")).coloured(MUTED))
            },
        );
        let group = group_beside(sample.group, Some(sample.population));
        Row::new(vec![
            Cell::from(party_name(voice, &sample.party_id, &own_pages)),
            Cell::from(asked),
            Cell::from(group.map_or_else(|| voice.say("group-small"), |group| voice.group(group))),
            Cell::from(voice.headcount(Some(sample.asked))),
            Cell::from(voice.headcount(Some(sample.population))),
            Cell::from(Rich::bold(sample.still_possible.to_string())),
        ])
    });
    let columns = vec![
        Column::text(voice.say("column-party"), 1.0),
        Column::text(voice.say("column-question"), 1.5),
        Column::text(voice.say("column-group"), 0.7),
        Column::number(voice.say("column-asked"), 50.0),
        Column::number(voice.say("column-out-of"), 50.0),
        Column::number(voice.say("column-still-possible"), 62.0),
    ];
    let disclosure = voice.input.ruleset.source().interview.disclosure;
    let mut pieces = vec![
        Piece::of(Paragraph::new(voice.rich("samples-intro", &[("disclosure", percent(disclosure).into())]))),
        Piece::of(Table::new(columns, rows.collect()).sized(7.8)),
    ];
    if let Some(more @ 1..) = samples.len().checked_sub(SAMPLES) {
        let text = voice.rich("samples-more", &[("more", more.into())]);
        pieces.push(Piece::of(Paragraph::note(text).after(6.0)));
    }
    pieces
}
