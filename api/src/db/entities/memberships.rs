//! Table `memberships`: what a person is in an organisation.

use sea_orm::entity::prelude::*;

use crate::db::OrganisationId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "memberships")]
pub struct Model {
    /// Whose it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: OrganisationId,
    /// The person.
    #[sea_orm(primary_key, auto_increment = false)]
    pub user_id: Uuid,
    /// `compliance`, `auditor`, `hr` or `admin`.
    pub role: String,
    /// Last day of the access, in the organisation's time zone.
    pub until: Option<Date>,
    /// Assessments that the access is limited to; none: everything the role may see.
    pub scope: Option<Json>,
    /// When it was granted.
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
