//! Everything of an organisation in one file: every table as CSV and as JSON, originals, rulesets and lists as they can be brought
//! again, assessments, and the log.
//!
//! Secrets are no data: hashes of keys, of links and of passwords stay behind. What a scanner found infected stays as well; that
//! there is such a file is told in the table of files.

mod tables;

use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use thiserror::Error;
use uuid::Uuid;

use crate::audit::{self, Event};
use crate::db::entities::{assessments, files as stored, jobs};
use crate::db::{Database, OrganisationId, new_id};
use crate::jobs::{Kind, Later, NewJob, Problem, QueueError, State, Task, Work, compute, end_with, enqueue};
use crate::services::archive::zipped;
use crate::services::blobs::{self, BlobError};
use crate::services::files::{self, FileError, MediaType, NewFile, Scan};
use crate::services::{lists, rulesets};

/// What the file is called.
const NAME: &str = "organisation.zip";

/// An export that was taken on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Started {
    /// The export.
    pub export_id: Uuid,
    /// The job that makes it.
    pub job_id: Uuid,
}

/// An export that is not given out.
#[derive(Debug, Error)]
pub enum ExportError {
    /// No such export of the organisation.
    #[error("there is no such export")]
    NotFound,
    /// It is not made, or will not be.
    #[error("the export is {0}; there is no file")]
    NoFile(String),
    /// The file cannot be had.
    #[error(transparent)]
    File(#[from] FileError),
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

/// Takes an export on.
///
/// # Errors
/// Too much work waits, or the database fails.
pub async fn start(
    database: &Database,
    organisation_id: OrganisationId,
    actor_id: Uuid,
) -> Result<Started, QueueError> {
    let export_id = new_id();
    let transaction = database.begin().await?;
    let job = NewJob {
        organisation_id,
        kind: Kind::Export,
        object_id: Some(export_id),
        payload: json!({}),
        created_by: Some(actor_id),
    };
    let job_id = enqueue(&transaction, job).await?;
    let object = format!("export/{export_id}");
    let event =
        Event { actor_id: Some(actor_id), action: "organisation.exported", object, reason: None, payload: json!({}) };
    audit::append(&transaction, organisation_id, event).await?;
    transaction.commit().await?;
    Ok(Started { export_id, job_id })
}

/// The file of an export.
///
/// # Errors
/// [`ExportError`].
pub async fn read(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    export_id: Uuid,
) -> Result<Vec<u8>, ExportError> {
    let job = jobs::Entity::find()
        .filter(jobs::Column::OrganisationId.eq(organisation_id))
        .filter(jobs::Column::Kind.eq(Kind::Export.as_str()))
        .filter(jobs::Column::ObjectId.eq(export_id))
        .one(connection)
        .await?
        .ok_or(ExportError::NotFound)?;
    let file = job.payload.get("file_id").and_then(Value::as_str).and_then(|id| id.parse::<Uuid>().ok());
    let Some(file) = file.filter(|_| job.state == State::Done.as_str()) else {
        return Err(ExportError::NoFile(job.state));
    };
    let (_, bytes) = files::read(connection, organisation_id, file).await?;
    Ok(bytes)
}

/// Makes exports.
#[derive(Clone, Copy, Debug, Default)]
pub struct Export;

impl Work for Export {
    fn run(&self, task: Task) -> Later<'_, Result<(), Problem>> {
        Box::pin(make(task))
    }
}

async fn make(task: Task) -> Result<(), Problem> {
    let organisation_id = task.claimed.job.organisation_id;
    task.report.begin("read", 0.05);
    let parts = gathered(&task, organisation_id).await?;
    if task.report.is_stopped() {
        return Err(Problem::Stopped);
    }
    task.report.begin("write", 0.7);
    let bytes = compute(move || zipped(&parts).map_err(|error| Problem::Defect(error.to_string()))).await?;
    task.report.begin("store", 0.9);
    let transaction = task.database.begin().await?;
    let new = NewFile { name: NAME, media_type: MediaType::Zip, bytes: &bytes, scan: Scan::NotScanned };
    let file = files::store(&transaction, organisation_id, new).await?;
    let change = jobs::ActiveModel {
        id: Set(task.claimed.job.id),
        payload: Set(json!({"file_id": file.id})),
        ..Default::default()
    };
    change.update(&transaction).await?;
    if !end_with(&transaction, &task.claimed).await? {
        transaction.rollback().await?;
        return Err(Problem::Stopped);
    }
    Ok(transaction.commit().await?)
}

/// Everything, by the name that it gets in the file.
async fn gathered(task: &Task, organisation_id: OrganisationId) -> Result<Vec<(String, Vec<u8>)>, Problem> {
    let reader = task.database.reader();
    let mut parts = tables::all(reader, organisation_id).await?;
    task.report.begin("read", 0.3);
    parts.push(("audit_log.jsonl".to_owned(), audit::export(reader, organisation_id, None).await?.into_bytes()));
    for file in files::all(reader, organisation_id).await? {
        if is_kept_back(&file) {
            continue;
        }
        let name = format!("files/{}/{}", file.id, file.name);
        match files::read(reader, organisation_id, file.id).await {
            Ok((_, bytes)) => parts.push((name, bytes)),
            // Erased or found infected since the list was read.
            Err(FileError::Erased(_) | FileError::Infected(_) | FileError::Missing(_)) => {}
            Err(FileError::Database(error)) => return Err(error.into()),
            Err(error @ FileError::Damaged(_)) => return Err(Problem::Defect(error.to_string())),
        }
    }
    task.report.begin("read", 0.5);
    let own = assessments::Entity::find().filter(assessments::Column::OrganisationId.eq(organisation_id));
    for row in own.all(reader).await? {
        let blobs = [("inputs.json", Some(row.inputs_blob)), ("assessment.json", row.result_blob)];
        for (name, hash) in blobs {
            let Some(hash) = hash else { continue };
            let bytes = unless_erased(blobs::get(reader, organisation_id, &hash).await)?;
            parts.extend(bytes.map(|bytes| (format!("assessments/{}/{name}", row.id), bytes)));
        }
    }
    for row in rulesets::contents(reader, organisation_id).await? {
        parts.push((format!("rulesets/{}.zip", row.id), row.archive));
    }
    for row in lists::contents(reader, organisation_id).await? {
        let bytes = unless_erased(lists::file(reader, organisation_id, &row).await)?;
        parts.extend(bytes.map(|bytes| (format!("lists/{}.csv", row.id), bytes)));
    }
    Ok(parts)
}

/// Content that may have been erased since it was named.
fn unless_erased(content: Result<Vec<u8>, BlobError>) -> Result<Option<Vec<u8>>, Problem> {
    match content {
        Ok(bytes) => Ok(Some(bytes)),
        Err(BlobError::Missing(_)) => Ok(None),
        Err(BlobError::Database(error)) => Err(error.into()),
        Err(error @ BlobError::Damaged(_)) => Err(Problem::Defect(error.to_string())),
    }
}

/// Whether a file is an export: nothing else that is kept is a ZIP of this name.
pub(super) fn is_export(file: &stored::Model) -> bool {
    file.name == NAME && file.media_type == MediaType::Zip.as_str()
}

/// Files without content, infected ones, and earlier exports, which would hold all of this again.
fn is_kept_back(file: &stored::Model) -> bool {
    file.erased_at.is_some() || file.scan == Scan::Infected.as_str() || is_export(file)
}
