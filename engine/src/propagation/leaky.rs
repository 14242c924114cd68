//! Elimination that loses no digits, for systems whose rows leak.
//!
//! In x = b + A·x with rows of A that add up to at most 1, the part that is missing to 1 is the row's
//! *leak*. Given entries and leaks, elimination needs no subtraction (the state-reduction method
//! for Markov chains), so that every unknown comes out with nearly all its digits however slowly the
//! cycle forgets.

#![expect(clippy::indexing_slicing, reason = "rows and columns of one square system")]

use super::linear::Matrix;

/// I − A, eliminated from the last unknown to the first.
#[derive(Debug)]
pub(super) struct Eliminated {
    size: usize,
    /// Row k holds, left of the diagonal, what remained of A when k was eliminated; column k, above
    /// the diagonal, the factors by which row k was added to earlier rows.
    cells: Vec<f64>,
    pivots: Vec<f64>,
}

impl Eliminated {
    /// Eliminates; `None` where some set of unknowns leaks nothing at all.
    pub(super) fn new(matrix: &Matrix, leaks: &[f64]) -> Option<Self> {
        let size = matrix.size();
        let mut cells = vec![0.0; size * size];
        for row in 0..size {
            for (column, value) in matrix.row(row) {
                cells[row * size + column] += value;
            }
        }
        let mut leaks = leaks.to_vec();
        let mut pivots = vec![0.0; size];
        for last in (0..size).rev() {
            let (above, below) = cells.split_at_mut(last * size);
            let row = &below[..last];
            let pivot = leaks[last] + row.iter().sum::<f64>();
            if pivot <= 0.0 {
                return None;
            }
            pivots[last] = pivot;
            for (earlier, cells) in above.chunks_mut(size).enumerate() {
                let factor = cells[last] / pivot;
                cells[last] = factor;
                if factor > 0.0 {
                    leaks[earlier] += factor * leaks[last];
                    cells[..last].iter_mut().zip(row).for_each(|(cell, value)| *cell += factor * value);
                }
            }
        }
        Some(Self { size, cells, pivots })
    }

    /// Solves x = b + A·x for b at least 0.
    pub(super) fn solve(&self, b: &[f64]) -> Vec<f64> {
        let mut x = b.to_vec();
        for last in (0..self.size).rev() {
            for earlier in 0..last {
                x[earlier] += self.cells[earlier * self.size + last] * x[last];
            }
        }
        for row in 0..self.size {
            let known: f64 = (0..row).map(|column| self.cells[row * self.size + column] * x[column]).sum();
            x[row] = (x[row] + known) / self.pivots[row];
        }
        x
    }

    /// Solves x = b + Aᵀ·x for b at least 0.
    pub(super) fn solve_transposed(&self, b: &[f64]) -> Vec<f64> {
        let mut x = b.to_vec();
        for row in (0..self.size).rev() {
            x[row] /= self.pivots[row];
            for column in 0..row {
                x[column] += self.cells[row * self.size + column] * x[row];
            }
        }
        for last in 0..self.size {
            let known: f64 = (0..last).map(|earlier| self.cells[earlier * self.size + last] * x[earlier]).sum();
            x[last] += known;
        }
        x
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::cast_possible_truncation, reason = "small numbers")]

    use super::*;

    fn matrix(rows: &[&[f64]]) -> Matrix {
        let size = rows.len();
        Matrix {
            starts: (0..=size).map(|row| row * size).collect(),
            columns: rows.iter().flat_map(|_| 0..size as u32).collect(),
            values: rows.concat(),
        }
    }

    #[test]
    fn solutions_satisfy_both_systems() {
        let a = matrix(&[&[0.0, 0.5, 0.2], &[0.3, 0.0, 0.6], &[0.1, 0.7, 0.0]]);
        let eliminated = Eliminated::new(&a, &[0.3, 0.1, 0.2]).unwrap();
        let b = [0.1, 0.0, 0.4];
        let x = eliminated.solve(&b);
        let y = eliminated.solve_transposed(&b);
        let turned: Vec<f64> = y.iter().rev().copied().collect();
        for row in 0..3 {
            assert!((x[row] - b[row] - a.times(row, &x)).abs() < 1e-15);
            assert!((y[row] - b[row] - a.reversed().times(2 - row, &turned)).abs() < 1e-14);
        }
    }

    #[test]
    fn a_nearly_closed_cycle_keeps_its_digits() {
        // x = p + (1 − p)·y, y = x with p = 1e-12: both are 1.
        let p = 1e-12;
        let eliminated = Eliminated::new(&matrix(&[&[0.0, 1.0 - p], &[1.0, 0.0]]), &[p, 0.0]).unwrap();
        for value in eliminated.solve(&[p, 0.0]) {
            assert!((value - 1.0).abs() < 1e-15);
        }
    }

    #[test]
    fn a_closed_cycle_has_no_solution() {
        assert!(Eliminated::new(&matrix(&[&[0.0, 1.0], &[1.0, 0.0]]), &[0.0, 0.0]).is_none());
    }
}
