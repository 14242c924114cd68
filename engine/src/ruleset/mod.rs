//! Rulesets: every number that a lawyer, an auditor or a user may want to change, as checked values.
//!
//! A [`RulesetSource`] is what a file says, field by field. [`Ruleset::new`] checks it as a whole, collects every
//! problem, and resolves names to indices; only a checked ruleset can assess. Files and languages are the business of
//! the rulesets crate.

mod answer;
mod band;
mod check;
mod common_cause;
mod factor;
mod indicator;
mod measure;
mod profile;
mod question;
mod recruitment_map;
mod regime;
mod resolved;
mod screening;
mod source_class;
mod transmission;

pub use answer::{AnswerError, ReadAnswer, normalised};
pub(crate) use answer::{is_missing, number, yes_or_no};
pub use band::{Band, BandRules, Floor, FloorCondition, ScopeTerm, SevereHarm, SeverityRules, SeverityWeight};
pub use check::RulesetError;
pub(crate) use check::TABLE_RANGE;
pub use common_cause::{CommonCause, CommonCauseBy};
pub use factor::{Factor, FactorBin, FactorGroup, FactorOf};
pub use indicator::{Class, Indicator, LeafRates, Leaves, PatternSource};
pub use measure::{Horizon, Measure, MeasureEffect, MeasureKind};
pub use profile::{Case, CaseEvidence, CaseParty, CaseRecruiter, Expectation, Interval};
pub(crate) use question::is_state_imposed;
pub use question::{Answer, AnswerForm, Bound, Condition, Grade, Question, QuestionLeaf, Unit};
pub use recruitment_map::{RecruitmentMap, YesNoMap};
pub use regime::{Regime, RegimeRules};
pub use resolved::{Leaf, Pattern, ResolvedAnswer, ResolvedQuestion, Ruleset, Says};
pub use screening::ScreeningRules;
pub use source_class::{InterviewRules, SourceClass, Visit};
pub use transmission::{ExpectedInput, ImputedSupply, Policy, Transmission};

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A ruleset as its file states it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RulesetSource {
    /// Name, e.g. `ilo-11`.
    pub name: String,
    /// Version of the data, e.g. `1.0.0`.
    pub version: String,
    /// First day on which it may be used.
    pub effective_from: NaiveDate,
    /// How well its numbers are founded, in a word that is printed: e.g. `expert_priors`.
    pub basis: String,
    /// The channel that leads, e.g. `forced_labour`.
    pub headline: String,
    /// Regimes in order, ordinary first, with the rules around them.
    pub regimes: RegimeRules,
    /// Source classes, in the order in which the trace adds them.
    pub sources: Vec<SourceClass>,
    /// What small interviews can see.
    pub interview: InterviewRules,
    /// Indicators in order, with their leaves.
    pub indicators: Vec<Indicator>,
    /// Patterns: gates over leaves.
    pub patterns: Vec<PatternSource>,
    /// Questions and parts of questions, in order.
    pub questions: Vec<Question>,
    /// Groups of factors that measure the same thing, each with a cap.
    #[serde(default)]
    pub factor_groups: Vec<FactorGroup>,
    /// Risk factors, in the order in which the trace adds them.
    pub factors: Vec<Factor>,
    /// Countries (alpha-3) where state schemes of forced labour are known, so that questions on them apply.
    #[serde(default)]
    pub state_programme_countries: Vec<String>,
    /// Official lists: id and P(listed | regime), one number per regime.
    #[serde(default)]
    pub lists: BTreeMap<String, Vec<f64>>,
    /// How names are screened; without it nothing is screened, and assessments say so.
    #[serde(default)]
    pub screening: Option<ScreeningRules>,
    /// Leaves that labour links carry from recruiter to employer, with their weight (0–1).
    #[serde(default)]
    pub labour_links_carry: BTreeMap<String, f64>,
    /// How recruitment rows become answers.
    pub recruitment: RecruitmentMap,
    /// Severity.
    pub severity: SeverityRules,
    /// Bands.
    pub bands: BandRules,
    /// Minimum bands.
    #[serde(default)]
    pub floors: Vec<Floor>,
    /// How links carry risk.
    pub transmission: Transmission,
    /// What makes risks at several places come true together.
    #[serde(default)]
    pub common_causes: Vec<CommonCause>,
    /// Inputs that some sectors must have.
    #[serde(default)]
    pub expected_inputs: Vec<ExpectedInput>,
    /// What can be done.
    #[serde(default)]
    pub measures: Vec<Measure>,
    /// Reference profiles: known places with the range each result must fall into.
    #[serde(default)]
    pub profiles: Vec<Case>,
}
