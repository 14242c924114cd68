//! Evidence: about known parties, each piece once, closures of what there is.

use std::collections::{BTreeMap, HashSet};

use karvon_engine::evidence::Evidence;
use karvon_engine::ids::EvidenceId;

use super::Assembler;
use crate::finding::{Draft, Rule};
use crate::row::Origin;
use crate::table::{self, TableKind};

impl Assembler<'_> {
    /// Evidence, each piece once, by id.
    pub(super) fn answers(&mut self, rows: Vec<(Vec<Evidence>, Origin)>) -> Vec<Evidence> {
        let references: HashSet<String> =
            rows.iter().flat_map(|(pieces, _)| pieces).filter_map(|evidence| evidence.reference.clone()).collect();
        let mut kept: BTreeMap<EvidenceId, Evidence> = BTreeMap::new();
        let field = table::answers::ANSWER;
        for (pieces, origin) in rows {
            let Some(first) = pieces.first() else {
                continue;
            };
            if !self.parties.contains_key(&first.party) {
                let spot = origin.spot(Some(table::answers::SUPPLIER_ID));
                self.findings.add(Draft::new(Rule::UnknownParty, spot).value(first.party.as_str()));
                self.leave_out(TableKind::Answers);
                continue;
            }
            if let Some(closes) = first.closes.as_ref().filter(|closes| !references.contains(*closes)) {
                let spot = origin.spot(Some(table::answers::CLOSES));
                self.findings.add(Draft::new(Rule::ClosesUnknown, spot).value(closes));
            }
            for evidence in pieces {
                let places = self.provenance.evidence.entry(evidence.id.clone()).or_default();
                if let Some(first) = places.first() {
                    let draft = Draft::new(Rule::RepeatedAnswer, origin.spot(Some(field)));
                    self.findings.add(draft.with("first", format!("{} ({})", first.row, first.file)));
                }
                places.push(origin.place(Some(field)));
                kept.entry(evidence.id.clone()).or_insert(evidence);
            }
        }
        kept.into_values().collect()
    }
}
