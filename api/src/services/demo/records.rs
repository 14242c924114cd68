//! The files of the demo as records of an organisation: all of them in the transaction of the caller, as one revision.
//!
//! The files are written with the headers of the templates and with the codes of every word, so their rows become records
//! without anything being read between the lines.

use std::collections::BTreeMap;

use karvon_intake::{TableKind, tidy_row};
use sea_orm::{ConnectionTrait, DbErr};
use serde_json::{Value, json};

use crate::audit::{self, Event};
use crate::db::entities::{cohorts, evidence, links, merges, parties, party_identifiers, rates, watchlist};
use crate::db::{OrganisationId, insert_many, new_id};
use crate::services::data::DataFile;
use crate::services::records::{self, Author, Draft};
use crate::services::rows::{FEE_FIELDS, Row};
use crate::services::{screening, testimony};

/// Writes the rows of the files as the first revision of an organisation's data. Must be called in a transaction.
///
/// # Errors
/// A file cannot be read, or the database fails.
pub(super) async fn load(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    files: &[DataFile],
) -> Result<(), DbErr> {
    let author = Author { organisation_id, actor_id: None, sender: None, upload_id: None };
    let revision = records::next_revision(connection, organisation_id).await?;
    let mut counts = Row::new();
    for file in files {
        let (table, rows) = read(file)?;
        counts.insert(table.as_str().to_owned(), rows.len().into());
        match table {
            TableKind::Suppliers => {
                let known = |row: &Row| records::identifiers(organisation_id, &text(row, "supplier_id"), 1, row);
                let numbers: Vec<party_identifiers::ActiveModel> = rows.iter().flat_map(known).collect();
                insert_many(connection, numbers).await?;
                let drafts = rows.into_iter().map(|row| Draft::new(text(&row, "supplier_id"), row)).collect();
                records::add_new::<parties::Entity>(connection, &author, revision, drafts).await?;
            }
            TableKind::Links => {
                records::add_new::<links::Entity>(connection, &author, revision, fresh(rows)).await?;
            }
            TableKind::Answers => {
                let drafts = rows.into_iter().map(answer).collect();
                records::add_new::<evidence::Entity>(connection, &author, revision, drafts).await?;
            }
            TableKind::Recruitment => {
                let drafts = cohorts_of(rows).into_iter().map(|(key, row)| Draft::new(key, row)).collect();
                records::add_new::<cohorts::Entity>(connection, &author, revision, drafts).await?;
            }
            TableKind::Merges => {
                records::add_new::<merges::Entity>(connection, &author, revision, fresh(rows)).await?;
            }
            TableKind::Rates => {
                records::add_new::<rates::Entity>(connection, &author, revision, fresh(rows)).await?;
            }
            TableKind::Watchlist => {
                records::add_new::<watchlist::Entity>(connection, &author, revision, fresh(rows)).await?;
            }
        }
    }
    let payload = json!({"revision": revision, "rows": counts});
    let object = format!("organisation/{organisation_id}");
    audit::append(
        connection,
        organisation_id,
        Event { actor_id: None, action: "demo.loaded", object, reason: None, payload },
    )
    .await?;
    screening::after_change(connection, organisation_id, revision).await.map(drop)
}

/// The table of a file and its rows in their one form.
fn read(file: &DataFile) -> Result<(TableKind, Vec<Row>), DbErr> {
    let broken = |why: String| DbErr::Custom(format!("`{}` of the demo: {why}", file.name));
    let stem = file.name.strip_suffix(".csv").unwrap_or(&file.name);
    let table = TableKind::ALL.into_iter().find(|table| table.as_str() == stem);
    let table = table.ok_or_else(|| broken("no table of that name".to_owned()))?;
    let mut reader = csv::Reader::from_reader(file.bytes.as_slice());
    let names = reader.headers().map_err(|error| broken(error.to_string()))?.clone();
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record.map_err(|error| broken(error.to_string()))?;
        let row = names.iter().zip(record.iter()).map(|(name, cell)| (name.to_owned(), Value::from(cell))).collect();
        rows.push(tidy_row(table, &row));
    }
    Ok((table, rows))
}

fn text(row: &Row, name: &str) -> String {
    row.get(name).and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Rows whose ids the service makes.
fn fresh(rows: Vec<Row>) -> Vec<Draft> {
    rows.into_iter().map(|row| Draft::new(new_id().to_string(), row)).collect()
}

fn answer(row: Row) -> Draft {
    let visibility = testimony::visibility(&text(&row, "source"));
    Draft { more: vec![("visibility", visibility.into())], ..Draft::new(new_id().to_string(), row) }
}

/// Rows of a file, one for each fee, as cohorts with their fees.
fn cohorts_of(rows: Vec<Row>) -> BTreeMap<String, Row> {
    let mut all: BTreeMap<String, Row> = BTreeMap::new();
    for row in rows {
        let key = text(&row, "cohort_id");
        let (fee, shared): (Row, Row) = row.into_iter().partition(|(name, _)| FEE_FIELDS.contains(&name.as_str()));
        let cohort = all.entry(key).or_insert(shared);
        let fees = cohort.entry("fees").or_insert_with(|| Value::Array(Vec::new()));
        if let Some(fees) = fees.as_array_mut().filter(|_| !fee.is_empty()) {
            fees.push(Value::Object(fee));
        }
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::services::demo::files;
    use crate::services::rules;

    fn rows_of(table: TableKind) -> Vec<Row> {
        let all = files();
        let read = |file| read(file).unwrap();
        all.iter().map(read).find(|(kind, _)| *kind == table).unwrap().1
    }

    /// Visibility follows from the class as it stands there, so another word for a class would show what workers said.
    #[test]
    fn every_answer_names_the_class_of_its_source_by_its_code() {
        let rules = rules::get(rules::STANDARD).unwrap();
        for row in rows_of(TableKind::Answers) {
            let source = text(&row, "source");
            assert!(rules.ruleset.sources().iter().any(|class| class.id == source), "{source}");
        }
    }

    #[test]
    fn a_cohort_keeps_every_fee_of_its_rows() {
        let rows = rows_of(TableKind::Recruitment);
        let fees = rows.iter().filter(|row| row.contains_key("fee_category")).count();
        let kept = |row: &Row| row["fees"].as_array().unwrap().len();
        let cohorts = cohorts_of(rows);
        assert_eq!(cohorts.values().map(kept).sum::<usize>(), fees);
        assert!(cohorts.values().all(|row| !row.contains_key("fee_category")));
    }
}
