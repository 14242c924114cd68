//! What is owed to the workers of a cohort: fees and costs that they bore, the interest on what they borrowed for them, and
//! deposits that were kept.
//!
//! Workers are to be repaid whatever they paid for the job, in every category of the ILO's definition of recruitment fees
//! and related costs (2019), with the interest of the loan taken for it, less what they got back already. A statement of
//! workers counts where there is no receipt. The employer pays first; what others owe the employer comes after.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::cost::Payback;
use super::{Cohort, FeeBasis, FeeCategory, Payer};

/// Days in a month.
const MONTH: f64 = 30.437_5;

/// A fee or cost owed to the workers of a cohort.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Owed {
    /// Fee category.
    pub category: FeeCategory,
    /// ISO 4217 code of the fee.
    pub currency: String,
    /// What it rests on.
    pub basis: Option<FeeBasis>,
    /// Paid by each worker.
    pub paid_per_worker: f64,
    /// Paid back to each already.
    pub reimbursed_per_worker: f64,
    /// Paid by a worker and not paid back, per worker.
    pub per_worker: f64,
    /// The same for the whole cohort; `None` where the number of workers is unknown.
    pub total: Option<f64>,
    /// Per worker in the currency of the wage; `None` where a rate is missing.
    pub in_wage_currency: Option<f64>,
}

/// Interest that workers owe or paid on what they borrowed for the job, in the currency of the wage.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct LoanInterest {
    /// Part of the loan that went into fees and costs: the loan, at most what the worker paid.
    pub principal: f64,
    /// Interest a month, 0.02 is two percent.
    pub monthly_rate: f64,
    /// Months that it ran: from the last arrival to the day of the assessment, no longer than the debt lasts.
    pub months: f64,
    /// Simple interest, principal × rate × months.
    pub per_worker: f64,
}

/// All that is owed to a worker of a cohort, in the currency of the wage.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Repayment {
    /// Interest on the loan; `None` where there is no loan or something needed is not known, which `missing` says.
    pub interest: Option<LoanInterest>,
    /// Deposit or bond that the worker left; `None` where it is not known or there is none.
    pub deposit: Option<f64>,
    /// Fees, costs, interest and deposit together, as far as known; `None` where nothing of it is.
    pub per_worker: Option<f64>,
    /// The same for the whole cohort; `None` where that or the number of workers is not known.
    pub total: Option<f64>,
    /// What is missing, as field names; then the amounts are lower bounds.
    pub missing: Vec<String>,
}

/// Brings an amount of a currency into the currency of the wage; `None` where a rate is missing.
pub(super) type Convert<'a> = dyn FnMut(f64, Option<&String>) -> Option<f64> + 'a;

/// What workers paid and did not get back, by category and currency. Amounts of others than workers are not owed to workers.
pub(super) fn owed(cohort: &Cohort, convert: &mut Convert<'_>) -> Vec<Owed> {
    let mut owed: Vec<Owed> = Vec::new();
    for fee in cohort.fees.iter().filter(|fee| matches!(fee.paid_by, None | Some(Payer::Worker))) {
        let Some(paid) = fee.per_worker else { continue };
        let back = fee.reimbursed_per_worker.unwrap_or(0.0).min(paid);
        if paid - back <= 0.0 {
            continue;
        }
        owed.push(Owed {
            category: fee.category,
            currency: fee.currency.clone().unwrap_or_default(),
            basis: fee.basis,
            paid_per_worker: paid,
            reimbursed_per_worker: back,
            per_worker: paid - back,
            total: cohort.workers.map(|workers| (paid - back) * f64::from(workers)),
            in_wage_currency: convert(paid - back, fee.currency.as_ref()),
        });
    }
    owed.sort_by(|a, b| a.category.cmp(&b.category).then_with(|| a.currency.cmp(&b.currency)));
    owed
}

/// Everything together. `paid` is what a worker paid and `loan` what was borrowed, both in the currency of the wage.
pub(super) fn repayment(
    cohort: &Cohort,
    owed: &[Owed],
    (paid, loan): (Option<f64>, Option<f64>),
    payback: Payback,
    as_of: NaiveDate,
) -> Repayment {
    let mut missing: Vec<String> = Vec::new();
    let mut lacks = |field: &str| {
        if !missing.iter().any(|known| known == field) {
            missing.push(field.to_owned());
        }
    };
    let unknown_fee = |fee: &super::Fee| matches!(fee.paid_by, None | Some(Payer::Worker)) && fee.per_worker.is_none();
    if cohort.fees.is_empty() || cohort.fees.iter().any(unknown_fee) {
        lacks("fee_per_worker");
    }
    if owed.iter().any(|owed| owed.in_wage_currency.is_none()) {
        lacks("rates");
    }
    let interest = interest(cohort, (paid, loan), payback, as_of, &mut lacks);
    let deposit = cohort.deposit.filter(|deposit| *deposit > 0.0);
    let fees = owed.iter().filter_map(|owed| owed.in_wage_currency);
    let parts: Vec<f64> = fees.chain(interest.map(|interest| interest.per_worker)).chain(deposit).collect();
    let nothing_owed = owed.is_empty() && missing.is_empty();
    let per_worker = (!parts.is_empty() || nothing_owed).then(|| parts.iter().fold(0.0, |sum, part| sum + part));
    let total = per_worker.zip(cohort.workers).map(|(each, workers): (f64, u32)| each * f64::from(workers));
    Repayment { interest, deposit, per_worker, total, missing }
}

fn interest(
    cohort: &Cohort,
    (paid, loan): (Option<f64>, Option<f64>),
    payback: Payback,
    as_of: NaiveDate,
    lacks: &mut impl FnMut(&str),
) -> Option<LoanInterest> {
    if cohort.loan_amount == Some(0.0) || paid == Some(0.0) {
        return None;
    }
    if cohort.loan_amount.is_none() {
        lacks("loan_amount");
    } else if paid.is_none() || loan.is_none() {
        lacks("rates");
    }
    if cohort.loan_amount.is_some() && cohort.loan_monthly_rate.is_none() {
        lacks("loan_monthly_rate");
    }
    if cohort.loan_amount.is_some() && cohort.arrived_to.is_none() {
        lacks("arrived_to");
    }
    let (principal, monthly_rate) = (loan?.min(paid?), cohort.loan_monthly_rate?);
    let days = i32::try_from((as_of - cohort.arrived_to?).num_days().max(0)).ok()?;
    let since = f64::from(days) / MONTH;
    let months = match payback {
        Payback::Months(lasts) => since.min(lasts),
        Payback::NoDebt | Payback::Never | Payback::Unknown => since,
    };
    Some(LoanInterest { principal, monthly_rate, months, per_worker: principal * monthly_rate * months })
}

#[cfg(test)]
mod tests {
    use super::super::cost::tests::{cohort, cost, fee};
    use super::*;
    use crate::inputs::Rate;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    /// A cohort of 20 in UZS, arrived 365 days before the day of the tests.
    fn itemised() -> Cohort {
        let items =
            [(FeeCategory::C6, 5.5e6), (FeeCategory::C4, 3e6), (FeeCategory::C7, 1.6e6), (FeeCategory::C1, 0.55e6)];
        let mut fees: Vec<_> =
            items.iter().map(|(category, amount)| fee(*category, *amount, "UZS", Payer::Worker)).collect();
        fees.push(fee(FeeCategory::F1, 12e6, "UZS", Payer::Worker));
        let mut cohort = cohort(fees);
        cohort.wage_currency = Some("UZS".to_owned());
        cohort.monthly_living_cost = None;
        cohort.arrived_to = Some(day("2025-10-31"));
        (cohort.loan_amount, cohort.loan_currency) = (Some(0.6 * 22.65e6), Some("UZS".to_owned()));
        cohort.loan_monthly_rate = Some(0.02);
        cohort
    }

    #[test]
    fn itemised_costs_with_a_year_of_interest_on_what_was_borrowed() {
        // 22.65 m; 60 % of it at 2 % a month for 365 / 30.4375 months: 13.59 m · 0.02 · 11.99179 = 3.25937 m.
        let cost = cost(&itemised(), &[]);
        let interest = cost.repayment.interest.unwrap();
        assert!((interest.months - 365.0 / 30.4375).abs() < 1e-12);
        assert!((interest.per_worker - 3_259_367.55).abs() < 1.0, "{interest:?}");
        let each = cost.repayment.per_worker.unwrap();
        assert!((each - 25_909_367.55).abs() < 1.0, "{each}");
        assert!((cost.repayment.total.unwrap() - 20.0 * each).abs() < 1e-3);
        assert_eq!(cost.repayment.missing, Vec::<String>::new());
        assert_eq!(Some(cost.owed.iter().map(|owed| owed.per_worker).sum::<f64>()), Some(22.65e6));
    }

    #[test]
    fn interest_runs_no_longer_than_the_debt_and_on_no_more_than_was_paid() {
        let mut short = itemised();
        (short.loan_amount, short.monthly_wage) = (Some(100e6), Some(110e6));
        (short.monthly_deductions, short.monthly_living_cost) = (Some(0.0), Some(10e6));
        // What is left is 100 m a month: −ln(1 − 0.02) / ln 1.02 = 1.020204 months.
        let interest = cost(&short, &[]).repayment.interest.unwrap();
        assert!((interest.months - 1.020_204).abs() < 1e-5, "{interest:?}");
        assert_eq!(Some(interest.principal), Some(22.65e6));
    }

    #[test]
    fn what_is_not_known_of_a_loan_makes_the_sum_a_lower_bound() {
        let mut unknown = itemised();
        unknown.loan_monthly_rate = None;
        unknown.arrived_to = None;
        let repayment = cost(&unknown, &[]).repayment;
        assert_eq!((repayment.interest, repayment.per_worker), (None, Some(22.65e6)));
        assert_eq!(repayment.missing, ["loan_monthly_rate", "arrived_to"]);
        unknown.loan_amount = None;
        assert_eq!(cost(&unknown, &[]).repayment.missing, ["loan_amount"]);
        unknown.loan_amount = Some(0.0);
        assert_eq!(cost(&unknown, &[]).repayment.missing, Vec::<String>::new(), "a declared nil");
    }

    #[test]
    fn a_deposit_is_to_be_given_back_and_what_others_paid_is_not() {
        let mut cohort = cohort(vec![
            fee(FeeCategory::F1, 60_000.0, "RUB", Payer::Worker),
            fee(FeeCategory::C7, 9_000.0, "RUB", Payer::Employer),
        ]);
        cohort.deposit = Some(5_000.0);
        cohort.loan_amount = Some(0.0);
        let repayment = cost(&cohort, &[]).repayment;
        assert_eq!((repayment.per_worker, repayment.total), (Some(65_000.0), Some(1_300_000.0)));
    }

    #[test]
    fn where_workers_bore_nothing_nothing_is_owed() {
        let mut cohort = cohort(vec![fee(FeeCategory::F1, 9_000.0, "RUB", Payer::Employer)]);
        cohort.loan_amount = Some(0.0);
        let repayment = cost(&cohort, &[]).repayment;
        assert_eq!(repayment.per_worker.map(|each| each.to_string()), Some("0".to_owned()), "and no minus before it");
        assert_eq!(repayment.missing, Vec::<String>::new());
    }

    #[test]
    fn amounts_meet_at_the_rates_of_the_table_and_stay_apart_without_one() {
        let mut cohort = cohort(vec![fee(FeeCategory::F1, 5e6, "UZS", Payer::Worker)]);
        cohort.loan_amount = Some(0.0);
        let rate = |currency: &str, per_usd: f64| Rate {
            currency: currency.into(),
            date: day("2026-03-01"),
            per_usd,
            source: "invented".into(),
        };
        let met = cost(&cohort, &[rate("UZS", 10_000.0), rate("RUB", 80.0)]);
        assert_eq!(met.repayment.per_worker, Some(40_000.0));
        assert_eq!(met.rates.len(), 2);
        let apart = cost(&cohort, &[]);
        assert_eq!((apart.repayment.per_worker, apart.owed[0].in_wage_currency), (None, None));
        assert_eq!((apart.repayment.missing, apart.owed[0].per_worker), (vec!["rates".to_owned()], 5e6));
    }
}
