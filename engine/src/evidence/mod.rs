//! Evidence: one dated observation about one party, with who says so.
//!
//! This folder says which rows count on a given day and for which group of workers: ageing, closures, repetition,
//! small interviews, sources caught denying. What the rows mean is the ruleset's to say, and what follows from them
//! is worked out in `likelihood`.

mod group;
mod observation;

pub use group::WorkerGroup;
pub use observation::{Evidence, EvidenceOrigin, Period, evidence_id};
