//! `karvon ruleset`: which there are, what one says, whether it holds.

use clap::{Args, Subcommand};
use karvon_rulesets::check::check;
use karvon_rulesets::show::page_in;
use karvon_rulesets::{MAIN_LANGUAGE, list, load_cases};

use super::common;
use super::console::{Console, Ending, Failure};
use crate::services::rules::STANDARD;

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    List,
    Show {
        #[arg(value_name = "NAME", default_value = STANDARD)]
        ruleset: String,
        #[arg(long, value_name = "LANGUAGE", default_value = MAIN_LANGUAGE)]
        language: String,
    },
    Check {
        #[arg(value_name = "NAME", default_value = STANDARD)]
        ruleset: String,
    },
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    match &arguments.action {
        Action::List => all(console),
        Action::Show { ruleset, language } => show(ruleset, language, console),
        Action::Check { ruleset } => examine(ruleset, console),
    }
}

fn all(console: &Console) -> Result<Ending, Failure> {
    let mut errors = Vec::new();
    for head in list() {
        match head {
            Ok(head) => console.line(&console.texts.tell(
                "ruleset-row",
                [
                    ("name", head.name.as_str().into()),
                    ("version", head.version.as_str().into()),
                    ("from", head.effective_from.to_string().into()),
                    ("title", head.title.as_str().into()),
                ],
            )),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(Ending::Done) } else { Err(common::ruleset_failure(&errors)) }
}

fn show(ruleset: &str, language: &str, console: &Console) -> Result<Ending, Failure> {
    let rules = common::ruleset(ruleset)?;
    if !rules.languages().contains(&language) {
        let known = rules.languages().join(", ");
        let values = [("ruleset", ruleset.into()), ("language", language.into()), ("known", known.into())];
        return Err(Failure::usage(vec![console.texts.tell("ruleset-no-language", values)]));
    }
    let texts =
        rules.texts_in(language).map_err(|errors| Failure::input(errors.iter().map(ToString::to_string).collect()))?;
    console.line(page_in(&rules, &texts).to_text().trim_end());
    Ok(Ending::Done)
}

fn examine(ruleset: &str, console: &Console) -> Result<Ending, Failure> {
    let texts = &console.texts;
    let rules = common::ruleset(ruleset)?;
    let cases = load_cases(ruleset).map_err(|errors| common::ruleset_failure(&errors))?;
    let found = check(&rules, &cases);
    for warning in &found.warnings {
        console.line(&texts.tell("ruleset-warning", [("what", warning.to_string().into())]));
    }
    for mismatch in found.profile_mismatches.iter().chain(&found.case_mismatches) {
        console.line(&texts.tell("ruleset-mismatch", [("what", mismatch.to_string().into())]));
    }
    console.line(&texts.tell(
        "ruleset-checked",
        [
            ("name", rules.ruleset.source().name.as_str().into()),
            ("version", rules.ruleset.source().version.as_str().into()),
            ("profiles", found.profiles.into()),
            ("cases", found.cases.into()),
            ("mismatches", (found.profile_mismatches.len() + found.case_mismatches.len()).into()),
            ("warnings", found.warnings.len().into()),
        ],
    ));
    Ok(if found.passes() { Ending::Done } else { Ending::Findings })
}
