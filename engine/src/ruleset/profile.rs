//! Cases: evidence in, expected results out. Reference profiles are cases that a ruleset must satisfy to load.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Band;
use crate::evidence::WorkerGroup;
use crate::network::{Country, Housing, PartyKind};

/// A place, what is known of it, and what must come out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Id within the ruleset.
    pub id: String,
    /// What the case shows, in one sentence.
    pub shows: String,
    /// Day of the assessment; ages of evidence count back from it.
    #[serde(default)]
    pub as_of: Option<NaiveDate>,
    /// The place.
    #[serde(default)]
    pub party: CaseParty,
    /// Evidence about it.
    #[serde(default)]
    pub evidence: Vec<CaseEvidence>,
    /// Recruiters with labour links to it.
    #[serde(default)]
    pub recruiters: Vec<CaseRecruiter>,
    /// What must come out.
    pub expect: Expectation,
}

/// The place of a case; what is not said is unknown.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct CaseParty {
    /// Alpha-3 code.
    pub country: Option<Country>,
    /// Kind.
    pub kind: Option<PartyKind>,
    /// ISIC code.
    pub sector: Option<String>,
    /// HS codes.
    pub products: Vec<String>,
    /// Number of workers.
    pub workers: Option<u32>,
    /// 0–1.
    pub migrant_share: Option<f64>,
    /// 0–1.
    pub agency_share: Option<f64>,
    /// 0–1.
    pub women_share: Option<f64>,
    /// 0–1.
    pub young_share: Option<f64>,
    /// Housing.
    pub housing: Option<Housing>,
    /// State programme.
    pub programme: Option<String>,
}

/// One row of evidence of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseEvidence {
    /// Question.
    pub question: String,
    /// Answer as a file would hold it.
    pub answer: String,
    /// Source class.
    pub source: String,
    /// Days before the day of the assessment; 0 where not given.
    #[serde(default)]
    pub age_days: u32,
    /// Group of workers.
    #[serde(default)]
    pub group: WorkerGroup,
    /// Workers asked.
    #[serde(default)]
    pub asked: Option<u32>,
    /// Workers in the group.
    #[serde(default)]
    pub population: Option<u32>,
    /// Reference of the row.
    #[serde(default)]
    pub reference: Option<String>,
    /// Reference of the adverse row that it ends.
    #[serde(default)]
    pub closes: Option<String>,
}

/// A recruiter of a case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CaseRecruiter {
    /// Its properties.
    #[serde(default)]
    pub party: CaseParty,
    /// Evidence about it.
    #[serde(default)]
    pub evidence: Vec<CaseEvidence>,
}

/// A closed interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Interval(pub f64, pub f64);

/// What must come out; what is not said is not checked.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Expectation {
    /// Group of workers that the headline, its regimes and its leaves must come from.
    pub group: Option<WorkerGroup>,
    /// Regime probabilities.
    pub regimes: BTreeMap<String, Interval>,
    /// Leaf probabilities.
    pub leaves: BTreeMap<String, Interval>,
    /// Indicator and pattern probabilities of the party (largest group).
    pub channels: BTreeMap<String, Interval>,
    /// Band.
    pub band: Option<Band>,
    /// Highest band allowed.
    pub band_at_most: Option<Band>,
    /// Lowest band allowed.
    pub band_at_least: Option<Band>,
    /// Channel that sets the band.
    pub band_channel: Option<String>,
    /// Leaves observed in the register.
    pub observed: Option<Vec<String>>,
    /// Leaves not observed in the register.
    pub not_observed: Option<Vec<String>>,
    /// Leaves that the register must call unknown (a part of all of them).
    pub unknown: Vec<String>,
    /// Families of sources caught denying what is shown.
    pub caught: Option<Vec<String>>,
    /// Whether a pattern is registered.
    pub pattern_registered: Option<bool>,
    /// Factors listed as data gaps.
    pub gaps: Option<Vec<String>>,
    /// Whether the party is scored (coverage at or above the floor, or an open major item).
    pub scored: Option<bool>,
}
