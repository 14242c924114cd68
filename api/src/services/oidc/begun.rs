//! What a browser keeps while its person is at the provider: a cookie that only this installation can read or make.
//!
//! It holds what the answer must fit to — state, nonce, the secret of the code (PKCE) — and when it runs out. Nothing is kept here,
//! so that several processes can stand side by side, and a begun sign-in that nobody ends leaves nothing behind.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::TimeDelta;
use sea_orm::DbErr;
use serde::{Deserialize, Serialize};

use crate::db::{Moment, now};
use crate::services::keyring::{KeyRing, Purpose};
use crate::services::seal;

/// How long somebody may take at the provider.
pub(super) const LASTS: TimeDelta = TimeDelta::minutes(10);

/// A sign-in that was begun.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Begun {
    /// What the answer must repeat.
    pub(super) state: String,
    /// What the token must repeat.
    pub(super) nonce: String,
    /// What the code is bound to.
    pub(super) verifier: String,
    /// Until when it may be ended.
    pub(super) until: Moment,
}

impl Begun {
    /// As the value of a cookie, for one provider.
    pub(super) fn seal(&self, keys: &KeyRing, issuer: &str) -> Result<String, DbErr> {
        let text = serde_json::to_vec(self).map_err(|error| DbErr::Custom(error.to_string()))?;
        Ok(URL_SAFE_NO_PAD.encode(seal::seal(keys, Purpose::SignIn, issuer.as_bytes(), &text)?))
    }

    /// From the value of a cookie, if it was made here, for the same provider, and has not run out.
    pub(super) fn open(keys: &KeyRing, issuer: &str, cookie: &str) -> Option<Self> {
        let sealed = URL_SAFE_NO_PAD.decode(cookie).ok()?;
        let text = seal::open(keys, Purpose::SignIn, issuer.as_bytes(), &sealed)?;
        let begun: Self = serde_json::from_slice(&text).ok()?;
        (begun.until > now()).then_some(begun)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ISSUER: &str = "https://login.example";

    fn begun(until: Moment) -> Begun {
        Begun { state: "s".to_owned(), nonce: "n".to_owned(), verifier: "v".to_owned(), until }
    }

    #[test]
    fn a_begun_sign_in_is_read_by_its_installation_for_its_provider_until_it_runs_out() {
        let (keys, others) = (KeyRing::from_bytes([7; 32]), KeyRing::from_bytes([8; 32]));
        let fresh = begun(now() + LASTS);
        let cookie = fresh.seal(&keys, ISSUER).unwrap();
        assert!(Begun::open(&keys, ISSUER, &cookie) == Some(fresh));
        assert!(Begun::open(&others, ISSUER, &cookie).is_none());
        assert!(Begun::open(&keys, "https://other.example", &cookie).is_none());
        let old = begun(now() - TimeDelta::seconds(1)).seal(&keys, ISSUER).unwrap();
        assert!(Begun::open(&keys, ISSUER, &old).is_none());
        assert!(Begun::open(&keys, ISSUER, "nothing").is_none());
    }
}
