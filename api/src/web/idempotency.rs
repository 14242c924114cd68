//! Writes that are sent twice happen once.
//!
//! A POST with an `Idempotency-Key` is written down before it runs, and its answer after it succeeded; for a day the same key of
//! the same caller gives that answer again. A request that failed, or that nobody waited for to the end, may be sent again under its
//! key. What a body says is part of the comparison; of a form with files only the length is, since a form is never written twice
//! alike. What is shown once — a key, a link — is not kept: in the repeated answer it is `null`.

use actix_web::body::{BoxBody, EitherBody, MessageBody, to_bytes};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, HeaderName, HeaderValue, LOCATION};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::web::{Bytes, Data};
use actix_web::{Error, HttpMessage, HttpResponse, HttpResponseBuilder, ResponseError};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::body;
use crate::app::Service;
use crate::auth::caller::Caller;
use crate::db::tenant::within;
use crate::digest::hex;
use crate::error::{ApiError, Code};
use crate::services::idempotency::{self, Begun, Remembered};

/// The header with the key.
const KEY: HeaderName = HeaderName::from_static("idempotency-key");
/// The header that says that an answer is one given before.
const REPLAYED: HeaderName = HeaderName::from_static("idempotency-replayed");
/// Longest key that is taken.
const LONGEST_KEY: usize = 200;

/// Passes a request on, or repeats the answer that it was given before.
///
/// # Errors
/// Only what actix itself fails with.
pub async fn remember<B: MessageBody + 'static>(
    mut request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, Error> {
    let caller = request.extensions().get::<Caller>().cloned();
    let service = request.app_data::<Data<Service>>().cloned();
    let (Some(caller), Some(service), Some(key)) = (caller, service, key(&request)) else {
        return next.call(request).await.map(ServiceResponse::map_into_left_body);
    };
    let begun = match begin(&service, &mut request, &caller, &key).await {
        Ok(begun) => begun,
        Err(error) => return Ok(request.into_response(error.error_response()).map_into_right_body()),
    };
    if let Begun::Before(answer) = begun {
        return Ok(request.into_response(again(answer)).map_into_right_body());
    }
    let running = Running::new(&service, &caller, &key);
    let response = next.call(request).await;
    running.ended();
    match response {
        Ok(response) if response.status().is_success() => {
            let (request, response) = response.into_parts();
            let (response, body) = response.into_parts();
            let bytes = to_bytes(body).await.map_err(|_| ApiError::internal("an answer broke off"))?;
            let answer = Remembered {
                status: response.status().as_u16(),
                headers: kept(response.headers()),
                body: without(response.extensions().get::<ShownOnce>().copied(), &bytes),
            };
            // The write has happened; an answer that cannot be kept only means that it cannot be repeated.
            if let Err(error) = idempotency::finish(&service.database, &caller, &key, &answer).await {
                tracing::warn!(error = %error, "an answer could not be kept");
            }
            let response: HttpResponse<BoxBody> = response.set_body(bytes).map_into_boxed_body();
            Ok(ServiceResponse::new(request, response).map_into_right_body())
        }
        other => {
            idempotency::forget(&service.database, &caller, &key).await.map_err(ApiError::from)?;
            other.map(ServiceResponse::map_into_left_body)
        }
    }
}

/// Fields of an answer that are shown once.
#[derive(Clone, Copy, Debug)]
struct ShownOnce(&'static [&'static str]);

/// The answer with fields that are shown once.
pub fn shown_once(mut response: HttpResponse, fields: &'static [&'static str]) -> HttpResponse {
    response.extensions_mut().insert(ShownOnce(fields));
    response
}

/// An answer as it may be kept.
fn without(once: Option<ShownOnce>, bytes: &[u8]) -> Vec<u8> {
    let Some(ShownOnce(names)) = once else { return bytes.to_vec() };
    let Ok(Value::Object(mut fields)) = serde_json::from_slice(bytes) else { return Vec::new() };
    for name in names {
        fields.insert((*name).to_owned(), Value::Null);
    }
    Value::Object(fields).to_string().into_bytes()
}

/// A write that began. Where it is dropped before it ended — the time was over, or the caller has gone — its key is free again.
struct Running {
    open: Option<(Data<Service>, Caller, String)>,
}

impl Running {
    fn new(service: &Data<Service>, caller: &Caller, key: &str) -> Self {
        Self { open: Some((service.clone(), caller.clone(), key.to_owned())) }
    }

    fn ended(mut self) {
        self.open = None;
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if let Some((service, caller, key)) = self.open.take() {
            // Where the runtime itself ends, the key is free after a while.
            let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
            runtime.spawn(within(caller.organisation_id, async move {
                if let Err(error) = idempotency::forget(&service.database, &caller, &key).await {
                    tracing::warn!(error = %error, "a key could not be freed");
                }
            }));
        }
    }
}

fn key(request: &ServiceRequest) -> Option<String> {
    let key = request.headers().get(&KEY)?.to_str().ok()?.trim();
    (request.method() == Method::POST && !key.is_empty()).then(|| key.to_owned())
}

async fn begin(service: &Service, request: &mut ServiceRequest, caller: &Caller, key: &str) -> Result<Begun, ApiError> {
    if key.len() > LONGEST_KEY {
        return Err(
            ApiError::new(Code::MalformedRequest).tell("problem-detail-key-length", [("most", LONGEST_KEY.into())])
        );
    }
    let mut hash = Sha256::new();
    hash.update(request.method().as_str());
    hash.update(request.uri().to_string());
    let header = |name| request.headers().get(name).map(HeaderValue::as_bytes).unwrap_or_default().to_vec();
    let (kind, length) = (header(CONTENT_TYPE), header(CONTENT_LENGTH));
    if kind.starts_with(b"multipart/") {
        hash.update(length);
    } else {
        let most = if body::is_json(request.request()) { body::MOST } else { service.settings.limits.file_bytes };
        let bytes: Bytes = body::collect(request.take_payload(), most).await?;
        hash.update(&bytes);
        request.set_payload(Payload::from(bytes));
    }
    let digest = hex(&hash.finalize());
    match idempotency::begin(&service.database, caller, key, &digest).await? {
        Begun::Running => Err(ApiError::new(Code::StateConflict).tell("problem-detail-running", [])),
        Begun::Other => Err(ApiError::new(Code::IdempotencyMismatch)),
        begun @ (Begun::Now | Begun::Before(_)) => Ok(begun),
    }
}

/// The headers that are worth repeating.
fn kept(headers: &actix_web::http::header::HeaderMap) -> Vec<(String, String)> {
    let text = |name: HeaderName| {
        let value = headers.get(&name)?.to_str().ok()?.to_owned();
        Some((name.to_string(), value))
    };
    [CONTENT_TYPE, LOCATION, ETAG].into_iter().filter_map(text).collect()
}

fn again(answer: Remembered) -> HttpResponse {
    let mut response = HttpResponseBuilder::new(StatusCode::from_u16(answer.status).unwrap_or(StatusCode::OK));
    for (name, value) in answer.headers {
        response.insert_header((name, value));
    }
    response.insert_header((REPLAYED, "true")).body(answer.body)
}
