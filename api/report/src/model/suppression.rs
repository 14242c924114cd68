//! Groups so small that a printed number could point at a person.
//!
//! Below five, the count and the name of the group are hidden, never the finding itself.

use karvon_engine::evidence::WorkerGroup;
use karvon_engine::recruitment::SUPPRESSED_BELOW;

/// A number of workers as it may be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Headcount {
    /// Large enough to print.
    Shown(u32),
    /// Fewer than five.
    Small,
    /// Not stated.
    Unknown,
}

/// What may be printed of a number of workers.
pub(crate) fn headcount(workers: Option<u32>) -> Headcount {
    match workers {
        None => Headcount::Unknown,
        Some(workers) if workers < SUPPRESSED_BELOW => Headcount::Small,
        Some(workers) => Headcount::Shown(workers),
    }
}

/// The group that may be named beside a number of workers: none where that number is too small.
pub(crate) fn group_beside(group: WorkerGroup, affected: Option<u32>) -> Option<WorkerGroup> {
    match headcount(affected) {
        Headcount::Small => None,
        Headcount::Shown(_) | Headcount::Unknown => Some(group),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_workers_are_hidden_and_five_are_shown() {
        assert_eq!(headcount(Some(4)), Headcount::Small);
        assert_eq!(headcount(Some(5)), Headcount::Shown(5));
        assert_eq!(headcount(None), Headcount::Unknown);
        assert_eq!(group_beside(WorkerGroup::Migrant, Some(4)), None);
        assert_eq!(group_beside(WorkerGroup::Migrant, Some(40)), Some(WorkerGroup::Migrant));
    }
}
