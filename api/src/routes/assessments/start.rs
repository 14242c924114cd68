//! Starting an assessment, listing them, and how far one is.

use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::seen;
use crate::app::Service;
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Resource};
use crate::db::entities::assessments;
use crate::db::page::{Columns, page};
use crate::db::printed;
use crate::error::{ApiError, Code, FieldError};
use crate::list::{Item, Kind, ListField, ListQuery, ListSpec, Page};
use crate::routes::PREFIX;
use crate::routes::endpoint::{Access, Endpoint, Method, Shape, json_of};
use crate::services::assessments::{StartError, Wanted, start as begin};
use crate::services::records;
use crate::services::rulesets::RulesError;
use crate::web::body::Body;
use crate::web::list::answer;

/// What can be asked of the list.
const LIST: ListSpec = ListSpec {
    fields: &[
        ListField::new("assessment_id", Kind::Uuid),
        ListField::new("state", Kind::Text),
        ListField::new("as_of", Kind::Date),
        ListField::new("subject", Kind::Text),
        ListField::new("ruleset", Kind::Text),
        ListField::new("ruleset_hash", Kind::Text),
        ListField::new("engine_version", Kind::Text),
        ListField::new("inputs_hash", Kind::Text),
        ListField::new("result_hash", Kind::Text),
        ListField::new("created_at", Kind::Instant),
        ListField::new("finished_at", Kind::Instant),
    ],
    key: "assessment_id",
    order: "-created_at",
    extra: &[],
    offset: false,
};

/// Its addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let read = Access::Needs(Action::Read, Resource::Assessments);
    let add = Access::Needs(Action::Add, Resource::Assessments);
    vec![
        Endpoint::new(Method::Get, "/assessments", "list_assessments", read, list)
            .lists(&LIST, Shape::of::<Assessment>()),
        Endpoint::new(Method::Post, "/assessments", "start_assessment", add, start)
            .takes(json_of::<AssessmentInput>())
            .gives(202, json_of::<Accepted>()),
        Endpoint::new(Method::Get, "/assessments/{assessment_id}", "read_assessment", read, one)
            .gives(200, json_of::<Assessment>()),
    ]
}

/// What to assess; what is not said is the usual.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct AssessmentInput {
    /// The party that it is about; usually the one that buys and supplies nobody.
    #[validate(length(min = 1, max = 200))]
    subject: Option<String>,
    /// Ruleset, by name or id; usually the one that the organisation has in use.
    #[validate(length(min = 1, max = 100))]
    ruleset: Option<String>,
    /// The day it is made for; usually today in the organisation's time zone.
    as_of: Option<NaiveDate>,
    /// One of the subject's products.
    #[validate(length(min = 1, max = 200))]
    scope: Option<String>,
    /// Number of worlds that are drawn.
    #[validate(range(min = 1, max = 4_194_304))]
    worlds: Option<u32>,
    /// Wanted half-width of the interval of R; worlds are doubled until it is reached.
    #[validate(range(min = 0.0001, max = 0.5))]
    half_width: Option<f64>,
    /// Seed of the worlds.
    seed: Option<u64>,
}

/// Work that was taken on.
#[derive(Debug, Serialize, ToSchema)]
struct Accepted {
    /// The assessment that will be made.
    assessment_id: Uuid,
    /// The job that makes it.
    job_id: Uuid,
}

/// An assessment.
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "ids are called by what they name, as everywhere in the API")]
struct Assessment {
    /// Its id.
    assessment_id: Uuid,
    /// `queued`, `running`, `done` or `failed`.
    state: String,
    /// The day it is made for.
    as_of: NaiveDate,
    /// The party that it is about, where one was named.
    subject: Option<String>,
    /// Ruleset.
    ruleset: String,
    /// SHA-256 of the ruleset.
    ruleset_hash: String,
    /// Versions of the official lists and tables that it rests on.
    #[schema(value_type = Vec<Object>)]
    lists: Value,
    /// Version of the engine.
    engine_version: String,
    /// SHA-256 of what it was made from; `null` until it is done.
    inputs_hash: Option<String>,
    /// SHA-256 of its result; `null` until it is done.
    result_hash: Option<String>,
    /// What it comes to, with all and with verified links; `null` until it is done.
    #[schema(value_type = Option<Object>)]
    summary: Option<Value>,
    /// Why it failed.
    #[schema(value_type = Option<Object>)]
    problem: Option<Value>,
    /// Whether it can be made again from what is stored.
    replayable: bool,
    /// When it was started.
    created_at: String,
    /// When it ended.
    finished_at: Option<String>,
}

impl From<assessments::Model> for Assessment {
    fn from(row: assessments::Model) -> Self {
        Self {
            assessment_id: row.id,
            state: row.state,
            as_of: row.as_of,
            subject: row.subject,
            ruleset: row.ruleset,
            ruleset_hash: row.ruleset_hash,
            lists: row.lists,
            engine_version: row.engine_version,
            inputs_hash: row.inputs_hash,
            result_hash: row.result_hash,
            summary: row.summary,
            problem: row.problem,
            replayable: row.replayable,
            created_at: printed(row.created_at),
            finished_at: row.finished_at.map(printed),
        }
    }
}

async fn list(request: HttpRequest, caller: Caller, service: Data<Service>) -> Result<HttpResponse, ApiError> {
    let query = ListQuery::read(&LIST, request.query_string())?;
    let mut all = assessments::Entity::find().filter(assessments::Column::OrganisationId.eq(caller.organisation_id));
    if let Some(scope) = &caller.scope {
        all = all.filter(assessments::Column::Id.is_in(scope.iter().copied()));
    }
    let of = |name: &str| if name == "assessment_id" { Some(assessments::Column::Id) } else { name.parse().ok() };
    let rows = page(
        service.database.reader(),
        all,
        &query,
        &Columns { of: &of, searched: &[assessments::Column::Subject, assessments::Column::Ruleset] },
    )
    .await?;
    let items = rows.rows.into_iter().map(item).collect::<Result<Vec<_>, _>>()?;
    answer(&LIST, "assessments", &query, Page { items, next_cursor: rows.next_cursor, total: rows.total })
}

fn item(row: assessments::Model) -> Result<Item, ApiError> {
    if let Value::Object(item) = json!(Assessment::from(row)) {
        return Ok(item);
    }
    Err(ApiError::internal("an assessment is shown as no object"))
}

async fn start(caller: Caller, service: Data<Service>, body: Body<AssessmentInput>) -> Result<HttpResponse, ApiError> {
    let AssessmentInput { subject, ruleset, as_of, scope, worlds, half_width, seed } = body.0;
    let wanted = Wanted { subject, ruleset, as_of, scope, worlds, half_width, seed, plan: None };
    let organisation = records::organisation(service.database.reader(), caller.organisation_id).await?;
    let started = begin(&service.database, &organisation, caller.actor_id, wanted).await.map_err(refused)?;
    let accepted = Accepted { assessment_id: started.assessment_id, job_id: started.job_id };
    let place = format!("{PREFIX}/assessments/{}", started.assessment_id);
    Ok(HttpResponse::Accepted().insert_header((LOCATION, place)).json(accepted))
}

fn refused(error: StartError) -> ApiError {
    match error {
        StartError::NoData(_) => ApiError::new(Code::StateConflict).say(error.to_string()),
        StartError::Ruleset(RulesError::Database(error)) | StartError::Database(error) => error.into(),
        StartError::Ruleset(RulesError::Defect(what)) => ApiError::internal(what),
        StartError::Ruleset(_) => {
            let fix = crate::error::said("problem-ruleset-fix", []);
            ApiError::invalid(vec![FieldError::at("/ruleset", "ruleset", error.to_string(), fix)])
        }
        StartError::NotYetEffective(_) => {
            let fix = crate::error::said("problem-ruleset-day-fix", []);
            ApiError::invalid(vec![FieldError::at("/as_of", "effective", error.to_string(), fix)])
        }
        StartError::Queue(error) => error.into(),
    }
}

async fn one(caller: Caller, service: Data<Service>, id: Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let row = seen(service.database.reader(), &caller, *id).await?;
    Ok(HttpResponse::Ok().json(Assessment::from(row)))
}
