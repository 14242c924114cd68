//! `fees_not_borne`: workers bear no fees of some categories.
//!
//! *What it asks*: that no cohort bore a fee or cost of the categories, or got all of it back. *Why*: recruitment fees and
//! related costs are not to be borne by workers (ILO definition of recruitment fees and related costs, 2019).
//! *Breached when* an amount was paid by workers and not paid back; who paid counts as the worker where nobody is named.
//! *Unknown when* a cohort says nothing of a category, gives no amount, or its nil rests on neither receipts nor interviews.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::Tally;
use super::super::point::{Point, What};
use super::super::statement::Catalogue;
use super::Ask;
use crate::ids::CohortId;
use crate::recruitment::{Cohort, Fee, FeeBasis, FeeCategory, Payer};

/// Workers bear no fees of some categories.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeesNotBorne {
    /// Categories of the ILO definition of 2019.
    pub categories: Vec<FeeCategory>,
}

impl Ask for FeesNotBorne {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        if facts.cohorts().is_empty() {
            return Tally::missing(Point::new(What::NoCohorts));
        }
        let mut found: BTreeMap<(What, FeeCategory), Vec<CohortId>> = BTreeMap::new();
        for (cohort, _) in facts.cohorts() {
            for category in &self.categories {
                found.entry((judged(cohort, *category), *category)).or_default().push(cohort.id.clone());
            }
        }
        let mut tally = Tally::default();
        for ((what, category), cohorts) in found {
            let point = Point::new(what).named(category.as_str()).of(cohorts);
            if what == What::FeeBorne {
                tally.against.push(point);
            } else if what == What::FeeNotBorne {
                tally.shown.push(point);
            } else {
                tally.missing.push(point);
            }
        }
        tally
    }

    fn problems(&self, _catalogue: &Catalogue) -> Vec<String> {
        self.categories.is_empty().then(|| "`categories` needs at least one category".to_owned()).into_iter().collect()
    }
}

/// The gravest of what a cohort says of a category.
fn judged(cohort: &Cohort, category: FeeCategory) -> What {
    let rows: Vec<What> = cohort.fees.iter().filter(|fee| fee.category == category).map(of_fee).collect();
    [What::FeeBorne, What::FeeUnknown, What::FeeUnproved, What::FeeNotBorne]
        .into_iter()
        .find(|what| rows.contains(what))
        .unwrap_or(What::FeeUnknown)
}

fn of_fee(fee: &Fee) -> What {
    let proved = matches!(fee.basis, Some(FeeBasis::Receipt | FeeBasis::Interview));
    let nil = if proved { What::FeeNotBorne } else { What::FeeUnproved };
    match fee.paid_by {
        Some(Payer::Employer | Payer::Recruiter | Payer::Other) => nil,
        None | Some(Payer::Worker) => match fee.per_worker {
            None => What::FeeUnknown,
            Some(0.0) => nil,
            Some(amount) if fee.reimbursed_per_worker.unwrap_or(0.0) >= amount => nil,
            Some(_) => What::FeeBorne,
        },
    }
}
