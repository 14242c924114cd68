//! `karvon ruleset show`: everything a ruleset says, as text or as a page for a browser.

use std::path::PathBuf;

use clap::Args;
use karvon_rulesets::MAIN_LANGUAGE;
use karvon_rulesets::show::{part_document, part_page};

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
    let name = arguments.ruleset.as_str();
    let part = common::part(name)?;
    let language = arguments.language.as_str();
    if !part.languages().contains(&language) {
        let known = part.languages().join(", ");
        let values = [("ruleset", name.into()), ("language", language.into()), ("known", known.into())];
        return Err(Failure::usage(vec![console.texts.tell("ruleset-no-language", values)]));
    }
    let words =
        part.texts_in(language).map_err(|errors| Failure::input(errors.iter().map(ToString::to_string).collect()))?;
    let text = if arguments.html {
        part_document(&part, &words, name).map_err(|errors| common::ruleset_failure(&errors))?.to_html()
    } else {
        part_page(&part, &words).to_text()
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
