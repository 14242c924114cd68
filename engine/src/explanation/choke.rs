//! Choke points: parties that everything from somewhere behind them has to pass on its way to the subject.
//!
//! They are the dominators of the flow graph read against the flow, from the subject outwards (Lengauer and Tarjan 1979;
//! Cooper, Harvey and Kennedy 2001). What passes a choke point passes nowhere else, so that one decision there decides for
//! everything behind it.

use petgraph::algo::dominators::simple_fast;
use petgraph::graph::DiGraph;

/// The tree of dominators of a subject.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChokeTree {
    /// Per party: the last party before the subject's side that everything from it has to pass, the subject itself where
    /// there is no other; `None` for the subject and for parties from which nothing leads to it.
    parent: Vec<Option<usize>>,
    /// Parties that have a parent, each after all that stand behind it.
    outer_first: Vec<usize>,
}

impl ChokeTree {
    /// Looks at `parties` parties and links as pairs of supplier and buyer, indices below `parties`; others are left out,
    /// and so are links of a party with itself, which no way needs.
    pub fn new(parties: usize, links: impl IntoIterator<Item = (usize, usize)>, subject: usize) -> Self {
        let mut against: DiGraph<(), ()> = DiGraph::with_capacity(parties, 0);
        let nodes: Vec<_> = (0..parties).map(|_| against.add_node(())).collect();
        for (supplier, buyer) in links {
            if let (Some(&from), Some(&to), true) = (nodes.get(buyer), nodes.get(supplier), supplier != buyer) {
                against.add_edge(from, to, ());
            }
        }
        let mut parent = vec![None; parties];
        if let Some(&root) = nodes.get(subject) {
            let dominators = simple_fast(&against, root);
            for (slot, &node) in parent.iter_mut().zip(&nodes) {
                *slot = dominators.immediate_dominator(node).map(petgraph::graph::NodeIndex::index);
            }
        }
        let outer_first = outer_first(&parent);
        Self { parent, outer_first }
    }

    /// The nearest party that everything from this one has to pass, the subject included.
    pub fn passes(&self, party: usize) -> Option<usize> {
        self.parent.get(party).copied().flatten()
    }

    /// Per party the sum of `value` over the parties strictly behind it.
    pub fn sums_behind(&self, value: impl Fn(usize) -> f64) -> Vec<f64> {
        let mut behind = vec![0.0; self.parent.len()];
        for &party in &self.outer_first {
            let own = value(party) + behind.get(party).copied().unwrap_or_default();
            if let Some(sum) = self.passes(party).and_then(|parent| behind.get_mut(parent)) {
                *sum += own;
            }
        }
        behind
    }

    /// Per party the number of parties strictly behind it for which `counts` holds.
    pub fn numbers_behind(&self, counts: impl Fn(usize) -> bool) -> Vec<usize> {
        let mut behind = vec![0; self.parent.len()];
        for &party in &self.outer_first {
            let own = usize::from(counts(party)) + behind.get(party).copied().unwrap_or_default();
            if let Some(sum) = self.passes(party).and_then(|parent| behind.get_mut(parent)) {
                *sum += own;
            }
        }
        behind
    }
}

/// Parties with a parent, children before parents: leaves are peeled off, the smallest index of a round first.
fn outer_first(parent: &[Option<usize>]) -> Vec<usize> {
    let mut children = vec![0_usize; parent.len()];
    for &above in parent.iter().flatten() {
        if let Some(count) = children.get_mut(above) {
            *count += 1;
        }
    }
    let is_leaf = |party: &usize| children.get(*party) == Some(&0) && parent.get(*party).is_some_and(Option::is_some);
    let mut order: Vec<usize> = (0..parent.len()).filter(is_leaf).collect();
    let mut next = 0;
    while let Some(&party) = order.get(next) {
        next += 1;
        let Some(above) = parent.get(party).copied().flatten() else { continue };
        if let Some(count) = children.get_mut(above) {
            *count -= 1;
            if *count == 0 && parent.get(above).is_some_and(Option::is_some) {
                order.push(above);
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::test_cases::cases;

    #[test]
    fn a_diamond_has_no_choke_point_and_a_chain_has_one_at_every_stop() {
        // 4 → 3 → {1, 2} → 0: everything from 4 passes 3, and what leaves 3 passes 1 or 2.
        let tree = ChokeTree::new(5, [(4, 3), (3, 1), (3, 2), (1, 0), (2, 0)], 0);
        let passed: Vec<Option<usize>> = (0..5).map(|party| tree.passes(party)).collect();
        assert_eq!(passed, [None, Some(0), Some(0), Some(0), Some(3)]);
        assert_eq!(tree.sums_behind(|party| [9.0, 1.0, 2.0, 4.0, 8.0][party]), [15.0, 0.0, 0.0, 8.0, 0.0]);
    }

    #[test]
    fn what_leads_nowhere_stands_behind_nobody() {
        let tree = ChokeTree::new(4, [(1, 0), (0, 2), (3, 2)], 0);
        assert_eq!((tree.passes(2), tree.passes(3)), (None, None));
        assert_eq!(tree.numbers_behind(|_| true), [1, 0, 0, 0]);
    }

    /// Parties from which the subject is reached without passing `without`.
    fn reaching(parties: usize, links: &[(usize, usize)], subject: usize, without: Option<usize>) -> Vec<bool> {
        let mut reaches: Vec<bool> = (0..parties).map(|party| party == subject && without != Some(party)).collect();
        for _ in 0..parties {
            for &(supplier, buyer) in links {
                if reaches[buyer] && Some(supplier) != without {
                    reaches[supplier] = true;
                }
            }
        }
        reaches
    }

    proptest! {
        #![proptest_config(cases(1_000))]

        #[test]
        fn behind_a_choke_point_stands_what_cannot_do_without_it(
            parties in 2..8_usize,
            links in prop::collection::vec((0..8_usize, 0..8_usize), 0..20),
        ) {
            let links: Vec<(usize, usize)> =
                links.into_iter().map(|(a, b)| (a % parties, b % parties)).collect();
            let tree = ChokeTree::new(parties, links.iter().copied(), 0);
            let behind = tree.numbers_behind(|_| true);
            let all = reaching(parties, &links, 0, None);
            for (choke, behind) in behind.iter().enumerate().skip(1) {
                let without = reaching(parties, &links, 0, Some(choke));
                let lost = (0..parties).filter(|&p| p != choke && all[p] && !without[p]).count();
                prop_assert_eq!(*behind, lost, "{}", choke);
            }
        }
    }
}
