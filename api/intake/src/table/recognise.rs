//! Finds the table of a sheet, its header row and its columns.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::fields::{Field, Need, TableKind};
use super::header::{Meaning, Rank, key, meaning, nearest_field, says_percent};
use crate::finding::{Draft, Findings, Rule, Spot};
use crate::privacy::{Private, private_header, private_values};
use crate::source::Sheet;

/// How far down a header is looked for: titles and empty rows stand above it in many exports.
const HEADER_WITHIN: usize = 10;

/// Which column holds which field.
#[derive(Clone, Debug)]
pub(crate) struct Columns {
    /// By field index: position and header as written.
    places: Vec<Option<(usize, Arc<str>)>>,
    /// By field index: whether numbers are percent.
    percent: Vec<bool>,
    /// The row after the header.
    pub(crate) first_row: usize,
    /// Number of cells of the header row.
    pub(crate) width: usize,
}

impl Columns {
    /// Position of a field's column and its header.
    pub(crate) fn place(&self, field: Field) -> Option<&(usize, Arc<str>)> {
        self.places.get(field.index)?.as_ref()
    }

    /// Whether the header says that numbers are percent.
    pub(crate) fn is_percent(&self, field: Field) -> bool {
        self.percent.get(field.index).copied().unwrap_or_default()
    }
}

/// What a sheet is.
#[derive(Debug)]
pub(crate) struct Recognised {
    pub(crate) table: TableKind,
    pub(crate) columns: Columns,
    /// Whether every column is there without which the rows mean nothing.
    pub(crate) is_usable: bool,
}

/// Headers as written, and the fields that the user says they mean.
pub(crate) type Mapping = BTreeMap<String, String>;

struct Candidate {
    table: TableKind,
    row: usize,
    complete: bool,
    named: bool,
    known: usize,
}

/// Recognises a sheet; `None`, with a finding, if it is no table. A finding says which columns it needs and lacks.
pub(crate) fn recognise(sheet: &Sheet, mapping: &Mapping, findings: &mut Findings) -> Option<Recognised> {
    let spot = Spot { sheet: sheet.name.clone(), ..Spot::file(&sheet.file) };
    if sheet.len() == 0 {
        // A sheet that was never filled is not worth a word; a file without any row is said where it was read.
        return None;
    }
    let Some(Candidate { table, row, .. }) = best(sheet, mapping) else {
        let seen: Vec<String> = sheet.cells(0).take(12).map(|cell| crate::finding::shown(cell.text)).collect();
        let tables = TableKind::ALL.map(TableKind::as_str).join(", ");
        let draft = Draft::new(Rule::UnknownTable, spot);
        findings.add(draft.with("seen", seen.join(", ")).with("tables", tables).with("count", sheet.len()));
        return None;
    };
    if row > 0 {
        let spot = Spot { row: Some(sheet.number(row)), ..spot.clone() };
        findings.add(Draft::new(Rule::HeaderLater, spot).with("count", row));
    }
    let columns = place_columns(sheet, table, row, mapping, findings);
    let mut is_usable = true;
    for field in table.fields().iter().filter(|field| columns.place(**field).is_none()) {
        let rule = match field.need {
            Need::Must => Rule::MissingColumn,
            Need::Should => Rule::UnknownValues,
            Need::May => continue,
        };
        is_usable &= field.need != Need::Must;
        findings.add(Draft::new(rule, spot.clone()).with("field", field.name).with("table", table.as_str()));
    }
    if sheet.len() <= columns.first_row {
        findings.add(Draft::new(Rule::TableWithoutRows, spot).with("table", table.as_str()));
    }
    Some(Recognised { table, columns, is_usable })
}

/// The table that fits best: complete by its headers, then by name of sheet or file, then by the number of headers.
fn best(sheet: &Sheet, mapping: &Mapping) -> Option<Candidate> {
    let named = named_table(sheet);
    let mut best: Option<Candidate> = None;
    for row in 0..sheet.len().min(HEADER_WITHIN) {
        for table in TableKind::ALL {
            let meanings: Vec<Meaning> = sheet.cells(row).filter_map(|cell| meant(table, cell.text, mapping)).collect();
            let has = |field: &Field| meanings.iter().any(|meaning| meaning.field == *field);
            let known = table.fields().iter().filter(|field| has(field)).count();
            let complete = table.signatures().iter().any(|fields| fields.iter().all(has));
            let named = named == Some(table);
            if known == 0 || !(complete || named) {
                continue;
            }
            let rank = |candidate: &Candidate| (candidate.complete, candidate.known, candidate.named);
            let candidate = Candidate { table, row, complete, named, known };
            if best.as_ref().is_none_or(|best| rank(&candidate) > rank(best)) {
                best = Some(candidate);
            }
        }
    }
    best
}

/// The table that the name of the sheet, or else of the file, names.
fn named_table(sheet: &Sheet) -> Option<TableKind> {
    let file = sheet.file.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let of = |name: &str| {
        let name = key(name);
        TableKind::ALL.into_iter().find(|table| {
            let word = table.as_str();
            name == word || name.contains(word) || word.strip_suffix('s').is_some_and(|one| name == one)
        })
    };
    sheet.name.as_deref().and_then(of).or_else(|| of(stem))
}

/// What a header means: what the user says, if anything, else what it is known to mean. What is said for another table of the
/// same upload says nothing here. A column of workers' data cannot be brought in under another name.
fn meant(table: TableKind, header: &str, mapping: &Mapping) -> Option<Meaning> {
    let said = mapping.get(header.trim()).filter(|_| private_header(table, header) != Some(Private::Worker));
    match said.and_then(|name| table.fields().iter().find(|field| field.name == name)) {
        Some(field) => Some(Meaning { field: *field, rank: Rank::Said, percent: says_percent(header) }),
        None => meaning(table, header),
    }
}

fn place_columns(sheet: &Sheet, table: TableKind, row: usize, mapping: &Mapping, findings: &mut Findings) -> Columns {
    let count = table.fields().len();
    let mut columns =
        Columns { places: vec![None; count], percent: vec![false; count], first_row: row + 1, width: sheet.width(row) };
    let spot = |column: usize, header: &Arc<str>| Spot {
        sheet: sheet.name.clone(),
        row: Some(sheet.number(row)).filter(|number| *number > 0),
        column: Some((column, Arc::clone(header))),
        ..Spot::file(&sheet.file)
    };
    let mut ranks = vec![Rank::Synonym; count];
    for column in 0..sheet.width(row) {
        let header: Arc<str> = sheet.cell(row, column).text.trim().into();
        let Some(found) = meant(table, &header, mapping) else {
            report_other_column(sheet, table, column, spot(column, &header), columns.first_row, findings);
            continue;
        };
        let index = found.field.index;
        let (Some(place), Some(percent), Some(rank)) =
            (columns.places.get_mut(index), columns.percent.get_mut(index), ranks.get_mut(index))
        else {
            continue;
        };
        let Some((_, taken)) = place.as_ref() else {
            *place = Some((column, header));
            (*percent, *rank) = (found.percent, found.rank);
            continue;
        };
        // What the user says wins over the field's own name, that over a synonym, else the first column.
        let taken = Arc::clone(taken);
        let (used, unused) = if found.rank > *rank { (&header, &taken) } else { (&taken, &header) };
        let draft = Draft::new(Rule::DoubleColumn, spot(column, &header));
        findings.add(draft.with("field", found.field.name).with("used", used).with("unused", unused));
        if found.rank > *rank {
            *place = Some((column, header));
            (*percent, *rank) = (found.percent, found.rank);
        }
    }
    columns
}

/// Says what becomes of a column that is no field: refused, skipped or unknown. Its values are never shown.
fn report_other_column(
    sheet: &Sheet,
    table: TableKind,
    column: usize,
    spot: Spot,
    first_row: usize,
    findings: &mut Findings,
) {
    let header = spot.column.as_ref().map(|(_, header)| Arc::clone(header)).unwrap_or_default();
    let values =
        || (first_row..sheet.len()).map(|row| sheet.cell(row, column).text.trim()).filter(|text| !text.is_empty());
    match private_header(table, &header).or_else(|| private_values(table, values())) {
        Some(Private::Worker) => findings.add(Draft::new(Rule::WorkerDataColumn, spot)),
        Some(Private::Contact) => findings.add(Draft::new(Rule::ContactColumn, spot)),
        None if header.is_empty() => {
            if values().next().is_some() {
                findings.add(Draft::new(Rule::UnnamedColumn, spot).with("position", column + 1));
            }
        }
        None => {
            let nearest = nearest_field(table, &header);
            let draft = Draft::new(Rule::UnknownColumn, spot).with("table", table.as_str());
            findings.add(draft.with("nearest", nearest.unwrap_or("none")));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::{file_rules, read_one};

    #[test]
    fn a_table_is_known_by_its_headers_whatever_the_file_is_called() {
        let bytes = b"supplier_id,buyer_id\n";
        assert_eq!(file_rules("export-17.csv", bytes), ["table-without-rows"]);
    }

    #[test]
    fn headers_outrank_the_name_of_the_file() {
        let intake = read_one("links.csv", b"Factory Name,Country\nMill,UZ\n");
        assert_eq!(intake.inputs.parties.len(), 1);
    }

    #[test]
    fn an_unknown_table_names_what_was_seen_and_what_there_is() {
        let intake = read_one("nodes.csv", b"Plant,node1,node2\n1901,A,B\n");
        let finding = &intake.findings[0];
        assert_eq!(finding.rule, Rule::UnknownTable);
        assert!(finding.message.contains("node1"), "{}", finding.message);
        assert!(finding.fix.contains("recruitment"), "{}", finding.fix);
    }

    #[test]
    fn a_header_below_a_title_is_found_and_said() {
        let intake = read_one("a.csv", b"Our suppliers 2026\n\nsupplier_id,name,country\ns1,Mill,UZ\n");
        assert_eq!(intake.inputs.parties.len(), 1);
        let notice = intake.findings.iter().find(|finding| finding.rule == Rule::HeaderLater).unwrap();
        assert_eq!(notice.row, Some(3));
    }

    #[test]
    fn an_unknown_column_is_a_notice_with_the_nearest_field() {
        let intake = read_one("a.csv", b"supplier_id,name,country,adress\ns1,Mill,UZ,x\n");
        let notice = intake.findings.iter().find(|finding| finding.rule == Rule::UnknownColumn).unwrap();
        assert_eq!((notice.column.as_deref(), notice.row), (Some("adress"), Some(1)));
        assert!(notice.fix.contains("`address`"), "{}", notice.fix);
    }

    #[test]
    fn of_two_columns_for_one_field_its_own_name_is_used() {
        let intake = read_one("a.csv", b"Supplier Name,supplier_id,name,country\nwrong,s1,right,UZ\n");
        assert_eq!(intake.inputs.parties[0].name, "right");
        assert!(intake.findings.iter().any(|finding| finding.rule == Rule::DoubleColumn));
    }

    #[test]
    fn a_missing_required_column_is_an_error_and_a_missing_country_is_not() {
        assert!(file_rules("suppliers.csv", b"supplier_id,country\ns1,UZ\n").contains(&"missing-column".to_owned()));
        let intake = read_one("suppliers.csv", b"supplier_id,name\ns1,Mill\n");
        assert_eq!(intake.inputs.parties.len(), 1);
        assert!(intake.findings.iter().any(|finding| finding.rule == Rule::UnknownValues));
    }

    #[test]
    fn a_column_without_header_but_with_values_is_said() {
        assert!(
            file_rules("a.csv", b",supplier_id,name,country\n0,s1,Mill,UZ\n").contains(&"unnamed-column".to_owned())
        );
    }

    #[test]
    fn hundreds_of_extra_columns_are_no_obstacle() {
        let extra = (0..800).map(|i| format!(",extra{i}")).collect::<Vec<_>>().concat();
        let intake = read_one("a.csv", format!("supplier_id,name,country{extra}\ns1,Mill,UZ\n").as_bytes());
        assert_eq!(intake.inputs.parties.len(), 1);
    }
}
