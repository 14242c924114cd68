//! The questions that answers may be given to: those of the ruleset and those of the checklists.

use karvon_engine::ids::QuestionId;
use karvon_engine::requirement::Catalogue;
use karvon_engine::ruleset::{ReadAnswer, Ruleset};
use karvon_intake::AnswerBook;

/// Reads answers for a ruleset and for checklists; where both know a question, the ruleset has it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Book<'a> {
    pub(super) ruleset: &'a Ruleset,
    pub(super) catalogue: &'a Catalogue,
}

impl AnswerBook for Book<'_> {
    fn parts(&self, question: &str) -> Vec<QuestionId> {
        let parts = AnswerBook::parts(self.ruleset, question);
        if !parts.is_empty() {
            return parts;
        }
        self.catalogue.id(question).map(QuestionId::new).into_iter().collect()
    }

    fn check(&self, question: &QuestionId, answer: &str) -> Result<ReadAnswer, String> {
        if self.catalogue.form(question.as_str()).is_none() {
            return AnswerBook::check(self.ruleset, question, answer);
        }
        match self.catalogue.read(question.as_str(), answer) {
            // Which answer it is matters to no likelihood.
            Ok(Some(_)) => Ok(ReadAnswer::Answer(0)),
            Ok(None) => Ok(ReadAnswer::Missing),
            Err(error) => Err(error.possible),
        }
    }
}
