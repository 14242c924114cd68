//! Exposure: by hand, and its parts.

use proptest::prelude::*;

use super::support::{Net, Shape, cases, close, network};
use crate::propagation::{ExposureInput, PartyTable, PropagationError, exposure, exposure_parts, upper};

/// Exposure without the cut.
fn uncut(net: &Net, shares: &[f64], expects: &[bool]) -> (PartyTable, PartyTable) {
    let ceiling = PartyTable::new(1, vec![1.0; net.parties.len()]);
    let found = exposure(&net.prepare(), &ExposureInput { shares, expects_inputs: expects }, &ceiling).unwrap();
    (found.low, found.high)
}

#[test]
fn half_of_the_input_from_a_tainted_source() {
    // x = 0.1 + 0.9·0.5·0.4
    let net = Net::one(&[("t", 0.1), ("s", 0.4)], &[("s", "t", 0.2)], &[]);
    let (low, high) = uncut(&net, &[0.5], &[true, false]);
    assert!(close(low.get(0, 0), 0.28, 1e-15));
    // The other half is undisclosed: 0.9·0.5 more.
    assert!(close(high.get(0, 0), 0.73, 1e-15));
    assert!(close(high.get(1, 0), 0.4, 1e-15));
}

#[test]
fn exposure_is_cut_at_the_upper_bound_of_reach() {
    // The link transmits 0.2 only: upper = 1 − 0.9·(1 − 0.2·0.4) = 0.172.
    let net = Net::one(&[("t", 0.1), ("s", 0.4)], &[("s", "t", 0.2)], &[]);
    let prepared = net.prepare();
    let input = ExposureInput { shares: &[0.5], expects_inputs: &[true, false] };
    let found = exposure(&prepared, &input, &upper(&prepared)).unwrap();
    assert!(close(found.low.get(0, 0), 0.172, 1e-15));
    assert!(close(found.high.get(0, 0), 0.622, 1e-15));
    let parts = exposure_parts(&prepared, &input, 0, 0).unwrap();
    assert!(close(parts.sources[1], 0.18, 1e-15) && close(parts.undisclosed[0], 0.45, 1e-15));
}

#[test]
fn a_link_that_transmits_nothing_still_has_a_share() {
    let net = Net::one(&[("t", 0.0), ("s", 0.4)], &[("s", "t", 0.0)], &[]);
    assert!(close(uncut(&net, &[1.0], &[true, true]).0.get(0, 0), 0.4, 1e-15));
}

#[test]
fn mutual_supply_that_hardly_leaks_keeps_its_digits() {
    // x = p + (1 − p)·y, y = (1 − 1e-4)·x: x = p / (1 − (1 − p)(1 − 1e-4)).
    let (p, a): (f64, f64) = (1e-4, 1.0 - 1e-4);
    let net = Net::one(&[("x", p), ("y", 0.0)], &[("y", "x", 1.0), ("x", "y", 1.0)], &[]);
    let (low, _) = uncut(&net, &[1.0, a], &[false, false]);
    let expected = p / (p + (1.0 - a) - p * (1.0 - a));
    assert!(close(low.get(0, 0), expected, 1e-12), "{}", low.get(0, 0));
}

#[test]
fn a_closed_cycle_without_risk_is_zero() {
    let net = Net::one(&[("x", 0.0), ("y", 0.0)], &[("y", "x", 1.0), ("x", "y", 1.0)], &[]);
    let (low, high) = uncut(&net, &[1.0, 1.0], &[true, true]);
    assert_eq!((low.values(), high.values()), (&[0.0; 2][..], &[0.0; 2][..]));
    let input = ExposureInput { shares: &[1.0, 1.0], expects_inputs: &[true, true] };
    assert_eq!(exposure_parts(&net.prepare(), &input, 0, 0).unwrap().sources, [0.0; 2]);
}

#[test]
fn a_large_ring_settles_at_the_closed_form() {
    let size = 2_000;
    let net = Net {
        parties: (0..size).map(|party| format!("p{party}")).collect(),
        channels: 1,
        own: vec![0.02; size],
        links: (0..size as u32).map(|party| (party, (party + 1) % size as u32, vec![1.0])).collect(),
        groups: Vec::new(),
    };
    // x = 0.02 + 0.98·0.9·x
    let (low, _) = uncut(&net, &vec![0.9; size], &vec![false; size]);
    assert!(low.values().iter().all(|x| close(*x, 0.02 / 0.118, 1e-12)));
}

#[test]
fn shares_above_one_are_refused() {
    let net = Net::one(&[("t", 0.1), ("s", 0.4), ("r", 0.1)], &[("s", "t", 0.2), ("r", "t", 1.0)], &[]);
    let prepared = net.prepare();
    let input = ExposureInput { shares: &[0.5, 0.6], expects_inputs: &[true; 3] };
    let found = exposure(&prepared, &input, &upper(&prepared)).unwrap_err();
    assert_eq!(found, PropagationError::SharesAboveOne { party: "t".to_owned(), sum: 1.1 });
}

/// Shares of up to 1 a buyer, from the weights of a network.
fn shares_of(net: &Net) -> Vec<f64> {
    let degree = |link: &(u32, u32, Vec<f64>)| net.links.iter().filter(|other| other.1 == link.1).count();
    net.links.iter().map(|link| link.2[0] / degree(link) as f64).collect()
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn parts_add_up_and_equations_hold(net in network(Shape::Digraph, 10, 24, 1, 0), needs: u16) {
        let shares = shares_of(&net);
        let expects: Vec<bool> = (0..net.parties.len()).map(|party| needs >> party & 1 == 1).collect();
        let (low, high) = uncut(&net, &shares, &expects);
        for party in 0..net.parties.len() {
            let bought: f64 = net.links.iter().zip(&shares).filter(|(link, _)| link.1 as usize == party)
                .map(|(link, share)| share * low.get(link.0 as usize, 0)).sum();
            let own = net.own(party, 0);
            prop_assert!(close(low.get(party, 0), own + (1.0 - own) * bought, 1e-12));
            prop_assert!(own <= low.get(party, 0) + 1e-12 && low.get(party, 0) <= high.get(party, 0));
            prop_assert!(high.get(party, 0) <= 1.0);
            let input = ExposureInput { shares: &shares, expects_inputs: &expects };
            let parts = exposure_parts(&net.prepare(), &input, party, 0).unwrap();
            prop_assert!(close(parts.sources.iter().sum(), low.get(party, 0), 1e-12));
            let added: f64 = parts.undisclosed.iter().sum();
            prop_assert!(close((low.get(party, 0) + added).min(1.0), high.get(party, 0), 1e-12));
        }
    }
}
