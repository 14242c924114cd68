//! The command line: arguments, what is printed, exit codes. One file per command.
//!
//! Results go to standard output, everything else to standard error. Exit codes: 0 done, 1 something is wrong with the input,
//! 2 the command was not understood or a path is missing, 3 a defect of this program.

mod assess;
mod backup;
mod calibrate;
mod check;
mod common;
mod compare;
mod console;
mod demo;
mod doctor;
mod findings;
mod help;
mod key;
mod lists;
mod migrate;
mod number;
mod opened;
mod organisation;
mod overview;
mod plan;
mod progress;
mod propagate;
mod ruleset;
mod serve;
mod service;
mod user;
mod verify;
mod what_if;

use std::ffi::OsString;
use std::panic::{AssertUnwindSafe, catch_unwind, set_hook};
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches, Parser, Subcommand};

use self::console::{Console, Ending, Failure};
use crate::texts::Texts;

/// What is printed is in this language; commands that make documents take theirs from `--language`.
const LANGUAGE: &str = "en";

/// The program.
#[derive(Debug, Parser)]
#[command(name = "karvon", version, arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Demo(demo::Arguments),
    Assess(assess::Arguments),
    Check(check::Arguments),
    Compare(compare::Arguments),
    Propagate(propagate::Arguments),
    Ruleset(ruleset::Arguments),
    Serve(serve::Arguments),
    Migrate(migrate::Arguments),
    Organisation(organisation::Arguments),
    User(user::Arguments),
    Key(key::Arguments),
    Verify(verify::Arguments),
    Backup(backup::Arguments),
    Restore(backup::Arguments),
    Doctor(doctor::Arguments),
    Calibrate(calibrate::Arguments),
    Lists(lists::Arguments),
}

/// Runs the command that the arguments ask for (the first is the program's own name) and says how it went.
pub fn run(arguments: impl IntoIterator<Item = OsString>) -> ExitCode {
    let texts = Texts::new(LANGUAGE);
    let cli = help::explained(Cli::command(), &texts)
        .try_get_matches_from(arguments)
        .and_then(|matches| Cli::from_arg_matches(&matches));
    let cli = match cli {
        Ok(cli) => cli,
        Err(error) => {
            // Where standard error is closed, the exit code still tells.
            drop(error.print());
            return if error.use_stderr() { Failure::USAGE.into() } else { ExitCode::SUCCESS };
        }
    };
    say_panics_plainly(texts.say("internal-error"));
    let console = Console::new(texts);
    // Nothing of what the command held is looked at after a panic.
    let ended = catch_unwind(AssertUnwindSafe(|| match cli.command {
        Command::Demo(arguments) => demo::run(&arguments, &console),
        Command::Assess(arguments) => assess::run(&arguments, &console),
        Command::Check(arguments) => check::run(&arguments, &console),
        Command::Compare(arguments) => compare::run(&arguments, &console),
        Command::Propagate(arguments) => propagate::run(&arguments, &console),
        Command::Ruleset(arguments) => ruleset::run(&arguments, &console),
        Command::Serve(arguments) => serve::run(&arguments, &console),
        Command::Migrate(arguments) => migrate::run(&arguments, &console),
        Command::Organisation(arguments) => organisation::run(&arguments, &console),
        Command::User(arguments) => user::run(&arguments, &console),
        Command::Key(arguments) => key::run(&arguments, &console),
        Command::Verify(arguments) => verify::run(&arguments, &console),
        Command::Backup(arguments) => backup::backup(&arguments, &console),
        Command::Restore(arguments) => backup::restore(&arguments, &console),
        Command::Doctor(arguments) => doctor::run(&arguments, &console),
        Command::Calibrate(arguments) => calibrate::run(&arguments, &console),
        Command::Lists(arguments) => lists::run(&arguments, &console),
    }));
    match ended {
        Ok(Ok(Ending::Done)) => ExitCode::SUCCESS,
        Ok(Ok(Ending::Findings)) => Failure::INPUT.into(),
        Ok(Err(failure)) => {
            failure.print(&console);
            failure.code().into()
        }
        // The hook has said it already.
        Err(_) => Failure::INTERNAL.into(),
    }
}

/// One sentence instead of a backtrace, with the place in the code that a report of the defect should name.
fn say_panics_plainly(sentence: String) {
    set_hook(Box::new(move |panic| {
        let place = panic.location().map(|at| format!(" ({}:{})", at.file(), at.line())).unwrap_or_default();
        console::note(&format!("{sentence}{place}"));
    }));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_arguments_are_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn every_command_and_argument_is_explained() {
        let missing = help::unexplained(&Cli::command(), &Texts::new(LANGUAGE));
        assert!(missing.is_empty(), "{missing:?}");
    }
}
