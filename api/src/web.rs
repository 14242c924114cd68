//! What every request passes on its way in and out, and what handlers share.

pub mod body;
pub mod client;
pub mod etag;
pub mod form;
mod guard;
pub mod idempotency;
pub mod limit;
pub mod list;
pub mod metrics;
pub mod sent;

pub use guard::guard;
