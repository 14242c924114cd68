//! Opening the database, so that it stays usable under writes.
//!
//! SQLite runs with a write-ahead log: one connection writes, several read beside it, and a write transaction takes its turn at the
//! start (`BEGIN IMMEDIATE`), so that it never fails half-way because another one was first. A lock file keeps a second
//! service away from the same file; short commands may work beside a service. On PostgreSQL one pool does both.

use std::fs::{File, OpenOptions};
use std::path::{Path, PathBuf};
use std::str::FromStr;
use std::time::Duration;

use sea_orm::{
    DatabaseConnection, DatabaseTransaction, DbBackend, DbErr, SqliteTransactionMode, SqlxPostgresConnector,
    SqlxSqliteConnector, TransactionOptions, TransactionTrait,
};
use secrecy::{ExposeSecret, SecretString};
use sqlx::postgres::PgConnectOptions;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use sqlx::{ConnectOptions, Connection};
use thiserror::Error;

use super::{schema::Schema, tenant};

/// Connections that read from SQLite side by side.
const SQLITE_READERS: u32 = 8;
/// Connections to PostgreSQL of one process.
const POSTGRES_CONNECTIONS: u32 = 16;
/// How long a request waits for its turn; longer than the commit of a large upload takes.
const PATIENCE: Duration = Duration::from_mins(1);
/// Pages kept in memory by each connection, in KiB (negative, as SQLite wants it).
const CACHE_KIB: &str = "-32000";
/// To what size the write-ahead log shrinks again after a large commit, in bytes.
const LOG_BYTES: &str = "67108864";

/// Who opens the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// A service, or a command that must be alone: on SQLite no second one may.
    Alone,
    /// A short command, which may work beside a service.
    Beside,
}

/// An open database.
#[derive(Debug)]
pub struct Database {
    writer: DatabaseConnection,
    reader: DatabaseConnection,
    /// The file of a SQLite database.
    file: Option<PathBuf>,
    /// Held for as long as the database is open; the system lets go of it when the process ends, however it ends.
    _lock: Option<File>,
}

/// A database that cannot be opened. The address is not repeated: it may hold a password.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The address is none.
    #[error(
        "the setting `database.url` is no address of a database; write `sqlite://folder/karvon.db?mode=rwc` or `postgres://user@host/name`"
    )]
    Address,
    /// Another service has the file.
    #[error("another karvon works with the database `{}`; stop it first, or use PostgreSQL for several", .0.display())]
    InUse(PathBuf),
    /// There is none.
    #[error("there is no database `{}`; `karvon serve` or `karvon organisation create` makes one", .0.display())]
    Missing(PathBuf),
    /// A folder or file cannot be made.
    #[error("`{}` cannot be made or opened: {reason}; check that the folder may be written to", path.display())]
    File {
        /// The folder or file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The database does not answer or refuses.
    #[error("the database cannot be reached: {0}; check `database.url` and that it runs")]
    Unreachable(String),
    /// The database answered with an error.
    #[error("the database failed")]
    Database(#[from] DbErr),
    /// Migrations are missing.
    #[error("the database has an older schema ({pending} steps behind); make a backup and run `karvon migrate up`")]
    Older {
        /// Number of missing migrations.
        pending: usize,
    },
    /// Migrations are there that this program does not know.
    #[error("the database was made by a newer karvon; use that one")]
    Newer,
}

impl Database {
    /// Opens the database at an address. Its schema is not looked at.
    ///
    /// # Errors
    /// [`OpenError`], never [`OpenError::Older`] or [`OpenError::Newer`].
    pub async fn open(url: &SecretString, access: Access) -> Result<Self, OpenError> {
        let url = url.expose_secret();
        if url.starts_with("sqlite:") { open_sqlite(url, access).await } else { open_postgres(url).await }
    }

    /// Opens a database that is there already; a SQLite file is not made.
    ///
    /// # Errors
    /// [`OpenError::Missing`], and as [`Database::open`].
    pub async fn open_existing(url: &SecretString, access: Access) -> Result<Self, OpenError> {
        if url.expose_secret().starts_with("sqlite:") {
            let file = sqlite_options(url.expose_secret())?.get_filename().to_owned();
            if !file.metadata().is_ok_and(|file| file.len() > 0) {
                return Err(OpenError::Missing(file));
            }
        }
        Self::open(url, access).await
    }

    /// Opens the database and sees to its schema: an empty database gets all tables.
    ///
    /// # Errors
    /// [`OpenError::Older`] and [`OpenError::Newer`] when the schema is not this program's; [`OpenError`] otherwise.
    pub async fn open_ready(url: &SecretString, access: Access) -> Result<Self, OpenError> {
        let database = Self::open(url, access).await?;
        match database.schema().await? {
            Schema::Ready => {}
            Schema::Empty => database.migrate_up().await?,
            Schema::Older { pending } => return Err(OpenError::Older { pending }),
            Schema::Newer => return Err(OpenError::Newer),
        }
        Ok(database)
    }

    /// For queries. On SQLite it refuses to write.
    pub fn reader(&self) -> &DatabaseConnection {
        &self.reader
    }

    /// For single statements that need no transaction.
    pub fn writer(&self) -> &DatabaseConnection {
        &self.writer
    }

    /// A transaction that writes: what it reads stays true until it ends, as far as only its own rows change.
    /// Dropped without commit it undoes itself.
    ///
    /// # Errors
    /// The database fails, or its turn does not come within a minute.
    pub async fn begin(&self) -> Result<DatabaseTransaction, DbErr> {
        let options = TransactionOptions { sqlite_transaction_mode: self.mode(), ..TransactionOptions::default() };
        self.writer.begin_with_options(options).await
    }

    fn mode(&self) -> Option<SqliteTransactionMode> {
        (self.backend() == DbBackend::Sqlite).then_some(SqliteTransactionMode::Immediate)
    }

    /// Which database it is.
    pub fn backend(&self) -> DbBackend {
        self.writer.get_database_backend()
    }

    /// The file of a SQLite database.
    pub fn file(&self) -> Option<&Path> {
        self.file.as_deref()
    }

    /// Ends all connections after what they are at.
    ///
    /// # Errors
    /// The database fails.
    pub async fn close(self) -> Result<(), DbErr> {
        self.reader.close_by_ref().await?;
        self.writer.close_by_ref().await
    }
}

/// A SQLite database that nobody else may open as a service while this is held. It is not opened.
#[derive(Debug)]
pub struct Reserved {
    file: PathBuf,
    _lock: File,
}

impl Reserved {
    /// Reserves the database at an address, and makes its folder; `None` for PostgreSQL.
    ///
    /// # Errors
    /// [`OpenError::InUse`] and others.
    pub fn new(url: &SecretString) -> Result<Option<Self>, OpenError> {
        let url = url.expose_secret();
        if !url.starts_with("sqlite:") {
            return Ok(None);
        }
        let file = sqlite_options(url)?.get_filename().to_owned();
        make_folder(&file)?;
        let lock = lock(&file)?;
        Ok(Some(Self { file, _lock: lock }))
    }

    /// The file of the database.
    pub fn file(&self) -> &Path {
        &self.file
    }
}

fn sqlite_options(url: &str) -> Result<SqliteConnectOptions, OpenError> {
    let options = SqliteConnectOptions::from_str(url).map_err(|_| OpenError::Address)?;
    // A database in memory would be another one for every connection.
    let is_file =
        !options.get_filename().as_os_str().is_empty() && !url.contains(":memory:") && !url.contains("mode=memory");
    if is_file { Ok(options) } else { Err(OpenError::Address) }
}

async fn open_sqlite(url: &str, access: Access) -> Result<Database, OpenError> {
    let options = sqlite_options(url)?;
    let file = options.get_filename().to_owned();
    if url.contains("mode=rwc") {
        make_private(&file)?;
    }
    let lock = match access {
        Access::Alone => Some(lock(&file)?),
        Access::Beside => None,
    };
    let options = options
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        .pragma("cache_size", CACHE_KIB)
        .pragma("temp_store", "memory");
    let writing = options
        .clone()
        .journal_mode(SqliteJournalMode::Wal)
        // What was answered as done is on the disk, and what was erased is overwritten.
        .synchronous(SqliteSynchronous::Full)
        .pragma("secure_delete", "on")
        .pragma("journal_size_limit", LOG_BYTES);
    let writer = SqlitePoolOptions::new()
        .max_connections(1)
        .acquire_timeout(PATIENCE)
        .idle_timeout(None)
        .max_lifetime(None)
        .connect_with(writing)
        .await
        .map_err(|error| unreachable(&error))?;
    let reader = SqlitePoolOptions::new()
        .max_connections(SQLITE_READERS)
        .acquire_timeout(PATIENCE)
        .connect_with(options.create_if_missing(false).pragma("query_only", "on"))
        .await
        .map_err(|error| unreachable(&error))?;
    Ok(Database {
        writer: SqlxSqliteConnector::from_sqlx_sqlite_pool(writer),
        reader: SqlxSqliteConnector::from_sqlx_sqlite_pool(reader),
        file: Some(file),
        _lock: lock,
    })
}

async fn open_postgres(url: &str) -> Result<Database, OpenError> {
    let options = PgConnectOptions::from_str(url).map_err(|_| OpenError::Address)?.application_name("karvon");
    // A pool would try for as long as a request may wait; who starts a service wants to know at once.
    let first = options.connect().await.map_err(|error| unreachable(&error))?;
    first.close().await.map_err(|error| unreachable(&error))?;
    let pool =
        tenant::pool().max_connections(POSTGRES_CONNECTIONS).acquire_timeout(PATIENCE).connect_lazy_with(options);
    let connection = SqlxPostgresConnector::from_sqlx_postgres_pool(pool);
    Ok(Database { writer: connection.clone(), reader: connection, file: None, _lock: None })
}

/// What the database says, without the address.
fn unreachable(error: &sqlx::Error) -> OpenError {
    OpenError::Unreachable(error.to_string())
}

/// Makes the folder of a new database so that only its owner may look into it.
fn make_folder(file: &Path) -> Result<(), OpenError> {
    let Some(folder) = file.parent().filter(|folder| !folder.as_os_str().is_empty() && !folder.exists()) else {
        return Ok(());
    };
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).map_err(|error| OpenError::File { path: folder.to_owned(), reason: error.to_string() })
}

/// Makes the folder and the file of a new database so that only their owner may look into them.
fn make_private(file: &Path) -> Result<(), OpenError> {
    make_folder(file)?;
    let mut open = OpenOptions::new();
    open.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut open, 0o600);
    let opened = open.open(file);
    opened.map(drop).map_err(|error| OpenError::File { path: file.to_owned(), reason: error.to_string() })
}

/// Takes the lock file beside the database.
fn lock(file: &Path) -> Result<File, OpenError> {
    let mut path = file.as_os_str().to_owned();
    path.push(".lock");
    let path = PathBuf::from(path);
    let failed = |error: &std::io::Error| OpenError::File { path: path.clone(), reason: error.to_string() };
    let handle =
        OpenOptions::new().create(true).truncate(false).write(true).open(&path).map_err(|error| failed(&error))?;
    match handle.try_lock() {
        Ok(()) => Ok(handle),
        Err(std::fs::TryLockError::WouldBlock) => Err(OpenError::InUse(file.to_owned())),
        Err(std::fs::TryLockError::Error(error)) => Err(failed(&error)),
    }
}

#[cfg(test)]
mod tests {
    use sea_orm::ConnectionTrait;

    use super::*;
    use crate::db::test_support::{TestDatabase, each, each_empty};

    #[tokio::test]
    async fn a_second_service_on_one_sqlite_file_is_refused_and_a_command_is_not() {
        for TestDatabase { database, url, .. } in each().await {
            if database.backend() == DbBackend::Sqlite {
                assert!(matches!(Database::open(&url, Access::Alone).await, Err(OpenError::InUse(_))));
                Database::open(&url, Access::Beside).await.unwrap().close().await.unwrap();
                database.close().await.unwrap();
                Database::open(&url, Access::Alone).await.unwrap();
            }
        }
    }

    #[tokio::test]
    async fn an_empty_database_gets_its_tables_and_an_older_one_is_refused() {
        for TestDatabase { database, url, .. } in each_empty().await {
            database.close().await.unwrap();
            let database = Database::open_ready(&url, Access::Alone).await.unwrap();
            assert_eq!(database.schema().await.unwrap(), Schema::Ready);
            database.migrate_down(1).await.unwrap();
            database.close().await.unwrap();
            let refused = Database::open_ready(&url, Access::Alone).await;
            assert!(matches!(refused, Err(OpenError::Older { pending: 1 })), "{refused:?}");
        }
    }

    #[tokio::test]
    async fn a_transaction_that_is_dropped_leaves_nothing() {
        for TestDatabase { database, .. } in each_empty().await {
            database.writer().execute_unprepared("CREATE TABLE t (a integer)").await.unwrap();
            let transaction = database.begin().await.unwrap();
            transaction.execute_unprepared("INSERT INTO t VALUES (1)").await.unwrap();
            drop(transaction);
            let transaction = database.begin().await.unwrap();
            let rows = sea_orm::Statement::from_string(database.backend(), "SELECT a FROM t");
            assert_eq!(transaction.query_all_raw(rows).await.unwrap().len(), 0);
        }
    }

    #[tokio::test]
    async fn readers_see_the_state_before_a_transaction_while_it_writes() {
        for TestDatabase { database, .. } in each_empty().await {
            database.writer().execute_unprepared("CREATE TABLE t (a integer)").await.unwrap();
            let transaction = database.begin().await.unwrap();
            transaction.execute_unprepared("INSERT INTO t VALUES (1)").await.unwrap();
            let rows = || sea_orm::Statement::from_string(database.backend(), "SELECT a FROM t");
            assert_eq!(database.reader().query_all_raw(rows()).await.unwrap().len(), 0);
            transaction.commit().await.unwrap();
            assert_eq!(database.reader().query_all_raw(rows()).await.unwrap().len(), 1);
        }
    }

    #[tokio::test]
    async fn the_reader_of_sqlite_cannot_write() {
        for TestDatabase { database, .. } in each_empty().await {
            if database.backend() == DbBackend::Sqlite {
                let written = database.reader().execute_unprepared("CREATE TABLE t (a integer)").await;
                assert!(written.is_err());
            }
        }
    }

    #[tokio::test]
    async fn an_address_is_refused_without_being_repeated() {
        for url in ["sqlite::memory:", "postgres://u:very-secret@127.0.0.1:1/none"] {
            let refused = Database::open(&SecretString::from(url), Access::Alone).await.unwrap_err().to_string();
            assert!(!refused.contains("very-secret") && !refused.contains("memory"), "{refused}");
        }
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn a_new_sqlite_file_is_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("new/karvon.db");
        let url = SecretString::from(format!("sqlite://{}?mode=rwc", file.display()));
        let _database = Database::open(&url, Access::Alone).await.unwrap();
        assert_eq!(std::fs::metadata(&file).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(std::fs::metadata(file.parent().unwrap()).unwrap().permissions().mode() & 0o777, 0o700);
    }
}
