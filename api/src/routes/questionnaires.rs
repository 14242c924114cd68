//! `/questionnaires`: links by which suppliers answer for themselves. A link is shown once, when it is made.

use actix_web::http::header::{ETAG, LOCATION};
use actix_web::web::{Data, Path};
use actix_web::{HttpRequest, HttpResponse};
use chrono::NaiveDate;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use secrecy::ExposeSecret;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;
use validator::Validate;

use super::PREFIX;
use super::endpoint::{Access, Endpoint, Method, Shape, json_of};
use crate::app::Service;
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Resource};
use crate::db::Moment;
use crate::db::entities::organisations;
use crate::db::entities::questionnaires::{Column, Entity, Model};
use crate::db::page::{Columns, page};
use crate::error::{ApiError, Code, FieldError, said};
use crate::list::{Kind, ListField, ListQuery, ListSpec, Page, item_of};
use crate::services::questionnaires::{
    self, NewQuestionnaire, QuestionnaireError, Sent, Translation, Values, message, translation,
};
use crate::services::records;
use crate::web::body::Body;
use crate::web::etag::etag;
use crate::web::idempotency::shown_once;
use crate::web::list::answer;

/// Where they are.
const PATH: &str = "/questionnaires";
/// One of them.
const ONE: &str = "/questionnaires/{questionnaire_id}";

/// What their list can be asked.
const LIST: ListSpec = ListSpec {
    fields: &[
        ListField::new("questionnaire_id", Kind::Uuid),
        ListField::new("party_id", Kind::Text),
        ListField::new("language", Kind::Text),
        ListField::new("expires_on", Kind::Date),
        ListField::new("state", Kind::Text),
        ListField::new("asked", Kind::Shown),
        ListField::new("answered", Kind::Shown),
        ListField::new("submitted_at", Kind::Instant),
        ListField::new("created_at", Kind::Instant),
        ListField::new("created_by", Kind::Uuid),
    ],
    key: "questionnaire_id",
    order: "-created_at",
    extra: &[],
    offset: false,
};

/// Their addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let read = Access::Needs(Action::Read, Resource::Questionnaires);
    let change = Access::Needs(Action::Change, Resource::Questionnaires);
    vec![
        Endpoint::new(Method::Get, PATH, "list_questionnaires", read, list).lists(&LIST, Shape::of::<Questionnaire>()),
        Endpoint::new(Method::Post, PATH, "send_questionnaire", change, send)
            .takes(json_of::<QuestionnaireInput>())
            .gives(201, json_of::<QuestionnaireSent>()),
        Endpoint::new(Method::Get, ONE, "read_questionnaire", read, self::read).gives(200, json_of::<Questionnaire>()),
        Endpoint::new(Method::Post, "/questionnaires/{questionnaire_id}/renew", "renew_questionnaire", change, renew)
            .takes(json_of::<QuestionnaireRenewal>())
            .gives(200, json_of::<QuestionnaireSent>()),
        Endpoint::new(
            Method::Post,
            "/questionnaires/{questionnaire_id}/revoke",
            "revoke_questionnaire",
            change,
            revoke,
        )
        .gives(200, json_of::<Questionnaire>()),
    ]
}

/// Whom to ask, how and until when.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct QuestionnaireInput {
    /// The supplier.
    #[validate(length(min = 1, max = 200))]
    party_id: String,
    /// `en`, `ru`, `kk`, `ky`, `uz`, `tg` or `tk`.
    #[validate(length(min = 2, max = 10))]
    language: String,
    /// Last day, at most a year away.
    expires_on: NaiveDate,
}

/// A new last day.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct QuestionnaireRenewal {
    /// Last day, at most a year away.
    expires_on: NaiveDate,
}

/// Fields that hold the link.
const ONCE: &[&str] = &["url", "message"];

/// A link that was made: the only time that it is shown.
#[derive(Debug, Serialize, ToSchema)]
struct QuestionnaireSent {
    /// The questionnaire.
    questionnaire_id: Uuid,
    /// The link; `null` where the answer is repeated.
    url: Option<String>,
    /// A message with the link in the language of the supplier, ready to be sent; `null` where the answer is repeated.
    message: Option<String>,
    /// How far the translation was reviewed; `null` for English.
    translation: Option<Translation>,
}

/// A questionnaire.
#[expect(clippy::struct_field_names, reason = "the names of the API")]
#[derive(Debug, Serialize, ToSchema)]
struct Questionnaire {
    /// Its id.
    questionnaire_id: Uuid,
    /// The supplier.
    party_id: String,
    /// Language tag.
    language: String,
    /// Last day.
    expires_on: NaiveDate,
    /// `open`, `submitted` or `revoked`.
    state: String,
    /// How many questions there are.
    asked: usize,
    /// How many have an answer.
    answered: usize,
    /// When it was submitted.
    #[schema(value_type = Option<String>, format = DateTime)]
    submitted_at: Option<Moment>,
    /// When the link was made.
    #[schema(value_type = String, format = DateTime)]
    created_at: Moment,
    /// Who made it.
    created_by: Option<Uuid>,
}

impl From<Model> for Questionnaire {
    fn from(row: Model) -> Self {
        Self {
            asked: row.questions.as_array().map_or(0, Vec::len),
            answered: row.answers.as_object().map_or(0, serde_json::Map::len),
            questionnaire_id: row.id,
            party_id: row.party_id,
            language: row.language,
            expires_on: row.expires_on,
            state: row.state,
            submitted_at: row.submitted_at,
            created_at: row.created_at,
            created_by: row.created_by,
        }
    }
}

async fn list(request: HttpRequest, caller: Caller, service: Data<Service>) -> Result<HttpResponse, ApiError> {
    let query = ListQuery::read(&LIST, request.query_string())?;
    let own = Entity::find().filter(Column::OrganisationId.eq(caller.organisation_id));
    let of = |name: &str| if name == "questionnaire_id" { Some(Column::Id) } else { name.parse().ok() };
    let columns = Columns { of: &of, searched: &[Column::PartyId] };
    let rows = page(service.database.reader(), own, &query, &columns).await?;
    let items = rows.rows.into_iter().map(|row| item_of(&Questionnaire::from(row))).collect::<Result<Vec<_>, _>>()?;
    answer(&LIST, "questionnaires", &query, Page { items, next_cursor: rows.next_cursor, total: rows.total })
}

async fn send(
    caller: Caller,
    service: Data<Service>,
    body: Body<QuestionnaireInput>,
) -> Result<HttpResponse, ApiError> {
    let QuestionnaireInput { party_id, language, expires_on } = body.0;
    let organisation = records::organisation(service.database.reader(), caller.organisation_id).await?;
    let new = NewQuestionnaire { party_id, language, expires_on };
    let sent = questionnaires::create(&service.database, &organisation, caller.actor_id, new).await?;
    let place = format!("{PREFIX}{PATH}/{}", sent.row.id);
    let shown = shown(&service, &organisation, &sent);
    Ok(shown_once(HttpResponse::Created().insert_header((LOCATION, place)).json(shown), ONCE))
}

async fn read(caller: Caller, service: Data<Service>, id: Path<String>) -> Result<HttpResponse, ApiError> {
    let connection = service.database.reader();
    let organisation = records::organisation(connection, caller.organisation_id).await?;
    let row = questionnaires::find(connection, &organisation, parsed(&id)?).await.map_err(|error| named(error, &id))?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(row.version))).json(Questionnaire::from(row)))
}

async fn renew(
    caller: Caller,
    service: Data<Service>,
    id: Path<String>,
    body: Body<QuestionnaireRenewal>,
) -> Result<HttpResponse, ApiError> {
    let organisation = records::organisation(service.database.reader(), caller.organisation_id).await?;
    let QuestionnaireRenewal { expires_on } = body.0;
    let sent = questionnaires::renew(&service.database, &organisation, caller.actor_id, parsed(&id)?, expires_on).await;
    let sent = sent.map_err(|error| named(error, &id))?;
    Ok(shown_once(HttpResponse::Ok().json(shown(&service, &organisation, &sent)), ONCE))
}

async fn revoke(caller: Caller, service: Data<Service>, id: Path<String>) -> Result<HttpResponse, ApiError> {
    let organisation = records::organisation(service.database.reader(), caller.organisation_id).await?;
    let revoked = questionnaires::revoke(&service.database, &organisation, caller.actor_id, parsed(&id)?).await;
    let row = revoked.map_err(|error| named(error, &id))?;
    Ok(HttpResponse::Ok().insert_header((ETAG, etag(row.version))).json(Questionnaire::from(row)))
}

/// The link and the message with it.
fn shown(service: &Service, organisation: &organisations::Model, sent: &Sent) -> QuestionnaireSent {
    // The token stands after `#`, which browsers do not send: it is in no log, and no preview uses it.
    let url = format!("{}s#{}", service.settings.server.public_url, sent.token.expose_secret());
    let until = sent.row.expires_on.to_string();
    let values = Values { organisation: &organisation.name, party: &sent.party, until: &until, url: &url };
    QuestionnaireSent {
        questionnaire_id: sent.row.id,
        message: Some(message(&sent.row.language, values)),
        translation: translation(&sent.row.language),
        url: Some(url),
    }
}

fn parsed(id: &str) -> Result<Uuid, ApiError> {
    id.parse().map_err(|_| ApiError::not_found("questionnaire", id))
}

fn named(error: QuestionnaireError, id: &str) -> ApiError {
    match error {
        QuestionnaireError::NotFound => ApiError::not_found("questionnaire", id),
        QuestionnaireError::Language(_)
        | QuestionnaireError::Day
        | QuestionnaireError::NoParty(_)
        | QuestionnaireError::State(_)
        | QuestionnaireError::Defect(_)
        | QuestionnaireError::Database(_) => error.into(),
    }
}

impl From<QuestionnaireError> for ApiError {
    fn from(error: QuestionnaireError) -> Self {
        let at = |place: &str, error: &QuestionnaireError| {
            Self::invalid(vec![FieldError::at(place, "value", error.to_string(), said("problem-shape-fix", []))])
        };
        match error {
            QuestionnaireError::Language(_) => at("/language", &error),
            QuestionnaireError::Day => at("/expires_on", &error),
            QuestionnaireError::NoParty(id) => Self::not_found("party", id),
            QuestionnaireError::NotFound => Self::not_found("questionnaire", ""),
            QuestionnaireError::State(_) => Self::new(Code::StateConflict).say(error.to_string()),
            QuestionnaireError::Defect(why) => Self::internal(why),
            QuestionnaireError::Database(error) => error.into(),
        }
    }
}
