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
    /// The id under which the matching record stands, where it was merged into the party.
    pub record: Option<String>,
    /// The list entry or the other party.
    pub other: String,
    /// What the list is called; none for two parties.
    pub list: Option<String>,
    /// SHA-256 of the list as it was screened last.
    pub list_version: Option<String>,
    /// Weight of the match in bits.
    pub bits: f64,
    /// `review`, `match`, or `no` for a pair that is shown only because somebody decided about it.
    pub zone: Option<String>,
    /// What was compared.
    pub fields: Json,
    /// Which pair it is, whatever its fields.
    pub pair_key: String,
    /// Hash of the compared fields: a decision holds until it changes.
    pub fields_sha256: String,
    /// `undecided`, `confirmed` or `rejected`; `lapsed` where nobody decided before the two were no longer alike.
    pub state: String,
    /// Who decided.
    pub decided_by: Option<Uuid>,
    /// When.
    pub decided_at: Option<DateTimeUtc>,
    /// Why.
    pub reason: Option<String>,
    /// The row of `evidence` or `merges` by which the decision acts; none where nobody decided here, or where it does not act yet.
    pub acts_by: Option<String>,
    /// The screening that put it into the queue last.
    pub screening_id: Option<Uuid>,
    /// Since when it is not found any more; none: it still is.
    pub gone_at: Option<DateTimeUtc>,
    /// When it was found.
    pub created_at: DateTimeUtc,
    /// Counts changes of this row, from 1.
    pub version: i64,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
