//! `karvon compare`: what changed between two assessments, split by cause.

use std::path::PathBuf;

use clap::Args;
use karvon_engine::assessment::{Comparison, PartyChange, Side};
use karvon_engine::explanation::Moved;

use super::common;
use super::console::{Console, Ending, Failure};
use super::number::percent;
use crate::services::compare::{self, CompareFailure};
use crate::services::progress::{Progress, Stage};
use crate::services::write::write_file;
use crate::texts::Texts;

/// So many parties are named; a file has them all.
const NAMED: usize = 20;

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "A")]
    first: PathBuf,
    #[arg(value_name = "B")]
    second: PathBuf,
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    let progress = console.progress();
    progress.begin(Stage::ReadFiles, None);
    let first = compare::open(&arguments.first).map_err(failure)?;
    let second = compare::open(&arguments.second).map_err(failure)?;
    progress.begin(Stage::Assess, None);
    let compared = compare::run(&first, &second).map_err(failure)?;
    if let Some(out) = &arguments.out {
        progress.begin(Stage::Write, None);
        let bytes = compare::file(out, &compared).map_err(failure)?;
        write_file(out, |file| file.write_all(&bytes)).map_err(|error| Failure::usage(vec![error.to_string()]))?;
    }
    drop(progress);
    print(&compared, console);
    Ok(Ending::Done)
}

fn failure(error: CompareFailure) -> Failure {
    let lines = vec![error.to_string()];
    match error {
        CompareFailure::Data(error) => common::data_failure(&[error]),
        CompareFailure::NotOurs { .. } | CompareFailure::Basis(_) => Failure::input(lines),
        CompareFailure::Table(error) => Failure::internal(error.to_string()),
    }
}

fn print(compared: &Comparison, console: &Console) {
    let texts = &console.texts;
    console.line(&texts.tell(
        "compare-sides",
        [("from", side(&compared.from, texts).into()), ("to", side(&compared.to, texts).into())],
    ));
    if compared.engine_differs {
        console.line(&texts.say("compare-engine-differs"));
    }
    for change in compared.numbers.iter().filter(|change| shows(change.moved.change())) {
        let values = [change.moved.from, change.moved.to].map(|value| value.map(|value| format!("{value:.4}")));
        let [from, to] = values.map(|value| value.unwrap_or_else(|| texts.say("compare-absent")));
        let number = change.number.as_str();
        let values = [("number", number.into()), ("from", from.into()), ("to", to.into())];
        console.line(&texts.tell("compare-number", values));
        print_causes(&change.moved, console);
    }
    console.line(&texts.tell("compare-parties", [("count", compared.changes.len().into())]));
    for change in compared.changes.iter().take(NAMED) {
        console.line(&party(change, texts));
        print_causes(&change.likelihood, console);
    }
    let more = compared.changes.len().saturating_sub(NAMED);
    if more > 0 {
        console.line(&texts.tell("compare-more", [("count", more.into())]));
    }
}

fn side(side: &Side, texts: &Texts) -> String {
    texts.tell(
        "compare-side",
        [
            ("date", side.as_of.to_string().into()),
            ("ruleset", side.ruleset.as_str().into()),
            ("version", side.ruleset_version.as_str().into()),
            ("engine", side.engine_version.as_str().into()),
        ],
    )
}

fn party(change: &PartyChange, texts: &Texts) -> String {
    let absent = || texts.say("compare-absent");
    let band = |band: Option<karvon_engine::ruleset::Band>| band.map_or_else(absent, |band| band.as_str().to_owned());
    let share = |value: Option<f64>| value.map_or_else(absent, percent);
    let contribution = change
        .contribution
        .map(|moved| texts.tell("compare-contribution", [("change", format!("{:+.3}", moved.change()).into())]));
    texts.tell(
        "compare-party",
        [
            ("id", change.party_id.as_str().into()),
            ("name", change.name.as_str().into()),
            ("band_from", band(change.band_from).into()),
            ("band_to", band(change.band_to).into()),
            ("from", share(change.likelihood.from).into()),
            ("to", share(change.likelihood.to).into()),
            ("contribution", contribution.unwrap_or_default().into()),
        ],
    )
}

/// Whether a change can be seen in the four digits that are printed.
fn shows(change: f64) -> bool {
    change.abs() >= 0.000_05
}

/// The parts of a change that show, where there are any: a band may change by severity alone.
fn print_causes(moved: &Moved, console: &Console) {
    let texts = &console.texts;
    let parts = [
        (texts.say("compare-data"), moved.data),
        (texts.say("compare-evidence"), moved.evidence),
        (texts.say("compare-lists"), moved.lists),
        (texts.say("compare-ruleset"), moved.ruleset),
        (texts.say("compare-engine"), moved.engine),
    ];
    let told: Vec<String> = parts
        .into_iter()
        .filter(|(_, part)| shows(*part))
        .map(|(cause, part)| {
            texts.tell("compare-part", [("cause", cause.into()), ("change", format!("{part:+.4}").into())])
        })
        .collect();
    if !told.is_empty() {
        console.line(&texts.tell("compare-causes", [("parts", told.join(", ").into())]));
    }
}
