//! Uploads as they stand: the list, one, its rows, its findings.

use actix_web::http::header::ETAG;
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::seen;
use crate::app::Service;
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Resource};
use crate::db::entities::{upload_files, upload_findings, upload_rows, uploads};
use crate::db::page::{Columns, page};
use crate::db::printed;
use crate::error::ApiError;
use crate::list::{Item, Kind, ListField, ListQuery, ListSpec, Page, item_of};
use crate::routes::endpoint::{Access, Endpoint, Method, Shape, json_of};
use crate::services::uploads::files;
use crate::web::etag::etag;
use crate::web::list::answer;

/// What can be asked of the list.
const LIST: ListSpec = ListSpec {
    fields: &[
        ListField::new("upload_id", Kind::Uuid),
        ListField::new("state", Kind::Text),
        ListField::new("sender", Kind::Text),
        ListField::new("mode", Kind::Text),
        ListField::new("base_revision", Kind::Integer),
        ListField::new("revision", Kind::Integer),
        ListField::new("undo_revision", Kind::Integer),
        ListField::new("created_at", Kind::Instant),
        ListField::new("committed_at", Kind::Instant),
    ],
    key: "upload_id",
    order: "-created_at",
    extra: &[],
    offset: false,
};

/// What can be asked of the rows.
const ROWS: ListSpec = ListSpec {
    fields: &[
        ListField::new("position", Kind::Integer),
        ListField::new("table", Kind::Text),
        ListField::new("outcome", Kind::Text),
        ListField::new("key", Kind::Text),
        ListField::new("file", Kind::Shown),
        ListField::new("sheet", Kind::Shown),
        ListField::new("row", Kind::Shown),
        ListField::new("fields", Kind::Shown),
    ],
    key: "position",
    order: "position",
    extra: &[],
    offset: false,
};

/// What can be asked of the findings: the columns of `findings.csv` in their order.
const FINDINGS: ListSpec = ListSpec {
    fields: &[
        ListField::new("position", Kind::Integer),
        ListField::new("file", Kind::Text),
        ListField::new("sheet", Kind::Text),
        ListField::new("row", Kind::Integer),
        ListField::new("column", Kind::Text),
        ListField::new("value", Kind::Text),
        ListField::new("rule", Kind::Text),
        ListField::new("severity", Kind::Text),
        ListField::new("message", Kind::Shown),
        ListField::new("fix", Kind::Shown),
    ],
    key: "position",
    order: "position",
    extra: &[],
    offset: false,
};

/// Their addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let read = Access::Needs(Action::Read, Resource::Uploads);
    vec![
        Endpoint::new(Method::Get, "/uploads", "list_uploads", read, list).lists(&LIST, Shape::of::<Upload>()),
        Endpoint::new(Method::Get, "/uploads/{upload_id}", "read_upload", read, one).gives(200, json_of::<Upload>()),
        Endpoint::new(Method::Get, "/uploads/{upload_id}/rows", "list_upload_rows", read, rows)
            .lists(&ROWS, Shape::of::<UploadRow>()),
        Endpoint::new(Method::Get, "/uploads/{upload_id}/findings", "list_upload_findings", read, findings)
            .lists(&FINDINGS, Shape::of::<UploadFinding>()),
    ]
}

/// Files of data on their way in.
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "ids are called by what they name, as everywhere in the API")]
struct Upload {
    /// Its id.
    upload_id: Uuid,
    /// `checking`, `checked`, `committed`, `undone` or `failed`.
    state: String,
    /// Whose list it is.
    sender: Option<String>,
    /// `merge` or `snapshot`.
    mode: String,
    /// The revision of the data that it was compared with.
    base_revision: i64,
    /// The revision that the commit made.
    revision: Option<i64>,
    /// The revision that the undo made.
    undo_revision: Option<i64>,
    /// What headers were said to mean.
    #[schema(value_type = Object)]
    mapping: Value,
    /// The sheets of its files, or the files themselves before they were read; left out of lists.
    #[serde(skip_serializing_if = "Option::is_none")]
    files: Option<Vec<UploadFile>>,
    /// Rows by table and outcome; empty before they are known.
    #[schema(value_type = Object)]
    counts: Value,
    /// Why the check failed.
    #[schema(value_type = Option<Object>)]
    problem: Option<Value>,
    /// Who sent it.
    created_by: Option<Uuid>,
    /// When.
    created_at: String,
    /// When it was committed.
    committed_at: Option<String>,
}

impl From<uploads::Model> for Upload {
    fn from(row: uploads::Model) -> Self {
        Self {
            upload_id: row.id,
            state: row.state,
            sender: row.sender,
            mode: row.mode,
            base_revision: row.base_revision,
            revision: row.revision,
            undo_revision: row.undo_revision,
            mapping: row.mapping.unwrap_or_else(|| json!({})),
            files: None,
            counts: row.counts.unwrap_or_else(|| json!({})),
            problem: row.problem,
            created_by: row.created_by,
            created_at: printed(row.created_at),
            committed_at: row.committed_at.map(printed),
        }
    }
}

/// A sheet, CSV file or JSON table of an upload.
#[derive(Debug, Serialize, ToSchema)]
struct UploadFile {
    /// The file, as findings name it.
    name: String,
    /// The sheet of a workbook, or the table of a JSON file.
    sheet: Option<String>,
    /// SHA-256 of the file.
    sha256: String,
    /// The table that it was read as; `null`: none.
    table: Option<String>,
    /// Headers and the fields that they were read as.
    columns: Vec<UploadColumn>,
}

/// A column of a file.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct UploadColumn {
    /// Header as written.
    header: String,
    /// Field; `null`: the column was not read.
    field: Option<String>,
}

impl UploadFile {
    fn of(row: upload_files::Model) -> Result<Self, ApiError> {
        let upload_files::Model { name, sheet, sha256, table_name: table, columns, .. } = row;
        let columns = serde_json::from_value(columns).map_err(ApiError::internal)?;
        Ok(Self { name, sheet, sha256, table, columns })
    }
}

/// A row of an upload.
#[derive(Debug, Serialize, ToSchema)]
struct UploadRow {
    /// Order, from 0.
    position: i64,
    /// Its table.
    table: String,
    /// `new`, `changed`, `unchanged`, `duplicate`, `broken` or `absent`.
    outcome: String,
    /// The record it means; `null`: one that is still to be made.
    key: Option<String>,
    /// The file, as findings name it; `null`: no file lists the row.
    file: Option<String>,
    /// The sheet of a workbook, or the table of a JSON file.
    sheet: Option<String>,
    /// The row as the user sees it.
    row: Option<u32>,
    /// The row in template field names, as far as it was read; the first row of a cohort holds all its fees.
    #[schema(value_type = Object)]
    fields: Value,
}

impl From<upload_rows::Model> for UploadRow {
    fn from(row: upload_rows::Model) -> Self {
        let text = |name: &str| row.place.get(name).and_then(Value::as_str).map(str::to_owned);
        let number = row.place.get("row").and_then(Value::as_u64).and_then(|row| u32::try_from(row).ok());
        Self {
            position: row.position,
            file: text("file"),
            sheet: text("sheet"),
            row: number,
            fields: row.fields.as_deref().and_then(|fields| serde_json::from_str(fields).ok()).unwrap_or_default(),
            table: row.table_name,
            outcome: row.outcome,
            key: Some(row.key).filter(|key| !key.is_empty()),
        }
    }
}

/// Something that was found in the files.
#[derive(Debug, Serialize, ToSchema)]
struct UploadFinding {
    /// Order, from 0.
    position: i64,
    /// The file; empty where all together are meant.
    file: String,
    /// The sheet of a workbook, or the table of a JSON file.
    sheet: Option<String>,
    /// The row as the user sees it.
    row: Option<i64>,
    /// The header.
    column: Option<String>,
    /// What stands there, shortened.
    value: Option<String>,
    /// The rule.
    rule: String,
    /// `error`, `warning` or `notice`.
    severity: String,
    /// What is wrong.
    message: String,
    /// What would be right.
    fix: String,
}

impl From<upload_findings::Model> for UploadFinding {
    fn from(row: upload_findings::Model) -> Self {
        let upload_findings::Model {
            position,
            file,
            sheet,
            row_number,
            column_name,
            value,
            rule,
            severity,
            message,
            fix,
            ..
        } = row;
        Self { position, file, sheet, row: row_number, column: column_name, value, rule, severity, message, fix }
    }
}

async fn list(request: HttpRequest, caller: Caller, service: Data<Service>) -> Result<HttpResponse, ApiError> {
    let query = ListQuery::read(&LIST, request.query_string())?;
    let mut own = uploads::Entity::find().filter(uploads::Column::OrganisationId.eq(caller.organisation_id));
    if !caller.sees_testimony() {
        own = own.filter(uploads::Column::CreatedBy.eq(caller.actor_id));
    }
    let of = |name: &str| if name == "upload_id" { Some(uploads::Column::Id) } else { name.parse().ok() };
    let columns = Columns { of: &of, searched: &[uploads::Column::Sender] };
    let found = page(service.database.reader(), own, &query, &columns).await?;
    let items = items::<_, Upload>(found.rows)?;
    answer(&LIST, "uploads", &query, Page { items, next_cursor: found.next_cursor, total: found.total })
}

fn items<M, T: From<M> + Serialize>(rows: Vec<M>) -> Result<Vec<Item>, ApiError> {
    rows.into_iter().map(|row| item_of(&T::from(row))).collect()
}

async fn one(caller: Caller, service: Data<Service>, id: Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let connection = service.database.reader();
    let row = seen(connection, &caller, *id).await?;
    let files = files(connection, *id).await?.into_iter().map(UploadFile::of).collect::<Result<_, _>>()?;
    let tag = etag(row.version);
    Ok(HttpResponse::Ok().insert_header((ETAG, tag)).json(Upload { files: Some(files), ..Upload::from(row) }))
}

async fn rows(
    request: HttpRequest,
    caller: Caller,
    service: Data<Service>,
    id: Path<Uuid>,
) -> Result<HttpResponse, ApiError> {
    use upload_rows::Column;
    let query = ListQuery::read(&ROWS, request.query_string())?;
    let connection = service.database.reader();
    seen(connection, &caller, *id).await?;
    let own = upload_rows::Entity::find().filter(Column::UploadId.eq(*id));
    let of = |name: &str| if name == "table" { Some(Column::TableName) } else { name.parse().ok() };
    let found = page(connection, own, &query, &Columns { of: &of, searched: &[Column::Key, Column::Fields] }).await?;
    let items = items::<_, UploadRow>(found.rows)?;
    answer(&ROWS, "rows", &query, Page { items, next_cursor: found.next_cursor, total: found.total })
}

async fn findings(
    request: HttpRequest,
    caller: Caller,
    service: Data<Service>,
    id: Path<Uuid>,
) -> Result<HttpResponse, ApiError> {
    use upload_findings::Column;
    let query = ListQuery::read(&FINDINGS, request.query_string())?;
    let connection = service.database.reader();
    seen(connection, &caller, *id).await?;
    let own = upload_findings::Entity::find().filter(Column::UploadId.eq(*id));
    let of = |name: &str| match name {
        "row" => Some(Column::RowNumber),
        "column" => Some(Column::ColumnName),
        name => name.parse().ok(),
    };
    let found =
        page(connection, own, &query, &Columns { of: &of, searched: &[Column::Message, Column::Value] }).await?;
    let items = items::<_, UploadFinding>(found.rows)?;
    answer(&FINDINGS, "findings", &query, Page { items, next_cursor: found.next_cursor, total: found.total })
}
