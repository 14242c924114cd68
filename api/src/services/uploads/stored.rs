//! Uploads as they are stored: finding one, its files, its words, removing it.

use std::fmt;
use std::str::FromStr;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use serde_json::json;
use uuid::Uuid;

use super::UploadError;
use crate::audit::{self, Event};
use crate::db::entities::{file_chunks, files as originals, upload_files, upload_findings, upload_rows, uploads};
use crate::db::{Database, OrganisationId};
use crate::jobs::{Kind, call_off_all};
use crate::services::records;

/// How the files of an upload are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// They add to what is known.
    Merge,
    /// They hold everything that the sender lists; what is not listed has ended.
    Snapshot,
}

impl Mode {
    /// The word in requests and rows.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Merge => "merge",
            Self::Snapshot => "snapshot",
        }
    }
}

impl FromStr for Mode {
    type Err = ();

    fn from_str(word: &str) -> Result<Self, ()> {
        [Self::Merge, Self::Snapshot].into_iter().find(|mode| mode.as_str() == word).ok_or(())
    }
}

/// How far an upload is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Its files are being checked.
    Checking,
    /// What is in them is known and can be committed.
    Checked,
    /// Its rows are part of the data.
    Committed,
    /// They were taken back.
    Undone,
    /// The check did not come to an end.
    Failed,
}

impl State {
    /// The word in rows and answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Checking => "checking",
            Self::Checked => "checked",
            Self::Committed => "committed",
            Self::Undone => "undone",
            Self::Failed => "failed",
        }
    }
}

impl fmt::Display for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The state of an upload.
///
/// # Errors
/// It is none: a defect.
pub(super) fn state_of(row: &uploads::Model) -> Result<State, UploadError> {
    let all = [State::Checking, State::Checked, State::Committed, State::Undone, State::Failed];
    let found = all.into_iter().find(|state| state.as_str() == row.state);
    found.ok_or_else(|| UploadError::Stored(format!("state `{}`", row.state)))
}

/// An upload of an organisation.
///
/// # Errors
/// There is none, or the database fails.
pub async fn find(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    id: Uuid,
) -> Result<uploads::Model, UploadError> {
    uploads::Entity::find_by_id(id)
        .filter(uploads::Column::OrganisationId.eq(organisation_id))
        .one(connection)
        .await?
        .ok_or(UploadError::NotFound)
}

/// The sheets of an upload's files, or the files themselves before they were read, in their order.
///
/// # Errors
/// The database fails.
pub async fn files(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<upload_files::Model>, DbErr> {
    upload_files::Entity::find()
        .filter(upload_files::Column::UploadId.eq(id))
        .order_by_asc(upload_files::Column::Position)
        .all(connection)
        .await
}

/// Takes the staging rows and findings of an upload away.
pub(super) async fn clear(connection: &impl ConnectionTrait, id: Uuid) -> Result<(), DbErr> {
    upload_rows::Entity::delete_many().filter(upload_rows::Column::UploadId.eq(id)).exec(connection).await?;
    upload_findings::Entity::delete_many().filter(upload_findings::Column::UploadId.eq(id)).exec(connection).await?;
    Ok(())
}

/// Removes an upload with its files before it was committed.
///
/// # Errors
/// It was committed, a legal hold keeps it, or the database fails. `meant` says whether its version is the one meant.
pub async fn remove<E: From<UploadError>>(
    database: &Database,
    organisation_id: OrganisationId,
    actor_id: Uuid,
    id: Uuid,
    meant: impl FnOnce(&uploads::Model) -> Result<(), E>,
) -> Result<(), E> {
    let failed = |error: DbErr| E::from(UploadError::Database(error));
    let transaction = database.begin().await.map_err(failed)?;
    let organisation = records::hold(&transaction, organisation_id).await.map_err(failed)?;
    // Jobs before the upload, as a worker does: whoever has the one waits for nobody who has the other.
    call_off_all(&transaction, organisation_id, Kind::Upload, Some(id)).await.map_err(failed)?;
    let row = find(&transaction, organisation_id, id).await?;
    meant(&row)?;
    let state = state_of(&row)?;
    if matches!(state, State::Committed | State::Undone) {
        return Err(UploadError::State(state).into());
    }
    if organisation.legal_hold {
        return Err(UploadError::LegalHold.into());
    }
    let removed = async {
        clear(&transaction, id).await?;
        let own: Vec<Uuid> = files(&transaction, id).await?.into_iter().map(|file| file.file_id).collect();
        upload_files::Entity::delete_many().filter(upload_files::Column::UploadId.eq(id)).exec(&transaction).await?;
        uploads::Entity::delete_by_id(id).exec(&transaction).await?;
        let chunks = file_chunks::Entity::delete_many().filter(file_chunks::Column::FileId.is_in(own.clone()));
        chunks.exec(&transaction).await?;
        originals::Entity::delete_many().filter(originals::Column::Id.is_in(own)).exec(&transaction).await?;
        let object = format!("upload/{id}");
        let event =
            Event { actor_id: Some(actor_id), action: "upload.removed", object, reason: None, payload: json!({}) };
        audit::append(&transaction, organisation_id, event).await?;
        transaction.commit().await
    };
    removed.await.map_err(failed)
}
