//! What a row is checked against: its organisation, and the parties that it names.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use serde_json::Value;

use super::current;
use crate::db::OrganisationId;
use crate::db::entities::{organisations, parties};
use crate::services::rows::Row;

/// An organisation that a caller is a member of.
///
/// # Errors
/// The database fails, or the organisation was removed between two looks.
pub async fn organisation(
    connection: &impl ConnectionTrait,
    id: OrganisationId,
) -> Result<organisations::Model, DbErr> {
    let found = organisations::Entity::find_by_id(id).one(connection).await?;
    found.ok_or_else(|| DbErr::RecordNotFound("organisation".to_owned()))
}

/// Id, name and country of the parties with these ids, as far as they are there.
///
/// # Errors
/// The database fails.
pub async fn parties_called(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    ids: &[&str],
) -> Result<Vec<Row>, DbErr> {
    let found = current::<parties::Entity>(organisation_id)?
        .filter(parties::Column::Key.is_in(ids.iter().copied()))
        .all(connection)
        .await?;
    let row = |party: parties::Model| {
        let country = party.country.map_or(Value::Null, Value::from);
        [("supplier_id", Value::from(party.key)), ("name", Value::from(party.name)), ("country", country)]
            .into_iter()
            .map(|(name, value)| (name.to_owned(), value))
            .collect()
    };
    Ok(found.into_iter().map(row).collect())
}
