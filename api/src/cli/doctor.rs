//! `karvon doctor`: whether a service could run here: settings, database, key, lists, disk.

use clap::Args;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;

use super::console::{Console, Ending, Failure};
use super::opened::{Common, block_on};
use crate::config::Settings;
use crate::db::entities::lists;
use crate::db::{Access, Database, OpenError, Schema};
use crate::services::keyring::KeyRing;

/// Free bytes below which a disk is said to be too full.
const ROOM: u64 = 1 << 30;
/// Days after which a list is said to be old.
const OLD_DAYS: i64 = 35;

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    common: Common,
}

/// What was looked at, what was found, and whether it is well.
struct Looked {
    name: &'static str,
    found: String,
    is_well: bool,
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    let settings = arguments.common.settings()?;
    let looked = block_on(async { Ok(look(&settings, console).await) })?;
    let is_well = looked.iter().all(|looked| looked.is_well);
    let line = |looked: Looked| {
        let found = if looked.is_well {
            looked.found
        } else {
            console.texts.tell("doctor-bad", [("what", looked.found.into())])
        };
        (looked.name.to_owned(), Value::from(found))
    };
    arguments.common.print_all(console, looked.into_iter().map(line).collect());
    Ok(if is_well { Ending::Done } else { Ending::Findings })
}

async fn look(settings: &Settings, console: &Console) -> Vec<Looked> {
    let texts = &console.texts;
    let address = settings.server.public_url.to_string();
    let well = |name, found: String| Looked { name, found, is_well: true };
    let ill = |name, found: String| Looked { name, found, is_well: false };
    let mut all = vec![well("settings", texts.tell("doctor-settings", [("url", address.into())]))];
    match Database::open_existing(&settings.database_url, Access::Beside).await {
        // Before the first start there is none, and that is well.
        Err(OpenError::Missing(file)) => {
            all.push(well("database", texts.tell("doctor-no-database", [("file", file.display().to_string().into())])));
        }
        Err(error) => all.push(ill("database", error.to_string())),
        Ok(database) => {
            all.push(schema(&database, console).await);
            all.push(key(settings, &database).await);
            if matches!(database.schema().await, Ok(Schema::Ready)) {
                all.push(known_lists(&database, console).await);
            }
        }
    }
    all.push(disk(settings, console));
    all
}

async fn schema(database: &Database, console: &Console) -> Looked {
    let name = "database";
    let kind = if database.file().is_some() { "SQLite" } else { "PostgreSQL" };
    match database.schema().await {
        Ok(Schema::Ready) => {
            Looked { name, found: console.texts.tell("doctor-database", [("kind", kind.into())]), is_well: true }
        }
        Ok(Schema::Empty) => {
            Looked { name, found: console.texts.tell("doctor-empty", [("kind", kind.into())]), is_well: true }
        }
        Ok(Schema::Older { pending }) => {
            Looked { name, found: OpenError::Older { pending }.to_string(), is_well: false }
        }
        Ok(Schema::Newer) => Looked { name, found: OpenError::Newer.to_string(), is_well: false },
        Err(error) => Looked { name, found: error.to_string(), is_well: false },
    }
}

async fn key(settings: &Settings, database: &Database) -> Looked {
    let name = "key";
    let path = settings.key_file.path();
    if !matches!(database.schema().await, Ok(Schema::Ready)) {
        return Looked { name, found: path.display().to_string(), is_well: true };
    }
    match KeyRing::look(database.reader(), path).await {
        Ok(None) => Looked { name, found: path.display().to_string(), is_well: true },
        Ok(Some(keys)) => Looked { name, found: format!("{}, {}", path.display(), keys.public_key()), is_well: true },
        Err(error) => Looked { name, found: error.to_string(), is_well: false },
    }
}

/// The newest edition of each list in use.
async fn known_lists(database: &Database, console: &Console) -> Looked {
    let name = "lists";
    let found = lists::Entity::find()
        .filter(lists::Column::Active.eq(true))
        .order_by_asc(lists::Column::Name)
        .all(database.reader())
        .await;
    let found = match found {
        Ok(found) => found,
        Err(error) => return Looked { name, found: error.to_string(), is_well: false },
    };
    if found.is_empty() {
        return Looked { name, found: console.texts.say("doctor-no-lists"), is_well: true };
    }
    let today = super::common::today();
    let is_old = |list: &lists::Model| list.as_of.is_none_or(|as_of| (today - as_of).num_days() > OLD_DAYS);
    let is_well = !found.iter().any(is_old);
    let day = |list: &lists::Model| list.as_of.map_or_else(|| "?".to_owned(), |as_of| as_of.to_string());
    let words: Vec<String> = found.iter().map(|list| format!("{} {}", list.name, day(list))).collect();
    Looked { name, found: words.join(", "), is_well }
}

fn disk(settings: &Settings, console: &Console) -> Looked {
    let name = "disk";
    // The nearest folder that is there already.
    let folder = settings.data.ancestors().find(|folder| folder.is_dir()).unwrap_or(std::path::Path::new("."));
    match rustix::fs::statvfs(folder) {
        Ok(disk) => {
            let free = disk.f_bavail.saturating_mul(disk.f_frsize);
            let gib = format!("{}.{}", free >> 30, ((free >> 20) & 1023) * 10 / 1024);
            let found = console
                .texts
                .tell("doctor-disk", [("free", gib.into()), ("folder", folder.display().to_string().into())]);
            Looked { name, found, is_well: free >= ROOM }
        }
        Err(error) => Looked { name, found: error.to_string(), is_well: false },
    }
}
