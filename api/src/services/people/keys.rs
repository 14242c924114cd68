//! Keys of machines: shown once, kept as hashes, with an end.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use secrecy::SecretString;
use serde_json::json;
use thiserror::Error;
use uuid::Uuid;

use super::token;
use crate::audit::{self, Event};
use crate::auth::permission::Role;
use crate::db::entities::{api_keys, organisations};
use crate::db::{OrganisationId, new_id, now};
use crate::digest::sha256;

/// What every key begins with, so that it is known where it is found.
pub const PREFIX: &str = "krv_";
/// Days that a key holds when nothing is said.
pub const USUAL_DAYS: u32 = 90;
/// Longest time a key may hold, in days.
pub const MOST_DAYS: u32 = 366;
/// Longest name, in characters.
const LONGEST_NAME: usize = 100;

/// A key that is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewKey<'a> {
    /// What it is for.
    pub name: &'a str,
    /// The organisation it works in.
    pub organisation_id: OrganisationId,
    /// What it may do, as a person of this role.
    pub role: Role,
    /// Whether it may only read.
    pub read_only: bool,
    /// Days until it ends.
    pub days: u32,
}

/// A key that was made.
#[derive(Debug)]
pub struct MadeKey {
    /// Its id.
    pub id: Uuid,
    /// The key itself, which is not kept.
    pub key: SecretString,
}

/// A key that cannot be made.
#[derive(Debug, Error)]
pub enum KeyRefused {
    /// No name, or a very long one.
    #[error("the name of a key has between 1 and {LONGEST_NAME} characters")]
    Name,
    /// No time, or too long a time.
    #[error("a key holds between 1 and {MOST_DAYS} days")]
    Days,
    /// No such organisation.
    #[error("there is no organisation `{0}`")]
    NoOrganisation(OrganisationId),
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

/// Makes a key. Must be called in a transaction.
///
/// # Errors
/// [`KeyRefused`].
pub async fn create(
    connection: &impl ConnectionTrait,
    new: NewKey<'_>,
    actor_id: Option<Uuid>,
) -> Result<MadeKey, KeyRefused> {
    let name = new.name.trim();
    if name.is_empty() || name.chars().count() > LONGEST_NAME {
        return Err(KeyRefused::Name);
    }
    if !(1..=MOST_DAYS).contains(&new.days) {
        return Err(KeyRefused::Days);
    }
    let organisation = organisations::Entity::find_by_id(new.organisation_id).one(connection).await?;
    organisation.ok_or(KeyRefused::NoOrganisation(new.organisation_id))?;
    let (id, key, at) = (new_id(), token(PREFIX)?, now());
    let expires_at = at + TimeDelta::days(i64::from(new.days));
    let row = api_keys::ActiveModel {
        id: Set(id),
        organisation_id: Set(new.organisation_id),
        name: Set(name.to_owned()),
        key_sha256: Set(sha256(&key)),
        role: Set(new.role.as_str().to_owned()),
        read_only: Set(new.read_only),
        expires_at: Set(expires_at),
        revoked_at: Set(None),
        last_used_at: Set(None),
        created_by: Set(actor_id),
        created_at: Set(at),
    };
    api_keys::Entity::insert(row).exec_without_returning(connection).await?;
    let payload = json!({
        "name": name, "role": new.role.as_str(), "read_only": new.read_only, "expires_at": expires_at.to_rfc3339(),
    });
    let object = format!("key/{id}");
    audit::append(
        connection,
        new.organisation_id,
        Event { actor_id, action: "key.created", object, reason: None, payload },
    )
    .await?;
    Ok(MadeKey { id, key: SecretString::from(key) })
}

/// Takes a key of the organisation back; `false` where there is none that still works. Must be called in a transaction.
///
/// # Errors
/// The database fails.
pub async fn revoke(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    id: Uuid,
    actor_id: Option<Uuid>,
) -> Result<bool, DbErr> {
    let done = api_keys::Entity::update_many()
        .col_expr(api_keys::Column::RevokedAt, Expr::value(now()))
        .filter(api_keys::Column::OrganisationId.eq(organisation_id))
        .filter(api_keys::Column::Id.eq(id))
        .filter(api_keys::Column::RevokedAt.is_null())
        .exec(connection)
        .await?;
    if done.rows_affected == 0 {
        return Ok(false);
    }
    let object = format!("key/{id}");
    let event = Event { actor_id, action: "key.revoked", object, reason: None, payload: json!({}) };
    audit::append(connection, organisation_id, event).await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;
    use crate::db::test_support::{TestDatabase, each, organisation};

    fn key(organisation_id: OrganisationId) -> NewKey<'static> {
        NewKey { name: "loader", organisation_id, role: Role::Compliance, read_only: true, days: 90 }
    }

    #[tokio::test]
    async fn a_key_is_kept_as_its_hash_and_ends() {
        for TestDatabase { database, .. } in each().await {
            let ours = organisation(&database).await;
            let transaction = database.begin().await.unwrap();
            let made = create(&transaction, key(ours), None).await.unwrap();
            transaction.commit().await.unwrap();
            let row = api_keys::Entity::find_by_id(made.id).one(database.reader()).await.unwrap().unwrap();
            let secret = made.key.expose_secret();
            assert!(secret.starts_with("krv_"), "{secret}");
            assert_eq!(row.key_sha256, sha256(secret));
            assert_eq!((row.expires_at - row.created_at).num_days(), 90);
            assert!(row.read_only);
        }
    }

    #[tokio::test]
    async fn a_key_is_taken_back_once_and_only_by_its_organisation() {
        for TestDatabase { database, .. } in each().await {
            let (ours, theirs) = (organisation(&database).await, organisation(&database).await);
            let transaction = database.begin().await.unwrap();
            let made = create(&transaction, key(ours), None).await.unwrap();
            assert!(!revoke(&transaction, theirs, made.id, None).await.unwrap());
            assert!(revoke(&transaction, ours, made.id, None).await.unwrap());
            assert!(!revoke(&transaction, ours, made.id, None).await.unwrap());
            assert_eq!(audit::last(&transaction, ours).await.unwrap().unwrap().action, "key.revoked");
        }
    }

    #[tokio::test]
    async fn a_key_without_a_name_an_end_or_an_organisation_is_refused() {
        for TestDatabase { database, .. } in each().await {
            let ours = organisation(&database).await;
            let transaction = database.begin().await.unwrap();
            for wrong in [
                NewKey { name: " ", ..key(ours) },
                NewKey { days: 0, ..key(ours) },
                NewKey { days: MOST_DAYS + 1, ..key(ours) },
                key(OrganisationId(Uuid::nil())),
            ] {
                assert!(create(&transaction, wrong, None).await.is_err(), "{wrong:?}");
            }
        }
    }
}
