//! One party recomputed step by step: three tables that add up, and the sum over what each source sees.
//!
//! The first splits the log-odds of each regime, the second the evidence on each leaf item by item, the third the
//! likelihood of the headline channel by what is added one after another.

#![expect(clippy::indexing_slicing, reason = "INVARIANT: vectors are sized by the ruleset; rows hold indices into it")]

use super::assess::{Place, Scratch};
use super::posterior::{Posterior, Workspace, channel_given};
use super::prepared::Prepared;
use super::problem::{Problem, item_factor};
use super::range::logit;
use super::result::{ChannelLikelihood, OwnLikelihoods};
use super::trace_tables::{
    ClassTerm, Driver, DriverSource, ItemTerm, LeafTrace, PartyTrace, RegimeTerm, SeeingCell, SeeingRow, TermSource,
};
use crate::evidence::{Row, State, WorkerGroup, confirmed_lists};
use crate::ids::EvidenceId;
use crate::pattern::GateWorkspace;

/// Up to this many families of sources the table over what they see is printed whole: a person recomputes it by hand.
const FAMILIES_IN_TABLE: usize = 2;

impl Prepared<'_> {
    /// The tables of one party, for the group of the headline. `own` is the run at full strength; `None` where there is no
    /// such party.
    pub fn trace(&self, own: &OwnLikelihoods, party: usize) -> Option<PartyTrace> {
        self.trace_of_group(own, party, own.parties.get(party)?.headline_group)
    }

    /// The same for any group of workers that was looked at; `None` where there is no such party or group.
    pub fn trace_of_group(&self, own: &OwnLikelihoods, party: usize, group: WorkerGroup) -> Option<PartyTrace> {
        let place = self.place(party)?;
        let known = own.parties.get(party)?;
        known.of_group(group)?;
        let mut scratch = Scratch::default();
        self.pose_group(&place, group, &known.recruiters, &self.stated, &mut scratch);
        let full = scratch.problem.clone();
        let context = self.context_terms(&place, &scratch);
        let leaves = self.leaf_traces(&place, &scratch);
        let mut steps = Steps::new(self);
        let (terms, log_odds) = self.regime_terms(party, &full, &context, &mut steps);
        let (drivers, logit) = self.driver_steps(party, &full, &context, &leaves, &mut steps);
        Some(PartyTrace {
            group,
            migrant_prevalence: full.migrant,
            terms,
            log_odds,
            leaves,
            drivers,
            logit,
            table: self.table(&full),
        })
    }

    /// The headline channel of one group with its range; `None` where there is no such party or group.
    pub fn headline_of_group(
        &self,
        own: &OwnLikelihoods,
        party: usize,
        group: WorkerGroup,
    ) -> Option<ChannelLikelihood> {
        let place = self.place(party)?;
        let known = own.parties.get(party)?;
        let of_group = known.of_group(group)?;
        let headline = self.rules.ruleset.headline();
        let lifted = (!known.undecided.is_empty()).then(|| {
            let mut scratch = Scratch::default();
            self.pose_group(&place, group, &known.recruiters, &self.stated, &mut scratch);
            let lists = known.undecided.iter();
            for list in lists.filter_map(|id| self.stated.list_ids.iter().position(|known| known == id)) {
                scratch.problem.add_list(list, &self.stated);
            }
            let Scratch { problem, workspace, posterior, .. } = &mut scratch;
            workspace.solve(problem, &self.rules, &self.stated, posterior);
            posterior.channels[headline]
        });
        Some(self.largest(&place, std::slice::from_ref(of_group), headline, lifted))
    }

    /// The last of these tables alone.
    pub(crate) fn drivers(&self, own: &OwnLikelihoods, party: usize) -> Option<Vec<Driver>> {
        let place = self.place(party)?;
        let known = own.parties.get(party)?;
        let mut scratch = Scratch::default();
        self.pose_group(&place, known.headline_group, &known.recruiters, &self.stated, &mut scratch);
        let context = self.context_terms(&place, &scratch);
        let leaves = self.leaf_traces(&place, &scratch);
        let (drivers, _) = self.driver_steps(party, &scratch.problem, &context, &leaves, &mut Steps::new(self));
        Some(drivers)
    }

    /// Adverse answers about context and confirmed lists, with their log-odds per regime.
    fn context_terms(&self, place: &Place<'_>, scratch: &Scratch) -> Vec<RegimeTerm> {
        let (tables, regimes) = (&self.stated, self.stated.regimes);
        let mut terms = Vec::new();
        for (row, state) in place.rows.rows.iter().zip(&scratch.weighed.states) {
            let Some(stated) = place.stated.of(row) else {
                continue;
            };
            if *state == State::Open && self.rules.facts(row).is_context {
                let ratios = &tables.context_ratio[row.answer as usize * regimes..][..regimes];
                let r = self.rules.class(row).r_against;
                let by_regime = ratios.iter().map(|&ratio| libm::log(item_factor(r, ratio))).collect();
                terms.push(RegimeTerm { source: TermSource::Context(stated.id.clone()), by_regime });
            }
        }
        for list in confirmed_lists(place.rows.lists) {
            let by_regime =
                tables.list_factor[list * regimes..][..regimes].iter().map(|&factor| libm::log(factor)).collect();
            terms.push(RegimeTerm { source: TermSource::List(tables.list_ids[list].clone()), by_regime });
        }
        terms
    }

    fn leaf_traces(&self, place: &Place<'_>, scratch: &Scratch) -> Vec<LeafTrace> {
        let mut traces: Vec<LeafTrace> = (0..self.stated.leaves)
            .map(|leaf| LeafTrace { leaf, ln_lambda: 0.0, adverse: Vec::new(), reassuring: Vec::new() })
            .collect();
        for (row, state) in place.rows.rows.iter().zip(&scratch.weighed.states) {
            let (Some(stated), Some(leaf)) = (place.stated.of(row), self.rules.facts(row).leaf) else {
                continue;
            };
            let trace = &mut traces[leaf];
            let source = usize::from(row.class);
            match *state {
                State::Open => {
                    let item = self.item_term(row, &stated.id, self.rules.class(row).r_against);
                    trace.ln_lambda += item.ln_lambda;
                    trace.adverse.push(item);
                }
                State::Reassuring(phi) if scratch.weighed.sees[source] > 0.0 => {
                    let item = self.item_term(row, &stated.id, phi);
                    let known = trace.reassuring.iter_mut().find(|class| class.source == source);
                    match known {
                        Some(class) => {
                            class.ln_lambda += item.ln_lambda;
                            class.items.push(item);
                        }
                        None => trace.reassuring.push(ClassTerm {
                            source,
                            sees: scratch.weighed.sees[source],
                            ln_lambda: item.ln_lambda,
                            items: vec![item],
                        }),
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
        traces.retain(|trace| !trace.adverse.is_empty() || !trace.reassuring.is_empty());
        for trace in &mut traces {
            trace.reassuring.sort_by_key(|class| class.source);
        }
        traces
    }

    fn item_term(&self, row: &Row, evidence: &EvidenceId, weight: f64) -> ItemTerm {
        let facts = self.rules.facts(row);
        let ratio = self.stated.leaf_ratio[row.answer as usize];
        ItemTerm {
            evidence: evidence.clone(),
            question: facts.question,
            answer: facts.answer,
            source: usize::from(row.class),
            weight,
            ratio,
            ln_lambda: libm::log(item_factor(weight, ratio)),
        }
    }

    fn regime_terms(
        &self,
        party: usize,
        full: &Problem,
        context: &[RegimeTerm],
        steps: &mut Steps<'_, '_>,
    ) -> (Vec<RegimeTerm>, Vec<f64>) {
        let tables = &self.stated;
        let mut terms = vec![RegimeTerm { source: TermSource::Base, by_regime: tables.base.clone() }];
        for (f, &ln_lr) in self.factors.terms(party).iter().enumerate().filter(|(_, ln_lr)| **ln_lr != 0.0) {
            let by_regime = tables.factor_weight.iter().map(|weight| weight * ln_lr).collect();
            terms.push(RegimeTerm { source: TermSource::Factor(f), by_regime });
        }
        terms.extend_from_slice(context);
        let prevalence = tables.prevalence(full.migrant);
        for (k, &adverse) in full.adverse.iter().enumerate().filter(|(_, adverse)| **adverse > 1.0) {
            let x = |z: usize| {
                let a = prevalence[z * tables.leaves + k];
                a * adverse + 1.0 - a
            };
            let by_regime = (0..tables.regimes).map(|z| libm::log(x(z) / x(0))).collect();
            terms.push(RegimeTerm { source: TermSource::Leaf(k), by_regime });
        }
        let mut before: Vec<f64> =
            (0..tables.regimes).map(|z| terms.iter().map(|term| term.by_regime[z] - term.by_regime[0]).sum()).collect();
        for (family, problem) in self.families_one_by_one(full) {
            // A regime that is all but excluded has no log-odds left in numbers; its terms then add up to what they are.
            let after: Vec<f64> = steps
                .log_odds(&problem)
                .iter()
                .zip(&before)
                .map(|(after, before)| if after.is_finite() { *after } else { *before })
                .collect();
            let by_regime = after.iter().zip(&before).map(|(after, before)| after - before).collect();
            terms.push(RegimeTerm { source: TermSource::Family(family), by_regime });
            before = after;
        }
        (terms, before)
    }

    /// The problem with the families of sources added in ruleset order, each with its index.
    fn families_one_by_one(&self, full: &Problem) -> Vec<(usize, Problem)> {
        let family = |class: &usize| self.rules.classes[*class].family;
        let mut families: Vec<usize> = full.classes.iter().map(family).collect();
        families.sort_unstable();
        families.dedup();
        families
            .into_iter()
            .map(|last| {
                let mut problem = full.clone();
                problem.classes.retain(|class| family(class) <= last);
                (last, problem)
            })
            .collect()
    }

    fn driver_steps(
        &self,
        party: usize,
        full: &Problem,
        context: &[RegimeTerm],
        leaves: &[LeafTrace],
        steps: &mut Steps<'_, '_>,
    ) -> (Vec<Driver>, f64) {
        let tables = &self.stated;
        let mut drivers = Vec::new();
        let mut step = full.clone();
        step.ln_prior.clone_from(&tables.base);
        step.adverse.fill(1.0);
        step.classes.clear();
        step.spared.clear();
        let mut now = steps.headline(&step);
        drivers.push(Driver { source: DriverSource::Prior, change: now });
        let mut add = |drivers: &mut Vec<Driver>, problem: &Problem, source: DriverSource| {
            let next = steps.headline(problem);
            drivers.push(Driver { source, change: next - now });
            now = next;
        };
        for (f, &ln_lr) in self.factors.terms(party).iter().enumerate().filter(|(_, ln_lr)| **ln_lr != 0.0) {
            for (ln_prior, weight) in step.ln_prior.iter_mut().zip(&tables.factor_weight) {
                *ln_prior += weight * ln_lr;
            }
            add(&mut drivers, &step, DriverSource::Factor(f));
        }
        for term in context {
            for (ln_prior, ln) in step.ln_prior.iter_mut().zip(&term.by_regime) {
                *ln_prior += ln;
            }
            match &term.source {
                TermSource::Context(id) => add(&mut drivers, &step, DriverSource::Context(id.clone())),
                TermSource::List(list) => add(&mut drivers, &step, DriverSource::List(list.clone())),
                TermSource::Base | TermSource::Factor(_) | TermSource::Leaf(_) | TermSource::Family(_) => {}
            }
        }
        let mut strongest: Vec<&LeafTrace> = leaves.iter().filter(|leaf| !leaf.adverse.is_empty()).collect();
        strongest.sort_by(|a, b| b.ln_lambda.total_cmp(&a.ln_lambda).then(a.leaf.cmp(&b.leaf)));
        for trace in strongest {
            step.adverse[trace.leaf] = full.adverse[trace.leaf];
            let mut whole = Vec::with_capacity(1);
            let first = DriverSource::Item { leaf: trace.leaf, evidence: trace.adverse[0].evidence.clone() };
            add(&mut whole, &step, first);
            let change: f64 = whole.iter().map(|driver| driver.change).sum();
            drivers.extend(trace.adverse.iter().map(|item| Driver {
                source: DriverSource::Item { leaf: trace.leaf, evidence: item.evidence.clone() },
                change: change * item.ln_lambda / trace.ln_lambda,
            }));
        }
        for (family, mut problem) in self.families_one_by_one(full) {
            problem.spared.clear();
            add(&mut drivers, &problem, DriverSource::Family(family));
        }
        if !full.spared.is_empty() {
            add(&mut drivers, full, DriverSource::Recruiters);
        }
        (drivers, now)
    }

    fn table(&self, full: &Problem) -> Option<Vec<SeeingRow>> {
        let tables = &self.stated;
        let mut workspace = Workspace::default();
        workspace.weigh_cells(full, &self.rules, tables);
        if workspace.families() > FAMILIES_IN_TABLE {
            return None;
        }
        let headline = self.rules.ruleset.headline();
        let mut room = GateWorkspace::default();
        let mut rows = Vec::new();
        for cell in 0..workspace.cells.len() {
            let sees = workspace.seeing(cell);
            let probability = workspace.cells[cell];
            let regimes = (0..tables.regimes)
                .map(|z| {
                    workspace.leaves_of_cell(cell, z, tables);
                    SeeingCell {
                        ln_weight: self.ln_weight(full, &sees, probability, z),
                        probability: workspace.weights[cell * tables.regimes + z],
                        leaves: workspace.now().to_vec(),
                        headline: channel_given(headline, workspace.now(), &self.rules, tables, &mut room),
                    }
                })
                .collect();
            rows.push(SeeingRow { sees, probability, regimes });
        }
        Some(rows)
    }

    /// ln W, written as it is defined.
    fn ln_weight(&self, full: &Problem, sees: &[usize], probability: f64, z: usize) -> f64 {
        let tables = &self.stated;
        let prevalence = tables.prevalence(full.migrant);
        let context: f64 = sees.iter().map(|s| libm::log(full.context[s * tables.regimes + z])).sum();
        let leaves: f64 = (0..tables.leaves)
            .map(|k| {
                let a = prevalence[z * tables.leaves + k];
                let seen: f64 = sees.iter().map(|s| full.reassuring[s * tables.leaves + k]).product();
                libm::log(a * (full.adverse[k] * seen) + 1.0 - a)
            })
            .sum();
        libm::log(probability) + full.ln_prior[z] + context + leaves
    }
}

/// Sums up the problems of a trace one after another.
struct Steps<'a, 'b> {
    prepared: &'a Prepared<'b>,
    workspace: Workspace,
    posterior: Posterior,
}

impl<'a, 'b> Steps<'a, 'b> {
    fn new(prepared: &'a Prepared<'b>) -> Self {
        Self { prepared, workspace: Workspace::default(), posterior: Posterior::default() }
    }

    /// Log-odds of the regimes against the first.
    fn log_odds(&mut self, problem: &Problem) -> Vec<f64> {
        self.workspace.solve(problem, &self.prepared.rules, &self.prepared.stated, &mut self.posterior);
        let first = self.posterior.regimes[0];
        self.posterior.regimes.iter().map(|p| libm::log(p / first)).collect()
    }

    /// Log-odds of the headline channel.
    fn headline(&mut self, problem: &Problem) -> f64 {
        let Self { prepared, workspace, posterior } = self;
        let headline = prepared.rules.ruleset.headline();
        logit(workspace.channel(headline, problem, &prepared.rules, &prepared.stated, posterior))
    }
}
