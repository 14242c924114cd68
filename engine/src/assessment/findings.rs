//! Findings in the shape of results: register, patterns, contradictions, notices.

use std::collections::BTreeMap;

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
        let mut entries: Vec<RegisterEntry> = self
            .register
            .entries
            .iter()
            .filter(|entry| self.counted.get(entry.party).is_some_and(|rows| !rows.is_empty()))
            .filter_map(|entry| {
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
                Some(RegisterEntry {
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
                })
            })
            .collect();
        entries.sort_by(|a, b| {
            let leaf = |entry: &RegisterEntry| ruleset.leaf(entry.leaf.as_str());
            a.party_id
                .cmp(&b.party_id)
                .then_with(|| leaf(a).cmp(&leaf(b)))
                .then_with(|| a.group.cmp(&b.group))
                .then_with(|| a.register_id.cmp(&b.register_id))
        });
        entries
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
        contradictions.sort();
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
        let party_of: BTreeMap<&EvidenceId, &PartyId> = self.evidence.iter().map(|row| (&row.id, &row.party)).collect();
        let named = |id: &EvidenceId| party_of.get(id).map(|party| (*party).clone());
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
    let period = period.map(|p| format!("{}/{}", p.from, p.to)).unwrap_or_default();
    let text = [party.as_str(), leaf, group.as_str(), &period].join("\u{1f}");
    crate::hex::sha256(text.as_bytes()).chars().take(16).collect()
}
