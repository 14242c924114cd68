//! A small invented ruleset, parties and rows, for tests.

use chrono::{Days, NaiveDate};

use crate::evidence::{Evidence, EvidenceOrigin, Period, ScreenedLists, WorkerGroup};
use crate::ids::{EvidenceId, PartyId, QuestionId};
use crate::likelihood::{LikelihoodInputs, OwnLikelihoods, PartyLikelihood, Prepared, Strength};
use crate::network::{Link, Network, Party, PartyOrigin};
use crate::ruleset::{Answer, AnswerForm, Grade, Question, QuestionLeaf, Ruleset, RulesetSource};

/// The answer that a question of [`Rules`] was built for.
pub(crate) const SAID: &str = "said";
/// Its other answer.
pub(crate) const OTHER: &str = "other";
/// The party that rows of [`row`] are about.
pub(crate) const PLACE: &str = "P";

/// A ruleset under construction.
#[derive(Clone, Debug)]
pub(crate) struct Rules {
    pub source: RulesetSource,
}

impl Rules {
    /// Three regimes, eight leaves (I3.coe, I7.coe, I8.inv, I8.coe, I9.coe, I2.inv, I10.inv, I11.inv), nine source
    /// classes, no factors, and one question that says nothing.
    pub(crate) fn new() -> Self {
        Self { source: serde_json::from_str(include_str!("ruleset.json")).unwrap() }
    }

    pub(crate) fn build(&self) -> Ruleset {
        Ruleset::new(self.source.clone()).unwrap_or_else(|errors| panic!("{errors:?}"))
    }

    /// A question about a leaf with two answers: `said` (t, f) and `other` (1 − t, 1 − f).
    pub(crate) fn ask(&mut self, id: &str, leaf: &str, t: f64, f: f64, grade: Grade) -> &mut Self {
        let (indicator, class) = leaf.split_once('.').unwrap();
        let class = if class == "inv" { QuestionLeaf::Inv } else { QuestionLeaf::Coe };
        let answer = |id: &str, t: f64, f: f64| Answer {
            id: id.to_owned(),
            words: Vec::new(),
            when: None,
            t: Some(t),
            f: Some(f),
            by_regime: None,
            grade: (t > f).then_some(grade),
        };
        let answers = vec![answer(SAID, t, f), answer(OTHER, 1.0 - t, 1.0 - f)];
        self.source.questions.push(question(id, indicator, class, answers));
        self
    }

    /// A question about context with two answers: `said` with these probabilities by regime, and `other`.
    pub(crate) fn ask_context(&mut self, id: &str, indicator: &str, by_regime: &[f64], grade: Grade) -> &mut Self {
        let answer = |id: &str, by: Vec<f64>| Answer {
            id: id.to_owned(),
            words: Vec::new(),
            when: None,
            t: None,
            f: None,
            grade: (by.last() > by.first()).then_some(grade),
            by_regime: Some(by),
        };
        let rest = by_regime.iter().map(|p| 1.0 - p).collect();
        let answers = vec![answer(SAID, by_regime.to_vec()), answer(OTHER, rest)];
        self.source.questions.push(question(id, indicator, QuestionLeaf::Context, answers));
        self
    }

    pub(crate) fn question(&mut self, id: &str) -> &mut Question {
        self.source.questions.iter_mut().find(|question| question.id == id).unwrap()
    }
}

fn question(id: &str, indicator: &str, leaf: QuestionLeaf, answers: Vec<Answer>) -> Question {
    Question {
        id: id.to_owned(),
        part_of: None,
        indicator: indicator.to_owned(),
        leaf,
        form: AnswerForm::Choice,
        groups: Vec::new(),
        asked_of: Vec::new(),
        needs: Vec::new(),
        measured_by_factor: None,
        shuts_out_monitors: None,
        answers,
    }
}

pub(crate) fn as_of() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, 1).unwrap()
}

/// A row about [`PLACE`], observed some days before [`as_of`], about everyone, ten asked.
pub(crate) fn row(question: &str, answer: &str, source: &str, age: u64) -> Evidence {
    let day = as_of() - Days::new(age);
    Evidence {
        id: EvidenceId::new(""),
        party: PartyId::new(PLACE),
        question: QuestionId::new(question),
        answer: answer.to_owned(),
        source: source.to_owned(),
        source_id: format!("{source} {age}"),
        observed_on: Some(day),
        group: WorkerGroup::All,
        period: Some(Period { from: day - Days::new(365), to: day }),
        affected: None,
        asked: Some(10),
        population: None,
        closes: None,
        reference: None,
        origin: EvidenceOrigin::Answer,
    }
    .identified()
}

/// Changes a row and gives it the id of its new content.
pub(crate) fn with(mut row: Evidence, change: impl FnOnce(&mut Evidence)) -> Evidence {
    change(&mut row);
    row.identified()
}

pub(crate) fn about(row: Evidence, group: WorkerGroup) -> Evidence {
    with(row, |row| row.group = group)
}

pub(crate) fn party(id: &str) -> Party {
    Party::unknown(PartyId::new(id), id, PartyOrigin::Listed)
}

pub(crate) fn network(parties: &[Party], links: &[Link]) -> Network {
    Network::build(parties, links, &[], as_of()).0
}

pub(crate) fn inputs<'a>(network: &'a Network, evidence: &'a [Evidence], ruleset: &'a Ruleset) -> LikelihoodInputs<'a> {
    LikelihoodInputs { network, evidence, corridors: &[], screened: ScreenedLists::none(), ruleset, as_of: as_of() }
}

/// All parties.
pub(crate) fn assess(network: &Network, evidence: &[Evidence], ruleset: &Ruleset) -> OwnLikelihoods {
    Prepared::new(inputs(network, evidence, ruleset)).assess(Strength::AS_STATED)
}

/// The place alone, about which nothing but rows is known.
pub(crate) fn assess_place(evidence: &[Evidence], ruleset: &Ruleset) -> PartyLikelihood {
    assess_as(party(PLACE), evidence, ruleset)
}

/// One party alone.
pub(crate) fn assess_as(party: Party, evidence: &[Evidence], ruleset: &Ruleset) -> PartyLikelihood {
    assess(&network(&[party], &[]), evidence, ruleset).parties.remove(0)
}

/// Likelihood of the headline channel, and of the headline channel in one group.
pub(crate) fn headline(found: &PartyLikelihood, ruleset: &Ruleset) -> f64 {
    found.channels[ruleset.headline()].p
}

pub(crate) fn leaf(found: &PartyLikelihood, group: WorkerGroup, id: &str, ruleset: &Ruleset) -> f64 {
    found.groups.iter().find(|of| of.group == group).unwrap().leaves[ruleset.leaf(id).unwrap()]
}
