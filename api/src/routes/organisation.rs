//! `/organisation`: the caller's own organisation and its settings.

use actix_web::http::header::ETAG;
use actix_web::web::Data;
use actix_web::{HttpRequest, HttpResponse};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::json;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::endpoint::{Access, Endpoint, Method, json_of};
use crate::app::Service;
use crate::audit::{self, Event};
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Resource};
use crate::db::entities::organisations::{ActiveModel, Column, Entity, Model};
use crate::error::{ApiError, Code};
use crate::services::records;
use crate::web::body::{Body, given};
use crate::web::etag::{IfMatch, etag};

/// Where it is.
const PATH: &str = "/organisation";

/// Its addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let read = Access::Needs(Action::Read, Resource::Organisation);
    let change = Access::Needs(Action::Change, Resource::Organisation);
    vec![
        Endpoint::new(Method::Get, PATH, "read_organisation", read, self::read).gives(200, json_of::<Organisation>()),
        Endpoint::new(Method::Patch, PATH, "change_organisation", change, self::change)
            .takes(json_of::<OrganisationChange>())
            .gives(200, json_of::<Organisation>())
            .versioned(),
    ]
}

/// An organisation.
#[expect(clippy::struct_field_names, reason = "the names of the API")]
#[derive(Debug, Serialize, ToSchema)]
struct Organisation {
    /// Its id.
    organisation_id: Uuid,
    /// Name, as it stands in reports.
    name: String,
    /// IANA name of the time zone that says which day it is.
    time_zone: String,
    /// ISO 4217 code that amounts are shown in.
    currency: String,
    /// Days after which originals may be erased; `null`: kept.
    retention_days: Option<i64>,
    /// Whether erasure and retention are stopped.
    legal_hold: bool,
}

impl From<Model> for Organisation {
    fn from(row: Model) -> Self {
        let Model { id, name, time_zone, currency, retention_days, legal_hold, .. } = row;
        Self { organisation_id: id.0, name, time_zone, currency, retention_days, legal_hold }
    }
}

/// Settings to change; what is not sent stays.
#[expect(clippy::option_option, reason = "what was not sent is not what was sent as null")]
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct OrganisationChange {
    /// Name, as it stands in reports.
    #[validate(length(min = 1, max = 200))]
    name: Option<String>,
    /// IANA name of a time zone.
    #[validate(custom(function = "zone"))]
    time_zone: Option<String>,
    /// ISO 4217 code.
    #[validate(custom(function = "currency_code"))]
    currency: Option<String>,
    /// Days after which originals may be erased; `null`: kept.
    #[serde(default, deserialize_with = "given")]
    #[schema(value_type = Option<i64>)]
    #[validate(range(min = 1, max = 36_500))]
    retention_days: Option<Option<i64>>,
    /// Whether erasure and retention are stopped.
    legal_hold: Option<bool>,
}

fn zone(name: &str) -> Result<(), ValidationError> {
    name.parse::<chrono_tz::Tz>().map(drop).map_err(|_| ValidationError::new("time_zone"))
}

fn currency_code(code: &str) -> Result<(), ValidationError> {
    let is_code = code.len() == 3 && code.bytes().all(|byte| byte.is_ascii_uppercase());
    if is_code { Ok(()) } else { Err(ValidationError::new("currency")) }
}

async fn read(caller: Caller, service: Data<Service>) -> Result<HttpResponse, ApiError> {
    let row = records::organisation(service.database.reader(), caller.organisation_id).await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(row.version))).json(Organisation::from(row)))
}

async fn change(
    request: HttpRequest,
    caller: Caller,
    service: Data<Service>,
    body: Body<OrganisationChange>,
) -> Result<HttpResponse, ApiError> {
    let meant = IfMatch::of(&request)?;
    let transaction = service.database.begin().await?;
    let present = records::organisation(&transaction, caller.organisation_id).await?;
    meant.require(present.version)?;
    let OrganisationChange { name, time_zone, currency, retention_days, legal_hold } = body.0;
    let row = ActiveModel {
        name: Set(name.unwrap_or(present.name)),
        time_zone: Set(time_zone.unwrap_or(present.time_zone)),
        currency: Set(currency.unwrap_or(present.currency)),
        retention_days: Set(retention_days.unwrap_or(present.retention_days)),
        legal_hold: Set(legal_hold.unwrap_or(present.legal_hold)),
        version: Set(present.version + 1),
        ..ActiveModel::default()
    };
    // Only the version that was looked at is changed, whoever else is at it.
    let same = Column::Id.eq(present.id).and(Column::Version.eq(present.version));
    let done = Entity::update_many().set(row).filter(same).exec(&transaction).await?;
    if done.rows_affected != 1 {
        return Err(ApiError::new(Code::VersionStale));
    }
    let row = records::organisation(&transaction, caller.organisation_id).await?;
    let object = format!("organisation/{}", row.id);
    let payload = json!(Organisation::from(row.clone()));
    let event =
        Event { actor_id: Some(caller.actor_id), action: "organisation.changed", object, reason: None, payload };
    audit::append(&transaction, caller.organisation_id, event).await?;
    transaction.commit().await?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(row.version))).json(Organisation::from(row)))
}
