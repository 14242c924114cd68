//! Notices about evidence in words that a file can hold: a stable code and what it is about.

use super::result::EvidenceNotice;
use crate::evidence::{ClosureRefusal, EvidenceNotice as Notice};
use crate::ids::{EvidenceId, PartyId};

/// One notice; `party_of` names the party of a piece of evidence.
pub(crate) fn described(notice: &Notice, party_of: impl Fn(&EvidenceId) -> Option<PartyId>) -> EvidenceNotice {
    let (evidence, reason, detail): (Option<&EvidenceId>, &str, String) = match notice {
        Notice::UnknownParty { evidence, party } => (Some(evidence), "unknown_party", party.to_string()),
        Notice::UnknownQuestion { evidence, question } => (Some(evidence), "unknown_question", question.clone()),
        Notice::UnreadableAnswer { evidence, reason, .. } => (Some(evidence), "unreadable_answer", reason.clone()),
        Notice::UnknownSource { evidence, source } => (Some(evidence), "unknown_source", source.clone()),
        Notice::AfterAsOf { evidence, observed_on } => (Some(evidence), "after_as_of", observed_on.to_string()),
        Notice::UndatedReassurance { evidence } => (Some(evidence), "undated_reassurance", String::new()),
        Notice::UnknownList { evidence, list } => (Some(evidence), "unknown_list", list.clone()),
        Notice::UnreadableListDecision { evidence, answer } => {
            (Some(evidence), "unreadable_list_decision", answer.clone())
        }
        Notice::ListDecisionSource { evidence, source } => (Some(evidence), "list_decision_source", source.clone()),
        Notice::UndatedListRejection { evidence } => (Some(evidence), "undated_list_rejection", String::new()),
        Notice::ClosureFindsNothing { evidence, closes } => (Some(evidence), "closure_finds_nothing", closes.clone()),
        Notice::ClosureWithoutAnswer { evidence, closes } => (Some(evidence), "closure_without_answer", closes.clone()),
        Notice::ClosureRefused { evidence, adverse, reason } => {
            let code = match reason {
                ClosureRefusal::NotLater => "closure_not_later",
                ClosureRefusal::TooWeak => "closure_too_weak",
                ClosureRefusal::StillAdverse => "closure_still_adverse",
            };
            (Some(evidence), code, adverse.to_string())
        }
        Notice::UnknownUndecidedList { list, .. } => (None, "unknown_list", list.clone()),
    };
    let named = if let Notice::UnknownParty { party, .. } | Notice::UnknownUndecidedList { party, .. } = notice {
        Some(party.clone())
    } else {
        evidence.and_then(party_of)
    };
    EvidenceNotice {
        party_id: named.unwrap_or_else(|| PartyId::new("")),
        evidence: evidence.cloned().unwrap_or_else(|| EvidenceId::new("")),
        reason: reason.to_owned(),
        detail,
    }
}
