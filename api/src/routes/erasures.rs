//! `/erasures`: what is taken away for good, with a reason.

use actix_web::HttpResponse;
use actix_web::web::Data;
use serde::Deserialize;
use utoipa::ToSchema;
use validator::Validate;

use super::endpoint::{Access, Endpoint, Method, json_of};
use crate::app::Service;
use crate::auth::caller::Caller;
use crate::auth::permission::{Action, Resource};
use crate::error::{ApiError, Code, FieldError, said};
use crate::services::erasure::{Erased, ErasureError, erase};
use crate::web::body::Body;

/// Its address.
pub(super) fn endpoints() -> Vec<Endpoint> {
    let change = Access::Needs(Action::Change, Resource::Erasures);
    vec![
        Endpoint::new(Method::Post, "/erasures", "erase", change, self::add)
            .takes(json_of::<ErasureInput>())
            .gives(200, json_of::<Erased>()),
    ]
}

/// What to erase, and why.
#[derive(Debug, Deserialize, Validate, ToSchema)]
#[serde(deny_unknown_fields)]
struct ErasureInput {
    /// As `kind/id`: `file`, `upload`, `report`, `assessment` (its frozen inputs), `questionnaire`, `evidence`, `party`, `link`, `cohort`,
    /// `measure`, `repayment`, `grievance`, `contact` (their notes), `user` or `key` (what the log holds of them).
    #[validate(length(min = 3, max = 300))]
    object: String,
    /// In words; no worker's name. It stays in the log.
    #[validate(length(min = 1, max = 2000))]
    reason: String,
}

async fn add(caller: Caller, service: Data<Service>, body: Body<ErasureInput>) -> Result<HttpResponse, ApiError> {
    let ErasureInput { object, reason } = body.0;
    let erased = erase(&service.database, caller.organisation_id, caller.actor_id, &object, &reason).await?;
    Ok(HttpResponse::Ok().json(erased))
}

impl From<ErasureError> for ApiError {
    fn from(error: ErasureError) -> Self {
        match error {
            ErasureError::LegalHold => Self::new(Code::StateConflict).say(error.to_string()),
            ErasureError::Object(_) => {
                let fix = said("problem-shape-fix", []);
                Self::invalid(vec![FieldError::at("/object", "value", error.to_string(), fix)])
            }
            ErasureError::NotFound(object) => Self::not_found("object", object),
            ErasureError::Database(error) => error.into(),
        }
    }
}
