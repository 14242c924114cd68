//! `/templates`: empty tables to fill in, each as CSV and all as one workbook.

use actix_web::HttpResponse;
use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::Path;

use super::endpoint::{Access, Content, Endpoint, Method};
use crate::auth::permission::{Action, Resource};
use crate::error::ApiError;
use crate::services::templates::template;

/// The kinds of files there are.
const KINDS: [&str; 2] = ["text/csv", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"];

/// Its addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let read = Access::Needs(Action::Read, Resource::Templates);
    vec![Endpoint::new(Method::Get, "/templates/{file}", "read_template", read, one).gives(200, Content::Bytes(&KINDS))]
}

async fn one(file: Path<String>) -> Result<HttpResponse, ApiError> {
    let bytes = template(&file).ok_or_else(|| ApiError::not_found("template", &*file))?;
    let kind = if file.ends_with(".csv") { "text/csv; charset=utf-8" } else { KINDS[1] };
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, kind))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"{file}\"")))
        .body(bytes))
}
