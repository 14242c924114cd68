//! `karvon assess`: files in, results and report out.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;
use karvon_engine::assessment::{AssessError, DEFAULT_SEED, Options};
use karvon_engine::planning::{MOST_BUDGET, PlanKind, PlanRequest};
use karvon_intake::Severity;
use karvon_report::Language;

use super::console::{Console, Ending, Failure};
use super::number::half_width;
use super::{common, findings, overview};
use crate::services::assess::{self, ASSESSMENT_FILE, AssessFailure, Finished, PLAN_FILE, Request};
use crate::services::progress::{Progress, Stage};
use crate::services::write::write_folder;
use crate::services::{data, rules};

/// Where results go.
pub(super) const OUT: &str = "karvon-out";

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[arg(required = true, value_name = "DATA")]
    data: Vec<PathBuf>,
    #[arg(long, value_name = "ID")]
    subject: Option<String>,
    #[arg(long, value_name = "NAME", default_value = rules::STANDARD)]
    ruleset: String,
    #[arg(long, value_name = "DATE")]
    as_of: Option<NaiveDate>,
    #[arg(long, value_name = "PRODUCT")]
    scope: Option<String>,
    #[arg(long, value_name = "N", default_value = "16384")]
    worlds: NonZeroU32,
    #[arg(long, value_name = "X", value_parser = half_width)]
    half_width: Option<f64>,
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SEED)]
    seed: u64,
    #[arg(long, value_name = "find|fix", value_parser = plan_kind, requires = "budget")]
    plan: Option<PlanKind>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(..=i64::from(MOST_BUDGET)), requires = "plan")]
    budget: Option<u32>,
    #[arg(long, value_name = "L", default_value = "en", value_parser = language)]
    language: Language,
    #[arg(long, value_name = "DIR", default_value = OUT)]
    out: PathBuf,
}

fn language(tag: &str) -> Result<Language, String> {
    tag.parse().map_err(|error: karvon_report::TextError| error.to_string())
}

fn plan_kind(word: &str) -> Result<PlanKind, String> {
    let known = PlanKind::ALL.into_iter().find(|kind| kind.as_str() == word);
    known.ok_or_else(|| "write `find` or `fix`".to_owned())
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    let progress = console.progress();
    progress.begin(Stage::ReadFiles, None);
    let files = data::collect(&arguments.data).map_err(|errors| common::data_failure(&errors))?;
    let rules = common::ruleset(&arguments.ruleset)?;
    let options = Options {
        as_of: arguments.as_of.unwrap_or_else(common::today),
        subject: arguments.subject.as_deref().map(Into::into),
        scope: arguments.scope.clone(),
        worlds: arguments.worlds.get(),
        half_width: arguments.half_width,
        seed: arguments.seed,
        plan: arguments.plan.zip(arguments.budget).map(|(kind, budget)| PlanRequest { kind, budget }),
    };
    let request = Request { files: &files, rules: &rules, options, language: arguments.language };
    drop(progress);
    finish(request, &arguments.out, console)
}

/// Assesses, writes everything, says what came out.
pub(super) fn finish(request: Request<'_>, out: &Path, console: &Console) -> Result<Ending, Failure> {
    let texts = &console.texts;
    let progress = console.progress();
    let told = |place: &karvon_intake::Place| findings::place(place, texts);
    let finished = assess::run(request, &told, &progress).map_err(|failure| refusal(failure, console))?;
    progress.begin(Stage::Write, None);
    let files: Vec<(&str, &[u8])> = finished.results.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    write_folder(out, &files, &[PLAN_FILE], ASSESSMENT_FILE)
        .map_err(|error| Failure::usage(vec![error.to_string()]))?;
    drop(progress);
    overview::print(&finished, out, console);
    Ok(if finished.used_everything() { Ending::Done } else { missing_rows(&finished, console) })
}

/// The last line, where something of the input is missing in the results.
fn missing_rows(finished: &Finished, console: &Console) -> Ending {
    let rows = finished.intake.rows_left_out();
    console.line(&if rows > 0 {
        console.texts.tell("assess-rows-missing", [("rows", rows.into())])
    } else {
        console.texts.tell("assess-part-unread", [("errors", assess::counts(&finished.intake).errors.into())])
    });
    Ending::Findings
}

fn refusal(failure: AssessFailure, console: &Console) -> Failure {
    let line = failure.to_string();
    match failure {
        AssessFailure::NotYetEffective(_) => Failure::usage(vec![line]),
        AssessFailure::Texts(_) => Failure::input(vec![line]),
        AssessFailure::Refused { error, intake } => {
            let errors = intake.findings.iter().filter(|finding| finding.severity == Severity::Error);
            errors.for_each(|finding| console.line(&findings::line(finding, &console.texts)));
            match error {
                AssessError::UnknownSubject(_)
                | AssessError::UnknownProduct { .. }
                | AssessError::ScopeWithoutSubject
                | AssessError::NoParties
                | AssessError::Network(_) => Failure::input(vec![line]),
                AssessError::NoWorlds | AssessError::Budget(_) => Failure::usage(vec![line]),
                AssessError::Propagation(source) => Failure::internal(format!("{line}: {source}")),
                AssessError::NoEstimate => Failure::internal(line),
            }
        }
        AssessFailure::Table(_) | AssessFailure::Report(_) => Failure::internal(line),
    }
}
