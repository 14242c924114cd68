//! Table `organisations`: organisations: tenants, who see nothing of each other.

use sea_orm::entity::prelude::*;

use crate::db::OrganisationId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "organisations")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: OrganisationId,
    /// Name, as it stands in reports.
    pub name: String,
    /// IANA name of the time zone that says which day it is.
    pub time_zone: String,
    /// ISO 4217 code that amounts are shown in.
    pub currency: String,
    /// Days after which originals may be erased; none: kept.
    pub retention_days: Option<i64>,
    /// Whether erasure and retention are stopped.
    pub legal_hold: bool,
    /// Number of the last change to its data; every change counts one up.
    pub revision: i64,
    /// When it was made.
    pub created_at: DateTimeUtc,
    /// Counts changes of this row, from 1.
    pub version: i64,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
