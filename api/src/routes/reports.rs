//! `/reports`: documents made of assessments, and what is decided about them.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, ETAG, LOCATION};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::PREFIX;
use super::assessments::seen;
use super::endpoint::{Access, Content, Endpoint, Method, Shape, json_of};
use crate::app::Service;
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Part, Resource};
use crate::db::entities::reports;
use crate::db::page::{Columns, page};
use crate::db::printed;
use crate::error::{ApiError, Code, FieldError, said};
use crate::list::{Kind, ListField, ListQuery, ListSpec, Page, item_of};
use crate::services::keyring::KeyRing;
use crate::services::records;
use crate::services::reports::{
    DecideError, Decision, Edition, Fault, ReportReadError, ReportStartError, Suspect, Wanted, decide as decided,
    file as stored_file, find, start as begin,
};
use crate::web::body::Body;
use crate::web::etag::{IfMatch, etag};
use crate::web::list::answer;

/// What can be asked of the list.
const LIST: ListSpec = ListSpec {
    fields: &[
        ListField::new("report_id", Kind::Uuid),
        ListField::new("assessment_id", Kind::Uuid),
        ListField::new("edition", Kind::Text),
        ListField::new("language", Kind::Text),
        // A query names the kind of the export so.
        ListField::new("format", Kind::Shown),
        ListField::new("party_id", Kind::Text),
        ListField::new("report_date", Kind::Date),
        ListField::new("state", Kind::Text),
        ListField::new("personal_data", Kind::Shown),
        ListField::new("sha256", Kind::Text),
        ListField::new("decision", Kind::Text),
        ListField::new("decision_reason", Kind::Shown),
        ListField::new("created_at", Kind::Instant),
    ],
    key: "report_id",
    order: "-created_at",
    extra: &[],
    offset: false,
};

/// Media types that are given out.
const KINDS: &[&str] = &[
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/zip",
    "application/json",
    "application/graphml+xml",
];

/// Its addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let needs = |action: Action| Access::Needs(action, Resource::Reports);
    vec![
        Endpoint::new(Method::Post, "/assessments/{assessment_id}/reports", "start_report", needs(Action::Add), start)
            .takes(json_of::<ReportInput>())
            .gives(202, json_of::<ReportAccepted>()),
        Endpoint::new(Method::Get, "/reports", "list_reports", needs(Action::Read), list)
            .lists(&LIST, Shape::of::<Report>()),
        Endpoint::new(Method::Get, "/reports/{report_id}", "read_report", needs(Action::Read), one)
            .gives(200, json_of::<Report>()),
        Endpoint::new(Method::Post, "/reports/{report_id}/decision", "decide_report", needs(Action::Change), decide)
            .takes(json_of::<ReportDecision>())
            .gives(200, json_of::<Report>())
            .versioned(),
        Endpoint::new(Method::Get, "/reports/{report_id}/file", "read_report_file", needs(Action::Read), file)
            .gives(200, Content::Bytes(KINDS)),
    ]
}

/// The report that is wanted.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReportInput {
    /// For whom: `compliance` or `auditor`.
    #[validate(length(min = 1, max = 50))]
    edition: String,
    /// Language tag; usually `en`.
    #[validate(length(min = 1, max = 20))]
    language: Option<String>,
    /// `pdf` (usual), `xlsx`, `csv` (an archive of every table), `json` or `graphml`.
    #[validate(length(min = 1, max = 20))]
    format: Option<String>,
    /// The party of a report about one party.
    #[validate(length(min = 1, max = 200))]
    party_id: Option<String>,
    /// The day that stands on it; usually today in the organisation's time zone.
    report_date: Option<NaiveDate>,
}

/// Work that was taken on.
#[derive(Debug, Serialize, ToSchema)]
struct ReportAccepted {
    /// The report that will be made.
    report_id: Uuid,
    /// The job that makes it.
    job_id: Uuid,
}

/// What may tell about a person.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct PersonalData {
    /// How many texts.
    count: usize,
    /// The first of them.
    places: Vec<Suspect>,
}

/// A report.
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "ids are called by what they name, as everywhere in the API")]
struct Report {
    /// Its id.
    report_id: Uuid,
    /// The assessment.
    assessment_id: Uuid,
    /// For whom.
    edition: String,
    /// Language tag.
    language: String,
    /// Kind of file.
    format: String,
    /// The party of a report about one party.
    party_id: Option<String>,
    /// The day that stands on it.
    report_date: NaiveDate,
    /// `running`, `needs_decision`, `ready` or `failed`.
    state: String,
    /// What may tell about a person; `null`: nothing was found, or it is not made yet.
    personal_data: Option<PersonalData>,
    /// SHA-256 of its file; `null` until it is made.
    sha256: Option<String>,
    /// `publish` or `withhold`, once decided.
    decision: Option<String>,
    /// Why.
    decision_reason: Option<String>,
    /// Why it failed.
    #[schema(value_type = Option<Object>)]
    problem: Option<Value>,
    /// When it was asked for.
    created_at: String,
}

impl From<reports::Model> for Report {
    fn from(row: reports::Model) -> Self {
        Self {
            report_id: row.id,
            assessment_id: row.assessment_id,
            edition: row.edition,
            language: row.language,
            format: row.format,
            party_id: row.party_id,
            report_date: row.report_date,
            state: row.state,
            personal_data: row.personal_data.and_then(|found| serde_json::from_value(found).ok()),
            sha256: row.sha256,
            decision: row.decision,
            decision_reason: row.decision_reason,
            problem: row.problem,
            created_at: printed(row.created_at),
        }
    }
}

/// What is decided about a report in which something may tell about a person.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReportDecision {
    /// Whether it is given out as it is; otherwise its file goes.
    publish: bool,
    /// Why.
    #[validate(length(min = 1, max = 4_000))]
    reason: String,
}

async fn start(
    caller: Caller,
    service: Data<Service>,
    id: Path<Uuid>,
    body: Body<ReportInput>,
) -> Result<HttpResponse, ApiError> {
    let reader = service.database.reader();
    let assessment = seen(reader, &caller, *id).await?;
    let ReportInput { edition, language, format, party_id, report_date } = body.0;
    let wanted = Wanted { edition, language, format, party_id, report_date };
    if let Some(part) = wanted.part() {
        caller.require(Action::Add, Resource::Reports, part)?;
    }
    let organisation = records::organisation(reader, caller.organisation_id).await?;
    let keys = KeyRing::look(reader, service.settings.key_file.path()).await.map_err(ApiError::internal)?;
    let who = (&organisation, caller.actor_id);
    let started = begin(&service.database, keys.as_ref(), who, &assessment, wanted).await.map_err(refused)?;
    let accepted = ReportAccepted { report_id: started.report_id, job_id: started.job_id };
    let place = format!("{PREFIX}/reports/{}", started.report_id);
    Ok(HttpResponse::Accepted().insert_header((LOCATION, place)).json(accepted))
}

fn refused(error: ReportStartError) -> ApiError {
    match error {
        ReportStartError::Wanted(faults) => ApiError::invalid(faults.iter().map(not_made).collect()),
        ReportStartError::NoResult(_) => ApiError::new(Code::StateConflict).say(error.to_string()),
        ReportStartError::Queue(error) => error.into(),
        ReportStartError::Database(error) => error.into(),
    }
}

fn not_made(fault: &Fault) -> FieldError {
    let offered = fault.offered();
    let fix = if offered.is_empty() {
        said("problem-report-leave-fix", [])
    } else {
        said("problem-report-offered-fix", [("offered", offered.into())])
    };
    FieldError::at(format!("/{}", fault.field()), "offered", fault.to_string(), fix)
}

/// The part of the rights that a stored report needs; what is none of the editions of this program needs them all.
fn part(row: &reports::Model) -> Part {
    Edition::of(&row.edition).map_or(Part::AuditorEdition, Edition::part)
}

/// A report that the caller may see.
async fn visible(service: &Service, caller: &Caller, id: Uuid) -> Result<reports::Model, ApiError> {
    let row = find(service.database.reader(), caller.organisation_id, id).await?;
    let may = |row: &reports::Model| {
        caller.sees_assessment(row.assessment_id) && caller.may(Action::Read, Resource::Reports, part(row))
    };
    row.filter(may).ok_or_else(|| ApiError::not_found("report", id))
}

async fn list(request: HttpRequest, caller: Caller, service: Data<Service>) -> Result<HttpResponse, ApiError> {
    let query = ListQuery::read(&LIST, request.query_string())?;
    let editions = Edition::ALL.into_iter().filter(|own| caller.may(Action::Read, Resource::Reports, own.part()));
    let mut all = reports::Entity::find()
        .filter(reports::Column::OrganisationId.eq(caller.organisation_id))
        .filter(reports::Column::Edition.is_in(editions.map(Edition::as_str)));
    if let Some(scope) = &caller.scope {
        all = all.filter(reports::Column::AssessmentId.is_in(scope.iter().copied()));
    }
    let of = |name: &str| if name == "report_id" { Some(reports::Column::Id) } else { name.parse().ok() };
    let columns =
        Columns { of: &of, searched: &[reports::Column::Edition, reports::Column::Format, reports::Column::PartyId] };
    let rows = page(service.database.reader(), all, &query, &columns).await?;
    let items = rows.rows.into_iter().map(|row| item_of(&Report::from(row))).collect::<Result<Vec<_>, _>>()?;
    answer(&LIST, "reports", &query, Page { items, next_cursor: rows.next_cursor, total: rows.total })
}

async fn one(caller: Caller, service: Data<Service>, id: Path<Uuid>) -> Result<HttpResponse, ApiError> {
    Ok(shown(visible(&service, &caller, *id).await?))
}

fn shown(row: reports::Model) -> HttpResponse {
    HttpResponse::Ok().insert_header((ETAG, etag(row.version))).json(Report::from(row))
}

async fn decide(
    request: HttpRequest,
    caller: Caller,
    service: Data<Service>,
    id: Path<Uuid>,
    body: Body<ReportDecision>,
) -> Result<HttpResponse, ApiError> {
    let row = visible(&service, &caller, *id).await?;
    caller.require(Action::Change, Resource::Reports, part(&row))?;
    IfMatch::of(&request)?.require(row.version)?;
    let ReportDecision { publish, reason } = body.0;
    let decision = if publish { Decision::Publish } else { Decision::Withhold };
    let row = decided(&service.database, &row, caller.actor_id, decision, &reason).await;
    Ok(shown(row.map_err(|error| match error {
        DecideError::State(_) => ApiError::new(Code::StateConflict).say(error.to_string()),
        DecideError::Stale => ApiError::new(Code::VersionStale),
        DecideError::Database(error) => error.into(),
    })?))
}

/// The file as an attachment that no browser runs.
async fn file(caller: Caller, service: Data<Service>, id: Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let row = visible(&service, &caller, *id).await?;
    let found = stored_file(service.database.reader(), &row).await;
    let (file, bytes) = found.map_err(|error| match error {
        ReportReadError::State(_) => ApiError::new(Code::StateConflict).say(error.to_string()),
        ReportReadError::File(error) => error.into(),
    })?;
    // Names of reports are made by the program: letters, digits, points and hyphens.
    let name = format!("attachment; filename=\"{}\"", file.name);
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, file.media_type))
        .insert_header((CONTENT_DISPOSITION, name))
        .insert_header((CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
        .insert_header((ETAG, format!("\"{}\"", file.sha256)))
        .body(bytes))
}
