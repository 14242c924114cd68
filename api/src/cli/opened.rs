//! What commands about the database share: settings, the open database, the key, and lines of `name: value`.

use std::future::Future;
use std::path::PathBuf;

use clap::Args;
use serde_json::{Map, Value};

use super::console::{Console, Failure};
use super::service;
use crate::config::Settings;
use crate::db::tenant::everywhere;
use crate::db::{Access, Database};
use crate::services::keyring::{KeyError, KeyRing, Missing};

/// Arguments of every such command.
#[derive(Debug, Args)]
pub(super) struct Common {
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,
    #[arg(long)]
    pub(super) json: bool,
}

impl Common {
    /// The settings.
    pub(super) fn settings(&self) -> Result<Settings, Failure> {
        service::settings(self.config.as_deref())
    }

    /// Prints what came out: a line for each, or one JSON object.
    pub(super) fn print<const N: usize>(&self, console: &Console, values: [(&str, Value); N]) {
        self.print_all(console, values.into_iter().map(|(name, value)| (name.to_owned(), value)).collect());
    }

    /// The same for names that are not known beforehand.
    pub(super) fn print_all(&self, console: &Console, values: Vec<(String, Value)>) {
        print_all(console, self.json, values);
    }
}

/// Prints what came out: a line `name: value` for each, or one JSON object. What is not known is left out of the lines.
pub(super) fn print_all(console: &Console, json: bool, values: Vec<(String, Value)>) {
    if json {
        console.line(&Value::Object(values.into_iter().collect::<Map<_, _>>()).to_string());
        return;
    }
    for (name, value) in values {
        if let Value::String(text) = &value {
            console.line(&format!("{name}: {text}"));
        } else if !value.is_null() {
            console.line(&format!("{name}: {value}"));
        }
    }
}

/// Runs work that waits for a database. A command works on all organisations.
pub(super) fn block_on<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.map_err(|error| Failure::internal(error.to_string()))?.block_on(everywhere(work))
}

/// Opens the database for a short command beside a service, with its key. An empty database gets its tables and, on SQLite, a key.
pub(super) async fn open(settings: &Settings) -> Result<(Database, KeyRing), Failure> {
    let opened = Database::open_ready(&settings.database_url, Access::Beside).await;
    let database = opened.map_err(|error| service::open_failure(&error))?;
    let keys = unlock(settings, &database).await?;
    Ok((database, keys))
}

/// The key of a database.
pub(super) async fn unlock(settings: &Settings, database: &Database) -> Result<KeyRing, Failure> {
    // Every process beside one PostgreSQL needs the same key, so none makes its own.
    let missing = if settings.is_postgres() { Missing::Refuse } else { Missing::Make };
    let unlocked = KeyRing::unlock(database.writer(), settings.key_file.path(), missing).await;
    unlocked.map_err(|error| {
        let line = error.to_string();
        if let KeyError::Database(error) = error { failed(&error) } else { Failure::usage(vec![line]) }
    })
}

/// A database that failed while a command worked.
pub(super) fn failed(error: &sea_orm::DbErr) -> Failure {
    Failure::internal(error.to_string())
}
