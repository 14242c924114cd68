//! Matches with official lists and decisions about them: rows with question `LIST.<list>`.
//!
//! A screening only finds that a name looks like one on a list. Whether the party is the listed one is decided by a
//! person, with an authority or a document behind it. A decision names a list of the ruleset and then counts for every list
//! that feeds it, or one list by what it is called and then counts for that one only.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::rows::Stated;
use super::rules::{AUTHORITY, DOCUMENT, EvidenceRules};
use super::{Evidence, EvidenceNotice};
use crate::ruleset::{Ruleset, normalised};

/// How the question of a decision about matches with a list begins; its name follows.
pub const PREFIX: &str = "LIST.";
/// The answer that a party is the listed one.
pub(crate) const CONFIRMED: &str = "confirmed";
/// The answer that it is not.
pub(crate) const REJECTED: &str = "rejected";

/// What screening against lists found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ScreenedLists {
    /// By what a list is called, published or of the user's own: the list of the ruleset that it counts as.
    pub named: BTreeMap<String, String>,
    /// Per party of the network: its matches; a party beyond the end has none.
    pub matches: Vec<Vec<ListMatch>>,
}

impl ScreenedLists {
    /// What is known where nothing was screened.
    pub fn none() -> &'static Self {
        static NONE: ScreenedLists = ScreenedLists { named: BTreeMap::new(), matches: Vec::new() };
        &NONE
    }
}

/// A match of one party with a list, before anybody decided.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ListMatch {
    /// The list of the ruleset that a confirmed match counts as.
    pub list: String,
    /// What the list itself is called.
    pub name: String,
    /// Day of listing, where known.
    pub listed_on: Option<NaiveDate>,
}

/// The same with the list as an index into the ruleset's, sorted by id, and the name without case and punctuation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct KnownMatch {
    pub list: usize,
    pub name: String,
    pub listed_on: Option<NaiveDate>,
}

impl KnownMatch {
    /// `None` where the ruleset has no such list.
    pub(crate) fn new(found: &ListMatch, ruleset: &Ruleset) -> Option<Self> {
        let list = list_index(ruleset, &found.list)?;
        Some(Self { list, name: normalised(&found.name), listed_on: found.listed_on })
    }

    /// The decision that ends the match, if there is one. What was rejected before the name was listed is open again.
    pub(crate) fn decided<'a>(&self, decisions: &'a [ListDecision]) -> Option<&'a ListRow> {
        let of_list = || decisions.iter().filter(|decision| decision.row.list == self.list);
        // What is said of this very list takes what is said of all into account.
        let this = of_list().find(|decision| decision.name.as_ref() == Some(&self.name));
        let row = &this.or_else(|| of_list().find(|decision| decision.name.is_none()))?.row;
        let ends = row.confirmed || self.listed_on.is_none_or(|listed| row.day.is_some_and(|day| listed <= day));
        ends.then_some(row)
    }
}

/// A readable decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListRow {
    /// Index into the ruleset's lists, sorted by id.
    pub list: usize,
    /// The one list that is meant by its own name, without case and punctuation; `None` for all that feed `list`.
    pub name: Option<String>,
    pub confirmed: bool,
    pub day: Option<NaiveDate>,
    /// Index of the deciding row.
    pub evidence: usize,
}

/// What holds for one list of the ruleset or for one of the lists that feed it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct ListDecision {
    /// As in [`ListRow`]; the row may speak of all lists where this names one.
    pub name: Option<String>,
    pub row: ListRow,
}

/// Reads one row; the notice says why it decides nothing.
pub(crate) fn read(
    list: &str,
    row: &Evidence,
    evidence: usize,
    rules: &EvidenceRules<'_>,
) -> Result<ListRow, EvidenceNotice> {
    let id = || row.id.clone();
    let plain = normalised(list);
    let own = rules.named_lists.iter().find(|(name, _)| *name == plain);
    let Some((list, name)) =
        list_index(rules.ruleset, list).map(|list| (list, None)).or_else(|| own.map(|(_, list)| (*list, Some(plain))))
    else {
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
    Ok(ListRow { list, name, confirmed, day: row.observed_on, evidence })
}

/// Lists by their own names, without case and punctuation, with their index among the ruleset's; those that count as a list
/// it does not hold are left out.
pub(crate) fn named_lists(named: &BTreeMap<String, String>, ruleset: &Ruleset) -> Vec<(String, usize)> {
    named.iter().filter_map(|(name, list)| Some((normalised(name), list_index(ruleset, list)?))).collect()
}

/// Index of a list among the ruleset's, which are sorted by id; compared without case and punctuation.
pub(crate) fn list_index(ruleset: &Ruleset, id: &str) -> Option<usize> {
    let lists = &ruleset.source().lists;
    lists.keys().position(|list| list == id).or_else(|| {
        let plain = normalised(id);
        lists.keys().position(|list| normalised(list) == plain)
    })
}

/// The decision per list, by list and name. A confirmation stands until a rejection is dated later; one without a date
/// stands. What is said of a list of the ruleset is said of each list that feeds it.
pub(crate) fn decide(rows: &[ListRow], stated: Stated<'_>) -> Vec<ListDecision> {
    let id = |row: &ListRow| stated.get(row.evidence).map(|row| &row.id);
    let mut rows = rows.to_vec();
    // The row that decides comes first: undated confirmations, then by day from the newest, confirmations before
    // rejections of the same day.
    rows.sort_by(|a, b| {
        let newest = |row: &ListRow| row.day.unwrap_or(NaiveDate::MAX);
        newest(b).cmp(&newest(a)).then_with(|| b.confirmed.cmp(&a.confirmed)).then_with(|| id(a).cmp(&id(b)))
    });
    let meant: BTreeSet<(usize, Option<String>)> = rows.iter().map(|row| (row.list, row.name.clone())).collect();
    let decide = |(list, name): (usize, Option<String>)| {
        let row = rows.iter().find(|row| row.list == list && (row.name.is_none() || row.name == name))?.clone();
        Some(ListDecision { name, row })
    };
    meant.into_iter().filter_map(decide).collect()
}

/// The lists of the ruleset on which a party is confirmed to stand, each once, ascending.
pub(crate) fn confirmed(decisions: &[ListDecision]) -> impl Iterator<Item = usize> + '_ {
    // Decisions are sorted by list.
    let mut last = None;
    let lists = decisions.iter().filter(|decision| decision.row.confirmed).map(|decision| decision.row.list);
    lists.filter(move |list| last.replace(*list) != Some(*list))
}
