//! Parties and links, checked and put in a fixed order.
//!
//! A [`Network`] is all parties and links as of a date. Building one never fails: what cannot be used is left out and
//! said in a [`NetworkFinding`]; cycles are legal and are reported.

mod build;
mod link;
mod merge;
mod party;
mod scope;
#[cfg(test)]
mod tests;

pub(crate) use build::order_of_links;
pub use build::{Network, NetworkFinding};
pub use link::{Link, LinkKind, LinkStatus, Traceability};
pub(crate) use merge::decisions as merge_decisions;
pub use party::{Country, Housing, Party, PartyKind, PartyOrigin};
pub use scope::{default_subject, in_scope, tiers};
