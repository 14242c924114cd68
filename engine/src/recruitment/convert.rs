//! Currencies meet through the rates table only; nothing is fetched and nothing is assumed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::inputs::Rate;

/// The currency that rates are stated against.
const DOLLAR: &str = "USD";

/// A rate that a result rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RateUsed {
    /// ISO 4217 code.
    pub currency: String,
    /// Day of the rate.
    pub date: NaiveDate,
    /// Units of the currency for one US dollar.
    pub per_usd: f64,
    /// Who says so.
    pub source: String,
}

/// Converts amounts by a table of rates.
#[derive(Clone, Copy, Debug)]
pub struct Converter<'a> {
    rates: &'a [Rate],
}

impl<'a> Converter<'a> {
    /// Takes a table of rates, in any order.
    pub fn new(rates: &'a [Rate]) -> Self {
        Self { rates }
    }

    /// An amount in another currency, by the rates nearest to a day, with the rates used; `None` where a rate is missing.
    /// The same currency needs no rate.
    pub fn convert(&self, amount: f64, from: &str, to: &str, day: NaiveDate) -> Option<(f64, Vec<RateUsed>)> {
        if from == to {
            return Some((amount, Vec::new()));
        }
        let mut used = Vec::new();
        let mut per_usd = |currency: &str| -> Option<f64> {
            if currency == DOLLAR {
                return Some(1.0);
            }
            let rate = self.nearest(currency, day)?;
            used.push(RateUsed {
                currency: rate.currency.clone(),
                date: rate.date,
                per_usd: rate.per_usd,
                source: rate.source.clone(),
            });
            Some(rate.per_usd)
        };
        let dollars = amount / per_usd(from)?;
        let converted = dollars * per_usd(to)?;
        Some((converted, used))
    }

    /// The rate nearest to a day; of two equally near ones the earlier, then the one whose source sorts first.
    fn nearest(&self, currency: &str, day: NaiveDate) -> Option<&'a Rate> {
        self.rates.iter().filter(|rate| rate.currency == currency && rate.per_usd > 0.0).min_by(|a, b| {
            let key = |rate: &Rate| ((rate.date - day).num_days().abs(), rate.date);
            key(a).cmp(&key(b)).then_with(|| a.source.cmp(&b.source)).then(a.per_usd.total_cmp(&b.per_usd))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rate(currency: &str, date: &str, per_usd: f64) -> Rate {
        Rate { currency: currency.into(), date: date.parse().unwrap(), per_usd, source: "test".into() }
    }

    #[test]
    fn an_amount_goes_through_the_dollar_at_the_nearest_rates() {
        let rates =
            [rate("UZS", "2025-01-01", 12_000.0), rate("UZS", "2026-01-01", 10_000.0), rate("RUB", "2026-01-01", 80.0)];
        let day = "2026-02-01".parse().unwrap();
        let (amount, used) = Converter::new(&rates).convert(5_000_000.0, "UZS", "RUB", day).unwrap();
        assert!((amount - 40_000.0).abs() < 1e-9, "5,000,000 / 10,000 × 80");
        assert_eq!(used.len(), 2);
    }

    #[test]
    fn a_missing_rate_is_unknown_and_the_same_currency_needs_none() {
        let converter = Converter::new(&[]);
        let day = "2026-02-01".parse().unwrap();
        assert!(converter.convert(1.0, "UZS", "RUB", day).is_none());
        assert_eq!(converter.convert(7.0, "UZS", "UZS", day), Some((7.0, Vec::new())));
    }
}
