//! Foreseen against what came out, and whether the printed ranges are as wide as they should be.

use serde::Serialize;

use super::Forecast;
use super::scores::{Estimate, Z, average, ratio, square};
use crate::likelihood::{expit, logit};
use crate::propagation::{Interval, wilson};

/// Places of one row of the table, as a rule; a table has at most [`MOST_ROWS`] rows.
const PLACES_A_ROW: usize = 8;
/// Most rows of the table.
const MOST_ROWS: usize = 10;
/// Steps after which Newton's method has long come to its end.
const STEPS: usize = 60;

/// Places of similar likelihood together.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ReliabilityRow {
    /// Number of places.
    pub cases: usize,
    /// Smallest likelihood among them.
    pub from: f64,
    /// Largest likelihood among them.
    pub to: f64,
    /// Mean likelihood: what share was to be expected.
    pub foreseen: f64,
    /// How many came true.
    pub events: usize,
    /// Share that came true, with its Wilson interval.
    pub observed: Estimate,
    /// Mean lower end of their ranges.
    pub p_low: f64,
    /// Mean upper end of their ranges.
    pub p_high: f64,
    /// Whether the share that came true lies between the mean ends of the ranges.
    pub inside: bool,
}

/// Whether ranges are as wide as they should be.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RangeReport {
    /// Share of places in rows whose outcome falls inside the printed ranges, 0–1; a range is meant to hold nine times
    /// of ten.
    pub inside: f64,
    /// Of all places.
    pub all: Calibrated,
    /// Of the half with more coverage: what is off there is for `judgement` to cover.
    pub well_covered: Calibrated,
    /// Of the half with less: what is off there beyond that is for `blind` to cover.
    pub hardly_covered: Calibrated,
}

/// How far log-odds were off together: the shift that would have been right, and the slope (Cox 1958).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Calibrated {
    /// Number of places.
    pub cases: usize,
    /// What all log-odds would have to be raised by; `None` where all or none came true.
    pub shift: Option<Estimate>,
    /// What they would have to be multiplied with: below 1 means likelihoods too far from the middle; `None` where it
    /// cannot be told.
    pub slope: Option<Estimate>,
    /// Mean standard deviation that the ranges were printed with.
    pub printed_spread: f64,
}

/// Rows of about equal numbers of places, by rising likelihood; places of equal likelihood stay together.
pub fn reliability(forecasts: &[Forecast]) -> Vec<ReliabilityRow> {
    let mut sorted: Vec<&Forecast> = forecasts.iter().collect();
    sorted.sort_by(|a, b| a.likelihood.total_cmp(&b.likelihood).then_with(|| a.id.cmp(&b.id)));
    let rows = (sorted.len() / PLACES_A_ROW).clamp(1, MOST_ROWS);
    let size = sorted.len().div_ceil(rows).max(1);
    let mut table: Vec<Vec<&Forecast>> = Vec::new();
    for run in sorted.chunk_by(|a, b| a.likelihood.total_cmp(&b.likelihood).is_eq()) {
        match table.last_mut().filter(|row| row.len() < size) {
            Some(row) => row.extend(run),
            None => table.push(run.to_vec()),
        }
    }
    table.iter().map(|row| reliability_row(row)).collect()
}

fn reliability_row(row: &[&Forecast]) -> ReliabilityRow {
    let mean = |of: fn(&Forecast) -> f64| average(&row.iter().map(|forecast| of(forecast)).collect::<Vec<_>>());
    let events = row.iter().filter(|forecast| forecast.outcome).count();
    let observed = share_of(events, row.len());
    let (p_low, p_high) = (mean(|f| f.p_low), mean(|f| f.p_high));
    ReliabilityRow {
        cases: row.len(),
        from: row.first().map(|f| f.likelihood).unwrap_or_default(),
        to: row.last().map(|f| f.likelihood).unwrap_or_default(),
        foreseen: mean(|f| f.likelihood),
        events,
        observed,
        p_low,
        p_high,
        inside: (p_low..=p_high).contains(&observed.value),
    }
}

/// Whether ranges are as wide as they should be.
pub(super) fn ranges(forecasts: &[Forecast]) -> RangeReport {
    let rows = reliability(forecasts);
    let inside = rows.iter().filter(|row| row.inside).map(|row| row.cases).sum();
    let mut by_coverage: Vec<&Forecast> = forecasts.iter().collect();
    by_coverage.sort_by(|a, b| b.coverage.total_cmp(&a.coverage).then_with(|| a.id.cmp(&b.id)));
    let (well, hardly) = by_coverage.split_at(by_coverage.len().div_ceil(2));
    RangeReport {
        inside: ratio(inside, forecasts.len()),
        all: calibrated(&by_coverage),
        well_covered: calibrated(well),
        hardly_covered: calibrated(hardly),
    }
}

fn calibrated(forecasts: &[&Forecast]) -> Calibrated {
    // A range is logit p ± 1.645·σ, so that its width tells σ.
    let spread = |f: &&Forecast| (logit(f.p_high) - logit(f.p_low)) / (2.0 * 1.645);
    Calibrated {
        cases: forecasts.len(),
        shift: shift(forecasts),
        slope: slope(forecasts),
        printed_spread: average(&forecasts.iter().map(spread).collect::<Vec<_>>()),
    }
}

/// Maximum-likelihood shift of all log-odds, by Newton's method, with its normal interval.
fn shift(forecasts: &[&Forecast]) -> Option<Estimate> {
    if !is_mixed(forecasts) {
        return None;
    }
    let mut delta = 0.0;
    let mut information = 0.0;
    for _ in 0..STEPS {
        let mut slope = 0.0;
        information = 0.0;
        for forecast in forecasts {
            let p = expit(logit(forecast.likelihood) + delta);
            slope += forecast.truth() - p;
            information += p * (1.0 - p);
        }
        let step: f64 = slope / f64::max(information, 1e-12);
        // Far from the maximum a full step can leave the range in which the curve is bent enough.
        delta += step.clamp(-2.0, 2.0);
        if step.abs() < 1e-12 {
            break;
        }
    }
    Some(around(delta, libm::sqrt(1.0 / information.max(1e-12))))
}

/// Maximum-likelihood slope of log-odds, with a shift fitted beside it, by Newton's method.
fn slope(forecasts: &[&Forecast]) -> Option<Estimate> {
    if !is_mixed(forecasts) {
        return None;
    }
    let (mut shift, mut slope) = (0.0, 1.0);
    for _ in 0..STEPS {
        let (mut d_shift, mut d_slope) = (0.0, 0.0);
        let (mut ss, mut sl, mut ll) = (0.0, 0.0, 0.0);
        for forecast in forecasts {
            let x = logit(forecast.likelihood);
            let p = expit(shift + slope * x);
            let (rest, weight) = (forecast.truth() - p, p * (1.0 - p));
            d_shift += rest;
            d_slope += rest * x;
            ss += weight;
            sl += weight * x;
            ll += weight * square(x);
        }
        let determinant = ss * ll - square(sl);
        if determinant.abs() < 1e-9 {
            // All likelihoods equal, or outcomes told apart without an exception: no slope is the best.
            return None;
        }
        let step_shift: f64 = (ll * d_shift - sl * d_slope) / determinant;
        let step_slope: f64 = (ss * d_slope - sl * d_shift) / determinant;
        let most = step_shift.abs().max(step_slope.abs());
        let part = if most > 2.0 { 2.0 / most } else { 1.0 };
        shift += part * step_shift;
        slope += part * step_slope;
        if most < 1e-10 {
            return Some(around(slope, libm::sqrt(ss / determinant)));
        }
    }
    None
}

fn is_mixed(forecasts: &[&Forecast]) -> bool {
    forecasts.iter().any(|f| f.outcome) && forecasts.iter().any(|f| !f.outcome)
}

fn around(value: f64, error: f64) -> Estimate {
    Estimate { value, low: value - Z * error, high: value + Z * error }
}

/// A share with its Wilson interval.
fn share_of(events: usize, cases: usize) -> Estimate {
    let number = |of: usize| u32::try_from(of).unwrap_or(u32::MAX);
    let Interval { low, high } = wilson(number(events), number(cases.max(1)));
    Estimate { value: ratio(events, cases), low, high }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn forecast(likelihood: f64, outcome: bool) -> Forecast {
        let around = |by: f64| expit(logit(likelihood) + by);
        Forecast {
            id: String::new(),
            likelihood,
            p_low: around(-1.645),
            p_high: around(1.645),
            coverage: likelihood,
            outcome,
        }
    }

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-9, "{found} and {expected}");
    }

    #[test]
    fn a_row_tells_what_was_foreseen_and_what_came_out() {
        let set: Vec<Forecast> = (0..8).map(|i| forecast(0.25, i < 2)).collect();
        let rows = reliability(&set);
        assert_eq!((rows.len(), rows[0].cases, rows[0].events), (1, 8, 2));
        near(rows[0].foreseen, 0.25);
        // Wilson for 2 of 8: (0.25 + z²/16 ± z·√(0.25·0.75/8 + z²/256)) / (1 + z²/8)
        near(rows[0].observed.low, 0.071_479_212_752_109);
        assert!(rows[0].inside);
    }

    #[test]
    fn rows_follow_rising_likelihood_and_keep_equals_together() {
        let mut set: Vec<Forecast> = (0..10).map(|_| forecast(0.1, false)).collect();
        set.extend((0..10).map(|_| forecast(0.7, true)));
        let rows = reliability(&set);
        assert_eq!(rows.iter().map(|row| (row.cases, row.events)).collect::<Vec<_>>(), [(10, 0), (10, 10)]);
    }

    #[test]
    fn the_shift_makes_what_was_foreseen_what_came_out() {
        // Half came true where 0.2 was said: the log-odds were ln 4 too low.
        let set: Vec<Forecast> = (0..10).map(|i| forecast(0.2, i % 2 == 0)).collect();
        let set: Vec<&Forecast> = set.iter().collect();
        let found = shift(&set).unwrap();
        near(found.value, libm::log(4.0));
        near(found.high - found.value, Z * libm::sqrt(1.0 / 2.5));
    }

    #[test]
    fn the_slope_of_likelihoods_that_are_twice_too_far_out_is_a_half() {
        // Said are the odds squared of what is true: 1/4 and 4 where one in three and two in three came true.
        let mut set = Vec::new();
        for i in 0..30 {
            set.push(forecast(0.2, i % 3 == 0));
            set.push(forecast(0.8, i % 3 != 0));
        }
        let set: Vec<&Forecast> = set.iter().collect();
        near(slope(&set).unwrap().value, 0.5);
    }

    #[test]
    fn the_printed_spread_is_read_from_the_ranges() {
        near(ranges(&[forecast(0.3, true), forecast(0.6, false)]).all.printed_spread, 1.0);
    }
}
