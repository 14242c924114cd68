//! Signing in: by password or by a link that works once, with a code beside it where the person has a second factor.
//!
//! Failures are counted, see `attempts`. Login links are not held up by failures with passwords: whoever guesses passwords cannot
//! lock somebody out. Whoever has the right password or link and brings no code is told that one is needed, which is no failure;
//! whoever brings a wrong code is told what is told of a wrong password, and it counts like one. A link is used up only when
//! somebody is signed in, so that a mistyped code does not cost it; it is no way around the second factor.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use thiserror::Error;
use uuid::Uuid;

use super::{attempts, passwords, second_factor, tell, token, users};
use crate::db::entities::{login_tokens, users as accounts};
use crate::db::{Database, new_id, now};
use crate::digest::sha256;
use crate::services::keyring::KeyRing;

/// What every login token begins with.
pub const PREFIX: &str = "krl_";

/// What comes with a proof.
#[derive(Clone, Copy, Debug)]
pub struct Beside<'a> {
    /// The key that second factors are encrypted with.
    pub keys: &'a KeyRing,
    /// The code of the second factor, if one was sent.
    pub code: Option<&'a str>,
    /// The network address that it came from.
    pub address: &'a str,
}

/// Why nobody was signed in.
#[derive(Debug, Error)]
pub enum LoginError {
    /// No such account, another password or code, a link that was used or is too old. Which of them is not told.
    #[error("the e-mail address, the password or the code is wrong, or the link was used already or is too old")]
    Wrong,
    /// The password or the link is right, and the person has a second factor whose code is missing.
    #[error("a code of the second factor is needed too")]
    CodeNeeded,
    /// Too many failures.
    #[error("too many attempts; wait a quarter of an hour")]
    TooMany {
        /// When it may be tried again.
        retry_after: TimeDelta,
    },
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

/// The person whose e-mail address and password these are.
///
/// # Errors
/// [`LoginError`].
pub async fn with_password(
    database: &Database,
    email: &str,
    password: &SecretString,
    beside: Beside<'_>,
) -> Result<Uuid, LoginError> {
    let attempt = attempts::begin(database, &users::plain(email), beside.address).await?;
    let account = users::by_email(database.reader(), email).await?.filter(|account| account.disabled_at.is_none());
    let hash = account.as_ref().and_then(|account| account.password_hash.as_deref());
    let is_right = passwords::is_right(password, hash).await?;
    let Some(account) = account.filter(|_| is_right) else { return Err(LoginError::Wrong) };
    let transaction = database.begin().await?;
    if let Err(error) = second(&transaction, account.id, beside).await {
        transaction.rollback().await?;
        return Err(counted(database, attempt, error).await?);
    }
    transaction.commit().await?;
    attempts::succeed(database, attempt).await?;
    Ok(account.id)
}

/// The person whose login link holds this token; the link is used up.
///
/// # Errors
/// [`LoginError`].
pub async fn with_token(database: &Database, token: &SecretString, beside: Beside<'_>) -> Result<Uuid, LoginError> {
    let hash = sha256(token.expose_secret());
    // Each token counts as an account of its own: only the network address can run out of attempts.
    let attempt = attempts::begin(database, &hash, beside.address).await?;
    let transaction = database.begin().await?;
    let user_id = match spend(&transaction, &hash, beside).await {
        Ok(user_id) => user_id,
        Err(error) => {
            // The link is as it was.
            transaction.rollback().await?;
            return Err(counted(database, attempt, error).await?);
        }
    };
    transaction.commit().await?;
    attempts::succeed(database, attempt).await?;
    Ok(user_id)
}

/// Uses a link up for the person whom it signs in.
async fn spend(connection: &impl ConnectionTrait, hash: &str, beside: Beside<'_>) -> Result<Uuid, LoginError> {
    let at = now();
    let spent = login_tokens::Entity::update_many()
        .col_expr(login_tokens::Column::SpentAt, Expr::value(at))
        .filter(login_tokens::Column::TokenSha256.eq(hash))
        .filter(login_tokens::Column::SpentAt.is_null())
        .filter(login_tokens::Column::ExpiresAt.gt(at))
        .exec(connection)
        .await?;
    if spent.rows_affected == 0 {
        return Err(LoginError::Wrong);
    }
    let found = login_tokens::Entity::find().filter(login_tokens::Column::TokenSha256.eq(hash)).one(connection).await?;
    let Some(found) = found else { return Err(LoginError::Wrong) };
    second(connection, found.user_id, beside).await?;
    Ok(found.user_id)
}

/// Goes on for a person whose account is open and who brings a code if there is a second factor.
async fn second(connection: &impl ConnectionTrait, user_id: Uuid, beside: Beside<'_>) -> Result<(), LoginError> {
    let account = accounts::Entity::find_by_id(user_id).one(connection).await?;
    let Some(account) = account.filter(|account| account.disabled_at.is_none()) else { return Err(LoginError::Wrong) };
    if account.totp_since.is_none() {
        return Ok(());
    }
    let Some(code) = beside.code else { return Err(LoginError::CodeNeeded) };
    if second_factor::takes(connection, beside.keys, &account, code).await? { Ok(()) } else { Err(LoginError::Wrong) }
}

/// A code that is only missing is no failure: whoever signs in learns in this way that one is needed.
async fn counted(database: &Database, attempt: Uuid, error: LoginError) -> Result<LoginError, DbErr> {
    if matches!(error, LoginError::CodeNeeded) {
        attempts::withdraw(database, attempt).await?;
    }
    Ok(error)
}

/// A token that signs somebody in once, within a time. The log of every organisation that the person is a member of tells that
/// there was one. Must be called in a transaction.
///
/// # Errors
/// The database fails.
pub async fn link_token(
    connection: &impl ConnectionTrait,
    user_id: Uuid,
    valid_for: TimeDelta,
    actor_id: Option<Uuid>,
) -> Result<SecretString, DbErr> {
    let token = token(PREFIX)?;
    let row = login_tokens::ActiveModel {
        id: Set(new_id()),
        user_id: Set(user_id),
        token_sha256: Set(sha256(&token)),
        expires_at: Set(now() + valid_for),
        spent_at: Set(None),
    };
    login_tokens::Entity::insert(row).exec_without_returning(connection).await?;
    let payload = json!({"minutes": valid_for.num_minutes()});
    tell(connection, user_id, actor_id, "user.link_made", None, &payload).await?;
    Ok(SecretString::from(token))
}

#[cfg(test)]
mod tests {
    use std::sync::{Arc, LazyLock};

    use sea_orm::PaginatorTrait;

    use super::super::attempts::WINDOW;
    use super::*;
    use crate::auth::permission::Role;
    use crate::db::OrganisationId;
    use crate::db::entities::{login_attempts, parties};
    use crate::db::test_support::{TestDatabase, each, organisation};

    const EMAIL: &str = "hr@mills.example";
    const PASSWORD: &str = "bucket orbit lantern plum";

    static KEYS: LazyLock<KeyRing> = LazyLock::new(|| KeyRing::from_bytes([7; 32]));

    fn from(address: &str) -> Beside<'_> {
        Beside { keys: &KEYS, code: None, address }
    }

    async fn member(database: &Database) -> Uuid {
        let organisation_id = organisation(database).await;
        let password = SecretString::from(PASSWORD);
        let new =
            users::NewMember { email: EMAIL, organisation_id, role: Role::Hr, until: None, password: Some(&password) };
        let transaction = database.begin().await.unwrap();
        let member = users::add(&transaction, new, None).await.unwrap();
        transaction.commit().await.unwrap();
        member.user_id
    }

    async fn attempt(database: &Database, password: &str, address: &str) -> Result<Uuid, LoginError> {
        with_password(database, EMAIL, &SecretString::from(password), from(address)).await
    }

    #[tokio::test]
    async fn the_right_password_signs_in_and_another_does_not() {
        for TestDatabase { database, .. } in each().await {
            let id = member(&database).await;
            assert_eq!(attempt(&database, PASSWORD, "192.0.2.1").await.unwrap(), id);
            assert!(matches!(attempt(&database, "bucket orbit", "192.0.2.1").await, Err(LoginError::Wrong)));
            let password = SecretString::from(PASSWORD);
            let stranger = with_password(&database, "x@y.example", &password, from("192.0.2.1")).await;
            assert!(matches!(stranger, Err(LoginError::Wrong)));
        }
    }

    #[tokio::test]
    async fn after_ten_failures_even_the_right_password_must_wait() {
        for TestDatabase { database, .. } in each().await {
            member(&database).await;
            for number in 0..10 {
                let address = format!("192.0.2.{number}");
                assert!(matches!(attempt(&database, "wrong", &address).await, Err(LoginError::Wrong)), "{number}");
            }
            for _ in 0..2 {
                let refused = attempt(&database, PASSWORD, "198.51.100.1").await;
                assert!(matches!(refused, Err(LoginError::TooMany { .. })), "{refused:?}");
            }
            let kept = login_attempts::Entity::find().all(database.reader()).await.unwrap();
            assert_eq!(kept.len(), 10);
        }
    }

    #[tokio::test]
    async fn an_address_that_tries_many_accounts_must_wait_and_others_need_not() {
        for TestDatabase { database, .. } in each().await {
            let id = member(&database).await;
            for _ in 0..50 {
                let row = login_attempts::ActiveModel {
                    id: Set(new_id()),
                    account_sha256: Set(sha256(new_id().to_string())),
                    address: Set("192.0.2.1".to_owned()),
                    at: Set(now()),
                    succeeded: Set(false),
                };
                login_attempts::Entity::insert(row).exec_without_returning(database.writer()).await.unwrap();
            }
            let refused = attempt(&database, PASSWORD, "192.0.2.1").await;
            assert!(matches!(refused, Err(LoginError::TooMany { .. })), "{refused:?}");
            assert_eq!(attempt(&database, PASSWORD, "192.0.2.2").await.unwrap(), id);
        }
    }

    #[tokio::test]
    async fn failures_are_forgotten_after_a_quarter_of_an_hour() {
        for TestDatabase { database, .. } in each().await {
            let id = member(&database).await;
            for _ in 0..20 {
                let row = login_attempts::ActiveModel {
                    id: Set(new_id()),
                    account_sha256: Set(sha256(EMAIL)),
                    address: Set("192.0.2.1".to_owned()),
                    at: Set(now() - WINDOW - TimeDelta::seconds(1)),
                    succeeded: Set(false),
                };
                login_attempts::Entity::insert(row).exec_without_returning(database.writer()).await.unwrap();
            }
            assert_eq!(attempt(&database, PASSWORD, "192.0.2.1").await.unwrap(), id);
        }
    }

    fn party(organisation_id: OrganisationId, number: u32) -> parties::ActiveModel {
        parties::ActiveModel {
            organisation_id: Set(organisation_id),
            key: Set(format!("s{number}")),
            version: Set(1),
            name: Set("Mill".to_owned()),
            country: Set(None),
            kind: Set(None),
            sector: Set(None),
            programme: Set(None),
            workers: Set(None),
            parent_id: Set(None),
            fields: Set(format!(r#"{{"name":"Mill","supplier_id":"s{number}"}}"#)),
            row_sha256: Set(sha256(number.to_string())),
            valid_from: Set(None),
            valid_to: Set(None),
            from_revision: Set(1),
            to_revision: Set(None),
            recorded_at: Set(now()),
            recorded_by: Set(None),
            sender: Set(None),
            upload_id: Set(None),
        }
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 2)]
    async fn signing_in_and_reading_succeed_while_100_000_rows_are_committed() {
        for TestDatabase { database, .. } in each().await {
            let id = member(&database).await;
            let ours = organisation(&database).await;
            let database = Arc::new(database);
            let (writing, signing) = (Arc::clone(&database), Arc::clone(&database));
            let writer = tokio::spawn(async move {
                let transaction = writing.begin().await.unwrap();
                for piece in 0..200 {
                    let rows = (piece * 500..(piece + 1) * 500).map(|number| party(ours, number));
                    parties::Entity::insert_many(rows).exec_without_returning(&transaction).await.unwrap();
                }
                transaction.commit().await.unwrap();
            });
            let signed_in = tokio::spawn(async move { attempt(&signing, PASSWORD, "192.0.2.1").await.unwrap() });
            let mut reads = 0;
            while !writer.is_finished() {
                // Rows that are not committed are not seen, and nobody waits for them.
                let seen = parties::Entity::find().filter(parties::Column::Key.eq("s0")).all(database.reader());
                assert!(seen.await.unwrap().len() <= 1);
                reads += 1;
            }
            writer.await.unwrap();
            assert_eq!(signed_in.await.unwrap(), id);
            assert!(reads > 10, "{reads}");
            assert_eq!(parties::Entity::find().count(database.reader()).await.unwrap(), 100_000);
        }
    }

    #[tokio::test]
    async fn a_link_works_once_and_within_its_time() {
        for TestDatabase { database, .. } in each().await {
            let id = member(&database).await;
            let token = link_token(database.writer(), id, TimeDelta::minutes(15), None).await.unwrap();
            assert!(token.expose_secret().starts_with("krl_"));
            assert_eq!(with_token(&database, &token, from("192.0.2.1")).await.unwrap(), id);
            assert!(matches!(with_token(&database, &token, from("192.0.2.1")).await, Err(LoginError::Wrong)));
            let old = link_token(database.writer(), id, TimeDelta::seconds(-1), None).await.unwrap();
            assert!(matches!(with_token(&database, &old, from("192.0.2.1")).await, Err(LoginError::Wrong)));
            let none = SecretString::from("krl_none");
            assert!(matches!(with_token(&database, &none, from("192.0.2.1")).await, Err(LoginError::Wrong)));
        }
    }

    #[tokio::test]
    async fn a_link_used_twice_at_the_same_moment_works_once() {
        for TestDatabase { database, .. } in each().await {
            let id = member(&database).await;
            let token = link_token(database.writer(), id, TimeDelta::minutes(15), None).await.unwrap();
            let (a, b) =
                tokio::join!(with_token(&database, &token, from("a")), with_token(&database, &token, from("b")));
            assert_eq!(usize::from(a.is_ok()) + usize::from(b.is_ok()), 1);
        }
    }

    #[tokio::test]
    async fn a_closed_account_cannot_sign_in() {
        for TestDatabase { database, .. } in each().await {
            let id = member(&database).await;
            let token = link_token(database.writer(), id, TimeDelta::minutes(15), None).await.unwrap();
            let closed = accounts::ActiveModel { id: Set(id), disabled_at: Set(Some(now())), ..Default::default() };
            accounts::Entity::update(closed).exec(database.writer()).await.unwrap();
            assert!(matches!(attempt(&database, PASSWORD, "192.0.2.1").await, Err(LoginError::Wrong)));
            assert!(matches!(with_token(&database, &token, from("192.0.2.1")).await, Err(LoginError::Wrong)));
        }
    }
}
