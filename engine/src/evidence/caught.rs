//! Sources caught denying what is shown, and the contradiction log.
//!
//! Where one source shows a grave finding and another, less to be believed, denied the same indicator, the one that
//! denied is not believed on the rest either: its whole family is blind for that group of workers. The same holds for a
//! source that later says the opposite of its own denial.

use serde::Serialize;

use super::WorkerGroup;
use super::rows::{PartyRows, Row, Stated};
use super::rules::EvidenceRules;
use super::weigh::{State, Weighed};
use crate::ids::EvidenceId;

/// Two rows that cannot both be right, and the family of sources that is blind because of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Contradiction {
    /// The open major adverse row.
    pub shown: EvidenceId,
    /// The reassuring row about the same indicator.
    pub denied: EvidenceId,
    /// How they meet.
    pub kind: ContradictionKind,
    /// Index of the indicator.
    pub indicator: usize,
    /// Index of the family of sources that is no longer believed.
    pub family: usize,
    /// The groups of workers for which this holds, `all` first.
    pub groups: Vec<WorkerGroup>,
}

/// How a denial was caught.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ContradictionKind {
    /// Another family of sources shows what was denied.
    ShownByAnother,
    /// The same source class gave a newer, adverse answer to the same question.
    OwnLaterAnswer,
}

/// Whether an open major row catches a denial, and how.
fn catches(shown: &Row, denied: &Row, weighed: &Weighed, rules: &EvidenceRules<'_>) -> Option<ContradictionKind> {
    let (shower, denier) = (rules.class(shown), rules.class(denied));
    let same_indicator = rules.facts(shown).indicator == rules.facts(denied).indicator;
    let r_for = weighed.r_for(usize::from(denied.class), rules);
    if same_indicator && shower.family != denier.family && r_for < shower.r_against {
        return Some(ContradictionKind::ShownByAnother);
    }
    let same_voice = shown.question == denied.question && shown.group == denied.group && shown.class == denied.class;
    let newer = matches!((shown.day, denied.day), (Some(shown), Some(denied)) if shown > denied);
    (same_voice && newer).then_some(ContradictionKind::OwnLaterAnswer)
}

/// Marks the families that are caught in the group that was weighed.
pub(super) fn find(rows: &[Row], weighed: &mut Weighed, rules: &EvidenceRules<'_>) {
    for (shown, state) in rows.iter().zip(&weighed.states) {
        if !state.is_open() || !rules.facts(shown).is_major() {
            continue;
        }
        for (denied, state) in rows.iter().zip(&weighed.states) {
            if matches!(state, State::Reassuring(_))
                && catches(shown, denied, weighed, rules).is_some()
                && let Some(caught) = weighed.caught.get_mut(rules.class(denied).family)
            {
                *caught = true;
            }
        }
    }
}

/// Adds the contradictions of the group that was weighed to a list; a pair that meets in several groups stands once.
pub(crate) fn log(
    into: &mut Vec<Contradiction>,
    party: PartyRows<'_>,
    weighed: &Weighed,
    stated: Stated<'_>,
    rules: &EvidenceRules<'_>,
) {
    if !weighed.caught.contains(&true) {
        return;
    }
    let id = |row: &Row| stated.of(row).map(|row| row.id.clone());
    for (shown, state) in party.rows.iter().zip(&weighed.states) {
        if !state.is_open() || !rules.facts(shown).is_major() {
            continue;
        }
        for (denied, state) in party.rows.iter().zip(&weighed.states) {
            let State::Disbelieved(_) = state else {
                continue;
            };
            let Some(kind) = catches(shown, denied, weighed, rules) else {
                continue;
            };
            let (Some(shown_id), Some(denied_id)) = (id(shown), id(denied)) else {
                continue;
            };
            let known = into.iter_mut().find(|c| c.shown == shown_id && c.denied == denied_id && c.kind == kind);
            match known {
                Some(known) => known.groups.push(weighed.group),
                None => into.push(Contradiction {
                    shown: shown_id,
                    denied: denied_id,
                    kind,
                    indicator: rules.facts(shown).indicator,
                    family: rules.class(denied).family,
                    groups: vec![weighed.group],
                }),
            }
        }
    }
}
