//! `unlisted`: no place is on a list.
//!
//! *What it asks*: that no place is confirmed to be on the list, and that each was compared with it. *Why*: laws attach
//! consequences to names on official lists. A decision needs an authority or a document; the newest stands.
//! *Unknown when* a match waits for a decision, no list was compared, or the one that was is incomplete or too old: a name
//! that is not in it may still be listed.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::Tally;
use super::super::places::Places;
use super::super::point::{Point, What};
use super::Ask;
use crate::assessment::{FoundMatch, ListUse, MatchState};
use crate::evidence::{AUTHORITY, CONFIRMED, DOCUMENT, Evidence, LIST_PREFIX, REJECTED};
use crate::ids::{EvidenceId, PartyId};
use crate::inputs::Completeness;
use crate::ruleset::{Ruleset, normalised};

/// No place is on a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Unlisted {
    /// List, as in the question `LIST.<list>`.
    pub list: String,
    /// Which places.
    #[serde(default)]
    pub places: Places,
}

/// What is known of one place.
enum Known<'f> {
    Listed(Option<&'f EvidenceId>),
    Clear,
    Undecided,
    NoMatch,
}

impl Unlisted {
    /// Whether a list of this name counts as the one of the rule.
    fn counts(&self, facts: &Facts<'_>, list: &str) -> bool {
        let wanted = normalised(&self.list);
        normalised(list) == wanted || self.published(facts).any(|table| normalised(table) == normalised(list))
    }

    /// Published tables that feed the list.
    fn published<'f>(&'f self, facts: &'f Facts<'_>) -> impl Iterator<Item = &'f str> {
        let rules = facts.ruleset.source().screening.iter();
        let fed = rules.flat_map(|rules| &rules.published).filter(move |(_, list)| **list == self.list);
        fed.map(|(table, _)| table.as_str())
    }

    /// The row that decides about a party: a confirmation stands until a rejection is dated later.
    fn decision<'f>(&self, facts: &'f Facts<'_>, party: &PartyId) -> Option<(&'f Evidence, bool)> {
        // Rows that could not be used, such as a rejection without a day, decide nothing.
        let rows = facts.evidence(party).iter().filter(|row| facts.is_used(&row.id));
        let decisions = rows.filter_map(|row| {
            let list = row.question.as_str().strip_prefix(LIST_PREFIX)?;
            let able = row.source == AUTHORITY || row.source == DOCUMENT;
            let answer = normalised(&row.answer);
            let said = answer == CONFIRMED || answer == REJECTED;
            (able && said && self.counts(facts, list)).then_some((*row, answer == CONFIRMED))
        });
        decisions.max_by_key(|(row, confirmed)| (row.observed_on.unwrap_or(chrono::NaiveDate::MAX), *confirmed))
    }

    fn known<'f>(&self, facts: &'f Facts<'_>, party: &PartyId, matches: &[&'f FoundMatch]) -> Known<'f> {
        let decision = self.decision(facts, party);
        let confirmed = matches.iter().find(|found| found.state == MatchState::Confirmed);
        let undecided = matches.iter().any(|found| found.state == MatchState::Undecided);
        match (decision, confirmed) {
            (Some((row, true)), _) => Known::Listed(Some(&row.id)),
            (_, Some(found)) => Known::Listed(found.evidence.as_ref()),
            // A name listed after the rejection, or listed by another table, waits again.
            (_, None) if undecided => Known::Undecided,
            (Some((_, false)), None) => Known::Clear,
            (None, None) if !matches.is_empty() => Known::Clear,
            (None, None) => Known::NoMatch,
        }
    }

    /// What it means that a place is like no name: nothing where no list was compared or one is incomplete or too old.
    fn without_match(&self, facts: &Facts<'_>, places: Vec<PartyId>) -> Tally {
        let tables: Vec<&str> = self.published(facts).collect();
        let used = facts.assessment.manifest.lists.iter();
        let compared: Vec<&ListUse> =
            used.filter(|list| list.screened.is_some() && tables.contains(&list.list.as_str())).collect();
        let named = |what| Point::new(what).named(self.list.as_str());
        if compared.is_empty() {
            return Tally::missing(named(What::NotScreened).at(places));
        }
        let short = compared.iter().find(|list| list.stale || list.completeness != Some(Completeness::Complete));
        match short {
            Some(list) => Tally::missing(named(What::ListIncomplete).valued(list.edition.as_str()).at(places)),
            None => Tally::shown(named(What::Unlisted).counted(places.len())),
        }
    }
}

impl Ask for Unlisted {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        let mut matches: BTreeMap<&PartyId, Vec<&FoundMatch>> = BTreeMap::new();
        for found in &facts.assessment.screening.matches {
            if found.listed.as_ref().is_some_and(|listed| self.counts(facts, &listed.counts_as)) {
                matches.entry(&found.party_id).or_default().push(found);
            }
        }
        let (mut listed, mut evidence, mut undecided, mut unlike, mut clear) =
            (Vec::new(), Vec::new(), Vec::new(), Vec::new(), 0);
        for place in self.places.of(facts) {
            let id = &place.party_id;
            match self.known(facts, id, matches.get(id).map_or(&[][..], Vec::as_slice)) {
                Known::Listed(row) => {
                    listed.push(id.clone());
                    evidence.extend(row.cloned());
                }
                Known::Clear => clear += 1,
                Known::Undecided => undecided.push(id.clone()),
                Known::NoMatch => unlike.push(id.clone()),
            }
        }
        let named = |what| Point::new(what).named(self.list.as_str());
        let mut tally = Tally::default();
        if !listed.is_empty() {
            tally.against.push(named(What::Listed).at(listed).by(evidence));
        }
        if !undecided.is_empty() {
            tally.missing.push(named(What::MatchUndecided).at(undecided));
        }
        if !unlike.is_empty() {
            tally.add(self.without_match(facts, unlike));
        }
        if clear > 0 {
            tally.shown.push(named(What::Unlisted).counted(clear));
        }
        tally
    }

    fn places(&self) -> Option<&Places> {
        Some(&self.places)
    }

    fn unknown_to(&self, ruleset: &Ruleset) -> Vec<String> {
        let known = ruleset.source().lists.keys().any(|list| normalised(list) == normalised(&self.list));
        (!known).then(|| self.list.clone()).into_iter().collect()
    }
}
