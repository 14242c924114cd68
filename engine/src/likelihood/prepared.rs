//! An assessment's inputs made ready once: rows resolved, factors looked up, questions counted, recruiters put in order.
//! Every run, trace, register and hypothesis starts from here.

use chrono::NaiveDate;
use rayon::prelude::*;

use super::assess::{Place, Scratch};
use super::coverage::Applicability;
use super::prior::Factors;
use super::recruiters::LabourLinks;
use super::result::{OwnLikelihoods, Perturbed, RecruiterPart};
use super::tables::{Strength, Tables};
use crate::evidence::{
    Evidence, EvidenceNotice, EvidenceRules, Item, PartyRows, Register, ResolvedEvidence, Stated, groups_named, items,
    list_index, register_group,
};
use crate::network::{Country, Network};
use crate::ruleset::Ruleset;

/// Where a cohort of workers comes from and where it works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Corridor {
    /// Origin; `None` where unknown.
    pub origin: Option<Country>,
    /// Destination; `None` where unknown.
    pub destination: Option<Country>,
}

/// What own likelihoods are worked out from.
#[derive(Clone, Copy, Debug)]
pub struct LikelihoodInputs<'a> {
    /// Parties and links. Rows about merged parties must already name the party that stays.
    pub network: &'a Network,
    /// Rows in any order; the order never matters.
    pub evidence: &'a [Evidence],
    /// Per party of the network: the corridors of its cohorts; a party beyond the end has none.
    pub corridors: &'a [Vec<Corridor>],
    /// Per party of the network: ids of lists with an undecided match; a party beyond the end has none.
    pub undecided: &'a [Vec<String>],
    /// The ruleset.
    pub ruleset: &'a Ruleset,
    /// The day of the assessment.
    pub as_of: NaiveDate,
}

/// Works out the own likelihood of every party. Results do not depend on the order of evidence or on threads.
pub fn assess_parties(inputs: LikelihoodInputs<'_>, strength: Strength) -> OwnLikelihoods {
    Prepared::new(inputs).assess(strength)
}

/// Inputs made ready.
#[derive(Debug)]
pub struct Prepared<'a> {
    pub(super) network: &'a Network,
    pub(super) evidence: &'a [Evidence],
    pub(super) rules: EvidenceRules<'a>,
    pub(super) resolved: ResolvedEvidence,
    pub(super) factors: Factors,
    pub(super) labour: LabourLinks,
    pub(super) applicability: Applicability,
    /// Per party with any: indices of the lists with an undecided match; sorted by party.
    pub(super) undecided: Vec<(usize, Vec<usize>)>,
    pub(super) stated: Tables,
    notices: Vec<EvidenceNotice>,
}

impl<'a> Prepared<'a> {
    /// Resolves and looks up everything that does not depend on the strength of a run.
    pub fn new(inputs: LikelihoodInputs<'a>) -> Self {
        let LikelihoodInputs { network, evidence, corridors, undecided, ruleset, as_of } = inputs;
        let rules = EvidenceRules::new(ruleset, as_of);
        let stated = Tables::new(&rules, Strength::AS_STATED);
        let mut resolved = ResolvedEvidence::new(network, evidence, &rules);
        let mut notices = std::mem::take(&mut resolved.notices);
        let undecided = find_undecided(network, undecided, ruleset, &mut notices);
        notices.sort();
        notices.dedup();
        Self {
            network,
            evidence,
            resolved,
            factors: Factors::new(network, corridors, ruleset),
            labour: LabourLinks::new(network),
            applicability: Applicability::new(network, &rules, &stated),
            undecided,
            stated,
            rules,
            notices,
        }
    }

    /// What was said about rows instead of using them, or beside it; sorted.
    pub fn notices(&self) -> &[EvidenceNotice] {
        &self.notices
    }

    /// Parties (by index) that recruit for each other in a circle: these labour links carry nothing.
    pub fn labour_cycles(&self) -> &[Vec<usize>] {
        &self.labour.cycles
    }

    /// Own likelihoods of all parties.
    pub fn assess(&self, strength: Strength) -> OwnLikelihoods {
        let run = |tables: &Tables| {
            self.sweep(|place, recruiters, scratch| {
                let party = self.party_likelihood(&place, recruiters, tables, scratch);
                let carries = party.carried.clone();
                (party, carries)
            })
        };
        let parties =
            if strength == Strength::AS_STATED { run(&self.stated) } else { run(&Tables::new(&self.rules, strength)) };
        OwnLikelihoods { parties }
    }

    /// Own likelihoods with the log-ratios of factors, answers and lists times 1 ∓ the ruleset's perturbation: whether a
    /// band survives both says whether it is stable.
    pub fn perturbed(&self) -> Perturbed {
        let by = self.rules.ruleset.source().regimes.band_perturbation;
        let run = |factor: f64| -> Vec<f64> {
            let tables = Tables::new(&self.rules, Strength::scaled(factor));
            self.sweep(|place, recruiters, scratch| self.channels_only(&place, &recruiters, &tables, scratch)).concat()
        };
        Perturbed { channels: self.stated.channels, weaker: run(1.0 - by), stronger: run(1.0 + by) }
    }

    /// Every row of a party in every group of workers that was looked at, with what it is worth there; empty where there
    /// is no such party.
    pub fn items(&self, party: usize) -> Vec<Item> {
        let Some(place) = self.place(party) else {
            return Vec::new();
        };
        let mut weighed = crate::evidence::Weighed::default();
        let mut found = Vec::new();
        for group in groups_named(place.rows.rows) {
            weighed.weigh(place.party, place.rows, group, &self.rules);
            found.extend(items(place.rows, &weighed, place.stated, &self.rules));
        }
        found
    }

    /// The register of all parties.
    pub fn register(&self) -> Register {
        let ruleset = self.rules.ruleset;
        let mut questions_of = vec![Vec::new(); ruleset.leaves().len()];
        for (q, question) in ruleset.questions().iter().enumerate() {
            let told = question.leaf.filter(|_| question.information > 0.0);
            if let Some(of) = told.and_then(|leaf| questions_of.get_mut(leaf)) {
                of.push(q);
            }
        }
        let by_party: Vec<Register> = (0..self.network.parties().len())
            .into_par_iter()
            .filter_map(|party| self.place(party))
            .map(|place| {
                let mut register = Register::default();
                let mut weighed = crate::evidence::Weighed::default();
                for group in groups_named(place.rows.rows) {
                    weighed.weigh(place.party, place.rows, group, &self.rules);
                    let of = (place.index, place.party);
                    let rules = (&self.rules, questions_of.as_slice());
                    register_group(&mut register, of, place.rows, &weighed, place.stated, rules);
                }
                register
            })
            .collect();
        let mut all = Register::default();
        for register in by_party {
            all.entries.extend(register.entries);
            all.patterns.extend(register.patterns);
        }
        all
    }

    pub(super) fn place(&self, party: usize) -> Option<Place<'_>> {
        self.place_with(party, self.resolved.of(party), Stated { base: self.evidence, further: &[] })
    }

    pub(super) fn place_with<'b>(&'b self, index: usize, rows: PartyRows<'b>, stated: Stated<'b>) -> Option<Place<'b>> {
        let party = self.network.parties().get(index)?;
        Some(Place { index, party, rows, stated })
    }

    /// Indices of the lists with an undecided match.
    pub(super) fn undecided_of(&self, party: usize) -> &[usize] {
        let found = self.undecided.binary_search_by_key(&party, |(party, _)| *party).ok();
        found.and_then(|found| self.undecided.get(found)).map_or(&[], |(_, lists)| lists.as_slice())
    }

    /// Runs over all parties, recruiters before those they recruit for. `each` takes a party with what its recruiters
    /// bring, and gives a result and what the party carries to its employers.
    fn sweep<T: Send>(
        &self,
        each: impl Fn(Place<'_>, Vec<RecruiterPart>, &mut Scratch) -> (T, Vec<f64>) + Sync,
    ) -> Vec<T> {
        let count = self.network.parties().len();
        let mut carried: Vec<Vec<f64>> = vec![Vec::new(); count];
        let mut results: Vec<Option<T>> = std::iter::repeat_with(|| None).take(count).collect();
        for step in &self.labour.steps {
            let done: Vec<(T, Vec<f64>)> = step
                .par_iter()
                .filter_map(|&party| self.place(party))
                .map_init(Scratch::default, |scratch, place| {
                    let recruiters = self.recruiter_parts(place.index, |recruiter| carried.get(recruiter));
                    each(place, recruiters, scratch)
                })
                .collect();
            for (&party, (result, carries)) in step.iter().zip(done) {
                if let (Some(slot), Some(of)) = (results.get_mut(party), carried.get_mut(party)) {
                    *slot = Some(result);
                    *of = carries;
                }
            }
        }
        results.into_iter().flatten().collect()
    }
}

fn find_undecided(
    network: &Network,
    undecided: &[Vec<String>],
    ruleset: &Ruleset,
    notices: &mut Vec<EvidenceNotice>,
) -> Vec<(usize, Vec<usize>)> {
    let mut found = Vec::new();
    for (i, (party, lists)) in network.parties().iter().zip(undecided).enumerate() {
        let mut known = Vec::new();
        for list in lists {
            if let Some(list) = list_index(ruleset, list) {
                known.push(list);
            } else {
                let (party, list) = (party.id.clone(), list.clone());
                notices.push(EvidenceNotice::UnknownUndecidedList { party, list });
            }
        }
        known.sort_unstable();
        known.dedup();
        if !known.is_empty() {
            found.push((i, known));
        }
    }
    found
}
