//! Screening in the service: after every change of parties or lists the parties are compared with all lists in use and with each
//! other, in the background, and what is found waits for a person.
//!
//! It is the screening of an assessment, over the same rows with the same ruleset and lists, so that the queue shows what the next
//! assessment will print as undecided. What was decided is remembered by pair: the same pair is asked again only when a field that
//! was compared has changed. A decision acts by a row of the data, as one in a file does: an answer about the list, or a merge.

mod decide;
mod find;
mod job;
mod reconcile;
mod settle;

use sea_orm::{ConnectionTrait, DbErr};
use serde_json::json;

use crate::db::entities::jobs;
use crate::db::{OrganisationId, new_id};
use crate::jobs::{Kind, NewJob, enqueue_once};

pub use decide::{Decided, Decision, Effect, decide, has_gone, is_same};
pub use job::Screen;

/// What a match is called that nobody decided about.
pub const UNDECIDED: &str = "undecided";
/// What is the same.
pub const CONFIRMED: &str = "confirmed";
/// What is not.
pub const REJECTED: &str = "rejected";
/// What is no longer alike, and nobody had decided.
pub const LAPSED: &str = "lapsed";
/// A match with a list.
pub const LIST: &str = "list";
/// A match of two parties.
pub const DUPLICATE: &str = "duplicate";

/// Has the parties of an organisation screened once the transaction that changes parties, merges, decisions about lists or the
/// lists in use is through. To be called inside it, as often as one likes: one job waits at most. Gives that job; its
/// `object_id` is the screening.
///
/// # Errors
/// The database fails.
pub async fn after_change<C: ConnectionTrait>(
    connection: &C,
    organisation_id: OrganisationId,
    revision: i64,
) -> Result<jobs::Model, DbErr> {
    let job = NewJob {
        organisation_id,
        kind: Kind::Screening,
        object_id: Some(new_id()),
        payload: json!({ "revision": revision }),
        created_by: None,
    };
    enqueue_once(connection, job).await
}
