//! `exposed_share_known`: the exposed share is known closely enough.
//!
//! *What it asks*: that the range of the exposed share of the subject's input, from what is disclosed to what may be, is no
//! wider than `within`. *Why*: the share of the suspected part in the final product is a criterion of authorities.
//! *Unknown when* the range is wider, or the assessment is about no single subject.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::Tally;
use super::super::point::{Point, What};
use super::super::statement::Catalogue;
use super::Ask;

/// The exposed share is known closely enough.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExposedShareKnown {
    /// Widest range allowed, 0–1.
    pub within: f64,
}

impl Ask for ExposedShareKnown {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        let Some(summary) = &facts.assessment.summary else {
            return Tally::missing(Point::new(What::NoSubject));
        };
        let [low, high] = summary.all_links.exposed_share;
        let value = if high - low < 0.0005 { percent(low) } else { format!("{}–{}", percent(low), percent(high)) };
        if high - low <= self.within {
            Tally::shown(Point::new(What::ShareKnown).valued(value))
        } else {
            Tally::missing(Point::new(What::ShareUnknown).valued(value))
        }
    }

    fn problems(&self, _catalogue: &Catalogue) -> Vec<String> {
        let wrong = !(0.0..=1.0).contains(&self.within);
        wrong.then(|| "`within` must lie between 0 and 1".to_owned()).into_iter().collect()
    }
}

fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}
