//! What an assessment says as a whole: its result and inputs byte for byte, the network around a party, a number opened.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_TYPE, ETAG};
use actix_web::web::{Data, Path, Query};
use karvon_engine::evidence::WorkerGroup;
use serde::Deserialize;
use uuid::Uuid;

use super::ask::not_computed;
use super::{problem, seen};
use crate::app::Service;
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Part, Resource};
use crate::error::{ApiError, Code, FieldError, said};
use crate::routes::endpoint::{Access, Content, Endpoint, Method, json_of};
use crate::services::assessments::{
    Graph, TraceFailure, Traced, graph as around, inputs as frozen, result, result_bytes, trace as opened,
};

/// Parties of a graph where nothing is said.
const USUAL: usize = 500;
/// Parties of a graph at most.
const MOST: usize = 5_000;

/// Its addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let read = Access::Needs(Action::Read, Resource::Assessments);
    let json = || Content::Bytes(&["application/json"]);
    vec![
        Endpoint::new(Method::Get, "/assessments/{assessment_id}/result", "read_result", read, whole)
            .gives(200, json()),
        Endpoint::new(Method::Get, "/assessments/{assessment_id}/inputs", "read_inputs", read, inputs)
            .gives(200, json()),
        Endpoint::new(Method::Get, "/assessments/{assessment_id}/graph", "read_graph", read, graph)
            .asks(&["centre", "depth", "limit"])
            .gives(200, json_of::<Graph>()),
        Endpoint::new(Method::Get, "/assessments/{assessment_id}/trace", "read_trace", read, trace)
            .asks(&["party_id", "worker_group"])
            .gives(200, json_of::<Traced>()),
    ]
}

/// The bytes themselves, for those who may see what workers said: they hold it.
async fn whole(caller: Caller, service: Data<Service>, id: Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let row = seen(service.database.reader(), &caller, *id).await?;
    caller.require(Action::Read, Resource::Assessments, Part::Testimony)?;
    let bytes = result_bytes(service.database.reader(), &row).await.map_err(|error| problem(error, *id))?;
    Ok(stored(bytes, row.result_blob.as_deref()))
}

async fn inputs(caller: Caller, service: Data<Service>, id: Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let row = seen(service.database.reader(), &caller, *id).await?;
    caller.require(Action::Read, Resource::Assessments, Part::Testimony)?;
    let bytes = frozen(service.database.reader(), &row).await.map_err(|error| problem(error, *id))?;
    Ok(stored(bytes, Some(&row.inputs_blob)))
}

fn stored(bytes: Vec<u8>, hash: Option<&str>) -> HttpResponse {
    let mut answer = HttpResponse::Ok();
    answer.insert_header((CONTENT_TYPE, "application/json"));
    if let Some(hash) = hash {
        answer.insert_header((ETAG, format!("\"{hash}\"")));
    }
    answer.body(bytes)
}

#[derive(Debug, Deserialize)]
struct Around {
    centre: Option<String>,
    depth: Option<u32>,
    limit: Option<usize>,
}

async fn graph(
    caller: Caller,
    service: Data<Service>,
    id: Path<Uuid>,
    query: Query<Around>,
) -> Result<HttpResponse, ApiError> {
    let row = seen(service.database.reader(), &caller, *id).await?;
    let assessment =
        result(service.database.reader(), &service.cache, &row).await.map_err(|error| problem(error, *id))?;
    let limit = query.limit.unwrap_or(USUAL).clamp(1, MOST);
    let found = around(&assessment, query.centre.as_deref(), query.depth.unwrap_or(1), limit);
    let found = found.ok_or_else(|| ApiError::not_found("party", query.centre.as_deref().unwrap_or_default()))?;
    Ok(HttpResponse::Ok().json(found))
}

#[derive(Debug, Deserialize)]
struct Opened {
    party_id: Option<String>,
    worker_group: Option<String>,
}

async fn trace(
    caller: Caller,
    service: Data<Service>,
    id: Path<Uuid>,
    query: Query<Opened>,
) -> Result<HttpResponse, ApiError> {
    let row = seen(service.database.reader(), &caller, *id).await?;
    let Opened { party_id, worker_group } = query.into_inner();
    let party_id = party_id.ok_or_else(|| not_said("party_id"))?;
    let group = worker_group.as_deref().map(group).transpose()?;
    let found = opened(&service.database, &row, &party_id, group).await;
    let mut found = found.map_err(|error| match error {
        TraceFailure::NoParty => ApiError::not_found("party", &party_id),
        TraceFailure::NoGroup { .. } => ApiError::new(Code::NotFound).say(error.to_string()),
        TraceFailure::Replay(error) => not_computed(error, *id),
    })?;
    if !caller.sees_testimony() {
        found.merge_testimony();
    }
    Ok(HttpResponse::Ok().json(found))
}

/// What an address has to say and does not.
pub(super) fn not_said(name: &str) -> ApiError {
    let message = said("problem-query-missing", [("name", name.into())]);
    let fix = said("problem-query-missing-fix", [("name", name.into())]);
    ApiError::new(Code::MalformedRequest).with_errors(vec![FieldError::at(name, "required", message, fix)])
}

/// A group of workers by its word.
fn group(word: &str) -> Result<WorkerGroup, ApiError> {
    let known = WorkerGroup::ALL.into_iter().find(|group| group.as_str() == word);
    known.ok_or_else(|| {
        let words = WorkerGroup::ALL.map(WorkerGroup::as_str).join(", ");
        let message = said("problem-worker-group", [("group", word.into())]);
        let fix = said("problem-worker-group-fix", [("groups", words.into())]);
        ApiError::new(Code::MalformedRequest).with_errors(vec![FieldError::at("worker_group", "word", message, fix)])
    })
}
