//! The exact sum over what each source sees and over the regimes (Bayes' rule for a latent-class model).
//!
//! Sources of one family see by one shared uniform number: a class sees where it lies below its probability. So the sets
//! of seeing classes of a family are nested, and a family with n classes has n + 1 of them; families are independent.
//! Given the regime and what the sources see, leaves are independent, which leaves sums of a few dozen terms.

#![expect(
    clippy::indexing_slicing,
    reason = "INVARIANT: vectors are sized by the ruleset and by the cells that are counted first"
)]

use super::problem::Problem;
use super::range::clamped;
use super::tables::{Tables, any_of};
use crate::evidence::EvidenceRules;
use crate::pattern::GateWorkspace;

/// What follows for one party and group: probabilities of regimes, leaves and channels.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Posterior {
    pub regimes: Vec<f64>,
    /// Clamped.
    pub leaves: Vec<f64>,
    /// Clamped.
    pub channels: Vec<f64>,
}

/// What is to be summed up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Wanted {
    /// Leaves and every channel.
    Everything,
    /// One channel.
    Channel(usize),
}

impl Wanted {
    fn is(self, channel: usize) -> bool {
        match self {
            Self::Everything => true,
            Self::Channel(wanted) => wanted == channel,
        }
    }
}

/// Weights below this are scaled up, so that products of many small factors do not vanish.
const SMALL: f64 = 1e-150;
const SCALE_UP: f64 = 1e150;

/// Room for the sums, kept between groups. After a sum it holds the cells, for the table that is printed.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    /// Classes that may see, by family, those that see most first.
    order: Vec<usize>,
    /// Per family with such classes: where it begins in `order`; one more at the end.
    family_starts: Vec<usize>,
    /// Leaves about which something reassuring was said.
    touched: Vec<usize>,
    /// Whether each leaf is one of them.
    is_touched: Vec<bool>,
    /// Running products down the families: λ of touched leaves, then λ of regimes, one stretch per depth.
    levels: Vec<f64>,
    /// Per family: how many of its classes see.
    chosen: Vec<usize>,
    /// e^(A − max A) times the part of the leaves that nothing reassuring was said about.
    regime_weight: Vec<f64>,
    /// P(leaf | regime), regime-major, before anything reassuring; recruiters included.
    leaf_given: Vec<f64>,
    /// Per touched leaf: what its factors are multiplied with, so that they stay at most 1.
    norm: Vec<f64>,
    /// π of each set of seeing classes.
    pub(super) cells: Vec<f64>,
    /// Per cell and family: how many classes see.
    cell_choice: Vec<usize>,
    /// Weight per cell and regime; after the sum P(z, T).
    pub(super) weights: Vec<f64>,
    exponents: Vec<i32>,
    /// Per cell and regime: P(touched leaf | regime, seeing).
    cell_leaves: Vec<f64>,
    /// P(regime).
    regimes: Vec<f64>,
    now: Vec<f64>,
    /// Channels with a leaf about which something reassuring was said.
    mixed_channels: Vec<usize>,
    /// The others.
    steady_channels: Vec<usize>,
    room: GateWorkspace,
}

impl Workspace {
    /// Sums up a problem.
    pub(crate) fn solve(
        &mut self,
        problem: &Problem,
        rules: &EvidenceRules<'_>,
        tables: &Tables,
        into: &mut Posterior,
    ) {
        self.solve_for(Wanted::Everything, problem, rules, tables, into);
    }

    /// Sums up a problem as far as it takes for one channel; gives its probability, the same as of all channels together.
    pub(super) fn channel(
        &mut self,
        channel: usize,
        problem: &Problem,
        rules: &EvidenceRules<'_>,
        tables: &Tables,
        room: &mut Posterior,
    ) -> f64 {
        self.solve_for(Wanted::Channel(channel), problem, rules, tables, room);
        room.channels[channel]
    }

    fn solve_for(
        &mut self,
        wanted: Wanted,
        problem: &Problem,
        rules: &EvidenceRules<'_>,
        tables: &Tables,
        into: &mut Posterior,
    ) {
        into.regimes.clear();
        into.leaves.clear();
        into.channels.clear();
        let silent = problem.classes.is_empty()
            && problem.spared.is_empty()
            && problem.adverse.iter().all(|lambda| *lambda <= 1.0);
        if silent {
            prior_only(wanted, problem, tables, into);
            return;
        }
        self.weigh_cells(problem, rules, tables);
        self.sum(wanted, rules, tables, into);
    }

    /// Fills the cells with P(z, T) and with what the leaves are there.
    pub(crate) fn weigh_cells(&mut self, problem: &Problem, rules: &EvidenceRules<'_>, tables: &Tables) {
        let (regimes, leaves) = (tables.regimes, tables.leaves);
        let prevalence = tables.prevalence(problem.migrant);
        self.arrange_families(problem, rules);
        self.is_touched.clear();
        self.is_touched.resize(leaves, false);
        for class in &problem.classes {
            let of_class = &problem.reassuring[class * leaves..(class + 1) * leaves];
            for (touched, lambda) in self.is_touched.iter_mut().zip(of_class) {
                *touched |= *lambda < 1.0;
            }
        }
        self.touched.clear();
        self.touched.extend((0..leaves).filter(|&k| self.is_touched[k]));

        self.regime_weight.clear();
        self.leaf_given.clear();
        for z in 0..regimes {
            let mut weight = problem.ln_prior[z];
            for k in 0..leaves {
                let (a, adverse) = (prevalence[z * leaves + k], problem.adverse[k]);
                let x = a * adverse + 1.0 - a;
                let given = if adverse <= 1.0 { a } else { a * adverse / x };
                self.leaf_given.push(with_recruiters(given, k, problem));
                if adverse > 1.0 && !self.is_touched[k] {
                    weight += libm::log(x);
                }
            }
            self.regime_weight.push(weight);
        }
        let most = maximum(&self.regime_weight);
        for weight in &mut self.regime_weight {
            *weight = libm::exp(*weight - most);
        }
        let last = regimes - 1;
        self.norm.clear();
        self.norm.extend(self.touched.iter().map(|&k| {
            let a = prevalence[last * leaves + k];
            1.0 / (a * problem.adverse[k] + 1.0 - a)
        }));

        self.cells.clear();
        self.cell_choice.clear();
        self.weights.clear();
        self.exponents.clear();
        self.cell_leaves.clear();
        let families = self.family_starts.len() - 1;
        let width = self.touched.len() + regimes;
        self.levels.clear();
        self.levels.resize((families + 1) * width, 1.0);
        self.chosen.clear();
        self.chosen.resize(families, 0);
        self.descend(0, 1.0, problem, tables);
        self.normalise_weights();
    }

    fn arrange_families(&mut self, problem: &Problem, rules: &EvidenceRules<'_>) {
        let family = |class: usize| rules.classes[class].family;
        self.order.clear();
        self.order.extend_from_slice(&problem.classes);
        self.order.sort_by(|&a, &b| {
            family(a).cmp(&family(b)).then(problem.sees[b].total_cmp(&problem.sees[a])).then(a.cmp(&b))
        });
        self.family_starts.clear();
        for (i, &class) in self.order.iter().enumerate() {
            if i == 0 || family(self.order[i - 1]) != family(class) {
                self.family_starts.push(i);
            }
        }
        self.family_starts.push(self.order.len());
    }

    /// Lets the first n classes of a family see, for every n, and goes on to the next family.
    fn descend(&mut self, depth: usize, probability: f64, problem: &Problem, tables: &Tables) {
        if depth + 1 == self.family_starts.len() {
            self.add_cell(probability, problem, tables);
            return;
        }
        let (start, end) = (self.family_starts[depth], self.family_starts[depth + 1]);
        let width = self.touched.len() + tables.regimes;
        self.levels.copy_within(depth * width..(depth + 1) * width, (depth + 1) * width);
        for seeing in 0..=end - start {
            if seeing > 0 {
                let class = self.order[start + seeing - 1];
                let level = &mut self.levels[(depth + 1) * width..(depth + 2) * width];
                let (of_leaves, of_regimes) = level.split_at_mut(self.touched.len());
                for (lambda, &k) in of_leaves.iter_mut().zip(&self.touched) {
                    *lambda *= problem.reassuring[class * tables.leaves + k];
                }
                for (z, lambda) in of_regimes.iter_mut().enumerate() {
                    *lambda *= problem.context[class * tables.regimes + z];
                }
            }
            let upper = if seeing == 0 { 1.0 } else { problem.sees[self.order[start + seeing - 1]] };
            let lower = if start + seeing == end { 0.0 } else { problem.sees[self.order[start + seeing]] };
            if upper > lower {
                self.chosen[depth] = seeing;
                self.descend(depth + 1, probability * (upper - lower), problem, tables);
            }
        }
    }

    fn add_cell(&mut self, probability: f64, problem: &Problem, tables: &Tables) {
        let width = self.touched.len() + tables.regimes;
        let prevalence = tables.prevalence(problem.migrant);
        self.cells.push(probability);
        self.cell_choice.extend_from_slice(&self.chosen);
        let level = &self.levels[self.levels.len() - width..];
        for z in 0..tables.regimes {
            let mut weight = probability * self.regime_weight[z] * level[self.touched.len() + z];
            let mut exponent = 0;
            for (i, &k) in self.touched.iter().enumerate() {
                let a = prevalence[z * tables.leaves + k];
                let present = a * (problem.adverse[k] * level[i]);
                let x = present + (1.0 - a);
                weight *= x * self.norm[i];
                if weight < SMALL {
                    weight *= SCALE_UP;
                    exponent -= 1;
                }
                // Where nothing is left of either, the cell has no weight and the leaf may be anything.
                let given = if x > 0.0 { present / x } else { a };
                self.cell_leaves.push(with_recruiters(given, k, problem));
            }
            self.weights.push(weight);
            self.exponents.push(exponent);
        }
    }

    fn normalise_weights(&mut self) {
        let used = self.weights.iter().zip(&self.exponents).filter(|(weight, _)| **weight > 0.0);
        let top = used.map(|(_, exponent)| *exponent).max().unwrap_or_default();
        if self.exponents.iter().any(|exponent| *exponent != top) {
            for (weight, exponent) in self.weights.iter_mut().zip(&self.exponents) {
                for _ in *exponent..top {
                    *weight *= SMALL;
                }
            }
        }
        normalise(&mut self.weights);
    }

    /// Sums leaves, indicators and patterns over the cells.
    fn sum(&mut self, wanted: Wanted, rules: &EvidenceRules<'_>, tables: &Tables, into: &mut Posterior) {
        let (regimes, leaves) = (tables.regimes, tables.leaves);
        self.regimes.clear();
        self.regimes.resize(regimes, 0.0);
        for weights in self.weights.chunks(regimes) {
            for (sum, weight) in self.regimes.iter_mut().zip(weights) {
                *sum += weight;
            }
        }
        into.regimes.extend_from_slice(&self.regimes);
        into.leaves.resize(leaves, 0.0);
        into.channels.resize(tables.channels, 0.0);
        // What nothing reassuring was said about is the same in every cell of a regime.
        self.mixed_channels.clear();
        self.steady_channels.clear();
        for (c, of) in tables.channel_leaves.iter().enumerate().filter(|(c, _)| wanted.is(*c)) {
            let mixed = of.iter().any(|&k| self.is_touched[k]);
            if mixed { self.mixed_channels.push(c) } else { self.steady_channels.push(c) }
        }
        for z in 0..regimes {
            let given = &self.leaf_given[z * leaves..(z + 1) * leaves];
            let p = self.regimes[z];
            if wanted == Wanted::Everything {
                for (sum, given) in into.leaves.iter_mut().zip(given) {
                    *sum += p * given;
                }
            }
            for &c in &self.steady_channels {
                into.channels[c] += p * channel_given(c, given, rules, tables, &mut self.room);
            }
        }
        for &k in &self.touched {
            into.leaves[k] = 0.0;
        }
        // Cells differ in touched leaves only, which are put in the place of what is given without them.
        self.now.clear();
        self.now.extend_from_slice(&self.leaf_given);
        let idle = self.touched.is_empty() || (wanted != Wanted::Everything && self.mixed_channels.is_empty());
        let cells = if idle { 0 } else { self.cells.len() };
        let mut of_cells = self.cell_leaves.chunks_exact(self.touched.len().max(1));
        for weights in self.weights.chunks(regimes).take(cells) {
            for (z, (&p, of_cell)) in weights.iter().zip(&mut of_cells).enumerate() {
                let now = &mut self.now[z * leaves..(z + 1) * leaves];
                for (&k, &leaf) in self.touched.iter().zip(of_cell) {
                    now[k] = leaf;
                }
                if wanted == Wanted::Everything {
                    for (&k, &leaf) in self.touched.iter().zip(of_cell) {
                        into.leaves[k] += p * leaf;
                    }
                }
                for &c in &self.mixed_channels {
                    into.channels[c] += p * channel_given(c, now, rules, tables, &mut self.room);
                }
            }
        }
        for p in into.leaves.iter_mut().chain(&mut into.channels) {
            *p = clamped(*p);
        }
    }

    /// Puts P(leaf | regime, seeing) of one cell into `now`.
    pub(super) fn leaves_of_cell(&mut self, cell: usize, z: usize, tables: &Tables) {
        self.now.clear();
        self.now.extend_from_slice(&self.leaf_given[z * tables.leaves..(z + 1) * tables.leaves]);
        let start = (cell * tables.regimes + z) * self.touched.len();
        for (i, &k) in self.touched.iter().enumerate() {
            self.now[k] = self.cell_leaves[start + i];
        }
    }

    /// The leaves that [`Self::leaves_of_cell`] put there.
    pub(super) fn now(&self) -> &[f64] {
        &self.now
    }

    /// The classes that see in one cell, rising.
    pub(super) fn seeing(&self, cell: usize) -> Vec<usize> {
        let families = self.family_starts.len() - 1;
        let choice = &self.cell_choice[cell * families..(cell + 1) * families];
        let mut classes: Vec<usize> = choice
            .iter()
            .zip(&self.family_starts)
            .flat_map(|(&seeing, &start)| self.order[start..start + seeing].iter().copied())
            .collect();
        classes.sort_unstable();
        classes
    }

    /// How many families of sources reassure.
    pub(super) fn families(&self) -> usize {
        self.family_starts.len() - 1
    }
}

/// Without evidence about leaves the channels are known per regime.
fn prior_only(wanted: Wanted, problem: &Problem, tables: &Tables, into: &mut Posterior) {
    let set = usize::from(problem.migrant);
    let most = maximum(&problem.ln_prior);
    let Posterior { regimes, leaves, channels } = into;
    regimes.extend(problem.ln_prior.iter().map(|a| libm::exp(a - most)));
    normalise(regimes);
    let mix = |given: &[f64], width: usize, i: usize| -> f64 {
        regimes.iter().enumerate().map(|(z, p)| p * given[z * width + i]).sum()
    };
    if wanted == Wanted::Everything {
        leaves.extend((0..tables.leaves).map(|k| clamped(mix(&tables.prevalence[set], tables.leaves, k))));
    }
    channels.resize(tables.channels, 0.0);
    for (c, channel) in channels.iter_mut().enumerate().filter(|(c, _)| wanted.is(*c)) {
        *channel = clamped(mix(&tables.plain[set], tables.channels, c));
    }
}

/// What recruiters add to a leaf of the employer, before the gate.
fn with_recruiters(given: f64, leaf: usize, problem: &Problem) -> f64 {
    problem.spared.get(leaf).map_or(given, |spared| 1.0 - (1.0 - given) * spared)
}

/// P(channel) for independent leaves: an indicator is any of its own, a pattern its gate.
pub(super) fn channel_given(
    channel: usize,
    leaves: &[f64],
    rules: &EvidenceRules<'_>,
    tables: &Tables,
    room: &mut GateWorkspace,
) -> f64 {
    match tables.indicator_leaves.get(channel) {
        Some(of) => any_of(of, leaves),
        None => rules.ruleset.patterns()[channel - tables.indicator_leaves.len()].gate.probability_in(leaves, room),
    }
}

fn maximum(of: &[f64]) -> f64 {
    of.iter().copied().fold(f64::NEG_INFINITY, f64::max)
}

fn normalise(weights: &mut [f64]) {
    let total: f64 = weights.iter().sum();
    for weight in weights {
        *weight /= total;
    }
}
