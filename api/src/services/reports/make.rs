//! The job that makes a report.

use karvon_report::Issued;
use karvon_report::workbook::WorkbookError;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, DatabaseTransaction, DbErr};
use serde_json::json;

use super::edition::{Chosen, Wanted};
use super::render::{RenderError, Rendered, render};
use super::stored::find;
use crate::db::entities::{assessments, reports};
use crate::jobs::{Later, Problem, Task, Work, end_with, object_of};
use crate::services::assessments::{self as stored_assessments, not_replayed, unreadable, with_frozen};
use crate::services::files::{NewFile, Scan, store};

/// Makes reports.
#[derive(Clone, Copy, Debug, Default)]
pub struct MakeReport;

impl Work for MakeReport {
    fn run(&self, task: Task) -> Later<'_, Result<(), Problem>> {
        Box::pin(make(task))
    }
}

async fn make(task: Task) -> Result<(), Problem> {
    let (id, organisation_id) = (object_of(&task.claimed.job)?, task.claimed.job.organisation_id);
    let reader = task.database.reader();
    let row = find(reader, organisation_id, id).await?;
    let row = row.ok_or_else(|| Problem::Defect(format!("there is no report {id}")))?;
    let issued: Issued = serde_json::from_value(task.claimed.job.payload.clone())
        .map_err(|error| Problem::Defect(format!("a job of a report cannot be read: {error}")))?;
    let chosen = chosen(&row)?;
    task.report.begin("read", 0.05);
    let assessment = stored_assessments::find(reader, organisation_id, row.assessment_id).await.map_err(unreadable)?;
    let result = stored_assessments::result_bytes(reader, &assessment).await.map_err(unreadable)?;
    task.report.begin("write", 0.3);
    let rendered = with_frozen(&task.database, &assessment, move |frozen| Ok(render(&frozen, result, chosen, &issued)));
    let rendered = rendered.await.map_err(not_replayed)?.map_err(|error| not_rendered(&error))?;
    if task.report.is_stopped() {
        return Err(Problem::Stopped);
    }
    task.report.begin("store", 0.9);
    let transaction = task.database.begin().await?;
    if !end_with(&transaction, &task.claimed).await? {
        transaction.rollback().await?;
        return Err(Problem::Stopped);
    }
    settle(&transaction, &row, &assessment, chosen, rendered).await?;
    Ok(transaction.commit().await?)
}

/// What was chosen when the report was asked for.
fn chosen(row: &reports::Model) -> Result<Chosen, Problem> {
    let reports::Model { edition, language, format, .. } = row.clone();
    let wanted = Wanted { edition, language: Some(language), format: Some(format), ..Wanted::default() };
    wanted.chosen().map_err(|faults| {
        let detail = faults.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
        Problem::Refused(json!({"code": "invalid", "detail": detail}))
    })
}

/// Keeps the file, and says whether somebody has to decide before it leaves.
async fn settle(
    transaction: &DatabaseTransaction,
    row: &reports::Model,
    assessment: &assessments::Model,
    chosen: Chosen,
    rendered: Rendered,
) -> Result<(), DbErr> {
    let (ending, media_type) = chosen.format.file();
    let name = format!("karvon-{}-{}.{ending}", chosen.edition.as_str(), assessment.as_of);
    // It was made here and holds nothing that was sent as a file.
    let new = NewFile { name: &name, media_type, bytes: &rendered.bytes, scan: Scan::Clean };
    let file = store(transaction, row.organisation_id, new).await?;
    let state = if rendered.personal.is_some() { "needs_decision" } else { "ready" };
    let change = reports::ActiveModel {
        id: Set(row.id),
        state: Set(state.to_owned()),
        personal_data: Set(rendered.personal.map(|found| json!(found))),
        sha256: Set(Some(file.sha256)),
        file_id: Set(Some(file.id)),
        problem: Set(None),
        version: Set(row.version + 1),
        ..Default::default()
    };
    change.update(transaction).await?;
    Ok(())
}

fn not_rendered(error: &RenderError) -> Problem {
    match error {
        RenderError::Workbook(WorkbookError::TooManyRows { .. }) => {
            Problem::Refused(json!({"code": "too_large", "detail": error.to_string()}))
        }
        RenderError::Result(_)
        | RenderError::Document(_)
        | RenderError::Checklists(_)
        | RenderError::Table(_)
        | RenderError::Csv(_)
        | RenderError::Workbook(WorkbookError::Write(_))
        | RenderError::Archive(_) => Problem::Defect(error.to_string()),
    }
}
