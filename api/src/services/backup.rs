//! Backups of a SQLite database while it is in use, and the way back.
//!
//! A backup is a whole database in one file: everything but the key, which stands in a file of its own. It is taken from one
//! moment, whatever is written meanwhile. PostgreSQL brings its own tools for both.

use std::fs::{File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use sea_orm::DbErr;
use secrecy::SecretString;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{ConnectOptions, Connection, Row};
use thiserror::Error;

use crate::db::{Database, OpenError, Reserved};

/// What a backup holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The file.
    pub file: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// Number of organisations in it.
    pub organisations: i64,
}

/// What a restore did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The database.
    pub database: PathBuf,
    /// Where the database that was there before stands now.
    pub replaced: Option<PathBuf>,
    /// Number of organisations in it.
    pub organisations: i64,
}

/// A backup that was not made or not restored.
#[derive(Debug, Error)]
pub enum BackupError {
    /// PostgreSQL.
    #[error("this is for SQLite; use `pg_dump` and `pg_restore` for PostgreSQL")]
    NotSqlite,
    /// There is a file already.
    #[error("`{}` is there already; choose another name", .0.display())]
    Exists(PathBuf),
    /// No file.
    #[error("there is no file `{}`; check the path", .0.display())]
    Missing(PathBuf),
    /// Not a backup, or a damaged one.
    #[error("`{}` is no backup of karvon, or it is damaged: {reason}", path.display())]
    Unusable {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        reason: String,
    },
    /// The system refuses a file.
    #[error("`{}` cannot be read or written: {reason}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The database cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

impl BackupError {
    /// Whether a path is wrong rather than what it leads to.
    pub fn is_usage(&self) -> bool {
        match self {
            Self::NotSqlite | Self::Exists(_) | Self::Missing(_) | Self::File { .. } => true,
            Self::Open(error) => !matches!(error, OpenError::Database(_)),
            Self::Unusable { .. } | Self::Database(_) => false,
        }
    }
}

/// Writes the state of this moment into a new file that only its owner may read.
///
/// # Errors
/// [`BackupError`]; then no file is left.
pub async fn backup(database: &Database, to: &Path) -> Result<Backup, BackupError> {
    let source = database.file().ok_or(BackupError::NotSqlite)?;
    if to.exists() {
        return Err(BackupError::Exists(to.to_owned()));
    }
    let part = beside(to, ".part");
    let failed = |error: &io::Error| BackupError::File { path: part.clone(), reason: error.to_string() };
    drop(private(&part).map_err(|error| failed(&error))?);
    let copied = copy(source, &part).await;
    let checked = match copied {
        Ok(()) => check(&part).await,
        Err(error) => Err(error),
    };
    let organisations = match checked {
        Ok(organisations) => organisations,
        Err(error) => {
            // What went wrong is said; that a useless file could not be removed as well would not help.
            drop(std::fs::remove_file(&part));
            return Err(error);
        }
    };
    let bytes = publish(&part, to).map_err(|error| failed(&error))?;
    Ok(Backup { file: to.to_owned(), bytes, organisations })
}

/// Puts a backup in the place of the database at an address. What was there before is kept beside it under another name. No
/// service may be running on it.
///
/// # Errors
/// [`BackupError`]; then the database is what it was.
pub async fn restore(url: &SecretString, from: &Path) -> Result<Restored, BackupError> {
    if !from.is_file() {
        return Err(BackupError::Missing(from.to_owned()));
    }
    let organisations = check(from).await?;
    let reserved = Reserved::new(url)?.ok_or(BackupError::NotSqlite)?;
    let target = reserved.file().to_owned();
    let part = beside(&target, ".part");
    let failed = |error: io::Error| BackupError::File { path: target.clone(), reason: error.to_string() };
    let copied = private(&part).and_then(|mut to| {
        let mut source = File::open(from)?;
        io::copy(&mut source, &mut to)?;
        Ok(())
    });
    copied.map_err(failed)?;
    let replaced = set_aside(&target).map_err(failed)?;
    publish(&part, &target).map_err(failed)?;
    Ok(Restored { database: target, replaced, organisations })
}

async fn copy(source: &Path, to: &Path) -> Result<(), BackupError> {
    let query = |error: sqlx::Error| DbErr::Custom(error.to_string());
    let options = SqliteConnectOptions::new().filename(source).create_if_missing(false);
    let mut connection = options.connect().await.map_err(query)?;
    let to = to.to_string_lossy().into_owned();
    let copied = sqlx::query("VACUUM INTO ?").bind(to).execute(&mut connection).await;
    connection.close().await.map_err(query)?;
    copied.map(drop).map_err(query).map_err(BackupError::from)
}

/// Whether a file is a sound database of this program; gives the number of its organisations.
async fn check(file: &Path) -> Result<i64, BackupError> {
    let unusable = |reason: String| BackupError::Unusable { path: file.to_owned(), reason };
    let failed = |error: sqlx::Error| unusable(error.to_string());
    let options = SqliteConnectOptions::new().filename(file).read_only(true).immutable(true).create_if_missing(false);
    let mut connection = options.connect().await.map_err(failed)?;
    let sound = sqlx::query("PRAGMA integrity_check").fetch_one(&mut connection).await.map_err(failed)?;
    let sound: String = sound.try_get(0).map_err(failed)?;
    if sound != "ok" {
        return Err(unusable(sound));
    }
    let count = sqlx::query("SELECT count(*) FROM organisations").fetch_one(&mut connection).await.map_err(failed)?;
    connection.close().await.map_err(failed)?;
    count.try_get(0).map_err(failed)
}

fn beside(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    PathBuf::from(name)
}

/// An empty file that only its owner may read.
fn private(file: &Path) -> io::Result<File> {
    let mut open = OpenOptions::new();
    open.write(true).create(true).truncate(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut open, 0o600);
    open.open(file)
}

/// Gives a finished file its name once all of it is on the disk. Gives its size.
fn publish(part: &Path, to: &Path) -> io::Result<u64> {
    let file = File::open(part)?;
    file.sync_all()?;
    std::fs::rename(part, to)?;
    let folder = to.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    File::open(folder)?.sync_all()?;
    Ok(file.metadata()?.len())
}

/// Moves a database with its log out of the way, unless there is none.
fn set_aside(database: &Path) -> io::Result<Option<PathBuf>> {
    if !database.exists() || database.metadata()?.len() == 0 {
        return Ok(None);
    }
    let stamp = chrono::Utc::now().format(".replaced-%Y%m%dT%H%M%S%3fZ").to_string();
    let aside = beside(database, &stamp);
    for ending in ["-wal", "-shm", ""] {
        let file = beside(database, ending);
        if file.exists() {
            std::fs::rename(&file, beside(&aside, ending))?;
        }
    }
    Ok(Some(aside))
}

#[cfg(test)]
mod tests {
    use sea_orm::DbBackend;

    use super::*;
    use crate::audit::{self, verify};
    use crate::db::Access;
    use crate::db::test_support::{TestDatabase, each, organisation};
    use crate::services::blobs;
    use crate::services::keyring::KeyRing;
    use std::sync::Arc;

    #[tokio::test]
    async fn a_backup_under_writes_restores_to_one_moment_with_the_log_intact() {
        for TestDatabase { database, .. } in each().await {
            if database.backend() != DbBackend::Sqlite {
                let refused = backup(&database, Path::new("/nowhere/x")).await;
                assert!(matches!(refused, Err(BackupError::NotSqlite)));
                continue;
            }
            let ours = organisation(&database).await;
            let hash = blobs::put(database.writer(), ours, vec![7; 3_000_000]).await.unwrap();
            let database = Arc::new(database);
            let writing = Arc::clone(&database);
            let writer = tokio::spawn(async move {
                for _ in 0..200 {
                    let transaction = writing.begin().await.unwrap();
                    let payload = serde_json::json!({});
                    let event = audit::Event {
                        actor_id: None,
                        action: "test.done",
                        object: "x/1".to_owned(),
                        reason: None,
                        payload,
                    };
                    audit::append(&transaction, ours, event).await.unwrap();
                    transaction.commit().await.unwrap();
                }
            });
            let folder = tempfile::tempdir().unwrap();
            let file = folder.path().join("backup.db");
            let made = backup(&database, &file).await.unwrap();
            assert_eq!(made.organisations, 1);
            assert!(matches!(backup(&database, &file).await, Err(BackupError::Exists(_))));
            writer.await.unwrap();
            let elsewhere = folder.path().join("elsewhere/karvon.db");
            let url = SecretString::from(format!("sqlite://{}?mode=rwc", elsewhere.display()));
            let restored = restore(&url, &file).await.unwrap();
            assert_eq!(restored.replaced, None);
            let other = Database::open_ready(&url, Access::Alone).await.unwrap();
            assert_eq!(blobs::get(other.reader(), ours, &hash).await.unwrap(), vec![7; 3_000_000]);
            let text = audit::export(other.reader(), ours, Some(&KeyRing::from_bytes([7; 32]))).await.unwrap();
            assert!(verify(&text).unwrap().hashes.len() <= 200);
        }
    }

    #[tokio::test]
    async fn a_restore_keeps_what_was_there_and_waits_for_no_running_service() {
        for TestDatabase { database, url, .. } in each().await {
            if database.backend() == DbBackend::Sqlite {
                organisation(&database).await;
                let folder = tempfile::tempdir().unwrap();
                let file = folder.path().join("backup.db");
                backup(&database, &file).await.unwrap();
                organisation(&database).await;
                let refused = restore(&url, &file).await;
                assert!(matches!(refused, Err(BackupError::Open(OpenError::InUse(_)))), "{refused:?}");
                database.close().await.unwrap();
                let restored = restore(&url, &file).await.unwrap();
                assert_eq!(restored.organisations, 1);
                let replaced = SecretString::from(format!("sqlite://{}", restored.replaced.unwrap().display()));
                let old = Database::open_ready(&replaced, Access::Beside).await.unwrap();
                let count = sea_orm::PaginatorTrait::count(
                    <crate::db::entities::organisations::Entity as sea_orm::EntityTrait>::find(),
                    old.reader(),
                );
                assert_eq!(count.await.unwrap(), 2);
            }
        }
    }

    #[tokio::test]
    async fn a_file_that_is_no_backup_changes_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("backup.db");
        let target = folder.path().join("karvon.db");
        let url = SecretString::from(format!("sqlite://{}?mode=rwc", target.display()));
        assert!(matches!(restore(&url, &file).await, Err(BackupError::Missing(_))));
        for wrong in [b"no database".to_vec(), Vec::new()] {
            std::fs::write(&file, wrong).unwrap();
            assert!(matches!(restore(&url, &file).await, Err(BackupError::Unusable { .. })));
            assert!(!target.exists());
        }
    }
}
