//! Table `list_entries`: entries of lists.

use sea_orm::entity::prelude::*;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "list_entries")]
pub struct Model {
    /// The list.
    #[sea_orm(primary_key, auto_increment = false)]
    pub list_id: Uuid,
    /// Order, from 0.
    #[sea_orm(primary_key, auto_increment = false)]
    pub position: i64,
    /// Name.
    pub name: String,
    /// Country.
    pub country: Option<String>,
    /// The entry in template field names: canonical JSON.
    pub fields: String,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
