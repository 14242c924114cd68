//! `/grievances`: how many grievances a site received and settled in a period. The id is made by the service.

use sea_orm::ConnectionTrait;

use super::known::require_party;
use super::{Data, Ground, Paths, listed};
use crate::auth::permission::Resource;
use crate::db::entities::grievances::{self, Column};
use crate::db::new_id;
use crate::error::ApiError;
use crate::list::{Kind, ListField, ListSpec};
use crate::services::records::{Draft, forms};
use crate::services::rows::Row;

/// The resource.
pub(super) struct Grievances;

impl Data for Grievances {
    type Entity = grievances::Entity;
    const PATHS: Paths =
        Paths { all: "/grievances", one: "/grievances/{grievance_id}", history: "/grievances/{grievance_id}/history" };
    const NAME: &'static str = "grievances";
    const ONE: &'static str = "grievance_count";
    const ID: &'static str = "grievance_id";
    const RESOURCE: Resource = Resource::Grievances;
    const LIST: ListSpec = ListSpec {
        fields: listed! {
            "grievance_id" Text, "party_id" Text, "period_from" Date, "period_to" Date, "channel" Shown, "received" Shown,
            "settled" Shown, "about_recruitment" Shown, "about_pay" Shown, "about_documents" Shown, "about_violence" Shown,
            "note" Shown,
        },
        key: "grievance_id",
        order: "-period_to",
        extra: &[],
        offset: false,
    };
    const SEARCHED: &'static [Column] = &[Column::PartyId];

    fn schema() -> Row {
        forms::schema(forms::GRIEVANCE)
    }

    async fn check<C: ConnectionTrait>(ground: &Ground<'_, C>, row: Row) -> Result<Draft, ApiError> {
        let fields = forms::check(forms::GRIEVANCE, &row)?;
        require_party(ground, &fields).await?;
        Ok(Draft::new(ground.key.map_or_else(|| new_id().to_string(), str::to_owned), fields))
    }
}
