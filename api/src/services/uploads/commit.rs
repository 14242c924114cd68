//! Making the rows of an upload part of the data: one transaction, one revision, one entry of the log.

use std::collections::{HashMap, HashSet};

use chrono::{Days, NaiveDate};
use karvon_intake::{Fields, TableKind};
use sea_orm::ActiveValue::Set;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, Condition, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, PaginatorTrait,
    QueryFilter, QueryOrder, QuerySelect,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::change::{Changes, listed};
use super::cohorts::FEES;
use super::rows::{Outcome, Read};
use super::stored::state_of;
use super::tables::{id_field, of_table};
use super::{Row, State, UploadError};
use crate::audit::{self, Event};
use crate::db::entities::{organisations, parties, upload_findings, upload_rows, uploads};
use crate::db::{Database, insert_many, new_id, now};
use crate::jobs::{Kind, open_about};
use crate::services::records::{self, Author, Draft, Versioned, Written, column};
use crate::services::{identity, screening, testimony};

/// Staged rows that are read at once.
const PART: u64 = 10_000;
/// Places that a refusal names.
const NAMED: u64 = 100;
/// The rule of a column that was left out whole: no row is lost by it.
const REFUSED_COLUMN: &str = "worker-data-column";

/// Which rows are meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Which {
    /// All that can be used.
    Good,
    /// All; refused where some cannot be used.
    All,
}

/// What a commit made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Committed {
    /// The revision.
    pub revision: i64,
}

/// What a commit works with.
struct Work<'a> {
    transaction: &'a DatabaseTransaction,
    author: Author,
    revision: i64,
    upload_id: Uuid,
    /// The last day of what is not listed any more.
    yesterday: Option<NaiveDate>,
}

/// Commits the rows of an upload.
///
/// # Errors
/// It is not checked; rows that it concerns changed since; all were asked for and some are broken; the database fails.
pub async fn commit(
    database: &Database,
    organisation: &organisations::Model,
    actor_id: Uuid,
    upload_id: Uuid,
    which: Which,
) -> Result<Committed, UploadError> {
    let transaction = database.begin().await?;
    let revision = records::next_revision(&transaction, organisation.id).await?;
    let row = uploads::Entity::find_by_id(upload_id)
        .filter(uploads::Column::OrganisationId.eq(organisation.id))
        .lock_exclusive()
        .one(&transaction)
        .await?
        .ok_or(UploadError::NotFound)?;
    if !open_about(&transaction, organisation.id, Kind::Upload, Some(upload_id)).await?.is_empty() {
        return Err(UploadError::Busy);
    }
    let state = state_of(&row)?;
    if state != State::Checked {
        return Err(UploadError::State(state));
    }
    if which == Which::All {
        refuse_broken(&transaction, upload_id).await?;
    }
    let author = Author {
        organisation_id: organisation.id,
        actor_id: Some(actor_id),
        sender: row.sender.clone(),
        upload_id: Some(upload_id),
    };
    let yesterday = identity::today(organisation, now()).checked_sub_days(Days::new(1));
    let work = Work { transaction: &transaction, author, revision, upload_id, yesterday };
    if row.base_revision + 1 != revision {
        refuse_changed(&work, row.base_revision).await?;
    }
    let mut changes = Changes::default();
    for table in TableKind::ALL {
        for outcome in [Outcome::Changed, Outcome::New, Outcome::Absent] {
            let written = of_table!(table, write(&work, table, outcome))?;
            changes.extend(table.as_str(), written);
        }
    }
    let payload = json!({
        "revision": revision,
        "sender": row.sender,
        "mode": row.mode,
        "rows": row.counts,
        "versions": changes.len(),
        "changes_sha256": changes.sha256(),
    });
    let change = uploads::ActiveModel {
        id: Set(upload_id),
        state: Set(State::Committed.as_str().to_owned()),
        revision: Set(Some(revision)),
        committed_at: Set(Some(now())),
        version: Set(row.version + 1),
        ..Default::default()
    };
    change.update(&transaction).await?;
    let object = format!("upload/{upload_id}");
    let event = Event { actor_id: Some(actor_id), action: "upload.committed", object, reason: None, payload };
    audit::append(&transaction, organisation.id, event).await?;
    screening::after_change(&transaction, organisation.id, revision).await?;
    transaction.commit().await?;
    Ok(Committed { revision })
}

/// Refuses to commit everything where not everything can be used.
async fn refuse_broken(connection: &impl ConnectionTrait, upload_id: Uuid) -> Result<(), UploadError> {
    let errors = upload_findings::Entity::find()
        .filter(upload_findings::Column::UploadId.eq(upload_id))
        .filter(upload_findings::Column::Severity.eq("error"))
        .filter(upload_findings::Column::Rule.ne(REFUSED_COLUMN));
    let count = errors.clone().count(connection).await?;
    if count == 0 {
        return Ok(());
    }
    let first = errors.order_by_asc(upload_findings::Column::Position).limit(NAMED).all(connection).await?;
    Err(UploadError::Broken { count, first })
}

/// Refuses where rows that the upload concerns are not what they were when it was checked.
async fn refuse_changed(work: &Work<'_>, base: i64) -> Result<(), UploadError> {
    let mut changed = Vec::new();
    // Parties that other rows may lean on are looked at first.
    let (_, gone) = since::<parties::Entity>(work, base).await?;
    for table in TableKind::ALL {
        let (touched, _) = of_table!(table, since(work, base))?;
        if touched.is_empty() && gone.is_empty() {
            continue;
        }
        let mut after = -1;
        loop {
            let part = staged(work, table, None, after).await?;
            let Some(last) = part.last() else { break };
            after = last.position;
            for row in &part {
                let is_touched = touched.contains(&row.key) || touched.contains(&identity_of(table, row));
                if is_touched || leans_on(row, &gone) {
                    let key = if row.key.is_empty() { shown(row) } else { row.key.clone() };
                    changed.push(Row { table: table.as_str(), key });
                }
            }
        }
    }
    if changed.is_empty() { Ok(()) } else { Err(UploadError::DataChanged(listed(changed))) }
}

/// What was changed in a table since a revision: keys and identities of the rows, and the keys that have no current version any
/// more.
async fn since<E: Versioned>(work: &Work<'_>, base: i64) -> Result<(HashSet<String>, HashSet<String>), DbErr> {
    let key = column::<E>("key")?;
    let identity = column::<E>("identity").unwrap_or(key);
    let later = Condition::any().add(column::<E>("from_revision")?.gt(base)).add(column::<E>("to_revision")?.gt(base));
    let rows: Vec<(String, String, Option<i64>)> = E::find()
        .filter(column::<E>("organisation_id")?.eq(work.author.organisation_id))
        .filter(later)
        .select_only()
        .column(key)
        .column_as(identity, "identity_or_key")
        .column(column::<E>("to_revision")?)
        .into_tuple()
        .all(work.transaction)
        .await?;
    let current: HashSet<&str> = rows.iter().filter(|row| row.2.is_none()).map(|row| row.0.as_str()).collect();
    let gone = rows.iter().map(|row| &row.0).filter(|key| !current.contains(key.as_str())).cloned().collect();
    let touched = rows.into_iter().flat_map(|(key, identity, _)| [key, identity]).collect();
    Ok((touched, gone))
}

/// What makes a staged row this row and no other, as its table of records has it.
fn identity_of(table: TableKind, row: &upload_rows::Model) -> String {
    if id_field(table).is_some() || !row.key.is_empty() {
        return row.key.clone();
    }
    fields_of(row).map_or_else(|| row.key.clone(), |fields| crate::digest::hex(&Read::new(table, fields).identity))
}

/// Whether a row names a party that is not there any more.
fn leans_on(row: &upload_rows::Model, gone: &HashSet<String>) -> bool {
    const NAMES: [&str; 4] = ["supplier_id", "buyer_id", "employer_id", "same_as"];
    if gone.is_empty() || row.table_name == TableKind::Suppliers.as_str() {
        return false;
    }
    let Some(fields) = fields_of(row) else { return false };
    NAMES.iter().filter_map(|name| fields.get(*name).and_then(Value::as_str)).any(|id| gone.contains(id))
}

/// A row without a key, by its place.
fn shown(row: &upload_rows::Model) -> String {
    let part =
        |name: &str| row.place.get(name).map(|part| part.as_str().map_or_else(|| part.to_string(), str::to_owned));
    format!("{}:{}", part("file").unwrap_or_default(), part("row").unwrap_or_default())
}

fn fields_of(row: &upload_rows::Model) -> Option<Fields> {
    serde_json::from_str(row.fields.as_deref()?).ok()
}

/// Some staged rows of a table that can be used, after a position; of one outcome or of all.
async fn staged(
    work: &Work<'_>,
    table: TableKind,
    outcome: Option<Outcome>,
    after: i64,
) -> Result<Vec<upload_rows::Model>, DbErr> {
    let usable = [Outcome::New, Outcome::Changed, Outcome::Unchanged, Outcome::Absent];
    let outcomes = usable.into_iter().filter(|one| outcome.is_none_or(|outcome| outcome == *one)).map(Outcome::as_str);
    upload_rows::Entity::find()
        .filter(upload_rows::Column::UploadId.eq(work.upload_id))
        .filter(upload_rows::Column::TableName.eq(table.as_str()))
        .filter(upload_rows::Column::Outcome.is_in(outcomes))
        .filter(upload_rows::Column::Position.gt(after))
        .order_by_asc(upload_rows::Column::Position)
        .limit(PART)
        .all(work.transaction)
        .await
}

/// Writes the rows of one table and outcome.
async fn write<E: Versioned>(work: &Work<'_>, table: TableKind, outcome: Outcome) -> Result<Vec<Written>, UploadError> {
    let (transaction, organisation_id) = (work.transaction, work.author.organisation_id);
    let mut written = Vec::new();
    let mut after = -1;
    let has_records = records::has_any::<E>(transaction, organisation_id).await?;
    loop {
        let part = staged(work, table, Some(outcome), after).await?;
        let Some(last) = part.last() else { return Ok(written) };
        after = last.position;
        let mut drafts = Vec::with_capacity(part.len());
        for row in part {
            let fields = fields_of(&row).ok_or_else(|| UploadError::Stored(format!("row {}", row.position)))?;
            // The first row of a cohort holds the whole record.
            if table != TableKind::Recruitment || fields.contains_key(FEES) {
                drafts.push(draft(work, table, outcome, row.key, fields));
            }
        }
        let keys: Vec<String> = drafts.iter().map(|draft| draft.key.clone()).collect();
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        // A key that the service has just made has no earlier version.
        let is_made = outcome == Outcome::New && id_field(table).is_none();
        let last = if is_made || !has_records {
            HashMap::new()
        } else {
            records::last_versions::<E>(transaction, organisation_id, &keys).await?
        };
        if outcome != Outcome::New {
            records::end_many::<E>(transaction, organisation_id, &keys, work.revision).await?;
        }
        let drafts: Vec<(Draft, i64)> = drafts
            .into_iter()
            .map(|draft| {
                let version = last.get(&draft.key).copied().unwrap_or(0) + 1;
                (draft, version)
            })
            .collect();
        if table == TableKind::Suppliers {
            beside(work, &drafts).await?;
        }
        written.extend(records::add_many::<E>(transaction, &work.author, work.revision, drafts).await?);
    }
}

fn draft(work: &Work<'_>, table: TableKind, outcome: Outcome, key: String, fields: Fields) -> Draft {
    let key = if key.is_empty() { new_id().to_string() } else { key };
    let mut more: Vec<(&'static str, sea_orm::Value)> = Vec::new();
    if table == TableKind::Answers {
        let source = fields.get("source").and_then(Value::as_str).unwrap_or_default();
        more.push(("visibility", testimony::visibility(source).into()));
    }
    let mut draft = Draft { more, ..Draft::new(key, fields) };
    if outcome == Outcome::Absent {
        draft.valid_to = work.yesterday;
    }
    draft
}

/// Writes what belongs to versions of parties: numbers of registries, and the end of links where the party ends.
async fn beside(work: &Work<'_>, drafts: &[(Draft, i64)]) -> Result<(), DbErr> {
    let organisation_id = work.author.organisation_id;
    let numbers = drafts
        .iter()
        .flat_map(|(draft, version)| records::identifiers(organisation_id, &draft.key, *version, &draft.fields));
    insert_many(work.transaction, numbers.collect()).await?;
    for (draft, _) in drafts {
        if let Some(last) = draft.valid_to {
            records::end_links(work.transaction, &work.author, work.revision, &draft.key, last).await?;
        }
    }
    Ok(())
}
