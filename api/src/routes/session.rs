//! `/session`: signing in and out of a browser.

use actix_web::HttpResponse;
use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, SameSite};
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, ReqData};
use secrecy::SecretString;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::PREFIX;
use super::endpoint::{Access, Endpoint, Method, json_of};
use crate::app::Service;
use crate::auth::COOKIE;
use crate::auth::caller::{Identity, Membership};
use crate::auth::gate::ClientAddress;
use crate::auth::permission::Role;
use crate::db::now;
use crate::error::{ApiError, Code, FieldError, said};
use crate::services::identity::memberships_of;
use crate::services::people::login::{self, Beside, LoginError};
use crate::services::sessions;
use crate::web::body::Body;

/// Where it is.
const PATH: &str = "/session";

/// Its addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::new(Method::Post, PATH, "sign_in", Access::Open, sign_in)
            .takes(json_of::<SignIn>())
            .gives(201, json_of::<Session>()),
        Endpoint::new(Method::Get, PATH, "read_session", Access::SignedIn, read).gives(200, json_of::<Session>()),
        Endpoint::new(Method::Delete, PATH, "sign_out", Access::SignedIn, sign_out).gives_nothing(204),
    ]
}

/// E-mail address and password, or the token of a login link; with either the code of the second factor, where there is one.
///
/// Where the rest is right and the code is missing, the answer is 401 with the rule `code-required` at `/code`. A link is not used up
/// by that, nor by a wrong code.
#[derive(Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct SignIn {
    /// The address.
    #[validate(length(max = 320))]
    email: Option<String>,
    /// The password.
    #[validate(length(max = 1000))]
    password: Option<String>,
    /// The token of a login link.
    #[validate(length(max = 200))]
    login_token: Option<String>,
    /// The code that the app shows now.
    #[validate(length(max = 20))]
    code: Option<String>,
}

/// Who is signed in.
#[derive(Debug, Serialize, ToSchema)]
struct Session {
    /// The person, or the key.
    user_id: Uuid,
    /// The role in the first organisation.
    role: Option<Role>,
    /// Organisations that may be used now, by name.
    organisations: Vec<OrganisationOfMember>,
    /// What writes by cookie must repeat as `X-CSRF-Token`; `null` with a key.
    csrf_token: Option<String>,
}

/// What somebody is in an organisation.
#[derive(Debug, Serialize, ToSchema)]
struct OrganisationOfMember {
    /// Its id.
    organisation_id: Uuid,
    /// Its name.
    name: String,
    /// What somebody is there for.
    role: Role,
}

impl Session {
    fn new(user_id: Uuid, memberships: Vec<Membership>, csrf_token: Option<String>) -> Self {
        let organisations: Vec<OrganisationOfMember> = memberships
            .into_iter()
            .map(|one| OrganisationOfMember { organisation_id: one.organisation_id.0, name: one.name, role: one.role })
            .collect();
        Self { user_id, role: organisations.first().map(|one| one.role), organisations, csrf_token }
    }
}

async fn sign_in(
    service: Data<Service>,
    address: ReqData<ClientAddress>,
    body: Body<SignIn>,
) -> Result<HttpResponse, ApiError> {
    let address = address.words();
    let beside = Beside { keys: &service.keys, code: body.0.code.as_deref(), address: &address };
    let user_id = match &body.0 {
        SignIn { email: Some(email), password: Some(password), login_token: None, .. } => {
            let password = SecretString::from(password.as_str());
            login::with_password(&service.database, email, &password, beside).await?
        }
        SignIn { email: None, password: None, login_token: Some(token), .. } => {
            login::with_token(&service.database, &SecretString::from(token.as_str()), beside).await?
        }
        SignIn { .. } => {
            let (message, fix) = (said("problem-sign-in", []), said("problem-sign-in-fix", []));
            return Err(ApiError::invalid(vec![FieldError::at("", "shape", message, fix)]));
        }
    };
    let opened = sessions::open(&service.database, user_id).await?;
    let memberships = memberships_of(service.database.reader(), user_id, now()).await?;
    let cookie = cookie(&service, opened.token).finish();
    let session = Session::new(user_id, memberships, Some(opened.csrf_token));
    Ok(HttpResponse::Created().insert_header((LOCATION, format!("{PREFIX}{PATH}"))).cookie(cookie).json(session))
}

async fn read(identity: Identity) -> HttpResponse {
    let csrf_token = identity.session.map(|session| session.csrf_token);
    HttpResponse::Ok().json(Session::new(identity.actor_id, identity.memberships, csrf_token))
}

async fn sign_out(service: Data<Service>, identity: Identity) -> Result<HttpResponse, ApiError> {
    if let Some(session) = identity.session {
        sessions::close(&service.database, session.id).await?;
    }
    let gone = cookie(&service, String::new()).max_age(Duration::ZERO).finish();
    Ok(HttpResponse::NoContent().cookie(gone).finish())
}

/// The cookie of a signed-in browser.
pub(super) fn cookie(service: &Service, token: String) -> actix_web::cookie::CookieBuilder<'static> {
    Cookie::build(COOKIE, token).path("/").http_only(true).same_site(SameSite::Lax).secure(service.settings.is_https())
}

impl From<LoginError> for ApiError {
    fn from(error: LoginError) -> Self {
        match error {
            LoginError::Wrong => Self::new(Code::Unauthenticated).tell("problem-detail-sign-in", []),
            LoginError::CodeNeeded => {
                let (message, fix) = (said("problem-code-required", []), said("problem-code-required-fix", []));
                let missing = FieldError::at("/code", "code-required", message.clone(), fix);
                Self::new(Code::Unauthenticated).say(message).with_errors(vec![missing])
            }
            LoginError::TooMany { retry_after } => {
                let seconds = u32::try_from(retry_after.num_seconds()).unwrap_or(u32::MAX);
                Self::new(Code::RateLimited).retry_after(seconds)
            }
            LoginError::Database(error) => error.into(),
        }
    }
}
