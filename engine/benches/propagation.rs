//! How long propagation takes on generated networks, beside plain baselines: the same on a petgraph graph, and a straight loop
//! over compressed rows (`…_csr`).
//!
//! `cargo bench -p karvon-engine --bench propagation`. Jobs named `…_whole` start from arrays; the
//! others hold the prepared network. Simulations of this crate and of the baseline draw the same
//! number of worlds; `…_16384` is the number that an assessment draws.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::wildcard_imports,
    reason = "a benchmark may stop where it stands, and its numbers are not results"
)]

mod support;

use std::num::NonZeroU32;

use divan::{Bencher, black_box};
use karvon_engine::propagation::{WorldSettings, noisy_or, paths_to, reach_to, totals, upper, worst_chain};
use support::baseline;
use support::csr::Csr;
use support::generator::{Cycles, Generated, generate};

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

/// Worlds for the comparison with the baseline.
const FEW: u32 = 256;

fn main() {
    divan::main();
}

fn network(parties: usize) -> Generated {
    generate(parties, Cycles::Mutual, 1)
}

fn few() -> WorldSettings {
    WorldSettings { worlds: NonZeroU32::new(FEW).expect("not zero"), seed: 1 }
}

#[divan::bench(args = SIZES, sample_count = 5, sample_size = 1)]
fn prepare_whole(bencher: Bencher, parties: usize) {
    let network = network(parties);
    bencher.bench(|| black_box(network.prepare()));
}

#[divan::bench_group(sample_count = 5, sample_size = 1)]
mod recursion {
    use super::*;

    #[divan::bench(args = SIZES)]
    fn noisy_or_whole(bencher: Bencher, parties: usize) {
        let network = network(parties);
        bencher.bench(|| noisy_or(&network.prepare()).expect("closes"));
    }

    #[divan::bench(args = SIZES)]
    fn noisy_or_whole_petgraph(bencher: Bencher, parties: usize) {
        let network = network(parties);
        bencher.bench(|| baseline::noisy_or(&baseline::graph(&network)));
    }

    #[divan::bench(args = SIZES)]
    fn noisy_or_again(bencher: Bencher, parties: usize) {
        let prepared = network(parties).prepare();
        bencher.bench(|| noisy_or(&prepared).expect("closes"));
    }

    #[divan::bench(args = SIZES)]
    fn noisy_or_again_csr(bencher: Bencher, parties: usize) {
        let rows = Csr::new(&network(parties));
        bencher.bench(|| rows.noisy_or());
    }

    #[divan::bench(args = SIZES)]
    fn noisy_or_giant_csr(bencher: Bencher, parties: usize) {
        let rows = Csr::new(&generate(parties, Cycles::Giant, 1));
        bencher.bench(|| rows.noisy_or());
    }

    #[divan::bench(args = SIZES)]
    fn noisy_or_giant(bencher: Bencher, parties: usize) {
        let prepared = generate(parties, Cycles::Giant, 1).prepare();
        bencher.bench(|| noisy_or(&prepared).expect("closes"));
    }

    #[divan::bench(args = SIZES)]
    fn noisy_or_giant_petgraph(bencher: Bencher, parties: usize) {
        let graph = baseline::graph(&generate(parties, Cycles::Giant, 1));
        bencher.bench(|| baseline::noisy_or(&graph));
    }

    #[divan::bench(args = SIZES)]
    fn upper_again(bencher: Bencher, parties: usize) {
        let prepared = network(parties).prepare();
        bencher.bench(|| upper(&prepared));
    }

    #[divan::bench(args = SIZES)]
    fn worst_chain_whole(bencher: Bencher, parties: usize) {
        let network = network(parties);
        bencher.bench(|| worst_chain(&network.prepare()));
    }

    #[divan::bench(args = SIZES)]
    fn worst_chain_whole_petgraph(bencher: Bencher, parties: usize) {
        let network = network(parties);
        bencher.bench(|| baseline::worst_chain(&baseline::graph(&network)));
    }

    #[divan::bench(args = SIZES)]
    fn worst_chain_again(bencher: Bencher, parties: usize) {
        let prepared = network(parties).prepare();
        bencher.bench(|| worst_chain(&prepared));
    }
}

#[divan::bench_group(sample_count = 3, sample_size = 1)]
mod reach {
    use super::*;

    #[divan::bench(args = SIZES)]
    fn totals_256(bencher: Bencher, parties: usize) {
        let prepared = network(parties).prepare();
        bencher.bench(|| totals(&prepared, few()));
    }

    #[divan::bench(args = SIZES)]
    fn totals_256_petgraph(bencher: Bencher, parties: usize) {
        let graph = baseline::graph(&network(parties));
        bencher.bench(|| baseline::reach(&graph, FEW as usize, 1));
    }

    #[divan::bench(args = SIZES)]
    fn totals_256_giant(bencher: Bencher, parties: usize) {
        let prepared = generate(parties, Cycles::Giant, 1).prepare();
        bencher.bench(|| totals(&prepared, few()));
    }

    #[divan::bench(args = SIZES)]
    fn totals_16384(bencher: Bencher, parties: usize) {
        let prepared = network(parties).prepare();
        bencher.bench(|| totals(&prepared, WorldSettings::default()));
    }

    #[divan::bench(args = SIZES)]
    fn paths_256(bencher: Bencher, parties: usize) {
        let prepared = network(parties).prepare();
        bencher.bench(|| paths_to(&prepared, 0, few()).expect("there is a first party"));
    }

    #[divan::bench(args = SIZES)]
    fn paths_256_petgraph(bencher: Bencher, parties: usize) {
        let graph = baseline::graph(&network(parties));
        bencher.bench(|| baseline::paths(&graph, FEW as usize, 1));
    }

    #[divan::bench(args = SIZES)]
    fn paths_16384(bencher: Bencher, parties: usize) {
        let prepared = network(parties).prepare();
        bencher.bench(|| paths_to(&prepared, 0, WorldSettings::default()).expect("there is a first party"));
    }

    #[divan::bench(args = SIZES)]
    fn subject_16384(bencher: Bencher, parties: usize) {
        let prepared = network(parties).prepare();
        bencher.bench(|| reach_to(&prepared, 0, &[0], WorldSettings::default()).expect("there is a first party"));
    }
}
