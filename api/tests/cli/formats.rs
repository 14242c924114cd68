//! The same tables as CSV files, one workbook and one JSON text.

use std::path::{Path, PathBuf};

use rust_xlsxwriter::Workbook;
use serde_json::{Map, Value};

use super::support::{Desk, fixture};

/// The tables of a folder: name, header, rows.
fn tables(folder: &Path) -> Vec<(String, Vec<String>, Vec<Vec<String>>)> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    files.retain(|file| file.extension().is_some_and(|ending| ending == "csv"));
    let cells = |record: &csv::StringRecord| record.iter().map(str::to_owned).collect::<Vec<_>>();
    files
        .into_iter()
        .map(|file| {
            let mut reader = csv::Reader::from_path(&file).unwrap();
            let header = cells(reader.headers().unwrap());
            let rows = reader.records().map(|record| cells(&record.unwrap())).collect();
            (file.file_stem().unwrap().to_string_lossy().into_owned(), header, rows)
        })
        .collect()
}

/// A cell as the number that a spreadsheet would make of it, where that loses nothing: no leading zeros, no signs.
fn number(cell: &str) -> Option<f64> {
    cell.parse::<f64>().ok().filter(|number| number.to_string() == cell)
}

/// One workbook with a sheet for each table, numbers as numbers.
pub(crate) fn workbook(folder: &Path) -> Vec<u8> {
    let mut book = Workbook::new();
    for (name, header, rows) in tables(folder) {
        let sheet = book.add_worksheet().set_name(&name).unwrap();
        for (row, cells) in (0..).zip(std::iter::once(&header).chain(&rows)) {
            for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                match number(cell) {
                    Some(number) => sheet.write_number(row, column, number).unwrap(),
                    None => sheet.write_string(row, column, cell).unwrap(),
                };
            }
        }
    }
    book.save_to_buffer().unwrap()
}

/// One JSON text with an array for each table, numbers as numbers.
fn json(folder: &Path) -> Vec<u8> {
    let value = |cell: &String| number(cell).map_or_else(|| Value::from(cell.as_str()), Value::from);
    let row = |header: &[String], cells: &[String]| -> Value {
        let filled = header.iter().zip(cells).filter(|(_, cell)| !cell.is_empty());
        Value::Object(filled.map(|(name, cell)| (name.clone(), value(cell))).collect())
    };
    let all: Map<String, Value> = tables(folder)
        .into_iter()
        .map(|(name, header, rows)| (name, rows.iter().map(|cells| row(&header, cells)).collect()))
        .collect();
    serde_json::to_vec(&all).unwrap()
}

#[test]
fn csv_workbook_and_json_give_the_same_assessment() {
    for name in ["small", "demo"] {
        let folder = fixture(name);
        let desk = Desk::new(&[]);
        desk.put("all.xlsx", &workbook(&folder));
        desk.put("all.json", &json(&folder));
        desk.command("assess --as-of 2026-10-31 --out csv").arg(&folder).assert().success();
        desk.karvon("assess all.xlsx --as-of 2026-10-31 --out xlsx").success();
        desk.karvon("assess all.json --as-of 2026-10-31 --out json").success();
        let of = |out: &str| desk.text(&format!("{out}/assessment.json"));
        assert!(of("csv") == of("xlsx"), "{name}: the workbook gives another assessment");
        assert!(of("csv") == of("json"), "{name}: the JSON text gives another assessment");
        assert!(desk.text("xlsx/provenance.csv").contains(",all.xlsx,answers,"));
    }
}
