//! Erasing: originals, notes and the details of entries of the log, at somebody's word or because their time is over.
//!
//! What happened stays known: rows keep their other values, files their hashes, entries of the log their place in the chain and
//! the reasons that were given for what they tell. An assessment whose frozen inputs hold a copy of what is erased loses them,
//! and can then not be made again; an upload that brought it loses its files and staged rows. Results of assessments and files
//! of reports stay as they are: a report is erased by its own name. Exports are erased with everything else, and one that is
//! being made is called off. What left the database, as backups and files that were given out, is not reached. A legal hold
//! stops all of it.

mod assessments;
mod notes;
mod originals;
mod retention;

use sea_orm::{ConnectionTrait, DbErr, EntityTrait};
use serde::Serialize;
use serde_json::json;
use thiserror::Error;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::audit::{self, Event};
use crate::db::entities::{
    audit_log, cohorts, contacts, grievances, links, measures, organisations, parties, repayments, watchlist,
};
use crate::db::{Database, OrganisationId};
use crate::services::{idempotency, records};

pub use retention::{Kept, keep_to_retention};

/// What was erased.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, ToSchema)]
pub struct Erased {
    /// What was meant, as `kind/id`.
    pub object: String,
    /// Files whose content is gone.
    pub files: u64,
    /// Versions of rows whose note is gone.
    pub notes: u64,
    /// Earlier exports, which held copies, whose files are gone.
    pub exports: u64,
    /// Rows of uploads whose copies are gone.
    pub staged_rows: u64,
    /// Entries of the log whose details are gone.
    pub payloads: u64,
    /// Assessments that cannot be made again.
    pub assessments: Vec<Uuid>,
}

/// What is not erased.
#[derive(Debug, Error)]
pub enum ErasureError {
    /// The organisation is under a legal hold.
    #[error("the organisation is under a legal hold, which stops every erasure; end it first")]
    LegalHold,
    /// Not `kind/id`, or a kind of which nothing can be erased.
    #[error("`{0}` is nothing that can be erased; write one of {KINDS}, a slash and the id")]
    Object(String),
    /// There is none.
    #[error("there is no `{0}`")]
    NotFound(String),
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

/// Kinds of objects, for the message.
const KINDS: &str = "file, upload, report, assessment, questionnaire, evidence, party, link, cohort, measure, repayment, grievance, \
                     contact, merge, watchlist, user, key";

/// Erases what can be erased about an object: originals, notes, copies, and the details of the entries about it. Adds one entry
/// that says so.
///
/// # Errors
/// [`ErasureError`].
pub async fn erase(
    database: &Database,
    organisation_id: OrganisationId,
    actor_id: Uuid,
    object: &str,
    reason: &str,
) -> Result<Erased, ErasureError> {
    let Some((kind, id)) = object.split_once('/').filter(|(_, id)| !id.is_empty()) else {
        return Err(ErasureError::Object(object.to_owned()));
    };
    let transaction = database.begin().await?;
    // Counting one on first keeps other writers of the organisation waiting: what is looked at stays true to the end.
    records::next_revision(&transaction, organisation_id).await?;
    let organisation = records::organisation(&transaction, organisation_id).await?;
    let mut erased = erase_in(&transaction, &organisation, kind, id).await?;
    object.clone_into(&mut erased.object);
    erased.exports = originals::exports(&transaction, organisation_id).await?;
    idempotency::forget_all(&transaction, organisation_id).await?;
    let object = named(kind, id);
    erased.payloads += audit::erase_payloads(&transaction, organisation_id, &object).await?;
    let payload = json!({
        "files": erased.files, "notes": erased.notes, "exports": erased.exports, "staged_rows": erased.staged_rows,
        "payloads": erased.payloads, "assessments": erased.assessments,
    });
    let event = Event { actor_id: Some(actor_id), action: "erasure.done", object, reason: Some(reason), payload };
    audit::append(&transaction, organisation_id, event).await?;
    transaction.commit().await?;
    Ok(erased)
}

/// The object as the log names it.
fn named(kind: &str, id: &str) -> String {
    let kind = match kind {
        "evidence" => "piece_of_evidence",
        "grievance" => "grievance_count",
        other => other,
    };
    format!("{kind}/{id}")
}

async fn erase_in<C: ConnectionTrait>(
    connection: &C,
    organisation: &organisations::Model,
    kind: &str,
    id: &str,
) -> Result<Erased, ErasureError> {
    if organisation.legal_hold {
        return Err(ErasureError::LegalHold);
    }
    let whose = organisation.id;
    let missing = || ErasureError::NotFound(format!("{kind}/{id}"));
    let uuid = || id.parse::<Uuid>().map_err(|_| missing());
    let found = match kind {
        "file" => originals::file(connection, whose, uuid()?).await?,
        "upload" => originals::upload(connection, whose, uuid()?).await?,
        "questionnaire" => originals::questionnaire(connection, whose, uuid()?).await?,
        "report" => originals::report(connection, whose, uuid()?).await?,
        "assessment" => assessments::one(connection, whose, uuid()?).await?,
        "evidence" | "piece_of_evidence" => notes::evidence(connection, whose, id).await?,
        "party" => notes::of::<parties::Entity, _>(connection, whose, id, notes::NOTE).await?,
        "link" => notes::of::<links::Entity, _>(connection, whose, id, notes::NOTE).await?,
        "cohort" => notes::of::<cohorts::Entity, _>(connection, whose, id, notes::NOTE).await?,
        "measure" => notes::of::<measures::Entity, _>(connection, whose, id, notes::NOTE).await?,
        "repayment" => notes::of::<repayments::Entity, _>(connection, whose, id, notes::NOTE).await?,
        "grievance" | "grievance_count" => {
            notes::of::<grievances::Entity, _>(connection, whose, id, notes::NOTE).await?
        }
        "contact" => notes::of::<contacts::Entity, _>(connection, whose, id, notes::NOTE).await?,
        "merge" => notes::merge(connection, whose, id).await?,
        "watchlist" => notes::of::<watchlist::Entity, _>(connection, whose, id, notes::TOLD).await?,
        // Of people and keys the log alone holds more than the service needs.
        "user" | "key" => in_log(connection, whose, &named(kind, id)).await?,
        _ => return Err(ErasureError::Object(format!("{kind}/{id}"))),
    };
    found.ok_or_else(missing)
}

/// Nothing to erase beside the log, which has entries about the object.
async fn in_log<C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
    object: &str,
) -> Result<Option<Erased>, DbErr> {
    use sea_orm::{ColumnTrait, QueryFilter};
    let entries = audit_log::Entity::find()
        .filter(audit_log::Column::OrganisationId.eq(organisation_id))
        .filter(audit_log::Column::Object.eq(object));
    Ok(entries.one(connection).await?.map(|_| Erased::default()))
}
