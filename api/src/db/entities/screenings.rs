//! Table `screenings`: runs of parties against lists; kept also where nothing was found.

use sea_orm::entity::prelude::*;

use crate::db::OrganisationId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "screenings")]
pub struct Model {
    /// Id.
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    /// Whose it is.
    pub organisation_id: OrganisationId,
    /// Name, edition and hash of each list.
    pub list_versions: Json,
    /// Revision of the data that was screened.
    pub revision: i64,
    /// Number of parties.
    pub parties: i64,
    /// Number of matches.
    pub found: i64,
    /// Matches that nobody had seen before; none: not counted then.
    pub added: Option<i64>,
    /// Matches that are not found any more; none: not counted then.
    pub lapsed: Option<i64>,
    /// When.
    pub at: DateTimeUtc,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
