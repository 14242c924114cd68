//! What checks look at: a finished assessment and what it was made from, with look-ups.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::statement::{Catalogue, Said};
use crate::assessment::{Assessment, LinkResult, RegisterEntry};
use crate::evidence::Evidence;
use crate::ids::{EvidenceId, PartyId};
use crate::inputs::Inputs;
use crate::network::{Country, LinkKind, LinkStatus, Party};
use crate::recruitment::{Cohort, CohortCost};
use crate::ruleset::Ruleset;

/// An assessment and what it was made from.
#[derive(Debug)]
pub struct Facts<'a> {
    pub(super) assessment: &'a Assessment,
    pub(super) inputs: &'a Inputs,
    pub(super) ruleset: &'a Ruleset,
    records: BTreeMap<&'a PartyId, Vec<&'a Party>>,
    stays: BTreeMap<&'a PartyId, &'a PartyId>,
    goods: BTreeMap<&'a PartyId, BTreeSet<&'a str>>,
    evidence: BTreeMap<PartyId, Vec<&'a Evidence>>,
    statements: BTreeMap<&'a str, Vec<Statement<'a>>>,
    cohorts: Vec<(&'a Cohort, &'a CohortCost)>,
    register: BTreeMap<&'a PartyId, Vec<&'a RegisterEntry>>,
    noticed: BTreeSet<&'a EvidenceId>,
}

/// One statement of the subject.
#[derive(Clone, Debug)]
pub(super) struct Statement<'a> {
    pub(super) row: &'a Evidence,
    pub(super) said: Said,
    pub(super) on: NaiveDate,
}

impl<'a> Facts<'a> {
    /// Gathers them. Statements of a later day than the assessment are left out.
    pub fn new(assessment: &'a Assessment, inputs: &'a Inputs, ruleset: &'a Ruleset, catalogue: &'a Catalogue) -> Self {
        let stays = assessment.merged_into();
        let after_merges = |id: &'a PartyId| stays.get(id).copied().unwrap_or(id);
        let mut records: BTreeMap<&PartyId, Vec<&Party>> = BTreeMap::new();
        for party in &inputs.parties {
            records.entry(after_merges(&party.id)).or_default().push(party);
        }
        let mut goods: BTreeMap<&PartyId, BTreeSet<&str>> = BTreeMap::new();
        for party in &inputs.parties {
            goods.entry(after_merges(&party.id)).or_default().extend(party.products.iter().map(String::as_str));
        }
        for link in &assessment.links {
            if is_goods(link.kind) {
                goods.entry(&link.supplier_id).or_default().extend(link.commodity.as_deref());
            }
        }
        let as_of = assessment.manifest.as_of;
        let mut evidence: BTreeMap<PartyId, Vec<&Evidence>> = BTreeMap::new();
        for row in inputs.evidence.iter().filter(|row| row.observed_on.is_none_or(|day| day <= as_of)) {
            evidence.entry(after_merges(&row.party).clone()).or_default().push(row);
        }
        for rows in evidence.values_mut() {
            rows.sort_by(|a, b| a.id.cmp(&b.id));
        }
        let mut statements: BTreeMap<&str, Vec<Statement<'a>>> = BTreeMap::new();
        let subject = assessment.manifest.subject.as_ref();
        for row in inputs.statements.iter().filter(|row| Some(after_merges(&row.party)) == subject) {
            let Some(on) = row.observed_on.filter(|day| *day <= as_of) else { continue };
            if let Ok(Some(said)) = catalogue.read(row.question.as_str(), &row.answer) {
                statements.entry(row.question.as_str()).or_default().push(Statement { row, said, on });
            }
        }
        // The newest first; of one day by id.
        for rows in statements.values_mut() {
            rows.sort_by(|a, b| b.on.cmp(&a.on).then(a.row.id.cmp(&b.row.id)));
        }
        let mut stated: Vec<&Cohort> = inputs.cohorts.iter().collect();
        stated.sort_by(|a, b| a.id.cmp(&b.id));
        let costs: BTreeMap<_, _> = assessment.recruitment.cohorts.iter().map(|cost| (&cost.cohort_id, cost)).collect();
        let cohorts = stated.into_iter().filter_map(|cohort| Some((cohort, *costs.get(&cohort.id)?))).collect();
        let mut register: BTreeMap<&PartyId, Vec<&RegisterEntry>> = BTreeMap::new();
        for entry in &assessment.register {
            register.entry(&entry.party_id).or_default().push(entry);
        }
        let noticed = assessment.evidence_notices.iter().map(|notice| &notice.evidence).collect();
        Self { assessment, inputs, ruleset, records, stays, goods, evidence, statements, cohorts, register, noticed }
    }

    /// Day of the assessment.
    pub(super) fn as_of(&self) -> NaiveDate {
        self.assessment.manifest.as_of
    }

    /// The records of a party: its own and those that were merged into it.
    pub(super) fn records(&self, id: &PartyId) -> &[&'a Party] {
        self.records.get(id).map_or(&[], Vec::as_slice)
    }

    /// Whether one of the records of a party says that it is in a country, although the party counts as of another one.
    pub(super) fn is_said_to_be_in(&self, id: &PartyId, country: Country) -> bool {
        self.records(id).iter().any(|record| record.country == Some(country))
    }

    /// The party that a record stands for after merges.
    pub(super) fn after_merges(&self, id: &'a PartyId) -> &'a PartyId {
        self.stays.get(id).copied().unwrap_or(id)
    }

    /// HS codes of a party's products and of what it supplies.
    pub(super) fn goods(&self, id: &PartyId) -> Vec<&'a str> {
        self.goods.get(id).into_iter().flatten().copied().collect()
    }

    /// Answers about a party, by id of evidence.
    pub(super) fn evidence(&self, id: &PartyId) -> &[&'a Evidence] {
        self.evidence.get(id).map_or(&[], Vec::as_slice)
    }

    /// What the subject stated to a question, the newest first.
    pub(super) fn statements(&self, question: &str) -> &[Statement<'a>] {
        self.statements.get(question).map_or(&[], Vec::as_slice)
    }

    /// Cohorts with what they cost, by id.
    pub(super) fn cohorts(&self) -> &[(&'a Cohort, &'a CohortCost)] {
        &self.cohorts
    }

    /// Whether a cohort was recruited for a party.
    pub(super) fn has_cohort(&self, id: &PartyId) -> bool {
        self.assessment.recruitment.cohorts.iter().any(|cost| cost.employer_id == *id)
    }

    /// Links over which goods or work flow towards the subject; supply that was only imputed discloses nothing.
    pub(super) fn goods_links(&self) -> impl Iterator<Item = &'a LinkResult> {
        let everything = self.assessment.manifest.subject.is_none();
        let stated = |link: &&LinkResult| is_goods(link.kind) && link.status != LinkStatus::Imputed;
        self.assessment.links.iter().filter(stated).filter(move |link| everything || link.upstream)
    }

    /// Lines of the register about a party.
    pub(super) fn register(&self, id: &PartyId) -> &[&'a RegisterEntry] {
        self.register.get(id).map_or(&[], Vec::as_slice)
    }

    /// Whether a piece of evidence was used as it stands.
    pub(super) fn is_used(&self, id: &EvidenceId) -> bool {
        !self.noticed.contains(id)
    }

    /// The day of a piece of evidence.
    pub(super) fn day_of(&self, party: &PartyId, id: &EvidenceId) -> Option<NaiveDate> {
        self.evidence(party).iter().find(|row| row.id == *id)?.observed_on
    }
}

fn is_goods(kind: LinkKind) -> bool {
    match kind {
        LinkKind::Goods | LinkKind::Subcontract => true,
        LinkKind::Services | LinkKind::Labour | LinkKind::Ownership => false,
    }
}
