//! Sending files, and repairing what was sent.

use std::collections::{BTreeMap, BTreeSet};

use actix_web::http::header::LOCATION;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use karvon_intake::{Correction, TableKind};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::{problem, seen, writable};
use crate::app::Service;
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Resource};
use crate::error::{ApiError, FieldError, said};
use crate::routes::PREFIX;
use crate::routes::endpoint::{Access, Content, Endpoint, Method, json_of};
use crate::services::files::{scan, sniff_data};
use crate::services::records;
use crate::services::uploads::{Mapping, Mode, NewUpload, Part, Started, UploadError, repair, start};
use crate::web::body::Body;
use crate::web::etag::IfMatch;
use crate::web::form::{Form, FormLimits, Parts};

/// Files of one upload.
const MOST_FILES: usize = 20;
/// Corrections of one upload.
const MOST_CORRECTIONS: usize = 10_000;
/// Letters of a sender.
const LONGEST_SENDER: usize = 200;
/// The fields of the form beside the files.
const FIELDS: [&str; 3] = ["mapping", "mode", "sender"];

/// Their addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let (add, change) =
        (Access::Needs(Action::Add, Resource::Uploads), Access::Needs(Action::Change, Resource::Uploads));
    let form = json!({
        "type": "object",
        "required": ["file"],
        "properties": {
            "file": {"type": "array", "minItems": 1, "maxItems": MOST_FILES, "items": {"type": "string", "format": "binary"}},
            "sender": {"type": "string", "maxLength": LONGEST_SENDER},
            "mapping": {"type": "string", "contentMediaType": "application/json"},
            "mode": {"type": "string", "enum": [Mode::Merge.as_str(), Mode::Snapshot.as_str()]},
        },
    });
    vec![
        Endpoint::new(Method::Post, "/uploads", "send_upload", add, send)
            .takes(Content::Multipart(form))
            .gives(202, json_of::<UploadAccepted>()),
        Endpoint::new(Method::Patch, "/uploads/{upload_id}", "repair_upload", change, mend)
            .takes(json_of::<Repair>())
            .gives(202, json_of::<UploadAccepted>())
            .versioned(),
    ]
}

/// An upload that is being checked.
#[derive(Debug, Serialize, ToSchema)]
struct UploadAccepted {
    /// The upload.
    upload_id: Uuid,
    /// The job that checks it.
    job_id: Uuid,
}

fn accepted(started: Started) -> HttpResponse {
    let Started { upload_id, job_id } = started;
    let place = format!("{PREFIX}/uploads/{upload_id}");
    HttpResponse::Accepted().insert_header((LOCATION, place)).json(UploadAccepted { upload_id, job_id })
}

async fn send(caller: Caller, service: Data<Service>, parts: Parts) -> Result<HttpResponse, ApiError> {
    let most = service.settings.limits.upload_bytes;
    let form = parts.read(FormLimits { files: MOST_FILES, file_bytes: most, all_bytes: most }).await?;
    let Asked { sender, mode, mapping } = asked(&form)?;
    let mut files = Vec::with_capacity(form.files.len());
    for file in &form.files {
        let scan = scan::scan(service.settings.scanner.as_deref(), &file.bytes).await?;
        let media_type = sniff_data(&file.bytes, &file.name);
        files.push(Part { name: &file.name, media_type, bytes: &file.bytes, scan });
    }
    let organisation = records::organisation(service.database.reader(), caller.organisation_id).await?;
    let new = NewUpload { actor_id: caller.actor_id, sender, mode, mapping, files, tables: writable(&caller) };
    let started = start(&service.database, &organisation, new).await;
    started.map(accepted).map_err(|error| problem(error, Uuid::nil()))
}

/// What the form asks for.
struct Asked {
    sender: Option<String>,
    mode: Mode,
    mapping: Mapping,
}

fn asked(form: &Form) -> Result<Asked, ApiError> {
    let mut errors = Vec::new();
    if form.files.is_empty() {
        errors.push(wrong("/file", "required", "problem-upload-no-file"));
    }
    for name in form.fields.keys().filter(|name| !FIELDS.contains(&name.as_str())) {
        errors.push(wrong(&format!("/{}", crate::error::escaped(name)), "unknown-field", "problem-upload-field"));
    }
    let text = |name: &str| form.fields.get(name).map(|text| text.trim()).filter(|text| !text.is_empty());
    let sender = text("sender").map(str::to_owned);
    if sender.as_ref().is_some_and(|sender| sender.chars().count() > LONGEST_SENDER) {
        errors.push(wrong("/sender", "length", "problem-upload-sender"));
    }
    let mode = text("mode").map_or(Some(Mode::Merge), |word| word.parse().ok());
    if mode.is_none() {
        errors.push(wrong("/mode", "word", "problem-upload-mode"));
    }
    let mut mapping = Mapping::new();
    match text("mapping").map(serde_json::from_str::<BTreeMap<String, Option<String>>>) {
        None => {}
        Some(Ok(given)) => errors.extend(map(given, &mut mapping)),
        Some(Err(_)) => errors.push(wrong("/mapping", "shape", "problem-upload-mapping")),
    }
    match mode {
        Some(mode) if errors.is_empty() => Ok(Asked { sender, mode, mapping }),
        Some(_) | None => Err(ApiError::invalid(errors)),
    }
}

/// Takes over what headers mean; `null` takes a word about a header back, the empty text leaves its column out.
fn map(given: BTreeMap<String, Option<String>>, mapping: &mut Mapping) -> Vec<FieldError> {
    let fields: BTreeSet<&str> =
        TableKind::ALL.into_iter().flat_map(TableKind::columns).map(|column| column.name).collect();
    let mut errors = Vec::new();
    for (header, field) in given {
        match field {
            None => drop(mapping.remove(header.trim())),
            Some(field) if field.is_empty() || fields.contains(field.as_str()) => {
                mapping.insert(header.trim().to_owned(), field);
            }
            Some(_) => {
                let pointer = format!("/mapping/{}", crate::error::escaped(&header));
                errors.push(wrong(&pointer, "unknown-field", "problem-upload-unknown-field"));
            }
        }
    }
    errors
}

fn wrong(pointer: &str, rule: &str, key: &str) -> FieldError {
    FieldError::at(pointer, rule, said(key, []), said(&format!("{key}-fix"), []))
}

/// What to read otherwise. Without either the files are checked again as they are.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct Repair {
    /// Headers as written and the fields that they mean: `null` takes a word about a header back, an empty text leaves its
    /// column out.
    mapping: Option<BTreeMap<String, Option<String>>>,
    /// Cells as they should have been written. One cell corrected twice has the later value.
    #[validate(length(max = 10_000), nested)]
    corrections: Option<Vec<CorrectionInput>>,
}

/// A cell as it should have been written.
#[derive(Debug, Serialize, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct CorrectionInput {
    /// The file, as findings name it.
    file: String,
    /// The sheet of a workbook, or the table of a JSON file.
    sheet: Option<String>,
    /// The row, as findings number it.
    #[validate(range(min = 1))]
    row: u32,
    /// The header.
    column: String,
    /// What should stand there: a text, a number, yes or no; `null` empties the cell.
    #[schema(value_type = Option<String>)]
    value: Value,
}

async fn mend(
    request: HttpRequest,
    caller: Caller,
    service: Data<Service>,
    id: Path<Uuid>,
    body: Body<Repair>,
) -> Result<HttpResponse, ApiError> {
    let meant = IfMatch::of(&request)?;
    seen(service.database.reader(), &caller, *id).await?;
    let Repair { mapping: headers, corrections: cells } = body.0;
    let organisation = records::organisation(service.database.reader(), caller.organisation_id).await?;
    let tables = writable(&caller);
    let started =
        repair(&service.database, &organisation, caller.actor_id, &tables, *id, |row, mapping, corrections| {
            meant.require(row.version).map_err(Refused::Told)?;
            let mut errors = headers.map(|given| map(given, mapping)).unwrap_or_default();
            errors.extend(correct(cells.unwrap_or_default(), corrections));
            if errors.is_empty() { Ok(()) } else { Err(Refused::Told(ApiError::invalid(errors))) }
        });
    started.await.map(accepted).map_err(|refused| refused.into_problem(*id))
}

/// Puts corrected cells on the list, in the place of earlier words about them.
fn correct(cells: Vec<CorrectionInput>, corrections: &mut Vec<Correction>) -> Vec<FieldError> {
    let mut errors = Vec::new();
    for (position, cell) in cells.into_iter().enumerate() {
        let CorrectionInput { file, sheet, row, column, value } = cell;
        let value = match value {
            Value::Null => String::new(),
            Value::String(text) => text,
            Value::Bool(yes) => (if yes { "yes" } else { "no" }).to_owned(),
            Value::Number(number) => number.to_string(),
            Value::Array(_) | Value::Object(_) => {
                errors.push(wrong(&format!("/corrections/{position}/value"), "shape", "problem-upload-value"));
                continue;
            }
        };
        let is_same = |old: &Correction| (&old.file, &old.sheet, old.row, &old.column) == (&file, &sheet, row, &column);
        corrections.retain(|old| !is_same(old));
        corrections.push(Correction { file, sheet, row, column, value });
    }
    if corrections.len() > MOST_CORRECTIONS {
        errors.push(wrong("/corrections", "length", "problem-upload-corrections"));
    }
    errors
}

/// Why something about an upload is refused: by the service, or by the request itself.
pub(super) enum Refused {
    /// By the service.
    Upload(UploadError),
    /// As it stands.
    Told(ApiError),
}

impl From<UploadError> for Refused {
    fn from(error: UploadError) -> Self {
        Self::Upload(error)
    }
}

impl Refused {
    /// The problem that is told.
    pub(super) fn into_problem(self, id: Uuid) -> ApiError {
        match self {
            Self::Upload(error) => problem(error, id),
            Self::Told(error) => error,
        }
    }
}
