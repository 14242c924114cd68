//! One CSV file, record by record, as bytes.
//!
//! Rows are counted as a spreadsheet counts them: the header is row 1. Cells are trimmed of blanks around them.

use std::fs::File;
use std::path::Path;

use super::fault::{Faults, Problem, shown};
use super::records::{Record, Records};
use crate::services::progress::{Progress, Stage};

/// How often progress is told, in rows.
const TOLD_EVERY: u64 = 1 << 14;

/// Rows from which the number of all is judged.
const JUDGED_BY: u64 = 1 << 10;

/// A CSV file with its header read.
pub(super) struct Sheet<'a> {
    records: Records,
    progress: &'a dyn Progress,
    /// Bytes of the file, where they are known.
    length: u64,
    row: u64,
    /// The name of each column, as written.
    pub(super) header: Vec<String>,
    /// What the file is called in faults.
    pub(super) file: String,
}

impl<'a> Sheet<'a> {
    /// Opens a file and reads its header; `expected` says in words what it should be.
    pub(super) fn open(
        path: &Path,
        stage: Stage,
        expected: &'static str,
        progress: &'a dyn Progress,
        faults: &mut Faults,
    ) -> Option<Self> {
        let file = path.display().to_string();
        let opened = match File::open(path) {
            Ok(opened) => opened,
            Err(error) => {
                faults.add(&file, None, Problem::Unreadable(error.to_string()));
                return None;
            }
        };
        let length = opened.metadata().ok().map(|metadata| metadata.len());
        progress.begin(stage, length);
        let (records, length) = (Records::new(opened), length.unwrap_or_default());
        let mut sheet = Self { records, progress, length, row: 0, header: Vec::new(), file };
        let Some((_, names)) = sheet.next(faults) else {
            if faults.is_empty() || !faults.kept().iter().any(|fault| fault.file == sheet.file) {
                faults.add(&sheet.file, None, Problem::Empty(expected));
            }
            return None;
        };
        let cells: Vec<Vec<u8>> = (0..names.len()).map(|place| cell(names, place).to_vec()).collect();
        for (place, cell) in cells.iter().enumerate() {
            match std::str::from_utf8(cell) {
                Ok("") => faults.add(&sheet.file, Some(1), Problem::UnnamedColumn(place + 1)),
                Ok(name) if sheet.header.iter().any(|known| known == name) => {
                    faults.add(&sheet.file, Some(1), Problem::RepeatedColumn(shown(cell)));
                }
                Ok(_) => {}
                Err(_) => faults.add(&sheet.file, Some(1), Problem::NotText(shown(cell))),
            }
            sheet.header.push(String::from_utf8_lossy(cell).into_owned());
        }
        Some(sheet)
    }

    /// The place of a column by its name, whose case does not matter.
    pub(super) fn column(&self, name: &'static str, header: &'static str, faults: &mut Faults) -> Option<usize> {
        let place = self.header.iter().position(|column| column.eq_ignore_ascii_case(name));
        if place.is_none() {
            faults.add(&self.file, Some(1), Problem::NoColumn { column: name, header });
        }
        place
    }

    /// How many rows are to come, judging by those that were read; told once, after enough of them.
    pub(super) fn to_come(&self) -> Option<usize> {
        let rest = self.length.saturating_sub(self.records.position());
        let rows = (self.row == JUDGED_BY).then(|| rest.checked_mul(self.row)?.checked_div(self.records.position()));
        usize::try_from(rows??).ok()
    }

    /// The next record with its row; `None` at the end. A file that breaks off is a fault.
    pub(super) fn next(&mut self, faults: &mut Faults) -> Option<(u64, Record<'_>)> {
        if (self.row + 1).is_multiple_of(TOLD_EVERY) {
            self.progress.at(self.records.position());
        }
        match self.records.next() {
            Ok(record) => {
                self.row += u64::from(record.is_some());
                record.map(|record| (self.row, record))
            }
            Err(error) => {
                faults.add(&self.file, None, Problem::Unreadable(error.to_string()));
                None
            }
        }
    }
}

/// The cell of a record, trimmed; empty where the record is too short.
pub(super) fn cell(record: Record<'_>, place: usize) -> &[u8] {
    record.get(place).unwrap_or_default().trim_ascii()
}

/// A cell as a number, if it is one.
pub(super) fn number(cell: &[u8]) -> Option<f64> {
    std::str::from_utf8(cell).ok()?.parse().ok()
}

/// A cell as a probability.
pub(super) fn probability(cell: &[u8], column: &str) -> Result<f64, Problem> {
    let column = || column.to_owned();
    match number(cell) {
        Some(value) if (0.0..=1.0).contains(&value) => Ok(value),
        Some(value) if value.is_nan() => Err(Problem::NoNumber { column: column(), value: shown(cell) }),
        Some(_) => Err(Problem::OutOfRange { column: column(), value: shown(cell) }),
        None => Err(Problem::NoNumber { column: column(), value: shown(cell) }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_numbers_from_0_to_1_are_probabilities() {
        for right in ["0", "1", "0.5", "1e-6", ".25"] {
            assert!(probability(right.as_bytes(), "p").is_ok(), "{right}");
        }
        for wrong in ["", "NaN", "inf", "-0.1", "1.0000001", "0,5", "50%", "x"] {
            assert!(probability(wrong.as_bytes(), "p").is_err(), "{wrong}");
        }
    }
}
