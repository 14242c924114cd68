//! Table `party_aliases`: other names of parties, per version of the party.

use sea_orm::entity::prelude::*;

use crate::db::OrganisationId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "party_aliases")]
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
    /// The other name.
    #[sea_orm(primary_key, auto_increment = false)]
    pub alias: String,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
