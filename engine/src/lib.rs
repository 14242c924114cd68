//! karvon-engine: the pure core of karvon.
//!
//! It turns a network, evidence and a ruleset into an assessment: how likely forced labour is at each party, what of it
//! reaches a product, why, and what would change it. It does no I/O, reads no clock, draws no unseeded number and knows no
//! law by name; the same input gives the same bytes on any machine and any number of threads.

pub mod assessment;
pub mod calibration;
mod day;
pub mod dimension;
pub mod evidence;
pub mod explanation;
pub mod hex;
pub mod ids;
pub mod inputs;
pub mod likelihood;
pub mod network;
pub mod pattern;
pub mod planning;
pub mod propagation;
pub mod recruitment;
pub mod requirement;
pub mod ruleset;
pub mod screening;
#[cfg(test)]
pub(crate) mod test_cases;
