//! One file as a body: by itself under its media type, or in a form of several parts with fields beside it.

use std::collections::BTreeMap;
use std::future::{Ready, ready};

use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::Payload;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;

use super::form::{FormLimits, Parts};
use crate::error::{ApiError, Code};

/// A body that is still to be read.
pub struct Sent {
    kind: String,
    body: Body,
}

enum Body {
    Form(Parts),
    Bare(Payload),
    Broken(ApiError),
}

/// What a body held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SentFile {
    /// Name of the file; `None` where it came by itself.
    pub name: Option<String>,
    /// Its content.
    pub bytes: Vec<u8>,
    /// Fields beside it.
    pub fields: BTreeMap<String, String>,
}

impl std::fmt::Debug for Sent {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Sent").field("kind", &self.kind).finish_non_exhaustive()
    }
}

impl FromRequest for Sent {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut actix_web::dev::Payload) -> Self::Future {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        let body = if kind == "multipart/form-data" {
            Parts::from_request(request, payload).into_inner().map_or_else(Body::Broken, Body::Form)
        } else {
            let bare = Payload::from_request(request, payload).into_inner();
            bare.map_or_else(|_| Body::Broken(ApiError::new(Code::MalformedRequest)), Body::Bare)
        };
        ready(Ok(Self { kind, body }))
    }
}

impl Sent {
    /// Reads the file: of one of these media types, or in a form with exactly one file.
    ///
    /// # Errors
    /// `unsupported_type`, `too_large`, or `malformed_request` where the body breaks off or holds no file.
    pub async fn read(self, accepted: &[&str], most: usize) -> Result<SentFile, ApiError> {
        let no_file = || ApiError::new(Code::MalformedRequest).tell("problem-detail-no-file", []);
        match self.body {
            Body::Broken(error) => Err(error),
            Body::Form(parts) => {
                let mut form = parts.read(FormLimits { files: 1, file_bytes: most, all_bytes: most }).await?;
                let file = form.files.pop().ok_or_else(no_file)?;
                Ok(SentFile { name: Some(file.name), bytes: file.bytes, fields: form.fields })
            }
            Body::Bare(mut payload) => {
                if !accepted.contains(&self.kind.as_str()) {
                    let values = [("kinds", accepted.join(", ").into())];
                    return Err(ApiError::new(Code::UnsupportedType).tell("problem-detail-sent-kind", values));
                }
                let mut bytes = Vec::new();
                while let Some(chunk) = payload.next().await {
                    let broken = |_| ApiError::new(Code::MalformedRequest).tell("problem-detail-broken-off", []);
                    let chunk = chunk.map_err(broken)?;
                    if bytes.len() + chunk.len() > most {
                        let values = [("bytes", most.into())];
                        return Err(ApiError::new(Code::TooLarge).tell("problem-detail-too-large", values));
                    }
                    bytes.extend_from_slice(&chunk);
                }
                if bytes.is_empty() {
                    return Err(no_file());
                }
                Ok(SentFile { bytes, ..SentFile::default() })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    async fn read(kind: &str, body: &'static str) -> Result<SentFile, ApiError> {
        let request = TestRequest::post().insert_header((CONTENT_TYPE, kind)).set_payload(body);
        let (request, mut payload) = request.to_http_parts();
        Sent::from_request(&request, &mut payload).await.unwrap().read(&["text/csv"], 20).await
    }

    #[actix_web::test]
    async fn a_file_comes_by_itself_or_in_a_form() {
        assert_eq!(read("text/csv; charset=utf-8", "name\nx\n").await.unwrap().bytes, b"name\nx\n");
        let form = "--b\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\nours\r\n\
                    --b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.csv\"\r\n\r\nname\r\n--b--\r\n";
        let sent = read("multipart/form-data; boundary=b", form).await.unwrap();
        assert_eq!((sent.name.as_deref(), sent.bytes.as_slice()), (Some("a.csv"), &b"name"[..]));
        assert_eq!(sent.fields["list"], "ours");
    }

    #[actix_web::test]
    async fn another_kind_too_much_or_nothing_is_refused() {
        assert_eq!(read("application/json", "{}").await.unwrap_err().code(), Code::UnsupportedType);
        assert_eq!(read("text/csv", "123456789012345678901").await.unwrap_err().code(), Code::TooLarge);
        assert_eq!(read("text/csv", "").await.unwrap_err().code(), Code::MalformedRequest);
        let empty = "--b\r\nContent-Disposition: form-data; name=\"list\"\r\n\r\nours\r\n--b--\r\n";
        let refused = read("multipart/form-data; boundary=b", empty).await.unwrap_err();
        assert_eq!(refused.code(), Code::MalformedRequest);
    }
}
