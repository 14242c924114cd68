//! `/assessments`: started, watched, read, reviewed and signed.

mod ask;
mod oversight;
mod read;
mod start;
mod tables;

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::endpoint::Endpoint;
use crate::auth::caller::Caller;
use crate::db::entities::assessments;
use crate::error::{ApiError, Code};
use crate::services::assessments::{StoredError, find};

/// Its addresses.
pub(super) fn endpoints() -> Vec<Endpoint> {
    [start::endpoints(), read::endpoints(), tables::endpoints(), ask::endpoints(), oversight::endpoints()]
        .into_iter()
        .flatten()
        .collect()
}

/// An assessment that the caller may see.
pub(super) async fn seen(
    connection: &impl ConnectionTrait,
    caller: &Caller,
    id: Uuid,
) -> Result<assessments::Model, ApiError> {
    if !caller.sees_assessment(id) {
        return Err(ApiError::not_found("assessment", id));
    }
    find(connection, caller.organisation_id, id).await.map_err(|error| problem(error, id))
}

/// What stands in the way of reading one, as a problem.
fn problem(error: StoredError, id: Uuid) -> ApiError {
    match error {
        StoredError::NotFound => ApiError::not_found("assessment", id),
        StoredError::NoResult(_) | StoredError::Erased => ApiError::new(Code::StateConflict).say(error.to_string()),
        StoredError::Database(error) => error.into(),
        StoredError::Broken(why) => ApiError::internal(why),
    }
}
