//! What is erased because its time is over, as the organisation set it.

use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ColumnTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};
use serde_json::json;

use super::{Erased, assessments, originals};
use crate::audit::{self, Event, erase_payloads};
use crate::db::entities::{assessments as made, files, organisations, uploads};
use crate::db::tenant::within;
use crate::db::{Database, OrganisationId};
use crate::jobs::{Kind, call_off_all};
use crate::services::{files as store, records};

/// What was erased of one organisation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Whose.
    pub organisation_id: OrganisationId,
    /// What.
    pub erased: Erased,
}

/// Erases, of every organisation that says for how many days originals are kept and is under no legal hold, what is older:
/// files, what uploads staged, and frozen inputs of assessments. Gives those organisations of which anything was erased.
///
/// # Errors
/// The database fails; organisations that were done stay done.
pub async fn keep_to_retention(database: &Database, at: DateTime<Utc>) -> Result<Vec<Kept>, DbErr> {
    use organisations::{Column, Entity};
    let all = Entity::find().filter(Column::RetentionDays.is_not_null()).filter(Column::LegalHold.eq(false));
    let mut kept = Vec::new();
    for organisation in all.all(database.reader()).await? {
        let transaction = within(organisation.id, database.begin()).await?;
        let erased = of_one(&transaction, organisation.id, at).await?;
        if erased == Erased::default() {
            transaction.rollback().await?;
            continue;
        }
        transaction.commit().await?;
        kept.push(Kept { organisation_id: organisation.id, erased });
    }
    Ok(kept)
}

async fn of_one(
    transaction: &DatabaseTransaction,
    organisation_id: OrganisationId,
    at: DateTime<Utc>,
) -> Result<Erased, DbErr> {
    records::next_revision(transaction, organisation_id).await?;
    // What was set a moment ago counts.
    let organisation = records::organisation(transaction, organisation_id).await?;
    let days = organisation.retention_days.filter(|_| !organisation.legal_hold);
    let Some(before) = days.and_then(|days| at.checked_sub_signed(TimeDelta::days(days))) else {
        return Ok(Erased::default());
    };
    let mut erased = Erased::default();
    let old = uploads::Entity::find()
        .filter(uploads::Column::OrganisationId.eq(organisation_id))
        .filter(uploads::Column::CreatedAt.lt(before));
    for upload in old.all(transaction).await? {
        let of_upload = originals::staged(transaction, organisation_id, upload.id).await?;
        erased.files += of_upload.files;
        erased.staged_rows += of_upload.staged_rows;
        erased.payloads += of_upload.payloads;
    }
    let old = files::Entity::find()
        .filter(files::Column::OrganisationId.eq(organisation_id))
        .filter(files::Column::CreatedAt.lt(before))
        .filter(files::Column::ErasedAt.is_null());
    for file in old.all(transaction).await? {
        erased.files += u64::from(store::erase(transaction, organisation_id, file.id).await?);
        erased.payloads += erase_payloads(transaction, organisation_id, &format!("file/{}", file.id)).await?;
    }
    let old = made::Entity::find()
        .filter(made::Column::OrganisationId.eq(organisation_id))
        .filter(made::Column::CreatedAt.lt(before))
        .filter(made::Column::FinishedAt.is_not_null())
        .filter(made::Column::Replayable.eq(true));
    let old = old.all(transaction).await?;
    erased.assessments = assessments::without_inputs(transaction, organisation_id, &old).await?;
    if erased == Erased::default() {
        return Ok(erased);
    }
    // One that is being made has read what is erased now.
    call_off_all(transaction, organisation_id, Kind::Export, None).await?;
    let object = format!("organisation/{organisation_id}");
    let payload = json!({
        "days": days, "files": erased.files, "staged_rows": erased.staged_rows, "payloads": erased.payloads,
        "assessments": erased.assessments,
    });
    let event = Event { actor_id: None, action: "retention.applied", object, reason: None, payload };
    audit::append(transaction, organisation_id, event).await?;
    Ok(erased)
}
