//! Cohorts: several rows of a file, one for each fee, are one record with a list of fees.

use std::collections::{BTreeMap, HashMap};

use karvon_intake::{Fields, TableKind};
use serde_json::Value;

use super::compare::{Absence, absent};
use super::known::Known;
use super::rows::{Candidate, Outcome, Read};
use crate::services::rows::FEE_FIELDS;

/// The list of fees of a record.
pub(super) const FEES: &str = "fees";

/// The rows of one cohort.
#[derive(Debug, Default)]
struct Group {
    /// Positions of the good ones.
    good: Vec<usize>,
    has_broken: bool,
}

/// Compares the rows of cohorts; gives the keys that are absent. The first good row of a cohort holds the whole record from now on.
/// `present` gives the fields of the records by key, `given` the fields that the sheet of a row has a column for.
pub(super) fn by_cohort<'a>(
    rows: &mut [&mut Candidate],
    known: &[Known],
    present: &HashMap<String, Fields>,
    given: impl Fn(usize) -> &'a [&'static str],
    absence: Absence,
) -> Vec<String> {
    let mut groups: BTreeMap<String, Group> = BTreeMap::new();
    let mut is_sure = true;
    for (position, row) in rows.iter_mut().enumerate() {
        let Some(id) = row.read.id.clone() else {
            is_sure = false;
            continue;
        };
        row.key.clone_from(&id);
        let group = groups.entry(id).or_default();
        if row.is_good() {
            group.good.push(position);
        } else if row.outcome == Outcome::Broken {
            group.has_broken = true;
        }
    }
    let records: HashMap<&str, &Known> = known.iter().map(|known| (known.key.as_str(), known)).collect();
    for (id, group) in &groups {
        let good: Vec<&Candidate> = group.good.iter().filter_map(|at| rows.get(*at)).map(|row| &**row).collect();
        let Some(first) = good.first() else { continue };
        // A fee that is only broken here has not gone.
        let keep_others = absence == Absence::Ignored || group.has_broken;
        let record = record(&good, present.get(id), given(first.sheet), keep_others);
        let read = Read::new(TableKind::Recruitment, record);
        let outcome = match (records.get(id.as_str()), present.get(id)) {
            (Some(known), Some(present)) if known.valid == read.valid && same(present, &read) => Outcome::Unchanged,
            (Some(_), _) => Outcome::Changed,
            (None, _) => Outcome::New,
        };
        for at in &group.good {
            if let Some(row) = rows.get_mut(*at) {
                row.outcome = outcome;
            }
        }
        if let Some(row) = group.good.first().and_then(|at| rows.get_mut(*at)) {
            row.read = read;
        }
    }
    absent(known, absence, is_sure, |known| !groups.contains_key(&known.key))
}

/// The record that rows of one cohort come to.
fn record(rows: &[&Candidate], present: Option<&Fields>, given: &[&str], keep_others: bool) -> Fields {
    let mut record = Fields::new();
    let mut fees: Vec<Value> = Vec::new();
    for fields in rows.iter().filter_map(|row| row.read.values()) {
        let (fee, shared): (Fields, Fields) =
            fields.into_iter().partition(|(name, _)| FEE_FIELDS.contains(&name.as_str()));
        if !fee.is_empty() {
            fees.push(Value::Object(fee));
        }
        for (name, value) in shared {
            record.entry(name).or_insert(value);
        }
    }
    if let Some(present) = present {
        // Of what there is no column for nothing was said.
        for (name, value) in present.iter().filter(|(name, _)| *name != FEES && !given.contains(&name.as_str())) {
            record.entry(name.clone()).or_insert_with(|| value.clone());
        }
        if keep_others {
            let others = fees_of(present)
                .filter(|fee| fees.iter().all(|own| category(own) != category(fee) || is_unlike(own, fee)));
            let others: Vec<Value> = others.cloned().collect();
            fees.extend(others);
        }
    }
    sort(&mut fees);
    record.insert(FEES.to_owned(), Value::Array(fees));
    record
}

/// Whether two fees without a category are different ones.
fn is_unlike(one: &Value, other: &Value) -> bool {
    category(one).is_none() && one != other
}

/// Whether a record says what a reading says, whatever the order of the fees.
fn same(present: &Fields, read: &Read) -> bool {
    let mut present = present.clone();
    if let Some(Value::Array(fees)) = present.get_mut(FEES) {
        sort(fees);
    }
    let present = Value::Object(present).to_string();
    present == read.fields
}

fn fees_of(record: &Fields) -> impl Iterator<Item = &Value> {
    record.get(FEES).and_then(Value::as_array).into_iter().flatten()
}

fn category(fee: &Value) -> Option<&str> {
    fee.get("fee_category").and_then(Value::as_str)
}

fn sort(fees: &mut [Value]) {
    fees.sort_by_cached_key(|fee| (category(fee).map(str::to_owned), fee.to_string()));
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const COLUMNS: [&str; 5] = ["cohort_id", "employer_id", "workers", "fee_category", "fee_per_worker"];

    fn row(fee: &str, amount: i64) -> Candidate {
        let fields = json!({"cohort_id": "c1", "employer_id": "s1", "fee_category": fee, "fee_per_worker": amount});
        let read = Read::new(TableKind::Recruitment, fields.as_object().unwrap().clone());
        Candidate { sheet: 0, row: 2, read, key: String::new(), outcome: Outcome::New }
    }

    /// What becomes of rows beside one record.
    fn compared(rows: &mut [Candidate], present: Option<&Value>, absence: Absence) -> (Vec<Outcome>, Value) {
        let fields: HashMap<String, Fields> =
            present.iter().map(|present| ("c1".to_owned(), present.as_object().unwrap().clone())).collect();
        let known: Vec<Known> = fields
            .keys()
            .map(|key| Known {
                key: key.clone(),
                identity: [0; 32],
                sha256: [0; 32],
                valid: (None, None),
                is_senders: true,
                is_withdrawn: false,
            })
            .collect();
        by_cohort(&mut rows.iter_mut().collect::<Vec<_>>(), &known, &fields, |_| &COLUMNS, absence);
        (rows.iter().map(|row| row.outcome).collect(), serde_json::from_str(&rows[0].read.fields).unwrap())
    }

    #[test]
    fn the_fees_of_a_cohort_stand_in_one_record() {
        let mut rows = [row("F1", 150), row("C6", 20)];
        let (outcomes, record) = compared(&mut rows, None, Absence::Ignored);
        assert_eq!(outcomes, [Outcome::New, Outcome::New]);
        let fees = json!([{"fee_category": "C6", "fee_per_worker": 20}, {"fee_category": "F1", "fee_per_worker": 150}]);
        assert_eq!(record, json!({"cohort_id": "c1", "employer_id": "s1", "fees": fees}));
    }

    #[test]
    fn the_order_of_fees_changes_nothing() {
        let fees = json!([{"fee_category": "F1", "fee_per_worker": 150}, {"fee_category": "C6", "fee_per_worker": 20}]);
        let present = json!({"cohort_id": "c1", "employer_id": "s1", "fees": fees});
        let (outcomes, _) = compared(&mut [row("F1", 150), row("C6", 20)], Some(&present), Absence::Ignored);
        assert_eq!(outcomes, [Outcome::Unchanged, Outcome::Unchanged]);
    }

    #[test]
    fn a_fee_that_is_not_listed_stays_unless_the_list_is_whole_and_readable() {
        let fees = json!([{"fee_category": "C6", "fee_per_worker": 20}]);
        let record = json!({"cohort_id": "c1", "employer_id": "s1", "deposit": 50, "fees": fees});
        let present = || Some(&record);
        let count = |record: &Value| record["fees"].as_array().unwrap().len();
        let day = Absence::EndsBefore(chrono::NaiveDate::default());
        let (outcomes, record) = compared(&mut [row("F1", 150)], present(), Absence::Ignored);
        // What the file has no column for stays too.
        assert_eq!((outcomes, count(&record), &record["deposit"]), (vec![Outcome::Changed], 2, &json!(50)));
        assert_eq!(count(&compared(&mut [row("F1", 150)], present(), day).1), 1);
        let broken = Candidate { outcome: Outcome::Broken, ..row("C6", 20) };
        assert_eq!(count(&compared(&mut [row("F1", 150), broken], present(), day).1), 2);
    }
}
