//! Frozen inputs: the copy of all rows that an assessment was made from. Without it the result stays, and cannot be made again.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use uuid::Uuid;

use super::Erased;
use crate::db::OrganisationId;
use crate::db::entities::assessments::{Column, Entity, Model};
use crate::services::blobs;

/// Erases the frozen inputs of one assessment; `None` where there is no such assessment.
pub(super) async fn one<C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
    id: Uuid,
) -> Result<Option<Erased>, DbErr> {
    let found = Entity::find_by_id(id).filter(Column::OrganisationId.eq(organisation_id)).one(connection).await?;
    let Some(row) = found else { return Ok(None) };
    let assessments = without_inputs(connection, organisation_id, &[row]).await?;
    Ok(Some(Erased { assessments, ..Erased::default() }))
}

/// Erases the frozen inputs of the assessments that froze the data at a revision within one of these spans: from the first
/// revision up to, and without, the second.
pub(super) async fn that_froze<C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
    spans: &[(i64, Option<i64>)],
) -> Result<Vec<Uuid>, DbErr> {
    let Some(first) = spans.iter().map(|(from, _)| *from).min() else { return Ok(Vec::new()) };
    let later = Entity::find()
        .filter(Column::OrganisationId.eq(organisation_id))
        .filter(Column::Replayable.eq(true))
        .filter(Column::Revision.gte(first));
    let within =
        |row: &Model| spans.iter().any(|(from, to)| row.revision >= *from && to.is_none_or(|to| row.revision < to));
    let rows: Vec<Model> = later.all(connection).await?.into_iter().filter(within).collect();
    without_inputs(connection, organisation_id, &rows).await
}

/// Erases the frozen inputs of these assessments, and names every assessment that was made from the same.
pub(super) async fn without_inputs<C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
    rows: &[Model],
) -> Result<Vec<Uuid>, DbErr> {
    let mut hashes: Vec<&str> = rows.iter().map(|row| row.inputs_blob.as_str()).collect();
    hashes.sort_unstable();
    hashes.dedup();
    let mut ids = Vec::new();
    for hash in hashes {
        blobs::erase(connection, organisation_id, hash).await?;
        // Two assessments of the same data share their inputs.
        let same = || Column::OrganisationId.eq(organisation_id).and(Column::InputsBlob.eq(hash));
        let found = Entity::find().filter(same()).filter(Column::Replayable.eq(true)).all(connection).await?;
        ids.extend(found.into_iter().map(|row| row.id));
        let change = Entity::update_many().col_expr(Column::Replayable, Expr::value(false)).filter(same());
        change.exec(connection).await?;
    }
    ids.sort_unstable();
    Ok(ids)
}
