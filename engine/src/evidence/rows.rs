//! Rows of evidence resolved against a ruleset and sorted by party, so that weighing them touches no text.

use chrono::Datelike;
use rayon::prelude::*;

use super::closure::{ClosureLink, link_closures};
use super::lists::{self, ListDecision, ListRow};
use super::rules::EvidenceRules;
use super::text_index::TextIndex;
use super::{Evidence, EvidenceNotice, WorkerGroup};
use crate::ids::EvidenceId;
use crate::network::Network;

/// Rows resolved by one thread at a time.
const CHUNK: usize = 4096;

/// A row that holds an answer.
///
/// INVARIANT: `answer` and `class` are indices into the answer table and the source classes of the ruleset that it was
/// resolved with; `evidence` into the evidence that it was resolved from.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Row {
    pub evidence: u32,
    /// Flat index of the answer.
    pub answer: u32,
    pub question: u32,
    pub class: u16,
    pub group: WorkerGroup,
    /// Whether the row names another one that it closes.
    pub closes: bool,
    /// Day number; `None` where the row has no date.
    pub day: Option<i32>,
    pub asked: Option<u32>,
    pub population: Option<u32>,
    /// What age leaves of a reassuring answer, 0–1; 0 without a date.
    pub freshness: f64,
}

/// The rows of one party with what binds them together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct PartyRows<'a> {
    /// Sorted by question, group of workers, source class and the rest.
    pub rows: &'a [Row],
    pub closures: &'a [ClosureLink],
    pub lists: &'a [ListDecision],
}

/// The rows as stated: those of the assessment and, behind them, those of a hypothesis.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stated<'a> {
    pub base: &'a [Evidence],
    pub further: &'a [Evidence],
}

impl<'a> Stated<'a> {
    /// The text of a row.
    pub(crate) fn of(&self, row: &Row) -> Option<&'a Evidence> {
        self.get(row.evidence as usize)
    }

    pub(crate) fn get(&self, index: usize) -> Option<&'a Evidence> {
        self.base.get(index).or_else(|| self.further.get(index.checked_sub(self.base.len())?))
    }
}

/// All rows, party by party.
#[derive(Debug, Default)]
pub(crate) struct ResolvedEvidence {
    rows: Vec<Row>,
    /// First row of each party, and the number of rows at the end.
    starts: Vec<usize>,
    /// Sorted by party; parties without any are not in it.
    closures: Vec<(usize, Vec<ClosureLink>)>,
    lists: Vec<(usize, Vec<ListDecision>)>,
    pub notices: Vec<EvidenceNotice>,
}

#[derive(Default)]
struct Resolved {
    rows: Vec<(usize, Row)>,
    lists: Vec<(usize, ListRow)>,
    notices: Vec<EvidenceNotice>,
}

impl ResolvedEvidence {
    /// Resolves every row. What cannot be used is said in `notices`, which are sorted.
    pub(crate) fn new(network: &Network, evidence: &[Evidence], rules: &EvidenceRules<'_>) -> Self {
        let named = (0..).zip(network.parties()).map(|(index, party)| (0, party.id.as_str(), index));
        let parties = TextIndex::new(named.collect());
        let chunks: Vec<Resolved> = evidence
            .par_chunks(CHUNK)
            .enumerate()
            .map(|(i, chunk)| {
                let mut resolved = Resolved::default();
                for (j, row) in chunk.iter().enumerate() {
                    let party = parties.get(0, row.party.as_str()).and_then(|party| usize::try_from(party).ok());
                    match party {
                        Some(party) => resolved.add(party, i * CHUNK + j, row, rules),
                        None => resolved
                            .notices
                            .push(EvidenceNotice::UnknownParty { evidence: row.id.clone(), party: row.party.clone() }),
                    }
                }
                resolved
            })
            .collect();

        let parties = network.parties().len();
        let mut all = Self { starts: starts(parties, &chunks), ..Self::default() };
        let mut next = all.starts.clone();
        let total = all.starts.last().copied().unwrap_or_default();
        all.rows = vec![Row::default(); total];
        let mut list_rows = Vec::new();
        for chunk in chunks {
            for (party, row) in chunk.rows {
                if let Some(place) = next.get_mut(party) {
                    if let Some(slot) = all.rows.get_mut(*place) {
                        *slot = row;
                    }
                    *place += 1;
                }
            }
            list_rows.extend(chunk.lists);
            all.notices.extend(chunk.notices);
        }
        let stated = Stated { base: evidence, further: &[] };
        all.sort_rows(stated);
        for party in 0..parties {
            let rows = all.rows_of(party);
            if rows.iter().any(|row| row.closes) {
                let (links, notices) = link_closures(rows, stated, rules);
                all.closures.push((party, links));
                all.notices.extend(notices);
            }
        }
        list_rows.sort_by_key(|(party, _)| *party);
        for rows in list_rows.chunk_by(|a, b| a.0 == b.0) {
            if let Some((party, _)) = rows.first() {
                let rows: Vec<ListRow> = rows.iter().map(|(_, row)| row.clone()).collect();
                all.lists.push((*party, lists::decide(&rows, stated)));
            }
        }
        all.notices.sort();
        all.notices.dedup();
        all
    }

    /// The rows of one party.
    pub(crate) fn of(&self, party: usize) -> PartyRows<'_> {
        PartyRows { rows: self.rows_of(party), closures: find(&self.closures, party), lists: find(&self.lists, party) }
    }

    fn rows_of(&self, party: usize) -> &[Row] {
        let start = self.starts.get(party).copied().unwrap_or_default();
        let end = self.starts.get(party + 1).copied().unwrap_or(start);
        self.rows.get(start..end).unwrap_or_default()
    }

    fn sort_rows(&mut self, stated: Stated<'_>) {
        let mut slices = Vec::with_capacity(self.starts.len());
        let mut rest = self.rows.as_mut_slice();
        for bounds in self.starts.windows(2) {
            if let [start, end] = bounds {
                let (party, others) = rest.split_at_mut(end - start);
                slices.push(party);
                rest = others;
            }
        }
        slices.into_par_iter().for_each(|rows| sort(rows, stated));
    }
}

/// The rows of one party with further ones, for a hypothesis.
#[derive(Debug)]
pub(crate) struct ExtendedRows {
    rows: Vec<Row>,
    closures: Vec<ClosureLink>,
    lists: Vec<ListDecision>,
}

impl ExtendedRows {
    /// The party's own rows with all further rows of `stated`, whose party id is not looked at, and with some adverse
    /// rows taken as ended. Notices are about every row of the party, known ones among them.
    pub(crate) fn new(
        of_party: PartyRows<'_>,
        stated: Stated<'_>,
        closed: &[EvidenceId],
        rules: &EvidenceRules<'_>,
    ) -> (Self, Vec<EvidenceNotice>) {
        let mut resolved = Resolved::default();
        for (i, row) in stated.further.iter().enumerate() {
            resolved.add(0, stated.base.len() + i, row, rules);
        }
        let mut notices = resolved.notices;
        let mut rows = of_party.rows.to_vec();
        rows.extend(resolved.rows.into_iter().map(|(_, row)| row));
        sort(&mut rows, stated);
        let (mut closures, refused) = link_closures(&rows, stated, rules);
        notices.extend(refused);
        for (adverse, row) in rows.iter().enumerate() {
            if stated.of(row).is_some_and(|row| closed.contains(&row.id)) {
                closures.push(ClosureLink { adverse, by: None });
            }
        }
        let mut decisions: Vec<ListRow> = of_party.lists.iter().map(|decision| decision.row.clone()).collect();
        decisions.extend(resolved.lists.into_iter().map(|(_, row)| row));
        (Self { rows, closures, lists: lists::decide(&decisions, stated) }, notices)
    }

    pub(crate) fn view(&self) -> PartyRows<'_> {
        PartyRows { rows: &self.rows, closures: &self.closures, lists: &self.lists }
    }
}

impl Resolved {
    fn add(&mut self, party: usize, index: usize, row: &Evidence, rules: &EvidenceRules<'_>) {
        if let Some(observed_on) = row.observed_on.filter(|day| *day > rules.as_of) {
            self.notices.push(EvidenceNotice::AfterAsOf { evidence: row.id.clone(), observed_on });
            return;
        }
        if let Some(list) = row.question.as_str().strip_prefix(lists::PREFIX) {
            match lists::read(list, row, index, rules) {
                Ok(decision) => self.lists.push((party, decision)),
                Err(notice) => self.notices.push(notice),
            }
            return;
        }
        let ruleset = rules.ruleset;
        let Some(class) = rules.table.class(&row.source) else {
            self.notices.push(EvidenceNotice::UnknownSource { evidence: row.id.clone(), source: row.source.clone() });
            return;
        };
        let id = row.question.as_str();
        let Some(question) = rules.table.question(id) else {
            self.notices.push(EvidenceNotice::UnknownQuestion { evidence: row.id.clone(), question: id.to_owned() });
            return;
        };
        let answer = match rules.table.read(ruleset, question, &row.answer) {
            Ok(Some(answer)) => answer,
            Ok(None) => {
                if let Some(closes) = row.closes.clone() {
                    self.notices.push(EvidenceNotice::ClosureWithoutAnswer { evidence: row.id.clone(), closes });
                }
                return;
            }
            Err(error) => {
                self.notices.push(EvidenceNotice::UnreadableAnswer {
                    evidence: row.id.clone(),
                    question: id.to_owned(),
                    reason: error.to_string(),
                });
                return;
            }
        };
        let mut resolved = Row {
            evidence: u32::try_from(index).unwrap_or(u32::MAX),
            answer,
            question,
            class,
            group: row.group,
            closes: row.closes.is_some(),
            day: row.observed_on.map(|day| day.num_days_from_ce()),
            asked: row.asked,
            population: row.population,
            freshness: 0.0,
        };
        resolved.freshness = rules.freshness(&resolved);
        if resolved.day.is_none() && rules.facts(&resolved).direction == super::Direction::Reassuring {
            self.notices.push(EvidenceNotice::UndatedReassurance { evidence: row.id.clone() });
        }
        self.rows.push((party, resolved));
    }
}

fn starts(parties: usize, chunks: &[Resolved]) -> Vec<usize> {
    let mut starts = vec![0; parties + 1];
    for (party, _) in chunks.iter().flat_map(|chunk| &chunk.rows) {
        if let Some(count) = starts.get_mut(party + 1) {
            *count += 1;
        }
    }
    let mut sum = 0;
    for start in &mut starts {
        sum += *start;
        *start = sum;
    }
    starts
}

/// A fixed order that does not depend on the order of the evidence; the id decides last.
fn sort(rows: &mut [Row], stated: Stated<'_>) {
    let id = |row: &Row| stated.of(row).map(|row| &row.id);
    rows.sort_unstable_by(|a, b| {
        let key = |row: &Row| (row.question, row.group, row.class, row.answer, row.day, row.asked, row.population);
        key(a).cmp(&key(b)).then_with(|| id(a).cmp(&id(b)))
    });
}

fn find<T>(by_party: &[(usize, Vec<T>)], party: usize) -> &[T] {
    by_party
        .binary_search_by_key(&party, |(party, _)| *party)
        .ok()
        .and_then(|found| by_party.get(found))
        .map_or(&[], |(_, found)| found.as_slice())
}
