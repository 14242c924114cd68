//! Explaining: what E is made of, how sure the order is, and by which chains risk arrives.

mod ranking;
mod splits;

pub use ranking::{RankingInput, RankingRange, ranking_range};
pub use splits::{Apportioned, apportion, largest_remainder};
