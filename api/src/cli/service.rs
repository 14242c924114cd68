//! What commands of the service share: settings, the log, the database.

use std::path::Path;

use tracing_subscriber::EnvFilter;

use super::console::Failure;
use crate::config::{Settings, from_environment};
use crate::db::{Access, Database, OpenError, Schema};

/// The settings; a mistake in them is one of the command.
pub(super) fn settings(file: Option<&Path>) -> Result<Settings, Failure> {
    Settings::load(file, from_environment())
        .map_err(|errors| Failure::usage(errors.iter().map(ToString::to_string).collect()))
}

/// Sends the log to standard error, one JSON object a line.
pub(super) fn log(settings: &Settings) -> Result<(), Failure> {
    let filter = EnvFilter::try_new(&settings.log_level)
        .map_err(|error| Failure::usage(vec![format!("`log.level` cannot be read: {error}")]))?;
    let subscriber = tracing_subscriber::fmt().json().with_env_filter(filter).with_writer(std::io::stderr);
    subscriber.try_init().map_err(|error| Failure::internal(error.to_string()))
}

/// Opens the database for a service, which makes its tables where there are none.
pub(super) async fn open_alone(settings: &Settings) -> Result<Database, Failure> {
    Database::open_ready(&settings.database_url, Access::Alone).await.map_err(|error| open_failure(&error))
}

/// Opens a database that only the program itself changes: it gets its tables, and those that a newer program has more.
pub(super) async fn open_own(settings: &Settings) -> Result<Database, Failure> {
    let failed = |error: OpenError| open_failure(&error);
    let database = Database::open(&settings.database_url, Access::Alone).await.map_err(failed)?;
    match database.schema().await.map_err(|error| failed(error.into()))? {
        Schema::Ready => {}
        Schema::Empty | Schema::Older { .. } => database.migrate_up().await.map_err(|error| failed(error.into()))?,
        Schema::Newer => return Err(failed(OpenError::Newer)),
    }
    Ok(database)
}

/// A database that cannot be opened: what the person at the keyboard can put right is a mistake of the command.
pub(super) fn open_failure(error: &OpenError) -> Failure {
    match error {
        OpenError::Database(_) => Failure::internal(error.to_string()),
        OpenError::Address
        | OpenError::InUse(_)
        | OpenError::Missing(_)
        | OpenError::File { .. }
        | OpenError::Unreachable(_)
        | OpenError::Older { .. }
        | OpenError::Newer => Failure::usage(vec![error.to_string()]),
    }
}
