//! Numbers and shares of a row.

use serde_json::Number;

use super::{RowReader, remember};
use crate::finding::Rule;
use crate::source::Kind;
use crate::table::Field;
use crate::tidy::shortest;
use crate::value::number::{self, Decimal, Doubt};

/// What stood around the digits of a number.
struct Signs {
    percent: bool,
    doubt: Doubt,
}

impl RowReader<'_> {
    /// A number as it was read, without what is not finite, negative or in doubt.
    fn decimal(&mut self, field: Field, may_be_negative: bool) -> Option<(Signs, f64)> {
        let given = self.given(field)?;
        let told = Some(given.text.as_ref());
        let Some(read) = number::read(&given.text) else {
            let rule = if number::is_not_finite(&given.text) {
                Rule::NumberNotFinite
            } else if is_range(&given.text) {
                Rule::NumberRange
            } else {
                Rule::NumberUnreadable
            };
            self.report(rule, field, told, &[]);
            return None;
        };
        let Some(value) = read.value() else {
            self.report(Rule::NumberNotFinite, field, told, &[]);
            return None;
        };
        if value < 0.0 && !may_be_negative {
            self.report(Rule::NumberNegative, field, told, &[]);
            return None;
        }
        Some((Signs { percent: read.percent, doubt: read.doubt }, value))
    }

    /// A number that is not negative.
    pub(crate) fn amount(&mut self, field: Field) -> Option<f64> {
        self.measure(field, false)
    }

    /// A number of degrees.
    pub(crate) fn degrees(&mut self, field: Field) -> Option<f64> {
        self.measure(field, true)
    }

    fn measure(&mut self, field: Field, may_be_negative: bool) -> Option<f64> {
        let (read, value) = self.decimal(field, may_be_negative)?;
        if read.percent {
            self.report_with_text(Rule::NumberUnreadable, field, &[]);
            return None;
        }
        if read.doubt == Doubt::CommaGroup {
            let other = self.peek(field).and_then(|given| Decimal::with_decimal_comma(&given.text));
            let other = other.map(number::shortest).unwrap_or_default();
            let fill = [("read", number::shortest(value)), ("other", other)];
            self.report_with_text(Rule::NumberAmbiguous, field, &fill);
        }
        self.note_number(field, value);
        Some(value)
    }

    /// A whole number from 0 to 2³² − 1.
    pub(crate) fn whole(&mut self, field: Field) -> Option<u32> {
        let (read, value) = self.decimal(field, false)?;
        if read.percent {
            self.report_with_text(Rule::NumberUnreadable, field, &[]);
            return None;
        }
        if read.doubt == Doubt::PointGroup && self.peek(field).is_some_and(|given| given.kind == Kind::Text) {
            // 1.200 is twelve hundred to some and one and a fifth to others; for a count neither is plain.
            let fill = [
                ("read", "none".to_owned()),
                ("other", self.peek(field).map(|given| given.text.replace('.', "")).unwrap_or_default()),
            ];
            self.report_with_text(Rule::NumberAmbiguous, field, &fill);
            return None;
        }
        if value.fract() != 0.0 {
            self.report_with_text(Rule::NumberNotWhole, field, &[]);
            return None;
        }
        if value > f64::from(u32::MAX) {
            self.report_with_text(Rule::NumberOutOfRange, field, &[("range", format!("0–{}", u32::MAX))]);
            return None;
        }
        self.note_number(field, value);
        // Whole and within range, so that the text without an exponent is a number of that type.
        number::shortest(value).parse().ok()
    }

    /// A share from 0 to 1, or a percent.
    pub(crate) fn share(&mut self, field: Field) -> Option<f64> {
        let (read, mut value) = self.decimal(field, false)?;
        if !read.percent && self.place.columns.is_percent(field) {
            // The header says percent: move the point, as the sign in the cell would.
            value = number::read(&format!("{}%", number::shortest(value)))?.value()?;
        } else if !read.percent {
            if read.doubt == Doubt::CommaGroup {
                // 1,200 as a share is 1.2, which is none.
                value = f64::INFINITY;
            }
            if value > 1.0 || (value >= 1.0 && self.has_whole_percents(field)) {
                let percent = self.peek(field).map(|given| given.text.into_owned()).unwrap_or_default();
                self.report_with_text(Rule::ShareBare, field, &[("percent", percent)]);
                return None;
            }
        }
        if value > 1.0 {
            self.report_with_text(Rule::NumberOutOfRange, field, &[("range", "0–1".to_owned())]);
            return None;
        }
        self.note_number(field, value);
        Some(value)
    }

    fn note_number(&mut self, field: Field, value: f64) {
        if let Some(number) = Number::from_f64(value) {
            self.note(field, shortest(&number));
        }
    }

    /// Whether bare numbers above 1 stand in a share column: then a bare 1 may be one percent.
    fn has_whole_percents(&mut self, field: Field) -> bool {
        let known = self.habits.whole_percent.get(field.index).copied().flatten();
        known.unwrap_or_else(|| {
            let found = self.any_in_column(field, |text| {
                number::read(text).is_some_and(|read| !read.percent && read.value().is_some_and(|value| value > 1.0))
            });
            remember(&mut self.habits.whole_percent, field, found);
            found
        })
    }
}

/// Two numbers with a dash between.
fn is_range(text: &str) -> bool {
    let parts: Vec<&str> = text.split(['-', '–', '—']).map(str::trim).collect();
    matches!(parts.as_slice(), [a, b] if number::read(a).is_some() && number::read(b).is_some())
}
