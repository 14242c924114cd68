//! Organisations, people, machines: who there is and how they prove it.

pub mod keys;
pub mod login;
pub mod organisations;
pub mod passwords;
pub mod users;

use sea_orm::DbErr;

use crate::auth::secret;

/// A new token that begins with a word that says what it is. Only its hash is kept.
fn token(prefix: &str) -> Result<String, DbErr> {
    secret::token(prefix).map_err(|error| DbErr::Custom(format!("no random bytes: {error}")))
}
