//! Where words go, and how a command ends.

use std::io::Write;

use super::progress::Shown;
use crate::texts::Texts;

/// How a command that did its work ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Ending {
    /// Nothing is wrong.
    Done,
    /// It is done, and something is wrong with the input.
    Findings,
}

/// Why a command could not do its work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Failure {
    code: u8,
    lines: Vec<String>,
}

impl Failure {
    /// Exit code: something is wrong with the input.
    pub(super) const INPUT: u8 = 1;
    /// Exit code: the command was not understood, or a path is missing.
    pub(super) const USAGE: u8 = 2;
    /// Exit code: a defect of this program.
    pub(super) const INTERNAL: u8 = 3;

    /// Something is wrong with the input: one line for each.
    pub(super) fn input(lines: Vec<String>) -> Self {
        Self { code: Self::INPUT, lines }
    }

    /// The command was not understood, or a path is missing.
    pub(super) fn usage(lines: Vec<String>) -> Self {
        Self { code: Self::USAGE, lines }
    }

    /// A defect of this program.
    pub(super) fn internal(line: String) -> Self {
        Self { code: Self::INTERNAL, lines: vec![line] }
    }

    /// The exit code.
    pub(super) fn code(&self) -> u8 {
        self.code
    }

    /// Says what went wrong.
    pub(super) fn print(&self, console: &Console) {
        for line in &self.lines {
            note(&console.texts.tell("error", [("what", line.as_str().into())]));
        }
    }
}

/// The terminal, and the words for it.
#[derive(Debug)]
pub(super) struct Console {
    /// Sentences.
    pub(super) texts: Texts,
}

impl Console {
    pub(super) fn new(texts: Texts) -> Self {
        Self { texts }
    }

    /// A line of the result.
    #[expect(clippy::unused_self, reason = "what is printed goes through the console, as notices do")]
    pub(super) fn line(&self, line: &str) {
        // Whoever read it has gone; that changes nothing about the work.
        drop(writeln!(std::io::stdout().lock(), "{line}"));
    }

    /// Something worth knowing beside the result.
    pub(super) fn notice(&self, line: &str) {
        note(&self.texts.tell("notice", [("what", line.into())]));
    }

    /// Shows how far the work is.
    pub(super) fn progress(&self) -> Shown<'_> {
        Shown::new(&self.texts)
    }
}

/// A line that is no result.
pub(super) fn note(line: &str) {
    // Where standard error is closed, the exit code still tells.
    drop(writeln!(std::io::stderr().lock(), "{line}"));
}
