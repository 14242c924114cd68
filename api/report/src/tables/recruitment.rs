//! `recruitment.csv`: what workers paid for their jobs, per cohort.

use karvon_engine::assessment::Assessment;
use karvon_engine::recruitment::{CohortCost, FeeBasis, FeeCategory, Payback};

use super::{TableError, columns, joined, maybe, number, safe, write};
use crate::model::suppression::{Headcount, headcount};

/// One row per cohort, ordered by id. `payback_months` reads `never` where the loan cannot be repaid and 0 where there is none. `owed_…` is
/// what the workers of the cohort paid and did not get back, with its currency; what follows is in the currency of the wage: the part of the
/// loan that went into fees, the months that its interest ran, interest and deposit per worker, everything together per worker and for the
/// cohort (lower bounds where `owed_missing` names something), and the exchange rates used, each with its day and source. Of a cohort of fewer than five workers only the employer,
/// the corridor and the cost in months are given.
pub fn recruitment(assessment: &Assessment) -> Result<Vec<u8>, TableError> {
    let mut header = columns(&[
        "cohort_id",
        "employer_id",
        "recruiter_id",
        "corridor",
        "workers",
        "paid_per_worker",
        "borne_per_worker",
        "currency",
        "cost_months",
        "lower_bound",
        "basis",
        "loan_months",
        "payback_months",
        "missing",
    ]);
    header.extend(FeeCategory::ALL.iter().map(|category| format!("owed_{}", category.as_str())));
    header.extend(columns(&[
        "interest_principal",
        "interest_months",
        "owed_interest",
        "owed_deposit",
        "owed_per_worker",
        "owed_total",
        "owed_missing",
        "rates",
    ]));
    write("recruitment", &header, assessment.recruitment.cohorts.iter().map(row))
}

fn row(cost: &CohortCost) -> Vec<String> {
    let small = headcount(cost.workers) == Headcount::Small;
    let shown = |text: String| if small { String::new() } else { text };
    let basis = cost.basis.map_or("", |basis| match basis {
        FeeBasis::Receipt => "receipt",
        FeeBasis::Interview => "interview",
        FeeBasis::Estimate => "estimate",
    });
    let payback = match cost.payback {
        Payback::NoDebt => "0".to_owned(),
        Payback::Months(months) => number(months),
        Payback::Never => "never".to_owned(),
        Payback::Unknown => String::new(),
    };
    let mut cells = vec![
        shown(safe(cost.cohort_id.as_str())),
        safe(cost.employer_id.as_str()),
        shown(cost.recruiter_id.as_ref().map(|id| safe(id.as_str())).unwrap_or_default()),
        cost.corridor.clone(),
        if small { "<5".to_owned() } else { cost.workers.map(|workers| workers.to_string()).unwrap_or_default() },
        shown(maybe(cost.paid_per_worker)),
        shown(maybe(cost.borne_per_worker)),
        cost.currency.clone().unwrap_or_default(),
        maybe(cost.cost_months),
        (!cost.complete).to_string(),
        basis.to_owned(),
        shown(maybe(cost.loan_months)),
        payback,
        joined(cost.missing.iter().cloned()),
    ];
    cells.extend(FeeCategory::ALL.iter().map(|category| shown(owed(cost, *category))));
    let repayment = &cost.repayment;
    let interest = repayment.interest;
    cells.extend([
        shown(maybe(interest.map(|interest| interest.principal))),
        shown(maybe(interest.map(|interest| interest.months))),
        shown(maybe(interest.map(|interest| interest.per_worker))),
        shown(maybe(repayment.deposit)),
        shown(maybe(repayment.per_worker)),
        shown(maybe(repayment.total)),
        joined(repayment.missing.iter().cloned()),
        safe(&joined(
            cost.rates.iter().map(|rate| {
                format!("{} {} for one USD on {} ({})", rate.per_usd, rate.currency, rate.date, rate.source)
            }),
        )),
    ]);
    cells
}

/// What is owed in a category; per worker where the number of workers is not known.
fn owed(cost: &CohortCost, category: FeeCategory) -> String {
    let of_category = cost.owed.iter().filter(|owed| owed.category == category);
    joined(of_category.map(|owed| match owed.total {
        Some(total) => format!("{total} {}", owed.currency),
        None => format!("{} {} per worker", owed.per_worker, owed.currency),
    }))
}
