//! What to do first: which questions would tell most, what to visit and what to put right within a budget, which proof
//! would help, what a clean sample still allows.

mod bundles;
mod exit;
mod find;
mod fix;
mod knapsack;
mod leave;
mod open;
mod plan;
mod proof;
mod questions;
mod samples;
#[cfg(test)]
mod tests;

pub use exit::Exit;
pub(crate) use exit::Exits;
pub use knapsack::MOST_BUDGET;
pub use plan::{Plan, PlanInput, PlanKind, PlanNumbers, PlanRequest, PlanStep, Proposal, ReachWithout, propose};
pub use proof::{Proof, ProofKind, ProofRow, proof_that_would_help};
pub use questions::{Asked, QuestionValue, QuestionsInput, questions_answered_by, questions_that_tell_most};
pub use samples::{CleanSample, affected_still_possible, clean_sample};
