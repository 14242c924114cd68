//! Addresses for everybody: whether the service lives, what it can do, and the way from `/` to the page about it.

use std::sync::Arc;

use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE, LOCATION};
use actix_web::{HttpRequest, HttpResponse, web};
use secrecy::ExposeSecret;
use serde_json::json;
use utoipa_swagger_ui::Config;

use super::PREFIX;
use crate::app::Service;
use crate::auth::secret;
use crate::error::{ApiError, Code};

/// The page that reads the OpenAPI document out.
const DOCS: &str = "/api/docs";

/// Puts them in their places.
pub(super) fn configure(config: &mut web::ServiceConfig) {
    config
        .route("/", web::get().to(home))
        .route("/health", web::get().to(health))
        .route("/ready", web::get().to(ready))
        .route("/metrics", web::get().to(metrics))
        .route(&format!("{PREFIX}/openapi.json"), web::get().to(openapi))
        .route(DOCS, web::get().to(page))
        .route(&format!("{DOCS}/{{file}}"), web::get().to(file));
}

async fn home() -> HttpResponse {
    HttpResponse::SeeOther().insert_header((LOCATION, DOCS)).finish()
}

async fn health() -> HttpResponse {
    HttpResponse::Ok().json(json!({"status": "ok"}))
}

/// Ready as long as the database answers and the service is not ending.
async fn ready(service: web::Data<Service>) -> Result<HttpResponse, ApiError> {
    if service.is_ready().await {
        return Ok(HttpResponse::Ok().json(json!({"status": "ready"})));
    }
    Err(ApiError::new(Code::Unavailable))
}

async fn metrics(request: HttpRequest, service: web::Data<Service>) -> Result<HttpResponse, ApiError> {
    let Some(token) = &service.settings.server.metrics_token else {
        return Err(ApiError::not_found("address", "/metrics"));
    };
    let sent = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok()).unwrap_or_default();
    let sent = sent.strip_prefix("Bearer ").unwrap_or_default();
    if !secret::same(sent, token.expose_secret()) {
        return Err(ApiError::new(Code::Unauthenticated));
    }
    let kind = "application/openmetrics-text; version=1.0.0; charset=utf-8";
    Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, kind)).body(service.metrics.text()))
}

async fn openapi(service: web::Data<Service>) -> HttpResponse {
    HttpResponse::Ok().insert_header((CONTENT_TYPE, "application/json")).body(service.openapi.clone())
}

async fn page() -> Result<HttpResponse, ApiError> {
    let shown = shown("index.html")?;
    // The page stands one level above its files.
    let html = String::from_utf8_lossy(&shown.1)
        .replace("\"./", &format!("\"{DOCS}/"))
        .replace("\"index.css", &format!("\"{DOCS}/index.css"));
    Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, "text/html; charset=utf-8")).body(html))
}

async fn file(name: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let (kind, bytes) = shown(&name)?;
    Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, kind)).body(bytes))
}

fn shown(name: &str) -> Result<(String, Vec<u8>), ApiError> {
    let config = Arc::new(Config::from(format!("{PREFIX}/openapi.json")));
    match utoipa_swagger_ui::serve(name, config) {
        Ok(Some(file)) => Ok((file.content_type, file.bytes.into_owned())),
        Ok(None) => Err(ApiError::not_found("file", name)),
        Err(error) => Err(ApiError::internal(error.to_string())),
    }
}
