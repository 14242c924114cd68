//! Signing in: by password or by a link that works once.
//!
//! Every attempt is written down before the password is looked at, so that attempts at the same moment count too. After too many
//! failures an account, or a network address, must wait; then even the right password is refused, so that the refusal tells
//! nothing. Login links are not held up by failures with passwords: whoever guesses passwords cannot lock somebody out.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use secrecy::{ExposeSecret, SecretString};
use serde_json::json;
use thiserror::Error;
use uuid::Uuid;

use super::{passwords, token, users};
use crate::audit::{self, Event};
use crate::db::entities::{login_attempts, login_tokens, memberships, users as accounts};
use crate::db::{Database, new_id, now};
use crate::digest::sha256;

/// What every login token begins with.
pub const PREFIX: &str = "krl_";
/// How far back failures count.
const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// Failures of one account before it must wait.
const PER_ACCOUNT: u64 = 10;
/// Failures from one network address before it must wait; many people may share one.
const PER_ADDRESS: u64 = 50;
/// How long attempts are kept.
const KEPT: TimeDelta = TimeDelta::days(1);

/// Why nobody was signed in.
#[derive(Debug, Error)]
pub enum LoginError {
    /// No such account, another password, a link that was used or is too old. Which of them is not told.
    #[error("the e-mail address or the password is wrong, or the link was used already or is too old")]
    Wrong,
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

/// The person whose e-mail address and password these are. `address` is the network address that it came from.
///
/// # Errors
/// [`LoginError`].
pub async fn with_password(
    database: &Database,
    email: &str,
    password: &SecretString,
    address: &str,
) -> Result<Uuid, LoginError> {
    let attempt = begin(database, &users::plain(email), address).await?;
    let account = users::by_email(database.reader(), email).await?.filter(|account| account.disabled_at.is_none());
    let hash = account.as_ref().and_then(|account| account.password_hash.as_deref());
    let is_right = passwords::is_right(password, hash).await?;
    match account.filter(|_| is_right) {
        Some(account) => {
            succeed(database, attempt).await?;
            Ok(account.id)
        }
        None => Err(LoginError::Wrong),
    }
}

/// The person whose login link holds this token; the link is used up. `address` is the network address that it came from.
///
/// # Errors
/// [`LoginError`].
pub async fn with_token(database: &Database, token: &SecretString, address: &str) -> Result<Uuid, LoginError> {
    let hash = sha256(token.expose_secret());
    // Each token counts as an account of its own: only the network address can run out of attempts.
    let attempt = begin(database, &hash, address).await?;
    let at = now();
    let transaction = database.begin().await?;
    let spent = login_tokens::Entity::update_many()
        .col_expr(login_tokens::Column::SpentAt, Expr::value(at))
        .filter(login_tokens::Column::TokenSha256.eq(hash.as_str()))
        .filter(login_tokens::Column::SpentAt.is_null())
        .filter(login_tokens::Column::ExpiresAt.gt(at))
        .exec(&transaction)
        .await?;
    if spent.rows_affected == 0 {
        return Err(LoginError::Wrong);
    }
    let found =
        login_tokens::Entity::find().filter(login_tokens::Column::TokenSha256.eq(hash)).one(&transaction).await?;
    transaction.commit().await?;
    let Some(found) = found else { return Err(LoginError::Wrong) };
    let account = accounts::Entity::find_by_id(found.user_id).one(database.reader()).await?;
    if account.is_none_or(|account| account.disabled_at.is_some()) {
        return Err(LoginError::Wrong);
    }
    succeed(database, attempt).await?;
    Ok(found.user_id)
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
    // Always in the same order, so that two who write to several logs do not wait for each other for ever.
    let member = memberships::Entity::find()
        .filter(memberships::Column::UserId.eq(user_id))
        .order_by_asc(memberships::Column::OrganisationId);
    for membership in member.all(connection).await? {
        let object = format!("user/{user_id}");
        let payload = json!({"minutes": valid_for.num_minutes()});
        let event = Event { actor_id, action: "user.link_made", object, reason: None, payload };
        audit::append(connection, membership.organisation_id, event).await?;
    }
    Ok(SecretString::from(token))
}

/// Writes an attempt down as a failure until it is known to be none, and refuses it after too many.
async fn begin(database: &Database, account: &str, address: &str) -> Result<Uuid, LoginError> {
    let (id, at, account) = (new_id(), now(), sha256(account));
    let row = login_attempts::ActiveModel {
        id: Set(id),
        account_sha256: Set(account.clone()),
        address: Set(address.to_owned()),
        at: Set(at),
        succeeded: Set(false),
    };
    let transaction = database.begin().await?;
    login_attempts::Entity::insert(row).exec_without_returning(&transaction).await?;
    login_attempts::Entity::delete_many().filter(login_attempts::Column::At.lt(at - KEPT)).exec(&transaction).await?;
    transaction.commit().await?;
    let failures = || {
        login_attempts::Entity::find()
            .filter(login_attempts::Column::At.gt(at - WINDOW))
            .filter(login_attempts::Column::Succeeded.eq(false))
            .filter(login_attempts::Column::Id.ne(id))
    };
    let by_account = failures().filter(login_attempts::Column::AccountSha256.eq(account));
    let by_address = failures().filter(login_attempts::Column::Address.eq(address));
    let connection = database.writer();
    if by_account.count(connection).await? >= PER_ACCOUNT || by_address.count(connection).await? >= PER_ADDRESS {
        // What is refused does not count, or a patient guesser would keep somebody out for ever.
        login_attempts::Entity::delete_by_id(id).exec(connection).await?;
        return Err(LoginError::TooMany { retry_after: WINDOW });
    }
    Ok(id)
}

async fn succeed(database: &Database, attempt: Uuid) -> Result<(), DbErr> {
    login_attempts::Entity::update_many()
        .col_expr(login_attempts::Column::Succeeded, Expr::value(true))
        .filter(login_attempts::Column::Id.eq(attempt))
        .exec(database.writer())
        .await?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::auth::permission::Role;
    use crate::db::OrganisationId;
    use crate::db::entities::parties;
    use crate::db::test_support::{TestDatabase, each, organisation};

    const EMAIL: &str = "hr@mills.example";
    const PASSWORD: &str = "bucket orbit lantern plum";

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
        with_password(database, EMAIL, &SecretString::from(password), address).await
    }

    #[tokio::test]
    async fn the_right_password_signs_in_and_another_does_not() {
        for TestDatabase { database, .. } in each().await {
            let id = member(&database).await;
            assert_eq!(attempt(&database, PASSWORD, "192.0.2.1").await.unwrap(), id);
            assert!(matches!(attempt(&database, "bucket orbit", "192.0.2.1").await, Err(LoginError::Wrong)));
            let stranger = with_password(&database, "x@y.example", &SecretString::from(PASSWORD), "192.0.2.1").await;
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
            assert_eq!(with_token(&database, &token, "192.0.2.1").await.unwrap(), id);
            assert!(matches!(with_token(&database, &token, "192.0.2.1").await, Err(LoginError::Wrong)));
            let old = link_token(database.writer(), id, TimeDelta::seconds(-1), None).await.unwrap();
            assert!(matches!(with_token(&database, &old, "192.0.2.1").await, Err(LoginError::Wrong)));
            let none = SecretString::from("krl_none");
            assert!(matches!(with_token(&database, &none, "192.0.2.1").await, Err(LoginError::Wrong)));
        }
    }

    #[tokio::test]
    async fn a_link_used_twice_at_the_same_moment_works_once() {
        for TestDatabase { database, .. } in each().await {
            let id = member(&database).await;
            let token = link_token(database.writer(), id, TimeDelta::minutes(15), None).await.unwrap();
            let (a, b) = tokio::join!(with_token(&database, &token, "a"), with_token(&database, &token, "b"));
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
            assert!(matches!(with_token(&database, &token, "192.0.2.1").await, Err(LoginError::Wrong)));
        }
    }
}
