//! Versions of what is read and changed: `ETag` on the way out, `If-Match` on the way in.

use actix_web::HttpRequest;
use actix_web::http::header::IF_MATCH;

use crate::digest::sha256;
use crate::error::{ApiError, Code};

/// The entity tag of a version.
pub fn etag(version: i64) -> String {
    format!("\"{version}\"")
}

/// The entity tag of something without a version of its own: a hash of what it says.
pub fn tag(text: &str) -> String {
    format!("\"{}\"", sha256(text).get(..16).unwrap_or_default())
}

/// What a write says about the version it is meant for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct IfMatch(String);

impl IfMatch {
    /// Reads it from a request.
    ///
    /// # Errors
    /// `version_required` where it is missing.
    pub fn of(request: &HttpRequest) -> Result<Self, ApiError> {
        let value = request.headers().get(IF_MATCH).and_then(|value| value.to_str().ok());
        let value = value.map(str::trim).filter(|value| !value.is_empty());
        value.map(|value| Self(value.to_owned())).ok_or_else(|| ApiError::new(Code::VersionRequired))
    }

    /// Whether it means a version; `*` means any.
    pub fn means(&self, version: i64) -> bool {
        self.means_tag(&etag(version))
    }

    fn means_tag(&self, tag: &str) -> bool {
        // A compressing proxy may have made the tag a weak one.
        self.0.split(',').map(str::trim).any(|own| own == "*" || own.strip_prefix("W/").unwrap_or(own) == tag)
    }

    /// Goes on only with the version that is meant.
    ///
    /// # Errors
    /// `version_stale`.
    pub fn require(&self, version: i64) -> Result<(), ApiError> {
        self.require_tag(&etag(version))
    }

    /// The same for something with a tag of [`tag`].
    ///
    /// # Errors
    /// `version_stale`.
    pub fn require_tag(&self, tag: &str) -> Result<(), ApiError> {
        if self.means_tag(tag) { Ok(()) } else { Err(ApiError::new(Code::VersionStale)) }
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn sent(value: &str) -> IfMatch {
        IfMatch::of(&TestRequest::default().insert_header((IF_MATCH, value)).to_http_request()).unwrap()
    }

    #[test]
    fn a_write_without_a_version_is_refused() {
        let error = IfMatch::of(&TestRequest::default().to_http_request()).unwrap_err();
        assert_eq!(error.code(), Code::VersionRequired);
    }

    #[test]
    fn only_the_present_version_is_meant() {
        assert!(
            sent("\"3\"").means(3) && sent("\"2\", \"3\"").means(3) && sent("W/\"3\"").means(3) && sent("*").means(3)
        );
        assert!(!sent("\"13\"").means(3) && !sent("3").means(3));
        assert_eq!(sent("\"2\"").require(3).unwrap_err().code(), Code::VersionStale);
    }
}
