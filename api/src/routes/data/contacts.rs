//! `/contacts`: offices that workers can be referred to safely. The id is made by the service.

use sea_orm::ConnectionTrait;

use super::{Data, Ground, Paths, listed};
use crate::auth::permission::Resource;
use crate::db::entities::contacts::{self, Column};
use crate::db::new_id;
use crate::error::ApiError;
use crate::list::{Kind, ListField, ListSpec};
use crate::services::records::{Draft, forms};
use crate::services::rows::Row;

/// The resource.
pub(super) struct Contacts;

impl Data for Contacts {
    type Entity = contacts::Entity;
    const PATHS: Paths =
        Paths { all: "/contacts", one: "/contacts/{contact_id}", history: "/contacts/{contact_id}/history" };
    const NAME: &'static str = "contacts";
    const ONE: &'static str = "contact";
    const ID: &'static str = "contact_id";
    const RESOURCE: Resource = Resource::Contacts;
    const LIST: ListSpec = ListSpec {
        fields: listed! {
            "contact_id" Text, "name" Text, "country" Text, "kind" Text, "phone" Shown, "email" Shown, "address" Shown,
            "languages" Shown, "hours" Shown, "checked_on" Shown, "note" Shown,
        },
        key: "contact_id",
        order: "country,name",
        extra: &[],
        offset: false,
    };
    const SEARCHED: &'static [Column] = &[Column::Name];

    fn schema() -> Row {
        forms::schema(forms::CONTACT)
    }

    async fn check<C: ConnectionTrait>(ground: &Ground<'_, C>, row: Row) -> Result<Draft, ApiError> {
        let fields = forms::check(forms::CONTACT, &row)?;
        Ok(Draft::new(ground.key.map_or_else(|| new_id().to_string(), str::to_owned), fields))
    }
}
