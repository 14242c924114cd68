//! Questionnaires: a link by which a supplier answers for itself, in its language, once.
//!
//! What is asked is fixed when the link is made. It follows from an engine run that knows nothing of what workers said and of
//! matches nobody decided about, so that neither the questions nor their order give anything away. The link holds a token of
//! which only the hash is kept; it opens this questionnaire and nothing else, until it is submitted, taken back or over.

mod asking;
mod supplier;
mod words;

use chrono::{Days, NaiveDate};
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{ColumnTrait, ConnectionTrait, DbErr, EntityTrait, QueryFilter};
use secrecy::SecretString;
use serde_json::json;
use thiserror::Error;
use uuid::Uuid;

use crate::audit::{self, Event};
use crate::auth::secret;
use crate::db::entities::questionnaires::{ActiveModel, Column, Entity, Model};
use crate::db::entities::{organisations, parties};
use crate::db::{Database, new_id, now};
use crate::services::{identity, records};

pub use asking::Asked;
pub use supplier::{Given, Sheet, SheetAnswer, SheetQuestion, SupplierError, answer, of_token, sheet, submit};
pub use words::{Translation, Values, languages, message, translation};

/// What every token of a questionnaire begins with.
pub const PREFIX: &str = "krs_";
/// Longest time a link may work, in days.
pub const MOST_DAYS: u64 = 366;
/// Answers can be given.
pub const OPEN: &str = "open";
/// They were sent.
pub const SUBMITTED: &str = "submitted";
/// The link was taken back.
pub const REVOKED: &str = "revoked";

/// Whom to ask, how and until when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewQuestionnaire {
    /// The supplier.
    pub party_id: String,
    /// One of [`languages`].
    pub language: String,
    /// Last day, in the organisation's time zone.
    pub expires_on: NaiveDate,
}

/// A link, which is not kept.
#[derive(Debug)]
pub struct Sent {
    /// The questionnaire.
    pub row: Model,
    /// Its token.
    pub token: SecretString,
    /// Name of the supplier.
    pub party: String,
}

/// A questionnaire that is not sent, renewed or taken back.
#[derive(Debug, Error)]
pub enum QuestionnaireError {
    /// Not one of the languages.
    #[error("`{0}` is none of the languages that suppliers are asked in: {list}", list = languages().collect::<Vec<_>>().join(", "))]
    Language(String),
    /// A day that is over, or far away.
    #[error("the last day must be today or one of the next {MOST_DAYS} days")]
    Day,
    /// No such supplier.
    #[error("there is no party `{0}`")]
    NoParty(String),
    /// No such questionnaire.
    #[error("there is no such questionnaire")]
    NotFound,
    /// It is over.
    #[error("the questionnaire is {0} already")]
    State(String),
    /// A defect.
    #[error("{0}")]
    Defect(String),
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

/// Works out what to ask and makes the link.
///
/// # Errors
/// [`QuestionnaireError`].
pub async fn create(
    database: &Database,
    organisation: &organisations::Model,
    actor_id: Uuid,
    new: NewQuestionnaire,
) -> Result<Sent, QuestionnaireError> {
    if !languages().any(|language| language == new.language) {
        return Err(QuestionnaireError::Language(new.language));
    }
    let today = identity::today(organisation, now());
    check_day(new.expires_on, today)?;
    let party = party(database.reader(), organisation, &new.party_id).await?;
    let asked = asking::questions(database.reader(), organisation.id, today, &new.party_id).await?;
    let token = secret::token(PREFIX)?;
    let row = Model {
        id: new_id(),
        organisation_id: organisation.id,
        party_id: new.party_id,
        language: new.language,
        expires_on: new.expires_on,
        token_sha256: secret::hash(&token),
        state: OPEN.to_owned(),
        questions: json!(asked),
        answers: json!({}),
        submitted_at: None,
        created_by: Some(actor_id),
        created_at: now(),
        version: 1,
    };
    let transaction = database.begin().await?;
    Entity::insert(ActiveModel::from(row.clone())).exec_without_returning(&transaction).await?;
    log(&transaction, &row, "questionnaire.sent", Some(actor_id)).await?;
    transaction.commit().await?;
    Ok(Sent { row, token: SecretString::from(token), party: party.name })
}

/// Makes a new link to an open questionnaire, with what was answered so far; the old link ends.
///
/// # Errors
/// [`QuestionnaireError`].
pub async fn renew(
    database: &Database,
    organisation: &organisations::Model,
    actor_id: Uuid,
    id: Uuid,
    expires_on: NaiveDate,
) -> Result<Sent, QuestionnaireError> {
    check_day(expires_on, identity::today(organisation, now()))?;
    let transaction = database.begin().await?;
    records::hold(&transaction, organisation.id).await?;
    let row = open(&transaction, organisation, id).await?;
    let party = party(&transaction, organisation, &row.party_id).await?;
    let token = secret::token(PREFIX)?;
    let change = ActiveModel {
        expires_on: Set(expires_on),
        token_sha256: Set(secret::hash(&token)),
        version: Set(row.version + 1),
        ..ActiveModel::default()
    };
    let row = changed(&transaction, &row, change).await?;
    log(&transaction, &row, "questionnaire.renewed", Some(actor_id)).await?;
    transaction.commit().await?;
    Ok(Sent { row, token: SecretString::from(token), party: party.name })
}

/// Takes the link of an open questionnaire back.
///
/// # Errors
/// [`QuestionnaireError`].
pub async fn revoke(
    database: &Database,
    organisation: &organisations::Model,
    actor_id: Uuid,
    id: Uuid,
) -> Result<Model, QuestionnaireError> {
    let transaction = database.begin().await?;
    records::hold(&transaction, organisation.id).await?;
    let row = open(&transaction, organisation, id).await?;
    let change =
        ActiveModel { state: Set(REVOKED.to_owned()), version: Set(row.version + 1), ..ActiveModel::default() };
    let row = changed(&transaction, &row, change).await?;
    log(&transaction, &row, "questionnaire.revoked", Some(actor_id)).await?;
    transaction.commit().await?;
    Ok(row)
}

/// A questionnaire of an organisation.
///
/// # Errors
/// [`QuestionnaireError::NotFound`], or the database fails.
pub async fn find(
    connection: &impl ConnectionTrait,
    organisation: &organisations::Model,
    id: Uuid,
) -> Result<Model, QuestionnaireError> {
    let found = Entity::find_by_id(id).filter(Column::OrganisationId.eq(organisation.id)).one(connection).await?;
    found.ok_or(QuestionnaireError::NotFound)
}

async fn open(
    connection: &impl ConnectionTrait,
    organisation: &organisations::Model,
    id: Uuid,
) -> Result<Model, QuestionnaireError> {
    let row = find(connection, organisation, id).await?;
    if row.state == OPEN { Ok(row) } else { Err(QuestionnaireError::State(row.state)) }
}

/// Changes the version that was looked at, and no other.
async fn changed(
    connection: &impl ConnectionTrait,
    row: &Model,
    change: ActiveModel,
) -> Result<Model, QuestionnaireError> {
    let same = Column::Id.eq(row.id).and(Column::Version.eq(row.version));
    let done = Entity::update_many().set(change).filter(same).exec(connection).await?;
    let row = Entity::find_by_id(row.id).one(connection).await?.ok_or(QuestionnaireError::NotFound)?;
    if done.rows_affected == 1 { Ok(row) } else { Err(QuestionnaireError::State(row.state)) }
}

fn check_day(day: NaiveDate, today: NaiveDate) -> Result<(), QuestionnaireError> {
    let last = today.checked_add_days(Days::new(MOST_DAYS)).unwrap_or(today);
    if (today..=last).contains(&day) { Ok(()) } else { Err(QuestionnaireError::Day) }
}

async fn party(
    connection: &impl ConnectionTrait,
    organisation: &organisations::Model,
    id: &str,
) -> Result<parties::Model, QuestionnaireError> {
    let found = records::one::<parties::Entity>(connection, organisation.id, id).await?;
    found.ok_or_else(|| QuestionnaireError::NoParty(id.to_owned()))
}

/// An entry of the log about a questionnaire. What was answered is not in it.
async fn log(
    connection: &impl ConnectionTrait,
    row: &Model,
    action: &str,
    actor_id: Option<Uuid>,
) -> Result<(), DbErr> {
    let payload = json!({"party_id": row.party_id, "language": row.language, "expires_on": row.expires_on});
    let object = format!("questionnaire/{}", row.id);
    let event = Event { actor_id, action, object, reason: None, payload };
    audit::append(connection, row.organisation_id, event).await.map(drop)
}
