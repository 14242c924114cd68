//! Files in, assessment out: reading, checking, assessing, and the result files as bytes.
//!
//! Nothing is written here, so that a caller has either all results or none.

use karvon_engine::assessment::{AssessError, Assessment, Options, assess};
use karvon_intake::{Intake, Place, ReadOptions, Severity, SourceFile, read};
use karvon_report::tables::TableError;
use karvon_report::{Language, ReportError};
use karvon_rulesets::texts::{TextError, Texts};
use karvon_rulesets::{LoadedRuleset, NotYetEffective};
use thiserror::Error;

use super::data::DataFile;
use super::evidence::sourced;
use super::progress::{Progress, Stage};
use super::results::{self, Background};

pub use super::results::{ASSESSMENT_FILE, FINDINGS_FILE, PLAN_FILE, REPORT_FILE, ResultFile, counts};

/// What is asked.
#[derive(Debug)]
pub struct Request<'a> {
    /// The files.
    pub files: &'a [DataFile],
    /// The ruleset.
    pub rules: &'a LoadedRuleset,
    /// Day, subject, scope, worlds.
    pub options: Options,
    /// Language of the report.
    pub language: Language,
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
    /// A table could not be made.
    #[error(transparent)]
    Table(#[from] TableError),
    /// The report could not be made.
    #[error(transparent)]
    Report(#[from] ReportError),
}

/// Reads and checks files without assessing anything.
pub fn check(files: &[DataFile], rules: &LoadedRuleset, options: &ReadOptions, progress: &dyn Progress) -> Intake {
    progress.begin(Stage::CheckRows, None);
    let sources: Vec<SourceFile<'_>> =
        files.iter().map(|file| SourceFile { name: &file.name, bytes: &file.bytes }).collect();
    read(&sources, options, &rules.ruleset)
}

/// Assesses; `told` says in words where something stands.
///
/// # Errors
/// Whatever stands in the way of a complete assessment.
pub fn run(
    request: Request<'_>,
    told: &dyn Fn(&Place) -> String,
    progress: &dyn Progress,
) -> Result<Finished, AssessFailure> {
    let done = attempt(request, told, progress);
    progress.end();
    done
}

fn attempt(
    request: Request<'_>,
    told: &dyn Fn(&Place) -> String,
    progress: &dyn Progress,
) -> Result<Finished, AssessFailure> {
    let Request { files, rules, options, language } = request;
    rules.check_effective(options.as_of)?;
    let words = rules.texts_in(language.tag()).map_err(AssessFailure::Texts)?;
    let reading = ReadOptions { language: language.tag().to_owned(), ..ReadOptions::new(options.as_of) };
    let intake = check(files, rules, &reading, progress);

    progress.begin(Stage::Assess, None);
    let ruleset = &rules.ruleset;
    let assessment = match assess(&intake.inputs, ruleset, &options) {
        Ok(assessment) => assessment,
        Err(error) => {
            return Err(AssessFailure::Refused { error, intake: Box::new(intake) });
        }
    };
    let sourced = sourced(&intake.inputs, &intake.provenance, ruleset, options.as_of);
    let background = Background { ruleset, words: &words, intake: &intake, sourced: &sourced, language, told };

    progress.begin(Stage::Report, None);
    let mut results = results::tables(&assessment, &background)?;
    results.push(results::report(&assessment, &background)?);
    Ok(Finished { assessment, intake, words, results })
}
