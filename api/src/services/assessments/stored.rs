//! Assessments as they are stored.

use std::sync::Arc;

use karvon_engine::assessment::Assessment;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use thiserror::Error;
use uuid::Uuid;

use super::Cache;
use crate::db::OrganisationId;
use crate::db::entities::assessments;
use crate::services::blobs::{self, BlobError};

/// What cannot be read.
#[derive(Debug, Error)]
pub enum StoredError {
    /// No such assessment of the organisation.
    #[error("there is no such assessment")]
    NotFound,
    /// It has no result yet, or never will.
    #[error("the assessment is {0}; it has no result")]
    NoResult(String),
    /// Its content was erased.
    #[error("what it was made from was erased")]
    Erased,
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
    /// What is stored is not what was stored.
    #[error("a stored assessment cannot be read: {0}")]
    Broken(String),
}

impl From<BlobError> for StoredError {
    fn from(error: BlobError) -> Self {
        match error {
            BlobError::Missing(_) => Self::Erased,
            BlobError::Database(error) => Self::Database(error),
            damaged @ BlobError::Damaged(_) => Self::Broken(damaged.to_string()),
        }
    }
}

/// An assessment's row.
///
/// # Errors
/// [`StoredError::NotFound`], or the database fails.
pub async fn find(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    id: Uuid,
) -> Result<assessments::Model, StoredError> {
    assessments::Entity::find_by_id(id)
        .filter(assessments::Column::OrganisationId.eq(organisation_id))
        .one(connection)
        .await?
        .ok_or(StoredError::NotFound)
}

/// What it was made from, byte for byte.
///
/// # Errors
/// [`StoredError::Erased`], or the database fails.
pub async fn inputs(connection: &impl ConnectionTrait, row: &assessments::Model) -> Result<Vec<u8>, StoredError> {
    Ok(blobs::get(connection, row.organisation_id, &row.inputs_blob).await?)
}

/// Its result, byte for byte as the command line writes `assessment.json`.
///
/// # Errors
/// [`StoredError::NoResult`], [`StoredError::Erased`], or the database fails.
pub async fn result_bytes(connection: &impl ConnectionTrait, row: &assessments::Model) -> Result<Vec<u8>, StoredError> {
    let hash = row.result_blob.as_deref().ok_or_else(|| StoredError::NoResult(row.state.clone()))?;
    Ok(blobs::get(connection, row.organisation_id, hash).await?)
}

/// Its result as values; kept for the next question.
///
/// # Errors
/// As [`result_bytes`]; [`StoredError::Broken`] where it cannot be read.
pub async fn result(
    connection: &impl ConnectionTrait,
    cache: &Cache,
    row: &assessments::Model,
) -> Result<Arc<Assessment>, StoredError> {
    let hash = row.result_blob.as_deref().ok_or_else(|| StoredError::NoResult(row.state.clone()))?;
    let key = (row.organisation_id, hash.to_owned());
    let read = async {
        let bytes = result_bytes(connection, row).await?;
        let read = tokio::task::spawn_blocking(move || serde_json::from_slice::<Assessment>(&bytes)).await;
        read.map_err(|error| StoredError::Broken(error.to_string()))?
            .map_err(|error| StoredError::Broken(error.to_string()))
    };
    cache.assessment(key, read).await
}
