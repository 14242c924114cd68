//! `/jobs`: how far work in the background is, as one answer or as a stream of events.

use std::time::Duration;

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_ENCODING, CONTENT_TYPE};
use actix_web::web::{Bytes, Data, Path};
use futures_util::stream;
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::endpoint::{Access, Content, Endpoint, Method, json_of};
use crate::app::Service;
use crate::audit::{self, Event};
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Part, Resource};
use crate::db::entities::jobs;
use crate::db::tenant::within;
use crate::error::{ApiError, Code};
use crate::jobs::{Kind, QueueError, State, cancel, find, resume};

/// How often the state is looked at for a stream.
const LOOK: Duration = Duration::from_millis(250);
/// After how many looks without news a comment keeps the connection open.
const QUIET: u32 = 60;

/// Its addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let read = Access::Needs(Action::Read, Resource::Jobs);
    let change = Access::Needs(Action::Change, Resource::Jobs);
    vec![
        Endpoint::new(Method::Get, "/jobs/{job_id}", "read_job", read, one).gives(200, json_of::<Job>()),
        Endpoint::new(Method::Get, "/jobs/{job_id}/events", "watch_job", read, events)
            .gives(200, Content::Bytes(&["text/event-stream"])),
        Endpoint::new(Method::Post, "/jobs/{job_id}/cancel", "cancel_job", change, call_off)
            .gives(200, json_of::<Job>()),
        Endpoint::new(Method::Post, "/jobs/{job_id}/resume", "resume_job", change, again).gives(200, json_of::<Job>()),
    ]
}

/// Work in the background.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "ids are called by what they name, as everywhere in the API")]
struct Job {
    /// Its id.
    job_id: Uuid,
    /// What is done.
    kind: String,
    /// What it is done to.
    object_id: Option<Uuid>,
    /// `queued`, `running`, `done`, `failed` or `cancelled`.
    state: String,
    /// What it is at.
    stage: Option<String>,
    /// How much is done, 0–1.
    progress: f64,
    /// Why it failed.
    #[schema(value_type = Option<Object>)]
    problem: Option<Value>,
}

impl From<jobs::Model> for Job {
    fn from(row: jobs::Model) -> Self {
        Self {
            job_id: row.id,
            kind: row.kind,
            object_id: row.object_id,
            state: row.state,
            stage: row.stage,
            progress: row.progress,
            problem: row.problem,
        }
    }
}

impl Job {
    fn has_ended(&self) -> bool {
        self.state.parse::<State>().is_ok_and(State::has_ended)
    }
}

async fn seen(service: &Service, caller: &Caller, id: Uuid) -> Result<jobs::Model, ApiError> {
    let row = find(service.database.reader(), caller.organisation_id, id).await.map_err(|error| problem(error, id))?;
    // Whoever is limited to some assessments sees their jobs and the own ones.
    let is_in_scope =
        row.kind == Kind::Assessment.as_str() && row.object_id.is_some_and(|one| caller.sees_assessment(one));
    if caller.scope.is_some() && !is_in_scope && row.created_by != Some(caller.actor_id) {
        return Err(ApiError::not_found("job", id));
    }
    Ok(row)
}

/// What a job of a kind works on.
fn resource_of(kind: &str) -> Option<Resource> {
    Some(match kind.parse().ok()? {
        Kind::Upload => Resource::Uploads,
        Kind::Assessment => Resource::Assessments,
        Kind::Report => Resource::Reports,
        Kind::Screening => Resource::Matches,
        Kind::RulesetTrial => Resource::Rulesets,
        Kind::Export => Resource::Export,
    })
}

fn problem(error: QueueError, id: Uuid) -> ApiError {
    match error {
        QueueError::NotFound => ApiError::not_found("job", id),
        QueueError::State(_) => ApiError::new(Code::StateConflict).say(error.to_string()),
        QueueError::Full | QueueError::Database(_) => error.into(),
    }
}

async fn one(caller: Caller, service: Data<Service>, id: Path<Uuid>) -> Result<HttpResponse, ApiError> {
    Ok(HttpResponse::Ok().json(Job::from(seen(&service, &caller, *id).await?)))
}

/// `progress` whenever something changed, `end` at the end. Never compressed: a compressor holds events back until the end.
async fn events(caller: Caller, service: Data<Service>, id: Path<Uuid>) -> Result<HttpResponse, ApiError> {
    seen(&service, &caller, *id).await?;
    let watch = Watch { service, caller, id: *id, last: None, quiet: 0, ended: false };
    let told =
        stream::unfold(
            watch,
            |mut watch| async move { watch.next().await.map(|bytes| (Ok::<_, ApiError>(bytes), watch)) },
        );
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/event-stream"))
        .insert_header((CONTENT_ENCODING, "identity"))
        .insert_header((CACHE_CONTROL, "no-store"))
        .streaming(told))
}

/// A job that is watched.
struct Watch {
    service: Data<Service>,
    caller: Caller,
    id: Uuid,
    last: Option<Job>,
    quiet: u32,
    ended: bool,
}

impl Watch {
    /// The next event; `None` after the last.
    async fn next(&mut self) -> Option<Bytes> {
        let ending = self.service.ending();
        while !self.ended && !*ending.borrow() {
            // The stream goes on after the request that began it.
            let look = seen(&self.service, &self.caller, self.id);
            let now = Job::from(within(self.caller.organisation_id, look).await.ok()?);
            if self.last.as_ref() != Some(&now) {
                self.quiet = 0;
                self.ended = now.has_ended();
                let name = if self.ended { "end" } else { "progress" };
                let event = format!("event: {name}\ndata: {}\n\n", json!(now));
                self.last = Some(now);
                return Some(Bytes::from(event));
            }
            self.quiet += 1;
            if self.quiet >= QUIET {
                self.quiet = 0;
                return Some(Bytes::from_static(b": still here\n\n"));
            }
            actix_web::rt::time::sleep(LOOK).await;
        }
        None
    }
}

async fn call_off(caller: Caller, service: Data<Service>, id: Path<Uuid>) -> Result<HttpResponse, ApiError> {
    change(&caller, &service, *id, "job.cancel").await
}

async fn again(caller: Caller, service: Data<Service>, id: Path<Uuid>) -> Result<HttpResponse, ApiError> {
    change(&caller, &service, *id, "job.resume").await
}

async fn change(caller: &Caller, service: &Service, id: Uuid, action: &'static str) -> Result<HttpResponse, ApiError> {
    let job = seen(service, caller, id).await?;
    // The own work, or that of others on what the role may change.
    let is_own = job.created_by == Some(caller.actor_id);
    if !is_own && !resource_of(&job.kind).is_some_and(|one| caller.may(Action::Change, one, Part::Whole)) {
        return Err(ApiError::new(Code::Forbidden));
    }
    let transaction = service.database.begin().await?;
    crate::services::records::hold(&transaction, caller.organisation_id).await?;
    let done = match action {
        "job.cancel" => cancel(&transaction, caller.organisation_id, id).await,
        _ => resume(&transaction, caller.organisation_id, id).await,
    };
    done.map_err(|error| problem(error, id))?;
    let event = Event {
        actor_id: Some(caller.actor_id),
        action,
        object: format!("job/{id}"),
        reason: None,
        payload: json!({}),
    };
    audit::append(&transaction, caller.organisation_id, event).await?;
    transaction.commit().await?;
    Ok(HttpResponse::Ok().json(Job::from(seen(service, caller, id).await?)))
}
