//! The binary as a stranger meets it: arguments, exit codes, files, words.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers of tests fail as tests do")]

#[path = "cli/assess.rs"]
mod assess;
#[path = "cli/broken.rs"]
mod broken;
#[path = "cli/formats.rs"]
mod formats;
#[path = "cli/propagate.rs"]
mod propagate;
#[path = "cli/ruleset.rs"]
mod ruleset;
#[path = "cli/support.rs"]
mod support;
#[path = "cli/usage.rs"]
mod usage;
