//! Evidence: about known parties, each piece once, closures of what there is.

use std::collections::HashSet;

use karvon_engine::evidence::Evidence;
use karvon_engine::ids::{EvidenceId, PartyId};

use super::Assembler;
use crate::finding::{Draft, Rule};
use crate::provenance::Place;
use crate::row::Origin;
use crate::table::{self, TableKind};

impl Assembler<'_> {
    /// Evidence, each piece once, by id.
    pub(super) fn answers(&mut self, rows: Vec<(Vec<Evidence>, Origin)>) -> Vec<Evidence> {
        let mut found: Vec<Option<(Evidence, Origin)>> = Vec::with_capacity(rows.len());
        let references = references(&rows);
        // Rows about one party mostly stand together.
        let mut last: Option<PartyId> = None;
        for (pieces, origin) in rows {
            let Some(first) = pieces.first() else {
                continue;
            };
            if last.as_ref() != Some(&first.party) {
                if !self.parties.contains_key(&first.party) {
                    let spot = origin.spot(Some(table::answers::SUPPLIER_ID));
                    self.findings.add(Draft::new(Rule::UnknownParty, spot).value(first.party.as_str()));
                    self.leave_out(TableKind::Answers);
                    continue;
                }
                last = Some(first.party.clone());
            }
            if let Some(closes) = first.closes.as_ref().filter(|closes| !references.contains(*closes)) {
                let spot = origin.spot(Some(table::answers::CLOSES));
                self.findings.add(Draft::new(Rule::ClosesUnknown, spot).value(closes));
            }
            found.extend(pieces.into_iter().map(|evidence| Some((evidence, origin.clone()))));
        }
        self.once_each(found)
    }

    /// Sorts by id and keeps the first of equal pieces; says where the others stand.
    fn once_each(&mut self, mut found: Vec<Option<(Evidence, Origin)>>) -> Vec<Evidence> {
        let field = table::answers::ANSWER;
        let mut kept: Vec<Evidence> = Vec::with_capacity(found.len());
        let mut places: Vec<(EvidenceId, Vec<Place>)> = Vec::with_capacity(found.len());
        for at in order(&found) {
            let Some((evidence, origin)) = found.get_mut(at).and_then(Option::take) else { continue };
            let place = origin.place(Some(field));
            match places.last_mut() {
                Some((id, places)) if *id == evidence.id => {
                    if let Some(first) = places.first() {
                        let draft = Draft::new(Rule::RepeatedAnswer, origin.spot(Some(field)));
                        self.findings.add(draft.with("first", format!("{} ({})", first.row, first.file)));
                    }
                    places.push(place);
                }
                Some(_) | None => {
                    places.push((evidence.id.clone(), vec![place]));
                    kept.push(evidence);
                }
            }
        }
        // In their order, which fills the map without a search.
        self.provenance.evidence.append(&mut places.into_iter().collect());
        kept
    }
}

/// What closures may refer to; looked for only where there is a closure.
fn references(rows: &[(Vec<Evidence>, Origin)]) -> HashSet<String> {
    let pieces = || rows.iter().flat_map(|(pieces, _)| pieces);
    if pieces().all(|evidence| evidence.closes.is_none()) {
        return HashSet::new();
    }
    pieces().filter_map(|evidence| evidence.reference.clone()).collect()
}

/// Positions in the order of ids, of equal ones in the order of rows. The beginning of an id, which nearly always tells,
/// is compared as a number.
fn order(found: &[Option<(Evidence, Origin)>]) -> Vec<usize> {
    let id = |at: usize| found.get(at).and_then(Option::as_ref).map(|(evidence, _)| &evidence.id);
    let mut order: Vec<(u128, usize)> = (0..found.len()).map(|at| (id(at).map_or(0, beginning), at)).collect();
    order.sort_unstable_by(|a, b| a.0.cmp(&b.0).then_with(|| id(a.1).cmp(&id(b.1))).then_with(|| a.1.cmp(&b.1)));
    order.into_iter().map(|(_, at)| at).collect()
}

/// The first sixteen bytes as a number of the same order.
fn beginning(id: &EvidenceId) -> u128 {
    let mut bytes = [0; 16];
    bytes.iter_mut().zip(id.as_str().bytes()).for_each(|(into, byte)| *into = byte);
    u128::from_be_bytes(bytes)
}
