//! The same inputs give the same bytes: in any order of rows, on any number of threads.

use std::sync::LazyLock;

use proptest::prelude::*;
use rayon::{ThreadPool, ThreadPoolBuilder};

use super::support::{Net, Shape, cases, close, network, worlds};
use crate::propagation::{
    ExposureInput, Prepared, best_chains, exposure, noisy_or, outflow, reach_to, totals, upper, worst_chain,
};

static POOLS: LazyLock<Vec<ThreadPool>> =
    LazyLock::new(|| [1, 2, 8].map(|threads| ThreadPoolBuilder::new().num_threads(threads).build().unwrap()).into());

/// Everything that can be computed, as bits, addressed by the parties of `net`: entry i of `parties`
/// and `links` says which row of the network stands at position i. Exposure stands apart: only it is
/// promised to 1e-12 and not to the last bit.
fn everything(net: &Net, prepared: &Prepared, parties: &[usize], links: &[usize]) -> (Vec<u64>, Vec<f64>) {
    let at = |old: usize| parties.iter().position(|&other| other == old).unwrap();
    let link_at = |old: usize| links.iter().position(|&other| other == old).unwrap();
    let settings = worlds(700, 3);
    let subject = at(0);
    let total = totals(prepared, settings);
    let reach = reach_to(prepared, subject, &[0, 1], settings).unwrap();
    let flow = outflow(prepared, subject, 0, settings).unwrap();
    let chains = best_chains(prepared, subject, 0).unwrap();
    let (lower, echo, bound) = (worst_chain(prepared), noisy_or(prepared).unwrap(), upper(prepared));
    // Each link carries an equal share of at most 0.9 of its buyer's input.
    let degree = |link: usize| net.links.iter().filter(|other| other.1 == net.links[link].1).count();
    let shares: Vec<f64> = links.iter().map(|&link| 0.9 / degree(link) as f64).collect();
    let expects: Vec<bool> = parties.iter().map(|&party| party % 2 == 0).collect();
    let exposed = exposure(prepared, &ExposureInput { shares: &shares, expects_inputs: &expects }, &bound).unwrap();
    let mut exposures = Vec::new();
    let mut found = vec![reach.expected_sources(0), reach.expected_sources(1)];
    for party in (0..net.parties.len()).map(at) {
        for channel in 0..2 {
            found.extend([total.total(party, channel), total.inherited(party, channel), reach.rho(party, channel)]);
            found.extend([&lower, &echo, &bound].map(|table| table.get(party, channel)));
            exposures.extend([&exposed.low, &exposed.high].map(|table| table.get(party, channel)));
        }
        found.push(chains.product(party));
        found.extend(chains.parties(party).into_iter().flatten().map(|party| parties[party] as f64));
    }
    found.extend((0..net.links.len()).map(|link| flow[link_at(link)]));
    (found.into_iter().map(f64::to_bits).collect(), exposures)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn the_order_of_rows_changes_nothing(
        (net, parties, links, groups) in network(Shape::Digraph, 10, 24, 2, 2).prop_flat_map(|net| {
            let order = |count: usize| Just((0..count).collect::<Vec<usize>>()).prop_shuffle();
            let (parties, links, groups) = (order(net.parties.len()), order(net.links.len()), order(net.groups.len()));
            (Just(net), parties, links, groups)
        })
    ) {
        let identity = |count: usize| (0..count).collect::<Vec<usize>>();
        let (plain, shuffled) = (net.prepare(), net.prepare_in_order(&parties, &links, &groups));
        let (bits, exposures) = everything(&net, &plain, &identity(net.parties.len()), &identity(net.links.len()));
        let (shuffled_bits, shuffled_exposures) = everything(&net, &shuffled, &parties, &links);
        prop_assert_eq!(bits, shuffled_bits);
        prop_assert!(exposures.iter().zip(&shuffled_exposures).all(|(a, b)| close(*a, *b, 1e-12)));
    }

    #[test]
    fn the_number_of_threads_changes_nothing(net in network(Shape::Digraph, 10, 24, 2, 2)) {
        let prepared = net.prepare();
        let (parties, links): (Vec<usize>, Vec<usize>) = ((0..net.parties.len()).collect(), (0..net.links.len()).collect());
        let found: Vec<(Vec<u64>, Vec<f64>)> =
            POOLS.iter().map(|pool| pool.install(|| everything(&net, &prepared, &parties, &links))).collect();
        prop_assert!(found[0] == found[1] && found[1] == found[2]);
    }
}
