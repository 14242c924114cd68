//! Table `rulesets`: rulesets that were added; used versions stay.

use sea_orm::entity::prelude::*;

use crate::db::OrganisationId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "rulesets")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is; none: everybody's.
    pub organisation_id: Option<OrganisationId>,
    /// Name.
    pub name: String,
    /// Version.
    pub ruleset_version: String,
    /// Hash of its canonical form.
    pub hash: String,
    /// Its files as a zip.
    pub archive: Vec<u8>,
    /// Whether new assessments take it.
    pub active: bool,
    /// Who added it.
    pub created_by: Option<Uuid>,
    /// When.
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
