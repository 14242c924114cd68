//! Tables of risk factors, made from reference tables.
//!
//! A ruleset says what a listing weighs (`tier_3: 0.9`); this turns the listings into the keys that the engine looks
//! up: countries, `HS prefix@country`, ISIC divisions. Of several listings under one key the strongest counts.

use std::collections::{BTreeMap, BTreeSet};

use karvon_engine::ruleset::FactorOf;
use thiserror::Error;

use super::{Listing, TableError, TableVersion, Tables};

/// The country that the priority sectors of the Uyghur Forced Labor Prevention Act speak of.
const PRIORITY_SECTOR_COUNTRY: &str = "CHN";
/// Tiers of the Trafficking in Persons Report.
const TIERS: [&str; 5] = ["tier_1", "tier_2", "tier_2_watch_list", "tier_3", "special_case"];

/// A factor's table with the reference tables that it rests on.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct FactorTable {
    /// Log-ratio by key.
    pub(crate) table: BTreeMap<String, f64>,
    /// The reference tables.
    pub(crate) versions: Vec<TableVersion>,
}

impl FactorTable {
    /// Who says so, for print: sources and the newest day.
    pub(crate) fn source(&self) -> String {
        let parts = self.versions.iter().map(|version| {
            let sources = version.sources.join("; ");
            match version.as_of {
                Some(day) => format!("{sources} (as of {day})"),
                None => sources,
            }
        });
        parts.collect::<Vec<_>>().join("; ")
    }

    /// How well the tables are founded, for print.
    pub(crate) fn verification(&self) -> String {
        let words: BTreeSet<&str> =
            self.versions.iter().flat_map(|version| version.verification.iter().map(String::as_str)).collect();
        words.into_iter().collect::<Vec<_>>().join(", ")
    }
}

/// Why a factor cannot be made from a reference table.
#[derive(Clone, Debug, PartialEq, Error)]
pub(crate) enum ReferenceError {
    /// No factor can be made from a table of that name.
    #[error("no factor can be made from a table `{name}`; possible are {}", possible().join(", "))]
    NoSuchTable { name: String },
    /// The table speaks of another property.
    #[error("table `{name}` speaks of `{right}`; write `of: {right}`")]
    Property { name: &'static str, right: &'static str },
    /// A listing has no number.
    #[error("`{listing}` of table `{name}` has no value")]
    NoValue { name: &'static str, listing: String },
    /// A number for a listing that the table does not have.
    #[error("table `{name}` has no listing `{listing}`; it has {}", has.join(", "))]
    NoListing { name: &'static str, listing: String, has: Vec<String> },
    /// A table cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
}

/// A kind of reference table that factors can be made from.
struct Kind {
    name: &'static str,
    of: FactorOf,
    of_word: &'static str,
    /// Listings that must all have a value; empty: any of those that the table has.
    must: &'static [&'static str],
    rows: fn(&Tables) -> Result<Listings, TableError>,
}

/// Key and listing of each row, and the tables used.
type Listings = (Vec<(String, String)>, Vec<TableVersion>);

const LISTED: [&str; 1] = ["listed"];
const GOODS: [&str; 3] = [Listing::ChildLabour.as_str(), Listing::Input.as_str(), Listing::ForcedLabour.as_str()];

const KINDS: [Kind; 4] = [
    Kind { name: "dol_goods", of: FactorOf::CommodityCountry, of_word: "commodity_country", must: &GOODS, rows: goods },
    Kind { name: "isic", of: FactorOf::Sector, of_word: "sector", must: &[], rows: isic },
    Kind { name: "tip_tiers", of: FactorOf::Country, of_word: "country", must: &TIERS, rows: tiers },
    Kind {
        name: "uflpa_priority_sectors",
        of: FactorOf::CommodityCountry,
        of_word: "commodity_country",
        must: &LISTED,
        rows: priority_sectors,
    },
];

fn possible() -> Vec<String> {
    KINDS.iter().map(|kind| format!("`{}`", kind.name)).collect()
}

/// Makes the table of a factor.
pub(crate) fn factor_table(
    tables: &Tables,
    of: FactorOf,
    name: &str,
    values: &BTreeMap<String, f64>,
) -> Result<FactorTable, Vec<ReferenceError>> {
    let Some(kind) = KINDS.iter().find(|kind| kind.name == name) else {
        return Err(vec![ReferenceError::NoSuchTable { name: name.to_owned() }]);
    };
    if kind.of != of {
        return Err(vec![ReferenceError::Property { name: kind.name, right: kind.of_word }]);
    }
    let (rows, versions) = (kind.rows)(tables).map_err(|error| vec![ReferenceError::Table(error)])?;
    let has: BTreeSet<&str> = if kind.must.is_empty() {
        rows.iter().map(|(_, l)| l.as_str()).collect()
    } else {
        kind.must.iter().copied().collect()
    };
    let no_value = kind.must.iter().filter(|listing| !values.contains_key(**listing));
    let mut problems: Vec<ReferenceError> =
        no_value.map(|listing| ReferenceError::NoValue { name: kind.name, listing: (*listing).to_owned() }).collect();
    for listing in values.keys().filter(|listing| !has.contains(listing.as_str())) {
        let has = has.iter().map(|listing| format!("`{listing}`")).collect();
        problems.push(ReferenceError::NoListing { name: kind.name, listing: listing.clone(), has });
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut table: BTreeMap<String, f64> = BTreeMap::new();
    for (key, listing) in rows {
        if let Some(&value) = values.get(&listing) {
            table.entry(key).and_modify(|strongest| *strongest = strongest.max(value)).or_insert(value);
        }
    }
    Ok(FactorTable { table, versions })
}

fn tiers(tables: &Tables) -> Result<Listings, TableError> {
    let table = tables.tip_tiers()?;
    let rows = table.rows.iter().map(|row| (row.alpha3.clone(), row.tier.clone())).collect();
    Ok((rows, vec![table.version.clone()]))
}

fn goods(tables: &Tables) -> Result<Listings, TableError> {
    let (goods, codes) = (tables.dol_goods()?, tables.dol_goods_hs()?);
    let mut prefixes: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in &codes.rows {
        prefixes.entry(&row.good).or_default().push(&row.hs_prefix);
    }
    let mut rows = Vec::new();
    for row in &goods.rows {
        let Some(listing) = row.listing() else { continue };
        for prefix in prefixes.get(row.good.as_str()).into_iter().flatten() {
            rows.push((format!("{prefix}@{}", row.alpha3), listing.as_str().to_owned()));
        }
    }
    Ok((rows, vec![goods.version.clone(), codes.version.clone()]))
}

fn priority_sectors(tables: &Tables) -> Result<Listings, TableError> {
    let table = tables.uflpa_priority_sectors()?;
    let rows = table
        .rows
        .iter()
        .map(|row| (format!("{}@{PRIORITY_SECTOR_COUNTRY}", row.hs_prefix), "listed".to_owned()))
        .collect();
    Ok((rows, vec![table.version.clone()]))
}

/// Divisions (two digits) with the letter of their section as listing: files hold digits, and the longest prefix counts.
fn isic(tables: &Tables) -> Result<Listings, TableError> {
    let table = tables.isic()?;
    let rows = table
        .rows
        .iter()
        .filter(|row| row.level == "division")
        .map(|row| (row.code.clone(), row.parent.clone()))
        .collect();
    Ok((rows, vec![table.version.clone()]))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(pairs: &[(&str, f64)]) -> BTreeMap<String, f64> {
        pairs.iter().map(|(listing, value)| ((*listing).to_owned(), *value)).collect()
    }

    fn made(of: FactorOf, name: &str, pairs: &[(&str, f64)]) -> Result<FactorTable, Vec<String>> {
        factor_table(Tables::embedded(), of, name, &values(pairs))
            .map_err(|errors| errors.iter().map(ToString::to_string).collect())
    }

    const TIER_VALUES: [(&str, f64); 5] =
        [("tier_1", -0.5), ("tier_2", 0.0), ("tier_2_watch_list", 0.4), ("tier_3", 0.9), ("special_case", 0.7)];

    #[test]
    fn a_country_weighs_what_its_tier_weighs() {
        let made = made(FactorOf::Country, "tip_tiers", &TIER_VALUES).unwrap();
        assert_eq!(made.table.get("AFG"), Some(&0.9));
        assert_eq!(made.table.len(), 188);
        assert_eq!(made.verification(), "found, single_source");
        assert!(made.source().ends_with("(as of 2025-09-29)"));
    }

    #[test]
    fn a_good_weighs_under_the_codes_of_its_country_the_strongest_listing_first() {
        let pairs = [("forced_labour", 1.4), ("child_labour", 0.4), ("input", 0.9)];
        let made = made(FactorOf::CommodityCountry, "dol_goods", &pairs).unwrap();
        // Cotton of Turkmenistan is listed for forced labour; cotton yarn of it is not listed.
        assert_eq!(made.table.get("5201@TKM"), Some(&1.4));
        assert_eq!(made.table.get("5205@TKM"), None);
        // Batteries of China are listed because of their cobalt.
        assert_eq!(made.table.get("850760@CHN"), Some(&0.9));
        // Salt of Cambodia was removed in 2024.
        assert!(!made.table.keys().any(|key| key.starts_with("2501") && key.ends_with("@KHM")));
    }

    #[test]
    fn divisions_take_the_number_of_their_section() {
        let made = made(FactorOf::Sector, "isic", &[("A", 0.8), ("F", 0.5)]).unwrap();
        assert_eq!(made.table.keys().collect::<Vec<_>>(), ["01", "02", "03", "41", "42", "43"]);
        assert_eq!(made.table.get("41"), Some(&0.5));
    }

    #[test]
    fn a_listing_without_a_number_and_a_number_without_a_listing_are_both_named() {
        let mut pairs = TIER_VALUES.to_vec();
        pairs[3].0 = "tier_4";
        assert_eq!(
            made(FactorOf::Country, "tip_tiers", &pairs),
            Err(vec![
                "`tier_3` of table `tip_tiers` has no value".to_owned(),
                "table `tip_tiers` has no listing `tier_4`; it has `special_case`, `tier_1`, `tier_2`, \
                 `tier_2_watch_list`, `tier_3`"
                    .to_owned(),
            ])
        );
    }

    #[test]
    fn a_table_of_another_property_is_refused() {
        assert_eq!(
            made(FactorOf::Sector, "tip_tiers", &TIER_VALUES),
            Err(vec!["table `tip_tiers` speaks of `country`; write `of: country`".to_owned()])
        );
        assert!(made(FactorOf::Country, "tiers", &TIER_VALUES).unwrap_err()[0].contains("`tip_tiers`"));
    }
}
