//! Measures: what can be done about an indicator.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a measure does (OECD due-diligence guidance; UNGP 19 and 22).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeasureKind {
    /// Keeps it from happening.
    Prevent,
    /// Makes it less likely or less grave.
    Mitigate,
    /// Brings it to an end.
    End,
    /// Puts right what happened.
    Remediate,
}

/// How a measure acts on the chain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum MeasureEffect {
    /// It ends open adverse answers at the place.
    #[default]
    ClosesAnswers,
    /// It changes nothing at the place: nothing is bought from there any more. For labour that the state imposes, where
    /// a site has no say (OECD guidance on responsible disengagement).
    StopsSourcing,
}

/// When a measure is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Horizon {
    /// Within seven days.
    Immediate,
    /// Within ninety days.
    Corrective,
}

/// One measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Measure {
    /// E.g. `return_documents`.
    pub id: String,
    /// Indicator that it answers.
    pub indicator: String,
    /// What it does.
    pub kind: MeasureKind,
    /// When it is due.
    pub horizon: Horizon,
    /// Days until it is done.
    pub days: u32,
    /// Whole units of cost.
    pub cost: u32,
    /// Questions whose open adverse answers it would close; where it stops sourcing, those that call for it.
    pub closes: Vec<String>,
    /// How it acts on the chain.
    #[serde(default)]
    pub effect: MeasureEffect,
}
