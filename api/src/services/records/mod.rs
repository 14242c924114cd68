//! What an organisation knows, as versioned rows: parties, links, evidence, cohorts and the rest.
//!
//! Nothing is updated in place. A change ends the present version at a new revision of the organisation's data and adds the next,
//! so that any day and any revision can be read again and an upload can be undone. All tables share their columns, so all share
//! this code; what is special about one stands in its own file.

mod bulk;
mod draft;
pub mod forms;
mod identity;
mod known;
mod log;
mod parties;
mod store;
mod version;

use std::str::FromStr;

use sea_orm::{ActiveModelTrait, DbErr, EntityTrait};

pub use bulk::{Written, add_many, end_many, has_any, last_versions};
pub use draft::{Author, Draft};
pub use identity::identity_of;
pub use known::{organisation, parties_called};
pub use log::log;
pub use parties::{end_links, identifiers};
pub use store::{add, add_new, current, end, history, hold, next_revision, one, replace};
pub use version::Version;

/// A table whose rows are versions.
pub trait Versioned:
    EntityTrait<Column: FromStr, ActiveModel: ActiveModelTrait<Entity = Self> + Send, Model: Send + Sync>
{
}

impl<E> Versioned for E where
    E: EntityTrait<Column: FromStr, ActiveModel: ActiveModelTrait<Entity = E> + Send, Model: Send + Sync>
{
}

/// A column by its name.
///
/// # Errors
/// The table has none of that name: a defect.
pub fn column<E: Versioned>(name: &str) -> Result<E::Column, DbErr> {
    name.parse().map_err(|_| DbErr::Custom(format!("no column `{name}`")))
}
