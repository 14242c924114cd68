//! The binary as a stranger meets it: arguments, exit codes, files, words.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests fail as tests do")]

#[path = "cli/assess.rs"]
mod assess;
#[path = "cli/broken.rs"]
mod broken;
#[path = "cli/calibrate.rs"]
mod calibrate;
#[path = "cli/database.rs"]
mod database;
#[path = "cli/demo.rs"]
mod demo;
#[path = "cli/events.rs"]
mod events;
#[path = "cli/formats.rs"]
mod formats;
#[path = "cli/kill/mod.rs"]
mod kill;
#[path = "cli/lists.rs"]
mod lists;
#[cfg(feature = "parquet")]
#[path = "cli/parquet.rs"]
mod parquet;
#[path = "cli/place.rs"]
mod place;
#[path = "cli/propagate.rs"]
mod propagate;
#[path = "cli/ruleset.rs"]
mod ruleset;
#[path = "cli/serve.rs"]
mod serve;
#[path = "cli/service.rs"]
mod service;
#[path = "cli/support.rs"]
mod support;
#[path = "cli/usage.rs"]
mod usage;
#[path = "cli/what_if.rs"]
mod what_if;
