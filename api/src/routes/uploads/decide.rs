//! Committing an upload, taking it back, removing it.

use actix_web::http::header::IF_MATCH;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::send::Refused;
use super::{problem, seen};
use crate::app::Service;
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Resource};
use crate::error::ApiError;
use crate::routes::endpoint::{Access, Endpoint, Method, json_of};
use crate::services::records;
use crate::services::uploads::{Touched, Which, commit, remove, undo};
use crate::web::body::Body;
use crate::web::etag::IfMatch;

/// Their addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let change = Access::Needs(Action::Change, Resource::Uploads);
    vec![
        Endpoint::new(Method::Post, "/uploads/{upload_id}/commit", "commit_upload", change, accept)
            .takes(json_of::<CommitInput>())
            .gives(200, json_of::<UploadCommitted>()),
        Endpoint::new(Method::Post, "/uploads/{upload_id}/undo", "undo_upload", change, take_back)
            .takes(json_of::<UndoInput>())
            .gives(200, json_of::<UploadUndone>()),
        Endpoint::new(Method::Delete, "/uploads/{upload_id}", "remove_upload", change, discard)
            .gives_nothing(204)
            .versioned(),
    ]
}

/// Which rows become part of the data.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct CommitInput {
    /// `good`: all that can be used; `all`: refused where some cannot.
    rows: Rows,
}

#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Rows {
    Good,
    All,
}

/// What a commit made.
#[derive(Debug, Serialize, ToSchema)]
struct UploadCommitted {
    /// The revision of the data.
    revision: i64,
}

/// Why a commit is taken back.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct UndoInput {
    /// In words; no worker's name.
    #[validate(length(min = 1, max = 2000))]
    reason: String,
}

/// What an undo made.
#[derive(Debug, Serialize, ToSchema)]
struct UploadUndone {
    /// The revision of the data.
    revision: i64,
    /// The assessments that were made from the data between commit and undo.
    assessments: Vec<AssessmentTouched>,
}

/// An assessment that was made from data that was taken back.
#[derive(Debug, Serialize, ToSchema)]
struct AssessmentTouched {
    /// Its id.
    assessment_id: Uuid,
    /// The day it was made for.
    as_of: NaiveDate,
    /// How far it is.
    state: String,
}

impl From<Touched> for AssessmentTouched {
    fn from(touched: Touched) -> Self {
        let Touched { id: assessment_id, as_of, state } = touched;
        Self { assessment_id, as_of, state }
    }
}

/// Whoever says which version is meant gets no other; the revision that was compared with is looked at in any case.
fn require_if_said(request: &HttpRequest, version: i64) -> Result<(), ApiError> {
    if request.headers().contains_key(IF_MATCH) { IfMatch::of(request)?.require(version) } else { Ok(()) }
}

async fn accept(
    request: HttpRequest,
    caller: Caller,
    service: Data<Service>,
    id: Path<Uuid>,
    body: Body<CommitInput>,
) -> Result<HttpResponse, ApiError> {
    let row = seen(service.database.reader(), &caller, *id).await?;
    require_if_said(&request, row.version)?;
    let which = match body.0.rows {
        Rows::Good => Which::Good,
        Rows::All => Which::All,
    };
    let organisation = records::organisation(service.database.reader(), caller.organisation_id).await?;
    let done = commit(&service.database, &organisation, caller.actor_id, *id, which).await;
    let done = done.map_err(|error| problem(error, *id))?;
    Ok(HttpResponse::Ok().json(UploadCommitted { revision: done.revision }))
}

async fn take_back(
    request: HttpRequest,
    caller: Caller,
    service: Data<Service>,
    id: Path<Uuid>,
    body: Body<UndoInput>,
) -> Result<HttpResponse, ApiError> {
    let row = seen(service.database.reader(), &caller, *id).await?;
    require_if_said(&request, row.version)?;
    let done = undo(&service.database, caller.organisation_id, caller.actor_id, *id, &body.0.reason).await;
    let done = done.map_err(|error| problem(error, *id))?;
    let assessments = done.assessments.into_iter().map(AssessmentTouched::from).collect();
    Ok(HttpResponse::Ok().json(UploadUndone { revision: done.revision, assessments }))
}

async fn discard(
    request: HttpRequest,
    caller: Caller,
    service: Data<Service>,
    id: Path<Uuid>,
) -> Result<HttpResponse, ApiError> {
    let meant = IfMatch::of(&request)?;
    seen(service.database.reader(), &caller, *id).await?;
    let removed = remove(&service.database, caller.organisation_id, caller.actor_id, *id, |row| {
        meant.require(row.version).map_err(Refused::Told)
    });
    removed.await.map_err(|refused| refused.into_problem(*id))?;
    Ok(HttpResponse::NoContent().finish())
}
