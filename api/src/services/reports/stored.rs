//! Reports as they are stored.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use thiserror::Error;
use uuid::Uuid;

use crate::db::OrganisationId;
use crate::db::entities::{files, reports};
use crate::services::files::{FileError, read};

/// A report that is not given out.
#[derive(Debug, Error)]
pub enum ReportReadError {
    /// It has no file, or none that may leave.
    #[error("the report is {0}; there is no file to give out")]
    State(String),
    /// Its file cannot be had.
    #[error(transparent)]
    File(#[from] FileError),
}

/// A report of an organisation.
///
/// # Errors
/// The database fails.
pub async fn find(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    id: Uuid,
) -> Result<Option<reports::Model>, DbErr> {
    reports::Entity::find_by_id(id).filter(reports::Column::OrganisationId.eq(organisation_id)).one(connection).await
}

/// The file of a report, once it may leave.
///
/// # Errors
/// [`ReportReadError`].
pub async fn file(
    connection: &impl ConnectionTrait,
    row: &reports::Model,
) -> Result<(files::Model, Vec<u8>), ReportReadError> {
    match row.file_id {
        Some(id) if row.state == "ready" => Ok(read(connection, row.organisation_id, id).await?),
        Some(_) | None => Err(ReportReadError::State(row.state.clone())),
    }
}
