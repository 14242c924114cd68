//! Reading and writing versions.

use sea_orm::sea_query::{Expr, ExprTrait, LockType};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect, Select};

use super::{Author, Draft, Versioned, column};
use crate::db::OrganisationId;
use crate::db::entities::organisations;

/// Rows of one statement: with the widest table some 15,000 values, half of what SQLite takes.
const BATCH: usize = 500;

/// The current versions of an organisation.
///
/// # Errors
/// The table has no versions: a defect.
pub fn current<E: Versioned>(organisation_id: OrganisationId) -> Result<Select<E>, DbErr> {
    Ok(of::<E>(organisation_id)?.filter(column::<E>("to_revision")?.is_null()))
}

/// The current version of a key.
///
/// # Errors
/// The database fails.
pub async fn one<E: Versioned>(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    key: &str,
) -> Result<Option<E::Model>, DbErr> {
    current::<E>(organisation_id)?.filter(column::<E>("key")?.eq(key)).one(connection).await
}

/// Every version of a key, the newest first.
///
/// # Errors
/// The database fails.
pub async fn history<E: Versioned>(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    key: &str,
) -> Result<Vec<E::Model>, DbErr> {
    let all = of::<E>(organisation_id)?.filter(column::<E>("key")?.eq(key));
    all.order_by_desc(column::<E>("version")?).all(connection).await
}

/// Keeps other writers of the organisation waiting until the transaction ends, and gives the organisation as it is then. A
/// transaction that writes more than one row calls it, or [`next_revision`], before anything else: two transactions then wait
/// for each other at the same place and never in a circle.
///
/// # Errors
/// The database fails, or the organisation is not there.
pub async fn hold(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
) -> Result<organisations::Model, DbErr> {
    // On SQLite the transaction is alone anyway. A weaker lock than for deletion, because rows that refer to the organisation
    // are added beside it.
    organisations::Entity::find_by_id(organisation_id)
        .lock(LockType::NoKeyUpdate)
        .one(connection)
        .await?
        .ok_or_else(|| DbErr::RecordNotFound(format!("organisation {organisation_id}")))
}

/// Counts the organisation's data one revision on. Everything of one transaction belongs to one revision; on PostgreSQL the row
/// of the organisation keeps other writers waiting until the transaction ends, so that what is read after this call stays true.
///
/// # Errors
/// The database fails.
pub async fn next_revision(connection: &impl ConnectionTrait, organisation_id: OrganisationId) -> Result<i64, DbErr> {
    use organisations::{Column, Entity};
    Entity::update_many()
        .col_expr(Column::Revision, Expr::col(Column::Revision).add(1))
        .filter(Column::Id.eq(organisation_id))
        .exec(connection)
        .await?;
    let row = Entity::find_by_id(organisation_id).one(connection).await?;
    row.map(|row| row.revision).ok_or_else(|| DbErr::RecordNotFound("organisation".to_owned()))
}

/// Adds a row, as the next version of its key where there were versions before. The caller has seen to it that none is current.
///
/// # Errors
/// The database fails, or a version is current.
pub async fn add<E: Versioned>(
    connection: &impl ConnectionTrait,
    author: &Author,
    revision: i64,
    draft: Draft,
) -> Result<i64, DbErr> {
    let version = of::<E>(author.organisation_id)?
        .filter(column::<E>("key")?.eq(draft.key.as_str()))
        .select_only()
        .column_as(column::<E>("version")?.max(), "last")
        .into_tuple::<Option<i64>>()
        .one(connection)
        .await?
        .flatten()
        .unwrap_or(0)
        + 1;
    let row = draft.into_row::<E>(author, revision, version)?;
    E::insert(row).exec_without_returning(connection).await?;
    Ok(version)
}

/// Adds rows of keys that have no version yet, many with each statement.
///
/// # Errors
/// The database fails, or a key has a version.
pub async fn add_new<E: Versioned>(
    connection: &impl ConnectionTrait,
    author: &Author,
    revision: i64,
    drafts: Vec<Draft>,
) -> Result<(), DbErr> {
    let mut rows = drafts.into_iter().map(|draft| draft.into_row::<E>(author, revision, 1));
    loop {
        let batch: Vec<E::ActiveModel> = rows.by_ref().take(BATCH).collect::<Result<_, _>>()?;
        if batch.is_empty() {
            return Ok(());
        }
        E::insert_many(batch).exec_without_returning(connection).await?;
    }
}

/// Ends a version at a revision; `false` where it is not the current one any more.
///
/// # Errors
/// The database fails.
pub async fn end<E: Versioned>(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    key: &str,
    version: i64,
    revision: i64,
) -> Result<bool, DbErr> {
    let ended = E::update_many()
        .col_expr(column::<E>("to_revision")?, Expr::value(revision))
        .filter(column::<E>("organisation_id")?.eq(organisation_id))
        .filter(column::<E>("key")?.eq(key))
        .filter(column::<E>("version")?.eq(version))
        .filter(column::<E>("to_revision")?.is_null())
        .exec(connection)
        .await?;
    Ok(ended.rows_affected == 1)
}

/// Puts a new version in the place of the current one; `None` where that is not the one meant any more.
///
/// # Errors
/// The database fails.
pub async fn replace<E: Versioned>(
    connection: &impl ConnectionTrait,
    author: &Author,
    revision: i64,
    present: i64,
    draft: Draft,
) -> Result<Option<i64>, DbErr> {
    if !end::<E>(connection, author.organisation_id, &draft.key, present, revision).await? {
        return Ok(None);
    }
    add::<E>(connection, author, revision, draft).await.map(Some)
}

fn of<E: Versioned>(organisation_id: OrganisationId) -> Result<Select<E>, DbErr> {
    Ok(E::find().filter(column::<E>("organisation_id")?.eq(organisation_id)))
}
