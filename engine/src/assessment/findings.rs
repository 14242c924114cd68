//! Findings in the shape of results: register, patterns, contradictions, notices.

use std::collections::BTreeMap;

use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::notices::described;
use super::outline::Outline;
use super::result::{Contradiction, EvidenceNotice, RegisterEntry, RegisterStatus, RegisteredPattern};
use crate::evidence::{self, WorkerGroup};
use crate::ids::{EvidenceId, PartyId, QuestionId};
use crate::network::{Network, NetworkFinding};
use crate::ruleset::Ruleset;

impl Outline<'_> {
    /// The register with names for indices, ordered by party, leaf and group. Parties about which there is no evidence at
    /// all have no lines: everything about them is unknown, which is said once.
    pub(super) fn register(&self, network: &Network, ruleset: &Ruleset) -> Vec<RegisterEntry> {
        let affected: BTreeMap<&EvidenceId, u32> =
            self.evidence.iter().filter_map(|row| Some((&row.id, row.affected?))).collect();
        let entry = |entry: &evidence::RegisterEntry| {
            let party = network.parties().get(entry.party)?.id.clone();
            let leaf = ruleset.leaves().get(entry.leaf)?;
            let indicator = ruleset.channels().get(leaf.indicator)?.clone();
            let (status, missing) = match &entry.status {
                evidence::RegisterStatus::Observed => (RegisterStatus::Observed, Vec::new()),
                evidence::RegisterStatus::NotObserved => (RegisterStatus::NotObserved, Vec::new()),
                evidence::RegisterStatus::Unknown { missing } => {
                    (RegisterStatus::Unknown, question_ids(missing, ruleset))
                }
            };
            let result = RegisterEntry {
                register_id: register_id(&party, leaf.id.as_str(), entry.group, entry.period),
                party_id: party,
                leaf: leaf.id.clone(),
                indicator,
                class: leaf.class,
                group: entry.group,
                period: entry.period,
                status,
                affected: entry.evidence.iter().filter_map(|id| affected.get(id)).copied().max(),
                evidence: entry.evidence.clone(),
                missing,
            };
            Some((entry.leaf, result))
        };
        // Entries stand party by party, and parties in the order of their ids.
        let by_party: Vec<&[evidence::RegisterEntry]> =
            self.register.entries.chunk_by(|a, b| a.party == b.party).collect();
        by_party
            .into_par_iter()
            .filter(|entries| {
                let party = entries.first().and_then(|entry| self.counted.get(entry.party));
                party.is_some_and(|rows| !rows.is_empty())
            })
            .flat_map_iter(|entries| {
                let mut of_party: Vec<(usize, RegisterEntry)> = entries.iter().filter_map(entry).collect();
                of_party.sort_by(|(leaf, a), (other, b)| {
                    leaf.cmp(other).then_with(|| a.group.cmp(&b.group)).then_with(|| a.register_id.cmp(&b.register_id))
                });
                of_party.into_iter().map(|(_, entry)| entry)
            })
            .collect()
    }

    /// Patterns that the register supports.
    pub(super) fn registered_patterns(&self, network: &Network, ruleset: &Ruleset) -> Vec<RegisteredPattern> {
        let mut patterns: Vec<RegisteredPattern> = self
            .register
            .patterns
            .iter()
            .filter_map(|pattern| {
                let party = network.parties().get(pattern.party)?.id.clone();
                let leaves = [pattern.inv, pattern.coe].map(|leaf| ruleset.leaves().get(leaf));
                Some(RegisteredPattern {
                    party_id: party,
                    pattern: ruleset.channels().get(ruleset.headline())?.clone(),
                    group: pattern.group,
                    period: Some(pattern.period),
                    leaves: leaves.into_iter().flatten().map(|leaf| leaf.id.clone()).collect(),
                    evidence: pattern.evidence.clone(),
                })
            })
            .collect();
        patterns.sort_by(|a, b| {
            a.party_id.cmp(&b.party_id).then(a.group.cmp(&b.group)).then_with(|| a.leaves.cmp(&b.leaves))
        });
        patterns
    }

    /// Who denied what is shown, ordered.
    pub(super) fn contradictions(&self, network: &Network, ruleset: &Ruleset) -> Vec<Contradiction> {
        let mut contradictions = Vec::new();
        for (party, own) in network.parties().iter().zip(&self.own.parties) {
            for pair in &own.contradictions {
                let indicator = ruleset.channels().get(pair.indicator);
                let family = ruleset.families().get(pair.family);
                for group in &pair.groups {
                    if let (Some(indicator), Some(family)) = (indicator, family) {
                        contradictions.push(Contradiction {
                            party_id: party.id.clone(),
                            indicator: indicator.clone(),
                            group: *group,
                            family: family.clone(),
                            denies: pair.denied.clone(),
                            shows: pair.shown.clone(),
                        });
                    }
                }
            }
        }
        contradictions.par_sort_unstable();
        contradictions.dedup();
        contradictions
    }

    /// Recruiters that recruit for each other in a circle.
    pub(super) fn report_labour_cycles(&self, network: &Network, findings: &mut Vec<NetworkFinding>) {
        for members in self.prepared.labour_cycles() {
            let named = members.iter().filter_map(|&i| network.parties().get(i)).map(|party| party.id.clone());
            findings.push(NetworkFinding::LabourCycle { parties: named.collect() });
        }
    }

    /// Evidence that was not used as it stands.
    pub(super) fn notices(&self) -> Vec<EvidenceNotice> {
        let named = |id: &EvidenceId| self.by_id.get(id).map(|row| row.party.clone());
        let mut notices: Vec<EvidenceNotice> =
            self.prepared.notices().iter().map(|notice| described(notice, named)).collect();
        notices.sort();
        notices.dedup();
        notices
    }
}

fn question_ids(questions: &[usize], ruleset: &Ruleset) -> Vec<QuestionId> {
    questions.iter().filter_map(|&q| ruleset.source().questions.get(q)).map(|q| QuestionId::new(&q.id)).collect()
}

fn register_id(party: &PartyId, leaf: &str, group: WorkerGroup, period: Option<crate::evidence::Period>) -> String {
    let mut text = [party.as_str(), leaf, group.as_str(), ""].join("\u{1f}");
    if let Some(period) = period {
        crate::day::push(&mut text, period.from);
        text.push('/');
        crate::day::push(&mut text, period.to);
    }
    crate::hex::first_digits(&Sha256::digest(text), 16)
}
