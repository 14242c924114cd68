//! What is printed beside a share of worlds: its interval, the bracket, and counts.

use super::error::PropagationError;

/// The two-sided 95 % quantile of the normal distribution.
const Z: f64 = 1.959_963_984_540_054;

/// Nats by which an estimate outside a bound must contradict it before that is called a defect: such
/// an estimate has a chance of at most e⁻³² (Chernoff's bound).
const DEFECT_NATS: f64 = 32.0;

/// A lowest and a highest value.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Interval {
    /// The lowest value, within [0, 1].
    pub low: f64,
    /// The highest value, within [0, 1].
    pub high: f64,
}

/// Exact bounds of the reach of a party.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Bracket {
    /// The likelihood of the single most likely chain.
    pub lower: f64,
    /// The bound from above: see [`upper`](super::upper()).
    pub upper: f64,
}

/// Percentiles of the number of sources that reach the subject, the subject counted as one.
/// Percentile q is the smallest number with at least q % of the worlds at or below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CountPercentiles {
    /// 5th percentile.
    pub p5: u32,
    /// Median.
    pub p50: u32,
    /// 95th percentile.
    pub p95: u32,
}

/// The reach of one subject in one channel, as simulated.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ReachEstimate {
    /// Worlds drawn.
    pub worlds: u32,
    /// Worlds in which at least one source reaches the subject.
    pub reached: u32,
    /// The reach R. It is `reached` ÷ `worlds`, with two corrections that need no dice: where no
    /// link leads to the subject it is the subject's own likelihood, and it is never below that.
    pub reach: f64,
    /// The 95 % Wilson interval of `reached` among `worlds`: simulation error only.
    pub interval: Interval,
    /// How many sources reach the subject.
    pub count: CountPercentiles,
}

impl ReachEstimate {
    /// Builds an estimate from how many worlds had how many reaching sources.
    pub(super) fn new(histogram: &[u32], own: f64, supplied: bool) -> Self {
        let worlds: u32 = histogram.iter().sum();
        let reached = worlds - histogram.first().copied().unwrap_or(0);
        Self {
            worlds,
            reached,
            reach: share_with_own(reached, worlds, own, supplied),
            interval: wilson(reached, worlds),
            count: CountPercentiles {
                p5: percentile(histogram, 5),
                p50: percentile(histogram, 50),
                p95: percentile(histogram, 95),
            },
        }
    }

    /// The interval cut to the exact bounds; where nothing is left, the bound that is nearer.
    ///
    /// # Errors
    /// An estimate that an exact bound rules out by more than chance allows, which is a defect in
    /// this program.
    pub fn cut_to(&self, bracket: Bracket) -> Result<Interval, PropagationError> {
        let share = f64::from(self.reached) / f64::from(self.worlds);
        let broken = (share < bracket.lower && self.contradicts(bracket.lower))
            || (share > bracket.upper && self.contradicts(bracket.upper));
        if broken {
            return Err(PropagationError::BracketBroken {
                reached: self.reached,
                worlds: self.worlds,
                lower: bracket.lower,
                upper: bracket.upper,
            });
        }
        let within = |value: f64| value.max(bracket.lower).min(bracket.upper);
        Ok(Interval { low: within(self.interval.low), high: within(self.interval.high) })
    }

    fn contradicts(&self, bound: f64) -> bool {
        let worlds = f64::from(self.worlds);
        worlds * divergence(f64::from(self.reached) / worlds, bound) > DEFECT_NATS
    }
}

/// A share of worlds as a number to print: see [`ReachEstimate::reach`].
pub(super) fn share_with_own(count: u32, worlds: u32, own: f64, supplied: bool) -> f64 {
    if supplied { (f64::from(count) / f64::from(worlds)).max(own) } else { own }
}

/// Wilson's 95 % score interval of `hits` among `trials`, of which there is at least one (Wilson 1927).
pub(crate) fn wilson(hits: u32, trials: u32) -> Interval {
    let trials_f = f64::from(trials);
    let share = f64::from(hits) / trials_f;
    let spread = Z * Z / trials_f;
    let middle = share + spread / 2.0;
    let half = Z * (share * (1.0 - share) / trials_f + spread / (4.0 * trials_f)).sqrt();
    // At the ends the formula gives 0 and 1 up to rounding.
    let low = if hits == 0 { 0.0 } else { ((middle - half) / (1.0 + spread)).max(0.0) };
    let high = if hits == trials { 1.0 } else { ((middle + half) / (1.0 + spread)).min(1.0) };
    Interval { low, high }
}

/// The Kullback–Leibler divergence of a coin of likelihood `share` from one of likelihood `bound`.
fn divergence(share: f64, bound: f64) -> f64 {
    let term = |a: f64, b: f64| if a == 0.0 { 0.0 } else { a * libm::log(a / b) };
    term(share, bound) + term(1.0 - share, 1.0 - bound)
}

/// The smallest number with at least `percent` of all worlds at or below it.
fn percentile(histogram: &[u32], percent: u64) -> u32 {
    let worlds: u64 = histogram.iter().map(|&count| u64::from(count)).sum();
    let mut seen = 0;
    for (number, &count) in (0_u32..).zip(histogram) {
        seen += u64::from(count);
        if seen * 100 >= percent * worlds {
            return number;
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn close(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
    }

    #[test]
    fn wilson_of_half_of_a_hundred() {
        // z² = 3.841458820694124: 0.5 ± z·√(0.0025 + z²/40000) ÷ (1 + z²/100)
        let found = wilson(50, 100);
        close(found.low, 0.403_831_530_365_995_45);
        close(found.high, 0.596_168_469_634_004_6);
    }

    #[test]
    fn wilson_of_nothing_starts_at_zero() {
        let found = wilson(0, 10);
        close(found.low, 0.0);
        // z² ÷ (10 + z²)
        close(found.high, 3.841_458_820_694_124 / 13.841_458_820_694_124);
    }

    #[test]
    fn percentiles_are_the_smallest_number_that_covers() {
        // 5 worlds with none, 45 with one, 45 with two, 5 with seven.
        let histogram = [5, 45, 45, 0, 0, 0, 0, 5];
        let found = ReachEstimate::new(&histogram, 0.1, true);
        assert_eq!(found.count, CountPercentiles { p5: 0, p50: 1, p95: 2 });
        assert_eq!((found.reached, found.worlds), (95, 100));
    }

    #[test]
    fn an_empty_cut_gives_the_nearer_bound() {
        let found = ReachEstimate::new(&[50, 50], 0.0, true);
        let cut = found.cut_to(Bracket { lower: 0.6, upper: 0.7 }).unwrap();
        close(cut.low, 0.6);
        close(cut.high, 0.6);
    }

    #[test]
    fn an_estimate_that_a_bound_rules_out_is_a_defect() {
        let found = ReachEstimate::new(&[5_000, 5_000], 0.0, true);
        assert!(found.cut_to(Bracket { lower: 0.0, upper: 0.45 }).is_err());
        assert!(found.cut_to(Bracket { lower: 0.55, upper: 1.0 }).is_err());
        assert!(found.cut_to(Bracket { lower: 0.0, upper: 0.0 }).is_err());
        assert!(found.cut_to(Bracket { lower: 0.51, upper: 0.6 }).is_ok());
    }

    #[test]
    fn no_link_means_no_dice() {
        close(ReachEstimate::new(&[97, 3], 0.05, false).reach, 0.05);
        close(ReachEstimate::new(&[97, 3], 0.05, true).reach, 0.05);
        close(ReachEstimate::new(&[93, 7], 0.05, true).reach, 0.07);
    }
}
