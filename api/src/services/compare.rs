//! Two assessments side by side: found on disk, compared, and as a file.

use std::path::{Path, PathBuf};

use karvon_engine::assessment::{Assessment, Basis, BasisError, Comparison, SCHEMA_VERSION, compare};
use karvon_report::tables::{TableError, comparison};
use serde::de::DeserializeOwned;
use thiserror::Error;

use super::data::{DataError, one};
use super::results::{ASSESSMENT_FILE, BASIS_FILE};

/// An assessment with what it was made from.
#[derive(Debug)]
pub struct Stored {
    /// The assessment.
    pub assessment: Assessment,
    /// What it was made from.
    pub basis: Basis,
}

/// Why two assessments are not compared.
#[derive(Debug, Error)]
pub enum CompareFailure {
    /// A file that is not there or cannot be had.
    #[error(transparent)]
    Data(#[from] DataError),
    /// A file that holds something else.
    #[error("`{}` is not what karvon {program} writes under this name: {reason}; assess again", path.display())]
    NotOurs {
        /// The file.
        path: PathBuf,
        /// This program's version.
        program: &'static str,
        /// What is wrong.
        reason: String,
    },
    /// They do not belong together, or cannot be assessed again.
    #[error(transparent)]
    Basis(#[from] BasisError),
    /// The result could not be written as a table.
    #[error(transparent)]
    Table(#[from] TableError),
}

/// Reads an assessment: its `assessment.json`, or the folder that holds it. What it was made from stands beside it.
///
/// # Errors
/// Whatever is missing or is something else.
pub fn open(path: &Path) -> Result<Stored, CompareFailure> {
    let file = if path.is_dir() { path.join(ASSESSMENT_FILE) } else { path.to_owned() };
    let assessment: Assessment = parsed(&file)?;
    if assessment.schema_version != SCHEMA_VERSION {
        let reason = format!("it has layout {}, and this is {SCHEMA_VERSION}", assessment.schema_version);
        return Err(not_ours(&file, reason));
    }
    Ok(Stored { assessment, basis: parsed(&file.with_file_name(BASIS_FILE))? })
}

/// Compares two assessments.
///
/// # Errors
/// A basis that is not that of its assessment, and whatever stands in the way of assessing again.
pub fn run(first: &Stored, second: &Stored) -> Result<Comparison, CompareFailure> {
    Ok(compare((&first.assessment, &first.basis), (&second.assessment, &second.basis))?)
}

/// A comparison as the bytes of a file: JSON where its name ends so, else CSV.
///
/// # Errors
/// A table that cannot be made.
pub fn file(path: &Path, compared: &Comparison) -> Result<Vec<u8>, CompareFailure> {
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) {
        let bytes = serde_json::to_vec(compared);
        return Ok(bytes.map_err(|error| TableError { table: "comparison", reason: error.to_string() })?);
    }
    Ok(comparison(compared)?)
}

fn parsed<T: DeserializeOwned>(path: &Path) -> Result<T, CompareFailure> {
    let file = one(path)?;
    serde_json::from_slice(&file.bytes).map_err(|error| not_ours(path, error.to_string()))
}

fn not_ours(path: &Path, reason: String) -> CompareFailure {
    CompareFailure::NotOurs { path: path.to_owned(), program: env!("CARGO_PKG_VERSION"), reason }
}
