//! How much of what could be asked was answered, by whom and how long ago.

#![expect(clippy::indexing_slicing, reason = "INVARIANT: vectors are sized by the ruleset; rows hold indices into it")]

use std::collections::BTreeMap;

use super::tables::Tables;
use crate::evidence::{EvidenceRules, PartyRows, State, Traits, Weighed, applies, with_parameters};
use crate::network::Network;

/// The questions that apply to parties of one description.
#[derive(Debug)]
pub(crate) struct Applicable {
    questions: Vec<bool>,
    /// Per channel: sum of what its questions can tell.
    information: Vec<f64>,
    /// Per channel: number of its questions.
    count: Vec<f64>,
}

/// For each party the questions that apply to it; parties alike share them.
#[derive(Debug)]
pub(crate) struct Applicability {
    kinds: Vec<Applicable>,
    of_party: Vec<usize>,
}

impl Applicability {
    pub(crate) fn new(network: &Network, rules: &EvidenceRules<'_>, tables: &Tables) -> Self {
        let ruleset = rules.ruleset;
        let others = with_parameters(ruleset);
        let mut known: BTreeMap<Traits, usize> = BTreeMap::new();
        let mut kinds = Vec::new();
        let mut of_party = Vec::with_capacity(network.parties().len());
        for party in network.parties() {
            let kind = *known.entry(Traits::of(party, &others, ruleset)).or_insert_with(|| {
                let questions: Vec<bool> =
                    ruleset.source().questions.iter().map(|q| applies(&q.needs, party, ruleset)).collect();
                let sum = |of: &dyn Fn(usize) -> f64| -> Vec<f64> {
                    let mut by_leaf = vec![0.0; tables.leaves];
                    for (q, question) in ruleset.questions().iter().enumerate() {
                        if let (true, Some(leaf)) = (questions[q], question.leaf) {
                            by_leaf[leaf] += of(q);
                        }
                    }
                    tables.channel_leaves.iter().map(|leaves| leaves.iter().map(|&k| by_leaf[k]).sum()).collect()
                };
                let information = sum(&|q| ruleset.questions()[q].information);
                let count = sum(&|_| 1.0);
                kinds.push(Applicable { questions, information, count });
                kinds.len() - 1
            });
            of_party.push(kind);
        }
        Self { kinds, of_party }
    }

    pub(crate) fn of(&self, party: usize) -> &Applicable {
        &self.kinds[self.of_party[party]]
    }
}

/// Room kept between groups.
#[derive(Debug, Default)]
pub(crate) struct CoverageRoom {
    told: Vec<f64>,
    answered: Vec<f64>,
}

/// Coverage and plain share of questions answered, per channel, of the rows as they were weighed in one group.
///
/// Of a question the answer counts that tells most: by the reliability of its source in the answer's direction (full at
/// the ruleset's `full_coverage_at`), faded by age unless it is an open adverse one. Disbelieved answers count.
pub(crate) fn coverage(
    rows: PartyRows<'_>,
    weighed: &Weighed,
    applicable: &Applicable,
    (rules, tables): (&EvidenceRules<'_>, &Tables),
    room: &mut CoverageRoom,
) -> (Vec<f64>, Vec<f64>) {
    room.told.clear();
    room.told.resize(tables.leaves, 0.0);
    room.answered.clear();
    room.answered.resize(tables.leaves, 0.0);
    let full_at = rules.ruleset.source().regimes.full_coverage_at;
    let mut next = 0;
    for run in rows.rows.chunk_by(|a, b| a.question == b.question) {
        let states = &weighed.states[next..next + run.len()];
        next += run.len();
        let question = rules.facts(&run[0]).question;
        let resolved = &rules.ruleset.questions()[question];
        let (Some(leaf), true) = (resolved.leaf, applicable.questions[question]) else {
            continue;
        };
        let mut most: Option<f64> = None;
        for (row, state) in run.iter().zip(states) {
            let class = rules.class(row);
            let r_for = || weighed.r_for(usize::from(row.class), rules);
            let tells = match *state {
                State::Elsewhere => continue,
                State::Open | State::OpenAgain => (class.r_against / full_at).min(1.0),
                State::Closed(_) => (class.r_against / full_at).min(1.0) * row.freshness,
                State::Reassuring(phi) | State::Disbelieved(phi) | State::Repeated(phi) | State::Recorded(phi) => {
                    (r_for() / full_at).min(1.0) * phi
                }
                State::Undated => 0.0,
            };
            most = Some(most.map_or(tells, |most: f64| most.max(tells)));
        }
        if let Some(most) = most {
            room.told[leaf] += most * resolved.information;
            room.answered[leaf] += 1.0;
        }
    }
    let share = |of: &[f64], whole: &[f64]| -> Vec<f64> {
        let parts = tables.channel_leaves.iter().map(|leaves| leaves.iter().map(|&k| of[k]).sum::<f64>());
        parts.zip(whole).map(|(part, &whole)| if whole > 0.0 { (part / whole).min(1.0) } else { 0.0 }).collect()
    };
    (share(&room.told, &applicable.information), share(&room.answered, &applicable.count))
}
