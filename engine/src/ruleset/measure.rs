//! Measures: what can be done about an indicator.

use serde::{Deserialize, Serialize};

/// What a measure does (OECD due-diligence guidance; UNGP 19 and 22).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
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

/// When a measure is due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Horizon {
    /// Within seven days.
    Immediate,
    /// Within ninety days.
    Corrective,
}

/// One measure.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// Questions whose open adverse answers it would close.
    pub closes: Vec<String>,
}
