//! Delimited text to cells: commas, semicolons, tabs or bars.

use std::sync::Arc;

use csv::{ByteRecord, Reader, ReaderBuilder};

use super::{Kind, Sheet, too_much};
use crate::finding::{Draft, Findings, Rule, Spot};
use crate::limits::Limits;
use crate::table::known_headers;

/// Delimiters, the usual one first: it wins a tie.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Rows that are looked at to find the delimiter.
const SAMPLE_ROWS: usize = 12;

/// Reads the one sheet of a text file.
pub(super) fn read(file: &Arc<str>, text: &str, limits: &Limits, findings: &mut Findings) -> Option<Sheet> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (delimiter, text) = match declared_delimiter(text) {
        Some(declared) => declared,
        None => (likely_delimiter(text), text),
    };
    let mut sheet = Sheet::new(file, None).with_room_for(text.len());
    let mut reader = reader(text, delimiter);
    let mut record = ByteRecord::new();
    let mut number = 0_u32;
    let mut last_cell_has_lines = false;
    loop {
        let start = usize::try_from(reader.position().byte()).unwrap_or(usize::MAX);
        // The bytes come from a text, so that only the end can stop the reader.
        if !reader.read_byte_record(&mut record).unwrap_or(false) {
            break;
        }
        number = number.saturating_add(1 + blank_lines(text.as_bytes(), start));
        last_cell_has_lines = false;
        for cell in &record {
            if cell.len() > limits.cell_bytes {
                let spot = Spot { row: Some(number), ..Spot::file(file) };
                let start = String::from_utf8_lossy(cell.get(..400).unwrap_or_default());
                findings.add(Draft::new(Rule::CellTooLong, spot).value(&start).with("limit", limits.cell_bytes));
                return None;
            }
            last_cell_has_lines = cell.contains(&b'\n');
            sheet.push(std::str::from_utf8(cell).unwrap_or_default(), Kind::Text);
        }
        if let Err(full) = sheet.end_row(number, limits) {
            findings.add(too_much(full, Spot { row: Some(number), ..Spot::file(file) }, limits));
            return None;
        }
    }
    if last_cell_has_lines && !text.trim_end().ends_with('"') {
        findings.add(Draft::new(Rule::UnclosedQuote, Spot { row: Some(number), ..Spot::file(file) }));
    }
    Some(sheet)
}

fn reader(text: &str, delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

/// Empty lines before the record that starts at or after a byte: they count as rows and are not records.
fn blank_lines(bytes: &[u8], start: usize) -> u32 {
    let Some(mut rest) = bytes.get(start..) else {
        return 0;
    };
    if let Some(before) = start.checked_sub(1)
        && bytes.get(before) == Some(&b'\r')
    {
        // The record before ended with the first half of a line end.
        rest = rest.strip_prefix(b"\n").unwrap_or(rest);
    }
    let mut count = 0;
    while let Some(after) =
        rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).or_else(|| rest.strip_prefix(b"\r"))
    {
        count += 1;
        rest = after;
    }
    count
}

/// The first line `sep=;` by which spreadsheets name the delimiter, and what follows it.
fn declared_delimiter(text: &str) -> Option<(u8, &str)> {
    let rest = text.strip_prefix("sep=")?;
    let delimiter = *rest.as_bytes().first()?;
    let after = rest.get(1..)?;
    let after = after.strip_prefix("\r\n").or_else(|| after.strip_prefix('\n'))?;
    DELIMITERS.contains(&delimiter).then_some((delimiter, after))
}

/// The delimiter under which the most headers are known; then the one that gives the most columns to most rows.
fn likely_delimiter(text: &str) -> u8 {
    let mut best = (0, 0, 0);
    let mut likely = DELIMITERS[0];
    for delimiter in DELIMITERS {
        // A delimiter that does not occur is not worth a try.
        if !text.as_bytes().iter().take(1 << 16).any(|byte| *byte == delimiter) {
            continue;
        }
        let mut reader = reader(text, delimiter);
        let mut record = ByteRecord::new();
        let mut headers = 0;
        let mut widths = Vec::new();
        while widths.len() < SAMPLE_ROWS && reader.read_byte_record(&mut record).unwrap_or(false) {
            let cells: Vec<&str> =
                record.iter().take(200).map(|cell| std::str::from_utf8(cell).unwrap_or_default()).collect();
            headers = headers.max(known_headers(&cells));
            widths.push(record.len());
        }
        let width = widths.first().copied().unwrap_or_default();
        let alike = if width > 1 { widths.iter().filter(|other| **other == width).count() } else { 0 };
        let score = (headers, alike, width);
        if score > best {
            best = score;
            likely = delimiter;
        }
    }
    likely
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::read_one;

    fn sheet(text: &str) -> Sheet {
        read(&"a.csv".into(), text, &Limits::default(), &mut Findings::default()).unwrap()
    }

    #[test]
    fn delimiters_are_found_by_the_headers() {
        for delimiter in [",", ";", "\t", "|"] {
            let text = "supplier_id#name#country\ns1#\"A, B; C\"#UZB\n".replace('#', delimiter);
            let sheet = sheet(&text);
            assert_eq!((sheet.width(0), sheet.cell(1, 1).text), (3, "A, B; C"), "{delimiter:?}");
        }
    }

    #[test]
    fn commas_in_addresses_do_not_hide_a_semicolon() {
        let sheet = sheet("Name;Land;Adresse\nWeberei;DE;Weg 1, Hof, Ort, Kreis\n");
        assert_eq!(sheet.cell(1, 2).text, "Weg 1, Hof, Ort, Kreis");
    }

    #[test]
    fn a_declared_delimiter_is_taken() {
        assert_eq!(sheet("sep=;\r\nname;country\r\nx;UZ\r\n").width(0), 2);
    }

    #[test]
    fn rows_are_numbered_as_a_spreadsheet_shows_them() {
        for end in ["\n", "\r\n", "\r"] {
            let text = "name,country##\"two#lines\",UZ#,#last,KG".replace('#', end);
            let sheet = sheet(&text);
            let numbers: Vec<u32> = (0..sheet.len()).map(|row| sheet.number(row)).collect();
            assert_eq!(numbers, [1, 3, 5], "{end:?}");
        }
    }

    #[test]
    fn a_quotation_mark_that_never_closes_is_an_error() {
        let intake = read_one("a.csv", b"supplier_id,name,country\ns1,Mill,UZ\ns2,\"Loom,KG\ns3,Gin,TJ\n");
        let found = intake.findings.iter().find(|finding| finding.rule == Rule::UnclosedQuote).unwrap();
        assert_eq!(found.row, Some(3));
    }
}
