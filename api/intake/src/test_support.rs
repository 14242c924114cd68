//! What the tests of this crate share.

use chrono::NaiveDate;
use karvon_engine::ids::QuestionId;
use karvon_engine::ruleset::ReadAnswer;
use rust_xlsxwriter::Workbook;

use crate::{AnswerBook, InputFinding, Intake, Limits, ReadOptions, Rule, SourceFile, read};

/// Three questions: yes or no, a word or number, and three numbers.
pub(crate) struct Book;

impl AnswerBook for Book {
    fn parts(&self, question: &str) -> Vec<QuestionId> {
        match question {
            "Q1" | "Q2" | "Q3.a" | "Q3.b" | "Q3.c" => vec![question.into()],
            "Q3" => ["Q3.a", "Q3.b", "Q3.c"].map(QuestionId::from).to_vec(),
            _ => Vec::new(),
        }
    }

    fn check(&self, question: &QuestionId, answer: &str) -> Result<ReadAnswer, String> {
        let good = match question.as_str() {
            "Q1" => matches!(answer, "yes" | "no"),
            "Q2" => true,
            _ => answer.parse::<f64>().is_ok(),
        };
        if good { Ok(ReadAnswer::Answer(0)) } else { Err("yes or no".to_owned()) }
    }
}

/// The usual options, as of a fixed day.
pub(crate) fn options() -> ReadOptions {
    ReadOptions::new(NaiveDate::from_ymd_opt(2026, 11, 24).unwrap())
}

/// Reads one file.
pub(crate) fn read_one(name: &str, bytes: &[u8]) -> Intake {
    read_with(name, bytes, Limits::default())
}

/// Reads one file under limits.
pub(crate) fn read_with(name: &str, bytes: &[u8], limits: Limits) -> Intake {
    read(&[SourceFile { name, bytes }], &ReadOptions { limits, ..options() }, &Book)
}

/// Reads several text files.
pub(crate) fn read_tables(files: &[(&str, &str)]) -> Intake {
    let files: Vec<SourceFile<'_>> =
        files.iter().map(|(name, text)| SourceFile { name, bytes: text.as_bytes() }).collect();
    read(&files, &options(), &Book)
}

/// The rules that were breached, without those that only say what else could have been given.
pub(crate) fn rules(intake: &Intake) -> Vec<&'static str> {
    let beside = [Rule::TableNotGiven, Rule::FieldsNotGiven, Rule::IdMade];
    intake.findings.iter().filter(|f| !beside.contains(&f.rule)).map(|f| f.rule.as_str()).collect()
}

/// The rules that one file breaches.
pub(crate) fn file_rules(name: &str, bytes: &[u8]) -> Vec<String> {
    rules(&read_one(name, bytes)).into_iter().map(str::to_owned).collect()
}

/// The one finding that is not about what else could have been given.
pub(crate) fn only_finding(intake: &Intake) -> InputFinding {
    assert_eq!(rules(intake).len(), 1, "{:#?}", intake.findings);
    let rule = rules(intake)[0];
    intake.findings.iter().find(|finding| finding.rule.as_str() == rule).unwrap().clone()
}

/// A workbook with one supplier.
pub(crate) fn small_workbook() -> Vec<u8> {
    workbook_of(&[("suppliers", "supplier_id,name,country\ns1,Mill,UZB\n")])
}

/// The cells of a CSV text.
fn cells(text: &str) -> Vec<Vec<String>> {
    let reader = csv::ReaderBuilder::new().has_headers(false).from_reader(text.as_bytes());
    reader.into_records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
}

/// What a spreadsheet would make of a text: a number, a yes or no, or the text.
fn typed(text: &str) -> serde_json::Value {
    if text.starts_with('0') && text.len() > 1 && !text.starts_with("0.") {
        return text.into();
    }
    if let Some(number) = text.strip_suffix('%').and_then(|percent| percent.parse::<f64>().ok()) {
        // To the nearest thousandth, as the twin of a percent with one decimal.
        return ((number * 10.0).round() / 1000.0).into();
    }
    match text {
        "" => serde_json::Value::Null,
        "true" => true.into(),
        _ => text.parse::<f64>().map_or_else(|_| text.into(), Into::into),
    }
}

/// The same tables as one workbook, with numbers and booleans as such.
pub(crate) fn workbook_of(tables: &[(&str, &str)]) -> Vec<u8> {
    let mut workbook = Workbook::new();
    for (name, text) in tables {
        let sheet = workbook.add_worksheet().set_name(*name).unwrap();
        for (row, line) in (0_u32..).zip(cells(text)) {
            for (column, cell) in (0_u16..).zip(line) {
                match typed(&cell) {
                    serde_json::Value::Null => continue,
                    serde_json::Value::Bool(yes) => sheet.write(row, column, yes).unwrap(),
                    serde_json::Value::Number(number) => sheet.write(row, column, number.as_f64().unwrap()).unwrap(),
                    serde_json::Value::String(_) | serde_json::Value::Array(_) | serde_json::Value::Object(_) => {
                        sheet.write(row, column, cell.as_str()).unwrap()
                    }
                };
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

/// The same tables as one JSON text.
pub(crate) fn json_of(tables: &[(&str, &str)]) -> String {
    let tables: serde_json::Map<String, serde_json::Value> = tables
        .iter()
        .map(|(name, text)| {
            let lines = cells(text);
            let rows: Vec<serde_json::Value> = lines[1..]
                .iter()
                .map(|line| lines[0].iter().cloned().zip(line.iter().map(|cell| typed(cell))).collect())
                .collect();
            ((*name).to_owned(), rows.into())
        })
        .collect();
    serde_json::Value::from(tables).to_string()
}
