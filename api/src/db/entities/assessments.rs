//! Table `assessments`: assessments: made once, never changed.

use sea_orm::entity::prelude::*;

use crate::db::OrganisationId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "assessments")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub organisation_id: OrganisationId,
    /// `queued`, `running`, `done`, `failed` or `cancelled`.
    pub state: String,
    /// Day it is made for.
    pub as_of: Date,
    /// The party whose chain it is.
    pub subject: Option<String>,
    /// Name.
    pub ruleset: String,
    /// Hash.
    pub ruleset_hash: String,
    /// Name, edition and hash of the lists.
    pub lists: Json,
    /// Version of the engine.
    pub engine_version: String,
    /// Scope, worlds, half width, seed.
    pub options: Json,
    /// Revision of the data that it froze.
    pub revision: i64,
    /// Blob of the frozen inputs.
    pub inputs_blob: String,
    /// Hash of the inputs as the engine took them; `None` until it is made.
    pub inputs_hash: Option<String>,
    /// Blob of the result.
    pub result_blob: Option<String>,
    /// Hash that the result states of itself.
    pub result_hash: Option<String>,
    /// The fields of the summary.
    pub summary: Option<Json>,
    /// Why it failed.
    pub problem: Option<Json>,
    /// Who asked for it.
    pub started_by: Option<Uuid>,
    /// When.
    pub created_at: DateTimeUtc,
    /// When it ended.
    pub finished_at: Option<DateTimeUtc>,
    /// Whether its inputs are still there.
    pub replayable: bool,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
