//! What was found against what is known: new pairs enter the queue, pairs that are no longer found leave it, and a decision holds
//! for as long as the row that it acts by does.

use std::collections::{BTreeMap, BTreeSet};

use karvon_engine::evidence::LIST_PREFIX;
use sea_orm::sea_query::{Expr, ExprTrait, Func};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DbErr, EntityTrait, IntoActiveModel, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use super::find::Alike;
use super::{DUPLICATE, LAPSED, UNDECIDED};
use crate::db::entities::{evidence, matches, merges};
use crate::db::{Moment, OrganisationId, new_id, now};

/// Rows of one statement.
const CHUNK: usize = 200;

/// What a screening changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Changes {
    /// Pairs that wait for a decision and did not before.
    pub(super) added: usize,
    /// Pairs that are not found any more.
    pub(super) lapsed: usize,
}

/// Rows by which decisions act, as far as they hold.
#[derive(Debug, Default)]
pub(super) struct Acting {
    evidence: BTreeSet<String>,
    merges: BTreeSet<String>,
}

impl Acting {
    /// Reads them.
    pub(super) async fn read(
        connection: &impl ConnectionTrait,
        organisation_id: OrganisationId,
    ) -> Result<Self, DbErr> {
        let evidence: Vec<String> = evidence::Entity::find()
            .select_only()
            .column(evidence::Column::Key)
            .filter(evidence::Column::OrganisationId.eq(organisation_id))
            .filter(evidence::Column::ToRevision.is_null())
            .filter(evidence::Column::WithdrawnAt.is_null())
            .filter(Func::upper(Expr::col(evidence::Column::Question)).like(format!("{LIST_PREFIX}%")))
            .into_tuple()
            .all(connection)
            .await?;
        let merges: Vec<String> = merges::Entity::find()
            .select_only()
            .column(merges::Column::Key)
            .filter(merges::Column::OrganisationId.eq(organisation_id))
            .filter(merges::Column::ToRevision.is_null())
            .into_tuple()
            .all(connection)
            .await?;
        Ok(Self { evidence: evidence.into_iter().collect(), merges: merges.into_iter().collect() })
    }

    /// Whether the row that a decision acts by was taken back by somebody.
    fn is_taken_back(&self, row: &matches::Model) -> bool {
        let Some(key) = &row.acts_by else { return false };
        if row.kind == DUPLICATE { !self.merges.contains(key) } else { !self.evidence.contains(key) }
    }
}

/// Brings the queue in line with what was found.
///
/// # Errors
/// The database fails.
pub(super) async fn reconcile(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
    screening_id: Uuid,
    found: Vec<Alike>,
) -> Result<Changes, DbErr> {
    let acting = Acting::read(connection, organisation_id).await?;
    let mut known: BTreeMap<String, Vec<matches::Model>> = BTreeMap::new();
    for row in all(connection, organisation_id).await? {
        known.entry(row.pair_key.clone()).or_default().push(row);
    }
    let (mut changes, at) = (Changes::default(), now());
    let mut new = Vec::new();
    for pair in found {
        let mut is_known = false;
        for row in known.remove(&pair.pair_key).unwrap_or_default() {
            if row.fields_sha256 == pair.fields_sha256 {
                is_known = true;
                let next = refreshed(&row, &pair, &acting, screening_id);
                changes.added += usize::from(row.state != UNDECIDED && next.state == UNDECIDED);
                save(connection, &row, next).await?;
            } else if row.gone_at.is_none() {
                // Asked anew with other fields: this is not the pair that waits, so it counts as neither.
                save(connection, &row, gone(&row, at)).await?;
            }
        }
        if !is_known {
            changes.added += usize::from(pair.state == UNDECIDED);
            new.push(inserted(pair, organisation_id, screening_id, at));
        }
    }
    for row in known.into_values().flatten().filter(|row| row.gone_at.is_none()) {
        changes.lapsed += 1;
        save(connection, &row, gone(&row, at)).await?;
    }
    for chunk in new.chunks(CHUNK) {
        let rows = chunk.iter().map(|row| row.clone().into_active_model().reset_all());
        matches::Entity::insert_many(rows).exec_without_returning(connection).await?;
    }
    Ok(changes)
}

/// Every match of an organisation, the oldest first.
pub(super) async fn all(
    connection: &impl ConnectionTrait,
    organisation_id: OrganisationId,
) -> Result<Vec<matches::Model>, DbErr> {
    matches::Entity::find()
        .filter(matches::Column::OrganisationId.eq(organisation_id))
        .order_by_asc(matches::Column::CreatedAt)
        .order_by_asc(matches::Column::Id)
        .all(connection)
        .await
}

/// A row whose pair was found again with the same fields.
fn refreshed(row: &matches::Model, pair: &Alike, acting: &Acting, screening_id: Uuid) -> matches::Model {
    let mut next = matches::Model {
        party_id: pair.party_id.clone(),
        record: pair.record.clone(),
        other: pair.other.clone(),
        list: pair.list.clone(),
        list_version: pair.list_version.clone(),
        bits: pair.bits,
        zone: Some(pair.zone.to_owned()),
        fields: pair.fields.clone(),
        gone_at: None,
        ..row.clone()
    };
    if row.decided_by.is_some() {
        // A person decided here, and only what that person's decision acts by can take it back: what was found may be older.
        if acting.is_taken_back(row) {
            reopen(&mut next);
        }
    } else if row.state != pair.state {
        // What rows of the data say, or do not say any more.
        pair.state.clone_into(&mut next.state);
        next.reason.clone_from(&pair.reason);
        next.decided_at = (pair.state != UNDECIDED).then(now);
    }
    if row.state != UNDECIDED && next.state == UNDECIDED {
        next.screening_id = Some(screening_id);
    }
    next
}

fn reopen(row: &mut matches::Model) {
    UNDECIDED.clone_into(&mut row.state);
    (row.decided_by, row.decided_at, row.reason, row.acts_by) = (None, None, None, None);
}

fn gone(row: &matches::Model, at: Moment) -> matches::Model {
    let state = if row.state == UNDECIDED { LAPSED.to_owned() } else { row.state.clone() };
    matches::Model { state, gone_at: Some(at), ..row.clone() }
}

fn inserted(pair: Alike, organisation_id: OrganisationId, screening_id: Uuid, at: Moment) -> matches::Model {
    matches::Model {
        id: new_id(),
        organisation_id,
        kind: pair.kind.to_owned(),
        party_id: pair.party_id,
        record: pair.record,
        other: pair.other,
        list: pair.list,
        list_version: pair.list_version,
        bits: pair.bits,
        zone: Some(pair.zone.to_owned()),
        fields: pair.fields,
        pair_key: pair.pair_key,
        fields_sha256: pair.fields_sha256,
        state: pair.state.to_owned(),
        decided_by: None,
        decided_at: (pair.state != UNDECIDED).then_some(at),
        reason: pair.reason,
        acts_by: None,
        screening_id: Some(screening_id),
        gone_at: None,
        created_at: at,
        version: 1,
    }
}

/// Writes a row that changed. Its version counts what a person would see as another match: what it weighs is no such change.
async fn save(connection: &impl ConnectionTrait, row: &matches::Model, next: matches::Model) -> Result<(), DbErr> {
    if *row == next {
        return Ok(());
    }
    let is_other = (&row.state, row.gone_at.is_some()) != (&next.state, next.gone_at.is_some());
    write(connection, matches::Model { version: row.version + i64::from(is_other), ..next }).await
}

/// Writes a row as it is.
pub(super) async fn write(connection: &impl ConnectionTrait, row: matches::Model) -> Result<(), DbErr> {
    matches::Entity::update(row.into_active_model().reset_all()).exec(connection).await.map(drop)
}
