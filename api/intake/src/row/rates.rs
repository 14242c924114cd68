//! Rows of the rates table.

use karvon_engine::inputs::Rate;
use validator::Validate;

use super::guard::{Guarded, TEXT, guard};
use super::{Origin, RowReader};
use crate::table::rates as field;

/// A rate as its row says.
#[derive(Clone, Debug, Validate)]
struct RateRow {
    #[validate(range(exclusive_min = 0.0, max = 1e12))]
    per_usd: f64,
    #[validate(length(min = 1, max = TEXT))]
    source: String,
}

impl Guarded for RateRow {
    fn forget(&mut self, _field: &str) {}
}

/// Reads the open row; `None`, with findings, if it cannot be used.
pub(crate) fn read(reader: &mut RowReader<'_>) -> Option<(Rate, Origin)> {
    let currency = reader.currency(field::CURRENCY);
    let date = reader.past_date(field::DATE);
    let per_usd = reader.amount(field::PER_USD);
    let source = reader.text(field::SOURCE);
    let (Some(currency), Some(date), Some(per_usd), Some(source)) = (currency, date, per_usd, source) else {
        return None;
    };
    let mut row = RateRow { per_usd, source };
    guard(&mut row, field::ALL, reader);
    let rate = Rate { currency, date, per_usd: row.per_usd, source: row.source };
    reader.is_usable().then(|| (rate, reader.origin()))
}

#[cfg(test)]
mod tests {
    use crate::test_support::{read_one, rules};

    #[test]
    fn a_rate_is_read() {
        let intake = read_one("rates.csv", b"currency,date,per_usd,source\nuzs,2026-01-05,12000,central bank\n");
        let rate = &intake.inputs.rates[0];
        assert_eq!((rate.currency.as_str(), rate.per_usd), ("UZS", 12000.0));
        assert_eq!(rules(&intake), Vec::<&str>::new());
    }

    #[test]
    fn a_rate_of_nothing_is_an_error() {
        let intake = read_one("rates.csv", b"currency,date,per_usd,source\nUZS,2026-01-05,0,x\nUZS,2026-01-06,,x\n");
        assert_eq!((rules(&intake), intake.rows_left_out()), (vec!["number-out-of-range", "required-missing"], 2));
    }

    #[test]
    fn two_rates_for_one_day_disagree() {
        let table =
            b"currency,date,per_usd,source\nUZS,2026-01-05,12000,x\nUZS,2026-01-05,12500,y\nUZS,2026-01-05,12000,x\n";
        let intake = read_one("rates.csv", table);
        assert_eq!((rules(&intake), intake.inputs.rates.len()), (vec!["conflicting-rate"], 1));
    }
}
