//! Cost in months of earnings, payback time and what is owed, per cohort and summed up.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::owed::{owed, repayment};
use super::{Cohort, Converter, Fee, FeeBasis, Owed, Payer, RateUsed, Repayment, corridor};
use crate::ids::{CohortId, PartyId};

/// Groups of fewer workers than this are suppressed in everything that is printed.
pub const SUPPRESSED_BELOW: u32 = 5;

/// How long a debt lasts at what is left of the wage.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "payback", content = "months", rename_all = "snake_case")]
pub enum Payback {
    /// A declared nil: no loan.
    NoDebt,
    /// So many months.
    Months(f64),
    /// What is left does not even cover the interest.
    Never,
    /// Something needed is missing.
    Unknown,
}

/// Recruitment cost of one cohort.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CohortCost {
    /// Cohort.
    pub cohort_id: CohortId,
    /// Employer.
    pub employer_id: PartyId,
    /// Recruiter.
    pub recruiter_id: Option<PartyId>,
    /// `origin>destination` as alpha-3 codes, `?` where unknown.
    pub corridor: String,
    /// Number of workers.
    pub workers: Option<u32>,
    /// What the workers paid each, in `currency`; `None` where no amount is known.
    pub paid_per_worker: Option<f64>,
    /// What they paid less what was paid back, in `currency`.
    pub borne_per_worker: Option<f64>,
    /// Currency of the wage, in which the amounts stand.
    pub currency: Option<String>,
    /// Borne cost ÷ net pay of the first full month: cohort mean of the recruitment cost indicator (SDG 10.7.1 is the
    /// name for individual ratios of international migrants).
    pub cost_months: Option<f64>,
    /// Whether every fee of the cohort has an amount; otherwise the cost is a lower bound.
    pub complete: bool,
    /// What the largest amount rests on.
    pub basis: Option<FeeBasis>,
    /// Loan ÷ net pay of the first full month.
    pub loan_months: Option<f64>,
    /// How long the debt lasts.
    pub payback: Payback,
    /// What is owed by category, each in the currency of the fee.
    pub owed: Vec<Owed>,
    /// All that is owed, with interest and deposit, in the currency of the wage.
    pub repayment: Repayment,
    /// Exchange rates that the results rest on.
    pub rates: Vec<RateUsed>,
    /// What is missing for the cost, as field names.
    pub missing: Vec<String>,
}

/// Recruitment cost of several cohorts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupCost {
    /// Corridor or recruiter.
    pub key: String,
    /// Number of cohorts.
    pub cohorts: usize,
    /// Of these, cohorts whose cost is unknown.
    pub unknown: usize,
    /// Workers of all cohorts, as far as known.
    pub workers: u32,
    /// Mean over the workers whose cost is known, in months of earnings.
    pub mean_months: Option<f64>,
    /// Smallest and largest cohort mean.
    pub range_months: Option<[f64; 2]>,
    /// Whether some cost in it is a lower bound.
    pub lower_bound: bool,
}

/// Recruitment cost of a cohort. Amounts meet in the currency of the wage, by the rates nearest to the arrival (the day
/// of the assessment where no arrival is known). A fee without a payer counts as paid by the worker.
pub fn cost_of(cohort: &Cohort, converter: Converter<'_>, as_of: NaiveDate) -> CohortCost {
    let day = cohort.arrived_to.unwrap_or(as_of);
    let mut rates = Vec::new();
    let mut missing = Vec::new();
    let borne: Vec<&Fee> = cohort.fees.iter().filter(|fee| by_worker(fee)).collect();
    let complete = !cohort.fees.is_empty() && borne.iter().all(|fee| fee.per_worker.is_some());
    if cohort.fees.is_empty() || borne.iter().any(|fee| fee.per_worker.is_none()) {
        missing.push("fee_per_worker".to_owned());
    }
    let currency = cohort.wage_currency.clone();
    let mut convert = |amount: f64, from: Option<&String>| -> Option<f64> {
        if amount == 0.0 {
            return Some(0.0);
        }
        let (converted, used) = converter.convert(amount, from?, currency.as_ref()?, day)?;
        for rate in used {
            if !rates.contains(&rate) {
                rates.push(rate);
            }
        }
        Some(converted)
    };
    let (mut paid, mut back) = (Some(0.0), Some(0.0));
    for fee in &borne {
        if let Some(amount) = fee.per_worker {
            let add = |sum: Option<f64>, part: Option<f64>| sum.zip(part).map(|(a, b)| a + b);
            paid = add(paid, convert(amount, fee.currency.as_ref()));
            let returned = fee.reimbursed_per_worker.unwrap_or(0.0).min(amount);
            back = add(back, convert(returned, fee.currency.as_ref()));
        }
    }
    if paid.is_none() {
        missing.push("rates".to_owned());
    }
    let any_amount = borne.iter().any(|fee| fee.per_worker.is_some()) || (borne.is_empty() && !cohort.fees.is_empty());
    let paid = paid.filter(|_| any_amount);
    let borne_per_worker = paid.zip(back).map(|(paid, back)| paid - back);
    let wage = cohort.monthly_wage.filter(|wage| *wage > 0.0);
    if wage.is_none() {
        missing.push("monthly_wage".to_owned());
    }
    let loan = cohort.loan_amount.and_then(|loan| convert(loan, cohort.loan_currency.as_ref()));
    let owed = owed(cohort, &mut convert);
    let payback = payback(cohort, loan);
    let repayment = repayment(cohort, &owed, (paid, loan), payback, as_of);
    CohortCost {
        cohort_id: cohort.id.clone(),
        employer_id: cohort.employer.clone(),
        recruiter_id: cohort.recruiter.clone(),
        corridor: corridor(cohort),
        workers: cohort.workers,
        paid_per_worker: paid,
        borne_per_worker,
        cost_months: borne_per_worker.zip(wage).map(|(borne, wage)| borne / wage),
        complete,
        basis: main_basis(&cohort.fees),
        loan_months: loan.zip(wage).map(|(loan, wage)| loan / wage),
        payback,
        owed,
        repayment,
        currency,
        rates,
        missing,
    }
}

/// Months to repay a debt `debt` at a monthly interest `rate` from what is left of the wage each month, `left`:
/// n = −ln(1 − D·i/a) / ln(1 + i), or D/a without interest (annuity formula).
pub fn payback_months(debt: f64, rate: f64, left: f64) -> Payback {
    if debt <= 0.0 {
        return Payback::NoDebt;
    }
    if left <= 0.0 || debt * rate >= left {
        return Payback::Never;
    }
    if rate == 0.0 {
        return Payback::Months(debt / left);
    }
    Payback::Months(-libm::log1p(-debt * rate / left) / libm::log1p(rate))
}

/// Sums cohorts up by a key, ordered by it. Means are weighted by workers; a cohort of unknown size weighs as one.
pub fn summarise(costs: &[CohortCost], key: impl Fn(&CohortCost) -> Option<String>) -> Vec<GroupCost> {
    let mut groups: BTreeMap<String, Vec<&CohortCost>> = BTreeMap::new();
    for cost in costs {
        if let Some(key) = key(cost) {
            groups.entry(key).or_default().push(cost);
        }
    }
    groups.into_iter().map(|(key, costs)| group_cost(key, &costs)).collect()
}

fn group_cost(key: String, costs: &[&CohortCost]) -> GroupCost {
    let (mut weight, mut sum) = (0.0, 0.0);
    let mut range: Option<[f64; 2]> = None;
    for (months, workers) in costs.iter().filter_map(|cost| Some((cost.cost_months?, cost.workers.unwrap_or(1).max(1))))
    {
        weight += f64::from(workers);
        sum += months * f64::from(workers);
        let [low, high] = range.unwrap_or([months, months]);
        range = Some([low.min(months), high.max(months)]);
    }
    GroupCost {
        key,
        cohorts: costs.len(),
        unknown: costs.iter().filter(|cost| cost.cost_months.is_none()).count(),
        workers: costs.iter().filter_map(|cost| cost.workers).sum(),
        mean_months: (weight > 0.0).then(|| sum / weight),
        range_months: range,
        lower_bound: costs.iter().any(|cost| cost.cost_months.is_some() && !cost.complete),
    }
}

fn by_worker(fee: &Fee) -> bool {
    match fee.paid_by {
        None | Some(Payer::Worker) => true,
        Some(Payer::Employer | Payer::Recruiter | Payer::Other) => false,
    }
}

fn main_basis(fees: &[Fee]) -> Option<FeeBasis> {
    fees.iter()
        .filter(|fee| by_worker(fee))
        .max_by(|a, b| {
            let amount = |fee: &Fee| fee.per_worker.unwrap_or(0.0);
            amount(a).total_cmp(&amount(b)).then_with(|| b.category.cmp(&a.category))
        })
        .and_then(|fee| fee.basis)
}

fn payback(cohort: &Cohort, loan: Option<f64>) -> Payback {
    if cohort.loan_amount == Some(0.0) {
        return Payback::NoDebt;
    }
    let left = cohort
        .monthly_wage
        .zip(cohort.monthly_deductions)
        .zip(cohort.monthly_living_cost)
        .map(|((wage, deductions), living)| wage - deductions - living);
    match (loan, cohort.loan_monthly_rate, left) {
        (Some(loan), Some(rate), Some(left)) => payback_months(loan, rate, left),
        _ => Payback::Unknown,
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::super::FeeCategory;
    use super::*;
    use crate::inputs::Rate;
    use crate::network::Country;

    pub(in crate::recruitment) fn fee(category: FeeCategory, per_worker: f64, currency: &str, paid_by: Payer) -> Fee {
        Fee {
            category,
            per_worker: Some(per_worker),
            currency: Some(currency.into()),
            basis: Some(FeeBasis::Interview),
            paid_by: Some(paid_by),
            reimbursed_per_worker: None,
        }
    }

    pub(in crate::recruitment) fn cohort(fees: Vec<Fee>) -> Cohort {
        Cohort {
            id: "C1".into(),
            employer: "E".into(),
            recruiter: None,
            origin: Country::from_alpha3("UZB"),
            destination: Country::from_alpha3("RUS"),
            workers: Some(20),
            sex: None,
            arrived_from: None,
            arrived_to: Some("2026-03-01".parse().unwrap()),
            fees,
            monthly_wage: Some(50_000.0),
            wage_currency: Some("RUB".into()),
            monthly_deductions: Some(10_000.0),
            monthly_living_cost: Some(20_000.0),
            contract_months: Some(12.0),
            loan_amount: None,
            loan_currency: None,
            loan_monthly_rate: None,
            loan_from: None,
            leave_before_repaid: None,
            deposit: None,
            documents_held_by: None,
            contract_language_understood: None,
            contract_substituted: None,
            free_to_leave: None,
        }
    }

    pub(in crate::recruitment) fn cost(cohort: &Cohort, rates: &[Rate]) -> CohortCost {
        cost_of(cohort, Converter::new(rates), "2026-10-31".parse().unwrap())
    }

    #[test]
    fn only_what_workers_paid_counts_as_their_cost() {
        let fees = vec![
            fee(FeeCategory::F1, 60_000.0, "RUB", Payer::Worker),
            fee(FeeCategory::C6, 15_000.0, "RUB", Payer::Worker),
            fee(FeeCategory::C7, 9_000.0, "RUB", Payer::Employer),
        ];
        assert_eq!(cost(&cohort(fees), &[]).cost_months, Some(1.5), "75,000 of 50,000 a month");
    }

    #[test]
    fn what_was_paid_back_is_not_borne_and_not_owed() {
        let mut paid = fee(FeeCategory::F1, 60_000.0, "RUB", Payer::Worker);
        paid.reimbursed_per_worker = Some(35_000.0);
        let cost = cost(&cohort(vec![paid]), &[]);
        assert_eq!(cost.cost_months, Some(0.5));
        assert_eq!(cost.owed[0].total, Some(500_000.0), "25,000 each for 20 workers");
    }

    #[test]
    fn a_currency_without_a_rate_leaves_the_cost_unknown() {
        let cost = cost(&cohort(vec![fee(FeeCategory::F1, 5e6, "UZS", Payer::Worker)]), &[]);
        assert_eq!((cost.cost_months, cost.missing), (None, vec!["rates".to_owned()]));
    }

    #[test]
    fn no_fee_row_at_all_is_unknown_and_a_declared_nil_is_zero() {
        assert_eq!(cost(&cohort(vec![]), &[]).cost_months, None);
        let nil = cost(&cohort(vec![fee(FeeCategory::F1, 0.0, "RUB", Payer::Worker)]), &[]);
        assert_eq!((nil.cost_months, nil.complete), (Some(0.0), true));
    }

    #[test]
    fn a_debt_of_ten_thousand_at_two_percent_takes_over_eleven_months_from_a_thousand() {
        // By hand: ln(1 − 10,000·0.02/1,000) = ln 0.8 = −0.2231436; ln 1.02 = 0.0198026; quotient 11.26838.
        let Payback::Months(n) = payback_months(10_000.0, 0.02, 1_000.0) else { panic!("it ends") };
        assert!((n - 11.268_38).abs() < 1e-4, "{n}");
    }

    #[test]
    fn a_debt_whose_interest_eats_what_is_left_never_ends() {
        assert_eq!(payback_months(50_000.0, 0.02, 1_000.0), Payback::Never);
        assert_eq!(payback_months(50_000.0, 0.0, 0.0), Payback::Never);
        assert_eq!(payback_months(50_000.0, 0.0, 1_000.0), Payback::Months(50.0));
    }

    #[test]
    fn a_corridor_weighs_its_cohorts_by_workers() {
        let mut small = cohort(vec![fee(FeeCategory::F1, 150_000.0, "RUB", Payer::Worker)]);
        small.workers = Some(10);
        let mut large = cohort(vec![fee(FeeCategory::F1, 50_000.0, "RUB", Payer::Worker)]);
        large.workers = Some(30);
        let costs = [cost(&small, &[]), cost(&large, &[])];
        let groups = summarise(&costs, |cost| Some(cost.corridor.clone()));
        assert_eq!(groups[0].key, "UZB>RUS");
        assert_eq!(groups[0].mean_months, Some(1.5), "(10·3 + 30·1) / 40");
        assert_eq!(groups[0].range_months, Some([1.0, 3.0]));
    }
}
