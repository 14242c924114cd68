//! What the laws ask: checklist by checklist what the assessment answers, from which evidence, and what is missing.

use karvon_engine::requirement::{Outcome, Point, RequirementResult, RuleResult};

use super::{note, nothing, paragraph};
use crate::layout::cell::Cell;
use crate::layout::flow::Piece;
use crate::layout::heading::Heading;
use crate::layout::paragraph::Paragraph;
use crate::layout::rich::Rich;
use crate::layout::table::{Column, Row, Table};
use crate::model::points::sentence;
use crate::model::voice::Voice;
use crate::theme::MUTED;

/// Points of one rule that are written out.
const MOST_POINTS: usize = 5;

pub(super) fn compose(voice: &Voice<'_>) -> Vec<Piece> {
    let results = &voice.assessment().requirements;
    if results.is_empty() {
        return nothing(voice, "requirements-none");
    }
    let mut pieces = vec![paragraph(voice, "requirements-intro"), Piece::of(overview(voice, results))];
    pieces.push(note(voice, "requirements-note"));
    for result in results.iter().filter(|result| result.applies != Outcome::NotApplicable) {
        pieces.push(Piece::of(Heading::new(1, title(voice, result), anchor(result))));
        pieces.push(Piece::of(Paragraph::note(about(voice, result)).kept()));
        pieces.push(Piece::of(rules(voice, result)));
    }
    pieces
}

fn title(voice: &Voice<'_>, result: &RequirementResult) -> String {
    voice.requirement_word(&result.requirement, "ruleset-title").unwrap_or_else(|| result.instrument.clone())
}

fn anchor(result: &RequirementResult) -> String {
    format!("requirement:{}", result.requirement)
}

/// One row per checklist: whether it concerns the subject, and how many rules came out how.
fn overview(voice: &Voice<'_>, results: &[RequirementResult]) -> Table {
    let rows = results
        .iter()
        .map(|result| {
            let count = |outcome: &str| result.rules.iter().filter(|rule| rule.outcome.as_str() == outcome).count();
            let concerned = result.applies != Outcome::NotApplicable;
            let number = |outcome: &str| {
                let count = if concerned { count(outcome).to_string() } else { String::new() };
                Cell::from(count)
            };
            let name = Rich::plain(title(voice, result));
            let name = if concerned { name.linked(&anchor(result)) } else { name };
            Row::new(vec![
                Cell::from(name),
                Cell::from(voice.say(&format!("requirements-applies-{}", result.applies.as_str()))),
                number("satisfied"),
                number("breached"),
                number("unknown"),
                number("not_applicable"),
            ])
        })
        .collect();
    let columns = vec![
        Column::text(voice.say("column-requirement"), 2.0),
        Column::fixed(voice.say("column-applies"), 62.0),
        Column::number(voice.say("outcome-satisfied"), 52.0),
        Column::number(voice.say("outcome-breached"), 52.0),
        Column::number(voice.say("outcome-unknown"), 52.0),
        Column::number(voice.say("outcome-not_applicable"), 62.0),
    ];
    Table::new(columns, rows).sized(7.6)
}

/// Instrument, version, day of effect, and why it concerns the subject or what would tell.
fn about(voice: &Voice<'_>, result: &RequirementResult) -> Rich {
    let date = voice.date(result.effective_from);
    let force = if result.in_force { "requirements-in-force" } else { "requirements-not-yet" };
    let head = [
        ("instrument", result.instrument.as_str().into()),
        ("name", result.requirement.as_str().into()),
        ("version", result.version.as_str().into()),
        ("force", voice.tell(force, &[("date", date.into())]).into()),
    ];
    let mut text = voice.rich("requirements-head", &head);
    let missing = result.applies.missing();
    if !missing.is_empty() {
        text = text.then(Rich::plain(format!(" {}: ", voice.say("requirements-applies-missing"))));
        text = text.then(points(voice, missing, "; "));
    }
    text
}

fn rules(voice: &Voice<'_>, result: &RequirementResult) -> Table {
    let rows = result.rules.iter().map(|rule| row(voice, result, rule)).collect();
    let columns = vec![
        Column::text(voice.say("column-rule"), 1.35),
        Column::fixed(voice.say("column-outcome"), 62.0),
        Column::text(voice.say("column-rests-on-or-missing"), 1.8),
        Column::fixed(voice.say("column-wording"), 82.0),
    ];
    Table::new(columns, rows).sized(7.0)
}

fn row(voice: &Voice<'_>, result: &RequirementResult, rule: &RuleResult) -> Row {
    let asked = voice
        .requirement_word(&result.requirement, &format!("rule-{}", rule.rule))
        .unwrap_or_else(|| rule.rule.clone());
    let asked = Rich::plain(asked).then(Rich::plain(format!("\n{}", rule.article)).coloured(MUTED));
    let outcome = voice.say(&format!("outcome-{}", rule.outcome.as_str()));
    let outcome = match rule.outcome {
        Outcome::Breached => Rich::bold(outcome),
        Outcome::Satisfied | Outcome::Unknown { .. } => Rich::plain(outcome),
        Outcome::NotApplicable => Rich::plain(outcome).coloured(MUTED),
    };
    let outcome = if rule.in_force {
        outcome
    } else {
        let from = voice.tell("requirements-from", &[("date", rule.effective_from.to_string().into())]);
        outcome.then(Rich::plain(format!("\n{from}")).coloured(MUTED))
    };
    let mut text = points(voice, &rule.rests_on, "\n");
    let missing = rule.outcome.missing();
    if !missing.is_empty() {
        let before = if text.is_empty() { "" } else { "\n" };
        text = text.then(Rich::bold(format!("{before}{} ", voice.say("requirements-missing"))));
        text = text.then(points(voice, missing, "\n"));
    }
    let recheck = if rule.recheck_due { "requirements-recheck-due" } else { "requirements-recheck" };
    let recheck = voice.tell(recheck, &[("date", rule.recheck_after.to_string().into())]);
    let verified = Rich::plain(voice.say(&format!("verification-{}", rule.verification.as_str())))
        .then(Rich::plain(format!("\n{recheck}")).coloured(MUTED));
    Row::new(vec![Cell::from(asked), Cell::from(outcome), Cell::from(text), Cell::from(verified)])
}

fn points(voice: &Voice<'_>, points: &[Point], between: &str) -> Rich {
    let mut text = Rich::default();
    for (at, point) in points.iter().take(MOST_POINTS).enumerate() {
        if at > 0 {
            text = text.then(Rich::plain(between));
        }
        text = text.then(sentence(voice, point));
    }
    let more = points.len().saturating_sub(MOST_POINTS);
    if more > 0 {
        text = text.then(Rich::plain(format!("{between}{}", voice.tell("and-more", &[("more", more.into())]))));
    }
    text
}
