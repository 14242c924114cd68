//! Codes: goods (HS), currencies (ISO 4217), legal entities (LEI) and business numbers (D-U-N-S).

/// A reading of an HS code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum HsRead {
    /// Digits of a chapter, heading, subheading or national line.
    Code(String),
    /// The same with the leading zero that a spreadsheet took away.
    ZeroLost(String),
    /// No HS code.
    Unreadable,
}

/// Reads one HS code: two to ten digits, points, spaces and hyphens aside.
pub(crate) fn hs(text: &str) -> HsRead {
    let is_usual = matches!(text.len(), 4 | 6 | 8 | 10) && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_usual && !text.starts_with("00") && !text.starts_with("77") {
        return HsRead::Code(text.to_owned());
    }
    let text = text.trim().trim_start_matches("HS").trim_start_matches("hs").trim_start_matches([':', ' ']);
    if !text.chars().all(|c| c.is_ascii_digit() || c.is_whitespace() || matches!(c, '.' | '-')) {
        return HsRead::Unreadable;
    }
    let mut digits: String = text.chars().filter(char::is_ascii_digit).collect();
    // Codes come in pairs of digits: an odd number means that a zero in front is gone.
    let lost = digits.len() % 2 == 1 && (1..=9).contains(&digits.len());
    if lost {
        digits.insert(0, '0');
    }
    let chapter: u32 = digits.get(..2).and_then(|chapter| chapter.parse().ok()).unwrap_or_default();
    // Chapter 77 is kept free; 98 and 99 are for national use.
    if !(2..=10).contains(&digits.len()) || chapter == 0 || chapter == 77 {
        return HsRead::Unreadable;
    }
    if lost { HsRead::ZeroLost(digits) } else { HsRead::Code(digits) }
}

/// Reads an ISO 4217 code: three Latin letters.
pub(crate) fn currency(text: &str) -> Option<String> {
    (text.len() == 3 && text.bytes().all(|byte| byte.is_ascii_alphabetic())).then(|| text.to_ascii_uppercase())
}

/// Whether a Legal Entity Identifier has twenty characters and check digits that fit (ISO 17442, ISO 7064 mod 97-10).
pub(crate) fn is_lei(text: &str) -> bool {
    if text.len() != 20 {
        return false;
    }
    let mut rest = 0_u32;
    for c in text.chars() {
        let Some(value) = c.to_digit(36) else {
            return false;
        };
        rest = if value < 10 { rest * 10 + value } else { rest * 100 + value } % 97;
    }
    rest == 1
}

/// Whether a D-U-N-S number has nine digits.
pub(crate) fn is_duns(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits == 9 && text.chars().all(|c| c.is_ascii_digit() || c == '-' || c == ' ')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hs_codes_lose_their_points_and_spaces() {
        assert_eq!(hs("5201.00"), HsRead::Code("520100".to_owned()));
        assert_eq!(hs("52 01"), HsRead::Code("5201".to_owned()));
        assert_eq!(hs("HS 6203.42.31"), HsRead::Code("62034231".to_owned()));
        assert_eq!(hs("52"), HsRead::Code("52".to_owned()));
    }

    #[test]
    fn a_lost_zero_is_seen_by_the_odd_number_of_digits() {
        assert_eq!(hs("10121"), HsRead::ZeroLost("010121".to_owned()));
        assert_eq!(hs("9"), HsRead::ZeroLost("09".to_owned()));
    }

    #[test]
    fn words_and_impossible_chapters_are_no_hs_codes() {
        for text in ["cotton", "7701", "00", "123456789012", "", "5,201"] {
            assert_eq!(hs(text), HsRead::Unreadable, "{text}");
        }
    }

    #[test]
    fn an_lei_is_checked_by_its_last_two_digits() {
        // Built by hand: for eighteen zeros the check digits are 98, since 98 − 0 mod 97 leaves 1 with 97·0 + 98 = 1 mod 97.
        assert!(is_lei("00000000000000000098"));
        assert!(!is_lei("00000000000000000097"));
        assert!(!is_lei("0000"));
    }

    #[test]
    fn currencies_are_three_letters() {
        assert_eq!(currency("usd").as_deref(), Some("USD"));
        assert_eq!(currency("сум"), None);
        assert_eq!(currency("US$"), None);
    }
}
