//! Severity, bands and floors.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Priority of a party: likelihood and severity together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Band {
    /// Lowest.
    Low,
    /// Second lowest.
    Moderate,
    /// Middle.
    Elevated,
    /// Second highest.
    High,
    /// Highest.
    Critical,
}

impl Band {
    /// Lowest to highest.
    pub const ALL: [Self; 5] = [Self::Low, Self::Moderate, Self::Elevated, Self::High, Self::Critical];

    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Moderate => "moderate",
            Self::Elevated => "elevated",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
}

/// How grave a channel is (UN Guiding Principles 14 and 24).
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeverityWeight {
    /// Gravity of the impact, 1–5, for print.
    pub scale: u8,
    /// How hard it is to put right, 1–5, for print.
    pub irremediability: u8,
    /// Weight that is multiplied with the scope term; above 0.
    pub weight: f64,
}

/// Severity: weight × scope term, cut into five classes.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SeverityRules {
    /// Scope term by number of workers exposed: the first row whose `up_to` is not below it; the last has none.
    pub scope: Vec<ScopeTerm>,
    /// Term where the number of workers is unknown.
    pub scope_unknown: f64,
    /// Four rising bounds: class 1 below the first, class 5 from the last on.
    pub classes: [f64; 4],
    /// What counts as severe harm that is hard to put right.
    pub severe: SevereHarm,
}

/// What counts as severe harm that is hard to put right, so that it comes before everything else (UNGP 24): an observed
/// indicator from these steps of gravity on, or an open answer that sets a floor from this band on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SevereHarm {
    /// Lowest scale, 1–5.
    pub scale: u8,
    /// Lowest irremediability, 1–5; both must be reached.
    pub irremediability: u8,
    /// Lowest band of a floor.
    pub floor: Band,
}

/// One row of the scope table.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScopeTerm {
    /// Largest number of workers that it holds for.
    #[serde(default)]
    pub up_to: Option<u32>,
    /// Factor on the weight; above 0.
    pub term: f64,
}

/// Likelihood class × severity class → band.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct BandRules {
    /// Four rising bounds: class 1 below the first, class 5 from the last on.
    pub likelihood: [f64; 4],
    /// Rows: likelihood class 1–5; columns: severity class 1–5; not falling along either.
    pub matrix: [[Band; 5]; 5],
}

/// A minimum band.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Floor {
    /// E.g. `violence`.
    pub id: String,
    /// When it holds.
    pub when: FloorCondition,
    /// The lowest band that the party can then have.
    pub band: Band,
    /// Channel that is named as having set the band.
    pub channel: String,
}

/// When a floor holds. Confirmed means observed in the register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FloorCondition {
    /// Any of these leaves is observed.
    Observed(Vec<String>),
    /// An open answer, `question=answer` or `question=answer@group`, of a source reliable enough to observe.
    Answer(Vec<String>),
    /// A match with one of these lists is confirmed.
    Listed(Vec<String>),
}
