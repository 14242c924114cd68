//! Evidence: one dated observation about one party, with who says so.
//!
//! This folder says which rows count on a given day and for which group of workers: ageing, closures, repetition,
//! small interviews, sources caught denying; and it keeps the register of what was observed. What the rows mean is the
//! ruleset's to say, and how likely things are is worked out in `likelihood`.

mod answers;
mod applies;
mod caught;
mod closure;
mod group;
mod item;
mod lists;
mod notice;
mod observation;
mod register;
mod rows;
mod rules;
#[cfg(test)]
mod tests;
mod text_index;
mod weigh;

pub use caught::{Contradiction, ContradictionKind};
pub use group::WorkerGroup;
pub use item::{Direction, Item, ItemState};
pub use lists::{ListMatch, PREFIX as LIST_PREFIX, ScreenedLists};
pub use notice::{ClosureRefusal, EvidenceNotice};
pub use observation::{Evidence, EvidenceOrigin, Period, evidence_id};
pub use register::{Register, RegisterEntry, RegisterStatus, RegisteredPattern};

pub(crate) use answers::AnswerFacts;
pub(crate) use applies::{Traits, applies, with_parameters};
pub(crate) use caught::log as log_contradictions;
pub(crate) use item::items;
pub(crate) use lists::{CONFIRMED, KnownMatch, REJECTED, confirmed as confirmed_lists};
pub(crate) use register::register_group;
pub(crate) use rows::{ExtendedRows, PartyRows, ResolvedEvidence, Row, Stated};
pub(crate) use rules::{AUTHORITY, DOCUMENT, EvidenceRules};
pub(crate) use weigh::{State, Weighed, groups_named};
