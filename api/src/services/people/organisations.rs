//! Organisations.

use chrono_tz::Tz;
use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait};
use serde_json::json;
use thiserror::Error;
use uuid::Uuid;

use crate::audit::{self, Event};
use crate::db::entities::organisations;
use crate::db::{OrganisationId, new_id, now};

/// The time zone of an organisation that names none.
pub const USUAL_TIME_ZONE: &str = "UTC";
/// The currency of an organisation that names none.
pub const USUAL_CURRENCY: &str = "USD";
/// Longest name, in characters.
const LONGEST_NAME: usize = 200;

/// An organisation that is to be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NewOrganisation<'a> {
    /// Name, as it stands in reports.
    pub name: &'a str,
    /// IANA name of its time zone.
    pub time_zone: &'a str,
    /// ISO 4217 code of the currency that amounts are shown in.
    pub currency: &'a str,
}

/// An organisation that cannot be made.
#[derive(Debug, Error)]
pub enum OrganisationError {
    /// No name, or a very long one.
    #[error("the name of an organisation has between 1 and {LONGEST_NAME} characters")]
    Name,
    /// No such time zone.
    #[error("unknown time zone `{0}`; write one such as `Asia/Tashkent` or `UTC`")]
    TimeZone(String),
    /// No currency.
    #[error("`{0}` is no currency; write the three letters of ISO 4217, such as `USD`")]
    Currency(String),
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

/// Makes an organisation. Must be called in a transaction.
///
/// # Errors
/// [`OrganisationError`].
pub async fn create(
    connection: &impl ConnectionTrait,
    new: NewOrganisation<'_>,
    actor_id: Option<Uuid>,
) -> Result<OrganisationId, OrganisationError> {
    let name = checked_name(new.name)?;
    let time_zone = checked_time_zone(new.time_zone)?;
    let currency = checked_currency(new.currency)?;
    let id = OrganisationId(new_id());
    let row = organisations::ActiveModel {
        id: Set(id),
        name: Set(name.to_owned()),
        time_zone: Set(time_zone.name().to_owned()),
        currency: Set(currency.to_owned()),
        retention_days: Set(None),
        legal_hold: Set(false),
        revision: Set(0),
        created_at: Set(now()),
        version: Set(1),
    };
    organisations::Entity::insert(row).exec_without_returning(connection).await?;
    let payload = json!({"name": name, "time_zone": time_zone.name(), "currency": currency});
    let object = format!("organisation/{id}");
    audit::append(connection, id, Event { actor_id, action: "organisation.created", object, reason: None, payload })
        .await?;
    Ok(id)
}

/// A name without blanks around it.
///
/// # Errors
/// It is empty or too long.
pub fn checked_name(name: &str) -> Result<&str, OrganisationError> {
    let name = name.trim();
    let is_good = !name.is_empty() && name.chars().count() <= LONGEST_NAME && !name.contains(char::is_control);
    if is_good { Ok(name) } else { Err(OrganisationError::Name) }
}

/// A time zone by its IANA name.
///
/// # Errors
/// There is none of that name.
pub fn checked_time_zone(name: &str) -> Result<Tz, OrganisationError> {
    name.trim().parse().map_err(|_| OrganisationError::TimeZone(name.to_owned()))
}

/// A currency code.
///
/// # Errors
/// It is not three capital letters.
pub fn checked_currency(code: &str) -> Result<&str, OrganisationError> {
    let code = code.trim();
    let is_code = code.len() == 3 && code.chars().all(|letter| letter.is_ascii_uppercase());
    if is_code { Ok(code) } else { Err(OrganisationError::Currency(code.to_owned())) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::test_support::{TestDatabase, each};

    const MILLS: NewOrganisation<'static> =
        NewOrganisation { name: " Mills ", time_zone: "Asia/Tashkent", currency: "UZS" };

    #[tokio::test]
    async fn an_organisation_is_stored_and_told_in_the_log() {
        for TestDatabase { database, .. } in each().await {
            let transaction = database.begin().await.unwrap();
            let id = create(&transaction, MILLS, None).await.unwrap();
            transaction.commit().await.unwrap();
            let row = organisations::Entity::find_by_id(id).one(database.reader()).await.unwrap().unwrap();
            assert_eq!((row.name.as_str(), row.time_zone.as_str(), row.revision), ("Mills", "Asia/Tashkent", 0));
            let entry = audit::last(database.reader(), id).await.unwrap().unwrap();
            assert_eq!((entry.seq, entry.action.as_str()), (1, "organisation.created"));
        }
    }

    #[tokio::test]
    async fn what_is_not_right_is_refused() {
        for TestDatabase { database, .. } in each().await {
            for wrong in [
                NewOrganisation { name: " ", ..MILLS },
                NewOrganisation { time_zone: "Asia/Nowhere", ..MILLS },
                NewOrganisation { currency: "sum", ..MILLS },
            ] {
                assert!(create(database.writer(), wrong, None).await.is_err(), "{wrong:?}");
            }
            assert_eq!(organisations::Entity::find().all(database.reader()).await.unwrap().len(), 0);
        }
    }
}
