//! The files that an assessment leaves: the assessment itself, its tables, the report.

use std::collections::BTreeMap;

use karvon_engine::assessment::{Assessment, Difference};
use karvon_engine::ids::EvidenceId;
use karvon_intake::{Intake, Place, Severity};
use karvon_report::tables::{self, FindingRow, ProvenanceRow, TableError};
use karvon_report::{IntakeCounts, Issued, Language, ReportInput, report_pdf};
use karvon_rulesets::Checklists;
use karvon_rulesets::reference::{self, country_name};
use karvon_rulesets::texts::{TextError, Texts};
use serde::Serialize;

use super::assess::AssessFailure;
use super::evidence::Sourced;
use karvon_engine::ruleset::Ruleset;

/// Says in words where something stands.
pub(super) type Told<'a> = &'a (dyn Fn(&Place) -> String + Sync);

/// A result file: name and content.
pub type ResultFile = (&'static str, Vec<u8>);

/// The file that says it all; a folder that has it has all that belongs to it.
pub const ASSESSMENT_FILE: &str = "assessment.json";
/// The report.
pub const REPORT_FILE: &str = "report.pdf";
/// The plan, where one was asked for.
pub const PLAN_FILE: &str = "plan.csv";
/// Matches with lists and duplicates.
pub const MATCHES_FILE: &str = "matches.csv";
/// What the assessment was made from.
pub const BASIS_FILE: &str = "basis.json";
/// What changes would make different, where that was asked.
pub const WHAT_IF_FILE: &str = "what_if.json";
/// The same as a table.
pub const WHAT_IF_TABLE: &str = "what_if.csv";
/// What was found in the input.
pub const FINDINGS_FILE: &str = "findings.csv";

/// What the report needs beside the assessment.
pub(super) struct Background<'a> {
    pub(super) ruleset: &'a Ruleset,
    pub(super) words: &'a Texts,
    pub(super) checklist_words: &'a ChecklistWords,
    pub(super) intake: &'a Intake,
    pub(super) sourced: &'a Sourced<'a>,
    pub(super) language: Language,
    /// How a service gives the report out; `None` on the command line.
    pub(super) issued: Option<&'a Issued>,
}

/// The words of checklists and of the questions that they share.
#[derive(Debug)]
pub(super) struct ChecklistWords {
    of: BTreeMap<String, Texts>,
    questions: Vec<Texts>,
}

impl ChecklistWords {
    pub(super) fn new(checklists: &Checklists, language: &str) -> Result<Self, Vec<TextError>> {
        let mut of = BTreeMap::new();
        for one in &checklists.requirements {
            of.insert(one.name().to_owned(), one.texts_in(language)?);
        }
        for one in &checklists.dimensions {
            of.insert(one.name().to_owned(), one.texts_in(language)?);
        }
        let questions = checklists.questions.iter().map(|one| one.texts_in(language)).collect::<Result<_, _>>()?;
        Ok(Self { of, questions })
    }

    /// The word of a key such as `uflpa/rule-chain-traced` or `question-company-policy`.
    fn get(&self, key: &str) -> Option<String> {
        if let Some((name, key)) = key.split_once('/') {
            return self.of.get(name)?.get(key);
        }
        self.questions.iter().chain(self.of.values()).find_map(|texts| texts.get(key))
    }
}

/// The tables of an assessment.
pub(super) fn tables(assessment: &Assessment, background: &Background<'_>) -> Result<Vec<ResultFile>, TableError> {
    let mut files = vec![
        ("provenance.csv", tables::provenance(&provenance_rows(background.sourced))?),
        ("parties.csv", tables::parties(assessment)?),
        ("register.csv", tables::register(assessment)?),
        ("contradictions.csv", tables::contradictions(assessment)?),
        (MATCHES_FILE, tables::matches(assessment)?),
        ("questions.csv", tables::questions(assessment)?),
        ("chains.csv", tables::chains(assessment)?),
        ("contributions.csv", tables::contributions(assessment)?),
        ("recruitment.csv", tables::recruitment(assessment)?),
        ("requirements.csv", tables::requirements(assessment)?),
        ("interviews.csv", tables::interviews(assessment)?),
        ("summary.csv", tables::summary(assessment)?),
        (FINDINGS_FILE, tables::findings(finding_rows(background.intake))?),
    ];
    if let Some(plan) = &assessment.plan {
        files.push((PLAN_FILE, tables::plan(plan)?));
    }
    Ok(files)
}

/// What changes would make different.
pub(super) fn what_if(difference: &Difference) -> Result<[ResultFile; 2], TableError> {
    Ok([(WHAT_IF_FILE, json("what_if", difference)?), (WHAT_IF_TABLE, tables::what_if(difference)?)])
}

fn json(table: &'static str, value: &impl Serialize) -> Result<Vec<u8>, TableError> {
    serde_json::to_vec(value).map_err(|error| TableError { table, reason: error.to_string() })
}

/// The report.
pub(super) fn report(assessment: &Assessment, background: &Background<'_>) -> Result<ResultFile, AssessFailure> {
    let tables = reference::texts();
    let words = |key: &str| {
        let of_reference = || match key.strip_prefix("country-") {
            Some(alpha3) => country_name(alpha3).map(str::to_owned),
            None => tables.get(key),
        };
        background.words.get(key).or_else(of_reference).or_else(|| background.checklist_words.get(key))
    };
    let input = ReportInput {
        assessment,
        ruleset: background.ruleset,
        words: &words,
        sources: background.sourced,
        intake: counts(background.intake),
        language: background.language,
        program: concat!("karvon ", env!("CARGO_PKG_VERSION")),
        issued: background.issued,
    };
    Ok((REPORT_FILE, report_pdf(&input)?))
}

/// How the reading of the files went, in numbers.
pub fn counts(intake: &Intake) -> IntakeCounts {
    let of = |severity: Severity| intake.findings.iter().filter(|finding| finding.severity == severity).count();
    IntakeCounts {
        rows: intake.counts.values().map(|table| table.rows).sum(),
        left_out: intake.rows_left_out(),
        errors: of(Severity::Error),
        warnings: of(Severity::Warning),
        notices: of(Severity::Notice),
    }
}

fn provenance_rows<'a>(sourced: &'a Sourced<'_>) -> Vec<ProvenanceRow<'a>> {
    let row = |(id, place): (&'a EvidenceId, &'a Place)| ProvenanceRow {
        evidence_id: id.as_str(),
        file: &place.file,
        sheet: place.sheet.as_deref(),
        row: place.row,
        column: place.column.as_deref(),
    };
    sourced.places().into_iter().map(row).collect()
}

fn finding_rows(intake: &Intake) -> impl Iterator<Item = FindingRow<'_>> {
    intake.findings.iter().map(|finding| FindingRow {
        file: &finding.file,
        sheet: finding.sheet.as_deref(),
        row: finding.row,
        column: finding.column.as_deref(),
        value: finding.value.as_deref(),
        rule: finding.rule.as_str(),
        severity: finding.severity.as_str(),
        message: &finding.message,
        fix: &finding.fix,
    })
}
