//! Dates: ISO, day first, with month names, or as day numbers of a spreadsheet.

use chrono::{Days, NaiveDate};

/// How a date was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateRead {
    /// Year, month, day, or with the month as a word: no doubt.
    Clear(NaiveDate),
    /// Day, month, year, and no other reading is possible.
    DayFirst(NaiveDate),
    /// Month, day, year, and no other reading is possible.
    MonthFirst(NaiveDate),
    /// Either reading is possible.
    Either {
        /// Read day first.
        day_first: NaiveDate,
        /// Read month first.
        month_first: NaiveDate,
    },
    /// A day number of a spreadsheet (1900 system).
    Serial(NaiveDate),
}

/// Day numbers that are believed to be dates: 1954 to 2119.
const SERIALS: std::ops::RangeInclusive<u64> = 20_000..=80_000;

/// Beginnings of month names in English, German and Russian; in each language the first that fits is the month.
const MONTHS: [(&str, u32); 36] = [
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
    ("jän", 1),
    ("mär", 3),
    ("mai", 5),
    ("okt", 10),
    ("dez", 12),
    ("янв", 1),
    ("фев", 2),
    ("мар", 3),
    ("апр", 4),
    ("мая", 5),
    ("май", 5),
    ("июн", 6),
    ("июл", 7),
    ("авг", 8),
    ("сен", 9),
    ("окт", 10),
    ("ноя", 11),
    ("дек", 12),
    ("қаң", 1),
    ("ақп", 2),
    ("нау", 3),
    ("сәу", 4),
    ("мам", 5),
    ("жел", 12),
];

/// Reads a date; `None` if the text is none.
pub(crate) fn read(text: &str) -> Option<DateRead> {
    if let Some(date) = iso(text) {
        return Some(DateRead::Clear(date));
    }
    // A time of day behind the date says nothing about the day.
    let text = match text.split_once(['T', ' ']) {
        Some((day, time)) if time.contains(':') => day,
        _ => text,
    };
    if text.bytes().all(|byte| byte.is_ascii_digit()) {
        return number(text);
    }
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ', ',', '\u{a0}']).filter(|part| !part.is_empty()).collect();
    let [a, b, c] = match parts.as_slice() {
        // The fourth as in "3 апреля 2025 г."
        [a, b, c] | [a, b, c, "г" | "года" | "ж"] => [*a, *b, *c],
        _ => return None,
    };
    if let Some(month) = month_of(b) {
        return named(a, month, c);
    }
    if let Some(month) = month_of(a) {
        return named(b, month, c);
    }
    if a.len() == 4 {
        return day_of(a, b, c).map(DateRead::Clear);
    }
    match (day_of(c, b, a), day_of(c, a, b)) {
        (Some(day_first), Some(month_first)) if day_first != month_first => {
            Some(DateRead::Either { day_first, month_first })
        }
        (Some(day_first), _) => Some(DateRead::DayFirst(day_first)),
        (None, Some(month_first)) => Some(DateRead::MonthFirst(month_first)),
        (None, None) => None,
    }
}

/// `2025-04-03` exactly, as most dates are.
fn iso(text: &str) -> Option<NaiveDate> {
    let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
        return None;
    };
    let number = |digits: &[u8]| {
        digits.iter().try_fold(0_u32, |n, digit| digit.is_ascii_digit().then(|| n * 10 + u32::from(digit - b'0')))
    };
    let year = i32::try_from(number(&[y1, y2, y3, y4])?).ok()?;
    NaiveDate::from_ymd_opt(year, number(&[m1, m2])?, number(&[d1, d2])?)
}

/// `20250403`, or a day number.
fn number(text: &str) -> Option<DateRead> {
    if text.len() == 8 {
        let (year, rest) = text.split_at_checked(4)?;
        let (month, day) = rest.split_at_checked(2)?;
        return day_of(year, month, day).map(DateRead::Clear);
    }
    let days: u64 = text.parse().ok()?;
    if !SERIALS.contains(&days) {
        return None;
    }
    // Day 1 is 1 January 1900, and the system counts a 29 February 1900 that never was.
    NaiveDate::from_ymd_opt(1899, 12, 30)?.checked_add_days(Days::new(days)).map(DateRead::Serial)
}

/// A day with a month in words: day and year stand on either side.
fn named(one: &str, month: u32, other: &str) -> Option<DateRead> {
    let (day, year) = if one.len() == 4 { (other, one) } else { (one, other) };
    let day = day.trim_end_matches("st").trim_end_matches("nd").trim_end_matches("rd").trim_end_matches("th");
    day_of(year, &month.to_string(), day).map(DateRead::Clear)
}

fn month_of(text: &str) -> Option<u32> {
    let text: String = text.chars().flat_map(char::to_lowercase).collect();
    MONTHS.iter().find(|(start, _)| text.starts_with(start)).map(|(_, month)| *month)
}

/// A date from a year of four digits and a month and day of one or two.
fn day_of(year: &str, month: &str, day: &str) -> Option<NaiveDate> {
    let digits = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
        (lengths.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())).then(|| text.parse().ok())?
    };
    let (year, month, day): (u32, u32, u32) = (digits(year, 4..=4)?, digits(month, 1..=2)?, digits(day, 1..=2)?);
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).unwrap()
    }

    #[test]
    fn dates_without_doubt_are_clear() {
        let expected = Some(DateRead::Clear(date(2025, 4, 3)));
        for text in [
            "2025-04-03",
            "2025/4/3",
            "2025.04.03",
            "20250403",
            "2025-04-03T10:15:00Z",
            "2025-04-03 10:15",
            "3 Apr 2025",
            "03-Apr-2025",
            "April 3, 2025",
            "3. April 2025",
            "3 апреля 2025 г.",
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn a_day_above_twelve_settles_the_order() {
        assert_eq!(read("23.04.2025"), Some(DateRead::DayFirst(date(2025, 4, 23))));
        assert_eq!(read("04/23/2025"), Some(DateRead::MonthFirst(date(2025, 4, 23))));
        assert_eq!(read("05.05.2025"), Some(DateRead::DayFirst(date(2025, 5, 5))));
    }

    #[test]
    fn a_day_up_to_twelve_leaves_two_readings() {
        let expected = DateRead::Either { day_first: date(2025, 4, 3), month_first: date(2025, 3, 4) };
        assert_eq!(read("3/4/2025"), Some(expected));
        assert_eq!(read("03.04.2025"), Some(expected));
    }

    #[test]
    fn a_day_number_is_a_date_of_the_1900_system() {
        // 1 January 2025 is day 45658.
        assert_eq!(read("45658"), Some(DateRead::Serial(date(2025, 1, 1))));
        assert_eq!(read("12"), None);
    }

    #[test]
    fn what_is_no_date_is_refused() {
        for text in ["", "soon", "2025", "2025-13-01", "31.02.2025", "03.04.25", "April 2025", "2025-04", "Q1 2025"] {
            assert_eq!(read(text), None, "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,20}") {
            let _ = read(&text);
        }
    }
}
