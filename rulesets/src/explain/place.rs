//! A place of which nothing is known but one answer: what the engine makes of it.

use karvon_engine::evidence::{Evidence, EvidenceOrigin, ScreenedLists, WorkerGroup};
use karvon_engine::ids::EvidenceId;
use karvon_engine::likelihood::{LikelihoodInputs, PartyLikelihood, Strength, assess_parties};
use karvon_engine::network::{Network, Party, PartyOrigin};
use karvon_engine::ruleset::{Question, Ruleset, Says};

/// A place without properties.
pub(super) struct Place<'a> {
    ruleset: &'a Ruleset,
}

/// Likelihoods of a place after an answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Effect {
    /// The answer; empty where there is none.
    pub(super) answer: String,
    /// The source class that gives it.
    pub(super) source: String,
    /// P(regime).
    pub(super) regimes: Vec<f64>,
    /// P(leaf).
    pub(super) leaves: Vec<f64>,
    /// P(channel).
    pub(super) channels: Vec<f64>,
    /// P(headline channel).
    pub(super) headline: f64,
}

impl<'a> Place<'a> {
    pub(super) fn new(ruleset: &'a Ruleset) -> Self {
        Self { ruleset }
    }

    /// Nothing is known.
    pub(super) fn before(&self) -> Effect {
        self.assessed(&[None]).pop().unwrap_or_default()
    }

    /// Each answer that says something, by each source class that can be asked, best first.
    pub(super) fn effects(&self, question: &Question) -> Vec<Effect> {
        let resolved = self.ruleset.question(&question.id).and_then(|i| self.ruleset.questions().get(i));
        let speaks = |i: usize| resolved.and_then(|q| q.answers.get(i)).is_some_and(|a| a.says != Says::Nothing);
        let answers = question.answers.iter().enumerate().filter(|(i, _)| speaks(*i)).map(|(_, answer)| answer);
        let told: Vec<Option<Evidence>> = answers
            .flat_map(|answer| question.asked_of.iter().map(|source| Some(self.row(question, &answer.id, source))))
            .collect();
        self.assessed(&told)
    }

    /// One place per row of evidence, all at once.
    fn assessed(&self, told: &[Option<Evidence>]) -> Vec<Effect> {
        let id = |i: usize| format!("{i:06}");
        let parties: Vec<Party> =
            (0..told.len()).map(|i| Party::unknown(id(i).as_str().into(), id(i), PartyOrigin::Listed)).collect();
        let as_of = self.ruleset.source().effective_from;
        let (network, _) = Network::build(&parties, &[], &[], as_of);
        let evidence: Vec<Evidence> = told
            .iter()
            .enumerate()
            .filter_map(|(i, row)| Some(Evidence { party: id(i).as_str().into(), ..row.clone()? }.identified()))
            .collect();
        let inputs = LikelihoodInputs {
            network: &network,
            evidence: &evidence,
            corridors: &[],
            screened: ScreenedLists::none(),
            ruleset: self.ruleset,
            as_of,
        };
        let own = assess_parties(inputs, Strength::AS_STATED);
        own.parties.iter().zip(told).map(|(party, row)| self.effect(party, row.as_ref())).collect()
    }

    fn effect(&self, party: &PartyLikelihood, row: Option<&Evidence>) -> Effect {
        let group = party.headline().cloned();
        let channels: Vec<f64> = party.channels.iter().map(|channel| channel.p).collect();
        Effect {
            answer: row.map(|row| row.answer.clone()).unwrap_or_default(),
            source: row.map(|row| row.source.clone()).unwrap_or_default(),
            regimes: group.as_ref().map(|group| group.regimes.clone()).unwrap_or_default(),
            leaves: group.map(|group| group.leaves).unwrap_or_default(),
            headline: channels.get(self.ruleset.headline()).copied().unwrap_or_default(),
            channels,
        }
    }

    /// The answer, given today; an interview is one of the usual size.
    fn row(&self, question: &Question, answer: &str, source: &str) -> Evidence {
        let rules = self.ruleset.source();
        let asked = (rules.interview.source == source).then_some(rules.interview.usual_sample);
        Evidence {
            id: EvidenceId::new(""),
            party: "".into(),
            question: question.id.as_str().into(),
            answer: answer.to_owned(),
            source: source.to_owned(),
            source_id: source.to_owned(),
            observed_on: Some(rules.effective_from),
            group: WorkerGroup::All,
            period: None,
            affected: None,
            asked,
            population: None,
            closes: None,
            reference: None,
            origin: EvidenceOrigin::Answer,
        }
    }
}
