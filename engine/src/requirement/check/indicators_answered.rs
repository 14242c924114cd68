//! `indicators_answered`: indicators are answered and none is observed.
//!
//! *What it asks*: that at each place the register holds no observed leaf of the indicators, and calls all of them not
//! observed. *Why*: authorities want each indicator answered for each place, by sources that can be believed.
//! *Breached when* one is observed; where `breached_by` says `pattern`, only when involuntariness and coercion are registered
//! together. *Unknown when* answers are missing, nobody said anything about a place, or an observation stands alone.

use std::collections::{BTreeMap, BTreeSet};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::Facts;
use super::super::outcome::Tally;
use super::super::places::Places;
use super::super::point::{Point, What};
use super::Ask;
use crate::assessment::RegisterStatus;
use crate::ids::{EvidenceId, PartyId};
use crate::ruleset::Ruleset;

/// Indicators are answered and none is observed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct IndicatorsAnswered {
    /// Indicators; empty: all.
    pub indicators: Vec<String>,
    /// What speaks against it.
    pub breached_by: BreachedBy,
    /// Which places.
    pub places: Places,
}

/// What speaks against a place.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum BreachedBy {
    /// One observed leaf.
    #[default]
    Observation,
    /// A registered pattern: a leaf of each class for one group, place and time.
    Pattern,
}

impl Ask for IndicatorsAnswered {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        let chosen: BTreeSet<&PartyId> = self.places.of(facts).map(|place| &place.party_id).collect();
        let mut tally = Tally::default();
        if chosen.is_empty() && self.places.needs_subject() && facts.assessment.manifest.subject.is_none() {
            tally.missing.push(Point::new(What::NoSubject));
            return tally;
        }
        let wanted = |indicator: &str| self.indicators.is_empty() || self.indicators.iter().any(|one| one == indicator);
        let mut observed: BTreeMap<&str, (BTreeSet<&PartyId>, BTreeSet<&EvidenceId>)> = BTreeMap::new();
        let mut open: BTreeMap<&str, BTreeSet<&PartyId>> = BTreeMap::new();
        let mut heard: BTreeSet<&PartyId> = BTreeSet::new();
        let mut not_clear: BTreeSet<&PartyId> = BTreeSet::new();
        for entry in &facts.assessment.register {
            if !chosen.contains(&entry.party_id) {
                continue;
            }
            heard.insert(&entry.party_id);
            if !wanted(entry.indicator.as_str()) {
                continue;
            }
            match entry.status {
                RegisterStatus::Observed => {
                    let (parties, evidence) = observed.entry(entry.leaf.as_str()).or_default();
                    parties.insert(&entry.party_id);
                    evidence.extend(&entry.evidence);
                    not_clear.insert(&entry.party_id);
                }
                RegisterStatus::NotObserved => {}
                RegisterStatus::Unknown => {
                    open.entry(entry.indicator.as_str()).or_default().insert(&entry.party_id);
                    not_clear.insert(&entry.party_id);
                }
            }
        }
        for (leaf, (parties, evidence)) in observed {
            let point = Point::new(What::Observed).named(leaf).at(parties.into_iter().cloned().collect());
            let point = point.by(evidence.into_iter().cloned().collect());
            match self.breached_by {
                BreachedBy::Observation => tally.against.push(point),
                BreachedBy::Pattern => tally.missing.push(point),
            }
        }
        if self.breached_by == BreachedBy::Pattern {
            tally.against.extend(patterns(facts, &chosen));
        }
        let silent: Vec<PartyId> = chosen.difference(&heard).map(|id| (*id).clone()).collect();
        if !silent.is_empty() {
            tally.missing.push(Point::new(What::NotExamined).at(silent));
        }
        for (indicator, parties) in open {
            let parties = parties.into_iter().cloned().collect();
            tally.missing.push(Point::new(What::AnswersMissing).named(indicator).at(parties));
        }
        let clear = heard.difference(&not_clear).count();
        if clear > 0 {
            tally.shown.push(Point::new(What::NotObserved).counted(clear));
        }
        tally
    }

    fn places(&self) -> Option<&Places> {
        Some(&self.places)
    }

    fn unknown_to(&self, ruleset: &Ruleset) -> Vec<String> {
        let known = |id: &str| ruleset.source().indicators.iter().any(|indicator| indicator.id == id);
        self.indicators.iter().filter(|id| !known(id)).cloned().collect()
    }
}

/// Registered patterns at the places, one point per pattern.
fn patterns(facts: &Facts<'_>, chosen: &BTreeSet<&PartyId>) -> Vec<Point> {
    let mut found: BTreeMap<&str, (BTreeSet<&PartyId>, BTreeSet<&EvidenceId>)> = BTreeMap::new();
    for pattern in facts.assessment.registered_patterns.iter().filter(|one| chosen.contains(&one.party_id)) {
        let (parties, evidence) = found.entry(pattern.pattern.as_str()).or_default();
        parties.insert(&pattern.party_id);
        evidence.extend(&pattern.evidence);
    }
    let point = |(pattern, (parties, evidence)): (&str, (BTreeSet<&PartyId>, BTreeSet<&EvidenceId>))| {
        let point = Point::new(What::PatternRegistered).named(pattern).at(parties.into_iter().cloned().collect());
        point.by(evidence.into_iter().cloned().collect())
    };
    found.into_iter().map(point).collect()
}
