//! `stated_number`: a number that the subject states lies within bounds.
//!
//! *What it asks*: that the newest number stated lies within the bound. *Why*: laws concern companies of a size. A size is
//! taken from any source; what is claimed to lie outside the bound is as good as what is claimed to lie inside.
//! *Unknown when* no number is stated.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::Tally;
use super::super::point::{Point, What};
use super::super::statement::{Catalogue, Said, StatementForm};
use super::{Ask, unknown_question};
use crate::ruleset::Bound;

/// A number that the subject states lies within bounds.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatedNumber {
    /// Question.
    pub question: String,
    /// Where the number must lie.
    pub bound: Bound,
}

impl Ask for StatedNumber {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        if facts.assessment.manifest.subject.is_none() {
            return Tally::missing(Point::new(What::NoSubject));
        }
        let newest = facts.statements(&self.question).iter().find_map(|row| match row.said {
            Said::Number(number) => Some((row, number)),
            Said::Word(_) => None,
        });
        let Some((row, number)) = newest else {
            return Tally::missing(Point::new(What::NeedsStatement).named(self.question.as_str()));
        };
        let point = Point::new(What::Stated).named(self.question.as_str()).valued(row.row.answer.as_str());
        let point = point.by(vec![row.row.id.clone()]);
        if self.bound.holds(number) { Tally::shown(point) } else { Tally::against(point) }
    }

    fn problems(&self, catalogue: &Catalogue) -> Vec<String> {
        match catalogue.form(&self.question) {
            Some(StatementForm::Number) => Vec::new(),
            Some(StatementForm::YesNo | StatementForm::Choice(_)) => {
                vec![format!("`{}` takes no number; use `stated`", self.question)]
            }
            None => unknown_question(&self.question, catalogue).into_iter().collect(),
        }
    }
}
