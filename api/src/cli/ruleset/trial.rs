//! `karvon ruleset try`: who moves between bands, or between a band and "not scored", under a changed ruleset, and why.

use std::num::NonZeroU32;
use std::path::PathBuf;

use chrono::NaiveDate;
use clap::Args;
use karvon_engine::assessment::{DEFAULT_SEED, DriverKind, Options};
use karvon_rulesets::LoadedRuleset;
use karvon_rulesets::texts::Texts as Words;

use super::super::{common, findings};
use super::{Console, Ending, Failure};
use crate::services::data;
use crate::services::progress::{Progress, Stage};
use crate::services::rules::STANDARD;
use crate::services::trial::{self, Printed, Reason, Trial, TrialFailure, TrialParty};
use crate::services::write::write_file;
use crate::texts::Texts;

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(value_name = "NEW")]
    new: String,
    #[arg(required = true, value_name = "DATA")]
    data: Vec<PathBuf>,
    #[arg(long, value_name = "NAME", default_value = STANDARD)]
    against: String,
    #[arg(long, value_name = "ID")]
    subject: Option<String>,
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
    #[arg(long, value_name = "N", default_value = "16384")]
    worlds: NonZeroU32,
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    let progress = console.progress();
    progress.begin(Stage::ReadFiles, None);
    let files = data::collect(&arguments.data).map_err(|errors| common::data_failure(&errors))?;
    let (before, after) =
        (common::ruleset_for(&arguments.against, None, &files)?, common::ruleset_for(&arguments.new, None, &files)?);
    let options = Options {
        subject: arguments.subject.as_deref().map(Into::into),
        worlds: arguments.worlds.get(),
        seed: DEFAULT_SEED,
        ..Options::as_of(arguments.as_of.unwrap_or_else(common::today))
    };
    let tried =
        trial::run(&files, &before, &after, &options, &progress).map_err(|failure| refusal(&failure, console))?;
    drop(progress);
    tell(&tried.trial, &after, console);
    if let Some(path) = &arguments.out {
        write_file(path, |out| {
            serde_json::to_writer_pretty(&mut *out, &tried.trial)?;
            out.write_all(b"\n")
        })
        .map_err(|error| Failure::usage(vec![error.to_string()]))?;
        console.line(&console.texts.tell("file-written", [("file", path.display().to_string().into())]));
    }
    let left_out = tried.intake.rows_left_out();
    if left_out == 0 {
        return Ok(Ending::Done);
    }
    console.line(&console.texts.tell("assess-rows-missing", [("rows", left_out.into())]));
    Ok(Ending::Findings)
}

fn tell(trial: &Trial, after: &LoadedRuleset, console: &Console) {
    let texts = &console.texts;
    let moved: Vec<&TrialParty> = trial.parties.iter().filter(|party| party.moves()).collect();
    for party in &moved {
        let printed = |printed: Printed| match printed {
            Printed::Scored(band) => after.texts.name("band", band.as_str()),
            Printed::NotScored(band) => {
                texts.tell("trial-not-scored", [("band", after.texts.name("band", band.as_str()).into())])
            }
        };
        console.line(&texts.tell(
            "trial-party",
            [
                ("party", party.party_id.as_str().into()),
                ("name", party.name.as_str().into()),
                ("before", printed(party.printed_before()).into()),
                ("after", printed(party.printed_after()).into()),
                ("p_before", format!("{:.3}", party.likelihood_before).into()),
                ("p_after", format!("{:.3}", party.likelihood_after).into()),
            ],
        ));
        for reason in &party.reasons {
            console.line(&texts.tell("trial-reason", [("why", why(reason, &after.texts, texts).into())]));
        }
    }
    console.line(&texts.tell(
        "trial-done",
        [
            ("before", format!("{} {}", trial.before.name, trial.before.version).into()),
            ("after", format!("{} {}", trial.after.name, trial.after.version).into()),
            ("moved", moved.len().into()),
            ("parties", trial.parties.len().into()),
        ],
    ));
    if let (Some(before), Some(after)) = (trial.expected_before, trial.expected_after) {
        let values = [("before", format!("{before:.2}").into()), ("after", format!("{after:.2}").into())];
        console.line(&texts.tell("trial-expected", values));
    }
    if let Some(correlation) = trial.rank_correlation {
        console.line(&texts.tell("trial-order", [("correlation", format!("{correlation:.3}").into())]));
    }
}

fn why(reason: &Reason, words: &Words, texts: &Texts) -> String {
    match reason {
        Reason::FloorHolds(floor) => texts.tell("trial-floor-holds", [("floor", words.name("floor", floor).into())]),
        Reason::FloorGone(floor) => texts.tell("trial-floor-gone", [("floor", words.name("floor", floor).into())]),
        Reason::OtherChannel(channel) => {
            let name = words.get(&format!("pattern-{channel}")).unwrap_or_else(|| words.name("indicator", channel));
            texts.tell("trial-channel", [("channel", name.into())])
        }
        Reason::Coverage { before, after } => {
            let share = |share: &f64| format!("{:.0} %", share * 100.0);
            texts.tell("trial-coverage", [("before", share(before).into()), ("after", share(after).into())])
        }
        Reason::Bounds => texts.say("trial-bounds"),
        Reason::Driver { kind, id, answer, change } => {
            let what = match kind {
                DriverKind::Prior => texts.say("trial-prior"),
                DriverKind::Recruiters => texts.say("trial-recruiters"),
                DriverKind::Factor => words.name("factor", id),
                DriverKind::List => words.name("list", id),
                DriverKind::Sources => words.get(&format!("family-{id}")).unwrap_or_else(|| words.name("source", id)),
                DriverKind::Context | DriverKind::Answer => {
                    let told = answer.as_deref().map(|answer| words.answer(id, answer)).unwrap_or_default();
                    texts.tell("trial-answer", [("question", id.as_str().into()), ("answer", told.into())])
                }
            };
            texts.tell("trial-driver", [("what", what.into()), ("change", format!("{change:+.2}").into())])
        }
    }
}

fn refusal(failure: &TrialFailure, console: &Console) -> Failure {
    let line = failure.to_string();
    match failure {
        TrialFailure::NotYetEffective(_) => Failure::usage(vec![line]),
        TrialFailure::Refused { intake, .. } => {
            for finding in &intake.findings {
                console.line(&findings::line(finding, &console.texts));
            }
            Failure::input(vec![line])
        }
    }
}
