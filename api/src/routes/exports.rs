//! `/organisation/export`: everything of the organisation in one file, made in the background.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION};
use actix_web::web::{Data, Path};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::PREFIX;
use super::endpoint::{Access, Content, Endpoint, Method, json_of};
use crate::app::Service;
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Resource};
use crate::error::{ApiError, Code};
use crate::services::export::{self, ExportError};

/// Its addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let change = Access::Needs(Action::Change, Resource::Export);
    vec![
        Endpoint::new(Method::Post, "/organisation/export", "export_organisation", change, start)
            .gives(202, json_of::<ExportAccepted>()),
        Endpoint::new(Method::Get, "/organisation/exports/{export_id}/file", "read_export", change, read)
            .gives(200, Content::Bytes(&["application/zip"])),
    ]
}

/// An export that was taken on.
#[derive(Debug, Serialize, ToSchema)]
struct ExportAccepted {
    /// The export; its file stands under `/organisation/exports/{export_id}/file` when the job is done.
    export_id: Uuid,
    /// The job that makes it.
    job_id: Uuid,
}

async fn start(caller: Caller, service: Data<Service>) -> Result<HttpResponse, ApiError> {
    let started = export::start(&service.database, caller.organisation_id, caller.actor_id).await?;
    let place = format!("{PREFIX}/organisation/exports/{}/file", started.export_id);
    let accepted = ExportAccepted { export_id: started.export_id, job_id: started.job_id };
    Ok(HttpResponse::Accepted().insert_header((LOCATION, place)).json(accepted))
}

async fn read(caller: Caller, service: Data<Service>, id: Path<String>) -> Result<HttpResponse, ApiError> {
    let missing = || ApiError::not_found("export", id.as_str());
    let export_id: Uuid = id.parse().map_err(|_| missing())?;
    let bytes = export::read(service.database.reader(), caller.organisation_id, export_id).await;
    let bytes = bytes.map_err(|error| match error {
        ExportError::NotFound => missing(),
        ExportError::NoFile(_) => ApiError::new(Code::StateConflict).say(error.to_string()),
        ExportError::File(error) => error.into(),
        ExportError::Database(error) => error.into(),
    })?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/zip"))
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"organisation.zip\""))
        .body(bytes))
}
