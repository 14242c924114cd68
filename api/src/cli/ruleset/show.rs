//! `karvon ruleset show`: everything a ruleset says, as text or as a page for a browser.

use std::path::PathBuf;

use clap::Args;
use karvon_rulesets::show::{Page, checklist_page, dimensions_page, document, page_in, questions_page};
use karvon_rulesets::{Kind, MAIN_LANGUAGE, load_cases};

use super::super::common;
use super::{Console, Ending, Failure};
use crate::services::rules::STANDARD;
use crate::services::write::write_file;

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "NAME", default_value = STANDARD)]
    ruleset: String,
    #[arg(long, value_name = "LANGUAGE", default_value = MAIN_LANGUAGE)]
    language: String,
    #[arg(long)]
    html: bool,
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    let text = match common::kind_of(&arguments.ruleset)? {
        Kind::Likelihood => likelihoods(arguments, console)?,
        Kind::Requirement | Kind::Questions | Kind::Dimensions => {
            let page = checklist(&arguments.ruleset)?;
            if arguments.html { page.to_html() } else { page.to_text() }
        }
    };
    match &arguments.out {
        None => console.line(text.trim_end()),
        Some(path) => {
            write_file(path, |out| out.write_all(text.as_bytes()))
                .map_err(|error| Failure::usage(vec![error.to_string()]))?;
            console.line(&console.texts.tell("file-written", [("file", path.display().to_string().into())]));
        }
    }
    Ok(Ending::Done)
}

/// The page of a checklist, a scheme or shared questions; these have English texts only.
fn checklist(name: &str) -> Result<Page, Failure> {
    let lists = common::checklists(&[])?;
    if let Some(questions) = lists.questions.iter().find(|one| one.name == name) {
        return Ok(questions_page(questions));
    }
    let lists = common::checklists(&[name.to_owned()])?;
    let requirement = lists.requirements.first().map(checklist_page);
    Ok(requirement.or_else(|| lists.dimensions.first().map(dimensions_page)).unwrap_or_default())
}

/// Everything that a ruleset of likelihoods says.
fn likelihoods(arguments: &Arguments, console: &Console) -> Result<String, Failure> {
    let rules = common::ruleset(&arguments.ruleset)?;
    let language = arguments.language.as_str();
    if !rules.languages().contains(&language) {
        let known = rules.languages().join(", ");
        let ruleset = arguments.ruleset.as_str();
        let values = [("ruleset", ruleset.into()), ("language", language.into()), ("known", known.into())];
        return Err(Failure::usage(vec![console.texts.tell("ruleset-no-language", values)]));
    }
    let texts =
        rules.texts_in(language).map_err(|errors| Failure::input(errors.iter().map(ToString::to_string).collect()))?;
    Ok(if arguments.html {
        let cases = load_cases(&arguments.ruleset).map_err(|errors| common::ruleset_failure(&errors))?;
        document(&rules, &texts, &cases).to_html()
    } else {
        page_in(&rules, &texts).to_text()
    })
}
