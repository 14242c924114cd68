//! Table `questionnaires`: questions to suppliers over an expiring link.

use sea_orm::entity::prelude::*;

use crate::db::OrganisationId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "questionnaires")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub organisation_id: OrganisationId,
    /// The supplier.
    pub party_id: String,
    /// Language tag.
    pub language: String,
    /// Last day.
    pub expires_on: Date,
    /// Hash of the link's token.
    pub token_sha256: String,
    /// `open`, `submitted`, `revoked`.
    pub state: String,
    /// What is asked, in order.
    pub questions: Json,
    /// What was answered so far.
    pub answers: Json,
    /// When it was sent.
    pub submitted_at: Option<DateTimeUtc>,
    /// Who sent the link.
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
