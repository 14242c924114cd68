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
    /// Secret of the second factor, encrypted.
    pub totp_secret: Option<Vec<u8>>,
    /// Since when the second factor is asked for; none: it was never confirmed.
    pub totp_since: Option<DateTimeUtc>,
    /// The last step whose code was used; a code works once.
    pub totp_step: Option<i64>,
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
