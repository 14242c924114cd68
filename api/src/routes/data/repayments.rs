//! `/repayments`: what was paid back to the workers of a cohort. The id is made by the service.

use sea_orm::ConnectionTrait;

use super::known::require_cohort;
use super::{Data, Ground, Paths, listed};
use crate::auth::permission::Resource;
use crate::db::entities::repayments::{self, Column};
use crate::db::new_id;
use crate::error::ApiError;
use crate::list::{Kind, ListField, ListSpec};
use crate::services::records::{Draft, forms};
use crate::services::rows::Row;

/// The resource.
pub(super) struct Repayments;

impl Data for Repayments {
    type Entity = repayments::Entity;
    const PATHS: Paths =
        Paths { all: "/repayments", one: "/repayments/{repayment_id}", history: "/repayments/{repayment_id}/history" };
    const NAME: &'static str = "repayments";
    const ONE: &'static str = "repayment";
    const ID: &'static str = "repayment_id";
    const RESOURCE: Resource = Resource::Repayments;
    const LIST: ListSpec = ListSpec {
        fields: listed! {
            "repayment_id" Text, "cohort_id" Text, "fee_category" Text, "amount_per_worker" Shown, "currency" Shown,
            "paid_on" Date, "workers" Shown, "proof" Shown, "reference" Shown, "note" Shown,
        },
        key: "repayment_id",
        order: "paid_on",
        extra: &[],
        offset: false,
    };
    const SEARCHED: &'static [Column] = &[Column::CohortId];

    fn schema() -> Row {
        forms::schema(forms::REPAYMENT)
    }

    async fn check<C: ConnectionTrait>(ground: &Ground<'_, C>, row: Row) -> Result<Draft, ApiError> {
        let fields = forms::check(forms::REPAYMENT, &row)?;
        require_cohort(ground, &fields).await?;
        Ok(Draft::new(ground.key.map_or_else(|| new_id().to_string(), str::to_owned), fields))
    }
}
