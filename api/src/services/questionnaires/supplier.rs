//! The supplier's side: what is asked in words, answers one by one, and sending them.

use std::collections::BTreeMap;

use karvon_engine::ruleset::AnswerForm;
use karvon_intake::TableKind;
use karvon_rulesets::texts::{Texts, key};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, DbErr, EntityTrait, QueryFilter};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use thiserror::Error;
use utoipa::ToSchema;
use uuid::Uuid;

use super::asking::{Asked, OWN_WORD};
use super::words::{self, Translation};
use super::{OPEN, PREFIX, REVOKED, SUBMITTED, log};
use crate::auth::secret;
use crate::db::entities::questionnaires::{ActiveModel, Column, Entity, Model};
use crate::db::entities::{evidence, organisations, parties};
use crate::db::{Database, new_id, now};
use crate::error::ApiError;
use crate::services::records::{self, Author, Draft, Version, parties_called};
use crate::services::rows::{self, Background, Row};
use crate::services::rulesets::{self, InUse};
use crate::services::{identity, testimony};

/// How often an answer is stored anew that met another one.
const TRIES: u32 = 8;

/// An answer that a supplier gave.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Given {
    /// The code, the words, a number, or several of them with `;`.
    pub answer: Value,
    /// What the supplier adds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The day it was given.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub observed_on: Option<chrono::NaiveDate>,
}

/// What the holder of a link sees.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SupplierQuestions)]
pub struct Sheet {
    /// Who asks.
    pub organisation: String,
    /// Who is asked.
    pub party: String,
    /// Language of the texts.
    pub language: String,
    /// Last day.
    pub expires_on: chrono::NaiveDate,
    /// How far the translation was reviewed; `null` for English.
    pub translation: Option<Translation>,
    /// The questions, in the order in which they should be answered.
    pub questions: Vec<SheetQuestion>,
}

/// A question as it is asked.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SupplierQuestion)]
pub struct SheetQuestion {
    /// Its id.
    pub question: String,
    /// The question in words.
    pub text: String,
    /// The group of workers that it is about.
    pub worker_group: String,
    /// The group in words.
    pub group: String,
    /// `choice`, `multi`, `yes_no`, `number` or `language_sets`.
    pub form: String,
    /// The unit of a number.
    pub unit: Option<String>,
    /// The answers to choose from; none where a number or languages are asked for.
    pub answers: Vec<SheetAnswer>,
    /// What was answered so far.
    #[schema(value_type = Option<Value>)]
    pub answer: Option<Value>,
    /// What was added to it.
    pub note: Option<String>,
}

/// An answer to choose.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = SupplierChoice)]
pub struct SheetAnswer {
    /// What is sent.
    pub answer: String,
    /// What it says.
    pub text: String,
}

/// What a supplier cannot do.
#[derive(Debug, Error)]
pub enum SupplierError {
    /// It was sent already.
    #[error("the questionnaire was sent already; what was sent cannot be changed")]
    Submitted,
    /// The last day is over.
    #[error("the link worked until {0}; ask who sent it for a new one")]
    Expired(chrono::NaiveDate),
    /// It is not asked.
    #[error("the question `{0}` is not asked")]
    NotAsked(String),
    /// Others answer at the same moment, again and again.
    #[error("the questionnaire is being answered by others at this moment; send it again")]
    Busy,
    /// Nothing was answered.
    #[error("no question is answered yet")]
    Nothing,
    /// Answers do not fit.
    #[error("answers do not fit")]
    Invalid(Box<ApiError>),
    /// A defect.
    #[error("{0}")]
    Defect(String),
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

/// The questionnaire that a token opens; one that was taken back has none.
///
/// # Errors
/// The database fails.
pub async fn of_token(connection: &impl ConnectionTrait, token: &str) -> Result<Option<Model>, DbErr> {
    if !token.starts_with(PREFIX) {
        return Ok(None);
    }
    let own = Entity::find().filter(Column::TokenSha256.eq(secret::hash(token))).filter(Column::State.ne(REVOKED));
    own.one(connection).await
}

/// What the holder of the link sees.
///
/// # Errors
/// [`SupplierError`].
pub async fn sheet(connection: &impl ConnectionTrait, id: Uuid) -> Result<Sheet, SupplierError> {
    let (row, organisation) = usable(connection, id).await?;
    let party = records::one::<parties::Entity>(connection, row.organisation_id, &row.party_id).await?;
    let rules = in_use(connection, &row).await?;
    let texts = rules.texts_in(&row.language).map_err(|errors| SupplierError::Defect(format!("{errors:?}")))?;
    let given = given(&row)?;
    let known = &rules.ruleset.source().questions;
    let questions = asked(&row)?.into_iter().filter_map(|asked| {
        let question = known.iter().find(|question| question.id == asked.question)?;
        let own = given.get(&asked.question);
        let (form, unit) = form(question.form);
        // The bounds of numbers are not told: they would say which answer looks better.
        let choices = if unit.is_some() || form == "language_sets" { &[][..] } else { &question.answers };
        let choice = |answer: &karvon_engine::ruleset::Answer| SheetAnswer {
            answer: answer.id.clone(),
            text: answer_text(&texts, &question.id, &answer.id),
        };
        Some(SheetQuestion {
            text: texts.name("question", &question.id),
            group: texts.get(&key("group", &asked.worker_group)).unwrap_or_else(|| asked.worker_group.clone()),
            form: form.to_owned(),
            unit,
            answers: choices.iter().map(choice).collect(),
            answer: own.map(|own| own.answer.clone()),
            note: own.and_then(|own| own.note.clone()),
            question: asked.question,
            worker_group: asked.worker_group,
        })
    });
    Ok(Sheet {
        organisation: organisation.name,
        party: party.map_or_else(|| row.party_id.clone(), |party| party.name),
        questions: questions.collect(),
        translation: words::translation(&row.language),
        language: row.language,
        expires_on: row.expires_on,
    })
}

fn answer_text(texts: &Texts, question: &str, answer: &str) -> String {
    texts.answer(question, answer)
}

/// Stores the answer to one question, or takes it away again. Where another answer is stored at the same moment, what it stored is
/// read and kept.
///
/// # Errors
/// [`SupplierError`].
pub async fn answer(
    database: &Database,
    id: Uuid,
    question: &str,
    given_now: Option<Given>,
) -> Result<(), SupplierError> {
    for _ in 0..TRIES {
        let transaction = database.begin().await?;
        if store(&transaction, id, question, given_now.clone()).await? {
            return Ok(transaction.commit().await?);
        }
        transaction.rollback().await?;
    }
    Err(SupplierError::Busy)
}

/// Stores an answer beside those that are there; `false` where the questionnaire changed since they were read.
async fn store(
    transaction: &DatabaseTransaction,
    id: Uuid,
    question: &str,
    given_now: Option<Given>,
) -> Result<bool, SupplierError> {
    let (row, organisation) = usable(transaction, id).await?;
    let asked = asked(&row)?.into_iter().find(|asked| asked.question == question);
    let asked = asked.ok_or_else(|| SupplierError::NotAsked(question.to_owned()))?;
    let mut all = given(&row)?;
    match given_now {
        None => {
            all.remove(question);
        }
        Some(mut given) => {
            given.observed_on = Some(identity::today(&organisation, now()));
            let fields = row_of(&row, &asked, &given);
            checked(transaction, &row, &organisation, &fields).await?;
            all.insert(question.to_owned(), given);
        }
    }
    let change = ActiveModel { answers: Set(json!(all)), version: Set(row.version + 1), ..ActiveModel::default() };
    Ok(changed(transaction, &row, change).await?)
}

/// Changes the questionnaire that was read, while it is open; `false` where it is not that one any more.
async fn changed(connection: &impl ConnectionTrait, row: &Model, change: ActiveModel) -> Result<bool, DbErr> {
    let done = Entity::update_many()
        .set(change)
        .filter(Column::Id.eq(row.id))
        .filter(Column::Version.eq(row.version))
        .filter(Column::State.eq(OPEN))
        .exec(connection)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Sends the answers: they become evidence, the supplier's own word, all or none.
///
/// # Errors
/// [`SupplierError`].
pub async fn submit(database: &Database, id: Uuid) -> Result<usize, SupplierError> {
    for _ in 0..TRIES {
        let transaction = database.begin().await?;
        if let Some(count) = send(&transaction, id).await? {
            transaction.commit().await?;
            return Ok(count);
        }
        transaction.rollback().await?;
    }
    Err(SupplierError::Busy)
}

/// Makes evidence of the answers; `None` where one was stored since they were read.
async fn send(transaction: &DatabaseTransaction, id: Uuid) -> Result<Option<usize>, SupplierError> {
    // The first write of the transaction, so that of two that submit at the same moment one waits and finds it done.
    let found = Entity::find_by_id(id).one(transaction).await?.ok_or_else(gone)?;
    let revision = records::next_revision(transaction, found.organisation_id).await?;
    let (row, organisation) = usable(transaction, id).await?;
    let all = given(&row)?;
    if all.is_empty() {
        return Err(SupplierError::Nothing);
    }
    let author = Author { organisation_id: row.organisation_id, actor_id: Some(row.id), sender: None, upload_id: None };
    for asked in asked(&row)? {
        let Some(given) = all.get(&asked.question) else { continue };
        let fields = checked(transaction, &row, &organisation, &row_of(&row, &asked, given)).await?;
        let key = new_id().to_string();
        let draft = Draft { more: vec![("visibility", testimony::OPEN.into())], ..Draft::new(key.clone(), fields) };
        records::add::<evidence::Entity>(transaction, &author, revision, draft).await?;
        let model = records::one::<evidence::Entity>(transaction, row.organisation_id, &key).await?.ok_or_else(gone)?;
        let version = Version::of::<evidence::Entity>(&model)?;
        let object = format!("piece_of_evidence/{key}");
        records::log(transaction, &author, "piece_of_evidence.added", object, &version).await?;
    }
    let change = ActiveModel {
        state: Set(SUBMITTED.to_owned()),
        submitted_at: Set(Some(now())),
        version: Set(row.version + 1),
        ..ActiveModel::default()
    };
    if !changed(transaction, &row, change).await? {
        return Ok(None);
    }
    log(transaction, &row, "questionnaire.submitted", Some(row.id)).await?;
    Ok(Some(all.len()))
}

/// The questionnaire while it can be answered.
async fn usable(connection: &impl ConnectionTrait, id: Uuid) -> Result<(Model, organisations::Model), SupplierError> {
    let row = Entity::find_by_id(id).one(connection).await?.ok_or_else(gone)?;
    let organisation = records::organisation(connection, row.organisation_id).await?;
    if row.state != OPEN {
        return Err(SupplierError::Submitted);
    }
    if row.expires_on < identity::today(&organisation, now()) {
        return Err(SupplierError::Expired(row.expires_on));
    }
    Ok((row, organisation))
}

fn gone() -> DbErr {
    DbErr::RecordNotFound("questionnaire".to_owned())
}

fn asked(row: &Model) -> Result<Vec<Asked>, SupplierError> {
    serde_json::from_value(row.questions.clone()).map_err(|error| SupplierError::Defect(error.to_string()))
}

/// What was answered so far, by question.
fn given(row: &Model) -> Result<BTreeMap<String, Given>, SupplierError> {
    serde_json::from_value(row.answers.clone()).map_err(|error| SupplierError::Defect(error.to_string()))
}

/// The row of evidence that an answer is.
fn row_of(row: &Model, asked: &Asked, given: &Given) -> Row {
    let mut fields = Row::new();
    let mut put = |name: &str, value: Value| fields.insert(name.to_owned(), value);
    put("supplier_id", row.party_id.clone().into());
    put("question", asked.question.clone().into());
    put("answer", given.answer.clone());
    put("source", OWN_WORD.into());
    put("source_id", row.id.to_string().into());
    put("worker_group", asked.worker_group.clone().into());
    put("observed_on", json!(given.observed_on));
    put("note", json!(given.note));
    fields
}

/// The ruleset that the organisation that asks has in use.
async fn in_use(connection: &impl ConnectionTrait, row: &Model) -> Result<InUse, SupplierError> {
    let loaded = rulesets::loaded_in_use(connection, row.organisation_id).await;
    loaded.map_err(|error| SupplierError::Defect(error.to_string()))
}

/// Checks an answer as every row is checked.
async fn checked(
    connection: &impl ConnectionTrait,
    row: &Model,
    organisation: &organisations::Model,
    fields: &Row,
) -> Result<Row, SupplierError> {
    let parties = parties_called(connection, row.organisation_id, &[&row.party_id]).await?;
    let rules = in_use(connection, row).await?;
    let today = identity::today(organisation, now());
    let background = Background { today, ruleset: &rules.ruleset, parties: &parties };
    let (row, _) = rows::check(TableKind::Answers, fields, &background)
        .map_err(|error| SupplierError::Invalid(Box::new(error)))?;
    Ok(row)
}

/// How an answer is given, in a word, and in what unit.
fn form(form: AnswerForm) -> (&'static str, Option<String>) {
    match form {
        AnswerForm::Choice => ("choice", None),
        AnswerForm::Multi => ("multi", None),
        AnswerForm::YesNo => ("yes_no", None),
        AnswerForm::LanguageSets => ("language_sets", None),
        AnswerForm::Number(unit) => {
            let word = serde_json::to_value(unit).ok().and_then(|word| word.as_str().map(str::to_owned));
            ("number", word)
        }
    }
}
