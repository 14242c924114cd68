//! The job that screens an organisation's parties.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::find::{Found, search};
use super::reconcile::{Changes, reconcile};
use super::settle::{Settler, settle};
use crate::audit::{self, Event};
use crate::db::entities::screenings;
use crate::db::now;
use crate::jobs::{Later, Problem, Task, Work, compute, end_with, object_of};
use crate::services::assessments::not_loaded;
use crate::services::data::DataFile;
use crate::services::identity::today;
use crate::services::inputs::{Slice, Testimony, screened};
use crate::services::{records, rulesets};

/// What the rows that are screened are called.
const ROWS: &str = "parties.json";

/// Screens.
#[derive(Clone, Copy, Debug, Default)]
pub struct Screen;

impl Work for Screen {
    fn run(&self, task: Task) -> Later<'_, Result<(), Problem>> {
        Box::pin(screen(task))
    }
}

async fn screen(task: Task) -> Result<(), Problem> {
    let id = object_of(&task.claimed.job)?;
    let organisation_id = task.claimed.job.organisation_id;
    let reader = task.database.reader();
    task.report.begin("read", 0.05);
    let organisation = records::organisation(reader, organisation_id).await?;
    let (as_of, revision) = (today(&organisation, now()), organisation.revision);
    let slice = Slice { organisation_id, as_of, revision: Some(revision), testimony: Testimony::With };
    let rows = DataFile { name: ROWS.to_owned(), bytes: screened(reader, slice).await?.into_bytes() };
    let chosen = rulesets::chosen(reader, organisation_id, None).await.map_err(not_loaded)?;
    let (rules, rows) = chosen.load(rows).await.map_err(not_loaded)?;
    task.report.begin("screen", 0.2);
    let Found { pairs, parties, used } = compute(move || search(rows, &rules, as_of)).await?;
    if task.report.is_stopped() {
        return Err(Problem::Stopped);
    }
    task.report.begin("store", 0.9);
    let transaction = task.database.begin().await?;
    // One after the other, so that an older look does not overwrite a newer one.
    records::hold(&transaction, organisation_id).await?;
    let newer = screenings::Entity::find()
        .filter(screenings::Column::OrganisationId.eq(organisation_id))
        .filter(screenings::Column::Revision.gt(revision))
        .count(&transaction)
        .await?;
    if newer == 0 {
        let found = pairs.as_ref().map_or(0, Vec::len);
        let mut changes = Changes::default();
        if let Some(pairs) = pairs {
            changes = reconcile(&transaction, organisation_id, id, pairs).await?;
            let settler = Settler { organisation_id, actor_id: None, today: as_of };
            settle(&transaction, settler, None).await?;
        }
        let count = |number: usize| i64::try_from(number).unwrap_or(i64::MAX);
        let row = screenings::ActiveModel {
            id: Set(id),
            organisation_id: Set(organisation_id),
            list_versions: Set(used),
            revision: Set(revision),
            parties: Set(count(parties)),
            found: Set(count(found)),
            added: Set(Some(count(changes.added))),
            lapsed: Set(Some(count(changes.lapsed))),
            at: Set(now()),
        };
        screenings::Entity::insert(row).exec_without_returning(&transaction).await?;
        let payload = json!({"revision": revision, "parties": parties, "found": found, "added": changes.added});
        let event = Event {
            actor_id: None,
            action: "screening.done",
            object: format!("screening/{id}"),
            reason: None,
            payload,
        };
        audit::append(&transaction, organisation_id, event).await?;
    }
    if !end_with(&transaction, &task.claimed).await? {
        transaction.rollback().await?;
        return Err(Problem::Stopped);
    }
    Ok(transaction.commit().await?)
}
