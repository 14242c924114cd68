//! Table `sessions`: browsers that are signed in.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "sessions")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Hash of the cookie's token.
    pub token_sha256: String,
    /// The person.
    pub user_id: Uuid,
    /// What writes by cookie must repeat.
    pub csrf_token: String,
    /// When the person signed in.
    pub created_at: DateTimeUtc,
    /// Last request.
    pub last_seen_at: DateTimeUtc,
    /// End, however busy.
    pub expires_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
