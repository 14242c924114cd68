//! Table `blobs`: large inputs and results, compressed, by the hash of what they hold.

use sea_orm::entity::prelude::*;

use crate::db::OrganisationId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "blobs")]
pub struct Model {
    /// Whose it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: OrganisationId,
    /// Hash of the content before compression.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sha256: String,
    /// Size before compression.
    pub raw_bytes: i64,
    /// Size as stored.
    pub stored_bytes: i64,
    /// `gzip`.
    pub encoding: String,
    /// When it was stored.
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
