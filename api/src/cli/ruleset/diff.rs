//! `karvon ruleset diff`: what differs between two rulesets, in words.

use clap::Args;
use karvon_rulesets::diff::{diff, sentences};

use super::super::common;
use super::{Console, Ending, Failure};

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "A")]
    from: String,
    #[arg(value_name = "B")]
    to: String,
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    let (from, to) = (common::ruleset(&arguments.from)?, common::ruleset(&arguments.to)?);
    let changes =
        diff(&from, &to).map_err(|errors| Failure::input(errors.iter().map(ToString::to_string).collect()))?;
    for sentence in sentences(&changes, &from, &to) {
        console.line(&sentence);
    }
    console.line(&console.texts.tell("ruleset-differs", [("count", changes.len().into())]));
    Ok(Ending::Done)
}
