//! Codes that change with time (RFC 6238 over RFC 4226): six digits, a new one every thirty seconds, from HMAC with SHA-1, which is
//! what every authenticator app knows. SHA-1 is no weakness here: HMAC does not rest on collisions being hard to find.

use hmac::{Hmac, KeyInit, Mac};
use sha1::Sha1;

use crate::auth::secret;

/// Bytes of a secret: as long as the hash, which RFC 4226 recommends.
pub(super) const SECRET: usize = 20;
/// Seconds that a code holds.
const STEP: i64 = 30;
/// One more than the largest code.
const CODES: u32 = 1_000_000;

/// The step whose code was given, if it is the present one, the one before or the one after — clocks differ, and typing takes
/// time — and later than the last that was used. `at` is in seconds since 1970.
pub(super) fn step_of(secret: &[u8], given: &str, at: i64, last_used: Option<i64>) -> Option<i64> {
    // Apps show codes in groups of three.
    let given: String = given.chars().filter(|letter| !letter.is_whitespace()).collect();
    let present = at.div_euclid(STEP);
    (present - 1..=present + 1)
        .filter(|step| last_used.is_none_or(|last| *step > last))
        .find(|step| code(secret, *step).is_some_and(|code| secret::same(&code, &given)))
}

/// The code of a step.
fn code(secret: &[u8], step: i64) -> Option<String> {
    // HMAC takes keys of any length.
    let mut mac = Hmac::<Sha1>::new_from_slice(secret).ok()?;
    mac.update(&step.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let from = usize::from(hash.last()? & 15);
    let four: [u8; 4] = hash.get(from..from + 4)?.try_into().ok()?;
    let number = u32::from_be_bytes(four) & 0x7fff_ffff;
    Some(format!("{:06}", number % CODES))
}

/// The code that is right at a moment, as an app would show it.
#[cfg(test)]
pub(crate) fn shown(secret: &[u8], at: i64) -> String {
    code(secret, at.div_euclid(STEP)).unwrap()
}

/// Bytes in the letters that apps let people type (RFC 4648, base 32, without the filling signs).
pub(super) fn base32(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = String::new();
    for five in bytes.chunks(5) {
        let bits = five.iter().chain([0; 5].iter()).take(5).fold(0_u64, |bits, byte| (bits << 8) | u64::from(*byte));
        for letter in 0..(five.len() * 8).div_ceil(5) {
            let index = (bits >> (35 - 5 * letter)) & 31;
            let letter = usize::try_from(index).ok().and_then(|index| LETTERS.get(index));
            text.extend(letter.copied().map(char::from));
        }
    }
    text
}

/// The address that an app reads from a picture or a link: who, where, and the secret.
pub(super) fn uri(email: &str, secret: &[u8]) -> String {
    let email: String = url::form_urlencoded::byte_serialize(email.as_bytes()).collect();
    let secret = base32(secret);
    format!("otpauth://totp/karvon:{email}?secret={secret}&issuer=karvon&algorithm=SHA1&digits=6&period={STEP}")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The secret of RFC 6238, appendix B.
    const RFC: &[u8] = b"12345678901234567890";

    #[test]
    fn codes_are_those_of_the_standard() {
        // RFC 6238, appendix B, rows SHA1: the last six of its eight digits.
        let rows = [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ];
        for (at, code) in rows {
            assert_eq!(shown(RFC, at), code, "{at}");
        }
    }

    #[test]
    fn a_code_holds_for_its_step_and_the_ones_beside_it() {
        // Step 1 lasts from second 30 to 59.
        for (at, step) in [(0, Some(1)), (59, Some(1)), (89, Some(1)), (90, None)] {
            assert_eq!(step_of(RFC, "287082", at, None), step, "{at}");
        }
        assert_eq!(step_of(RFC, " 287 082 ", 59, None), Some(1));
        for wrong in ["287083", "28708", "", "2870820", "94287082"] {
            assert_eq!(step_of(RFC, wrong, 59, None), None, "{wrong}");
        }
    }

    #[test]
    fn a_code_that_was_used_and_those_before_it_hold_no_longer() {
        assert_eq!(step_of(RFC, "287082", 59, Some(0)), Some(1));
        assert_eq!(step_of(RFC, "287082", 59, Some(1)), None);
        assert_eq!(step_of(RFC, "287082", 59, Some(2)), None);
    }

    #[test]
    fn letters_are_those_of_the_standard() {
        // RFC 4648, section 10, without filling signs.
        let rows = [
            ("", ""),
            ("f", "MY"),
            ("fo", "MZXQ"),
            ("foo", "MZXW6"),
            ("foob", "MZXW6YQ"),
            ("fooba", "MZXW6YTB"),
            ("foobar", "MZXW6YTBOI"),
        ];
        for (bytes, letters) in rows {
            assert_eq!(base32(bytes.as_bytes()), letters);
        }
    }

    #[test]
    fn an_app_reads_who_and_what_from_one_address() {
        assert_eq!(
            uri("ann@company.example", b"foobar"),
            "otpauth://totp/karvon:ann%40company.example?secret=MZXW6YTBOI&issuer=karvon&algorithm=SHA1&digits=6&period=30"
        );
    }
}
