//! Table `user_identities`: who people are at providers that vouch for them.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user_identities")]
pub struct Model {
    /// The provider, by its address.
    #[sea_orm(primary_key, auto_increment = false)]
    pub issuer: String,
    /// Whom the provider means; it never gives the same to anybody else.
    #[sea_orm(primary_key, auto_increment = false)]
    pub subject: String,
    /// The person here.
    pub user_id: Uuid,
    /// When the two were put together.
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
