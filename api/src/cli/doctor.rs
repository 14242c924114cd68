//! `karvon doctor`: whether a service could run here: settings, database, key, lists, provider, whether PostgreSQL keeps
//! organisations apart, disk.

use chrono::NaiveDate;
use clap::Args;
use karvon_rulesets::reference::Tables;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use serde_json::Value;

use super::console::{Console, Ending, Failure};
use super::opened::{Common, block_on};
use crate::config::Settings;
use crate::db::entities::lists;
use crate::db::{Access, Database, OpenError, Schema};
use crate::routes::PREFIX;
use crate::routes::oidc::BACK;
use crate::services::keyring::KeyRing;
use crate::services::lists::status;
use crate::services::oidc::Provider;

/// Free bytes below which a disk is said to be too full.
const ROOM: u64 = 1 << 30;

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
                all.extend(apart(&database, console).await);
            }
        }
    }
    all.extend(provider(settings, console).await);
    all.push(disk(settings, console));
    all
}

/// The provider at which people sign in, where the settings name one: whether it can be asked.
async fn provider(settings: &Settings, console: &Console) -> Option<Looked> {
    let name = "provider";
    let oidc = settings.oidc.clone()?;
    let issuer = oidc.issuer_text.clone();
    let back = format!("{PREFIX}{BACK}");
    let back = settings.server.public_url.join(&back).ok()?;
    let values = [("issuer", issuer.into()), ("back", back.to_string().into())];
    let found = console.texts.tell("doctor-provider", values);
    Some(match Provider::new(oidc, back).describe().await {
        Ok(()) => Looked { name, found, is_well: true },
        Err(error) => Looked { name, found: error.to_string(), is_well: false },
    })
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

/// Whether PostgreSQL keeps the organisations apart too. It is not ill where it does not, since the program does.
async fn apart(database: &Database, console: &Console) -> Option<Looked> {
    let name = "organisations";
    match database.keeps_apart().await {
        Ok(keeps) => {
            let key = if keeps? { "doctor-apart" } else { "doctor-not-apart" };
            Some(Looked { name, found: console.texts.say(key), is_well: true })
        }
        Err(error) => Some(Looked { name, found: error.to_string(), is_well: false }),
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

/// The lists in use: those that were brought, and those of the program that are too old. One that was brought is somebody's to
/// renew, so that a stale one is not well; how old those of the program are is told.
async fn known_lists(database: &Database, console: &Console) -> Looked {
    let name = "lists";
    let ill = |found: String| Looked { name, found, is_well: false };
    let found = lists::Entity::find()
        .filter(lists::Column::Active.eq(true))
        .order_by_asc(lists::Column::Name)
        .order_by_asc(lists::Column::AsOf)
        .all(database.reader())
        .await;
    let shipped = status(Tables::embedded(), super::common::today());
    let (found, shipped) = match (found, shipped) {
        (Ok(found), Ok(shipped)) => (found, shipped),
        (Err(error), _) => return ill(error.to_string()),
        (_, Err(error)) => return ill(error.to_string()),
    };
    let texts = &console.texts;
    let told = |list: &str, day: Option<NaiveDate>, is_stale: bool| {
        let day = day.map_or_else(|| "?".to_owned(), |day| day.to_string());
        let key = if is_stale { "doctor-list-stale" } else { "doctor-list" };
        texts.tell(key, [("list", list.into()), ("day", day.into())])
    };
    let is_stale = |list: &lists::Model| {
        let known = shipped.iter().find(|known| known.info.version.table == list.name);
        let Some(known) = known.filter(|_| list.blob.is_some()) else { return false };
        let limit = i64::from(known.info.stale_after_days);
        list.as_of.is_none_or(|day| (super::common::today() - day).num_days() > limit)
    };
    let mut words: Vec<String> = found.iter().map(|list| told(&list.name, list.as_of, is_stale(list))).collect();
    words.dedup();
    let old = shipped.iter().filter(|list| list.stale);
    let old: Vec<String> = old.map(|list| told(&list.info.version.table, list.info.version.as_of, true)).collect();
    let brought = if words.is_empty() { texts.say("doctor-no-lists") } else { words.join(", ") };
    let found_words = if old.is_empty() {
        brought
    } else {
        texts.tell("doctor-lists", [("brought", brought.into()), ("old", old.join(", ").into())])
    };
    Looked { name, found: found_words, is_well: !found.iter().any(is_stale) }
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
