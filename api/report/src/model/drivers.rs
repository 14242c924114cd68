//! What moved a likelihood, in words.

use karvon_engine::assessment::{Driver, DriverKind, PartyResult};

use super::voice::Voice;

/// Questions named beside a driver before an ellipsis.
const MOST_QUESTIONS: usize = 3;

/// Whether the ids of questions stand beside a driver.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Ids {
    /// They do.
    Shown,
    /// They do not.
    Hidden,
}

impl<'a> Voice<'a> {
    /// What a driver is, in a few words.
    pub(crate) fn driver(&self, driver: &Driver) -> String {
        match driver.kind {
            DriverKind::Prior => self.say("driver-prior"),
            DriverKind::Factor => self.factor(&driver.id),
            DriverKind::List => self.tell("driver-list", &[("list", self.named("list", &driver.id).into())]),
            DriverKind::Sources => self.tell("driver-family", &[("source", self.source(&driver.id).into())]),
            DriverKind::Recruiters => self.say("driver-recruiters"),
            DriverKind::Answer | DriverKind::Context => {
                let answer = driver
                    .answer
                    .as_ref()
                    .map(|answer| format!(" {}", self.answer(&driver.id, answer)))
                    .unwrap_or_default();
                format!("{}{answer} ({})", self.question(&driver.id), driver.id)
            }
        }
    }

    /// The indicator that a driver's question asks about.
    fn indicator_of(&self, driver: &Driver) -> Option<&'a str> {
        match driver.kind {
            DriverKind::Answer | DriverKind::Context => {
                let ruleset = self.input.ruleset;
                let question = ruleset.source().questions.get(ruleset.question(&driver.id)?)?;
                Some(&question.indicator)
            }
            DriverKind::Prior
            | DriverKind::Factor
            | DriverKind::List
            | DriverKind::Sources
            | DriverKind::Recruiters => None,
        }
    }

    /// The strongest drivers but the prior, as briefly as a table wants them: answers about one indicator together, each line with the
    /// way it points.
    pub(crate) fn drivers(&self, party: &PartyResult, most: usize, ids: Ids) -> Vec<String> {
        let mut lines: Vec<(String, Vec<&str>, f64)> = Vec::new();
        for driver in party.drivers.iter().filter(|driver| driver.kind != DriverKind::Prior) {
            let (name, question) = match self.indicator_of(driver) {
                Some(indicator) => (self.channel(indicator), Some(driver.id.as_str())),
                None => (self.driver(driver), None),
            };
            let alike =
                |line: &&mut (String, Vec<&str>, f64)| line.0 == name && (line.2 > 0.0) == (driver.change > 0.0);
            match lines.iter_mut().find(alike) {
                Some((_, questions, change)) => {
                    *change += driver.change;
                    questions.extend(question.filter(|id| !questions.contains(id)));
                }
                None => lines.push((name, question.into_iter().collect(), driver.change)),
            }
        }
        lines.retain(|(_, _, change)| change.abs() >= 0.005);
        lines.sort_by(|one, other| other.2.abs().total_cmp(&one.2.abs()));
        lines
            .into_iter()
            .take(most)
            .map(|(name, mut questions, change)| {
                let arrow = if change > 0.0 { "↑" } else { "↓" };
                let more = questions.len() > MOST_QUESTIONS;
                questions.truncate(MOST_QUESTIONS);
                let ids = match (ids == Ids::Hidden || questions.is_empty(), more) {
                    (true, _) => String::new(),
                    (false, false) => format!(" ({})", questions.join(", ")),
                    (false, true) => format!(" ({}, …)", questions.join(", ")),
                };
                format!("{arrow}\u{a0}{name}{ids}")
            })
            .collect()
    }
}

/// The drivers of a party but the prior, strongest first; several answers to one question together.
pub(crate) fn drivers_together(party: &PartyResult) -> Vec<(Driver, usize)> {
    let mut together: Vec<(Driver, usize)> = Vec::new();
    for driver in party.drivers.iter().filter(|driver| driver.kind != DriverKind::Prior) {
        let alike = |known: &&mut (Driver, usize)| {
            known.0.kind == driver.kind && known.0.id == driver.id && known.0.answer == driver.answer
        };
        match together.iter_mut().find(alike) {
            Some((known, times)) => {
                known.change += driver.change;
                *times += 1;
            }
            None => together.push((driver.clone(), 1)),
        }
    }
    together.sort_by(|one, other| other.0.change.abs().total_cmp(&one.0.change.abs()));
    together
}
