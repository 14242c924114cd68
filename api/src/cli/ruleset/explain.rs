//! `karvon ruleset explain`: what a question, an indicator, a leaf or a pattern does, with numbers and sources; of a checklist
//! what a rule asks, where it stands and how it is checked.

use clap::Args;
use karvon_rulesets::explain::{explain, explain_dimensions, explain_question, explain_requirement};
use karvon_rulesets::{LoadError, LoadedPart, load_cases, load_dimension_cases, load_requirement_cases};

use super::super::common;
use super::{Console, Ending, Failure};
use crate::services::rules::STANDARD;

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "QUESTION|INDICATOR|LEAF|RULE")]
    thing: String,
    #[arg(long, value_name = "NAME", default_value = STANDARD)]
    ruleset: String,
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    let Arguments { ruleset, thing } = arguments;
    let refused = |errors: Vec<LoadError>| common::ruleset_failure(&errors);
    let page = match common::part(ruleset)? {
        LoadedPart::Likelihood(loaded) => explain(&loaded, &load_cases(ruleset).map_err(refused)?, thing),
        LoadedPart::Requirement(loaded, _) => {
            explain_requirement(&loaded, &load_requirement_cases(ruleset).map_err(refused)?, thing)
        }
        LoadedPart::Questions(loaded) => explain_question(&loaded, &common::checklists(&[])?.requirements, thing),
        LoadedPart::Dimensions(loaded) => {
            explain_dimensions(&loaded, &load_dimension_cases(ruleset).map_err(refused)?, thing)
        }
    };
    let page = page.map_err(|error| Failure::usage(vec![error.to_string()]))?;
    console.line(page.to_text().trim_end());
    Ok(Ending::Done)
}
