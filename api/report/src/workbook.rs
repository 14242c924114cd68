//! Tables as a workbook, a sheet each, for exports.
//!
//! Texts are written as texts, so that nothing in them is computed when the file is opened.

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
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

/// A table that becomes a sheet.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Its name, at most 31 letters.
    pub name: String,
    /// Titles of its columns.
    pub head: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<Cell>>,
}

/// A workbook with one sheet: a header in bold that stays in sight, then the rows.
///
/// # Errors
/// More rows than a sheet holds, or a name that the format does not allow.
pub fn workbook(sheet: &str, head: &[&str], rows: impl Iterator<Item = Vec<Cell>>) -> Result<Vec<u8>, WorkbookError> {
    let mut workbook = Workbook::new();
    add(&mut workbook, sheet, head, rows)?;
    Ok(workbook.save_to_buffer()?)
}

/// A workbook with a sheet for each table. The same tables and day give the same bytes.
///
/// # Errors
/// More rows than a sheet holds, or a name that the format does not allow.
pub fn workbook_of(sheets: Vec<Sheet>, day: NaiveDate) -> Result<Vec<u8>, WorkbookError> {
    let mut workbook = Workbook::new();
    let (year, month, day) = (day.year(), day.month(), day.day());
    let created = ExcelDateTime::from_ymd(
        u16::try_from(year).unwrap_or_default(),
        u8::try_from(month).unwrap_or_default(),
        u8::try_from(day).unwrap_or_default(),
    )?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    for sheet in sheets {
        let head: Vec<&str> = sheet.head.iter().map(String::as_str).collect();
        add(&mut workbook, &sheet.name, &head, sheet.rows.into_iter())?;
    }
    Ok(workbook.save_to_buffer()?)
}

fn add(
    workbook: &mut Workbook,
    sheet: &str,
    head: &[&str],
    rows: impl Iterator<Item = Vec<Cell>>,
) -> Result<(), WorkbookError> {
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
    Ok(())
}

#[cfg(test)]
mod tests {
    use calamine::{Data, Reader as _, Xlsx};

    use super::*;

    #[test]
    fn a_table_becomes_a_workbook_in_which_a_text_is_never_a_formula() {
        let rows = vec![vec![Cell::Text("=1+1".to_owned()), Cell::Number(5.0)], vec![Cell::Empty, Cell::Bool(true)]];
        let bytes = workbook("parties", &["name", "workers"], rows.into_iter()).unwrap();
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let page = book.worksheet_range("parties").unwrap();
        assert_eq!(page.get_size(), (3, 2));
        assert_eq!(page.get_value((1, 0)), Some(&Data::String("=1+1".to_owned())));
        assert_eq!(page.get_value((1, 1)).map(ToString::to_string), Some("5".to_owned()));
        assert_eq!(page.get_value((2, 1)), Some(&Data::Bool(true)));
        assert!(book.worksheet_formula("parties").unwrap().is_empty());
    }

    #[test]
    fn the_same_tables_and_day_give_the_same_workbook() {
        let sheets = || {
            let sheet = |name: &str| Sheet {
                name: name.to_owned(),
                head: vec!["name".to_owned()],
                rows: vec![vec![Cell::Text("Mill".to_owned())]],
            };
            vec![sheet("parties"), sheet("links")]
        };
        let day = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();
        let bytes = workbook_of(sheets(), day).unwrap();
        assert_eq!(bytes, workbook_of(sheets(), day).unwrap());
        assert_ne!(bytes, workbook_of(sheets(), day.succ_opt().unwrap()).unwrap());
    }

    #[test]
    fn more_rows_than_a_sheet_holds_are_refused() {
        let rows = std::iter::repeat_with(|| vec![Cell::Empty]).take(MOST + 1);
        assert!(
            matches!(workbook("parties", &["name"], rows), Err(WorkbookError::TooManyRows { rows }) if rows == MOST + 1)
        );
    }
}
