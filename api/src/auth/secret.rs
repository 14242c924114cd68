//! Tokens that prove who somebody is: how they are made, and kept only as hashes.

use sea_orm::DbErr;
use sha2::{Digest, Sha256};

use crate::db::random;
use crate::digest::{hex, sha256};

/// Random bytes in a token: 256 bits cannot be guessed.
const BYTES: usize = 32;

/// A new token that begins with a word that says what it is, e.g. `krt_`.
///
/// # Errors
/// The system has no randomness to give.
pub fn token(prefix: &str) -> Result<String, DbErr> {
    Ok(format!("{prefix}{}", hex(&random::<BYTES>()?)))
}

/// What is kept of a token: its SHA-256 in hexadecimal digits. A token is long and random, so a fast hash is enough.
pub fn hash(token: &str) -> String {
    sha256(token)
}

/// Whether two tokens are the same; how long it takes tells nothing about where they differ.
pub fn same(a: &str, b: &str) -> bool {
    let (a, b) = (Sha256::digest(a.as_bytes()), Sha256::digest(b.as_bytes()));
    a.iter().zip(b.iter()).fold(0, |difference, (a, b)| difference | (a ^ b)) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_long_and_never_the_same() {
        let (a, b) = (token("krv_").unwrap(), token("krv_").unwrap());
        assert!(a.starts_with("krv_") && a.len() == 68 && a != b);
    }

    #[test]
    fn a_token_is_kept_as_its_hash() {
        // SHA-256 of "abc" (FIPS 180-4, appendix).
        assert_eq!(hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }

    #[test]
    fn only_equal_tokens_are_the_same() {
        assert!(same("a", "a") && !same("a", "b") && !same("", "a"));
    }
}
