//! Risk factors: what is known about a place before anyone looks.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Factors that measure the same thing share a group; the sum of its log-ratios stays within ± `cap`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactorGroup {
    /// Name of the group.
    pub id: String,
    /// Largest absolute sum of natural log likelihood ratios; above 0.
    pub cap: f64,
}

/// One factor: a table of natural log likelihood ratios.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Factor {
    /// E.g. `country`.
    pub id: String,
    /// Which property of a party is looked up.
    pub of: FactorOf,
    /// Group that it shares a cap with.
    #[serde(default)]
    pub group: Option<String>,
    /// Standard deviation of the log-odds where the value is unknown; not negative.
    pub spread: f64,
    /// By key: what a key is depends on `of`.
    #[serde(default)]
    pub table: BTreeMap<String, f64>,
    /// By number, for shares: the first range that holds.
    #[serde(default)]
    pub bins: Vec<FactorBin>,
    /// For a value that is known and not in the table, where the table is complete; without it such a value is a gap.
    #[serde(default)]
    pub other: Option<f64>,
    /// Edition and date of the table, e.g. `TIP report 2025, as of 2025-09-29`.
    #[serde(default)]
    pub source: Option<String>,
    /// How well the table is verified, in a word that is printed.
    #[serde(default)]
    pub verification: Option<String>,
}

/// A range of a share and its log-ratio.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FactorBin {
    /// Holds for shares up to and including this one, 0–1.
    pub up_to: f64,
    /// Natural log likelihood ratio.
    pub ln_lr: f64,
}

/// Property of a party that a factor looks up, with the keys of its table. Where a party has several values the
/// strongest counts (largest log-ratio).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum FactorOf {
    /// Country; keys are alpha-3 codes.
    Country,
    /// Sector; keys are ISIC codes, the longest prefix counts.
    Sector,
    /// Goods from a country: products of the party and commodities of its outgoing links; keys are `HS prefix@alpha-3`,
    /// the longest prefix counts.
    CommodityCountry,
    /// Share of migrants; bins.
    MigrantShare,
    /// Share of agency workers; bins.
    AgencyShare,
    /// Share of workers under 18; bins.
    YoungShare,
    /// Kind of party; keys are the words of the file format.
    Kind,
    /// Corridors of the party's cohorts; keys are `origin>destination` as alpha-3 codes, `origin>*` or `*>destination`;
    /// does not apply to a party known to have no migrants.
    Corridor,
    /// A state labour scheme is named; key `*`; blank is neither a value nor a gap.
    Programme,
}
