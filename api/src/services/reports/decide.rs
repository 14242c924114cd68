//! Deciding about a report in which something may tell about a person.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, DbErr, EntityTrait, QueryFilter};
use serde_json::json;
use thiserror::Error;
use uuid::Uuid;

use super::stored::find;
use crate::audit::{self, Event};
use crate::db::entities::reports;
use crate::db::{Database, now};
use crate::services::{files, records};

/// What is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// It is given out as it is.
    Publish,
    /// It is not, and its file goes unless the organisation is under a legal hold.
    Withhold,
}

impl Decision {
    fn as_str(self) -> &'static str {
        match self {
            Self::Publish => "publish",
            Self::Withhold => "withhold",
        }
    }
}

/// A decision that is not taken.
#[derive(Debug, Error)]
pub enum DecideError {
    /// There is nothing to decide.
    #[error("the report is {0}; there is nothing to decide")]
    State(String),
    /// Somebody else was first.
    #[error("somebody decided first")]
    Stale,
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

/// Decides about a report and gives it as it is then.
///
/// # Errors
/// [`DecideError`].
pub async fn decide(
    database: &Database,
    row: &reports::Model,
    actor_id: Uuid,
    decision: Decision,
    reason: &str,
) -> Result<reports::Model, DecideError> {
    if row.state != "needs_decision" {
        return Err(DecideError::State(row.state.clone()));
    }
    let state = match decision {
        Decision::Publish => "ready",
        Decision::Withhold => "failed",
    };
    let transaction = database.begin().await?;
    let organisation = records::hold(&transaction, row.organisation_id).await?;
    let mut change = reports::Entity::update_many()
        .col_expr(reports::Column::State, Expr::value(state))
        .col_expr(reports::Column::Decision, Expr::value(decision.as_str()))
        .col_expr(reports::Column::DecisionReason, Expr::value(reason))
        .col_expr(reports::Column::DecidedBy, Expr::value(actor_id))
        .col_expr(reports::Column::DecidedAt, Expr::value(now()))
        .col_expr(reports::Column::Version, Expr::value(row.version + 1));
    if decision == Decision::Withhold {
        let problem = json!({"code": "state_conflict", "detail": "it was decided not to give the report out"});
        change = change.col_expr(reports::Column::Problem, Expr::value(problem));
        // Under a legal hold nothing goes; a report that is not ready is given out to nobody.
        if !organisation.legal_hold {
            change = change.col_expr(reports::Column::FileId, Expr::value(None::<Uuid>));
            if let Some(file) = row.file_id {
                files::erase(&transaction, row.organisation_id, file).await?;
            }
        }
    }
    let changed = change
        .filter(reports::Column::Id.eq(row.id))
        .filter(reports::Column::Version.eq(row.version))
        .exec(&transaction)
        .await?;
    if changed.rows_affected == 0 {
        transaction.rollback().await?;
        return Err(DecideError::Stale);
    }
    let event = Event {
        actor_id: Some(actor_id),
        action: "report.decide",
        object: format!("report/{}", row.id),
        reason: Some(reason),
        payload: json!({"decision": decision.as_str(), "sha256": row.sha256}),
    };
    audit::append(&transaction, row.organisation_id, event).await?;
    let decided = find(&transaction, row.organisation_id, row.id).await?;
    transaction.commit().await?;
    decided.ok_or(DecideError::Stale)
}
