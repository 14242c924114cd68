//! The outermost layer: request ids, headers that protect the reader, the time limit, metrics and one line of log.
//!
//! The log names routes by their pattern and callers by nothing: no address, no account, no id of a party.

use std::time::{Duration, Instant};

use actix_web::body::MessageBody;
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::error::InternalError;
use actix_web::http::Method;
use actix_web::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, HeaderMap, HeaderName, HeaderValue, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use actix_web::middleware::Next;
use actix_web::{Error, web};

use crate::app::Service;
use crate::error::{ApiError, Code, REQUEST_ID};

/// The header that carries the id of a request.
const ID: HeaderName = HeaderName::from_static("x-request-id");
/// Longest id that is taken over from a proxy.
const LONGEST_ID: usize = 64;
/// How long an answer may take.
const TIME: Duration = Duration::from_mins(1);
/// How long an answer to a request that brings or writes whole files may take.
const TIME_FOR_FILES: Duration = Duration::from_mins(15);
/// What a page may load: its own files and nothing else.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'self'; \
                      frame-ancestors 'none'";

/// Passes a request on and its answer back.
///
/// # Errors
/// Only what actix itself fails with.
pub async fn guard<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<B>, Error> {
    let began = Instant::now();
    let service = request.app_data::<web::Data<Service>>().cloned();
    let id = request_id(&request);
    let method = known(request.method());
    let route = request.match_pattern().unwrap_or_else(|| "none".to_owned());
    if let Some(service) = &service {
        service.metrics.begin();
    }
    let answered = REQUEST_ID.scope(id.clone(), pass(request, next)).await;
    let status = answered.as_ref().map_or(500, |response| response.status().as_u16());
    let took = began.elapsed();
    if let Some(service) = &service {
        service.metrics.end(method, &route, status, took);
    }
    tracing::info!(request_id = id, method, route, status, milliseconds = took.as_secs_f64() * 1000.0, "answered");
    let https = service.is_some_and(|service| service.settings.is_https());
    match answered {
        Ok(mut response) => {
            protect(response.headers_mut(), &id, https);
            Ok(response)
        }
        Err(error) => {
            let mut response = REQUEST_ID.sync_scope(id.clone(), || error.as_response_error().error_response());
            protect(response.headers_mut(), &id, https);
            Err(InternalError::from_response(error, response).into())
        }
    }
}

async fn pass<B: MessageBody + 'static>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, Error> {
    let kind = request.headers().get("content-type").and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    // A commit and an undo write all rows of an upload before they answer.
    let route = request.match_pattern().unwrap_or_default();
    let is_large = route.contains("/uploads/") && (route.ends_with("/commit") || route.ends_with("/undo"));
    let limit = if is_large || kind.starts_with("multipart/") { TIME_FOR_FILES } else { TIME };
    // A clone of the request would keep the routes from working on it, so the answer for the late is made without it.
    match tokio::time::timeout(limit, next.call(request)).await {
        Ok(answered) => answered,
        Err(_) => Err(ApiError::new(Code::Unavailable).tell("problem-detail-time", []).into()),
    }
}

/// The method as it is counted: clients may make up words, and each would be kept for good.
fn known(method: &Method) -> &'static str {
    let words = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];
    words.into_iter().find(|word| *word == method.as_str()).unwrap_or("other")
}

/// The id that a proxy gave, if it is a plain word; else a new one.
fn request_id(request: &ServiceRequest) -> String {
    let given = request.headers().get(&ID).and_then(|id| id.to_str().ok());
    let is_plain = |id: &&str| {
        (1..=LONGEST_ID).contains(&id.len())
            && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte))
    };
    given.filter(is_plain).map_or_else(|| uuid::Uuid::now_v7().to_string(), str::to_owned)
}

fn protect(headers: &mut HeaderMap, id: &str, https: bool) {
    let mut set = |name: HeaderName, value: &'static str| {
        if !headers.contains_key(&name) {
            headers.insert(name, HeaderValue::from_static(value));
        }
    };
    set(X_CONTENT_TYPE_OPTIONS, "nosniff");
    set(X_FRAME_OPTIONS, "DENY");
    set(REFERRER_POLICY, "no-referrer");
    set(CONTENT_SECURITY_POLICY, POLICY);
    set(CACHE_CONTROL, "no-store");
    set(HeaderName::from_static("cross-origin-opener-policy"), "same-origin");
    set(HeaderName::from_static("cross-origin-resource-policy"), "same-origin");
    set(HeaderName::from_static("permissions-policy"), "camera=(), geolocation=(), microphone=()");
    if https {
        set(STRICT_TRANSPORT_SECURITY, "max-age=31536000; includeSubDomains");
    }
    if let Ok(id) = HeaderValue::from_str(id) {
        headers.insert(ID, id);
    }
}
