//! `karvon backup` and `karvon restore`: a whole SQLite database in one file, and back.

use std::path::PathBuf;

use clap::Args;

use super::console::{Console, Ending, Failure};
use super::opened::{Common, block_on};
use super::service::open_failure;
use crate::db::{Access, Database};
use crate::services::backup::{self, BackupError};

/// Arguments of both.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    common: Common,
}

/// Runs `karvon backup`.
pub(super) fn backup(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    let settings = arguments.common.settings()?;
    block_on(async {
        let opened = Database::open_existing(&settings.database_url, Access::Beside).await;
        let database = opened.map_err(|error| open_failure(&error))?;
        let made = backup::backup(&database, &arguments.file).await.map_err(|error| refused(&error))?;
        arguments.common.print(
            console,
            [
                ("backup", made.file.display().to_string().into()),
                ("bytes", made.bytes.into()),
                ("organisations", made.organisations.into()),
            ],
        );
        let key = settings.key_file.path().display().to_string();
        console.notice(&console.texts.tell("backup-key", [("key", key.into())]));
        Ok(Ending::Done)
    })
}

/// Runs `karvon restore`.
pub(super) fn restore(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    let settings = arguments.common.settings()?;
    block_on(async {
        let restored = backup::restore(&settings.database_url, &arguments.file).await;
        let restored = restored.map_err(|error| refused(&error))?;
        let replaced = restored.replaced.map(|path| path.display().to_string());
        arguments.common.print(
            console,
            [
                ("database", restored.database.display().to_string().into()),
                ("replaced", replaced.into()),
                ("organisations", restored.organisations.into()),
            ],
        );
        Ok(Ending::Done)
    })
}

fn refused(error: &BackupError) -> Failure {
    let line = error.to_string();
    if let BackupError::Database(source) = error {
        Failure::internal(format!("{line}: {source}"))
    } else if error.is_usage() {
        Failure::usage(vec![line])
    } else {
        Failure::input(vec![line])
    }
}
