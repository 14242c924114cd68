//! What agreements of the fields beside the name weigh.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Chances;

/// Equal, or valid and different.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Equality {
    /// Both state the same.
    pub same: Chances,
    /// Both state something, and it differs.
    pub different: Chances,
}

/// How countries are weighed; u of an agreement is the counted share of the country.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountrySettings {
    /// m that the countries are the same.
    pub same: f64,
    /// m that they differ.
    pub different: f64,
    /// The two countries are a state and a special administrative region of it.
    pub related: Chances,
    /// Assumed share of records in a country.
    pub assumed: f64,
    /// How many records the assumption counts as.
    pub assumed_records: f64,
}

/// How regions are weighed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegionSettings {
    /// A region or a place in it stands on both sides.
    pub same: Chances,
    /// Both sides state a region, and they have nothing in common.
    pub different: Chances,
    /// One side states a region that the address of the other does not hold.
    pub unmentioned: Chances,
}

/// How addresses are weighed: by the shared part of their words, each counted by its rarity.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AddressSettings {
    /// At least this part is shared for `same`, 0–1.
    pub same_from: f64,
    /// At least this part for `mostly`.
    pub mostly_from: f64,
    /// At least this part for `partly`.
    pub partly_from: f64,
    /// At least this part for `little`; less is `nothing`.
    pub little_from: f64,
    /// As good as all is shared.
    pub same: Chances,
    /// Most of it.
    pub mostly: Chances,
    /// Some of it.
    pub partly: Chances,
    /// Little of it.
    pub little: Chances,
    /// Next to nothing.
    pub nothing: Chances,
}

/// How identifiers are weighed, per register.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct IdentifierSettings {
    /// Legal Entity Identifier.
    pub lei: Equality,
    /// Open Supply Hub id.
    pub os_id: Equality,
    /// Global Location Number.
    pub gln: Equality,
    /// D-U-N-S number.
    pub duns: Equality,
    /// Tax number, where both countries are known and the same.
    pub tax_id: Equality,
}
