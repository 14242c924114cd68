//! The template workbook, made from the template CSV files so that the two never differ.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, XlsxError};
use thiserror::Error;

use crate::table::{FieldKind, TableKind};
use crate::value::{date, number};

/// Widest column, in characters.
const WIDEST: usize = 40;

/// Why a template workbook could not be made.
#[derive(Debug, Error)]
pub enum TemplateError {
    /// The CSV text of a table is damaged.
    #[error("template of table `{table}` cannot be read")]
    Table {
        /// Name of the table.
        table: String,
        /// The reason.
        source: csv::Error,
    },
    /// The workbook could not be written.
    #[error("template workbook cannot be written")]
    Workbook(#[from] XlsxError),
}

/// Makes a workbook with one sheet per table: name and CSV text with header and example rows in, XLSX bytes out.
/// Numbers and dates become such cells, everything else text, so that codes keep their leading zeros.
pub fn template_workbook(tables: &[(&str, &str)]) -> Result<Vec<u8>, TemplateError> {
    let mut workbook = Workbook::new();
    // A date of its own, so that the same tables give the same bytes.
    let created = ExcelDateTime::from_ymd(2026, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&created));
    let head = Format::new().set_bold().set_text_wrap();
    let text = Format::new().set_num_format("@");
    let day = Format::new().set_num_format("yyyy-mm-dd");
    for (name, csv) in tables {
        let sheet = workbook.add_worksheet().set_name(*name)?;
        sheet.set_freeze_panes(1, 0)?;
        let table = TableKind::ALL.into_iter().find(|kind| kind.as_str() == *name);
        let mut kinds = Vec::new();
        let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(csv.as_bytes());
        for (row, record) in (0_u32..).zip(reader.records()) {
            let record = record.map_err(|source| TemplateError::Table { table: (*name).to_owned(), source })?;
            for (column, cell) in (0_u16..).zip(&record) {
                if row == 0 {
                    let field = table.and_then(|table| table.fields().iter().find(|field| field.name == cell));
                    let kind = field.map_or(FieldKind::Text, |field| field.kind);
                    kinds.push(kind);
                    sheet.write_with_format(row, column, cell, &head)?;
                    let width = cell.chars().count().clamp(10, WIDEST);
                    sheet.set_column_width(column, u32::try_from(width).unwrap_or(10))?;
                    if kind == FieldKind::Text {
                        sheet.set_column_format(column, &text)?;
                    }
                    continue;
                }
                if cell.is_empty() {
                    continue;
                }
                let kind = kinds.get(usize::from(column)).copied().unwrap_or(FieldKind::Text);
                match kind {
                    FieldKind::Number | FieldKind::Share => match number::read(cell).and_then(|read| read.value()) {
                        Some(value) => sheet.write_number(row, column, value)?,
                        None => sheet.write_with_format(row, column, cell, &text)?,
                    },
                    FieldKind::Date => match date::read(cell) {
                        Some(date::DateRead::Clear(date)) => {
                            let date = ExcelDateTime::parse_from_str(&date.to_string())?;
                            sheet.write_with_format(row, column, &date, &day)?
                        }
                        _ => sheet.write_with_format(row, column, cell, &text)?,
                    },
                    FieldKind::Text => sheet.write_with_format(row, column, cell, &text)?,
                };
            }
        }
    }
    Ok(workbook.save_to_buffer()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::{read_one, read_tables};

    const TEMPLATES: [(&str, &str); 7] = [
        ("suppliers", include_str!("../../../fixtures/templates/suppliers.csv")),
        ("links", include_str!("../../../fixtures/templates/links.csv")),
        ("recruitment", include_str!("../../../fixtures/templates/recruitment.csv")),
        ("answers", include_str!("../../../fixtures/templates/answers.csv")),
        ("watchlist", include_str!("../../../fixtures/templates/watchlist.csv")),
        ("merges", include_str!("../../../fixtures/templates/merges.csv")),
        ("rates", include_str!("../../../fixtures/templates/rates.csv")),
    ];

    #[test]
    fn the_templates_have_every_field_under_its_own_name() {
        for (table, (name, text)) in TableKind::ALL.into_iter().zip(TEMPLATES) {
            assert_eq!(table.as_str(), name);
            let head: Vec<&str> = text.lines().next().unwrap().split(',').collect();
            let fields: Vec<&str> = table.fields().iter().map(|field| field.name).collect();
            assert_eq!(head, fields, "{name}");
        }
    }

    #[test]
    fn the_workbook_reads_as_the_csv_files_do() {
        let bytes = template_workbook(&TEMPLATES).unwrap();
        let files: Vec<(String, &str)> = TEMPLATES.iter().map(|(name, text)| (format!("{name}.csv"), *text)).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), *text)).collect();
        let csv = read_tables(&files);
        assert_eq!(read_one("templates.xlsx", &bytes).inputs, csv.inputs);
        assert!(!csv.inputs.parties.is_empty());
    }

    #[test]
    fn the_same_tables_give_the_same_bytes() {
        assert_eq!(template_workbook(&TEMPLATES).unwrap(), template_workbook(&TEMPLATES).unwrap());
    }

    #[test]
    fn a_damaged_table_is_named() {
        // A CSV text cannot be damaged, but a sheet name can.
        assert!(matches!(template_workbook(&[("a/b", "x\n")]), Err(TemplateError::Workbook(_))));
    }
}
