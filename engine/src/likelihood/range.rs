//! How far a likelihood may be off.
//!
//! A declared spread until calibration replaces it: what judgement leaves open, what nobody looked at, and the factors
//! whose value is unknown, as standard deviations of the log-odds.

use crate::ruleset::RegimeRules;

/// Every likelihood lies in this range: nothing is certain either way.
pub const PROBABILITY_RANGE: (f64, f64) = (1e-6, 1.0 - 1e-6);

/// Half-width of a 90 % interval of a normal distribution, in standard deviations.
const NINETY_PERCENT: f64 = 1.645;

/// A probability cut to [`PROBABILITY_RANGE`].
pub fn clamped(p: f64) -> f64 {
    p.clamp(PROBABILITY_RANGE.0, PROBABILITY_RANGE.1)
}

/// Natural log-odds of a probability strictly between 0 and 1.
pub(crate) fn logit(p: f64) -> f64 {
    libm::log(p / (1.0 - p))
}

/// The probability with these log-odds.
pub(crate) fn expit(x: f64) -> f64 {
    1.0 / (1.0 + libm::exp(-x))
}

/// Standard deviation of the log-odds: judgement² + (1 − coverage)·blind² + what unknown factors leave open.
pub(crate) fn sigma(rules: &RegimeRules, coverage: f64, unknown_factors: f64) -> f64 {
    let blind = (1.0 - coverage) * rules.blind * rules.blind;
    (rules.judgement * rules.judgement + blind + unknown_factors).sqrt()
}

/// Lower and upper end of the range around a probability.
pub(crate) fn around(p: f64, sigma: f64) -> (f64, f64) {
    let (middle, reach) = (logit(p), NINETY_PERCENT * sigma);
    (clamped(expit(middle - reach)), clamped(expit(middle + reach)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> RegimeRules {
        RegimeRules {
            classes: Vec::new(),
            migrant_workforce_from: 0.5,
            judgement: 0.5,
            blind: 1.5,
            coverage_floor: 0.3,
            full_coverage_at: 0.7,
            observe_at: 0.5,
            absence_at: 0.7,
            closure_at: 0.7,
            band_perturbation: 0.25,
        }
    }

    #[test]
    fn full_coverage_leaves_judgement_alone() {
        assert!((sigma(&rules(), 1.0, 0.0) - 0.5).abs() < 1e-15);
    }

    #[test]
    fn what_nobody_looked_at_and_unknown_factors_widen_the_range() {
        // 0.25 + 0.5 · 2.25 + 0.09 = 1.465
        assert!((sigma(&rules(), 0.5, 0.09) - 1.465_f64.sqrt()).abs() < 1e-15);
    }

    #[test]
    fn the_range_is_symmetric_in_log_odds() {
        let (low, high) = around(0.5, 1.0);
        // 1 / (1 + e^−1.645) = 0.838214…
        assert!((high - 0.838_214).abs() < 1e-6);
        assert!((low + high - 1.0).abs() < 1e-12);
    }
}
