//! Cohort rows as evidence about their employer, by the ruleset's mapping.
//!
//! Adverse values come from whoever the amounts rest on; reassuring ones are always the employer's own word.

use chrono::{Months, NaiveDate};

use super::{Cohort, CohortCost, FeeBasis, Holder, Payback, Payer};
use crate::evidence::{Evidence, EvidenceOrigin, Period, WorkerGroup};
use crate::ids::EvidenceId;
use crate::ruleset::{ReadAnswer, Ruleset, YesNoMap};

/// Source classes that cohort rows speak with.
const DOCUMENT: &str = "document";
const INTERVIEW: &str = "worker_interview";
const OWN_WORD: &str = "self_assessment";
/// Months in a year, for interest.
const MONTHS_A_YEAR: f64 = 12.0;

/// `origin>destination` as alpha-3 codes, `?` where unknown.
pub fn corridor(cohort: &Cohort) -> String {
    let code = |country: Option<crate::network::Country>| country.map_or_else(|| "?".to_owned(), |c| c.to_string());
    format!("{}>{}", code(cohort.origin), code(cohort.destination))
}

/// The answers that a cohort gives about its employer, ordered as the mapping lists them. Unknown fields give none.
pub fn evidence_of(cohort: &Cohort, cost: &CohortCost, ruleset: &Ruleset) -> Vec<Evidence> {
    let map = &ruleset.source().recruitment;
    let mut answers: Vec<(&str, String)> = Vec::new();
    if let Some(holder) = cohort.documents_held_by {
        answers.push((&map.documents_held_by, holder_answer(holder).to_owned()));
    }
    if let Some(share) = share_that_paid(cohort) {
        answers.push((&map.fees_paid, share.to_owned()));
    }
    if let Some(months) = cost.cost_months {
        answers.push((&map.cost_in_months, months.to_string()));
    }
    let tied = ties_worker(cohort);
    if tied {
        if let Some(months) = cost.loan_months {
            answers.push((&map.loan_in_months, months.to_string()));
        }
        if let Some(rate) = cohort.loan_monthly_rate.filter(|_| cohort.loan_amount.is_some_and(|loan| loan > 0.0)) {
            answers.push((&map.annual_interest, (rate * MONTHS_A_YEAR).min(1.0).to_string()));
        }
    }
    if let Some(answer) = clearing_answer(cohort, cost.payback, tied) {
        answers.push((&map.months_to_clear, answer));
    }
    for (value, map) in [
        (cohort.leave_before_repaid, &map.leave_before_repaid),
        (cohort.contract_substituted, &map.contract_substituted),
        (cohort.free_to_leave, &map.free_to_leave),
        (cohort.contract_language_understood, &map.contract_language_understood),
    ] {
        if let Some(value) = value {
            answers.push((&map.question, yes_no_answer(map, value)));
        }
    }
    answers.into_iter().map(|(question, answer)| evidence(cohort, cost.basis, question, answer, ruleset)).collect()
}

fn evidence(cohort: &Cohort, basis: Option<FeeBasis>, question: &str, answer: String, ruleset: &Ruleset) -> Evidence {
    let adverse = is_adverse(ruleset, question, &answer);
    let source = match (adverse, basis) {
        (true, Some(FeeBasis::Receipt)) => DOCUMENT,
        (true, Some(FeeBasis::Interview)) => INTERVIEW,
        (true, Some(FeeBasis::Estimate) | None) | (false, _) => OWN_WORD,
    };
    let group = match cohort.crosses_border() {
        Some(true) => WorkerGroup::Migrant,
        Some(false) => WorkerGroup::InternalMigrant,
        None => WorkerGroup::All,
    };
    Evidence {
        id: EvidenceId::new(""),
        party: cohort.employer.clone(),
        question: question.into(),
        answer,
        source: source.to_owned(),
        source_id: format!("cohort {}", cohort.id),
        observed_on: cohort.arrived_to,
        group,
        period: cohort.arrived_to.map(|to| period(cohort.arrived_from, to)),
        affected: cohort.workers.filter(|_| adverse),
        asked: None,
        population: cohort.workers,
        closes: None,
        reference: Some(format!("cohort {} {question}", cohort.id)),
        origin: EvidenceOrigin::Recruitment,
    }
    .identified()
}

/// The twelve months up to the last arrival, or from the first arrival where that is earlier.
fn period(from: Option<NaiveDate>, to: NaiveDate) -> Period {
    let year_before = to.checked_sub_months(Months::new(12)).unwrap_or(to);
    Period { from: from.map_or(year_before, |from| from.min(year_before)), to }
}

fn is_adverse(ruleset: &Ruleset, question: &str, answer: &str) -> bool {
    let Ok(ReadAnswer::Answer(answer)) = ruleset.read_answer(question, answer) else {
        return false;
    };
    ruleset
        .question(question)
        .and_then(|q| ruleset.questions().get(q)?.answers.get(answer))
        .is_some_and(|answer| answer.says.is_adverse())
}

fn holder_answer(holder: Holder) -> &'static str {
    match holder {
        Holder::Worker => "worker",
        Holder::OwnLocker => "own_locker",
        Holder::EmployerOnRequest => "employer_on_request",
        Holder::Employer | Holder::Agent => "employer_or_agent",
    }
}

/// `1` where any fee was paid by the workers, `0` where every fee is a declared nil or was paid by others.
fn share_that_paid(cohort: &Cohort) -> Option<&'static str> {
    let by_worker = |fee: &&super::Fee| matches!(fee.paid_by, None | Some(Payer::Worker));
    if cohort.fees.iter().filter(by_worker).any(|fee| fee.per_worker.is_some_and(|amount| amount > 0.0)) {
        return Some("1");
    }
    let all_known = cohort.fees.iter().filter(by_worker).all(|fee| fee.per_worker.is_some());
    (!cohort.fees.is_empty() && all_known).then_some("0")
}

/// Whether the debt ties the worker to the job: the lender is employer, recruiter or their lender, or nobody may leave
/// before it is repaid.
fn ties_worker(cohort: &Cohort) -> bool {
    cohort.loan_from.is_some_and(super::Lender::ties_to_employer) || cohort.leave_before_repaid == Some(false)
}

/// How the debt stands to the contract. A long debt to a lender who does not tie the worker is context only; within half
/// of the contract no debt speaks against the place.
fn clearing_answer(cohort: &Cohort, payback: Payback, tied: bool) -> Option<String> {
    let long = |tied_answer: &str| {
        if tied { tied_answer.to_owned() } else { "untied_lender".to_owned() }
    };
    match (payback, cohort.contract_months) {
        (Payback::Unknown, _) => None,
        (Payback::Never, _) => Some(long("never")),
        (Payback::Months(months), Some(contract)) if months > contract / 2.0 => Some(long("over_half_contract")),
        (Payback::NoDebt, _) | (Payback::Months(_), Some(_)) => Some("0".to_owned()),
        (Payback::Months(months), None) => tied.then(|| months.to_string()),
    }
}

fn yes_no_answer(map: &YesNoMap, value: bool) -> String {
    if value { map.yes.clone() } else { map.no.clone() }
}
