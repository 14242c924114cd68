//! Browsers that are signed in. Who may sign in is decided by `people::login`; here a session begins and ends.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::auth::secret;
use crate::db::entities::sessions;
use crate::db::{Database, new_id, now};

/// A session ends after this time, however busy it is.
const LASTS: TimeDelta = TimeDelta::hours(12);
/// What the cookie of a session begins with.
const PREFIX: &str = "krt_";

/// A session that has just begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// What the cookie holds.
    pub token: String,
    /// What writes by cookie must repeat.
    pub csrf_token: String,
}

/// Begins a session of a person who proved who they are. Whoever signs in clears away what has run out.
///
/// # Errors
/// The database fails.
pub async fn open(database: &Database, user_id: Uuid) -> Result<Opened, DbErr> {
    let (token, csrf_token, now) = (secret::token(PREFIX)?, secret::token("")?, now());
    let transaction = database.begin().await?;
    sessions::Entity::delete_many().filter(sessions::Column::ExpiresAt.lt(now)).exec(&transaction).await?;
    let row = sessions::ActiveModel {
        id: Set(new_id()),
        token_sha256: Set(secret::hash(&token)),
        user_id: Set(user_id),
        csrf_token: Set(csrf_token.clone()),
        created_at: Set(now),
        last_seen_at: Set(now),
        expires_at: Set(now + LASTS),
    };
    sessions::Entity::insert(row).exec_without_returning(&transaction).await?;
    transaction.commit().await?;
    Ok(Opened { token, csrf_token })
}

/// Signs a browser out.
///
/// # Errors
/// The database fails.
pub async fn close(database: &Database, session_id: Uuid) -> Result<(), DbErr> {
    sessions::Entity::delete_by_id(session_id).exec(database.writer()).await.map(drop)
}
