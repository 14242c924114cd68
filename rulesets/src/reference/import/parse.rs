//! The cells of a file in the columns of a table, each checked, with its line.

use chrono::NaiveDate;

use super::rows::Numbered;
use super::{ImportError, Statement};
use crate::reference::Tables;

/// Columns that say where a row comes from rather than what it says.
pub(super) const PROVENANCE: [&str; 4] = ["source", "edition", "as_of", "verification"];
/// Columns that may be empty or missing; all others of a table must be there.
const MAY: [&str; 16] = [
    "aliases",
    "alpha3",
    "parent",
    "sublists",
    "concerns",
    "action",
    "listed_on",
    "ordered_on",
    "child_labour",
    "forced_labour",
    "forced_child_labour",
    "input_alpha3",
    "change_2024",
    "ratified",
    "total_after",
    "added_on",
];
/// Other headers for a column.
const SYNONYMS: [(&str, &str); 12] = [
    ("alpha3", "country"),
    ("alpha3", "iso3"),
    ("alpha3", "country_iso3"),
    ("listed_on", "ordered_on"),
    ("listed_on", "effective_date"),
    ("ordered_on", "listed_on"),
    ("ordered_on", "effective_date"),
    ("source", "source_url"),
    ("child_labour", "child_labor"),
    ("forced_labour", "forced_labor"),
    ("forced_child_labour", "forced_child_labor"),
    ("name", "entity"),
];

/// The rows of a file in the columns of the table, and the columns that it has beside those.
pub(super) fn parse(
    bytes: &[u8],
    columns: &[String],
    tables: &Tables,
    said: &Statement<'_>,
) -> Result<(Vec<Numbered>, Vec<String>), Vec<ImportError>> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first_line = bytes.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let first_line = String::from_utf8_lossy(first_line);
    let delimiter = if first_line.matches(';').count() > first_line.matches(',').count() { b';' } else { b',' };
    let mut reader = csv::ReaderBuilder::new().delimiter(delimiter).from_reader(bytes);
    let unreadable = |error: &csv::Error| {
        let line = error.position().map_or(1, csv::Position::line);
        ImportError::Row { line, reason: format!("the file cannot be read as CSV: {error}") }
    };
    let headers: Vec<String> = match reader.headers() {
        Ok(headers) => headers.iter().map(|header| header.trim().to_lowercase().replace([' ', '-'], "_")).collect(),
        Err(error) => return Err(vec![unreadable(&error)]),
    };
    let place = |column: &String| {
        let names = std::iter::once(column.as_str())
            .chain(SYNONYMS.iter().filter(|(known, _)| known == column).map(|(_, other)| *other));
        names.into_iter().find_map(|name| headers.iter().position(|header| header == name))
    };
    let places: Vec<Option<usize>> = columns.iter().map(place).collect();
    let mut problems: Vec<ImportError> = Vec::new();
    for (column, place) in columns.iter().zip(&places) {
        let may = MAY.contains(&column.as_str()) || PROVENANCE.contains(&column.as_str());
        if place.is_none() && !may {
            problems.push(ImportError::Column { column: column.clone(), columns: columns.join(", ") });
        }
    }
    let ignored = headers.iter().enumerate().filter(|(at, header)| !header.is_empty() && !places.contains(&Some(*at)));
    let ignored: Vec<String> = ignored.map(|(_, header)| header.clone()).collect();
    let mut rows = Vec::new();
    let mut record = csv::StringRecord::new();
    loop {
        let line = reader.position().line();
        match reader.read_record(&mut record) {
            Ok(false) => break,
            Err(error) => problems.push(unreadable(&error)),
            Ok(true) => {
                let cells = places.iter().map(|place| place.and_then(|at| record.get(at)).unwrap_or_default().trim());
                let mut row: Vec<String> = cells.map(str::to_owned).collect();
                if row.iter().all(String::is_empty) {
                    continue;
                }
                for (column, cell) in columns.iter().zip(&mut row) {
                    if let Err(reason) = check(column, cell, tables, said.today) {
                        problems.push(ImportError::Row { line, reason });
                    }
                }
                rows.push((line, row));
            }
        }
    }
    if rows.is_empty() && problems.is_empty() {
        problems.push(ImportError::Empty);
    }
    if problems.is_empty() { Ok((rows, ignored)) } else { Err(problems) }
}

/// Checks a cell and brings it to the form that the table has.
fn check(column: &str, cell: &mut String, tables: &Tables, today: NaiveDate) -> Result<(), String> {
    if cell.is_empty() {
        let may = MAY.contains(&column) || PROVENANCE.contains(&column);
        return if may { Ok(()) } else { Err(format!("column `{column}` is empty and must not be")) };
    }
    if column == "alpha3" || column == "input_alpha3" {
        let countries = tables.countries().map_err(|error| error.to_string())?;
        let same = |one: &str| one.to_lowercase() == cell.to_lowercase();
        let known = countries.rows.iter().find(|row| same(&row.alpha3) || same(&row.alpha2) || same(&row.name));
        let Some(known) = known else {
            return Err(format!("`{cell}` is no country; write its ISO 3166-1 alpha-3 code"));
        };
        cell.clone_from(&known.alpha3);
    }
    if column.ends_with("_on") || column == "as_of" {
        let day: NaiveDate = cell.parse().map_err(|_| format!("`{cell}` is no date; write it like 2026-09-29"))?;
        if day > today && column == "as_of" {
            return Err(format!("`{cell}` has not come yet; a list speaks of a past day"));
        }
    }
    Ok(())
}

/// The newest day that the rows speak of, or the day that was named.
pub(super) fn day(rows: &[Numbered], columns: &[String], said: &Statement<'_>) -> Option<NaiveDate> {
    let at = columns.iter().position(|column| column == "as_of");
    let stated = rows.iter().filter_map(|(_, row)| row.get(at?)?.parse::<NaiveDate>().ok()).max();
    said.as_of.or(stated)
}

/// A row with what the file leaves out about where it comes from.
pub(super) fn filled(
    (line, mut row): Numbered,
    columns: &[String],
    as_of: NaiveDate,
    said: &Statement<'_>,
) -> Numbered {
    for (column, cell) in columns.iter().zip(&mut row) {
        match column.as_str() {
            // The day that was named is that of the whole.
            "as_of" if said.as_of.is_some() => *cell = as_of.to_string(),
            "edition" if said.edition.is_some() => said.edition.unwrap_or_default().clone_into(cell),
            "source" if cell.is_empty() => said.file.clone_into(cell),
            "verification" if cell.is_empty() => "imported".clone_into(cell),
            "concerns" if cell.is_empty() => "party".clone_into(cell),
            _ => {}
        }
    }
    (line, row)
}
