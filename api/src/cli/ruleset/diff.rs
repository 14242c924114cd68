//! `karvon ruleset diff`: what differs between two rulesets of one kind, in words.

use clap::Args;
use karvon_rulesets::LoadedPart;
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
    let (from, to) = (common::part(&arguments.from)?, common::part(&arguments.to)?);
    if from.kind() != to.kind() {
        let kind = |part: &LoadedPart| console.texts.say(&format!("ruleset-kind-{}", part.kind().as_str()));
        let values = [
            ("from", arguments.from.as_str().into()),
            ("from_kind", kind(&from).into()),
            ("to", arguments.to.as_str().into()),
            ("to_kind", kind(&to).into()),
        ];
        return Err(Failure::usage(vec![console.texts.tell("ruleset-other-kinds", values)]));
    }
    let changes =
        diff(&from, &to).map_err(|errors| Failure::input(errors.iter().map(ToString::to_string).collect()))?;
    for sentence in sentences(&changes, &from, &to) {
        console.line(&sentence);
    }
    console.line(&console.texts.tell("ruleset-differs", [("count", changes.len().into())]));
    Ok(Ending::Done)
}
