//! `karvon check`: what is wrong with files, row by row; nothing is assessed or written.

use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use karvon_intake::{ReadOptions, Severity};

use super::console::{Console, Ending, Failure};
use super::{common, findings};
use crate::services::{assess, data, rules};

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(required = true, value_name = "DATA")]
    data: Vec<PathBuf>,
    #[arg(long, value_name = "NAME", default_value = rules::STANDARD)]
    ruleset: String,
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    let files = data::collect(&arguments.data).map_err(|errors| common::data_failure(&errors))?;
    let rules = common::ruleset(&arguments.ruleset)?;
    let options = ReadOptions::new(arguments.as_of.unwrap_or_else(common::today));
    let progress = console.progress();
    let intake = assess::check(&files, &rules, &options, &progress);
    drop(progress);

    let texts = &console.texts;
    for finding in &intake.findings {
        console.line(&findings::line(finding, texts));
    }
    for (table, counts) in &intake.counts {
        console.line(&texts.tell(
            "check-table",
            [
                ("table", table.as_str().into()),
                ("rows", counts.rows.into()),
                ("used", counts.used.into()),
                ("left", counts.left_out.into()),
            ],
        ));
    }
    console.line(&findings::tally(assess::counts(&intake), texts));
    match intake.worst() {
        Some(Severity::Error | Severity::Warning) => Ok(Ending::Findings),
        Some(Severity::Notice) | None => Ok(Ending::Done),
    }
}
