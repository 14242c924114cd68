//! `/uploads`: files of data sent, checked, put right, committed, taken back.

mod decide;
mod read;
mod send;

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::endpoint::Endpoint;
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Part};
use crate::db::entities::uploads;
use crate::error::{ApiError, Code, FieldError, said};
use crate::services::uploads::{Row, UploadError, find, resource_of, tables_of};

/// Rows that a refusal names.
const NAMED: usize = 100;

/// Its addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    [send::endpoints(), read::endpoints(), decide::endpoints()].into_iter().flatten().collect()
}

/// An upload that the caller may see: whoever may not read what workers said sees only what they sent themselves.
async fn seen(connection: &impl ConnectionTrait, caller: &Caller, id: Uuid) -> Result<uploads::Model, ApiError> {
    let row = find(connection, caller.organisation_id, id).await.map_err(|error| problem(error, id))?;
    let may = caller.sees_testimony() || row.created_by == Some(caller.actor_id);
    if may { Ok(row) } else { Err(ApiError::not_found("upload", id)) }
}

/// The tables whose rows the caller may write.
fn writable(caller: &Caller) -> Vec<karvon_intake::TableKind> {
    tables_of(|table| caller.may(Action::Change, resource_of(table), Part::Whole))
}

/// What stands in the way, as a problem.
fn problem(error: UploadError, id: Uuid) -> ApiError {
    let told = error.to_string();
    match error {
        UploadError::NotFound => ApiError::not_found("upload", id),
        UploadError::State(state) => {
            ApiError::new(Code::StateConflict).tell("problem-detail-upload-state", [("state", state.as_str().into())])
        }
        UploadError::LegalHold => ApiError::new(Code::StateConflict).say(told),
        UploadError::Busy => ApiError::new(Code::StateConflict).tell("problem-detail-upload-busy", []),
        UploadError::Broken { count, first } => {
            let errors = first.into_iter().map(|finding| FieldError {
                pointer: None,
                file: Some(finding.file),
                sheet: finding.sheet,
                row: finding.row_number.and_then(|row| u32::try_from(row).ok()),
                column: finding.column_name,
                value: finding.value,
                rule: finding.rule,
                severity: finding.severity,
                message: finding.message,
                fix: finding.fix,
            });
            ApiError::new(Code::StateConflict)
                .tell("problem-detail-upload-broken", [("count", count.into())])
                .with_errors(errors.collect())
        }
        UploadError::DataChanged(rows) => ApiError::new(Code::DataChanged)
            .tell("problem-detail-upload-changed", [("count", rows.len().into())])
            .with_errors(places(rows, "data-changed", "problem-upload-row-changed")),
        UploadError::LaterChanges(rows) => ApiError::new(Code::LaterChanges)
            .tell("problem-detail-upload-later", [("count", rows.len().into())])
            .with_errors(places(rows, "later-change", "problem-upload-row-later")),
        UploadError::Queue(error) => error.into(),
        UploadError::Database(error) => error.into(),
        UploadError::File(error) => error.into(),
        UploadError::Stored(_) => ApiError::internal(told),
    }
}

/// Rows of the data as places: `/suppliers/S-1`.
fn places(rows: Vec<Row>, rule: &str, key: &str) -> Vec<FieldError> {
    let one = |row: Row| {
        let pointer = format!("/{}/{}", row.table, crate::error::escaped(&row.key));
        let values = || [("table", row.table.into()), ("key", row.key.as_str().into())];
        FieldError::at(pointer, rule, said(key, values()), said(&format!("{key}-fix"), values()))
    };
    rows.into_iter().take(NAMED).map(one).collect()
}
