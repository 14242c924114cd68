//! What is said: an assessment turned into names, words and numbers, without a thought for the page.
//!
//! [`Voice`] answers what things are called and how numbers are written; the files beside it decide what a section tells (which parties,
//! which rows, in which order). Everything here is pure.

pub(crate) mod disputes;
pub(crate) mod drivers;
pub(crate) mod exits;
pub(crate) mod network;
pub(crate) mod numbers;
pub(crate) mod owed;
pub(crate) mod points;
pub(crate) mod ranking;
pub(crate) mod suppression;
pub(crate) mod unknown;
pub(crate) mod voice;
