//! A table as a workbook of one sheet, for exports.
//!
//! Texts are written as texts, so that nothing in them is computed when the file is opened.

use rust_xlsxwriter::{Format, Workbook, XlsxError};
use thiserror::Error;

/// Widest column that is set, in characters.
const WIDEST: usize = 40;
/// Rows that a sheet holds, its header aside.
const MOST: usize = 1_048_575;
/// Letters that a cell holds.
const LONGEST: usize = 32_767;

/// A cell.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing is known.
    Empty,
    /// A text, never a formula.
    Text(String),
    /// A finite number.
    Number(f64),
    /// Yes or no.
    Bool(bool),
}

/// A workbook that could not be made.
#[derive(Debug, Error)]
pub enum WorkbookError {
    /// More rows than a sheet holds.
    #[error("{rows} rows do not fit into a sheet of {MOST}; filter the list, or export it as CSV")]
    TooManyRows {
        /// The rows.
        rows: usize,
    },
    /// A sheet name, a header or a size that the format does not allow.
    #[error("the workbook could not be written")]
    Write(#[from] XlsxError),
}

/// A workbook with one sheet: a header in bold that stays in sight, then the rows.
///
/// # Errors
/// More rows than a sheet holds, or a name that the format does not allow.
pub fn workbook(sheet: &str, head: &[&str], rows: impl Iterator<Item = Vec<Cell>>) -> Result<Vec<u8>, WorkbookError> {
    let mut workbook = Workbook::new();
    let bold = Format::new().set_bold();
    let page = workbook.add_worksheet();
    page.set_name(sheet)?;
    page.set_freeze_panes(1, 0)?;
    for (column, name) in (0_u16..).zip(head) {
        page.write_with_format(0, column, *name, &bold)?;
        page.set_column_width(column, u32::try_from(name.len().clamp(10, WIDEST)).unwrap_or(10))?;
    }
    let mut count = 0;
    for cells in rows {
        count += 1;
        if count > MOST {
            continue;
        }
        let row = u32::try_from(count).unwrap_or(u32::MAX);
        for (column, cell) in (0_u16..).zip(cells) {
            match cell {
                Cell::Empty => {}
                Cell::Text(text) => {
                    page.write_string(row, column, text.chars().take(LONGEST).collect::<String>())?;
                }
                Cell::Number(number) => {
                    page.write_number(row, column, number)?;
                }
                Cell::Bool(yes) => {
                    page.write_boolean(row, column, yes)?;
                }
            }
        }
    }
    if count > MOST {
        return Err(WorkbookError::TooManyRows { rows: count });
    }
    Ok(workbook.save_to_buffer()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_becomes_a_workbook() {
        let rows = vec![vec![Cell::Text("=1+1".to_owned()), Cell::Number(5.0)], vec![Cell::Empty, Cell::Bool(true)]];
        let bytes = workbook("parties", &["name", "workers"], rows.into_iter()).unwrap();
        assert!(bytes.starts_with(b"PK"));
    }

    #[test]
    fn more_rows_than_a_sheet_holds_are_refused() {
        let rows = std::iter::repeat_with(|| vec![Cell::Empty]).take(MOST + 1);
        assert!(
            matches!(workbook("parties", &["name"], rows), Err(WorkbookError::TooManyRows { rows }) if rows == MOST + 1)
        );
    }
}
