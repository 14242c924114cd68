//! Rows that must not fall.

/// The row nearest to another one, in weighted squares, that does not fall: neighbours out of order are pooled (pool
/// adjacent violators, Ayer et al. 1955). Weights are positive.
pub(super) fn not_falling(row: &[f64], weights: &[f64]) -> Vec<f64> {
    // Value, weight and length of each block.
    let mut blocks: Vec<(f64, f64, usize)> = Vec::new();
    for (&value, &weight) in row.iter().zip(weights) {
        let mut block = (value, weight, 1);
        while let Some(&(before, heavy, length)) = blocks.last().filter(|last| last.0 > block.0) {
            let both = heavy + block.1;
            block = ((before * heavy + block.0 * block.1) / both, both, length + block.2);
            blocks.pop();
        }
        blocks.push(block);
    }
    blocks.into_iter().flat_map(|(value, _, length)| std::iter::repeat_n(value, length)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_in_order_stays() {
        assert_eq!(not_falling(&[0.1, 0.1, 0.5], &[1.0, 2.0, 1.0]), [0.1, 0.1, 0.5]);
    }

    #[test]
    fn neighbours_out_of_order_take_their_weighted_mean() {
        // 0.4 with weight 3 and 0.2 with weight 1: 0.35.
        let found = not_falling(&[0.1, 0.4, 0.2], &[1.0, 3.0, 1.0]);
        assert!(found.iter().zip([0.1, 0.35, 0.35]).all(|(a, b)| (a - b).abs() < 1e-12), "{found:?}");
    }

    #[test]
    fn a_pool_swallows_what_it_then_stands_below() {
        // 0.5 and 0.1 pool to 0.3, which is below 0.4 before them: all three to 0.333….
        let found = not_falling(&[0.4, 0.5, 0.1], &[1.0, 1.0, 1.0]);
        assert!(found.iter().all(|a| (a - 1.0 / 3.0).abs() < 1e-12), "{found:?}");
    }
}
