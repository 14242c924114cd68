//! What a person sees of a plan on the terminal: what it is for and what it brings, then its steps.

use std::path::Path;

use karvon_engine::assessment::Assessment;
use karvon_engine::planning::{Exit, Plan, PlanKind, PlanStep};
use karvon_rulesets::texts::Texts as Words;

use super::console::Console;
use super::number::percent;
use crate::services::assess::PLAN_FILE;
use crate::texts::Texts;

/// So many steps of a list are named; the file has them all.
const NAMED: usize = 20;
/// Fewer workers are not counted out.
const FEWEST_PRINTED: u32 = 5;

/// Prints it.
pub(super) fn print(plan: &Plan, assessment: &Assessment, words: &Words, out: &Path, console: &Console) {
    let texts = &console.texts;
    for line in goal(plan, texts) {
        console.line(&line);
    }
    list(&plan.steps, assessment, words, console);
    if !plan.recruiters.is_empty() {
        console.line(&texts.say("plan-recruiters"));
        list(&plan.recruiters, assessment, words, console);
    }
    if !plan.taken_together.is_empty() {
        console.line(&texts.tell("plan-taken-together", [("parties", plan.taken_together.len().into())]));
    }
    let file = out.join(PLAN_FILE).display().to_string();
    console.line(&texts.tell("plan-file", [("file", file.into())]));
}

/// The objective, the fall of E and then of R, and what one more unit would add.
fn goal(plan: &Plan, texts: &Texts) -> Vec<String> {
    let objective = format!("{:.3}", plan.objective);
    let numbers = [("objective", objective.into()), ("cost", plan.cost.into()), ("budget", plan.budget.into())];
    let mut lines = vec![match plan.kind {
        PlanKind::Find => texts.tell("plan-find", numbers),
        PlanKind::Fix => texts.tell("plan-fix", numbers),
    }];
    if plan.cost > plan.budget {
        lines.push(texts.say("plan-above-budget"));
    }
    if let Some(after) = &plan.after {
        let number = |value: f64| format!("{value:.3}");
        let (from, to) = (number(plan.before.expected_sources), number(after.expected_sources));
        lines.push(texts.tell("plan-expected", [("from", from.into()), ("to", to.into())]));
        if let (Some(from), Some(to)) = (plan.before.reach, after.reach) {
            let [low, high] = after.reach_interval.unwrap_or([to, to]).map(percent);
            let (from, to) = (percent(from), percent(to));
            let numbers = [("from", from.into()), ("to", to.into()), ("low", low.into()), ("high", high.into())];
            lines.push(texts.tell("plan-reach", numbers));
        }
    }
    lines.push(if plan.next_unit > 0.0 {
        texts.tell("plan-next-unit", [("more", format!("{:.3}", plan.next_unit).into())])
    } else {
        texts.say("plan-next-unit-nothing")
    });
    lines
}

fn list(steps: &[PlanStep], assessment: &Assessment, words: &Words, console: &Console) {
    let texts = &console.texts;
    for (place, step) in steps.iter().take(NAMED).enumerate() {
        console.line(&row(place + 1, step, assessment, words, texts));
        if let Some(exit) = &step.exit {
            console.line(&leaving(exit, texts));
        }
    }
    if let Some(more @ 1..) = steps.len().checked_sub(NAMED) {
        console.line(&texts.tell("plan-more", [("steps", more.into())]));
    }
}

fn row(place: usize, step: &PlanStep, assessment: &Assessment, words: &Words, texts: &Texts) -> String {
    let found = assessment.parties.binary_search_by(|party| party.party_id.cmp(&step.party_id)).ok();
    let name = found.and_then(|i| assessment.parties.get(i)).map_or("", |party| party.name.as_str());
    let action = match &step.source {
        Some(source) => words.name("source", source),
        None => step.measures.iter().map(|id| words.name("measure", id)).collect::<Vec<_>>().join("; "),
    };
    let severe = if step.severe { texts.say("plan-severe") } else { String::new() };
    let likelihood = match step.likelihood_after {
        Some(after) => texts
            .tell("plan-likelihood-falls", [("from", percent(step.likelihood).into()), ("to", percent(after).into())]),
        None => texts.tell("plan-likelihood", [("from", percent(step.likelihood).into())]),
    };
    texts.tell(
        "plan-row",
        [
            ("place", format!("{place:>2}").into()),
            ("id", step.party_id.as_str().into()),
            ("name", name.into()),
            ("severe", severe.into()),
            ("action", action.into()),
            ("cost", step.cost.into()),
            ("value", format!("{:.3}", step.value).into()),
            ("likelihood", likelihood.into()),
        ],
    )
}

/// What leaving a party means.
fn leaving(exit: &Exit, texts: &Texts) -> String {
    let substitutes = if exit.substitutes.is_empty() {
        texts.say("plan-no-substitute")
    } else {
        exit.substitutes.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
    };
    let workers = match exit.workers {
        None => texts.say("plan-workers-unknown"),
        Some(few) if few < FEWEST_PRINTED => texts.say("plan-workers-few"),
        Some(workers) => texts.tell("plan-workers", [("workers", workers.into())]),
    };
    texts.tell("plan-exit", [("substitutes", substitutes.into()), ("workers", workers.into())])
}
