//! Table `files`: files as they came: originals of uploads, evidence, reports.

use sea_orm::entity::prelude::*;

use crate::db::OrganisationId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "files")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub organisation_id: OrganisationId,
    /// Name, without folders.
    pub name: String,
    /// What the content is, by looking at it.
    pub media_type: String,
    /// Size.
    pub bytes: i64,
    /// Hash of the content.
    pub sha256: String,
    /// `not_scanned`, `clean` or `infected`.
    pub scan: String,
    /// When it came.
    pub created_at: DateTimeUtc,
    /// When the content was erased.
    pub erased_at: Option<DateTimeUtc>,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
