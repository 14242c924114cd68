//! One link: a sourced statement that one party supplies, owns or recruits for another.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::ids::PartyId;

/// What flows along a link, supplier → buyer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkKind {
    /// Goods.
    #[default]
    Goods,
    /// Services such as transport, laundry or cleaning.
    Services,
    /// Workers: recruiter → employer, or sub-agent → recruiter.
    Labour,
    /// Work handed on: subcontractor → contractor.
    Subcontract,
    /// Ownership: child → parent.
    Ownership,
}

impl LinkKind {
    /// Every kind, in the order of the file format.
    pub const ALL: [Self; 5] = [Self::Goods, Self::Services, Self::Labour, Self::Subcontract, Self::Ownership];

    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Goods => "goods",
            Self::Services => "services",
            Self::Labour => "labour",
            Self::Subcontract => "subcontract",
            Self::Ownership => "ownership",
        }
    }

    /// Whether the link carries what is bought: goods, services or subcontracted work.
    pub fn is_trade(self) -> bool {
        match self {
            Self::Goods | Self::Services | Self::Subcontract => true,
            Self::Labour | Self::Ownership => false,
        }
    }
}

/// How well a link is supported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum LinkStatus {
    /// Shown by documents or a visit.
    Verified,
    /// Said by one of the two parties.
    #[default]
    Declared,
    /// Concluded from trade data or similar.
    Inferred,
    /// Added by the ruleset where an input must exist and none is disclosed.
    Imputed,
}

impl LinkStatus {
    /// Every status, strongest first.
    pub const ALL: [Self; 4] = [Self::Verified, Self::Declared, Self::Inferred, Self::Imputed];

    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::Declared => "declared",
            Self::Inferred => "inferred",
            Self::Imputed => "imputed",
        }
    }
}

/// How the goods of a link are kept apart from others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Traceability {
    /// Physically kept apart from source to buyer.
    Segregated,
    /// Volumes are balanced, goods are mixed.
    MassBalance,
    /// Not known.
    #[default]
    Unknown,
}

impl Traceability {
    /// Every value, in the order of the file format.
    pub const ALL: [Self; 3] = [Self::Segregated, Self::MassBalance, Self::Unknown];

    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Segregated => "segregated",
            Self::MassBalance => "mass_balance",
            Self::Unknown => "unknown",
        }
    }
}

/// A link with all that its row says. `None` is unknown.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// Who supplies (recruits, is owned).
    pub supplier: PartyId,
    /// Who buys (employs, owns).
    pub buyer: PartyId,
    /// What flows.
    pub kind: LinkKind,
    /// How well it is supported.
    pub status: LinkStatus,
    /// HS code of the goods, digits only.
    pub commodity: Option<String>,
    /// The buyer's product that this link goes into, as written.
    pub product: Option<String>,
    /// Part of the buyer's input over this link, 0–1; for ownership the stake.
    pub share: Option<f64>,
    /// Part of the supplier's output sold to this buyer, 0–1.
    pub output_share: Option<f64>,
    /// Value a year in `currency`, not negative.
    pub annual_value: Option<f64>,
    /// ISO 4217 code.
    pub currency: Option<String>,
    /// How the goods are kept apart.
    pub traceability: Traceability,
    /// First day, inclusive.
    pub valid_from: Option<NaiveDate>,
    /// Last day, inclusive.
    pub valid_to: Option<NaiveDate>,
    /// Who says so.
    pub source: Option<String>,
}

impl Link {
    /// A declared link of a kind about which nothing else is known.
    pub fn new(supplier: PartyId, buyer: PartyId, kind: LinkKind) -> Self {
        Self {
            supplier,
            buyer,
            kind,
            status: LinkStatus::Declared,
            commodity: None,
            product: None,
            share: None,
            output_share: None,
            annual_value: None,
            currency: None,
            traceability: Traceability::Unknown,
            valid_from: None,
            valid_to: None,
            source: None,
        }
    }
}
