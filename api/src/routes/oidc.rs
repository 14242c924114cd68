//! `/session/oidc`: signing in at a provider that vouches for people, where the settings name one.

use actix_web::cookie::time::Duration;
use actix_web::cookie::{Cookie, CookieBuilder, SameSite};
use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Query};
use actix_web::{HttpRequest, HttpResponse};
use serde::Deserialize;

use super::PREFIX;
use super::endpoint::{Access, Endpoint, Method};
use super::session;
use crate::app::Service;
use crate::error::{ApiError, Code};
use crate::services::oidc::{Answer, OidcError, Provider};
use crate::services::people::identities::{self, IdentityError};
use crate::services::sessions;

/// Where a sign-in begins.
const PATH: &str = "/session/oidc";
/// Where the provider sends people back to, below the API.
pub(crate) const BACK: &str = "/session/oidc/callback";
/// The cookie of somebody who is at the provider.
const COOKIE: &str = "karvon_oidc";
/// Seconds after which a provider that was away may be asked again.
const AWAY: u32 = 10;

/// Its addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    vec![
        Endpoint::new(Method::Get, PATH, "begin_oidc_session", Access::Open, begin).gives_nothing(303).refuses(&[404]),
        Endpoint::new(Method::Get, BACK, "end_oidc_session", Access::Open, end)
            .asks(&["code", "state", "error", "iss"])
            .takes_foreign_names()
            .gives_nothing(303)
            .refuses(&[403, 404]),
    ]
}

/// What the provider sends the browser back with. Names of its own are left out (RFC 6749, 4.1.2).
#[derive(Deserialize)]
struct Sent {
    code: Option<String>,
    state: Option<String>,
    error: Option<String>,
    iss: Option<String>,
}

async fn begin(service: Data<Service>) -> Result<HttpResponse, ApiError> {
    let started = provider(&service)?.start(&service.keys).await?;
    let kept = cookie(&service, started.cookie).max_age(Duration::seconds(started.seconds)).finish();
    Ok(HttpResponse::SeeOther().insert_header((LOCATION, started.url.as_str())).cookie(kept).finish())
}

async fn end(request: HttpRequest, service: Data<Service>, sent: Query<Sent>) -> Result<HttpResponse, ApiError> {
    let provider = provider(&service)?;
    let kept = request.cookie(COOKIE);
    let answer = Answer {
        cookie: kept.as_ref().map(Cookie::value),
        state: sent.state.as_deref(),
        code: sent.code.as_deref(),
        error: sent.error.as_deref(),
        issuer: sent.iss.as_deref(),
    };
    let vouched = provider.finish(&service.keys, answer).await?;
    let user_id = identities::person(&service.database, &vouched, provider.email_domains()).await?;
    let opened = sessions::open(&service.database, user_id).await?;
    let gone = cookie(&service, String::new()).max_age(Duration::ZERO).finish();
    let home = service.settings.server.public_url.as_str();
    Ok(HttpResponse::SeeOther()
        .insert_header((LOCATION, home))
        .cookie(session::cookie(&service, opened.token).finish())
        .cookie(gone)
        .finish())
}

fn provider(service: &Service) -> Result<&Provider, ApiError> {
    let provider = service.oidc.as_ref();
    provider.ok_or_else(|| ApiError::new(Code::NotFound).tell("problem-detail-no-provider", []))
}

/// It must come along when another site sends the browser here, which `Lax` allows.
fn cookie(service: &Service, value: String) -> CookieBuilder<'static> {
    Cookie::build(COOKIE, value)
        .path(format!("{PREFIX}{PATH}"))
        .http_only(true)
        .same_site(SameSite::Lax)
        .secure(service.settings.is_https())
}

impl From<OidcError> for ApiError {
    fn from(error: OidcError) -> Self {
        match error {
            OidcError::NotBegun => Self::new(Code::Unauthenticated).tell("problem-detail-oidc-not-begun", []),
            OidcError::Refused => Self::new(Code::Unauthenticated).tell("problem-detail-oidc-refused", []),
            OidcError::Disbelieved(reason) => {
                tracing::warn!(reason, "what a provider sent was not believed");
                Self::new(Code::Unauthenticated).tell("problem-detail-oidc-disbelieved", [])
            }
            OidcError::Unreachable(reason) => {
                tracing::warn!(reason, "a provider could not be asked");
                Self::new(Code::Unavailable).tell("problem-detail-oidc-away", []).retry_after(AWAY)
            }
            OidcError::Database(error) => error.into(),
        }
    }
}

impl From<IdentityError> for ApiError {
    fn from(error: IdentityError) -> Self {
        match error {
            // What is told of a closed account anywhere.
            IdentityError::Closed => Self::new(Code::Unauthenticated).tell("problem-detail-sign-in", []),
            IdentityError::SecondFactor => Self::new(Code::Forbidden).tell("problem-detail-oidc-second-factor", []),
            IdentityError::Unverified => Self::new(Code::Forbidden).tell("problem-detail-oidc-unverified", []),
            IdentityError::Domain => Self::new(Code::Forbidden).tell("problem-detail-oidc-domain", []),
            IdentityError::Other => Self::new(Code::Forbidden).tell("problem-detail-oidc-other", []),
            IdentityError::Database(error) => error.into(),
        }
    }
}
