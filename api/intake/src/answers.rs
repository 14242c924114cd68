//! What reading needs to know about questions and their answers.

use karvon_engine::ids::QuestionId;
use karvon_engine::ruleset::{AnswerError, ReadAnswer, Ruleset};

/// Knows which questions there are and which answers they take.
pub trait AnswerBook {
    /// The parts of a question in their order; the question itself where it has none; nothing where there is no such
    /// question. A part can be asked for by its own id.
    fn parts(&self, question: &str) -> Vec<QuestionId>;

    /// How an answer reads; the error says in words what would be right.
    fn check(&self, question: &QuestionId, answer: &str) -> Result<ReadAnswer, String>;
}

impl AnswerBook for Ruleset {
    fn parts(&self, question: &str) -> Vec<QuestionId> {
        let questions = &self.source().questions;
        let id = |index: usize| questions.get(index).map(|one| QuestionId::new(one.id.as_str()));
        // As files should spell it, which needs no search.
        let exact: Vec<QuestionId> = match Ruleset::parts(self, question) {
            [] => Ruleset::question(self, question).and_then(id).into_iter().collect(),
            parts => parts.iter().copied().filter_map(id).collect(),
        };
        if !exact.is_empty() {
            return exact;
        }
        let asked: String = question.chars().filter(|c| !c.is_whitespace()).collect();
        let of: Vec<QuestionId> = questions
            .iter()
            .filter(|one| one.part_of.as_deref().is_some_and(|whole| whole.eq_ignore_ascii_case(&asked)))
            .map(|one| QuestionId::new(one.id.as_str()))
            .collect();
        if !of.is_empty() {
            return of;
        }
        let one = questions.iter().find(|one| one.id.eq_ignore_ascii_case(&asked));
        one.map(|one| QuestionId::new(one.id.as_str())).into_iter().collect()
    }

    fn check(&self, question: &QuestionId, answer: &str) -> Result<ReadAnswer, String> {
        self.read_answer(question.as_str(), answer).map_err(|error| match error {
            AnswerError::NotAnAnswer { possible, .. } | AnswerError::OutOfRange { possible, .. } => possible,
            error @ (AnswerError::UnknownQuestion(_) | AnswerError::HasParts { .. }) => error.to_string(),
        })
    }
}
