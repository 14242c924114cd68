//! Every way in which the service says no: one list of codes, one body (RFC 9457, `application/problem+json`).
//!
//! A code says what the caller can do about it. Titles and fixes stand in the message files under `problem-<code>-title` and
//! `problem-<code>-fix`. What is said and what is logged are kept apart: a defect is answered with a fixed sentence and
//! logged once, here.

mod field;
mod response;

use std::error::Error;
use std::fmt;
use std::sync::{Arc, LazyLock};

use fluent_bundle::FluentValue;

use crate::texts::Texts;

pub use field::FieldError;
pub(crate) use field::escaped;
pub use response::{MEDIA_TYPE, ProblemBody, REQUEST_ID, current_request_id};

/// Problems are told in this language.
static TEXTS: LazyLock<Texts> = LazyLock::new(|| Texts::new("en"));

/// What went wrong, by what the caller can do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// The request itself cannot be read: change it.
    MalformedRequest,
    /// Sign in, or bring a valid key.
    Unauthenticated,
    /// The role does not allow it.
    Forbidden,
    /// A write by cookie without the session's token.
    CsrfInvalid,
    /// Another person must do this.
    SamePerson,
    /// Nothing of that name that the caller may see.
    NotFound,
    /// The address knows other methods.
    MethodNotAllowed,
    /// What it is about is in a state that does not allow it.
    StateConflict,
    /// The data changed since it was looked at: look again.
    DataChanged,
    /// Later changes stand in the way.
    LaterChanges,
    /// Somebody changed it first: read it again.
    VersionStale,
    /// More than is taken.
    TooLarge,
    /// A kind of content that is not taken.
    UnsupportedType,
    /// Read, and not right: correct the named fields.
    Invalid,
    /// The key of repetition was used for another request.
    IdempotencyMismatch,
    /// Say which version is meant.
    VersionRequired,
    /// Too many requests: wait.
    RateLimited,
    /// Too much work is waiting: try again later.
    QueueFull,
    /// The service cannot answer now: try again later.
    Unavailable,
    /// A defect of the service.
    Internal,
}

/// Code, status and the word that stands for it.
const TABLE: [(Code, u16, &str); 20] = [
    (Code::MalformedRequest, 400, "malformed_request"),
    (Code::Unauthenticated, 401, "unauthenticated"),
    (Code::Forbidden, 403, "forbidden"),
    (Code::CsrfInvalid, 403, "csrf_invalid"),
    (Code::SamePerson, 403, "same_person"),
    (Code::NotFound, 404, "not_found"),
    (Code::MethodNotAllowed, 405, "method_not_allowed"),
    (Code::StateConflict, 409, "state_conflict"),
    (Code::DataChanged, 409, "data_changed"),
    (Code::LaterChanges, 409, "later_changes"),
    (Code::VersionStale, 412, "version_stale"),
    (Code::TooLarge, 413, "too_large"),
    (Code::UnsupportedType, 415, "unsupported_type"),
    (Code::Invalid, 422, "invalid"),
    (Code::IdempotencyMismatch, 422, "idempotency_mismatch"),
    (Code::VersionRequired, 428, "version_required"),
    (Code::RateLimited, 429, "rate_limited"),
    (Code::QueueFull, 503, "queue_full"),
    (Code::Unavailable, 503, "unavailable"),
    (Code::Internal, 500, "internal"),
];

impl Code {
    /// Every code.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.into_iter().map(|(code, _, _)| code)
    }

    /// The HTTP status.
    pub fn status(self) -> u16 {
        self.row().0
    }

    /// The word in the body.
    pub fn as_str(self) -> &'static str {
        self.row().1
    }

    fn row(self) -> (u16, &'static str) {
        let found = TABLE.iter().find(|(code, _, _)| *code == self);
        // The test below keeps the table whole.
        found.map_or((500, "internal"), |(_, status, word)| (*status, *word))
    }
}

/// A request that is answered with a problem.
#[derive(Clone)]
pub struct ApiError {
    code: Code,
    detail: Option<String>,
    errors: Vec<FieldError>,
    retry_after: Option<u32>,
    cause: Option<Arc<dyn Error + Send + Sync>>,
}

impl ApiError {
    /// A problem with its usual words.
    pub fn new(code: Code) -> Self {
        Self { code, detail: None, errors: Vec::new(), retry_after: None, cause: None }
    }

    /// Nothing called so that the caller may see; `what` names its kind, e.g. `party`.
    pub fn not_found(what: &str, id: impl fmt::Display) -> Self {
        let id = shown(&id.to_string());
        Self::new(Code::NotFound)
            .say(TEXTS.tell("problem-detail-not-found", [("what", what.into()), ("id", id.into())]))
    }

    /// Fields that are not right; at least one.
    pub fn invalid(errors: Vec<FieldError>) -> Self {
        Self::new(Code::Invalid).with_errors(errors)
    }

    /// A defect: the caller reads a fixed sentence, the log what it was.
    pub fn internal(cause: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self { cause: Some(Arc::from(cause.into())), ..Self::new(Code::Internal) }
    }

    /// Says what happened, in a sentence that is fit for the caller.
    #[must_use]
    pub fn say(mut self, detail: impl Into<String>) -> Self {
        self.detail = Some(detail.into());
        self
    }

    /// Says what happened by a message of the message files.
    #[must_use]
    pub fn tell<'a, const N: usize>(self, key: &str, values: [(&'a str, FluentValue<'a>); N]) -> Self {
        self.say(said(key, values))
    }

    /// Names what is wrong, place by place.
    #[must_use]
    pub fn with_errors(mut self, errors: Vec<FieldError>) -> Self {
        self.errors = errors;
        self
    }

    /// Says after how many seconds another try may succeed.
    #[must_use]
    pub fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after = Some(seconds);
        self
    }

    /// What the caller can do.
    pub fn code(&self) -> Code {
        self.code
    }

    /// What is wrong, place by place.
    pub fn errors(&self) -> &[FieldError] {
        &self.errors
    }
}

impl From<sea_orm::DbErr> for ApiError {
    /// A database that gives no connection is busy or away; anything else is a defect.
    fn from(error: sea_orm::DbErr) -> Self {
        let is_away = matches!(error, sea_orm::DbErr::ConnectionAcquire(_) | sea_orm::DbErr::Conn(_));
        let code = if is_away { Code::Unavailable } else { Code::Internal };
        Self { cause: Some(Arc::new(error)), ..Self::new(code) }
    }
}

impl From<crate::jobs::QueueError> for ApiError {
    /// Whoever puts work in can only find the queue full; whoever asks about work of a number says itself which one.
    fn from(error: crate::jobs::QueueError) -> Self {
        use crate::jobs::QueueError;
        match error {
            QueueError::Full => Self::new(Code::QueueFull).retry_after(30),
            QueueError::Database(error) => error.into(),
            QueueError::NotFound | QueueError::State(_) => Self::internal(error),
        }
    }
}

/// A sentence of the message files about a request.
pub fn said<'a, const N: usize>(key: &str, values: [(&'a str, FluentValue<'a>); N]) -> String {
    TEXTS.tell(key, values)
}

/// The start of what a caller sent, for a sentence that repeats it.
fn shown(text: &str) -> String {
    const MOST: usize = 80;
    if text.chars().count() <= MOST {
        return text.to_owned();
    }
    text.chars().take(MOST).chain(['…']).collect()
}

impl fmt::Debug for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self}")
    }
}

impl fmt::Display for ApiError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.as_str())?;
        if let Some(detail) = &self.detail {
            write!(f, ": {detail}")?;
        }
        Ok(())
    }
}

impl Error for ApiError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.cause.as_ref().map(|cause| &**cause as &(dyn Error + 'static))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn every_code_stands_in_the_table_once() {
        let codes: BTreeSet<Code> = Code::all().collect();
        let words: BTreeSet<&str> = Code::all().map(Code::as_str).collect();
        assert_eq!(codes.len(), TABLE.len());
        assert_eq!(words.len(), TABLE.len());
        // The last variant of the enum; a new one before it makes the table too short.
        assert_eq!(Code::Internal as usize + 1, TABLE.len());
    }

    #[test]
    fn every_code_has_a_title_and_a_fix() {
        for code in Code::all() {
            for part in ["title", "fix"] {
                let key = format!("problem-{}-{part}", code.as_str().replace('_', "-"));
                assert!(TEXTS.have(&key).is_some(), "{key}");
            }
        }
    }

    #[test]
    fn what_a_caller_sent_is_repeated_in_part() {
        let error = ApiError::not_found("party", "x".repeat(1000));
        assert!(error.to_string().len() < 200, "{error}");
    }

    #[test]
    fn a_defect_keeps_its_cause_for_the_log_alone() {
        let error = ApiError::internal("disk full at /var/lib");
        assert!(!error.to_string().contains("disk"));
        assert_eq!(error.source().map(ToString::to_string).as_deref(), Some("disk full at /var/lib"));
    }
}
