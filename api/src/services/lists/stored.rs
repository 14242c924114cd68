//! The versions of lists that an organisation brought into the service: added, compared, taken into use.
//!
//! Nothing is overwritten: every version stays with its hash, and of each list at most one is in use. A version of a published
//! list is kept as its file; the rows of an organisation's own list are entries.

use chrono::NaiveDate;
use karvon_engine::inputs::Completeness;
use karvon_engine::ruleset::normalised;
use karvon_rulesets::reference::import::{self, Diff, ImportError};
use karvon_rulesets::reference::{TableError, TableInfo, Tables};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use serde_json::{Value, json};
use thiserror::Error;
use uuid::Uuid;

use super::own::{OwnFault, OwnRow, compared, read_own};
use super::{Carried, CarriedError, CarriedList, ImportFailure, Wanted, prepare};
use crate::audit::{self, Event};
use crate::db::entities::{assessments, list_entries, lists, organisations};
use crate::db::{Database, OrganisationId, new_id, now};
use crate::services::blobs::{self, BlobError};
use crate::services::identity::today;
use crate::services::rulesets::{self, Redo};

/// Rows of one statement.
const CHUNK: usize = 500;

/// A list that somebody brings.
#[derive(Clone, Debug)]
pub struct NewList<'a> {
    /// Name of its file; of a published list it may say which.
    pub file: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
    /// Which list it is; `None` where the file says.
    pub list: Option<&'a str>,
    /// The day that it speaks of; `None` where the file says.
    pub as_of: Option<NaiveDate>,
    /// Edition in words.
    pub edition: Option<&'a str>,
    /// Whether it holds all that its source lists.
    pub completeness: Completeness,
}

/// A version that was added.
#[derive(Clone, Debug)]
pub struct Added {
    /// Its row.
    pub list: lists::Model,
    /// What it changes against the one in use.
    pub diff: Diff,
    /// Columns of the file that are not kept.
    pub ignored: Vec<String>,
    /// Whether this very version was not there yet.
    pub is_new: bool,
}

/// A list that is not added.
#[derive(Debug, Error)]
pub enum AddError {
    /// Nothing says which list it is.
    #[error("nothing says which list it is: name it with `list`; published ones are {}, any other name is a list of your own", .0.join(", "))]
    WhichList(Vec<String>),
    /// A table of the program that cannot be renewed.
    #[error("`{0}` is a table of the program that comes with it only; a list of your own needs another name")]
    Fixed(String),
    /// The file of a published list is not in order.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Published(Vec<ImportError>),
    /// The file of an own list is not in order.
    #[error(transparent)]
    Own(#[from] OwnFault),
    /// The lists in use cannot be read: a defect.
    #[error("{0}")]
    Broken(String),
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

impl From<CarriedError> for AddError {
    fn from(error: CarriedError) -> Self {
        Self::Broken(error.to_string())
    }
}

/// A version before it is written.
struct Draft {
    name: String,
    edition: String,
    as_of: Option<NaiveDate>,
    sha256: String,
    rows: usize,
    diff: Diff,
    ignored: Vec<String>,
    content: Content,
}

enum Content {
    File(Vec<u8>),
    Rows(Vec<OwnRow>),
}

/// Checks a list, compares it with the one in use, and keeps it. It is used only once somebody says so.
///
/// # Errors
/// [`AddError`]; then nothing was kept.
pub async fn add(
    database: &Database,
    organisation: &organisations::Model,
    actor_id: Uuid,
    new: NewList<'_>,
) -> Result<Added, AddError> {
    let organisation_id = organisation.id;
    let today = today(organisation, now());
    let draft = drafted(database.reader(), organisation_id, &new, today).await?;
    let transaction = database.begin().await?;
    let same = lists::Entity::find()
        .filter(lists::Column::OrganisationId.eq(organisation_id))
        .filter(lists::Column::Name.eq(draft.name.as_str()))
        .filter(lists::Column::Sha256.eq(draft.sha256.as_str()))
        .filter(lists::Column::Edition.eq(draft.edition.as_str()))
        .filter(lists::Column::Completeness.eq(new.completeness.as_str()))
        .one(&transaction)
        .await?;
    if let Some(list) = same {
        return Ok(Added { list, diff: draft.diff, ignored: draft.ignored, is_new: false });
    }
    let id = new_id();
    let (blob, rows) = match draft.content {
        Content::File(bytes) => (Some(blobs::put(&transaction, organisation_id, bytes).await?), Vec::new()),
        Content::Rows(rows) => (None, rows),
    };
    let list = lists::Model {
        id,
        organisation_id: Some(organisation_id),
        name: draft.name,
        edition: draft.edition,
        as_of: draft.as_of,
        sha256: draft.sha256,
        completeness: new.completeness.as_str().to_owned(),
        row_count: i64::try_from(draft.rows).unwrap_or(i64::MAX),
        active: false,
        blob,
        imported_from: Some(new.file.to_owned()),
        created_by: Some(actor_id),
        created_at: now(),
    };
    lists::Entity::insert(lists::ActiveModel::from(list.clone()).reset_all())
        .exec_without_returning(&transaction)
        .await?;
    let mut entries: Vec<list_entries::ActiveModel> = Vec::with_capacity(rows.len());
    for (position, row) in (0..).zip(rows) {
        entries.push(list_entries::ActiveModel {
            list_id: Set(id),
            position: Set(position),
            name: Set(row.name),
            country: Set(row.country),
            fields: Set(row.fields),
        });
    }
    for chunk in entries.chunks(CHUNK) {
        list_entries::Entity::insert_many(chunk.to_vec()).exec_without_returning(&transaction).await?;
    }
    let payload = json!({"name": list.name, "as_of": list.as_of, "sha256": list.sha256, "rows": list.row_count});
    log(&transaction, organisation_id, actor_id, "list.added", id, payload).await?;
    transaction.commit().await?;
    Ok(Added { list, diff: draft.diff, ignored: draft.ignored, is_new: true })
}

async fn drafted(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    new: &NewList<'_>,
    today: NaiveDate,
) -> Result<Draft, AddError> {
    let stem = std::path::Path::new(new.file).file_stem().unwrap_or_default().to_string_lossy();
    let by_name = new.list.or_else(|| import::table_by_name(&stem));
    if let Some(table) = by_name.filter(|name| import::importable().any(|known| known == *name)) {
        return published(connection, organisation_id, new, table, today).await;
    }
    if let Some(name) = new.list {
        let fixed = Tables::embedded().describe().map_err(|error| AddError::Broken(error.to_string()))?;
        if fixed.iter().any(|info| normalised(&info.version.table) == normalised(name)) {
            return Err(AddError::Fixed(name.to_owned()));
        }
    }
    let rules = rulesets::loaded_in_use(connection, organisation_id).await;
    let rules = rules.map_err(|error| AddError::Broken(error.to_string()))?;
    let list = match read_own(new.bytes, new.file, new.list, today, &rules.ruleset) {
        Err(OwnFault::NoName) => {
            return Err(AddError::WhichList(import::importable().map(|name| format!("`{name}`")).collect()));
        }
        read => read?,
    };
    let in_use = of_name(connection, organisation_id, &list.name).await?.into_iter().find(|known| known.active);
    let before = match in_use {
        Some(known) => rows_of(connection, known.id).await?,
        None => Vec::new(),
    };
    let edition = new.edition.map_or_else(
        || new.as_of.map_or_else(|| format!("list as of {today}"), |day| format!("list as of {day}")),
        str::to_owned,
    );
    Ok(Draft {
        edition,
        as_of: new.as_of,
        rows: list.rows.len(),
        diff: compared(&before, &list.rows),
        ignored: list.ignored,
        name: list.name,
        sha256: list.sha256,
        content: Content::Rows(list.rows),
    })
}

async fn published(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    new: &NewList<'_>,
    table: &str,
    today: NaiveDate,
) -> Result<Draft, AddError> {
    let at_hand = active(connection, organisation_id).await?.tables()?;
    let wanted = Wanted {
        name: new.file,
        bytes: new.bytes,
        list: Some(table),
        as_of: new.as_of,
        edition: new.edition,
        completeness: new.completeness,
        today,
    };
    let made = prepare(&wanted, &at_hand).map_err(|failure| match failure {
        ImportFailure::File(errors) => AddError::Published(errors),
        other @ (ImportFailure::WhichList { .. } | ImportFailure::Folder(_) | ImportFailure::Write(_)) => {
            AddError::Broken(other.to_string())
        }
    })?;
    Ok(Draft {
        name: made.table,
        edition: made.edition,
        as_of: Some(made.as_of),
        sha256: crate::digest::sha256(&made.bytes),
        rows: made.diff.added.len() + made.diff.changed.len() + made.diff.unchanged,
        diff: made.diff,
        ignored: made.ignored,
        content: Content::File(made.bytes),
    })
}

/// Why a list is not taken into use.
#[derive(Debug, Error)]
pub enum UseError {
    /// There is none that the organisation may see.
    #[error("there is no such list")]
    NotFound,
    /// The program has a later one.
    #[error("the list speaks of {list}, and the one of the program of {shipped}, which is later; bring a newer one")]
    Older {
        /// Day of the list.
        list: NaiveDate,
        /// Day of the one of the program.
        shipped: NaiveDate,
    },
    /// The lists of the program cannot be read: a defect.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

/// A list of an organisation, or of the program.
#[derive(Clone, Debug)]
pub enum Found {
    /// Of the program.
    Shipped(Box<TableInfo>),
    /// A version that was brought.
    Brought(Box<lists::Model>),
}

/// A list by its id.
///
/// # Errors
/// [`UseError::NotFound`], or the database fails.
pub async fn find(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    id: Uuid,
) -> Result<Found, UseError> {
    let shipped = Tables::embedded().describe()?;
    if let Some(info) = shipped.into_iter().find(|info| shipped_id(info) == id) {
        return Ok(Found::Shipped(Box::new(info)));
    }
    let found = lists::Entity::find_by_id(id).filter(lists::Column::OrganisationId.eq(organisation_id));
    let found = found.one(connection).await?.ok_or(UseError::NotFound)?;
    Ok(Found::Brought(Box::new(found)))
}

/// The id of a list of the program: made from its name and hash, so that another version has another one.
pub fn shipped_id(info: &TableInfo) -> Uuid {
    let hash = crate::digest::sha256(format!("list\u{1f}{}\u{1f}{}", info.version.table, info.version.hash));
    let mut bytes = [0; 16];
    for (byte, digits) in bytes.iter_mut().zip(hash.as_bytes().chunks(2)) {
        *byte = std::str::from_utf8(digits).ok().and_then(|two| u8::from_str_radix(two, 16).ok()).unwrap_or_default();
    }
    uuid::Builder::from_custom_bytes(bytes).into_uuid()
}

/// Takes a list into use and those of the same name out of it. In the transaction that also has parties screened again.
///
/// # Errors
/// [`UseError`].
pub async fn activate(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    actor_id: Uuid,
    found: &Found,
) -> Result<(), UseError> {
    match found {
        Found::Shipped(info) => {
            stop(connection, organisation_id, &info.version.table).await?;
            let payload = json!({"name": info.version.table, "sha256": info.version.hash});
            log(connection, organisation_id, actor_id, "list.activated", shipped_id(info), payload).await?;
        }
        Found::Brought(list) => {
            if let (Some(_), Some(day)) = (&list.blob, list.as_of)
                && let Some(shipped) = shipped_day(&list.name)?.filter(|shipped| *shipped > day)
            {
                return Err(UseError::Older { list: day, shipped });
            }
            stop(connection, organisation_id, &list.name).await?;
            set_active(connection, organisation_id, list.id).await?;
            let payload = json!({"name": list.name, "sha256": list.sha256});
            log(connection, organisation_id, actor_id, "list.activated", list.id, payload).await?;
        }
    }
    Ok(())
}

/// Takes a list out of use; of a published one that of the program is used then.
///
/// # Errors
/// The database fails.
pub async fn deactivate(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    actor_id: Uuid,
    list: &lists::Model,
) -> Result<(), DbErr> {
    stop(connection, organisation_id, &list.name).await?;
    let payload = json!({"name": list.name, "sha256": list.sha256});
    log(connection, organisation_id, actor_id, "list.deactivated", list.id, payload).await
}

async fn stop(connection: &impl ConnectionTrait, organisation_id: OrganisationId, name: &str) -> Result<(), DbErr> {
    lists::Entity::update_many()
        .col_expr(lists::Column::Active, Expr::value(false))
        .filter(lists::Column::OrganisationId.eq(organisation_id))
        .filter(lists::Column::Name.eq(name))
        .exec(connection)
        .await?;
    Ok(())
}

async fn set_active(connection: &impl ConnectionTrait, organisation_id: OrganisationId, id: Uuid) -> Result<(), DbErr> {
    lists::Entity::update_many()
        .col_expr(lists::Column::Active, Expr::value(true))
        .filter(lists::Column::OrganisationId.eq(organisation_id))
        .filter(lists::Column::Id.eq(id))
        .exec(connection)
        .await?;
    Ok(())
}

async fn log(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    actor_id: Uuid,
    action: &str,
    id: Uuid,
    payload: Value,
) -> Result<(), DbErr> {
    let event = Event { actor_id: Some(actor_id), action, object: format!("list/{id}"), reason: None, payload };
    audit::append(connection, organisation_id, event).await.map(drop)
}

/// The assessments that were made without this version of a list, the newest first. None is made anew by itself.
///
/// # Errors
/// The database fails.
pub async fn redo(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    found: &Found,
) -> Result<Vec<Redo>, DbErr> {
    let (name, sha256) = match found {
        Found::Shipped(info) => (info.version.table.as_str(), info.version.hash.as_str()),
        Found::Brought(list) => (list.name.as_str(), list.sha256.as_str()),
    };
    let made = assessments::Entity::find()
        .filter(assessments::Column::OrganisationId.eq(organisation_id))
        .filter(assessments::Column::State.eq("done"))
        .order_by_desc(assessments::Column::CreatedAt)
        .all(connection)
        .await?;
    let is_with = |row: &assessments::Model| {
        let text = |list: &Value, name: &str| list.get(name).and_then(Value::as_str).map(str::to_owned);
        let is_this = |list: &Value| {
            text(list, "name").as_deref() == Some(name) && text(list, "sha256").as_deref() == Some(sha256)
        };
        row.lists.as_array().is_some_and(|lists| lists.iter().any(is_this))
    };
    Ok(made.into_iter().filter(|row| !is_with(row)).map(Redo::from).collect())
}

/// Every version that an organisation brought, the newest first.
///
/// # Errors
/// The database fails.
pub async fn contents(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
) -> Result<Vec<lists::Model>, DbErr> {
    lists::Entity::find()
        .filter(lists::Column::OrganisationId.eq(organisation_id))
        .order_by_asc(lists::Column::Name)
        .order_by_desc(lists::Column::CreatedAt)
        .all(connection)
        .await
}

async fn of_name(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    name: &str,
) -> Result<Vec<lists::Model>, DbErr> {
    lists::Entity::find()
        .filter(lists::Column::OrganisationId.eq(organisation_id))
        .filter(lists::Column::Name.eq(name))
        .all(connection)
        .await
}

/// The newer versions of published lists that an organisation uses, with their content. One that the program has overtaken is not
/// among them.
///
/// # Errors
/// The database fails, or the content of one is not what it was.
pub async fn active(connection: &impl ConnectionTrait, organisation_id: OrganisationId) -> Result<Carried, DbErr> {
    let used = lists::Entity::find()
        .filter(lists::Column::OrganisationId.eq(organisation_id))
        .filter(lists::Column::Active.eq(true))
        .filter(lists::Column::Blob.is_not_null())
        .order_by_asc(lists::Column::Name)
        .all(connection)
        .await?;
    let mut carried = Vec::with_capacity(used.len());
    for list in used {
        let (Some(blob), Some(as_of)) = (&list.blob, list.as_of) else { continue };
        let shipped = shipped_day(&list.name).map_err(|error| DbErr::Custom(error.to_string()))?;
        if shipped.is_some_and(|shipped| shipped > as_of) {
            continue;
        }
        let bytes = blobs::get(connection, organisation_id, blob).await.map_err(|error| match error {
            BlobError::Database(error) => error,
            other @ (BlobError::Missing(_) | BlobError::Damaged(_)) => {
                DbErr::Custom(format!("the list `{}`: {other}", list.name))
            }
        })?;
        let csv = String::from_utf8(bytes).map_err(|error| DbErr::Custom(error.to_string()))?;
        carried.push(CarriedList {
            as_of,
            completeness: completeness(&list.completeness),
            csv,
            edition: list.edition,
            sha256: list.sha256,
            table: list.name,
        });
    }
    Ok(Carried::new(carried))
}

/// The organisation's own lists in use: names and hashes.
///
/// # Errors
/// The database fails.
pub async fn own_in_use(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
) -> Result<Vec<lists::Model>, DbErr> {
    lists::Entity::find()
        .filter(lists::Column::OrganisationId.eq(organisation_id))
        .filter(lists::Column::Active.eq(true))
        .filter(lists::Column::Blob.is_null())
        .order_by_asc(lists::Column::Name)
        .all(connection)
        .await
}

/// A completeness by its word; what is not known to be complete is not.
pub fn completeness(word: &str) -> Completeness {
    if word == Completeness::Complete.as_str() { Completeness::Complete } else { Completeness::Incomplete }
}

/// The day that the list of the program speaks of; `None` where there is none of that name, or it does not say.
fn shipped_day(name: &str) -> Result<Option<NaiveDate>, TableError> {
    let all = Tables::embedded().describe()?;
    Ok(all.iter().find(|info| info.version.table == name).and_then(|info| info.version.as_of))
}

async fn rows_of(connection: &impl ConnectionTrait, id: Uuid) -> Result<Vec<OwnRow>, DbErr> {
    let rows = list_entries::Entity::find()
        .filter(list_entries::Column::ListId.eq(id))
        .order_by_asc(list_entries::Column::Position)
        .all(connection)
        .await?;
    Ok(rows.into_iter().map(|row| OwnRow { name: row.name, country: row.country, fields: row.fields }).collect())
}

/// The file of a version, as it can be brought again or used at the command line.
///
/// # Errors
/// The content is not there any more, or the database fails.
pub async fn file(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    list: &lists::Model,
) -> Result<Vec<u8>, BlobError> {
    if let Some(blob) = &list.blob {
        return blobs::get(connection, organisation_id, blob).await;
    }
    let columns: Vec<&str> = karvon_intake::TableKind::Watchlist.columns().map(|column| column.name).collect();
    let mut writer = csv::Writer::from_writer(Vec::new());
    let broken = |error: csv::Error| BlobError::Database(DbErr::Custom(error.to_string()));
    writer.write_record(&columns).map_err(broken)?;
    for row in rows_of(connection, list.id).await? {
        let fields: serde_json::Map<String, Value> = serde_json::from_str(&row.fields).unwrap_or_default();
        let cell = |name: &&str| fields.get(*name).and_then(Value::as_str).unwrap_or_default().to_owned();
        writer.write_record(columns.iter().map(cell)).map_err(broken)?;
    }
    writer.into_inner().map_err(|error| BlobError::Database(DbErr::Custom(error.to_string())))
}
