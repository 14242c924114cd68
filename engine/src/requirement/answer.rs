//! Asks every rule and writes down what came out.

use rayon::prelude::*;

use super::check::Check;
use super::checked::Requirement;
use super::facts::Facts;
use super::outcome::{Outcome, Tally};
use super::point::Point;
use super::result::{RequirementResult, RuleResult};
use super::rule::Rule;
use super::statement::Catalogue;
use crate::assessment::Assessment;
use crate::inputs::Inputs;
use crate::ruleset::Ruleset;

/// Adds what an assessment answers to checklists, in their order; its hash is then to be made anew. `inputs` and
/// `ruleset` are those that it was made from; `catalogue` holds the questions that the statements among them answer.
#[must_use]
pub fn with_requirements(
    mut assessment: Assessment,
    inputs: &Inputs,
    ruleset: &Ruleset,
    requirements: &[&Requirement],
    catalogue: &Catalogue,
) -> Assessment {
    let results = {
        let facts = Facts::new(&assessment, inputs, ruleset, catalogue);
        requirements.par_iter().map(|requirement| answer(requirement, &facts)).collect()
    };
    assessment.requirements = results;
    let names = requirements.iter().map(|requirement| requirement.source().name.clone());
    assessment.manifest.checklists.extend(names);
    assessment
}

/// What an assessment answers to one checklist. A checklist that does not concern the subject has no outcome but that.
pub fn answer(requirement: &Requirement, facts: &Facts<'_>) -> RequirementResult {
    let source = requirement.source();
    let (applies, applies_rests_on) = applies(&source.applies, facts);
    let concerned = applies != Outcome::NotApplicable;
    RequirementResult {
        requirement: source.name.clone(),
        version: source.version.clone(),
        hash: requirement.hash().to_owned(),
        instrument: source.instrument.clone(),
        effective_from: source.effective_from,
        in_force: source.effective_from <= facts.as_of(),
        applies,
        applies_rests_on,
        rules: source.rules.iter().map(|rule| ask(rule, facts, concerned)).collect(),
    }
}

/// Whether a checklist concerns the subject. A condition that is shown not to hold settles it; without conditions it does.
fn applies(conditions: &[Check], facts: &Facts<'_>) -> (Outcome, Vec<Point>) {
    if conditions.is_empty() {
        return (Outcome::Satisfied, Vec::new());
    }
    let tally: Tally = conditions.iter().map(|condition| condition.ask(facts)).collect();
    match tally.outcome() {
        Outcome::Breached => (Outcome::NotApplicable, tally.against),
        outcome @ (Outcome::Satisfied | Outcome::Unknown { .. } | Outcome::NotApplicable) => (outcome, tally.shown),
    }
}

fn ask(rule: &Rule, facts: &Facts<'_>, concerned: bool) -> RuleResult {
    let tally = if concerned { rule.check.ask(facts) } else { Tally::default() };
    let outcome = tally.outcome();
    let rests_on = if outcome == Outcome::Breached { tally.against } else { tally.shown };
    RuleResult {
        rule: rule.id.clone(),
        article: rule.article.clone(),
        check: rule.check.name().to_owned(),
        outcome,
        rests_on,
        effective_from: rule.effective_from,
        in_force: rule.effective_from <= facts.as_of(),
        recheck_after: rule.recheck_after,
        recheck_due: rule.recheck_after < facts.as_of(),
        verification: rule.verification,
        source: rule.source.clone(),
    }
}
