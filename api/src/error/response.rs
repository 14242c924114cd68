//! A problem as it is sent.

use std::error::Error;

use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, RETRY_AFTER};
use actix_web::{HttpResponse, ResponseError};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::{ApiError, Code, FieldError, TEXTS};

/// The media type of problems.
pub const MEDIA_TYPE: &str = "application/problem+json";

tokio::task_local! {
    /// The id of the request that is being answered.
    pub static REQUEST_ID: String;
}

/// The id of the request that is being answered; empty outside of one.
pub fn current_request_id() -> String {
    REQUEST_ID.try_with(Clone::clone).unwrap_or_default()
}

/// The body of a problem (RFC 9457).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ProblemBody {
    /// `/problems/<code>`.
    #[serde(rename = "type")]
    pub kind: String,
    /// The kind of problem in a few words.
    pub title: String,
    /// The HTTP status.
    pub status: u16,
    /// What happened here.
    pub detail: String,
    /// The word to decide by.
    pub code: String,
    /// What to do.
    pub fix: String,
    /// To name when asking for help.
    pub request_id: String,
    /// What is wrong, place by place.
    pub errors: Vec<FieldError>,
}

impl ApiError {
    /// What the caller reads.
    pub fn body(&self) -> ProblemBody {
        let key = self.code.as_str().replace('_', "-");
        let title = TEXTS.say(&format!("problem-{key}-title"));
        ProblemBody {
            kind: format!("/problems/{}", self.code.as_str()),
            detail: self.detail.clone().unwrap_or_else(|| title.clone()),
            title,
            status: self.code.status(),
            code: self.code.as_str().to_owned(),
            fix: TEXTS.say(&format!("problem-{key}-fix")),
            request_id: current_request_id(),
            errors: self.errors.clone(),
        }
    }

    /// Logs what the caller does not read: the chain of causes of a defect.
    fn log(&self) {
        if self.code != Code::Internal && self.cause.is_none() {
            return;
        }
        let mut causes = Vec::new();
        let mut next: Option<&dyn Error> = self.source();
        while let Some(error) = next {
            causes.push(error.to_string());
            next = error.source();
        }
        tracing::error!(
            request_id = current_request_id(),
            code = self.code.as_str(),
            causes = causes.join(": "),
            "failed"
        );
    }
}

impl ResponseError for ApiError {
    fn status_code(&self) -> StatusCode {
        StatusCode::from_u16(self.code.status()).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
    }

    fn error_response(&self) -> HttpResponse {
        self.log();
        let mut response = HttpResponse::build(self.status_code());
        response.content_type(MEDIA_TYPE).insert_header((CACHE_CONTROL, "no-store"));
        if let Some(seconds) = self.retry_after.or((self.code.status() == 503).then_some(5)) {
            response.insert_header((RETRY_AFTER, seconds.to_string()));
        }
        match serde_json::to_vec(&self.body()) {
            Ok(body) => response.body(body),
            Err(_) => response.finish(),
        }
    }
}
