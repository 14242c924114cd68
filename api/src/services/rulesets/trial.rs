//! The job that makes an assessment's numbers under another ruleset and says who moves. It stores no assessment: what it found is
//! kept beside the job.

use karvon_engine::assessment::Options;
use karvon_engine::ruleset::Band;
use karvon_rulesets::LoadedRuleset;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::json;
use uuid::Uuid;

use super::{chosen, of};
use crate::db::entities::jobs;
use crate::jobs::{Later, Problem, Report, Task, Work, compute, end_with};
use crate::services::assessments::{INPUTS, Told, find, inputs, not_loaded, options, unreadable};
use crate::services::blobs;
use crate::services::data::DataFile;
use crate::services::trial::{self, RulesetUsed, Trial, TrialParty};

/// Tries rulesets.
#[derive(Clone, Copy, Debug, Default)]
pub struct Try;

/// What is asked; it stands in the job.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Trialled {
    /// The ruleset that is tried.
    pub ruleset_id: Uuid,
    /// On what.
    pub assessment_id: Uuid,
    /// Hash of what was found, once it is.
    pub result: Option<String>,
}

/// How many parties go from one band to another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BandMove {
    /// Before.
    pub before: Band,
    /// After.
    pub after: Band,
    /// How many.
    pub parties: usize,
}

/// What is kept of a trial.
#[derive(Debug, Serialize)]
struct Kept<'a> {
    before: &'a RulesetUsed,
    after: &'a RulesetUsed,
    expected_before: Option<f64>,
    expected_after: Option<f64>,
    rank_correlation: Option<f64>,
    parties: usize,
    bands: Vec<BandMove>,
    movers: Vec<&'a TrialParty>,
}

impl Work for Try {
    fn run(&self, task: Task) -> Later<'_, Result<(), Problem>> {
        Box::pin(run(task))
    }
}

async fn run(task: Task) -> Result<(), Problem> {
    let job = &task.claimed.job;
    let organisation_id = job.organisation_id;
    let asked: Trialled =
        serde_json::from_value(job.payload.clone()).map_err(|error| Problem::Defect(error.to_string()))?;
    let reader = task.database.reader();
    task.report.begin("read", 0.05);
    let row = find(reader, organisation_id, asked.assessment_id).await.map_err(unreadable)?;
    let frozen = inputs(reader, &row).await.map_err(unreadable)?;
    let frozen = DataFile { name: INPUTS.to_owned(), bytes: frozen };
    let (before, frozen) = of(reader, &row, frozen).await.map_err(not_loaded)?;
    let after = chosen(reader, organisation_id, Some(&asked.ruleset_id.to_string())).await.map_err(not_loaded)?;
    let (after, frozen) = after.load(frozen).await.map_err(not_loaded)?;
    let (options, report) = (options(&row)?, task.report.clone());
    let found = compute(move || tried(frozen, &before, &after, &options, &report)).await?;
    if task.report.is_stopped() {
        return Err(Problem::Stopped);
    }
    task.report.begin("store", 0.9);
    let transaction = task.database.begin().await?;
    let result = blobs::put(&transaction, organisation_id, found).await?;
    let kept = json!(Trialled { result: Some(result), ..asked });
    jobs::Entity::update_many()
        .col_expr(jobs::Column::Payload, Expr::value(kept))
        .filter(jobs::Column::Id.eq(job.id))
        .exec(&transaction)
        .await?;
    if !end_with(&transaction, &task.claimed).await? {
        transaction.rollback().await?;
        return Err(Problem::Stopped);
    }
    Ok(transaction.commit().await?)
}

fn tried(
    frozen: DataFile,
    before: &LoadedRuleset,
    after: &LoadedRuleset,
    options: &Options,
    report: &Report,
) -> Result<Vec<u8>, Problem> {
    let tried = trial::run(&[frozen], before, after, options, &Told(report));
    let tried = tried.map_err(|failure| Problem::Refused(json!({"code": "invalid", "detail": failure.to_string()})))?;
    let Trial { before, after, expected_before, expected_after, rank_correlation, parties } = &tried.trial;
    let movers: Vec<&TrialParty> = parties.iter().filter(|party| party.moves()).collect();
    let mut bands: Vec<BandMove> = Vec::new();
    for party in &movers {
        let (before, after) = (party.band_before, party.band_after);
        match bands.iter_mut().find(|known| (known.before, known.after) == (before, after)) {
            Some(known) => known.parties += 1,
            None => bands.push(BandMove { before, after, parties: 1 }),
        }
    }
    bands.sort_by_key(|one| (one.before, one.after));
    let kept = Kept {
        before,
        after,
        expected_before: *expected_before,
        expected_after: *expected_after,
        rank_correlation: *rank_correlation,
        parties: parties.len(),
        bands,
        movers,
    };
    serde_json::to_vec(&kept).map_err(|error| Problem::Defect(error.to_string()))
}
