//! Rulesets by name or path, and new ones.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use chrono::NaiveDate;
use karvon_engine::requirement::Catalogue;
use karvon_rulesets::reference::Tables;
use karvon_rulesets::skeleton::{SkeletonError, skeleton};
use karvon_rulesets::{Checklists, LoadError, LoadedRuleset, Problem, load, load_with};
use thiserror::Error;

use super::write::{WriteError, write_file};

/// The ruleset that is used where nobody asks for another.
pub const STANDARD: &str = "ilo-11";

/// Loads a ruleset.
///
/// # Errors
/// Everything that is wrong with its files, or that there is none of that name.
pub fn get(name_or_path: &str) -> Result<LoadedRuleset, Vec<LoadError>> {
    load(name_or_path)
}

/// The ruleset that is used where nobody asks for another; loaded once.
///
/// # Errors
/// What is wrong with its files; they travel with the program, so this is a defect.
pub fn standard() -> Result<&'static LoadedRuleset, StandardError> {
    static LOADED: LazyLock<Result<LoadedRuleset, Vec<LoadError>>> = LazyLock::new(|| get(STANDARD));
    LOADED
        .as_ref()
        .map_err(|errors| StandardError(errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("; ")))
}

/// The standard ruleset is faulty.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the ruleset of the program cannot be read: {0}")]
pub struct StandardError(String);

/// Loads a ruleset with its factors and lists from these reference tables.
///
/// # Errors
/// As [`get`].
pub fn get_with(name_or_path: &str, tables: &Tables) -> Result<LoadedRuleset, Vec<LoadError>> {
    load_with(name_or_path, tables)
}

/// Whether the name is wrong rather than the ruleset.
pub fn is_unknown(errors: &[LoadError]) -> bool {
    errors.iter().any(|error| {
        matches!(error.problem, Problem::NoSuchRuleset { .. } | Problem::NoChecklist { .. } | Problem::OtherKind(_))
    })
}

/// Loads checklists by name or path; `None`: all of the program.
///
/// # Errors
/// Everything that is wrong with their files, or that there is none of a name.
pub fn checklists(asked: Option<&[String]>) -> Result<Checklists, Vec<LoadError>> {
    match asked {
        Some(_) => Checklists::load(asked),
        None => SHIPPED.clone(),
    }
}

/// The checklists of the program; read once.
static SHIPPED: LazyLock<Result<Checklists, Vec<LoadError>>> = LazyLock::new(|| Checklists::load(None));

/// The questions of the checklists of the program; a test makes sure that these can be loaded.
pub(super) fn questions_of_checklists() -> &'static Catalogue {
    static NONE: LazyLock<Catalogue> = LazyLock::new(Catalogue::default);
    SHIPPED.as_ref().map_or(&NONE, |lists| &lists.catalogue)
}

/// A ruleset that cannot be started.
#[derive(Debug, Error)]
pub enum CreateError {
    /// The folder holds something already.
    #[error("`{}` is there already and not empty; name a folder that is not", .0.display())]
    Taken(PathBuf),
    /// The name, or what is to be extended.
    #[error(transparent)]
    Skeleton(#[from] SkeletonError),
    /// It cannot be written.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Writes a new ruleset that works: a small whole one, or one that extends another. It is called what its folder is called.
///
/// # Errors
/// A folder that is taken or cannot be written to, or a name that no ruleset can have.
pub fn create(folder: &Path, base: Option<&LoadedRuleset>, today: NaiveDate) -> Result<Vec<PathBuf>, CreateError> {
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    write_new(folder, &skeleton(&name, base, today)?)
}

/// Writes the files of a ruleset into a folder that holds nothing yet.
///
/// # Errors
/// A folder that is taken or cannot be written to.
pub fn write_new(folder: &Path, files: &[(String, String)]) -> Result<Vec<PathBuf>, CreateError> {
    let taken = folder.is_file() || std::fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_some());
    if taken {
        return Err(CreateError::Taken(folder.to_owned()));
    }
    let mut written = Vec::new();
    for (path, text) in files {
        let path = folder.join(path);
        write_file(&path, |out| out.write_all(text.as_bytes()))?;
        written.push(path);
    }
    Ok(written)
}
