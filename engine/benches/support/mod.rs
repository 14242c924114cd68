//! What the benchmarks share: generated networks and plain baselines.

pub mod baseline;
pub mod generator;
