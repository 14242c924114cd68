//! Workbooks (XLSX) to cells.
//!
//! Every sheet is read cell by cell, so that a cell far down costs nothing. Of a formula its last computed value is
//! taken. Before anything is unpacked for use, the archive is unpacked once to be measured: sizes written in an archive
//! can lie.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;

use calamine::{DataRef, Dimensions, Reader, Xlsx, XlsxFormulaMetadata};
use chrono::NaiveDate;
use zip::ZipArchive;

use super::{Kind, Sheet, megabytes, too_much};
use crate::finding::{Draft, Findings, Rule, Spot};
use crate::limits::Limits;
use crate::table::known_headers;

/// Highest number of a shared formula that is believed: the reader keeps a table of that length.
const SHARED_FORMULAS: u64 = 100_000;

/// Rows among which a header is looked for.
const HEADER_WITHIN: usize = 30;

/// What was learned from unpacking the archive.
enum Measured {
    Fits(Holds),
    TooLarge,
    NoWorkbook,
    Broken,
}

/// What the sheets of a workbook hold beside plain cells, so that it is only looked for where there is any.
#[derive(Clone, Copy, Debug, Default)]
struct Holds {
    formulas: bool,
    links: bool,
    merged: bool,
}

/// Reads every sheet of a workbook.
pub(super) fn read(file: &Arc<str>, bytes: &[u8], limits: &Limits, findings: &mut Findings) -> Vec<Sheet> {
    let spot = || Spot::file(file);
    let holds = match measure(bytes, limits.unpacked_bytes) {
        Measured::Fits(holds) => holds,
        Measured::TooLarge => {
            findings.add(Draft::new(Rule::FileTooLarge, spot()).with("limit", megabytes(limits.unpacked_bytes)));
            return Vec::new();
        }
        Measured::NoWorkbook => {
            findings.add(Draft::new(Rule::WrongFormat, spot()).with("format", "ZIP"));
            return Vec::new();
        }
        Measured::Broken => {
            findings.add(Draft::new(Rule::BrokenWorkbook, spot()));
            return Vec::new();
        }
    };
    // A damaged workbook may trip the reader in places that it does not guard itself; that is the file's fault and must
    // stay an error of the file.
    let read = catch_unwind(AssertUnwindSafe(|| {
        let mut own = Findings::default();
        read_sheets(file, bytes, limits, holds, &mut own).map(|sheets| (sheets, own))
    }));
    let Ok(Some((sheets, own))) = read else {
        findings.add(Draft::new(Rule::BrokenWorkbook, spot()));
        return Vec::new();
    };
    findings.append(own);
    sheets
}

/// Unpacks the archive without keeping it.
fn measure(bytes: &[u8], limit: u64) -> Measured {
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else {
        return Measured::Broken;
    };
    if !archive.file_names().flatten().any(|name| name.to_ascii_lowercase().ends_with("workbook.xml")) {
        return Measured::NoWorkbook;
    }
    let (mut unpacked, mut holds) = (0_u64, Holds::default());
    let mut buffer = vec![0_u8; 1 << 16];
    for index in 0..archive.len() {
        let Ok(mut entry) = archive.by_index(index) else {
            return Measured::Broken;
        };
        // Whatever is not a sheet is only measured.
        let is_sheet = entry.name().is_ok_and(|name| name.to_ascii_lowercase().contains("worksheets/"));
        // What a search word may have lost at the end of the chunk before.
        let mut tail: Vec<u8> = Vec::new();
        loop {
            let Ok(count) = entry.read(&mut buffer) else {
                return Measured::Broken;
            };
            if count == 0 {
                break;
            }
            unpacked += count as u64;
            if unpacked > limit {
                return Measured::TooLarge;
            }
            if is_sheet {
                tail.extend_from_slice(buffer.get(..count).unwrap_or_default());
                for tag in tail.split(|byte| *byte == b'<').skip(1) {
                    holds.links |= tag.starts_with(b"hyperlink ");
                    holds.merged |= tag.starts_with(b"mergeCell ");
                    let formula = tag.starts_with(b"f>") || tag.starts_with(b"f ");
                    holds.formulas |= formula;
                    if formula && has_large_index(tag) {
                        return Measured::Broken;
                    }
                }
                let done = tail.len().saturating_sub(256);
                tail.drain(..done);
            }
        }
    }
    Measured::Fits(holds)
}

/// Whether a shared formula has a number that no honest workbook reaches.
fn has_large_index(tag: &[u8]) -> bool {
    tag.windows(5).enumerate().filter(|(_, window)| window == b" si=\"").any(|(at, _)| {
        let digits = tag.iter().skip(at + 5).take_while(|byte| byte.is_ascii_digit()).take(20);
        digits.fold(0_u64, |n, digit| n.saturating_mul(10).saturating_add(u64::from(digit - b'0'))) > SHARED_FORMULAS
    })
}

/// One cell with what has to be said about it.
struct Taken {
    row: u32,
    column: u32,
    text: String,
    kind: Kind,
    formula: bool,
}

fn read_sheets(
    file: &Arc<str>,
    bytes: &[u8],
    limits: &Limits,
    holds: Holds,
    findings: &mut Findings,
) -> Option<Vec<Sheet>> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).ok()?;
    let mut sheets = Vec::new();
    for name in workbook.sheet_names() {
        let links = if holds.links { workbook.hyperlinks_by_sheet_name(&name).unwrap_or_default() } else { Vec::new() };
        let title: Arc<str> = name.as_str().into();
        let spot = Spot { sheet: Some(Arc::clone(&title)), ..Spot::file(file) };
        let merged =
            if holds.merged { workbook.merge_cells_by_sheet_name(&name).unwrap_or_default() } else { Vec::new() };
        let Ok((mut cells, problems)) = read_cells(&mut workbook, &name, holds.formulas) else {
            if workbook.worksheet_cells_reader(&name).is_ok() {
                return None;
            }
            // A sheet of another kind, e.g. of charts, has no cells.
            continue;
        };
        let filled = fill_down(&mut cells, &merged, limits);
        match lay_out(file, &title, cells, limits, findings) {
            Ok(sheet) => {
                for (row, column) in filled {
                    findings.add_once(Draft::new(Rule::MergedCell, place(&spot, &sheet, row, column)));
                }
                for (draft, row, column) in problems {
                    findings.add(draft.at(place(&spot, &sheet, row, column)));
                }
                for link in links {
                    let (row, column) = link.range.start;
                    findings.add_once(Draft::new(Rule::HyperlinkText, place(&spot, &sheet, row, column)));
                }
                sheets.push(sheet);
            }
            Err(draft) => findings.add(*draft),
        }
    }
    Some(sheets)
}

/// A cell's place, under the header as far as the first row shows it.
fn place(spot: &Spot, sheet: &Sheet, row: u32, column: u32) -> Spot {
    let column = column as usize;
    let header = Arc::from(sheet.cell(0, column).text);
    Spot { row: Some(row.saturating_add(1)), column: Some((column, header)), ..spot.clone() }
}

/// What is wrong with a cell, and its row and column.
type Problem = (Draft, u32, u32);

fn read_cells(
    workbook: &mut Xlsx<Cursor<&[u8]>>,
    name: &str,
    has_formulas: bool,
) -> Result<(Vec<Taken>, Vec<Problem>), calamine::XlsxError> {
    let mut reader = workbook.worksheet_cells_reader(name)?;
    let mut cells = Vec::new();
    let mut problems = Vec::new();
    loop {
        let (position, value, formula) = if has_formulas {
            let Some(cell) = reader.next_cell_with_formula_metadata()? else {
                break;
            };
            (cell.pos, cell.value, cell.formula.is_some_and(|formula| is_formula(&formula)))
        } else {
            let Some(cell) = reader.next_cell()? else {
                break;
            };
            (cell.get_position(), cell.get_value().clone(), false)
        };
        let (row, column) = position;
        let (text, kind) = match value {
            DataRef::Empty if formula => {
                problems.push((Draft::new(Rule::FormulaWithoutValue, Spot::default()), row, column));
                continue;
            }
            DataRef::Empty => continue,
            DataRef::Int(number) => (number.to_string(), Kind::Number),
            DataRef::Float(number) => (number.to_string(), Kind::Number),
            DataRef::String(text) | DataRef::DurationIso(text) => (text, Kind::Text),
            DataRef::SharedString(text) => (text.to_owned(), Kind::Text),
            DataRef::Bool(yes) => ((if yes { "yes" } else { "no" }).to_owned(), Kind::Bool),
            DataRef::DateTime(moment) if moment.is_datetime() && moment.as_f64() >= 1.0 => {
                let (year, month, day, ..) = moment.to_ymd_hms_milli();
                match NaiveDate::from_ymd_opt(i32::from(year), u32::from(month), u32::from(day)) {
                    Some(date) => (date.to_string(), Kind::Date),
                    None => (moment.as_f64().to_string(), Kind::Number),
                }
            }
            DataRef::DateTime(moment) => (moment.as_f64().to_string(), Kind::Number),
            DataRef::DateTimeIso(text) => (text.get(..10).unwrap_or(&text).to_owned(), Kind::Date),
            DataRef::Error(error) => {
                let draft = Draft::new(Rule::ErrorValue, Spot::default()).value(&error.to_string());
                problems.push((draft, row, column));
                continue;
            }
        };
        cells.push(Taken { row, column, text, kind, formula });
    }
    Ok((cells, problems))
}

/// Gives every row of merged cells the value that stands in the first, in the first column of the region: a supplier merged
/// over three rows is meant in all three. Only rows that hold something else are filled, and headers and titles above a table
/// are not handed down. Gives the places filled.
fn fill_down(cells: &mut Vec<Taken>, merged: &[Dimensions], limits: &Limits) -> Vec<(u32, u32)> {
    let mut filled = Vec::new();
    if merged.is_empty() {
        return filled;
    }
    let at: BTreeMap<(u32, u32), usize> =
        cells.iter().enumerate().rev().map(|(index, cell)| ((cell.row, cell.column), index)).collect();
    let rows: BTreeSet<u32> = cells.iter().map(|cell| cell.row).collect();
    let header = header_row(cells);
    let mut added = Vec::new();
    for region in merged.iter().filter(|region| header < Some(region.start.0) && region.start.0 < region.end.0) {
        let Some(first) = at.get(&region.start).and_then(|index| cells.get(*index)) else { continue };
        for &row in rows.range(first.row.saturating_add(1)..=region.end.0) {
            if cells.len() + added.len() >= limits.cells {
                break;
            }
            if !at.contains_key(&(row, first.column)) {
                added.push(Taken {
                    row,
                    column: first.column,
                    text: first.text.clone(),
                    kind: first.kind,
                    formula: false,
                });
                filled.push((row, first.column));
            }
        }
    }
    cells.append(&mut added);
    filled
}

/// The row with most headers that a table knows, among the first.
fn header_row(cells: &[Taken]) -> Option<u32> {
    let mut found: Option<(usize, u32)> = None;
    for row in cells.chunk_by(|a, b| a.row == b.row).take(HEADER_WITHIN) {
        let texts: Vec<&str> = row.iter().map(|cell| cell.text.as_str()).collect();
        let known = known_headers(&texts);
        if let Some(first) = row.first().filter(|_| known > found.map_or(0, |(most, _)| most)) {
            found = Some((known, first.row));
        }
    }
    found.map(|(_, row)| row)
}

fn is_formula(formula: &XlsxFormulaMetadata) -> bool {
    !matches!(formula, XlsxFormulaMetadata::Normal { formula } if formula.is_empty())
}

/// Puts cells into rows and columns.
fn lay_out(
    file: &Arc<str>,
    title: &Arc<str>,
    mut cells: Vec<Taken>,
    limits: &Limits,
    findings: &mut Findings,
) -> Result<Sheet, Box<Draft>> {
    let spot = |row: u32| Spot { sheet: Some(Arc::clone(title)), row: Some(row.saturating_add(1)), ..Spot::file(file) };
    if !cells.is_sorted_by_key(|cell| (cell.row, cell.column)) {
        cells.sort_by_key(|cell| (cell.row, cell.column));
    }
    let mut sheet = Sheet::new(file, Some(Arc::clone(title)));
    let mut formulas = Vec::new();
    for row in cells.chunk_by(|a, b| a.row == b.row) {
        let number = row.first().map_or(0, |cell| cell.row);
        let full = |full| Box::new(too_much(full, spot(number), limits));
        let mut width = 0;
        for cell in row {
            let column = cell.column as usize;
            if column < width {
                // The same cell twice in the file: the first stands.
                continue;
            }
            if cell.text.len() > limits.cell_bytes {
                let draft = Draft::new(Rule::CellTooLong, spot(number)).value(&cell.text);
                return Err(Box::new(draft.with("limit", limits.cell_bytes)));
            }
            sheet.pad(column, limits).map_err(full)?;
            sheet.push(&cell.text, cell.kind);
            width = column + 1;
            if cell.formula {
                formulas.push((cell.row, column));
            }
        }
        sheet.end_row(number.saturating_add(1), limits).map_err(full)?;
    }
    for (row, column) in formulas {
        let header = Arc::from(sheet.cell(0, column).text);
        let spot = Spot { column: Some((column, header)), ..spot(row) };
        findings.add_once(Draft::new(Rule::FormulaValue, spot));
    }
    Ok(sheet)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Url, Workbook};
    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;
    use crate::test_support::{read_one, read_with, rules};

    fn supplier_sheet(workbook: &mut Workbook) -> &mut rust_xlsxwriter::Worksheet {
        let sheet = workbook.add_worksheet().set_name("suppliers").unwrap();
        sheet.write_row(0, 0, ["supplier_id", "name", "country", "workers", "migrant_share"]).unwrap();
        sheet.write_row(1, 0, ["s1", "Mill", "UZB"]).unwrap();
        sheet
    }

    #[test]
    fn numbers_dates_and_booleans_come_as_their_values() {
        let mut workbook = Workbook::new();
        let sheet = supplier_sheet(&mut workbook);
        sheet.write(1, 3, 1200).unwrap();
        sheet.write(1, 4, 0.333).unwrap();
        let links = workbook.add_worksheet().set_name("links").unwrap();
        links.write_row(0, 0, ["supplier_id", "buyer_id", "valid_from"]).unwrap();
        links.write_row(1, 0, ["s1", "s2"]).unwrap();
        let day = ExcelDateTime::from_ymd(2025, 4, 3).unwrap();
        links.write_with_format(1, 2, &day, &Format::new().set_num_format("dd.mm.yyyy")).unwrap();
        let intake = read_one("a.xlsx", &workbook.save_to_buffer().unwrap());
        let party = &intake.inputs.parties[0];
        assert_eq!((party.workers, party.migrant_share), (Some(1200), Some(0.333)));
        let dates: Vec<&str> = intake.findings.iter().map(|finding| finding.rule.as_str()).collect();
        assert!(!dates.iter().any(|rule| rule.starts_with("date")), "{dates:?}");
    }

    #[test]
    fn of_a_formula_the_last_value_is_read_and_said() {
        let mut workbook = Workbook::new();
        let sheet = supplier_sheet(&mut workbook);
        sheet.write_formula(1, 3, Formula::new("=600*2").set_result("1200")).unwrap();
        let intake = read_one("a.xlsx", &workbook.save_to_buffer().unwrap());
        assert_eq!(intake.inputs.parties[0].workers, Some(1200));
        let notice = intake.findings.iter().find(|finding| finding.rule == Rule::FormulaValue).unwrap();
        assert_eq!((notice.row, notice.column.as_deref()), (Some(2), Some("workers")));
    }

    /// The workbook with one text of its sheets replaced by another.
    fn edited(bytes: &[u8], from: &str, to: &str) -> Vec<u8> {
        let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for index in 0..archive.len() {
            let mut entry = archive.by_index(index).unwrap();
            let mut text = String::new();
            entry.read_to_string(&mut text).unwrap();
            writer.start_file(entry.name().unwrap(), SimpleFileOptions::default()).unwrap();
            writer.write_all(text.replace(from, to).as_bytes()).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    /// A supplier whose number of workers is a formula, stored as this cell.
    fn with_formula_stored_as(cell: &str) -> crate::Intake {
        let mut workbook = Workbook::new();
        let sheet = supplier_sheet(&mut workbook);
        sheet.write_formula(1, 3, Formula::new("=600*2").set_result("1200")).unwrap();
        let bytes = workbook.save_to_buffer().unwrap();
        let stored = edited(&bytes, "<c r=\"D2\"><f>600*2</f><v>1200</v></c>", cell);
        assert_ne!(stored, edited(&bytes, "", ""));
        read_one("a.xlsx", &stored)
    }

    #[test]
    fn an_error_value_is_reported_and_stays_unknown() {
        let intake = with_formula_stored_as("<c r=\"D2\" t=\"e\"><f>1/0</f><v>#DIV/0!</v></c>");
        assert_eq!((rules(&intake), intake.inputs.parties[0].workers), (vec!["error-value"], None));
    }

    #[test]
    fn a_formula_that_was_never_computed_counts_as_empty() {
        let intake = with_formula_stored_as("<c r=\"D2\"><f>600*2</f><v></v></c>");
        assert_eq!((rules(&intake), intake.inputs.parties[0].workers), (vec!["formula-without-value"], None));
    }

    #[test]
    fn a_hyperlink_gives_its_text() {
        let mut workbook = Workbook::new();
        let sheet = supplier_sheet(&mut workbook);
        sheet.write_url(1, 1, Url::new("https://example.org").set_text("Linked Mill")).unwrap();
        let intake = read_one("a.xlsx", &workbook.save_to_buffer().unwrap());
        assert_eq!(intake.inputs.parties[0].name, "Linked Mill");
        assert!(intake.findings.iter().any(|finding| finding.rule == Rule::HyperlinkText));
    }

    #[test]
    fn merged_cells_count_in_every_row_that_they_cover_and_that_is_said() {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet().set_name("suppliers").unwrap();
        sheet.write_row(0, 0, ["supplier_id", "name", "country"]).unwrap();
        for row in 1..4 {
            sheet.write_row(row, 0, [format!("s{row}"), format!("Mill {row}")]).unwrap();
        }
        sheet.merge_range(1, 2, 2, 2, "UZB", &Format::new()).unwrap();
        sheet.write(3, 2, "KAZ").unwrap();
        let intake = read_one("a.xlsx", &workbook.save_to_buffer().unwrap());
        let countries: Vec<Option<String>> =
            intake.inputs.parties.iter().map(|party| party.country.map(|country| country.to_string())).collect();
        assert_eq!(countries, ["UZB", "UZB", "KAZ"].map(|code| Some(code.to_owned())));
        let notice = intake.findings.iter().find(|finding| finding.rule == Rule::MergedCell).unwrap();
        assert_eq!((notice.row, notice.column.as_deref()), (Some(3), Some("country")));
    }

    #[test]
    fn a_merged_header_or_title_is_not_handed_down() {
        let mut workbook = Workbook::new();
        let sheet = workbook.add_worksheet().set_name("suppliers").unwrap();
        sheet.write_row(0, 1, ["name", "country"]).unwrap();
        sheet.merge_range(0, 0, 1, 0, "supplier_id", &Format::new()).unwrap();
        sheet.write_row(2, 0, ["s1", "Mill", "UZB"]).unwrap();
        let intake = read_one("a.xlsx", &workbook.save_to_buffer().unwrap());
        let ids: Vec<&str> = intake.inputs.parties.iter().map(|party| party.id.as_str()).collect();
        assert_eq!(ids, ["s1"]);
    }

    #[test]
    fn a_workbook_that_unpacks_to_too_much_is_refused() {
        let mut workbook = Workbook::new();
        let sheet = supplier_sheet(&mut workbook);
        for row in 2..3000 {
            sheet.write_row(row, 0, ["s", "the same name again", "UZB"]).unwrap();
        }
        let bytes = workbook.save_to_buffer().unwrap();
        let limits = Limits { unpacked_bytes: 20_000, ..Limits::default() };
        let intake = read_with("a.xlsx", &bytes, limits);
        let rules: Vec<Rule> = intake.findings.iter().map(|finding| finding.rule).collect();
        assert_eq!(rules, [Rule::FileTooLarge]);
    }

    #[test]
    fn a_cell_at_the_far_corner_does_not_fill_the_memory() {
        let mut workbook = Workbook::new();
        let sheet = supplier_sheet(&mut workbook);
        sheet.write(1_048_575, 16_383, "x").unwrap();
        let intake = read_one("a.xlsx", &workbook.save_to_buffer().unwrap());
        assert_eq!(intake.inputs.parties.len(), 1);
    }

    #[test]
    fn a_shared_formula_with_an_absurd_number_is_a_broken_workbook() {
        assert!(has_large_index(b"<f t=\"shared\" si=\"4000000000\">"));
        assert!(!has_large_index(b"<f t=\"shared\" si=\"17\">"));
    }
}
