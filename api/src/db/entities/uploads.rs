//! Table `uploads`: uploads from the first check to the undo.

use sea_orm::entity::prelude::*;

use crate::db::OrganisationId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "uploads")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub organisation_id: OrganisationId,
    /// `checking`, `checked`, `committed`, `undone` or `failed`.
    pub state: String,
    /// Whose list it is.
    pub sender: Option<String>,
    /// `merge` or `snapshot`.
    pub mode: String,
    /// Headers that the user assigned to fields.
    pub mapping: Option<Json>,
    /// Cells that the user corrected.
    pub corrections: Option<Json>,
    /// Revision that the check compared with.
    pub base_revision: i64,
    /// Revision that the commit made.
    pub revision: Option<i64>,
    /// Revision that the undo made.
    pub undo_revision: Option<i64>,
    /// Rows by table and outcome.
    pub counts: Option<Json>,
    /// Why it failed.
    pub problem: Option<Json>,
    /// Who sent it.
    pub created_by: Option<Uuid>,
    /// When.
    pub created_at: DateTimeUtc,
    /// When it was committed.
    pub committed_at: Option<DateTimeUtc>,
    /// Counts changes of this row, from 1.
    pub version: i64,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
