//! What the benchmarks share: generated networks and plain baselines.

pub(crate) mod baseline;
pub(crate) mod csr;
pub(crate) mod generator;
