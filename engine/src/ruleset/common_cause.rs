//! Common causes: what makes risks at several places come true together (beta-factor model of reliability analysis).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A family of groups.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CommonCause {
    /// E.g. `country_sector`.
    pub id: String,
    /// What puts parties into one group.
    pub by: CommonCauseBy,
    /// Part of a member's likelihood that the group shares, 0–1; over all families at most 1.
    pub beta: f64,
}

/// What members of a group have in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CommonCauseBy {
    /// Country and ISIC division (two digits).
    CountryAndSector,
    /// State programme, by its name.
    Programme,
    /// Recruiter with labour links to its employers.
    Recruiter,
}
