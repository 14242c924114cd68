//! Table `reports`: reports that were made of assessments.

use sea_orm::entity::prelude::*;

use crate::db::OrganisationId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "reports")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub organisation_id: OrganisationId,
    /// The assessment.
    pub assessment_id: Uuid,
    /// For whom.
    pub edition: String,
    /// Language tag.
    pub language: String,
    /// `pdf`, `xlsx`, `csv`, `json` or `graphml`.
    pub format: String,
    /// The party of a scorecard.
    pub party_id: Option<String>,
    /// Printed date.
    pub report_date: Date,
    /// `running`, `needs_decision`, `ready` or `failed`.
    pub state: String,
    /// What was found that may be about a person.
    pub personal_data: Option<Json>,
    /// Hash of the file.
    pub sha256: Option<String>,
    /// The file.
    pub file_id: Option<Uuid>,
    /// `publish` or `withhold`.
    pub decision: Option<String>,
    /// Why.
    pub decision_reason: Option<String>,
    /// Who decided.
    pub decided_by: Option<Uuid>,
    /// When.
    pub decided_at: Option<DateTimeUtc>,
    /// Why it failed.
    pub problem: Option<Json>,
    /// Who asked for it.
    pub created_by: Option<Uuid>,
    /// When.
    pub created_at: DateTimeUtc,
    /// Counts changes of this row, from 1.
    pub version: i64,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
