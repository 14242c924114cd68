//! Writes the template workbook from the template tables:
//! `cargo run --release -p karvon-intake --example templates fixtures/templates`.

use std::path::PathBuf;

use karvon_intake::template_workbook;

/// The tables in the order of the sheets.
const TABLES: [&str; 7] = ["suppliers", "links", "recruitment", "answers", "watchlist", "merges", "rates"];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).ok_or("name the folder of the template tables")?);
    let mut tables = Vec::new();
    for table in TABLES {
        tables.push((table, std::fs::read_to_string(folder.join(table).with_extension("csv"))?));
    }
    let tables: Vec<(&str, &str)> = tables.iter().map(|(table, text)| (*table, text.as_str())).collect();
    std::fs::write(folder.join("karvon.xlsx"), template_workbook(&tables)?)?;
    Ok(())
}
