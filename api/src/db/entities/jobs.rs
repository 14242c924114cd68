//! Table `jobs`: background work. A worker leases a job; when the lease runs out another takes it up.

use sea_orm::entity::prelude::*;

use crate::db::OrganisationId;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "jobs")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub organisation_id: OrganisationId,
    /// What is to be done.
    pub kind: String,
    /// What it is done to.
    pub object_id: Option<Uuid>,
    /// How.
    pub payload: Json,
    /// `queued`, `running`, `done`, `failed` or `cancelled`.
    pub state: String,
    /// What it is at.
    pub stage: Option<String>,
    /// 0 to 1.
    pub progress: f64,
    /// Why it failed.
    pub problem: Option<Json>,
    /// Worker that has it.
    pub lease_owner: Option<Uuid>,
    /// How long.
    pub lease_until: Option<DateTimeUtc>,
    /// How often it was started.
    pub attempts: i64,
    /// Whether it should stop.
    pub cancel_requested: bool,
    /// Who asked for it.
    pub created_by: Option<Uuid>,
    /// When.
    pub created_at: DateTimeUtc,
    /// When it ended.
    pub finished_at: Option<DateTimeUtc>,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
