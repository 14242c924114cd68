//! `karvon demo`: the embedded example, assessed as of its own day.

use std::path::PathBuf;

use clap::Args;
use karvon_engine::assessment::Options;
use karvon_report::Language;

use super::console::{Console, Ending, Failure};
use super::{assess, common};
use crate::services::assess::Request;
use crate::services::{demo, rules};

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(long, value_name = "DIR", default_value = assess::OUT)]
    out: PathBuf,
    #[arg(long)]
    no_serve: bool,
}

/// Runs it. There is nothing to serve yet, with `--no-serve` or without.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    let files = demo::files();
    let rules = common::ruleset(rules::STANDARD)?;
    let options = Options::as_of(demo::AS_OF);
    let request = Request { files: &files, rules: &rules, options, language: Language::default() };
    assess::finish(request, &arguments.out, console)
}
