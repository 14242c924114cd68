//! The noisy-or equations of one cyclic component in one channel, solved to a certified error.
//!
//! With q the risk of a member's own and from outside, the equations are
//! V(n) = 1 − (1 − q(n)) · Π over links s → n inside (1 − w·V(s)), written V = F(V). Where no member
//! that risk can reach is left out and all others are 0, the solution is unique: other fixed points,
//! in which members keep each other above 0 without any risk, are never it.
//!
//! F rises with V and is concave. So from V = 1, where F(V) ≤ V, every step of plain iteration and
//! every Newton step stays above the solution; from below Newton would overshoot. The lower end of
//! the certificate is V = y − ε·d / max d with d = (I − F'(y))⁻¹·1: where F(V) ≥ V, monotonicity puts
//! the solution between V and y (the fixed-point theorem for monotone maps). Near 1 the test runs on 1 − V, which still has
//! digits there.

#![expect(clippy::indexing_slicing, reason = "members and links of one component")]

use super::falling::{FIRST_SWEEPS, SETTLED, SLOW};
use super::linear::Matrix;

/// Distance between the certified ends; the error promised is twice that.
const WIDTH: f64 = 5e-10;

/// The error promised for every value.
pub(super) const PROMISED: f64 = 1e-9;

/// Most sweeps before Newton takes over.
pub(super) const SWEEPS: usize = 120;

/// Newton steps before the component is given up.
const NEWTON: usize = 60;

/// Sweeps for the direction of a certificate before it is solved for.
const DIRECTION_SWEEPS: usize = 32;

/// Links within a component, with the risk that each member has apart from them.
#[derive(Debug, Default)]
pub(super) struct Equations {
    /// q: own risk and what comes from outside.
    pub(super) risk: Vec<f64>,
    /// Where each member's links from inside start; one more for the end.
    pub(super) starts: Vec<usize>,
    pub(super) suppliers: Vec<u32>,
    /// Weights above 0.
    pub(super) weights: Vec<f64>,
}

impl Equations {
    /// The solution, each value within 1e-9 of the exact one; `None` where that cannot be shown.
    /// `start` is a point on the way down from 1.
    pub(super) fn solve(&self, start: Vec<f64>) -> Option<Vec<f64>> {
        let reached = self.reached();
        let mut solution = vec![0.0; self.risk.len()];
        let members: Vec<usize> = (0..self.risk.len()).filter(|&member| reached[member]).collect();
        if members.is_empty() {
            return Some(solution);
        }
        let values = if members.len() == self.risk.len() {
            self.close(start)?
        } else {
            self.only(&members).close(members.iter().map(|&member| start[member]).collect())?
        };
        for (member, value) in members.into_iter().zip(values) {
            solution[member] = value;
        }
        Some(solution)
    }

    /// Members that some risk reaches.
    fn reached(&self) -> Vec<bool> {
        let mut reached: Vec<bool> = self.risk.iter().map(|&risk| risk > 0.0).collect();
        loop {
            let mut moved = false;
            for member in 0..reached.len() {
                if !reached[member] && self.links(member).any(|(supplier, _)| reached[supplier]) {
                    reached[member] = true;
                    moved = true;
                }
            }
            if !moved {
                return reached;
            }
        }
    }

    /// The equations of some members, the others being 0.
    fn only(&self, members: &[usize]) -> Self {
        let mut number = vec![None; self.risk.len()];
        for (new, &member) in (0_u32..).zip(members) {
            number[member] = Some(new);
        }
        let mut kept = Self { starts: vec![0], ..Self::default() };
        for &member in members {
            kept.risk.push(self.risk[member]);
            for (supplier, weight) in self.links(member) {
                if let Some(supplier) = number[supplier] {
                    kept.suppliers.push(supplier);
                    kept.weights.push(weight);
                }
            }
            kept.starts.push(kept.suppliers.len());
        }
        kept
    }

    /// Falls on until a certificate holds.
    fn close(&self, mut values: Vec<f64>) -> Option<Vec<f64>> {
        let mut before = f64::INFINITY;
        for sweep in 0..SWEEPS {
            let moved = self.fall(&mut values);
            if moved <= SETTLED || (sweep >= FIRST_SWEEPS && moved > SLOW * before) {
                break;
            }
            before = moved;
        }
        for _ in 0..NEWTON {
            if self.is_certified(&values) {
                return Some(values);
            }
            self.newton(&mut values)?;
            self.fall(&mut values);
        }
        None
    }

    /// One sweep in place; returns the largest fall.
    fn fall(&self, values: &mut [f64]) -> f64 {
        let mut largest = 0.0_f64;
        for member in 0..values.len() {
            // Rounding must not lift a value off the way down.
            let next = self.noisy_or(member, values).min(values[member]);
            largest = largest.max(values[member] - next);
            values[member] = next;
        }
        largest
    }

    /// One Newton step from above.
    fn newton(&self, values: &mut [f64]) -> Option<()> {
        let fall: Vec<f64> =
            values.iter().enumerate().map(|(member, value)| (value - self.noisy_or(member, values)).max(0.0)).collect();
        let step = self.jacobian(values).solve(&fall)?;
        for ((value, step), risk) in values.iter_mut().zip(step).zip(&self.risk) {
            *value = (*value - step.max(0.0)).max(*risk);
        }
        Some(())
    }

    /// Whether the solution lies within `WIDTH` below `upper`.
    fn is_certified(&self, upper: &[f64]) -> bool {
        // Where links take more away than they pass on, going down evenly serves and costs least.
        if self.rises_from(upper, &vec![WIDTH; upper.len()]) {
            return true;
        }
        let Some(direction) = self.direction(upper) else {
            return false;
        };
        let longest = direction.iter().copied().fold(0.0, f64::max);
        let depth: Vec<f64> = direction.iter().map(|length| WIDTH * length / longest).collect();
        self.rises_from(upper, &depth)
    }

    /// Whether F(V) ≥ V for V = upper − depth.
    fn rises_from(&self, upper: &[f64], depth: &[f64]) -> bool {
        let lower: Vec<f64> = upper.iter().zip(depth).map(|(value, depth)| (value - depth).max(0.0)).collect();
        // 1 − V of the lower end, with all digits where V is near 1.
        let rest: Vec<f64> = upper.iter().zip(depth).map(|(value, depth)| ((1.0 - value) + depth).min(1.0)).collect();
        (0..upper.len()).all(|member| {
            if lower[member] <= 0.5 {
                self.noisy_or(member, &lower) >= lower[member]
            } else {
                self.none(member, &rest) <= rest[member]
            }
        })
    }

    /// A d with d − F'(y)·d well above 0 everywhere: about (I − F'(y))⁻¹·1.
    fn direction(&self, values: &[f64]) -> Option<Vec<f64>> {
        let jacobian = self.jacobian(values);
        let ones = vec![1.0; values.len()];
        let serves = |direction: &[f64]| {
            (0..direction.len()).all(|member| direction[member] - jacobian.times(member, direction) >= 0.5)
        };
        let mut direction = ones.clone();
        for sweep in 1..=DIRECTION_SWEEPS {
            for member in 0..direction.len() {
                direction[member] = 1.0 + jacobian.times(member, &direction);
            }
            // Looking costs as much as a sweep.
            if sweep.is_power_of_two() && serves(&direction) {
                return Some(direction);
            }
        }
        jacobian.solve(&ones).filter(|direction| serves(direction))
    }

    /// F'(V): the derivative by each supplier is w · (1 − q) · Π over the other links (1 − w·V).
    fn jacobian(&self, values: &[f64]) -> Matrix {
        let mut derivatives = vec![0.0; self.weights.len()];
        for member in 0..values.len() {
            let range = self.starts[member]..self.starts[member + 1];
            let mut product = 1.0 - self.risk[member];
            for link in range.clone() {
                derivatives[link] = self.weights[link] * product;
                product *= 1.0 - self.weights[link] * values[self.suppliers[link] as usize];
            }
            let mut product = 1.0;
            for link in range.rev() {
                derivatives[link] *= product;
                product *= 1.0 - self.weights[link] * values[self.suppliers[link] as usize];
            }
        }
        Matrix { starts: self.starts.clone(), columns: self.suppliers.clone(), values: derivatives }
    }

    /// F(V) of one member.
    #[inline]
    fn noisy_or(&self, member: usize, values: &[f64]) -> f64 {
        self.links(member).fold(self.risk[member], |value, (supplier, weight)| either(value, weight * values[supplier]))
    }

    /// 1 − F(V) of one member, from 1 − V.
    #[inline]
    fn none(&self, member: usize, rest: &[f64]) -> f64 {
        self.links(member)
            .fold(1.0 - self.risk[member], |none, (supplier, weight)| none * ((1.0 - weight) + weight * rest[supplier]))
    }

    #[inline]
    fn links(&self, member: usize) -> impl Iterator<Item = (usize, f64)> {
        let range = self.starts[member]..self.starts[member + 1];
        self.suppliers[range.clone()].iter().map(|&supplier| supplier as usize).zip(self.weights[range].iter().copied())
    }
}

/// The chance of at least one of two independent events: 1 − (1 − a)(1 − b), in a form that keeps
/// small numbers exact and never falls below `a`.
#[inline]
pub(super) fn either(a: f64, b: f64) -> f64 {
    a + (1.0 - a) * b
}

#[cfg(test)]
mod tests {
    #![expect(clippy::cast_possible_truncation, reason = "small numbers")]

    use super::*;

    /// Links as (supplier, buyer, weight).
    fn check(risk: &[f64], links: &[(u32, usize, f64)], expected: &[f64]) {
        let mut equations = Equations { risk: risk.to_vec(), starts: vec![0], ..Equations::default() };
        for member in 0..risk.len() {
            for link in links.iter().filter(|link| link.1 == member) {
                equations.suppliers.push(link.0);
                equations.weights.push(link.2);
            }
            equations.starts.push(equations.suppliers.len());
        }
        let found = equations.solve(vec![1.0; risk.len()]).unwrap();
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() <= PROMISED, "{found} is not {expected}");
        }
    }

    fn ring(size: usize, weight: f64) -> Vec<(u32, usize, f64)> {
        (0..size).map(|member| (member as u32, (member + 1) % size, weight)).collect()
    }

    #[test]
    fn two_firms_that_supply_each_other_settle_at_the_closed_form() {
        // x = a + (1 − a)·w·y and y = b + (1 − b)·v·x with b = 0: x = a / (1 − (1 − a)·w·v).
        let (a, w, v) = (0.2, 0.5, 0.4);
        let x = a / (1.0 - (1.0 - a) * w * v);
        check(&[a, 0.0], &[(1, 0, w), (0, 1, v)], &[x, v * x]);
    }

    #[test]
    fn a_cycle_without_risk_is_zero() {
        let mutual = [(0, 1, 0.9), (1, 0, 0.9), (1, 2, 0.9), (2, 1, 0.9), (0, 2, 0.9), (2, 0, 0.9)];
        check(&[0.0; 3], &mutual, &[0.0; 3]);
    }

    #[test]
    fn members_that_risk_does_not_reach_are_zero() {
        let links = [(0, 1, 0.9), (1, 0, 0.9), (0, 1, 0.9), (1, 0, 0.9), (1, 2, 0.5)];
        check(&[0.0, 0.0, 0.3], &links, &[0.0, 0.0, 0.3]);
    }

    #[test]
    fn a_certain_ring_with_any_risk_is_certain() {
        let mut risk = vec![0.0; 1_000];
        risk[17] = 1e-6;
        check(&risk, &ring(1_000, 1.0), &vec![1.0; 1_000]);
        check(&[1e-6, 1e-6], &ring(2, 1.0), &[1.0, 1.0]);
    }

    #[test]
    fn a_slow_ring_settles_at_the_closed_form() {
        // V = p + (1 − p)·w·V with (1 − p)·w = 1 − 1e-4.
        let p = 5e-5;
        let w = (1.0 - 1e-4) / (1.0 - p);
        check(&[p; 10], &ring(10, w), &[0.5; 10]);
        check(&vec![p; 3_000], &ring(3_000, w), &vec![0.5; 3_000]);
    }

    #[test]
    fn three_mutual_firms_settle_between_no_risk_and_the_ghost() {
        // Bisection on V = 1 − 0.999·(1 − 0.9·V)² over (0, 1].
        let mut low = 0.5;
        let mut high = 1.0;
        for _ in 0..100 {
            let middle = f64::midpoint(low, high);
            let link = 1.0 - 0.9 * middle;
            if 1.0 - 0.999 * link * link < middle { high = middle } else { low = middle }
        }
        let mutual = [(0, 1, 0.9), (1, 0, 0.9), (1, 2, 0.9), (2, 1, 0.9), (0, 2, 0.9), (2, 0, 0.9)];
        check(&[0.001; 3], &mutual, &[low; 3]);
    }
}
