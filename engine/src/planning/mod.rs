//! What to do first: which questions would tell most.

mod questions;

pub use questions::{Asked, QuestionValue, QuestionsInput, questions_that_tell_most};
