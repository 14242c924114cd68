//! Questions that would tell most: for every question the change of the headline to be expected from asking its best
//! feasible source, over the answers that it may give (expected value of sample information, with absolute change for
//! value). It ranks; it forecasts nothing.

use std::collections::BTreeMap;

use chrono::{Months, NaiveDate};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};

use crate::evidence::{Evidence, EvidenceOrigin, Period, WorkerGroup, applies};
use crate::ids::{EvidenceId, PartyId, QuestionId};
use crate::likelihood::{GroupLikelihood, Hypothesis, OwnLikelihoods, PartyLikelihood, Prepared};
use crate::network::{Network, Party};
use crate::ruleset::{Answer, Band, Question, QuestionLeaf, ResolvedQuestion, Ruleset, Says, SourceClass};

/// Questions that are kept per party.
const KEPT_PER_PARTY: usize = 10;

/// A question that would tell much.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct QuestionValue {
    /// Party.
    pub party_id: PartyId,
    /// Question.
    pub question: QuestionId,
    /// Best feasible source class.
    pub source: String,
    /// Group of workers to ask about.
    pub group: WorkerGroup,
    /// Expected absolute change of the headline, times ρ where there is a subject; ≥ 0.
    pub expected_shift: f64,
    /// Chance that the band changes, 0–1.
    pub band_change: f64,
}

/// A hypothetical answer, as the band is asked about it.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Index of the question.
    pub question: usize,
    /// Index of the answer.
    pub answer: usize,
    /// Who would say so.
    pub source: &'a SourceClass,
    /// About whom.
    pub group: WorkerGroup,
}

/// What the search needs.
pub struct QuestionsInput<'a> {
    /// Parties with their evidence.
    pub prepared: &'a Prepared<'a>,
    /// Their likelihoods as they stand.
    pub own: &'a OwnLikelihoods,
    /// The network.
    pub network: &'a Network,
    /// The ruleset.
    pub ruleset: &'a Ruleset,
    /// Day on which questions would be asked.
    pub as_of: NaiveDate,
    /// Parties to ask, by index, in the order in which ties are broken.
    pub parties: &'a [usize],
    /// ρ of a party; 1 without a subject.
    pub reach: &'a (dyn Fn(usize) -> f64 + Sync),
    /// Band of a party as it stands, or after a hypothetical answer.
    pub band: &'a (dyn Fn(usize, &PartyLikelihood, Option<Asked<'_>>) -> Band + Sync),
}

impl std::fmt::Debug for QuestionsInput<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("QuestionsInput").field("parties", &self.parties).finish_non_exhaustive()
    }
}

/// The questions that would tell most, best first; up to ten per party, none that cannot tell anything.
pub fn questions_that_tell_most(input: &QuestionsInput<'_>) -> Vec<QuestionValue> {
    let mut values: Vec<QuestionValue> =
        input.parties.par_iter().flat_map_iter(|&party| of_party(input, party)).collect();
    sort(&mut values);
    values
}

fn sort(values: &mut [QuestionValue]) {
    values.sort_by(|a, b| {
        b.expected_shift
            .total_cmp(&a.expected_shift)
            .then(b.band_change.total_cmp(&a.band_change))
            .then_with(|| a.party_id.cmp(&b.party_id))
            .then_with(|| a.question.cmp(&b.question))
    });
}

/// Every question that applies to a party and that some class of `askable` can answer, by what an answer of `source` would tell;
/// best first, those that tell nothing last. ρ is taken as 1: one party is asked.
pub fn questions_answered_by(
    input: &QuestionsInput<'_>,
    index: usize,
    source: &SourceClass,
    askable: &dyn Fn(&SourceClass) -> bool,
) -> Vec<QuestionValue> {
    let can = |id: &String| input.ruleset.source_class(id).and_then(|class| input.ruleset.sources().get(class));
    let choose = |question: &Question, _: &GroupLikelihood| {
        question.asked_of.iter().filter_map(can).any(askable).then_some(source)
    };
    let mut values = values_of(input, index, 1.0, &choose);
    sort(&mut values);
    values
}

fn of_party(input: &QuestionsInput<'_>, index: usize) -> Vec<QuestionValue> {
    let reach = (input.reach)(index);
    if reach == 0.0 {
        return Vec::new();
    }
    let choose = |question: &Question, place: &GroupLikelihood| best_source(question, place, input.ruleset);
    let mut values = values_of(input, index, reach, &choose);
    values.retain(|value| value.expected_shift > 0.0);
    sort(&mut values);
    values.truncate(KEPT_PER_PARTY);
    values
}

/// What every question that applies to a party would tell, asked of the source that is chosen for it.
fn values_of<'a>(
    input: &QuestionsInput<'a>,
    index: usize,
    reach: f64,
    choose: &dyn Fn(&Question, &GroupLikelihood) -> Option<&'a SourceClass>,
) -> Vec<QuestionValue> {
    let (Some(party), Some(own)) = (input.network.parties().get(index), input.own.parties.get(index)) else {
        return Vec::new();
    };
    let questions = input.ruleset.source().questions.iter().zip(input.ruleset.questions()).enumerate();
    questions
        .filter(|(_, (question, _))| is_scored(question) && applies(&question.needs, party, input.ruleset))
        .filter_map(|(q, (question, resolved))| {
            let group = question.groups.first().copied().unwrap_or_default();
            let place = own.groups.iter().find(|looked_at| looked_at.group == group).or_else(|| own.groups.first())?;
            let source = choose(question, place)?;
            let inquiry = Inquiry { input, index, party, own, place, q, question, resolved, source, group };
            let (shift, band_change) = inquiry.value()?;
            Some(QuestionValue {
                party_id: party.id.clone(),
                question: QuestionId::new(&question.id),
                source: source.id.clone(),
                group,
                expected_shift: shift * reach,
                band_change,
            })
        })
        .collect()
}

pub(super) fn is_scored(question: &Question) -> bool {
    question.measured_by_factor.is_none()
        && match question.leaf {
            QuestionLeaf::Inv | QuestionLeaf::Coe | QuestionLeaf::Context => true,
            QuestionLeaf::Unscored => false,
        }
}

/// The first source that the ruleset names for the question and that can see: on-site ones cannot where independent
/// monitors are shut out, and families that were caught are not asked again.
pub(super) fn best_source<'a>(
    question: &Question,
    place: &GroupLikelihood,
    ruleset: &'a Ruleset,
) -> Option<&'a SourceClass> {
    question.asked_of.iter().filter_map(|id| ruleset.source_class(id)).find_map(|index| {
        let class = ruleset.sources().get(index)?;
        let caught = ruleset.family_of(index).is_some_and(|family| place.caught.contains(&family));
        let blind = class.on_site && place.shut_out;
        (!caught && !blind).then_some(class)
    })
}

/// One question to one party.
struct Inquiry<'a> {
    input: &'a QuestionsInput<'a>,
    index: usize,
    party: &'a Party,
    own: &'a PartyLikelihood,
    place: &'a GroupLikelihood,
    q: usize,
    question: &'a Question,
    resolved: &'a ResolvedQuestion,
    source: &'a SourceClass,
    group: WorkerGroup,
}

impl Inquiry<'_> {
    /// Expected absolute change of the headline and chance that the band changes, over the answers.
    fn value(&self) -> Option<(f64, f64)> {
        let headline = self.input.ruleset.headline();
        let now = self.own.channels.get(headline)?.p;
        let band_now = (self.input.band)(self.index, self.own, None);
        let (mut total, mut shift, mut changes) = (0.0, 0.0, 0.0);
        for (a, answer) in self.question.answers.iter().enumerate() {
            let chance = self.chance(a);
            if chance <= 0.0 {
                continue;
            }
            total += chance;
            let row = hypothetical_row(self.input, self.party, (self.question, answer), self.source, self.group);
            let hypothesis = Hypothesis { rows: vec![row], closed: Vec::new() };
            let rerun =
                self.input.prepared.with_hypotheses(self.input.own, &BTreeMap::from([(self.index, hypothesis)]));
            let then = rerun.parties.get(&self.index)?;
            shift += chance * (then.channels.get(headline)?.p - now).abs();
            let asked = Asked { question: self.q, answer: a, source: self.source, group: self.group };
            if (self.input.band)(self.index, then, Some(asked)) != band_now {
                changes += chance;
            }
        }
        (total > 0.0).then(|| (shift / total, changes / total))
    }

    /// P(answer): the sum of P(x)·[r·P(a|x) + (1 − r)·P(a|leaf absent)] over x, leaf present and leaf absent; of a context
    /// answer the sum of P(z)·P(a|z) over the regimes.
    fn chance(&self, answer: usize) -> f64 {
        let stated = self.question.answers.get(answer);
        let Some(resolved) = self.resolved.answers.get(answer) else { return 0.0 };
        if let (Says::Regime(by_regime), QuestionLeaf::Context) = (&resolved.says, self.question.leaf) {
            return self.place.regimes.iter().zip(by_regime).map(|(regime, a)| regime * a).sum();
        }
        let (Some(t), Some(f)) = (stated.and_then(|s| s.t), stated.and_then(|s| s.f)) else { return 0.0 };
        let present = self.resolved.leaf.and_then(|leaf| self.place.leaves.get(leaf)).copied().unwrap_or_default();
        let r = if resolved.says.is_adverse() { self.source.r_against } else { self.source.r_for };
        present * (r * t + (1.0 - r) * f) + (1.0 - present) * f
    }
}

/// The row that would stand in the evidence if a source gave an answer on the day of the assessment, a usual number of
/// workers having been asked.
pub(super) fn hypothetical_row(
    input: &QuestionsInput<'_>,
    party: &Party,
    (question, answer): (&Question, &Answer),
    source: &SourceClass,
    group: WorkerGroup,
) -> Evidence {
    let day = input.as_of;
    let usual = input.ruleset.source().interview.usual_sample;
    let asked = party.workers.map_or(usual, |workers| usual.min(workers));
    Evidence {
        id: EvidenceId::new(""),
        party: party.id.clone(),
        question: QuestionId::new(&question.id),
        answer: answer.id.clone(),
        source: source.id.clone(),
        source_id: "hypothetical".to_owned(),
        observed_on: Some(day),
        group,
        period: Some(Period { from: day.checked_sub_months(Months::new(12)).unwrap_or(day), to: day }),
        affected: None,
        asked: Some(asked),
        population: None,
        closes: None,
        reference: None,
        origin: EvidenceOrigin::Answer,
    }
    .identified()
}
