//! `karvon migrate`: the schema of the database, up, down, and where it stands.

use clap::{Args, Subcommand};
use sea_orm::DbErr;
use serde_json::Value;

use super::console::{Console, Ending, Failure};
use super::opened::{Common, block_on, failed};
use super::service::open_failure;
use crate::db::{Access, Database, OpenError};

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Up {
        #[command(flatten)]
        common: Common,
    },
    Down {
        #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u32).range(1..))]
        steps: u32,
        #[command(flatten)]
        common: Common,
    },
    Status {
        #[command(flatten)]
        common: Common,
    },
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    match &arguments.action {
        Action::Up { common } => change(common, console, async |database| database.migrate_up().await),
        Action::Down { steps, common } => change(common, console, async |database| database.migrate_down(*steps).await),
        Action::Status { common } => status(common, console),
    }
}

fn change(
    common: &Common,
    console: &Console,
    work: impl AsyncFnOnce(&Database) -> Result<(), DbErr>,
) -> Result<Ending, Failure> {
    let settings = common.settings()?;
    block_on(async {
        let opened = Database::open(&settings.database_url, Access::Alone).await;
        let database = opened.map_err(|error| open_failure(&error))?;
        work(&database).await.map_err(|error| failed(&error))?;
        show(common, console, database.migrations().await.map_err(|error| failed(&error))?);
        database.close().await.map_err(|error| failed(&error))?;
        Ok(Ending::Done)
    })
}

/// Where it stands; a database that is not there is not made.
fn status(common: &Common, console: &Console) -> Result<Ending, Failure> {
    let settings = common.settings()?;
    block_on(async {
        let migrations = match Database::open_existing(&settings.database_url, Access::Beside).await {
            Ok(database) => database.migrations().await.map_err(|error| failed(&error))?,
            Err(OpenError::Missing(_)) => Database::known_migrations().into_iter().map(|name| (name, false)).collect(),
            Err(error) => return Err(open_failure(&error)),
        };
        show(common, console, migrations);
        Ok(Ending::Done)
    })
}

fn show(common: &Common, console: &Console, migrations: Vec<(String, bool)>) {
    let word = |is_applied: bool| Value::from(if is_applied { "applied" } else { "pending" });
    common.print_all(console, migrations.into_iter().map(|(name, is_applied)| (name, word(is_applied))).collect());
}
