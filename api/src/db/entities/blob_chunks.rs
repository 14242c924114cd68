//! Table `blob_chunks`: compressed contents of blobs in pieces of at most 1 MiB.

use sea_orm::entity::prelude::*;

use crate::db::OrganisationId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "blob_chunks")]
pub struct Model {
    /// Whose it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: OrganisationId,
    /// The blob.
    #[sea_orm(primary_key, auto_increment = false)]
    pub sha256: String,
    /// Number of the piece, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub seq: i64,
    /// The piece.
    pub data: Vec<u8>,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
