//! What a report is made from, as values handed in by the caller.

use chrono::NaiveDate;
use karvon_engine::assessment::Assessment;
use karvon_engine::evidence::Evidence;
use karvon_engine::ids::EvidenceId;
use karvon_engine::ruleset::Ruleset;
use serde::{Deserialize, Serialize};

use crate::texts::Language;

/// The words of a ruleset in the report's language: names of indicators, questions, answers, sources, factors.
pub trait Words {
    /// The text of a key such as `indicator-debt_bondage`, `question-I7-1` or, for an answer, `question-I7-1.worker`; also
    /// `country-UZB`, `commodity-5201` (HS heading) and `sector-13` (ISIC division). Words of a checklist have its
    /// name in front: `uflpa/rule-chain-traced`. `None` where there is none: the report then writes the id.
    fn word(&self, key: &str) -> Option<String>;
}

impl<F: Fn(&str) -> Option<String>> Words for F {
    fn word(&self, key: &str) -> Option<String> {
        self(key)
    }
}

/// Looks up the evidence that an assessment rests on, rows made from recruitment cohorts included.
pub trait Sources {
    /// What was said, by whom and when.
    fn evidence(&self, id: &EvidenceId) -> Option<&Evidence>;

    /// Where it stands, e.g. `answers.csv, row 12`, if that is known.
    fn place(&self, id: &EvidenceId) -> Option<String>;
}

/// How the reading of the files went.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct IntakeCounts {
    /// Rows read.
    pub rows: usize,
    /// Rows that could not be used.
    pub left_out: usize,
    /// Findings that left a row out.
    pub errors: usize,
    /// Findings that a person should look at.
    pub warnings: usize,
    /// Findings for the record.
    pub notices: usize,
}

/// How a service gave a report out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    /// The day that stands on it.
    pub report_date: NaiveDate,
    /// The time zone of that day, by its IANA name.
    pub time_zone: String,
    /// The head of the audit log at that moment, so that a log whose end was cut off later shows; `None` where the service
    /// signs with no key.
    pub log_head: Option<LogHead>,
}

/// The signed head of an audit log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogHead {
    /// Whose log.
    pub organisation_id: String,
    /// Number of the last entry.
    pub seq: i64,
    /// Its hash, as hexadecimal digits.
    pub hash: String,
    /// The key that the signature is checked with, as hexadecimal digits.
    pub public_key: String,
    /// The signature, as hexadecimal digits.
    pub signature: String,
}

/// What a report is made from.
#[expect(missing_debug_implementations, reason = "words and sources are behind trait objects")]
pub struct ReportInput<'a> {
    /// The assessment.
    pub assessment: &'a Assessment,
    /// The ruleset that it was made with.
    pub ruleset: &'a Ruleset,
    /// The ruleset's words in the report's language.
    pub words: &'a dyn Words,
    /// The evidence, for the source and the date behind a finding.
    pub sources: &'a dyn Sources,
    /// How the reading of the files went.
    pub intake: IntakeCounts,
    /// Language of the report.
    pub language: Language,
    /// The program with its version, as it stands in the file's information.
    pub program: &'a str,
    /// How a service gave it out; `None` for a report of the command line.
    pub issued: Option<&'a Issued>,
}
