//! Bodies of several parts: files and the fields beside them.
//!
//! Limits hold while the parts arrive, so that nothing larger is ever in memory. Names of files are names, never paths.

use std::collections::BTreeMap;
use std::future::{Ready, ready};

use actix_multipart::Multipart;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;

use crate::error::{ApiError, Code};

/// Bytes of a field that is no file.
const LONGEST_FIELD: usize = 1 << 20;
/// Letters of the name of a file.
const LONGEST_NAME: usize = 200;
/// Parts of one body.
const MOST_PARTS: usize = 100;

/// How much is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormLimits {
    /// Files.
    pub files: usize,
    /// Bytes of one file.
    pub file_bytes: usize,
    /// Bytes of all files together.
    pub all_bytes: usize,
}

/// A file as it was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FilePart {
    /// Its name without folders.
    pub name: String,
    /// What is in it.
    pub bytes: Vec<u8>,
}

/// What a body held.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Form {
    /// The files, in the order in which they were sent.
    pub files: Vec<FilePart>,
    /// The other fields; of a repeated one the last.
    pub fields: BTreeMap<String, String>,
}

/// A body of several parts that is still to be read.
pub struct Parts(Multipart);

impl std::fmt::Debug for Parts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Parts")
    }
}

impl FromRequest for Parts {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, payload: &mut actix_web::dev::Payload) -> Self::Future {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
        if !kind.to_ascii_lowercase().starts_with("multipart/form-data") {
            return ready(Err(ApiError::new(Code::UnsupportedType).tell("problem-detail-multipart", [])));
        }
        ready(Ok(Self(Multipart::new(request.headers(), payload.take()))))
    }
}

impl Parts {
    /// Reads everything.
    ///
    /// # Errors
    /// `too_large`, or `malformed_request` where the body breaks off or is no form.
    pub async fn read(self, limits: FormLimits) -> Result<Form, ApiError> {
        let broken = || ApiError::new(Code::MalformedRequest).tell("problem-detail-broken-off", []);
        let mut parts = self.0;
        let mut form = Form::default();
        let (mut left, mut count) = (limits.all_bytes, 0);
        while let Some(part) = parts.next().await {
            let mut part = part.map_err(|_| broken())?;
            count += 1;
            if count > MOST_PARTS {
                return Err(too_large(MOST_PARTS, "problem-detail-parts"));
            }
            let field = part.name().unwrap_or_default().to_owned();
            let file = part.content_disposition().and_then(|said| said.get_filename()).map(plain_name);
            let most = if file.is_some() { limits.file_bytes.min(left) } else { LONGEST_FIELD };
            let mut bytes = Vec::new();
            while let Some(chunk) = part.next().await {
                let chunk = chunk.map_err(|_| broken())?;
                if bytes.len() + chunk.len() > most {
                    return Err(too_large(most, "problem-detail-too-large"));
                }
                bytes.extend_from_slice(&chunk);
            }
            if let Some(name) = file {
                if form.files.len() == limits.files {
                    return Err(too_large(limits.files, "problem-detail-files"));
                }
                left -= bytes.len();
                form.files.push(FilePart { name, bytes });
            } else {
                let text = String::from_utf8(bytes).map_err(|_| broken())?;
                form.fields.insert(field, text);
            }
        }
        Ok(form)
    }
}

fn too_large(most: usize, key: &str) -> ApiError {
    ApiError::new(Code::TooLarge).tell(key, [("bytes", most.into())])
}

/// The last part of a path, without signs that do not show.
pub fn plain_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let shown: String = last.chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect();
    let shown = shown.trim().trim_start_matches('.').to_owned();
    if shown.is_empty() { "file".to_owned() } else { shown }
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    const LIMITS: FormLimits = FormLimits { files: 2, file_bytes: 10, all_bytes: 15 };

    async fn read(parts: &[(&str, Option<&str>, &str)]) -> Result<Form, ApiError> {
        let mut body = String::new();
        for (name, file, content) in parts {
            let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
            let head = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"{file}");
            body.extend([head.as_str(), "\r\n\r\n", content, "\r\n"]);
        }
        body += "--b--\r\n";
        let request = TestRequest::post().insert_header((CONTENT_TYPE, "multipart/form-data; boundary=b"));
        let (request, mut payload) = request.set_payload(body).to_http_parts();
        Parts::from_request(&request, &mut payload).await.unwrap().read(LIMITS).await
    }

    #[actix_web::test]
    async fn files_and_fields_are_told_apart() {
        let form = read(&[("sender", None, "Ann"), ("file", Some("a.csv"), "x,y")]).await.unwrap();
        assert_eq!(form.fields["sender"], "Ann");
        assert_eq!(form.files, [FilePart { name: "a.csv".to_owned(), bytes: b"x,y".to_vec() }]);
    }

    #[actix_web::test]
    async fn every_limit_holds() {
        let eleven = "12345678901";
        assert_eq!(read(&[("file", Some("a"), eleven)]).await.unwrap_err().code(), Code::TooLarge);
        let nine = "123456789";
        assert_eq!(read(&[("f", Some("a"), nine), ("f", Some("b"), nine)]).await.unwrap_err().code(), Code::TooLarge);
        let three = [("f", Some("a"), "1"), ("f", Some("b"), "1"), ("f", Some("c"), "1")];
        assert_eq!(read(&three).await.unwrap_err().code(), Code::TooLarge);
    }

    #[actix_web::test]
    async fn another_kind_of_body_is_not_taken() {
        let (request, mut payload) = TestRequest::post().set_payload("x").to_http_parts();
        assert_eq!(Parts::from_request(&request, &mut payload).await.unwrap_err().code(), Code::UnsupportedType);
    }

    #[test]
    fn a_name_is_never_a_path() {
        for (name, plain) in [
            ("../../etc/passwd", "passwd"),
            ("C:\\x\\y.pdf", "y.pdf"),
            ("..", "file"),
            ("", "file"),
            ("a\u{0}\nb.csv", "ab.csv"),
        ] {
            assert_eq!(plain_name(name), plain);
        }
    }
}
