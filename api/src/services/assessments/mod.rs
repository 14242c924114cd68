//! Assessments of an organisation: started from frozen inputs, made in the background, read for as long as they are kept.
//!
//! What an assessment is made from is stored first, as one JSON of tables under its hash, and the job reads those bytes as the
//! command line reads a file. So the same bytes give the same result there, and an old assessment can be made again.

mod ask;
mod cache;
mod frozen;
mod graph;
mod make;
mod start;
mod stored;
mod tables;
mod trace;

pub use ask::{AskError, comparison, plan, what_if};
pub use cache::Cache;
pub use frozen::ReplayError;
pub(super) use frozen::{Frozen, with_frozen};
pub use graph::{Graph, GraphLink, GraphNode, Hidden, graph};
pub use make::Make;
pub(crate) use make::{INPUTS, Told, not_loaded, not_replayed, options, unreadable};
pub use start::{StartError, Started, Wanted, start};
pub use stored::{StoredError, find, inputs, result, result_bytes};
pub(super) use tables::value as cell_of;
pub use tables::{Table, items};
pub use trace::{TraceFailure, Traced, trace};
