//! Decimal numbers in the spellings that people and spreadsheets use.
//!
//! A number is first brought to one decimal text, and only then becomes a double; a percent sign moves the decimal point
//! in the text. So 0.333 in a workbook and `33.3%` in a text file are one value.

use std::borrow::Cow;

/// What makes a reading doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Doubt {
    /// None.
    No,
    /// One comma with three digits after it: thousands in English, decimals elsewhere.
    CommaGroup,
    /// One point with three digits after it: decimals in English, thousands elsewhere.
    PointGroup,
}

/// A number as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Decimal<'a> {
    /// Digits with a point as the decimal sign; an exponent only where one was written.
    pub(crate) digits: Cow<'a, str>,
    /// A percent sign stood behind it; `digits` are already hundredths.
    pub(crate) percent: bool,
    pub(crate) doubt: Doubt,
}

impl Decimal<'_> {
    /// The nearest double; `None` if it is too large for one.
    pub(crate) fn value(&self) -> Option<f64> {
        // Minus zero would be a second spelling of zero.
        self.digits.parse::<f64>().ok().filter(|value| value.is_finite()).map(|value| value + 0.0)
    }

    /// The same number with the one comma read as the decimal sign.
    pub(crate) fn with_decimal_comma(text: &str) -> Option<f64> {
        read(&text.replace(',', ".")).and_then(|read| read.value())
    }
}

/// Whether a text is one of the words for what is no finite number.
pub(crate) fn is_not_finite(text: &str) -> bool {
    let word: String = text.trim().trim_start_matches(['+', '-']).chars().flat_map(char::to_lowercase).collect();
    matches!(word.as_str(), "nan" | "inf" | "infinity" | "#nan" | "1.#inf" | "1.#qnan" | "∞")
}

/// Reads a number; `None` if the text is none.
pub(crate) fn read(text: &str) -> Option<Decimal<'_>> {
    let text = text.trim();
    if is_plain(text) {
        // Digits and perhaps a point: most numbers, and nothing to take away.
        return Some(Decimal { digits: Cow::Borrowed(text), percent: false, doubt: doubt_of(text) });
    }
    let (text, percent) = match text.strip_suffix('%').or_else(|| text.strip_suffix('٪')) {
        Some(rest) => (rest.trim_end(), true),
        None => (text, false),
    };
    let (sign, text) = match text.strip_prefix(['-', '−']) {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    if !text.starts_with(|c: char| c.is_ascii_digit() || c == '.' || c == ',') {
        return None;
    }
    let (digits, doubt) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => {
            let power: i32 = exponent.strip_prefix('+').unwrap_or(exponent).parse().ok()?;
            if !is_plain(mantissa) || percent {
                return None;
            }
            (format!("{mantissa}e{power}"), Doubt::No)
        }
        None => ungroup(text)?,
    };
    let digits = if percent { hundredth(&digits) } else { digits };
    Some(Decimal { digits: Cow::Owned(format!("{sign}{digits}")), percent, doubt })
}

/// Digits with at most one point, and at least one digit.
fn is_plain(text: &str) -> bool {
    let points = text.bytes().filter(|byte| *byte == b'.').count();
    points <= 1 && text.len() > points && text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
}

/// Whether the one point of a plain text could stand for thousands.
fn doubt_of(text: &str) -> Doubt {
    match text.split_once('.') {
        Some((whole, rest)) if is_one_group(whole, rest) => Doubt::PointGroup,
        _ => Doubt::No,
    }
}

/// Takes the signs of thousands away and makes the decimal sign a point.
fn ungroup(text: &str) -> Option<(String, Doubt)> {
    if is_plain(text) {
        return Some((text.to_owned(), doubt_of(text)));
    }
    let is_space = |c: char| c.is_whitespace() || c == '\'' || c == '’';
    let spaced = text.contains(is_space);
    let (commas, points) = (text.matches(',').count(), text.matches('.').count());
    // The last of two signs is the decimal one; a sign that repeats is never it.
    let decimal = match (commas, points) {
        (1, 0) if spaced || !text.split_once(',').is_some_and(|(whole, rest)| is_one_group(whole, rest)) => Some(','),
        (0, 1) => Some('.'),
        (1, n) if n > 0 && text.rfind(',') > text.rfind('.') => Some(','),
        (n, 1) if n > 0 && text.rfind('.') > text.rfind(',') => Some('.'),
        _ => None,
    };
    let (whole, rest) = decimal.and_then(|sign| text.rsplit_once(sign)).unwrap_or((text, ""));
    let mut groups = whole.split(|c| is_space(c) || c == ',' || c == '.');
    let signs: std::collections::BTreeSet<char> = whole.chars().filter(|c| !c.is_ascii_digit()).collect();
    let first = groups.next().unwrap_or_default();
    let mut digits = first.to_owned();
    let mut grouped = false;
    for group in groups {
        if group.len() != 3 {
            return None;
        }
        digits.push_str(group);
        grouped = true;
    }
    let all_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let well_grouped = !grouped || (signs.len() == 1 && (1..=3).contains(&first.len()));
    if !all_digits(&digits) || !all_digits(rest) || !well_grouped || (digits.is_empty() && rest.is_empty()) {
        return None;
    }
    let doubt =
        if (commas, points, spaced) == (1, 0, false) && decimal.is_none() { Doubt::CommaGroup } else { Doubt::No };
    if !rest.is_empty() {
        digits.push('.');
        digits.push_str(rest);
    }
    Some((digits, doubt))
}

/// One to three digits that do not start with zero, a sign, and exactly three digits.
fn is_one_group(whole: &str, rest: &str) -> bool {
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&whole.len()) && !whole.starts_with('0') && rest.len() == 3 && digits(whole) && digits(rest)
}

/// Moves the decimal point two places to the left.
fn hundredth(digits: &str) -> String {
    let (whole, rest) = digits.split_once('.').unwrap_or((digits, ""));
    let padded = format!("{whole:0>3}");
    let (head, tail) = padded.split_at_checked(padded.len() - 2).unwrap_or((&padded, ""));
    format!("{head}.{tail}{rest}")
}

/// The shortest decimal text of a value, the same for every format.
pub(crate) fn shortest(value: f64) -> String {
    (value + 0.0).to_string()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn value(text: &str) -> Option<f64> {
        read(text).and_then(|decimal| decimal.value())
    }

    #[test]
    fn the_usual_spellings_are_read() {
        for (text, expected) in [
            ("1 200", 1200.0),
            ("1\u{a0}200", 1200.0),
            ("1\u{202f}200,5", 1200.5),
            ("1,200", 1200.0),
            ("1.200,5", 1200.5),
            ("1,200.5", 1200.5),
            ("1.234.567", 1_234_567.0),
            ("1'200.50", 1200.5),
            ("0,5", 0.5),
            ("12,50", 12.5),
            ("71.0%", 0.71),
            ("33,3 %", 0.333),
            ("-4", -4.0),
            ("−4", -4.0),
            (".5", 0.5),
            ("1.2E+05", 120_000.0),
        ] {
            assert_eq!(value(text), Some(expected), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in
            ["", "abc", "12 5", "1,20,3", "12-50", "1200+", "~500", "$12", "1.2.3", "%", ",", "NaN", "inf", "1e5%"]
        {
            assert_eq!(read(text), None, "{text}");
        }
        assert!(is_not_finite("NaN") && is_not_finite("-Infinity") && !is_not_finite("info"));
    }

    #[test]
    fn one_group_of_three_is_in_doubt() {
        assert_eq!(read("1,200").unwrap().doubt, Doubt::CommaGroup);
        assert_eq!(read("1.200").unwrap().doubt, Doubt::PointGroup);
        for text in ["0,333", "0.333", "1,200,000", "1 200", "1,200.5", "1,5", "12.50"] {
            assert_eq!(read(text).unwrap().doubt, Doubt::No, "{text}");
        }
    }

    #[test]
    fn a_percent_is_the_same_double_as_its_decimals() {
        // 33.3 / 100 is 0.33299999999999996 in doubles.
        assert_eq!(value("33.3%"), Some(0.333));
        assert_eq!(value("7%"), Some(0.07));
        assert_eq!(value("0.5%"), Some(0.005));
    }

    proptest! {
        #[test]
        fn every_share_written_as_percent_reads_back(thousandths in 0_u32..=1000) {
            let share = f64::from(thousandths) / 1000.0;
            let percent = format!("{}.{}%", thousandths / 10, thousandths % 10);
            prop_assert_eq!(value(&percent), Some(share));
        }

        #[test]
        fn any_text_is_read_or_refused(text in "\\PC{0,20}") {
            let _ = read(&text);
        }
    }
}
