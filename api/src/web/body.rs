//! A JSON body as a checked value.
//!
//! A body that is no JSON is malformed, one that does not fit is invalid with the place of what is wrong; both are problems as
//! all others, and both come after the question who is asking.

use std::future::Future;
use std::pin::Pin;

use actix_web::http::header::CONTENT_TYPE;
use actix_web::web::{Bytes, Payload};
use actix_web::{FromRequest, HttpRequest};
use futures_util::StreamExt;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer};
use serde_json::{Map, Value};
use validator::{Validate, ValidationErrors, ValidationErrorsKind};

use crate::error::{ApiError, Code, FieldError, said};

/// Bytes of a JSON body that are taken.
pub const MOST: usize = 4 << 20;

/// A JSON body that was read and checked.
#[derive(Debug)]
pub struct Body<T>(pub T);

impl<T: DeserializeOwned + Validate + 'static> FromRequest for Body<T> {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut actix_web::dev::Payload) -> Self::Future {
        let bytes = bytes(request, payload);
        Box::pin(async move { read(&bytes.await?).map(Self) })
    }
}

/// A JSON object as it was sent; what its fields must be is checked later, with more knowledge than a type has.
#[derive(Clone, Debug)]
pub struct Object(pub Map<String, Value>);

impl FromRequest for Object {
    type Error = ApiError;
    type Future = Pin<Box<dyn Future<Output = Result<Self, ApiError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut actix_web::dev::Payload) -> Self::Future {
        let bytes = bytes(request, payload);
        Box::pin(async move {
            let value: Value = parse(&bytes.await?)?;
            match value {
                Value::Object(fields) => Ok(Self(fields)),
                Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) | Value::Array(_) => {
                    let message = said("problem-no-object", []);
                    Err(ApiError::invalid(vec![FieldError::at("", "shape", message, said("problem-shape-fix", []))]))
                }
            }
        })
    }
}

/// The bytes of a JSON body.
fn bytes(
    request: &HttpRequest,
    payload: &mut actix_web::dev::Payload,
) -> impl Future<Output = Result<Bytes, ApiError>> + use<> {
    let is_json = is_json(request);
    let payload = Payload::from_request(request, payload).into_inner();
    async move {
        if !is_json {
            return Err(ApiError::new(Code::UnsupportedType).tell("problem-detail-json", []));
        }
        collect(payload.map_err(|_| ApiError::new(Code::MalformedRequest))?, MOST).await
    }
}

/// A field that may be sent as `null`, which is not the same as leaving it out: the outer `None` is a field that was not sent.
///
/// # Errors
/// The value does not fit.
pub fn given<'de, D, T>(deserializer: D) -> Result<Option<Option<T>>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::<T>::deserialize(deserializer).map(Some)
}

/// Whether the body says that it is JSON.
pub fn is_json(request: &HttpRequest) -> bool {
    let kind = request.headers().get(CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    kind == "application/json" || (kind.starts_with("application/") && kind.ends_with("+json"))
}

/// All bytes of a body, at most so many.
///
/// # Errors
/// `too_large`, or `malformed_request` where the body breaks off.
pub async fn collect<S, E>(mut stream: S, most: usize) -> Result<Bytes, ApiError>
where
    S: futures_util::Stream<Item = Result<Bytes, E>> + Unpin,
{
    let mut all = Vec::new();
    while let Some(part) = stream.next().await {
        let part = part.map_err(|_| ApiError::new(Code::MalformedRequest).tell("problem-detail-broken-off", []))?;
        if all.len() + part.len() > most {
            return Err(ApiError::new(Code::TooLarge).tell("problem-detail-too-large", [("bytes", most.into())]));
        }
        all.extend_from_slice(&part);
    }
    Ok(Bytes::from(all))
}

/// Reads a value from JSON and checks it.
///
/// # Errors
/// `malformed_request` or `invalid`.
pub fn read<T: DeserializeOwned + Validate>(bytes: &[u8]) -> Result<T, ApiError> {
    let value: T = parse(bytes)?;
    value.validate().map_err(|errors| ApiError::invalid(told(&errors)))?;
    Ok(value)
}

fn parse<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, ApiError> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = match serde_path_to_error::deserialize(&mut reader) {
        Ok(value) => value,
        Err(error) if error.inner().is_data() => {
            let told = error.inner().to_string();
            // The place in the text is of no use beside the place in the body.
            let message = told.split(" at line ").next().unwrap_or_default().to_owned();
            return Err(ApiError::invalid(vec![FieldError::at(
                pointer(error.path()),
                "shape",
                message,
                said("problem-shape-fix", []),
            )]));
        }
        Err(error) => return Err(malformed(error.inner())),
    };
    reader.end().map_err(|error| malformed(&error))?;
    Ok(value)
}

fn malformed(error: &serde_json::Error) -> ApiError {
    let place = [("line", error.line().into()), ("column", error.column().into())];
    ApiError::new(Code::MalformedRequest).tell("problem-detail-no-json", place)
}

/// A place in a value as a JSON pointer.
pub(crate) fn pointer(path: &serde_path_to_error::Path) -> String {
    use serde_path_to_error::Segment;
    let part = |segment: &Segment| match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", crate::error::escaped(key)),
        Segment::Enum { variant } => format!("/{variant}"),
        Segment::Unknown => String::new(),
    };
    path.iter().map(part).collect()
}

/// The findings of the checks of a value, with pointers.
fn told(errors: &ValidationErrors) -> Vec<FieldError> {
    fn walk(errors: &ValidationErrors, at: &str, into: &mut Vec<FieldError>) {
        let kinds: std::collections::BTreeMap<_, _> = errors.errors().iter().collect();
        for (name, kind) in kinds {
            let pointer = format!("{at}/{}", crate::error::escaped(name));
            match kind {
                ValidationErrorsKind::Struct(inner) => walk(inner, &pointer, into),
                ValidationErrorsKind::List(items) => {
                    for (index, inner) in items {
                        walk(inner, &format!("{pointer}/{index}"), into);
                    }
                }
                ValidationErrorsKind::Field(found) => {
                    let one = |error: &validator::ValidationError| {
                        let key = format!("problem-check-{}", error.code.replace('_', "-"));
                        FieldError::at(pointer.clone(), &error.code, said(&key, []), said(&format!("{key}-fix"), []))
                    };
                    into.extend(found.iter().map(one));
                }
            }
        }
    }
    let mut all = Vec::new();
    walk(errors, "", &mut all);
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, Deserialize, Validate)]
    #[serde(deny_unknown_fields)]
    struct Sample {
        #[validate(length(min = 1, max = 5))]
        name: String,
        #[serde(default)]
        #[validate(nested)]
        parts: Vec<Part>,
    }

    #[derive(Debug, Deserialize, Validate)]
    struct Part {
        #[validate(range(min = 0.0, max = 1.0))]
        share: f64,
    }

    fn places(body: &str) -> (Code, Vec<String>) {
        let error = read::<Sample>(body.as_bytes()).unwrap_err();
        (error.code(), error.errors().iter().map(|error| error.pointer.clone().unwrap()).collect())
    }

    #[test]
    fn what_is_no_json_is_malformed() {
        assert_eq!(places("{\"name\": ").0, Code::MalformedRequest);
        assert_eq!(places("{\"name\": \"x\"} more").0, Code::MalformedRequest);
    }

    #[test]
    fn what_does_not_fit_is_invalid_at_its_place() {
        assert_eq!(places("{\"name\": 5}"), (Code::Invalid, vec!["/name".to_owned()]));
        assert_eq!(places("{\"name\": \"x\", \"parts\": [{\"share\": \"y\"}]}").1, ["/parts/0/share"]);
    }

    #[test]
    fn every_failed_check_is_told() {
        let (code, places) = places("{\"name\": \"\", \"parts\": [{\"share\": 0.5}, {\"share\": 2}]}");
        assert_eq!((code, places), (Code::Invalid, vec!["/name".to_owned(), "/parts/1/share".to_owned()]));
    }
}
