//! Days as text, `2026-03-15`: written digit by digit, since files hold them by the million.

use std::fmt::Write as _;

use chrono::{Datelike, NaiveDate};
use serde::Serializer;

/// Adds a day as ISO 8601 has it.
pub(crate) fn push(text: &mut String, day: NaiveDate) {
    let year = day.year();
    if !(0..10_000).contains(&year) {
        // Writing to a string never fails. Only such years have a sign in front.
        let _ = write!(text, "{day}");
        return;
    }
    let digit = |number: u32| char::from_digit(number % 10, 10).unwrap_or('0');
    let year = year.unsigned_abs();
    text.extend([digit(year / 1000), digit(year / 100), digit(year / 10), digit(year), '-']);
    for part in [day.month(), day.day()] {
        text.extend([digit(part / 10), digit(part)]);
        text.push('-');
    }
    text.pop();
}

/// Serialises a day as that text.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands over a reference")]
pub(crate) fn serialize<S: Serializer>(day: &NaiveDate, serializer: S) -> Result<S::Ok, S::Error> {
    let mut text = String::with_capacity(10);
    push(&mut text, *day);
    serializer.serialize_str(&text)
}

/// The same for a day that may be missing.
#[expect(clippy::trivially_copy_pass_by_ref, clippy::ref_option, reason = "serde hands over a reference")]
pub(crate) fn serialize_option<S: Serializer>(day: &Option<NaiveDate>, serializer: S) -> Result<S::Ok, S::Error> {
    match day {
        Some(day) => serialize(day, serializer),
        None => serializer.serialize_none(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_read_as_chrono_writes_them() {
        for (year, month, day) in [(2026, 3, 5), (1999, 12, 31), (7, 1, 1), (0, 10, 10), (12_026, 2, 3), (-5, 4, 9)] {
            let date = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            let mut text = String::new();
            push(&mut text, date);
            assert_eq!(text, date.to_string());
        }
    }

    #[test]
    fn a_missing_day_is_null() {
        let written = |day: Option<NaiveDate>| {
            let mut bytes = Vec::new();
            serialize_option(&day, &mut serde_json::Serializer::new(&mut bytes)).unwrap();
            String::from_utf8(bytes).unwrap()
        };
        assert_eq!(written(None), "null");
        assert_eq!(written(NaiveDate::from_ymd_opt(2026, 1, 2)), "\"2026-01-02\"");
    }
}
