//! Table `party_identifiers`: registered numbers of parties, per version of the party.

use sea_orm::entity::prelude::*;

use crate::db::OrganisationId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "party_identifiers")]
pub struct Model {
    /// Whose it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: OrganisationId,
    /// The party.
    #[sea_orm(primary_key, auto_increment = false)]
    pub party_id: String,
    /// Version of the party that says so.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    /// `lei`, `os_id`, `duns` or `tax_id`.
    #[sea_orm(primary_key, auto_increment = false)]
    pub scheme: String,
    /// The number, as it was given.
    pub value: String,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
