//! Solvers of x = b + A·x with A and b at least 0, for one cyclic component.
//!
//! Such systems stand behind Newton steps, error certificates and exposure. Small ones are solved by
//! elimination; large ones by `BiCGSTAB`, preconditioned by one sweep along
//! the order of the component, so that only what leads backwards is left to iterate on. Callers
//! check what they get: nothing here promises an error.

#![expect(clippy::indexing_slicing, reason = "rows and columns of one square system")]

/// Systems of up to this many unknowns are solved by elimination.
pub(super) const DENSE: usize = 96;

/// Steps of `BiCGSTAB` before giving up.
const STEPS: usize = 400;

/// How far the residual of `BiCGSTAB` must fall against b.
const FALL: f64 = 1e-15;

/// The rows of A: those of unknown i are `starts[i]..starts[i + 1]`.
#[derive(Clone, Debug, Default)]
pub(super) struct Matrix {
    pub(super) starts: Vec<usize>,
    pub(super) columns: Vec<u32>,
    pub(super) values: Vec<f64>,
}

impl Matrix {
    pub(super) fn size(&self) -> usize {
        self.starts.len() - 1
    }

    /// Column and value of each entry of a row.
    #[inline]
    pub(super) fn row(&self, row: usize) -> impl Iterator<Item = (usize, f64)> {
        let range = self.starts[row]..self.starts[row + 1];
        self.columns[range.clone()].iter().map(|&column| column as usize).zip(self.values[range].iter().copied())
    }

    /// One row of A·x.
    #[inline]
    pub(super) fn times(&self, row: usize, x: &[f64]) -> f64 {
        self.row(row).map(|(column, value)| value * x[column]).sum()
    }

    /// x − A·x.
    fn apply(&self, x: &[f64]) -> Vec<f64> {
        (0..self.size()).map(|row| x[row] - self.times(row, x)).collect()
    }

    /// The same system read the other way round, unknowns counted from the end, so that what led
    /// forward still does: Aᵀ with row and column i moved to `size − 1 − i`.
    pub(super) fn reversed(&self) -> Self {
        let size = self.size();
        let mut starts = vec![0_usize; size + 1];
        for &column in &self.columns {
            starts[size - column as usize] += 1;
        }
        for row in 0..size {
            starts[row + 1] += starts[row];
        }
        let mut cursor = starts.clone();
        let mut columns = vec![0; self.columns.len()];
        let mut values = vec![0.0; self.values.len()];
        for row in 0..size {
            for (column, value) in self.row(row) {
                let at = &mut cursor[size - 1 - column];
                columns[*at] = u32::try_from(size - 1 - row).unwrap_or(u32::MAX);
                values[*at] = value;
                *at += 1;
            }
        }
        Self { starts, columns, values }
    }

    /// Solves x = b + A·x; `None` where it does not work out.
    pub(super) fn solve(&self, b: &[f64]) -> Option<Vec<f64>> {
        let solution = if self.size() <= DENSE { eliminate(self, b) } else { bicgstab(self, b) }?;
        solution.iter().all(|value| value.is_finite()).then_some(solution)
    }
}

/// Gaussian elimination of I − A. With A ≥ 0 and a spectral radius below 1 every pivot is positive and
/// no rows need to be exchanged.
fn eliminate(matrix: &Matrix, b: &[f64]) -> Option<Vec<f64>> {
    let size = matrix.size();
    let mut dense = vec![0.0; size * size];
    for row in 0..size {
        dense[row * size + row] += 1.0;
        for (column, value) in matrix.row(row) {
            dense[row * size + column] -= value;
        }
    }
    let mut x = b.to_vec();
    for pivot in 0..size {
        let (above, below) = dense.split_at_mut((pivot + 1) * size);
        let pivot_row = &above[pivot * size..];
        let diagonal = pivot_row[pivot];
        if diagonal <= 0.0 {
            return None;
        }
        for (row, cells) in (pivot + 1..).zip(below.chunks_mut(size)) {
            let factor = cells[pivot] / diagonal;
            if factor != 0.0 {
                x[row] -= factor * x[pivot];
                for (cell, above) in cells[pivot..].iter_mut().zip(&pivot_row[pivot..]) {
                    *cell -= factor * above;
                }
            }
        }
    }
    for row in (0..size).rev() {
        let known: f64 = (row + 1..size).map(|column| dense[row * size + column] * x[column]).sum();
        x[row] = (x[row] - known) / dense[row * size + row];
    }
    Some(x)
}

/// One sweep along the order: solves y = r + L·y with L the part of A below the diagonal.
fn sweep(matrix: &Matrix, residual: &[f64]) -> Vec<f64> {
    let mut y = residual.to_vec();
    for row in 0..matrix.size() {
        let before: f64 =
            matrix.row(row).filter(|&(column, _)| column < row).map(|(column, value)| value * y[column]).sum();
        y[row] += before;
    }
    y
}

#[expect(clippy::many_single_char_names, reason = "the names of the published method")]
fn bicgstab(matrix: &Matrix, b: &[f64]) -> Option<Vec<f64>> {
    let size = matrix.size();
    let goal = FALL * norm(b);
    let mut x = vec![0.0; size];
    let mut r = b.to_vec();
    let shadow = r.clone();
    let (mut rho, mut alpha, mut omega) = (1.0, 1.0, 1.0);
    let mut v = vec![0.0; size];
    let mut p = vec![0.0; size];
    let mut best = (f64::INFINITY, x.clone());
    for _ in 0..STEPS {
        let rho_next = dot(&shadow, &r);
        if rho_next == 0.0 || omega == 0.0 {
            break;
        }
        let beta = rho_next / rho * (alpha / omega);
        rho = rho_next;
        for i in 0..size {
            p[i] = r[i] + beta * (p[i] - omega * v[i]);
        }
        let p_hat = sweep(matrix, &p);
        v = matrix.apply(&p_hat);
        alpha = rho / dot(&shadow, &v);
        let s: Vec<f64> = r.iter().zip(&v).map(|(r, v)| r - alpha * v).collect();
        let s_hat = sweep(matrix, &s);
        let t = matrix.apply(&s_hat);
        let tt = dot(&t, &t);
        omega = if tt == 0.0 { 0.0 } else { dot(&t, &s) / tt };
        for i in 0..size {
            x[i] += alpha * p_hat[i] + omega * s_hat[i];
            r[i] = s[i] - omega * t[i];
        }
        let left = norm(&r);
        if left.is_nan() {
            break;
        }
        if left < best.0 {
            best = (left, x.clone());
        }
        if left <= goal {
            break;
        }
    }
    best.0.is_finite().then_some(best.1)
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn norm(a: &[f64]) -> f64 {
    dot(a, a).sqrt()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::cast_possible_truncation, reason = "small numbers")]

    use super::*;

    fn ring(size: usize, weight: f64) -> Matrix {
        Matrix {
            starts: (0..=size).collect(),
            columns: (0..size).map(|row| ((row + size - 1) % size) as u32).collect(),
            values: vec![weight; size],
        }
    }

    fn check(size: usize) {
        // In a ring with equal weights a and b = 1 every unknown is 1 / (1 − a).
        let x = ring(size, 0.999).solve(&vec![1.0; size]).unwrap();
        assert!(x.iter().all(|x| (x - 1_000.0).abs() < 1e-7));
        let x = ring(size, 0.999).reversed().solve(&vec![1.0; size]).unwrap();
        assert!(x.iter().all(|x| (x - 1_000.0).abs() < 1e-7));
    }

    #[test]
    fn a_small_ring_is_eliminated() {
        check(50);
    }

    #[test]
    fn a_large_ring_is_iterated() {
        check(5_000);
    }

    #[test]
    fn a_ring_that_loses_nothing_has_no_solution() {
        assert!(ring(3, 1.0).solve(&[1.0; 3]).is_none());
    }
}
