//! Regimes: what kind of workplace it is, not seen directly (latent classes).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One kind of workplace.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Regime {
    /// `ordinary`, `exploitative`, `coercive`.
    pub id: String,
    /// Log-odds against the first regime before anything is known; 0 for the first.
    pub base: f64,
    /// How strongly factors act on it; 0 for the first, not falling.
    pub factor_weight: f64,
}

/// Regimes and the numbers that hold for all of them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RegimeRules {
    /// In order, ordinary first; at least two.
    pub classes: Vec<Regime>,
    /// Share of migrants from which the second set of prevalences holds, 0–1.
    pub migrant_workforce_from: f64,
    /// Standard deviation of the log-odds that judgement leaves open even when everything is known.
    pub judgement: f64,
    /// The same for what nobody looked at, times 1 − coverage.
    pub blind: f64,
    /// Coverage below which a party without an open major finding is not scored, 0–1.
    pub coverage_floor: f64,
    /// Reliability that counts as full coverage of a question, 0–1.
    pub full_coverage_at: f64,
    /// Reliability of a presence claim from which an indicator counts as observed, 0–1.
    pub observe_at: f64,
    /// Reliability of an absence claim from which an indicator counts as not observed, 0–1.
    pub absence_at: f64,
    /// Reliability that closes any adverse item, however reliable that was, 0–1.
    pub closure_at: f64,
    /// Relative change of log-ratios that a band must survive to be called stable, e.g. 0.25.
    pub band_perturbation: f64,
}
