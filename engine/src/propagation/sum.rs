//! Sums in pairs.
//!
//! Numbers are added two by two, then the sums two by two, and so on, as in a tournament. The order of additions is fixed by the
//! places of the terms alone. Rounding errors grow with the logarithm of their number, and where one term changes only its way
//! up the tree has to be added again, with the same bits as a sum from scratch.

#![expect(clippy::indexing_slicing, reason = "nodes of one complete tree")]

/// The sum of numbers that are at least 0, in pairs.
pub(super) fn pairwise(values: impl Iterator<Item = f64>) -> f64 {
    // Sums of 2^rank neighbours that still wait for the one beside them; ranks fall from left to right.
    let mut waiting: Vec<(u32, f64)> = Vec::new();
    for value in values {
        let (mut rank, mut sum) = (0, value);
        while let Some((_, left)) = waiting.pop_if(|(other, _)| *other == rank) {
            sum += left;
            rank += 1;
        }
        waiting.push((rank, sum));
    }
    // What is missing to a full tree counts as zeros, which change nothing.
    let mut total = 0.0;
    while let Some((_, left)) = waiting.pop() {
        total += left;
    }
    total
}

/// Numbers that are at least 0, and the sum of each pair, of each pair of pairs, and so on.
#[derive(Clone, Debug)]
pub(super) struct SumTree {
    /// Number of leaves: a power of two.
    leaves: usize,
    /// The root is node 1; node n has 2n and 2n + 1 below it.
    nodes: Vec<f64>,
}

impl SumTree {
    pub(super) fn new(values: impl ExactSizeIterator<Item = f64>) -> Self {
        let leaves = values.len().next_power_of_two();
        let mut nodes = vec![0.0; 2 * leaves];
        for (node, value) in nodes[leaves..].iter_mut().zip(values) {
            *node = value;
        }
        for node in (1..leaves).rev() {
            nodes[node] = nodes[2 * node] + nodes[2 * node + 1];
        }
        Self { leaves, nodes }
    }

    /// The sum of all.
    pub(super) fn total(&self) -> f64 {
        self.nodes[1]
    }

    /// Exchanges one number.
    pub(super) fn set(&mut self, place: usize, value: f64) {
        let mut node = self.leaves + place;
        self.nodes[node] = value;
        while node > 1 {
            node /= 2;
            self.nodes[node] = self.nodes[2 * node] + self.nodes[2 * node + 1];
        }
    }

    /// The sum, were one number another.
    pub(super) fn total_with(&self, place: usize, value: f64) -> f64 {
        let mut node = self.leaves + place;
        let mut sum = value;
        while node > 1 {
            sum = if node.is_multiple_of(2) { sum + self.nodes[node + 1] } else { self.nodes[node - 1] + sum };
            node /= 2;
        }
        sum
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn pairs_are_added_first() {
        // From left to right 2⁻⁵³ would be lost beside 1 each time; as a pair it is not.
        let tiny = f64::EPSILON / 2.0;
        assert_eq!(pairwise([1.0, 0.0, tiny, tiny].into_iter()).to_bits(), (1.0 + f64::EPSILON).to_bits());
        assert_eq!(pairwise(std::iter::empty()).to_bits(), 0.0_f64.to_bits());
    }

    proptest! {
        #[test]
        fn an_exchanged_number_gives_the_sum_from_scratch(
            mut values in prop::collection::vec(0.0..=1.0, 1..40),
            place in any::<prop::sample::Index>(),
            other in 0.0..=1.0,
        ) {
            let mut tree = SumTree::new(values.iter().copied());
            prop_assert_eq!(tree.total().to_bits(), pairwise(values.iter().copied()).to_bits());
            let place = place.index(values.len());
            let foreseen = tree.total_with(place, other);
            tree.set(place, other);
            values[place] = other;
            prop_assert_eq!(tree.total().to_bits(), pairwise(values.iter().copied()).to_bits());
            prop_assert_eq!(tree.total().to_bits(), foreseen.to_bits());
        }
    }
}
