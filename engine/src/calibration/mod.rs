//! Calibration: how good likelihoods are on places whose truth came out later, and what the numbers of a ruleset would
//! be if they learned from them.
//!
//! Scores are those of probability forecasting: Brier score, log loss, reliability, discrimination. A refit is a
//! penalised maximum of the likelihood of the very model that assesses (a latent-class model, fitted by
//! expectation–maximisation), held to the expert's numbers as if so and so many further cases had shown them.
//! A refit never changes a ruleset: it gives the source of a new one.

mod contributions;
mod labelled;
mod rank;
mod refit;
mod reliability;
mod scores;
#[cfg(test)]
mod tests;

pub use contributions::{Contribution, ContributionOf};
pub use labelled::{CalibrationError, LabelledCase, Outcome};
pub use rank::rank_correlation;
pub use refit::{Refit, RefitSettings, refit};
pub use reliability::{Calibrated, RangeReport, ReliabilityRow, reliability};
pub use scores::{Estimate, Forecast, Scores, scores};

use serde::Serialize;

use crate::ruleset::Ruleset;
use contributions::contributions;
use labelled::Labelled;

/// How good a ruleset is on labelled cases.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Calibration {
    /// What was foreseen and what came out, in the order of the cases.
    pub forecasts: Vec<Forecast>,
    /// Scores over all.
    pub scores: Scores,
    /// Foreseen against what came out, by rising likelihood.
    pub reliability: Vec<ReliabilityRow>,
    /// Whether the printed ranges are as wide as they should be.
    pub ranges: RangeReport,
    /// What each factor and the evidence on each indicator contribute, the most helpful first.
    pub contributions: Vec<Contribution>,
}

/// Scores a ruleset on labelled cases.
///
/// # Errors
/// No cases, two cases of one id, evidence or leaves that the ruleset does not know.
pub fn calibrate(ruleset: &Ruleset, cases: &[LabelledCase]) -> Result<Calibration, CalibrationError> {
    let labelled = Labelled::new(ruleset, cases)?;
    let forecasts = labelled.forecasts(ruleset);
    Ok(Calibration {
        scores: scores(&forecasts),
        reliability: reliability(&forecasts),
        ranges: reliability::ranges(&forecasts),
        contributions: contributions(ruleset, &labelled, &forecasts),
        forecasts,
    })
}
