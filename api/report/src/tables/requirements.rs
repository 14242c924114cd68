//! `requirements.csv`: what the assessment answers to the rules of laws and standards.

use karvon_engine::assessment::Assessment;
use karvon_engine::ids::CohortId;
use karvon_engine::requirement::{Point, RequirementResult, RuleResult};

use super::{TableError, columns, joined, safe, write};
use crate::model::suppression::{Headcount, headcount};

/// One row per rule, checklist by checklist. `applies` says whether the checklist concerns the subject. `rests_on` and
/// `missing` are codes with a name, a value and a count, then the places and cohorts that they are about; cohorts of fewer
/// than five workers are not named.
pub fn requirements(assessment: &Assessment) -> Result<Vec<u8>, TableError> {
    let header = columns(&[
        "requirement",
        "version",
        "instrument",
        "applies",
        "rule",
        "article",
        "check",
        "outcome",
        "in_force",
        "effective_from",
        "recheck_after",
        "recheck_due",
        "verification",
        "source",
        "rests_on",
        "evidence",
        "missing",
    ]);
    let rows = assessment
        .requirements
        .iter()
        .flat_map(|result| result.rules.iter().map(move |rule| row(assessment, result, rule)));
    write("requirements", &header, rows)
}

fn row(assessment: &Assessment, result: &RequirementResult, rule: &RuleResult) -> Vec<String> {
    let told = |points: &[Point]| joined(points.iter().map(|point| point_text(assessment, point)));
    let evidence = rule.rests_on.iter().flat_map(|point| &point.evidence).map(ToString::to_string);
    vec![
        result.requirement.clone(),
        result.version.clone(),
        result.instrument.clone(),
        result.applies.as_str().to_owned(),
        rule.rule.clone(),
        rule.article.clone(),
        rule.check.clone(),
        rule.outcome.as_str().to_owned(),
        rule.in_force.to_string(),
        rule.effective_from.to_string(),
        rule.recheck_after.to_string(),
        rule.recheck_due.to_string(),
        rule.verification.as_str().to_owned(),
        rule.source.clone(),
        told(&rule.rests_on),
        joined(evidence),
        told(rule.outcome.missing()),
    ]
}

fn point_text(assessment: &Assessment, point: &Point) -> String {
    let name = point.name.as_ref().map(|name| format!(" [{}]", safe(name))).unwrap_or_default();
    let value = point.value.as_ref().map(|value| format!(" = {value}")).unwrap_or_default();
    let count = if point.count > 0 { format!(" ({})", point.count) } else { String::new() };
    let small = |id: &CohortId| {
        let costs = &assessment.recruitment.cohorts;
        costs.iter().any(|cost| cost.cohort_id == *id && headcount(cost.workers) == Headcount::Small)
    };
    let parties = point.parties.iter().map(ToString::to_string);
    let cohorts = point.cohorts.iter().filter(|id| !small(id)).map(ToString::to_string);
    let about: Vec<String> = parties.chain(cohorts).collect();
    let about = if about.is_empty() { String::new() } else { format!(": {}", about.join(", ")) };
    format!("{}{name}{value}{count}{about}", point.what.as_str())
}
