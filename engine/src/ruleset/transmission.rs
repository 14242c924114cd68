//! How links carry risk from supplier to buyer.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::network::LinkKind;

/// How the part that a link carries is judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Policy {
    /// In whole or in part: every link carries fully, only segregation on a verified link lowers it.
    AnyPart,
    /// By share of the buyer's input, with a floor.
    ShareWeighted,
}

/// What a supply counts for that must exist and that nobody discloses.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ImputedSupply {
    /// It is drawn and listed, with what it would add, and counts in no likelihood.
    #[default]
    Drawn,
    /// It is a party like others, among all links; never among verified ones.
    Counted,
}

/// Transmission of links: `a` by policy, share and traceability, times `b` by kind and channel.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Transmission {
    /// Policy.
    pub policy: Policy,
    /// Lowest `a` under `share_weighted`, 0–1.
    pub share_floor: f64,
    /// `a` of segregated goods on a verified link, 0–1.
    pub segregation_leak: f64,
    /// `b` by kind of link for every channel without a number of its own, 0–1; labour links carry nothing here.
    pub by_kind: BTreeMap<LinkKind, f64>,
    /// `b` by kind and channel where it differs.
    #[serde(default)]
    pub by_kind_and_channel: BTreeMap<LinkKind, BTreeMap<String, f64>>,
    /// What undisclosed supply counts for.
    #[serde(default)]
    pub imputed: ImputedSupply,
    /// Leverage: what each tier of distance and each intermediary leaves of it, 0–1.
    pub leverage_per_tier: f64,
}

/// An input that a sector must have: who makes garments must get fabric somewhere.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ExpectedInput {
    /// E.g. `raw_cotton`.
    pub id: String,
    /// ISIC prefixes of the parties that need it.
    pub sectors: Vec<String>,
    /// HS prefixes of the goods, any of which will do.
    pub commodities: Vec<String>,
    /// Where such goods come from where nobody says: shares by country (alpha-3), each above 0, together at most 1; the rest
    /// is of unknown country.
    #[serde(default)]
    pub countries: BTreeMap<String, f64>,
}
