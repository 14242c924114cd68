//! What a trace holds: three tables that add up, and the sum over what each source sees.

use serde::Serialize;

use crate::evidence::WorkerGroup;
use crate::ids::EvidenceId;

/// How the likelihoods of one party come about, for the group of its headline channel.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartyTrace {
    /// The group.
    pub group: WorkerGroup,
    /// Whether the prevalences of mostly migrant workforces were used.
    pub migrant_prevalence: bool,
    /// What the log-odds of the regimes are made of.
    pub terms: Vec<RegimeTerm>,
    /// Log-odds of each regime against the first; the sum of the terms to 1e-9.
    pub log_odds: Vec<f64>,
    /// Leaves about which something was said, in order.
    pub leaves: Vec<LeafTrace>,
    /// What the headline channel's log-odds are made of, in the order in which it was added.
    pub drivers: Vec<Driver>,
    /// Log-odds of the headline channel; the sum of the drivers to 1e-9.
    pub logit: f64,
    /// Every set of seeing sources with every regime, where at most two families of sources reassure.
    pub table: Option<Vec<SeeingRow>>,
}

/// One term of the regimes' log-odds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RegimeTerm {
    /// Where it comes from.
    pub source: TermSource,
    /// Natural log-odds against the first regime, per regime.
    pub by_regime: Vec<f64>,
}

/// Where a term of the regimes' log-odds comes from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum TermSource {
    /// How common the regime is.
    Base,
    /// A factor, by its index.
    Factor(usize),
    /// An adverse answer about context.
    Context(EvidenceId),
    /// A confirmed list match.
    List(String),
    /// Open adverse evidence on a leaf, by its index.
    Leaf(usize),
    /// Reassurance of a family of sources, by its index.
    Family(usize),
}

/// What was said about one leaf.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeafTrace {
    /// Index of the leaf.
    pub leaf: usize,
    /// ln Λ: sum over its open adverse items.
    pub ln_lambda: f64,
    /// Open adverse items that count.
    pub adverse: Vec<ItemTerm>,
    /// Reassuring items, by source class.
    pub reassuring: Vec<ClassTerm>,
}

/// One row's part in a leaf.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ItemTerm {
    /// The row.
    pub evidence: EvidenceId,
    /// Index of the question.
    pub question: usize,
    /// Index of the answer within the question.
    pub answer: usize,
    /// Index of the source class.
    pub source: usize,
    /// How far it is believed: `r_against` of an adverse item, φ of a reassuring one.
    pub weight: f64,
    /// t/f of its answer.
    pub ratio: f64,
    /// ln λ = ln(1 + weight·(t/f − 1)).
    pub ln_lambda: f64,
}

/// Reassuring items of one source class about one leaf.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ClassTerm {
    /// Index of the source class.
    pub source: usize,
    /// P(the class sees what is there).
    pub sees: f64,
    /// Sum of ln λ.
    pub ln_lambda: f64,
    /// Its items.
    pub items: Vec<ItemTerm>,
}

/// One step of the headline channel's log-odds.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Driver {
    /// What was added.
    pub source: DriverSource,
    /// Change of the log-odds; of the prior: the log-odds themselves.
    pub change: f64,
}

/// What a step adds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DriverSource {
    /// How common the regimes are, before anything is known.
    Prior,
    /// A factor, by its index.
    Factor(usize),
    /// An adverse answer about context.
    Context(EvidenceId),
    /// A confirmed list match.
    List(String),
    /// An open adverse item on a leaf: its part of the leaf's step, in proportion to ln λ.
    Item {
        /// Index of the leaf.
        leaf: usize,
        /// The row.
        evidence: EvidenceId,
    },
    /// Reassurance of a family of sources, by its index.
    Family(usize),
    /// What recruiters bring.
    Recruiters,
}

/// One set of seeing sources.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SeeingRow {
    /// Indices of the source classes that see, among those that reassure.
    pub sees: Vec<usize>,
    /// π: how likely it is that exactly these see.
    pub probability: f64,
    /// Per regime.
    pub regimes: Vec<SeeingCell>,
}

/// One set of seeing sources in one regime.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SeeingCell {
    /// ln W.
    pub ln_weight: f64,
    /// W divided by the sum over the table; the table sums to 1.
    pub probability: f64,
    /// P(leaf | regime, seeing), in order, recruiters included.
    pub leaves: Vec<f64>,
    /// P(headline channel | regime, seeing).
    pub headline: f64,
}
