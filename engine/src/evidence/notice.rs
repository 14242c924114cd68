//! What was said about a row instead of using it, or beside using it. Nothing is dropped without one of these.

use chrono::NaiveDate;
use serde::Serialize;

use crate::ids::{EvidenceId, PartyId};

/// Something about a row of evidence that a reader has to know.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(tag = "notice", rename_all = "snake_case")]
pub enum EvidenceNotice {
    /// The row is about a party that the network does not hold; it is not used.
    UnknownParty {
        /// The row.
        evidence: EvidenceId,
        /// The party as named.
        party: PartyId,
    },
    /// The ruleset has no such question, or the question has parts and the row names the whole; it is not used.
    UnknownQuestion {
        /// The row.
        evidence: EvidenceId,
        /// The question as named.
        question: String,
    },
    /// The answer cannot be read; it counts as missing.
    UnreadableAnswer {
        /// The row.
        evidence: EvidenceId,
        /// The question.
        question: String,
        /// What is wrong and what would be right.
        reason: String,
    },
    /// The ruleset has no such source class; the row is not used.
    UnknownSource {
        /// The row.
        evidence: EvidenceId,
        /// The source class as named.
        source: String,
    },
    /// Observed after the day of the assessment; the row is not used.
    AfterAsOf {
        /// The row.
        evidence: EvidenceId,
        /// When it was observed.
        observed_on: NaiveDate,
    },
    /// A reassuring answer without a date: its age is unknown, so it takes nothing off.
    UndatedReassurance {
        /// The row.
        evidence: EvidenceId,
    },
    /// A decision about a list that the ruleset does not hold; it is not used.
    UnknownList {
        /// The row.
        evidence: EvidenceId,
        /// The list as named.
        list: String,
    },
    /// A decision about a list match that is neither `confirmed` nor `rejected`; the match stays undecided.
    UnreadableListDecision {
        /// The row.
        evidence: EvidenceId,
        /// The answer as written.
        answer: String,
    },
    /// A decision about a list match by a source that cannot decide one (an authority or a document can); the match
    /// stays undecided.
    ListDecisionSource {
        /// The row.
        evidence: EvidenceId,
        /// The source class.
        source: String,
    },
    /// A rejection of a list match without a date: it rejects nothing.
    UndatedListRejection {
        /// The row.
        evidence: EvidenceId,
    },
    /// A closure names a reference that no adverse row of the party has.
    ClosureFindsNothing {
        /// The closing row.
        evidence: EvidenceId,
        /// The reference as named.
        closes: String,
    },
    /// A closure holds no answer, so it ends nothing.
    ClosureWithoutAnswer {
        /// The closing row.
        evidence: EvidenceId,
        /// The reference as named.
        closes: String,
    },
    /// A closure does not end the row that it names.
    ClosureRefused {
        /// The closing row.
        evidence: EvidenceId,
        /// The adverse row, which stays open.
        adverse: EvidenceId,
        /// Why.
        reason: ClosureRefusal,
    },
    /// A match with a list that the ruleset does not hold was handed in as undecided; it is not used.
    UnknownUndecidedList {
        /// The party.
        party: PartyId,
        /// The list as named.
        list: String,
    },
}

/// Why a closure does not end an adverse row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ClosureRefusal {
    /// It is not dated later, or one of the two has no date.
    NotLater,
    /// Its source is not reliable enough about absences.
    TooWeak,
    /// Its own answer is adverse.
    StillAdverse,
}
