//! Who a token belongs to, and where that person or machine may work now.
//!
//! Tokens are looked up by their hash. Access that has run out, accounts that were closed and keys that were taken back are as
//! if they were not there.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, UpdateMany};
use uuid::Uuid;

use crate::auth::caller::{Identity, Membership, SessionSeen};
use crate::auth::secret;
use crate::db::entities::{api_keys, memberships, organisations, sessions, users};
use crate::db::tenant::carried;
use crate::db::{Database, Moment, now};

/// A session ends after this time without a request.
const IDLE: TimeDelta = TimeDelta::minutes(30);
/// How often a session's last request is written down.
const SEEN_EVERY: TimeDelta = TimeDelta::minutes(1);
/// How often a key's last request is written down.
const USED_EVERY: TimeDelta = TimeDelta::hours(1);

/// The machine that a key belongs to.
///
/// # Errors
/// The database fails.
pub async fn of_key(database: &Database, token: &str) -> Result<Option<Identity>, DbErr> {
    let now = now();
    let found = api_keys::Entity::find()
        .filter(api_keys::Column::KeySha256.eq(secret::hash(token)))
        .filter(api_keys::Column::RevokedAt.is_null())
        .filter(api_keys::Column::ExpiresAt.gt(now))
        .one(database.reader())
        .await?;
    let Some(key) = found else { return Ok(None) };
    let organisation = organisations::Entity::find_by_id(key.organisation_id).one(database.reader()).await?;
    let Some(organisation) = organisation else { return Ok(None) };
    let Ok(role) = key.role.parse() else { return Ok(None) };
    if key.last_used_at.is_none_or(|used| now - used >= USED_EVERY) {
        let used = api_keys::Entity::update_many()
            .col_expr(api_keys::Column::LastUsedAt, Expr::value(now))
            .filter(api_keys::Column::Id.eq(key.id));
        soon(database, used);
    }
    let membership = Membership { organisation_id: organisation.id, name: organisation.name, role, scope: None };
    Ok(Some(Identity { actor_id: key.id, memberships: vec![membership], read_only: key.read_only, session: None }))
}

/// The person that a session belongs to.
///
/// # Errors
/// The database fails.
pub async fn of_session(database: &Database, token: &str) -> Result<Option<Identity>, DbErr> {
    let now = now();
    let found = sessions::Entity::find()
        .filter(sessions::Column::TokenSha256.eq(secret::hash(token)))
        .filter(sessions::Column::ExpiresAt.gt(now))
        .filter(sessions::Column::LastSeenAt.gt(now - IDLE))
        .one(database.reader())
        .await?;
    let Some(session) = found else { return Ok(None) };
    if !is_open(database.reader(), session.user_id).await? {
        return Ok(None);
    }
    if now - session.last_seen_at >= SEEN_EVERY {
        let seen = sessions::Entity::update_many()
            .col_expr(sessions::Column::LastSeenAt, Expr::value(now))
            .filter(sessions::Column::Id.eq(session.id));
        soon(database, seen);
    }
    let seen = SessionSeen { id: session.id, csrf_token: session.csrf_token };
    let memberships = memberships_of(database.reader(), session.user_id, now).await?;
    Ok(Some(Identity { actor_id: session.user_id, memberships, read_only: false, session: Some(seen) }))
}

/// Where a person may work now, by the name of the organisation.
///
/// # Errors
/// The database fails.
pub async fn memberships_of(
    connection: &impl ConnectionTrait,
    user_id: Uuid,
    now: Moment,
) -> Result<Vec<Membership>, DbErr> {
    let rows = memberships::Entity::find().filter(memberships::Column::UserId.eq(user_id)).all(connection).await?;
    let ids: Vec<_> = rows.iter().map(|row| row.organisation_id).collect();
    let organisations =
        organisations::Entity::find().filter(organisations::Column::Id.is_in(ids)).all(connection).await?;
    let mut all: Vec<Membership> = rows
        .into_iter()
        .filter_map(|row| {
            let organisation = organisations.iter().find(|one| one.id == row.organisation_id)?;
            let is_over = row.until.is_some_and(|until| until < today(organisation, now));
            if is_over {
                return None;
            }
            // A limit that cannot be read lets nothing through.
            let scope = row.scope.map(|scope| serde_json::from_value(scope).unwrap_or_default());
            let name = organisation.name.clone();
            Some(Membership { organisation_id: organisation.id, name, role: row.role.parse().ok()?, scope })
        })
        .collect();
    all.sort_by(|a, b| (&a.name, a.organisation_id).cmp(&(&b.name, b.organisation_id)));
    Ok(all)
}

/// Which day it is for an organisation; UTC where its time zone is not known.
pub fn today(organisation: &organisations::Model, now: DateTime<Utc>) -> NaiveDate {
    match organisation.time_zone.parse::<chrono_tz::Tz>() {
        Ok(zone) => now.with_timezone(&zone).date_naive(),
        Err(_) => now.date_naive(),
    }
}

/// Writes when the turn comes: a request that only reads does not wait behind a large commit.
fn soon<E: EntityTrait>(database: &Database, update: UpdateMany<E>) {
    let connection = database.writer().clone();
    tokio::spawn(carried(async move {
        if let Err(error) = update.exec(&connection).await {
            tracing::warn!(error = %error, "the last use was not written down");
        }
    }));
}

async fn is_open(connection: &impl ConnectionTrait, user_id: Uuid) -> Result<bool, DbErr> {
    let user = users::Entity::find_by_id(user_id).one(connection).await?;
    Ok(user.is_some_and(|user| user.disabled_at.is_none()))
}
