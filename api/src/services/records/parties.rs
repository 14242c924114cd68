//! What belongs to a party beside its row: numbers of registries, and the links that end with it.

use chrono::NaiveDate;
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, ExprTrait, QueryFilter};
use serde_json::Value;

use super::{Author, Draft, Version, current, replace};
use crate::db::OrganisationId;
use crate::db::entities::{links, party_identifiers};
use crate::services::rows::Row;

/// Identifiers that registries give.
const SCHEMES: [&str; 4] = ["lei", "os_id", "duns", "tax_id"];

/// The numbers of registries that a version of a party says, as rows.
pub fn identifiers(
    organisation_id: OrganisationId,
    party_id: &str,
    version: i64,
    fields: &Row,
) -> Vec<party_identifiers::ActiveModel> {
    let row = |scheme: &&str| {
        let value = fields.get(*scheme).and_then(Value::as_str)?;
        Some(party_identifiers::ActiveModel {
            organisation_id: Set(organisation_id),
            party_id: Set(party_id.to_owned()),
            version: Set(version),
            scheme: Set((*scheme).to_owned()),
            value: Set(value.to_owned()),
        })
    };
    SCHEMES.iter().filter_map(row).collect()
}

/// The links of a party end with it.
///
/// # Errors
/// The database fails.
pub async fn end_links(
    connection: &impl ConnectionTrait,
    author: &Author,
    revision: i64,
    party_id: &str,
    last: NaiveDate,
) -> Result<(), DbErr> {
    let ends = links::Column::SupplierId.eq(party_id).or(links::Column::BuyerId.eq(party_id));
    let holds = links::Column::ValidTo.is_null().or(links::Column::ValidTo.gt(last));
    let found = current::<links::Entity>(author.organisation_id)?.filter(ends).filter(holds);
    for model in found.all(connection).await? {
        let version = Version::of::<links::Entity>(&model)?;
        let draft = Draft { valid_to: Some(last), ..Draft::new(version.key.clone(), version.fields) };
        replace::<links::Entity>(connection, author, revision, version.version, draft).await?;
    }
    Ok(())
}
