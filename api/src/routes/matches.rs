//! `/matches`: parties that are like a listed name or like each other, and what was decided about them. `/screenings`: when they
//! were looked for, against which lists, and what was new.

use actix_web::http::header::{ETAG, LOCATION};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::PREFIX;
use super::endpoint::{Access, Endpoint, Method, Shape, json_of};
use crate::app::Service;
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Resource};
use crate::db::entities::{matches, screenings};
use crate::db::page::{Columns, page};
use crate::db::printed;
use crate::error::ApiError;
use crate::list::{Kind, ListField, ListQuery, ListSpec, Page, item_of};
use crate::services::records;
use crate::services::screening::{self, Decision, Effect};
use crate::web::body::Body;
use crate::web::etag::{IfMatch, etag};
use crate::web::list::answer;

/// What can be asked of matches.
const LIST: ListSpec = ListSpec {
    fields: &[
        ListField::new("match_id", Kind::Uuid),
        ListField::new("kind", Kind::Text),
        ListField::new("party_id", Kind::Text),
        ListField::new("record_id", Kind::Text),
        ListField::new("other", Kind::Text),
        ListField::new("list", Kind::Text),
        ListField::new("list_version", Kind::Text),
        ListField::new("bits", Kind::Number),
        ListField::new("zone", Kind::Text),
        ListField::new("state", Kind::Text),
        ListField::new("reason", Kind::Shown),
        ListField::new("decided_by", Kind::Uuid),
        ListField::new("decided_at", Kind::Instant),
        ListField::new("acts_by", Kind::Text),
        ListField::new("screening_id", Kind::Uuid),
        ListField::new("gone_at", Kind::Instant),
        ListField::new("created_at", Kind::Instant),
        ListField::new("fields", Kind::Shown),
    ],
    key: "match_id",
    order: "-bits",
    extra: &[],
    offset: false,
};

/// What can be asked of screenings.
const SCREENINGS: ListSpec = ListSpec {
    fields: &[
        ListField::new("screening_id", Kind::Uuid),
        ListField::new("at", Kind::Instant),
        ListField::new("revision", Kind::Integer),
        ListField::new("parties", Kind::Integer),
        ListField::new("found", Kind::Integer),
        ListField::new("added", Kind::Integer),
        ListField::new("lapsed", Kind::Integer),
        ListField::new("lists", Kind::Shown),
        ListField::new("missing", Kind::Shown),
        ListField::new("cut", Kind::Shown),
        ListField::new("nameless", Kind::Shown),
    ],
    key: "screening_id",
    order: "-at",
    extra: &[],
    offset: false,
};

/// Their addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let read = Access::Needs(Action::Read, Resource::Matches);
    let decide = Access::Needs(Action::Change, Resource::Matches);
    vec![
        Endpoint::new(Method::Get, "/matches", "list_matches", read, list).lists(&LIST, Shape::of::<Match>()),
        Endpoint::new(Method::Get, "/matches/{match_id}", "read_match", read, one).gives(200, json_of::<Match>()),
        Endpoint::new(Method::Post, "/matches/{match_id}/decision", "decide_match", decide, decision)
            .takes(json_of::<DecisionInput>())
            .gives(200, json_of::<DecidedMatch>())
            .versioned(),
        Endpoint::new(Method::Get, "/screenings", "list_screenings", read, list_screenings)
            .lists(&SCREENINGS, Shape::of::<Screening>()),
        Endpoint::new(Method::Post, "/screenings", "start_screening", decide, screen)
            .gives(202, json_of::<ScreeningAccepted>()),
        Endpoint::new(Method::Get, "/screenings/{screening_id}", "read_screening", read, read_screening)
            .gives(200, json_of::<Screening>()),
    ]
}

/// A party that is like a listed name, or two parties that are alike. It says that two records look alike, and only a confirmed
/// one that they are the same.
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "ids are called by what they name, as everywhere in the API")]
struct Match {
    /// Its id.
    match_id: Uuid,
    /// `list` or `duplicate`.
    kind: String,
    /// The party.
    party_id: String,
    /// The id under which the matching record stands, where it was merged into the party.
    record_id: Option<String>,
    /// The name as listed, or the other party.
    other: String,
    /// What the list is called; `null` for two parties.
    list: Option<String>,
    /// SHA-256 of the list as it was screened last.
    list_version: Option<String>,
    /// What all fields weigh together.
    bits: f64,
    /// `review`, `match`, or `no` for a pair that is shown only because somebody decided about it.
    zone: Option<String>,
    /// What was compared.
    fields: Vec<ComparedField>,
    /// `undecided`, `confirmed`, `rejected`, or `lapsed` where the two are no longer alike and nobody had decided.
    state: String,
    /// Why it was decided so.
    reason: Option<String>,
    /// Who decided; `null` where rows of the data did, or nobody.
    decided_by: Option<Uuid>,
    /// When.
    decided_at: Option<String>,
    /// The piece of evidence or the merge by which the decision acts; `null` where it does not, or rows of the data decided.
    acts_by: Option<String>,
    /// The screening that put it into the queue last.
    screening_id: Option<Uuid>,
    /// Since when it is not found any more.
    gone_at: Option<String>,
    /// When it was found first.
    created_at: String,
    /// Its version, which a decision names in `If-Match`.
    version: i64,
}

/// A field of the comparison.
#[derive(Debug, Serialize, Deserialize, ToSchema)]
struct ComparedField {
    /// `name`, `alias`, `legal_form`, `country`, `region`, `address`, or the column of an identifier.
    field: String,
    /// What the party states.
    ours: String,
    /// What the list or the other party states.
    theirs: String,
    /// What it weighs.
    bits: f64,
    /// How the two agree.
    agreement: String,
    /// The words of names, one by one.
    #[schema(value_type = Vec<Object>)]
    words: Vec<Value>,
}

/// A decision.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct DecisionInput {
    /// `confirmed`: they are the same. `rejected`: they are not.
    decision: DecisionWord,
    /// Why; no worker's name.
    #[validate(length(min = 1, max = 2000))]
    reason: String,
    /// Of two parties that are one the one that stays; usually `party_id`.
    #[validate(length(min = 1, max = 200))]
    keep: Option<String>,
}

/// A decision in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
enum DecisionWord {
    /// They are the same.
    Confirmed,
    /// They are not.
    Rejected,
}

/// A match with how the decision about it acts.
#[derive(Debug, Serialize, ToSchema)]
struct DecidedMatch {
    /// The match.
    #[serde(flatten)]
    matched: Match,
    /// How the decision acts.
    effect: Effect,
}

/// A screening.
#[derive(Debug, Serialize, ToSchema)]
#[expect(clippy::struct_field_names, reason = "ids are called by what they name, as everywhere in the API")]
struct Screening {
    /// Its id.
    screening_id: Uuid,
    /// When it was made.
    at: String,
    /// Revision of the data that was screened.
    revision: i64,
    /// Parties that were screened.
    parties: i64,
    /// Pairs that were found, decided or not.
    found: i64,
    /// Pairs that wait for a decision and did not before; see `/matches?screening_id=`.
    added: Option<i64>,
    /// Pairs that are not found any more.
    lapsed: Option<i64>,
    /// The lists in the state in which they were used.
    #[schema(value_type = Vec<Object>)]
    lists: Value,
    /// Lists that the ruleset names and that were not at hand.
    #[schema(value_type = Vec<String>)]
    missing: Value,
    /// Parties that are like more names than are shown.
    #[schema(value_type = Vec<String>)]
    cut: Value,
    /// Parties whose names hold nothing that tells one company from another, so that no list could show them.
    #[schema(value_type = Vec<String>)]
    nameless: Value,
}

/// A screening that will be made.
#[derive(Debug, Serialize, ToSchema)]
struct ScreeningAccepted {
    /// The screening.
    screening_id: Option<Uuid>,
    /// The job that makes it.
    job_id: Uuid,
}

impl TryFrom<matches::Model> for Match {
    type Error = ApiError;

    fn try_from(row: matches::Model) -> Result<Self, ApiError> {
        Ok(Self {
            match_id: row.id,
            kind: row.kind,
            party_id: row.party_id,
            record_id: row.record,
            other: row.other,
            list: row.list,
            list_version: row.list_version,
            bits: row.bits,
            zone: row.zone,
            fields: serde_json::from_value(row.fields).map_err(ApiError::internal)?,
            state: row.state,
            reason: row.reason,
            decided_by: row.decided_by,
            decided_at: row.decided_at.map(printed),
            acts_by: row.acts_by,
            screening_id: row.screening_id,
            gone_at: row.gone_at.map(printed),
            created_at: printed(row.created_at),
            version: row.version,
        })
    }
}

impl From<screenings::Model> for Screening {
    fn from(row: screenings::Model) -> Self {
        let part = |name: &str| row.list_versions.get(name).cloned().unwrap_or_else(|| Value::Array(Vec::new()));
        Self {
            screening_id: row.id,
            at: printed(row.at),
            revision: row.revision,
            parties: row.parties,
            found: row.found,
            added: row.added,
            lapsed: row.lapsed,
            lists: part("lists"),
            missing: part("missing"),
            cut: part("cut"),
            nameless: part("nameless"),
        }
    }
}

async fn list(request: HttpRequest, caller: Caller, service: Data<Service>) -> Result<HttpResponse, ApiError> {
    let query = ListQuery::read(&LIST, request.query_string())?;
    let mut all = matches::Entity::find().filter(matches::Column::OrganisationId.eq(caller.organisation_id));
    if query.filters.iter().all(|filter| !matches!(filter.field.name, "state" | "gone_at")) {
        // What is no longer alike is told only to whoever asks for it.
        all = all.filter(matches::Column::State.ne(screening::LAPSED));
    }
    let of = |name: &str| match name {
        "match_id" => Some(matches::Column::Id),
        "record_id" => Some(matches::Column::Record),
        name => name.parse().ok(),
    };
    let searched = &[matches::Column::PartyId, matches::Column::Other, matches::Column::List];
    let rows = page(service.database.reader(), all, &query, &Columns { of: &of, searched }).await?;
    let shown = |row: matches::Model| item_of(&Match::try_from(row)?);
    let items = rows.rows.into_iter().map(shown).collect::<Result<Vec<_>, _>>()?;
    answer(&LIST, "matches", &query, Page { items, next_cursor: rows.next_cursor, total: rows.total })
}

async fn one(caller: Caller, service: Data<Service>, id: Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let found = matches::Entity::find_by_id(*id).filter(matches::Column::OrganisationId.eq(caller.organisation_id));
    let row = found.one(service.database.reader()).await?.ok_or_else(|| ApiError::not_found("match", *id))?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(row.version))).json(Match::try_from(row)?))
}

async fn decision(
    request: HttpRequest,
    caller: Caller,
    service: Data<Service>,
    id: Path<Uuid>,
    body: Body<DecisionInput>,
) -> Result<HttpResponse, ApiError> {
    let meant = IfMatch::of(&request)?;
    let DecisionInput { decision, reason, keep } = body.0;
    let decision = Decision { is_confirmed: decision == DecisionWord::Confirmed, reason, keep };
    let is_meant = |version: i64| meant.means(version);
    let transaction = service.database.begin().await?;
    let (organisation, actor) = (caller.organisation_id, caller.actor_id);
    let decided = screening::decide(&transaction, organisation, actor, *id, is_meant, decision).await?;
    transaction.commit().await?;
    let version = decided.row.version;
    let shown = DecidedMatch { matched: Match::try_from(decided.row)?, effect: decided.effect };
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(version))).json(shown))
}

async fn list_screenings(
    request: HttpRequest,
    caller: Caller,
    service: Data<Service>,
) -> Result<HttpResponse, ApiError> {
    let query = ListQuery::read(&SCREENINGS, request.query_string())?;
    let all = screenings::Entity::find().filter(screenings::Column::OrganisationId.eq(caller.organisation_id));
    let of = |name: &str| if name == "screening_id" { Some(screenings::Column::Id) } else { name.parse().ok() };
    let rows = page(service.database.reader(), all, &query, &Columns { of: &of, searched: &[] }).await?;
    let shown = |row: screenings::Model| item_of(&Screening::from(row));
    let items = rows.rows.into_iter().map(shown).collect::<Result<Vec<_>, _>>()?;
    answer(&SCREENINGS, "screenings", &query, Page { items, next_cursor: rows.next_cursor, total: rows.total })
}

async fn read_screening(caller: Caller, service: Data<Service>, id: Path<Uuid>) -> Result<HttpResponse, ApiError> {
    let of = screenings::Column::OrganisationId.eq(caller.organisation_id);
    let found = screenings::Entity::find_by_id(*id).filter(of).one(service.database.reader()).await?;
    let row = found.ok_or_else(|| ApiError::not_found("screening", *id))?;
    Ok(HttpResponse::Ok().json(Screening::from(row)))
}

/// Has the parties screened again though nothing changed, as when a day has come on which a name is listed.
async fn screen(caller: Caller, service: Data<Service>) -> Result<HttpResponse, ApiError> {
    let transaction = service.database.begin().await?;
    let revision = records::next_revision(&transaction, caller.organisation_id).await?;
    let job = screening::after_change(&transaction, caller.organisation_id, revision).await?;
    transaction.commit().await?;
    let place = format!("{PREFIX}/jobs/{}", job.id);
    let accepted = ScreeningAccepted { screening_id: job.object_id, job_id: job.id };
    Ok(HttpResponse::Accepted().insert_header((LOCATION, place)).json(accepted))
}
