//! Rows as they count, for print: every row of a party in every group of workers that it counts in.

use serde::Serialize;

use super::WorkerGroup;
use super::rows::{PartyRows, Row, Stated};
use super::rules::EvidenceRules;
use super::weigh::{State, Weighed};
use crate::ids::EvidenceId;
use crate::ruleset::Grade;

/// Which way an answer moves the result.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// It raises the result.
    Adverse,
    /// It lowers the result.
    Reassuring,
    /// It says nothing about leaf or regime.
    Neutral,
}

/// One row in one group of workers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Item {
    /// The row.
    pub evidence: EvidenceId,
    /// The group that was looked at; the row itself is about this group or about everyone, or, among everyone, about a
    /// part of them.
    pub group: WorkerGroup,
    /// Index of the question.
    pub question: usize,
    /// Index of the answer within the question.
    pub answer: usize,
    /// Index of the source class.
    pub source: usize,
    /// Index of the leaf that the answer speaks to; `None` for context and for answers that say nothing.
    pub leaf: Option<usize>,
    /// Which way it moves the result.
    pub direction: Direction,
    /// How grave, for adverse answers.
    pub grade: Option<Grade>,
    /// P(its source sees what is there) in this group, 0–1; matters for reassuring answers.
    pub sees: f64,
    /// What it is worth.
    pub state: ItemState,
}

/// What a row is worth. φ is what age, and for a part of the workers its share, leave of a reassuring answer, 0–1.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemState {
    /// Adverse, open and counted.
    Open,
    /// Adverse and open; a stronger answer of the same source to the same question is counted instead.
    OpenButRepeated,
    /// Adverse and ended; `None` where a hypothesis takes it as ended.
    Closed {
        /// The row that ends it.
        by: Option<EvidenceId>,
    },
    /// Reassuring and counted as far as its source sees.
    Reassuring {
        /// φ.
        phi: f64,
    },
    /// Reassuring, but its source was caught denying what is shown.
    Disbelieved {
        /// φ if it were believed.
        phi: f64,
    },
    /// Reassuring, and a newer answer of the same source to the same question is counted instead.
    Repeated,
    /// Reassuring without a date: counts nothing.
    Undated,
    /// Says nothing about leaf or regime.
    Recorded,
}

/// The rows that count in the group that was weighed.
pub(crate) fn items(
    party: PartyRows<'_>,
    weighed: &Weighed,
    stated: Stated<'_>,
    rules: &EvidenceRules<'_>,
) -> Vec<Item> {
    let id = |row: &Row| stated.of(row).map(|row| row.id.clone());
    let mut items = Vec::new();
    for (row, state) in party.rows.iter().zip(&weighed.states) {
        let state = match *state {
            State::Elsewhere => continue,
            State::Recorded(_) => ItemState::Recorded,
            State::Undated => ItemState::Undated,
            State::Repeated(_) => ItemState::Repeated,
            State::Open => ItemState::Open,
            State::OpenAgain => ItemState::OpenButRepeated,
            State::Closed(by) => ItemState::Closed { by: by.and_then(|by| party.rows.get(by)).and_then(id) },
            State::Reassuring(phi) => ItemState::Reassuring { phi },
            State::Disbelieved(phi) => ItemState::Disbelieved { phi },
        };
        let Some(evidence) = id(row) else { continue };
        let facts = rules.facts(row);
        let source = usize::from(row.class);
        items.push(Item {
            evidence,
            group: weighed.group,
            question: facts.question,
            answer: facts.answer,
            source,
            leaf: facts.leaf,
            direction: facts.direction,
            grade: facts.grade,
            sees: weighed.sees.get(source).copied().unwrap_or_default(),
            state,
        });
    }
    items
}
