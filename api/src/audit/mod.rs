//! The audit log: what was done, by whom, in one chain of hashes an organisation.
//!
//! Each entry holds the hash of the one before, so that nothing can be changed, left out or put in between without every later
//! hash being wrong. Entries hold ids and hashes only. What an entry is about in detail stands apart with a random salt: it can be
//! erased, and the chain still holds. Payloads name things by their ids; they never hold what workers said. A signed head says
//! how long the chain was at a moment, so that a cut tail shows.

mod entry;
mod export;
mod head;
mod verify;

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;
use uuid::Uuid;

use crate::db::entities::{audit_log, audit_payloads};
use crate::db::{OrganisationId, now, random};
use crate::services::records;

pub use entry::{Entry, FIRST};
pub use export::export;
pub use head::{Head, SignedHead};
pub use verify::{ChainProblem, Verified, verify};

/// Bytes of the salt of a payload.
const SALT: usize = 32;

/// Something that was done.
#[derive(Clone, Debug, PartialEq)]
pub struct Event<'a> {
    /// The person, key or questionnaire; `None`: the program itself, or somebody at its command line.
    pub actor_id: Option<Uuid>,
    /// What was done, as `noun.verb`.
    pub action: &'a str,
    /// To what, as `kind/id`.
    pub object: String,
    /// Why, where one is asked for.
    pub reason: Option<&'a str>,
    /// Details. They may name a person, but never what a worker said.
    pub payload: Value,
}

/// Adds an entry at the end of an organisation's chain. Must be called inside the transaction that does what it tells of; others
/// who write to the same chain wait until that ends.
///
/// # Errors
/// The database fails, or the organisation is not there.
pub async fn append(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    event: Event<'_>,
) -> Result<Entry, DbErr> {
    records::hold(connection, organisation_id).await?;
    let last = last(connection, organisation_id).await?;
    let salt = random::<SALT>()?;
    let payload = event.payload.to_string();
    let mut entry = Entry {
        seq: last.as_ref().map_or(1, |last| last.seq + 1),
        at: now(),
        actor_id: event.actor_id,
        action: event.action.to_owned(),
        object: event.object,
        reason: event.reason.map(str::to_owned),
        payload_sha256: entry::payload_hash(&salt, &payload),
        previous: last.map_or_else(|| FIRST.to_owned(), |last| last.hash),
        hash: String::new(),
    };
    entry.hash = entry.computed_hash();
    audit_log::Entity::insert(entry.to_row(organisation_id)).exec_without_returning(connection).await?;
    let payload = audit_payloads::ActiveModel {
        organisation_id: Set(organisation_id),
        seq: Set(entry.seq),
        salt: Set(salt.to_vec()),
        payload: Set(payload),
    };
    audit_payloads::Entity::insert(payload).exec_without_returning(connection).await?;
    Ok(entry)
}

/// The last entry of an organisation's chain.
///
/// # Errors
/// The database fails.
pub async fn last(connection: &impl ConnectionTrait, organisation_id: OrganisationId) -> Result<Option<Entry>, DbErr> {
    let row = audit_log::Entity::find()
        .filter(audit_log::Column::OrganisationId.eq(organisation_id))
        .order_by_desc(audit_log::Column::Seq)
        .one(connection)
        .await?;
    Ok(row.map(Entry::from))
}

/// Erases the details of entries about an object, with their salts; the entries stay. Gives how many there were.
///
/// # Errors
/// The database fails.
pub async fn erase_payloads(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    object: &str,
) -> Result<u64, DbErr> {
    let about = audit_log::Entity::find()
        .select_only()
        .column(audit_log::Column::Seq)
        .filter(audit_log::Column::OrganisationId.eq(organisation_id))
        .filter(audit_log::Column::Object.eq(object));
    let done = audit_payloads::Entity::delete_many()
        .filter(audit_payloads::Column::OrganisationId.eq(organisation_id))
        .filter(audit_payloads::Column::Seq.in_subquery(sea_orm::QueryTrait::into_query(about)))
        .exec(connection)
        .await?;
    Ok(done.rows_affected)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use serde_json::json;

    use super::*;
    use crate::db::test_support::{TestDatabase, each, organisation};
    use crate::services::keyring::KeyRing;

    fn event(object: &str) -> Event<'static> {
        let payload = json!({"z": 1, "a": "Mill"});
        Event { actor_id: None, action: "party.created", object: object.to_owned(), reason: None, payload }
    }

    #[tokio::test]
    async fn entries_form_one_chain_that_can_be_verified_from_its_export() {
        for TestDatabase { database, .. } in each().await {
            let id = organisation(&database).await;
            for number in 1..=5 {
                let transaction = database.begin().await.unwrap();
                append(&transaction, id, event(&format!("party/{number}"))).await.unwrap();
                transaction.commit().await.unwrap();
            }
            let keys = KeyRing::from_bytes([7; 32]);
            let text = export(database.reader(), id, Some(&keys)).await.unwrap();
            let verified = verify(&text).unwrap();
            assert_eq!((verified.hashes.len(), verified.erased), (5, 0));
            let head = verified.head.unwrap();
            assert_eq!((head.head.seq, head.head.organisation_id), (5, id.0));
            assert_eq!(head.public_key, keys.public_key());
        }
    }

    #[tokio::test]
    async fn what_is_undone_leaves_no_entry() {
        for TestDatabase { database, .. } in each().await {
            let id = organisation(&database).await;
            let transaction = database.begin().await.unwrap();
            append(&transaction, id, event("party/1")).await.unwrap();
            drop(transaction);
            let transaction = database.begin().await.unwrap();
            let entry = append(&transaction, id, event("party/2")).await.unwrap();
            transaction.commit().await.unwrap();
            assert_eq!((entry.seq, entry.previous.as_str()), (1, FIRST));
        }
    }

    #[tokio::test]
    async fn many_writers_at_once_make_no_gap_and_no_fork() {
        for TestDatabase { database, .. } in each().await {
            let id = organisation(&database).await;
            let database = Arc::new(database);
            let tasks: Vec<_> = (0..20)
                .map(|number| {
                    let database = Arc::clone(&database);
                    tokio::spawn(async move {
                        let transaction = database.begin().await.unwrap();
                        append(&transaction, id, event(&format!("party/{number}"))).await.unwrap();
                        transaction.commit().await.unwrap();
                    })
                })
                .collect();
            for task in tasks {
                task.await.unwrap();
            }
            let text = export(database.reader(), id, Some(&KeyRing::from_bytes([7; 32]))).await.unwrap();
            assert_eq!(verify(&text).unwrap().hashes.len(), 20);
        }
    }

    #[tokio::test]
    async fn chains_of_two_organisations_are_apart() {
        for TestDatabase { database, .. } in each().await {
            let (ours, theirs) = (organisation(&database).await, organisation(&database).await);
            for id in [ours, theirs, ours] {
                let transaction = database.begin().await.unwrap();
                append(&transaction, id, event("party/1")).await.unwrap();
                transaction.commit().await.unwrap();
            }
            let keys = KeyRing::from_bytes([7; 32]);
            assert_eq!(verify(&export(database.reader(), ours, Some(&keys)).await.unwrap()).unwrap().hashes.len(), 2);
            assert_eq!(verify(&export(database.reader(), theirs, Some(&keys)).await.unwrap()).unwrap().hashes.len(), 1);
        }
    }

    #[tokio::test]
    async fn erased_details_are_counted_and_the_chain_holds() {
        for TestDatabase { database, .. } in each().await {
            let id = organisation(&database).await;
            let transaction = database.begin().await.unwrap();
            for number in [1, 2, 1] {
                append(&transaction, id, event(&format!("party/{number}"))).await.unwrap();
            }
            assert_eq!(erase_payloads(&transaction, id, "party/1").await.unwrap(), 2);
            transaction.commit().await.unwrap();
            let text = export(database.reader(), id, Some(&KeyRing::from_bytes([7; 32]))).await.unwrap();
            let verified = verify(&text).unwrap();
            assert_eq!((verified.hashes.len(), verified.erased), (3, 2));
            assert_eq!(text.matches("Mill").count(), 1);
        }
    }
}
