//! `answered_at`: a question is answered as it should be at places.
//!
//! *What it asks*: that at each place the newest answer to a question of the ruleset is one of `satisfied`, by a source of
//! `by`. *Why*: some principles ask for one thing that a question about context already covers, such as representation.
//! *Breached when* the newest answer of any source is one of `breached`. *Unknown when* there is no such answer.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::Tally;
use super::super::places::Places;
use super::super::point::{Point, What};
use super::{Ask, unknown_sources};
use crate::evidence::Evidence;
use crate::ids::{EvidenceId, PartyId};
use crate::ruleset::{ReadAnswer, Ruleset};

/// A question is answered as it should be at places.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AnsweredAt {
    /// Question of the ruleset of likelihoods.
    pub question: String,
    /// Answers that satisfy.
    pub satisfied: Vec<String>,
    /// Answers that breach.
    pub breached: Vec<String>,
    /// Source classes that show it.
    pub by: Vec<String>,
    /// Which places.
    #[serde(default)]
    pub places: Places,
}

/// Places with one answer, and the rows that give it.
type Where = (Vec<PartyId>, Vec<EvidenceId>);

impl AnsweredAt {
    fn newest<'f>(&self, facts: &'f Facts<'_>, party: &PartyId) -> Option<(&'f Evidence, bool)> {
        let rows = facts.evidence(party).iter().filter(|row| row.question.as_str() == self.question);
        let said = rows.filter_map(|row| {
            let read = read(facts.ruleset, row)?;
            let among = |answers: &[String]| answers.iter().any(|answer| *answer == read);
            if among(&self.breached) {
                Some((*row, false))
            } else if among(&self.satisfied) && self.by.contains(&row.source) {
                Some((*row, true))
            } else {
                None
            }
        });
        // Of one day what speaks against it counts.
        said.max_by_key(|(row, good)| (row.observed_on, !*good))
    }
}

impl Ask for AnsweredAt {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        let mut missing = Vec::new();
        let mut found: BTreeMap<(bool, &str), Where> = BTreeMap::new();
        for place in self.places.of(facts) {
            match self.newest(facts, &place.party_id) {
                None => missing.push(place.party_id.clone()),
                Some((row, good)) => {
                    let (parties, evidence) = found.entry((good, row.answer.as_str())).or_default();
                    parties.push(place.party_id.clone());
                    evidence.push(row.id.clone());
                }
            }
        }
        let mut tally = Tally::default();
        for ((good, answer), (parties, evidence)) in found {
            let point =
                Point::new(What::Answered).named(self.question.as_str()).valued(answer).at(parties).by(evidence);
            if good { tally.shown.push(point) } else { tally.against.push(point) }
        }
        if !missing.is_empty() {
            tally.missing.push(Point::new(What::NeedsAnswer).named(self.question.as_str()).at(missing));
        }
        tally
    }

    fn places(&self) -> Option<&Places> {
        Some(&self.places)
    }

    fn unknown_to(&self, ruleset: &Ruleset) -> Vec<String> {
        let question = ruleset.question(&self.question).and_then(|index| ruleset.source().questions.get(index));
        let Some(question) = question else { return vec![self.question.clone()] };
        let answers = self.satisfied.iter().chain(&self.breached);
        let known = |answer: &str| question.answers.iter().any(|one| one.id == answer);
        let unknown = answers.filter(|answer| !known(answer)).cloned();
        unknown.chain(unknown_sources(&self.by, ruleset)).collect()
    }
}

/// The id of the answer that a row gives; `None` where it gives none.
pub(super) fn read<'r>(ruleset: &'r Ruleset, row: &Evidence) -> Option<&'r str> {
    let question = ruleset.source().questions.get(ruleset.question(row.question.as_str())?)?;
    let Ok(ReadAnswer::Answer(answer)) = ruleset.read_answer(row.question.as_str(), &row.answer) else { return None };
    question.answers.get(answer).map(|answer| answer.id.as_str())
}
