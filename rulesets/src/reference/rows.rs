//! The rows of the reference tables.

use chrono::NaiveDate;
use serde::Deserialize;

/// A country (ISO 3166-1).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct CountryRow {
    /// Alpha-3 code; Kosovo as `XKX`.
    pub alpha3: String,
    /// Alpha-2 code.
    pub alpha2: String,
    /// Short English name.
    pub name: String,
    /// Whether it is a member of the European Union: `yes` or `no`.
    pub eu27: String,
}

/// A code of a classification (HS or ISIC) with its name.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct CodeRow {
    /// The code, with leading zeros.
    pub code: String,
    /// The code above it; empty at the top.
    pub parent: String,
    /// `section`, `division`, `group`, `class`; `chapter`, `heading`.
    pub level: String,
    /// English name.
    pub name: String,
}

/// The tier of a country in the Trafficking in Persons Report (US Department of State).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct TierRow {
    /// Alpha-3 code.
    pub alpha3: String,
    /// `tier_1`, `tier_2`, `tier_2_watch_list`, `tier_3`, `special_case`.
    pub tier: String,
    /// How well the row is founded.
    pub verification: String,
}

/// A good from a country in the List of Goods Produced by Child Labor or Forced Labor (US Department of Labor).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct GoodsRow {
    /// Alpha-3 code.
    pub alpha3: String,
    /// Good as the list calls it.
    pub good: String,
    /// `yes`, `no`, or empty where the source does not say.
    pub child_labour: String,
    /// `yes`, `no` or empty.
    pub forced_labour: String,
    /// `yes`, `no` or empty.
    pub forced_child_labour: String,
    /// For downstream goods: the country of the listed input.
    pub input_alpha3: String,
    /// What the edition of 2024 is known to have done: `added`, `removed`, `listed`, or empty.
    pub change_2024: String,
    /// How well the row is founded.
    pub verification: String,
}

/// What a listing of a good says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Listing {
    /// Child labour only.
    ChildLabour,
    /// A downstream good whose input is listed.
    Input,
    /// Forced labour, also of children.
    ForcedLabour,
}

impl Listing {
    /// Every listing.
    pub const ALL: [Self; 3] = [Self::ChildLabour, Self::Input, Self::ForcedLabour];

    /// The word used in rulesets.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ChildLabour => "child_labour",
            Self::Input => "input",
            Self::ForcedLabour => "forced_labour",
        }
    }
}

impl GoodsRow {
    /// What the row says today; `None` where it was removed or says nothing.
    pub fn listing(&self) -> Option<Listing> {
        if self.change_2024 == "removed" {
            None
        } else if self.forced_labour == "yes" || self.forced_child_labour == "yes" {
            Some(Listing::ForcedLabour)
        } else if self.child_labour == "yes" {
            Some(Listing::ChildLabour)
        } else if self.input_alpha3.is_empty() {
            None
        } else {
            Some(Listing::Input)
        }
    }
}

/// Which HS codes a listed good falls under.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct GoodsCodeRow {
    /// Good as the list calls it.
    pub good: String,
    /// HS chapter, heading or subheading.
    pub hs_prefix: String,
}

/// A sector of high priority under the Uyghur Forced Labor Prevention Act (Pub. L. 117-78).
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct PrioritySectorRow {
    /// Sector as the strategy calls it.
    pub sector: String,
    /// HS chapter, heading or subheading.
    pub hs_prefix: String,
    /// Day on which the sector was named.
    pub added_on: NaiveDate,
    /// How well the HS code is founded.
    pub verification: String,
}

/// A convention of the International Labour Organization.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ConventionRow {
    /// Code, e.g. `C029`; protocols begin with `P`.
    pub convention: String,
    /// Title.
    pub title: String,
    /// Year of adoption.
    pub year: u16,
    /// `forced_labour`, `child_labour`, `freedom_of_association`, `recruitment`, `migrant_workers`, `domestic_work`, `fishing`.
    pub topic: String,
    /// Whether it is one of the fundamental instruments: `yes` or `no`.
    pub fundamental: String,
}

/// Whether a country is bound by a convention.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RatificationStatus {
    /// Ratified, and not denounced.
    Ratified,
    /// Not ratified.
    NotRatified,
    /// Ratified and left.
    Denounced,
    /// Nothing was found.
    Unknown,
}

/// A country and a convention.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct RatificationRow {
    /// Alpha-3 code.
    pub alpha3: String,
    /// Code of the convention.
    pub convention: String,
    /// Whether the country is bound.
    pub status: RatificationStatus,
    /// Day of ratification, or its year where only that was found; empty where nothing was.
    pub ratified: String,
    /// The day on which it stood so; `None` where the source does not say.
    pub as_of: Option<NaiveDate>,
    /// How well the row is founded.
    pub verification: String,
}

/// A product that an act of the European Union singles out.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct EuProductRow {
    /// The act in short.
    pub instrument: String,
    /// Where in the act.
    pub legal_basis: String,
    /// Product or sector.
    pub product: String,
    /// HS chapter, heading or subheading.
    pub hs_prefix: String,
    /// `yes`, or `no` for a proposal that did not become law.
    pub in_force: String,
    /// How well the HS code is founded.
    pub verification: String,
}

/// One addition to the UFLPA Entity List.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct ListStepRow {
    /// Day from which on it holds.
    pub effective_on: NaiveDate,
    /// Entities added.
    pub added: u32,
    /// Entities on the list after that, where it was found.
    pub total_after: Option<u32>,
    /// How well the row is founded.
    pub verification: String,
}

/// What a part of the UFLPA Entity List means.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct SublistRow {
    /// Its number in the act, e.g. `ii`.
    pub sublist: String,
    /// Where in the act.
    pub provision: String,
    /// Who stands on it.
    pub meaning: String,
    /// How well the row is founded.
    pub verification: String,
}

/// A listed name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListedEntity {
    /// Name as listed.
    pub name: String,
    /// Other names.
    pub aliases: Vec<String>,
    /// Alpha-3 code, where it was found.
    pub alpha3: Option<String>,
    /// What the row is about.
    pub concerns: Concerns,
    /// Day of the listing or order, where it was found.
    pub listed_on: Option<NaiveDate>,
    /// Who says so.
    pub source: String,
}

/// What a row of a list is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Concerns {
    /// A company, site or person; also what a list of entities is about throughout.
    #[default]
    Party,
    /// A ship.
    Vessel,
    /// All goods of a kind from a region, or a whole region: no name to compare with.
    Region,
}

impl Concerns {
    /// Whether the row gives a name that a party can be like.
    pub fn is_a_name(self) -> bool {
        match self {
            Self::Party | Self::Vessel => true,
            Self::Region => false,
        }
    }
}

/// Columns that lists of names share; `listed_on` is called `ordered_on` for orders.
#[derive(Clone, Debug, Deserialize)]
pub(super) struct EntityRow {
    name: String,
    aliases: String,
    alpha3: String,
    #[serde(default)]
    concerns: Concerns,
    #[serde(alias = "ordered_on")]
    listed_on: Option<NaiveDate>,
    source: String,
}

impl From<&EntityRow> for ListedEntity {
    fn from(row: &EntityRow) -> Self {
        Self {
            name: row.name.clone(),
            aliases: row.aliases.split(';').map(str::trim).filter(|a| !a.is_empty()).map(str::to_owned).collect(),
            alpha3: Some(row.alpha3.clone()).filter(|code| !code.is_empty()),
            concerns: row.concerns,
            listed_on: row.listed_on,
            source: row.source.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(child: &str, forced: &str, input: &str, change: &str, expected: Option<Listing>) {
        let row = GoodsRow {
            alpha3: "UZB".to_owned(),
            good: "Cotton".to_owned(),
            child_labour: child.to_owned(),
            forced_labour: forced.to_owned(),
            forced_child_labour: String::new(),
            input_alpha3: input.to_owned(),
            change_2024: change.to_owned(),
            verification: "found".to_owned(),
        };
        assert_eq!(row.listing(), expected);
    }

    #[test]
    fn forced_labour_outranks_child_labour_and_inputs() {
        check("yes", "yes", "", "", Some(Listing::ForcedLabour));
        check("yes", "no", "", "", Some(Listing::ChildLabour));
        check("no", "no", "COD", "", Some(Listing::Input));
    }

    #[test]
    fn a_removed_listing_says_nothing() {
        check("yes", "yes", "", "removed", None);
    }
}
