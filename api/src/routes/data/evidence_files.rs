//! `/evidence/{evidence_id}/files`: what supports a piece of evidence. A file is what its content says; it is given out as an
//! attachment that no browser runs, and never when a scanner found something in it.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION};
use actix_web::web::{self, Data};
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::evidence::Evidence;
use super::handlers::{encoded, find};
use crate::app::Service;
use crate::audit::{self, Event};
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Resource};
use crate::db::entities::{evidence_files, files};
use crate::db::now;
use crate::error::{ApiError, Code};
use crate::routes::PREFIX;
use crate::routes::endpoint::{Access, Content, Endpoint, Method, json_of};
use crate::services::files::scan::{ScanError, scan};
use crate::services::files::{self as store, FileError, MediaType, NewFile, sniff};
use crate::web::form::{FormLimits, Parts};

/// Media types that are given out.
const KINDS: &[&str] = &[
    "application/pdf",
    "image/jpeg",
    "image/png",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "text/csv",
    "text/plain",
];

/// Their addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let form =
        json!({"type": "object", "required": ["file"], "properties": {"file": {"type": "string", "format": "binary"}}});
    let (add, read) = (Access::Needs(Action::Add, Resource::Evidence), Access::Needs(Action::Read, Resource::Evidence));
    vec![
        Endpoint::new(Method::Post, "/evidence/{evidence_id}/files", "add_evidence_file", add, self::add)
            .takes(Content::Multipart(form))
            .gives(201, json_of::<FileAdded>()),
        Endpoint::new(Method::Get, "/evidence/{evidence_id}/files/{file_id}", "read_evidence_file", read, self::read)
            .gives(200, Content::Bytes(KINDS)),
    ]
}

/// A file that was added.
#[derive(Debug, Serialize, ToSchema)]
struct FileAdded {
    /// Its id.
    file_id: Uuid,
    /// SHA-256 of its content.
    sha256: String,
    /// What it is.
    media_type: String,
    /// How large it is.
    bytes: i64,
    /// `not_scanned`, `clean` or `infected`.
    scan: String,
}

impl From<&files::Model> for FileAdded {
    fn from(file: &files::Model) -> Self {
        let files::Model { id, sha256, media_type, bytes, scan, .. } = file.clone();
        Self { file_id: id, sha256, media_type, bytes, scan }
    }
}

async fn add(
    caller: Caller,
    service: Data<Service>,
    evidence_id: web::Path<String>,
    parts: Parts,
) -> Result<HttpResponse, ApiError> {
    find::<Evidence, _>(service.database.reader(), &caller, &evidence_id).await?;
    let most = service.settings.limits.file_bytes;
    let form = parts.read(FormLimits { files: 1, file_bytes: most, all_bytes: most }).await?;
    let Some(file) = form.files.first() else {
        return Err(ApiError::new(Code::MalformedRequest).tell("problem-detail-no-file", []));
    };
    let kind = sniff(&file.bytes, &file.name).filter(|kind| !matches!(kind, MediaType::Json | MediaType::Zip));
    let kind = kind.ok_or_else(|| ApiError::new(Code::UnsupportedType).tell("problem-detail-file-kind", []))?;
    let scan = scan(service.settings.scanner.as_deref(), &file.bytes).await?;
    let transaction = service.database.begin().await?;
    let new = NewFile { name: &file.name, media_type: kind, bytes: &file.bytes, scan };
    let stored = store::store(&transaction, caller.organisation_id, new).await?;
    let row = evidence_files::ActiveModel {
        organisation_id: Set(caller.organisation_id),
        evidence_key: Set(evidence_id.to_string()),
        file_id: Set(stored.id),
        added_at: Set(now()),
        added_by: Set(Some(caller.actor_id)),
    };
    evidence_files::Entity::insert(row).exec_without_returning(&transaction).await?;
    let payload = json!({"evidence_id": *evidence_id, "sha256": stored.sha256, "bytes": stored.bytes});
    let object = format!("file/{}", stored.id);
    let event = Event { actor_id: Some(caller.actor_id), action: "file.added", object, reason: None, payload };
    audit::append(&transaction, caller.organisation_id, event).await?;
    transaction.commit().await?;
    let place = format!("{PREFIX}/evidence/{}/files/{}", encoded(&evidence_id), stored.id);
    Ok(HttpResponse::Created().insert_header((LOCATION, place)).json(FileAdded::from(&stored)))
}

async fn read(
    caller: Caller,
    service: Data<Service>,
    ids: web::Path<(String, String)>,
) -> Result<HttpResponse, ApiError> {
    let (evidence_id, file_id) = ids.into_inner();
    let connection = service.database.reader();
    find::<Evidence, _>(connection, &caller, &evidence_id).await?;
    let missing = || ApiError::not_found("file", &file_id);
    let id: Uuid = file_id.parse().map_err(|_| missing())?;
    let of = evidence_files::Entity::find_by_id((caller.organisation_id, evidence_id, id)).one(connection).await?;
    of.ok_or_else(missing)?;
    let (file, bytes) = store::read(connection, caller.organisation_id, id).await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, file.media_type))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{}", encoded(&file.name))))
        .insert_header((CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
        .body(bytes))
}

impl From<FileError> for ApiError {
    fn from(error: FileError) -> Self {
        match error {
            FileError::Database(error) => error.into(),
            FileError::Missing(id) => Self::not_found("file", id),
            FileError::Erased(_) | FileError::Infected(_) => Self::new(Code::StateConflict).say(error.to_string()),
            FileError::Damaged(_) => Self::internal(error),
        }
    }
}

impl From<ScanError> for ApiError {
    fn from(error: ScanError) -> Self {
        Self::new(Code::Unavailable).say(error.to_string())
    }
}
