//! Patterns: fault-tree gates over leaves.
//!
//! A gate is coherent: more leaves never make it less likely, so there is no `not`. How likely the leaves are is worked
//! out in `likelihood`.

mod evaluate;
mod gate;

pub(crate) use evaluate::GateWorkspace;
pub use gate::{Gate, GateError, GateSource, PointsInput};
