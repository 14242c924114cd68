//! Screens the parties against every list at hand and against each other, and says what was decided about the matches.
//!
//! Every record of the files is screened, also those that were merged into another: what is found belongs to the party that
//! stays. A match says that two records look alike; only a decision makes it more.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::result::{FoundMatch, ListUse, Listed, MatchKind, MatchState, Screening, Unknown};
use crate::evidence::{ListMatch, ScreenedLists};
use crate::ids::PartyId;
use crate::inputs::{Completeness, Inputs, Merge, MergeDecision, PublishedTable};
use crate::likelihood::Prepared;
use crate::network::{Network, Party, merge_decisions};
use crate::ruleset::{Ruleset, ScreeningRules, normalised};
use crate::screening::{Counterpart, ListedEntity, Match, Search, SettingsError, duplicates, screen};

/// What was found before anybody's decision about lists.
#[derive(Clone, Debug, Default)]
pub(super) struct Found {
    pub(super) screening: Screening,
    /// Per party of the network its matches with lists, for the likelihoods.
    pub(super) lists: ScreenedLists,
    /// Lists and tables in the state in which they were used.
    pub(super) used: Vec<ListUse>,
    /// What could not be screened, or not well.
    unknowns: Vec<Unknown>,
}

/// Screens all parties of canonical inputs.
pub(super) fn run(
    inputs: &Inputs,
    network: &Network,
    ruleset: &Ruleset,
    as_of: NaiveDate,
) -> Result<Found, SettingsError> {
    let mut found = Found::default();
    let Some(rules) = &ruleset.source().screening else {
        found.used = inputs.published.iter().map(|table| use_of(table, None, as_of)).collect();
        found.unknowns.push(Unknown::NotScreened);
        found.say_stale();
        return Ok(found);
    };
    let lists = Lists::gather(inputs, rules, ruleset, as_of, &mut found);
    let mut records: Vec<Party> = inputs.parties.clone();
    records.dedup_by(|later, first| later.id == first.id);
    let listed = screen(&records, &lists.entries, &rules.settings, Search::Indexed)?;
    let decided = merge_decisions(&inputs.merges, as_of);
    let asked = decided.keys().map(|&(one, other)| (one.clone(), other.clone())).collect();
    let pairs = duplicates(&records, &rules.settings, Search::Indexed, &asked)?;

    found.lists.named = lists.named;
    found.lists.matches = vec![Vec::new(); network.parties().len()];
    let mut matches = list_matches(listed.matches, &lists.by_entry, network);
    for found_match in &matches {
        if let (Some(listed), Some(of_party)) = (
            &found_match.listed,
            network.index_of(&found_match.party_id).and_then(|party| found.lists.matches.get_mut(party)),
        ) {
            of_party.push(list_match(listed));
        }
    }
    matches.extend(pairs_of(pairs.matches, &decided, network));
    matches.sort_by(|a, b| {
        a.party_id
            .cmp(&b.party_id)
            .then_with(|| b.bits.total_cmp(&a.bits))
            .then_with(|| a.kind.cmp(&b.kind))
            .then_with(|| a.match_id.cmp(&b.match_id))
    });
    let cut = stayers(listed.cut.into_iter().chain(pairs.cut), network);
    // A party is nameless only if none of its records says more.
    let named = |record: &&Party| listed.nameless.binary_search(&record.id).is_err();
    let named: BTreeSet<PartyId> =
        stayers(records.iter().filter(named).map(|record| record.id.clone()), network).into_iter().collect();
    let nameless = stayers(listed.nameless.iter().cloned(), network).into_iter().filter(|id| !named.contains(id));
    found.screening = Screening { matches, cut, nameless: nameless.collect() };
    found.say_stale();
    Ok(found)
}

impl Found {
    /// The matches with what was decided about them, and all that is not known about them.
    pub(super) fn decide(&mut self, network: &Network, prepared: &Prepared<'_>) -> Vec<Unknown> {
        for found in &mut self.screening.matches {
            let Some((listed, party)) = found.listed.as_ref().zip(network.index_of(&found.party_id)) else { continue };
            if let Some((confirmed, evidence)) = prepared.list_decision(party, &list_match(listed)) {
                found.state = if confirmed { MatchState::Confirmed } else { MatchState::Rejected };
                found.evidence = Some(evidence);
            }
        }
        let mut unknowns = std::mem::take(&mut self.unknowns);
        let undecided = || self.screening.matches.iter().filter(|found| found.state == MatchState::Undecided);
        let mut listed: Vec<PartyId> =
            undecided().filter(|found| found.kind == MatchKind::List).map(|found| found.party_id.clone()).collect();
        listed.dedup();
        let duplicates = undecided().filter(|found| found.kind == MatchKind::Duplicate).count();
        if !listed.is_empty() || duplicates > 0 {
            unknowns.push(Unknown::UndecidedMatches { listed, duplicates });
        }
        if !self.screening.nameless.is_empty() {
            unknowns.push(Unknown::NamelessParties { parties: self.screening.nameless.clone() });
        }
        if !self.screening.cut.is_empty() {
            unknowns.push(Unknown::MoreMatches { parties: self.screening.cut.clone() });
        }
        unknowns
    }

    fn say_stale(&mut self) {
        let stale = self.used.iter().filter(|used| used.stale && !used.own);
        self.unknowns.extend(stale.map(|used| Unknown::ListStale { list: used.list.clone(), as_of: used.as_of }));
    }
}

/// The names of all lists.
#[derive(Default)]
struct Lists {
    entries: Vec<ListedEntity>,
    /// By list and entry: what the list counts as, and the entry.
    by_entry: BTreeMap<(String, String), Listed>,
    /// By what a list is called: what it counts as.
    named: BTreeMap<String, String>,
}

impl Lists {
    fn gather(inputs: &Inputs, rules: &ScreeningRules, ruleset: &Ruleset, as_of: NaiveDate, found: &mut Found) -> Self {
        let mut lists = Self { named: rules.published.clone(), ..Self::default() };
        for table in &inputs.published {
            let counts_as = rules.published.get(&table.table);
            if let Some(counts_as) = counts_as {
                lists.add(&table.entries, counts_as, as_of);
                if table.completeness == Completeness::Incomplete {
                    let (list, names) = (table.table.clone(), table.entries.len());
                    found.unknowns.push(Unknown::ListIncomplete { list, names });
                }
            }
            found.used.push(use_of(table, counts_as, as_of));
        }
        for list in
            rules.published.keys().filter(|list| !inputs.published.iter().any(|at_hand| at_hand.table == **list))
        {
            found.unknowns.push(Unknown::ListMissing { list: list.clone() });
        }
        let mut own: BTreeMap<&str, Vec<ListedEntity>> = BTreeMap::new();
        for entry in &inputs.watchlist {
            own.entry(&entry.list).or_default().push(ListedEntity::from(entry));
        }
        for (list, entries) in own {
            let plain = normalised(list);
            let same = ruleset.source().lists.keys().find(|known| normalised(known) == plain);
            let counts_as = same.unwrap_or(&rules.own);
            lists.named.insert(list.to_owned(), counts_as.clone());
            lists.add(&entries, counts_as, as_of);
            found.used.push(use_of_own(list, &entries, as_of));
        }
        lists
    }

    /// Takes the names that were listed by the day of the assessment; two entries of one name and country are one.
    fn add(&mut self, entries: &[ListedEntity], counts_as: &str, as_of: NaiveDate) {
        for entry in entries.iter().filter(|entry| !is_later(entry, as_of)) {
            let key = |id: &str| (entry.list.clone(), id.to_owned());
            let mut id = entry.id.clone();
            while let Some(known) = self.by_entry.get_mut(&key(&id)) {
                if known.country == entry.country {
                    break;
                }
                id.push('*');
            }
            if let Some(known) = self.by_entry.get_mut(&key(&id)) {
                // Listed again: the later day says how long a rejection can have known of it.
                known.listed_on = known.listed_on.max(entry.listed_on);
                if let Some(first) = self.entries.iter_mut().find(|other| other.list == entry.list && other.id == id) {
                    first.aliases.extend(entry.aliases.iter().cloned());
                    first.aliases.sort();
                    first.aliases.dedup();
                }
                continue;
            }
            let listed = Listed {
                list: entry.list.clone(),
                counts_as: counts_as.to_owned(),
                country: entry.country,
                programme: entry.programme.clone(),
                listed_on: entry.listed_on,
                source: entry.source.clone(),
            };
            self.by_entry.insert(key(&id), listed);
            self.entries.push(ListedEntity { id, ..entry.clone() });
        }
    }
}

fn is_later(entry: &ListedEntity, as_of: NaiveDate) -> bool {
    entry.listed_on.is_some_and(|day| day > as_of)
}

fn use_of(table: &PublishedTable, counts_as: Option<&String>, as_of: NaiveDate) -> ListUse {
    let age_days = table.as_of.map(|day| (as_of - day).num_days());
    let later = table.entries.iter().filter(|entry| is_later(entry, as_of)).count();
    ListUse {
        list: table.table.clone(),
        own: false,
        edition: table.edition.clone(),
        as_of: table.as_of,
        sha256: table.sha256.clone(),
        rows: table.rows,
        screened: counts_as.map(|_| table.entries.len() - later),
        later,
        completeness: Some(table.completeness),
        age_days: age_days.filter(|days| *days >= 0),
        stale: age_days.is_none_or(|days| days > i64::from(table.stale_after_days)),
    }
}

/// A list that came with the user's files: how old it is and what it lacks is theirs to know.
fn use_of_own(list: &str, entries: &[ListedEntity], as_of: NaiveDate) -> ListUse {
    let later = entries.iter().filter(|entry| is_later(entry, as_of)).count();
    ListUse {
        list: list.to_owned(),
        own: true,
        edition: String::new(),
        as_of: None,
        sha256: crate::hex::sha256(&serde_json::to_vec(entries).unwrap_or_default()),
        rows: entries.len(),
        screened: Some(entries.len() - later),
        later,
        completeness: None,
        age_days: None,
        stale: false,
    }
}

fn list_match(listed: &Listed) -> ListMatch {
    ListMatch { list: listed.counts_as.clone(), name: listed.list.clone(), listed_on: listed.listed_on }
}

/// The party that a record stands for.
fn stayer(record: &PartyId, network: &Network) -> Option<PartyId> {
    network.index_after_merges(record).and_then(|party| network.parties().get(party)).map(|party| party.id.clone())
}

fn stayers(records: impl IntoIterator<Item = PartyId>, network: &Network) -> Vec<PartyId> {
    let mut ids: Vec<PartyId> = records.into_iter().filter_map(|record| stayer(&record, network)).collect();
    ids.sort();
    ids.dedup();
    ids
}

fn match_id(parts: &[&str]) -> String {
    crate::hex::sha256(parts.join("\u{1f}").as_bytes()).chars().take(16).collect()
}

/// Matches with lists, each party and entry once, by the record that is most alike.
fn list_matches(
    found: Vec<Match>,
    by_entry: &BTreeMap<(String, String), Listed>,
    network: &Network,
) -> Vec<FoundMatch> {
    let mut best: BTreeMap<(PartyId, String, String), FoundMatch> = BTreeMap::new();
    for found in found {
        let Counterpart::Listed { list, entry } = found.other else { continue };
        let Some(party_id) = stayer(&found.party, network) else { continue };
        let listed = by_entry.get(&(list.clone(), entry.clone())).cloned();
        let key = (party_id.clone(), list.clone(), entry.clone());
        let made = FoundMatch {
            match_id: match_id(&["list", party_id.as_str(), &list, &entry]),
            kind: MatchKind::List,
            record: Some(found.party).filter(|record| *record != party_id),
            party_id,
            other: entry.trim_end_matches('*').to_owned(),
            listed,
            bits: found.bits,
            zone: found.zone,
            fields: found.fields,
            state: MatchState::Undecided,
            evidence: None,
            reason: None,
            decided_on: None,
        };
        keep_best(&mut best, key, made);
    }
    best.into_values().collect()
}

/// Pairs of parties. Two records that were merged are a confirmed pair; an undecided pair stands once, whichever of its
/// records are alike.
fn pairs_of(found: Vec<Match>, decided: &BTreeMap<(&PartyId, &PartyId), &Merge>, network: &Network) -> Vec<FoundMatch> {
    let mut best: BTreeMap<(PartyId, PartyId), FoundMatch> = BTreeMap::new();
    for found in found {
        let Counterpart::Party { id: other } = found.other else { continue };
        let (Some(one), Some(two)) = (stayer(&found.party, network), stayer(&other, network)) else { continue };
        let merge = decided.get(&(&found.party, &other)).copied();
        let (state, key) = if one == two {
            // Which of the two stays, or, where a third one does, both as they are.
            let goes = if found.party == one { other.clone() } else { found.party.clone() };
            let stays = if found.party == one || other == one { one.clone() } else { other.clone() };
            (MatchState::Confirmed, (stays, goes))
        } else if merge.is_some_and(|merge| merge.decision == MergeDecision::Different) {
            (MatchState::Rejected, ((&one).min(&two).clone(), (&one).max(&two).clone()))
        } else {
            (MatchState::Undecided, ((&one).min(&two).clone(), (&one).max(&two).clone()))
        };
        let record = [&found.party, &other].into_iter().find(|id| **id != key.0 && **id != key.1).cloned();
        let made = FoundMatch {
            match_id: match_id(&["duplicate", key.0.as_str(), key.1.as_str()]),
            kind: MatchKind::Duplicate,
            party_id: key.0.clone(),
            record,
            other: key.1.to_string(),
            listed: None,
            bits: found.bits,
            zone: found.zone,
            fields: found.fields,
            state,
            evidence: None,
            reason: merge.and_then(|merge| merge.reason.clone()),
            decided_on: merge.and_then(|merge| merge.decided_on),
        };
        keep_best(&mut best, key, made);
    }
    best.into_values().collect()
}

/// Of several the decided one counts, then the one with most bits.
fn keep_best<K: Ord>(best: &mut BTreeMap<K, FoundMatch>, key: K, made: FoundMatch) {
    let rank = |found: &FoundMatch| (found.state != MatchState::Undecided, found.bits);
    match best.get(&key) {
        Some(known) if rank(known) >= rank(&made) => {}
        _ => {
            best.insert(key, made);
        }
    }
}
