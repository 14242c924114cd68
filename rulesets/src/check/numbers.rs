//! Answers to number questions: which ranges are reached, and whether every number has an answer.
//!
//! Ranges are tried in order, so that only their ends matter: it is enough to try each end, a number between each two
//! neighbours, and one beyond the last.

use karvon_engine::ruleset::{AnswerForm, Question, Unit};

use super::Warning;

/// What is odd in the ranges of a question.
pub(super) fn warnings(question: &Question) -> Vec<Warning> {
    let AnswerForm::Number(unit) = question.form else { return Vec::new() };
    let mut reached = vec![false; question.answers.len()];
    let mut without_answer = None;
    for number in probes(question, unit) {
        let answer = question.answers.iter().position(|answer| answer.when.is_some_and(|bound| bound.holds(number)));
        match answer.and_then(|i| reached.get_mut(i)) {
            Some(reached) => *reached = true,
            None => without_answer = without_answer.or(Some(number)),
        }
    }
    let never = question.answers.iter().zip(reached).filter(|(answer, reached)| answer.when.is_some() && !reached);
    let mut warnings: Vec<Warning> = never
        .map(|(answer, _)| Warning::NeverReached { question: question.id.clone(), answer: answer.id.clone() })
        .collect();
    if let Some(number) = without_answer {
        warnings.push(Warning::NumberWithoutAnswer { question: question.id.clone(), number: number.to_string() });
    }
    warnings
}

/// Numbers between which nothing changes; shares end at 1, everything else is open upwards.
fn probes(question: &Question, unit: Unit) -> Vec<f64> {
    let most = if unit == Unit::Share { 1.0 } else { f64::INFINITY };
    let bounds = question.answers.iter().filter_map(|answer| answer.when);
    let mut ends: Vec<f64> =
        bounds.flat_map(|bound| [bound.above, bound.at_least, bound.below, bound.at_most]).flatten().collect();
    ends.push(0.0);
    if most.is_finite() {
        ends.push(most);
    }
    ends.retain(|end| (0.0..=most).contains(end));
    ends.sort_by(f64::total_cmp);
    ends.dedup();
    let between = ends.iter().zip(ends.iter().skip(1)).map(|(low, high)| f64::midpoint(*low, *high));
    let beyond = ends.last().filter(|_| most.is_infinite()).map(|last| last + 1.0);
    let mut probes: Vec<f64> = ends.iter().copied().chain(between).chain(beyond).collect();
    probes.sort_by(f64::total_cmp);
    probes
}
