//! Table `upload_rows`: rows of an upload that is not committed yet.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upload_rows")]
pub struct Model {
    /// The upload.
    #[sea_orm(primary_key, auto_increment = false)]
    pub upload_id: Uuid,
    /// Order, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    /// Table.
    pub table_name: String,
    /// Key of the record it means.
    pub key: String,
    /// `new`, `changed`, `unchanged`, `duplicate`, `broken` or `absent`.
    pub outcome: String,
    /// The row as canonical JSON.
    pub fields: Option<String>,
    /// File, sheet and row.
    pub place: Json,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
