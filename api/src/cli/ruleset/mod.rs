//! `karvon ruleset`: which there are, what they say, whether they hold, what a change would do. One file per action.

mod check;
mod create;
mod diff;
mod explain;
mod list;
mod show;
mod trial;

use clap::{Args, Subcommand};

pub(super) use check::examine;

use super::console::{Console, Ending, Failure};

/// Its arguments.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    List,
    Show(show::Arguments),
    Check(check::Arguments),
    New(create::Arguments),
    Diff(diff::Arguments),
    Explain(explain::Arguments),
    Try(trial::Arguments),
}

/// Runs it.
pub(super) fn run(arguments: &Arguments, console: &Console) -> Result<Ending, Failure> {
    match &arguments.action {
        Action::List => list::run(console),
        Action::Show(arguments) => show::run(arguments, console),
        Action::Check(arguments) => check::run(arguments, console),
        Action::New(arguments) => create::run(arguments, console),
        Action::Diff(arguments) => diff::run(arguments, console),
        Action::Explain(arguments) => explain::run(arguments, console),
        Action::Try(arguments) => trial::run(arguments, console),
    }
}
