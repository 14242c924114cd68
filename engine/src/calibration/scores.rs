//! Scores of probability forecasts: Brier score, log loss and the area under the curve, with 95 % intervals.

use serde::Serialize;

/// Half the width of a 95 % interval in standard errors.
pub(super) const Z: f64 = 1.959_963_984_540_054;

/// One forecast and what came out.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Forecast {
    /// Which place.
    pub id: String,
    /// Likelihood of the headline, within (0, 1).
    pub likelihood: f64,
    /// Lower end of its range.
    pub p_low: f64,
    /// Upper end of its range.
    pub p_high: f64,
    /// Coverage of the headline, 0–1.
    pub coverage: f64,
    /// Whether it was there.
    pub outcome: bool,
}

impl Forecast {
    /// 1 where it was there, else 0.
    pub(super) fn truth(&self) -> f64 {
        if self.outcome { 1.0 } else { 0.0 }
    }
}

/// A number with its 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Estimate {
    /// The number.
    pub value: f64,
    /// Lower end.
    pub low: f64,
    /// Upper end.
    pub high: f64,
}

/// Scores over a set of forecasts.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Scores {
    /// Number of forecasts.
    pub cases: usize,
    /// How many of them came true.
    pub events: usize,
    /// Mean squared difference of likelihood and outcome: 0 is perfect, lower is better (Brier 1950).
    pub brier: Estimate,
    /// Brier score of who says the share of events for every place; what a ruleset must beat.
    pub brier_of_share: f64,
    /// Mean of −ln of what was said of that which came out; lower is better.
    pub log_loss: Estimate,
    /// Log loss of who says the share of events for every place.
    pub log_loss_of_share: f64,
    /// Chance that a place where it was there has the larger likelihood, ties one half, with the interval of DeLong,
    /// DeLong and Clarke-Pearson (1988); `None` where all or none came true.
    pub auc: Option<Estimate>,
}

/// Scores forecasts; all zero where there are none.
pub fn scores(forecasts: &[Forecast]) -> Scores {
    let events = forecasts.iter().filter(|forecast| forecast.outcome).count();
    let squared: Vec<f64> = forecasts.iter().map(|forecast| square(forecast.likelihood - forecast.truth())).collect();
    let lost: Vec<f64> = forecasts
        .iter()
        .map(|forecast| {
            let said = if forecast.outcome { forecast.likelihood } else { 1.0 - forecast.likelihood };
            -libm::log(said.max(f64::MIN_POSITIVE))
        })
        .collect();
    let share = ratio(events, forecasts.len());
    let entropy = |p: f64| if p > 0.0 { -p * libm::log(p) } else { 0.0 };
    Scores {
        cases: forecasts.len(),
        events,
        brier: mean(&squared),
        brier_of_share: share * (1.0 - share),
        log_loss: mean(&lost),
        log_loss_of_share: entropy(share) + entropy(1.0 - share),
        auc: auc(forecasts),
    }
}

/// A mean with its normal interval, which does not go below 0: what is averaged here never does.
fn mean(values: &[f64]) -> Estimate {
    let value = average(values);
    let error = libm::sqrt(variance(values) / count(values.len()).max(1.0));
    Estimate { value, low: (value - Z * error).max(0.0), high: value + Z * error }
}

fn auc(forecasts: &[Forecast]) -> Option<Estimate> {
    let of = |outcome: bool| -> Vec<f64> {
        forecasts.iter().filter(|f| f.outcome == outcome).map(|f| f.likelihood).collect()
    };
    let (there, absent) = (of(true), of(false));
    if there.is_empty() || absent.is_empty() {
        return None;
    }
    let above = |x: f64, y: f64| match x.total_cmp(&y) {
        std::cmp::Ordering::Greater => 1.0,
        std::cmp::Ordering::Equal => 0.5,
        std::cmp::Ordering::Less => 0.0,
    };
    // Placements: how each place stands among those of the other kind.
    let of_there: Vec<f64> =
        there.iter().map(|&x| absent.iter().map(|&y| above(x, y)).sum::<f64>() / count(absent.len())).collect();
    let of_absent: Vec<f64> =
        absent.iter().map(|&y| there.iter().map(|&x| above(x, y)).sum::<f64>() / count(there.len())).collect();
    let value = average(&of_there);
    if there.len() < 2 || absent.len() < 2 {
        return Some(Estimate { value, low: 0.0, high: 1.0 });
    }
    let error = libm::sqrt(variance(&of_there) / count(there.len()) + variance(&of_absent) / count(absent.len()));
    Some(Estimate { value, low: (value - Z * error).max(0.0), high: (value + Z * error).min(1.0) })
}

pub(super) fn average(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / count(values.len()).max(1.0)
}

/// Sample variance; 0 for fewer than two values.
fn variance(values: &[f64]) -> f64 {
    if values.len() < 2 {
        return 0.0;
    }
    let mean = average(values);
    values.iter().map(|value| square(value - mean)).sum::<f64>() / count(values.len() - 1)
}

pub(super) fn square(x: f64) -> f64 {
    x * x
}

/// A count as a number; sets of cases are far smaller than 2³².
pub(super) fn count(n: usize) -> f64 {
    f64::from(u32::try_from(n).unwrap_or(u32::MAX))
}

pub(super) fn ratio(part: usize, whole: usize) -> f64 {
    count(part) / count(whole).max(1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    pub(crate) fn forecast(likelihood: f64, outcome: bool) -> Forecast {
        Forecast { id: String::new(), likelihood, p_low: 0.0, p_high: 1.0, coverage: 0.5, outcome }
    }

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found} and {expected}");
    }

    #[test]
    fn brier_score_and_log_loss_are_means_over_places() {
        // Squares 0.04, 0.09, 0.36: mean 0.49/3. Logs: −ln 0.8, −ln 0.7, −ln 0.4.
        let found = scores(&[forecast(0.8, true), forecast(0.3, false), forecast(0.6, false)]);
        near(found.brier.value, 0.49 / 3.0);
        near(found.log_loss.value, 1.496_109_227_127_097_3 / 3.0);
        // The share of events is one third: 1/3·2/3.
        near(found.brier_of_share, 2.0 / 9.0);
    }

    #[test]
    fn the_interval_of_the_brier_score_is_that_of_a_mean() {
        // Squares 0.04 and 0.36: mean 0.2, sample variance 0.0512, standard error 0.16.
        let found = scores(&[forecast(0.8, true), forecast(0.6, false)]).brier;
        near(found.high, 0.2 + Z * 0.16);
        near(found.low, 0.0);
    }

    #[test]
    fn the_area_counts_pairs_in_the_right_order_and_ties_half() {
        // Pairs of {0.9, 0.5, 0.4} there with {0.5, 0.2} absent: 1, 1, ½, 1, 0, 1 of 6.
        let set =
            [forecast(0.9, true), forecast(0.5, true), forecast(0.4, true), forecast(0.5, false), forecast(0.2, false)];
        let found = scores(&set).auc.unwrap();
        near(found.value, 4.5 / 6.0);
        // DeLong: placements 1, ¾, ½ have variance 1/16; ½ and 1 have variance 1/8. 1/48 + 1/16 = 1/12.
        near(found.low, 0.75 - Z * libm::sqrt(1.0 / 12.0));
        near(found.high, 1.0);
    }

    #[test]
    fn there_is_no_area_where_all_came_true() {
        assert_eq!(scores(&[forecast(0.9, true), forecast(0.2, true)]).auc, None);
    }
}
