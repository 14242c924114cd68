//! Passwords: what is good enough, and how they are kept.
//!
//! A password may be any text. It must be long, and not among or close to what people commonly choose; there are no rules about
//! kinds of characters (NIST SP 800-63B, 5.1.1.2). It is kept as an Argon2id hash with a salt of its own (RFC 9106).

use argon2::Argon2;
use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use sea_orm::DbErr;
use secrecy::{ExposeSecret, SecretString};
use thiserror::Error;
use zxcvbn::{Score, zxcvbn};

/// Fewest characters.
pub const FEWEST: usize = 12;
/// Most bytes: what is longer would only cost time.
pub const MOST_BYTES: usize = 1024;
/// How hard it must be to guess: more than ten thousand million tries.
const NEEDED: Score = Score::Four;
/// What is asked when there is no such person, so that the answer takes as long. It is the hash of nothing anybody types.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5IGhhcyB0aGlzIHNhbHQ$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// A password that is not good enough.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum PasswordError {
    /// Too short.
    #[error("the password has fewer than {FEWEST} characters; take several words")]
    Short,
    /// Too long.
    #[error("the password has more than {MOST_BYTES} bytes")]
    Long,
    /// Many people choose it, or it follows from what is known about the person.
    #[error(
        "the password is too easy to guess; take several words that do not belong together, and not your name or company"
    )]
    Common,
}

/// Whether a password is good enough for somebody about whom these words are known.
///
/// # Errors
/// [`PasswordError`].
pub fn check(password: &SecretString, known: &[&str]) -> Result<(), PasswordError> {
    let password = password.expose_secret();
    if password.chars().count() < FEWEST {
        return Err(PasswordError::Short);
    }
    if password.len() > MOST_BYTES {
        return Err(PasswordError::Long);
    }
    // A name stands in an address in parts, and people turn the parts around.
    let parts = known.iter().flat_map(|word| word.split(|sign: char| !sign.is_alphanumeric()));
    let known: Vec<&str> =
        known.iter().copied().chain(parts.filter(|part| part.chars().count() >= 3)).chain(["karvon"]).collect();
    if zxcvbn(password, &known).score() < NEEDED { Err(PasswordError::Common) } else { Ok(()) }
}

/// The hash that is kept. Takes some ten milliseconds and 19 MiB, on a thread of its own.
///
/// # Errors
/// The system has no random bytes or no thread to give.
pub async fn hash(password: &SecretString) -> Result<String, DbErr> {
    let password = password.clone();
    let hashed = tokio::task::spawn_blocking(move || {
        let hash = Argon2::default().hash_password(password.expose_secret().as_bytes());
        hash.map(|hash| hash.to_string()).map_err(|error| DbErr::Custom(format!("a password was not hashed: {error}")))
    });
    hashed.await.map_err(|error| DbErr::Custom(error.to_string()))?
}

/// Whether a password is the one that was hashed. `None` never is, after the same time.
///
/// # Errors
/// The system has no thread to give.
pub async fn is_right(password: &SecretString, hash: Option<&str>) -> Result<bool, DbErr> {
    let password = password.clone();
    let kept = hash.unwrap_or(NOBODY).to_owned();
    let is_known = hash.is_some();
    let compared = tokio::task::spawn_blocking(move || {
        PasswordHash::new(&kept)
            .is_ok_and(|kept| Argon2::default().verify_password(password.expose_secret().as_bytes(), &kept).is_ok())
    });
    Ok(compared.await.map_err(|error| DbErr::Custom(error.to_string()))? && is_known)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn checked(password: &str) -> Result<(), PasswordError> {
        check(&SecretString::from(password), &["aziza.karimova@mills.example", "Mills"])
    }

    #[test]
    fn a_password_must_be_long() {
        assert_eq!(checked("Xq7!pL2#"), Err(PasswordError::Short));
        assert_eq!(checked(&"bucket orbit ".repeat(100)), Err(PasswordError::Long));
    }

    #[test]
    fn what_many_choose_is_refused_however_it_is_spelled() {
        for common in ["password1234", "123456789012", "qwertyuiop12", "P@ssw0rd2024", "iloveyou1234", "aaaaaaaaaaaa"] {
            assert_eq!(checked(common), Err(PasswordError::Common), "{common}");
        }
    }

    #[test]
    fn what_is_known_about_the_person_is_refused() {
        assert_eq!(checked("karimova-aziza"), Err(PasswordError::Common));
    }

    #[test]
    fn several_words_are_good_in_any_script() {
        for good in ["bucket orbit lantern plum", "чинор ёмғир тегирмон олча", "тек күзгү арпа жылдыз"]
        {
            assert_eq!(checked(good), Ok(()), "{good}");
        }
    }

    #[tokio::test]
    async fn only_the_right_password_is_right() {
        let password = SecretString::from("bucket orbit lantern plum");
        let kept = hash(&password).await.unwrap();
        assert!(kept.starts_with("$argon2id$"), "{kept}");
        assert_ne!(kept, hash(&password).await.unwrap());
        assert!(is_right(&password, Some(&kept)).await.unwrap());
        assert!(!is_right(&SecretString::from("bucket orbit lantern plun"), Some(&kept)).await.unwrap());
        assert!(!is_right(&password, None).await.unwrap());
        assert!(!is_right(&password, Some("broken")).await.unwrap());
    }

    #[test]
    fn the_hash_of_nobody_can_be_asked() {
        assert!(PasswordHash::new(NOBODY).is_ok());
    }
}
