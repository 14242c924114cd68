//! Rows of an upload beside what is known: which are new, which changed, which say the same.
//!
//! A row with an id of the user's own means the record of that id. Other rows are recognised by the fields that make them this row
//! and no other; where several rows and records share these, equal ones belong together first and the rest in their order.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use super::known::Known;
use super::rows::{Candidate, Hash, Outcome, Valid};

/// How absent rows are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Absence {
    /// Not at all: the files add to what is known.
    Ignored,
    /// What the sender listed before and does not list now has ended by this day.
    EndsBefore(NaiveDate),
}

/// Compares rows that carry ids of the user's own; gives the keys that are absent. Of two good rows with one id the second says
/// the same as the first, or it would be broken.
pub(super) fn by_id(rows: &mut [&mut Candidate], known: &[Known], absence: Absence) -> Vec<String> {
    let records: HashMap<&str, &Known> = known.iter().map(|known| (known.key.as_str(), known)).collect();
    let mut listed: HashSet<String> = HashSet::with_capacity(rows.len());
    let mut taken: HashSet<String> = HashSet::with_capacity(rows.len());
    let mut is_sure = true;
    for row in rows.iter_mut() {
        let Some(id) = row.read.id.clone() else {
            // A row that cannot be told may be any of those that seem absent.
            is_sure = false;
            continue;
        };
        row.key.clone_from(&id);
        if row.is_good() {
            row.outcome = if taken.insert(id.clone()) {
                beside(row, records.get(id.as_str()).copied())
            } else {
                Outcome::Duplicate
            };
        }
        listed.insert(id);
    }
    absent(known, absence, is_sure, |known| !listed.contains(&known.key))
}

fn beside(row: &Candidate, known: Option<&Known>) -> Outcome {
    match known {
        None => Outcome::New,
        Some(known) if known.sha256 == row.read.sha256 && known.valid == row.read.valid => Outcome::Unchanged,
        Some(_) => Outcome::Changed,
    }
}

/// Compares rows that are recognised by some of their fields; gives the keys that are absent.
pub(super) fn by_identity(rows: &mut [&mut Candidate], known: &[Known], absence: Absence) -> Vec<String> {
    let mut records: HashMap<Hash, Vec<usize>> = HashMap::with_capacity(known.len());
    for (position, known) in known.iter().enumerate() {
        records.entry(known.identity).or_default().push(position);
    }
    let mut used = vec![false; known.len()];
    let mut seen: HashSet<(Hash, Valid)> = HashSet::with_capacity(rows.len());
    let mut open = Vec::new();
    for (position, row) in rows.iter_mut().enumerate() {
        if !row.is_good() {
            continue;
        }
        // The hash of all fields holds those that the row is recognised by.
        if !seen.insert((row.read.sha256, row.read.valid)) {
            row.outcome = Outcome::Duplicate;
            continue;
        }
        let same = |known: &Known| known.sha256 == row.read.sha256 && known.valid == row.read.valid;
        match take(&records, &mut used, known, row.read.identity, same) {
            Some(found) => {
                row.key.clone_from(&found.key);
                row.outcome = Outcome::Unchanged;
            }
            None => open.push(position),
        }
    }
    for position in open {
        let Some(row) = rows.get_mut(position) else { continue };
        // What was taken back is not brought back by another statement in its place.
        if let Some(found) = take(&records, &mut used, known, row.read.identity, |known| !known.is_withdrawn) {
            row.key.clone_from(&found.key);
            row.outcome = Outcome::Changed;
        }
    }
    let is_sure = rows.iter().all(|row| row.outcome != Outcome::Broken);
    let mut used = used.into_iter();
    absent(known, absence, is_sure, |_| !used.next().unwrap_or(true))
}

/// The first record of an identity that is not used yet and for which something holds; it is used from now on.
fn take<'a>(
    records: &HashMap<Hash, Vec<usize>>,
    used: &mut [bool],
    known: &'a [Known],
    identity: Hash,
    holds: impl Fn(&Known) -> bool,
) -> Option<&'a Known> {
    let positions = records.get(&identity)?;
    let position = positions.iter().copied().find(|position| {
        let is_free = used.get(*position).is_some_and(|used| !used);
        is_free && known.get(*position).is_some_and(&holds)
    })?;
    if let Some(used) = used.get_mut(position) {
        *used = true;
    }
    known.get(position)
}

/// The keys of the sender's records that are not listed any more. `is_missing` is asked about every record in its order.
pub(super) fn absent(
    known: &[Known],
    absence: Absence,
    is_sure: bool,
    mut is_missing: impl FnMut(&Known) -> bool,
) -> Vec<String> {
    let Absence::EndsBefore(day) = absence else { return Vec::new() };
    if !is_sure {
        return Vec::new();
    }
    let ends = |known: &&Known| {
        let is_missing = is_missing(known);
        is_missing && known.is_senders && !known.is_withdrawn && known.holds_on(day)
    };
    known.iter().filter(ends).map(|known| known.key.clone()).collect()
}

#[cfg(test)]
mod tests {
    use karvon_intake::TableKind;
    use serde_json::{Value, json};

    use super::super::rows::Read;
    use super::*;

    const TODAY: NaiveDate = NaiveDate::from_ymd_opt(2026, 11, 24).unwrap();

    #[expect(clippy::needless_pass_by_value, reason = "tests hand over values that they have just made")]
    fn row(table: TableKind, fields: Value) -> Candidate {
        let read = Read::new(table, fields.as_object().unwrap().clone());
        Candidate { sheet: 0, row: 2, read, key: String::new(), outcome: Outcome::New }
    }

    fn record(key: &str, table: TableKind, fields: Value) -> Known {
        let Read { sha256, identity, valid, .. } = row(table, fields).read;
        Known { key: key.to_owned(), identity, sha256, valid, is_senders: true, is_withdrawn: false }
    }

    fn outcomes(
        rows: &mut [Candidate],
        known: &[Known],
        absence: Absence,
        compare: fn(&mut [&mut Candidate], &[Known], Absence) -> Vec<String>,
    ) -> (Vec<(String, Outcome)>, Vec<String>) {
        let absent = compare(&mut rows.iter_mut().collect::<Vec<_>>(), known, absence);
        (rows.iter().map(|row| (row.key.clone(), row.outcome)).collect(), absent)
    }

    fn told(key: &str, outcome: Outcome) -> (String, Outcome) {
        (key.to_owned(), outcome)
    }

    fn mill(id: &str, name: &str) -> Value {
        json!({"supplier_id": id, "name": name})
    }

    fn link(buyer: &str, share: f64) -> Value {
        json!({"supplier_id": "s1", "buyer_id": buyer, "share": share})
    }

    #[test]
    fn rows_with_ids_are_new_changed_unchanged_or_told_twice() {
        let table = TableKind::Suppliers;
        let known = [record("a", table, mill("a", "Mill")), record("b", table, mill("b", "Gin"))];
        let mut rows =
            [mill("a", "Mill"), mill("b", "Loom"), mill("c", "New"), mill("c", "New")].map(|fields| row(table, fields));
        let (found, absent) = outcomes(&mut rows, &known, Absence::Ignored, by_id);
        let expected = [
            told("a", Outcome::Unchanged),
            told("b", Outcome::Changed),
            told("c", Outcome::New),
            told("c", Outcome::Duplicate),
        ];
        assert_eq!((found.as_slice(), absent), (&expected[..], vec![]));
    }

    #[test]
    fn a_record_that_ended_is_changed_by_being_listed_again() {
        let table = TableKind::Suppliers;
        let ended = Known { valid: (None, Some(TODAY)), ..record("a", table, mill("a", "Mill")) };
        let (found, _) = outcomes(&mut [row(table, mill("a", "Mill"))], &[ended], Absence::Ignored, by_id);
        assert_eq!(found, [told("a", Outcome::Changed)]);
    }

    #[test]
    fn only_the_senders_own_rows_are_absent_and_only_in_a_snapshot() {
        let table = TableKind::Suppliers;
        let other = Known { is_senders: false, ..record("b", table, mill("b", "Gin")) };
        let over = Known { valid: (None, TODAY.pred_opt()), ..record("c", table, mill("c", "Gone")) };
        let known = [record("a", table, mill("a", "Mill")), other, over];
        let snapshot = Absence::EndsBefore(TODAY);
        assert_eq!(outcomes(&mut [row(table, mill("d", "New"))], &known, snapshot, by_id).1, ["a"]);
        assert_eq!(outcomes(&mut [row(table, mill("d", "New"))], &known, Absence::Ignored, by_id).1, [""; 0]);
    }

    #[test]
    fn a_broken_row_with_its_id_is_still_listed_and_one_without_ends_nothing() {
        let table = TableKind::Suppliers;
        let known = [record("a", table, mill("a", "Mill")), record("b", table, mill("b", "Gin"))];
        let broken = |fields: Value| Candidate { outcome: Outcome::Broken, ..row(table, fields) };
        let snapshot = Absence::EndsBefore(TODAY);
        assert_eq!(outcomes(&mut [broken(mill("a", "x"))], &known, snapshot, by_id).1, ["b"]);
        assert_eq!(outcomes(&mut [broken(json!({"name": "x"}))], &known, snapshot, by_id).1, [""; 0]);
    }

    #[test]
    fn rows_without_ids_are_recognised_by_what_makes_them_this_row() {
        let table = TableKind::Links;
        let known = [record("k1", table, link("b", 0.5)), record("k2", table, link("c", 0.5))];
        let mut rows =
            [link("b", 0.5), link("c", 0.7), link("d", 0.1), link("b", 0.5)].map(|fields| row(table, fields));
        let (found, _) = outcomes(&mut rows, &known, Absence::Ignored, by_identity);
        let expected = [
            told("k1", Outcome::Unchanged),
            told("k2", Outcome::Changed),
            told("", Outcome::New),
            told("", Outcome::Duplicate),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn of_several_rows_with_the_same_ends_equal_ones_belong_together() {
        let table = TableKind::Links;
        let known = [record("k1", table, link("b", 0.1)), record("k2", table, link("b", 0.2))];
        let mut rows = [link("b", 0.3), link("b", 0.1), link("b", 0.4)].map(|fields| row(table, fields));
        let (found, absent) = outcomes(&mut rows, &known, Absence::EndsBefore(TODAY), by_identity);
        let expected = [told("k2", Outcome::Changed), told("k1", Outcome::Unchanged), told("", Outcome::New)];
        assert_eq!((found.as_slice(), absent), (&expected[..], vec![]));
    }

    #[test]
    fn what_was_withdrawn_stays_so_and_another_statement_is_new() {
        let table = TableKind::Answers;
        let said = |answer: &str| json!({"supplier_id": "s1", "question": "Q1", "source": "audit", "answer": answer});
        let known = [Known { is_withdrawn: true, ..record("k1", table, said("yes")) }];
        let mut rows = [said("yes"), said("no")].map(|fields| row(table, fields));
        let (found, absent) = outcomes(&mut rows, &known, Absence::EndsBefore(TODAY), by_identity);
        assert_eq!((found.as_slice(), absent), (&[told("k1", Outcome::Unchanged), told("", Outcome::New)][..], vec![]));
    }
}
