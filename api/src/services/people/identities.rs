//! Who somebody is here whom a provider vouches for.
//!
//! A provider never gives the same subject to two people, so that the pair of provider and subject is who somebody is; an address may
//! change its owner and counts once only, when somebody comes for the first time, and only if the provider has verified it. Whoever
//! is nobody here yet gets an account without any rights: an administrator grants them, by the address.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use serde_json::json;
use thiserror::Error;
use uuid::Uuid;

use super::{tell, users};
use crate::db::entities::{login_tokens, sessions, user_identities, users as accounts};
use crate::db::{Database, now};

/// Whom a provider vouches for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Vouched {
    /// The provider.
    pub issuer: String,
    /// Whom it means.
    pub subject: String,
    /// Their address, if it says one.
    pub email: Option<String>,
    /// Whether it has seen that the address is theirs.
    pub email_verified: bool,
}

/// Why somebody whom a provider vouches for is not signed in.
#[derive(Debug, Error)]
pub enum IdentityError {
    /// The account was closed.
    #[error("the account was closed")]
    Closed,
    /// The account has a second factor, and the provider cannot be asked for it.
    #[error("the account has a second factor")]
    SecondFactor,
    /// Nobody here yet, and no address that the provider has verified.
    #[error("the provider gives no verified e-mail address")]
    Unverified,
    /// Nobody here yet, and an address of a domain that is not let in.
    #[error("addresses of this domain do not sign in here")]
    Domain,
    /// The account of that address belongs to somebody else at the same provider.
    #[error("the account belongs to somebody else at the provider")]
    Other,
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

/// The person here. Whoever comes for the first time is put together with the account of the address, or gets a new one.
///
/// # Errors
/// [`IdentityError`].
pub async fn person(database: &Database, vouched: &Vouched, domains: &[String]) -> Result<Uuid, IdentityError> {
    let transaction = database.begin().await?;
    let key = (vouched.issuer.clone(), vouched.subject.clone());
    let known = user_identities::Entity::find_by_id(key).one(&transaction).await?;
    let account = match known {
        Some(identity) => accounts::Entity::find_by_id(identity.user_id).one(&transaction).await?,
        None => Some(first(&transaction, vouched, domains).await?),
    };
    let account = account.ok_or(IdentityError::Closed)?;
    is_open(&account)?;
    transaction.commit().await?;
    Ok(account.id)
}

fn is_open(account: &accounts::Model) -> Result<(), IdentityError> {
    if account.disabled_at.is_some() {
        return Err(IdentityError::Closed);
    }
    if account.totp_since.is_some() { Err(IdentityError::SecondFactor) } else { Ok(()) }
}

/// The account of somebody who comes for the first time.
async fn first(
    connection: &impl ConnectionTrait,
    vouched: &Vouched,
    domains: &[String],
) -> Result<accounts::Model, IdentityError> {
    let email = vouched.email.as_deref().filter(|_| vouched.email_verified);
    let email = email.and_then(|email| users::checked_email(email).ok()).ok_or(IdentityError::Unverified)?;
    let domain = email.rsplit_once('@').map(|(_, domain)| domain);
    if !domains.is_empty() && !domains.iter().any(|one| domain == Some(one.as_str())) {
        return Err(IdentityError::Domain);
    }
    let user_id = match users::by_email(connection, &email).await? {
        Some(account) => {
            is_open(&account)?;
            let other = user_identities::Entity::find()
                .filter(user_identities::Column::UserId.eq(account.id))
                .filter(user_identities::Column::Issuer.eq(vouched.issuer.as_str()));
            if other.one(connection).await?.is_some() {
                return Err(IdentityError::Other);
            }
            // Whoever else had a way into the account before has none now.
            let sessions = sessions::Entity::delete_many().filter(sessions::Column::UserId.eq(account.id));
            sessions.exec(connection).await?;
            let links = login_tokens::Entity::delete_many().filter(login_tokens::Column::UserId.eq(account.id));
            links.exec(connection).await?;
            account.id
        }
        None => users::insert(connection, &email, None).await?,
    };
    let row = user_identities::ActiveModel {
        issuer: Set(vouched.issuer.clone()),
        subject: Set(vouched.subject.clone()),
        user_id: Set(user_id),
        created_at: Set(now()),
    };
    user_identities::Entity::insert(row).exec_without_returning(connection).await?;
    let payload = json!({"issuer": vouched.issuer, "subject": vouched.subject});
    tell(connection, user_id, Some(user_id), "user.identity_added", None, &payload).await?;
    let account = accounts::Entity::find_by_id(user_id).one(connection).await?;
    account.ok_or_else(|| DbErr::RecordNotFound(format!("account {user_id}")).into())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::audit;
    use crate::auth::permission::Role;
    use crate::db::entities::memberships;
    use crate::db::test_support::{TestDatabase, each, organisation};
    use crate::services::people::login::link_token;
    use crate::services::people::users::NewMember;

    const EMAIL: &str = "ann@company.example";

    fn vouched(subject: &str, email: Option<&str>, email_verified: bool) -> Vouched {
        let email = email.map(str::to_owned);
        Vouched { issuer: "https://login.example".to_owned(), subject: subject.to_owned(), email, email_verified }
    }

    #[tokio::test]
    async fn somebody_unknown_gets_an_account_without_any_rights() {
        for TestDatabase { database, .. } in each().await {
            let id = person(&database, &vouched("1", Some("Ann@Company.example"), true), &[]).await.unwrap();
            assert_eq!(users::by_email(database.reader(), EMAIL).await.unwrap().unwrap().id, id);
            assert_eq!(memberships::Entity::find().all(database.reader()).await.unwrap().len(), 0);
            // The address may change at the provider: the subject is who somebody is.
            assert_eq!(person(&database, &vouched("1", None, false), &[]).await.unwrap(), id);
        }
    }

    #[tokio::test]
    async fn an_account_is_found_by_a_verified_address_once() {
        for TestDatabase { database, .. } in each().await {
            let ours = organisation(&database).await;
            let new = NewMember { email: EMAIL, organisation_id: ours, role: Role::Hr, until: None, password: None };
            let transaction = database.begin().await.unwrap();
            let member = users::add(&transaction, new, None).await.unwrap();
            transaction.commit().await.unwrap();
            for unverified in [vouched("1", Some(EMAIL), false), vouched("1", None, true)] {
                let refused = person(&database, &unverified, &[]).await;
                assert!(matches!(refused, Err(IdentityError::Unverified)), "{refused:?}");
            }
            let valid = chrono::TimeDelta::hours(24);
            link_token(database.writer(), member.user_id, valid, None).await.unwrap();
            let found = person(&database, &vouched("1", Some(EMAIL), true), &[]).await.unwrap();
            assert_eq!(found, member.user_id);
            // Whoever was given a link to the account before has none now.
            assert_eq!(login_tokens::Entity::find().all(database.reader()).await.unwrap(), []);
            let entry = audit::last(database.reader(), ours).await.unwrap().unwrap();
            assert_eq!((entry.action.as_str(), entry.actor_id), ("user.identity_added", Some(found)));
            let other = person(&database, &vouched("2", Some(EMAIL), true), &[]).await;
            assert!(matches!(other, Err(IdentityError::Other)), "{other:?}");
        }
    }

    #[tokio::test]
    async fn only_domains_that_are_let_in_come_for_the_first_time() {
        for TestDatabase { database, .. } in each().await {
            let domains = ["company.example".to_owned()];
            for email in ["ann@other.example", "ann@sub.company.example", "ann@company.example.evil.example"] {
                let refused = person(&database, &vouched("1", Some(email), true), &domains).await;
                assert!(matches!(refused, Err(IdentityError::Domain)), "{refused:?}");
            }
            assert!(person(&database, &vouched("1", Some(EMAIL), true), &domains).await.is_ok());
        }
    }

    #[tokio::test]
    async fn a_closed_account_and_one_with_a_second_factor_are_not_signed_in() {
        for TestDatabase { database, .. } in each().await {
            let ann = vouched("1", Some(EMAIL), true);
            let id = person(&database, &ann, &[]).await.unwrap();
            let with = |totp_since, disabled_at| accounts::ActiveModel {
                id: Set(id),
                totp_since: Set(totp_since),
                disabled_at: Set(disabled_at),
                ..Default::default()
            };
            accounts::Entity::update(with(Some(now()), None)).exec(database.writer()).await.unwrap();
            let refused = person(&database, &ann, &[]).await;
            assert!(matches!(refused, Err(IdentityError::SecondFactor)), "{refused:?}");
            accounts::Entity::update(with(None, Some(now()))).exec(database.writer()).await.unwrap();
            let refused = person(&database, &ann, &[]).await;
            assert!(matches!(refused, Err(IdentityError::Closed)), "{refused:?}");
        }
    }
}
