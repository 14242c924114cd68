//! Verifying an export of the log, with nothing but the export.

use serde_json::Value;
use thiserror::Error;

use super::entry::payload_hash;
use super::export::Line;
use super::{Entry, FIRST, SignedHead};

/// A chain that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// Hashes of the entries, in their order.
    pub hashes: Vec<String>,
    /// Entries whose details were erased.
    pub erased: usize,
    /// The signed head, if the export has one; its signature is good.
    pub head: Option<SignedHead>,
}

/// What is wrong with a chain.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ChainProblem {
    /// A line that is neither an entry nor a head.
    #[error("line {line}: this is no entry of an audit log; export it with `format=jsonl`")]
    Unreadable {
        /// Line, from 1.
        line: usize,
    },
    /// A number is missing or stands twice.
    #[error("line {line}: entry {expected} should stand here, not {found}: entries were removed, repeated or moved")]
    Gap {
        /// Line, from 1.
        line: usize,
        /// The number that comes next.
        expected: i64,
        /// The number that is there.
        found: i64,
    },
    /// The entry does not follow the one before.
    #[error("entry {seq} does not follow the entry before it: one of the two was changed")]
    Unlinked {
        /// Number of the entry.
        seq: i64,
    },
    /// The entry is not what was hashed.
    #[error("entry {seq} was changed after it was written")]
    Changed {
        /// Number of the entry.
        seq: i64,
    },
    /// The details are not those that the entry was written with.
    #[error("the details of entry {seq} were changed after it was written")]
    Payload {
        /// Number of the entry.
        seq: i64,
    },
    /// The signature of the head is not good.
    #[error("the signature of the head is not good: the head was changed")]
    Signature,
    /// The head tells of another end.
    #[error("the head tells of {seq} entries and another last hash: the end of the log was cut off or replaced")]
    Cut {
        /// Number of entries by the head.
        seq: i64,
    },
}

/// Verifies an export: numbers, links, hashes, details, and the signed head where there is one. An export without a head holds
/// as far as it goes; whether its end was cut off then shows only against a head from elsewhere.
///
/// # Errors
/// Everything that is wrong, in the order of the lines.
pub fn verify(text: &str) -> Result<Verified, Vec<ChainProblem>> {
    let mut problems = Vec::new();
    let mut verified = Verified { hashes: Vec::new(), erased: 0, head: None };
    let mut expected = 1;
    let mut previous = FIRST.to_owned();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    for (line, text) in lines.map(|(number, text)| (number + 1, text)) {
        if let Ok(head) = serde_json::from_str::<SignedHead>(text) {
            verified.head = Some(head);
            continue;
        }
        let Ok(read) = serde_json::from_str::<Line>(text) else {
            problems.push(ChainProblem::Unreadable { line });
            continue;
        };
        let Line { entry, salt, payload } = read;
        if entry.seq != expected || verified.head.is_some() {
            problems.push(ChainProblem::Gap { line, expected, found: entry.seq });
        }
        if entry.previous != previous && entry.seq == expected {
            problems.push(ChainProblem::Unlinked { seq: entry.seq });
        }
        if entry.hash != entry.computed_hash() {
            problems.push(ChainProblem::Changed { seq: entry.seq });
        }
        match details(&entry, salt.as_deref(), payload.as_ref()) {
            Details::Good => {}
            Details::Erased => verified.erased += 1,
            Details::Wrong => problems.push(ChainProblem::Payload { seq: entry.seq }),
        }
        expected = entry.seq.saturating_add(1);
        previous.clone_from(&entry.hash);
        verified.hashes.push(entry.hash);
    }
    if let Some(head) = &verified.head {
        if !head.is_genuine() {
            problems.push(ChainProblem::Signature);
        }
        if head.head.seq != expected - 1 || head.head.hash != previous {
            problems.push(ChainProblem::Cut { seq: head.head.seq });
        }
    }
    if problems.is_empty() { Ok(verified) } else { Err(problems) }
}

enum Details {
    Good,
    Erased,
    Wrong,
}

fn details(entry: &Entry, salt: Option<&str>, payload: Option<&Value>) -> Details {
    match (salt.map(bytes), payload) {
        (None, None) => Details::Erased,
        (Some(Some(salt)), Some(payload)) if payload_hash(&salt, &payload.to_string()) == entry.payload_sha256 => {
            Details::Good
        }
        _ => Details::Wrong,
    }
}

fn bytes(salt: &str) -> Option<[u8; super::SALT]> {
    crate::digest::from_hex(salt)
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;
    use serde_json::json;

    use super::*;
    use crate::audit::Head;
    use crate::digest::hex;
    use crate::services::keyring::KeyRing;

    /// Lines of a chain of three, and its head.
    fn chain() -> Vec<Value> {
        let mut previous = FIRST.to_owned();
        let mut lines = Vec::new();
        for seq in 1..=3 {
            let payload = json!({"name": "Mill", "count": seq});
            let mut entry = Entry {
                seq,
                at: DateTime::UNIX_EPOCH,
                actor_id: None,
                action: "party.created".to_owned(),
                object: format!("party/{seq}"),
                reason: None,
                payload_sha256: payload_hash(&[9; 32], &payload.to_string()),
                previous: previous.clone(),
                hash: String::new(),
            };
            entry.hash = entry.computed_hash();
            previous.clone_from(&entry.hash);
            let line = Line { entry, salt: Some(hex(&[9; 32])), payload: Some(payload) };
            lines.push(serde_json::to_value(line).unwrap());
        }
        let head = Head { organisation_id: uuid::Uuid::nil(), seq: 3, hash: previous };
        lines.push(serde_json::to_value(SignedHead::sign(head, &KeyRing::from_bytes([1; 32]))).unwrap());
        lines
    }

    fn verified(lines: &[Value]) -> Result<Verified, Vec<ChainProblem>> {
        let lines: Vec<String> = lines.iter().map(ToString::to_string).collect();
        verify(&format!("{}\n", lines.join("\n")))
    }

    /// What is wrong after a change to the lines.
    fn after(change: impl FnOnce(&mut Vec<Value>)) -> Vec<ChainProblem> {
        let mut lines = chain();
        change(&mut lines);
        verified(&lines).unwrap_err()
    }

    #[test]
    fn a_whole_chain_holds() {
        let whole = verified(&chain()).unwrap();
        assert_eq!((whole.hashes.len(), whole.erased), (3, 0));
    }

    #[test]
    fn a_changed_entry_shows() {
        assert_eq!(after(|lines| lines[1]["object"] = "party/9".into()), [ChainProblem::Changed { seq: 2 }]);
    }

    #[test]
    fn a_changed_entry_with_a_new_hash_shows_at_the_next() {
        let found = after(|lines| {
            let mut entry: Entry = serde_json::from_value(lines[1].clone()).unwrap();
            entry.object = "party/9".to_owned();
            lines[1]["object"] = "party/9".into();
            lines[1]["hash"] = entry.computed_hash().into();
        });
        assert_eq!(found, [ChainProblem::Unlinked { seq: 3 }]);
    }

    #[test]
    fn changed_details_show() {
        assert_eq!(after(|lines| lines[0]["payload"]["name"] = "Gin".into()), [ChainProblem::Payload { seq: 1 }]);
        assert_eq!(after(|lines| lines[0]["salt"] = Value::Null), [ChainProblem::Payload { seq: 1 }]);
    }

    #[test]
    fn erased_details_are_counted() {
        let mut lines = chain();
        lines[0]["payload"] = Value::Null;
        lines[0]["salt"] = Value::Null;
        assert_eq!(verified(&lines).unwrap().erased, 1);
    }

    #[test]
    fn a_removed_entry_shows() {
        let found = after(|lines| drop(lines.remove(1)));
        assert_eq!(found, [ChainProblem::Gap { line: 2, expected: 2, found: 3 }]);
    }

    #[test]
    fn a_cut_tail_shows_against_the_head() {
        assert_eq!(after(|lines| drop(lines.remove(2))), [ChainProblem::Cut { seq: 3 }]);
    }

    #[test]
    fn a_head_without_a_good_signature_shows() {
        let found = after(|lines| {
            lines.remove(2);
            let hash = lines[1]["hash"].clone();
            lines[2]["head"]["seq"] = 2.into();
            lines[2]["head"]["hash"] = hash;
        });
        assert_eq!(found, [ChainProblem::Signature]);
    }

    #[test]
    fn every_broken_line_is_told() {
        let found = after(|lines| {
            lines[0] = json!("x");
            lines[1] = json!({});
        });
        assert!(found.starts_with(&[ChainProblem::Unreadable { line: 1 }, ChainProblem::Unreadable { line: 2 }]));
    }
}
