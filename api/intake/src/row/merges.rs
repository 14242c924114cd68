//! Rows of the merges table.

use chrono::NaiveDate;
use karvon_engine::ids::PartyId;
use karvon_engine::inputs::{Merge, MergeDecision};
use validator::Validate;

use super::guard::{Guarded, ID, TEXT, guard};
use super::{Origin, RowReader};
use crate::finding::Rule;
use crate::table::{Field, Need, merges as field};
use crate::value::word::WordList;

/// A decision as its row says.
#[derive(Clone, Debug, Validate)]
struct MergeRow {
    #[validate(length(min = 1, max = ID))]
    supplier_id: String,
    #[validate(length(min = 1, max = ID))]
    same_as: String,
    decision: MergeDecision,
    #[validate(length(max = TEXT))]
    reason: Option<String>,
    decided_on: Option<NaiveDate>,
}

impl Guarded for MergeRow {
    fn forget(&mut self, field: &str) {
        if field == "reason" {
            self.reason = None;
        }
    }
}

/// Reads the open row; `None`, with findings, if it cannot be used.
pub(crate) fn read(reader: &mut RowReader<'_>) -> Option<(Merge, Origin)> {
    let mut row = MergeRow {
        supplier_id: reader.text(field::SUPPLIER_ID).unwrap_or_default(),
        same_as: reader.text(field::SAME_AS).unwrap_or_default(),
        decision: decision(reader),
        reason: reader.text(field::REASON),
        decided_on: reader.past_date(field::DECIDED_ON),
    };
    if !reader.is_usable() {
        return None;
    }
    guard(&mut row, field::ALL, reader);
    if row.supplier_id == row.same_as {
        reader.report(Rule::SelfMerge, field::SAME_AS, Some(&row.same_as), &[]);
    }
    let merge = Merge {
        party: PartyId::new(row.supplier_id),
        same_as: PartyId::new(row.same_as),
        decision: row.decision,
        reason: row.reason,
        decided_on: row.decided_on,
    };
    reader.is_usable().then(|| (merge, reader.origin()))
}

/// What was decided; without a word, that they are one. A word that is neither makes the row useless: a wrong guess would
/// merge what was to stay apart.
fn decision(reader: &mut RowReader<'_>) -> MergeDecision {
    let field = Field { need: Need::Must, ..field::DECISION };
    let given = reader.given(field::DECISION).is_some();
    let code = given.then(|| reader.word(field, WordList::Sameness)).flatten();
    if let Some(code) = code {
        reader.note(field, code);
    }
    MergeDecision::ALL.into_iter().find(|decision| Some(decision.as_str()) == code).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use crate::test_support::{read_tables, rules};

    const SUPPLIERS: &str = "supplier_id,name,country\ns1,Mill,UZB\ns2,Mill LLC,UZB\n";

    #[test]
    fn a_merge_is_read() {
        let merges = "supplier_id,same_as,reason,decided_on\ns2,s1,same address,2026-01-05\n";
        let intake = read_tables(&[("suppliers.csv", SUPPLIERS), ("merges.csv", merges)]);
        assert_eq!(rules(&intake), Vec::<&str>::new());
        assert_eq!((intake.inputs.merges[0].party.as_str(), intake.inputs.merges[0].same_as.as_str()), ("s2", "s1"));
    }

    #[test]
    fn a_decision_keeps_two_apart_and_an_unreadable_one_is_an_error() {
        use karvon_engine::inputs::MergeDecision;
        let merges = "supplier_id,same_as,decision\ns2,s1,keep apart\ns1,s2,perhaps\ns2,s1,\n";
        let intake = read_tables(&[("suppliers.csv", SUPPLIERS), ("merges.csv", merges)]);
        let decisions: Vec<MergeDecision> = intake.inputs.merges.iter().map(|merge| merge.decision).collect();
        assert_eq!(decisions.len(), 2);
        assert!(decisions.contains(&MergeDecision::Different) && decisions.contains(&MergeDecision::Same));
        assert_eq!(rules(&intake).len(), 1);
    }

    #[test]
    fn a_merge_with_itself_or_with_nobody_is_an_error() {
        let merges = "supplier_id,same_as\ns1,s1\ns2,s9\n";
        let intake = read_tables(&[("suppliers.csv", SUPPLIERS), ("merges.csv", merges)]);
        assert_eq!((rules(&intake), intake.inputs.merges.len()), (vec!["self-merge", "unknown-party"], 0));
    }
}
