//! `/supplier`: what the holder of a questionnaire's link can do, and nothing else.

use actix_web::HttpResponse;
use actix_web::web::{Data, Path};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use validator::Validate;

use super::endpoint::{Access, Endpoint, Method, json_of};
use crate::app::Service;
use crate::auth::caller::Supplier;
use crate::error::{ApiError, Code};
use crate::services::questionnaires::{Given, Sheet, SupplierError, answer, sheet, submit};
use crate::web::body::Body;

/// Its addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let holder = Access::Supplier;
    vec![
        Endpoint::new(Method::Get, "/supplier/questions", "read_supplier_questions", holder, questions)
            .gives(200, json_of::<Sheet>()),
        Endpoint::new(Method::Put, "/supplier/answers/{question}", "answer_supplier_question", holder, put)
            .takes(json_of::<SupplierAnswer>())
            .gives_nothing(204),
        Endpoint::new(Method::Post, "/supplier/submit", "submit_supplier_answers", holder, send)
            .gives(200, json_of::<Submitted>()),
    ]
}

/// An answer to one question.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct SupplierAnswer {
    /// A code of an answer, a number, `yes` or `no`, or several with `;`; `null` takes the answer away.
    #[schema(value_type = Option<String>)]
    answer: Value,
    /// What is to be added; no worker's name.
    #[validate(length(max = 2000))]
    note: Option<String>,
}

/// What was sent.
#[derive(Debug, Serialize, ToSchema)]
struct Submitted {
    /// How many answers.
    answers: usize,
}

async fn questions(supplier: Supplier, service: Data<Service>) -> Result<HttpResponse, ApiError> {
    Ok(HttpResponse::Ok().json(sheet(service.database.reader(), supplier.questionnaire_id).await?))
}

async fn put(
    supplier: Supplier,
    service: Data<Service>,
    question: Path<String>,
    body: Body<SupplierAnswer>,
) -> Result<HttpResponse, ApiError> {
    let SupplierAnswer { answer: said, note } = body.0;
    let given = (!said.is_null()).then_some(Given { answer: said, note, observed_on: None });
    answer(&service.database, supplier.questionnaire_id, &question, given).await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn send(supplier: Supplier, service: Data<Service>) -> Result<HttpResponse, ApiError> {
    let answers = submit(&service.database, supplier.questionnaire_id).await?;
    Ok(HttpResponse::Ok().json(Submitted { answers }))
}

impl From<SupplierError> for ApiError {
    fn from(error: SupplierError) -> Self {
        match error {
            SupplierError::Submitted | SupplierError::Expired(_) | SupplierError::Busy | SupplierError::Nothing => {
                Self::new(Code::StateConflict).say(error.to_string())
            }
            SupplierError::NotAsked(question) => Self::not_found("question", question),
            SupplierError::Invalid(error) => *error,
            SupplierError::Defect(why) => Self::internal(why),
            SupplierError::Database(error) => error.into(),
        }
    }
}
