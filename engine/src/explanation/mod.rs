//! Explaining: what E is made of, how sure the order is, by which chains risk arrives, what all of it has to pass, and why a
//! number changed.

mod change;
mod choke;
mod ranking;
mod splits;

pub use change::{Moved, Replay, split_change};
pub use choke::ChokeTree;
pub use ranking::{RankingInput, RankingRange, ranking_range};
pub use splits::{Apportioned, apportion, largest_remainder};
