//! Many versions at once, as an upload brings them: a few large statements instead of many small ones.

use std::collections::HashMap;

use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ActiveValue, ColumnTrait, ConnectionTrait, DbErr, QueryFilter, QuerySelect};

use super::{Author, Draft, Versioned, column};
use crate::db::{OrganisationId, insert_many};

/// Keys of one statement.
const KEYS: usize = 5_000;

/// A version that was written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Written {
    /// Its key.
    pub key: String,
    /// Its number.
    pub version: i64,
    /// The hash of its fields.
    pub row_sha256: String,
}

/// Adds versions with these numbers. The caller has seen to it that none of their keys has a current version.
///
/// # Errors
/// The database fails, or a key has a current version.
pub async fn add_many<E: Versioned>(
    connection: &impl ConnectionTrait,
    author: &Author,
    revision: i64,
    drafts: Vec<(Draft, i64)>,
) -> Result<Vec<Written>, DbErr> {
    let sha256 = column::<E>("row_sha256")?;
    let mut rows = Vec::with_capacity(drafts.len());
    let mut written = Vec::with_capacity(drafts.len());
    for (draft, version) in drafts {
        let key = draft.key.clone();
        let row = draft.into_row::<E>(author, revision, version)?;
        let (ActiveValue::Set(sea_orm::Value::String(Some(row_sha256)))
        | ActiveValue::Unchanged(sea_orm::Value::String(Some(row_sha256)))) = row.get(sha256)
        else {
            return Err(DbErr::Custom("a version without a hash".to_owned()));
        };
        written.push(Written { key, version, row_sha256: row_sha256.clone() });
        rows.push(row);
    }
    insert_many(connection, rows).await?;
    Ok(written)
}

/// Ends the current versions of keys at a revision; gives how many there were.
///
/// # Errors
/// The database fails.
pub async fn end_many<E: Versioned>(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    keys: &[&str],
    revision: i64,
) -> Result<u64, DbErr> {
    let mut ended = 0;
    for keys in keys.chunks(KEYS) {
        let change = E::update_many()
            .col_expr(column::<E>("to_revision")?, Expr::value(revision))
            .filter(column::<E>("organisation_id")?.eq(organisation_id))
            .filter(column::<E>("key")?.is_in(keys.iter().copied()))
            .filter(column::<E>("to_revision")?.is_null());
        ended += change.exec(connection).await?.rows_affected;
    }
    Ok(ended)
}

/// Whether an organisation has any version in a table.
///
/// # Errors
/// The database fails.
pub async fn has_any<E: Versioned>(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
) -> Result<bool, DbErr> {
    let one: Option<String> = E::find()
        .select_only()
        .column(column::<E>("key")?)
        .filter(column::<E>("organisation_id")?.eq(organisation_id))
        .limit(1)
        .into_tuple()
        .one(connection)
        .await?;
    Ok(one.is_some())
}

/// The number of the last version of each of these keys that has one.
///
/// # Errors
/// The database fails.
pub async fn last_versions<E: Versioned>(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    keys: &[&str],
) -> Result<HashMap<String, i64>, DbErr> {
    let mut last = HashMap::with_capacity(keys.len());
    for keys in keys.chunks(KEYS) {
        let found: Vec<(String, i64)> = E::find()
            .select_only()
            .column(column::<E>("key")?)
            .column_as(column::<E>("version")?.max(), "last")
            .filter(column::<E>("organisation_id")?.eq(organisation_id))
            .filter(column::<E>("key")?.is_in(keys.iter().copied()))
            .group_by(column::<E>("key")?)
            .into_tuple()
            .all(connection)
            .await?;
        last.extend(found);
    }
    Ok(last)
}
