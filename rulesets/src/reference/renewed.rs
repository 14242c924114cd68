//! Newer versions of reference tables in a folder of one's own, in front of the shipped ones.
//!
//! The folder keeps every version that was ever imported as a file of its own, and a register of them, `versions.csv`. Of
//! each table the version that speaks of the newest day is used, be it imported or shipped; of one day the one that was
//! imported last. A file that is not what the register says of it is an error, not a reason to take another one.

use std::borrow::Cow;
use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::describe::Completeness;
use super::table::{self, Table, TableError};
use super::{DescriptionRow, Tables};
use crate::files::{Embedded, FileError, Files};

/// The register of versions.
pub const REGISTER: &str = "versions.csv";
/// Its columns.
const COLUMNS: [&str; 8] =
    ["table", "file", "edition", "as_of", "completeness", "sha256", "imported_on", "imported_from"];

/// One imported version of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Version {
    /// Name of the table.
    pub table: String,
    /// Its file, relative to the folder.
    pub file: String,
    /// Edition in words.
    pub edition: String,
    /// The day that it speaks of.
    pub as_of: NaiveDate,
    /// Whether it holds all that its source lists.
    pub completeness: Completeness,
    /// SHA-256 of the file, 64 hexadecimal digits.
    pub sha256: String,
    /// Day of the import.
    pub imported_on: NaiveDate,
    /// Name of the file that it came from.
    pub imported_from: String,
}

/// A folder of imported versions that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum RenewedError {
    /// The register cannot be read.
    #[error("the register `{REGISTER}` {0}")]
    Register(FileError),
    /// A row of the register is not as it should be.
    #[error("`{REGISTER}`, line {line}: {reason}; undo the change, or remove the row and import the list again")]
    Row {
        /// Line, from 1.
        line: u64,
        /// What is wrong.
        reason: String,
    },
    /// A shipped table cannot be read.
    #[error(transparent)]
    Table(#[from] TableError),
}

/// The register of a folder, in the order of imports; empty where there is none.
pub fn register(files: &dyn Files) -> Result<Vec<Version>, RenewedError> {
    let Some(bytes) = files.read(REGISTER).map_err(RenewedError::Register)? else { return Ok(Vec::new()) };
    let mut reader = csv::ReaderBuilder::new().from_reader(bytes.as_ref());
    let mut versions = Vec::new();
    for row in reader.deserialize() {
        let line = u64::try_from(versions.len() + 2).unwrap_or(u64::MAX);
        let version: Version = row.map_err(|error| RenewedError::Row { line, reason: error.to_string() })?;
        let reason = if Embedded.read(&shipped(&version.table)).ok().flatten().is_none() {
            Some(format!("there is no table `{}`", version.table))
        } else if version.file.contains("..") || version.file.starts_with(['/', '\\']) {
            Some(format!("`{}` is not in this folder", version.file))
        } else {
            None
        };
        if let Some(reason) = reason {
            return Err(RenewedError::Row { line, reason });
        }
        versions.push(version);
    }
    Ok(versions)
}

/// A register as a file.
pub fn written(versions: &[Version]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::WriterBuilder::new().has_headers(false).from_writer(Vec::new());
    writer.write_record(COLUMNS)?;
    versions.iter().try_for_each(|version| writer.serialize(version))?;
    writer.into_inner().map_err(|error| csv::Error::from(std::io::Error::other(error.to_string())))
}

fn shipped(table: &str) -> String {
    format!("reference/{table}.csv")
}

/// The shipped files with imported versions of tables in front of them.
struct Renewed<F> {
    folder: F,
    /// The imported versions that are used, by table.
    used: BTreeMap<String, Version>,
    /// `reference/tables.csv` with what the imported versions say of themselves.
    descriptions: Vec<u8>,
}

/// The reference tables with newer versions from a folder, see the head of this file.
pub fn tables_with(folder: impl Files + 'static) -> Result<Tables, RenewedError> {
    let mut used: BTreeMap<String, Version> = BTreeMap::new();
    for version in register(&folder)? {
        if used.get(&version.table).is_none_or(|known| known.as_of <= version.as_of) {
            used.insert(version.table.clone(), version);
        }
    }
    let embedded = Tables::embedded();
    let mut newer = BTreeMap::new();
    for (table, version) in used {
        if embedded.describe_one(&table)?.version.as_of.is_none_or(|shipped| shipped <= version.as_of) {
            newer.insert(table, version);
        }
    }
    renewed(folder, newer)
}

/// The reference tables with exactly the versions of a register in the place of the shipped ones, be those newer or not: for
/// making again what was made with them. Of several versions of a table the last of the register is used.
pub fn tables_exactly(folder: impl Files + 'static) -> Result<Tables, RenewedError> {
    let used = register(&folder)?.into_iter().map(|version| (version.table.clone(), version)).collect();
    renewed(folder, used)
}

fn renewed(folder: impl Files + 'static, used: BTreeMap<String, Version>) -> Result<Tables, RenewedError> {
    let descriptions: Table<DescriptionRow> = table::read(&Embedded, "tables")?;
    let descriptions = described(descriptions.rows, &used)
        .map_err(|error| RenewedError::Register(FileError { reason: error.to_string() }))?;
    Ok(Tables::new(Renewed { folder, used, descriptions }))
}

fn described(rows: Vec<DescriptionRow>, used: &BTreeMap<String, Version>) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    for mut row in rows {
        if let Some(version) = used.get(&row.table) {
            row.edition.clone_from(&version.edition);
            row.completeness = version.completeness;
        }
        writer.serialize(row)?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(std::io::Error::other(error.to_string())))
}

impl<F: Files> Files for Renewed<F> {
    fn folders(&self, folder: &str) -> Vec<String> {
        Embedded.folders(folder)
    }

    fn files(&self, folder: &str) -> Vec<String> {
        Embedded.files(folder)
    }

    fn read(&self, path: &str) -> Result<Option<Cow<'static, [u8]>>, FileError> {
        if path == shipped("tables") {
            return Ok(Some(Cow::Owned(self.descriptions.clone())));
        }
        let version = self.used.values().find(|version| shipped(&version.table) == path);
        let Some(version) = version else { return Embedded.read(path) };
        let failed = |what: &str| FileError { reason: format!("its imported version `{}` {what}", version.file) };
        let bytes = self.folder.read(&version.file)?.ok_or_else(|| failed("is missing"))?;
        if karvon_engine::hex::sha256(&bytes) != version.sha256 {
            return Err(failed("was changed after its import; undo the change or import it again"));
        }
        Ok(Some(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Memory;

    const TIERS: &str = "alpha3,tier,source,edition,as_of,verification\nUZB,tier_1,somebody,2099,2099-06-01,imported\n";

    fn version(as_of: &str, file: &str, text: &str) -> Version {
        Version {
            table: "tip_tiers".to_owned(),
            file: file.to_owned(),
            edition: "of another year".to_owned(),
            as_of: as_of.parse().unwrap(),
            completeness: Completeness::Incomplete,
            sha256: karvon_engine::hex::sha256(text.as_bytes()),
            imported_on: as_of.parse().unwrap(),
            imported_from: "tiers.csv".to_owned(),
        }
    }

    fn folder(versions: &[Version], files: &[(&str, &str)]) -> Memory {
        let register = (REGISTER.to_owned(), written(versions).unwrap());
        let files = files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().to_vec()));
        Memory(files.chain([register]).collect())
    }

    #[test]
    fn the_version_of_the_newest_day_is_used_and_says_what_it_is() {
        let older = TIERS.replace("2099", "2098").replace("tier_1", "tier_2");
        let versions = [version("2099-06-01", "a.csv", TIERS), version("2098-06-01", "b.csv", &older)];
        let tables = tables_with(folder(&versions, &[("a.csv", TIERS), ("b.csv", &older)])).unwrap();
        assert_eq!(tables.tip_tier("UZB"), Some("tier_1"));
        let info = tables.describe_one("tip_tiers").unwrap();
        assert_eq!((info.edition.as_str(), info.completeness), ("of another year", Completeness::Incomplete));
        assert_eq!(info.version.hash, versions[0].sha256);
        assert_eq!(tables.describe().unwrap().len(), Tables::embedded().describe().unwrap().len());
    }

    #[test]
    fn a_version_older_than_the_shipped_one_is_not_used() {
        let tables = tables_with(folder(&[version("2001-01-01", "a.csv", TIERS)], &[("a.csv", TIERS)])).unwrap();
        assert_eq!(tables.tip_tier("AFG"), Some("tier_3"));
    }

    #[test]
    fn what_is_made_again_takes_its_own_version_though_the_shipped_one_is_newer() {
        let files = || folder(&[version("2001-01-01", "a.csv", TIERS)], &[("a.csv", TIERS)]);
        assert_eq!(tables_exactly(files()).unwrap().tip_tier("UZB"), Some("tier_1"));
        assert_eq!(tables_exactly(files()).unwrap().tip_tier("AFG"), None);
        assert_ne!(tables_with(files()).unwrap().tip_tier("UZB"), Some("tier_1"));
    }

    #[test]
    fn a_folder_without_a_register_has_the_shipped_tables() {
        let tables = tables_with(Memory::default()).unwrap();
        assert_eq!(tables.describe().unwrap(), Tables::embedded().describe().unwrap());
    }

    #[test]
    fn a_file_that_was_changed_or_is_gone_is_an_error_and_no_reason_to_take_another() {
        let versions = [version("2099-06-01", "a.csv", TIERS)];
        let changed = tables_with(folder(&versions, &[("a.csv", "alpha3,tier\n")])).unwrap();
        assert!(changed.tip_tiers().unwrap_err().to_string().contains("`a.csv` was changed after its import"));
        let gone = tables_with(folder(&versions, &[])).unwrap();
        assert!(gone.tip_tiers().unwrap_err().to_string().contains("`a.csv` is missing"));
    }

    #[test]
    fn a_row_that_leads_out_of_the_folder_or_to_no_table_is_refused_with_its_line() {
        for (table, file, what) in
            [("tip_tiers", "../a.csv", "not in this folder"), ("moon", "a.csv", "no table `moon`")]
        {
            let version = Version { table: table.to_owned(), ..version("2099-06-01", file, TIERS) };
            let error = tables_with(folder(&[version], &[])).unwrap_err().to_string();
            assert!(error.starts_with("`versions.csv`, line 2") && error.contains(what), "{error}");
        }
    }
}
