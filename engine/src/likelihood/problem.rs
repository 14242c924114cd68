//! Everything that the sums for one party and one group of workers need, as numbers.

#![expect(clippy::indexing_slicing, reason = "INVARIANT: vectors are sized by the ruleset; rows hold indices into it")]

use super::tables::Tables;
use crate::evidence::{EvidenceRules, PartyRows, State, Weighed, WorkerGroup};
use crate::network::Party;

/// Beyond this a leaf is as good as certain, and larger products would leave the range of numbers.
const MOST_EVIDENCE: f64 = 1e100;

/// One party and group of workers. Numbers of a source class that says nothing reassuring are 1.
#[derive(Clone, Debug, Default)]
pub(crate) struct Problem {
    /// A: log-odds of each regime from base, factors, adverse context and confirmed lists.
    pub ln_prior: Vec<f64>,
    /// Λ of each leaf: product over its open adverse rows, at least 1.
    pub adverse: Vec<f64>,
    /// λ by source class and leaf, class-major, at most 1.
    pub reassuring: Vec<f64>,
    /// λ by source class and regime, class-major, at most 1.
    pub context: Vec<f64>,
    /// Source classes with something reassuring that see anything at all, rising.
    pub classes: Vec<usize>,
    /// P(class sees).
    pub sees: Vec<f64>,
    /// Whether the prevalences of mostly migrant workforces hold.
    pub migrant: bool,
    /// P(no recruiter brings leaf k); empty where none brings anything.
    pub spared: Vec<f64>,
}

impl Problem {
    /// Base and factors only: what is known before anyone looks.
    pub(crate) fn reset(&mut self, tables: &Tables, factor_sum: f64, migrant: bool) {
        self.ln_prior.clear();
        let strength = tables.strength.factor();
        self.ln_prior.extend(
            tables.base.iter().zip(&tables.factor_weight).map(|(base, weight)| base + weight * strength * factor_sum),
        );
        self.adverse.clear();
        self.adverse.resize(tables.leaves, 1.0);
        for class in self.classes.drain(..) {
            self.reassuring[class * tables.leaves..(class + 1) * tables.leaves].fill(1.0);
            self.context[class * tables.regimes..(class + 1) * tables.regimes].fill(1.0);
        }
        self.migrant = migrant;
        self.spared.clear();
    }

    /// Adds the rows as they were weighed.
    pub(crate) fn add_rows(
        &mut self,
        rows: PartyRows<'_>,
        weighed: &Weighed,
        rules: &EvidenceRules<'_>,
        tables: &Tables,
    ) {
        self.sees.clear();
        self.sees.extend_from_slice(&weighed.sees);
        self.reassuring.resize(weighed.sees.len() * tables.leaves, 1.0);
        self.context.resize(weighed.sees.len() * tables.regimes, 1.0);
        for (row, state) in rows.rows.iter().zip(&weighed.states) {
            let (answer, class) = (row.answer as usize, usize::from(row.class));
            let facts = rules.facts(row);
            match *state {
                State::Open => {
                    let r = rules.class(row).r_against;
                    if let Some(leaf) = facts.leaf {
                        let lambda = item_factor(r, tables.leaf_ratio[answer]);
                        self.adverse[leaf] = (self.adverse[leaf] * lambda).min(MOST_EVIDENCE);
                    } else {
                        for (z, ln_prior) in self.ln_prior.iter_mut().enumerate() {
                            *ln_prior += libm::log(item_factor(r, tables.context_ratio[answer * tables.regimes + z]));
                        }
                    }
                }
                State::Reassuring(phi) if weighed.sees[class] > 0.0 => {
                    if let Err(place) = self.classes.binary_search(&class) {
                        self.classes.insert(place, class);
                    }
                    if let Some(leaf) = facts.leaf {
                        self.reassuring[class * tables.leaves + leaf] *= item_factor(phi, tables.leaf_ratio[answer]);
                    } else {
                        for z in 0..tables.regimes {
                            self.context[class * tables.regimes + z] *=
                                item_factor(phi, tables.context_ratio[answer * tables.regimes + z]);
                        }
                    }
                }
                State::Elsewhere
                | State::Recorded(_)
                | State::Undated
                | State::Repeated(_)
                | State::OpenAgain
                | State::Closed(_)
                | State::Reassuring(_)
                | State::Disbelieved(_) => {}
            }
        }
    }

    /// Adds a confirmed list match, by the index of the list.
    pub(crate) fn add_list(&mut self, list: usize, tables: &Tables) {
        for (z, ln_prior) in self.ln_prior.iter_mut().enumerate() {
            *ln_prior += libm::log(tables.list_factor[list * tables.regimes + z]);
        }
    }
}

/// λ = 1 + weight·(ratio − 1): a likelihood ratio believed in part.
pub(crate) fn item_factor(weight: f64, ratio: f64) -> f64 {
    1.0 + weight * (ratio - 1.0)
}

/// Whether the prevalences of mostly migrant workforces hold for a group at a party.
pub(crate) fn is_migrant(group: WorkerGroup, party: &Party, rules: &EvidenceRules<'_>) -> bool {
    is_mostly_migrant(group, party, rules.ruleset.source().regimes.migrant_workforce_from)
}

/// The same from the share of migrants that the ruleset names.
pub(crate) fn is_mostly_migrant(group: WorkerGroup, party: &Party, from: f64) -> bool {
    match group {
        WorkerGroup::Migrant | WorkerGroup::Agency => true,
        WorkerGroup::All
        | WorkerGroup::Domestic
        | WorkerGroup::InternalMigrant
        | WorkerGroup::Irregular
        | WorkerGroup::Mobilised
        | WorkerGroup::Seasonal
        | WorkerGroup::Women
        | WorkerGroup::Young => party.migrant_share.is_some_and(|share| share >= from),
    }
}

/// Whether what recruiters bring reaches a group.
pub(crate) fn meets_recruiters(group: WorkerGroup) -> bool {
    match group {
        WorkerGroup::All | WorkerGroup::Migrant | WorkerGroup::InternalMigrant | WorkerGroup::Agency => true,
        WorkerGroup::Domestic
        | WorkerGroup::Irregular
        | WorkerGroup::Mobilised
        | WorkerGroup::Seasonal
        | WorkerGroup::Women
        | WorkerGroup::Young => false,
    }
}
