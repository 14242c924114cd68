//! Identifiers of companies and places: their shapes and check digits.

use serde::{Deserialize, Serialize};

/// A register that gives out identifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scheme {
    /// Legal Entity Identifier (ISO 17442), one per legal person.
    Lei,
    /// Open Supply Hub id, one per place of work.
    OsId,
    /// Global Location Number (GS1), one per place or body that its owner names; a company may have many.
    Gln,
    /// D-U-N-S number, one per place of business.
    Duns,
    /// Tax number; means something together with its country only.
    TaxId,
}

/// An identifier as written.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Identifier {
    /// Who gave it out.
    pub scheme: Scheme,
    /// The text as written.
    pub value: String,
}

/// Why a text is no identifier of its scheme. Such a text is compared with nothing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum IdentifierFault {
    /// Wrong length or letters.
    #[error("it has not the length or the letters that its scheme asks for")]
    Shape,
    /// The check digits do not fit the rest.
    #[error("its check digits do not fit the rest")]
    CheckDigits,
    /// A filler such as `000000000`.
    #[error("it is a filler, not a number that was given out")]
    Filler,
}

/// The identifier without blanks and hyphens, capital letters, or why it is none.
///
/// Checked are: for an LEI the two check digits by ISO 7064 mod 97-10; for an Open Supply Hub id the last letter; for a
/// GLN the GS1 check digit; for a D-U-N-S number the length alone, since its check digit was given up in 2006; for a
/// tax number that it has 5 to 20 letters and digits.
///
/// # Errors
///
/// Why the text is no identifier of its scheme.
pub fn canonical(scheme: Scheme, text: &str) -> Result<String, IdentifierFault> {
    let value: String = text
        .chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '–' | '.' | '/'))
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    if !value.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return Err(IdentifierFault::Shape);
    }
    match scheme {
        Scheme::Lei => check_lei(&value),
        Scheme::OsId => check_os_id(&value),
        Scheme::Gln => check_gln(&value),
        Scheme::Duns => digits(&value, 9).and_then(|()| no_filler(&value)),
        Scheme::TaxId if (5..=20).contains(&value.len()) => no_filler(&value),
        Scheme::TaxId => Err(IdentifierFault::Shape),
    }
    .map(|()| value)
}

fn check_lei(value: &str) -> Result<(), IdentifierFault> {
    let checked = value.get(18..).is_some_and(|last| last.len() == 2 && last.bytes().all(|byte| byte.is_ascii_digit()));
    if !checked {
        return Err(IdentifierFault::Shape);
    }
    // Letters count 10 to 35; the whole, read as one decimal number, leaves 1 when divided by 97.
    let rest = value.chars().filter_map(|letter| letter.to_digit(36)).fold(0, |rest, digit| {
        let shifted = if digit < 10 { rest * 10 } else { rest * 100 };
        (shifted + digit) % 97
    });
    if rest == 1 { Ok(()) } else { Err(IdentifierFault::CheckDigits) }
}

fn check_os_id(value: &str) -> Result<(), IdentifierFault> {
    /// Base 32 without I, L, O and U, which look like others.
    const LETTERS: &str = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    let (country, rest) = value.split_at_checked(2).ok_or(IdentifierFault::Shape)?;
    let day_is_digits = rest.get(..7).is_some_and(|day| day.bytes().all(|byte| byte.is_ascii_digit()));
    if value.len() != 15 || !country.bytes().all(|byte| byte.is_ascii_uppercase()) || !day_is_digits {
        return Err(IdentifierFault::Shape);
    }
    let values: Option<Vec<usize>> = rest.chars().map(|letter| LETTERS.find(letter)).collect();
    let values = values.ok_or(IdentifierFault::Shape)?;
    let (last, body) = values.split_last().ok_or(IdentifierFault::Shape)?;
    let sum: usize = country.bytes().map(usize::from).sum::<usize>() + body.iter().sum::<usize>();
    if sum % 32 == *last { Ok(()) } else { Err(IdentifierFault::CheckDigits) }
}

fn check_gln(value: &str) -> Result<(), IdentifierFault> {
    digits(value, 13)?;
    no_filler(value)?;
    // From the left the digits count once and three times in turn; the sum is a multiple of ten.
    let sum: u32 = value
        .chars()
        .filter_map(|digit| digit.to_digit(10))
        .zip([1, 3].into_iter().cycle())
        .map(|(digit, times)| digit * times)
        .sum();
    if sum.is_multiple_of(10) { Ok(()) } else { Err(IdentifierFault::CheckDigits) }
}

fn digits(value: &str, length: usize) -> Result<(), IdentifierFault> {
    let fits = value.len() == length && value.bytes().all(|byte| byte.is_ascii_digit());
    if fits { Ok(()) } else { Err(IdentifierFault::Shape) }
}

/// Refuses one repeated letter, and digits that only count upwards.
fn no_filler(value: &str) -> Result<(), IdentifierFault> {
    let repeats = value.bytes().zip(value.bytes().skip(1)).all(|(one, next)| one == next);
    let counts = "01234567890123456789".contains(value);
    if repeats || counts { Err(IdentifierFault::Filler) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use IdentifierFault::{CheckDigits, Filler, Shape};

    fn check(scheme: Scheme, text: &str, expected: Result<&str, IdentifierFault>) {
        assert_eq!(canonical(scheme, text), expected.map(str::to_owned), "{scheme:?} {text}");
    }

    #[test]
    fn an_lei_is_checked_by_its_last_two_digits() {
        check(Scheme::Lei, "984500KARVONTEST0156", Ok("984500KARVONTEST0156"));
        check(Scheme::Lei, " 9845-00KARVONTEST0156 ", Ok("984500KARVONTEST0156"));
        check(Scheme::Lei, "984500KARVONTEST0157", Err(CheckDigits));
        check(Scheme::Lei, "984500AKRVONTEST0156", Err(CheckDigits));
        check(Scheme::Lei, "984500KARVONTEST015", Err(Shape));
        check(Scheme::Lei, "984500KARVONTEST015X", Err(Shape));
    }

    #[test]
    fn an_open_supply_hub_id_is_checked_by_its_last_letter() {
        check(Scheme::OsId, "UZ2024031K7M2Q2", Ok("UZ2024031K7M2Q2"));
        check(Scheme::OsId, "UZ-2024031-K7M2Q-2", Ok("UZ2024031K7M2Q2"));
        check(Scheme::OsId, "UZ202403187M2Q2", Err(CheckDigits));
        check(Scheme::OsId, "UZ2024031U7M2Q2", Err(Shape));
    }

    #[test]
    fn a_gln_is_checked_by_its_last_digit() {
        check(Scheme::Gln, "4006381333931", Ok("4006381333931"));
        check(Scheme::Gln, "4006381333936", Err(CheckDigits));
        check(Scheme::Gln, "400638133393", Err(Shape));
        check(Scheme::Gln, "0000000000000", Err(Filler));
    }

    #[test]
    fn a_duns_number_has_nine_digits_and_is_no_filler() {
        check(Scheme::Duns, "15-048-3782", Ok("150483782"));
        check(Scheme::Duns, "15048378", Err(Shape));
        check(Scheme::Duns, "000000000", Err(Filler));
        check(Scheme::Duns, "123456789", Err(Filler));
    }
}
