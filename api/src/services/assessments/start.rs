//! Starting an assessment: freezing what it is made from, and putting the work in.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use karvon_engine::assessment::{DEFAULT_SEED, DEFAULT_WORLDS};
use karvon_engine::planning::PlanRequest;
use karvon_rulesets::{LoadedRuleset, NotYetEffective};
use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait};
use serde_json::{Value, json};
use thiserror::Error;
use uuid::Uuid;

use super::make::INPUTS;
use crate::audit::{self, Event};
use crate::db::entities::{assessments, lists as lists_table, organisations};
use crate::db::{Database, OrganisationId, new_id, now};
use crate::digest::sha256;
use crate::jobs::{Kind, NewJob, QueueError, enqueue};
use crate::services::data::DataFile;
use crate::services::inputs::{Slice, Testimony, inputs, is_about_nobody, own_watchlist};
use crate::services::rows::Row;
use crate::services::rulesets::{self, RulesError};
use crate::services::{blobs, identity, lists, records};

/// How often inputs are read while others may write.
const READS: u32 = 3;

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

/// Freezes the inputs and puts the work in, both or neither. The inputs are those of the revision that is written down: where the
/// data change while they are read, they are read again, the last time with everybody else waiting.
///
/// # Errors
/// [`StartError`].
pub async fn start(
    database: &Database,
    organisation: &organisations::Model,
    actor_id: Uuid,
    wanted: Wanted,
) -> Result<Started, StartError> {
    let mut revision = organisation.revision;
    for _ in 0..READS {
        let read = Read::now(database.reader(), organisation, revision, &wanted).await?;
        let transaction = database.begin().await?;
        let present = records::hold(&transaction, organisation.id).await?.revision;
        if present == revision {
            return put_in(transaction, organisation.id, actor_id, wanted, read).await;
        }
        transaction.rollback().await?;
        revision = present;
    }
    let transaction = database.begin().await?;
    let present = records::hold(&transaction, organisation.id).await?.revision;
    let read = Read::now(&transaction, organisation, present, &wanted).await?;
    put_in(transaction, organisation.id, actor_id, wanted, read).await
}

/// What an assessment will be made from.
struct Read {
    as_of: NaiveDate,
    revision: i64,
    frozen: Vec<u8>,
    /// Id of an own ruleset.
    ruleset_id: Option<Uuid>,
    ruleset: String,
    ruleset_hash: String,
    lists: Value,
}

impl Read {
    async fn now(
        connection: &impl ConnectionTrait,
        organisation: &organisations::Model,
        revision: i64,
        wanted: &Wanted,
    ) -> Result<Self, StartError> {
        let organisation_id = organisation.id;
        let as_of = wanted.as_of.unwrap_or_else(|| identity::today(organisation, now()));
        let slice = Slice { organisation_id, as_of, revision: Some(revision), testimony: Testimony::With };
        let text = inputs(connection, slice).await?;
        let frozen = DataFile { name: INPUTS.to_owned(), bytes: text.into_bytes() };
        let chosen = rulesets::chosen(connection, organisation_id, wanted.ruleset.as_deref()).await?;
        let (rules, frozen) = chosen.load(frozen).await?;
        rules.check_effective(as_of)?;
        if is_about_nobody(&String::from_utf8_lossy(&frozen.bytes)) {
            return Err(StartError::NoData(as_of));
        }
        let own = lists::own_in_use(connection, organisation_id).await?;
        let watched = watched(connection, slice).await?;
        Ok(Self {
            as_of,
            revision,
            frozen: frozen.bytes,
            ruleset_id: chosen.own_id(),
            ruleset: rules.ruleset.source().name.clone(),
            ruleset_hash: rules.ruleset.hash().to_owned(),
            lists: used(&rules, &own, &watched),
        })
    }
}

/// Writes down what was read and has it assessed.
async fn put_in(
    transaction: DatabaseTransaction,
    organisation_id: OrganisationId,
    actor_id: Uuid,
    wanted: Wanted,
    read: Read,
) -> Result<Started, StartError> {
    let Read { as_of, revision, frozen, ruleset_id, ruleset, ruleset_hash, lists } = read;
    let assessment_id = new_id();
    let options = options(&wanted, ruleset_id);
    let inputs_blob = blobs::put(&transaction, organisation_id, frozen).await?;
    let row = assessments::ActiveModel {
        id: Set(assessment_id),
        organisation_id: Set(organisation_id),
        state: Set("queued".to_owned()),
        as_of: Set(as_of),
        subject: Set(wanted.subject),
        ruleset: Set(ruleset),
        ruleset_hash: Set(ruleset_hash),
        lists: Set(lists),
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

/// The rows of the organisation's own watchlist that were taken, by the list that they name.
async fn watched(connection: &impl ConnectionTrait, slice: Slice) -> Result<BTreeMap<String, Vec<String>>, DbErr> {
    let mut by_list: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for row in own_watchlist(connection, slice).await? {
        let fields: Row = serde_json::from_str(&row).map_err(|error| DbErr::Json(error.to_string()))?;
        let list = fields.get("list").and_then(Value::as_str).unwrap_or_default();
        by_list.entry(list.to_owned()).or_default().push(row);
    }
    Ok(by_list)
}

/// The versions of the lists and tables that the numbers rest on, of the organisation's own lists, and of the lists that its
/// watchlist holds row by row, which have no edition.
fn used(rules: &LoadedRuleset, own: &[lists_table::Model], watched: &BTreeMap<String, Vec<String>>) -> Value {
    let published = rules.published.iter().map(|table| {
        json!({"name": table.table, "edition": table.edition, "as_of": table.as_of, "sha256": table.sha256,
               "rows": table.rows, "own": false})
    });
    let own = own.iter().map(|list| {
        json!({"name": list.name, "edition": list.edition, "as_of": list.as_of, "sha256": list.sha256,
               "rows": list.row_count, "own": true})
    });
    let watched = watched.iter().map(|(name, rows)| {
        json!({"name": name, "edition": null, "as_of": null, "sha256": sha256(rows.join("\n")), "rows": rows.len(),
               "own": true})
    });
    published.chain(own).chain(watched).collect()
}
