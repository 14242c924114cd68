//! Every row of a list as a file.
//!
//! A text that a spreadsheet would take for a formula is written with an apostrophe before it in CSV; in a workbook texts are
//! texts. Nested values stand as JSON in their cell. What is not known is an empty cell.

use karvon_report::workbook::{Cell, WorkbookError, workbook};
use serde_json::Value;

use super::{Item, ListSpec};

/// Beginnings that make a spreadsheet compute.
const FORMULA: [char; 6] = ['=', '+', '-', '@', '\t', '\r'];

/// Rows as CSV with a header, in the order of the list's fields.
///
/// # Errors
/// Writing to memory fails only where memory does.
pub fn csv(spec: &ListSpec, rows: &[Item]) -> Result<Vec<u8>, csv::Error> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(spec.fields.iter().map(|field| field.name))?;
    for row in rows {
        writer.write_record(spec.fields.iter().map(|field| text(row.get(field.name))))?;
    }
    writer.into_inner().map_err(|error| csv::Error::from(std::io::Error::other(error.to_string())))
}

/// Rows as a workbook of one sheet.
///
/// # Errors
/// More rows than a sheet holds.
pub fn xlsx(spec: &ListSpec, sheet: &str, rows: &[Item]) -> Result<Vec<u8>, WorkbookError> {
    let head: Vec<&str> = spec.fields.iter().map(|field| field.name).collect();
    let cells = rows.iter().map(|row| spec.fields.iter().map(|field| cell(row.get(field.name))).collect());
    workbook(sheet, &head, cells)
}

/// Rows as one JSON object a line.
///
/// # Errors
/// A value that JSON cannot hold; the rows came from JSON, so there is none.
pub fn jsonl(rows: &[Item]) -> Result<Vec<u8>, serde_json::Error> {
    let mut bytes = Vec::new();
    for row in rows {
        serde_json::to_writer(&mut bytes, row)?;
        bytes.push(b'\n');
    }
    Ok(bytes)
}

fn text(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => harmless(text),
        Some(Value::Bool(_) | Value::Number(_) | Value::Array(_) | Value::Object(_)) => {
            value.map(Value::to_string).unwrap_or_default()
        }
    }
}

/// A text that no spreadsheet computes; a plain number stays one.
pub fn harmless(text: &str) -> String {
    if text.starts_with(FORMULA) && text.parse::<f64>().is_err() { format!("'{text}") } else { text.to_owned() }
}

fn cell(value: Option<&Value>) -> Cell {
    match value {
        None | Some(Value::Null) => Cell::Empty,
        Some(Value::String(text)) => Cell::Text(text.clone()),
        Some(Value::Bool(yes)) => Cell::Bool(*yes),
        Some(Value::Number(number)) => number.as_f64().map_or(Cell::Empty, Cell::Number),
        Some(Value::Array(_) | Value::Object(_)) => Cell::Text(value.map(Value::to_string).unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::list::{Kind, ListField};

    const SPEC: ListSpec = ListSpec {
        fields: &[ListField::new("name", Kind::Text), ListField::new("workers", Kind::Integer)],
        key: "name",
        order: "name",
        extra: &[],
        offset: false,
    };

    fn rows(name: &str) -> Vec<Item> {
        vec![json!({"name": name, "workers": 5, "hidden": 1}).as_object().unwrap().clone()]
    }

    #[test]
    fn a_formula_is_written_as_text() {
        for name in ["=1+1", "@SUM(A1)", "+1-1", "-1-1", "\t=1"] {
            let bytes = csv(&SPEC, &rows(name)).unwrap();
            let mut reader = csv::Reader::from_reader(bytes.as_slice());
            let record = reader.records().next().unwrap().unwrap();
            assert_eq!(&record[0], format!("'{name}"));
        }
    }

    #[test]
    fn a_negative_number_stays_a_number() {
        assert_eq!(csv(&SPEC, &rows("-5.5")).unwrap(), b"name,workers\n-5.5,5\n");
    }

    #[test]
    fn a_workbook_has_as_many_rows_as_the_list() {
        use calamine::Reader as _;
        let bytes = xlsx(&SPEC, "parties", &rows("=1+1")).unwrap();
        let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(std::io::Cursor::new(bytes)).unwrap();
        let range = book.worksheet_range("parties").unwrap();
        assert_eq!(range.get_size(), (2, 2));
        assert_eq!(range.get_value((1, 0)).unwrap().to_string(), "=1+1");
        assert!(book.worksheet_formula("parties").unwrap().is_empty());
    }

    #[test]
    fn what_a_list_does_not_name_is_not_exported() {
        assert_eq!(csv(&SPEC, &rows("Mill")).unwrap(), b"name,workers\nMill,5\n");
    }
}
