//! Table `login_attempts`: attempts to sign in, counted per account and per address.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "login_attempts")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Hash of the address that was typed, so that mistyped passwords do not stay here.
    pub account_sha256: String,
    /// Network address it came from.
    pub address: String,
    /// When.
    pub at: DateTimeUtc,
    /// Whether it was the right password or token.
    pub succeeded: bool,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
