//! The key of an installation: one file of 32 random bytes, from which keys for each purpose are derived.
//!
//! The database remembers a fingerprint of the key it was first opened with. A filled database does not open without that key:
//! a new one would quietly begin to sign the log differently. The file stands outside the database and is not in its backups.

use std::fmt;
use std::fs::OpenOptions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};

use ed25519_dalek::SigningKey;
use hkdf::Hkdf;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::OnConflict;
use sea_orm::{ConnectionTrait, DbErr, EntityTrait};
use secrecy::{ExposeSecret, SecretBox};
use sha2::Sha256;
use thiserror::Error;

use crate::db::entities::installation;
use crate::db::random;
use crate::digest::{from_hex, hex};

/// Bytes of the key.
const BYTES: usize = 32;
/// Name of the fact under which the fingerprint is kept.
const FINGERPRINT: &str = "key_fingerprint";

/// What a derived key is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Signing heads of the audit log.
    Signing,
    /// Encrypting second factors.
    SecondFactor,
    /// Encrypting what a browser keeps while its person is at a provider.
    SignIn,
    /// Telling one key from another without showing it.
    Fingerprint,
}

impl Purpose {
    fn label(self) -> &'static [u8] {
        match self {
            Self::Signing => b"karvon audit log head, 1",
            Self::SecondFactor => b"karvon second factor, 1",
            Self::SignIn => b"karvon sign-in elsewhere, 1",
            Self::Fingerprint => b"karvon key fingerprint, 1",
        }
    }
}

/// The key of this installation.
pub struct KeyRing {
    key: SecretBox<[u8; BYTES]>,
}

impl fmt::Debug for KeyRing {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("KeyRing").finish_non_exhaustive()
    }
}

/// Whether a key that is not there may be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// Make one, for a database that has never had any.
    Make,
    /// Refuse.
    Refuse,
}

/// A key that cannot be had.
#[derive(Debug, Error)]
pub enum KeyError {
    /// The database knows a key and the file is not there.
    #[error("the key file `{}` is missing, and this database was used with a key; put the file back from where you keep it", .0.display())]
    Lost(PathBuf),
    /// There is no file, and none may be made.
    #[error("the key file `{}` is missing; make one with `head -c 32 /dev/urandom | xxd -p -c 64` and give every process the same", .0.display())]
    Absent(PathBuf),
    /// The file is another one.
    #[error("the key file `{}` is not the one this database was used with; put the right file back", .0.display())]
    Other(PathBuf),
    /// The file holds no key.
    #[error("the key file `{}` holds no key; it must be 64 hexadecimal digits", .0.display())]
    Malformed(PathBuf),
    /// The file cannot be read or made.
    #[error("the key file `{}` cannot be read or made: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

impl KeyRing {
    /// A key ring over known bytes.
    pub fn from_bytes(bytes: [u8; BYTES]) -> Self {
        Self { key: SecretBox::new(Box::new(bytes)) }
    }

    /// Reads the key of a database, and makes one where the database has never had any and that is wanted.
    ///
    /// # Errors
    /// [`KeyError`]: the key is missing or another one.
    pub async fn unlock(connection: &impl ConnectionTrait, file: &Path, missing: Missing) -> Result<Self, KeyError> {
        let known = installation::Entity::find_by_id(FINGERPRINT).one(connection).await?;
        let read = Self::read(file)?;
        let keys = match (read, &known, missing) {
            (Some(keys), _, _) => keys,
            (None, Some(_), _) => return Err(KeyError::Lost(file.to_owned())),
            (None, None, Missing::Refuse) => return Err(KeyError::Absent(file.to_owned())),
            (None, None, Missing::Make) => Self::make(file)?,
        };
        match known {
            Some(known) if known.value == keys.fingerprint() => Ok(keys),
            Some(_) => Err(KeyError::Other(file.to_owned())),
            None => keys.remember(connection, file).await,
        }
    }

    /// Reads the key of a database without changing anything; `None` where neither has ever been used.
    ///
    /// # Errors
    /// [`KeyError`]: the key is missing or another one.
    pub async fn look(connection: &impl ConnectionTrait, file: &Path) -> Result<Option<Self>, KeyError> {
        let known = installation::Entity::find_by_id(FINGERPRINT).one(connection).await?;
        match (Self::read(file)?, known) {
            (Some(keys), Some(known)) if known.value == keys.fingerprint() => Ok(Some(keys)),
            (Some(_), Some(_)) => Err(KeyError::Other(file.to_owned())),
            (None, Some(_)) => Err(KeyError::Lost(file.to_owned())),
            (read, None) => Ok(read),
        }
    }

    /// Writes the fingerprint down, unless another process was first with another key.
    async fn remember(self, connection: &impl ConnectionTrait, file: &Path) -> Result<Self, KeyError> {
        let row = installation::ActiveModel { name: Set(FINGERPRINT.to_owned()), value: Set(self.fingerprint()) };
        installation::Entity::insert(row)
            .on_conflict(OnConflict::column(installation::Column::Name).do_nothing().to_owned())
            .exec_without_returning(connection)
            .await?;
        let known = installation::Entity::find_by_id(FINGERPRINT).one(connection).await?;
        match known {
            Some(known) if known.value == self.fingerprint() => Ok(self),
            Some(_) | None => Err(KeyError::Other(file.to_owned())),
        }
    }

    fn read(file: &Path) -> Result<Option<Self>, KeyError> {
        match std::fs::read_to_string(file) {
            Ok(text) => match from_hex(text.trim()) {
                Some(bytes) => Ok(Some(Self::from_bytes(bytes))),
                None => Err(KeyError::Malformed(file.to_owned())),
            },
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) if error.kind() == ErrorKind::InvalidData => Err(KeyError::Malformed(file.to_owned())),
            Err(error) => Err(KeyError::File { path: file.to_owned(), reason: error.to_string() }),
        }
    }

    /// Makes a key that only its owner may read. A file that is there stays as it is.
    fn make(file: &Path) -> Result<Self, KeyError> {
        let failed = |error: std::io::Error| KeyError::File { path: file.to_owned(), reason: error.to_string() };
        let bytes = random::<BYTES>()?;
        if let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder).map_err(failed)?;
        }
        let mut open = OpenOptions::new();
        open.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut open, 0o600);
        let mut handle = open.open(file).map_err(failed)?;
        writeln!(handle, "{}", hex(&bytes)).and_then(|()| handle.sync_all()).map_err(failed)?;
        Ok(Self::from_bytes(bytes))
    }

    /// A key for one purpose (HKDF with SHA-256, RFC 5869); keys for different purposes tell nothing about each other.
    pub fn derive(&self, purpose: Purpose) -> [u8; 32] {
        let mut derived = [0; 32];
        // 32 bytes are far below what one expansion can give, which is the only way it could fail.
        let _ = Hkdf::<Sha256>::new(None, self.key.expose_secret()).expand(purpose.label(), &mut derived);
        derived
    }

    /// What heads of the log are signed with.
    pub fn signing_key(&self) -> SigningKey {
        SigningKey::from_bytes(&self.derive(Purpose::Signing))
    }

    /// What signatures are checked with, as hexadecimal digits.
    pub fn public_key(&self) -> String {
        hex(self.signing_key().verifying_key().as_bytes())
    }

    /// Tells this key from others, as hexadecimal digits.
    pub fn fingerprint(&self) -> String {
        hex(&self.derive(Purpose::Fingerprint))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::test_support::{TestDatabase, each};

    #[test]
    fn keys_are_derived_as_in_the_standard() {
        // Python: hmac-based HKDF (RFC 5869) without salt over 32 bytes 0x07 with the label of the purpose.
        let keys = KeyRing::from_bytes([7; 32]);
        assert_eq!(keys.fingerprint(), "6954a1ffe5dbfeb3b92ac8283d1b6955401f427f35054ad65c03782aa215aa85");
        assert_ne!(keys.derive(Purpose::Signing), keys.derive(Purpose::SecondFactor));
    }

    #[test]
    fn the_debug_form_shows_nothing() {
        assert_eq!(format!("{:?}", KeyRing::from_bytes([7; 32])), "KeyRing { .. }");
    }

    #[tokio::test]
    async fn a_key_is_made_once_and_then_asked_for() {
        for TestDatabase { database, .. } in each().await {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("new/secret.key");
            let unlock = |missing| KeyRing::unlock(database.writer(), &file, missing);
            assert!(matches!(unlock(Missing::Refuse).await, Err(KeyError::Absent(_))));
            let made = unlock(Missing::Make).await.unwrap();
            assert_eq!(unlock(Missing::Refuse).await.unwrap().public_key(), made.public_key());
            std::fs::write(&file, "0".repeat(64)).unwrap();
            assert!(matches!(unlock(Missing::Make).await, Err(KeyError::Other(_))));
            std::fs::write(&file, "secret").unwrap();
            assert!(matches!(unlock(Missing::Make).await, Err(KeyError::Malformed(_))));
            std::fs::remove_file(&file).unwrap();
            assert!(matches!(unlock(Missing::Make).await, Err(KeyError::Lost(_))));
        }
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_new_key_file_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        for TestDatabase { database, .. } in each().await {
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("secret.key");
            KeyRing::unlock(database.writer(), &file, Missing::Make).await.unwrap();
            assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        }
    }
}
