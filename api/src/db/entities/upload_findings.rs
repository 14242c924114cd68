//! Table `upload_findings`: what the check of an upload found.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "upload_findings")]
pub struct Model {
    /// The upload.
    #[sea_orm(primary_key, auto_increment = false)]
    pub upload_id: Uuid,
    /// Order, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    /// File.
    pub file: String,
    /// Sheet.
    pub sheet: Option<String>,
    /// Row.
    pub row_number: Option<i64>,
    /// Column.
    pub column_name: Option<String>,
    /// The value, shortened.
    pub value: Option<String>,
    /// Rule.
    pub rule: String,
    /// `error`, `warning` or `notice`.
    pub severity: String,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub fix: String,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
