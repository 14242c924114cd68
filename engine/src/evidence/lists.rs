//! Decisions about matches with official lists: rows with question `LIST.<list>`.
//!
//! A screening only finds that a name looks like one on a list. Whether the party is the listed one is decided by a
//! person, with an authority or a document behind it.

use chrono::NaiveDate;

use super::rows::Stated;
use super::rules::{AUTHORITY, DOCUMENT};
use super::{Evidence, EvidenceNotice};
use crate::ruleset::{Ruleset, normalised};

/// How the question of a decision begins.
pub(crate) const PREFIX: &str = "LIST.";
const CONFIRMED: &str = "confirmed";
const REJECTED: &str = "rejected";

/// A readable decision.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ListRow {
    pub list: usize,
    pub confirmed: bool,
    pub day: Option<NaiveDate>,
    pub evidence: usize,
}

/// What holds for one list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct ListDecision {
    /// Index into the ruleset's lists, sorted by id.
    pub list: usize,
    pub confirmed: bool,
    /// Index of the deciding row.
    pub evidence: usize,
}

/// Reads one row; the notice says why it decides nothing.
pub(crate) fn read(list: &str, row: &Evidence, evidence: usize, ruleset: &Ruleset) -> Result<ListRow, EvidenceNotice> {
    let id = || row.id.clone();
    let Some(list) = list_index(ruleset, list) else {
        return Err(EvidenceNotice::UnknownList { evidence: id(), list: list.to_owned() });
    };
    if row.source != AUTHORITY && row.source != DOCUMENT {
        return Err(EvidenceNotice::ListDecisionSource { evidence: id(), source: row.source.clone() });
    }
    let answer = normalised(&row.answer);
    let confirmed = if answer == CONFIRMED {
        true
    } else if answer == REJECTED {
        false
    } else {
        return Err(EvidenceNotice::UnreadableListDecision { evidence: id(), answer: row.answer.clone() });
    };
    if !confirmed && row.observed_on.is_none() {
        return Err(EvidenceNotice::UndatedListRejection { evidence: id() });
    }
    Ok(ListRow { list, confirmed, day: row.observed_on, evidence })
}

/// The row that a decision rests on.
pub(crate) fn row_of(decision: ListDecision, stated: Stated<'_>) -> Option<ListRow> {
    let day = stated.get(decision.evidence)?.observed_on;
    Some(ListRow { list: decision.list, confirmed: decision.confirmed, day, evidence: decision.evidence })
}

/// Index of a list among the ruleset's, which are sorted by id; compared without case and punctuation.
pub(crate) fn list_index(ruleset: &Ruleset, id: &str) -> Option<usize> {
    let lists = &ruleset.source().lists;
    lists.keys().position(|list| list == id).or_else(|| {
        let plain = normalised(id);
        lists.keys().position(|list| normalised(list) == plain)
    })
}

/// The decision per list, by list. A confirmation stands until a rejection is dated later; one without a date stands.
pub(crate) fn decide(rows: &[ListRow], stated: Stated<'_>) -> Vec<ListDecision> {
    let id = |row: &ListRow| stated.get(row.evidence).map(|row| &row.id);
    let mut rows = rows.to_vec();
    // The row that decides comes first: undated confirmations, then by day from the newest, confirmations before
    // rejections of the same day.
    rows.sort_by(|a, b| {
        let newest = |row: &ListRow| row.day.unwrap_or(NaiveDate::MAX);
        a.list
            .cmp(&b.list)
            .then_with(|| newest(b).cmp(&newest(a)))
            .then_with(|| b.confirmed.cmp(&a.confirmed))
            .then_with(|| id(a).cmp(&id(b)))
    });
    rows.dedup_by_key(|row| row.list);
    rows.iter().map(|row| ListDecision { list: row.list, confirmed: row.confirmed, evidence: row.evidence }).collect()
}
