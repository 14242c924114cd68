//! What to ask a party itself, as if no worker had ever said anything and nothing had been found on a list.
//!
//! Whoever is asked sees which questions there are and in what order. An order that followed from what workers said in
//! confidence would tell the employer that they did, so none of it is read: no evidence of a class of testimony, and no fee
//! that is known from interviews. Likenesses with lists that nobody decided about are not told either.

use chrono::NaiveDate;

use super::ground::Ground;
use super::outline::Outline;
use super::{AssessError, canonical_inputs};
use crate::evidence::ScreenedLists;
use crate::ids::PartyId;
use crate::inputs::Inputs;
use crate::planning::{QuestionValue, QuestionsInput, questions_answered_by};
use crate::recruitment::FeeBasis;
use crate::ruleset::{Ruleset, SourceClass};

/// The questions to a party that answers for itself with a source class, best first; `None` where there is no such party or no
/// such class. Questions that only workers, or classes that `askable` refuses, can answer are left out.
///
/// # Errors
/// [`AssessError::NoParties`].
pub fn questions_to(
    inputs: &Inputs,
    ruleset: &Ruleset,
    as_of: NaiveDate,
    party: &PartyId,
    source: &str,
    askable: &dyn Fn(&SourceClass) -> bool,
) -> Result<Option<Vec<QuestionValue>>, AssessError> {
    let class_of = |id: &str| ruleset.source_class(id).and_then(|class| ruleset.sources().get(class));
    let mut inputs = canonical_inputs(inputs).into_owned();
    inputs.evidence.retain(|row| class_of(&row.source).is_none_or(|class| !class.testimony));
    for cohort in &mut inputs.cohorts {
        cohort.fees.retain(|fee| fee.basis != Some(FeeBasis::Interview));
    }
    let Ground { network, evidence, corridors, .. } = Ground::of_all(&inputs, ruleset, as_of)?;
    let (Some(index), Some(source)) = (network.index_after_merges(party), class_of(source)) else { return Ok(None) };
    let outline = Outline::draw(&network, &evidence, &corridors, ScreenedLists::none(), ruleset, as_of);
    let floors = outline.floors(&network, ruleset);
    let input = QuestionsInput {
        prepared: &outline.prepared,
        own: &outline.own,
        network: &network,
        ruleset,
        as_of,
        parties: &[index],
        reach: &|_| 1.0,
        band: &|party, own, asked| Outline::band_then(&network, ruleset, &floors, party, own, asked),
    };
    let asked = |class: &SourceClass| !class.testimony && askable(class);
    Ok(Some(questions_answered_by(&input, index, source, &asked)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::evidence::Evidence;
    use crate::likelihood::tests::builder::{PLACE, Rules, SAID, as_of, party, row};
    use crate::ruleset::Grade;

    const OWN: &str = "self_assessment";
    const INTERVIEW: &str = "worker_interview";

    /// Three questions: two that a document can answer, one that only workers can.
    fn ruleset() -> Ruleset {
        let mut rules = Rules::new();
        for (id, leaf, t, f) in
            [("passports", "I7.coe", 0.5, 0.004), ("wages", "I8.inv", 0.3, 0.2), ("fear", "I3.coe", 0.6, 0.01)]
        {
            rules.ask(id, leaf, t, f, Grade::Major);
        }
        for id in ["passports", "wages"] {
            rules.question(id).asked_of = vec![INTERVIEW.to_owned(), "document".to_owned()];
        }
        rules.question("fear").asked_of = vec![INTERVIEW.to_owned()];
        rules.build()
    }

    fn asked(evidence: Vec<Evidence>) -> Vec<QuestionValue> {
        let inputs = Inputs { parties: vec![party(PLACE)], evidence, ..Inputs::default() };
        let everybody = |_: &SourceClass| true;
        questions_to(&inputs, &ruleset(), as_of(), &PLACE.into(), OWN, &everybody).unwrap().unwrap()
    }

    fn ids(values: &[QuestionValue]) -> Vec<&str> {
        values.iter().map(|value| value.question.as_str()).collect()
    }

    #[test]
    fn a_question_that_only_workers_can_answer_is_not_asked() {
        let all = asked(Vec::new());
        assert_eq!(ids(&all), ["passports", "wages"]);
        assert!(all.iter().all(|value| value.source == OWN));
    }

    #[test]
    fn what_workers_said_changes_neither_the_order_nor_a_number() {
        let said = vec![row("passports", SAID, INTERVIEW, 30), row("fear", SAID, INTERVIEW, 30)];
        assert_eq!(asked(said), asked(Vec::new()));
    }

    #[test]
    fn what_others_found_does_change_it() {
        assert_ne!(asked(vec![row("passports", SAID, "document", 30)]), asked(Vec::new()));
    }

    #[test]
    fn a_stranger_is_asked_nothing() {
        let inputs = Inputs { parties: vec![party(PLACE)], ..Inputs::default() };
        let found = questions_to(&inputs, &ruleset(), as_of(), &"nobody".into(), OWN, &|_| true).unwrap();
        assert_eq!(found, None);
    }
}
