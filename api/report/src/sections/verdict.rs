//! The verdict on one page: what was looked at, what is expected, what was found, what is not known, where to look first.

use std::collections::BTreeSet;

use karvon_engine::assessment::{PartyResult, RegisterStatus, SubjectNumbers};

use super::{OWN_PAGES, band_cell, party_name};
use crate::layout::callout::{Figure, Figures};
use crate::layout::cell::Cell;
use crate::layout::flow::Piece;
use crate::layout::heading::Heading;
use crate::layout::list::List;
use crate::layout::mark::BandLabel;
use crate::layout::paragraph::Paragraph;
use crate::layout::rich::Rich;
use crate::layout::table::{Column, Row, Table};
use crate::model::drivers::Ids;
use crate::model::numbers::{decimals_for, fixed, percent, rounded, signed};
use crate::model::voice::{Voice, tone};
use crate::model::{ranking, unknown};

/// Unknowns named on the page; the rest stands in its own section.
const UNKNOWNS: usize = 3;

pub(super) fn compose(voice: &Voice<'_>) -> Vec<Piece> {
    let mut pieces = vec![Piece::of(Paragraph::new(looked_at(voice)).after(8.0))];
    match &voice.assessment().summary {
        Some(summary) => {
            pieces.push(Piece::of(figures(voice, &summary.all_links)));
            pieces.push(Piece::of(
                Paragraph::new(together(voice, &summary.all_links, &summary.verified_links)).after(6.0),
            ));
        }
        None => pieces.push(Piece::of(Paragraph::new(voice.rich("verdict-no-subject", &[])))),
    }
    pieces.push(Piece::of(bands(voice)));
    pieces.push(Piece::of(List::bullets(findings(voice))));
    pieces.push(Piece::of(Heading::new(2, voice.say("verdict-first"), "verdict-first")));
    pieces.push(Piece::of(first_ten(voice)));
    pieces
}

fn looked_at(voice: &Voice<'_>) -> Rich {
    let counts = voice.assessment().manifest.counts;
    let examined = voice.assessment().parties.iter().filter(|party| party.evidence_count > 0).count();
    voice.rich(
        "verdict-looked",
        &[
            ("parties", counts.parties.into()),
            ("links", counts.links.into()),
            ("evidence", counts.evidence.into()),
            ("cohorts", counts.cohorts.into()),
            ("examined", examined.into()),
        ],
    )
}

fn figures(voice: &Voice<'_>, numbers: &SubjectNumbers) -> Figures {
    let decimals = decimals_for(numbers.expected_sources);
    let [low, high] = numbers.exposed_share;
    let [reach_low, reach_high] = numbers.reach_interval;
    let [lower, upper] = numbers.bracket;
    // What is printed must add up: evidence is the printed whole less the printed background, and raised less lowered gives it.
    let evidence = rounded(numbers.expected_sources, decimals) - rounded(numbers.background, decimals);
    let raised = evidence + rounded(numbers.evidence_lowered, decimals);
    Figures {
        figures: vec![
            Figure {
                value: signed(evidence, decimals),
                label: voice.say("figure-evidence"),
                note: voice.tell(
                    "figure-evidence-note",
                    &[
                        ("raised", fixed(raised, decimals).into()),
                        ("lowered", fixed(numbers.evidence_lowered, decimals).into()),
                    ],
                ),
            },
            Figure {
                value: fixed(numbers.background, decimals),
                label: voice.say("figure-background"),
                note: voice.tell("figure-background-note", &[("parties", numbers.background_parties.into())]),
            },
            Figure {
                value: voice.range(low, high),
                label: voice.say("figure-exposed"),
                note: voice.say("figure-exposed-note"),
            },
            Figure {
                value: percent(numbers.reach),
                label: voice.say("figure-reach"),
                note: voice.tell(
                    "figure-reach-note",
                    &[
                        ("interval", voice.range(reach_low, reach_high).into()),
                        ("bracket", voice.range(lower, upper).into()),
                    ],
                ),
            },
        ],
    }
}

fn together(voice: &Voice<'_>, all: &SubjectNumbers, verified: &SubjectNumbers) -> Rich {
    let decimals = decimals_for(all.expected_sources);
    let [low, middle, high] = all.count;
    voice.rich(
        "verdict-together",
        &[
            ("expected", fixed(all.expected_sources, decimals).into()),
            ("low", fixed(all.expected_low, decimals).into()),
            ("high", fixed(all.expected_high, decimals).into()),
            ("upstream", all.parties_upstream.into()),
            ("five", low.to_string().into()),
            ("fifty", middle.to_string().into()),
            ("ninetyfive", high.to_string().into()),
            ("verified", fixed(verified.expected_sources, decimals).into()),
        ],
    )
}

/// How many parties stand in each band.
fn bands(voice: &Voice<'_>) -> Table {
    let (counts, unscored) = ranking::band_counts(voice);
    let mut labels = Vec::new();
    let mut numbers = Vec::new();
    for (band, parties) in counts.into_iter().rev() {
        labels.push(Cell::graphic(BandLabel { tone: tone(band), text: voice.band(band), scored: true }));
        numbers.push(Cell::from(Rich::bold(parties.to_string())));
    }
    labels.push(Cell::graphic(BandLabel {
        tone: crate::theme::Tone::Low,
        text: voice.say("band-unscored"),
        scored: false,
    }));
    numbers.push(Cell::from(Rich::bold(unscored.to_string())));
    let columns = (0..labels.len()).map(|_| Column::text("", 1.0)).collect();
    Table::new(columns, vec![Row::new(labels), Row::new(numbers)]).ruled()
}

fn findings(voice: &Voice<'_>) -> Vec<Rich> {
    let assessment = voice.assessment();
    let [observed, not_observed, unknown_entries] = ranking::register_counts(voice);
    let parties: BTreeSet<_> = assessment
        .register
        .iter()
        .filter(|entry| entry.status == RegisterStatus::Observed)
        .map(|entry| &entry.party_id)
        .collect();
    let patterns: BTreeSet<_> = assessment.registered_patterns.iter().map(|pattern| &pattern.party_id).collect();
    let mut lines = vec![
        voice.rich("verdict-observed", &[("observed", observed.into()), ("parties", parties.len().into())]),
        voice.rich("verdict-patterns", &[("parties", patterns.len().into())]),
        voice.rich("verdict-register", &[("clear", not_observed.into()), ("unknown", unknown_entries.into())]),
    ];
    if !assessment.contradictions.is_empty() {
        lines.push(voice.rich("verdict-contradictions", &[("pairs", assessment.contradictions.len().into())]));
    }
    lines.extend(
        assessment
            .unknowns
            .iter()
            .take(UNKNOWNS)
            .map(|item| Rich::bold(voice.say("verdict-unknown")).then(unknown::sentence(voice, item, 3))),
    );
    lines
}

fn first_ten(voice: &Voice<'_>) -> Table {
    let own_pages = ranking::with_own_page(voice, OWN_PAGES);
    let total: f64 = voice.assessment().summary.as_ref().map_or(0.0, |summary| summary.all_links.expected_sources);
    let decimals = decimals_for(total);
    let mut columns = vec![
        Column::number("", 18.0),
        Column::text(voice.say("column-party"), 1.2),
        Column::fixed(voice.say("column-band"), 66.0),
        Column::number(voice.say("column-likelihood"), 50.0),
    ];
    if total > 0.0 {
        columns.push(Column::number(voice.say("column-contribution"), 56.0));
    }
    columns.push(Column::text(voice.say("column-why"), 1.5));
    let rows = ranking::ranked(voice)
        .into_iter()
        .take(OWN_PAGES)
        .enumerate()
        .map(|(at, party)| {
            let mut cells = vec![
                Cell::from((at + 1).to_string()),
                Cell::from(party_name(voice, &party.party_id, &own_pages)),
                band_cell(voice, party),
                Cell::from(percent(party.likelihood)),
            ];
            if total > 0.0 {
                cells.push(Cell::from(party.contribution.map_or_else(|| "–".to_owned(), |part| fixed(part, decimals))));
            }
            cells.push(Cell::from(why(voice, party)));
            Row::new(cells)
        })
        .collect();
    Table::new(columns, rows).sized(7.6)
}

/// What speaks most for looking here: the strongest driver that raises the likelihood.
fn why(voice: &Voice<'_>, party: &PartyResult) -> String {
    voice
        .drivers(party, usize::MAX, Ids::Hidden)
        .into_iter()
        .find(|driver| driver.starts_with('↑'))
        .unwrap_or_else(|| voice.say("why-prior"))
}
