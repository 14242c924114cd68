//! What proof would help: what a party's likelihood would be if a source that can see it reported a question clean, and
//! what it would be if it reported the opposite. The rows are added to the evidence and the party is run again, so that a
//! forecast is what the next assessment prints.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use super::questions::{QuestionsInput, best_source, hypothetical_row, is_scored};
use crate::evidence::{Direction, Evidence, Item, ItemState, WorkerGroup, applies};
use crate::ids::{EvidenceId, PartyId, QuestionId};
use crate::likelihood::{GroupLikelihood, Hypothesis, PartyLikelihood};
use crate::network::Party;
use crate::ruleset::{Answer, Question, ResolvedQuestion, Ruleset, Says, SourceClass};

/// Proofs of a kind that are kept per party.
const KEPT_PER_PARTY: usize = 5;

/// Which way a proof goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ProofKind {
    /// The question is reported clean; open adverse answers to it end.
    Clean,
    /// Every question with an open adverse answer is reported clean.
    AllClean,
    /// The most adverse answer is reported.
    Adverse,
}

/// One row that the proof would consist of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProofRow {
    /// Question.
    pub question: QuestionId,
    /// Answer that would be given.
    pub answer: String,
    /// Class of source that would have to give it.
    pub source: String,
    /// Group of workers that it would be about.
    pub group: WorkerGroup,
    /// Open adverse answers that it would end, sorted.
    pub closes: Vec<EvidenceId>,
}

/// What proof would do to the headline of a party.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proof {
    /// Party.
    pub party_id: PartyId,
    /// Which way it goes.
    pub kind: ProofKind,
    /// The rows.
    pub rows: Vec<ProofRow>,
    /// Own likelihood as it stands.
    pub likelihood: f64,
    /// Own likelihood with the rows.
    pub likelihood_after: f64,
    /// Lower end of its range then.
    pub p_low_after: f64,
    /// Upper end of its range then.
    pub p_high_after: f64,
}

/// Proof that would change a party's likelihood, per party in the order asked: what clean reports would bring, those that
/// lower it most first, then what adverse ones would; up to five of each, and what all clean reports together would bring
/// where more than one question stands open.
pub fn proof_that_would_help(input: &QuestionsInput<'_>) -> Vec<Proof> {
    input
        .parties
        .par_iter()
        .flat_map_iter(|&party| Case::new(input, party).map(|case| case.proofs()))
        .flatten()
        .collect()
}

/// One party.
struct Case<'a> {
    input: &'a QuestionsInput<'a>,
    index: usize,
    party: &'a Party,
    own: &'a PartyLikelihood,
    open: BTreeMap<usize, Vec<Item>>,
}

/// A row with what it ends.
struct Report {
    row: Evidence,
    closes: BTreeSet<EvidenceId>,
}

impl<'a> Case<'a> {
    fn new(input: &'a QuestionsInput<'a>, index: usize) -> Option<Self> {
        let (party, own) = (input.network.parties().get(index)?, input.own.parties.get(index)?);
        let mut open: BTreeMap<usize, Vec<Item>> = BTreeMap::new();
        for item in input.prepared.items(index) {
            let stands = matches!(item.state, ItemState::Open | ItemState::OpenButRepeated);
            if item.direction == Direction::Adverse && stands {
                open.entry(item.question).or_default().push(item);
            }
        }
        Some(Self { input, index, party, own, open })
    }

    fn proofs(&self) -> Vec<Proof> {
        let questions = || {
            let all = self.input.ruleset.source().questions.iter().zip(self.input.ruleset.questions()).enumerate();
            all.filter(|(_, (question, _))| {
                is_scored(question) && applies(&question.needs, self.party, self.input.ruleset)
            })
        };
        let mut clean: Vec<(usize, Report)> =
            questions().filter_map(|(q, (question, resolved))| Some((q, self.clean(q, question, resolved)?))).collect();
        let single = |kind, report: &Report| self.proof(kind, std::slice::from_ref(report));
        let lower = clean.iter().filter_map(|(_, report)| single(ProofKind::Clean, report));
        let mut lower: Vec<Proof> = lower.filter(|proof| proof.likelihood_after < proof.likelihood).collect();
        lower.sort_by(|a, b| a.likelihood_after.total_cmp(&b.likelihood_after));
        lower.truncate(KEPT_PER_PARTY);

        clean.retain(|(q, _)| self.open.contains_key(q));
        let together: Vec<Report> = clean.into_iter().map(|(_, report)| report).collect();
        let all = (together.len() > 1).then(|| self.proof(ProofKind::AllClean, &together)).flatten();

        let reports = questions().filter_map(|(_, (question, resolved))| self.adverse(question, resolved));
        let raise = reports.filter_map(|report| single(ProofKind::Adverse, &report));
        let mut raise: Vec<Proof> = raise.filter(|proof| proof.likelihood_after > proof.likelihood).collect();
        raise.sort_by(|a, b| b.likelihood_after.total_cmp(&a.likelihood_after));
        raise.truncate(KEPT_PER_PARTY);
        lower.into_iter().chain(all).chain(raise).collect()
    }

    /// The cleanest answer, by the first source named for the question that can see and is reliable enough to end what
    /// stands open.
    fn clean(&self, q: usize, question: &Question, resolved: &ResolvedQuestion) -> Option<Report> {
        let open = self.open.get(&q).map_or(&[][..], Vec::as_slice);
        let answer = extreme(question, resolved, Says::is_reassuring, |a, b| a < b)?;
        let groups: BTreeSet<WorkerGroup> = open.iter().map(|item| item.group).collect();
        let everyone = groups.contains(&WorkerGroup::All) || groups.len() != 1;
        let usual = question.groups.first().copied().unwrap_or_default();
        let group = match groups.first() {
            Some(_) if everyone => WorkerGroup::All,
            Some(group) => *group,
            None => usual,
        };
        let place = self.place(group)?;
        let source = if open.is_empty() {
            best_source(question, place, self.input.ruleset)?
        } else {
            strong_enough(question, open, place, self.input.ruleset)?
        };
        let row = hypothetical_row(self.input, self.party, (question, answer), source, group);
        Some(Report { row, closes: open.iter().map(|item| item.evidence.clone()).collect() })
    }

    /// The most adverse answer, by the best source.
    fn adverse(&self, question: &Question, resolved: &ResolvedQuestion) -> Option<Report> {
        let answer = extreme(question, resolved, Says::is_adverse, |a, b| a > b)?;
        let group = question.groups.first().copied().unwrap_or_default();
        let source = best_source(question, self.place(group)?, self.input.ruleset)?;
        let row = hypothetical_row(self.input, self.party, (question, answer), source, group);
        Some(Report { row, closes: BTreeSet::new() })
    }

    fn place(&self, group: WorkerGroup) -> Option<&GroupLikelihood> {
        self.own.groups.iter().find(|looked_at| looked_at.group == group).or_else(|| self.own.groups.first())
    }

    fn proof(&self, kind: ProofKind, reports: &[Report]) -> Option<Proof> {
        let headline = self.input.ruleset.headline();
        let closed: BTreeSet<&EvidenceId> = reports.iter().flat_map(|report| &report.closes).collect();
        let hypothesis = Hypothesis {
            rows: reports.iter().map(|report| report.row.clone()).collect(),
            closed: closed.into_iter().cloned().collect(),
        };
        let rerun = self.input.prepared.with_hypotheses(self.input.own, &BTreeMap::from([(self.index, hypothesis)]));
        let then = rerun.parties.get(&self.index)?.channels.get(headline)?;
        let row = |report: &Report| ProofRow {
            question: report.row.question.clone(),
            answer: report.row.answer.clone(),
            source: report.row.source.clone(),
            group: report.row.group,
            closes: report.closes.iter().cloned().collect(),
        };
        Some(Proof {
            party_id: self.party.id.clone(),
            kind,
            rows: reports.iter().map(row).collect(),
            likelihood: self.own.channels.get(headline)?.p,
            likelihood_after: then.p,
            p_low_after: then.p_low,
            p_high_after: then.p_high,
        })
    }
}

/// The answer that goes furthest one way; of equals the first.
fn extreme<'a>(
    question: &'a Question,
    resolved: &ResolvedQuestion,
    counts: impl Fn(&Says) -> bool,
    further: impl Fn(f64, f64) -> bool,
) -> Option<&'a Answer> {
    let mut found: Option<(f64, &Answer)> = None;
    for (answer, meaning) in question.answers.iter().zip(&resolved.answers).filter(|(_, a)| counts(&a.says)) {
        let ratio = match &meaning.says {
            Says::Nothing => continue,
            Says::Leaf { t, f, .. } => t / f,
            Says::Regime(by) => by.last()? / by.first()?,
        };
        if found.is_none_or(|(known, _)| further(ratio, known)) {
            found = Some((ratio, answer));
        }
    }
    found.map(|(_, answer)| answer)
}

/// The first source named for the question that can see and whose word ends every open answer.
fn strong_enough<'a>(
    question: &Question,
    open: &[Item],
    place: &GroupLikelihood,
    ruleset: &'a Ruleset,
) -> Option<&'a SourceClass> {
    let closure_at = ruleset.source().regimes.closure_at;
    let needed = open.iter().filter_map(|item| ruleset.sources().get(item.source));
    let needed = needed.map(|class| class.r_against.min(closure_at)).fold(0.0, f64::max);
    let named = question.asked_of.iter().filter_map(|id| ruleset.sources().get(ruleset.source_class(id)?));
    let mut able = named.filter(|class| class.r_for >= needed && !(class.on_site && place.shut_out));
    able.next()
}
