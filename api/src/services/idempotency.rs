//! What was answered to writes that named a key.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, TryInsertResult};
use serde_json::Value;

use crate::auth::caller::Caller;
use crate::db::entities::idempotency::{ActiveModel, Column, Entity};
use crate::db::{Database, OrganisationId, now};

/// How long an answer is kept.
const KEPT: TimeDelta = TimeDelta::hours(24);
/// After this time a request that never ended, because its process did, may be sent again.
const RUNS: TimeDelta = TimeDelta::minutes(15);

/// An answer that can be given again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remembered {
    /// Its status.
    pub status: u16,
    /// Its headers.
    pub headers: Vec<(String, String)>,
    /// Its body.
    pub body: Vec<u8>,
}

/// What is known of a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Begun {
    /// Nothing: the request runs now, and must be finished or forgotten.
    Now,
    /// The same request was answered.
    Before(Remembered),
    /// The same request is still running.
    Running,
    /// The key was used for another request.
    Other,
}

/// Forgets what is kept no longer.
///
/// # Errors
/// The database fails.
pub async fn purge(database: &Database) -> Result<(), DbErr> {
    Entity::delete_many().filter(Column::ExpiresAt.lt(now())).exec(database.writer()).await.map(drop)
}

/// Forgets all answers of an organisation: they may repeat what is erased.
///
/// # Errors
/// The database fails.
pub async fn forget_all(connection: &impl ConnectionTrait, organisation_id: OrganisationId) -> Result<(), DbErr> {
    let own =
        Entity::delete_many().filter(Column::OrganisationId.eq(organisation_id)).filter(Column::Status.is_not_null());
    own.exec(connection).await.map(drop)
}

/// Writes down that a request begins, or says what became of it before.
///
/// # Errors
/// The database fails.
pub async fn begin(database: &Database, caller: &Caller, key: &str, request_sha256: &str) -> Result<Begun, DbErr> {
    let now = now();
    purge(database).await?;
    let row = ActiveModel {
        organisation_id: Set(caller.organisation_id),
        actor_id: Set(caller.actor_id),
        key: Set(key.to_owned()),
        request_sha256: Set(request_sha256.to_owned()),
        status: Set(None),
        headers: Set(None),
        body: Set(None),
        expires_at: Set(now + RUNS),
    };
    let inserted = Entity::insert(row).on_conflict_do_nothing().exec_without_returning(database.writer()).await?;
    if matches!(inserted, TryInsertResult::Inserted(1)) {
        return Ok(Begun::Now);
    }
    let id = (caller.organisation_id, caller.actor_id, key.to_owned());
    let Some(row) = Entity::find_by_id(id).one(database.writer()).await? else {
        // It was forgotten between the two looks; the caller may try again.
        return Ok(Begun::Running);
    };
    if row.request_sha256 != request_sha256 {
        return Ok(Begun::Other);
    }
    let Some(status) = row.status.and_then(|status| u16::try_from(status).ok()) else {
        return Ok(Begun::Running);
    };
    let headers = row.headers.and_then(|headers| serde_json::from_value(headers).ok()).unwrap_or_default();
    Ok(Begun::Before(Remembered { status, headers, body: row.body.unwrap_or_default() }))
}

/// Keeps the answer to a request that began.
///
/// # Errors
/// The database fails.
pub async fn finish(database: &Database, caller: &Caller, key: &str, answer: &Remembered) -> Result<(), DbErr> {
    let headers = serde_json::to_value(&answer.headers).unwrap_or(Value::Null);
    let row = ActiveModel {
        organisation_id: Set(caller.organisation_id),
        actor_id: Set(caller.actor_id),
        key: Set(key.to_owned()),
        status: Set(Some(i64::from(answer.status))),
        headers: Set(Some(headers)),
        body: Set(Some(answer.body.clone())),
        expires_at: Set(now() + KEPT),
        ..ActiveModel::default()
    };
    Entity::update(row).exec(database.writer()).await.map(drop)
}

/// Forgets a request that began and came to nothing.
///
/// # Errors
/// The database fails.
pub async fn forget(database: &Database, caller: &Caller, key: &str) -> Result<(), DbErr> {
    let id = (caller.organisation_id, caller.actor_id, key.to_owned());
    Entity::delete_by_id(id).exec(database.writer()).await.map(drop)
}
