//! What the benchmark measures and what it is held against.

pub(crate) mod baseline;
pub(crate) mod files;
