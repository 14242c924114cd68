//! Floors: minimum bands for what is grave whatever the average.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::outline::Outline;
use crate::evidence::{self, WorkerGroup};
use crate::network::Network;
use crate::planning::Asked;
use crate::ruleset::{Floor, FloorCondition, Grade, Ruleset};

impl Outline<'_> {
    /// Floors that hold at each party.
    pub(super) fn floors<'r>(&self, network: &Network, ruleset: &'r Ruleset) -> Vec<Vec<&'r Floor>> {
        let observed: BTreeSet<(usize, usize)> = self
            .register
            .entries
            .iter()
            .filter(|entry| matches!(entry.status, evidence::RegisterStatus::Observed))
            .map(|entry| (entry.party, entry.leaf))
            .collect();
        let floors: Vec<(&Floor, Vec<AnswerWanted<'_>>)> = ruleset
            .source()
            .floors
            .iter()
            .map(|floor| match &floor.when {
                FloorCondition::Answer(answers) => {
                    (floor, answers.iter().filter_map(|pair| AnswerWanted::read(pair, ruleset)).collect())
                }
                FloorCondition::Observed(_) | FloorCondition::Listed(_) => (floor, Vec::new()),
            })
            .collect();
        let some_answer = floors.iter().any(|(_, wanted)| !wanted.is_empty());
        (0..network.parties().len())
            .into_par_iter()
            .map(|party| {
                let open = if some_answer { self.open_answers(party, ruleset) } else { Vec::new() };
                let holds = |(floor, wanted): &&(&Floor, Vec<AnswerWanted<'_>>)| match &floor.when {
                    FloorCondition::Observed(leaves) => leaves
                        .iter()
                        .filter_map(|leaf| ruleset.leaf(leaf))
                        .any(|leaf| observed.contains(&(party, leaf))),
                    FloorCondition::Answer(_) => wanted.iter().any(|wanted| open.iter().any(|open| wanted.is(open))),
                    FloorCondition::Listed(lists) => {
                        self.own.parties.get(party).is_some_and(|own| own.lists.iter().any(|list| lists.contains(list)))
                    }
                };
                floors.iter().filter(holds).map(|(floor, _)| *floor).collect()
            })
            .collect()
    }

    /// Answers that are open in some group of workers and come from a source that is reliable enough to be observed.
    fn open_answers(&self, party: usize, ruleset: &Ruleset) -> Vec<(usize, usize, WorkerGroup)> {
        let observe_at = ruleset.source().regimes.observe_at;
        let mut open = Vec::new();
        self.prepared.look(party, |row, facts, state| {
            let class = ruleset.sources().get(usize::from(row.class));
            if state.is_open() && class.is_some_and(|class| class.r_against >= observe_at) {
                open.push((facts.question, facts.answer, row.group));
            }
        });
        open
    }
}

/// An answer of a floor, `question=answer` or `question=answer@group`.
struct AnswerWanted<'r> {
    question: usize,
    answer: usize,
    group: Option<&'r str>,
}

impl<'r> AnswerWanted<'r> {
    /// `None` where the ruleset has no such question or answer.
    fn read(stated: &'r str, ruleset: &Ruleset) -> Option<Self> {
        let (pair, group) = stated.split_once('@').map_or((stated, None), |(pair, group)| (pair, Some(group)));
        let (question, answer) = pair.split_once('=')?;
        let question = ruleset.question(question)?;
        let answer = ruleset.source().questions.get(question)?.answers.iter().position(|a| a.id == answer)?;
        Some(Self { question, answer, group })
    }

    fn is(&self, (question, answer, group): &(usize, usize, WorkerGroup)) -> bool {
        self.question == *question && self.answer == *answer && self.group.is_none_or(|wanted| wanted == group.as_str())
    }
}

/// Whether an answer, if it were given, would make a floor hold: it is major, from a source reliable enough, and about
/// what the floor names.
pub(super) fn would_hold(floor: &Floor, asked: Asked<'_>, ruleset: &Ruleset) -> bool {
    let question = ruleset.questions().get(asked.question);
    let Some(answer) = question.and_then(|question| question.answers.get(asked.answer)) else { return false };
    if !answer.says.is_adverse() || asked.source.r_against < ruleset.source().regimes.observe_at {
        return false;
    }
    match &floor.when {
        FloorCondition::Observed(leaves) => {
            let leaf = question.and_then(|question| question.leaf).and_then(|leaf| ruleset.leaves().get(leaf));
            answer.grade == Some(Grade::Major)
                && leaf.is_some_and(|leaf| leaves.iter().any(|id| id == leaf.id.as_str()))
        }
        FloorCondition::Answer(answers) => {
            let stated = ruleset.source().questions.get(asked.question);
            let id = stated.and_then(|q| Some(format!("{}={}", q.id, q.answers.get(asked.answer)?.id)));
            let id_of_group = id.as_ref().map(|id| format!("{id}@{}", asked.group.as_str()));
            answers.iter().any(|wanted| Some(wanted) == id.as_ref() || Some(wanted) == id_of_group.as_ref())
        }
        FloorCondition::Listed(_) => false,
    }
}
