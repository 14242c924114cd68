//! The database: how it is opened, its tables, and what all queries share.
//!
//! One program text serves SQLite and PostgreSQL. Reads go to [`Database::reader`], changes into a transaction of
//! [`Database::begin`]; services take any connection and so work inside either.

mod bulk;
pub mod entities;
mod id;
mod moment;
mod open;
pub mod page;
mod random;
mod schema;
pub mod tenant;
#[cfg(test)]
pub(crate) mod test_support;

pub use bulk::insert_many;
pub use id::{OrganisationId, new_id};
pub use moment::{Moment, now, printed};
pub use open::{Access, Database, OpenError, Reserved};
pub use random::random;
pub use schema::Schema;
