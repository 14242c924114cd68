//! Progress on standard error: a bar on a terminal, a plain line for each stage elsewhere.

use std::cell::RefCell;
use std::io::IsTerminal;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};

use super::console::note;
use crate::services::progress::{Progress, Stage};
use crate::texts::Texts;

/// How often a bar without a known end moves.
const TICK: Duration = Duration::from_millis(120);

/// Shows progress to a person.
#[derive(Debug)]
pub(super) struct Shown<'a> {
    texts: &'a Texts,
    is_terminal: bool,
    bar: RefCell<Option<ProgressBar>>,
}

impl<'a> Shown<'a> {
    pub(super) fn new(texts: &'a Texts) -> Self {
        Self { texts, is_terminal: std::io::stderr().is_terminal(), bar: RefCell::default() }
    }

    fn clear(&self) {
        if let Some(bar) = self.bar.take() {
            bar.finish_and_clear();
        }
    }
}

impl Progress for Shown<'_> {
    fn begin(&self, stage: Stage, bytes: Option<u64>) {
        self.clear();
        let text = self.texts.say(key(stage));
        if !self.is_terminal {
            note(&text);
            return;
        }
        let (bar, template) = match bytes {
            Some(bytes) => (ProgressBar::new(bytes), "{msg} {wide_bar} {bytes}/{total_bytes}"),
            None => (ProgressBar::new_spinner(), "{spinner} {msg}"),
        };
        // The templates are tested; should one fail, indicatif's own serves as well.
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        let bar = bar.with_style(style).with_message(text);
        bar.enable_steady_tick(TICK);
        self.bar.replace(Some(bar));
    }

    fn at(&self, bytes: u64) {
        if let Some(bar) = self.bar.borrow().as_ref() {
            bar.set_position(bytes);
        }
    }

    fn end(&self) {
        self.clear();
    }
}

impl Drop for Shown<'_> {
    fn drop(&mut self) {
        self.clear();
    }
}

fn key(stage: Stage) -> &'static str {
    match stage {
        Stage::ReadFiles => "stage-read-files",
        Stage::CheckRows => "stage-check-rows",
        Stage::Assess => "stage-assess",
        Stage::Report => "stage-report",
        Stage::ReadParties => "stage-read-parties",
        Stage::ReadLinks => "stage-read-links",
        Stage::Propagate => "stage-propagate",
        Stage::Write => "stage-write",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_has_its_words() {
        let texts = Texts::new("en");
        let stages = [
            Stage::ReadFiles,
            Stage::CheckRows,
            Stage::Assess,
            Stage::Report,
            Stage::ReadParties,
            Stage::ReadLinks,
            Stage::Propagate,
            Stage::Write,
        ];
        assert!(stages.into_iter().all(|stage| texts.have(key(stage)).is_some()));
    }

    #[test]
    fn the_templates_of_bars_are_right() {
        for template in ["{msg} {wide_bar} {bytes}/{total_bytes}", "{spinner} {msg}"] {
            assert!(ProgressStyle::with_template(template).is_ok(), "{template}");
        }
    }
}
