//! `karvon ruleset explain`: what a question, an indicator, a leaf or a pattern does, with numbers and sources.

use clap::Args;
use karvon_rulesets::explain::explain;
use karvon_rulesets::load_cases;

use super::super::common;
use super::{Console, Ending, Failure};
use crate::services::rules::STANDARD;

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "QUESTION|INDICATOR|LEAF")]
    thing: String,
    #[arg(long, value_name = "NAME", default_value = STANDARD)]
    ruleset: String,
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    let rules = common::ruleset(&arguments.ruleset)?;
    let cases = load_cases(&arguments.ruleset).map_err(|errors| common::ruleset_failure(&errors))?;
    let page = explain(&rules, &cases, &arguments.thing).map_err(|error| Failure::usage(vec![error.to_string()]))?;
    console.line(page.to_text().trim_end());
    Ok(Ending::Done)
}
