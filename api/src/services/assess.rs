//! Files in, assessment out: reading, checking, assessing, and the result files as bytes.
//!
//! Nothing is written here, so that a caller has either all results or none.

use std::sync::Arc;

use karvon_engine::assessment::{AssessError, Assessment, Difference, Options, Written, assess_and_write};
use karvon_engine::dimension::{Dimensions, with_dimensions};
use karvon_engine::requirement::{Catalogue, Requirement, with_requirements};
use karvon_engine::ruleset::Ruleset;
use karvon_intake::{Intake, Keeper, Place, ReadOptions, Severity, SheetRead, SourceFile, read, read_keeping};
use karvon_report::tables::TableError;
use karvon_report::{Issued, Language, ReportError};
use karvon_rulesets::texts::{TextError, Texts};
use karvon_rulesets::{Checklists, LoadedRuleset, NotYetEffective};
use thiserror::Error;

use super::book::Book;
use super::data::DataFile;
use super::evidence::Sourced;
use super::inputs::Testimony;
use super::progress::{Progress, Stage};
use super::results::{self, Background, ChecklistWords};
use super::rules::questions_of_checklists;
use super::what_if::{self, QuestionFault, WhatIfFailure};

pub use super::results::{
    ASSESSMENT_FILE, BASIS_FILE, FINDINGS_FILE, MATCHES_FILE, PLAN_FILE, REPORT_FILE, ResultFile, WHAT_IF_FILE,
    WHAT_IF_TABLE, counts,
};

/// What is asked.
#[derive(Debug)]
pub struct Request<'a> {
    /// The files.
    pub files: &'a [DataFile],
    /// The ruleset.
    pub rules: &'a LoadedRuleset,
    /// Checklists to answer.
    pub checklists: &'a Checklists,
    /// Day, subject, scope, worlds.
    pub options: Options,
    /// Language of the report.
    pub language: Language,
    /// A question about changes, in JSON: see [`what_if`].
    pub what_if: Option<&'a [u8]>,
}

/// An assessment with everything around it.
#[derive(Debug)]
pub struct Finished {
    /// The assessment.
    pub assessment: Assessment,
    /// What was read and found.
    pub intake: Intake,
    /// The words of the ruleset in the language of the report.
    pub words: Texts,
    /// What the changes asked about make different.
    pub difference: Option<Difference>,
    /// The files to write: the assessment, tables, the report.
    pub results: Vec<ResultFile>,
}

impl Finished {
    /// Whether everything in the files was used.
    pub fn used_everything(&self) -> bool {
        self.intake.rows_left_out() == 0 && self.intake.worst() != Some(Severity::Error)
    }
}

/// Why there is no assessment.
#[derive(Debug, Error)]
pub enum AssessFailure {
    /// The ruleset is of a later day.
    #[error(transparent)]
    NotYetEffective(#[from] NotYetEffective),
    /// The ruleset's texts in the language are faulty.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Texts(Vec<TextError>),
    /// The engine refuses.
    #[error("{error}")]
    Refused {
        /// Why.
        error: AssessError,
        /// What was read and found, which may well be the reason.
        intake: Box<Intake>,
    },
    /// The question about changes has faults.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    Question(Vec<QuestionFault>),
    /// A table could not be made.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The report could not be made.
    #[error(transparent)]
    Report(#[from] ReportError),
}

/// Reads and checks files without assessing anything, with the questions of the checklists of the program.
pub fn check(files: &[DataFile], rules: &LoadedRuleset, options: &ReadOptions, progress: &dyn Progress) -> Intake {
    check_with(files, rules, questions_of_checklists(), options, progress)
}

/// What an assessment of files is made from: their rows, and the published lists that come with the ruleset.
pub fn inputs_of(files: &[DataFile], rules: &LoadedRuleset, options: &ReadOptions, progress: &dyn Progress) -> Intake {
    let mut intake = check(files, rules, options, progress);
    intake.inputs.published.clone_from(&rules.published);
    intake
}

/// The same, and every row in its one form as `keeper` takes it.
pub fn check_keeping<T: Send>(
    files: &[DataFile],
    rules: &LoadedRuleset,
    options: &ReadOptions,
    progress: &dyn Progress,
    keeper: &Keeper<'_, T>,
) -> (Intake, Vec<SheetRead<T>>) {
    progress.begin(Stage::CheckRows, None);
    let sources: Vec<SourceFile<'_>> =
        files.iter().map(|file| SourceFile { name: &file.name, bytes: &file.bytes }).collect();
    let catalogue = questions_of_checklists();
    read_keeping(&sources, options, &Book { ruleset: &rules.ruleset, catalogue }, keeper)
}

/// The same with the questions of these checklists.
fn check_with(
    files: &[DataFile],
    rules: &LoadedRuleset,
    catalogue: &Catalogue,
    options: &ReadOptions,
    progress: &dyn Progress,
) -> Intake {
    progress.begin(Stage::CheckRows, None);
    let sources: Vec<SourceFile<'_>> =
        files.iter().map(|file| SourceFile { name: &file.name, bytes: &file.bytes }).collect();
    let mut intake = read(&sources, options, &Book { ruleset: &rules.ruleset, catalogue });
    intake.inputs.statements = catalogue.take(&mut intake.inputs.evidence);
    intake
}

/// Assesses; `told` says in words where something stands.
///
/// # Errors
/// Whatever stands in the way of a complete assessment.
pub fn run(
    request: &Request<'_>,
    told: &(dyn Fn(&Place) -> String + Sync),
    progress: &dyn Progress,
) -> Result<Finished, AssessFailure> {
    run_issued(request, None, told, progress)
}

/// The same with a report as a service gave it out.
///
/// # Errors
/// As [`run`].
pub fn run_issued(
    request: &Request<'_>,
    issued: Option<&Issued>,
    told: &(dyn Fn(&Place) -> String + Sync),
    progress: &dyn Progress,
) -> Result<Finished, AssessFailure> {
    let done = attempt(request, issued, told, progress);
    progress.end();
    done
}

/// An assessment before anything is written about it.
#[derive(Debug)]
pub struct Bare {
    /// The assessment.
    pub assessment: Assessment,
    /// The assessment as JSON.
    pub json: Vec<u8>,
    /// What it was made from, as JSON.
    pub basis: Vec<u8>,
    /// What was read and found.
    pub intake: Intake,
}

/// Assesses and makes neither tables nor a report.
///
/// # Errors
/// The ruleset is of a later day, or the engine refuses.
pub fn bare(request: &Request<'_>, progress: &dyn Progress) -> Result<Bare, AssessFailure> {
    let Request { files, rules, checklists, options, language, what_if: _ } = request;
    rules.check_effective(options.as_of)?;
    let reading = ReadOptions { language: language.tag().to_owned(), ..ReadOptions::new(options.as_of) };
    let mut intake = check_with(files, rules, &checklists.catalogue, &reading, progress);
    intake.inputs.published.clone_from(&rules.published);

    progress.begin(Stage::Assess, None);
    let ruleset = &rules.ruleset;
    let complete = |assessment| with_checklists(assessment, &intake, ruleset, checklists);
    match assess_and_write(&intake.inputs, ruleset, options, complete) {
        Ok(Written { assessment, json, basis }) => Ok(Bare { assessment, json, basis, intake }),
        Err(error) => Err(AssessFailure::Refused { error, intake: Box::new(intake) }),
    }
}

fn attempt(
    request: &Request<'_>,
    issued: Option<&Issued>,
    told: &(dyn Fn(&Place) -> String + Sync),
    progress: &dyn Progress,
) -> Result<Finished, AssessFailure> {
    let Request { rules, checklists, options, language, what_if: question, files: _ } = request;
    let words = rules.texts_in(language.tag()).map_err(AssessFailure::Texts)?;
    let Bare { assessment, json, basis, intake } = bare(request, progress)?;
    let (ruleset, language) = (&rules.ruleset, *language);
    let difference = match question.map(|question| asked(question, &intake, rules, options)).transpose() {
        Ok(difference) => difference,
        Err(WhatIfFailure::Question(faults)) => return Err(AssessFailure::Question(faults)),
        Err(WhatIfFailure::Refused(error)) => return Err(AssessFailure::Refused { error, intake: Box::new(intake) }),
    };
    let checklist_words = ChecklistWords::new(checklists, language.tag()).map_err(AssessFailure::Texts)?;
    let sourced = Sourced::new(&intake, ruleset, options.as_of, told);
    let background = Background {
        ruleset,
        words: &words,
        checklist_words: &checklist_words,
        intake: &intake,
        sourced: &sourced,
        language,
        issued,
    };

    progress.begin(Stage::Report, None);
    let mut results = vec![(ASSESSMENT_FILE, json), (BASIS_FILE, basis)];
    let tables = || results::tables(&assessment, &background);
    let (tables, report) = rayon::join(tables, || results::report(&assessment, &background));
    results.extend(tables?);
    results.push(report?);
    if let Some(difference) = &difference {
        results.extend(results::what_if(difference)?);
    }
    Ok(Finished { assessment, intake, words, difference, results })
}

fn asked(
    question: &[u8],
    intake: &Intake,
    rules: &LoadedRuleset,
    options: &Options,
) -> Result<Difference, WhatIfFailure> {
    let question = what_if::read(question)?;
    let mut prepared = what_if::prepare(&intake.inputs, Arc::new(rules.ruleset.clone()), options)?;
    what_if::ask(&mut prepared, question, Testimony::With)
}

/// Adds what an assessment answers to checklists and schemes.
fn with_checklists(assessment: Assessment, intake: &Intake, ruleset: &Ruleset, checklists: &Checklists) -> Assessment {
    let asked: Vec<&Requirement> = checklists.requirements.iter().map(|one| &one.requirement).collect();
    let schemes: Vec<&Dimensions> = checklists.dimensions.iter().map(|one| &one.dimensions).collect();
    let mut assessment = assessment;
    if !asked.is_empty() {
        assessment = with_requirements(assessment, &intake.inputs, ruleset, &asked, &checklists.catalogue);
    }
    if !schemes.is_empty() {
        assessment = with_dimensions(assessment, &intake.inputs, ruleset, &schemes);
    }
    assessment
}
