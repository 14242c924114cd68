//! Starting an assessment: freezing what it is made from, and putting the work in.

use chrono::NaiveDate;
use karvon_engine::assessment::{DEFAULT_SEED, DEFAULT_WORLDS};
use karvon_rulesets::{LoadError, NotYetEffective};
use sea_orm::ActiveValue::Set;
use sea_orm::{DbErr, EntityTrait};
use serde_json::{Value, json};
use thiserror::Error;
use uuid::Uuid;

use crate::audit::{self, Event};
use crate::db::entities::{assessments, organisations};
use crate::db::{Database, new_id, now};
use crate::jobs::{Kind, NewJob, QueueError, enqueue};
use crate::services::inputs::{Slice, Testimony, inputs};
use crate::services::{blobs, identity, rules};

/// What is asked; what is not said is the usual.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wanted {
    /// Whom it is about.
    pub subject: Option<String>,
    /// Ruleset.
    pub ruleset: Option<String>,
    /// Day; today in the organisation's time zone.
    pub as_of: Option<NaiveDate>,
    /// One of the subject's products.
    pub scope: Option<String>,
    /// Number of worlds.
    pub worlds: Option<u32>,
    /// Wanted half-width of the interval of R.
    pub half_width: Option<f64>,
    /// Seed of the worlds.
    pub seed: Option<u64>,
}

/// An assessment that will be made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Started {
    /// The assessment.
    pub assessment_id: Uuid,
    /// The job that makes it.
    pub job_id: Uuid,
}

/// An assessment that is not started.
#[derive(Debug, Error)]
pub enum StartError {
    /// No row holds on the day.
    #[error("nothing is known on {0}: upload data first, or choose a later day")]
    NoData(NaiveDate),
    /// The ruleset cannot be used.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Ruleset(Vec<LoadError>),
    /// The ruleset is of a later day.
    #[error(transparent)]
    NotYetEffective(#[from] NotYetEffective),
    /// Too much work waits.
    #[error(transparent)]
    Queue(#[from] QueueError),
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

/// Freezes the inputs and puts the work in, both or neither.
///
/// # Errors
/// [`StartError`].
pub async fn start(
    database: &Database,
    organisation: &organisations::Model,
    actor_id: Uuid,
    wanted: Wanted,
) -> Result<Started, StartError> {
    let organisation_id = organisation.id;
    let as_of = wanted.as_of.unwrap_or_else(|| identity::today(organisation, now()));
    let name = wanted.ruleset.as_deref().unwrap_or(rules::STANDARD);
    let rules = rules::get(name).map_err(StartError::Ruleset)?;
    rules.check_effective(as_of)?;
    let source = rules.ruleset.source();
    let (ruleset, ruleset_hash) = (source.name.clone(), rules.ruleset.hash().to_owned());

    let revision = organisation.revision;
    let slice = Slice { organisation_id, as_of, revision: Some(revision), testimony: Testimony::With };
    let text = inputs(database.reader(), slice).await?;
    if text == "{}" {
        return Err(StartError::NoData(as_of));
    }
    let assessment_id = new_id();
    let options = options(&wanted);
    let transaction = database.begin().await?;
    let inputs_blob = blobs::put(&transaction, organisation_id, text.into_bytes()).await?;
    let row = assessments::ActiveModel {
        id: Set(assessment_id),
        organisation_id: Set(organisation_id),
        state: Set("queued".to_owned()),
        as_of: Set(as_of),
        subject: Set(wanted.subject),
        ruleset: Set(ruleset),
        ruleset_hash: Set(ruleset_hash),
        lists: Set(lists(&rules)),
        engine_version: Set(env!("CARGO_PKG_VERSION").to_owned()),
        options: Set(options.clone()),
        revision: Set(revision),
        inputs_blob: Set(inputs_blob),
        inputs_hash: Set(None),
        result_blob: Set(None),
        result_hash: Set(None),
        summary: Set(None),
        problem: Set(None),
        started_by: Set(Some(actor_id)),
        created_at: Set(now()),
        finished_at: Set(None),
        replayable: Set(true),
    };
    assessments::Entity::insert(row).exec_without_returning(&transaction).await?;
    let job = NewJob {
        organisation_id,
        kind: Kind::Assessment,
        object_id: Some(assessment_id),
        payload: json!({}),
        created_by: Some(actor_id),
    };
    let job_id = enqueue(&transaction, job).await?;
    let event = Event {
        actor_id: Some(actor_id),
        action: "assessment.start",
        object: format!("assessment/{assessment_id}"),
        reason: None,
        payload: json!({"as_of": as_of, "options": options, "revision": revision}),
    };
    audit::append(&transaction, organisation_id, event).await?;
    transaction.commit().await?;
    Ok(Started { assessment_id, job_id })
}

/// What the job will be told, whole, so that a later default changes nothing.
fn options(wanted: &Wanted) -> Value {
    json!({
        "scope": wanted.scope,
        "worlds": wanted.worlds.unwrap_or(DEFAULT_WORLDS),
        "half_width": wanted.half_width,
        "seed": wanted.seed.unwrap_or(DEFAULT_SEED),
    })
}

/// The versions of the lists and tables that the numbers rest on.
fn lists(rules: &karvon_rulesets::LoadedRuleset) -> Value {
    let one = |table: &karvon_rulesets::reference::TableVersion| json!({"name": table.table, "as_of": table.as_of, "sha256": table.hash, "rows": table.rows});
    rules.tables.iter().map(one).collect()
}
