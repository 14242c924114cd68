//! `/measures`: what is to be done where, by when. The id is made by the service.

use sea_orm::ConnectionTrait;

use super::known::require_party;
use super::{Data, Ground, Paths, listed};
use crate::auth::permission::Resource;
use crate::db::entities::measures::{self, Column};
use crate::db::new_id;
use crate::error::ApiError;
use crate::list::{Kind, ListField, ListSpec};
use crate::services::records::{Draft, forms};
use crate::services::rows::Row;

/// The resource.
pub(super) struct Measures;

impl Data for Measures {
    type Entity = measures::Entity;
    const PATHS: Paths =
        Paths { all: "/measures", one: "/measures/{measure_id}", history: "/measures/{measure_id}/history" };
    const NAME: &'static str = "measures";
    const ONE: &'static str = "measure";
    const ID: &'static str = "measure_id";
    const RESOURCE: Resource = Resource::Measures;
    const LIST: ListSpec = ListSpec {
        fields: listed! {
            "measure_id" Text, "party_id" Text, "title" Text, "state" Text, "kind" Shown, "due_on" Date, "done_on" Shown,
            "assessment_id" Uuid, "register_id" Shown, "leaf" Shown, "responsible" Shown, "cost" Shown, "currency" Shown,
            "note" Shown,
        },
        key: "measure_id",
        order: "due_on",
        extra: &[],
        offset: false,
    };
    const SEARCHED: &'static [Column] = &[Column::PartyId, Column::Title];

    fn schema() -> Row {
        forms::schema(forms::MEASURE)
    }

    async fn check<C: ConnectionTrait>(ground: &Ground<'_, C>, row: Row) -> Result<Draft, ApiError> {
        let fields = forms::check(forms::MEASURE, &row)?;
        require_party(ground, &fields).await?;
        Ok(Draft::new(ground.key.map_or_else(|| new_id().to_string(), str::to_owned), fields))
    }
}
