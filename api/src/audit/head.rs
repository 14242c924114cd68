//! The head of a chain, signed: how many entries there were at a moment, and the hash of the last.

use ed25519_dalek::{Signature, Signer, VerifyingKey};
use sea_orm::{ConnectionTrait, DbErr};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{FIRST, last};
use crate::db::OrganisationId;
use crate::digest::{from_hex, hex};
use crate::services::keyring::KeyRing;

/// The head of a chain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// Whose chain.
    pub organisation_id: Uuid,
    /// Number of the last entry; 0 for an empty chain.
    pub seq: i64,
    /// Its hash; 64 zeros for an empty chain.
    pub hash: String,
}

/// A head with the signature of the installation that keeps the chain (Ed25519, RFC 8032).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SignedHead {
    /// The head.
    pub head: Head,
    /// Signature over the canonical JSON of the head, as hexadecimal digits.
    pub signature: String,
    /// Key that the signature is checked with, as hexadecimal digits.
    pub public_key: String,
}

impl Head {
    fn canonical(&self) -> String {
        json!({"hash": self.hash, "organisation_id": self.organisation_id, "seq": self.seq}).to_string()
    }
}

impl SignedHead {
    /// The head of an organisation's chain now.
    ///
    /// # Errors
    /// The database fails.
    pub async fn now(
        connection: &impl ConnectionTrait,
        organisation_id: OrganisationId,
        keys: &KeyRing,
    ) -> Result<Self, DbErr> {
        let last = last(connection, organisation_id).await?;
        let (seq, hash) = last.map_or_else(|| (0, FIRST.to_owned()), |last| (last.seq, last.hash));
        Ok(Self::sign(Head { organisation_id: organisation_id.0, seq, hash }, keys))
    }

    /// Signs a head.
    pub fn sign(head: Head, keys: &KeyRing) -> Self {
        let signature = keys.signing_key().sign(head.canonical().as_bytes());
        Self { head, signature: hex(&signature.to_bytes()), public_key: keys.public_key() }
    }

    /// Whether the signature was made over this head with the private half of the public key beside it.
    pub fn is_genuine(&self) -> bool {
        let parts = from_hex::<32>(&self.public_key).zip(from_hex::<64>(&self.signature));
        let Some((key, signature)) = parts else { return false };
        let Ok(key) = VerifyingKey::from_bytes(&key) else { return false };
        key.verify_strict(self.head.canonical().as_bytes(), &Signature::from_bytes(&signature)).is_ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signed() -> SignedHead {
        let head = Head { organisation_id: Uuid::from_u128(7), seq: 3, hash: FIRST.to_owned() };
        SignedHead::sign(head, &KeyRing::from_bytes([7; 32]))
    }

    #[test]
    fn a_signature_holds_for_its_head_and_key_only() {
        let good = signed();
        assert!(good.is_genuine());
        let mut shorter = good.clone();
        shorter.head.seq = 2;
        let mut elsewhere = good.clone();
        elsewhere.head.organisation_id = Uuid::from_u128(8);
        let stranger = SignedHead { public_key: KeyRing::from_bytes([8; 32]).public_key(), ..good.clone() };
        let broken = SignedHead { signature: "00".to_owned(), ..good };
        for bad in [shorter, elsewhere, stranger, broken] {
            assert!(!bad.is_genuine(), "{bad:?}");
        }
    }
}
