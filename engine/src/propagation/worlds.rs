//! How many worlds to draw, and how batches of them are shared out among threads.
//!
//! Every result of a sweep is a count of worlds. Counts are added up as integers, so it does not
//! matter which thread drew which batch.

use std::num::NonZeroU32;
use std::ops::Range;

use rayon::iter::{IntoParallelIterator, ParallelIterator};

use super::coin::{BATCH, Coins};

/// How many worlds are drawn, and from which seed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WorldSettings {
    /// Number of worlds; any number will do. More worlds extend the sequence of fewer.
    pub worlds: NonZeroU32,
    /// Where all randomness comes from.
    pub seed: u64,
}

impl Default for WorldSettings {
    /// 16,384 worlds from seed 1.
    fn default() -> Self {
        Self { worlds: FIRST_WORLDS, seed: 1 }
    }
}

/// Worlds drawn by default, and before a half-width is looked at.
pub(super) const FIRST_WORLDS: NonZeroU32 = NonZeroU32::new(1 << 14).unwrap();

/// The most worlds that a wished-for half-width can lead to.
pub(super) const MOST_WORLDS: NonZeroU32 = NonZeroU32::new(1 << 20).unwrap();

impl WorldSettings {
    /// All batches of these worlds.
    pub(super) fn batches(self) -> Range<u32> {
        0..self.worlds.get().div_ceil(BATCH)
    }
}

/// Draws batches of worlds: every worker starts from `fresh` and takes `step` for each of its
/// batches. What the workers hold at the end is for the caller to add up.
pub(super) fn sweep<S: Send>(
    settings: WorldSettings,
    batches: &Range<u32>,
    fresh: impl Fn() -> S + Sync,
    step: impl Fn(&mut S, &Coins) + Sync,
) -> Vec<S> {
    let threads = u32::try_from(rayon::current_num_threads()).unwrap_or(1);
    let workers = threads.clamp(1, batches.end.saturating_sub(batches.start).max(1));
    (0..workers)
        .into_par_iter()
        .map(|worker| {
            let mut held = fresh();
            for batch in (batches.start + worker..batches.end).step_by(workers as usize) {
                step(&mut held, &Coins::new(settings.seed, batch, settings.worlds.get()));
            }
            held
        })
        .collect()
}

/// Adds counts, place by place.
pub(super) fn add_counts(into: &mut Vec<u32>, counts: &[u32]) {
    if into.len() < counts.len() {
        into.resize(counts.len(), 0);
    }
    for (into, count) in into.iter_mut().zip(counts) {
        *into += count;
    }
}
