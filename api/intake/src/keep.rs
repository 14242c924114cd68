//! Rows as they are kept beside what the engine makes of them: each in its one form, with the place it stands at.
//!
//! What was read in the light of its column (a date that is day first, a share in percent) is kept as it was read, so that the
//! row means the same without its file. A number or date that could not be read is not known and left out; texts stay as they
//! were written. What looks like a worker's data is not kept.

use std::sync::Arc;

use serde_json::{Map, Value};

use crate::finding::{Draft, Findings, Rule, Spot, shown};
use crate::source::Sheet;
use crate::table::{Columns, TableKind};

/// A row in the field names of its table.
pub type Fields = Map<String, Value>;

/// Makes of a row what its caller keeps of it. Rows are read side by side, so it is called from many threads.
pub type Keeper<'a, T> = dyn Fn(TableKind, Fields) -> T + Sync + 'a;

/// One row that was kept, whether or not the inputs rest on it: the findings say that.
#[derive(Clone, Debug, PartialEq)]
pub struct KeptRow<T> {
    /// Row as the user sees it, see [`InputFinding::row`](crate::InputFinding::row).
    pub row: u32,
    /// What was made of it.
    pub kept: T,
}

/// A column of a sheet and the field that it was read as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnRead {
    /// Header as written.
    pub header: String,
    /// Field; `None`: the column was not read.
    pub field: Option<&'static str>,
}

/// A sheet, CSV file or JSON table with its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetRead<T> {
    /// File as named by the caller.
    pub file: Arc<str>,
    /// Sheet of a workbook, or table of a JSON file.
    pub sheet: Option<Arc<str>>,
    /// The table that it is; `None`: none that is known, or one that lacks a column it needs.
    pub table: Option<TableKind>,
    /// Its columns in their order.
    pub columns: Vec<ColumnRead>,
    /// Its rows in their order, header and titles aside.
    pub rows: Vec<KeptRow<T>>,
}

/// A cell that the user put right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Correction {
    /// File as named by the caller.
    pub file: String,
    /// Sheet of a workbook, or table of a JSON file.
    pub sheet: Option<String>,
    /// Row as the user sees it.
    pub row: u32,
    /// Header as written.
    pub column: String,
    /// What should stand there.
    pub value: String,
}

/// Parties that are known without standing in the files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KnownParties {
    /// Known whatever the files hold.
    pub always: Vec<String>,
    /// Known unless the files hold a suppliers table, which then says which of them there are.
    pub unless_listed: Vec<String>,
}

/// The columns of a sheet as they were read.
pub(crate) fn columns_of(sheet: &Sheet, table: TableKind, columns: &Columns) -> Vec<ColumnRead> {
    let header = columns.first_row.saturating_sub(1);
    let field_at = |column: usize| {
        let is_there = |field: &&crate::table::Field| columns.place(**field).is_some_and(|(at, _)| *at == column);
        table.fields().iter().find(is_there).map(|field| field.name)
    };
    headers(sheet, header).map(|(column, header)| ColumnRead { header, field: field_at(column) }).collect()
}

/// The first row of a sheet that is no known table.
pub(crate) fn unknown_columns(sheet: &Sheet) -> Vec<ColumnRead> {
    headers(sheet, 0).map(|(_, header)| ColumnRead { header, field: None }).collect()
}

fn headers(sheet: &Sheet, row: usize) -> impl Iterator<Item = (usize, String)> + '_ {
    sheet.cells(row).enumerate().map(|(column, cell)| (column, cell.text.trim().to_owned()))
}

/// Puts the corrected cells of a sheet in the place of those that were written. Those that are used are taken off the list.
pub(crate) fn correct(sheet: &mut Sheet, columns: &Columns, left: &mut Vec<&Correction>) {
    let header = columns.first_row.saturating_sub(1);
    let named: Vec<(usize, String)> = headers(sheet, header).collect();
    // Of two columns with one header the first is meant.
    let first =
        |is_meant: &dyn Fn(&str) -> bool| named.iter().find(|(_, header)| is_meant(header)).map(|(column, _)| *column);
    let place = |correction: &Correction| {
        let is_here = *correction.file == *sheet.file && correction.sheet.as_deref() == sheet.name.as_deref();
        // Findings name a column by its header made fit to be shown.
        let column = first(&|header| header == correction.column.trim())
            .or_else(|| first(&|header| shown(header) == correction.column));
        let row = sheet.find(correction.row).filter(|row| *row >= columns.first_row);
        if is_here { Some((row?, column?)) } else { None }
    };
    let mut cells = Vec::new();
    left.retain(|correction| match place(correction) {
        Some((row, column)) => {
            cells.push((row, column, correction.value.clone()));
            false
        }
        None => true,
    });
    for (row, column, value) in cells {
        sheet.put(row, column, value);
    }
}

/// Says which corrections point at no cell.
pub(crate) fn say_unused(left: &[&Correction], findings: &mut Findings) {
    for correction in left {
        let file: Arc<str> = correction.file.as_str().into();
        let spot = Spot {
            sheet: correction.sheet.as_deref().map(Into::into),
            row: Some(correction.row),
            column: Some((usize::MAX, correction.column.as_str().into())),
            ..Spot::file(&file)
        };
        findings.add(Draft::new(Rule::CorrectionUnused, spot));
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::test_support::{options, workbook_of};
    use crate::{Intake, ReadOptions, SourceFile, read, read_keeping};

    type Read = (Intake, Vec<SheetRead<Value>>);

    fn read_kept(files: &[(&str, &[u8])], options: &ReadOptions) -> Read {
        let files: Vec<SourceFile<'_>> = files.iter().map(|(name, bytes)| SourceFile { name, bytes }).collect();
        read_keeping(&files, options, &crate::test_support::Book, &|_, fields| Value::Object(fields))
    }

    fn kept(text: &str) -> Read {
        read_kept(&[("a.csv", text.as_bytes())], &options())
    }

    fn rows(read: &Read) -> Vec<&Value> {
        read.1.iter().flat_map(|sheet| &sheet.rows).map(|row| &row.kept).collect()
    }

    #[test]
    fn a_row_is_kept_as_it_was_read_in_the_light_of_its_column() {
        let links = "supplier_id,buyer_id,share (%),valid_from,annual_value\ns1,s2,12.5,03/04/2025,\"1,200,000\"\n\
                     s1,s2,7,25/04/2025,many\n";
        let suppliers = "supplier_id,name,country\ns1,Mill,Uzbekistan\ns2, Loom ,UZB\n";
        let read = read_kept(&[("s.csv", suppliers.as_bytes()), ("l.csv", links.as_bytes())], &options());
        assert_eq!(
            rows(&read)[2..],
            [
                &json!({"supplier_id": "s1", "buyer_id": "s2", "share": 0.125, "valid_from": "2025-04-03",
                        "annual_value": 1_200_000}),
                &json!({"supplier_id": "s1", "buyer_id": "s2", "share": 0.07, "valid_from": "2025-04-25"}),
            ]
        );
        assert_eq!(rows(&read)[0], &json!({"supplier_id": "s1", "name": "Mill", "country": "Uzbekistan"}));
    }

    #[test]
    fn kept_rows_read_again_give_the_same_inputs() {
        let suppliers = "supplier_id,name,country,workers,migrant_share %,products\ns1,Mill,Uzbekistan,1 200,33.3,0520811\n\
                         s2,Loom,UZB,85,50,520811;0101\n007,Gin,TJ,-4,1,\n";
        let links = "supplier_id,buyer_id,share,valid_from\ns1,s2,71.0%,03/04/2025\n007,s1,,25/04/2025\n";
        let cohorts = "cohort_id,employer_id,recruiter_id,origin_country,destination_country,workers,arrived_to,fee_category,\
                       fee_per_worker,fee_currency\nc1,s1,r1,KG,UZ,20,2026-02-01,F1,\"1,200.5\",USD\n";
        let answers = "supplier_id,question,answer,source,observed_on\ns1,Q1,TRUE,audit,2026-04-01\n\
                       s1,Q2,33.3%,interview,46113\ns1,Q3,;80;,interview,2026-04-01\n";
        let tables = [("suppliers", suppliers), ("links", links), ("recruitment", cohorts), ("answers", answers)];
        let named: Vec<String> = tables.iter().map(|(name, _)| format!("{name}.csv")).collect();
        let files: Vec<(&str, &[u8])> =
            named.iter().zip(tables).map(|(name, (_, text))| (name.as_str(), text.as_bytes())).collect();
        let (first, sheets) = read_kept(&files, &options());
        assert_eq!(first.rows_left_out(), 0, "{:#?}", first.findings);
        let of = |sheet: &SheetRead<Value>| {
            let rows: Value = sheet.rows.iter().map(|row| row.kept.clone()).collect();
            (sheet.table.unwrap().as_str().to_owned(), rows)
        };
        let json = Value::Object(sheets.iter().map(of).collect()).to_string();
        let again =
            read(&[SourceFile { name: "inputs.json", bytes: json.as_bytes() }], &options(), &crate::test_support::Book);
        assert_eq!(first.inputs, again.inputs);
    }

    #[test]
    fn keeping_rows_changes_nothing_of_what_is_read() {
        let text = "supplier_id,name,country,workers\ns1,,UZ,x\ns2,Mill,Kazakstan,-1\n";
        let plain =
            read(&[SourceFile { name: "a.csv", bytes: text.as_bytes() }], &options(), &crate::test_support::Book);
        let (keeping, _) = kept(text);
        assert_eq!((plain.inputs, plain.findings), (keeping.inputs, keeping.findings));
    }

    #[test]
    fn the_columns_of_csv_files_and_workbooks_are_told_with_their_fields() {
        let table = "Supplier ID,Name,Country,Colour\ns1,Mill,UZ,red\n";
        let expected = [
            ("Supplier ID", Some("supplier_id")),
            ("Name", Some("name")),
            ("Country", Some("country")),
            ("Colour", None),
        ];
        for (name, bytes) in [("a.csv", table.as_bytes().to_vec()), ("a.xlsx", workbook_of(&[("suppliers", table)]))] {
            let (_, sheets) = read_kept(&[(name, &bytes)], &options());
            let columns: Vec<(&str, Option<&str>)> =
                sheets[0].columns.iter().map(|column| (column.header.as_str(), column.field)).collect();
            assert_eq!((sheets[0].table, columns.as_slice()), (Some(TableKind::Suppliers), &expected[..]), "{name}");
        }
        let (_, sheets) = kept("colour,shape\nred,round\n");
        assert_eq!((sheets[0].table, sheets[0].columns[1].header.as_str()), (None, "shape"));
    }

    #[test]
    fn what_looks_like_a_workers_data_is_not_kept() {
        let suppliers = "supplier_id,name,country\ns1,Mill,UZ\n";
        let answers = "supplier_id,question,answer,source,observed_on,note\ns1,Q2,AB1234567,interview,2026-04-01,\n\
                       s1,Q1,yes,interview,2026-04-01,call +998 90 123 45 67\n";
        let read = read_kept(&[("s.csv", suppliers.as_bytes()), ("answers.csv", answers.as_bytes())], &options());
        let text = format!("{:?}", rows(&read));
        assert!(!text.contains("AB1234567") && !text.contains("+998"), "{text}");
    }

    #[test]
    fn a_header_means_what_the_user_says() {
        let text = "Nr,Bezeichnung des Werks,name,Land\n1,Mill,short,UZ\n";
        let mut options = options();
        for (header, field) in [("Nr", "supplier_id"), ("Bezeichnung des Werks", "name"), ("Land", "country")] {
            options.mapping.insert(header.to_owned(), field.to_owned());
        }
        let read = read_kept(&[("a.csv", text.as_bytes())], &options);
        assert_eq!(rows(&read), [&json!({"supplier_id": "1", "name": "Mill", "country": "UZ"})]);
    }

    #[test]
    fn a_mapping_for_one_table_leaves_the_header_its_meaning_in_another() {
        let mut options = options();
        options.mapping.insert("Name".to_owned(), "supplier_id".to_owned());
        options.mapping.insert("supplier_id".to_owned(), "buyer_id".to_owned());
        // Suppliers have no buyer: there the header means what it says.
        let suppliers = "supplier_id,Factory,country\ns1,Mill,UZ\ns2,Loom,UZ\n";
        let links = "Name,supplier_id\ns1,s2\n";
        let read = read_kept(&[("s.csv", suppliers.as_bytes()), ("links.csv", links.as_bytes())], &options);
        assert_eq!(rows(&read)[0]["supplier_id"], "s1");
        assert_eq!(rows(&read)[2], &json!({"supplier_id": "s1", "buyer_id": "s2"}));
    }

    #[test]
    fn a_correction_under_a_header_that_stands_twice_meets_the_first_column() {
        let mut options = options();
        options.corrections = vec![Correction {
            file: "a.csv".to_owned(),
            sheet: None,
            row: 2,
            column: "workers".to_owned(),
            value: "12".to_owned(),
        }];
        let read =
            read_kept(&[("a.csv", b"supplier_id,name,workers,country,workers\ns1,Mill,twelve,UZ,9\n")], &options);
        assert_eq!(rows(&read)[0]["workers"], 12);
    }

    #[test]
    fn no_mapping_brings_a_column_of_workers_data_in() {
        let mut options = options();
        options.mapping.insert("passport no".to_owned(), "note".to_owned());
        let text = "supplier_id,question,answer,source,observed_on,passport no\ns1,Q1,yes,interview,2026-04-01,x1\n";
        let read = read_kept(&[("answers.csv", text.as_bytes())], &options);
        assert!(read.0.findings.iter().any(|finding| finding.rule == Rule::WorkerDataColumn));
        assert_eq!(rows(&read)[0]["note"], Value::Null);
    }

    #[test]
    fn corrected_cells_are_read_and_others_are_named() {
        let correction = |row: u32, value: &str| Correction {
            file: "a.csv".to_owned(),
            sheet: None,
            row,
            column: "workers".to_owned(),
            value: value.to_owned(),
        };
        let mut options = options();
        options.corrections = vec![correction(3, "12"), correction(9, "12"), correction(1, "12")];
        let text = "supplier_id,name,workers,country\ns1,Mill,7,UZ\ns2,Loom,twelve,UZ\n";
        let read = read_kept(&[("a.csv", text.as_bytes())], &options);
        assert_eq!(rows(&read)[1]["workers"], 12);
        assert_eq!(rows(&read)[0]["workers"], 7);
        let unused: Vec<Option<u32>> =
            read.0.findings.iter().filter(|f| f.rule == Rule::CorrectionUnused).map(|f| f.row).collect();
        assert_eq!(unused, [Some(1), Some(9)]);
        assert!(read.0.findings.iter().all(|finding| finding.rule != Rule::NumberUnreadable));
    }

    #[test]
    fn known_parties_may_be_referred_to() {
        let links = "supplier_id,buyer_id\ns1,s2\ns1,s3\n";
        let mut options = options();
        options.known = KnownParties { always: vec!["s1".to_owned()], unless_listed: vec!["s2".to_owned()] };
        let left_out = |read: &Read| read.0.counts[&TableKind::Links].left_out;
        assert_eq!(left_out(&read_kept(&[("l.csv", links.as_bytes())], &options)), 1);
        let suppliers = b"supplier_id,name,country\ns3,Mill,UZ\n";
        assert_eq!(left_out(&read_kept(&[("l.csv", links.as_bytes()), ("s.csv", suppliers)], &options)), 1);
        options.known.unless_listed.push("s3".to_owned());
        assert_eq!(left_out(&read_kept(&[("l.csv", links.as_bytes())], &options)), 0);
    }
}
