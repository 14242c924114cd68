//! Writing what a check found into the staging tables, in parts, so that others can write in between.

use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, DatabaseTransaction, EntityTrait, QueryFilter, QuerySelect};
use serde_json::{Value, json};
use uuid::Uuid;

use super::State;
use super::rows::Outcome;
use super::stored::{clear, state_of};
use crate::db::entities::{upload_files, upload_findings, upload_rows, uploads};
use crate::db::{Database, insert_many};
use crate::jobs::{Claimed, Problem, Report, end_with, hold};

/// Rows of one transaction.
const PART: usize = 20_000;
/// How far the work is when writing begins, and what part of it writing is.
const BEFORE: f64 = 0.7;
const OWN: f64 = 0.25;

/// A row as it is staged.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Staged {
    pub(super) table: &'static str,
    pub(super) key: String,
    pub(super) outcome: Outcome,
    pub(super) fields: String,
    /// File, sheet and row; `None`: no file lists it.
    pub(super) place: Option<(String, Option<String>, u32)>,
}

/// Everything that a check found.
#[derive(Clone, Debug)]
pub(super) struct Found {
    pub(super) files: Vec<upload_files::ActiveModel>,
    pub(super) findings: Vec<upload_findings::ActiveModel>,
    pub(super) rows: Vec<Staged>,
    /// By table and outcome.
    pub(super) counts: Value,
    /// The revision that was compared with.
    pub(super) base_revision: i64,
}

/// Puts what was found in the place of what an earlier check found, and ends the job. Each part is written only while the job is
/// still this worker's, so that of two workers only one leaves rows.
pub(super) async fn store(
    database: &Database,
    claimed: &Claimed,
    report: &Report,
    id: Uuid,
    found: Found,
) -> Result<(), Problem> {
    let (transaction, _) = mine(database, claimed, id).await?;
    clear(&transaction, id).await?;
    insert_many(&transaction, found.findings).await?;
    transaction.commit().await?;
    let all = found.rows.len().max(1);
    let mut rows = found.rows.into_iter().enumerate();
    loop {
        let part: Vec<upload_rows::ActiveModel> =
            rows.by_ref().take(PART).map(|(position, row)| of(id, position, row)).collect();
        let Some(last) = part.last() else { break };
        let done = last.position.clone().take().unwrap_or_default();
        let (transaction, _) = mine(database, claimed, id).await?;
        insert_many(&transaction, part).await?;
        transaction.commit().await?;
        #[expect(clippy::cast_precision_loss, reason = "a share of rows for a person to see")]
        report.begin("store", BEFORE + OWN * done as f64 / all as f64);
    }
    let (transaction, row) = mine(database, claimed, id).await?;
    if !end_with(&transaction, claimed).await? {
        transaction.rollback().await?;
        return Err(Problem::Stopped);
    }
    upload_files::Entity::delete_many().filter(upload_files::Column::UploadId.eq(id)).exec(&transaction).await?;
    insert_many(&transaction, found.files).await?;
    let change = uploads::ActiveModel {
        id: Set(id),
        state: Set(State::Checked.as_str().to_owned()),
        counts: Set(Some(found.counts)),
        base_revision: Set(found.base_revision),
        problem: Set(None),
        version: Set(row.version + 1),
        ..Default::default()
    };
    change.update(&transaction).await?;
    Ok(transaction.commit().await?)
}

/// A transaction in which the job is this worker's and nobody else changes the upload until it ends.
async fn mine(
    database: &Database,
    claimed: &Claimed,
    id: Uuid,
) -> Result<(DatabaseTransaction, uploads::Model), Problem> {
    let transaction = database.begin().await?;
    if !hold(&transaction, claimed).await? {
        transaction.rollback().await?;
        return Err(Problem::Stopped);
    }
    match uploads::Entity::find_by_id(id).lock_exclusive().one(&transaction).await? {
        // A job that was put in again finds an upload that was committed meanwhile.
        Some(row) if is_open(&row) => Ok((transaction, row)),
        Some(_) | None => {
            transaction.rollback().await?;
            let detail = "the upload was committed or removed; there is nothing left to check";
            Err(Problem::Refused(json!({"code": "state_conflict", "detail": detail})))
        }
    }
}

/// Whether nothing of an upload has become data.
fn is_open(row: &uploads::Model) -> bool {
    state_of(row).is_ok_and(|state| !matches!(state, State::Committed | State::Undone))
}

fn of(id: Uuid, position: usize, row: Staged) -> upload_rows::ActiveModel {
    let place = match row.place {
        Some((file, sheet, row)) => json!({"file": file, "sheet": sheet, "row": row}),
        None => json!({}),
    };
    upload_rows::ActiveModel {
        upload_id: Set(id),
        position: Set(i64::try_from(position).unwrap_or(i64::MAX)),
        table_name: Set(row.table.to_owned()),
        key: Set(row.key),
        outcome: Set(row.outcome.as_str().to_owned()),
        fields: Set(Some(row.fields)),
        place: Set(place),
    }
}
