//! What weighing evidence needs of a ruleset, as plain numbers.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::answers::{AnswerFacts, AnswerTable};
use super::lists::named_lists;
use super::rows::Row;
use crate::ruleset::Ruleset;

/// Source class whose reliability a confirmed list match has, and which may decide one.
pub(crate) const AUTHORITY: &str = "authority";
/// The other source class that may decide a list match.
pub(crate) const DOCUMENT: &str = "document";

/// A source class as numbers.
#[derive(Clone, Debug)]
pub(crate) struct ClassFacts {
    /// P(it would see what is there).
    pub r_for: f64,
    /// How far a presence it reports is believed.
    pub r_against: f64,
    /// Days after which a reassuring answer counts half.
    pub half_life: f64,
    /// Index of its family.
    pub family: usize,
    /// Whether it looks at the place itself.
    pub on_site: bool,
    /// Whether what it sees depends on how many were asked.
    pub is_interview: bool,
}

/// A ruleset on a day, ready to weigh evidence.
#[derive(Debug)]
pub(crate) struct EvidenceRules<'a> {
    pub ruleset: &'a Ruleset,
    pub table: AnswerTable,
    pub classes: Vec<ClassFacts>,
    /// Day of the assessment as a day number.
    pub today: i32,
    pub as_of: NaiveDate,
    /// Lists by their own names, without case and punctuation, each with the index of the list of the ruleset that it
    /// counts as.
    pub named_lists: Vec<(String, usize)>,
    /// Reliability that closes any adverse item.
    pub closure_at: f64,
    /// P(an affected worker says so) × share of workers affected where a leaf is present.
    pub found_per_interview: f64,
}

impl<'a> EvidenceRules<'a> {
    pub(crate) fn new(ruleset: &'a Ruleset, as_of: NaiveDate) -> Self {
        let interview = &ruleset.source().interview;
        let classes = ruleset
            .sources()
            .iter()
            .enumerate()
            .map(|(i, class)| ClassFacts {
                r_for: class.r_for,
                r_against: class.r_against,
                half_life: class.half_life_days,
                family: ruleset.family_of(i).unwrap_or_default(),
                on_site: class.on_site,
                is_interview: class.id == interview.source,
            })
            .collect();
        Self {
            ruleset,
            table: AnswerTable::new(ruleset),
            classes,
            today: as_of.num_days_from_ce(),
            as_of,
            named_lists: Vec::new(),
            closure_at: ruleset.source().regimes.closure_at,
            found_per_interview: interview.disclosure * interview.share_affected,
        }
    }

    /// The same with lists by their own names, each with the list of the ruleset that it counts as.
    pub(crate) fn with_lists(self, named: &BTreeMap<String, String>) -> Self {
        Self { named_lists: named_lists(named, self.ruleset), ..self }
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "INVARIANT of `Row`: its answer is an index into this ruleset's answers"
    )]
    pub(crate) fn facts(&self, row: &Row) -> &AnswerFacts {
        &self.table.facts()[row.answer as usize]
    }

    #[expect(
        clippy::indexing_slicing,
        reason = "INVARIANT of `Row`: its class is an index into this ruleset's classes"
    )]
    pub(crate) fn class(&self, row: &Row) -> &ClassFacts {
        &self.classes[usize::from(row.class)]
    }

    /// What age leaves of a reassuring answer: 2^(−age / half-life), age in days; 0 without a date, whose age nobody
    /// knows. Half-lives are positive.
    pub(super) fn freshness(&self, row: &Row) -> f64 {
        row.day.map_or(0.0, |day| libm::exp2(-f64::from(self.today - day) / self.class(row).half_life))
    }

    /// P(an interview of `asked` workers sees what is there) for a class that would see with `r_for` if it
    /// asked everyone: `r_for · (1 − (1 − d·π)^n)`.
    pub(crate) fn interview_sees(&self, r_for: f64, asked: Option<u32>) -> f64 {
        let n = f64::from(asked.unwrap_or_default());
        r_for * (1.0 - libm::pow(1.0 - self.found_per_interview, n))
    }
}
