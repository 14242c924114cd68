//! The log as text that can be carried away and verified elsewhere: one JSON object a line, the signed head last.

use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter, QueryOrder};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Entry, Head, SignedHead};
use crate::db::OrganisationId;
use crate::db::entities::{audit_log, audit_payloads};
use crate::digest::hex;
use crate::services::keyring::KeyRing;

/// A line about an entry.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Line {
    /// The entry.
    #[serde(flatten)]
    pub(super) entry: Entry,
    /// Salt of the details as hexadecimal digits; `None`: erased.
    #[serde(default)]
    pub(super) salt: Option<String>,
    /// The details; `None`: erased.
    #[serde(default)]
    pub(super) payload: Option<Value>,
}

/// An organisation's whole log as JSON lines: every entry with its details, unless they were erased, then the head, signed with the
/// installation's key. Without a key there is no head.
///
/// # Errors
/// The database fails.
pub async fn export(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    keys: Option<&KeyRing>,
) -> Result<String, DbErr> {
    let rows = audit_log::Entity::find()
        .filter(audit_log::Column::OrganisationId.eq(organisation_id))
        .order_by_asc(audit_log::Column::Seq)
        .all(connection)
        .await?;
    let payloads = audit_payloads::Entity::find()
        .filter(audit_payloads::Column::OrganisationId.eq(organisation_id))
        .order_by_asc(audit_payloads::Column::Seq)
        .all(connection)
        .await?;
    let mut payloads = payloads.into_iter().peekable();
    let mut text = String::new();
    // The head is that of the entries above it, whatever is written meanwhile.
    let mut head = Head { organisation_id: organisation_id.0, seq: 0, hash: super::FIRST.to_owned() };
    for row in rows {
        let own = payloads.next_if(|payload| payload.seq == row.seq);
        let (salt, payload) = match own {
            Some(own) => (Some(hex(&own.salt)), Some(parsed(&own.payload)?)),
            None => (None, None),
        };
        head.seq = row.seq;
        head.hash.clone_from(&row.hash);
        push(&mut text, &Line { entry: row.into(), salt, payload })?;
    }
    if let Some(keys) = keys {
        push(&mut text, &SignedHead::sign(head, keys))?;
    }
    Ok(text)
}

fn parsed(payload: &str) -> Result<Value, DbErr> {
    serde_json::from_str(payload).map_err(|error| DbErr::Json(error.to_string()))
}

fn push(text: &mut String, line: &impl Serialize) -> Result<(), DbErr> {
    text.push_str(&serde_json::to_string(line).map_err(|error| DbErr::Json(error.to_string()))?);
    text.push('\n');
    Ok(())
}
