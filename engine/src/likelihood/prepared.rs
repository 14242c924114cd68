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
    AnswerFacts, Evidence, EvidenceNotice, EvidenceRules, Item, KnownMatch, ListMatch, PartyRows, Register,
    ResolvedEvidence, Row, ScreenedLists, State, Stated, Weighed, groups_named, items, register_group,
};
use crate::ids::EvidenceId;
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
    /// What screening against lists found.
    pub screened: &'a ScreenedLists,
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
    /// Per party with any: its matches with lists; sorted by party.
    pub(super) matches: Vec<(usize, Vec<KnownMatch>)>,
    pub(super) stated: Tables,
    notices: Vec<EvidenceNotice>,
}

impl<'a> Prepared<'a> {
    /// Resolves and looks up everything that does not depend on the strength of a run.
    pub fn new(inputs: LikelihoodInputs<'a>) -> Self {
        let LikelihoodInputs { network, evidence, corridors, screened, ruleset, as_of } = inputs;
        let rules = EvidenceRules::new(ruleset, as_of).with_lists(&screened.named);
        let stated = Tables::new(&rules, Strength::AS_STATED);
        let mut resolved = ResolvedEvidence::new(network, evidence, &rules);
        let mut notices = std::mem::take(&mut resolved.notices);
        let matches = known_matches(network, &screened.matches, ruleset, &mut notices);
        notices.sort();
        notices.dedup();
        Self {
            network,
            evidence,
            resolved,
            factors: Factors::new(network, corridors, ruleset),
            labour: LabourLinks::new(network),
            applicability: Applicability::new(network, &rules, &stated),
            matches,
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
        let mut weighed = Weighed::default();
        let mut found = Vec::new();
        for group in groups_named(place.rows.rows) {
            weighed.weigh(place.party, place.rows, group, &self.rules);
            found.extend(items(place.rows, &weighed, place.stated, &self.rules));
        }
        found
    }

    /// Calls `told` with every row of a party, what its answer means and what became of it, in every group of workers that
    /// was looked at.
    pub(crate) fn look(&self, party: usize, mut told: impl FnMut(&Row, &AnswerFacts, State)) {
        let Some(place) = self.place(party) else {
            return;
        };
        let mut weighed = Weighed::default();
        for group in groups_named(place.rows.rows) {
            weighed.weigh(place.party, place.rows, group, &self.rules);
            for (row, state) in place.rows.rows.iter().zip(&weighed.states) {
                told(row, self.rules.facts(row), *state);
            }
        }
    }

    /// Question and answer of a row of evidence; `None` where it cannot be read or says nothing.
    pub(crate) fn answer(&self, row: &Evidence) -> Option<(usize, usize)> {
        let table = &self.rules.table;
        let answer = table.read(self.rules.ruleset, table.question(row.question.as_str())?, &row.answer).ok()??;
        let facts = table.facts().get(answer as usize)?;
        Some((facts.question, facts.answer))
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
                let mut weighed = Weighed::default();
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

    /// How a match of a party with a list was decided: whether it is confirmed, and by which row of evidence; `None` while
    /// it is undecided.
    pub fn list_decision(&self, party: usize, found: &ListMatch) -> Option<(bool, EvidenceId)> {
        let known = KnownMatch::new(found, self.rules.ruleset)?;
        let row = known.decided(self.resolved.of(party).lists)?;
        Some((row.confirmed, self.evidence.get(row.evidence)?.id.clone()))
    }

    /// The matches of a party with lists.
    pub(super) fn matches_of(&self, party: usize) -> &[KnownMatch] {
        let found = self.matches.binary_search_by_key(&party, |(party, _)| *party).ok();
        found.and_then(|found| self.matches.get(found)).map_or(&[], |(_, matches)| matches.as_slice())
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

fn known_matches(
    network: &Network,
    matches: &[Vec<ListMatch>],
    ruleset: &Ruleset,
    notices: &mut Vec<EvidenceNotice>,
) -> Vec<(usize, Vec<KnownMatch>)> {
    let mut found = Vec::new();
    for (i, (party, matches)) in network.parties().iter().zip(matches).enumerate() {
        let mut known = Vec::new();
        for stated in matches {
            if let Some(stated) = KnownMatch::new(stated, ruleset) {
                known.push(stated);
            } else {
                let (party, list) = (party.id.clone(), stated.list.clone());
                notices.push(EvidenceNotice::UnknownUndecidedList { party, list });
            }
        }
        if !known.is_empty() {
            found.push((i, known));
        }
    }
    found
}
