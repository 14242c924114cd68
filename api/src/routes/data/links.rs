//! `/links`: who supplies, owns or recruits for whom. The id is made by the service.

use karvon_intake::TableKind;
use sea_orm::ConnectionTrait;
use serde_json::Value;

use super::{Data, Ground, Paths, listed};
use crate::auth::permission::Resource;
use crate::db::entities::links::{self, Column};
use crate::db::new_id;
use crate::error::ApiError;
use crate::list::{Kind, ListField, ListSpec};
use crate::services::records::{Draft, parties_called};
use crate::services::rows::{self, Background, Row};
use crate::services::rulesets;

/// The resource.
pub(super) struct Links;

impl Data for Links {
    type Entity = links::Entity;
    const PATHS: Paths = Paths { all: "/links", one: "/links/{link_id}", history: "/links/{link_id}/history" };
    const NAME: &'static str = "links";
    const ONE: &'static str = "link";
    const ID: &'static str = "link_id";
    const RESOURCE: Resource = Resource::Links;
    const LIST: ListSpec = ListSpec {
        fields: listed! {
            "link_id" Text, "supplier_id" Text, "buyer_id" Text, "kind" Text, "status" Text, "commodity" Text,
            "product" Text, "share" Number, "output_share" Shown, "annual_value" Shown, "currency" Shown,
            "traceability" Text, "source" Shown,
        },
        key: "link_id",
        order: "supplier_id,buyer_id",
        extra: &[],
        offset: false,
    };
    const SEARCHED: &'static [Column] = &[Column::SupplierId, Column::BuyerId, Column::Product];

    fn schema() -> Row {
        rows::schema(TableKind::Links)
    }

    async fn check<C: ConnectionTrait>(ground: &Ground<'_, C>, row: Row) -> Result<Draft, ApiError> {
        let text = |name: &str| row.get(name).and_then(Value::as_str).unwrap_or_default();
        let ends = [text("supplier_id"), text("buyer_id")];
        let parties = parties_called(ground.connection, ground.organisation_id, &ends).await?;
        let rules = rulesets::loaded_in_use(ground.connection, ground.organisation_id).await?;
        let background = Background { today: ground.today, ruleset: &rules.ruleset, parties: &parties };
        let (fields, _) = rows::check(TableKind::Links, &row, &background)?;
        Ok(Draft::new(ground.key.map_or_else(|| new_id().to_string(), str::to_owned), fields))
    }
}
