//! Organisations, people, machines: who there is and how they prove it.

mod attempts;
pub mod identities;
pub mod keys;
pub mod login;
pub mod organisations;
pub mod passwords;
pub mod second_factor;
pub(crate) mod totp;
pub mod users;

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;
use uuid::Uuid;

use crate::audit::{self, Event};
use crate::auth::secret;
use crate::db::entities::memberships;

/// A new token that begins with a word that says what it is. Only its hash is kept.
fn token(prefix: &str) -> Result<String, DbErr> {
    secret::token(prefix).map_err(|error| DbErr::Custom(format!("no random bytes: {error}")))
}

/// Writes into the log of every organisation that a person is a member of. Must be called in a transaction.
async fn tell(
    connection: &impl ConnectionTrait,
    user_id: Uuid,
    actor_id: Option<Uuid>,
    action: &str,
    reason: Option<&str>,
    payload: &Value,
) -> Result<(), DbErr> {
    // Always in the same order, so that two who write to several logs do not wait for each other for ever.
    let member = memberships::Entity::find()
        .filter(memberships::Column::UserId.eq(user_id))
        .order_by_asc(memberships::Column::OrganisationId);
    for membership in member.all(connection).await? {
        let object = format!("user/{user_id}");
        let event = Event { actor_id, action, object, reason, payload: payload.clone() };
        audit::append(connection, membership.organisation_id, event).await?;
    }
    Ok(())
}
