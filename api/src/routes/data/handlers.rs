//! The handlers that all resources of data share.

use actix_web::http::header::{ETAG, LOCATION};
use actix_web::web::{self, Data as Shared, Json};
use actix_web::{HttpRequest, HttpResponse};
use chrono::{Days, NaiveDate};
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter};
use serde_json::Value;

use super::{Data, Ground, shown};
use crate::app::Service;
use crate::auth::caller::Caller;
use crate::db::now;
use crate::db::page::{Columns, page};
use crate::error::{ApiError, Code};
use crate::list::{ListQuery, Page};
use crate::routes::PREFIX;
use crate::services::identity::today;
use crate::services::records::{self, Author, Draft, Version, column};
use crate::services::rows::Row;
use crate::web::body::Object;
use crate::web::etag::{IfMatch, etag};
use crate::web::list::answer;

/// All items that hold, or those that are asked for.
pub(super) async fn list<D: Data>(
    request: HttpRequest,
    caller: Caller,
    service: Shared<Service>,
) -> Result<HttpResponse, ApiError> {
    let query = ListQuery::read(&D::LIST, request.query_string())?;
    let connection = service.database.reader();
    let mut selection = D::visible(records::current::<D::Entity>(caller.organisation_id)?, &caller);
    selection = D::listed(selection, caller.organisation_id);
    if query.filters.iter().all(|filter| filter.field.name != "valid_to") {
        // What ended is told only to whoever asks for it.
        let today = day(&service, &caller).await?;
        let until = column::<D::Entity>("valid_to")?;
        selection = selection.filter(until.is_null().or(until.gte(today)));
    }
    let of = |name: &str| name_in_table::<D>(name).parse().ok();
    let rows = page(connection, selection, &query, &Columns { of: &of, searched: D::SEARCHED }).await?;
    let items = rows.rows.iter().map(shown::<D>).collect::<Result<Vec<_>, _>>()?;
    answer(&D::LIST, D::NAME, &query, Page { items, next_cursor: rows.next_cursor, total: rows.total })
}

/// Adds an item.
pub(super) async fn add<D: Data>(
    caller: Caller,
    service: Shared<Service>,
    body: Object,
) -> Result<HttpResponse, ApiError> {
    let transaction = service.database.begin().await?;
    let revision = records::next_revision(&transaction, caller.organisation_id).await?;
    let today = day(&service, &caller).await?;
    let ground = Ground { connection: &transaction, organisation_id: caller.organisation_id, today, key: None };
    let draft = D::check(&ground, body.0).await?;
    let key = draft.key.clone();
    if records::one::<D::Entity>(&transaction, caller.organisation_id, &key).await?.is_some() {
        let values = [("what", D::ONE.into()), ("id", key.as_str().into())];
        return Err(ApiError::new(Code::StateConflict).tell("problem-detail-taken", values));
    }
    let author = author(&caller);
    records::add::<D::Entity>(&transaction, &author, revision, draft).await?;
    let model = written::<D, _>(&transaction, &author, revision, &key, "added").await?;
    transaction.commit().await?;
    let item = shown::<D>(&model)?;
    let place = format!("{PREFIX}{}/{}", D::PATHS.all, encoded(&key));
    let version = item.get("version").and_then(Value::as_i64).unwrap_or(1);
    Ok(HttpResponse::Created().insert_header((LOCATION, place)).insert_header((ETAG, etag(version))).json(item))
}

/// One item.
pub(super) async fn read<D: Data>(
    caller: Caller,
    service: Shared<Service>,
    key: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let model = find::<D, _>(service.database.reader(), &caller, &key).await?;
    let version = Version::of::<D::Entity>(&model)?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(version.version))).json(shown::<D>(&model)?))
}

/// Every version of an item, the newest first.
pub(super) async fn history<D: Data>(
    caller: Caller,
    service: Shared<Service>,
    key: web::Path<String>,
) -> Result<Json<Page>, ApiError> {
    let connection = service.database.reader();
    // What the caller may not see has no history either.
    find::<D, _>(connection, &caller, &key).await?;
    let versions = records::history::<D::Entity>(connection, caller.organisation_id, &key).await?;
    let items = versions.iter().map(shown::<D>).collect::<Result<Vec<_>, _>>()?;
    let total = items.len() as u64;
    Ok(Json(Page { items, next_cursor: None, total }))
}

/// Changes the fields that are sent; `null` takes a field away (RFC 7396).
pub(super) async fn change<D: Data>(
    request: HttpRequest,
    caller: Caller,
    service: Shared<Service>,
    key: web::Path<String>,
    body: Object,
) -> Result<HttpResponse, ApiError> {
    let meant = IfMatch::of(&request)?;
    let transaction = service.database.begin().await?;
    let revision = records::next_revision(&transaction, caller.organisation_id).await?;
    let model = find::<D, _>(&transaction, &caller, &key).await?;
    let present = Version::of::<D::Entity>(&model)?;
    meant.require(present.version)?;
    let today = day(&service, &caller).await?;
    let ground =
        Ground { connection: &transaction, organisation_id: caller.organisation_id, today, key: Some(&present.key) };
    let draft = D::check(&ground, merged(&present.fields, body.0)).await?;
    if draft.fields == present.fields && draft.valid_to == present.valid_to {
        return Ok(HttpResponse::Ok().insert_header((ETAG, etag(present.version))).json(shown::<D>(&model)?));
    }
    let author = author(&caller);
    let replaced = records::replace::<D::Entity>(&transaction, &author, revision, present.version, draft).await?;
    let version = replaced.ok_or_else(|| ApiError::new(Code::VersionStale))?;
    let model = written::<D, _>(&transaction, &author, revision, &present.key, "changed").await?;
    transaction.commit().await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(version))).json(shown::<D>(&model)?))
}

/// Ends the validity of an item: yesterday was its last day.
pub(super) async fn finish<D: Data>(
    request: HttpRequest,
    caller: Caller,
    service: Shared<Service>,
    key: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let meant = IfMatch::of(&request)?;
    let transaction = service.database.begin().await?;
    let revision = records::next_revision(&transaction, caller.organisation_id).await?;
    let model = find::<D, _>(&transaction, &caller, &key).await?;
    let present = Version::of::<D::Entity>(&model)?;
    meant.require(present.version)?;
    let yesterday = day(&service, &caller).await?.checked_sub_days(Days::new(1));
    if present.valid_to.is_some_and(|last| yesterday.is_some_and(|yesterday| last <= yesterday)) {
        return Err(ApiError::new(Code::StateConflict).tell("problem-detail-ended", []));
    }
    let author = author(&caller);
    let draft = Draft {
        valid_to: yesterday,
        valid_from: present.valid_from,
        ..Draft::new(present.key.clone(), present.fields)
    };
    let replaced = records::replace::<D::Entity>(&transaction, &author, revision, present.version, draft).await?;
    replaced.ok_or_else(|| ApiError::new(Code::VersionStale))?;
    written::<D, _>(&transaction, &author, revision, &present.key, "ended").await?;
    transaction.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The current version that the caller may see.
pub(super) async fn find<D: Data, C: sea_orm::ConnectionTrait>(
    connection: &C,
    caller: &Caller,
    key: &str,
) -> Result<<D::Entity as EntityTrait>::Model, ApiError> {
    let all = D::visible(records::current::<D::Entity>(caller.organisation_id)?, caller);
    let found = all.filter(column::<D::Entity>("key")?.eq(key)).one(connection).await?;
    found.ok_or_else(|| ApiError::not_found(D::ONE, key))
}

/// What belongs to a version that was just written, and the log.
pub(super) async fn written<D: Data, C: sea_orm::ConnectionTrait>(
    connection: &C,
    author: &Author,
    revision: i64,
    key: &str,
    done: &str,
) -> Result<<D::Entity as EntityTrait>::Model, ApiError> {
    let model = records::one::<D::Entity>(connection, author.organisation_id, key).await?;
    let model = model.ok_or_else(|| ApiError::internal("a row that was written is not there"))?;
    let version = Version::of::<D::Entity>(&model)?;
    D::written(connection, author, revision, &version).await?;
    records::log(connection, author, &format!("{}.{done}", D::ONE), format!("{}/{key}", D::ONE), &version).await?;
    Ok(model)
}

/// Who writes.
pub(super) fn author(caller: &Caller) -> Author {
    Author { organisation_id: caller.organisation_id, actor_id: Some(caller.actor_id), sender: None, upload_id: None }
}

/// The day it is for the caller's organisation.
pub(super) async fn day(service: &Service, caller: &Caller) -> Result<NaiveDate, ApiError> {
    let organisation = records::organisation(service.database.reader(), caller.organisation_id).await?;
    Ok(today(&organisation, now()))
}

fn name_in_table<D: Data>(name: &str) -> &str {
    if name == D::ID { "key" } else { name }
}

fn merged(present: &Row, change: Row) -> Row {
    let mut row = present.clone();
    for (name, value) in change {
        if value == Value::Null {
            row.remove(&name);
        } else {
            row.insert(name, value);
        }
    }
    row
}

/// An id as a part of an address.
pub(super) fn encoded(key: &str) -> String {
    url::form_urlencoded::byte_serialize(key.as_bytes()).collect::<String>().replace('+', "%20")
}
