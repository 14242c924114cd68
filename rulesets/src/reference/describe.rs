//! Age, completeness and licence of each reference table, for people who rely on it.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::files::{Embedded, Files};
use crate::texts::Texts;

use super::table::{self, Table};
use super::{TableError, TableVersion, Tables};

pub use karvon_engine::inputs::Completeness;

/// A table with its edition, age and completeness.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableInfo {
    /// Which state of which table.
    pub version: TableVersion,
    /// Edition in words.
    pub edition: String,
    /// Whether rows are missing.
    pub completeness: Completeness,
    /// Licence of the content.
    pub licence: String,
    /// Days after which it is stale.
    pub stale_after_days: u32,
}

impl TableInfo {
    /// Age in days on a day; `None` where the table has no day or a later one.
    pub fn age_days(&self, on: NaiveDate) -> Option<i64> {
        self.version.as_of.map(|as_of| (on - as_of).num_days()).filter(|days| *days >= 0)
    }

    /// Whether it is too old on a day. A table without a day is stale: its age is not known.
    pub fn is_stale(&self, on: NaiveDate) -> bool {
        match self.version.as_of {
            Some(as_of) => (on - as_of).num_days() > i64::from(self.stale_after_days),
            None => true,
        }
    }
}

/// Names of the shipped tables (`table-<id>`) and what they lack (`table-<id>.gaps`), in English.
pub fn texts() -> Texts {
    let bytes = Embedded.read("reference/texts/en.ftl").ok().flatten().unwrap_or_default();
    let text = String::from_utf8_lossy(&bytes);
    // Without the file a table shows under its id; a test makes sure that it is there.
    Texts::parse(crate::MAIN_LANGUAGE, &text).unwrap_or_default()
}

/// A row of `reference/tables.csv`.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct DescriptionRow {
    pub(super) table: String,
    pub(super) edition: String,
    pub(super) completeness: Completeness,
    licence: String,
    stale_after_days: u32,
}

#[derive(Deserialize)]
struct AnyRow {}

impl Tables {
    /// Every table that `reference/tables.csv` describes, in its order.
    pub fn describe(&self) -> Result<Vec<TableInfo>, TableError> {
        self.descriptions()?.rows.into_iter().map(|row| self.info(row)).collect()
    }

    /// One table.
    pub fn describe_one(&self, table: &str) -> Result<TableInfo, TableError> {
        let row = self.descriptions()?.rows.into_iter().find(|row| row.table == table);
        self.info(row.ok_or_else(|| TableError::Undescribed(table.to_owned()))?)
    }

    fn descriptions(&self) -> Result<Table<DescriptionRow>, TableError> {
        table::read(self.files.as_ref(), "tables")
    }

    fn info(&self, row: DescriptionRow) -> Result<TableInfo, TableError> {
        Ok(TableInfo {
            version: table::read::<AnyRow>(self.files.as_ref(), &row.table)?.version,
            edition: row.edition,
            completeness: row.completeness,
            licence: row.licence,
            stale_after_days: row.stale_after_days,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_has_a_name_and_every_incomplete_one_says_what_it_lacks() {
        let texts = texts();
        for info in Tables::embedded().describe().unwrap() {
            let key = format!("table-{}", info.version.table);
            assert!(texts.has(&key), "{key}");
            assert!(info.completeness == Completeness::Complete || texts.has(&format!("{key}.gaps")), "{key}.gaps");
        }
    }

    #[test]
    fn every_shipped_table_is_described_and_sourced() {
        let infos = Tables::embedded().describe().unwrap();
        let described: Vec<String> = infos.iter().map(|info| format!("{}.csv", info.version.table)).collect();
        let shipped: Vec<String> = Embedded
            .files("reference")
            .into_iter()
            .filter(|name| std::path::Path::new(name).extension().is_some_and(|e| e == "csv"))
            .filter(|name| name != "tables.csv")
            .collect();
        assert_eq!(described, shipped);
        for info in infos {
            assert!(info.version.rows > 0 && info.version.as_of.is_some(), "{info:?}");
            assert!(!info.version.sources.is_empty(), "{info:?}");
        }
    }

    #[test]
    fn a_table_is_stale_from_the_day_after_its_time() {
        let mut info = Tables::embedded().describe_one("tip_tiers").unwrap();
        info.stale_after_days = 10;
        let day = |d| NaiveDate::from_ymd_opt(2025, 10, d).unwrap();
        assert!(!info.is_stale(day(9)));
        assert!(info.is_stale(day(10)));
        assert_eq!(info.age_days(day(9)), Some(10));
    }
}
