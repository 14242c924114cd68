//! What auditors say of an assessment: verdicts on single findings, and signatures under the whole.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use chrono::SecondsFormat;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
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
use crate::db::{new_id, now};
use crate::error::{ApiError, Code};
use crate::routes::endpoint::{Access, Endpoint, Method, json_of};
use crate::services::assessments::result;
use crate::web::body::Body;

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
    ]
}

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
    /// The verdict.
    verdict: Verdict,
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
    /// When.
    at: String,
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
    let entry = reviews::ActiveModel {
        id: Set(review_id),
        organisation_id: Set(caller.organisation_id),
        assessment_id: Set(*id),
        register_id: Set(register_id.clone()),
        verdict: Set(word.to_owned()),
        reason: Set(reason.clone()),
        actor_id: Set(caller.actor_id),
        at: Set(at),
    };
    reviews::Entity::insert(entry).exec_without_returning(&transaction).await?;
    let event = Event {
        actor_id: Some(caller.actor_id),
        action: "assessment.review",
        object: format!("assessment/{id}"),
        reason: Some(&reason),
        payload: json!({"register_id": register_id, "review_id": review_id, "verdict": word}),
    };
    audit::append(&transaction, caller.organisation_id, event).await?;
    transaction.commit().await?;
    let at = at.to_rfc3339_opts(SecondsFormat::Millis, true);
    Ok(HttpResponse::Created().json(Review { review_id, register_id, verdict, at }))
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
    let entry = sign_offs::ActiveModel {
        id: Set(sign_off_id),
        organisation_id: Set(caller.organisation_id),
        assessment_id: Set(*id),
        statement: Set(statement.clone()),
        actor_id: Set(caller.actor_id),
        at: Set(at),
    };
    sign_offs::Entity::insert(entry).exec_without_returning(&transaction).await?;
    let event = Event {
        actor_id: Some(caller.actor_id),
        action: "assessment.sign_off",
        object: format!("assessment/{id}"),
        reason: None,
        payload: json!({"result_hash": result_hash, "sign_off_id": sign_off_id, "statement": statement}),
    };
    audit::append(&transaction, caller.organisation_id, event).await?;
    transaction.commit().await?;
    let at = at.to_rfc3339_opts(SecondsFormat::Millis, true);
    Ok(HttpResponse::Created().json(SignOff { sign_off_id, statement, result_hash, at }))
}
