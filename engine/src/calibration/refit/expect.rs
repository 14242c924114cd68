//! What the hidden parts of each labelled case are likely to have been, counted over all cases.

#![expect(
    clippy::indexing_slicing,
    reason = "INVARIANT: rows are sized by the ruleset, and items hold indices into it"
)]

use super::super::labelled::{Labelled, Outcome};
use crate::evidence::{Item, ItemState};
use crate::likelihood::{Strength, is_mostly_migrant, item_factor};
use crate::pattern::GateWorkspace;
use crate::ruleset::{Ruleset, Says};

/// Expected counts. Which set of prevalences holds for a case is 0 for most places, 1 for mostly migrant workforces.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Counts {
    /// ln P(evidence and outcomes), summed over cases.
    pub(super) log_likelihood: f64,
    /// Per case: sum of its factors, P(regime | everything).
    pub(super) regimes: Vec<(f64, Vec<f64>)>,
    /// Per set, leaf and regime: how often the leaf was present and how often it could have been.
    pub(super) leaves: [Vec<Vec<(f64, f64)>>; 2],
    /// Per question and answer: how often it was given because the leaf was present, and how often because it says so
    /// falsely.
    pub(super) answers: Vec<Vec<(f64, f64)>>,
}

/// One answer of a case that counts.
#[derive(Debug)]
struct Told {
    question: usize,
    answer: usize,
    source: usize,
    /// How far it is believed: r for adverse answers, φ for reassuring ones.
    weight: f64,
    reassuring: bool,
    says: Says,
}

/// One way in which a case may have come about: what the sources see, and the regime.
#[derive(Debug)]
struct Way {
    weight: f64,
    regime: usize,
    /// Source classes that see.
    seeing: Vec<usize>,
    /// P(leaf), the outcome known.
    leaves: Vec<f64>,
}

/// Counts the hidden parts of all cases.
pub(super) fn expect(ruleset: &Ruleset, labelled: &Labelled) -> Counts {
    let prepared = labelled.prepared(ruleset);
    let own = prepared.assess(Strength::AS_STATED);
    let (regimes, leaves) = (ruleset.regime_count(), ruleset.leaves().len());
    let empty = || vec![vec![(0.0, 0.0); regimes]; leaves];
    let mut counts = Counts {
        log_likelihood: 0.0,
        regimes: Vec::new(),
        leaves: [empty(), empty()],
        answers: ruleset.questions().iter().map(|question| vec![(0.0, 0.0); question.answers.len()]).collect(),
    };
    for (index, (party, outcome)) in labelled.parties().iter().zip(&labelled.outcomes).enumerate() {
        let group = own.parties.get(index).map(|party| party.headline_group).unwrap_or_default();
        let items: Vec<Item> = prepared.items(index).into_iter().filter(|item| item.group == group).collect();
        let case = Case {
            ruleset,
            told: items.iter().filter_map(|item| told(ruleset, item)).collect(),
            sees: sees(ruleset, &items),
            set: usize::from(is_mostly_migrant(group, party, ruleset.source().regimes.migrant_workforce_from)),
            factors: prepared.factor_sum(index),
            outcome,
        };
        case.count(&mut counts);
    }
    counts
}

fn told(ruleset: &Ruleset, item: &Item) -> Option<Told> {
    let says = ruleset.questions().get(item.question)?.answers.get(item.answer)?.says.clone();
    let (weight, reassuring) = match item.state {
        ItemState::Open => (ruleset.sources().get(item.source)?.r_against, false),
        ItemState::Reassuring { phi } => (phi, true),
        ItemState::OpenButRepeated
        | ItemState::Closed { .. }
        | ItemState::Disbelieved { .. }
        | ItemState::Repeated
        | ItemState::Undated
        | ItemState::Recorded => return None,
    };
    (says != Says::Nothing).then_some(Told {
        question: item.question,
        answer: item.answer,
        source: item.source,
        weight,
        reassuring,
        says,
    })
}

/// P(source class sees), for the classes that say something reassuring.
fn sees(ruleset: &Ruleset, items: &[Item]) -> Vec<f64> {
    let mut sees = vec![0.0; ruleset.sources().len()];
    for item in items.iter().filter(|item| matches!(item.state, ItemState::Reassuring { .. })) {
        sees[item.source] = item.sees;
    }
    sees
}

#[derive(Debug)]
struct Case<'a> {
    ruleset: &'a Ruleset,
    told: Vec<Told>,
    sees: Vec<f64>,
    set: usize,
    factors: f64,
    outcome: &'a Outcome,
}

impl Case<'_> {
    fn count(&self, counts: &mut Counts) {
        let ways = self.ways();
        let total: f64 = ways.iter().map(|way| way.weight).sum();
        // Answers as likely as they are where their leaf is absent; the ways hold the rest.
        let falsely: f64 = self.told.iter().map(|told| libm::log(falsely(told))).sum();
        counts.log_likelihood += libm::log(total.max(f64::MIN_POSITIVE)) + falsely;
        let mut regimes = vec![0.0; self.ruleset.regime_count()];
        for way in &ways {
            let p = way.weight / total.max(f64::MIN_POSITIVE);
            regimes[way.regime] += p;
            for (k, present) in way.leaves.iter().enumerate() {
                let cell = &mut counts.leaves[self.set][k][way.regime];
                cell.0 += p * present;
                cell.1 += p;
            }
            for told in &self.told {
                let Says::Leaf { leaf, t, f } = told.says else { continue };
                let hears = !told.reassuring || way.seeing.contains(&told.source);
                // Of an answer believed in part, the part that speaks because the leaf is present.
                let spoken = told.weight * t / (told.weight * t + (1.0 - told.weight) * f);
                let because = if hears { p * way.leaves[leaf] * spoken } else { 0.0 };
                let cell = &mut counts.answers[told.question][told.answer];
                cell.0 += because;
                cell.1 += p - because;
            }
        }
        counts.regimes.push((self.factors, regimes));
    }

    /// Every way in which the case may have come about, weighed by the evidence and the outcome.
    fn ways(&self) -> Vec<Way> {
        let classes = &self.ruleset.source().regimes.classes;
        let ln_prior: Vec<f64> = classes.iter().map(|class| class.base + class.factor_weight * self.factors).collect();
        let most = ln_prior.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = ln_prior.iter().map(|ln| libm::exp(ln - most)).sum();
        let mut room = GateWorkspace::default();
        let mut ways = Vec::new();
        for (seeing, chance) in self.seeing() {
            for (regime, ln) in ln_prior.iter().enumerate() {
                let mut way = Way {
                    weight: chance * libm::exp(ln - most) / total,
                    regime,
                    seeing: seeing.clone(),
                    leaves: Vec::new(),
                };
                self.weigh(&mut way, &mut room);
                if way.weight > 0.0 {
                    ways.push(way);
                }
            }
        }
        ways
    }

    /// Evidence and outcome of one way.
    fn weigh(&self, way: &mut Way, room: &mut GateWorkspace) {
        let mut lambda = vec![1.0; self.ruleset.leaves().len()];
        for told in self.told.iter().filter(|told| !told.reassuring || way.seeing.contains(&told.source)) {
            match &told.says {
                Says::Nothing => {}
                Says::Leaf { leaf, t, f } => lambda[*leaf] *= item_factor(told.weight, t / f),
                Says::Regime(by) => way.weight *= item_factor(told.weight, by[way.regime] / by[0]),
            }
        }
        for (leaf, lambda) in self.ruleset.leaves().iter().zip(&lambda) {
            let a = if self.set == 1 { &leaf.prevalence_migrant } else { &leaf.prevalence }[way.regime];
            let (present, absent) = (a * lambda, 1.0 - a);
            match self.outcome.leaves.get(leaf.id.as_str()) {
                None => {
                    way.weight *= present + absent;
                    way.leaves.push(if present + absent > 0.0 { present / (present + absent) } else { a });
                }
                Some(true) => {
                    way.weight *= present;
                    way.leaves.push(1.0);
                }
                Some(false) => {
                    way.weight *= absent;
                    way.leaves.push(0.0);
                }
            }
        }
        self.condition_on_headline(way, room);
    }

    /// Bayes' rule for the confirmed headline: leaves are independent before it is known and no more after.
    fn condition_on_headline(&self, way: &mut Way, room: &mut GateWorkspace) {
        let mut chance = |leaves: &[f64]| {
            let p = self.headline(leaves, room);
            if self.outcome.headline { p } else { 1.0 - p }
        };
        let outcome = chance(&way.leaves);
        way.weight *= outcome;
        if outcome <= 0.0 {
            return;
        }
        let before = way.leaves.clone();
        let mut tried = before.clone();
        for k in 0..before.len() {
            if before[k] > 0.0 && before[k] < 1.0 {
                tried[k] = 1.0;
                way.leaves[k] = (before[k] * chance(&tried) / outcome).clamp(0.0, 1.0);
                tried[k] = before[k];
            }
        }
    }

    fn headline(&self, leaves: &[f64], room: &mut GateWorkspace) -> f64 {
        let headline = self.ruleset.headline();
        let indicators = self.ruleset.source().indicators.len();
        if let Some(pattern) = headline.checked_sub(indicators).and_then(|i| self.ruleset.patterns().get(i)) {
            return pattern.gate.probability_in(leaves, room);
        }
        let own = self.ruleset.leaves().iter().zip(leaves).filter(|(leaf, _)| leaf.indicator == headline);
        1.0 - own.map(|(_, p)| 1.0 - p).product::<f64>()
    }

    /// Sets of source classes that see, with their chances: nested within a family, independent between families.
    fn seeing(&self) -> Vec<(Vec<usize>, f64)> {
        let mut sets = vec![(Vec::new(), 1.0)];
        for family in 0..self.ruleset.families().len() {
            let mut classes: Vec<usize> = (0..self.sees.len())
                .filter(|&class| self.ruleset.family_of(class) == Some(family) && self.sees[class] > 0.0)
                .collect();
            if classes.is_empty() {
                continue;
            }
            classes.sort_by(|&a, &b| self.sees[b].total_cmp(&self.sees[a]).then(a.cmp(&b)));
            let mut next = Vec::new();
            for n in 0..=classes.len() {
                let upper = if n == 0 { 1.0 } else { self.sees[classes[n - 1]] };
                let lower = classes.get(n).map_or(0.0, |&class| self.sees[class]);
                if upper > lower {
                    for (set, chance) in &sets {
                        let set: Vec<usize> = set.iter().chain(&classes[..n]).copied().collect();
                        next.push((set, chance * (upper - lower)));
                    }
                }
            }
            sets = next;
        }
        sets
    }
}

/// P(answer) where its leaf is absent, or in the first regime.
fn falsely(told: &Told) -> f64 {
    match &told.says {
        Says::Nothing => 1.0,
        Says::Leaf { f, .. } => *f,
        Says::Regime(by) => by[0],
    }
}

#[cfg(test)]
mod tests;
