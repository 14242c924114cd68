//! Table `lists`: official and own lists, one row an edition.

use sea_orm::entity::prelude::*;

use crate::db::OrganisationId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "lists")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is; none: everybody's.
    pub organisation_id: Option<OrganisationId>,
    /// Name of the list.
    pub name: String,
    /// Which edition.
    pub edition: String,
    /// Day it shows.
    pub as_of: Option<Date>,
    /// Hash of its rows.
    pub sha256: String,
    /// Whether it is the whole list.
    pub completeness: String,
    /// Number of entries.
    pub row_count: i64,
    /// Whether parties are screened against it.
    pub active: bool,
    /// Hash of its file among the blobs, for a newer version of a published list; none: its rows are entries.
    pub blob: Option<String>,
    /// Name of the file that it came from.
    pub imported_from: Option<String>,
    /// Who brought it.
    pub created_by: Option<Uuid>,
    /// When it came.
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
