//! Small secrets as they may be kept or handed out: encrypted with a key of the installation, and bound to what they belong to.
//!
//! XChaCha20-Poly1305 with a random nonce, which stands before the text. What a secret belongs to is not in the text but is part of
//! what is proven: a second factor copied to the row of another person does not open there.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{Key, KeyInit, XChaCha20Poly1305, XNonce};
use sea_orm::DbErr;

use super::keyring::{KeyRing, Purpose};
use crate::db::random;

/// Bytes of the nonce: so many that random ones never meet.
const NONCE: usize = 24;

/// Encrypts a secret that belongs to something, such as the id of a person.
///
/// # Errors
/// The system has no randomness to give.
pub fn seal(keys: &KeyRing, purpose: Purpose, belongs_to: &[u8], secret: &[u8]) -> Result<Vec<u8>, DbErr> {
    let nonce = random::<NONCE>()?;
    let payload = Payload { msg: secret, aad: belongs_to };
    let text = cipher(keys, purpose).encrypt(&XNonce::from(nonce), payload);
    let text = text.map_err(|_| DbErr::Custom("a secret is too long to be encrypted".to_owned()))?;
    Ok([nonce.as_slice(), &text].concat())
}

/// The secret, if it was sealed with this key for this purpose and belongs to the same thing; `None` where anything differs.
pub fn open(keys: &KeyRing, purpose: Purpose, belongs_to: &[u8], sealed: &[u8]) -> Option<Vec<u8>> {
    let (nonce, text) = sealed.split_first_chunk::<NONCE>()?;
    let payload = Payload { msg: text, aad: belongs_to };
    cipher(keys, purpose).decrypt(&XNonce::from(*nonce), payload).ok()
}

fn cipher(keys: &KeyRing, purpose: Purpose) -> XChaCha20Poly1305 {
    XChaCha20Poly1305::new(&Key::from(keys.derive(purpose)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_opens_with_its_key_for_its_purpose_and_owner_only() {
        let (keys, others) = (KeyRing::from_bytes([7; 32]), KeyRing::from_bytes([8; 32]));
        let sealed = seal(&keys, Purpose::SecondFactor, b"ann", b"secret").unwrap();
        assert_eq!(open(&keys, Purpose::SecondFactor, b"ann", &sealed).unwrap(), b"secret");
        assert_eq!(open(&others, Purpose::SecondFactor, b"ann", &sealed), None);
        assert_eq!(open(&keys, Purpose::Signing, b"ann", &sealed), None);
        assert_eq!(open(&keys, Purpose::SecondFactor, b"bob", &sealed), None);
    }

    #[test]
    fn a_secret_that_was_changed_or_cut_does_not_open() {
        let keys = KeyRing::from_bytes([7; 32]);
        let sealed = seal(&keys, Purpose::SecondFactor, b"ann", b"secret").unwrap();
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert_eq!(open(&keys, Purpose::SecondFactor, b"ann", &changed), None, "{place}");
            assert_eq!(open(&keys, Purpose::SecondFactor, b"ann", &sealed[..place]), None, "{place}");
        }
    }

    #[test]
    fn the_same_secret_is_never_sealed_alike_and_does_not_show() {
        let keys = KeyRing::from_bytes([7; 32]);
        let once = seal(&keys, Purpose::SecondFactor, b"ann", b"secret").unwrap();
        let twice = seal(&keys, Purpose::SecondFactor, b"ann", b"secret").unwrap();
        assert_ne!(once, twice);
        assert!(!once.windows(6).any(|bytes| bytes == b"secret"));
    }
}
