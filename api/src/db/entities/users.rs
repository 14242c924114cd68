//! Table `users`: people who sign in. What they may do stands in their memberships.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "users")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Address in lower case.
    pub email: String,
    /// Argon2id hash in PHC form; none: only login links work.
    pub password_hash: Option<String>,
    /// Second factor, encrypted.
    pub totp_secret: Option<Vec<u8>>,
    /// When the account was closed.
    pub disabled_at: Option<DateTimeUtc>,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// Counts changes of this row, from 1.
    pub version: i64,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
