//! Patterns: fault-tree gates over leaves.
//!
//! A gate is coherent: more leaves never make it less likely, so there is no `not`.

mod gate;

pub use gate::{Gate, GateError, GateSource, PointsInput};
