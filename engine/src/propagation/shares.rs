//! Who buys which share of its input from whom, and the linear equations that follow.
//!
//! Exposure runs over shares, not over transmission: a link counts by its share even where it
//! transmits nothing, and one without a share does not count. So shares have components of their own.

#![expect(clippy::indexing_slicing, reason = "positions come from the checked network")]

use std::ops::Range;

use super::components::condense;
use super::error::PropagationError;
use super::exposure::ExposureInput;
use super::input::{SUM_TOLERANCE, is_probability};
use super::layout::Edge;
use super::leaky::Eliminated;
use super::linear::{DENSE, Matrix};
use super::prepared::Prepared;

/// The error that exposure may have.
pub(super) const PROMISED: f64 = 1e-12;

/// Rounds of refinement for a large component.
const REFINEMENTS: usize = 4;

/// Shares of input, buyer by buyer; parties by place.
#[derive(Debug)]
pub(super) struct Shares {
    /// Components, suppliers before buyers: places, ascending.
    pub(super) components: Vec<Vec<u32>>,
    starts: Vec<u32>,
    suppliers: Vec<u32>,
    parts: Vec<f64>,
    /// The part of each party's input that no link discloses.
    rest: Vec<f64>,
    /// Whether that part counts.
    expects: Vec<bool>,
}

impl Shares {
    /// Checks the shares of a network.
    pub(super) fn new(prepared: &Prepared, input: &ExposureInput<'_>) -> Result<Self, PropagationError> {
        let layout = &prepared.layout;
        let parties = prepared.parties();
        check_length("the list of shares", prepared.links(), input.shares.len())?;
        check_length("the list of parties that need inputs", parties, input.expects_inputs.len())?;
        let id = |place: u32| prepared.party_id(layout.order[place as usize] as usize).to_owned();
        let mut edges: Vec<&Edge> = layout.edges.iter().chain(&layout.dead).collect();
        edges.sort_by_key(|edge| (edge.buyer, edge.key));
        let mut starts = vec![0_u32; parties + 1];
        let (mut suppliers, mut parts) = (Vec::new(), Vec::new());
        let mut sums = vec![0.0; parties];
        for edge in edges {
            let share = input.shares[edge.link as usize];
            if !is_probability(share) {
                let (supplier, buyer) = (id(edge.supplier), id(edge.buyer));
                return Err(PropagationError::ShareOutOfRange { supplier, buyer, value: share });
            }
            if share > 0.0 {
                suppliers.push(edge.supplier);
                parts.push(share);
                sums[edge.buyer as usize] += share;
                starts[edge.buyer as usize + 1] += 1;
            }
        }
        for place in 0..parties {
            starts[place + 1] += starts[place];
        }
        if let Some((place, &sum)) = (0_u32..).zip(&sums).find(|(_, sum)| **sum > 1.0 + SUM_TOLERANCE) {
            return Err(PropagationError::SharesAboveOne { party: id(place), sum });
        }
        let condensed = condense(&starts, &suppliers);
        let members = |ends: &[u32]| {
            let mut members = condensed.order[ends[0] as usize..ends[1] as usize].to_vec();
            members.sort_unstable();
            members
        };
        Ok(Self {
            components: condensed.starts.windows(2).map(members).collect(),
            starts,
            suppliers,
            parts,
            rest: sums.into_iter().map(|sum: f64| (1.0 - sum).max(0.0)).collect(),
            expects: layout.order.iter().map(|&party| input.expects_inputs[party as usize]).collect(),
        })
    }

    /// Suppliers of a place with their shares.
    pub(super) fn row(&self, place: usize) -> impl Iterator<Item = (usize, f64)> {
        let range = self.starts[place] as usize..self.starts[place + 1] as usize;
        self.suppliers[range.clone()].iter().map(|&supplier| supplier as usize).zip(self.parts[range].iter().copied())
    }

    /// The part of a place's input that is undisclosed and expected.
    pub(super) fn undisclosed(&self, place: usize) -> f64 {
        if self.expects[place] { self.rest[place] } else { 0.0 }
    }

    /// Whether a component is a cycle.
    pub(super) fn is_cycle(component: &[u32]) -> bool {
        component.len() > 1
    }

    /// The equations of those members of a component that `counts` says; the others are 0.
    pub(super) fn system(
        &self,
        component: &[u32],
        own: impl Fn(usize) -> f64,
        counts: impl Fn(usize) -> bool,
    ) -> System {
        let members: Vec<usize> =
            component.iter().map(|&place| place as usize).filter(|&place| counts(place)).collect();
        let mut system = System { matrix: Matrix { starts: vec![0], ..Matrix::default() }, leaks: Vec::new(), members };
        for &place in &system.members {
            let clean = 1.0 - own(place);
            let mut escapes = self.rest[place];
            for (supplier, share) in self.row(place) {
                if let Ok(column) = system.members.binary_search(&supplier) {
                    system.matrix.columns.push(u32::try_from(column).unwrap_or(u32::MAX));
                    system.matrix.values.push(clean * share);
                } else {
                    escapes += share;
                }
            }
            system.leaks.push(own(place) + clean * escapes);
            system.matrix.starts.push(system.matrix.columns.len());
        }
        system
    }
}

/// Whether equations are read from suppliers to buyers, or from buyers to suppliers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reading {
    /// x = b + A·x.
    Forward,
    /// x = b + Aᵀ·x.
    Adjoint,
}

/// The equations of one cycle.
#[derive(Debug)]
pub(super) struct System {
    matrix: Matrix,
    leaks: Vec<f64>,
    /// The place of each unknown.
    pub(super) members: Vec<usize>,
}

impl System {
    /// Solves with b at least 0; `None` where the promised error cannot be shown.
    pub(super) fn solve(&self, b: &[f64], reading: Reading) -> Option<Vec<f64>> {
        if self.members.is_empty() {
            return Some(Vec::new());
        }
        if self.members.len() <= DENSE {
            let eliminated = Eliminated::new(&self.matrix, &self.leaks)?;
            return Some(match reading {
                Reading::Forward => eliminated.solve(b),
                Reading::Adjoint => eliminated.solve_transposed(b),
            });
        }
        match reading {
            Reading::Forward => refined(&self.matrix, b),
            Reading::Adjoint => {
                let turned: Vec<f64> = b.iter().rev().copied().collect();
                let mut solution = refined(&self.matrix.reversed(), &turned)?;
                solution.reverse();
                Some(solution)
            }
        }
    }
}

/// Iterates on a large system until the residual shows the promised error: with d − A·d ≥ ½ the
/// error is at most 2 · max d · the largest residual.
fn refined(matrix: &Matrix, b: &[f64]) -> Option<Vec<f64>> {
    let size = b.len();
    let lengths = matrix.solve(&vec![1.0; size])?;
    if (0..size).any(|row| lengths[row] - matrix.times(row, &lengths) < 0.5) {
        return None;
    }
    let factor = 2.0 * lengths.iter().copied().fold(0.0, f64::max);
    let mut x = vec![0.0; size];
    for _ in 0..REFINEMENTS {
        let residual: Vec<f64> = (0..size).map(|row| b[row] + matrix.times(row, &x) - x[row]).collect();
        let correction = matrix.solve(&residual)?;
        x.iter_mut().zip(correction).for_each(|(x, correction)| *x = (*x + correction).max(0.0));
        let largest = residual_of(matrix, b, &x, 0..size);
        if factor * largest <= PROMISED {
            return Some(x);
        }
    }
    None
}

fn residual_of(matrix: &Matrix, b: &[f64], x: &[f64], rows: Range<usize>) -> f64 {
    rows.map(|row| (b[row] + matrix.times(row, x) - x[row]).abs()).fold(0.0, f64::max)
}

fn check_length(what: &'static str, expected: usize, found: usize) -> Result<(), PropagationError> {
    if expected == found { Ok(()) } else { Err(PropagationError::WrongLength { what, expected, found }) }
}
