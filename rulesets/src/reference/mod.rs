//! Reference tables: countries, classifications, published lists, each row with its source and day.
//!
//! A table is read when it is first asked for, once per program. What is not in a table is unknown, never "clear";
//! a table that cannot be read is an error, never an empty list.

mod describe;
mod factor;
pub mod import;
mod published;
pub mod renewed;
mod rows;
mod table;

pub use describe::{Completeness, TableInfo, texts};
pub use published::NAME_TABLES;
pub use rows::{
    CodeRow, Concerns, ConventionRow, CountryRow, EuProductRow, GoodsCodeRow, GoodsRow, ListStepRow, ListedEntity,
    Listing, PrioritySectorRow, RatificationRow, RatificationStatus, SublistRow, TierRow,
};
pub use table::{Table, TableError, TableVersion};

use describe::DescriptionRow;
pub(crate) use factor::{ReferenceError, factor_table};

use std::sync::{LazyLock, OnceLock};

use serde::de::DeserializeOwned;

use crate::files::{Embedded, Files};
use rows::EntityRow;

type Slot<R> = OnceLock<Result<Table<R>, TableError>>;

/// The reference tables of one tree of files.
pub struct Tables {
    files: Box<dyn Files>,
    countries: Slot<CountryRow>,
    hs: Slot<CodeRow>,
    isic: Slot<CodeRow>,
    tip_tiers: Slot<TierRow>,
    dol_goods: Slot<GoodsRow>,
    dol_goods_hs: Slot<GoodsCodeRow>,
    uflpa_priority_sectors: Slot<PrioritySectorRow>,
    uflpa_entities: Slot<EntityRow>,
    eu_priority_sectors: Slot<EuProductRow>,
    ilo_conventions: Slot<ConventionRow>,
    ilo_ratifications: Slot<RatificationRow>,
    uflpa_list_history: Slot<ListStepRow>,
    uflpa_sublists: Slot<SublistRow>,
    cbp_orders: Slot<EntityRow>,
}

impl std::fmt::Debug for Tables {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Tables").finish_non_exhaustive()
    }
}

static EMBEDDED: LazyLock<Tables> = LazyLock::new(|| Tables::new(Embedded));

impl Tables {
    /// The tables that are shipped inside the program.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// The tables under `reference/` of a tree of files.
    pub fn new(files: impl Files + 'static) -> Self {
        Self {
            files: Box::new(files),
            countries: Slot::new(),
            hs: Slot::new(),
            isic: Slot::new(),
            tip_tiers: Slot::new(),
            dol_goods: Slot::new(),
            dol_goods_hs: Slot::new(),
            uflpa_priority_sectors: Slot::new(),
            uflpa_entities: Slot::new(),
            eu_priority_sectors: Slot::new(),
            ilo_conventions: Slot::new(),
            ilo_ratifications: Slot::new(),
            uflpa_list_history: Slot::new(),
            uflpa_sublists: Slot::new(),
            cbp_orders: Slot::new(),
        }
    }

    fn get<'a, R: DeserializeOwned>(&'a self, slot: &'a Slot<R>, table: &str) -> Result<&'a Table<R>, TableError> {
        slot.get_or_init(|| table::read(self.files.as_ref(), table)).as_ref().map_err(Clone::clone)
    }

    /// The file of a table as it is at hand.
    ///
    /// # Errors
    /// There is no such table, or it cannot be read.
    pub fn bytes(&self, table: &str) -> Result<std::borrow::Cow<'static, [u8]>, TableError> {
        table::bytes(self.files.as_ref(), table)
    }

    /// Countries, sorted by alpha-3 code.
    pub fn countries(&self) -> Result<&Table<CountryRow>, TableError> {
        self.get(&self.countries, "countries")
    }

    /// HS chapters and headings, sorted by code.
    pub fn hs(&self) -> Result<&Table<CodeRow>, TableError> {
        self.get(&self.hs, "hs")
    }

    /// ISIC: sections, then divisions, groups and classes, sorted by code.
    pub fn isic(&self) -> Result<&Table<CodeRow>, TableError> {
        self.get(&self.isic, "isic")
    }

    /// Tiers, sorted by alpha-3 code.
    pub fn tip_tiers(&self) -> Result<&Table<TierRow>, TableError> {
        self.get(&self.tip_tiers, "tip_tiers")
    }

    /// Listed goods, sorted by country and good.
    pub fn dol_goods(&self) -> Result<&Table<GoodsRow>, TableError> {
        self.get(&self.dol_goods, "dol_goods")
    }

    /// HS codes of listed goods, sorted by good and code.
    pub fn dol_goods_hs(&self) -> Result<&Table<GoodsCodeRow>, TableError> {
        self.get(&self.dol_goods_hs, "dol_goods_hs")
    }

    /// Priority sectors, sorted by day, sector and code.
    pub fn uflpa_priority_sectors(&self) -> Result<&Table<PrioritySectorRow>, TableError> {
        self.get(&self.uflpa_priority_sectors, "uflpa_priority_sectors")
    }

    /// Products that EU acts single out, sorted by act, product and code.
    pub fn eu_priority_sectors(&self) -> Result<&Table<EuProductRow>, TableError> {
        self.get(&self.eu_priority_sectors, "eu_priority_sectors")
    }

    /// ILO conventions, sorted by code.
    pub fn ilo_conventions(&self) -> Result<&Table<ConventionRow>, TableError> {
        self.get(&self.ilo_conventions, "ilo_conventions")
    }

    /// Ratifications, sorted by country and convention.
    pub fn ilo_ratifications(&self) -> Result<&Table<RatificationRow>, TableError> {
        self.get(&self.ilo_ratifications, "ilo_ratifications")
    }

    /// Additions to the UFLPA Entity List, by day; what the list of names lacks shows here.
    pub fn uflpa_list_history(&self) -> Result<&Table<ListStepRow>, TableError> {
        self.get(&self.uflpa_list_history, "uflpa_list_history")
    }

    /// Parts of the UFLPA Entity List.
    pub fn uflpa_sublists(&self) -> Result<&Table<SublistRow>, TableError> {
        self.get(&self.uflpa_sublists, "uflpa_sublists")
    }

    /// Entities of the UFLPA Entity List that were found in a source; the table is incomplete.
    pub fn uflpa_entities(&self) -> Result<Vec<ListedEntity>, TableError> {
        Ok(self.get(&self.uflpa_entities, "uflpa_entities")?.rows.iter().map(ListedEntity::from).collect())
    }

    /// Names in withhold release orders and findings that were found in a source; the table is incomplete.
    pub fn cbp_orders(&self) -> Result<Vec<ListedEntity>, TableError> {
        Ok(self.get(&self.cbp_orders, "cbp_orders")?.rows.iter().map(ListedEntity::from).collect())
    }

    /// Name of an HS code: of its heading, or of its chapter where the heading has none.
    pub fn hs_name(&self, code: &str) -> Option<&str> {
        let table = self.hs().ok()?;
        [4, 2].into_iter().find_map(|digits| name_of(table, code.get(..digits)?))
    }

    /// Name of an ISIC code; of a longer national code the name of its class.
    pub fn isic_name(&self, code: &str) -> Option<&str> {
        let table = self.isic().ok()?;
        (1..=code.len().min(4)).rev().find_map(|digits| name_of(table, code.get(..digits)?))
    }

    /// Tier of a country in the Trafficking in Persons Report; `None` where the report has none.
    pub fn tip_tier(&self, alpha3: &str) -> Option<&str> {
        let table = self.tip_tiers().ok()?;
        let i = table.rows.binary_search_by(|row| row.alpha3.as_str().cmp(alpha3)).ok()?;
        table.rows.get(i).map(|row| row.tier.as_str())
    }

    /// Whether a country is bound by an ILO convention; unknown where the table does not say.
    pub fn ratification(&self, alpha3: &str, convention: &str) -> Result<RatificationStatus, TableError> {
        let table = self.ilo_ratifications()?;
        let wanted = (alpha3, convention);
        let found = table.rows.binary_search_by(|row| (row.alpha3.as_str(), row.convention.as_str()).cmp(&wanted)).ok();
        let row = found.and_then(|i| table.rows.get(i));
        Ok(row.map_or(RatificationStatus::Unknown, |row| row.status))
    }

    /// Short English name of a country.
    pub fn country_name(&self, alpha3: &str) -> Option<&str> {
        let table = self.countries().ok()?;
        let i = table.rows.binary_search_by(|row| row.alpha3.as_str().cmp(alpha3)).ok()?;
        table.rows.get(i).map(|row| row.name.as_str())
    }
}

fn name_of<'a>(table: &'a Table<CodeRow>, code: &str) -> Option<&'a str> {
    // Letters stand before digits in the file, so that the order is not that of plain text.
    let order = |code: &str| (code.starts_with(|c: char| c.is_ascii_digit()), code.to_owned());
    let wanted = order(code);
    let i = table.rows.binary_search_by(|row| order(&row.code).cmp(&wanted)).ok()?;
    table.rows.get(i).map(|row| row.name.as_str())
}

/// Name of an HS code in the shipped tables, see [`Tables::hs_name`].
pub fn hs_name(code: &str) -> Option<&'static str> {
    Tables::embedded().hs_name(code)
}

/// Name of an ISIC code in the shipped tables, see [`Tables::isic_name`].
pub fn isic_name(code: &str) -> Option<&'static str> {
    Tables::embedded().isic_name(code)
}

/// Tier of a country in the shipped tables, see [`Tables::tip_tier`].
pub fn tip_tier(alpha3: &str) -> Option<&'static str> {
    Tables::embedded().tip_tier(alpha3)
}

/// Name of a country in the shipped tables, see [`Tables::country_name`].
pub fn country_name(alpha3: &str) -> Option<&'static str> {
    Tables::embedded().country_name(alpha3)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_have_the_names_of_their_classifications() {
        assert_eq!(hs_name("520100"), Some("Cotton; not carded or combed"));
        assert_eq!(hs_name("52"), Some("Cotton"));
        assert_eq!(isic_name("C"), Some("Manufacturing"));
        assert_eq!(isic_name("1311"), Some("Preparation and spinning of textile fibres"));
        assert_eq!(isic_name("13119"), isic_name("1311"));
    }

    #[test]
    fn what_is_not_in_a_table_is_unknown() {
        assert_eq!(hs_name("7700"), None);
        assert_eq!(isic_name(""), None);
        assert_eq!(tip_tier("XXX"), None);
        assert_eq!(country_name("XXX"), None);
    }

    #[test]
    fn countries_have_names_and_tiers() {
        assert_eq!(country_name("UZB"), Some("Uzbekistan"));
        assert_eq!(tip_tier("AFG"), Some("tier_3"));
    }

    #[test]
    fn every_table_reads_and_stands_in_the_order_that_is_searched() {
        let tables = Tables::embedded();
        let ratifications = &tables.ilo_ratifications().unwrap().rows;
        assert!(ratifications.is_sorted_by_key(|row| (row.alpha3.clone(), row.convention.clone())));
        let conventions = &tables.ilo_conventions().unwrap().rows;
        assert!(ratifications.iter().all(|row| conventions.iter().any(|known| known.convention == row.convention)));
        assert!(tables.eu_priority_sectors().unwrap().rows.iter().all(|row| row.hs_prefix.len() >= 2));
        assert!(tables.uflpa_list_history().unwrap().rows.is_sorted_by_key(|row| row.effective_on));
        assert_eq!(tables.uflpa_sublists().unwrap().rows.len(), 4);
    }

    #[test]
    fn a_ratification_that_nobody_found_is_unknown_and_not_refused() {
        let of = |alpha3, convention| Tables::embedded().ratification(alpha3, convention).unwrap();
        assert_eq!(of("UZB", "C105"), RatificationStatus::Ratified);
        assert_eq!(of("UZB", "C999"), RatificationStatus::Unknown);
    }

    #[test]
    fn lists_of_names_hold_only_what_was_found() {
        let entities = Tables::embedded().uflpa_entities().unwrap();
        assert!(entities.iter().any(|entity| entity.name.starts_with("Hetian Haolin") && entity.aliases.len() == 2));
        let table = Tables::embedded().get(&Tables::embedded().uflpa_entities, "uflpa_entities").unwrap();
        assert_eq!(table.version.verification, ["found"]);
        assert!(!Tables::embedded().cbp_orders().unwrap().is_empty());
    }
}
