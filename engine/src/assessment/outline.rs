//! Own likelihoods of every party in the shape of results: what can be said before anything is propagated.

use chrono::NaiveDate;
use rayon::prelude::*;

use super::bands::band;
use super::evidence_index::EvidenceIndex;
use super::floors::would_hold;
use super::result::{ChannelResult, Driver, DriverKind, PartyResult};
use crate::evidence::{Evidence, Register, ScreenedLists, State};
use crate::ids::EvidenceId;
use crate::likelihood::{
    Corridor, DriverSource, LikelihoodInputs, OwnLikelihoods, PartyLikelihood, Perturbed, Prepared, Strength, logit,
};
use crate::network::{Network, Party, PartyOrigin};
use crate::planning::Asked;
use crate::recruitment::Cohort;
use crate::ruleset::{Band, Floor, Ruleset};

/// What drives the likelihood of undisclosed supply beside its goods.
pub(super) const COUNTRY_MIX: &str = "country_mix";

/// Likelihoods of every party with what they rest on.
#[derive(Debug)]
pub(super) struct Outline<'a> {
    pub(super) prepared: Prepared<'a>,
    pub(super) own: OwnLikelihoods,
    pub(super) evidence: &'a [Evidence],
    pub(super) perturbed: Perturbed,
    pub(super) register: Register,
    /// The evidence by id.
    pub(super) by_id: EvidenceIndex<'a>,
    /// Evidence of each party that was read: positions in `evidence`, sorted by id, each id once.
    pub(super) counted: Vec<Vec<u32>>,
}

/// Corridors of the cohorts of every party.
pub(super) fn corridors(network: &Network, cohorts: &[Cohort]) -> Vec<Vec<Corridor>> {
    let mut corridors = vec![Vec::new(); network.parties().len()];
    for cohort in cohorts {
        if let Some(list) = network.index_of(&cohort.employer).and_then(|i| corridors.get_mut(i)) {
            list.push(Corridor { origin: cohort.origin, destination: cohort.destination });
        }
    }
    corridors
}

impl<'a> Outline<'a> {
    /// Weighs the evidence of every party.
    pub(super) fn draw(
        network: &'a Network,
        evidence: &'a [Evidence],
        corridors: &'a [Vec<Corridor>],
        screened: &'a ScreenedLists,
        ruleset: &'a Ruleset,
        as_of: NaiveDate,
    ) -> Self {
        let prepared = Prepared::new(LikelihoodInputs { network, evidence, corridors, screened, ruleset, as_of });
        let own = prepared.assess(Strength::AS_STATED);
        let perturbed = prepared.perturbed();
        let register = prepared.register();
        let counted = (0..network.parties().len())
            .into_par_iter()
            .map(|party| {
                let mut counted = Vec::new();
                prepared.look(party, |row, _, state| {
                    if !matches!(state, State::Elsewhere | State::Undated) {
                        counted.push(row.evidence);
                    }
                });
                let id = |row: &u32| evidence.get(*row as usize).map(|row| &row.id);
                counted.sort_unstable_by(|a, b| id(a).cmp(&id(b)));
                counted.dedup_by(|a, b| id(a) == id(b));
                counted
            })
            .collect();
        Self { prepared, own, evidence, perturbed, register, by_id: EvidenceIndex::new(evidence), counted }
    }

    /// Results per party, without what needs propagation or a subject.
    pub(super) fn parties(&self, network: &Network, ruleset: &Ruleset) -> Vec<PartyResult> {
        let floors = self.floors(network, ruleset);
        let mut parties: Vec<PartyResult> = network
            .parties()
            .par_iter()
            .zip(&self.own.parties)
            .enumerate()
            .map(|(i, (party, own))| {
                let floors = floors.get(i).map_or(&[][..], Vec::as_slice);
                self.party(i, party, own, floors, ruleset)
            })
            .collect();
        for (gone, stays) in network.merged() {
            if let Some(party) = network.index_of(stays).and_then(|i| parties.get_mut(i)) {
                party.merged.push(gone.clone());
            }
        }
        parties
    }

    fn party(
        &self,
        index: usize,
        party: &Party,
        own: &PartyLikelihood,
        floors: &[&Floor],
        ruleset: &Ruleset,
    ) -> PartyResult {
        let groups = || own.channels.iter().map(|channel| channel.group);
        let likelihoods = own.channels.iter().map(|channel| channel.p);
        let banded = band(ruleset, party, likelihoods.zip(groups()), floors);
        let high = own.channels.iter().map(|channel| channel.p_high_decided);
        let banded_high = band(ruleset, party, high.zip(groups()), floors);
        let stable = |at: &dyn Fn(usize) -> f64| {
            let perturbed = (0..own.channels.len()).map(at).zip(groups());
            band(ruleset, party, perturbed, floors).band == banded.band
        };
        let headline = ruleset.headline();
        let lead = own.channels.get(headline);
        let rules = &ruleset.source().regimes;
        let number = |of: fn(&crate::likelihood::ChannelLikelihood) -> f64| lead.map(of).unwrap_or_default();
        PartyResult {
            party_id: party.id.clone(),
            name: party.name.clone(),
            country: party.country,
            kind: party.kind,
            sector: party.sector.clone(),
            workers: party.workers,
            origin: party.origin,
            merged: Vec::new(),
            undecided_lists: own.undecided.clone(),
            tier: None,
            band: banded.band,
            band_at_high: banded_high.band.max(banded.band),
            band_channel: ruleset.channels().get(banded.channel).cloned().unwrap_or_else(|| "".into()),
            band_stable: stable(&|k| self.perturbed.weaker(index, k).unwrap_or_default())
                && stable(&|k| self.perturbed.stronger(index, k).unwrap_or_default()),
            floors: floors.iter().map(|floor| floor.id.clone()).collect(),
            scored: number(|c| c.coverage) >= rules.coverage_floor || own.open_major || !floors.is_empty(),
            severity: banded.severity,
            likelihood: number(|c| c.p),
            p_low: number(|c| c.p_low),
            p_high: number(|c| c.p_high),
            p_high_decided: number(|c| c.p_high_decided),
            sigma: number(|c| c.sigma),
            coverage: number(|c| c.coverage),
            answered: number(|c| c.answered),
            regimes: own.headline().map(|group| group.regimes.clone()).unwrap_or_default(),
            leaves: own.headline().map(|group| group.leaves.clone()).unwrap_or_default(),
            worker_group: own.headline_group,
            background: own.background.get(headline).copied().unwrap_or_default(),
            leverage: None,
            reach_to_subject: None,
            reach_verified: None,
            contribution: None,
            contribution_range: None,
            top_ten: None,
            drivers: self.drivers_of(index, party, ruleset),
            gaps: own.gaps.iter().filter_map(|&f| ruleset.source().factors.get(f)).map(|f| f.id.clone()).collect(),
            channels: own
                .channels
                .iter()
                .map(|channel| ChannelResult {
                    own: channel.p,
                    p_low: channel.p_low,
                    p_high: channel.p_high,
                    coverage: channel.coverage,
                    group: channel.group,
                    inherited: 0.0,
                    total: channel.p,
                    total_verified: channel.p,
                })
                .collect(),
            evidence_count: self.counted.get(index).map_or(0, Vec::len),
        }
    }

    /// Drivers of a party; of undisclosed supply the mix of countries is one more.
    fn drivers_of(&self, index: usize, party: &Party, ruleset: &Ruleset) -> Vec<Driver> {
        let mut drivers = self.drivers(index, ruleset);
        let lead = self.own.parties.get(index).and_then(|own| own.channels.get(ruleset.headline()));
        if let (PartyOrigin::Imputed, Some(lead)) = (party.origin, lead) {
            let change = logit(lead.p) - drivers.iter().map(|driver| driver.change).sum::<f64>();
            let id = COUNTRY_MIX.to_owned();
            drivers.push(Driver { kind: DriverKind::Factor, id, answer: None, evidence: None, change });
        }
        drivers
    }

    /// Question and answer of a piece of evidence, if it could be read.
    fn answer_of(&self, id: &EvidenceId, ruleset: &Ruleset) -> Option<(String, String)> {
        let row = self.by_id.get(id)?;
        let (question, answer) = self.prepared.answer(row)?;
        let answer = ruleset.source().questions.get(question)?.answers.get(answer)?;
        Some((row.question.to_string(), answer.id.clone()))
    }

    /// Whether a row of a party was read.
    pub(super) fn counts(&self, party: usize, row: &Evidence) -> bool {
        let id = |row: &u32| self.evidence.get(*row as usize).map(|row| &row.id);
        self.counted.get(party).is_some_and(|rows| rows.binary_search_by(|found| id(found).cmp(&Some(&row.id))).is_ok())
    }

    pub(super) fn drivers(&self, party: usize, ruleset: &Ruleset) -> Vec<Driver> {
        self.named(self.prepared.drivers(&self.own, party).unwrap_or_default(), ruleset)
    }

    /// Drivers with names for indices, the prior first and then those that move most.
    pub(super) fn named(&self, drivers: Vec<crate::likelihood::Driver>, ruleset: &Ruleset) -> Vec<Driver> {
        let source = ruleset.source();
        let of_evidence = |kind, evidence: EvidenceId, change| {
            let (id, answer) = self.answer_of(&evidence, ruleset).unzip();
            Driver { kind, id: id.unwrap_or_default(), answer, evidence: Some(evidence), change }
        };
        let plain = |kind, id: &str, change| Driver { kind, id: id.to_owned(), answer: None, evidence: None, change };
        let mut drivers: Vec<Driver> = drivers
            .into_iter()
            .map(|driver| {
                let change = driver.change;
                match driver.source {
                    DriverSource::Prior => plain(DriverKind::Prior, "", change),
                    DriverSource::Factor(f) => {
                        plain(DriverKind::Factor, source.factors.get(f).map_or("", |f| f.id.as_str()), change)
                    }
                    DriverSource::Context(evidence) => of_evidence(DriverKind::Context, evidence, change),
                    DriverSource::List(list) => plain(DriverKind::List, &list, change),
                    DriverSource::Item { evidence, .. } => of_evidence(DriverKind::Answer, evidence, change),
                    DriverSource::Family(f) => {
                        plain(DriverKind::Sources, ruleset.families().get(f).map_or("", String::as_str), change)
                    }
                    DriverSource::Recruiters => plain(DriverKind::Recruiters, "", change),
                }
            })
            .collect();
        // The prior is where every place starts; what follows is ordered by how much it moved.
        drivers.sort_by(|a, b| {
            let prior = |driver: &Driver| driver.kind != DriverKind::Prior;
            prior(a).cmp(&prior(b)).then(b.change.abs().total_cmp(&a.change.abs())).then_with(|| a.id.cmp(&b.id))
        });
        drivers
    }

    /// Band of a party with other likelihoods, and with the floors that a hypothetical answer would add.
    pub(super) fn band_then(
        network: &Network,
        ruleset: &Ruleset,
        floors: &[Vec<&Floor>],
        index: usize,
        own: &PartyLikelihood,
        asked: Option<Asked<'_>>,
    ) -> Band {
        let Some(party) = network.parties().get(index) else { return Band::Low };
        let mut held: Vec<&Floor> = floors.get(index).cloned().unwrap_or_default();
        if let Some(asked) = asked {
            held.extend(ruleset.source().floors.iter().filter(|floor| would_hold(floor, asked, ruleset)));
        }
        let channels = own.channels.iter().map(|channel| (channel.p, channel.group));
        band(ruleset, party, channels, &held).band
    }
}
