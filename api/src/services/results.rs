//! The files that an assessment leaves: the assessment itself, its tables, the report.

use std::collections::BTreeMap;

use karvon_engine::assessment::Assessment;
use karvon_engine::ids::EvidenceId;
use karvon_intake::{Intake, Place, Severity};
use karvon_report::tables::{self, FindingRow, ProvenanceRow, TableError};
use karvon_report::{IntakeCounts, Language, ReportInput, report_pdf};
use karvon_rulesets::reference::country_name;
use karvon_rulesets::texts::Texts;

use super::assess::AssessFailure;
use super::evidence::Sourced;
use karvon_engine::ruleset::Ruleset;

/// Says in words where something stands.
pub(super) type Told<'a> = &'a dyn Fn(&Place) -> String;

/// A result file: name and content.
pub type ResultFile = (&'static str, Vec<u8>);

/// The file that says it all; a folder that has it has all that belongs to it.
pub const ASSESSMENT_FILE: &str = "assessment.json";
/// The report.
pub const REPORT_FILE: &str = "report.pdf";
/// The plan, where one was asked for.
pub const PLAN_FILE: &str = "plan.csv";
/// What was found in the input.
pub const FINDINGS_FILE: &str = "findings.csv";

/// What the report needs beside the assessment.
pub(super) struct Background<'a> {
    pub(super) ruleset: &'a Ruleset,
    pub(super) words: &'a Texts,
    pub(super) intake: &'a Intake,
    pub(super) sourced: &'a Sourced,
    pub(super) language: Language,
    pub(super) told: Told<'a>,
}

/// The assessment and its tables.
pub(super) fn tables(assessment: &Assessment, background: &Background<'_>) -> Result<Vec<ResultFile>, TableError> {
    let json = serde_json::to_vec(assessment)
        .map_err(|error| TableError { table: "assessment", reason: error.to_string() })?;
    let mut files = vec![
        (ASSESSMENT_FILE, json),
        ("provenance.csv", tables::provenance(provenance_rows(&background.sourced.places))?),
        ("parties.csv", tables::parties(assessment)?),
        ("register.csv", tables::register(assessment)?),
        ("contradictions.csv", tables::contradictions(assessment)?),
        ("questions.csv", tables::questions(assessment)?),
        ("chains.csv", tables::chains(assessment)?),
        ("contributions.csv", tables::contributions(assessment)?),
        ("recruitment.csv", tables::recruitment(assessment)?),
        ("summary.csv", tables::summary(assessment)?),
        (FINDINGS_FILE, tables::findings(finding_rows(background.intake))?),
    ];
    if let Some(plan) = &assessment.plan {
        files.push((PLAN_FILE, tables::plan(plan)?));
    }
    Ok(files)
}

/// The report.
pub(super) fn report(assessment: &Assessment, background: &Background<'_>) -> Result<ResultFile, AssessFailure> {
    let words = |key: &str| match key.strip_prefix("country-") {
        Some(alpha3) => background.words.get(key).or_else(|| country_name(alpha3).map(str::to_owned)),
        None => background.words.get(key),
    };
    let places: BTreeMap<EvidenceId, String> = background
        .sourced
        .places
        .iter()
        .filter_map(|(id, places)| Some((id.clone(), (background.told)(places.first()?))))
        .collect();
    let input = ReportInput {
        assessment,
        ruleset: background.ruleset,
        words: &words,
        evidence: &background.sourced.evidence,
        places: &places,
        intake: counts(background.intake),
        language: background.language,
        program: concat!("karvon ", env!("CARGO_PKG_VERSION")),
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

fn provenance_rows(places: &BTreeMap<EvidenceId, Vec<Place>>) -> impl Iterator<Item = ProvenanceRow<'_>> {
    places.iter().flat_map(|(id, places)| {
        places.iter().map(|place| ProvenanceRow {
            evidence_id: id.as_str(),
            file: &place.file,
            sheet: place.sheet.as_deref(),
            row: place.row,
            column: place.column.as_deref(),
        })
    })
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
