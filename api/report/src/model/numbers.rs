//! How numbers are written, so that the same number reads the same on every page.
//!
//! A likelihood is written as a percentage with as many digits as it deserves; parts of a sum are rounded by largest remainder, so that
//! what is printed adds up to the printed total.

use karvon_engine::explanation::largest_remainder;

use crate::texts::grouped;

/// A probability or share as a percentage: `41 %`, `4.1 %`, `0.41 %`, `< 0.1 %`. The space does not break.
pub(crate) fn percent(share: f64) -> String {
    let percent = share * 100.0;
    let text = if percent == 0.0 {
        "0".to_owned()
    } else if percent < 0.1 {
        "< 0.1".to_owned()
    } else if percent < 9.95 {
        format!("{percent:.1}")
    } else if percent > 99.5 && share < 1.0 {
        "> 99".to_owned()
    } else {
        format!("{percent:.0}")
    };
    format!("{}\u{a0}%", text.replace(' ', "\u{a0}"))
}

/// A range of probabilities: `12 % to 64 %`, joined by the word of the language.
pub(crate) fn percent_range(low: f64, high: f64, to: &str) -> String {
    let (low, high) = (percent(low), percent(high));
    if low == high { low } else { format!("{low} {to} {high}") }
}

/// How many decimals a total of this size is printed with, so that about three digits show.
pub(crate) fn decimals_for(total: f64) -> usize {
    match total.abs() {
        size if size >= 1000.0 => 0,
        size if size >= 100.0 => 1,
        size if size >= 1.0 => 2,
        size if size >= 0.1 => 3,
        _ => 4,
    }
}

/// A number with a fixed number of decimals, thousands apart and a true minus sign.
pub(crate) fn fixed(value: f64, decimals: usize) -> String {
    let rounded = format!("{value:.decimals$}");
    let is_zero = rounded.chars().all(|digit| matches!(digit, '-' | '0' | '.'));
    grouped(if is_zero { rounded.trim_start_matches('-') } else { &rounded })
}

/// The same with a sign always shown.
pub(crate) fn signed(value: f64, decimals: usize) -> String {
    let text = fixed(value, decimals);
    if text.starts_with('−') || text.chars().all(|digit| matches!(digit, '0' | '.')) {
        text
    } else {
        format!("+{text}")
    }
}

/// Rounds parts that are not negative so that what is printed sums to the printed total.
pub(crate) fn apportion(parts: &[f64], decimals: usize) -> Vec<String> {
    let places = u32::try_from(decimals).unwrap_or(0);
    largest_remainder(parts, places).into_iter().map(|part| fixed(part, decimals)).collect()
}

/// A value as it is printed, as a number again.
pub(crate) fn rounded(value: f64, decimals: usize) -> f64 {
    format!("{value:.decimals$}").parse().unwrap_or(value)
}

/// A number with four digits that count: `0.4163`, or marked as a power of ten where it is very small or large.
pub(crate) fn significant(value: f64) -> String {
    let size = value.abs();
    if value == 0.0 {
        return "0".to_owned();
    }
    if (0.001..100_000.0).contains(&size) {
        return fixed(
            value,
            if size < 0.01 {
                6
            } else if size < 1.0 {
                5
            } else {
                3
            },
        );
    }
    let text = format!("{value:.3e}");
    match text.split_once('e') {
        Some((digits, power)) => format!("{digits}\u{a0}·\u{a0}10^[{}]", power.replace('-', "−")),
        None => text,
    }
}

/// An answer that was computed, such as a loan in months of pay, without the digits that nobody reads; any other as written.
pub(crate) fn readable(answer: &str) -> String {
    let decimals = answer.split_once('.').map_or(0, |(_, decimals)| decimals.len());
    if let Ok(value) = answer.parse::<f64>()
        && decimals > 4
        && value.abs() >= 0.01
    {
        return fixed(value, 2);
    }
    answer.to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn computed_answers_lose_the_digits_that_nobody_reads_and_others_stay_as_written() {
        let shown = ["1.1063829787234043", "0.3333333333333333", "12", "3.6", "0.00012345", "own locker"].map(readable);
        assert_eq!(shown, ["1.11", "0.33", "12", "3.6", "0.00012345", "own locker"]);
    }

    #[test]
    fn percentages_show_the_digits_they_deserve() {
        let shown = [0.0, 0.0004, 0.004, 0.041, 0.0996, 0.41, 0.994, 0.9999, 1.0].map(percent);
        let wanted = ["0", "<\u{a0}0.1", "0.4", "4.1", "10", "41", "99", ">\u{a0}99", "100"]
            .map(|text| format!("{text}\u{a0}%"));
        assert_eq!(shown, wanted);
    }

    #[test]
    fn rounded_parts_add_up_to_the_rounded_total() {
        // 0.333 three times is 0.999, printed as 1.00: one of the thirds gets the unit that is left.
        assert_eq!(apportion(&[0.333, 0.333, 0.333], 2), ["0.34", "0.33", "0.33"]);
        assert_eq!(apportion(&[0.126, 0.126, 0.748], 2), ["0.13", "0.12", "0.75"]);
        assert_eq!(apportion(&[], 2), Vec::<String>::new());
    }

    #[test]
    fn very_small_and_large_numbers_are_powers_of_ten() {
        assert_eq!(significant(0.41634), "0.41634");
        assert_eq!(significant(341_545_575_109_000.0), "3.415\u{a0}·\u{a0}10^[14]");
        assert_eq!(significant(0.000_002_5), "2.500\u{a0}·\u{a0}10^[−6]");
        assert_eq!(significant(0.0), "0");
    }

    #[test]
    fn signs_are_true_minus_signs_and_zero_has_none() {
        assert_eq!(signed(-0.5, 2), "−0.50");
        assert_eq!(signed(0.5, 2), "+0.50");
        assert_eq!(signed(-0.001, 2), "0.00");
    }
}
