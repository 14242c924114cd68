//! `karvon assess`: files in, results and report out.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use clap::Args;
use karvon_engine::assessment::{AssessError, DEFAULT_SEED, Options};
use karvon_engine::planning::{MOST_BUDGET, PlanKind, PlanRequest};
use karvon_intake::Severity;
use karvon_report::Language;
use karvon_rulesets::Kind;

use super::console::{Console, Ending, Failure};
use super::number::half_width;
use super::{common, findings, overview};
use crate::services::assess::{
    self, ASSESSMENT_FILE, AssessFailure, Finished, PLAN_FILE, Request, WHAT_IF_FILE, WHAT_IF_TABLE,
};
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
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    requirements: Vec<String>,
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
    #[arg(long, value_name = "FILE")]
    what_if: Option<PathBuf>,
    #[arg(long, value_name = "find|fix", value_parser = plan_kind, requires = "budget")]
    plan: Option<PlanKind>,
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(..=i64::from(MOST_BUDGET)), requires = "plan")]
    budget: Option<u32>,
    #[arg(long, value_name = "DIR")]
    lists: Option<PathBuf>,
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
    let (ruleset, requirements) = asked_for(arguments, console)?;
    let rules = common::ruleset_for(&ruleset, arguments.lists.as_deref(), &files)?;
    let checklists = common::checklists(&requirements)?;
    let options = Options {
        as_of: arguments.as_of.unwrap_or_else(common::today),
        subject: arguments.subject.as_deref().map(Into::into),
        scope: arguments.scope.clone(),
        worlds: arguments.worlds.get(),
        half_width: arguments.half_width,
        seed: arguments.seed,
        plan: arguments.plan.zip(arguments.budget).map(|(kind, budget)| PlanRequest { kind, budget }),
    };
    let question = arguments.what_if.as_deref().map(data::one).transpose();
    let question = question.map_err(|error| common::data_failure(&[error]))?;
    let what_if = question.as_ref().map(|file| file.bytes.as_slice());
    let language = arguments.language;
    let request = Request { files: &files, rules: &rules, checklists: &checklists, options, language, what_if };
    drop(progress);
    let (ending, finished) = finish(&request, &arguments.out, console)?;
    // The program ends here, and the system takes millions of small pieces of memory back at once.
    std::mem::forget(finished);
    Ok(ending)
}

/// The ruleset and the checklists. A checklist named as the ruleset is answered with the standard likelihoods.
fn asked_for(arguments: &Arguments, console: &Console) -> Result<(String, Vec<String>), Failure> {
    match common::kind_of(&arguments.ruleset)? {
        Kind::Likelihood | Kind::Questions => Ok((arguments.ruleset.clone(), arguments.requirements.clone())),
        Kind::Requirement | Kind::Dimensions => {
            let values = [("name", arguments.ruleset.as_str().into()), ("standard", rules::STANDARD.into())];
            console.line(&console.texts.tell("ruleset-is-checklist", values));
            let mut requirements = vec![arguments.ruleset.clone()];
            requirements.extend(arguments.requirements.iter().filter(|name| **name != arguments.ruleset).cloned());
            Ok((rules::STANDARD.to_owned(), requirements))
        }
    }
}

/// Assesses, writes everything, says what came out.
pub(super) fn finish(request: &Request<'_>, out: &Path, console: &Console) -> Result<(Ending, Finished), Failure> {
    let texts = &console.texts;
    let progress = console.progress();
    let told = |place: &karvon_intake::Place| crate::services::place::place(place, texts);
    let finished = assess::run(request, &told, &progress).map_err(|failure| refusal(failure, console))?;
    progress.begin(Stage::Write, None);
    let files: Vec<(&str, &[u8])> = finished.results.iter().map(|(name, bytes)| (*name, bytes.as_slice())).collect();
    write_folder(out, &files, &[PLAN_FILE, WHAT_IF_FILE, WHAT_IF_TABLE], ASSESSMENT_FILE)
        .map_err(|error| Failure::usage(vec![error.to_string()]))?;
    drop(progress);
    overview::print(&finished, out, console);
    let ending = if finished.used_everything() { Ending::Done } else { missing_rows(&finished, console) };
    Ok((ending, finished))
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
        AssessFailure::Question(faults) => Failure::input(faults.iter().map(ToString::to_string).collect()),
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
                AssessError::Screening(_) | AssessError::NoEstimate => Failure::internal(line),
            }
        }
        AssessFailure::Table(_) | AssessFailure::Report(_) => Failure::internal(line),
    }
}
