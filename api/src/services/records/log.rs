//! Every change of a row is an entry of the log: what was done to which version. The payload names the version by its hash and
//! holds nothing of what it says, because administrators read the log and no evidence.

use sea_orm::{ConnectionTrait, DbErr};
use serde_json::{Value, json};

use super::{Author, Version};
use crate::audit::{self, Event};
use crate::digest::sha256;

/// Adds an entry about a version that was just written. Must be called in its transaction.
///
/// # Errors
/// The database fails.
pub async fn log(
    connection: &impl ConnectionTrait,
    author: &Author,
    action: &str,
    object: String,
    version: &Version,
) -> Result<(), DbErr> {
    let fields = Value::Object(version.fields.clone()).to_string();
    let payload = json!({
        "version": version.version,
        "revision": version.from_revision,
        "row_sha256": sha256(fields),
        "valid_to": version.valid_to,
    });
    let event = Event { actor_id: author.actor_id, action, object, reason: None, payload };
    audit::append(connection, author.organisation_id, event).await.map(drop)
}
