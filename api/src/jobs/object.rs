//! What a job is done to, told when the job ends without a result and when it is put in again.
//!
//! An object that nobody told would wait for ever: it would never be given out, and never grow old enough to be erased.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use super::Kind;
use crate::db::entities::{assessments, jobs, reports, upload_findings, upload_rows, uploads};
use crate::db::{Moment, now};

/// What an object has that did not come to a result.
const FAILED: &str = "failed";
/// Uploads that became data, or were told before: no job changes them any more.
const SETTLED: [&str; 3] = ["committed", "undone", FAILED];

/// The problem of an object whose job was called off.
pub(super) fn called_off() -> Value {
    json!({"code": "cancelled", "detail": "it was called off; resume its job to have it done"})
}

/// Tells the object of a job that there will be no result, unless it has one. In the transaction that ends the job, after it.
pub(super) async fn failed<C: ConnectionTrait>(
    connection: &C,
    job: &jobs::Model,
    problem: &Value,
) -> Result<(), DbErr> {
    let Some((kind, id)) = object(job) else { return Ok(()) };
    match kind {
        Kind::Upload => upload_failed(connection, id, problem).await,
        Kind::Assessment => {
            assessments::Entity::update_many()
                .col_expr(assessments::Column::State, Expr::value(FAILED))
                .col_expr(assessments::Column::Problem, Expr::value(problem.clone()))
                .col_expr(assessments::Column::FinishedAt, Expr::value(now()))
                .filter(assessments::Column::Id.eq(id))
                .filter(assessments::Column::FinishedAt.is_null())
                .exec(connection)
                .await?;
            Ok(())
        }
        Kind::Report => {
            reports::Entity::update_many()
                .col_expr(reports::Column::State, Expr::value(FAILED))
                .col_expr(reports::Column::Problem, Expr::value(problem.clone()))
                .col_expr(reports::Column::Version, Expr::col(reports::Column::Version).add(1_i64))
                .filter(reports::Column::Id.eq(id))
                .filter(reports::Column::State.eq("running"))
                .exec(connection)
                .await?;
            Ok(())
        }
        // The job itself is all that is known of these.
        Kind::Screening | Kind::RulesetTrial | Kind::Export => Ok(()),
    }
}

/// What a check had staged goes with it.
async fn upload_failed<C: ConnectionTrait>(connection: &C, id: Uuid, problem: &Value) -> Result<(), DbErr> {
    let told = uploads::Entity::update_many()
        .col_expr(uploads::Column::State, Expr::value(FAILED))
        .col_expr(uploads::Column::Counts, Expr::value(None::<Value>))
        .col_expr(uploads::Column::Problem, Expr::value(problem.clone()))
        .col_expr(uploads::Column::Version, Expr::col(uploads::Column::Version).add(1_i64))
        .filter(uploads::Column::Id.eq(id))
        .filter(uploads::Column::State.is_not_in(SETTLED))
        .exec(connection)
        .await?;
    if told.rows_affected == 0 {
        return Ok(());
    }
    upload_rows::Entity::delete_many().filter(upload_rows::Column::UploadId.eq(id)).exec(connection).await?;
    upload_findings::Entity::delete_many().filter(upload_findings::Column::UploadId.eq(id)).exec(connection).await?;
    Ok(())
}

/// Tells an object that had failed that it waits for its result again.
pub(super) async fn waits<C: ConnectionTrait>(connection: &C, job: &jobs::Model) -> Result<(), DbErr> {
    let Some((kind, id)) = object(job) else { return Ok(()) };
    match kind {
        Kind::Upload => {
            uploads::Entity::update_many()
                .col_expr(uploads::Column::State, Expr::value("checking"))
                .col_expr(uploads::Column::Problem, Expr::value(None::<Value>))
                .col_expr(uploads::Column::Version, Expr::col(uploads::Column::Version).add(1_i64))
                .filter(uploads::Column::Id.eq(id))
                .filter(uploads::Column::State.eq(FAILED))
                .exec(connection)
                .await?;
        }
        Kind::Assessment => {
            assessments::Entity::update_many()
                .col_expr(assessments::Column::State, Expr::value("queued"))
                .col_expr(assessments::Column::Problem, Expr::value(None::<Value>))
                .col_expr(assessments::Column::FinishedAt, Expr::value(None::<Moment>))
                .filter(assessments::Column::Id.eq(id))
                .filter(assessments::Column::State.eq(FAILED))
                .exec(connection)
                .await?;
        }
        Kind::Report => {
            reports::Entity::update_many()
                .col_expr(reports::Column::State, Expr::value("running"))
                .col_expr(reports::Column::Problem, Expr::value(None::<Value>))
                .col_expr(reports::Column::Version, Expr::col(reports::Column::Version).add(1_i64))
                .filter(reports::Column::Id.eq(id))
                .filter(reports::Column::State.eq(FAILED))
                .exec(connection)
                .await?;
        }
        Kind::Screening | Kind::RulesetTrial | Kind::Export => {}
    }
    Ok(())
}

fn object(job: &jobs::Model) -> Option<(Kind, Uuid)> {
    Some((job.kind.parse().ok()?, job.object_id?))
}
