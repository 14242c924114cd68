//! How alike two orders are.

/// Spearman's rank correlation of two rows of numbers, ties sharing their mean rank; `None` for rows of unequal length,
/// fewer than two numbers, or a row in which all are equal.
pub fn rank_correlation(a: &[f64], b: &[f64]) -> Option<f64> {
    if a.len() != b.len() || a.len() < 2 {
        return None;
    }
    let (a, b) = (ranks(a), ranks(b));
    let (mean_a, mean_b) = (super::scores::average(&a), super::scores::average(&b));
    let (mut both, mut only_a, mut only_b) = (0.0, 0.0, 0.0);
    for (x, y) in a.iter().zip(&b) {
        both += (x - mean_a) * (y - mean_b);
        only_a += (x - mean_a) * (x - mean_a);
        only_b += (y - mean_b) * (y - mean_b);
    }
    (only_a > 0.0 && only_b > 0.0).then(|| both / libm::sqrt(only_a * only_b))
}

/// Rank of each number from 1; equal numbers share the mean of their ranks.
fn ranks(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<(f64, usize)> = values.iter().copied().enumerate().map(|(i, value)| (value, i)).collect();
    order.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let mut ranks = vec![0.0; values.len()];
    let mut before = 0;
    for run in order.chunk_by(|a, b| a.0.total_cmp(&b.0).is_eq()) {
        let mean = super::scores::count(before) + f64::midpoint(super::scores::count(run.len()), 1.0);
        for (_, i) in run {
            if let Some(rank) = ranks.get_mut(*i) {
                *rank = mean;
            }
        }
        before += run.len();
    }
    ranks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_numbers_share_their_rank() {
        assert_eq!(ranks(&[0.3, 0.1, 0.3, 0.9]), [2.5, 1.0, 2.5, 4.0]);
    }

    #[test]
    fn the_same_order_is_one_and_the_reverse_minus_one() {
        assert_eq!(rank_correlation(&[1.0, 2.0, 5.0], &[10.0, 20.0, 21.0]), Some(1.0));
        assert_eq!(rank_correlation(&[1.0, 2.0, 5.0], &[3.0, 2.0, 1.0]), Some(-1.0));
    }

    #[test]
    fn one_swap_of_four_is_worked_out_by_hand() {
        // 1 − 6·Σd²/(n(n² − 1)) = 1 − 6·2/60 = 0.8
        let found = rank_correlation(&[1.0, 2.0, 3.0, 4.0], &[1.0, 3.0, 2.0, 4.0]).unwrap();
        assert!((found - 0.8).abs() < 1e-12, "{found}");
    }

    #[test]
    fn where_all_are_equal_there_is_no_order() {
        assert_eq!(rank_correlation(&[1.0, 1.0], &[1.0, 2.0]), None);
    }
}
