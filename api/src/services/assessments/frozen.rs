//! What an assessment was made from, as values again: the frozen inputs read as the job read them, with the same ruleset.

use karvon_engine::assessment::{AssessError, Options};
use karvon_intake::{Intake, ReadOptions};
use karvon_rulesets::LoadedRuleset;
use thiserror::Error;

use super::make::{INPUTS, options};
use super::stored::{self, StoredError};
use crate::db::Database;
use crate::db::entities::assessments;
use crate::jobs::Problem;
use crate::services::assess;
use crate::services::data::DataFile;
use crate::services::progress::Silent;
use crate::services::rulesets::{self, RulesError};

/// What an assessment was made from.
#[derive(Debug)]
pub(crate) struct Frozen {
    /// The ruleset.
    pub(crate) rules: LoadedRuleset,
    /// The inputs.
    pub(crate) intake: Intake,
    /// Day, subject, worlds.
    pub(crate) options: Options,
}

/// Why nothing can be computed from an assessment.
#[derive(Debug, Error)]
pub enum ReplayError {
    /// It cannot be read.
    #[error(transparent)]
    Stored(#[from] StoredError),
    /// The ruleset is not the one it was made with.
    #[error(
        "this program has another version of the ruleset `{0}` than the assessment was made with; ask the version that made it, or assess again"
    )]
    OtherRuleset(String),
    /// What the program brings along is not what it was made with.
    #[error("this program reads what the assessment was made from otherwise than the one that made it: {0}")]
    Changed(String),
    /// The ruleset cannot be loaded.
    #[error("the ruleset and the lists that go with it cannot be used: {0}")]
    Ruleset(String),
    /// The engine refuses.
    #[error(transparent)]
    Refused(#[from] AssessError),
    /// A defect.
    #[error("{0}")]
    Defect(String),
}

/// Reads what an assessment was made from, away from the threads that answer requests, and does something with it.
///
/// # Errors
/// [`ReplayError`].
pub(crate) async fn with_frozen<T: Send + 'static>(
    database: &Database,
    row: &assessments::Model,
    work: impl FnOnce(Frozen) -> Result<T, ReplayError> + Send + 'static,
) -> Result<T, ReplayError> {
    let bytes = stored::inputs(database.reader(), row).await?;
    let options = options(row).map_err(|problem| match problem {
        Problem::Defect(why) => ReplayError::Defect(why),
        Problem::Stopped | Problem::Refused(_) | Problem::Database(_) => ReplayError::Defect(format!("{problem:?}")),
    })?;
    let frozen = DataFile { name: INPUTS.to_owned(), bytes };
    let (rules, frozen) = rulesets::of(database.reader(), row, frozen).await?;
    apart(move || work(thaw(frozen, rules, options))).await
}

/// Runs what computes for long on a thread of its own.
///
/// # Errors
/// What the work itself says, or a defect where it panics.
pub(super) async fn apart<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ReplayError> + Send + 'static,
) -> Result<T, ReplayError> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| ReplayError::Defect(error.to_string()))?
}

fn thaw(frozen: DataFile, rules: LoadedRuleset, options: Options) -> Frozen {
    let intake = assess::inputs_of(&[frozen], &rules, &ReadOptions::new(options.as_of), &Silent);
    Frozen { rules, intake, options }
}

impl From<RulesError> for ReplayError {
    fn from(error: RulesError) -> Self {
        match error {
            RulesError::OtherVersion(ruleset) | RulesError::Unknown(ruleset) => Self::OtherRuleset(ruleset),
            RulesError::Database(error) => Self::Stored(StoredError::Database(error)),
            RulesError::OtherList { .. } => Self::Changed(error.to_string()),
            RulesError::Load(_) | RulesError::Lists(_) | RulesError::Archive(_) => Self::Ruleset(error.to_string()),
            RulesError::Defect(why) => Self::Defect(why),
        }
    }
}
