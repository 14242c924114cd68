//! karvon-intake: supplier files as they come, to engine inputs and findings.
//!
//! File names and bytes go in; parties, links, evidence and cohorts come out, with everything that was odd about the
//! files and with the place that each value stands at. Nothing is guessed silently, an error in one row never hides the
//! others, and the same tables as CSV, workbook or JSON give the same inputs. The crate does no I/O; what the inputs mean
//! is the engine's to say.

mod answers;
mod assemble;
mod finding;
mod keep;
mod limits;
mod made_id;
mod ownership;
mod privacy;
mod provenance;
mod row;
mod rule;
mod source;
mod table;
mod template;
#[cfg(test)]
mod test_support;
mod texts;
mod tidy;
mod value;

use std::collections::BTreeMap;

use chrono::NaiveDate;
use karvon_engine::inputs::Inputs;
use rayon::prelude::*;
use serde::Serialize;

use crate::assemble::Tables;
use crate::finding::Findings;
use crate::source::Sheet;
use crate::table::Recognised;

pub use answers::AnswerBook;
pub use finding::{InputFinding, Rule, Severity};
pub use keep::{ColumnRead, Correction, Fields, Keeper, KeptRow, KnownParties, SheetRead};
pub use limits::Limits;
pub use privacy::{PersonalData, personal_data};
pub use provenance::{Place, Provenance};
pub use table::{Column, FieldKind, TableKind};
pub use template::{TemplateError, template_workbook};
pub use texts::Texts;
pub use tidy::tidy_row;

/// The key of a JSON file under which published lists stand beside the tables: each with its table, SHA-256 and CSV text. They
/// are no rows about parties and are passed over here; whoever assesses takes them in place of the lists of the program.
pub const CARRIED_LISTS: &str = "lists";

/// A file as it was sent.
#[derive(Clone, Copy, Debug)]
pub struct SourceFile<'a> {
    /// What findings call it; its ending is of no account.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
}

/// How files are read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// Day of the assessment: later observations are said to be late.
    pub as_of: NaiveDate,
    /// How much is read.
    pub limits: Limits,
    /// Language of the findings, by its tag.
    pub language: String,
    /// Headers as written and the fields that the user says they mean; the empty text: none.
    pub mapping: BTreeMap<String, String>,
    /// Cells that the user put right.
    pub corrections: Vec<Correction>,
    /// Parties that rows may refer to beside those of the files. They come along in the inputs, by their ids alone.
    pub known: KnownParties,
}

impl ReadOptions {
    /// The usual limits, in English.
    pub fn new(as_of: NaiveDate) -> Self {
        Self {
            as_of,
            limits: Limits::default(),
            language: "en".to_owned(),
            mapping: BTreeMap::new(),
            corrections: Vec::new(),
            known: KnownParties::default(),
        }
    }
}

/// What became of the rows of one table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TableCounts {
    /// Rows with anything in them, header aside.
    pub rows: usize,
    /// Rows that the inputs rest on.
    pub used: usize,
    /// Rows that could not be used; each has an error.
    pub left_out: usize,
    /// Rows of the answers table that say that there is no answer.
    pub unanswered: usize,
}

/// All that was read.
#[derive(Clone, Debug)]
pub struct Intake {
    /// Engine values, each list sorted by stable id.
    pub inputs: Inputs,
    /// What was found, sorted by file, sheet, row and column.
    pub findings: Vec<InputFinding>,
    /// Where everything stands.
    pub provenance: Provenance,
    /// Rows by table, for the tables that were given.
    pub counts: BTreeMap<TableKind, TableCounts>,
}

impl Intake {
    /// Rows that could not be used, over all tables.
    pub fn rows_left_out(&self) -> usize {
        self.counts.values().map(|counts| counts.left_out).sum()
    }

    /// Whether every file, sheet and row was used. A refused column of workers' data takes no row away.
    pub fn is_complete(&self) -> bool {
        let is_loss =
            |finding: &InputFinding| finding.severity == Severity::Error && finding.rule != Rule::WorkerDataColumn;
        !self.findings.iter().any(is_loss)
    }

    /// The gravest severity that was found.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().map(|finding| finding.severity).min()
    }
}

/// Reads files: CSV, workbooks and JSON in any mix and order. Never fails: what cannot be read is a finding. Files and
/// rows are read side by side; the result does not depend on the number of threads.
pub fn read(files: &[SourceFile<'_>], options: &ReadOptions, answers: &(impl AnswerBook + Sync)) -> Intake {
    read_sheets::<()>(files, options, answers, None).0
}

/// The same, and every row of every sheet in its one form, as `keeper` takes it.
pub fn read_keeping<T: Send>(
    files: &[SourceFile<'_>],
    options: &ReadOptions,
    answers: &(impl AnswerBook + Sync),
    keeper: &Keeper<'_, T>,
) -> (Intake, Vec<SheetRead<T>>) {
    read_sheets(files, options, answers, Some(keeper))
}

fn read_sheets<T: Send>(
    files: &[SourceFile<'_>],
    options: &ReadOptions,
    answers: &(impl AnswerBook + Sync),
    keeper: Option<&Keeper<'_, T>>,
) -> (Intake, Vec<SheetRead<T>>) {
    let sheets: Vec<(Vec<Sheet>, Findings)> = files
        .par_iter()
        .map(|file| {
            let mut own = Findings::default();
            (source::read_file(file, &options.limits, &mut own), own)
        })
        .collect();
    let mut findings = Findings::default();
    let mut tables = Tables::default();
    let mut kept = Vec::new();
    let mut corrections: Vec<&Correction> = options.corrections.iter().collect();
    for (sheets, own) in sheets {
        findings.append(own);
        for mut sheet in sheets {
            let recognised = table::recognise(&sheet, &options.mapping, &mut findings);
            let mut read = SheetRead {
                file: sheet.file.clone(),
                sheet: sheet.name.clone(),
                table: None,
                columns: Vec::new(),
                rows: Vec::new(),
            };
            if keeper.is_some() {
                read.columns = match &recognised {
                    Some(found) => keep::columns_of(&sheet, found.table, &found.columns),
                    None => keep::unknown_columns(&sheet),
                };
            }
            if let Some(Recognised { table, columns, is_usable: true }) = recognised {
                keep::correct(&mut sheet, &columns, &mut corrections);
                read.table = Some(table);
                read.rows = tables.read(table, columns, &sheet, options.as_of, answers, keeper, &mut findings);
            }
            if keeper.is_some() {
                kept.push(read);
            }
        }
    }
    keep::say_unused(&corrections, &mut findings);
    let (inputs, provenance, counts) = tables.assemble(options.as_of, &options.known, &mut findings);
    let texts = Texts::new(&options.language);
    (Intake { inputs, findings: findings.told(&texts), provenance, counts }, kept)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_support::{json_of, read_one, read_tables, rules, workbook_of};

    const TABLES: [(&str, &str); 4] = [
        (
            "suppliers",
            "supplier_id,name,country,kind,sector,products,workers,migrant_share,latitude,parent_id\n\
             s1,Ткацкая фабрика Заря,UZ,facility,1312,520811;0101,1200,33.3%,41.311,\n\
             s2,\"Nähwerk, Süd\",Deutschland,company,14,,85,0.5,,s3\n\
             007,Gin,TJ,facility,,5201,,,,\n",
        ),
        (
            "links",
            "supplier_id,buyer_id,kind,share,annual_value,currency,valid_from\n\
             s1,s2,goods,71.0%,1200000.5,EUR,2025-04-03\n007,s1,goods,,,,\ns1,s2,goods,71.0%,1200000.5,EUR,2025-04-03\n",
        ),
        (
            "recruitment",
            "cohort_id,employer_id,recruiter_id,origin_country,destination_country,workers,arrived_to,fee_category,\
             fee_per_worker,fee_currency,free_to_leave\n\
             c1,s1,r1,KG,UZ,20,2026-02-01,F1,150,USD,yes\nc1,s1,r1,KG,UZ,20,2026-02-01,C6,0.1,USD,yes\n",
        ),
        (
            "answers",
            "supplier_id,question,answer,source,observed_on,affected,asked,population\n\
             s1,Q1,true,audit,2026-04-01,,,\ns1,Q2,33.3%,interview,2026-04-01,4,12,1200\ns1,Q3,;80;,interview,2026-04-01,,,\n",
        ),
    ];

    #[test]
    fn csv_workbook_and_json_give_the_same_inputs() {
        let named: Vec<(String, &str)> = TABLES.iter().map(|(name, text)| (format!("{name}.csv"), *text)).collect();
        let files: Vec<(&str, &str)> = named.iter().map(|(name, text)| (name.as_str(), *text)).collect();
        let csv = read_tables(&files);
        let workbook = read_one("all.xlsx", &workbook_of(&TABLES));
        let json = read_one("all.json", json_of(&TABLES).as_bytes());
        assert_eq!(csv.rows_left_out(), 0, "{:#?}", csv.findings);
        assert_eq!(csv.inputs.parties.len(), 5);
        assert_eq!(csv.inputs.evidence.len(), 3);
        assert_eq!(csv.inputs, workbook.inputs);
        assert_eq!(csv.inputs, json.inputs);
        let ids = |intake: &Intake| intake.provenance.evidence.keys().cloned().collect::<Vec<_>>();
        assert_eq!(ids(&csv), ids(&workbook));
        assert_eq!(ids(&csv), ids(&json));
    }

    #[test]
    fn the_order_of_files_and_rows_changes_no_input() {
        let forward = read_tables(&[("suppliers.csv", TABLES[0].1), ("links.csv", TABLES[1].1)]);
        let mut lines: Vec<&str> = TABLES[0].1.trim_end().lines().collect();
        lines[1..].reverse();
        let backward = read_tables(&[("links.csv", TABLES[1].1), ("suppliers.csv", &lines.join("\n"))]);
        assert_eq!(forward.inputs, backward.inputs);
    }

    #[test]
    fn all_findings_come_at_once_and_sorted() {
        let intake = read_tables(&[
            ("b.csv", "supplier_id,name,country,workers\ns1,,UZ,x\ns2,Mill,Kazakstan,-1\n"),
            ("a.csv", "supplier_id,buyer_id\ns2,s9\n"),
        ]);
        let places: Vec<(&str, Option<u32>, &str)> = intake
            .findings
            .iter()
            .filter(|finding| !finding.file.is_empty())
            .map(|finding| (finding.file.as_str(), finding.row, finding.rule.as_str()))
            .filter(|(_, row, _)| row.is_some())
            .collect();
        assert_eq!(
            places,
            [
                ("a.csv", Some(2), "unknown-party"),
                ("b.csv", Some(2), "required-missing"),
                ("b.csv", Some(2), "number-unreadable"),
                ("b.csv", Some(3), "country-unknown"),
                ("b.csv", Some(3), "number-negative"),
            ]
        );
    }

    #[test]
    fn what_was_not_given_is_said() {
        let intake = read_one("suppliers.csv", b"supplier_id,name,country\ns1,Mill,UZ\n");
        let told: Vec<&str> = intake
            .findings
            .iter()
            .filter(|f| f.rule == Rule::TableNotGiven)
            .map(|f| f.details["table"].as_str())
            .collect();
        assert_eq!(told, ["answers", "links", "recruitment"]);
        let fields = intake.findings.iter().find(|f| f.rule == Rule::FieldsNotGiven).unwrap();
        assert!(fields.message.contains("migrant_share"), "{}", fields.message);
        assert_eq!(rules(&intake), Vec::<&str>::new());
    }

    #[test]
    fn a_file_that_cannot_be_read_makes_the_intake_incomplete() {
        assert!(!read_one("a.csv", b"%PDF-1.7").is_complete());
        assert!(!read_one("a.csv", b"supplier_id,name,country\ns1,,UZ\n").is_complete());
        assert!(read_one("a.csv", b"supplier_id,name,country,passport\ns1,Mill,Utopia,x\n").is_complete());
    }

    #[test]
    fn every_finding_says_what_is_wrong_and_what_would_be_right() {
        let intake = read_one("a.csv", b"supplier_id,name,country,workers\ns1,Mill,Kazakstan,-1\n");
        for finding in &intake.findings {
            assert!(!finding.message.is_empty() && !finding.fix.is_empty(), "{finding:?}");
            assert!(!finding.message.contains('{') && !finding.message.ends_with('.'), "{}", finding.message);
        }
    }
}
