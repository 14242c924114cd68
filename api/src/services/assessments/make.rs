//! The job that makes an assessment from its frozen inputs.

use karvon_engine::assessment::Options;
use karvon_engine::ids::PartyId;
use karvon_engine::planning::PlanRequest;
use karvon_report::{Language, tables};
use karvon_rulesets::LoadedRuleset;
use sea_orm::ActiveModelTrait;
use sea_orm::ActiveValue::Set;
use serde::Deserialize;
use serde_json::{Map, Value, json};

use super::frozen::ReplayError;
use super::stored::{self, StoredError};
use crate::db::entities::assessments;
use crate::db::now;
use crate::jobs::{Later, Problem, Report, Task, Work, compute, end_with, object_of};
use crate::services::assess::{self, AssessFailure, Bare, Request};
use crate::services::blobs;
use crate::services::data::DataFile;
use crate::services::progress::{Progress, Stage};
use crate::services::rules;
use crate::services::rulesets::{self, RulesError};

/// What the frozen inputs are called where a place in them is named.
pub(crate) const INPUTS: &str = "inputs.json";

/// Makes assessments.
#[derive(Clone, Copy, Debug, Default)]
pub struct Make;

/// What the start of the assessment stored.
#[derive(Clone, Debug, Deserialize)]
struct Stored {
    scope: Option<String>,
    worlds: u32,
    half_width: Option<f64>,
    seed: u64,
    #[serde(default)]
    plan: Option<PlanRequest>,
}

/// The options that an assessment's row was started with.
///
/// # Errors
/// They cannot be read: a defect.
pub(crate) fn options(row: &assessments::Model) -> Result<Options, Problem> {
    let stored: Stored =
        serde_json::from_value(row.options.clone()).map_err(|error| Problem::Defect(error.to_string()))?;
    Ok(Options {
        subject: row.subject.clone().map(PartyId::new),
        scope: stored.scope,
        worlds: stored.worlds,
        half_width: stored.half_width,
        seed: stored.seed,
        plan: stored.plan,
        ..Options::as_of(row.as_of)
    })
}

impl Work for Make {
    fn run(&self, task: Task) -> Later<'_, Result<(), Problem>> {
        Box::pin(make(task))
    }
}

/// The result as it is stored.
struct Made {
    bytes: Vec<u8>,
    inputs_hash: String,
    result_hash: String,
    summary: Value,
}

async fn make(task: Task) -> Result<(), Problem> {
    let id = object_of(&task.claimed.job)?;
    let organisation_id = task.claimed.job.organisation_id;
    let reader = task.database.reader();
    let row = stored::find(reader, organisation_id, id).await.map_err(unreadable)?;
    task.report.begin("read", 0.05);
    let inputs = stored::inputs(reader, &row).await.map_err(unreadable)?;
    let (options, report) = (options(&row)?, task.report.clone());
    let frozen = DataFile { name: INPUTS.to_owned(), bytes: inputs };
    let (rules, frozen) = rulesets::of(reader, &row, frozen).await.map_err(not_loaded)?;
    let made = compute(move || assess(frozen, &rules, options, &report)).await?;
    if task.report.is_stopped() {
        return Err(Problem::Stopped);
    }
    task.report.begin("store", 0.9);
    let transaction = task.database.begin().await?;
    if !end_with(&transaction, &task.claimed).await? {
        transaction.rollback().await?;
        return Err(Problem::Stopped);
    }
    let result_blob = blobs::put(&transaction, organisation_id, made.bytes).await?;
    let change = assessments::ActiveModel {
        id: Set(id),
        state: Set("done".to_owned()),
        inputs_hash: Set(Some(made.inputs_hash)),
        result_blob: Set(Some(result_blob)),
        result_hash: Set(Some(made.result_hash)),
        summary: Set(Some(made.summary)),
        problem: Set(None),
        finished_at: Set(Some(now())),
        ..Default::default()
    };
    change.update(&transaction).await?;
    Ok(transaction.commit().await?)
}

/// A ruleset or a list that cannot be used, or is not what a job was started with, is for the person who asked.
pub(crate) fn not_loaded(error: RulesError) -> Problem {
    let code = match error {
        RulesError::Database(error) => return Problem::Database(error),
        RulesError::Defect(why) => return Problem::Defect(why),
        RulesError::Load(_) | RulesError::Lists(_) | RulesError::Archive(_) => "ruleset",
        RulesError::Unknown(_) | RulesError::OtherVersion(_) | RulesError::OtherList { .. } => "state_conflict",
    };
    Problem::Refused(json!({"code": code, "detail": error.to_string()}))
}

/// What stands in the way of computing from an assessment, as its job tells it.
pub(crate) fn not_replayed(error: ReplayError) -> Problem {
    match error {
        ReplayError::Stored(StoredError::Database(error)) => Problem::Database(error),
        ReplayError::Stored(StoredError::Broken(why)) | ReplayError::Defect(why) => Problem::Defect(why),
        ReplayError::Ruleset(_) => Problem::Refused(json!({"code": "ruleset", "detail": error.to_string()})),
        ReplayError::Stored(StoredError::NotFound | StoredError::NoResult(_) | StoredError::Erased)
        | ReplayError::OtherRuleset(_)
        | ReplayError::Changed(_) => Problem::Refused(json!({"code": "state_conflict", "detail": error.to_string()})),
        ReplayError::Refused(_) => Problem::Defect(error.to_string()),
    }
}

fn assess(frozen: DataFile, loaded: &LoadedRuleset, options: Options, report: &Report) -> Result<Made, Problem> {
    let files = [frozen];
    let progress = Told(report);
    let checklists = rules::checklists(None).map_err(|errors| refused("ruleset", &errors))?;
    let request = Request {
        files: &files,
        rules: loaded,
        checklists: &checklists,
        options,
        language: Language::English,
        what_if: None,
    };
    let Bare { assessment, json, .. } = assess::bare(&request, &progress).map_err(|failure| not_made(&failure))?;
    let summary = tables::summary(&assessment).map_err(|error| Problem::Defect(error.to_string()))?;
    Ok(Made {
        bytes: json,
        inputs_hash: assessment.manifest.inputs_hash.clone(),
        result_hash: assessment.manifest.result_hash.clone(),
        summary: summary_of(&summary).map_err(|error| Problem::Defect(error.to_string()))?,
    })
}

/// The rows of `summary.csv` by the links they were made with: `{"all": {…}, "verified": {…}}`.
fn summary_of(csv: &[u8]) -> Result<Value, csv::Error> {
    let mut rows = Map::new();
    for mut row in super::tables::rows_of(csv)? {
        if let Some(Value::String(links)) = row.remove("links") {
            rows.insert(links, Value::Object(row));
        }
    }
    Ok(Value::Object(rows))
}

/// What the engine or the reading refuses is for the person who asked.
fn not_made(failure: &AssessFailure) -> Problem {
    Problem::Refused(json!({"code": "invalid", "detail": failure.to_string()}))
}

pub(crate) fn refused<T: ToString>(code: &str, errors: &[T]) -> Problem {
    let detail = errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ");
    Problem::Refused(json!({"code": code, "detail": detail}))
}

pub(crate) fn unreadable(error: StoredError) -> Problem {
    not_replayed(error.into())
}

/// Passes stages on to the job.
pub(crate) struct Told<'a>(pub(crate) &'a Report);

impl Progress for Told<'_> {
    fn begin(&self, stage: Stage, _: Option<u64>) {
        match stage {
            Stage::ReadFiles | Stage::CheckRows => self.0.begin("check", 0.1),
            Stage::Assess => self.0.begin("assess", 0.4),
            Stage::Report | Stage::ReadParties | Stage::ReadLinks | Stage::Propagate | Stage::Write => {
                self.0.begin("write", 0.8);
            }
        }
    }

    fn at(&self, _: u64) {}

    fn end(&self) {}
}
