//! What a change costs, beside a whole run: medians over changes drawn at random.
//!
//! `cargo bench -p karvon-engine --bench incremental`. Each change is carried out and undone; the time of carrying it out
//! counts. `worlds` are those of one channel to one subject, as an assessment draws them.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::disallowed_types,
    clippy::print_stdout,
    reason = "a benchmark may stop where it stands, and its numbers are not results"
)]

#[expect(dead_code, reason = "shared with a benchmark that uses more of it")]
mod support;

use std::hint::black_box;
use std::num::NonZeroU32;
use std::time::{Duration, Instant};

use karvon_engine::propagation::{Change, Kept, KeptSubject, Live, Prepared, WorldSettings, noisy_or, reach_to};
use support::generator::{Cycles, Generated, Stream, generate};

/// Changes of each kind.
const CHANGES: usize = 1_001;

/// Changes where worlds are drawn anew.
const FEWER: usize = 101;

fn main() {
    for parties in [10_000, 100_000] {
        let network = generate(parties, Cycles::Mutual, 1);
        println!("{parties} parties, {} links", network.links.len());
        recursion(&network);
        worlds(&network);
    }
}

fn recursion(network: &Generated) {
    let prepared = network.prepare();
    let whole = median(5, |_| timed(|| noisy_or(&prepared).expect("closes")));
    let mut live = Live::new(prepared, Kept { noisy_or: true, ..Kept::default() }).expect("closes");
    let (likelihood, link) = changes(&mut live, network, CHANGES);
    print("noisy-or", whole, likelihood, link);
}

fn worlds(network: &Generated) {
    let settings = WorldSettings { worlds: NonZeroU32::new(1 << 14).expect("not zero"), seed: 1 };
    let prepared = network.prepare();
    let whole = median(3, |_| timed(|| reach_to(&prepared, 0, &[0], settings).expect("is there")));
    let subject = Some(KeptSubject { subject: 0, channels: vec![0], settings });
    let mut live = Live::new(prepared, Kept { subject, ..Kept::default() }).expect("is there");
    let (likelihood, link) = changes(&mut live, network, FEWER);
    print("worlds to one subject", whole, likelihood, link);
    let mut draw = Stream(3);
    let expected = median(CHANGES, |_| {
        let party = (draw.unit() * network.ids.len() as f64) as usize;
        // One look is too short for the clock.
        timed(|| {
            for round in 0..1_000 {
                black_box(live.expected_sources_if(black_box(party), 0, f64::from(round) / 1_000.0));
            }
        }) / 1_000
    });
    println!("  expected sources, one likelihood: {expected:?}");
}

/// Median times of a changed likelihood and of a changed link outside cycles.
fn changes(live: &mut Live, network: &Generated, count: usize) -> (Duration, Duration) {
    let mut draw = Stream(2);
    let in_cycle = in_cycle(live.prepared());
    let likelihood = median(count, |_| {
        let party = (draw.unit() * network.ids.len() as f64) as usize;
        apply(live, Change::Own { party, channel: 0, likelihood: draw.unit() })
    });
    let link = median(count, |_| {
        let link = loop {
            let link = (draw.unit() * network.links.len() as f64) as usize;
            let (supplier, buyer, _) = network.links[link];
            if !in_cycle[supplier as usize] && !in_cycle[buyer as usize] {
                break link;
            }
        };
        apply(live, Change::Weights { link, weights: vec![draw.unit()] })
    });
    (likelihood, link)
}

fn in_cycle(prepared: &Prepared) -> Vec<bool> {
    let mut in_cycle = vec![false; prepared.parties()];
    prepared.cycles().into_iter().flatten().for_each(|party| in_cycle[party] = true);
    in_cycle
}

fn apply(live: &mut Live, change: Change) -> Duration {
    let changes = [change];
    let start = Instant::now();
    let undo = live.apply(&changes).expect("closes");
    let took = start.elapsed();
    live.apply(&undo).expect("closes");
    took
}

fn timed<T>(work: impl FnOnce() -> T) -> Duration {
    let start = Instant::now();
    black_box(work());
    start.elapsed()
}

fn median(count: usize, mut time: impl FnMut(usize) -> Duration) -> Duration {
    let mut times: Vec<Duration> = (0..count).map(&mut time).collect();
    times.sort_unstable();
    times[count / 2]
}

fn print(what: &str, whole: Duration, likelihood: Duration, link: Duration) {
    let share = link.as_secs_f64() / whole.as_secs_f64();
    println!("  {what}: whole {whole:?}, one likelihood {likelihood:?}, one link {link:?} ({share:.4} of the whole)");
}
