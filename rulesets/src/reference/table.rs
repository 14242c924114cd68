//! Reading one reference table: a CSV file with `source`, `as_of` and `verification` in every row.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::de::DeserializeOwned;
use thiserror::Error;

use crate::files::{FileError, Files};

/// A reference table that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TableError {
    /// There is no such table.
    #[error("there is no reference table `{0}`")]
    Missing(String),
    /// Its file cannot be read.
    #[error("`reference/{table}.csv` {source}")]
    File {
        /// The table.
        table: String,
        /// Why.
        source: FileError,
    },
    /// A row is not as it should be.
    #[error("`reference/{table}.csv`, line {line}: {reason}")]
    Row {
        /// The table.
        table: String,
        /// Line, from 1.
        line: u64,
        /// What is wrong.
        reason: String,
    },
    /// The table is not described in `reference/tables.csv`.
    #[error("`reference/tables.csv` has no row for `{0}`")]
    Undescribed(String),
}

/// A reference table with what is known about it as a whole.
#[derive(Clone, Debug)]
pub struct Table<R> {
    /// The table as a whole.
    pub version: TableVersion,
    /// Rows, in the order of the file.
    pub rows: Vec<R>,
}

/// Which table, and which state of it: assessments store this, so that a changed list is a visible change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableVersion {
    /// Name of the table, e.g. `tip_tiers`.
    pub table: String,
    /// SHA-256 of its file, 64 hexadecimal digits.
    pub hash: String,
    /// Number of rows.
    pub rows: usize,
    /// Newest day that a row speaks of.
    pub as_of: Option<NaiveDate>,
    /// Sources that its rows name, each once.
    pub sources: Vec<String>,
    /// Words for how well its rows are founded, each once, e.g. `found`, `single_source`, `own_mapping`.
    pub verification: Vec<String>,
}

/// What a column of every table must say.
struct Provenance {
    source: Option<usize>,
    as_of: Option<usize>,
    verification: Option<usize>,
}

/// Reads a table whose rows have (at least) the columns of `R`.
pub(super) fn read<R: DeserializeOwned>(files: &dyn Files, table: &str) -> Result<Table<R>, TableError> {
    let bytes = bytes(files, table)?;
    let mut reader = csv::ReaderBuilder::new().from_reader(bytes.as_ref());
    let row_error =
        |error: &csv::Error, line: u64| TableError::Row { table: table.to_owned(), line, reason: error.to_string() };
    let headers = reader.headers().map_err(|error| row_error(&error, 1))?.clone();
    let column = |name: &str| headers.iter().position(|header| header == name);
    let columns = Provenance { source: column("source"), as_of: column("as_of"), verification: column("verification") };
    let mut rows = Vec::new();
    let mut as_of: Option<NaiveDate> = None;
    let (mut sources, mut verification) = (BTreeSet::new(), BTreeSet::new());
    let mut record = csv::StringRecord::new();
    loop {
        let line = reader.position().line();
        if !reader.read_record(&mut record).map_err(|error| row_error(&error, line))? {
            break;
        }
        rows.push(record.deserialize(Some(&headers)).map_err(|error| row_error(&error, line))?);
        let cell = |column: Option<usize>| column.and_then(|i| record.get(i)).filter(|cell| !cell.is_empty());
        if let Some(day) = cell(columns.as_of) {
            let day = day.parse::<NaiveDate>().map_err(|_| TableError::Row {
                table: table.to_owned(),
                line,
                reason: format!("`{day}` is no date; write it like 2025-09-29"),
            })?;
            as_of = as_of.max(Some(day));
        }
        add(&mut sources, cell(columns.source));
        add(&mut verification, cell(columns.verification));
    }
    let version = TableVersion {
        table: table.to_owned(),
        hash: karvon_engine::hex::sha256(&bytes),
        rows: rows.len(),
        as_of,
        sources: sources.into_iter().collect(),
        verification: verification.into_iter().collect(),
    };
    Ok(Table { version, rows })
}

pub(super) fn bytes(files: &dyn Files, table: &str) -> Result<std::borrow::Cow<'static, [u8]>, TableError> {
    files
        .read(&format!("reference/{table}.csv"))
        .map_err(|source| TableError::File { table: table.to_owned(), source })?
        .ok_or_else(|| TableError::Missing(table.to_owned()))
}

fn add(words: &mut BTreeSet<String>, word: Option<&str>) {
    if let Some(word) = word
        && !words.contains(word)
    {
        words.insert(word.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::files::Memory;

    #[derive(Debug, serde::Deserialize)]
    struct Row {
        code: String,
    }

    fn files(text: &str) -> Memory {
        Memory([("reference/x.csv".to_owned(), text.as_bytes().to_vec())].into())
    }

    #[test]
    fn the_newest_day_and_all_sources_are_those_of_the_rows() {
        let table: Table<Row> = read(
            &files("code,source,as_of,verification\n1,A,2024-01-02,found\n2,B,2023-01-01,secondary\n3,A,2023-05-01,found\n"),
            "x",
        )
        .unwrap();
        assert_eq!(table.rows.iter().map(|row| row.code.as_str()).collect::<Vec<_>>(), ["1", "2", "3"]);
        assert_eq!(table.version.as_of, NaiveDate::from_ymd_opt(2024, 1, 2));
        assert_eq!(table.version.sources, ["A", "B"]);
        assert_eq!(table.version.verification, ["found", "secondary"]);
    }

    #[test]
    fn a_date_that_is_none_is_named_with_its_line() {
        let error = read::<Row>(&files("code,as_of\n1,2024-01-02\n2,May 2024\n"), "x").unwrap_err();
        assert_eq!(error.to_string(), "`reference/x.csv`, line 3: `May 2024` is no date; write it like 2025-09-29");
    }

    #[test]
    fn a_table_that_does_not_exist_is_an_error_and_not_an_empty_list() {
        assert_eq!(read::<Row>(&files(""), "y").unwrap_err(), TableError::Missing("y".to_owned()));
    }
}
