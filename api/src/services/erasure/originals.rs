//! Originals and copies of them: files, what an upload staged, what a supplier had answered before it was sent.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use super::{Erased, assessments};
use crate::audit::erase_payloads;
use crate::db::OrganisationId;
use crate::db::entities::{questionnaires, reports, upload_files, upload_findings, upload_rows, uploads};
use crate::jobs::{Kind, call_off_all};
use crate::services::export::is_export;
use crate::services::files;

/// Erases the content of a file; `None` where there is no such file.
pub(super) async fn file<C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
    id: Uuid,
) -> Result<Option<Erased>, DbErr> {
    if files::find(connection, organisation_id, id).await?.is_none() {
        return Ok(None);
    }
    let erased = files::erase(connection, organisation_id, id).await?;
    Ok(Some(Erased { files: u64::from(erased), ..Erased::default() }))
}

/// Erases the file of a report; `None` where there is no such report.
pub(super) async fn report<C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
    id: Uuid,
) -> Result<Option<Erased>, DbErr> {
    let own = reports::Entity::find_by_id(id).filter(reports::Column::OrganisationId.eq(organisation_id));
    let Some(row) = own.one(connection).await? else { return Ok(None) };
    match row.file_id {
        Some(id) => file(connection, organisation_id, id).await,
        None => Ok(Some(Erased::default())),
    }
}

/// Erases the files of earlier exports, which hold copies of everything, and calls off those that are being made; gives how many
/// files there were.
pub(super) async fn exports<C: ConnectionTrait>(connection: &C, organisation_id: OrganisationId) -> Result<u64, DbErr> {
    let mut erased = 0;
    // One that is being made has read what is erased now.
    call_off_all(connection, organisation_id, Kind::Export, None).await?;
    for one in files::all(connection, organisation_id).await? {
        if is_export(&one) {
            erased += u64::from(files::erase(connection, organisation_id, one.id).await?);
        }
    }
    Ok(erased)
}

/// Erases the files of an upload, the rows that it staged and its findings; `None` where there is no such upload. What it brought
/// into the records stays; the assessments that froze it cannot be made again.
pub(super) async fn upload<C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
    id: Uuid,
) -> Result<Option<Erased>, DbErr> {
    let found = uploads::Entity::find_by_id(id)
        .filter(uploads::Column::OrganisationId.eq(organisation_id))
        .one(connection)
        .await?;
    let Some(row) = found else { return Ok(None) };
    let mut erased = staged(connection, organisation_id, id).await?;
    if let Some(from) = row.revision {
        let span = (from, row.undo_revision);
        erased.assessments = assessments::that_froze(connection, organisation_id, &[span]).await?;
    }
    Ok(Some(erased))
}

/// The files of an upload and the copies that it made of them. One that has not become data has failed then.
pub(super) async fn staged<C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
    id: Uuid,
) -> Result<Erased, DbErr> {
    let mut erased = Erased::default();
    // The job before the upload, as a worker does.
    call_off_all(connection, organisation_id, Kind::Upload, Some(id)).await?;
    let of_upload = upload_files::Entity::find().filter(upload_files::Column::UploadId.eq(id)).all(connection).await?;
    for one in of_upload {
        erased.files += u64::from(files::erase(connection, organisation_id, one.file_id).await?);
        erased.payloads += erase_payloads(connection, organisation_id, &format!("file/{}", one.file_id)).await?;
    }
    let rows = upload_rows::Entity::update_many()
        .col_expr(upload_rows::Column::Fields, Expr::value(None::<String>))
        .filter(upload_rows::Column::UploadId.eq(id))
        .filter(upload_rows::Column::Fields.is_not_null())
        .exec(connection)
        .await?;
    erased.staged_rows = rows.rows_affected;
    // Their messages repeat the values.
    upload_findings::Entity::delete_many().filter(upload_findings::Column::UploadId.eq(id)).exec(connection).await?;
    uploads::Entity::update_many()
        .col_expr(uploads::Column::Corrections, Expr::value(None::<Value>))
        .filter(uploads::Column::Id.eq(id))
        .exec(connection)
        .await?;
    let problem = json!({"code": "state_conflict", "detail": "its files were erased; send them again"});
    uploads::Entity::update_many()
        .col_expr(uploads::Column::State, Expr::value("failed"))
        .col_expr(uploads::Column::Counts, Expr::value(None::<Value>))
        .col_expr(uploads::Column::Problem, Expr::value(problem))
        .col_expr(uploads::Column::Version, Expr::col(uploads::Column::Version).add(1_i64))
        .filter(uploads::Column::Id.eq(id))
        .filter(uploads::Column::State.is_in(["checking", "checked"]))
        .exec(connection)
        .await?;
    Ok(erased)
}

/// Erases what a supplier answered by a link; what became evidence is erased as evidence. `None` where there is no such link.
pub(super) async fn questionnaire<C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
    id: Uuid,
) -> Result<Option<Erased>, DbErr> {
    use questionnaires::{Column, Entity};
    let own = || Entity::find_by_id(id).filter(Column::OrganisationId.eq(organisation_id));
    let Some(row) = own().one(connection).await? else { return Ok(None) };
    let notes = row.answers.as_object().map_or(0, serde_json::Map::len) as u64;
    let change = Entity::update_many()
        .col_expr(Column::Answers, Expr::value(json!({})))
        .col_expr(Column::Version, Expr::col(Column::Version).add(1_i64))
        .filter(Column::Id.eq(id));
    change.exec(connection).await?;
    Ok(Some(Erased { notes, ..Erased::default() }))
}
