//! The second factor: a code from an app beside the password or the login link.
//!
//! Whoever is signed in begins, is shown a secret once, and confirms with a code that the app has it; from then on each sign-in asks
//! for a code. A code works once. The secret is kept encrypted, for its person only. Whoever lost the app needs an administrator, or
//! whoever runs the service; each change stands in the log of every organisation that the person belongs to.

use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::{Condition, Expr};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use secrecy::SecretString;
use serde_json::json;
use thiserror::Error;
use uuid::Uuid;

use super::login::LoginError;
use super::{attempts, tell, totp};
use crate::db::entities::{sessions, users as accounts};
use crate::db::{Database, Moment, now, random};
use crate::services::keyring::{KeyRing, Purpose};
use crate::services::seal;

/// Why a second factor was not begun, confirmed or ended.
#[derive(Debug, Error)]
pub enum SecondFactorError {
    /// There is one already.
    #[error("there is a second factor already; end it first")]
    On,
    /// There is none, or none that was begun.
    #[error("there is no second factor")]
    Off,
    /// Too many attempts, a code that is not right, or the database fails.
    #[error(transparent)]
    Login(#[from] LoginError),
}

impl From<DbErr> for SecondFactorError {
    fn from(error: DbErr) -> Self {
        Self::Login(error.into())
    }
}

/// A secret that the app is to be given; it is shown once.
#[derive(Debug)]
pub struct Begun {
    /// In letters, to be typed.
    pub secret: SecretString,
    /// As the address in a picture that the app reads.
    pub uri: SecretString,
}

/// Since when a person is asked for a code; `None`: never. So it is, too, while nothing was confirmed.
///
/// # Errors
/// The database fails.
pub async fn since(connection: &impl ConnectionTrait, user_id: Uuid) -> Result<Option<Moment>, DbErr> {
    Ok(find(connection, user_id).await?.totp_since)
}

/// Makes a new secret. It is not asked for until it is confirmed; one that was begun before is forgotten.
///
/// # Errors
/// [`SecondFactorError::On`], or the database fails.
pub async fn begin(database: &Database, keys: &KeyRing, user_id: Uuid) -> Result<Begun, SecondFactorError> {
    let secret = random::<{ totp::SECRET }>()?;
    let transaction = database.begin().await?;
    let account = find(&transaction, user_id).await?;
    if account.totp_since.is_some() {
        return Err(SecondFactorError::On);
    }
    let sealed = seal::seal(keys, Purpose::SecondFactor, user_id.as_bytes(), &secret)?;
    write(&transaction, &account, Some(sealed)).await?;
    transaction.commit().await?;
    let uri = SecretString::from(totp::uri(&account.email, &secret));
    Ok(Begun { secret: SecretString::from(totp::base32(&secret)), uri })
}

/// Asks for codes from now on, if the app shows the right one. Other browsers of the person, which signed in without, are signed out.
/// `address` is the network address that it came from.
///
/// # Errors
/// [`SecondFactorError`].
pub async fn confirm(
    database: &Database,
    keys: &KeyRing,
    (user_id, session_id): (Uuid, Uuid),
    code: &str,
    address: &str,
) -> Result<Moment, SecondFactorError> {
    let attempt = attempts::begin(database, &counted(user_id), address).await?;
    let transaction = database.begin().await?;
    let account = find(&transaction, user_id).await?;
    if account.totp_since.is_some() || account.totp_secret.is_none() {
        // The one connection that writes is free again.
        transaction.rollback().await?;
        attempts::withdraw(database, attempt).await?;
        return Err(if account.totp_since.is_some() { SecondFactorError::On } else { SecondFactorError::Off });
    }
    if !takes(&transaction, keys, &account, code).await? {
        return Err(LoginError::Wrong.into());
    }
    let since = now();
    let row = accounts::ActiveModel {
        id: Set(user_id),
        totp_since: Set(Some(since)),
        version: Set(account.version + 1),
        ..Default::default()
    };
    accounts::Entity::update(row).exec(&transaction).await?;
    sessions::Entity::delete_many()
        .filter(sessions::Column::UserId.eq(user_id))
        .filter(sessions::Column::Id.ne(session_id))
        .exec(&transaction)
        .await?;
    tell(&transaction, user_id, Some(user_id), "user.second_factor_on", None, &json!({})).await?;
    transaction.commit().await?;
    attempts::succeed(database, attempt).await?;
    Ok(since)
}

/// Asks for no more codes, if the app shows the right one. `address` is the network address that it came from.
///
/// # Errors
/// [`SecondFactorError`].
pub async fn end(
    database: &Database,
    keys: &KeyRing,
    user_id: Uuid,
    code: &str,
    address: &str,
) -> Result<(), SecondFactorError> {
    let attempt = attempts::begin(database, &counted(user_id), address).await?;
    let transaction = database.begin().await?;
    let account = find(&transaction, user_id).await?;
    if account.totp_since.is_none() {
        transaction.rollback().await?;
        attempts::withdraw(database, attempt).await?;
        return Err(SecondFactorError::Off);
    }
    if !takes(&transaction, keys, &account, code).await? {
        return Err(LoginError::Wrong.into());
    }
    write(&transaction, &account, None).await?;
    tell(&transaction, user_id, Some(user_id), "user.second_factor_off", None, &json!({})).await?;
    transaction.commit().await?;
    attempts::succeed(database, attempt).await?;
    Ok(())
}

/// Takes the second factor from somebody who lost it, and signs all their browsers out; `false` where there is none. Must be called
/// in a transaction.
///
/// # Errors
/// The database fails.
pub async fn reset(
    connection: &impl ConnectionTrait,
    user_id: Uuid,
    actor_id: Option<Uuid>,
    reason: Option<&str>,
) -> Result<bool, DbErr> {
    let account = find(connection, user_id).await?;
    if account.totp_since.is_none() {
        return Ok(false);
    }
    write(connection, &account, None).await?;
    sessions::Entity::delete_many().filter(sessions::Column::UserId.eq(user_id)).exec(connection).await?;
    tell(connection, user_id, actor_id, "user.second_factor_reset", reason, &json!({})).await?;
    Ok(true)
}

/// Whether this is a code of an account that was not used before; then it is used up. Must be called in a transaction.
pub(super) async fn takes(
    connection: &impl ConnectionTrait,
    keys: &KeyRing,
    account: &accounts::Model,
    code: &str,
) -> Result<bool, DbErr> {
    let Some(sealed) = &account.totp_secret else { return Ok(false) };
    let secret = seal::open(keys, Purpose::SecondFactor, account.id.as_bytes(), sealed)
        .ok_or_else(|| DbErr::Custom("a second factor does not open with the key of this installation".to_owned()))?;
    let Some(step) = totp::step_of(&secret, code, now().timestamp(), account.totp_step) else { return Ok(false) };
    // Two who bring the same code at the same moment do not both get in.
    let unused = Condition::any().add(accounts::Column::TotpStep.is_null()).add(accounts::Column::TotpStep.lt(step));
    let used = accounts::Entity::update_many()
        .col_expr(accounts::Column::TotpStep, Expr::value(step))
        .filter(accounts::Column::Id.eq(account.id))
        .filter(unused)
        .exec(connection)
        .await?;
    Ok(used.rows_affected == 1)
}

/// Under what wrong codes of a signed-in person count.
fn counted(user_id: Uuid) -> String {
    format!("second factor of {user_id}")
}

async fn find(connection: &impl ConnectionTrait, user_id: Uuid) -> Result<accounts::Model, DbErr> {
    let account = accounts::Entity::find_by_id(user_id).one(connection).await?;
    account.ok_or_else(|| DbErr::RecordNotFound(format!("account {user_id}")))
}

/// Puts another secret, which is not confirmed yet, or none in the place of what was there.
async fn write(
    connection: &impl ConnectionTrait,
    account: &accounts::Model,
    secret: Option<Vec<u8>>,
) -> Result<(), DbErr> {
    let row = accounts::ActiveModel {
        id: Set(account.id),
        totp_secret: Set(secret),
        totp_since: Set(None),
        totp_step: Set(None),
        version: Set(account.version + 1),
        ..Default::default()
    };
    accounts::Entity::update(row).exec(connection).await.map(drop)
}
