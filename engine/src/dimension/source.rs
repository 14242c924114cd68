//! A scheme of dimensions as its file states it.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::rule::PositiveWhen;

/// A scheme: indicators by dimension, the rule that makes a dimension positive, classes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DimensionsSource {
    /// Name, e.g. `ilo-delphi-2009`.
    pub name: String,
    /// Version of the data.
    pub version: String,
    /// First day on which it may be used.
    pub effective_from: NaiveDate,
    /// The instrument by its own name.
    pub instrument: String,
    /// Source classes that hold interview records; nothing else is looked at.
    pub sources: Vec<String>,
    /// When a dimension is positive: any of these.
    pub positive_when: Vec<PositiveWhen>,
    /// Dimensions in order.
    pub dimensions: Vec<Dimension>,
    /// Classes; the first that holds counts.
    pub classes: Vec<ClassRule>,
}

/// One dimension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Dimension {
    /// Id, e.g. `coercion_at_destination`.
    pub id: String,
    /// Its indicators.
    pub indicators: Vec<DimensionIndicator>,
}

/// One indicator of a dimension.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DimensionIndicator {
    /// Id; also the question that interview records answer with yes or no.
    pub id: String,
    /// How strong it is.
    pub strength: Strength,
    /// Questions of the ruleset of likelihoods whose answers in interviews say the same.
    #[serde(default)]
    pub reads: Vec<Reading>,
}

/// Answers to another question that say whether the indicator is present.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Reading {
    /// Question.
    pub question: String,
    /// Answers by which it is present.
    pub yes: Vec<String>,
    /// Answers by which it is absent.
    #[serde(default)]
    pub no: Vec<String>,
}

/// How strong an indicator is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Strength {
    /// Strong.
    Strong,
    /// Medium.
    Medium,
    /// Weak.
    Weak,
}

/// What dimensions together amount to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ClassRule {
    /// Id.
    pub id: String,
    /// Dimensions that must all be positive.
    #[serde(default)]
    pub all: Vec<String>,
    /// Dimensions of which one must be positive; empty: none need be.
    #[serde(default)]
    pub any: Vec<String>,
    /// Dimensions of which none may be positive.
    #[serde(default)]
    pub none: Vec<String>,
}
