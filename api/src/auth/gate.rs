//! The gate before every address: known host, rate, who is asking, in which organisation, and whether the role allows it.
//!
//! It reads the same description of the address as the OpenAPI document, and answers before anything of the body is read. What
//! it found out stands beside the request for the handlers.

use std::net::IpAddr;
use std::time::Instant;

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{ALLOW, AUTHORIZATION, HeaderMap, HeaderValue};
use actix_web::middleware::Next;
use actix_web::web::Data;
use actix_web::{Error, HttpMessage, ResponseError};

use super::caller::{Caller, Identity, Membership, Supplier};
use super::permission::{self, Action, Part};
use super::{COOKIE, secret};
use crate::app::Service;
use crate::db::OrganisationId;
use crate::db::tenant::{everywhere, within};
use crate::error::{ApiError, Code, FieldError, said};
use crate::routes::endpoint::{About, Access};
use crate::services::{identity, questionnaires};
use crate::web::client;

/// The header by which a member of several organisations says which one is meant.
pub const ORGANISATION: &str = "karvon-organisation";
/// The header by which a page proves that a write comes from it.
pub const CSRF: &str = "x-csrf-token";

/// The address that a request came from, as far as it can be known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub Option<IpAddr>);

impl ClientAddress {
    /// The address in words; empty where it is not known.
    pub fn words(self) -> String {
        self.0.map(|address| address.to_string()).unwrap_or_default()
    }
}

/// Lets a request pass or answers it with a problem.
///
/// # Errors
/// Only what actix itself fails with.
pub async fn gate<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let Some(service) = request.app_data::<Data<Service>>().cloned() else {
        let missing = ApiError::internal("the service is not there");
        return Ok(request.into_response(missing.error_response()).map_into_right_body());
    };
    match everywhere(admit(&service, &request)).await {
        Ok(()) => {
            let answered = match whose(&request) {
                Some(organisation_id) => within(organisation_id, next.call(request)).await,
                // Signing in and out, and what tells nothing of an organisation.
                None => everywhere(next.call(request)).await,
            };
            answered.map(ServiceResponse::map_into_left_body)
        }
        Err(refused) => {
            let mut response = request.into_response(refused.error.error_response());
            if let Some(allow) = refused.allow.and_then(|methods| HeaderValue::from_str(&methods).ok()) {
                response.headers_mut().insert(ALLOW, allow);
            }
            Ok(response.map_into_right_body())
        }
    }
}

/// The organisation whose rows the request is about.
fn whose(request: &ServiceRequest) -> Option<OrganisationId> {
    let found = request.extensions();
    let caller = found.get::<Caller>().map(|caller| caller.organisation_id);
    caller.or_else(|| found.get::<Supplier>().map(|supplier| supplier.organisation_id))
}

struct Refused {
    error: ApiError,
    /// Methods that the address takes, where the method was wrong.
    allow: Option<String>,
}

impl From<ApiError> for Refused {
    fn from(error: ApiError) -> Self {
        Self { error, allow: None }
    }
}

async fn admit(service: &Service, request: &ServiceRequest) -> Result<(), Refused> {
    let headers = request.headers();
    if !service.hosts.knows(headers) {
        return Err(ApiError::new(Code::MalformedRequest).tell("problem-detail-host", []).into());
    }
    let address = client::address(request.peer_addr(), headers, &service.settings.server.trusted_proxies);
    request.extensions_mut().insert(ClientAddress(address));
    let Some(abouts) = request.match_pattern().and_then(|pattern| service.address(&pattern)) else {
        // Pages, health and the unknown; each has its own answer.
        return Ok(take(service, &by_address(address))?);
    };
    let Some(about) = abouts.iter().find(|about| about.method.as_str() == request.method().as_str()) else {
        let methods: Vec<&str> = abouts.iter().map(|about| about.method.as_str()).collect();
        return Err(Refused { error: ApiError::new(Code::MethodNotAllowed), allow: Some(methods.join(", ")) });
    };
    match about.access {
        Access::Open => take(service, &by_address(address))?,
        Access::Supplier => {
            let supplier = supplier(service, headers, address).await?;
            request.extensions_mut().insert(supplier);
        }
        Access::SignedIn => {
            let identity = identify(service, request, address).await?;
            require_csrf(about, &identity, headers)?;
            request.extensions_mut().insert(identity);
        }
        Access::Needs(action, resource) => {
            let identity = identify(service, request, address).await?;
            let caller = caller(&identity, headers)?;
            if !caller.may(action, resource, Part::Whole) {
                return Err(forbidden(&caller, action, resource).into());
            }
            if caller.scope.is_some() && !about.access.is_within_assessments() {
                return Err(ApiError::new(Code::Forbidden).tell("problem-detail-scope", []).into());
            }
            require_csrf(about, &identity, headers)?;
            request.extensions_mut().insert(caller);
            request.extensions_mut().insert(identity);
        }
    }
    Ok(known_names(about, request.query_string())?)
}

/// The roles that may, so that somebody knows whom to ask.
fn forbidden(caller: &Caller, action: Action, resource: permission::Resource) -> ApiError {
    if caller.read_only && permission::may(caller.role, action, resource, Part::Whole) {
        return ApiError::new(Code::Forbidden).tell("problem-detail-read-only", []);
    }
    let roles: Vec<&str> = permission::roles(action, resource).iter().map(|role| role.as_str()).collect();
    let values = [("role", caller.role.as_str().into()), ("roles", roles.join(", ").into())];
    ApiError::new(Code::Forbidden).tell("problem-detail-role", values)
}

async fn identify(service: &Service, request: &ServiceRequest, address: Option<IpAddr>) -> Result<Identity, ApiError> {
    let bearer = bearer(request.headers()).map(str::to_owned);
    let cookie = request.cookie(COOKIE).map(|cookie| cookie.value().to_owned());
    let found = match (&bearer, &cookie) {
        (Some(token), _) => identity::of_key(&service.database, token).await?,
        (None, Some(token)) => identity::of_session(&service.database, token).await?,
        (None, None) => None,
    };
    let Some(identity) = found else {
        // Guessing counts against the address, whatever is guessed.
        take(service, &by_address(address))?;
        return Err(ApiError::new(Code::Unauthenticated));
    };
    take(service, &format!("actor {}", identity.actor_id))?;
    Ok(identity)
}

/// The questionnaire that a link opens.
async fn supplier(service: &Service, headers: &HeaderMap, address: Option<IpAddr>) -> Result<Supplier, ApiError> {
    let found = match bearer(headers) {
        Some(token) => questionnaires::of_token(service.database.reader(), token).await?,
        None => None,
    };
    let Some(questionnaire) = found else {
        take(service, &by_address(address))?;
        return Err(ApiError::new(Code::Unauthenticated));
    };
    take(service, &format!("questionnaire {}", questionnaire.id))?;
    Ok(Supplier { questionnaire_id: questionnaire.id, organisation_id: questionnaire.organisation_id })
}

/// The token of the `Authorization` header, if it is of the kind `Bearer`.
pub fn bearer(headers: &HeaderMap) -> Option<&str> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (kind, token) = value.split_once(' ')?;
    kind.eq_ignore_ascii_case("bearer").then(|| token.trim())
}

fn by_address(address: Option<IpAddr>) -> String {
    address.map_or_else(|| "address unknown".to_owned(), |address| format!("address {address}"))
}

fn take(service: &Service, who: &str) -> Result<(), ApiError> {
    service.limit.take(who, Instant::now()).map_err(|seconds| {
        service.metrics.refuse();
        ApiError::new(Code::RateLimited).retry_after(seconds)
    })
}

/// The organisation that is meant: the one named, or the only one there is.
fn caller(identity: &Identity, headers: &HeaderMap) -> Result<Caller, ApiError> {
    let named = headers.get(ORGANISATION).map(|value| value.to_str().unwrap_or_default());
    let membership = match named {
        Some(name) => {
            let id = name.trim().parse::<OrganisationId>().ok();
            let found = identity.memberships.iter().find(|one| Some(one.organisation_id) == id);
            found.ok_or_else(|| ApiError::not_found("organisation", name))?
        }
        None => the_only(&identity.memberships)?,
    };
    Ok(Caller {
        actor_id: identity.actor_id,
        organisation_id: membership.organisation_id,
        role: membership.role,
        read_only: identity.read_only,
        scope: membership.scope.clone(),
        is_person: identity.session.is_some(),
    })
}

fn the_only(memberships: &[Membership]) -> Result<&Membership, ApiError> {
    match memberships {
        [one] => Ok(one),
        [] => Err(ApiError::new(Code::Forbidden).tell("problem-detail-no-organisation", [])),
        [..] => Err(ApiError::new(Code::MalformedRequest).tell("problem-detail-which-organisation", [])),
    }
}

/// A write by cookie must come from the page that was given the token.
fn require_csrf(about: &About, identity: &Identity, headers: &HeaderMap) -> Result<(), ApiError> {
    let Some(session) = identity.session.as_ref().filter(|_| about.method != crate::routes::endpoint::Method::Get)
    else {
        return Ok(());
    };
    let sent = headers.get(CSRF).and_then(|value| value.to_str().ok()).unwrap_or_default();
    if secret::same(sent, &session.csrf_token) { Ok(()) } else { Err(ApiError::new(Code::CsrfInvalid)) }
}

/// An address that gives no list takes the names that it says and no others.
fn known_names(about: &About, query: &str) -> Result<(), ApiError> {
    if about.list.is_some() || about.foreign {
        return Ok(());
    }
    let unknown: Vec<FieldError> = url::form_urlencoded::parse(query.as_bytes())
        .filter(|(name, _)| !about.query.contains(&name.as_ref()))
        .map(|(name, _)| {
            let message = said("problem-query-name", [("name", name.as_ref().into())]);
            FieldError::at(name.as_ref(), "unknown-name", message, said("problem-query-name-fix", []))
        })
        .collect();
    if unknown.is_empty() { Ok(()) } else { Err(ApiError::new(Code::MalformedRequest).with_errors(unknown)) }
}
