//! What to do first within a budget: visits or measures, what they bring, and what leaving means where a site has no say.

use karvon_engine::planning::{Plan, PlanKind, PlanStep};

use super::{OWN_PAGES, heading, note, nothing, paragraph, party_name};
use crate::layout::cell::Cell;
use crate::layout::facts::Facts;
use crate::layout::flow::Piece;
use crate::layout::heading::Heading;
use crate::layout::list::List;
use crate::layout::paragraph::Paragraph;
use crate::layout::rich::Rich;
use crate::layout::table::{Column, Row, Table};
use crate::model::exits;
use crate::model::numbers::{fixed, percent};
use crate::model::ranking;
use crate::model::voice::Voice;
use crate::theme::MUTED;

/// Steps printed of each list; the table beside the report holds all.
const STEPS: usize = 40;
/// Decimals of what steps bring.
const DECIMALS: usize = 3;

pub(super) fn compose(voice: &Voice<'_>) -> Vec<Piece> {
    let Some(plan) = &voice.assessment().plan else {
        return nothing(voice, "plan-none");
    };
    let values = [
        ("objective", fixed(plan.objective, DECIMALS).into()),
        ("budget", plan.budget.to_string().into()),
        ("cost", plan.cost.to_string().into()),
    ];
    let goal = match plan.kind {
        PlanKind::Find => voice.rich("plan-find", &values),
        PlanKind::Fix => voice.rich("plan-fix", &values),
    };
    let mut pieces = vec![Piece::of(Paragraph::new(goal).after(6.0)), Piece::of(Facts::new(numbers(voice, plan)))];
    if plan.steps.is_empty() {
        pieces.push(paragraph(voice, "plan-no-steps"));
        return pieces;
    }
    pieces.push(heading(voice, 1, "plan-steps"));
    pieces.extend(steps(voice, plan, &plan.steps));
    pieces.push(match plan.kind {
        PlanKind::Find => note(voice, "plan-note-find"),
        PlanKind::Fix => note(voice, "plan-note-fix"),
    });
    if !plan.taken_together.is_empty() {
        let names: Vec<String> = plan.taken_together.iter().map(|id| voice.name(id)).collect();
        let text = voice.rich("plan-taken-together", &[("parties", names.join("; ").into())]);
        pieces.push(Piece::of(Paragraph::note(text).after(8.0)));
    }
    if plan.steps.iter().any(|step| step.exit.is_some()) {
        pieces.push(heading(voice, 1, "plan-leaving"));
        pieces.push(paragraph(voice, "plan-leaving-intro"));
        for step in &plan.steps {
            if let Some(exit) = &step.exit {
                let name = voice.name(&step.party_id);
                pieces.push(Piece::of(Heading::new(2, name, format!("leaving:{}", step.party_id)).unmarked()));
                pieces.push(Piece::of(List::bullets(exits::lines(voice, exit)).sized(8.4)));
            }
        }
    }
    if !plan.recruiters.is_empty() {
        pieces.push(heading(voice, 1, "plan-recruiters"));
        pieces.push(paragraph(voice, "plan-recruiters-intro"));
        pieces.extend(steps(voice, plan, &plan.recruiters));
    }
    pieces
}

/// Cost, what falls, what one more unit would add.
fn numbers(voice: &Voice<'_>, plan: &Plan) -> Vec<(String, Rich)> {
    let cost = [("cost", plan.cost.to_string().into()), ("budget", plan.budget.to_string().into())];
    let above = if plan.cost > plan.budget { "plan-cost-above" } else { "plan-cost-within" };
    let mut facts = vec![(voice.say("plan-cost"), voice.rich(above, &cost))];
    if let Some(after) = &plan.after {
        let values = [
            ("from", fixed(plan.before.expected_sources, DECIMALS).into()),
            ("to", fixed(after.expected_sources, DECIMALS).into()),
        ];
        facts.push((voice.say("plan-expected"), voice.rich("plan-expected-value", &values)));
        if let (Some(from), Some(to)) = (plan.before.reach, after.reach) {
            let [low, high] = after.reach_interval.unwrap_or([to, to]);
            let values = [
                ("from", percent(from).into()),
                ("to", percent(to).into()),
                ("interval", voice.range(low, high).into()),
            ];
            facts.push((voice.say("plan-reach"), voice.rich("plan-reach-value", &values)));
        }
    }
    let more = if plan.next_unit > 0.0 {
        voice.rich("plan-next-value", &[("more", fixed(plan.next_unit, DECIMALS).into())])
    } else {
        voice.rich("plan-next-nothing", &[])
    };
    facts.push((voice.say("plan-next"), more));
    facts
}

fn steps(voice: &Voice<'_>, plan: &Plan, steps: &[PlanStep]) -> Vec<Piece> {
    let own_pages = ranking::with_own_page(voice, OWN_PAGES);
    let rows = steps.iter().take(STEPS).enumerate().map(|(at, step)| {
        let likelihood = match step.likelihood_after {
            Some(after) => format!("{} → {}", percent(step.likelihood), percent(after)),
            None => percent(step.likelihood),
        };
        let mut cells = vec![
            Cell::from((at + 1).to_string()),
            Cell::from(
                party_name(voice, &step.party_id, &own_pages)
                    .then(Rich::plain(format!("\n{}", step.party_id)).coloured(MUTED)),
            ),
            Cell::from(what(voice, step)),
            Cell::from(step.cost.to_string()),
            Cell::from(likelihood),
            Cell::from(Rich::bold(fixed(step.value, DECIMALS))),
        ];
        if plan.kind == PlanKind::Fix {
            cells.insert(4, Cell::from(step.days.map_or_else(String::new, |days| days.to_string())));
        }
        Row::new(cells)
    });
    let mut columns = vec![
        Column::number("", 20.0),
        Column::text(voice.say("column-party"), 1.0),
        Column::text(voice.say("column-step"), 1.7),
        Column::number(voice.say("column-cost"), 36.0),
        Column::number(voice.say("column-likelihood"), 78.0),
        Column::number(voice.say("column-brings"), 48.0),
    ];
    if plan.kind == PlanKind::Fix {
        columns.insert(4, Column::number(voice.say("column-days"), 36.0));
    }
    let mut pieces = vec![Piece::of(Table::new(columns, rows.collect()).sized(7.8))];
    if let Some(more @ 1..) = steps.len().checked_sub(STEPS) {
        let text = voice.rich("plan-more", &[("more", more.into())]);
        pieces.push(Piece::of(Paragraph::note(text).after(6.0)));
    }
    pieces
}

/// Whom to send, or which measures to take.
fn what(voice: &Voice<'_>, step: &PlanStep) -> Rich {
    let words = match &step.source {
        Some(source) => voice.source(source),
        None => step.measures.iter().map(|id| voice.named("measure", id)).collect::<Vec<_>>().join("\n"),
    };
    if step.severe {
        Rich::bold(voice.say("plan-severe")).then(Rich::plain(format!("\n{words}")))
    } else {
        Rich::plain(words)
    }
}
