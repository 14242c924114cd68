//! Taking a commit back: what it added ends, what it ended stands again as it was.

use std::collections::HashSet;

use chrono::NaiveDate;
use karvon_intake::TableKind;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, IdenStatic, Iterable,
    QueryFilter, QueryOrder, QuerySelect, Statement,
};
use serde_json::json;
use uuid::Uuid;

use super::change::listed;
use super::stored::state_of;
use super::tables::of_table;
use super::{Row, State, UploadError};
use crate::audit::{self, Event};
use crate::db::entities::{
    assessments, cohorts, evidence, grievances, links, measures, merges, parties, repayments, uploads,
};
use crate::db::{Database, OrganisationId};
use crate::services::records::{self, Versioned, column};
use crate::services::screening;

/// An assessment that was made from data with the upload in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    /// Its id.
    pub id: Uuid,
    /// The day it was made for.
    pub as_of: NaiveDate,
    /// How far it is.
    pub state: String,
}

/// What an undo made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    /// The revision.
    pub revision: i64,
    /// The assessments that were made from the data between commit and undo.
    pub assessments: Vec<Touched>,
}

/// What an undo works with.
struct Work<'a> {
    transaction: &'a DatabaseTransaction,
    organisation_id: OrganisationId,
    /// The revision that the commit made.
    committed: i64,
    /// The revision that the undo makes.
    revision: i64,
}

/// Takes a commit back.
///
/// # Errors
/// It was not committed; rows were changed, or lean on it, since; the database fails.
pub async fn undo(
    database: &Database,
    organisation_id: OrganisationId,
    actor_id: Uuid,
    upload_id: Uuid,
    reason: &str,
) -> Result<Undone, UploadError> {
    let transaction = database.begin().await?;
    let revision = records::next_revision(&transaction, organisation_id).await?;
    let row = uploads::Entity::find_by_id(upload_id)
        .filter(uploads::Column::OrganisationId.eq(organisation_id))
        .lock_exclusive()
        .one(&transaction)
        .await?
        .ok_or(UploadError::NotFound)?;
    let state = state_of(&row)?;
    let (State::Committed, Some(committed)) = (state, row.revision) else {
        return Err(UploadError::State(state));
    };
    let work = Work { transaction: &transaction, organisation_id, committed, revision };
    refuse_later(&work).await?;
    let (mut ended, mut restored) = (0, 0);
    for table in TableKind::ALL {
        let (own_ended, own_restored) = of_table!(table, take_back(&work))?;
        ended += own_ended;
        restored += own_restored;
    }
    restore_numbers(&work).await?;
    let change = uploads::ActiveModel {
        id: Set(upload_id),
        state: Set(State::Undone.as_str().to_owned()),
        undo_revision: Set(Some(revision)),
        version: Set(row.version + 1),
        ..Default::default()
    };
    change.update(&transaction).await?;
    let assessments = touched(&work).await?;
    let payload = json!({
        "committed_revision": committed,
        "revision": revision,
        "versions_ended": ended,
        "versions_restored": restored,
        "assessments": assessments.iter().map(|one| one.id).collect::<Vec<_>>(),
    });
    let object = format!("upload/{upload_id}");
    let event = Event { actor_id: Some(actor_id), action: "upload.undone", object, reason: Some(reason), payload };
    audit::append(&transaction, organisation_id, event).await?;
    screening::after_change(&transaction, organisation_id, revision).await?;
    transaction.commit().await?;
    Ok(Undone { revision, assessments })
}

/// Refuses where something was built on what would be taken back.
async fn refuse_later(work: &Work<'_>) -> Result<(), UploadError> {
    let mut later = Vec::new();
    for table in TableKind::ALL {
        let keys = of_table!(table, edited(work))?;
        later.extend(keys.into_iter().map(|key| Row { table: table.as_str(), key }));
    }
    let parties = vanishing::<parties::Entity>(work).await?;
    if !parties.is_empty() {
        later.extend(leaning::<links::Entity>(work, "links", &["supplier_id", "buyer_id"], &parties).await?);
        later.extend(leaning::<evidence::Entity>(work, "answers", &["party_id"], &parties).await?);
        later.extend(leaning::<cohorts::Entity>(work, "recruitment", &["employer_id"], &parties).await?);
        later.extend(leaning::<merges::Entity>(work, "merges", &["party_id", "same_as"], &parties).await?);
        later.extend(leaning::<measures::Entity>(work, "measures", &["party_id"], &parties).await?);
        later.extend(leaning::<grievances::Entity>(work, "grievances", &["party_id"], &parties).await?);
    }
    let groups = vanishing::<cohorts::Entity>(work).await?;
    if !groups.is_empty() {
        later.extend(leaning::<repayments::Entity>(work, "repayments", &["cohort_id"], &groups).await?);
    }
    if later.is_empty() { Ok(()) } else { Err(UploadError::LaterChanges(listed(later))) }
}

/// The keys whose version of the commit was ended after it.
async fn edited<E: Versioned>(work: &Work<'_>) -> Result<Vec<String>, DbErr> {
    keys::<E>(work.transaction, work.organisation_id, |select| {
        let to = column::<E>("to_revision")?;
        // A link that the commit itself wrote and ended with its party was ended in the same revision.
        Ok(select.filter(column::<E>("from_revision")?.eq(work.committed)).filter(to.gt(work.committed)))
    })
    .await
}

/// The keys that will have no current version after the undo: the commit added them and ended nothing in their place.
async fn vanishing<E: Versioned>(work: &Work<'_>) -> Result<HashSet<String>, DbErr> {
    let added = keys::<E>(work.transaction, work.organisation_id, |select| {
        let current = select.filter(column::<E>("to_revision")?.is_null());
        Ok(current.filter(column::<E>("from_revision")?.eq(work.committed)))
    })
    .await?;
    let before = keys::<E>(work.transaction, work.organisation_id, |select| {
        let ended = select.filter(column::<E>("to_revision")?.eq(work.committed));
        Ok(ended.filter(column::<E>("from_revision")?.lt(work.committed)))
    })
    .await?;
    let before: HashSet<String> = before.into_iter().collect();
    Ok(added.into_iter().filter(|key| !before.contains(key)).collect())
}

async fn keys<E: Versioned>(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    those: impl FnOnce(sea_orm::Select<E>) -> Result<sea_orm::Select<E>, DbErr>,
) -> Result<Vec<String>, DbErr> {
    let own = E::find().filter(column::<E>("organisation_id")?.eq(organisation_id));
    those(own)?.select_only().column(column::<E>("key")?).into_tuple().all(connection).await
}

/// Rows that were written after the commit and name something that would be gone.
async fn leaning<E: Versioned>(
    work: &Work<'_>,
    table: &'static str,
    names: &[&str],
    gone: &HashSet<String>,
) -> Result<Vec<Row>, DbErr> {
    let mut found = Vec::new();
    for name in names {
        let rows: Vec<(String, Option<String>)> = records::current::<E>(work.organisation_id)?
            .filter(column::<E>("from_revision")?.gt(work.committed))
            .select_only()
            .column(column::<E>("key")?)
            .column(column::<E>(name)?)
            .into_tuple()
            .all(work.transaction)
            .await?;
        let leans = |named: &Option<String>| named.as_ref().is_some_and(|named| gone.contains(named));
        found.extend(rows.into_iter().filter(|(_, named)| leans(named)).map(|(key, _)| Row { table, key }));
    }
    Ok(found)
}

/// Ends what the commit wrote and puts what it ended in again; gives how many rows each.
async fn take_back<E: Versioned>(work: &Work<'_>) -> Result<(u64, u64), DbErr> {
    let ended = E::update_many()
        .col_expr(column::<E>("to_revision")?, Expr::value(work.revision))
        .filter(column::<E>("organisation_id")?.eq(work.organisation_id))
        .filter(column::<E>("from_revision")?.eq(work.committed))
        .filter(column::<E>("to_revision")?.is_null())
        .exec(work.transaction)
        .await?
        .rows_affected;
    // As it was, with who wrote it and when: only number and revisions are new. The table's names are the program's own.
    let table = E::default().table_name().to_owned();
    let names: Vec<&str> = E::Column::iter().map(|column| column.as_str()).collect();
    let values = names.iter().map(|name| match *name {
        "version" => format!(
            "(SELECT MAX(m.\"version\") + 1 FROM \"{table}\" m WHERE m.\"organisation_id\" = o.\"organisation_id\" AND \
             m.\"key\" = o.\"key\")"
        ),
        "from_revision" => "CAST($1 AS bigint)".to_owned(),
        "to_revision" => "CAST(NULL AS bigint)".to_owned(),
        name => format!("o.\"{name}\""),
    });
    let statement = format!(
        "INSERT INTO \"{table}\" ({}) SELECT {} FROM \"{table}\" o WHERE o.\"organisation_id\" = $2 AND o.\"to_revision\" = $3 \
         AND o.\"from_revision\" < $3",
        names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", "),
        values.collect::<Vec<_>>().join(", "),
    );
    let restored = run(work, statement).await?;
    Ok((ended, restored))
}

/// The numbers of registries of the parties that stand again.
async fn restore_numbers(work: &Work<'_>) -> Result<(), DbErr> {
    let statement = "INSERT INTO \"party_identifiers\" (\"organisation_id\", \"party_id\", \"version\", \"scheme\", \"value\") \
         SELECT n.\"organisation_id\", n.\"party_id\", p.\"version\", n.\"scheme\", n.\"value\" \
         FROM \"parties\" p \
         JOIN \"parties\" o ON o.\"organisation_id\" = p.\"organisation_id\" AND o.\"key\" = p.\"key\" \
           AND o.\"to_revision\" = $3 AND o.\"from_revision\" < $3 \
         JOIN \"party_identifiers\" n ON n.\"organisation_id\" = o.\"organisation_id\" AND n.\"party_id\" = o.\"key\" \
           AND n.\"version\" = o.\"version\" \
         WHERE p.\"organisation_id\" = $2 AND p.\"from_revision\" = $1 AND p.\"to_revision\" IS NULL";
    run(work, statement.to_owned()).await.map(drop)
}

async fn run(work: &Work<'_>, statement: String) -> Result<u64, DbErr> {
    let values: [sea_orm::Value; 3] = [work.revision.into(), work.organisation_id.into(), work.committed.into()];
    let backend = work.transaction.get_database_backend();
    let done = work.transaction.execute_raw(Statement::from_sql_and_values(backend, statement, values)).await?;
    Ok(done.rows_affected())
}

/// The assessments that were started from data with the commit in it.
async fn touched(work: &Work<'_>) -> Result<Vec<Touched>, DbErr> {
    let rows = assessments::Entity::find()
        .filter(assessments::Column::OrganisationId.eq(work.organisation_id))
        .filter(assessments::Column::Revision.gte(work.committed))
        .order_by_asc(assessments::Column::CreatedAt)
        .order_by_asc(assessments::Column::Id)
        .all(work.transaction)
        .await?;
    Ok(rows.into_iter().map(|row| Touched { id: row.id, as_of: row.as_of, state: row.state }).collect())
}
