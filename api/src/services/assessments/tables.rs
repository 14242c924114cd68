//! The tables of an assessment as rows of lists: the columns of the CSV files, with numbers as numbers.

use std::sync::Arc;

use karvon_engine::assessment::Assessment;
use karvon_report::tables::{self, TableError};
use serde_json::{Number, Value};
use thiserror::Error;

use super::cache::Cache;
use crate::db::OrganisationId;
use crate::list::Item;
use crate::services::inputs::Testimony;
use crate::services::testimony;

/// A table of an assessment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Table {
    /// Every party.
    Parties,
    /// The best chain of each source.
    Chains,
    /// Parts of what is expected, by country, tier and so on.
    Contributions,
    /// Indicators of each party.
    Register,
    /// Where sources say the opposite.
    Contradictions,
    /// Questions that would tell most.
    Questions,
    /// Costs by cohort.
    Recruitment,
}

impl Table {
    /// Its name.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Parties => "parties",
            Self::Chains => "chains",
            Self::Contributions => "contributions",
            Self::Register => "register",
            Self::Contradictions => "contradictions",
            Self::Questions => "questions",
            Self::Recruitment => "recruitment",
        }
    }

    fn csv(self, assessment: &Assessment) -> Result<Vec<u8>, TableError> {
        match self {
            Self::Parties => tables::parties(assessment),
            Self::Chains => tables::chains(assessment),
            Self::Contributions => tables::contributions(assessment),
            Self::Register => tables::register(assessment),
            Self::Contradictions => tables::contradictions(assessment),
            Self::Questions => tables::questions(assessment),
            Self::Recruitment => tables::recruitment(assessment),
        }
    }
}

/// A table that cannot be made: a defect.
#[derive(Debug, Error)]
pub enum ItemsError {
    /// From the assessment.
    #[error(transparent)]
    Table(#[from] TableError),
    /// Its text cannot be read back.
    #[error("a table cannot be read back: {0}")]
    Csv(#[from] csv::Error),
    /// The work was given up.
    #[error("a table was not made: {0}")]
    Stopped(#[from] tokio::task::JoinError),
}

/// The rows of a table, in its own order, each with its `position` from 1. They are kept for the next page.
///
/// # Errors
/// A defect.
pub async fn items(
    cache: &Cache,
    key: (OrganisationId, String),
    assessment: Arc<Assessment>,
    table: Table,
    seen: Testimony,
) -> Result<Arc<Vec<Item>>, ItemsError> {
    let make = async { tokio::task::spawn_blocking(move || make(&assessment, table, seen)).await? };
    cache.table((key, table, seen), make).await
}

fn make(assessment: &Assessment, table: Table, seen: Testimony) -> Result<Vec<Item>, ItemsError> {
    let mut rows = rows_of(&table.csv(assessment)?)?;
    for (position, row) in rows.iter_mut().enumerate() {
        row.insert("position".to_owned(), Value::from(position + 1));
        // Elsewhere the column lists ids; here it counts.
        if table == Table::Contributions
            && let Some(count) = row.get("parties").and_then(Value::as_str).and_then(number)
        {
            row.insert("parties".to_owned(), Value::Number(count));
        }
    }
    if seen == Testimony::Without {
        rows.iter_mut().for_each(without_testimony);
    }
    Ok(rows)
}

/// Rows of a CSV text with a header. An empty cell is `null`, a number a number, `true` and `false` are what they say. Ids and
/// codes stay text, whatever they look like.
///
/// # Errors
/// The text is no CSV.
pub(super) fn rows_of(csv: &[u8]) -> Result<Vec<Item>, csv::Error> {
    let mut reader = csv::Reader::from_reader(csv);
    let names = reader.headers()?.clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        rows.push(names.iter().zip(record.iter()).map(|(name, cell)| (name.to_owned(), value(name, cell))).collect());
    }
    Ok(rows)
}

/// A cell of a column as a value.
pub(in crate::services) fn value(name: &str, cell: &str) -> Value {
    if cell.is_empty() {
        return Value::Null;
    }
    if is_text(name) {
        return Value::from(cell);
    }
    match cell {
        "true" => Value::Bool(true),
        "false" => Value::Bool(false),
        _ => number(cell).map_or_else(|| Value::from(cell), Value::Number),
    }
}

/// Whether a column holds names, ids or codes, which may look like numbers.
fn is_text(name: &str) -> bool {
    const WORDS: [&str; 9] =
        ["name", "key", "question", "parties", "evidence", "missing", "corridor", "drivers", "weights"];
    name.ends_with("_id") || name.ends_with("_name") || name.starts_with("owed_") || WORDS.contains(&name)
}

fn number(cell: &str) -> Option<Number> {
    if let Ok(whole) = cell.parse::<i64>() {
        return Some(whole.into());
    }
    cell.parse::<f64>().ok().and_then(Number::from_f64)
}

/// Merges what workers said into one word, for those who see outcomes only: which of the channels it was is not told.
fn without_testimony(row: &mut Item) {
    for name in ["source", "denies", "shows", "family"] {
        if row.get(name).and_then(Value::as_str).is_some_and(|source| testimony::SOURCES.contains(&source)) {
            row.insert(name.to_owned(), Value::from(testimony::TESTIMONY));
        }
    }
    // Ids of evidence lead to its text.
    row.remove("evidence");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_numbers_and_ids_are_not() {
        let rows = rows_of(b"party_id,likelihood,tier,band_stable,subject\n007,0.25,2,true,\n").unwrap();
        let row = Value::Object(rows[0].clone());
        let wanted = serde_json::json!(
            {"party_id": "007", "likelihood": 0.25, "tier": 2, "band_stable": true, "subject": null}
        );
        assert_eq!(row, wanted);
    }

    #[test]
    fn the_channel_of_testimony_is_not_told() {
        let mut row = rows_of(b"question,source,evidence\nI7.1,worker_interview,ab12\n").unwrap().remove(0);
        without_testimony(&mut row);
        assert_eq!(row["source"], "testimony");
        assert!(!row.contains_key("evidence"));
    }
}
