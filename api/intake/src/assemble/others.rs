//! Decisions about duplicates, and exchange rates.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use karvon_engine::inputs::{Merge, Rate};

use super::Assembler;
use crate::finding::{Draft, Rule};
use crate::row::Origin;
use crate::table::{self, TableKind};

impl Assembler<'_> {
    pub(super) fn merges(&mut self, rows: Vec<(Merge, Origin)>) -> Vec<Merge> {
        let mut merges = Vec::new();
        for (merge, origin) in rows {
            let ends = [(&merge.party, table::merges::SUPPLIER_ID), (&merge.same_as, table::merges::SAME_AS)];
            let unknown = ends.into_iter().find(|(id, _)| !self.parties.contains_key(*id));
            if let Some((id, field)) = unknown {
                self.findings.add(Draft::new(Rule::UnknownParty, origin.spot(Some(field))).value(id.as_str()));
                self.leave_out(TableKind::Merges);
            } else {
                merges.push(merge);
            }
        }
        merges.sort_by(|a, b| {
            (&a.party, &a.same_as, a.decided_on, &a.reason).cmp(&(&b.party, &b.same_as, b.decided_on, &b.reason))
        });
        merges.dedup();
        merges
    }

    pub(super) fn rates(&mut self, rows: Vec<(Rate, Origin)>) -> Vec<Rate> {
        let mut kept: BTreeMap<(String, NaiveDate), (Rate, Origin)> = BTreeMap::new();
        for (rate, origin) in rows {
            let key = (rate.currency.clone(), rate.date);
            match kept.get(&key) {
                None => {
                    kept.insert(key, (rate, origin));
                }
                Some((first, place)) if first.per_usd.to_bits() != rate.per_usd.to_bits() => {
                    let draft = Draft::new(Rule::ConflictingRate, origin.spot(Some(table::rates::PER_USD)));
                    let draft = draft.value(&rate.per_usd.to_string()).with("first", place.in_words());
                    self.findings.add(draft.with("other", first.per_usd));
                    self.leave_out(TableKind::Rates);
                }
                Some(_) => {}
            }
        }
        kept.into_values().map(|(rate, _)| rate).collect()
    }
}
