//! `karvon ruleset check`: whether a ruleset holds what its profiles and cases promise, and what is odd in it.

use clap::Args;
use karvon_engine::assessment::Mismatch;
use karvon_rulesets::check::{check, check_checklist, check_dimensions, missing_question_texts};
use karvon_rulesets::{
    Kind, LoadError, LoadedPart, load_cases, load_dimension_cases, load_requirement_cases, place_of_case,
};

use super::super::common;
use super::{Console, Ending, Failure};
use crate::services::rules::STANDARD;

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "NAME", default_value = STANDARD)]
    ruleset: String,
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    examine(&arguments.ruleset, console)
}

/// Checks the ruleset of a name or path and says what was found.
pub(crate) fn examine(ruleset: &str, console: &Console) -> Result<Ending, Failure> {
    match common::kind_of(ruleset)? {
        Kind::Likelihood => {}
        Kind::Requirement | Kind::Dimensions => return examine_checklist(ruleset, console),
        Kind::Questions => {
            // Beside that they load, there are only their texts to check.
            let LoadedPart::Questions(loaded) = common::part(ruleset)? else { return Ok(Ending::Done) };
            for key in missing_question_texts(&loaded) {
                console.line(&console.texts.tell("ruleset-no-text", [("key", key.into())]));
            }
            let count = loaded.questions.len();
            console.line(&console.texts.tell("ruleset-questions-checked", [("questions", count.into())]));
            return Ok(Ending::Done);
        }
    }
    let texts = &console.texts;
    let rules = common::ruleset(ruleset)?;
    let cases = load_cases(ruleset).map_err(|errors| common::ruleset_failure(&errors))?;
    let found = check(&rules, &cases);
    for warning in &found.warnings {
        console.line(&texts.tell("ruleset-warning", [("what", warning.to_string().into())]));
    }
    for mismatch in found.profile_mismatches.iter().chain(&found.case_mismatches) {
        tell(ruleset, mismatch, console);
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

/// Says which case came out otherwise, and where it stands.
fn tell(ruleset: &str, mismatch: &Mismatch, console: &Console) {
    let what = match place_of_case(ruleset, &mismatch.case) {
        Some((file, at)) => console.texts.tell(
            "ruleset-mismatch-at",
            [
                ("file", file.into()),
                ("line", at.line.into()),
                ("column", at.column.into()),
                ("what", mismatch.to_string().into()),
            ],
        ),
        None => console.texts.tell("ruleset-mismatch", [("what", mismatch.to_string().into())]),
    };
    console.line(&what);
}

/// Runs the cases of a checklist or a scheme, with the likelihoods of the standard ruleset.
fn examine_checklist(name: &str, console: &Console) -> Result<Ending, Failure> {
    let texts = &console.texts;
    let refused = |errors: Vec<LoadError>| common::ruleset_failure(&errors);
    let lists = common::checklists(&[name.to_owned()])?;
    let standard = common::ruleset(STANDARD)?;
    let (version, rules, found) = if let Some(loaded) = lists.requirements.first() {
        let cases = load_requirement_cases(name).map_err(refused)?;
        let source = loaded.requirement.source();
        let found = check_checklist(loaded, &lists.catalogue, &standard.ruleset, &cases);
        (&source.version, source.rules.len(), found)
    } else if let Some(loaded) = lists.dimensions.first() {
        let cases = load_dimension_cases(name).map_err(refused)?;
        let source = loaded.dimensions.source();
        let indicators = source.dimensions.iter().map(|dimension| dimension.indicators.len()).sum();
        (&source.version, indicators, check_dimensions(loaded, &standard.ruleset, &cases))
    } else {
        return Ok(Ending::Done);
    };
    for what in &found.unknown {
        console.line(&texts.tell("ruleset-mismatch", [("what", what.as_str().into())]));
    }
    for mismatch in &found.mismatches {
        tell(name, mismatch, console);
    }
    for key in &found.texts {
        console.line(&texts.tell("ruleset-no-text", [("key", key.as_str().into())]));
    }
    for gap in &found.lacking {
        console.line(&texts.tell("ruleset-no-case", [("what", gap.as_str().into())]));
    }
    console.line(&texts.tell(
        "ruleset-checklist-checked",
        [
            ("name", name.into()),
            ("version", version.as_str().into()),
            ("rules", rules.into()),
            ("cases", found.cases.into()),
            ("mismatches", (found.mismatches.len() + found.unknown.len()).into()),
        ],
    ));
    Ok(if found.passes() { Ending::Done } else { Ending::Findings })
}
