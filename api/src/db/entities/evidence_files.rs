//! Table `evidence_files`: files that support evidence.

use sea_orm::entity::prelude::*;

use crate::db::OrganisationId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "evidence_files")]
pub struct Model {
    /// Whose it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: OrganisationId,
    /// The evidence.
    #[sea_orm(primary_key, auto_increment = false)]
    pub evidence_key: String,
    /// The file.
    #[sea_orm(primary_key, auto_increment = false)]
    pub file_id: Uuid,
    /// When.
    pub added_at: DateTimeUtc,
    /// Who added it.
    pub added_by: Option<Uuid>,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
