//! `karvon demo`: the embedded example, assessed as of its own day, as files and in a database, and served.
//!
//! Nothing around it is read: no `karvon.toml` and no variables, which may lead to a real database. What it makes stays in its
//! folder, and only this machine can reach it.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use karvon_engine::assessment::Options;
use karvon_report::Language;
use secrecy::ExposeSecret;
use serde_json::Value;

use super::console::{Console, Ending, Failure};
use super::{assess, common, opened, serve, service, user};
use crate::app;
use crate::config::Settings;
use crate::db::Reserved;
use crate::services::assess::Request;
use crate::services::demo::{self, Home, HomeError};
use crate::services::rules;
use crate::services::write::write_file;

/// The first port that is tried.
const FIRST_PORT: u16 = 8080;
/// The last one.
const LAST_PORT: u16 = 8999;
/// The settings, in the folder of the results.
const SETTINGS: &str = "demo.toml";
/// The database, beside them.
const DATABASE: &str = "demo.db";
/// Its key.
const KEY: &str = "demo.key";

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long, value_name = "DIR", default_value = assess::OUT)]
    out: PathBuf,
    #[arg(long)]
    no_serve: bool,
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    let system = actix_web::rt::System::new();
    system.block_on(async {
        let listener = free_port(console)?;
        let file = write_settings(&arguments.out, &listener, console)?;
        let settings = Settings::load(Some(&file), []).map_err(|errors| Failure::internal(format!("{errors:?}")))?;
        let database = service::open_own(&settings).await?;
        let keys = opened::unlock(&settings, &database).await?;
        let ending = assess_files(&arguments.out, console)?;
        let database = Arc::new(database);
        let home = demo::settle(&database, &app::works(&settings))
            .await
            .map_err(|error| not_settled(&error, &arguments.out, console))?;
        let database =
            Arc::into_inner(database).ok_or_else(|| Failure::internal("a job is still at work".to_owned()))?;
        print(&file, &settings, &home, console);
        if arguments.no_serve {
            database.close().await.map_err(|error| opened::failed(&error))?;
            console.line(&console.texts.tell("demo-start", [("config", file.display().to_string().into())]));
            return Ok(ending);
        }
        service::log(&settings)?;
        let told = app::told_to_end();
        console.line(&console.texts.tell("demo-serving", [("url", settings.server.public_url.to_string().into())]));
        serve::answer(settings, (database, keys), listener, told, console).await?;
        Ok(ending)
    })
}

fn assess_files(out: &Path, console: &Console) -> Result<Ending, Failure> {
    let files = demo::files();
    let rules = common::ruleset(rules::STANDARD)?;
    let checklists = common::checklists(&[])?;
    let options = Options { plan: Some(demo::PLAN), ..Options::as_of(demo::AS_OF) };
    let language = Language::default();
    let request = Request { files: &files, rules: &rules, checklists: &checklists, options, language, what_if: None };
    Ok(assess::finish(&request, out, console)?.0)
}

/// The next free port of this machine, held from now on.
fn free_port(console: &Console) -> Result<TcpListener, Failure> {
    let mut ports = FIRST_PORT..=LAST_PORT;
    let free = ports.find_map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok());
    let ports = [("first", FIRST_PORT.into()), ("last", LAST_PORT.into())];
    free.ok_or_else(|| Failure::usage(vec![console.texts.tell("demo-no-port", ports)]))
}

/// Writes the settings, by which every other command finds the demo, and gives their file.
fn write_settings(out: &Path, listener: &TcpListener, console: &Console) -> Result<PathBuf, Failure> {
    let place = |name: &str| {
        let path = std::path::absolute(out.join(name)).ok()?;
        Some(path.to_str()?.to_owned())
    };
    let unusable =
        || Failure::usage(vec![console.texts.tell("demo-path", [("path", out.display().to_string().into())])]);
    let (folder, database, key) = (place(""), place(DATABASE), place(KEY));
    let (Some(folder), Some(database), Some(key)) = (folder, database, key) else { return Err(unusable()) };
    let bind = listener.local_addr().map_err(|error| Failure::internal(error.to_string()))?;
    // The two signs that mean something in an address.
    let database = format!("sqlite://{}?mode=rwc", database.replace('%', "%25").replace('?', "%3F"));
    // What is quoted for JSON is quoted for TOML.
    let quoted = |text: &str| Value::from(text).to_string();
    // Another demo at work in the folder keeps its settings.
    Reserved::new(&database.clone().into()).map_err(|error| service::open_failure(&error))?;
    let text = format!(
        "# {}\n\n[server]\nbind = {}\n\n[storage]\ndata = {}\n\n[database]\nurl = {}\n\n[secrets]\nkey_file = {}\n\n[log]\nlevel = \"warn\"\n",
        console.texts.say("demo-settings"),
        quoted(&bind.to_string()),
        quoted(&folder),
        quoted(&database),
        quoted(&key),
    );
    let file = out.join(SETTINGS);
    write_file(&file, |writer| writer.write_all(text.as_bytes()))
        .map_err(|error| Failure::usage(vec![error.to_string()]))?;
    Ok(file)
}

/// What the database holds, and the ways in.
fn print(file: &Path, settings: &Settings, home: &Home, console: &Console) {
    let url = &settings.server.public_url;
    let key = home.key.expose_secret();
    let parties = format!("{url}api/v1/assessments/{}/parties?limit=10", home.assessment_id);
    let mut values: Vec<(String, Value)> = [
        ("config", file.display().to_string()),
        ("url", url.to_string()),
        ("organisation_demo", home.demo.to_string()),
        ("organisation_mine", home.mine.to_string()),
        ("assessment_id", home.assessment_id.to_string()),
        ("key", key.to_owned()),
        ("try", format!("curl -H 'Authorization: Bearer {key}' '{parties}'")),
    ]
    .map(|(name, value)| (name.to_owned(), value.into()))
    .into();
    values.extend(home.links.iter().map(|(role, token)| (format!("link_{role}"), user::link(settings, token).into())));
    console.line("");
    opened::print_all(console, false, values);
}

fn not_settled(error: &HomeError, out: &Path, console: &Console) -> Failure {
    match error {
        HomeError::Other => {
            let place = out.join(DATABASE).display().to_string();
            Failure::usage(vec![console.texts.tell("demo-other", [("file", place.into())])])
        }
        HomeError::NotAssessed(_)
        | HomeError::Start(_)
        | HomeError::Organisation(_)
        | HomeError::User(_)
        | HomeError::Key(_)
        | HomeError::Database(_) => Failure::internal(error.to_string()),
    }
}
