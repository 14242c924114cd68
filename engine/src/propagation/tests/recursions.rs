//! Properties of the recursions.

use proptest::prelude::*;

use super::support::{Net, Shape, cases, close, enumerate, network, worlds};
use crate::propagation::{best_chains, noisy_or, totals, upper, worst_chain};

/// Every simple path from a party to the subject: product of weights, links.
fn simple_paths(net: &Net, from: usize, subject: usize) -> Vec<(f64, Vec<usize>)> {
    fn walk(
        net: &Net,
        at: usize,
        subject: usize,
        seen: &mut Vec<usize>,
        links: &mut Vec<usize>,
        found: &mut Vec<(f64, Vec<usize>)>,
    ) {
        if at == subject {
            let product = links.iter().rev().fold(1.0, |product, &link| net.links[link].2[0] * product);
            found.push((product, links.clone()));
            return;
        }
        for (position, link) in net.links.iter().enumerate() {
            if link.0 as usize == at && !seen.contains(&(link.1 as usize)) {
                seen.push(link.1 as usize);
                links.push(position);
                walk(net, link.1 as usize, subject, seen, links, found);
                links.pop();
                seen.pop();
            }
        }
    }
    let mut found = Vec::new();
    walk(net, from, subject, &mut vec![from], &mut Vec::new(), &mut found);
    found
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn on_trees_noisy_or_is_the_exact_reach(net in network(Shape::Tree, 7, 8, 1, 0)) {
        let prepared = net.prepare();
        let (found, bound) = (noisy_or(&prepared).unwrap(), upper(&prepared));
        for subject in 0..net.parties.len() {
            let exact = enumerate(&net, subject, 0).reach;
            prop_assert!(close(found.get(subject, 0), exact, 1e-12));
            prop_assert!(close(bound.get(subject, 0), exact, 1e-12));
        }
    }

    #[test]
    fn bounds_hold_for_the_exact_reach(net in network(Shape::Digraph, 5, 7, 1, 2)) {
        let prepared = net.prepare();
        let (lower, echo, bound) = (worst_chain(&prepared), noisy_or(&prepared).unwrap(), upper(&prepared));
        for subject in 0..net.parties.len() {
            let exact = enumerate(&net, subject, 0).reach;
            prop_assert!(net.own(subject, 0) <= lower.get(subject, 0));
            prop_assert!(lower.get(subject, 0) <= exact + 1e-12);
            prop_assert!(exact <= bound.get(subject, 0) + 1e-12);
            prop_assert!(bound.get(subject, 0) <= 1.0);
            prop_assert!(exact <= echo.get(subject, 0) + 1e-9 && echo.get(subject, 0) <= 1.0);
        }
    }

    #[test]
    fn noisy_or_satisfies_its_equations(net in network(Shape::Digraph, 14, 40, 2, 0)) {
        let found = noisy_or(&net.prepare()).unwrap();
        for party in 0..net.parties.len() {
            for channel in 0..2 {
                let none: f64 = net.links.iter().filter(|link| link.1 as usize == party)
                    .map(|link| 1.0 - link.2[channel] * found.get(link.0 as usize, channel)).product();
                let right = 1.0 - (1.0 - net.own(party, channel)) * none;
                let fan_in = net.links.iter().filter(|link| link.1 as usize == party).count();
                prop_assert!(close(found.get(party, channel), right, 1e-9 * (1 + fan_in) as f64));
            }
        }
    }

    #[test]
    fn noisy_or_is_the_limit_of_iterating_up_from_nothing(net in network(Shape::Digraph, 6, 14, 1, 0)) {
        let found = noisy_or(&net.prepare()).unwrap();
        let mut values = net.own.clone();
        for _ in 0..20_000 {
            values = (0..net.parties.len()).map(|party| {
                let none: f64 = net.links.iter().filter(|link| link.1 as usize == party)
                    .map(|link| 1.0 - link.2[0] * values[link.0 as usize]).product();
                1.0 - (1.0 - net.own(party, 0)) * none
            }).collect();
        }
        for (party, value) in values.iter().enumerate() {
            // From below the plain iteration may still be on its way; it never passes the solution.
            prop_assert!(*value <= found.get(party, 0) + 1e-9);
        }
        if values.iter().zip(&net.own).all(|(value, own)| value == own || *value > 1e-3) {
            for (party, value) in values.iter().enumerate() {
                prop_assert!(close(*value, found.get(party, 0), 2e-9), "{value} {}", found.get(party, 0));
            }
        }
    }

    #[test]
    fn the_best_chain_is_the_best_simple_path(net in network(Shape::Digraph, 6, 12, 1, 0)) {
        let chains = best_chains(&net.prepare(), 0, 0).unwrap();
        for party in 0..net.parties.len() {
            let ids = |links: &[usize]| -> Vec<&str> {
                links.iter().map(|&link| net.parties[net.links[link].1 as usize].as_str()).collect()
            };
            let best = simple_paths(&net, party, 0).into_iter().filter(|path| path.0 > 0.0).min_by(|a, b| {
                b.0.total_cmp(&a.0).then(a.1.len().cmp(&b.1.len())).then_with(|| ids(&a.1).cmp(&ids(&b.1)))
            });
            match best {
                None => prop_assert_eq!(chains.links(party), None),
                Some((product, links)) => {
                    prop_assert_eq!(chains.product(party), product);
                    let found = chains.links(party).unwrap();
                    prop_assert_eq!(ids(&found), ids(&links));
                }
            }
        }
    }

    #[test]
    fn the_worst_chain_is_the_best_over_all_sources(net in network(Shape::Digraph, 6, 12, 1, 0)) {
        let prepared = net.prepare();
        let found = worst_chain(&prepared).get(0, 0);
        let chains = best_chains(&prepared, 0, 0).unwrap();
        let best = (0..net.parties.len()).map(|party| net.own(party, 0) * chains.product(party)).fold(0.0, f64::max);
        prop_assert!(close(found, best, 1e-15));
    }

    #[test]
    fn without_any_risk_of_its_own_nothing_is_anywhere(net in network(Shape::Digraph, 8, 24, 1, 0), seed: u64) {
        let riskless = Net { own: vec![0.0; net.own.len()], ..net };
        let prepared = riskless.prepare();
        for table in [noisy_or(&prepared).unwrap(), upper(&prepared), worst_chain(&prepared)] {
            prop_assert!(table.values().iter().all(|value| *value == 0.0));
        }
        let total = totals(&prepared, worlds(64, seed));
        prop_assert!((0..riskless.parties.len()).all(|party| total.total_count(party, 0) == 0));
    }

    #[test]
    fn raised_likelihoods_and_weights_raise_every_recursion(net in network(Shape::Digraph, 8, 20, 1, 0), raise in 0.0..=1.0) {
        let mut raised = net.clone();
        raised.own.iter_mut().for_each(|own| *own += raise * (1.0 - *own));
        raised.links.iter_mut().for_each(|link| link.2[0] += raise * (1.0 - link.2[0]));
        let (before, after) = (net.prepare(), raised.prepare());
        let risen = |before: &[f64], after: &[f64], error: f64| before.iter().zip(after).all(|(a, b)| *a <= b + error);
        prop_assert!(risen(upper(&before).values(), upper(&after).values(), 1e-9));
        prop_assert!(risen(worst_chain(&before).values(), worst_chain(&after).values(), 0.0));
        prop_assert!(risen(noisy_or(&before).unwrap().values(), noisy_or(&after).unwrap().values(), 1e-9));
    }
}
