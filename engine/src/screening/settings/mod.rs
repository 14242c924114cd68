//! What agreements and disagreements weigh, and from how many bits on a pair is shown.
//!
//! Record linkage by Fellegi and Sunter (1969): for each field and grade of agreement two chances are stated, m that
//! two records of one company agree so, and u that two records of different companies do; log2(m/u) is what the
//! agreement weighs, in bits. Ten bits make a pair about a thousand times likelier to be one company than before.
//! For words u is not stated but counted: how many of all names hold the word.
//!
//! All of it is a ruleset's to say; nothing here has a value of its own.

mod check;
mod fields;
mod words;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use check::{SettingsError, SettingsProblem};
pub use fields::{AddressSettings, CountrySettings, Equality, IdentifierSettings, RegionSettings};
pub use words::{AlikeSettings, Grades, PerClass, WordSettings};

/// All parameters of screening.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ScreeningSettings {
    /// Names.
    pub words: WordSettings,
    /// It is another name of the entry that agrees, not its first.
    pub alias: Chances,
    /// Kinds of legal form.
    pub legal_form: Equality,
    /// Countries.
    pub country: CountrySettings,
    /// Regions.
    pub region: RegionSettings,
    /// Addresses.
    pub address: AddressSettings,
    /// Identifiers.
    pub identifiers: IdentifierSettings,
    /// Thresholds.
    pub zones: ZoneSettings,
    /// How much is looked at and shown.
    pub limits: LimitSettings,
}

/// The two chances of one grade of agreement, each above 0 and at most 1.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Chances {
    /// That two records of one company agree so.
    pub m: f64,
    /// That two records of different companies agree so.
    pub u: f64,
}

impl Chances {
    /// The weight of the agreement, in bits.
    pub fn bits(self) -> f64 {
        bits(self.m, self.u)
    }
}

pub(super) fn bits(m: f64, u: f64) -> f64 {
    libm::log2(m / u)
}

/// From how many bits on a pair is what.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ZoneSettings {
    /// A person has to look, from this many bits on.
    pub review: f64,
    /// It would be a surprise if it were not the same, from this many bits on. A person still decides.
    pub matched: f64,
    /// Without an identifier in common, the names alone must bring this much: a place and a country make no name.
    pub name: f64,
}

/// How much is looked at and shown, so that thousands of rows with one name do not make millions of pairs. Where a
/// limit cuts something off, the result says for whom.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LimitSettings {
    /// So many counterparts of one party are weighed, those first whose words promise most; at least 1.
    pub weighed: u32,
    /// So many pairs of one party are shown, those with most bits; at least 1.
    pub shown: u32,
}

/// What a pair is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Zone {
    /// Too little in common.
    No,
    /// Enough in common for a person to look.
    Review,
    /// Very probably the same.
    Match,
}

impl Zone {
    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::No => "no",
            Self::Review => "review",
            Self::Match => "match",
        }
    }
}

impl ScreeningSettings {
    /// The zone of a pair with so many bits.
    pub fn zone(&self, bits: f64) -> Zone {
        if bits >= self.zones.matched {
            Zone::Match
        } else if bits >= self.zones.review {
            Zone::Review
        } else {
            Zone::No
        }
    }
}
