//! The program killed at random moments: nothing is half saved, nothing is lost, nothing is done twice.

mod assessment;
mod migration;
mod report;
mod upload;

use std::time::{Duration, Instant};

use crate::place::{Kind, kinds};

/// How often something is killed on each kind of database: `tests/run --long` asks for more.
fn kills() -> u32 {
    if std::env::var_os("KARVON_TEST_LONG").is_some() { 100 } else { 10 }
}

/// Random moments, spread over the time that an undisturbed run takes and a little beyond, so that every part of it is met.
fn moments(seed: u64, whole: Duration) -> Vec<Duration> {
    let mut state = seed;
    let moment = |part: u32| {
        let at = (f64::from(part) + f64::from(random(&mut state)) / f64::from(u32::MAX)) / f64::from(kills());
        whole.mul_f64(1.2 * at)
    };
    (0..kills()).map(moment).collect()
}

/// The next number of a seeded sequence (`SplitMix64`).
fn random(state: &mut u64) -> u32 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let mut bits = *state;
    bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    u32::try_from((bits ^ (bits >> 31)) >> 32).unwrap()
}

/// How long something takes.
fn timed(work: impl FnOnce()) -> Duration {
    let started = Instant::now();
    work();
    started.elapsed()
}

/// Does the same on every kind of database, side by side.
fn on_each(test: impl Fn(Kind) + Sync) {
    let test = &test;
    std::thread::scope(|scope| {
        for kind in kinds() {
            scope.spawn(move || test(kind));
        }
    });
}
