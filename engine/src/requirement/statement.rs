//! What parties state about themselves for checklists: policies, published reports, sizes, single items of an interview.
//!
//! These answers stand in the answers table beside those about indicators, but speak to no leaf and no regime: no likelihood
//! is made from them.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::evidence::Evidence;
use crate::ruleset::{is_missing, normalised, number, yes_or_no};

/// A question of a checklist.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatementQuestion {
    /// Id, e.g. `company.policy`.
    pub id: String,
    /// How it is answered.
    pub form: StatementForm,
}

/// How a question of a checklist is answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum StatementForm {
    /// Yes or no.
    YesNo,
    /// A number, not negative.
    Number,
    /// One of these words.
    Choice(Vec<String>),
}

/// An answer as it was read.
#[derive(Clone, Debug, PartialEq)]
pub enum Said {
    /// `yes`, `no` or one of the words of the question.
    Word(String),
    /// A number.
    Number(f64),
}

/// An answer that is none.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("`{value}` is no answer to `{question}`; possible are {possible}")]
pub struct StatementError {
    /// Question.
    pub question: String,
    /// The answer as given.
    pub value: String,
    /// What would be right.
    pub possible: String,
}

/// All questions that checklists ask, by id.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    questions: BTreeMap<String, StatementForm>,
}

impl Catalogue {
    /// Takes in further questions; returns the ids that were there already with another form.
    pub fn extend(&mut self, questions: &[StatementQuestion]) -> Vec<String> {
        let mut clash = Vec::new();
        for question in questions {
            match self.questions.get(&question.id) {
                Some(form) if *form != question.form => clash.push(question.id.clone()),
                Some(_) => {}
                None => {
                    self.questions.insert(question.id.clone(), question.form.clone());
                }
            }
        }
        clash
    }

    /// The id of a question as the checklists spell it; compared without case and spaces. `None`: there is no such question.
    pub fn id(&self, question: &str) -> Option<&str> {
        if let Some((id, _)) = self.questions.get_key_value(question) {
            return Some(id);
        }
        let plain = question.trim().to_lowercase();
        self.questions
            .get_key_value(&plain)
            .map(|(id, _)| id.as_str())
            .or_else(|| self.questions.keys().find(|id| id.to_lowercase() == plain).map(String::as_str))
    }

    /// How a question is answered.
    pub fn form(&self, id: &str) -> Option<&StatementForm> {
        self.questions.get(id)
    }

    /// Ids of all questions, sorted.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.questions.keys().map(String::as_str)
    }

    /// Reads an answer. `None` where it says that nothing is known, or where there is no such question.
    pub fn read(&self, id: &str, answer: &str) -> Result<Option<Said>, StatementError> {
        let Some(form) = self.questions.get(id) else { return Ok(None) };
        if is_missing(answer) {
            return Ok(None);
        }
        let plain = normalised(answer);
        let (said, possible) = match form {
            StatementForm::YesNo => {
                (yes_or_no(answer).map(|word| Said::Word(word.to_owned())), "`yes`, `no`".to_owned())
            }
            StatementForm::Number => {
                (number(answer).filter(|number| *number >= 0.0).map(Said::Number), "a number, not negative".to_owned())
            }
            StatementForm::Choice(words) => (
                words.iter().find(|word| normalised(word) == plain).map(|word| Said::Word(word.clone())),
                words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", "),
            ),
        };
        match said {
            Some(said) => Ok(Some(said)),
            None => Err(StatementError { question: id.to_owned(), value: answer.to_owned(), possible }),
        }
    }

    /// Takes out of the evidence what answers a question of a checklist; the rest stays, in its order.
    pub fn take(&self, evidence: &mut Vec<Evidence>) -> Vec<Evidence> {
        evidence.extract_if(.., |row| self.questions.contains_key(row.question.as_str())).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn catalogue() -> Catalogue {
        let mut catalogue = Catalogue::default();
        let question = |id: &str, form| StatementQuestion { id: id.to_owned(), form };
        let clash = catalogue.extend(&[
            question("company.policy", StatementForm::YesNo),
            question("company.employees", StatementForm::Number),
            question("company.route", StatementForm::Choice(vec!["by_sea".to_owned(), "by_rail".to_owned()])),
        ]);
        assert!(clash.is_empty());
        catalogue
    }

    fn check(id: &str, answer: &str, expected: Option<Said>) {
        assert_eq!(catalogue().read(id, answer), Ok(expected), "{id}: {answer}");
    }

    #[test]
    fn answers_are_read_by_the_form_of_their_question() {
        check("company.policy", "Да", Some(Said::Word("yes".to_owned())));
        check("company.employees", "1200", Some(Said::Number(1200.0)));
        check("company.route", "By rail", Some(Said::Word("by_rail".to_owned())));
        check("company.policy", "unknown", None);
    }

    #[test]
    fn what_is_no_answer_is_an_error_that_says_what_would_be_right() {
        let error = catalogue().read("company.policy", "mostly").unwrap_err();
        assert_eq!(error.to_string(), "`mostly` is no answer to `company.policy`; possible are `yes`, `no`");
        assert!(catalogue().read("company.employees", "-3").is_err());
    }

    #[test]
    fn one_id_with_two_forms_is_told() {
        let again = [StatementQuestion { id: "company.policy".to_owned(), form: StatementForm::Number }];
        assert_eq!(catalogue().extend(&again), ["company.policy"]);
    }

    #[test]
    fn a_question_is_found_without_case() {
        assert_eq!(catalogue().id(" Company.Policy"), Some("company.policy"));
        assert_eq!(catalogue().id("I7.1"), None);
    }
}
