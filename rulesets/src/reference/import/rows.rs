//! A table as text, row by row, and what two states of it have different.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::parse::PROVENANCE;
use super::{Diff, ImportError};
use crate::reference::{TableError, Tables};

/// A row with its line in the file.
pub(super) type Numbered = (u64, Vec<String>);

/// A table as text.
pub(super) struct Sheet {
    pub(super) columns: Vec<String>,
    pub(super) as_of: Option<NaiveDate>,
    pub(super) rows: Vec<Numbered>,
}

impl Sheet {
    pub(super) fn of(tables: &Tables, table: &str) -> Result<Self, TableError> {
        let bytes = tables.bytes(table)?;
        let row_error =
            |error: &csv::Error| TableError::Row { table: table.to_owned(), line: 1, reason: error.to_string() };
        let mut reader = csv::Reader::from_reader(bytes.as_ref());
        let columns = reader.headers().map_err(|error| row_error(&error))?.iter().map(str::to_owned).collect();
        let mut rows = Vec::new();
        for (line, record) in (2..).zip(reader.records()) {
            rows.push((line, record.map_err(|error| row_error(&error))?.iter().map(str::to_owned).collect()));
        }
        Ok(Self { columns, as_of: tables.describe_one(table)?.version.as_of, rows })
    }

    fn place(&self, column: &str) -> Option<usize> {
        self.columns.iter().position(|known| known == column)
    }

    fn key(&self, row: &[String], key: &[&str]) -> String {
        let cells = key.iter().filter_map(|column| row.get(self.place(column)?));
        cells.filter(|cell| !cell.is_empty()).cloned().collect::<Vec<_>>().join(", ")
    }

    /// Sheet that say the same twice.
    pub(super) fn repeated(&self, key: &[&str]) -> Vec<ImportError> {
        let mut seen: BTreeMap<String, u64> = BTreeMap::new();
        let mut problems = Vec::new();
        for (line, row) in &self.rows {
            let key = self.key(row, key);
            if let Some(first) = seen.get(&key) {
                let reason = format!("`{key}` stands in line {first} already; keep one of the two");
                problems.push(ImportError::Row { line: *line, reason });
            } else {
                seen.insert(key, *line);
            }
        }
        problems
    }

    pub(super) fn write(&self, edition: &str) -> Result<Vec<u8>, String> {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let place = self.place("edition");
        let fail = |error: csv::Error| error.to_string();
        writer.write_record(&self.columns).map_err(fail)?;
        for (_, row) in &self.rows {
            let mut row = row.clone();
            if let Some(cell) = place.and_then(|at| row.get_mut(at)).filter(|cell| cell.is_empty()) {
                edition.clone_into(cell);
            }
            writer.write_record(&row).map_err(fail)?;
        }
        writer.into_inner().map_err(|error| error.to_string())
    }

    pub(super) fn compared(&self, before: &Self, key: &[&str]) -> Diff {
        let by_key = |rows: &Self| -> BTreeMap<String, Vec<String>> {
            rows.rows.iter().map(|(_, row)| (rows.key(row, key), row.clone())).collect()
        };
        let (old, new) = (by_key(before), by_key(self));
        let mut diff = Diff::default();
        for (name, row) in &new {
            let Some(was) = old.get(name) else {
                diff.added.push(name.clone());
                continue;
            };
            let differs = |(at, column): &(usize, &String)| {
                !PROVENANCE.contains(&column.as_str()) && row.get(*at) != was.get(*at)
            };
            let columns: Vec<String> =
                self.columns.iter().enumerate().filter(differs).map(|(_, column)| column.clone()).collect();
            if columns.is_empty() {
                diff.unchanged += 1;
            } else {
                diff.changed.push((name.clone(), columns));
            }
        }
        diff.removed = old.into_keys().filter(|name| !new.contains_key(name)).collect();
        diff
    }
}
