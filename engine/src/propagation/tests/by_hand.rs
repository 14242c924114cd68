//! Networks whose numbers a person can compute, or that were computed by enumeration outside this
//! program.

use super::support::{Net, agrees, close, worlds};
use crate::propagation::{best_chains, chain_frequencies, noisy_or, paths_to, reach_to, totals, upper, worst_chain};

/// What must come out for the first party of a network of one channel.
struct Expected {
    reach: f64,
    sources: f64,
    worst_chain: f64,
    noisy_or: f64,
}

fn check(own: &[(&str, f64)], links: &[(&str, &str, f64)], groups: &[(&[&str], f64)], expected: &Expected) {
    let prepared = Net::one(own, links, groups).prepare();
    let drawn = 1 << 17;
    let reach = reach_to(&prepared, 0, &[0], worlds(drawn, 1)).unwrap();
    let estimate = reach.estimate(0).unwrap();
    assert!(agrees(estimate.reached, drawn, expected.reach), "R {} is not {}", estimate.reach, expected.reach);
    // The sum of at most five contributions, each with a standard error below p/2√N.
    let found = reach.expected_sources(0);
    assert!(close(found, expected.sources, 0.005), "E {found} is not {}", expected.sources);
    let found = worst_chain(&prepared).get(0, 0);
    assert!(close(found, expected.worst_chain, 1e-15), "M {found} is not {}", expected.worst_chain);
    let found = noisy_or(&prepared).unwrap().get(0, 0);
    assert!(close(found, expected.noisy_or, 1e-9), "U {found} is not {}", expected.noisy_or);
    let total = totals(&prepared, worlds(drawn, 1));
    assert!(agrees(total.total_count(0, 0), drawn, expected.reach), "total {}", total.total(0, 0));
}

#[test]
fn a_party_alone_has_its_own_likelihood_exactly() {
    let prepared = Net::one(&[("a", 0.037)], &[], &[]).prepare();
    let found = totals(&prepared, worlds(100, 1));
    assert_eq!((found.total(0, 0), found.inherited(0, 0)), (0.037, 0.0));
    let reach = reach_to(&prepared, 0, &[0], worlds(100, 1)).unwrap();
    assert_eq!((reach.estimate(0).unwrap().reach, reach.rho(0, 0)), (0.037, 1.0));
    assert_eq!(noisy_or(&prepared).unwrap().get(0, 0), 0.037);
    assert_eq!(worst_chain(&prepared).get(0, 0), 0.037);
    assert_eq!(upper(&prepared).get(0, 0), 0.037);
}

#[test]
fn a_chain_multiplies() {
    // R = 1 − (1 − 0.1)(1 − 0.5·(1 − (1 − 0.2)(1 − 0.8·0.4)))
    let expected = Expected { reach: 0.3052, sources: 0.1 + 0.1 + 0.16, worst_chain: 0.16, noisy_or: 0.3052 };
    check(&[("c", 0.1), ("b", 0.2), ("a", 0.4)], &[("a", "b", 0.8), ("b", "c", 0.5)], &[], &expected);
}

#[test]
fn two_suppliers_are_independent() {
    // R = 1 − (1 − 0.3·0.5)(1 − 0.2)
    let expected = Expected { reach: 0.32, sources: 0.35, worst_chain: 0.2, noisy_or: 0.32 };
    check(&[("c", 0.0), ("a", 0.3), ("b", 0.2)], &[("a", "c", 0.5), ("b", "c", 1.0)], &[], &expected);
}

#[test]
fn a_diamond_counts_its_source_once() {
    // Both branches carry with 0.5·0.5: ρ = 1 − 0.75² = 0.4375, and R = 0.4·ρ.
    let expected = Expected {
        reach: 0.175,
        sources: 0.175,
        worst_chain: 0.1,
        // Each branch 0.2 at its middle, 0.1 at the end: 1 − 0.9².
        noisy_or: 0.19,
    };
    let links = [("s", "x", 0.5), ("s", "y", 0.5), ("x", "t", 0.5), ("y", "t", 0.5)];
    check(&[("t", 0.0), ("x", 0.0), ("y", 0.0), ("s", 0.4)], &links, &[], &expected);
}

#[test]
fn a_chain_with_a_shared_cause_and_a_mutual_pair() {
    let expected =
        Expected { reach: 0.356_710_87, sources: 0.483, worst_chain: 0.216, noisy_or: 0.435_437_651_315_413_1 };
    let own = [("buyer", 0.01), ("mill", 0.05), ("gin", 0.2), ("farm", 0.3), ("plant", 0.1)];
    let links = [
        ("farm", "gin", 1.0),
        ("gin", "mill", 0.8),
        ("mill", "buyer", 0.9),
        ("plant", "buyer", 0.5),
        ("plant", "mill", 0.3),
        ("mill", "plant", 0.2),
    ];
    check(&own, &links, &[(&["farm", "gin"], 0.5)], &expected);
}

#[test]
fn a_party_in_two_common_causes() {
    let expected =
        Expected { reach: 0.336_055_927_228_623_54, sources: 0.473_28, worst_chain: 0.201_6, noisy_or: 0.393_551_36 };
    let own = [("shop", 0.0), ("mill", 0.1), ("gin", 0.3), ("farm", 0.4)];
    let links = [("farm", "gin", 0.9), ("gin", "mill", 0.7), ("mill", "shop", 0.8), ("farm", "mill", 0.2)];
    check(&own, &links, &[(&["farm", "gin"], 0.5), (&["farm", "mill"], 0.3)], &expected);
}

#[test]
fn a_ring_of_three() {
    let expected = Expected { reach: 0.241_12, sources: 0.261, worst_chain: 0.14, noisy_or: 0.281_563_828_296_510_7 };
    let links = [("a", "b", 0.5), ("b", "c", 0.6), ("c", "a", 0.7)];
    check(&[("a", 0.1), ("b", 0.05), ("c", 0.2)], &links, &[], &expected);
}

#[test]
fn mutual_supply_settles_at_the_closed_form() {
    // x = a / (1 − (1 − a)·w·v)
    let (a, w, v): (f64, f64, f64) = (0.05, 0.6, 0.7);
    let prepared = Net::one(&[("x", a), ("y", 0.0)], &[("x", "y", w), ("y", "x", v)], &[]).prepare();
    let found = noisy_or(&prepared).unwrap();
    let x = a / (1.0 - (1.0 - a) * w * v);
    assert!(close(found.get(0, 0), x, 1e-9) && close(found.get(1, 0), w * x, 1e-9));
    // Its own event coming back is not inherited.
    let drawn = totals(&prepared, worlds(16_384, 1));
    assert_eq!(drawn.inherited_count(0, 0), 0);
    assert!(agrees(drawn.total_count(0, 0), 16_384, a));
    assert!(agrees(drawn.inherited_count(1, 0), 16_384, a * w));
}

#[test]
fn a_cycle_without_risk_is_zero_everywhere() {
    let links = [("a", "b", 0.9), ("b", "a", 0.9), ("b", "c", 1.0), ("c", "a", 1.0), ("a", "c", 0.9)];
    let prepared = Net::one(&[("a", 0.0), ("b", 0.0), ("c", 0.0)], &links, &[]).prepare();
    assert_eq!(noisy_or(&prepared).unwrap().values(), [0.0; 3]);
    assert_eq!(upper(&prepared).values(), [0.0; 3]);
    assert_eq!(worst_chain(&prepared).values(), [0.0; 3]);
    assert_eq!(totals(&prepared, worlds(1_000, 1)).total_count(0, 0), 0);
}

#[test]
fn a_certain_ring_echoes_in_noisy_or_and_not_in_upper() {
    let links = [("a", "b", 1.0), ("b", "a", 1.0)];
    let prepared = Net::one(&[("a", 1e-6), ("b", 1e-6)], &links, &[]).prepare();
    assert!(close(noisy_or(&prepared).unwrap().get(0, 0), 1.0, 1e-9));
    // 1 − (1 − 1e-6)²
    assert!(close(upper(&prepared).get(0, 0), 1.999_999e-6, 1e-18));
}

#[test]
fn three_mutual_firms_leave_the_ghost() {
    let mutual = [("a", "b", 0.9), ("b", "a", 0.9), ("b", "c", 0.9), ("c", "b", 0.9), ("a", "c", 0.9), ("c", "a", 0.9)];
    let prepared = Net::one(&[("a", 0.001), ("b", 0.001), ("c", 0.001)], &mutual, &[]).prepare();
    // The root above 0 of V = 1 − 0.999·(1 − 0.9·V)²: 0.80919·V² − 0.7982·V − 0.001 = 0.
    let root = (0.798_2 + (0.798_2_f64 * 0.798_2 + 4.0 * 0.809_19 * 0.001).sqrt()) / (2.0 * 0.809_19);
    assert!(close(noisy_or(&prepared).unwrap().get(0, 0), root, 1e-9));
    // 1 − 0.999³
    assert!(close(upper(&prepared).get(0, 0), 0.002_997_001, 1e-15));
}

#[test]
fn the_fewest_links_win_among_equally_likely_chains_then_the_smallest_ids() {
    let own = [("t", 0.0), ("c", 0.0), ("b", 0.0), ("s", 0.5), ("d", 0.0)];
    let links = [
        ("s", "d", 1.0),
        ("d", "b", 1.0),
        ("s", "c", 1.0),
        ("s", "b", 1.0),
        ("b", "t", 1.0),
        ("c", "t", 1.0),
        ("b", "c", 1.0),
    ];
    let prepared = Net::one(&own, &links, &[]).prepare();
    let chains = best_chains(&prepared, 0, 0).unwrap();
    assert_eq!(chains.links(3).unwrap(), [3, 4]);
    assert_eq!(chains.parties(3).unwrap(), [3, 2, 0]);
    assert_eq!(chains.links(0).unwrap(), [] as [usize; 0]);
}

#[test]
fn a_likelier_chain_wins_over_a_shorter_one() {
    let own = [("t", 0.0), ("m", 0.0), ("s", 0.5), ("away", 0.5)];
    let links = [("s", "t", 0.5), ("s", "m", 0.9), ("m", "t", 0.8), ("t", "away", 1.0)];
    let prepared = Net::one(&own, &links, &[]).prepare();
    let chains = best_chains(&prepared, 0, 0).unwrap();
    assert_eq!(chains.links(2).unwrap(), [1, 2]);
    assert!(close(chains.product(2), 0.72, 1e-15));
    assert_eq!((chains.links(3), chains.product(3)), (None, 0.0));
}

#[test]
fn one_uniform_number_a_link_serves_all_channels() {
    // A link of weight 0.3 in one channel and 0.6 in another is live in the second wherever it is in
    // the first; with certain sources, reach differs only by the weights.
    let net = Net {
        parties: vec!["a".to_owned(), "b".to_owned()],
        channels: 2,
        own: vec![1.0, 1.0, 0.0, 0.0],
        links: vec![(0, 1, vec![0.3, 0.6])],
        groups: Vec::new(),
    };
    let prepared = net.prepare();
    for seed in 0..200 {
        let one = totals(&prepared, worlds(1, seed));
        assert!(one.total_count(1, 0) <= one.total_count(1, 1));
    }
}

#[test]
fn paths_do_not_depend_on_own_likelihoods() {
    let links = [("a", "b", 0.5), ("b", "c", 0.6)];
    let one = Net::one(&[("a", 0.1), ("b", 0.0), ("c", 0.2)], &links, &[]).prepare();
    let other = one.with_own(&[0.9, 0.4, 0.0]).unwrap();
    let rho = |prepared| paths_to(prepared, 2, worlds(1_000, 1)).unwrap().rho(0, 0);
    assert_eq!(rho(&one), rho(&other));
}
#[test]
fn links_there_and_back_have_coins_of_their_own() {
    let net = Net::one(&[("a", 0.0), ("b", 0.0)], &[("a", "b", 0.5), ("b", "a", 0.5)], &[]);
    let drawn = 1 << 16;
    let both = chain_frequencies(&net.prepare(), 0, &[vec![0, 1]], worlds(drawn, 1)).unwrap()[0];
    assert!(agrees((both * f64::from(drawn)).round() as u32, drawn, 0.25), "{both}");
}
