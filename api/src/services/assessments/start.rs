//! Starting an assessment: freezing what it is made from, and putting the work in.

use chrono::NaiveDate;
use karvon_engine::assessment::{DEFAULT_SEED, DEFAULT_WORLDS};
use karvon_engine::planning::PlanRequest;
use karvon_rulesets::{LoadedRuleset, NotYetEffective};
use sea_orm::ActiveValue::Set;
use sea_orm::{DbErr, EntityTrait};
use serde_json::{Value, json};
use thiserror::Error;
use uuid::Uuid;

use super::make::INPUTS;
use crate::audit::{self, Event};
use crate::db::entities::{assessments, lists as lists_table, organisations};
use crate::db::{Database, new_id, now};
use crate::jobs::{Kind, NewJob, QueueError, enqueue};
use crate::services::data::DataFile;
use crate::services::inputs::{Slice, Testimony, inputs, is_about_nobody};
use crate::services::rulesets::{self, RulesError};
use crate::services::{blobs, identity, lists};

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
    /// A plan that belongs to the result.
    pub plan: Option<PlanRequest>,
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
    /// The ruleset or the lists cannot be used.
    #[error(transparent)]
    Ruleset(#[from] RulesError),
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
    let revision = organisation.revision;
    let slice = Slice { organisation_id, as_of, revision: Some(revision), testimony: Testimony::With };
    let text = inputs(database.reader(), slice).await?;
    let frozen = DataFile { name: INPUTS.to_owned(), bytes: text.into_bytes() };
    let chosen = rulesets::chosen(database.reader(), organisation_id, wanted.ruleset.as_deref()).await?;
    let (rules, frozen) = chosen.load(frozen).await?;
    rules.check_effective(as_of)?;
    if is_about_nobody(&String::from_utf8_lossy(&frozen.bytes)) {
        return Err(StartError::NoData(as_of));
    }
    let (ruleset, ruleset_hash) = (rules.ruleset.source().name.clone(), rules.ruleset.hash().to_owned());
    let own = lists::own_in_use(database.reader(), organisation_id).await?;
    let assessment_id = new_id();
    let options = options(&wanted, chosen.own_id());
    let transaction = database.begin().await?;
    let inputs_blob = blobs::put(&transaction, organisation_id, frozen.bytes).await?;
    let row = assessments::ActiveModel {
        id: Set(assessment_id),
        organisation_id: Set(organisation_id),
        state: Set("queued".to_owned()),
        as_of: Set(as_of),
        subject: Set(wanted.subject),
        ruleset: Set(ruleset),
        ruleset_hash: Set(ruleset_hash),
        lists: Set(used(&rules, &own)),
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

/// What the job will be told, whole, so that a later default changes nothing. An own ruleset is named by the id of its version.
fn options(wanted: &Wanted, ruleset_id: Option<Uuid>) -> Value {
    json!({
        "scope": wanted.scope,
        "worlds": wanted.worlds.unwrap_or(DEFAULT_WORLDS),
        "half_width": wanted.half_width,
        "seed": wanted.seed.unwrap_or(DEFAULT_SEED),
        "plan": wanted.plan,
        "ruleset_id": ruleset_id,
    })
}

/// The versions of the lists and tables that the numbers rest on, and of the organisation's own lists.
fn used(rules: &LoadedRuleset, own: &[lists_table::Model]) -> Value {
    let published = rules.published.iter().map(|table| {
        json!({"name": table.table, "edition": table.edition, "as_of": table.as_of, "sha256": table.sha256,
               "rows": table.rows, "own": false})
    });
    let own = own.iter().map(|list| {
        json!({"name": list.name, "edition": list.edition, "as_of": list.as_of, "sha256": list.sha256,
               "rows": list.row_count, "own": true})
    });
    published.chain(own).collect()
}
