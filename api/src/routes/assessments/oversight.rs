//! What auditors say of an assessment: verdicts on single findings, and signatures under the whole.

use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{problem, seen};
use crate::app::Service;
use crate::audit::{self, Event};
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Resource};
use crate::db::entities::{reviews, sign_offs};
use crate::db::{new_id, now, printed};
use crate::error::{ApiError, Code};
use crate::list::{Kind, ListField, ListQuery, ListSpec, item_of, page_of};
use crate::routes::PREFIX;
use crate::routes::endpoint::{Access, Endpoint, Method, Shape, json_of};
use crate::services::assessments::result;
use crate::web::body::Body;
use crate::web::list::answer;

/// Its addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::new(
            Method::Post,
            "/assessments/{assessment_id}/reviews",
            "review_finding",
            Access::Needs(Action::Add, Resource::Reviews),
            review,
        )
        .takes(json_of::<ReviewInput>())
        .gives(201, json_of::<Review>()),
        Endpoint::new(
            Method::Post,
            "/assessments/{assessment_id}/sign_offs",
            "sign_off_assessment",
            Access::Needs(Action::Add, Resource::SignOffs),
            sign_off,
        )
        .takes(json_of::<SignOffInput>())
        .gives(201, json_of::<SignOff>()),
        Endpoint::new(
            Method::Get,
            "/assessments/{assessment_id}/reviews",
            "list_reviews",
            Access::Needs(Action::Read, Resource::Reviews),
            list_reviews,
        )
        .lists(&REVIEWS, Shape::of::<Review>()),
        Endpoint::new(
            Method::Get,
            "/assessments/{assessment_id}/sign_offs",
            "list_sign_offs",
            Access::Needs(Action::Read, Resource::SignOffs),
            list_sign_offs,
        )
        .lists(&SIGN_OFFS, Shape::of::<SignOff>()),
    ]
}

/// What the list of verdicts can be asked.
const REVIEWS: ListSpec = ListSpec {
    fields: &[
        ListField::new("review_id", Kind::Uuid),
        ListField::new("register_id", Kind::Text),
        ListField::new("verdict", Kind::Text),
        ListField::new("reason", Kind::Shown),
        ListField::new("actor_id", Kind::Uuid),
        ListField::new("at", Kind::Instant),
    ],
    key: "review_id",
    order: "at",
    extra: &[],
    offset: true,
};

/// What the list of signatures can be asked.
const SIGN_OFFS: ListSpec = ListSpec {
    fields: &[
        ListField::new("sign_off_id", Kind::Uuid),
        ListField::new("statement", Kind::Shown),
        ListField::new("result_hash", Kind::Shown),
        ListField::new("actor_id", Kind::Uuid),
        ListField::new("at", Kind::Instant),
    ],
    key: "sign_off_id",
    order: "at",
    extra: &[],
    offset: true,
};

/// What an auditor says of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum Verdict {
    /// It stands.
    Confirmed,
    /// It does not, for the given reason.
    Disputed,
}

/// A verdict to add.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct ReviewInput {
    /// The row of the register.
    #[validate(length(min = 1, max = 100))]
    register_id: String,
    /// The verdict.
    verdict: Verdict,
    /// Why; never with a worker's name.
    #[validate(length(min = 1, max = 4_000))]
    reason: String,
}

/// A verdict.
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "ids are called by what they name, as everywhere in the API")]
struct Review {
    /// Its id.
    review_id: Uuid,
    /// The row of the register.
    register_id: String,
    /// `confirmed` or `disputed`.
    verdict: String,
    /// Why.
    reason: String,
    /// Who gave it.
    actor_id: Uuid,
    /// When it was given.
    at: String,
}

/// A signature to put under an assessment.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct SignOffInput {
    /// What is signed for.
    #[validate(length(min = 1, max = 4_000))]
    statement: String,
}

/// A signature.
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "ids are called by what they name, as everywhere in the API")]
struct SignOff {
    /// Its id.
    sign_off_id: Uuid,
    /// What is signed for.
    statement: String,
    /// The result that was signed.
    result_hash: String,
    /// Who signed.
    actor_id: Uuid,
    /// When.
    at: String,
}

impl From<reviews::Model> for Review {
    fn from(row: reviews::Model) -> Self {
        let reviews::Model { id, register_id, verdict, reason, actor_id, at, .. } = row;
        Self { review_id: id, register_id, verdict, reason, actor_id, at: printed(at) }
    }
}

impl SignOff {
    fn new(row: sign_offs::Model, result_hash: String) -> Self {
        let sign_offs::Model { id, statement, actor_id, at, .. } = row;
        let at = printed(at);
        Self { sign_off_id: id, statement, result_hash, actor_id, at }
    }
}

async fn list_reviews(
    request: HttpRequest,
    caller: Caller,
    service: Data<Service>,
    id: Path<Uuid>,
) -> Result<HttpResponse, ApiError> {
    let query = ListQuery::read(&REVIEWS, request.query_string())?;
    let connection = service.database.reader();
    seen(connection, &caller, *id).await?;
    let rows = reviews::Entity::find()
        .filter(reviews::Column::OrganisationId.eq(caller.organisation_id))
        .filter(reviews::Column::AssessmentId.eq(*id))
        .all(connection)
        .await?;
    let items = rows.into_iter().map(|row| item_of(&Review::from(row))).collect::<Result<Vec<_>, _>>()?;
    answer(&REVIEWS, "reviews", &query, page_of(&items, &query, &["register_id"]))
}

async fn list_sign_offs(
    request: HttpRequest,
    caller: Caller,
    service: Data<Service>,
    id: Path<Uuid>,
) -> Result<HttpResponse, ApiError> {
    let query = ListQuery::read(&SIGN_OFFS, request.query_string())?;
    let connection = service.database.reader();
    let signed = seen(connection, &caller, *id).await?.result_hash.unwrap_or_default();
    let rows = sign_offs::Entity::find()
        .filter(sign_offs::Column::OrganisationId.eq(caller.organisation_id))
        .filter(sign_offs::Column::AssessmentId.eq(*id))
        .all(connection)
        .await?;
    let shown = |row| item_of(&SignOff::new(row, signed.clone()));
    let items = rows.into_iter().map(shown).collect::<Result<Vec<_>, _>>()?;
    answer(&SIGN_OFFS, "sign_offs", &query, page_of(&items, &query, &["statement"]))
}

async fn review(
    caller: Caller,
    service: Data<Service>,
    id: Path<Uuid>,
    body: Body<ReviewInput>,
) -> Result<HttpResponse, ApiError> {
    let row = seen(service.database.reader(), &caller, *id).await?;
    let assessment =
        result(service.database.reader(), &service.cache, &row).await.map_err(|error| problem(error, *id))?;
    let ReviewInput { register_id, verdict, reason } = body.0;
    if !assessment.register.iter().any(|entry| entry.register_id == register_id) {
        return Err(ApiError::not_found("register entry", register_id));
    }
    let (review_id, at) = (new_id(), now());
    let word = match verdict {
        Verdict::Confirmed => "confirmed",
        Verdict::Disputed => "disputed",
    };
    let transaction = service.database.begin().await?;
    let entry = reviews::Model {
        id: review_id,
        organisation_id: caller.organisation_id,
        assessment_id: *id,
        register_id: register_id.clone(),
        verdict: word.to_owned(),
        reason: reason.clone(),
        actor_id: caller.actor_id,
        at,
    };
    let row: reviews::ActiveModel = entry.clone().into();
    reviews::Entity::insert(row.reset_all()).exec_without_returning(&transaction).await?;
    let event = Event {
        actor_id: Some(caller.actor_id),
        action: "assessment.review",
        object: format!("assessment/{id}"),
        reason: Some(&reason),
        payload: json!({"register_id": register_id, "review_id": review_id, "verdict": word}),
    };
    audit::append(&transaction, caller.organisation_id, event).await?;
    transaction.commit().await?;
    let place = format!("{PREFIX}/assessments/{id}/reviews?review_id={review_id}");
    Ok(HttpResponse::Created().insert_header((LOCATION, place)).json(Review::from(entry)))
}

async fn sign_off(
    caller: Caller,
    service: Data<Service>,
    id: Path<Uuid>,
    body: Body<SignOffInput>,
) -> Result<HttpResponse, ApiError> {
    let row = seen(service.database.reader(), &caller, *id).await?;
    let Some(result_hash) = row.result_hash else {
        return Err(ApiError::new(Code::StateConflict).tell("problem-detail-no-result", [("state", row.state.into())]));
    };
    // Four eyes: whoever had it made does not sign for it.
    if row.started_by == Some(caller.actor_id) {
        return Err(ApiError::new(Code::SamePerson));
    }
    let (sign_off_id, at, statement) = (new_id(), now(), body.0.statement);
    let transaction = service.database.begin().await?;
    let entry = sign_offs::Model {
        id: sign_off_id,
        organisation_id: caller.organisation_id,
        assessment_id: *id,
        statement: statement.clone(),
        actor_id: caller.actor_id,
        at,
    };
    let row: sign_offs::ActiveModel = entry.clone().into();
    sign_offs::Entity::insert(row.reset_all()).exec_without_returning(&transaction).await?;
    let event = Event {
        actor_id: Some(caller.actor_id),
        action: "assessment.sign_off",
        object: format!("assessment/{id}"),
        reason: None,
        payload: json!({"result_hash": result_hash, "sign_off_id": sign_off_id, "statement": statement}),
    };
    audit::append(&transaction, caller.organisation_id, event).await?;
    transaction.commit().await?;
    let place = format!("{PREFIX}/assessments/{id}/sign_offs?sign_off_id={sign_off_id}");
    Ok(HttpResponse::Created().insert_header((LOCATION, place)).json(SignOff::new(entry, result_hash)))
}
