//! Table `matches`: possible matches with lists and possible duplicates, with what was decided.

use sea_orm::entity::prelude::*;

use crate::db::OrganisationId;

/// A row.
#[derive(Clone, Debug, PartialEq, DeriveEntityModel)]
#[sea_orm(table_name = "matches")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub organisation_id: OrganisationId,
    /// `list` or `duplicate`.
    pub kind: String,
    /// The party.
    pub party_id: String,
    /// The list entry or the other party.
    pub other: String,
    /// Edition of the list.
    pub list_version: Option<String>,
    /// Weight of the match in bits.
    pub bits: f64,
    /// What was compared.
    pub fields: Json,
    /// Which pair it is, whatever its fields.
    pub pair_key: String,
    /// Hash of the compared fields: a decision holds until it changes.
    pub fields_sha256: String,
    /// `undecided`, `confirmed` or `rejected`.
    pub state: String,
    /// Who decided.
    pub decided_by: Option<Uuid>,
    /// When.
    pub decided_at: Option<DateTimeUtc>,
    /// Why.
    pub reason: Option<String>,
    /// When it was found.
    pub created_at: DateTimeUtc,
    /// Counts changes of this row, from 1.
    pub version: i64,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
