//! Rows of an upload: as they were read, and what will become of them.

use std::sync::Arc;

use chrono::NaiveDate;
use karvon_intake::{Fields, TableKind};
use serde_json::Value;

use super::tables::{id_field, records_of};
use crate::digest::{from_hex, sha256};
use crate::services::records::identity_of;

/// A SHA-256.
pub(super) type Hash = [u8; 32];

/// What will become of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Outcome {
    /// It will be added.
    New,
    /// It takes the place of what was known.
    Changed,
    /// It says what is known already.
    Unchanged,
    /// It says what another row of the upload says.
    Duplicate,
    /// It cannot be used; a finding says why.
    Broken,
    /// It is known from this sender and no longer listed.
    Absent,
}

impl Outcome {
    /// Every outcome, in the order in which they are told.
    pub const ALL: [Self; 6] = [Self::New, Self::Changed, Self::Unchanged, Self::Duplicate, Self::Broken, Self::Absent];

    /// The word in rows and answers.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Changed => "changed",
            Self::Unchanged => "unchanged",
            Self::Duplicate => "duplicate",
            Self::Broken => "broken",
            Self::Absent => "absent",
        }
    }
}

/// The days on which a row holds, ends included.
pub(super) type Valid = (Option<NaiveDate>, Option<NaiveDate>);

/// What is kept of a row of a file. The fields are text, which is a tenth of the size of the values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Read {
    /// The fields as canonical JSON.
    pub(super) fields: String,
    /// Their hash.
    pub(super) sha256: Hash,
    /// The user's id of the row, where its table has one and the row says it.
    pub(super) id: Option<String>,
    /// The hash of what makes it this row and no other, where its table has no id.
    pub(super) identity: Hash,
    /// When it holds.
    pub(super) valid: Valid,
}

impl Read {
    /// Keeps a row.
    pub(super) fn new(table: TableKind, fields: Fields) -> Self {
        let id = id_field(table).and_then(|name| fields.get(name)).and_then(Value::as_str).map(str::to_owned);
        let identity =
            if id_field(table).is_some() { [0; 32] } else { bytes(&identity_of(records_of(table), &fields)) };
        let day = |name: &str| fields.get(name).and_then(Value::as_str).and_then(|day| day.parse().ok());
        let valid = (day("valid_from"), day("valid_to"));
        let fields = Value::Object(fields).to_string();
        Self { sha256: bytes(&sha256(&fields)), fields, id, identity, valid }
    }

    /// The fields as values.
    pub(super) fn values(&self) -> Option<Fields> {
        serde_json::from_str(&self.fields).ok()
    }
}

/// The bytes of a hash that was written by this program.
pub(super) fn bytes(hex: &str) -> Hash {
    from_hex(hex).unwrap_or_default()
}

/// A sheet that was read as a table.
#[derive(Clone, Debug)]
pub(super) struct SheetOfRows {
    pub(super) file: Arc<str>,
    pub(super) sheet: Option<Arc<str>>,
    pub(super) table: TableKind,
    /// The fields that it has a column for.
    pub(super) given: Vec<&'static str>,
}

/// A row of an upload on its way to its outcome.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Position of its sheet.
    pub(super) sheet: usize,
    /// Row as the user sees it.
    pub(super) row: u32,
    pub(super) read: Read,
    /// The record it means; empty: one that is still to be made.
    pub(super) key: String,
    /// `New` until it was compared.
    pub(super) outcome: Outcome,
}

impl Candidate {
    /// Whether it can be used.
    pub(super) fn is_good(&self) -> bool {
        match self.outcome {
            Outcome::New | Outcome::Changed | Outcome::Unchanged => true,
            Outcome::Duplicate | Outcome::Broken | Outcome::Absent => false,
        }
    }
}
