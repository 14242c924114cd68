//! What was found in a file: where, what is wrong, and what would be right.
//!
//! Each rule has a stable id, a usual severity and a text in every message file. Findings are collected while files are
//! read and become sentences at the end, so that one run can be told in any language.

use std::collections::{BTreeMap, HashMap};
use std::fmt;
use std::sync::Arc;

use serde::Serialize;

use crate::texts::Texts;

pub use crate::rule::Rule;

/// How much an input finding matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The row (or file, sheet, column) cannot be used.
    Error,
    /// It is used, and something should be put right.
    Warning,
    /// It is used; worth knowing.
    Notice,
}

impl Severity {
    /// The word used in files.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Notice => "notice",
        }
    }
}

/// One thing found in the input.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InputFinding {
    /// File as named by the caller; empty where all files together are meant.
    pub file: String,
    /// Sheet of a workbook, or table of a JSON file.
    pub sheet: Option<String>,
    /// Row as the user sees it: from 1 with the header counted; in JSON the place in the array, from 1.
    pub row: Option<u32>,
    /// Header as written.
    pub column: Option<String>,
    /// What stands there: shortened, never a formula to a spreadsheet, never a worker's data.
    pub value: Option<String>,
    /// The rule.
    pub rule: Rule,
    /// How much it matters.
    pub severity: Severity,
    /// What is wrong.
    pub message: String,
    /// What would be right.
    pub fix: String,
    /// What the sentences were filled with, to say them again in another language.
    pub details: BTreeMap<String, String>,
}

/// A place in the input while it is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Spot {
    pub(crate) file: Arc<str>,
    pub(crate) sheet: Option<Arc<str>>,
    pub(crate) row: Option<u32>,
    /// Position from 0, and header as written.
    pub(crate) column: Option<(usize, Arc<str>)>,
}

impl Spot {
    pub(crate) fn file(file: &Arc<str>) -> Self {
        Self { file: Arc::clone(file), ..Self::default() }
    }
}

/// A finding before it is put into words.
#[derive(Clone, Debug)]
pub(crate) struct Draft {
    spot: Spot,
    value: Option<String>,
    rule: Rule,
    severity: Severity,
    details: Vec<(&'static str, String)>,
    times: usize,
}

impl Draft {
    pub(crate) fn new(rule: Rule, spot: Spot) -> Self {
        Self { spot, value: None, rule, severity: rule.severity(), details: Vec::new(), times: 1 }
    }

    /// Adds what stands in the cell, made fit to be shown.
    pub(crate) fn value(mut self, value: &str) -> Self {
        self.value = Some(shown(value));
        self
    }

    /// Adds what a sentence is filled with.
    pub(crate) fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.details.push((name, value.to_string()));
        self
    }

    /// Says where it is.
    pub(crate) fn at(mut self, spot: Spot) -> Self {
        self.spot = spot;
        self
    }

    /// Makes it an error: the row cannot be used.
    pub(crate) fn into_error(mut self) -> Self {
        self.severity = Severity::Error;
        self
    }

    /// Whether it is an error.
    pub(crate) fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    fn order(&self) -> impl Ord + '_ {
        let column = self.spot.column.as_ref().map(|(position, _)| *position);
        (&self.spot.file, &self.spot.sheet, self.spot.row, column, self.rule, &self.value, &self.details)
    }
}

/// Where and what a notice is that is said once, however often it is met.
type Repeated = (Rule, Arc<str>, Option<Arc<str>>, Option<usize>, Option<String>);

/// The findings of one reading.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    drafts: Vec<Draft>,
    once: HashMap<Repeated, usize>,
}

impl Findings {
    pub(crate) fn add(&mut self, draft: Draft) {
        self.drafts.push(draft);
    }

    /// Adds a finding that is told once per column and value, with the number of times it was met.
    pub(crate) fn add_once(&mut self, draft: Draft) {
        let spot = &draft.spot;
        let key = (
            draft.rule,
            Arc::clone(&spot.file),
            spot.sheet.clone(),
            spot.column.as_ref().map(|(position, _)| *position),
            draft.value.clone(),
        );
        if let Some(first) = self.once.get(&key).and_then(|&index| self.drafts.get_mut(index)) {
            first.times += 1;
        } else {
            self.once.insert(key, self.drafts.len());
            self.drafts.push(draft);
        }
    }

    /// Takes over the findings of a part that was read on its own.
    pub(crate) fn append(&mut self, other: Self) {
        let mut keys: Vec<Option<Repeated>> = other.drafts.iter().map(|_| None).collect();
        other.once.into_iter().for_each(|(key, index)| {
            if let Some(place) = keys.get_mut(index) {
                *place = Some(key);
            }
        });
        for (draft, key) in other.drafts.into_iter().zip(keys) {
            let Some(key) = key else {
                self.drafts.push(draft);
                continue;
            };
            if let Some(first) = self.once.get(&key).and_then(|&index| self.drafts.get_mut(index)) {
                first.times += draft.times;
            } else {
                self.once.insert(key, self.drafts.len());
                self.drafts.push(draft);
            }
        }
    }

    /// The findings in words, sorted by file, sheet, row and column.
    pub(crate) fn told(mut self, texts: &Texts) -> Vec<InputFinding> {
        self.drafts.sort_by(|a, b| a.order().cmp(&b.order()));
        self.drafts.into_iter().map(|draft| tell(draft, texts)).collect()
    }
}

fn tell(draft: Draft, texts: &Texts) -> InputFinding {
    let mut details: BTreeMap<String, String> =
        draft.details.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    details.insert("times".to_owned(), draft.times.to_string());
    let mut finding = InputFinding {
        file: draft.spot.file.as_ref().to_owned(),
        sheet: draft.spot.sheet.map(|sheet| sheet.as_ref().to_owned()),
        row: draft.spot.row,
        column: draft.spot.column.map(|(_, header)| shown(&header)),
        value: draft.value,
        rule: draft.rule,
        severity: draft.severity,
        message: String::new(),
        fix: String::new(),
        details,
    };
    (finding.message, finding.fix) = texts.say(&finding);
    finding
}

/// Longest value that a finding shows, in characters.
const SHOWN: usize = 80;

/// A text fit for a list of findings: on one line, at most 80 characters, and with an apostrophe in front where a
/// spreadsheet would take it for a formula.
pub(crate) fn shown(text: &str) -> String {
    let mut out = String::new();
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r']) && text.parse::<f64>().is_err();
    if risky {
        out.push('\'');
    }
    let mut characters = text.chars();
    out.extend(characters.by_ref().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }));
    if characters.next().is_some() {
        out.push('…');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_is_shown_as_text_and_a_negative_number_as_it_is() {
        assert_eq!(shown("=1+1"), "'=1+1");
        assert_eq!(shown("@SUM(A1)"), "'@SUM(A1)");
        assert_eq!(shown("-5.2"), "-5.2");
    }

    #[test]
    fn a_long_value_is_cut_and_kept_on_one_line() {
        let long = shown(&format!("a\nb{}", "x".repeat(200)));
        assert_eq!(long.chars().count(), 81);
        assert!(long.starts_with("a b") && long.ends_with('…'));
    }

    #[test]
    fn a_repeated_notice_is_told_once_with_its_count() {
        let mut findings = Findings::default();
        for row in [2, 3] {
            let spot = Spot { row: Some(row), ..Spot::file(&"a.csv".into()) };
            findings.add_once(Draft::new(Rule::SectorWord, spot).value("Apparel").with("code", "14"));
        }
        let mut others = Findings::default();
        let spot = Spot { row: Some(9), ..Spot::file(&"a.csv".into()) };
        others.add_once(Draft::new(Rule::SectorWord, spot).value("Apparel").with("code", "14"));
        findings.append(others);
        let told = findings.told(&Texts::new("en"));
        assert_eq!(told.len(), 1);
        assert_eq!((told[0].row, told[0].details["times"].as_str()), (Some(2), "3"));
    }
}
