//! A dozen networks in exact fractions: reach, expected sources and paths by going through every way the coins may fall, the
//! most likely chain by going through every simple path, and the fixed points of cycles by their equations.

use std::ops::{Add, Mul, Sub};

use super::support::{Net, agrees, close, worlds};
use crate::propagation::{noisy_or, reach_to, totals, upper, worst_chain};

/// A fraction in lowest terms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fraction {
    over: i128,
    under: i128,
}

const ZERO: Fraction = Fraction { over: 0, under: 1 };
const ONE: Fraction = Fraction { over: 1, under: 1 };

fn fraction(over: i128, under: i128) -> Fraction {
    let (mut a, mut b) = (over.abs(), under.abs());
    while b != 0 {
        (a, b) = (b, a % b);
    }
    Fraction { over: over / a.max(1), under: under / a.max(1) }
}

impl Fraction {
    fn value(self) -> f64 {
        self.over as f64 / self.under as f64
    }

    fn is_less(self, other: Self) -> bool {
        self.over * other.under < other.over * self.under
    }

    /// 1 minus it.
    fn not(self) -> Self {
        ONE - self
    }
}

impl Add for Fraction {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        fraction(self.over * other.under + other.over * self.under, self.under * other.under)
    }
}

impl Sub for Fraction {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        fraction(self.over * other.under - other.over * self.under, self.under * other.under)
    }
}

impl Mul for Fraction {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        fraction(self.over * other.over, self.under * other.under)
    }
}

/// A network; its first party is the subject. Links are (supplier, buyer, weight).
struct Exact {
    name: &'static str,
    own: Vec<Fraction>,
    links: Vec<(usize, usize, Fraction)>,
    /// Where there is a cycle: the least solution of x = 1 − (1 − p)·Π (1 − w·x).
    fixed_point: Option<Vec<Fraction>>,
}

impl Exact {
    fn net(&self) -> Net {
        let names = ["a", "b", "c", "d", "e"];
        let own: Vec<(&str, f64)> = names.into_iter().zip(self.own.iter().map(|p| p.value())).collect();
        let links: Vec<(&str, &str, f64)> =
            self.links.iter().map(|(from, to, w)| (names[*from], names[*to], w.value())).collect();
        Net::one(&own, &links, &[])
    }

    /// Which parties reach the subject over the live links.
    fn reaching(&self, live: usize) -> Vec<bool> {
        let mut reaches = vec![false; self.own.len()];
        reaches[0] = true;
        for _ in 0..self.own.len() {
            for (i, &(from, to, _)) in self.links.iter().enumerate() {
                reaches[from] |= live >> i & 1 == 1 && reaches[to];
            }
        }
        reaches
    }

    /// R and ρ: over every set of live links, and over every set of events.
    fn reach_and_paths(&self) -> (Fraction, Vec<Fraction>) {
        let mut reach = ZERO;
        let mut paths = vec![ZERO; self.own.len()];
        for live in 0..1_usize << self.links.len() {
            let weights = self.links.iter().enumerate();
            let chance = weights.fold(ONE, |all, (i, (_, _, w))| all * if live >> i & 1 == 1 { *w } else { w.not() });
            let reaches = self.reaching(live);
            for (party, _) in reaches.iter().enumerate().filter(|(_, reaches)| **reaches) {
                paths[party] = paths[party] + chance;
            }
            for events in 0..1_usize << self.own.len() {
                if (0..self.own.len()).any(|party| events >> party & 1 == 1 && reaches[party]) {
                    let own = self.own.iter().enumerate();
                    let happens = own.fold(chance, |all, (i, p)| all * if events >> i & 1 == 1 { *p } else { p.not() });
                    reach = reach + happens;
                }
            }
        }
        (reach, paths)
    }

    /// The largest p·Πw over all simple paths that end at a party.
    fn best(&self, at: usize, seen: usize) -> Fraction {
        let mut best = self.own[at];
        for &(from, to, w) in &self.links {
            if to == at && seen >> from & 1 == 0 {
                let through = w * self.best(from, seen | 1 << from);
                if best.is_less(through) {
                    best = through;
                }
            }
        }
        best
    }

    /// One round of x = 1 − (1 − p)·Π (1 − w·x).
    fn round(&self, x: &[Fraction]) -> Vec<Fraction> {
        let at = |party: usize| {
            let incoming = self.links.iter().filter(|link| link.1 == party);
            incoming.fold(self.own[party].not(), |none, (from, _, w)| none * (*w * x[*from]).not()).not()
        };
        (0..self.own.len()).map(at).collect()
    }

    fn noisy_or(&self) -> Vec<Fraction> {
        if let Some(stated) = &self.fixed_point {
            assert_eq!(&self.round(stated), stated, "{}: what is stated is no solution", self.name);
            return stated.clone();
        }
        // Without cycles as many rounds as there are parties settle it.
        (0..self.own.len()).fold(vec![ZERO; self.own.len()], |x, _| self.round(&x))
    }
}

fn tenths(over: &[i128]) -> Vec<Fraction> {
    over.iter().map(|&over| fraction(over, 10)).collect()
}

fn links(links: &[(usize, usize, (i128, i128))]) -> Vec<(usize, usize, Fraction)> {
    links.iter().map(|&(from, to, (over, under))| (from, to, fraction(over, under))).collect()
}

fn networks() -> Vec<Exact> {
    let exact = |name, own, links, fixed_point| Exact { name, own, links, fixed_point };
    let stated = |values: &[(i128, i128)]| Some(values.iter().map(|&(a, b)| fraction(a, b)).collect::<Vec<_>>());
    vec![
        exact("a party alone", vec![fraction(37, 1000)], Vec::new(), None),
        exact("a chain", tenths(&[1, 2, 4]), links(&[(2, 1, (4, 5)), (1, 0, (1, 2))]), None),
        exact("two suppliers", tenths(&[0, 3, 2]), links(&[(1, 0, (1, 2)), (2, 0, (1, 1))]), None),
        exact(
            "a diamond",
            tenths(&[0, 0, 0, 4]),
            links(&[(3, 1, (1, 2)), (3, 2, (1, 2)), (1, 0, (1, 2)), (2, 0, (1, 2))]),
            None,
        ),
        exact(
            "a short and a long way",
            tenths(&[1, 0, 5]),
            links(&[(2, 0, (1, 5)), (2, 1, (9, 10)), (1, 0, (4, 5))]),
            None,
        ),
        exact("two links beside each other", tenths(&[0, 6]), links(&[(1, 0, (1, 2)), (1, 0, (1, 5))]), None),
        exact(
            "mutual supply",
            vec![fraction(1, 20), ZERO],
            links(&[(0, 1, (3, 5)), (1, 0, (7, 10))]),
            stated(&[(50, 601), (30, 601)]),
        ),
        exact(
            "a ring of three",
            vec![fraction(1, 10), fraction(1, 20), fraction(1, 5)],
            links(&[(0, 1, (1, 2)), (1, 2, (3, 5)), (2, 0, (7, 10))]),
            stated(&[(6028, 21_409), (15_735, 85_636), (6170, 21_409)]),
        ),
        exact(
            "mutual supply with a source outside",
            vec![fraction(1, 50), fraction(1, 10), fraction(1, 2)],
            links(&[(0, 1, (2, 5)), (1, 0, (4, 5)), (2, 0, (3, 10))]),
            stated(&[(29_205, 95_012), (20_015, 95_012), (1, 2)]),
        ),
        exact(
            "a cycle without risk",
            tenths(&[0, 0, 0]),
            links(&[(0, 1, (9, 10)), (1, 0, (9, 10)), (1, 2, (1, 1)), (2, 0, (1, 1)), (0, 2, (9, 10))]),
            stated(&[(0, 1), (0, 1), (0, 1)]),
        ),
        exact(
            "a certain cycle",
            vec![fraction(1, 1_000_000), ZERO],
            links(&[(0, 1, (1, 1)), (1, 0, (1, 1))]),
            stated(&[(1, 1), (1, 1)]),
        ),
        // (1 − a)·w·v = 0.99995² = 1 − 1e-4 but for a quarter of a hundred-millionth.
        exact(
            "a slow cycle",
            vec![fraction(1, 20_000), ZERO],
            links(&[(0, 1, (1, 1)), (1, 0, (19_999, 20_000))]),
            stated(&[(20_000, 39_999), (20_000, 39_999)]),
        ),
    ]
}

#[test]
fn a_dozen_networks_agree_with_exact_fractions() {
    const DRAWN: u32 = 1 << 16;
    assert_eq!(networks().len(), 12);
    for exact in networks() {
        let name = exact.name;
        let prepared = exact.net().prepare();
        let (reach, paths) = exact.reach_and_paths();
        let found = reach_to(&prepared, 0, &[0], worlds(DRAWN, 1)).unwrap();
        assert!(agrees(found.estimate(0).unwrap().reached, DRAWN, reach.value()), "{name}: R is {}", reach.value());
        let total = totals(&prepared, worlds(DRAWN, 1));
        assert!(agrees(total.total_count(0, 0), DRAWN, reach.value()), "{name}: total");
        let mut expected = ZERO;
        for (party, rho) in paths.iter().enumerate() {
            let live = (found.rho(party, 0) * f64::from(DRAWN)).round() as u32;
            assert!(agrees(live, DRAWN, rho.value()), "{name}: ρ of {party} is {}", rho.value());
            expected = expected + exact.own[party] * *rho;
        }
        assert!(close(found.expected_sources(0), expected.value(), 0.01), "{name}: E is {}", expected.value());
        let chain = exact.best(0, 1).value();
        assert!(close(worst_chain(&prepared).get(0, 0), chain, 1e-15), "{name}: the best chain is {chain}");
        let (bounds, either) = (upper(&prepared), noisy_or(&prepared).unwrap());
        for (party, value) in exact.noisy_or().into_iter().enumerate() {
            let found = either.get(party, 0);
            assert!(close(found, value.value(), 1e-9), "{name}: U of {party} is {} and not {found}", value.value());
        }
        assert!(chain <= reach.value() + 1e-12 && reach.value() <= bounds.get(0, 0) + 1e-12, "{name}: bracket");
    }
}

#[test]
fn three_mutual_firms_lie_on_the_root_of_their_equation_to_a_billionth() {
    let all = [("a", "b"), ("b", "a"), ("b", "c"), ("c", "b"), ("a", "c"), ("c", "a")];
    let links: Vec<(&str, &str, f64)> = all.iter().map(|(from, to)| (*from, *to, 0.9)).collect();
    let prepared = Net::one(&[("a", 0.001), ("b", 0.001), ("c", 0.001)], &links, &[]).prepare();
    let found = noisy_or(&prepared).unwrap().get(0, 0);
    // V − 1 + 0.999·(1 − 0.9·V)² rises through 0 at the root above the ghost, which is 0.
    let residual = |billionths: i128| {
        let v = fraction(billionths, 1_000_000_000);
        let none = (fraction(9, 10) * v).not();
        v - ONE + fraction(999, 1000) * none * none
    };
    let at = (found * 1e9).round() as i128;
    assert!(residual(at - 2).is_less(ZERO) && ZERO.is_less(residual(at + 2)), "{found}");
}
