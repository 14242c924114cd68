//! What is owed to workers, summed up by employer: numbers of a single small cohort are not for print, an employer's are.

use std::collections::BTreeMap;

use karvon_engine::ids::PartyId;
use karvon_engine::recruitment::{CohortCost, FeeCategory};

/// A sum that may be a lower bound.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(crate) struct Sum {
    /// What is known of it.
    pub(crate) amount: f64,
    /// Whether something is missing.
    pub(crate) at_least: bool,
}

impl Sum {
    /// Adds what is owed to each of so many workers.
    fn add(&mut self, per_worker: f64, workers: Option<u32>) {
        match workers {
            Some(workers) => self.amount += per_worker * f64::from(workers),
            None => self.at_least = true,
        }
    }
}

/// What one employer's workers are owed, over all its cohorts.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct EmployerOwed {
    /// Fees and costs by category and currency.
    pub(crate) fees: BTreeMap<(FeeCategory, String), Sum>,
    /// Interest, by currency of the wage.
    pub(crate) interest: BTreeMap<String, Sum>,
    /// Deposits, by currency of the wage.
    pub(crate) deposits: BTreeMap<String, Sum>,
    /// Everything together, by currency of the wage.
    pub(crate) together: BTreeMap<String, Sum>,
}

/// Sums up cohorts; employers to whose workers nothing is known to be owed are left out.
pub(crate) fn by_employer(cohorts: &[CohortCost]) -> BTreeMap<PartyId, EmployerOwed> {
    let mut owed: BTreeMap<PartyId, EmployerOwed> = BTreeMap::new();
    for cost in cohorts {
        let repayment = &cost.repayment;
        let any = !cost.owed.is_empty() || repayment.interest.is_some() || repayment.deposit.is_some();
        if !any {
            continue;
        }
        let employer = owed.entry(cost.employer_id.clone()).or_default();
        for fee in &cost.owed {
            employer.fees.entry((fee.category, fee.currency.clone())).or_default().add(fee.per_worker, cost.workers);
        }
        let Some(currency) = &cost.currency else { continue };
        if let Some(interest) = repayment.interest {
            employer.interest.entry(currency.clone()).or_default().add(interest.per_worker, cost.workers);
        }
        if let Some(deposit) = repayment.deposit {
            employer.deposits.entry(currency.clone()).or_default().add(deposit, cost.workers);
        }
        let together = employer.together.entry(currency.clone()).or_default();
        match repayment.per_worker {
            Some(each) => together.add(each, cost.workers),
            None => together.at_least = true,
        }
        together.at_least |= !repayment.missing.is_empty();
    }
    owed
}
