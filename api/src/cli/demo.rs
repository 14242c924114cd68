//! `karvon demo`: the embedded example, assessed as of its own day.

use std::path::PathBuf;

use clap::Args;
use karvon_engine::assessment::Options;
use karvon_engine::planning::{PlanKind, PlanRequest};
use karvon_report::Language;

use super::console::{Console, Ending, Failure};
use super::{assess, common};
use crate::services::assess::Request;
use crate::services::{demo, rules};

/// Units of cost for which the demo plans what to put right.
const BUDGET: u32 = 60;

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
    let checklists = common::checklists(&[])?;
    let plan = Some(PlanRequest { kind: PlanKind::Fix, budget: BUDGET });
    let options = Options { plan, ..Options::as_of(demo::AS_OF) };
    let language = Language::default();
    let request = Request { files: &files, rules: &rules, checklists: &checklists, options, language, what_if: None };
    assess::finish(&request, &arguments.out, console)
}
