//! Properties of the worlds: they agree with enumeration, stay in the bracket, and rise with every
//! likelihood and weight.

use proptest::prelude::*;

use super::support::{Net, Shape, agrees, cases, close, enumerate, network, worlds};
use crate::propagation::{
    Bracket, chain_frequencies, noisy_or, outflow, paths_to, reach_to, reach_to_within, totals, totals_and_part, upper,
    worst_chain,
};

const DRAWN: u32 = 4_096;

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn tiny_networks_agree_with_enumeration(net in network(Shape::Digraph, 5, 7, 1, 2), seed: u64) {
        let prepared = net.prepare();
        let total = totals(&prepared, worlds(DRAWN, seed));
        for subject in 0..net.parties.len() {
            let exact = enumerate(&net, subject, 0);
            prop_assert!(agrees(total.total_count(subject, 0), DRAWN, exact.reach));
            prop_assert!(agrees(total.inherited_count(subject, 0), DRAWN, exact.inherited));
        }
        let exact = enumerate(&net, 0, 0);
        let found = reach_to(&prepared, 0, &[0], worlds(DRAWN, seed)).unwrap();
        prop_assert!(agrees(found.estimate(0).unwrap().reached, DRAWN, exact.reach));
        for party in 0..net.parties.len() {
            let live = (found.rho(party, 0) * f64::from(DRAWN)).round() as u32;
            prop_assert!(agrees(live, DRAWN, exact.rho[party]));
        }
        // Each ρ has a standard error of at most 1/128; 8 of them for every expected source at hand.
        let at_hand: f64 = (1..net.parties.len()).map(|party| net.own(party, 0)).sum();
        prop_assert!(close(found.expected_sources(0), exact.expected_sources(&net, 0), 1e-9 + at_hand / 16.0));
    }

    #[test]
    fn forward_and_backward_worlds_are_the_same_worlds(net in network(Shape::Digraph, 8, 16, 2, 2), seed: u64) {
        let prepared = net.prepare();
        let total = totals(&prepared, worlds(300, seed));
        for subject in 0..net.parties.len() {
            let found = reach_to(&prepared, subject, &[0, 1], worlds(300, seed)).unwrap();
            for channel in 0..2 {
                let estimate = found.estimate(channel).unwrap();
                prop_assert_eq!(total.total_count(subject, channel), estimate.reached);
                prop_assert_eq!(total.total(subject, channel), estimate.reach);
            }
        }
    }

    #[test]
    fn reach_stays_within_the_bracket(net in network(Shape::Digraph, 12, 30, 2, 2), seed: u64) {
        let prepared = net.prepare();
        let (lower, upper) = (worst_chain(&prepared), upper(&prepared));
        let total = totals(&prepared, worlds(1_000, seed));
        for party in 0..net.parties.len() {
            let found = reach_to(&prepared, party, &[0], worlds(1_000, seed)).unwrap();
            let bracket = Bracket { lower: lower.get(party, 0), upper: upper.get(party, 0) };
            let cut = found.estimate(0).unwrap().cut_to(bracket).unwrap();
            prop_assert!(bracket.lower <= cut.low && cut.low <= cut.high && cut.high <= bracket.upper);
            for channel in 0..2 {
                prop_assert!(total.total(party, channel) >= net.own(party, channel));
                prop_assert!(total.total(party, channel) <= 1.0);
                prop_assert!(total.inherited_count(party, channel) <= total.total_count(party, channel));
            }
        }
    }

    #[test]
    fn contributions_add_up_to_the_expected_sources(net in network(Shape::Digraph, 10, 25, 2, 0)) {
        let found = paths_to(&net.prepare(), 0, worlds(500, 1)).unwrap();
        for channel in 0..2 {
            let parts = found.contributions(channel);
            prop_assert!(parts.iter().all(|part| (0.0..=1.0).contains(part)));
            prop_assert!(close(parts.iter().sum(), found.expected_sources(channel), 1e-12));
        }
    }

    #[test]
    fn common_causes_leave_the_expected_sources_alone(net in network(Shape::Digraph, 8, 16, 1, 2)) {
        let without = Net { groups: Vec::new(), ..net.clone() };
        let expected = |net: &Net| reach_to(&net.prepare(), 0, &[0], worlds(200, 1)).unwrap().expected_sources(0);
        prop_assert_eq!(expected(&net), expected(&without));
    }

    #[test]
    fn a_raised_likelihood_or_weight_lowers_no_world(
        net in network(Shape::Digraph, 6, 12, 1, 2),
        party in any::<prop::sample::Index>(),
        link in any::<prop::sample::Index>(),
        raise in 0.0..=1.0,
        seed: u64,
    ) {
        let mut raised = net.clone();
        let own = &mut raised.own[party.index(net.own.len())];
        *own += raise * (1.0 - *own);
        if !net.links.is_empty() {
            let weight = &mut raised.links[link.index(net.links.len())].2[0];
            *weight += raise * (1.0 - *weight);
        }
        let (before, after) = (net.prepare(), raised.prepare());
        // One world at a time.
        for seed in seed..seed.saturating_add(8) {
            let (before, after) = (totals(&before, worlds(1, seed)), totals(&after, worlds(1, seed)));
            for party in 0..net.parties.len() {
                prop_assert!(before.total_count(party, 0) <= after.total_count(party, 0));
                prop_assert!(before.inherited_count(party, 0) <= after.inherited_count(party, 0));
            }
        }
        let count = |prepared, seed| reach_to(prepared, 0, &[0], worlds(1, seed)).unwrap().estimate(0).unwrap().count.p50;
        prop_assert!(count(&before, seed) <= count(&after, seed));
        let expected = |prepared| reach_to(prepared, 0, &[0], worlds(100, seed)).unwrap().expected_sources(0);
        prop_assert!(expected(&before) <= expected(&after) + 1e-12);
    }

    #[test]
    fn a_part_of_the_links_is_drawn_in_the_same_worlds_as_all(
        net in network(Shape::Digraph, 8, 16, 2, 2),
        keep in prop::collection::vec(any::<bool>(), 40),
        seed: u64,
    ) {
        let prepared = net.prepare();
        let kept = prepared.keeping_links(|link| keep[link % keep.len()]);
        let (all, part) = totals_and_part(&prepared, &kept, worlds(300, seed));
        prop_assert_eq!(all, totals(&prepared, worlds(300, seed)));
        prop_assert_eq!(part, totals(&kept, worlds(300, seed)));
    }

    #[test]
    fn more_worlds_extend_fewer(net in network(Shape::Digraph, 6, 12, 1, 1), fewer in 1..600_u32, more in 1..600_u32) {
        let prepared = net.prepare();
        let (few, all) = (totals(&prepared, worlds(fewer, 5)), totals(&prepared, worlds(fewer + more, 5)));
        for party in 0..net.parties.len() {
            let difference = all.total_count(party, 0) - few.total_count(party, 0);
            prop_assert!(difference <= more);
        }
    }

    #[test]
    fn splits_by_link_add_up_and_agree_with_enumeration(net in network(Shape::Digraph, 5, 7, 1, 0), seed: u64) {
        let prepared = net.prepare();
        let found = outflow(&prepared, 0, 0, worlds(DRAWN, seed)).unwrap();
        let paths = paths_to(&prepared, 0, worlds(DRAWN, seed)).unwrap();
        let exact = enumerate(&net, 0, 0);
        for (share, exact) in found.iter().zip(&exact.outflow) {
            // A share of a world has a variance of at most 1/4: eight standard errors.
            prop_assert!(close(*share, *exact, 8.0 * 0.5 / f64::from(DRAWN).sqrt()));
        }
        for party in 1..net.parties.len() {
            let own_links = net.links.iter().zip(&found).filter(|(link, _)| link.0 as usize == party);
            prop_assert!(close(own_links.map(|(_, share)| share).sum(), paths.rho(party, 0), 1e-12));
        }
    }

    #[test]
    fn a_chain_is_live_as_often_as_its_weights_multiply(rows in prop::collection::vec(0.0..=1.0, 1..6), seed: u64) {
        let net = Net {
            parties: (0..=rows.len()).map(|party| format!("p{party}")).collect(),
            channels: 1,
            own: vec![0.0; rows.len() + 1],
            links: (0..).zip(&rows).map(|(party, &weight)| (party, party + 1, vec![weight])).collect(),
            groups: Vec::new(),
        };
        let chain: Vec<usize> = (0..rows.len()).collect();
        let found = chain_frequencies(&net.prepare(), 0, &[chain, Vec::new()], worlds(DRAWN, seed)).unwrap();
        prop_assert!(agrees((found[0] * f64::from(DRAWN)).round() as u32, DRAWN, rows.iter().product()));
        prop_assert_eq!(found[1], 1.0);
    }
}

#[test]
fn a_wished_half_width_doubles_the_worlds_and_keeps_those_drawn() {
    let prepared = Net::one(&[("t", 0.1), ("s", 0.5)], &[("s", "t", 0.5)], &[]).prepare();
    // 1.96·√(R(1 − R)/N) with R = 0.325: 0.0072 at 2¹⁴, 0.0036 at 2¹⁶.
    let found = reach_to_within(&prepared, 0, &[0], 0, 0.004, 1).unwrap();
    assert_eq!(found.worlds(), 1 << 16);
    assert_eq!(found, reach_to(&prepared, 0, &[0], worlds(1 << 16, 1)).unwrap());
    assert_eq!(reach_to_within(&prepared, 0, &[0], 0, 1.0, 1).unwrap().worlds(), 1 << 14);
    assert_eq!(reach_to_within(&prepared, 0, &[0], 0, 0.0, 1).unwrap().worlds(), 1 << 20);
}

#[test]
fn links_left_out_leave_every_other_coin_alone() {
    let links = [("a", "b", 0.5), ("b", "c", 0.5), ("a", "c", 0.5), ("c", "a", 0.3)];
    let full = Net::one(&[("a", 0.2), ("b", 0.1), ("c", 0.3)], &links, &[(&["a", "b"], 0.4)]).prepare();
    let kept = full.keeping_links(|link| link < 2);
    let fresh = Net::one(&[("a", 0.2), ("b", 0.1), ("c", 0.3)], &links[..2], &[(&["a", "b"], 0.4)]).prepare();
    assert_eq!(totals(&kept, worlds(1_000, 1)), totals(&fresh, worlds(1_000, 1)));
    assert_eq!(noisy_or(&kept).unwrap(), noisy_or(&fresh).unwrap());
}
