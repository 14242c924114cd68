//! A checklist as its file states it.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::check::Check;
use super::statement::StatementQuestion;

/// A checklist: what one law or standard asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RequirementSource {
    /// Name, e.g. `uflpa`.
    pub name: String,
    /// Version of the data.
    pub version: String,
    /// First day on which the law or standard applies.
    pub effective_from: NaiveDate,
    /// The instrument by its own name and number.
    pub instrument: String,
    /// Conditions under which it concerns the subject at all, all of them; none: it always does.
    #[serde(default)]
    pub applies: Vec<Check>,
    /// Questions of its own that answers may be given to, beside those that all checklists share.
    #[serde(default)]
    pub questions: Vec<StatementQuestion>,
    /// Its rules.
    pub rules: Vec<Rule>,
}

/// One rule: where it stands, since when, how sure that is, and what is checked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Id within the checklist; says what is asked for, e.g. `origin-outside-region`.
    pub id: String,
    /// Article, section or principle.
    pub article: String,
    /// First day on which the rule applies.
    pub effective_from: NaiveDate,
    /// Day from which somebody should look at the source again.
    pub recheck_after: NaiveDate,
    /// How well its wording was verified.
    pub verification: Verification,
    /// What that rests on.
    pub source: String,
    /// What is checked.
    pub check: Check,
}

/// How well a statement about a law was verified.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verification {
    /// The text of the source says so.
    Verified,
    /// A secondary source says so; the primary text was not read.
    Secondary,
    /// From knowledge; to be checked against the primary text.
    Unverified,
    /// Made for this product, no published rule.
    Design,
}

impl Verification {
    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Secondary => "secondary",
            Self::Unverified => "unverified",
            Self::Design => "design",
        }
    }
}
