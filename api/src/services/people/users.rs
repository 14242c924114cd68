//! People and what they are in organisations.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use secrecy::SecretString;
use serde_json::json;
use thiserror::Error;
use uuid::Uuid;

use super::passwords::{self, PasswordError};
use crate::audit::{self, Event};
use crate::auth::permission::Role;
use crate::db::entities::{memberships, organisations, users};
use crate::db::{OrganisationId, new_id, now};

/// Longest address that mail knows (RFC 5321, 4.5.3.1).
const LONGEST_EMAIL: usize = 254;

/// A person who is to become a member.
#[derive(Clone, Copy, Debug)]
pub struct NewMember<'a> {
    /// Address that the person signs in with.
    pub email: &'a str,
    /// The organisation.
    pub organisation_id: OrganisationId,
    /// What the person is there for.
    pub role: Role,
    /// Last day of the access.
    pub until: Option<NaiveDate>,
    /// A password for somebody who has no account yet.
    pub password: Option<&'a SecretString>,
}

/// A person who became a member.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Member {
    /// The person.
    pub user_id: Uuid,
    /// Whether there was no account before. Where there was one, it belongs to other organisations too: whoever invites must not
    /// be given a way into it.
    pub is_new: bool,
}

/// A person who cannot become a member.
#[derive(Debug, Error)]
pub enum UserError {
    /// No address.
    #[error("`{0}` is no e-mail address; write one such as `name@company.example`")]
    Email(String),
    /// No such organisation.
    #[error("there is no organisation `{0}`")]
    NoOrganisation(OrganisationId),
    /// A member already.
    #[error("`{0}` is a member of this organisation already")]
    Member(String),
    /// There is an account, with a password of its own.
    #[error("`{0}` has an account already; leave the password out")]
    HasAccount(String),
    /// The password is not good enough.
    #[error(transparent)]
    Password(#[from] PasswordError),
    /// Nobody of that address.
    #[error("there is no account `{0}`")]
    Nobody(String),
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

/// Makes somebody a member, with a new account where there is none. Must be called in a transaction.
///
/// # Errors
/// [`UserError`].
pub async fn add(
    connection: &impl ConnectionTrait,
    new: NewMember<'_>,
    actor_id: Option<Uuid>,
) -> Result<Member, UserError> {
    let email = checked_email(new.email)?;
    let organisation = organisations::Entity::find_by_id(new.organisation_id).one(connection).await?;
    let organisation = organisation.ok_or(UserError::NoOrganisation(new.organisation_id))?;
    let account = by_email(connection, &email).await?;
    let (user_id, is_new) = match account {
        Some(_) if new.password.is_some() => return Err(UserError::HasAccount(email)),
        Some(account) => (account.id, false),
        None => (create(connection, &email, &organisation.name, new.password).await?, true),
    };
    let membership = memberships::Entity::find_by_id((new.organisation_id, user_id)).one(connection).await?;
    if membership.is_some() {
        return Err(UserError::Member(email));
    }
    let row = memberships::ActiveModel {
        organisation_id: Set(new.organisation_id),
        user_id: Set(user_id),
        role: Set(new.role.as_str().to_owned()),
        until: Set(new.until),
        scope: Set(None),
        created_at: Set(now()),
    };
    memberships::Entity::insert(row).exec_without_returning(connection).await?;
    let payload = json!({"email": email, "role": new.role.as_str(), "until": new.until});
    let object = format!("user/{user_id}");
    audit::append(
        connection,
        new.organisation_id,
        Event { actor_id, action: "user.added", object, reason: None, payload },
    )
    .await?;
    Ok(Member { user_id, is_new })
}

async fn create(
    connection: &impl ConnectionTrait,
    email: &str,
    organisation: &str,
    password: Option<&SecretString>,
) -> Result<Uuid, UserError> {
    let password_hash = match password {
        Some(password) => {
            passwords::check(password, &[email, organisation])?;
            Some(passwords::hash(password).await?)
        }
        None => None,
    };
    Ok(insert(connection, email, password_hash).await?)
}

/// A new account; `email` must be in the form that accounts are kept under.
pub(super) async fn insert(
    connection: &impl ConnectionTrait,
    email: &str,
    password_hash: Option<String>,
) -> Result<Uuid, DbErr> {
    let id = new_id();
    let row = users::ActiveModel {
        id: Set(id),
        email: Set(email.to_owned()),
        password_hash: Set(password_hash),
        totp_secret: Set(None),
        totp_since: Set(None),
        totp_step: Set(None),
        disabled_at: Set(None),
        created_at: Set(now()),
        version: Set(1),
    };
    users::Entity::insert(row).exec_without_returning(connection).await?;
    Ok(id)
}

/// Changes what a member is there for and until when; `false` where there is no such member. Must be called in a transaction.
///
/// # Errors
/// The database fails.
pub async fn change(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    user_id: Uuid,
    (role, until): (Role, Option<NaiveDate>),
    actor_id: Option<Uuid>,
) -> Result<bool, DbErr> {
    let row = memberships::ActiveModel {
        role: Set(role.as_str().to_owned()),
        until: Set(until),
        ..memberships::ActiveModel::default()
    };
    let done = memberships::Entity::update_many()
        .set(row)
        .filter(memberships::Column::OrganisationId.eq(organisation_id))
        .filter(memberships::Column::UserId.eq(user_id))
        .exec(connection)
        .await?;
    if done.rows_affected == 0 {
        return Ok(false);
    }
    let payload = json!({"role": role.as_str(), "until": until});
    let object = format!("user/{user_id}");
    let event = Event { actor_id, action: "user.changed", object, reason: None, payload };
    audit::append(connection, organisation_id, event).await?;
    Ok(true)
}

/// Ends a membership at once; `false` where there is none. The account stays, as it may belong to other organisations too. Must be
/// called in a transaction.
///
/// # Errors
/// The database fails.
pub async fn remove(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    user_id: Uuid,
    actor_id: Option<Uuid>,
) -> Result<bool, DbErr> {
    let done = memberships::Entity::delete_by_id((organisation_id, user_id)).exec(connection).await?;
    if done.rows_affected == 0 {
        return Ok(false);
    }
    let object = format!("user/{user_id}");
    let event = Event { actor_id, action: "user.removed", object, reason: None, payload: json!({}) };
    audit::append(connection, organisation_id, event).await?;
    Ok(true)
}

/// Gives somebody a new password. Their sessions are for the caller to end.
///
/// # Errors
/// [`UserError::Password`], [`UserError::Nobody`], [`UserError::Database`].
pub async fn set_password(
    connection: &impl ConnectionTrait,
    user_id: Uuid,
    password: &SecretString,
) -> Result<(), UserError> {
    let user = users::Entity::find_by_id(user_id).one(connection).await?;
    let user = user.ok_or_else(|| UserError::Nobody(user_id.to_string()))?;
    passwords::check(password, &[&user.email])?;
    let version = user.version + 1;
    let row = users::ActiveModel {
        id: Set(user_id),
        password_hash: Set(Some(passwords::hash(password).await?)),
        version: Set(version),
        ..Default::default()
    };
    users::Entity::update(row).exec(connection).await?;
    Ok(())
}

/// The account of an address, however it is spelled.
///
/// # Errors
/// The database fails.
pub async fn by_email(connection: &impl ConnectionTrait, email: &str) -> Result<Option<users::Model>, DbErr> {
    users::Entity::find().filter(users::Column::Email.eq(plain(email))).one(connection).await
}

/// An address in the form that accounts are kept under.
///
/// # Errors
/// [`UserError::Email`].
pub fn checked_email(email: &str) -> Result<String, UserError> {
    let plain = plain(email);
    let is_odd =
        |letter: char| letter.is_whitespace() || letter.is_control() || matches!(letter, '<' | '>' | ',' | ';' | '"');
    let is_email = plain.len() <= LONGEST_EMAIL
        && !plain.contains(is_odd)
        && plain.split_once('@').is_some_and(|(name, host)| {
            let labels = || host.split('.');
            !name.is_empty() && !host.contains('@') && labels().count() > 1 && labels().all(|label| !label.is_empty())
        });
    if is_email { Ok(plain) } else { Err(UserError::Email(email.to_owned())) }
}

/// Lower case, without blanks around it.
pub(super) fn plain(email: &str) -> String {
    email.trim().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::test_support::{TestDatabase, each, organisation};

    fn member(organisation_id: OrganisationId, email: &str) -> NewMember<'_> {
        NewMember { email, organisation_id, role: Role::Hr, until: None, password: None }
    }

    #[tokio::test]
    async fn somebody_becomes_a_member_once_per_organisation() {
        for TestDatabase { database, .. } in each().await {
            let (ours, theirs) = (organisation(&database).await, organisation(&database).await);
            let transaction = database.begin().await.unwrap();
            let first = add(&transaction, member(ours, " Hr@Mills.example"), None).await.unwrap();
            assert!(first.is_new);
            assert!(matches!(
                add(&transaction, member(ours, "hr@mills.example"), None).await,
                Err(UserError::Member(_))
            ));
            let again = add(&transaction, member(theirs, "HR@mills.example"), None).await.unwrap();
            assert_eq!(again, Member { user_id: first.user_id, is_new: false });
            transaction.commit().await.unwrap();
            assert_eq!(audit::last(database.reader(), theirs).await.unwrap().unwrap().action, "user.added");
        }
    }

    #[tokio::test]
    async fn a_member_is_changed_and_removed_by_the_own_organisation_only() {
        for TestDatabase { database, .. } in each().await {
            let (ours, theirs) = (organisation(&database).await, organisation(&database).await);
            let transaction = database.begin().await.unwrap();
            let id = add(&transaction, member(ours, "hr@mills.example"), None).await.unwrap().user_id;
            let until = NaiveDate::from_ymd_opt(2026, 12, 31);
            assert!(!change(&transaction, theirs, id, (Role::Admin, None), None).await.unwrap());
            assert!(change(&transaction, ours, id, (Role::Auditor, until), None).await.unwrap());
            let row = memberships::Entity::find_by_id((ours, id)).one(&transaction).await.unwrap().unwrap();
            assert_eq!((row.role.as_str(), row.until), ("auditor", until));
            assert!(!remove(&transaction, theirs, id, None).await.unwrap());
            assert!(remove(&transaction, ours, id, None).await.unwrap());
            assert!(!remove(&transaction, ours, id, None).await.unwrap());
            let entry = audit::last(&transaction, ours).await.unwrap().unwrap();
            assert_eq!((entry.seq, entry.action.as_str()), (3, "user.removed"));
            assert_eq!(audit::last(&transaction, theirs).await.unwrap(), None);
        }
    }

    #[tokio::test]
    async fn an_account_that_is_there_gets_no_password_from_another_organisation() {
        for TestDatabase { database, .. } in each().await {
            let (ours, theirs) = (organisation(&database).await, organisation(&database).await);
            let transaction = database.begin().await.unwrap();
            add(&transaction, member(ours, "hr@mills.example"), None).await.unwrap();
            let password = SecretString::from("bucket orbit lantern plum");
            let taking_over = NewMember { password: Some(&password), ..member(theirs, "hr@mills.example") };
            assert!(matches!(add(&transaction, taking_over, None).await, Err(UserError::HasAccount(_))));
        }
    }

    #[tokio::test]
    async fn a_weak_password_and_an_unknown_organisation_are_refused() {
        for TestDatabase { database, .. } in each().await {
            let ours = organisation(&database).await;
            let transaction = database.begin().await.unwrap();
            let weak = SecretString::from("password1234");
            let new = NewMember { password: Some(&weak), ..member(ours, "hr@mills.example") };
            assert!(matches!(add(&transaction, new, None).await, Err(UserError::Password(_))));
            let nowhere = member(OrganisationId(Uuid::nil()), "hr@mills.example");
            assert!(matches!(add(&transaction, nowhere, None).await, Err(UserError::NoOrganisation(_))));
        }
    }

    #[test]
    fn only_addresses_are_addresses() {
        assert_eq!(checked_email(" Name@Company.example ").unwrap(), "name@company.example");
        for wrong in
            ["", "name", "@company.example", "name@", "name@company", "a b@c.example", "a@b@c.example", "a@c..d"]
        {
            assert!(checked_email(wrong).is_err(), "{wrong}");
        }
    }
}
