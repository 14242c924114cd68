//! The indicator register: what was observed, where, about whom, when, on which evidence.
//!
//! It holds findings, not likelihoods. A leaf is observed on open major rows of sources that are reliable enough about
//! presences; it is not observed only where every question about it was answered well by sources that are reliable
//! enough about absences and not long ago; everything else is unknown, with what is missing. Context never enters. A
//! pattern is registered where involuntariness and a menace of penalty are observed for the same group of workers at the
//! same place in the same time (20th ICLS guidelines on forced labour, 2018).

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::applies::applies;
use super::rows::{PartyRows, Row, Stated};
use super::rules::EvidenceRules;
use super::weigh::{State, Weighed, counts_in};
use super::{Direction, Evidence, Period, WorkerGroup};
use crate::ids::EvidenceId;
use crate::network::Party;
use crate::ruleset::Class;

/// The register of a network, ordered by party, group of workers, leaf and period.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Register {
    /// One entry per party, group, leaf and, where observed, period.
    pub entries: Vec<RegisterEntry>,
    /// Where a forced-labour pattern is observed.
    pub patterns: Vec<RegisteredPattern>,
}

/// What the register says about one leaf at one party for one group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegisterEntry {
    /// Index of the party.
    pub party: usize,
    /// Group of workers.
    pub group: WorkerGroup,
    /// Index of the leaf.
    pub leaf: usize,
    /// Observed: the rows' own days. Not observed: from the first to the last day that the rows speak about. Unknown:
    /// none.
    pub period: Option<Period>,
    /// What is known.
    pub status: RegisterStatus,
    /// The rows relied on, by id. For unknown: open adverse rows that are not enough.
    pub evidence: Vec<EvidenceId>,
}

/// Whether a leaf was observed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "status", rename_all = "snake_case")]
pub enum RegisterStatus {
    /// At least one open major row of a reliable source.
    Observed,
    /// Every question answered well, recently, by reliable sources, and nothing adverse open.
    NotObserved,
    /// Anything else.
    Unknown {
        /// Indices of the questions that lack such an answer.
        missing: Vec<usize>,
    },
}

/// A forced-labour pattern: a leaf of each class, observed for the same group in the same time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RegisteredPattern {
    /// Index of the party.
    pub party: usize,
    /// Group of workers.
    pub group: WorkerGroup,
    /// Index of the leaf of involuntariness.
    pub inv: usize,
    /// Index of the leaf of coercion.
    pub coe: usize,
    /// The days that both speak about.
    pub period: Period,
    /// The rows relied on, by id.
    pub evidence: Vec<EvidenceId>,
}

/// Writes what the register says about one party and the group that was weighed. `questions_of` holds, per leaf, the
/// indices of the questions that can tell something about it.
pub(crate) fn register_group(
    into: &mut Register,
    (index, party): (usize, &Party),
    of_party: PartyRows<'_>,
    weighed: &Weighed,
    texts: Stated<'_>,
    (rules, questions_of): (&EvidenceRules<'_>, &[Vec<usize>]),
) {
    let rows: Vec<(&Row, State, &Evidence)> = of_party
        .rows
        .iter()
        .zip(&weighed.states)
        .filter_map(|(row, state)| texts.of(row).map(|stated| (row, *state, stated)))
        .collect();
    let start = into.entries.len();
    let observe_at = rules.ruleset.source().regimes.observe_at;
    for leaf in 0..rules.ruleset.leaves().len() {
        let open = || rows.iter().filter(|(row, state, _)| state.is_open() && rules.facts(row).leaf == Some(leaf));
        let periods: BTreeSet<Option<Period>> = open()
            .filter(|(row, ..)| rules.facts(row).is_major() && rules.class(row).r_against >= observe_at)
            .map(|(_, _, stated)| stated.period)
            .collect();
        let entry = |period, status, evidence: BTreeSet<EvidenceId>| RegisterEntry {
            party: index,
            group: weighed.group,
            leaf,
            period,
            status,
            evidence: evidence.into_iter().collect(),
        };
        if !periods.is_empty() {
            for period in periods {
                let relied_on =
                    open().filter(|(_, _, stated)| stated.period == period).map(|(_, _, stated)| stated.id.clone());
                into.entries.push(entry(period, RegisterStatus::Observed, relied_on.collect()));
            }
            continue;
        }
        let asked = questions_of.get(leaf).map_or(&[][..], Vec::as_slice);
        let (missing, answered) = absence(leaf, asked, party, &rows, weighed, rules);
        let against: BTreeSet<EvidenceId> = open().map(|(_, _, stated)| stated.id.clone()).collect();
        into.entries.push(if against.is_empty() && missing.is_empty() && !answered.is_empty() {
            let span = answered
                .values()
                .filter_map(|stated| stated.period)
                .reduce(|a, b| Period { from: a.from.min(b.from), to: a.to.max(b.to) });
            let ids = answered.values().map(|stated| stated.id.clone()).collect();
            entry(span, RegisterStatus::NotObserved, ids)
        } else {
            entry(None, RegisterStatus::Unknown { missing }, against)
        });
    }
    let observed = into.entries.get(start..).unwrap_or_default();
    into.patterns.extend(patterns(observed, rules));
}

/// The applicable questions of a leaf that lack a good enough answer, and by question a row that is one.
fn absence<'a>(
    leaf: usize,
    asked: &[usize],
    party: &Party,
    rows: &[(&Row, State, &'a Evidence)],
    weighed: &Weighed,
    rules: &EvidenceRules<'_>,
) -> (Vec<usize>, BTreeMap<usize, &'a Evidence>) {
    let absence_at = rules.ruleset.source().regimes.absence_at;
    let mut answered = BTreeMap::new();
    for (row, state, stated) in rows {
        let facts = rules.facts(row);
        let class = usize::from(row.class);
        let about_leaf = facts.leaf == Some(leaf) && facts.direction == Direction::Reassuring;
        let believed = matches!(state, State::Reassuring(_))
            && counts_in(row, weighed.group)
            && weighed.r_for(class, rules) >= absence_at
            && weighed.sees.get(class).is_some_and(|sees| *sees > 0.0);
        let age = row.day.map(|day| f64::from(rules.today - day));
        if about_leaf && believed && age.is_some_and(|age| age <= rules.class(row).half_life) {
            answered.entry(facts.question).or_insert(*stated);
        }
    }
    let missing = asked
        .iter()
        .copied()
        .filter(|question| {
            let needs = rules.ruleset.source().questions.get(*question).map_or(&[][..], |q| q.needs.as_slice());
            applies(needs, party, rules.ruleset) && !answered.contains_key(question)
        })
        .collect();
    (missing, answered)
}

/// Pairs of observed leaves of different class whose days overlap. What has no day cannot be shown to overlap.
fn patterns(entries: &[RegisterEntry], rules: &EvidenceRules<'_>) -> Vec<RegisteredPattern> {
    let observed = |class| {
        entries.iter().filter(move |entry| {
            let of = rules.ruleset.leaves().get(entry.leaf).map(|leaf| leaf.class);
            entry.status == RegisterStatus::Observed && of == Some(class)
        })
    };
    let mut found = Vec::new();
    for inv in observed(Class::Inv) {
        for coe in observed(Class::Coe) {
            let (Some(a), Some(b)) = (inv.period, coe.period) else {
                continue;
            };
            if a.overlaps(&b) {
                let evidence: BTreeSet<EvidenceId> = inv.evidence.iter().chain(&coe.evidence).cloned().collect();
                found.push(RegisteredPattern {
                    party: inv.party,
                    group: inv.group,
                    inv: inv.leaf,
                    coe: coe.leaf,
                    period: Period { from: a.from.max(b.from), to: a.to.min(b.to) },
                    evidence: evidence.into_iter().collect(),
                });
            }
        }
    }
    found
}
