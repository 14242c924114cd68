//! End-to-end tests, one module a subject.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests fail as tests do")]

mod architecture;
mod demo;
mod report;
mod small;
mod templates;
