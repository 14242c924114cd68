//! `karvon lists`: how old the published lists are and what they lack, and newer versions of them.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::{Args, Subcommand};
use karvon_engine::inputs::Completeness;
use karvon_rulesets::reference;

use super::common;
use super::console::{Console, Ending, Failure};
use crate::services::data;
use crate::services::lists::{self, ImportFailure, Imported, Status, Wanted};

/// Where newer lists are kept, unless another folder is named.
const LISTS: &str = "karvon-lists";
/// Rows of a kind that are named one by one.
const NAMED: usize = 20;

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    Status {
        #[arg(long, value_name = "DIR")]
        lists: Option<PathBuf>,
        #[arg(long, value_name = "DATE")]
        as_of: Option<NaiveDate>,
    },
    Import {
        #[arg(value_name = "FILE")]
        file: PathBuf,
        #[arg(long, value_name = "DIR", default_value = LISTS)]
        lists: PathBuf,
        #[arg(long, value_name = "NAME")]
        list: Option<String>,
        #[arg(long, value_name = "DATE")]
        as_of: Option<NaiveDate>,
        #[arg(long, value_name = "WORDS")]
        edition: Option<String>,
        #[arg(long)]
        complete: bool,
    },
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    match &arguments.action {
        Action::Status { lists, as_of } => status(lists.as_deref(), as_of.unwrap_or_else(common::today), console),
        Action::Import { file, lists, list, as_of, edition, complete } => {
            let mut files =
                data::collect(std::slice::from_ref(file)).map_err(|errors| common::data_failure(&errors))?;
            let (Some(read), true) = (files.pop(), files.is_empty()) else {
                return Err(Failure::usage(vec![console.texts.say("lists-one-file")]));
            };
            let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let completeness = if *complete { Completeness::Complete } else { Completeness::Incomplete };
            let wanted = Wanted {
                name: &name,
                bytes: &read.bytes,
                list: list.as_deref(),
                as_of: *as_of,
                edition: edition.as_deref(),
                completeness,
                today: common::today(),
            };
            let imported = lists::import(&wanted, lists).map_err(|failure| refusal(failure, &read.name))?;
            told(&imported, lists, console);
            Ok(Ending::Done)
        }
    }
}

fn refusal(failure: ImportFailure, file: &str) -> Failure {
    match failure {
        ImportFailure::File(errors) => Failure::input(errors.iter().map(|error| format!("{file}: {error}")).collect()),
        ImportFailure::Folder(error) => common::lists_failure(&error),
        ImportFailure::WhichList { .. } | ImportFailure::Write(_) => Failure::usage(vec![failure.to_string()]),
    }
}

fn status(folder: Option<&Path>, on: NaiveDate, console: &Console) -> Result<Ending, Failure> {
    let texts = &console.texts;
    let tables = lists::open(folder).map_err(|error| common::lists_failure(&error))?;
    let lists = lists::status(&tables, on).map_err(|error| Failure::input(vec![error.to_string()]))?;
    let names = reference::texts();
    for list in &lists {
        let id = list.info.version.table.as_str();
        let title = names.get(&format!("table-{id}")).unwrap_or_else(|| id.to_owned());
        console.line(&texts.tell(
            "lists-row",
            [
                ("id", id.into()),
                ("title", title.into()),
                ("edition", list.info.edition.as_str().into()),
                ("day", day(list, console).into()),
                ("rows", rows(list, console).into()),
                ("completeness", texts.say(&format!("lists-{}", list.info.completeness.as_str())).into()),
                ("hash", list.info.version.hash.chars().take(16).collect::<String>().into()),
            ],
        ));
        if list.stale {
            let values = [("id", id.into()), ("days", (list.info.stale_after_days as usize).into())];
            console.line(&texts.tell("lists-stale", values));
        }
        if let Some(gaps) =
            names.get(&format!("table-{id}.gaps")).filter(|_| list.info.completeness == Completeness::Incomplete)
        {
            console.line(&texts.tell("lists-gaps", [("gaps", gaps.into())]));
        }
    }
    let stale = lists.iter().filter(|list| list.stale).count();
    let incomplete = lists.iter().filter(|list| list.info.completeness == Completeness::Incomplete).count();
    let values = [
        ("lists", lists.len().into()),
        ("stale", stale.into()),
        ("incomplete", incomplete.into()),
        ("date", on.to_string().into()),
    ];
    console.line(&texts.tell("lists-tally", values));
    Ok(Ending::Done)
}

fn day(list: &Status, console: &Console) -> String {
    match (list.info.version.as_of, list.age_days) {
        (Some(day), Some(age)) => {
            let age = usize::try_from(age).unwrap_or_default();
            console.texts.tell("lists-day", [("date", day.to_string().into()), ("days", age.into())])
        }
        (Some(day), None) => console.texts.tell("lists-day-later", [("date", day.to_string().into())]),
        (None, _) => console.texts.say("lists-no-day"),
    }
}

fn rows(list: &Status, console: &Console) -> String {
    let rows = list.info.version.rows;
    match list.names {
        Some(names) => console.texts.tell("lists-names", [("rows", rows.into()), ("names", names.into())]),
        None => console.texts.tell("lists-rows", [("rows", rows.into())]),
    }
}

/// What an import changed, the names among it.
fn told(imported: &Imported, folder: &Path, console: &Console) {
    let texts = &console.texts;
    if !imported.ignored.is_empty() {
        console.notice(&texts.tell("lists-ignored", [("columns", imported.ignored.join(", ").into())]));
    }
    let diff = &imported.diff;
    let changed: Vec<String> =
        diff.changed.iter().map(|(name, columns)| format!("{name} ({})", columns.join(", "))).collect();
    for (key, names) in [("lists-added", &diff.added), ("lists-removed", &diff.removed), ("lists-changed", &changed)] {
        if names.is_empty() {
            continue;
        }
        console.line(&texts.tell(key, [("count", names.len().into())]));
        for name in names.iter().take(NAMED) {
            console.line(&texts.tell("lists-name", [("name", name.as_str().into())]));
        }
        if names.len() > NAMED {
            console.line(&texts.tell("lists-more", [("more", (names.len() - NAMED).into())]));
        }
    }
    console.line(&texts.tell("lists-unchanged", [("count", diff.unchanged.into())]));
    let values = |file: &str| {
        [
            ("list", imported.list.as_str().into()),
            ("date", imported.as_of.to_string().into()),
            ("file", folder.join(file).display().to_string().into()),
            ("folder", folder.display().to_string().into()),
        ]
    };
    match &imported.file {
        Some(file) => console.line(&texts.tell("lists-kept", values(file))),
        None => console.line(&texts.tell("lists-known", values(""))),
    }
}
