//! One entry of the log, its canonical form and its hash.
//!
//! The canonical form is JSON as in RFC 8785: names in order, no blanks, shortest escapes. Whoever has an export can compute
//! every hash with any tool that sorts names.

use chrono::{DateTime, Utc};
use sea_orm::ActiveValue::Set;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::json;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::db::entities::audit_log;
use crate::db::{OrganisationId, printed};
use crate::digest::{hex, sha256};

/// What the first entry holds in the place of the hash before it.
pub const FIRST: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// An entry as it is shown, exported and hashed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// Number, from 1 without gaps.
    pub seq: i64,
    /// When, to the millisecond.
    #[serde(serialize_with = "write_moment", deserialize_with = "read_moment")]
    pub at: DateTime<Utc>,
    /// Who; `None`: the program itself.
    pub actor_id: Option<Uuid>,
    /// What was done, as `noun.verb`.
    pub action: String,
    /// To what, as `kind/id`.
    pub object: String,
    /// Why, where one was asked for.
    pub reason: Option<String>,
    /// SHA-256 of salt and details.
    pub payload_sha256: String,
    /// Hash of the entry before.
    pub previous: String,
    /// Hash of this entry.
    pub hash: String,
}

impl Entry {
    /// The form that is hashed: all fields but the hash.
    pub fn canonical(&self) -> String {
        json!({
            "action": self.action,
            "actor_id": self.actor_id,
            "at": printed(self.at),
            "object": self.object,
            "payload_sha256": self.payload_sha256,
            "previous": self.previous,
            "reason": self.reason,
            "seq": self.seq,
        })
        .to_string()
    }

    /// What the hash must be.
    pub fn computed_hash(&self) -> String {
        sha256(self.canonical())
    }

    /// The row of an organisation's chain.
    pub(super) fn to_row(&self, organisation_id: OrganisationId) -> audit_log::ActiveModel {
        audit_log::ActiveModel {
            organisation_id: Set(organisation_id),
            seq: Set(self.seq),
            at: Set(self.at),
            actor_id: Set(self.actor_id),
            action: Set(self.action.clone()),
            object: Set(self.object.clone()),
            reason: Set(self.reason.clone()),
            payload_sha256: Set(self.payload_sha256.clone()),
            previous: Set(self.previous.clone()),
            hash: Set(self.hash.clone()),
        }
    }
}

impl From<audit_log::Model> for Entry {
    fn from(row: audit_log::Model) -> Self {
        Self {
            seq: row.seq,
            at: row.at,
            actor_id: row.actor_id,
            action: row.action,
            object: row.object,
            reason: row.reason,
            payload_sha256: row.payload_sha256,
            previous: row.previous,
            hash: row.hash,
        }
    }
}

/// The hash that binds details to their entry; without the salt it tells nothing about them.
pub(super) fn payload_hash(salt: &[u8], payload: &str) -> String {
    let mut hash = Sha256::new();
    hash.update(salt);
    hash.update(payload.as_bytes());
    hex(&hash.finalize())
}

fn write_moment<S: Serializer>(at: &DateTime<Utc>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&printed(*at))
}

fn read_moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<DateTime<Utc>, D::Error> {
    let text = String::deserialize(deserializer)?;
    DateTime::parse_from_rfc3339(&text).map(|at| at.to_utc()).map_err(serde::de::Error::custom)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry() -> Entry {
        Entry {
            seq: 1,
            at: DateTime::parse_from_rfc3339("2026-11-24T10:00:00.5Z").unwrap().to_utc(),
            actor_id: None,
            action: "party.created".to_owned(),
            object: "party/Ä\"1".to_owned(),
            reason: None,
            payload_sha256: payload_hash(&[0, 1, 2], "{}"),
            previous: FIRST.to_owned(),
            hash: String::new(),
        }
    }

    #[test]
    fn a_hash_can_be_computed_by_other_tools() {
        // Python: hashlib.sha256(b"\x00\x01\x02{}") and hashlib.sha256(json.dumps(entry, sort_keys=True,
        // separators=(",", ":"), ensure_ascii=False).encode()).
        let entry = entry();
        assert_eq!(entry.payload_sha256, "0ebfeeb52a788c2acc8880c21b58f9c604a57f8ab3190473ae225d656ad111b2");
        assert_eq!(entry.computed_hash(), "7192e79c2bcc1d7ec2e08f66ac74917234b8a694d98944045545834a5d8d3d4c");
    }

    #[test]
    fn an_entry_reads_back_as_it_was_written() {
        let entry = entry();
        let text = serde_json::to_string(&entry).unwrap();
        assert!(text.contains("\"2026-11-24T10:00:00.500Z\""), "{text}");
        assert_eq!(serde_json::from_str::<Entry>(&text).unwrap(), entry);
    }
}
