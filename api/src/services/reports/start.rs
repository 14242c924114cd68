//! Asking for a report: what is to be made, and which head of the audit log it prints.

use karvon_report::{Issued, LogHead};
use sea_orm::ActiveValue::Set;
use sea_orm::{DbErr, EntityTrait};
use serde_json::json;
use thiserror::Error;
use uuid::Uuid;

use super::edition::{Chosen, Fault, Wanted};
use crate::audit::{self, Event, SignedHead};
use crate::db::entities::{assessments, organisations, reports};
use crate::db::{Database, new_id, now};
use crate::jobs::{Kind, NewJob, QueueError, enqueue};
use crate::services::identity;
use crate::services::keyring::KeyRing;

/// A report that will be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StartedReport {
    /// The report.
    pub report_id: Uuid,
    /// The job that makes it.
    pub job_id: Uuid,
}

/// A report that is not started.
#[derive(Debug, Error)]
pub enum ReportStartError {
    /// Something else is wanted than is made.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Wanted(Vec<Fault>),
    /// The assessment has no result.
    #[error("the assessment is {0}; there is no result to report")]
    NoResult(String),
    /// Too much work waits.
    #[error(transparent)]
    Queue(#[from] QueueError),
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

/// Puts a report in. The head of the audit log that it prints is the one of this moment, its own entry included, however late it
/// is made.
///
/// # Errors
/// [`ReportStartError`].
pub async fn start(
    database: &Database,
    keys: Option<&KeyRing>,
    (organisation, actor_id): (&organisations::Model, Uuid),
    assessment: &assessments::Model,
    wanted: Wanted,
) -> Result<StartedReport, ReportStartError> {
    let Chosen { edition, language, format } = wanted.chosen().map_err(ReportStartError::Wanted)?;
    if assessment.result_blob.is_none() {
        return Err(ReportStartError::NoResult(assessment.state.clone()));
    }
    let (report_id, at) = (new_id(), now());
    let report_date = wanted.report_date.unwrap_or_else(|| identity::today(organisation, at));
    let row = reports::ActiveModel {
        id: Set(report_id),
        organisation_id: Set(organisation.id),
        assessment_id: Set(assessment.id),
        edition: Set(edition.as_str().to_owned()),
        language: Set(language.tag().to_owned()),
        format: Set(format.as_str().to_owned()),
        party_id: Set(None),
        report_date: Set(report_date),
        state: Set("running".to_owned()),
        personal_data: Set(None),
        sha256: Set(None),
        file_id: Set(None),
        decision: Set(None),
        decision_reason: Set(None),
        decided_by: Set(None),
        decided_at: Set(None),
        problem: Set(None),
        created_by: Set(Some(actor_id)),
        created_at: Set(at),
        version: Set(1),
    };
    let transaction = database.begin().await?;
    reports::Entity::insert(row).exec_without_returning(&transaction).await?;
    let event = Event {
        actor_id: Some(actor_id),
        action: "report.start",
        object: format!("report/{report_id}"),
        reason: None,
        payload: json!({"assessment_id": assessment.id, "edition": edition.as_str(), "format": format.as_str(),
                        "language": language.tag(), "report_date": report_date}),
    };
    audit::append(&transaction, organisation.id, event).await?;
    let log_head = match keys {
        Some(keys) => Some(printed(SignedHead::now(&transaction, organisation.id, keys).await?)),
        None => None,
    };
    let issued = Issued { report_date, time_zone: organisation.time_zone.clone(), log_head };
    let job = NewJob {
        organisation_id: organisation.id,
        kind: Kind::Report,
        object_id: Some(report_id),
        payload: json!(issued),
        created_by: Some(actor_id),
    };
    let job_id = enqueue(&transaction, job).await?;
    transaction.commit().await?;
    Ok(StartedReport { report_id, job_id })
}

fn printed(head: SignedHead) -> LogHead {
    let SignedHead { head, signature, public_key } = head;
    LogHead { organisation_id: head.organisation_id.to_string(), seq: head.seq, hash: head.hash, public_key, signature }
}
