//! Floors: minimum bands for what is grave whatever the average.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::outline::Outline;
use crate::evidence::{self, ItemState};
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
        (0..network.parties().len())
            .into_par_iter()
            .map(|party| {
                let holds = |floor: &&Floor| match &floor.when {
                    FloorCondition::Observed(leaves) => leaves
                        .iter()
                        .filter_map(|leaf| ruleset.leaf(leaf))
                        .any(|leaf| observed.contains(&(party, leaf))),
                    FloorCondition::Answer(answers) => {
                        answers.iter().any(|pair| self.has_open_answer(party, pair, ruleset))
                    }
                    FloorCondition::Listed(lists) => {
                        self.own.parties.get(party).is_some_and(|own| own.lists.iter().any(|list| lists.contains(list)))
                    }
                };
                ruleset.source().floors.iter().filter(holds).collect()
            })
            .collect()
    }

    /// Whether `question=answer`, or `question=answer@group`, stands open at a party, from a source reliable enough to
    /// observe.
    fn has_open_answer(&self, party: usize, stated: &str, ruleset: &Ruleset) -> bool {
        let (pair, group) = stated.split_once('@').map_or((stated, None), |(pair, group)| (pair, Some(group)));
        let Some((question, answer)) = pair.split_once('=') else { return false };
        let Some(question) = ruleset.question(question) else { return false };
        let answers = ruleset.source().questions.get(question).map(|q| &q.answers);
        let Some(answer) = answers.and_then(|answers| answers.iter().position(|a| a.id == answer)) else {
            return false;
        };
        let observe_at = ruleset.source().regimes.observe_at;
        self.prepared.items(party).iter().any(|item| {
            let open = matches!(item.state, ItemState::Open | ItemState::OpenButRepeated);
            let reliable = ruleset.sources().get(item.source).is_some_and(|class| class.r_against >= observe_at);
            let about = || {
                group.is_none_or(|group| {
                    self.evidence.iter().any(|row| row.id == item.evidence && row.group.as_str() == group)
                })
            };
            item.question == question && item.answer == answer && open && reliable && about()
        })
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
