//! Table `upload_files`: tables that an upload brought: one row a file and sheet.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upload_files")]
pub struct Model {
    /// The upload.
    #[sea_orm(primary_key, auto_increment = false)]
    pub upload_id: Uuid,
    /// Order, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    /// Name of the file.
    pub name: String,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Hash of the file.
    pub sha256: String,
    /// Table it was recognised as.
    pub table_name: Option<String>,
    /// Headers and the fields they were read as.
    pub columns: Json,
    /// The original.
    pub file_id: Uuid,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
