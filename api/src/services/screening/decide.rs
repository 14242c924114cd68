//! A person's decision about a match, and the row of the data by which it acts.

use karvon_intake::TableKind;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use serde::Serialize;
use serde_json::{Value, json};
use utoipa::ToSchema;
use uuid::Uuid;

use super::reconcile::write;
use super::settle::{Settler, answer_of, settle};
use super::{CONFIRMED, DUPLICATE, LAPSED, REJECTED, after_change};
use crate::audit::{self, Event};
use crate::db::entities::{matches, merges, organisations};
use crate::db::{new_id, now};
use crate::error::{ApiError, Code, FieldError, said};
use crate::services::identity::today;
use crate::services::records::{self, Author, Draft, parties_called};
use crate::services::rows::{self, Background, Row};
use crate::services::rulesets;

/// What somebody decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decision {
    /// Whether the two are the same.
    pub is_confirmed: bool,
    /// Why.
    pub reason: String,
    /// Of two parties that are one: the one that stays; `None`: the first of the match.
    pub keep: Option<String>,
}

/// How a decision acts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Effect {
    /// `answers` or `merges`.
    pub table: String,
    /// The piece of evidence, or the merge; `null` while it does not act yet.
    pub id: Option<String>,
    /// In words.
    pub says: String,
}

/// A decision that stands.
#[derive(Clone, Debug)]
pub struct Decided {
    /// The match.
    pub row: matches::Model,
    /// How it acts.
    pub effect: Effect,
}

/// Writes a decision down and has it act. In one transaction; `is_meant` says whether a version is the one that was looked at.
///
/// # Errors
/// `not_found`, `version_stale`, `state_conflict`, or `invalid` where the reason holds what no row may hold.
pub async fn decide<C: ConnectionTrait>(
    connection: &C,
    organisation_id: crate::db::OrganisationId,
    actor_id: Uuid,
    id: Uuid,
    is_meant: impl Fn(i64) -> bool,
    decision: Decision,
) -> Result<Decided, ApiError> {
    let revision = records::next_revision(connection, organisation_id).await?;
    let organisation = records::organisation(connection, organisation_id).await?;
    let found = matches::Entity::find_by_id(id).filter(matches::Column::OrganisationId.eq(organisation_id));
    let row = found.one(connection).await?.ok_or_else(|| ApiError::not_found("match", id))?;
    if !is_meant(row.version) {
        return Err(ApiError::new(Code::VersionStale));
    }
    if row.gone_at.is_some() || row.state == LAPSED {
        return Err(ApiError::new(Code::StateConflict).tell("problem-detail-match-gone", []));
    }
    let state = if decision.is_confirmed { CONFIRMED } else { REJECTED };
    let decided = matches::Model {
        state: state.to_owned(),
        decided_by: Some(actor_id),
        decided_at: Some(now()),
        reason: Some(decision.reason.clone()),
        version: row.version + 1,
        ..row.clone()
    };
    let by = By { organisation: &organisation, actor_id, revision };
    let effect = if row.kind == DUPLICATE {
        merge(connection, &by, &row, decided, &decision).await?
    } else {
        answer(connection, &by, decided).await?
    };
    let found = matches::Entity::find_by_id(id).one(connection).await?;
    let row = found.ok_or_else(|| ApiError::internal("a match that was decided is not there"))?;
    let payload = json!({
        "decision": state, "kind": row.kind, "party_id": row.party_id, "table": effect.table, "row": effect.id,
    });
    let event = Event {
        actor_id: Some(actor_id),
        action: "match.decided",
        object: format!("match/{id}"),
        reason: Some(&decision.reason),
        payload,
    };
    audit::append(connection, organisation_id, event).await?;
    after_change(connection, organisation_id, revision).await?;
    Ok(Decided { row, effect })
}

/// Who decides, at which revision.
struct By<'a> {
    organisation: &'a organisations::Model,
    actor_id: Uuid,
    revision: i64,
}

impl By<'_> {
    fn today(&self) -> chrono::NaiveDate {
        today(self.organisation, now())
    }

    fn author(&self) -> Author {
        let (organisation_id, actor_id) = (self.organisation.id, Some(self.actor_id));
        Author { organisation_id, actor_id, sender: None, upload_id: None }
    }
}

/// A match with a list acts by an answer.
async fn answer<C: ConnectionTrait>(connection: &C, by: &By<'_>, decided: matches::Model) -> Result<Effect, ApiError> {
    let (id, today) = (decided.id, by.today());
    let fields = answer_of(&decided, decided.state == CONFIRMED, today);
    checked(connection, by, TableKind::Answers, &fields, &[&decided.party_id]).await?;
    let list = decided.list.clone().unwrap_or_default();
    let settler = Settler { organisation_id: by.organisation.id, actor_id: Some(by.actor_id), today };
    let party = decided.party_id.clone();
    write(connection, decided).await?;
    settle(connection, settler, Some((&party, &list))).await?;
    let row = matches::Entity::find_by_id(id).one(connection).await?;
    let acts_by = row.and_then(|row| row.acts_by);
    let key = if acts_by.is_some() { "match-acts-answer" } else { "match-acts-later" };
    let says = said(key, [("list", list.into()), ("party", party.into())]);
    Ok(Effect { table: TableKind::Answers.as_str().to_owned(), id: acts_by, says })
}

/// Two parties that are one, or are two, act by a row of merges.
async fn merge<C: ConnectionTrait>(
    connection: &C,
    by: &By<'_>,
    row: &matches::Model,
    decided: matches::Model,
    decision: &Decision,
) -> Result<Effect, ApiError> {
    let organisation_id = by.organisation.id;
    let pair = [row.party_id.as_str(), row.other.as_str()];
    let stays = decision.keep.as_deref().unwrap_or(&row.party_id);
    if !pair.contains(&stays) {
        let values = || [("one", pair[0].into()), ("other", pair[1].into())];
        let error = FieldError::at(
            "/keep",
            "keep",
            said("problem-match-keep", values()),
            said("problem-match-keep-fix", values()),
        );
        return Err(ApiError::invalid(vec![error]));
    }
    let goes = if stays == pair[0] { pair[1] } else { pair[0] };
    if let Some(key) = &row.acts_by
        && let Some(before) = records::one::<merges::Entity>(connection, organisation_id, key).await?
    {
        records::end::<merges::Entity>(connection, organisation_id, key, before.version, by.revision).await?;
    }
    if decision.is_confirmed && has_gone(connection, organisation_id, &pair).await? {
        return Err(ApiError::new(Code::StateConflict).tell("problem-detail-merged", []));
    }
    let fields = json!({
        "supplier_id": goes, "same_as": stays, "decision": if decision.is_confirmed { "same" } else { "different" },
        "reason": decision.reason, "decided_on": by.today(),
    });
    let Value::Object(fields) = fields else { return Err(ApiError::internal("a row is an object")) };
    let fields = checked(connection, by, TableKind::Merges, &fields, &pair).await?;
    let key = new_id().to_string();
    records::add::<merges::Entity>(connection, &by.author(), by.revision, Draft::new(key.clone(), fields)).await?;
    let is_confirmed = decision.is_confirmed;
    write(connection, matches::Model { acts_by: Some(key.clone()), ..decided }).await?;
    let message = if is_confirmed { "match-acts-merge" } else { "match-acts-apart" };
    let says = said(message, [("stays", stays.into()), ("goes", goes.into()), ("event", key.as_str().into())]);
    Ok(Effect { table: TableKind::Merges.as_str().to_owned(), id: Some(key), says })
}

/// Whether one of these parties went into another one already: merges would run in a circle.
///
/// # Errors
/// The database fails.
pub async fn has_gone(
    connection: &impl ConnectionTrait,
    organisation_id: crate::db::OrganisationId,
    parties: &[&str],
) -> Result<bool, ApiError> {
    let gone = records::current::<merges::Entity>(organisation_id)?
        .filter(merges::Column::PartyId.is_in(parties.iter().copied()))
        .filter(is_same());
    Ok(gone.one(connection).await?.is_some())
}

/// Rows that say that two are one.
pub fn is_same() -> sea_orm::Condition {
    sea_orm::Condition::any().add(merges::Column::Decision.is_null()).add(merges::Column::Decision.eq("same"))
}

/// Checks a row as one of a file.
async fn checked<C: ConnectionTrait>(
    connection: &C,
    by: &By<'_>,
    table: TableKind,
    fields: &Row,
    ids: &[&str],
) -> Result<Row, ApiError> {
    let parties = parties_called(connection, by.organisation.id, ids).await?;
    let rules = rulesets::loaded_in_use(connection, by.organisation.id).await?;
    let background = Background { today: by.today(), ruleset: &rules.ruleset, parties: &parties };
    let checked = rows::check(table, fields, &background);
    checked.map(|(fields, _)| fields).map_err(|error| {
        // The reason stands in the note of an answer.
        if error.errors().is_empty() {
            error
        } else {
            ApiError::invalid(error.errors().iter().map(at_reason).collect())
        }
    })
}

fn at_reason(error: &FieldError) -> FieldError {
    let pointer = error.pointer.as_deref().map(|pointer| pointer.replace("/note", "/reason"));
    FieldError { pointer, ..error.clone() }
}
