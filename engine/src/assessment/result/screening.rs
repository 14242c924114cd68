//! Which lists were screened, and which matches wait for a decision.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::ids::{EvidenceId, PartyId};
use crate::inputs::Completeness;
use crate::network::Country;
use crate::screening::{FieldComparison, Zone};

/// Matches of the parties with lists and with each other.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Screening {
    /// Every match, decided or not, ordered by party, then from the most bits down.
    pub matches: Vec<FoundMatch>,
    /// Parties that are like more names than the ruleset allows to show: there may be further matches. By id.
    pub cut: Vec<PartyId>,
    /// Parties whose names hold nothing that tells one company from another, so that no list could show them. By id.
    pub nameless: Vec<PartyId>,
}

/// What a party is like.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchKind {
    /// A name on a list.
    List,
    /// Another party.
    Duplicate,
}

impl MatchKind {
    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Duplicate => "duplicate",
        }
    }
}

/// Whether anybody decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MatchState {
    /// Nobody did.
    Undecided,
    /// They are the same.
    Confirmed,
    /// They are not.
    Rejected,
}

impl MatchState {
    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Undecided => "undecided",
            Self::Confirmed => "confirmed",
            Self::Rejected => "rejected",
        }
    }
}

/// A party that is like a listed name, or two parties that are alike. It says that two records look alike, and only a
/// confirmed one that they are the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FoundMatch {
    /// Stable id: a hash of what was compared.
    pub match_id: String,
    /// List or duplicate.
    pub kind: MatchKind,
    /// The party; of two parties the one that stays, or whose id comes first.
    pub party_id: PartyId,
    /// The id under which the matching record stands in the files, where it was merged into `party_id`.
    pub record: Option<PartyId>,
    /// The other party, or the name as listed.
    pub other: String,
    /// For lists: where the name stands.
    pub listed: Option<Listed>,
    /// Sum of the bits of the fields.
    pub bits: f64,
    /// Review or match; `no` only for a pair that somebody decided about.
    pub zone: Zone,
    /// Field by field.
    pub fields: Vec<FieldComparison>,
    /// Whether anybody decided.
    pub state: MatchState,
    /// For a decided match with a list: the evidence that decides it.
    pub evidence: Option<EvidenceId>,
    /// For decided duplicates: the reason given.
    pub reason: Option<String>,
    /// For decided duplicates: the day of the decision, where stated.
    pub decided_on: Option<NaiveDate>,
}

/// A name on a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Listed {
    /// What the list is called: a published table or a list of the user's own. See the manifest for its version.
    pub list: String,
    /// The list of the ruleset that a confirmed match counts as.
    pub counts_as: String,
    /// Country as listed.
    pub country: Option<Country>,
    /// Scheme that the entry belongs to.
    pub programme: Option<String>,
    /// Day of listing.
    pub listed_on: Option<NaiveDate>,
    /// Who says so, or where it can be read.
    pub source: Option<String>,
}

/// A list or published table in the state in which it was used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ListUse {
    /// Published table or list of the user's own.
    pub list: String,
    /// Whether it came with the user's files.
    pub own: bool,
    /// Edition in words; empty for lists of the user's own.
    pub edition: String,
    /// Newest day that it speaks of; `None` where it does not say.
    pub as_of: Option<NaiveDate>,
    /// SHA-256 of its file; for a list of the user's own of its rows in canonical form.
    pub sha256: String,
    /// Number of rows.
    pub rows: usize,
    /// Names that were screened; `None` for tables that hold none or that the ruleset does not screen.
    pub screened: Option<usize>,
    /// Names that were listed after the day of the assessment and are left out for that.
    pub later: usize,
    /// Whether rows are missing; `None` where nobody can say.
    pub completeness: Option<Completeness>,
    /// Its age in days on the day of the assessment; `None` where it has no day or a later one.
    pub age_days: Option<i64>,
    /// Whether it is too old to rely on: older than its own limit, or of an age that is not known.
    pub stale: bool,
}
