//! Published lists that travel with the tables of an assessment, under the key `lists` of its inputs.
//!
//! An organisation may use newer lists than the program has. The frozen inputs of an assessment then hold them as they were, each
//! with its hash, so that the inputs alone give the same result at the command line and years later.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use karvon_engine::inputs::Completeness;
use karvon_intake::CARRIED_LISTS;
use karvon_rulesets::files::Memory;
use karvon_rulesets::reference::Tables;
use karvon_rulesets::reference::renewed::{REGISTER, RenewedError, Version, tables_exactly, written};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use super::Lists;
use crate::digest::sha256;
use crate::services::data::DataFile;

/// A version of a published list with its content. Its fields stand in the order of their names, as in all frozen inputs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CarriedList {
    /// The day that it speaks of.
    pub as_of: NaiveDate,
    /// Whether it holds all that its source lists.
    pub completeness: Completeness,
    /// Its file.
    pub csv: String,
    /// Edition in words.
    pub edition: String,
    /// SHA-256 of the file.
    pub sha256: String,
    /// Name of the list.
    pub table: String,
}

/// Lists that travel with tables, each once, by name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Carried(BTreeMap<String, CarriedList>);

/// Lists among the data that cannot be relied on.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum CarriedError {
    /// It is not of the form that the service writes.
    #[error("`{file}`: `lists` holds something else than published lists as the service wrote them: {reason}")]
    Form {
        /// The file.
        file: String,
        /// What is wrong.
        reason: String,
    },
    /// Its content is not what its hash says.
    #[error("`{file}`: the list `{table}` was changed after it was written: its SHA-256 is another one")]
    Changed {
        /// The file.
        file: String,
        /// The list.
        table: String,
    },
    /// Two files bring different versions.
    #[error("`{file}`: another file brings another version of the list `{table}`; assess one after the other")]
    Twice {
        /// The file.
        file: String,
        /// The list.
        table: String,
    },
    /// The lists cannot be used.
    #[error(transparent)]
    Unusable(#[from] RenewedError),
}

impl Carried {
    /// These lists; of several of one name the last.
    pub fn new(lists: impl IntoIterator<Item = CarriedList>) -> Self {
        Self(lists.into_iter().map(|list| (list.table.clone(), list)).collect())
    }

    /// Whether there is none, so that those of the program are used.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The lists, by name.
    pub fn iter(&self) -> impl Iterator<Item = &CarriedList> {
        self.0.values()
    }

    /// The lists that files bring.
    ///
    /// # Errors
    /// [`CarriedError`]. A file that is no JSON brings none; the reading of its tables says what is wrong with it.
    pub fn of(files: &[DataFile]) -> Result<Self, CarriedError> {
        let mut all = Self::default();
        for file in files {
            for list in of_one(file)? {
                let table = list.table.clone();
                let known = all.0.insert(table.clone(), list.clone());
                if known.is_some_and(|known| known != list) {
                    return Err(CarriedError::Twice { file: file.name.clone(), table });
                }
            }
        }
        Ok(all)
    }

    /// The reference tables with these lists in the place of those of the program.
    ///
    /// # Errors
    /// A list that the program does not know.
    pub fn tables(&self) -> Result<Lists, CarriedError> {
        if self.is_empty() {
            return Ok(Lists::Shipped(Tables::embedded()));
        }
        let version = |list: &CarriedList| Version {
            table: list.table.clone(),
            file: format!("{}.csv", list.table),
            edition: list.edition.clone(),
            as_of: list.as_of,
            completeness: list.completeness,
            sha256: list.sha256.clone(),
            imported_on: list.as_of,
            imported_from: String::new(),
        };
        let versions: Vec<Version> = self.iter().map(version).collect();
        let faulty = |error: csv::Error| RenewedError::Row { line: 1, reason: error.to_string() };
        let register = written(&versions).map_err(faulty)?;
        let files = self.iter().map(|list| (format!("{}.csv", list.table), list.csv.clone().into_bytes()));
        let files = Memory(files.chain([(REGISTER.to_owned(), register)]).collect());
        Ok(Lists::Renewed(Box::new(tables_exactly(files)?)))
    }
}

/// A file of which only the lists are read.
#[derive(Deserialize)]
struct Outer {
    #[serde(default)]
    lists: Value,
}

/// The lists of one file. Large files without any are passed over without being read.
fn of_one(file: &DataFile) -> Result<Vec<CarriedList>, CarriedError> {
    let Ok(text) = std::str::from_utf8(&file.bytes) else { return Ok(Vec::new()) };
    let is_object = text.trim_start_matches('\u{feff}').trim_start().starts_with('{');
    if !is_object || !text.contains(&format!("\"{CARRIED_LISTS}\"")) {
        return Ok(Vec::new());
    }
    let Ok(Outer { lists: Value::Array(lists) }) = serde_json::from_str(text.trim_start_matches('\u{feff}')) else {
        return Ok(Vec::new());
    };
    // Anything else of that name is a table, and the reading of tables says that there is none called so.
    if !lists.iter().all(|list| ["table", "sha256", "csv"].iter().all(|name| list.get(name).is_some())) {
        return Ok(Vec::new());
    }
    let read = |value: Value| -> Result<CarriedList, CarriedError> {
        let list: CarriedList = serde_json::from_value(value)
            .map_err(|error| CarriedError::Form { file: file.name.clone(), reason: error.to_string() })?;
        if sha256(&list.csv) == list.sha256 {
            return Ok(list);
        }
        Err(CarriedError::Changed { file: file.name.clone(), table: list.table })
    };
    lists.into_iter().map(read).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const TIERS: &str = "alpha3,tier,source,edition,as_of,verification\nUZB,tier_1,somebody,2001,2001-06-01,imported\n";

    fn tiers() -> CarriedList {
        CarriedList {
            as_of: "2001-06-01".parse().unwrap(),
            completeness: Completeness::Complete,
            csv: TIERS.to_owned(),
            edition: "of long ago".to_owned(),
            sha256: sha256(TIERS),
            table: "tip_tiers".to_owned(),
        }
    }

    fn file(name: &str, lists: &Value) -> DataFile {
        let text = serde_json::json!({"lists": lists, "suppliers": []}).to_string();
        DataFile { name: name.to_owned(), bytes: text.into_bytes() }
    }

    #[test]
    fn a_list_travels_with_the_tables_and_takes_the_place_of_the_newer_one_of_the_program() {
        let carried = Carried::of(&[file("a.json", &serde_json::json!([tiers()]))]).unwrap();
        assert_eq!(carried, Carried::new([tiers()]));
        let tables = carried.tables().unwrap();
        assert_eq!((tables.tip_tier("UZB"), tables.tip_tier("AFG")), (Some("tier_1"), None));
        let info = tables.describe().unwrap().into_iter().find(|info| info.version.table == "tip_tiers").unwrap();
        assert_eq!((info.edition.as_str(), info.version.hash), ("of long ago", sha256(TIERS)));
    }

    #[test]
    fn files_without_lists_use_those_of_the_program() {
        let plain = DataFile { name: "a.csv".to_owned(), bytes: b"name,country\n\"lists\",UZ\n".to_vec() };
        let broken = DataFile { name: "b.json".to_owned(), bytes: b"{\"lists\": [".to_vec() };
        let other = file("c.json", &serde_json::json!([{"name": "x"}]));
        let carried = Carried::of(&[plain, broken, other]).unwrap();
        assert!(carried.is_empty() && matches!(carried.tables().unwrap(), Lists::Shipped(_)));
    }

    #[test]
    fn a_list_that_was_changed_or_brought_in_two_versions_is_refused() {
        let mut changed = tiers();
        changed.csv.push_str("KAZ,tier_1,somebody,2001,2001-06-01,imported\n");
        let refused = Carried::of(&[file("a.json", &serde_json::json!([changed]))]).unwrap_err();
        assert_eq!(refused, CarriedError::Changed { file: "a.json".to_owned(), table: "tip_tiers".to_owned() });
        let mut other = changed;
        other.sha256 = sha256(&other.csv);
        let files = [file("a.json", &serde_json::json!([tiers()])), file("b.json", &serde_json::json!([other]))];
        assert!(matches!(Carried::of(&files).unwrap_err(), CarriedError::Twice { .. }));
        let strange = serde_json::json!([{"table": "tip_tiers", "sha256": 1, "csv": "x"}]);
        assert!(matches!(Carried::of(&[file("a.json", &strange)]).unwrap_err(), CarriedError::Form { .. }));
    }
}
