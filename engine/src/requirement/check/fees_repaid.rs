//! `fees_repaid`: what workers paid was paid back.
//!
//! *What it asks*: that nothing is owed to any cohort that paid. *Why*: what was paid for a job is to be repaid in full, to
//! current workers and to those who left, with the interest of their loans. *Breached when* a fee or cost is owed and the
//! cohort arrived longer ago than `within_days`. *Unknown when* it is owed within that time, amounts are missing, or interest
//! or a deposit alone is open: no column says that either was paid back.
//! *Not applicable when* no worker paid anything.
//!
//! The amount due per worker is what the cohort's repayment says: fees less what was paid back, loan interest, deposit.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::Tally;
use super::super::point::{Point, What};
use super::Ask;
use crate::recruitment::CohortCost;

/// What workers paid was paid back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FeesRepaid {
    /// Days after the last arrival in which repayment may be open.
    pub within_days: u32,
}

impl Ask for FeesRepaid {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        if facts.cohorts().is_empty() {
            return Tally::missing(Point::new(What::NoCohorts));
        }
        let mut tally = Tally::default();
        for (cohort, cost) in facts.cohorts() {
            let point = |what| Point::new(what).of(vec![cohort.id.clone()]);
            let is_due = !cost.owed.is_empty() || cost.repayment.per_worker.is_some_and(|due| due > 0.0);
            if !is_due {
                match cost.paid_per_worker {
                    Some(paid) if cost.complete && cost.repayment.missing.is_empty() => {
                        if paid > 0.0 {
                            tally.shown.push(point(What::Repaid));
                        }
                    }
                    Some(_) | None => tally.missing.push(point(What::CostUnknown)),
                }
                continue;
            }
            let is_past = |day: chrono::NaiveDate| (facts.as_of() - day).num_days() > i64::from(self.within_days);
            let late = !cost.owed.is_empty() && cohort.arrived_to.is_some_and(is_past);
            let what = if late { What::RepaymentOverdue } else { What::RepaymentOpen };
            let point = match cost.repayment.per_worker {
                Some(due) => point(what).valued(amount(due, cost)),
                None => point(what),
            };
            if late { tally.against.push(point) } else { tally.missing.push(point) }
        }
        tally
    }
}

fn amount(due: f64, cost: &CohortCost) -> String {
    format!("{due:.0} {}", cost.currency.as_deref().unwrap_or_default()).trim_end().to_owned()
}
