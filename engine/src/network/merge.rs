//! Decisions about duplicates carried out: which party stays, and what it takes over.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{NetworkFinding, Party};
use crate::ids::PartyId;
use crate::inputs::{Merge, MergeDecision};

/// The decision about each pair as of a day, by the smaller id and the larger. Of several about one pair the one dated last
/// counts (without a date: before all others); of those of one day the one that keeps the two apart, which can be undone.
pub(crate) fn decisions(merges: &[Merge], as_of: NaiveDate) -> BTreeMap<(&PartyId, &PartyId), &Merge> {
    let mut decided: BTreeMap<(&PartyId, &PartyId), &Merge> = BTreeMap::new();
    for merge in merges.iter().filter(|merge| merge.decided_on.is_none_or(|day| day <= as_of)) {
        let pair = (&merge.party).min(&merge.same_as);
        let pair = (pair, (&merge.party).max(&merge.same_as));
        // Equal decisions that name the parties the other way round are told apart by who goes, whatever their order.
        let rank = |merge: &Merge| (merge.decided_on, merge.decision, merge.party.clone());
        decided
            .entry(pair)
            .and_modify(|last| *last = if rank(merge) > rank(last) { merge } else { last })
            .or_insert(merge);
    }
    decided
}

/// For every party that goes, the party that stays in the end.
pub(super) fn follow(
    merges: &[Merge],
    parties: &BTreeMap<PartyId, &Party>,
    as_of: NaiveDate,
    findings: &mut Vec<NetworkFinding>,
) -> BTreeMap<PartyId, PartyId> {
    let pairs = decisions(merges, as_of);
    let counts = |merge: &&Merge| {
        let pair = ((&merge.party).min(&merge.same_as), (&merge.party).max(&merge.same_as));
        pairs.get(&pair).is_some_and(|last| (last.decision, last.decided_on) == (merge.decision, merge.decided_on))
    };
    let mut rows: Vec<&Merge> = merges.iter().filter(counts).collect();
    rows.sort_by_key(|merge| (merge.decided_on, &merge.party, &merge.same_as));
    let mut decided: BTreeMap<&PartyId, &PartyId> = BTreeMap::new();
    for merge in rows.iter().filter(|merge| merge.decision == MergeDecision::Same) {
        let before = decided.insert(&merge.party, &merge.same_as);
        if let Some(before) = before.filter(|before| **before != merge.same_as) {
            // One party cannot become two; the later decision counts.
            findings.push(NetworkFinding::UnusableMerge { party: merge.party.clone(), same_as: before.clone() });
        }
    }
    let mut stays = BTreeMap::new();
    for (&party, &same_as) in &decided {
        let mut end = same_as;
        let mut seen = BTreeSet::from([party]);
        let mut circular = false;
        while let Some(&next) = decided.get(end) {
            if !seen.insert(end) {
                circular = true;
                break;
            }
            end = next;
        }
        if circular || end == party || !parties.contains_key(party) || !parties.contains_key(end) {
            findings.push(NetworkFinding::UnusableMerge { party: party.clone(), same_as: same_as.clone() });
        } else {
            stays.insert(party.clone(), end.clone());
        }
    }
    let end = |id: &PartyId| stays.get(id).unwrap_or(id).clone();
    for merge in rows.into_iter().filter(|merge| merge.decision == MergeDecision::Different) {
        if end(&merge.party) == end(&merge.same_as) {
            findings
                .push(NetworkFinding::MergedThoughApart { party: merge.party.clone(), other: merge.same_as.clone() });
        }
    }
    stays
}

/// The party that stays with what the others know and it does not; says where two of them differ. Nothing that the party
/// itself states is changed.
pub(super) fn completed(party: &Party, gone: &[&Party], findings: &mut Vec<NetworkFinding>) -> Party {
    let mut whole = party.clone();
    for other in gone {
        let mut differing: Vec<String> = Vec::new();
        macro_rules! take {
            ($($field:ident),*) => {$(
                if whole.$field.is_none() {
                    whole.$field.clone_from(&other.$field);
                } else if other.$field.is_some() && other.$field != whole.$field {
                    differing.push(stringify!($field).to_owned());
                }
            )*};
        }
        take!(
            country,
            subdivision,
            kind,
            sector,
            workers,
            migrant_share,
            agency_share,
            women_share,
            young_share,
            housing
        );
        take!(programme, lei, os_id, duns, tax_id);
        // Spelt otherwise in every file; a difference tells nothing.
        if whole.address.is_none() {
            whole.address.clone_from(&other.address);
        }
        if (whole.latitude, whole.longitude) == (None, None) {
            (whole.latitude, whole.longitude) = (other.latitude, other.longitude);
        }
        whole.products.extend(other.products.iter().cloned());
        if !differing.is_empty() {
            findings.push(NetworkFinding::MergedDiffer {
                party: other.id.clone(),
                same_as: party.id.clone(),
                fields: differing,
            });
        }
    }
    whole.products.sort();
    whole.products.dedup();
    whole
}
