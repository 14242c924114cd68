//! Table `api_keys`: keys of machines.

use sea_orm::entity::prelude::*;

use crate::db::OrganisationId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "api_keys")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub organisation_id: OrganisationId,
    /// What it is for.
    pub name: String,
    /// Hash of the key.
    pub key_sha256: String,
    /// What it may do, as a person's role.
    pub role: String,
    /// Whether it may only read.
    pub read_only: bool,
    /// Last moment it works.
    pub expires_at: DateTimeUtc,
    /// When it was taken back.
    pub revoked_at: Option<DateTimeUtc>,
    /// Last request, to the hour.
    pub last_used_at: Option<DateTimeUtc>,
    /// Who made it; none: the command line.
    pub created_by: Option<Uuid>,
    /// When.
    pub created_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
