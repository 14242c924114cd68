//! Source classes: who says so, and how far to believe them.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A class of sources.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceClass {
    /// E.g. `worker_interview`.
    pub id: String,
    /// Sources of one family see together or not at all; a class without one is its own family.
    #[serde(default)]
    pub family: Option<String>,
    /// P(the source would see what is there): how far an absence it reports is to be believed, 0–1.
    pub r_for: f64,
    /// How far a presence it reports is to be believed, 0–1.
    pub r_against: f64,
    /// Days after which a reassuring answer counts half; above 0.
    pub half_life_days: f64,
    /// Whether it looks at the place itself, so that shutting out independent monitors blinds it.
    #[serde(default)]
    pub on_site: bool,
    /// Whether what workers said in confidence is in it; such rows never reach a supplier.
    #[serde(default)]
    pub testimony: bool,
    /// Cost and power of sending such a source, where it can be sent.
    #[serde(default)]
    pub visit: Option<Visit>,
}

impl SourceClass {
    /// The family it sees with.
    pub fn family(&self) -> &str {
        self.family.as_deref().unwrap_or(&self.id)
    }
}

/// A visit that can be ordered.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Visit {
    /// Whole units of cost.
    pub cost: u32,
    /// P(it finds what is there), 0–1.
    pub sensitivity: f64,
}

/// How much an interview of few workers can see: `r_for · (1 − (1 − disclosure · share_affected)^asked)`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct InterviewRules {
    /// The source class it holds for.
    pub source: String,
    /// P(an affected worker says so in an interview), 0–1.
    pub disclosure: f64,
    /// Share of workers affected where the leaf is present, 0–1.
    pub share_affected: f64,
    /// Workers asked in a usual round; what a question still to be asked is worth is worked out with it.
    #[serde(default = "usual_sample")]
    pub usual_sample: u32,
}

/// Twenty-five interviews: what a visit of a day or two usually holds.
fn usual_sample() -> u32 {
    25
}
