//! Table `watchlist`: names that an organisation wants to be warned about, one row a version.

use sea_orm::entity::prelude::*;

use crate::db::OrganisationId;

/// A row.
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "watchlist")]
pub struct Model {
    /// Whose it is.
    #[sea_orm(primary_key, auto_increment = false)]
    pub organisation_id: OrganisationId,
    /// UUID of the entry.
    #[sea_orm(primary_key, auto_increment = false)]
    pub key: String,
    /// Counts the versions of this key, from 1; the row's entity tag.
    #[sea_orm(primary_key, auto_increment = false)]
    pub version: i64,
    /// Hash of the fields by which a file's row is the same row as before.
    pub identity: String,
    /// The organisation's name of its list.
    pub list: String,
    /// The name that is looked for.
    pub name: String,
    /// As it was given.
    pub country: Option<String>,
    /// The row in template field names: canonical JSON without nulls.
    pub fields: String,
    /// SHA-256 of `fields`.
    pub row_sha256: String,
    /// First day it holds; none: always did.
    pub valid_from: Option<Date>,
    /// Last day it holds; none: still does.
    pub valid_to: Option<Date>,
    /// Revision of the organisation's data that brought this version.
    pub from_revision: i64,
    /// Revision that replaced or took it back; none: current.
    pub to_revision: Option<i64>,
    /// When it was written.
    pub recorded_at: DateTimeUtc,
    /// Who wrote it; none: the program itself.
    pub recorded_by: Option<Uuid>,
    /// Whose list it came from.
    pub sender: Option<String>,
    /// Upload that brought it.
    pub upload_id: Option<Uuid>,
}

/// Joins are written where they are needed.
#[derive(Clone, Copy, Debug, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
