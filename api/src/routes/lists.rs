//! `/lists`: published lists and an organisation's own. A list that is brought is compared with the one in use and kept beside it;
//! it is used once somebody says so, and nothing is ever overwritten.

use std::collections::BTreeMap;

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, LOCATION};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::NaiveDate;
use karvon_engine::inputs::Completeness;
use karvon_rulesets::reference::import::ImportError;
use karvon_rulesets::reference::{self, TableInfo, Tables};
use serde::Serialize;
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;

use super::PREFIX;
use super::endpoint::{Access, Content, Endpoint, Method, Shape, json_of};
use crate::app::Service;
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Resource};
use crate::db::entities::lists;
use crate::db::{now, printed};
use crate::error::{ApiError, Code, FieldError, said};
use crate::list::{Kind, ListField, ListQuery, ListSpec, item_of, page_of};
use crate::services::blobs::BlobError;
use crate::services::identity::today;
use crate::services::lists::{self as store, AddError, Added, Carried, Found, NewList, OwnFault, UseError, shipped_id};
use crate::services::rulesets::Redo;
use crate::services::{records, screening};
use crate::web::list::answer;
use crate::web::sent::Sent;

/// What a list is sent as.
const KINDS: [&str; 2] = ["text/csv", "text/plain"];
/// What is said beside the file.
const FIELDS: [&str; 4] = ["list", "as_of", "edition", "complete"];

/// What can be asked.
const LIST: ListSpec = ListSpec {
    fields: &[
        ListField::new("list_id", Kind::Uuid),
        ListField::new("name", Kind::Text),
        ListField::new("title", Kind::Text),
        ListField::new("kind", Kind::Text),
        ListField::new("shipped", Kind::Bool),
        ListField::new("active", Kind::Bool),
        ListField::new("stale", Kind::Bool),
        ListField::new("edition", Kind::Text),
        ListField::new("as_of", Kind::Date),
        ListField::new("age_days", Kind::Integer),
        ListField::new("stale_after_days", Kind::Integer),
        ListField::new("completeness", Kind::Text),
        ListField::new("lacks", Kind::Shown),
        ListField::new("rows", Kind::Integer),
        ListField::new("names", Kind::Integer),
        ListField::new("sha256", Kind::Text),
        ListField::new("licence", Kind::Text),
        ListField::new("imported_from", Kind::Text),
        ListField::new("created_at", Kind::Instant),
    ],
    key: "list_id",
    order: "name,-created_at",
    extra: &[],
    offset: false,
};

/// Its addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let form = json!({"type": "object", "required": ["file"], "properties": {
        "file": {"type": "string", "format": "binary"},
        "list": {"type": "string"}, "as_of": {"type": "string", "format": "date"},
        "edition": {"type": "string"}, "complete": {"type": "boolean"},
    }});
    let read = Access::Needs(Action::Read, Resource::Lists);
    let change = Access::Needs(Action::Change, Resource::Lists);
    vec![
        Endpoint::new(Method::Get, "/lists", "list_lists", read, list).lists(&LIST, Shape::of::<ListShown>()),
        Endpoint::new(Method::Post, "/lists", "add_list", change, add)
            .takes(Content::Sent(&KINDS, form))
            .asks(&FIELDS)
            .gives(200, json_of::<ListAdded>())
            .gives(201, json_of::<ListAdded>()),
        Endpoint::new(Method::Get, "/lists/{list_id}", "read_list", read, one).gives(200, json_of::<ListShown>()),
        Endpoint::new(Method::Get, "/lists/{list_id}/file", "read_list_file", read, file)
            .gives(200, Content::Bytes(&["text/csv"])),
        Endpoint::new(Method::Post, "/lists/{list_id}/activate", "activate_list", change, activate)
            .gives(200, json_of::<ListUse>()),
        Endpoint::new(Method::Post, "/lists/{list_id}/deactivate", "deactivate_list", change, deactivate)
            .gives(200, json_of::<ListUse>()),
    ]
}

/// A version of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
struct ListShown {
    /// Its id.
    list_id: Uuid,
    /// Its name.
    name: String,
    /// Its name in words.
    title: String,
    /// `published` or `own`.
    kind: String,
    /// Whether it comes with the program.
    shipped: bool,
    /// Whether it is the one that is used.
    active: bool,
    /// Whether it is too old to rely on; `null` for own lists, whose age is theirs to know.
    stale: Option<bool>,
    /// Edition in words.
    edition: String,
    /// Newest day that it speaks of.
    as_of: Option<NaiveDate>,
    /// Its age in days; `null` where it has no day, or a later one.
    age_days: Option<i64>,
    /// Days after which it is stale.
    stale_after_days: Option<u32>,
    /// `complete` or `incomplete`.
    completeness: String,
    /// What it lacks, where that is known.
    lacks: Option<String>,
    /// Number of rows.
    rows: i64,
    /// Names that parties are screened against; `null` for tables that hold none, or where it is not counted.
    names: Option<i64>,
    /// SHA-256 of its file; of an own list that of its rows.
    sha256: String,
    /// Licence of the content, where known.
    licence: Option<String>,
    /// Name of the file that it came from.
    imported_from: Option<String>,
    /// When it came; `null` for those of the program.
    created_at: Option<String>,
}

/// A list that was brought, and what it would change.
#[derive(Debug, Serialize, ToSchema)]
struct ListAdded {
    /// The list.
    #[serde(flatten)]
    list: ListShown,
    /// What it changes against the one in use.
    diff: ListDiff,
    /// Columns of the file that are not kept.
    ignored_columns: Vec<String>,
}

/// What a version changes, by the keys of its rows.
#[derive(Debug, Serialize, ToSchema)]
struct ListDiff {
    /// Rows that are new.
    added: Vec<String>,
    /// Rows that are gone.
    removed: Vec<String>,
    /// Rows that say something else.
    changed: Vec<ListChange>,
    /// Number of rows that say the same.
    unchanged: usize,
}

/// A row that says something else than before.
#[derive(Debug, Serialize, ToSchema)]
struct ListChange {
    /// Its key.
    row: String,
    /// The columns that differ.
    columns: Vec<String>,
}

/// A list that is used from now on, or not any more.
#[derive(Debug, Serialize, ToSchema)]
struct ListUse {
    /// The list.
    #[serde(flatten)]
    list: ListShown,
    /// The screening that shows what it changes: see `/matches?screening_id=`.
    screening_id: Option<Uuid>,
    /// The job that makes it.
    job_id: Uuid,
    /// Assessments that were made with another version of the list, or without it. None is made anew by itself.
    redo: Vec<Redo>,
}

/// What all versions are shown against.
struct Ground {
    today: NaiveDate,
    active: Carried,
    shipped: Vec<TableInfo>,
}

impl Ground {
    async fn read(service: &Service, caller: &Caller) -> Result<Self, ApiError> {
        let connection = service.database.reader();
        let organisation = records::organisation(connection, caller.organisation_id).await?;
        Ok(Self {
            today: today(&organisation, now()),
            active: store::active(connection, caller.organisation_id).await?,
            shipped: Tables::embedded().describe().map_err(ApiError::internal)?,
        })
    }

    fn shipped(&self, info: &TableInfo) -> Result<ListShown, ApiError> {
        let name = info.version.table.as_str();
        let names = Tables::embedded().names(name).transpose().map_err(ApiError::internal)?;
        let count = |names: Vec<reference::ListedEntity>| names.iter().filter(|one| one.concerns.is_a_name()).count();
        let texts = reference::texts();
        let is_incomplete = info.completeness == Completeness::Incomplete;
        Ok(ListShown {
            list_id: shipped_id(info),
            name: name.to_owned(),
            title: texts.get(&format!("table-{name}")).unwrap_or_else(|| name.to_owned()),
            kind: "published".to_owned(),
            shipped: true,
            active: self.active.iter().all(|newer| newer.table != name),
            stale: Some(info.is_stale(self.today)),
            edition: info.edition.clone(),
            as_of: info.version.as_of,
            age_days: info.age_days(self.today),
            stale_after_days: Some(info.stale_after_days),
            completeness: info.completeness.as_str().to_owned(),
            lacks: texts.get(&format!("table-{name}.gaps")).filter(|_| is_incomplete),
            rows: whole(info.version.rows),
            names: names.map(|names| whole(count(names))),
            sha256: info.version.hash.clone(),
            licence: Some(info.licence.clone()),
            imported_from: None,
            created_at: None,
        })
    }

    fn brought(&self, list: &lists::Model) -> ListShown {
        let info = self.shipped.iter().find(|info| info.version.table == list.name).filter(|_| list.blob.is_some());
        let age = list.as_of.map(|day| (self.today - day).num_days()).filter(|days| *days >= 0);
        let title = info.and_then(|info| reference::texts().get(&format!("table-{}", info.version.table)));
        let is_used = self.active.iter().any(|used| used.table == list.name && used.sha256 == list.sha256);
        let is_incomplete = store::completeness(&list.completeness) == Completeness::Incomplete;
        ListShown {
            list_id: list.id,
            title: title.unwrap_or_else(|| list.name.clone()),
            name: list.name.clone(),
            kind: if list.blob.is_some() { "published" } else { "own" }.to_owned(),
            shipped: false,
            // A newer one of the program takes the place of one that was brought.
            active: list.active && (list.blob.is_none() || is_used),
            stale: info.map(|info| age.is_none_or(|days| days > i64::from(info.stale_after_days))),
            edition: list.edition.clone(),
            as_of: list.as_of,
            age_days: age,
            stale_after_days: info.map(|info| info.stale_after_days),
            completeness: list.completeness.clone(),
            lacks: is_incomplete.then(|| said("list-incomplete", [])),
            rows: list.row_count,
            names: list.blob.is_none().then_some(list.row_count),
            sha256: list.sha256.clone(),
            licence: info.map(|info| info.licence.clone()),
            imported_from: list.imported_from.clone(),
            created_at: Some(printed(list.created_at)),
        }
    }

    fn shown(&self, found: &Found) -> Result<ListShown, ApiError> {
        match found {
            Found::Shipped(info) => self.shipped(info),
            Found::Brought(list) => Ok(self.brought(list)),
        }
    }
}

fn whole(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

async fn list(request: HttpRequest, caller: Caller, service: Data<Service>) -> Result<HttpResponse, ApiError> {
    let query = ListQuery::read(&LIST, request.query_string())?;
    let ground = Ground::read(&service, &caller).await?;
    let mut items = Vec::new();
    for info in &ground.shipped {
        items.push(item_of(&ground.shipped(info)?)?);
    }
    for brought in store::contents(service.database.reader(), caller.organisation_id).await? {
        items.push(item_of(&ground.brought(&brought))?);
    }
    answer(&LIST, "lists", &query, page_of(&items, &query, &["name", "title", "edition"]))
}

async fn one(caller: Caller, service: Data<Service>, id: Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let found = find(&service, &caller, *id).await?;
    let ground = Ground::read(&service, &caller).await?;
    Ok(HttpResponse::Ok().json(ground.shown(&found)?))
}

async fn find(service: &Service, caller: &Caller, id: Uuid) -> Result<Found, ApiError> {
    let found = store::find(service.database.reader(), caller.organisation_id, id).await;
    found.map_err(|error| unusable(error, id))
}

async fn file(caller: Caller, service: Data<Service>, id: Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let (name, bytes) = match find(&service, &caller, *id).await? {
        Found::Shipped(info) => {
            let bytes = Tables::embedded().bytes(&info.version.table).map_err(ApiError::internal)?;
            (info.version.table.clone(), bytes.into_owned())
        }
        Found::Brought(list) => {
            let bytes = store::file(service.database.reader(), caller.organisation_id, &list).await;
            let bytes = bytes.map_err(|error| match error {
                BlobError::Database(error) => ApiError::from(error),
                BlobError::Missing(_) => ApiError::new(Code::StateConflict).say(error.to_string()),
                BlobError::Damaged(_) => ApiError::internal(error),
            })?;
            (list.name.clone(), bytes)
        }
    };
    let name = url::form_urlencoded::byte_serialize(name.as_bytes()).collect::<String>().replace('+', "%20");
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/csv; charset=utf-8"))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}.csv")))
        .body(bytes))
}

async fn add(
    request: HttpRequest,
    caller: Caller,
    service: Data<Service>,
    sent: Sent,
) -> Result<HttpResponse, ApiError> {
    let file = sent.read(&KINDS, service.settings.limits.file_bytes).await?;
    let mut fields: BTreeMap<String, String> =
        url::form_urlencoded::parse(request.query_string().as_bytes()).into_owned().collect();
    fields.extend(file.fields);
    let said_of = Said::read(&fields)?;
    let name = file.name.unwrap_or_else(|| "list.csv".to_owned());
    let new = NewList {
        file: &name,
        bytes: &file.bytes,
        list: said_of.list.as_deref(),
        as_of: said_of.as_of,
        edition: said_of.edition.as_deref(),
        completeness: said_of.completeness,
    };
    let organisation = records::organisation(service.database.reader(), caller.organisation_id).await?;
    let added = store::add(&service.database, &organisation, caller.actor_id, new).await;
    let Added { list, diff, ignored, is_new } = added.map_err(|error| refused(error, &name))?;
    let ground = Ground::read(&service, &caller).await?;
    let changed = diff.changed.into_iter().map(|(row, columns)| ListChange { row, columns }).collect();
    let diff = ListDiff { added: diff.added, removed: diff.removed, changed, unchanged: diff.unchanged };
    let place = format!("{PREFIX}/lists/{}", list.id);
    let shown = ListAdded { list: ground.brought(&list), diff, ignored_columns: ignored };
    let mut answer = if is_new { HttpResponse::Created() } else { HttpResponse::Ok() };
    Ok(answer.insert_header((LOCATION, place)).json(shown))
}

/// What is said beside a file.
struct Said {
    list: Option<String>,
    as_of: Option<NaiveDate>,
    edition: Option<String>,
    completeness: Completeness,
}

impl Said {
    fn read(fields: &BTreeMap<String, String>) -> Result<Self, ApiError> {
        let mut errors = Vec::new();
        let mut wrong = |name: &str, rule: &str| {
            let key = format!("problem-list-said-{rule}");
            errors.push(FieldError::at(name, rule, said(&key, []), said(&format!("{key}-fix"), [])));
        };
        for name in fields.keys().filter(|name| !FIELDS.contains(&name.as_str())) {
            wrong(name, "field");
        }
        let text = |name: &str| fields.get(name).map(|text| text.trim()).filter(|text| !text.is_empty());
        for name in ["list", "edition"] {
            if text(name).is_some_and(|text| text.chars().count() > 100 || text.chars().any(char::is_control)) {
                wrong(name, "text");
            }
        }
        let as_of = text("as_of").map(str::parse::<NaiveDate>);
        if matches!(as_of, Some(Err(_))) {
            wrong("as_of", "day");
        }
        let completeness = match text("complete") {
            Some("true") => Completeness::Complete,
            None | Some("false") => Completeness::Incomplete,
            Some(_) => {
                wrong("complete", "complete");
                Completeness::Incomplete
            }
        };
        if !errors.is_empty() {
            return Err(ApiError::invalid(errors));
        }
        Ok(Self {
            list: text("list").map(str::to_owned),
            as_of: as_of.and_then(Result::ok),
            edition: text("edition").map(str::to_owned),
            completeness,
        })
    }
}

async fn activate(caller: Caller, service: Data<Service>, id: Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let found = find(&service, &caller, *id).await?;
    let transaction = service.database.begin().await?;
    let revision = records::next_revision(&transaction, caller.organisation_id).await?;
    let activated = store::activate(&transaction, caller.organisation_id, caller.actor_id, &found).await;
    activated.map_err(|error| unusable(error, *id))?;
    let job = screening::after_change(&transaction, caller.organisation_id, revision).await?;
    transaction.commit().await?;
    used(&service, &caller, *id, &job).await
}

async fn deactivate(caller: Caller, service: Data<Service>, id: Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let Found::Brought(list) = find(&service, &caller, *id).await? else {
        return Err(ApiError::new(Code::StateConflict).tell("problem-detail-list-shipped", []));
    };
    if !list.active {
        return Err(ApiError::new(Code::StateConflict).tell("problem-detail-list-unused", []));
    }
    let transaction = service.database.begin().await?;
    let revision = records::next_revision(&transaction, caller.organisation_id).await?;
    store::deactivate(&transaction, caller.organisation_id, caller.actor_id, &list).await?;
    let job = screening::after_change(&transaction, caller.organisation_id, revision).await?;
    transaction.commit().await?;
    used(&service, &caller, *id, &job).await
}

async fn used(
    service: &Service,
    caller: &Caller,
    id: Uuid,
    job: &crate::db::entities::jobs::Model,
) -> Result<HttpResponse, ApiError> {
    let ground = Ground::read(service, caller).await?;
    let found = find(service, caller, id).await?;
    let list = ground.shown(&found)?;
    // Out of use it asks for nothing.
    let mut redo = Vec::new();
    if list.active {
        redo = store::redo(service.database.reader(), caller.organisation_id, &found).await?;
        redo.retain(|one| caller.sees_assessment(one.assessment_id));
    }
    Ok(HttpResponse::Ok().json(ListUse { list, screening_id: job.object_id, job_id: job.id, redo }))
}

fn unusable(error: UseError, id: Uuid) -> ApiError {
    match error {
        UseError::NotFound => ApiError::not_found("list", id),
        UseError::Older { .. } => ApiError::new(Code::StateConflict).say(error.to_string()),
        UseError::Table(error) => ApiError::internal(error),
        UseError::Database(error) => error.into(),
    }
}

/// What is wrong with a file, line by line.
fn refused(error: AddError, file: &str) -> ApiError {
    let fix = || said("problem-list-file-fix", []);
    let in_file = |row: Option<u64>, rule: &str, message: String| FieldError {
        pointer: None,
        file: Some(file.to_owned()),
        row: row.and_then(|row| u32::try_from(row).ok()),
        ..FieldError::at("", rule, message, fix())
    };
    let named = |message: String| vec![FieldError::at("list", "list", message, said("problem-list-name-fix", []))];
    ApiError::invalid(match error {
        AddError::Database(error) => return error.into(),
        AddError::Broken(what) => return ApiError::internal(what),
        AddError::WhichList(_) | AddError::Fixed(_) | AddError::Own(OwnFault::Several(_) | OwnFault::NoName) => {
            named(error.to_string())
        }
        AddError::Published(errors) => errors
            .into_iter()
            .map(|error| match error {
                ImportError::Row { line, reason } => in_file(Some(line), "row", reason),
                ImportError::Column { column, columns } => {
                    let values = [("column", column.as_str().into()), ("columns", columns.into())];
                    let message = said("problem-list-column", values);
                    FieldError { column: Some(column.clone()), ..in_file(Some(1), "column", message) }
                }
                ImportError::NoDay => {
                    FieldError::at("as_of", "day", said("problem-list-no-day", []), said("problem-list-no-day-fix", []))
                }
                ImportError::Older { .. } => in_file(None, "older", error.to_string()),
                ImportError::Empty => in_file(None, "empty", error.to_string()),
                ImportError::Table(_) | ImportError::AtHand(_) => in_file(None, "table", error.to_string()),
            })
            .collect(),
        AddError::Own(OwnFault::Csv { line, reason }) => vec![in_file(Some(line), "csv", reason)],
        AddError::Own(OwnFault::Empty) => vec![in_file(None, "empty", OwnFault::Empty.to_string())],
        AddError::Own(OwnFault::Findings(findings)) => findings.iter().map(FieldError::in_file).collect(),
    })
}
