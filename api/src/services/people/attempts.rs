//! How often somebody may try to prove who they are.
//!
//! Every attempt is written down before the proof is looked at, so that attempts at the same moment count too. After too many
//! failures an account, or a network address, must wait; then even the right proof is refused, so that the refusal tells nothing.

use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, PaginatorTrait, QueryFilter};
use uuid::Uuid;

use super::login::LoginError;
use crate::db::entities::login_attempts;
use crate::db::{Database, new_id, now};
use crate::digest::sha256;

/// How far back failures count.
pub(super) const WINDOW: TimeDelta = TimeDelta::minutes(15);
/// Failures of one account before it must wait.
const PER_ACCOUNT: u64 = 10;
/// Failures from one network address before it must wait; many people may share one.
const PER_ADDRESS: u64 = 50;
/// How long attempts are kept.
const KEPT: TimeDelta = TimeDelta::days(1);

/// Writes an attempt down as a failure until it is known to be none, and refuses it after too many. `account` is whatever is tried:
/// an e-mail address, the hash of a link, the second factor of a person.
pub(super) async fn begin(database: &Database, account: &str, address: &str) -> Result<Uuid, LoginError> {
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
        withdraw(database, id).await?;
        return Err(LoginError::TooMany { retry_after: WINDOW });
    }
    Ok(id)
}

/// The attempt was none that failed.
pub(super) async fn succeed(database: &Database, attempt: Uuid) -> Result<(), DbErr> {
    login_attempts::Entity::update_many()
        .col_expr(login_attempts::Column::Succeeded, Expr::value(true))
        .filter(login_attempts::Column::Id.eq(attempt))
        .exec(database.writer())
        .await?;
    Ok(())
}

/// The attempt counts neither as a failure nor as a success.
pub(super) async fn withdraw(database: &Database, attempt: Uuid) -> Result<(), DbErr> {
    login_attempts::Entity::delete_by_id(attempt).exec(database.writer()).await.map(drop)
}
