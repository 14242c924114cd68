//! One observation and its id.

use std::fmt::Write as _;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::WorkerGroup;
use crate::ids::{EvidenceId, PartyId, QuestionId};

/// The days an observation speaks about, both inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    #[serde(serialize_with = "crate::day::serialize")]
    pub from: NaiveDate,
    /// Last day.
    #[serde(serialize_with = "crate::day::serialize")]
    pub to: NaiveDate,
}

impl Period {
    /// Whether two periods share a day.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.from <= other.to && other.from <= self.to
    }
}

/// Which table a piece of evidence comes from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EvidenceOrigin {
    /// A row of the answers table.
    #[default]
    Answer,
    /// A cohort of the recruitment table, by the ruleset's mapping.
    Recruitment,
}

/// One dated observation about one party: one answer to one question (or one part of a question) by one source.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Evidence {
    /// Hash of the content, see [`evidence_id`].
    pub id: EvidenceId,
    /// The place that it is about.
    pub party: PartyId,
    /// Question or part of a question, e.g. `I3.3.days`; `LIST.<list>` decides a match with an official list.
    pub question: QuestionId,
    /// The answer as written, trimmed; read by the ruleset's question.
    pub answer: String,
    /// Source class, e.g. `worker_interview`.
    pub source: String,
    /// One questionnaire, audit or interview round.
    pub source_id: String,
    /// The day it was observed; without one a reassuring row counts nothing and an adverse one is open.
    #[serde(serialize_with = "crate::day::serialize_option")]
    pub observed_on: Option<NaiveDate>,
    /// The group of workers that it speaks of.
    pub group: WorkerGroup,
    /// The days that it speaks about; `None` where no day is known at all.
    pub period: Option<Period>,
    /// Number of workers affected.
    pub affected: Option<u32>,
    /// Number of workers asked.
    pub asked: Option<u32>,
    /// Number of workers in the group.
    pub population: Option<u32>,
    /// Reference of the adverse row that this one ends.
    pub closes: Option<String>,
    /// The row's own reference, to be named by a closure.
    pub reference: Option<String>,
    /// Table of origin.
    pub origin: EvidenceOrigin,
}

impl Evidence {
    /// Sets `id` from the content.
    #[must_use]
    pub fn identified(mut self) -> Self {
        self.id = evidence_id(&self);
        self
    }
}

/// The id of a piece of evidence: the first 16 hex digits of the SHA-256 over its fields in a fixed order, each written
/// as text with its length in front, so that no two different contents share a spelling. Where it stood in which file
/// does not enter.
pub fn evidence_id(evidence: &Evidence) -> EvidenceId {
    let mut fields = Fields { all: String::with_capacity(256), one: String::with_capacity(16) };
    fields.text(evidence.party.as_str());
    fields.text(evidence.question.as_str());
    fields.text(&evidence.answer);
    fields.text(&evidence.source);
    fields.text(&evidence.source_id);
    fields.date(evidence.observed_on);
    fields.text(evidence.group.as_str());
    fields.date(evidence.period.map(|p| p.from));
    fields.date(evidence.period.map(|p| p.to));
    fields.number(evidence.affected);
    fields.number(evidence.asked);
    fields.number(evidence.population);
    fields.text(evidence.closes.as_deref().unwrap_or_default());
    fields.text(evidence.reference.as_deref().unwrap_or_default());
    fields.text(match evidence.origin {
        EvidenceOrigin::Answer => "answer",
        EvidenceOrigin::Recruitment => "recruitment",
    });
    EvidenceId::new(crate::hex::first_digits(&Sha256::digest(&fields.all), 16))
}

/// Fields one behind the other, each with its length in front.
struct Fields {
    all: String,
    one: String,
}

impl Fields {
    fn text(&mut self, text: &str) {
        // Writing to a string never fails.
        let _ = write!(self.all, "{}:", text.len());
        self.all.push_str(text);
    }

    fn date(&mut self, day: Option<NaiveDate>) {
        self.written(|text| {
            if let Some(day) = day {
                crate::day::push(text, day);
            }
        });
    }

    fn number(&mut self, number: Option<u32>) {
        self.written(|text| {
            if let Some(number) = number {
                let _ = write!(text, "{number}");
            }
        });
    }

    fn written(&mut self, write: impl FnOnce(&mut String)) {
        let mut one = std::mem::take(&mut self.one);
        one.clear();
        write(&mut one);
        self.text(&one);
        self.one = one;
    }
}
