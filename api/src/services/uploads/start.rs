//! Taking files in, and having them checked again with other headers or corrected cells.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use karvon_intake::TableKind;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ConnectionTrait, EntityTrait};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use uuid::Uuid;

use super::stored::{find, state_of};
use super::{Mode, State, UploadError};
use crate::audit::{self, Event};
use crate::db::entities::{organisations, upload_files, uploads};
use crate::db::{Database, new_id, now};
use crate::jobs::{Kind, NewJob, enqueue, open_about};
use crate::services::files::{MediaType, NewFile, Scan, store};
use crate::services::{identity, records};

/// Headers as written and the fields that the user says they mean; the empty text: none.
pub type Mapping = BTreeMap<String, String>;

/// A file on its way in.
#[derive(Clone, Copy, Debug)]
pub struct Part<'a> {
    /// Its name.
    pub name: &'a str,
    /// What it is.
    pub media_type: MediaType,
    /// Its content.
    pub bytes: &'a [u8],
    /// What the scanner said.
    pub scan: Scan,
}

/// What was sent.
#[derive(Clone, Debug)]
pub struct NewUpload<'a> {
    /// Who sent it.
    pub actor_id: Uuid,
    /// Whose list it is.
    pub sender: Option<String>,
    /// How it is meant.
    pub mode: Mode,
    /// What headers mean.
    pub mapping: Mapping,
    /// The files, at least one.
    pub files: Vec<Part<'a>>,
    /// The tables whose rows the sender may write.
    pub tables: Vec<TableKind>,
}

/// A check that will be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Started {
    /// The upload.
    pub upload_id: Uuid,
    /// The job that checks it.
    pub job_id: Uuid,
}

/// A cell that the user put right, as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Corrected {
    pub(super) file: String,
    pub(super) sheet: Option<String>,
    pub(super) row: u32,
    pub(super) column: String,
    pub(super) value: String,
}

/// What the job is told; it holds everything that a later day or another worker might see otherwise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Payload {
    /// The day for the organisation.
    pub(super) as_of: NaiveDate,
    /// The tables whose rows the sender may write.
    pub(super) tables: Vec<String>,
}

/// Keeps files and has them checked.
///
/// # Errors
/// Too much work waits, or the database fails.
pub async fn start(
    database: &Database,
    organisation: &organisations::Model,
    new: NewUpload<'_>,
) -> Result<Started, UploadError> {
    let upload_id = new_id();
    let transaction = database.begin().await?;
    let row = uploads::ActiveModel {
        id: Set(upload_id),
        organisation_id: Set(organisation.id),
        state: Set(State::Checking.as_str().to_owned()),
        sender: Set(new.sender),
        mode: Set(new.mode.as_str().to_owned()),
        mapping: Set(Some(json!(new.mapping))),
        corrections: Set(None),
        base_revision: Set(organisation.revision),
        revision: Set(None),
        undo_revision: Set(None),
        counts: Set(None),
        problem: Set(None),
        created_by: Set(Some(new.actor_id)),
        created_at: Set(now()),
        committed_at: Set(None),
        version: Set(1),
    };
    uploads::Entity::insert(row).exec_without_returning(&transaction).await?;
    let mut names: Vec<String> = Vec::new();
    let mut told = Vec::new();
    for (position, file) in (0..).zip(&new.files) {
        let name = own_name(file.name, &names);
        let kept = NewFile { name: &name, media_type: file.media_type, bytes: file.bytes, scan: file.scan };
        let kept = store(&transaction, organisation.id, kept).await?;
        told.push(json!({"sha256": kept.sha256, "bytes": kept.bytes}));
        let row = upload_files::ActiveModel {
            upload_id: Set(upload_id),
            position: Set(position),
            name: Set(name.clone()),
            sheet: Set(None),
            sha256: Set(kept.sha256),
            table_name: Set(None),
            columns: Set(json!([])),
            file_id: Set(kept.id),
        };
        upload_files::Entity::insert(row).exec_without_returning(&transaction).await?;
        names.push(name);
    }
    let asked = Asked { organisation, actor_id: new.actor_id, tables: &new.tables, upload_id };
    let job_id = put_in(&transaction, asked).await?;
    let event = Event {
        actor_id: Some(new.actor_id),
        action: "upload.sent",
        object: format!("upload/{upload_id}"),
        reason: None,
        payload: json!({"files": told, "mode": new.mode.as_str()}),
    };
    audit::append(&transaction, organisation.id, event).await?;
    transaction.commit().await?;
    Ok(Started { upload_id, job_id })
}

/// Has the files checked again, with headers and cells changed by `change`, which may refuse.
///
/// # Errors
/// The upload is being checked or was committed; what `change` refuses; the database fails.
pub async fn repair<E: From<UploadError>>(
    database: &Database,
    organisation: &organisations::Model,
    actor_id: Uuid,
    tables: &[TableKind],
    upload_id: Uuid,
    change: impl FnOnce(&uploads::Model, &mut Mapping, &mut Vec<karvon_intake::Correction>) -> Result<(), E>,
) -> Result<Started, E> {
    let failed = |error: sea_orm::DbErr| E::from(UploadError::Database(error));
    let transaction = database.begin().await.map_err(failed)?;
    records::hold(&transaction, organisation.id).await.map_err(failed)?;
    let row = find(&transaction, organisation.id, upload_id).await?;
    let state = state_of(&row)?;
    if matches!(state, State::Committed | State::Undone) {
        return Err(UploadError::State(state).into());
    }
    let open = open_about(&transaction, organisation.id, Kind::Upload, Some(upload_id)).await.map_err(failed)?;
    if !open.is_empty() {
        return Err(UploadError::Busy.into());
    }
    let (mut mapping, mut corrections) = (mapping_of(&row)?, corrections_of(&row)?);
    change(&row, &mut mapping, &mut corrections)?;
    let stored: Vec<Corrected> = corrections.into_iter().map(Corrected::from).collect();
    let change = uploads::ActiveModel {
        id: Set(upload_id),
        state: Set(State::Checking.as_str().to_owned()),
        mapping: Set(Some(json!(mapping))),
        corrections: Set(Some(json!(stored))),
        problem: Set(None),
        version: Set(row.version + 1),
        ..Default::default()
    };
    change.update(&transaction).await.map_err(failed)?;
    let job_id = put_in(&transaction, Asked { organisation, actor_id, tables, upload_id }).await?;
    let event = Event {
        actor_id: Some(actor_id),
        action: "upload.repaired",
        object: format!("upload/{upload_id}"),
        reason: None,
        payload: json!({"headers": mapping.len(), "cells": stored.len()}),
    };
    audit::append(&transaction, organisation.id, event).await.map_err(failed)?;
    transaction.commit().await.map_err(failed)?;
    Ok(Started { upload_id, job_id })
}

struct Asked<'a> {
    organisation: &'a organisations::Model,
    actor_id: Uuid,
    tables: &'a [TableKind],
    upload_id: Uuid,
}

async fn put_in(connection: &impl ConnectionTrait, asked: Asked<'_>) -> Result<Uuid, UploadError> {
    let payload = Payload {
        as_of: identity::today(asked.organisation, now()),
        tables: asked.tables.iter().map(|table| table.as_str().to_owned()).collect(),
    };
    let job = NewJob {
        organisation_id: asked.organisation.id,
        kind: Kind::Upload,
        object_id: Some(asked.upload_id),
        payload: json!(payload),
        created_by: Some(asked.actor_id),
    };
    Ok(enqueue(connection, job).await?)
}

/// A name that no other file of the upload has, so that a place in it is a place.
fn own_name(name: &str, taken: &[String]) -> String {
    let name = crate::services::files::plain_name(name);
    let (stem, ending) =
        name.rsplit_once('.').map_or((name.as_str(), String::new()), |(stem, ending)| (stem, format!(".{ending}")));
    let mut candidates = (2..).map(|number| format!("{stem} ({number}){ending}"));
    let mut own = name.clone();
    while taken.contains(&own) {
        own = candidates.next().unwrap_or_default();
    }
    own
}

/// What the user said about headers.
pub(super) fn mapping_of(row: &uploads::Model) -> Result<Mapping, UploadError> {
    read(row.mapping.as_ref())
}

/// The cells that the user put right.
pub(super) fn corrections_of(row: &uploads::Model) -> Result<Vec<karvon_intake::Correction>, UploadError> {
    let stored: Vec<Corrected> = read(row.corrections.as_ref())?;
    Ok(stored.into_iter().map(karvon_intake::Correction::from).collect())
}

fn read<T: Default + serde::de::DeserializeOwned>(stored: Option<&Value>) -> Result<T, UploadError> {
    let stored = stored.filter(|stored| !stored.is_null()).cloned();
    let read =
        stored.map(serde_json::from_value).transpose().map_err(|error| UploadError::Stored(error.to_string()))?;
    Ok(read.unwrap_or_default())
}

impl From<Corrected> for karvon_intake::Correction {
    fn from(stored: Corrected) -> Self {
        let Corrected { file, sheet, row, column, value } = stored;
        Self { file, sheet, row, column, value }
    }
}

impl From<karvon_intake::Correction> for Corrected {
    fn from(correction: karvon_intake::Correction) -> Self {
        let karvon_intake::Correction { file, sheet, row, column, value } = correction;
        Self { file, sheet, row, column, value }
    }
}

#[cfg(test)]
mod name_tests {
    use super::*;

    #[test]
    fn two_files_of_one_name_are_told_apart() {
        let taken = ["a.csv".to_owned(), "a (2).csv".to_owned()];
        assert_eq!(own_name("../a.csv", &taken), "a (3).csv");
        assert_eq!(own_name("b.csv", &taken), "b.csv");
    }
}
