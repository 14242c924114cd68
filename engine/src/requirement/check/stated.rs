//! `stated`: the subject states something and can show it.
//!
//! *What it asks*: that the subject answered a question with one of the answers of `satisfied`, by a source of `shown_by`,
//! not longer ago than `within_days`, and that nobody answered with one of `breached` since. *Why*: many laws ask for a
//! policy, a procedure or a report; that it exists is a fact about the company, not about its suppliers. An admission
//! counts from any source, a mere assertion from none.
//! *Unknown when* there is no such answer, it rests on the company's own word, or it is too old.

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::super::facts::{Facts, Statement};
use super::super::outcome::Tally;
use super::super::point::{Point, What};
use super::super::statement::{Catalogue, Said, StatementForm};
use super::{Ask, unknown_question, unknown_sources};
use crate::ruleset::Ruleset;

/// Sources that show what a company says of itself.
const SHOWN_BY: [&str; 6] =
    ["policy_document", "document", "audit_announced", "audit_unannounced", "worker_interview", "authority"];

/// The subject states something and can show it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stated {
    /// Question.
    pub question: String,
    /// Answers that satisfy.
    #[serde(default = "yes")]
    pub satisfied: Vec<String>,
    /// Answers that breach.
    #[serde(default = "no")]
    pub breached: Vec<String>,
    /// Source classes that show it.
    #[serde(default = "shown_by")]
    pub shown_by: Vec<String>,
    /// Age in days beyond which it must be renewed; `None`: never.
    #[serde(default)]
    pub within_days: Option<u32>,
}

fn yes() -> Vec<String> {
    vec!["yes".to_owned()]
}

fn no() -> Vec<String> {
    vec!["no".to_owned()]
}

fn shown_by() -> Vec<String> {
    SHOWN_BY.map(str::to_owned).to_vec()
}

impl Stated {
    fn is_fresh(&self, on: NaiveDate, as_of: NaiveDate) -> bool {
        self.within_days.is_none_or(|days| (as_of - on).num_days() <= i64::from(days))
    }
}

impl Ask for Stated {
    fn ask(&self, facts: &Facts<'_>) -> Tally {
        let question = self.question.as_str();
        if facts.assessment.manifest.subject.is_none() {
            return Tally::missing(Point::new(What::NoSubject));
        }
        let rows = facts.statements(question);
        let denied = rows.iter().find(|row| among(&self.breached, row));
        let since = |row: &&Statement<'_>| denied.is_none_or(|denied| row.on > denied.on);
        let mut said = rows.iter().filter(|row| among(&self.satisfied, row)).filter(since).peekable();
        let by_itself = said.peek().is_some();
        let shown: Vec<&Statement<'_>> = said.filter(|row| self.shown_by.contains(&row.row.source)).collect();
        match (shown.first(), denied) {
            (Some(row), _) if self.is_fresh(row.on, facts.as_of()) => Tally::shown(point(What::Stated, row)),
            (Some(row), _) => Tally::missing(point(What::NeedsRenewal, row).valued(row.on.to_string())),
            (None, Some(denied)) => Tally::against(point(What::Stated, denied)),
            (None, None) if by_itself => Tally::missing(Point::new(What::NeedsProof).named(question)),
            (None, None) => Tally::missing(Point::new(What::NeedsStatement).named(question)),
        }
    }

    fn problems(&self, catalogue: &Catalogue) -> Vec<String> {
        let Some(form) = catalogue.form(&self.question) else {
            return unknown_question(&self.question, catalogue).into_iter().collect();
        };
        let words: Vec<&str> = match form {
            StatementForm::YesNo => vec!["yes", "no"],
            StatementForm::Choice(words) => words.iter().map(String::as_str).collect(),
            StatementForm::Number => return vec![format!("`{}` takes a number; use `stated_number`", self.question)],
        };
        let answers = self.satisfied.iter().chain(&self.breached);
        answers
            .filter(|answer| !words.contains(&answer.as_str()))
            .map(|answer| format!("`{answer}` is no answer to `{}`; possible are {}", self.question, words.join(", ")))
            .collect()
    }

    fn unknown_to(&self, ruleset: &Ruleset) -> Vec<String> {
        unknown_sources(&self.shown_by, ruleset)
    }
}

fn among(answers: &[String], row: &Statement<'_>) -> bool {
    match &row.said {
        Said::Word(word) => answers.contains(word),
        Said::Number(_) => false,
    }
}

fn point(what: What, row: &Statement<'_>) -> Point {
    let value = row.row.answer.clone();
    Point::new(what).named(row.row.question.as_str()).valued(value).by(vec![row.row.id.clone()])
}
