//! `/keys`: keys of machines. A key is shown once, when it is made.

use actix_web::http::header::{ETAG, LOCATION};
use actix_web::web::{self, Data};
use actix_web::{HttpRequest, HttpResponse};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::PREFIX;
use super::endpoint::{Access, Endpoint, Method, Shape, json_of};
use crate::app::Service;
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Resource, Role};
use crate::db::Moment;
use crate::db::entities::api_keys::{Column, Entity, Model};
use crate::db::page::{Columns, page};
use crate::error::{ApiError, FieldError, said};
use crate::list::{Kind, ListField, ListQuery, ListSpec, Page, item_of};
use crate::services::people::keys::{self, KeyRefused, NewKey, USUAL_DAYS};
use crate::web::body::Body;
use crate::web::etag::{IfMatch, etag};
use crate::web::idempotency::shown_once;
use crate::web::list::answer;

/// Where they are.
const PATH: &str = "/keys";
/// One of them.
const ONE: &str = "/keys/{key_id}";

/// What their list can be asked.
const LIST: ListSpec = ListSpec {
    fields: &[
        ListField::new("key_id", Kind::Uuid),
        ListField::new("name", Kind::Text),
        ListField::new("role", Kind::Text),
        ListField::new("read_only", Kind::Bool),
        ListField::new("expires_at", Kind::Instant),
        ListField::new("revoked_at", Kind::Instant),
        ListField::new("last_used_at", Kind::Instant),
        ListField::new("created_at", Kind::Instant),
        ListField::new("created_by", Kind::Uuid),
    ],
    key: "key_id",
    order: "-created_at",
    extra: &[],
    offset: false,
};

/// Their addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let read = Access::Needs(Action::Read, Resource::Keys);
    let add = Access::Needs(Action::Add, Resource::Keys);
    let change = Access::Needs(Action::Change, Resource::Keys);
    vec![
        Endpoint::new(Method::Get, PATH, "list_keys", read, list).lists(&LIST, Shape::of::<Key>()),
        Endpoint::new(Method::Post, PATH, "add_key", add, self::add)
            .takes(json_of::<KeyInput>())
            .gives(201, json_of::<KeyShown>()),
        Endpoint::new(Method::Get, ONE, "read_key", read, self::read).gives(200, json_of::<Key>()),
        Endpoint::new(Method::Delete, ONE, "revoke_key", change, revoke).gives_nothing(204).versioned(),
    ]
}

/// A key that is to be made.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct KeyInput {
    /// What it is for.
    #[validate(length(min = 1, max = 100))]
    name: String,
    /// What it may do, as a person of this role.
    role: Role,
    /// Whether it may only read.
    #[serde(default)]
    read_only: bool,
    /// Days until it ends; 90 where nothing is said.
    #[validate(range(min = 1, max = 366))]
    days: Option<u32>,
}

/// A key that was made: the only time that it is shown.
#[derive(Debug, Serialize, ToSchema)]
struct KeyShown {
    /// Its id.
    key_id: Uuid,
    /// The key; `null` where the answer is repeated.
    key: Option<String>,
}

/// What is known of a key.
#[expect(clippy::struct_field_names, reason = "the names of the API")]
#[derive(Debug, Serialize, ToSchema)]
struct Key {
    /// Its id.
    key_id: Uuid,
    /// What it is for.
    name: String,
    /// What it may do.
    role: String,
    /// Whether it may only read.
    read_only: bool,
    /// Last moment it works.
    #[schema(value_type = String, format = DateTime)]
    expires_at: Moment,
    /// When it was taken back.
    #[schema(value_type = Option<String>, format = DateTime)]
    revoked_at: Option<Moment>,
    /// Last request, to the hour.
    #[schema(value_type = Option<String>, format = DateTime)]
    last_used_at: Option<Moment>,
    /// When it was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Moment,
    /// Who made it; `null`: the command line.
    created_by: Option<Uuid>,
}

impl From<Model> for Key {
    fn from(row: Model) -> Self {
        let Model { id, name, role, read_only, expires_at, revoked_at, last_used_at, created_by, created_at, .. } = row;
        Self { key_id: id, name, role, read_only, expires_at, revoked_at, last_used_at, created_at, created_by }
    }
}

async fn list(request: HttpRequest, caller: Caller, service: Data<Service>) -> Result<HttpResponse, ApiError> {
    let query = ListQuery::read(&LIST, request.query_string())?;
    let own = Entity::find().filter(Column::OrganisationId.eq(caller.organisation_id));
    let of = |name: &str| if name == "key_id" { Some(Column::Id) } else { name.parse().ok() };
    let rows = page(service.database.reader(), own, &query, &Columns { of: &of, searched: &[Column::Name] }).await?;
    let items = rows.rows.into_iter().map(|row| item_of(&Key::from(row))).collect::<Result<Vec<_>, _>>()?;
    answer(&LIST, "keys", &query, Page { items, next_cursor: rows.next_cursor, total: rows.total })
}

async fn add(caller: Caller, service: Data<Service>, body: Body<KeyInput>) -> Result<HttpResponse, ApiError> {
    let KeyInput { name, role, read_only, days } = body.0;
    let organisation_id = caller.organisation_id;
    let new = NewKey { name: &name, organisation_id, role, read_only, days: days.unwrap_or(USUAL_DAYS) };
    let transaction = service.database.begin().await?;
    let made = keys::create(&transaction, new, Some(caller.actor_id)).await?;
    transaction.commit().await?;
    let shown = KeyShown { key_id: made.id, key: Some(made.key.expose_secret().to_owned()) };
    let place = format!("{PREFIX}{PATH}/{}", made.id);
    Ok(shown_once(HttpResponse::Created().insert_header((LOCATION, place)).json(shown), &["key"]))
}

async fn read(caller: Caller, service: Data<Service>, id: web::Path<String>) -> Result<HttpResponse, ApiError> {
    let row = find(service.database.reader(), &caller, &id).await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(version(&row)))).json(Key::from(row)))
}

async fn revoke(
    request: HttpRequest,
    caller: Caller,
    service: Data<Service>,
    id: web::Path<String>,
) -> Result<HttpResponse, ApiError> {
    let meant = IfMatch::of(&request)?;
    let transaction = service.database.begin().await?;
    let row = find(&transaction, &caller, &id).await?;
    meant.require(version(&row))?;
    keys::revoke(&transaction, caller.organisation_id, row.id, Some(caller.actor_id)).await?;
    transaction.commit().await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn find(connection: &impl ConnectionTrait, caller: &Caller, id: &str) -> Result<Model, ApiError> {
    let missing = || ApiError::not_found("key", id);
    let key_id: Uuid = id.parse().map_err(|_| missing())?;
    let own = Entity::find_by_id(key_id).filter(Column::OrganisationId.eq(caller.organisation_id));
    own.one(connection).await?.ok_or_else(missing)
}

/// A key changes once: when it is taken back.
fn version(row: &Model) -> i64 {
    if row.revoked_at.is_some() { 2 } else { 1 }
}

impl From<KeyRefused> for ApiError {
    fn from(error: KeyRefused) -> Self {
        let field = match error {
            KeyRefused::Database(error) => return error.into(),
            KeyRefused::NoOrganisation(id) => return Self::not_found("organisation", id),
            KeyRefused::Name => "/name",
            KeyRefused::Days => "/days",
        };
        Self::invalid(vec![FieldError::at(field, "value", error.to_string(), said("problem-shape-fix", []))])
    }
}
