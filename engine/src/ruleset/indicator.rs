//! Indicators, their leaves, and patterns.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::band::SeverityWeight;
use crate::pattern::GateSource;

/// What a leaf is evidence of (20th ICLS guidelines on forced labour, 2018).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Work that is not done of one's own free will.
    Inv,
    /// Menace of a penalty.
    Coe,
}

impl Class {
    /// The ending of leaf ids: `inv` or `coe`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Inv => "inv",
            Self::Coe => "coe",
        }
    }
}

/// One indicator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// E.g. `debt_bondage`.
    pub id: String,
    /// Short code as people know it, e.g. `I9`.
    pub code: String,
    /// How grave it is.
    pub severity: SeverityWeight,
    /// Its one or two leaves.
    pub leaves: Leaves,
}

/// The leaves of an indicator.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Leaves {
    /// Involuntariness.
    #[serde(default)]
    pub inv: Option<LeafRates>,
    /// Coercion.
    #[serde(default)]
    pub coe: Option<LeafRates>,
}

/// How often a leaf is present in each regime.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LeafRates {
    /// P(leaf present | regime), not falling.
    pub prevalence: Vec<f64>,
    /// The same at places with mostly migrant workers; the first set where not given.
    #[serde(default)]
    pub prevalence_migrant: Option<Vec<f64>>,
}

/// One pattern: a gate over leaves.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PatternSource {
    /// E.g. `forced_labour`.
    pub id: String,
    /// How grave it is.
    pub severity: SeverityWeight,
    /// When it is present.
    pub gate: GateSource,
}
