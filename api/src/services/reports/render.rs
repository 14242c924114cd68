//! The bytes of a report, from what its assessment stored.

use karvon_engine::assessment::Assessment;
use karvon_report::tables::TableError;
use karvon_report::workbook::{Cell, Sheet, WorkbookError, workbook_of};
use karvon_report::{Issued, Language, graphml};
use serde_json::Value;
use thiserror::Error;

use super::edition::{Chosen, Format};
use super::personal::{Found, look_through};
use crate::services::archive::zipped;
use crate::services::assess::AssessFailure;
use crate::services::assessments::{Frozen, cell_of};
use crate::services::evidence::Sourced;
use crate::services::results::{self, Background, ChecklistWords, ResultFile};
use crate::services::{place, rules};
use crate::texts::Texts;

/// A report before it is stored.
pub(super) struct Rendered {
    pub(super) bytes: Vec<u8>,
    pub(super) personal: Option<Found>,
}

/// A report that cannot be made.
#[derive(Debug, Error)]
pub(super) enum RenderError {
    /// What is stored is no assessment.
    #[error("the result cannot be read: {0}")]
    Result(#[from] serde_json::Error),
    /// The words of checklists or the document.
    #[error(transparent)]
    Document(#[from] AssessFailure),
    /// The checklists are not there any more.
    #[error("the checklists of the assessment cannot be read: {0}")]
    Checklists(String),
    /// A table.
    #[error(transparent)]
    Table(#[from] TableError),
    /// A table that cannot be read back.
    #[error("a table cannot be read back: {0}")]
    Csv(#[from] csv::Error),
    /// A workbook.
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    /// An archive.
    #[error("the archive cannot be written: {0}")]
    Archive(#[from] zip::result::ZipError),
}

/// Makes the file of a report from the bytes of a result and what it was made from.
///
/// # Errors
/// [`RenderError`].
pub(super) fn render(
    frozen: &Frozen,
    result: Vec<u8>,
    chosen: Chosen,
    issued: &Issued,
) -> Result<Rendered, RenderError> {
    let assessment: Assessment = serde_json::from_slice(&result)?;
    let whole: Value = serde_json::from_slice(&result)?;
    let personal = look_through(&whole, &assessment, &frozen.intake);
    let bytes = match chosen.format {
        Format::Json => result,
        Format::GraphMl => graphml(&assessment),
        Format::Pdf => document(frozen, &assessment, chosen.language, issued, |assessment, background| {
            Ok(results::report(assessment, background)?.1)
        })?,
        Format::Csv => zipped(&all_tables(frozen, &assessment, chosen.language, issued)?)?,
        Format::Xlsx => {
            let tables = all_tables(frozen, &assessment, chosen.language, issued)?;
            let sheets = tables.iter().map(|(name, bytes)| sheet(name, bytes)).collect::<Result<_, _>>()?;
            workbook_of(sheets, issued.report_date)?
        }
    };
    Ok(Rendered { bytes, personal })
}

/// Every table as CSV.
fn all_tables(
    frozen: &Frozen,
    assessment: &Assessment,
    language: Language,
    issued: &Issued,
) -> Result<Vec<ResultFile>, RenderError> {
    let mut files = document(frozen, assessment, language, issued, |assessment, background| {
        Ok(results::tables(assessment, background)?)
    })?;
    files.retain(|(name, _)| name.ends_with(ENDING));
    Ok(files)
}

/// What a table's file ends with.
const ENDING: &str = ".csv";

fn document<T>(
    frozen: &Frozen,
    assessment: &Assessment,
    language: Language,
    issued: &Issued,
    make: impl FnOnce(&Assessment, &Background<'_>) -> Result<T, RenderError>,
) -> Result<T, RenderError> {
    let Frozen { rules, intake, options } = frozen;
    let checklists = rules::checklists(Some(&assessment.manifest.checklists)).map_err(|errors| {
        RenderError::Checklists(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))
    })?;
    let words = rules.texts_in(language.tag()).map_err(AssessFailure::Texts)?;
    let checklist_words = ChecklistWords::new(&checklists, language.tag()).map_err(AssessFailure::Texts)?;
    let texts = Texts::new(language.tag());
    let told = |at: &karvon_intake::Place| place::place(at, &texts);
    let sourced = Sourced::new(intake, &rules.ruleset, options.as_of, &told);
    let background = Background {
        ruleset: &rules.ruleset,
        words: &words,
        checklist_words: &checklist_words,
        intake,
        sourced: &sourced,
        language,
        issued: Some(issued),
    };
    make(assessment, &background)
}

/// A table as a sheet: numbers as numbers, and texts as texts without what kept spreadsheets from computing them.
fn sheet(name: &str, csv: &[u8]) -> Result<Sheet, csv::Error> {
    let mut reader = csv::Reader::from_reader(csv);
    let head: Vec<String> = reader.headers()?.iter().map(str::to_owned).collect();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        rows.push(head.iter().zip(record.iter()).map(|(name, text)| cell(name, text)).collect());
    }
    Ok(Sheet { name: name.trim_end_matches(ENDING).to_owned(), head, rows })
}

fn cell(column: &str, text: &str) -> Cell {
    match cell_of(column, text) {
        Value::Null => Cell::Empty,
        Value::Bool(yes) => Cell::Bool(yes),
        Value::Number(number) => number.as_f64().map_or_else(|| Cell::Text(text.to_owned()), Cell::Number),
        Value::String(_) | Value::Array(_) | Value::Object(_) => {
            let plain = text.strip_prefix('\'').filter(|rest| rest.starts_with(['=', '+', '-', '@', '\t', '\r']));
            Cell::Text(plain.unwrap_or(text).to_owned())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_table_becomes_a_sheet_with_numbers_and_plain_texts() {
        let found = sheet("parties.csv", b"party_id,name,likelihood,tier\n007,'=1+1,0.25,\n").unwrap();
        let row = [Cell::Text("007".to_owned()), Cell::Text("=1+1".to_owned()), Cell::Number(0.25), Cell::Empty];
        assert_eq!((found.name.as_str(), found.rows), ("parties", vec![row.to_vec()]));
    }
}
