//! Labelled cases: places with evidence and a later confirmed outcome, as inputs of the engine.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Forecast;
use crate::assessment::{case_evidence, case_party, described_notice};
use crate::evidence::{Evidence, EvidenceNotice, ScreenedLists};
use crate::ids::EvidenceId;
use crate::likelihood::{LikelihoodInputs, OwnLikelihoods, Prepared, Strength};
use crate::network::{Network, Party};
use crate::ruleset::{CaseEvidence, CaseParty, Ruleset};

/// A place, what was known of it, and what came out later.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct LabelledCase {
    /// Id within the set.
    pub id: String,
    /// The place.
    #[serde(default)]
    pub party: CaseParty,
    /// What was known before the outcome; ages count back from the day on which the likelihood was asked for.
    #[serde(default)]
    pub evidence: Vec<CaseEvidence>,
    /// What was confirmed later, by means that do not rest on that evidence.
    pub outcome: Outcome,
}

/// A confirmed outcome.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Whether what the ruleset's headline channel speaks of was there.
    pub headline: bool,
    /// Leaves that were confirmed to be present or absent; those not named are unknown.
    #[serde(default)]
    pub leaves: BTreeMap<String, bool>,
}

/// Why labelled cases cannot be used.
#[derive(Clone, Debug, PartialEq, Error)]
pub enum CalibrationError {
    /// No cases at all.
    #[error("there are no labelled cases")]
    NoCases,
    /// Two cases have one id.
    #[error("the labelled case `{0}` stands twice")]
    Twice(String),
    /// A leaf that the ruleset does not have.
    #[error("case `{case}`: `outcome.leaves`: the ruleset has no leaf `{leaf}`")]
    UnknownLeaf {
        /// Case.
        case: String,
        /// Leaf.
        leaf: String,
    },
    /// Evidence that the ruleset cannot read.
    #[error("case `{case}`: evidence cannot be used: {reason}: {detail}")]
    Evidence {
        /// Case.
        case: String,
        /// What kind of problem, in a stable word.
        reason: String,
        /// What it is about.
        detail: String,
    },
    /// The refitted numbers do not make a ruleset.
    #[error("the refitted numbers do not hold together: {0}")]
    Refit(String),
}

/// Cases as parties without links, all on one day: only ages matter, and these are counted back from it.
#[derive(Debug)]
pub(super) struct Labelled {
    network: Network,
    evidence: Vec<Evidence>,
    /// In the order of the network.
    pub(super) ids: Vec<String>,
    /// In the order of the network.
    pub(super) outcomes: Vec<Outcome>,
    as_of: NaiveDate,
}

impl Labelled {
    pub(super) fn new(ruleset: &Ruleset, cases: &[LabelledCase]) -> Result<Self, CalibrationError> {
        if cases.is_empty() {
            return Err(CalibrationError::NoCases);
        }
        let mut seen = BTreeSet::new();
        for case in cases {
            if !seen.insert(case.id.as_str()) {
                return Err(CalibrationError::Twice(case.id.clone()));
            }
            if let Some(leaf) = case.outcome.leaves.keys().find(|leaf| ruleset.leaf(leaf).is_none()) {
                return Err(CalibrationError::UnknownLeaf { case: case.id.clone(), leaf: leaf.clone() });
            }
        }
        let as_of = ruleset.source().effective_from;
        let parties: Vec<Party> = cases.iter().map(|case| case_party(&case.id, &case.party, case.party.kind)).collect();
        let rows = |case: &LabelledCase| -> Vec<Evidence> {
            case.evidence.iter().map(|row| case_evidence(&case.id, row, as_of)).collect()
        };
        let evidence: Vec<Evidence> = cases.iter().flat_map(rows).collect();
        let (network, _) = Network::build(&parties, &[], &[], as_of);
        let by_id: BTreeMap<&str, &LabelledCase> = cases.iter().map(|case| (case.id.as_str(), case)).collect();
        let ids: Vec<String> = network.parties().iter().map(|party| party.id.to_string()).collect();
        let outcomes = ids.iter().filter_map(|id| by_id.get(id.as_str())).map(|case| case.outcome.clone()).collect();
        let labelled = Self { network, evidence, ids, outcomes, as_of };
        let prepared = labelled.prepared(ruleset);
        // A closure that is refused was read all the same.
        let unusable =
            prepared.notices().iter().find(|notice| !matches!(notice, EvidenceNotice::ClosureRefused { .. }));
        let Some(notice) = unusable else { return Ok(labelled) };
        let party_of =
            |id: &EvidenceId| labelled.evidence.iter().find(|row| row.id == *id).map(|row| row.party.clone());
        let told = described_notice(notice, party_of);
        Err(CalibrationError::Evidence { case: told.party_id.to_string(), reason: told.reason, detail: told.detail })
    }

    /// Made ready under a ruleset.
    pub(super) fn prepared<'a>(&'a self, ruleset: &'a Ruleset) -> Prepared<'a> {
        self.prepared_with(ruleset, &self.evidence)
    }

    /// The same with a part of the evidence.
    pub(super) fn prepared_with<'a>(&'a self, ruleset: &'a Ruleset, evidence: &'a [Evidence]) -> Prepared<'a> {
        let inputs = LikelihoodInputs {
            network: &self.network,
            evidence,
            corridors: &[],
            screened: ScreenedLists::none(),
            ruleset,
            as_of: self.as_of,
        };
        Prepared::new(inputs)
    }

    pub(super) fn evidence(&self) -> &[Evidence] {
        &self.evidence
    }

    pub(super) fn parties(&self) -> &[Party] {
        self.network.parties()
    }

    pub(super) fn forecasts(&self, ruleset: &Ruleset) -> Vec<Forecast> {
        self.forecasts_of(ruleset, &self.prepared(ruleset).assess(Strength::AS_STATED))
    }

    pub(super) fn forecasts_of(&self, ruleset: &Ruleset, own: &OwnLikelihoods) -> Vec<Forecast> {
        let headline = ruleset.headline();
        let places = self.ids.iter().zip(&self.outcomes).zip(&own.parties);
        places
            .filter_map(|((id, outcome), party)| {
                let channel = party.channels.get(headline)?;
                Some(Forecast {
                    id: id.clone(),
                    likelihood: channel.p,
                    p_low: channel.p_low,
                    p_high: channel.p_high,
                    coverage: channel.coverage,
                    outcome: outcome.headline,
                })
            })
            .collect()
    }
}
