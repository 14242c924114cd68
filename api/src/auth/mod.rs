//! Who is asking, and what that person or machine may do.

pub mod caller;
pub mod gate;
pub mod permission;
pub mod secret;

/// The cookie of a signed-in browser.
pub const COOKIE: &str = "karvon_session";
/// What the key of a machine begins with.
pub const KEY: &str = "krv_";
