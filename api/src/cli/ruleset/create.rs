//! `karvon ruleset new`: a ruleset to start from.

use std::path::PathBuf;

use clap::Args;

use super::super::common;
use super::{Console, Ending, Failure, check};
use crate::services::rules;

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "DIR")]
    dir: PathBuf,
    #[arg(long, value_name = "NAME")]
    extends: Option<String>,
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    let base = arguments.extends.as_deref().map(common::ruleset).transpose()?;
    let written = rules::create(&arguments.dir, base.as_ref(), common::today())
        .map_err(|error| Failure::usage(vec![error.to_string()]))?;
    for file in written {
        console.line(&console.texts.tell("file-written", [("file", file.display().to_string().into())]));
    }
    check::examine(&arguments.dir.display().to_string(), console)
}
