//! `/rulesets`: those of the program and an organisation's own. One that is added is checked as `karvon ruleset check` checks it
//! and kept under its hash; it is used where it is named, or for all new assessments once somebody says so.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::NaiveDate;
use karvon_rulesets::LoadError;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::PREFIX;
use super::endpoint::{Access, Content, Endpoint, Method, Shape, json_of};
use crate::app::Service;
use crate::audit::{self, Event};
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Part, Resource};
use crate::db::entities::{jobs, rulesets};
use crate::db::{new_id, printed};
use crate::error::{ApiError, Code, FieldError, said};
use crate::jobs::{Kind as JobKind, NewJob, State, enqueue};
use crate::list::{Kind, ListField, ListQuery, ListSpec, item_of, page_of};
use crate::services::assessments::{StoredError, find as find_assessment};
use crate::services::blobs;
use crate::services::rulesets::{
    self as store, AddError, Added, Found, Redo, RulesError, Shipped, Trialled, shipped, shipped_id,
};
use crate::web::body::Body;
use crate::web::list::answer;
use crate::web::sent::Sent;

/// What a ruleset is sent as.
const KINDS: [&str; 2] = ["application/zip", "application/x-zip-compressed"];
/// Bytes of an archive at most; that of the largest ruleset of the program is a tenth of it.
const MOST_BYTES: usize = 8 << 20;

/// What can be asked.
const LIST: ListSpec = ListSpec {
    fields: &[
        ListField::new("ruleset_id", Kind::Uuid),
        ListField::new("name", Kind::Text),
        ListField::new("version", Kind::Text),
        ListField::new("title", Kind::Text),
        ListField::new("hash", Kind::Text),
        ListField::new("shipped", Kind::Bool),
        ListField::new("active", Kind::Bool),
        ListField::new("effective_from", Kind::Date),
        ListField::new("created_at", Kind::Instant),
    ],
    key: "ruleset_id",
    order: "name,-created_at",
    extra: &[],
    offset: false,
};

/// Its addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let form = json!({"type": "object", "required": ["file"], "properties": {
        "file": {"type": "string", "format": "binary"},
    }});
    let read = Access::Needs(Action::Read, Resource::Rulesets);
    let change = Access::Needs(Action::Change, Resource::Rulesets);
    let trial = "/rulesets/{ruleset_id}/trials/{trial_id}";
    vec![
        Endpoint::new(Method::Get, "/rulesets", "list_rulesets", read, list).lists(&LIST, Shape::of::<RulesetShown>()),
        Endpoint::new(Method::Post, "/rulesets", "add_ruleset", change, add)
            .takes(Content::Sent(&KINDS, form))
            .gives(200, json_of::<RulesetAdded>())
            .gives(201, json_of::<RulesetAdded>()),
        Endpoint::new(Method::Get, "/rulesets/{ruleset_id}", "read_ruleset", read, one)
            .gives(200, json_of::<RulesetShown>()),
        Endpoint::new(Method::Get, "/rulesets/{ruleset_id}/file", "read_ruleset_file", read, file)
            .gives(200, Content::Bytes(&["application/zip"])),
        Endpoint::new(Method::Post, "/rulesets/{ruleset_id}/activate", "activate_ruleset", change, activate)
            .gives(200, json_of::<RulesetUse>()),
        Endpoint::new(Method::Post, "/rulesets/{ruleset_id}/try", "try_ruleset", read, try_it)
            .takes(json_of::<TrialInput>())
            .gives(202, json_of::<TrialAccepted>()),
        Endpoint::new(Method::Get, trial, "read_ruleset_trial", read, read_trial).gives(200, json_of::<TrialShown>()),
    ]
}

/// A ruleset.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct RulesetShown {
    /// Its id.
    ruleset_id: Uuid,
    /// Its name.
    name: String,
    /// Its version.
    version: String,
    /// Title in English; `null` where only its files say.
    title: Option<String>,
    /// SHA-256 of its resolved form with the lists of the program.
    hash: String,
    /// Whether it comes with the program.
    shipped: bool,
    /// Whether new assessments take it where they name none.
    active: bool,
    /// First day on which it may be used; `null` where only its files say.
    effective_from: Option<NaiveDate>,
    /// When it was added; `null` for those of the program.
    created_at: Option<String>,
}

/// A ruleset that was added, and what the check found.
#[derive(Debug, Serialize, ToSchema)]
struct RulesetAdded {
    /// The ruleset.
    #[serde(flatten)]
    ruleset: RulesetShown,
    /// Odd things.
    warnings: Vec<String>,
    /// Number of reference profiles that were run; all came out as it says.
    profiles: usize,
    /// Number of cases that were run; all came out as it says.
    cases: usize,
}

/// A ruleset that new assessments take from now on.
#[derive(Debug, Serialize, ToSchema)]
struct RulesetUse {
    /// The ruleset.
    #[serde(flatten)]
    ruleset: RulesetShown,
    /// Assessments that were made with another version of it, or with the one that was in use before. None is made anew by itself.
    redo: Vec<Redo>,
}

/// What a ruleset is tried on.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct TrialInput {
    /// The assessment whose frozen inputs are taken.
    assessment_id: Uuid,
}

/// A trial that will be made.
#[derive(Debug, Serialize, ToSchema)]
struct TrialAccepted {
    /// The trial: see `/rulesets/{ruleset_id}/trials/{trial_id}`.
    trial_id: Uuid,
    /// The job that makes it.
    job_id: Uuid,
}

/// A trial.
#[derive(Debug, Serialize, ToSchema)]
struct TrialShown {
    /// Its id.
    trial_id: Uuid,
    /// The job that makes it.
    job_id: Uuid,
    /// The ruleset that is tried.
    ruleset_id: Uuid,
    /// On what.
    assessment_id: Uuid,
    /// `queued`, `running`, `done`, `failed` or `cancelled`.
    state: String,
    /// The ruleset of the assessment; `null` until it is done.
    #[schema(value_type = Option<Object>)]
    before: Value,
    /// The ruleset that was tried.
    #[schema(value_type = Option<Object>)]
    after: Value,
    /// Expected places behind the subject before; `null` without a subject.
    #[schema(value_type = Option<f64>)]
    expected_before: Value,
    /// Expected places behind the subject after.
    #[schema(value_type = Option<f64>)]
    expected_after: Value,
    /// Spearman's rank correlation of the likelihoods; `null` where all are equal.
    #[schema(value_type = Option<f64>)]
    rank_correlation: Value,
    /// Number of parties.
    #[schema(value_type = Option<u64>)]
    parties: Value,
    /// How many go from which band to which.
    #[schema(value_type = Option<Vec<Object>>)]
    bands: Value,
    /// The parties whose band is another one, with the reasons; `null` for whoever may not read assessments.
    #[schema(value_type = Option<Vec<Object>>)]
    movers: Value,
}

fn shown_shipped(one: &Shipped, used: &(String, Option<Uuid>)) -> RulesetShown {
    RulesetShown {
        ruleset_id: shipped_id(one),
        name: one.name.clone(),
        version: one.version.clone(),
        title: Some(one.title.clone()),
        hash: one.hash.clone(),
        shipped: true,
        active: used.1.is_none() && used.0 == one.name,
        effective_from: Some(one.effective_from),
        created_at: None,
    }
}

fn shown_own(row: &rulesets::Model) -> RulesetShown {
    RulesetShown {
        ruleset_id: row.id,
        name: row.name.clone(),
        version: row.ruleset_version.clone(),
        title: None,
        hash: row.hash.clone(),
        shipped: false,
        active: row.active,
        effective_from: None,
        created_at: Some(printed(row.created_at)),
    }
}

async fn shown(service: &Service, caller: &Caller, found: &Found) -> Result<RulesetShown, ApiError> {
    match found {
        Found::Shipped(one) => {
            let used = store::in_use(service.database.reader(), caller.organisation_id).await?;
            Ok(shown_shipped(one, &used))
        }
        Found::Own(row) => Ok(shown_own(row)),
    }
}

async fn find(service: &Service, caller: &Caller, id: Uuid) -> Result<Found, ApiError> {
    let found = store::find(service.database.reader(), caller.organisation_id, id).await;
    found.map_err(|error| unknown(error, id))
}

fn unknown(error: RulesError, id: Uuid) -> ApiError {
    match error {
        RulesError::Unknown(_) => ApiError::not_found("ruleset", id),
        RulesError::Database(error) => error.into(),
        other @ (RulesError::OtherVersion(_)
        | RulesError::OtherList { .. }
        | RulesError::Load(_)
        | RulesError::Lists(_)
        | RulesError::Archive(_)
        | RulesError::Defect(_)) => ApiError::internal(other),
    }
}

async fn list(request: HttpRequest, caller: Caller, service: Data<Service>) -> Result<HttpResponse, ApiError> {
    let query = ListQuery::read(&LIST, request.query_string())?;
    let connection = service.database.reader();
    let used = store::in_use(connection, caller.organisation_id).await?;
    let mut items = Vec::new();
    for one in shipped().map_err(ApiError::internal)? {
        items.push(item_of(&shown_shipped(one, &used))?);
    }
    for row in store::contents(connection, caller.organisation_id).await? {
        items.push(item_of(&shown_own(&row))?);
    }
    answer(&LIST, "rulesets", &query, page_of(&items, &query, &["name", "title"]))
}

async fn one(caller: Caller, service: Data<Service>, id: Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let found = find(&service, &caller, *id).await?;
    Ok(HttpResponse::Ok().json(shown(&service, &caller, &found).await?))
}

/// The archive as it was added, for `karvon assess --ruleset FOLDER`.
async fn file(caller: Caller, service: Data<Service>, id: Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let Found::Own(row) = find(&service, &caller, *id).await? else {
        return Err(ApiError::new(Code::StateConflict).tell("problem-detail-ruleset-shipped", []));
    };
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/zip"))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"ruleset-{}.zip\"", row.id)))
        .body(row.archive))
}

async fn add(caller: Caller, service: Data<Service>, sent: Sent) -> Result<HttpResponse, ApiError> {
    let most = MOST_BYTES.min(service.settings.limits.file_bytes);
    let file = sent.read(&KINDS, most).await?;
    let added = store::add(&service.database, caller.organisation_id, caller.actor_id, file.bytes).await;
    let Added { ruleset, warnings, profiles, cases, is_new } = added.map_err(refused)?;
    let place = format!("{PREFIX}/rulesets/{}", ruleset.id);
    let mut answer = if is_new { HttpResponse::Created() } else { HttpResponse::Ok() };
    let shown = RulesetAdded { ruleset: shown_own(&ruleset), warnings, profiles, cases };
    Ok(answer.insert_header((LOCATION, place)).json(shown))
}

/// What is wrong, file by file.
fn refused(error: AddError) -> ApiError {
    let plain = |rule: &str, message: String| {
        vec![FieldError::at("", rule, message, said(&format!("problem-ruleset-{rule}-fix"), []))]
    };
    ApiError::invalid(match error {
        AddError::Database(error) => return error.into(),
        AddError::Defect(what) => return ApiError::internal(what),
        AddError::Archive(error) => plain("archive", error.to_string()),
        AddError::Taken(_) | AddError::SameVersion { .. } => plain("name", error.to_string()),
        AddError::Mismatches(all) => all.into_iter().flat_map(|what| plain("case", what)).collect(),
        AddError::Load(errors) => errors.iter().map(in_file).collect(),
    })
}

/// A fault of a file with its line, and the key that it is about.
fn in_file(error: &LoadError) -> FieldError {
    let message = error.problem.to_string();
    let key = message.strip_prefix('`').and_then(|rest| rest.split('`').next()).map(str::to_owned);
    FieldError {
        pointer: None,
        file: Some(error.file.clone()),
        row: error.at.map(|at| at.line),
        column: key,
        ..FieldError::at("", "ruleset", message, said("problem-ruleset-file-fix", []))
    }
}

async fn activate(caller: Caller, service: Data<Service>, id: Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let found = find(&service, &caller, *id).await?;
    let transaction = service.database.begin().await?;
    // Parties are screened as the ruleset in use says.
    let revision = crate::services::records::next_revision(&transaction, caller.organisation_id).await?;
    let redo = store::activate(&transaction, caller.organisation_id, caller.actor_id, &found).await?;
    crate::services::screening::after_change(&transaction, caller.organisation_id, revision).await?;
    transaction.commit().await?;
    let found = find(&service, &caller, *id).await?;
    let redo = redo.into_iter().filter(|one| caller.sees_assessment(one.assessment_id)).collect();
    Ok(HttpResponse::Ok().json(RulesetUse { ruleset: shown(&service, &caller, &found).await?, redo }))
}

async fn try_it(
    caller: Caller,
    service: Data<Service>,
    id: Path<Uuid>,
    body: Body<TrialInput>,
) -> Result<HttpResponse, ApiError> {
    let assessment_id = body.0.assessment_id;
    find(&service, &caller, *id).await?;
    if !caller.sees_assessment(assessment_id) {
        return Err(ApiError::not_found("assessment", assessment_id));
    }
    let transaction = service.database.begin().await?;
    let assessment = find_assessment(&transaction, caller.organisation_id, assessment_id).await;
    let assessment = assessment.map_err(|error| match error {
        StoredError::NotFound => ApiError::not_found("assessment", assessment_id),
        StoredError::Database(error) => error.into(),
        other @ (StoredError::NoResult(_) | StoredError::Erased | StoredError::Broken(_)) => ApiError::internal(other),
    })?;
    if !assessment.replayable {
        return Err(ApiError::new(Code::StateConflict).tell("problem-detail-not-replayable", []));
    }
    let trial_id = new_id();
    let asked = Trialled { ruleset_id: *id, assessment_id, result: None };
    let job = NewJob {
        organisation_id: caller.organisation_id,
        kind: JobKind::RulesetTrial,
        object_id: Some(trial_id),
        payload: json!(asked),
        created_by: Some(caller.actor_id),
    };
    let job_id = enqueue(&transaction, job).await?;
    let event = Event {
        actor_id: Some(caller.actor_id),
        action: "ruleset.tried",
        object: format!("ruleset/{id}"),
        reason: None,
        payload: json!({"assessment_id": assessment_id, "trial_id": trial_id}),
    };
    audit::append(&transaction, caller.organisation_id, event).await?;
    transaction.commit().await?;
    let place = format!("{PREFIX}/rulesets/{id}/trials/{trial_id}");
    Ok(HttpResponse::Accepted().insert_header((LOCATION, place)).json(TrialAccepted { trial_id, job_id }))
}

async fn read_trial(caller: Caller, service: Data<Service>, ids: Path<(Uuid, Uuid)>) -> Result<HttpResponse, ApiError> {
    let (ruleset_id, trial_id) = ids.into_inner();
    let missing = || ApiError::not_found("trial", trial_id);
    let connection = service.database.reader();
    let job = jobs::Entity::find()
        .filter(jobs::Column::OrganisationId.eq(caller.organisation_id))
        .filter(jobs::Column::Kind.eq(JobKind::RulesetTrial.as_str()))
        .filter(jobs::Column::ObjectId.eq(trial_id))
        .one(connection)
        .await?
        .ok_or_else(missing)?;
    let asked: Trialled = serde_json::from_value(job.payload.clone()).map_err(ApiError::internal)?;
    if asked.ruleset_id != ruleset_id || !caller.sees_assessment(asked.assessment_id) {
        return Err(missing());
    }
    let result = match asked.result.filter(|_| job.state == State::Done.as_str()) {
        Some(hash) => {
            let bytes = blobs::get(connection, caller.organisation_id, &hash).await;
            let bytes = bytes.map_err(|error| match error {
                blobs::BlobError::Database(error) => ApiError::from(error),
                gone @ blobs::BlobError::Missing(_) => ApiError::new(Code::StateConflict).say(gone.to_string()),
                damaged @ blobs::BlobError::Damaged(_) => ApiError::internal(damaged),
            })?;
            serde_json::from_slice(&bytes).map_err(ApiError::internal)?
        }
        None => Value::Null,
    };
    let part = |name: &str| result.get(name).cloned().unwrap_or(Value::Null);
    // Who moves is a part of assessments, which an administrator does not read.
    let is_shown = caller.may(Action::Read, Resource::Assessments, Part::Whole);
    Ok(HttpResponse::Ok().json(TrialShown {
        trial_id,
        job_id: job.id,
        ruleset_id,
        assessment_id: asked.assessment_id,
        state: job.state,
        before: part("before"),
        after: part("after"),
        expected_before: part("expected_before"),
        expected_after: part("expected_after"),
        rank_correlation: part("rank_correlation"),
        parties: part("parties"),
        bands: part("bands"),
        movers: if is_shown { part("movers") } else { Value::Null },
    }))
}
