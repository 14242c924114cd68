//! Findings: the indicator register, patterns, contradictions, notices about evidence.

use serde::{Deserialize, Serialize};

use crate::evidence::{Period, WorkerGroup};
use crate::ids::{ChannelId, EvidenceId, LeafId, PartyId, QuestionId};
use crate::ruleset::Class;

/// What the register says of a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RegisterStatus {
    /// At least one open major item of a source reliable enough.
    Observed,
    /// No open adverse item, and every applicable question answered well enough.
    NotObserved,
    /// Everything else.
    Unknown,
}

/// One line of the indicator register.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegisterEntry {
    /// Hash of party, leaf, group and period, 16 hexadecimal digits.
    pub register_id: String,
    /// Party.
    pub party_id: PartyId,
    /// Leaf.
    pub leaf: LeafId,
    /// Its indicator.
    pub indicator: ChannelId,
    /// Its class.
    pub class: Class,
    /// Group of workers.
    pub group: WorkerGroup,
    /// Days that the evidence speaks about.
    pub period: Option<Period>,
    /// Status.
    pub status: RegisterStatus,
    /// Largest number of workers said to be affected.
    pub affected: Option<u32>,
    /// Evidence relied on.
    pub evidence: Vec<EvidenceId>,
    /// For `unknown`: questions without a good enough answer.
    pub missing: Vec<QuestionId>,
}

/// A pattern that the register supports.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RegisteredPattern {
    /// Party.
    pub party_id: PartyId,
    /// Pattern.
    pub pattern: ChannelId,
    /// Group of workers.
    pub group: WorkerGroup,
    /// Days on which both classes are observed.
    pub period: Option<Period>,
    /// Leaves that it rests on, one of each class.
    pub leaves: Vec<LeafId>,
    /// Evidence relied on.
    pub evidence: Vec<EvidenceId>,
}

/// One pair of rows that contradict each other.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Contradiction {
    /// Party.
    pub party_id: PartyId,
    /// Indicator that both speak of.
    pub indicator: ChannelId,
    /// Group in which the denying family is disbelieved.
    pub group: WorkerGroup,
    /// Family of sources that denied.
    pub family: String,
    /// The row that denies.
    pub denies: EvidenceId,
    /// The row that shows.
    pub shows: EvidenceId,
}

/// Evidence that was not used, or read with a reservation.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EvidenceNotice {
    /// Party.
    pub party_id: PartyId,
    /// Evidence.
    pub evidence: EvidenceId,
    /// Why: a short code such as `after_as_of`, `unreadable_answer`, `unknown_question`, `unknown_source`,
    /// `reassurance_without_date`, `unknown_closure`.
    pub reason: String,
    /// More of it, for people.
    pub detail: String,
}
