//! Table `idempotency`: answers to writes that named a key, kept for a day.

use sea_orm::entity::prelude::*;

use crate::db::OrganisationId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "idempotency")]
pub struct Model {
    /// Whose it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: OrganisationId,
    /// Who wrote.
    #[sea_orm(primary_key, auto_increment = false)]
    pub actor_id: Uuid,
    /// The key that the caller chose.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// Hash of method, address and body.
    pub request_sha256: String,
    /// Status of the answer; none: the first request is still running.
    pub status: Option<i64>,
    /// Headers of the answer worth repeating.
    pub headers: Option<Json>,
    /// Body of the answer.
    pub body: Option<Vec<u8>>,
    /// When it may be forgotten.
    pub expires_at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
