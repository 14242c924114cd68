//! The binary as a stranger meets it: arguments, exit codes, files, words.

#[path = "cli/propagate.rs"]
mod propagate;
#[path = "cli/support.rs"]
mod support;
#[path = "cli/usage.rs"]
mod usage;
