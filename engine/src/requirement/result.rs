//! What an assessment says about a checklist.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::outcome::Outcome;
use super::point::Point;
use super::rule::Verification;

/// What an assessment answers to one checklist.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RequirementResult {
    /// Checklist by name.
    pub requirement: String,
    /// Its version.
    pub version: String,
    /// SHA-256 of its canonical form.
    pub hash: String,
    /// The instrument.
    pub instrument: String,
    /// First day on which it applies.
    pub effective_from: NaiveDate,
    /// Whether that day has come.
    pub in_force: bool,
    /// Whether it concerns the subject: satisfied, not applicable, or unknown with what is missing.
    pub applies: Outcome,
    /// What that rests on.
    pub applies_rests_on: Vec<Point>,
    /// Rules in their order.
    pub rules: Vec<RuleResult>,
}

/// What an assessment answers to one rule.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleResult {
    /// Rule.
    pub rule: String,
    /// Article.
    pub article: String,
    /// The check that it names.
    pub check: String,
    /// What came out.
    pub outcome: Outcome,
    /// What that rests on: for breached what speaks against it, else what is shown so far.
    pub rests_on: Vec<Point>,
    /// First day on which the rule applies.
    pub effective_from: NaiveDate,
    /// Whether that day has come.
    pub in_force: bool,
    /// Day from which the source should be looked at again.
    pub recheck_after: NaiveDate,
    /// Whether that day has passed.
    pub recheck_due: bool,
    /// How well the rule's wording was verified.
    pub verification: Verification,
    /// What that rests on.
    pub source: String,
}
