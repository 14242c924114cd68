//! Adverse answers that stand open at a party, and which of them come first: severe harm that is hard to put right, and
//! labour that the state imposes.

use std::collections::{BTreeMap, BTreeSet};

use super::plan::PlanInput;
use super::questions::Asked;
use crate::evidence::{Direction, Item, ItemState, WorkerGroup};
use crate::ids::EvidenceId;
use crate::ruleset::{Grade, Ruleset, is_state_imposed};

/// What stands open at one party.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct OpenAnswers {
    /// Rows by index of their question.
    pub by_question: BTreeMap<usize, BTreeSet<EvidenceId>>,
    /// Questions with an answer that shows severe harm that is hard to put right.
    pub severe: BTreeSet<usize>,
    /// Whether labour imposed by the state is observed.
    pub state_imposed: bool,
}

impl OpenAnswers {
    /// The rows of some questions, sorted.
    pub(super) fn rows(&self, questions: &BTreeSet<usize>) -> Vec<EvidenceId> {
        let rows: BTreeSet<&EvidenceId> = questions.iter().filter_map(|q| self.by_question.get(q)).flatten().collect();
        rows.into_iter().cloned().collect()
    }

    /// Whether measures about an indicator can be taken here. Where the state imposes the labour the site has no say, so
    /// that only leaving helps; elsewhere nobody leaves before leverage was tried.
    pub(super) fn allows(&self, indicator: &str, ruleset: &Ruleset) -> bool {
        is_state_imposed(indicator, &ruleset.source().questions) == self.state_imposed
    }
}

/// Looks through the rows of a party in every group of workers.
pub(super) fn open_answers(input: &PlanInput<'_>, party: usize) -> OpenAnswers {
    let mut open = OpenAnswers::default();
    let items = input.prepared.items(party);
    let is_open = |item: &&Item| {
        item.direction == Direction::Adverse && matches!(item.state, ItemState::Open | ItemState::OpenButRepeated)
    };
    // A row about everyone is met again in every group; it stays a row about everyone.
    let of_all: BTreeSet<&EvidenceId> =
        items.iter().filter(|item| item.group == WorkerGroup::All).map(|item| &item.evidence).collect();
    for item in items.iter().filter(is_open) {
        let group = if of_all.contains(&item.evidence) { WorkerGroup::All } else { item.group };
        open.by_question.entry(item.question).or_default().insert(item.evidence.clone());
        if is_severe(input, item, group) {
            open.severe.insert(item.question);
        }
        open.state_imposed |= is_observed(input.ruleset, item)
            && input
                .ruleset
                .source()
                .questions
                .get(item.question)
                .is_some_and(|question| is_state_imposed(&question.indicator, &input.ruleset.source().questions));
    }
    open
}

/// Whether the row alone makes its leaf observed: major, about a leaf, from a source reliable enough.
fn is_observed(ruleset: &Ruleset, item: &Item) -> bool {
    let reliable =
        ruleset.sources().get(item.source).is_some_and(|class| class.r_against >= ruleset.source().regimes.observe_at);
    item.leaf.is_some() && item.grade == Some(Grade::Major) && reliable
}

/// Whether a row shows severe, irremediable harm: observed, and grave by the ruleset's scale and irremediability of its
/// indicator or by a floor.
fn is_severe(input: &PlanInput<'_>, item: &Item, group: WorkerGroup) -> bool {
    let ruleset = input.ruleset;
    let question = ruleset.source().questions.get(item.question);
    let indicator = question.and_then(|q| ruleset.source().indicators.iter().find(|i| i.id == q.indicator));
    let from = ruleset.source().severity.severe;
    let severe =
        indicator.is_some_and(|i| i.severity.scale >= from.scale && i.severity.irremediability >= from.irremediability);
    let by_floor = || {
        ruleset
            .sources()
            .get(item.source)
            .is_some_and(|source| (input.grave)(Asked { question: item.question, answer: item.answer, source, group }))
    };
    (severe && is_observed(ruleset, item)) || by_floor()
}
