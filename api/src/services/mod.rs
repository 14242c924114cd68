//! Use cases: what karvon does, whoever asks for it.
//!
//! Each takes plain values and gives plain values or an error that says what went wrong; how it is asked for and shown is the
//! business of the command line and of whatever else calls it.

pub mod assess;
pub mod data;
pub mod demo;
mod evidence;
pub mod progress;
pub mod propagate;
mod results;
pub mod rules;
pub mod write;
