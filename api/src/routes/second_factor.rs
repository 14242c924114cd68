//! `/session/second_factor`: the code beside the password, as whoever is signed in turns it on and off; and the way out for
//! somebody who lost the app, which is for administrators.

use actix_web::HttpResponse;
use actix_web::http::header::LOCATION;
use actix_web::web::{self, Data, ReqData};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::PREFIX;
use super::endpoint::{Access, Endpoint, Method, json_of};
use crate::app::Service;
use crate::auth::caller::{Caller, Identity, SessionSeen};
use crate::auth::gate::ClientAddress;
use crate::auth::permission::{Action, Resource};
use crate::db::Moment;
use crate::db::entities::memberships;
use crate::db::tenant::everywhere;
use crate::error::{ApiError, Code, FieldError, said};
use crate::services::people::login::LoginError;
use crate::services::people::second_factor::{self, SecondFactorError};
use crate::web::body::Body;

/// Where it is.
const PATH: &str = "/session/second_factor";

/// Its addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let change = Access::Needs(Action::Change, Resource::Users);
    vec![
        Endpoint::new(Method::Get, PATH, "read_second_factor", Access::SignedIn, read)
            .gives(200, json_of::<SecondFactor>()),
        Endpoint::new(Method::Post, PATH, "begin_second_factor", Access::SignedIn, begin)
            .gives(201, json_of::<SecondFactorSecret>()),
        Endpoint::new(
            Method::Post,
            "/session/second_factor/confirm",
            "confirm_second_factor",
            Access::SignedIn,
            confirm,
        )
        .takes(json_of::<SecondFactorCode>())
        .gives(200, json_of::<SecondFactor>()),
        Endpoint::new(Method::Post, "/session/second_factor/end", "end_second_factor", Access::SignedIn, end)
            .takes(json_of::<SecondFactorCode>())
            .gives(200, json_of::<SecondFactor>()),
        Endpoint::new(Method::Post, "/users/{user_id}/reset_second_factor", "reset_second_factor", change, reset)
            .takes(json_of::<SecondFactorReset>())
            .gives_nothing(204),
    ]
}

/// Whether a code is asked for at sign-in.
#[derive(Debug, Serialize, ToSchema)]
struct SecondFactor {
    /// Since when; `null`: it is not.
    #[schema(value_type = Option<String>, format = DateTime)]
    since: Option<Moment>,
}

/// What an app needs to show codes; it is shown once, and means nothing until it is confirmed.
#[derive(Serialize, ToSchema)]
struct SecondFactorSecret {
    /// The secret, to be typed.
    secret: String,
    /// The same as an address, `otpauth://…`, to be shown as a picture.
    uri: String,
}

/// A code.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct SecondFactorCode {
    /// What the app shows now, six digits.
    #[validate(length(min = 1, max = 20))]
    code: String,
}

/// Why somebody loses their second factor.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct SecondFactorReset {
    /// In words. It stays in the log.
    #[validate(length(min = 1, max = 2000))]
    reason: String,
}

async fn read(service: Data<Service>, identity: Identity) -> Result<HttpResponse, ApiError> {
    person(&identity)?;
    let since = second_factor::since(service.database.reader(), identity.actor_id).await?;
    Ok(HttpResponse::Ok().json(SecondFactor { since }))
}

async fn begin(service: Data<Service>, identity: Identity) -> Result<HttpResponse, ApiError> {
    person(&identity)?;
    let begun = second_factor::begin(&service.database, &service.keys, identity.actor_id).await?;
    let secret = begun.secret.expose_secret().to_owned();
    let uri = begun.uri.expose_secret().to_owned();
    let place = format!("{PREFIX}{PATH}");
    Ok(HttpResponse::Created().insert_header((LOCATION, place)).json(SecondFactorSecret { secret, uri }))
}

async fn confirm(
    service: Data<Service>,
    identity: Identity,
    address: ReqData<ClientAddress>,
    body: Body<SecondFactorCode>,
) -> Result<HttpResponse, ApiError> {
    let who = (identity.actor_id, person(&identity)?.id);
    let since = second_factor::confirm(&service.database, &service.keys, who, &body.0.code, &address.words()).await?;
    Ok(HttpResponse::Ok().json(SecondFactor { since: Some(since) }))
}

async fn end(
    service: Data<Service>,
    identity: Identity,
    address: ReqData<ClientAddress>,
    body: Body<SecondFactorCode>,
) -> Result<HttpResponse, ApiError> {
    person(&identity)?;
    let code = &body.0.code;
    second_factor::end(&service.database, &service.keys, identity.actor_id, code, &address.words()).await?;
    Ok(HttpResponse::Ok().json(SecondFactor { since: None }))
}

/// An account may belong to several organisations. One of them alone does not take from it what protects the others, and nobody
/// does so for themselves without a code.
async fn reset(
    caller: Caller,
    service: Data<Service>,
    id: web::Path<String>,
    body: Body<SecondFactorReset>,
) -> Result<HttpResponse, ApiError> {
    let missing = || ApiError::not_found("user", &*id);
    let user_id: Uuid = id.parse().map_err(|_| missing())?;
    if user_id == caller.actor_id {
        return Err(ApiError::new(Code::SamePerson).tell("problem-detail-second-factor-own", []));
    }
    // The memberships elsewhere count, and the logs there are told.
    let transaction = everywhere(service.database.begin()).await?;
    let membership = memberships::Entity::find_by_id((caller.organisation_id, user_id)).one(&transaction).await?;
    membership.ok_or_else(missing)?;
    let elsewhere = memberships::Entity::find()
        .filter(memberships::Column::UserId.eq(user_id))
        .filter(memberships::Column::OrganisationId.ne(caller.organisation_id));
    if elsewhere.count(&transaction).await? > 0 {
        return Err(ApiError::new(Code::StateConflict).tell("problem-detail-second-factor-elsewhere", []));
    }
    let reason = Some(body.0.reason.as_str());
    if !second_factor::reset(&transaction, user_id, Some(caller.actor_id), reason).await? {
        return Err(SecondFactorError::Off.into());
    }
    transaction.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The session of a person; a key has no second factor.
fn person(identity: &Identity) -> Result<&SessionSeen, ApiError> {
    let session = identity.session.as_ref();
    session.ok_or_else(|| ApiError::new(Code::Forbidden).tell("problem-detail-person", []))
}

impl From<SecondFactorError> for ApiError {
    fn from(error: SecondFactorError) -> Self {
        match error {
            SecondFactorError::On => Self::new(Code::StateConflict).tell("problem-detail-second-factor-on", []),
            SecondFactorError::Off => Self::new(Code::StateConflict).tell("problem-detail-second-factor-off", []),
            SecondFactorError::Login(LoginError::Wrong | LoginError::CodeNeeded) => {
                let (message, fix) = (said("problem-code-wrong", []), said("problem-code-wrong-fix", []));
                Self::invalid(vec![FieldError::at("/code", "code-wrong", message, fix)])
            }
            SecondFactorError::Login(error) => error.into(),
        }
    }
}
