//! `cost_below`: recruitment cost lies below a number of months of earnings.
//!
//! *What it asks*: that no cohort bore `months` or more. *Why*: cost in months of earnings is the indicator SDG 10.7.1 in
//! the form that cohorts allow; the thresholds are the checklist's.
//! *Unknown when* the cost is unknown, or known as a lower bound that lies below.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::Tally;
use super::super::point::{Point, What};
use super::super::statement::Catalogue;
use super::Ask;

/// Recruitment cost lies below a number of months of earnings.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CostBelow {
    /// Months of earnings, above 0.
    pub months: f64,
}

impl Ask for CostBelow {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        if facts.cohorts().is_empty() {
            return Tally::missing(Point::new(What::NoCohorts));
        }
        let mut tally = Tally::default();
        for (cohort, cost) in facts.cohorts() {
            let point = |what| Point::new(what).of(vec![cohort.id.clone()]);
            match cost.cost_months {
                Some(months) if months >= self.months => {
                    tally.against.push(point(What::CostAbove).valued(format!("{months:.1}")));
                }
                Some(months) if cost.complete => {
                    tally.shown.push(point(What::CostBelow).valued(format!("{months:.1}")));
                }
                Some(_) | None => tally.missing.push(point(What::CostUnknown)),
            }
        }
        tally
    }

    fn problems(&self, _catalogue: &Catalogue) -> Vec<String> {
        (self.months <= 0.0).then(|| "`months` must be above 0".to_owned()).into_iter().collect()
    }
}
