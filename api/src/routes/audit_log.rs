//! `/audit_log`: the chain of what was done. `format=jsonl` is what `karvon verify log` checks.

use actix_web::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use utoipa::ToSchema;

use super::endpoint::{Access, Endpoint, Method, Shape};
use crate::app::Service;
use crate::audit;
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Resource};
use crate::db::Moment;
use crate::db::entities::audit_log::{Column, Entity, Model};
use crate::db::page::{Columns, page};
use crate::error::ApiError;
use crate::list::{Format, Kind, ListField, ListQuery, ListSpec, Page, item_of};
use crate::services::keyring::KeyRing;
use crate::web::list::answer;

/// What its list can be asked.
const LIST: ListSpec = ListSpec {
    fields: &[
        ListField::new("seq", Kind::Integer),
        ListField::new("at", Kind::Instant),
        ListField::new("actor_id", Kind::Uuid),
        ListField::new("action", Kind::Text),
        ListField::new("object", Kind::Text),
        ListField::new("reason", Kind::Shown),
        ListField::new("payload_sha256", Kind::Shown),
        ListField::new("previous", Kind::Shown),
        ListField::new("hash", Kind::Shown),
    ],
    key: "seq",
    order: "seq",
    extra: &["jsonl"],
    offset: false,
};

/// Its addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let read = Access::Needs(Action::Read, Resource::AuditLog);
    vec![Endpoint::new(Method::Get, "/audit_log", "list_audit_log", read, list).lists(&LIST, Shape::of::<AuditEntry>())]
}

/// One entry of the chain.
#[derive(Debug, Serialize, ToSchema)]
struct AuditEntry {
    /// Number, from 1 without gaps.
    seq: i64,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Moment,
    /// Who: a person, a key, a questionnaire; `null`: the program itself.
    actor_id: Option<uuid::Uuid>,
    /// What was done, as `noun.verb`.
    action: String,
    /// To what, as `kind/id`.
    object: String,
    /// Why, where one is asked for.
    reason: Option<String>,
    /// Hash of salt and payload, which stand apart.
    payload_sha256: String,
    /// Hash of the entry before; 64 zeros for the first.
    previous: String,
    /// Hash of this entry.
    hash: String,
}

impl From<Model> for AuditEntry {
    fn from(row: Model) -> Self {
        let Model { organisation_id: _, seq, at, actor_id, action, object, reason, payload_sha256, previous, hash } =
            row;
        Self { seq, at, actor_id, action, object, reason, payload_sha256, previous, hash }
    }
}

async fn list(request: HttpRequest, caller: Caller, service: Data<Service>) -> Result<HttpResponse, ApiError> {
    let query = ListQuery::read(&LIST, request.query_string())?;
    if query.format == Format::Jsonl && query.filters.is_empty() && query.q.is_none() {
        return whole(&caller, &service).await;
    }
    let own = Entity::find().filter(Column::OrganisationId.eq(caller.organisation_id));
    let columns = Columns { of: &|name| name.parse().ok(), searched: &[Column::Action, Column::Object] };
    let rows = page(service.database.reader(), own, &query, &columns).await?;
    let items = rows.rows.into_iter().map(|row| item_of(&AuditEntry::from(row))).collect::<Result<Vec<_>, _>>()?;
    answer(&LIST, "audit_log", &query, Page { items, next_cursor: rows.next_cursor, total: rows.total })
}

/// The whole chain with its details and its signed head: what can be verified without the service.
async fn whole(caller: &Caller, service: &Service) -> Result<HttpResponse, ApiError> {
    let reader = service.database.reader();
    let keys = KeyRing::look(reader, service.settings.key_file.path()).await.map_err(ApiError::internal)?;
    let text = audit::export(reader, caller.organisation_id, keys.as_ref()).await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "application/x-ndjson"))
        .insert_header((CONTENT_DISPOSITION, "attachment; filename=\"audit_log.jsonl\""))
        .body(text))
}
