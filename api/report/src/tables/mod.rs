//! The result tables as CSV: one file per table, bytes out.
//!
//! UTF-8, comma, one header row, a row for every entry however many. Numbers keep all their digits and read back as the same value; what
//! is not known is empty. Text from a company's files that a spreadsheet would take for a formula gets an apostrophe in front. Numbers
//! and names of groups of fewer than five workers are left empty.

mod chains;
mod comparison;
mod contradictions;
mod contributions;
mod findings;
mod interviews;
mod matches;
mod parties;
mod plan;
mod provenance;
mod questions;
mod recruitment;
mod register;
mod requirements;
mod summary;
mod what_if;

pub use chains::chains;
pub use comparison::comparison;
pub use contradictions::contradictions;
pub use contributions::contributions;
pub use findings::{FindingRow, findings};
pub use interviews::interviews;
pub use matches::matches;
pub use parties::parties;
pub use plan::plan;
pub use provenance::{ProvenanceRow, provenance};
pub use questions::questions;
pub use recruitment::recruitment;
pub use register::register;
pub use requirements::requirements;
pub use summary::summary;
pub use what_if::what_if;

use rayon::prelude::*;
use thiserror::Error;

/// A table that could not be written.
#[derive(Debug, Error)]
#[error("the table `{table}` could not be written: {reason}")]
pub struct TableError {
    /// The table's name.
    pub table: &'static str,
    /// What went wrong.
    pub reason: String,
}

/// Writes a header and rows.
fn write<R>(table: &'static str, header: &[String], rows: R) -> Result<Vec<u8>, TableError>
where
    R: IntoIterator<Item = Vec<String>>,
{
    let fail = |reason: String| TableError { table, reason };
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header).map_err(|error| fail(error.to_string()))?;
    for row in rows {
        writer.write_record(&row).map_err(|error| fail(error.to_string()))?;
    }
    writer.into_inner().map_err(|error| fail(error.to_string()))
}

/// Entries written by one thread at a time.
const PART: usize = 1024;

/// Bytes of a long list's entry, about: more are made room for when they come.
const ROOM: usize = 160;

/// The same for a long list: its parts are written side by side and put together in their order.
fn write_long<T: Sync>(
    table: &'static str,
    header: &[String],
    entries: &[T],
    row: impl Fn(&T) -> Vec<String> + Sync,
) -> Result<Vec<u8>, TableError> {
    let part = |entries: &[T]| -> Result<Vec<u8>, csv::Error> {
        let mut writer = csv::Writer::from_writer(Vec::with_capacity(ROOM * entries.len()));
        for entry in entries {
            writer.write_record(row(entry))?;
        }
        writer.into_inner().map_err(|error| error.into_error().into())
    };
    let fail = |error: csv::Error| TableError { table, reason: error.to_string() };
    let parts: Vec<Vec<u8>> = entries.par_chunks(PART).map(part).collect::<Result<_, _>>().map_err(fail)?;
    let mut bytes = write(table, header, [])?;
    bytes.reserve(parts.iter().map(Vec::len).sum());
    for part in parts {
        bytes.extend_from_slice(&part);
    }
    Ok(bytes)
}

/// Column names from words.
fn columns(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

/// A number with all its digits.
fn number(value: f64) -> String {
    value.to_string()
}

/// A number with all its digits; empty where there is none.
fn maybe(value: Option<f64>) -> String {
    value.map(number).unwrap_or_default()
}

/// Text from a company's files, safe to open in a spreadsheet.
fn safe(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r']) { format!("'{text}") } else { text.to_owned() }
}

/// Texts joined into one cell.
fn joined(texts: impl IntoIterator<Item = String>) -> String {
    texts.into_iter().collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_in_a_name_is_made_harmless() {
        assert_eq!(safe("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(safe("Mill - East"), "Mill - East");
    }

    #[test]
    fn numbers_read_back_as_the_same_value() {
        for value in [0.1 + 0.2, 1e-7, 1.0 / 3.0] {
            assert_eq!(number(value).parse::<f64>().unwrap().to_bits(), value.to_bits());
        }
    }

    #[test]
    fn a_table_in_parts_reads_like_one_in_a_piece() {
        let numbers: Vec<usize> = (0..3 * PART + 7).collect();
        let row = |number: &usize| vec![number.to_string(), "a, b".to_owned()];
        let header = columns(&["number", "text"]);
        let one = write("test", &header, numbers.iter().map(row)).unwrap();
        assert_eq!(write_long("test", &header, &numbers, row).unwrap(), one);
    }

    #[test]
    fn cells_with_commas_and_quotes_read_back() {
        let bytes = write("test", &columns(&["name"]), [vec!["a, \"b\"\nc".to_owned()]]).unwrap();
        let mut reader = csv::Reader::from_reader(bytes.as_slice());
        assert_eq!(reader.records().next().unwrap().unwrap().get(0), Some("a, \"b\"\nc"));
    }
}
