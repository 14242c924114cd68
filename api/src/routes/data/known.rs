//! Ids that a row without a template names.

use sea_orm::ConnectionTrait;
use serde_json::Value;

use super::Ground;
use crate::db::entities::cohorts;
use crate::error::{ApiError, FieldError, said};
use crate::services::records::{one, parties_called};
use crate::services::rows::Row;

/// The party of a row must be there.
pub(super) async fn require_party<C: ConnectionTrait>(ground: &Ground<'_, C>, fields: &Row) -> Result<(), ApiError> {
    let id = fields.get("party_id").and_then(Value::as_str).unwrap_or_default();
    let found = parties_called(ground.connection, ground.organisation_id, &[id]).await?;
    if found.is_empty() { Err(unknown("party_id", id)) } else { Ok(()) }
}

/// The cohort of a row must be there.
pub(super) async fn require_cohort<C: ConnectionTrait>(ground: &Ground<'_, C>, fields: &Row) -> Result<(), ApiError> {
    let id = fields.get("cohort_id").and_then(Value::as_str).unwrap_or_default();
    let found = one::<cohorts::Entity>(ground.connection, ground.organisation_id, id).await?;
    if found.is_none() { Err(unknown("cohort_id", id)) } else { Ok(()) }
}

fn unknown(field: &str, id: &str) -> ApiError {
    let values = || [("id", id.into())];
    let error = FieldError::at(
        format!("/{field}"),
        "unknown-id",
        said("problem-unknown-id", values()),
        said("problem-unknown-id-fix", values()),
    );
    ApiError::invalid(vec![error])
}
