//! Splitting a total so that its parts add up.

use std::collections::BTreeMap;

/// Parts of a total by key.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Apportioned {
    parts: BTreeMap<String, (f64, usize)>,
}

impl Apportioned {
    /// Adds a part of one source to a key.
    pub fn add(&mut self, key: &str, value: f64) {
        let part = self.parts.entry(key.to_owned()).or_default();
        part.0 += value;
        part.1 += 1;
    }

    /// Key, value and number of sources, largest first; ties by key.
    pub fn largest_first(self) -> Vec<(String, f64, usize)> {
        let mut parts: Vec<_> = self.parts.into_iter().map(|(key, (value, count))| (key, value, count)).collect();
        parts.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        parts
    }
}

/// Splits every source's value by a key of it; sources without value are left out.
pub fn apportion<'a>(values: impl IntoIterator<Item = (f64, &'a str)>) -> Apportioned {
    let mut apportioned = Apportioned::default();
    for (value, key) in values {
        if value > 0.0 {
            apportioned.add(key, value);
        }
    }
    apportioned
}

/// Rounds parts to so many decimals that the rounded parts sum to the rounded total: the missing units go to the
/// largest remainders (Hamilton's method), ties to the earlier part. Values must be finite and not negative.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "values are finite, not negative and far below 2^53 units"
)]
pub fn largest_remainder(values: &[f64], decimals: u32) -> Vec<f64> {
    let unit = libm::pow(10.0, f64::from(decimals));
    let scaled: Vec<f64> = values.iter().map(|value| value * unit).collect();
    let mut units: Vec<u64> = scaled.iter().map(|value| value.floor() as u64).collect();
    let total = scaled.iter().sum::<f64>().round() as u64;
    let given: u64 = units.iter().sum();
    let mut order: Vec<usize> = (0..values.len()).collect();
    let remainder = |i: &usize| scaled.get(*i).map_or(0.0, |value| value - value.floor());
    order.sort_by(|a, b| remainder(b).total_cmp(&remainder(a)).then(a.cmp(b)));
    let missing = usize::try_from(total.saturating_sub(given)).unwrap_or(usize::MAX);
    for &i in order.iter().take(missing) {
        if let Some(unit) = units.get_mut(i) {
            *unit += 1;
        }
    }
    units.into_iter().map(|units| units as f64 / unit).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounded_parts_add_up_to_the_rounded_total() {
        // 0.333 + 0.333 + 0.334 = 1.0 at one decimal: 0.3 + 0.3 + 0.4.
        assert_eq!(largest_remainder(&[0.333, 0.333, 0.334], 1), [0.3, 0.3, 0.4]);
    }

    #[test]
    fn equal_remainders_go_to_the_earlier_part() {
        assert_eq!(largest_remainder(&[0.25, 0.25], 1), [0.3, 0.2]);
    }
}
