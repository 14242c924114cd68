//! One number opened: every term of a party's likelihood, down to the evidence.
//!
//! It is computed again from the frozen inputs, so that it is the calculation itself and not a copy of it.

use chrono::NaiveDate;
use karvon_engine::assessment::{Driver, DriverKind, Opened, StepItem, Trace, TraceTerm, trace_of};
use karvon_engine::evidence::WorkerGroup;
use karvon_engine::ids::PartyId;
use serde::Serialize;
use thiserror::Error;
use utoipa::ToSchema;

use super::frozen::{Frozen, ReplayError, with_frozen};
use crate::db::Database;
use crate::db::entities::assessments;
use crate::services::testimony;

/// The calculation of a party's likelihood.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
pub struct Traced {
    /// Party.
    party_id: String,
    /// Group of workers that it is about.
    worker_group: String,
    /// Kinds of place: how likely each is, and the terms of its log-odds against the first.
    regimes: Vec<TracedRegime>,
    /// What may be there: how likely, and what was said about it.
    leaves: Vec<TracedLeaf>,
    /// What moves the likelihood, in log-odds.
    drivers: Vec<TracedDriver>,
    /// Likelihood of the headline, 0–1.
    likelihood: f64,
    /// Lower end of its range.
    p_low: f64,
    /// Upper end of its range.
    p_high: f64,
    /// Coverage, 0–1.
    coverage: f64,
}

/// A kind of place.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct TracedRegime {
    /// Name.
    name: String,
    /// Probability.
    probability: f64,
    /// Terms of its log-odds.
    terms: Vec<TracedTerm>,
}

/// A term of the log-odds.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct TracedTerm {
    /// `base`, `factor`, `context`, `leaf` or `reassurance`.
    kind: String,
    /// Factor, question, leaf or family of sources.
    label: String,
    /// Natural logarithm.
    value: f64,
    /// Evidence behind it.
    evidence_ids: Vec<String>,
}

/// A leaf.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct TracedLeaf {
    /// Leaf.
    leaf: String,
    /// Probability that it is present.
    likelihood: f64,
    /// Evidence about it.
    items: Vec<TracedItem>,
}

/// A piece of evidence about a leaf.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct TracedItem {
    /// Evidence; `null` where it is not told.
    evidence_id: Option<String>,
    /// Source class, or `testimony`.
    source: String,
    /// When it was observed; `null` where it is not known or not told.
    observed_on: Option<NaiveDate>,
    /// How far the source is believed, 0–1.
    reliability: f64,
    /// Freshness, 0–1.
    freshness: f64,
    /// Natural logarithm of its likelihood ratio, as counted.
    log_ratio: f64,
}

/// What moves the likelihood.
#[derive(Clone, Debug, PartialEq, Serialize, ToSchema)]
struct TracedDriver {
    /// What it is.
    label: String,
    /// Change of the log-odds.
    change: f64,
}

/// A number that cannot be opened.
#[derive(Debug, Error)]
pub enum TraceFailure {
    /// No such party.
    #[error("there is no such party")]
    NoParty,
    /// Nobody looked at the group there.
    #[error("nobody looked at the group `{asked}` there; looked at were: {known}")]
    NoGroup {
        /// The group asked for.
        asked: &'static str,
        /// The groups that were looked at.
        known: String,
    },
    /// It cannot be computed.
    #[error(transparent)]
    Replay(#[from] ReplayError),
}

/// Opens the likelihood of a party, for a group of workers or for the one that its headline comes from.
///
/// # Errors
/// [`TraceFailure`].
pub async fn trace(
    database: &Database,
    row: &assessments::Model,
    party_id: &str,
    group: Option<WorkerGroup>,
) -> Result<Traced, TraceFailure> {
    let party = PartyId::new(party_id);
    let computed = with_frozen(database, row, move |Frozen { rules, intake, options }| {
        let opened = trace_of(&intake.inputs, &rules.ruleset, &options, &party, group)?;
        Ok(match opened {
            Opened::Trace(trace) => Ok(shown(&trace, &rules.ruleset.source().regimes)),
            Opened::NoParty => Err(TraceFailure::NoParty),
            Opened::NoGroup(groups) => Err(TraceFailure::NoGroup {
                asked: group.map(WorkerGroup::as_str).unwrap_or_default(),
                known: groups.into_iter().map(WorkerGroup::as_str).collect::<Vec<_>>().join(", "),
            }),
        })
    });
    computed.await?
}

impl Traced {
    /// Merges what workers said into one undated item a leaf and one term a kind of place, for those who see outcomes only.
    pub fn merge_testimony(&mut self) {
        let said: Vec<String> = self
            .leaves
            .iter()
            .flat_map(|leaf| &leaf.items)
            .filter(|item| is_testimony(item))
            .filter_map(|item| item.evidence_id.clone())
            .collect();
        for leaf in &mut self.leaves {
            let (told, mut kept): (Vec<TracedItem>, Vec<TracedItem>) = leaf.items.drain(..).partition(is_testimony);
            if !told.is_empty() {
                kept.push(TracedItem {
                    evidence_id: None,
                    source: testimony::TESTIMONY.to_owned(),
                    observed_on: None,
                    reliability: told.iter().map(|item| item.reliability).fold(0.0, f64::max),
                    freshness: told.iter().map(|item| item.freshness).fold(0.0, f64::max),
                    log_ratio: told.iter().map(|item| item.log_ratio).sum(),
                });
            }
            leaf.items = kept;
        }
        for regime in &mut self.regimes {
            for term in &mut regime.terms {
                term.evidence_ids.retain(|id| !said.contains(id));
            }
        }
    }
}

fn is_testimony(item: &TracedItem) -> bool {
    testimony::SOURCES.contains(&item.source.as_str())
}

fn shown(trace: &Trace, regimes: &karvon_engine::ruleset::RegimeRules) -> Traced {
    let regime = |position: usize, name: &str| TracedRegime {
        name: name.to_owned(),
        probability: trace.regimes.get(position).copied().unwrap_or_default(),
        terms: trace.terms.iter().map(|term| shown_term(term, position)).collect(),
    };
    Traced {
        party_id: trace.party_id.to_string(),
        worker_group: trace.group.as_str().to_owned(),
        regimes: regimes.classes.iter().enumerate().map(|(position, class)| regime(position, &class.id)).collect(),
        leaves: trace
            .leaves
            .iter()
            .map(|leaf| TracedLeaf {
                leaf: leaf.leaf.to_string(),
                likelihood: leaf.likelihood,
                items: leaf.items.iter().map(shown_item).collect(),
            })
            .collect(),
        drivers: trace
            .drivers
            .iter()
            .map(|driver| TracedDriver { label: label(driver), change: driver.change })
            .collect(),
        likelihood: trace.likelihood,
        p_low: trace.range[0],
        p_high: trace.range[1],
        coverage: trace.coverage,
    }
}

fn label(driver: &Driver) -> String {
    let kind = match driver.kind {
        DriverKind::Prior => "prior",
        DriverKind::Factor => "factor",
        DriverKind::Context => "context",
        DriverKind::List => "list",
        DriverKind::Answer => "answer",
        DriverKind::Sources => "sources",
        DriverKind::Recruiters => "recruiters",
    };
    if driver.id.is_empty() { kind.to_owned() } else { format!("{kind}:{}", driver.id) }
}

fn shown_term(term: &TraceTerm, regime: usize) -> TracedTerm {
    TracedTerm {
        // A confirmed listing speaks to the kind of place as context does.
        kind: if term.kind == "list" { "context".to_owned() } else { term.kind.clone() },
        label: if term.id.is_empty() { term.kind.clone() } else { term.id.clone() },
        value: term.by_regime.get(regime).copied().unwrap_or_default(),
        evidence_ids: term.evidence.iter().map(ToString::to_string).collect(),
    }
}

fn shown_item(item: &StepItem) -> TracedItem {
    TracedItem {
        evidence_id: Some(item.evidence_id.to_string()),
        source: item.source.clone(),
        observed_on: item.observed_on,
        reliability: item.reliability,
        freshness: item.freshness,
        log_ratio: item.log_ratio,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_workers_said_is_one_undated_line() {
        let item = |source: &str, log_ratio| TracedItem {
            evidence_id: Some(format!("{source}{log_ratio}")),
            source: source.to_owned(),
            observed_on: NaiveDate::from_ymd_opt(2026, 3, 1),
            reliability: 0.8,
            freshness: 1.0,
            log_ratio,
        };
        let mut traced = Traced {
            party_id: "s1".to_owned(),
            worker_group: "all".to_owned(),
            regimes: vec![TracedRegime {
                name: "coercive".to_owned(),
                probability: 0.5,
                terms: vec![TracedTerm {
                    kind: "leaf".to_owned(),
                    label: "debt_bondage.coe".to_owned(),
                    value: 3.0,
                    evidence_ids: vec!["grievance1".to_owned(), "document2".to_owned()],
                }],
            }],
            leaves: vec![TracedLeaf {
                leaf: "debt_bondage.coe".to_owned(),
                likelihood: 0.9,
                items: vec![item("grievance", 1.0), item("document", 2.0), item("worker_interview", 3.0)],
            }],
            drivers: Vec::new(),
            likelihood: 0.5,
            p_low: 0.4,
            p_high: 0.6,
            coverage: 0.5,
        };
        traced.merge_testimony();
        let items = &traced.leaves[0].items;
        assert_eq!(items.len(), 2);
        assert_eq!((items[1].source.as_str(), items[1].log_ratio, items[1].observed_on), ("testimony", 4.0, None));
        assert_eq!(traced.regimes[0].terms[0].evidence_ids, ["document2"]);
    }
}
