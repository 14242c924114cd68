//! How good a ruleset is on labelled cases, and a new one that learned from them.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use karvon_engine::calibration::{Calibration, CalibrationError, LabelledCase, Refit, RefitSettings, calibrate, refit};
use karvon_rulesets::refitted::{NewRuleset, files};
use karvon_rulesets::{LoadError, LoadedRuleset, read_labelled};
use thiserror::Error;

use super::data::DataError;
use super::rules::{CreateError, write_new};

/// Why labelled cases give nothing.
#[derive(Debug, Error)]
pub enum CalibrateError {
    /// The path leads to nothing.
    #[error(transparent)]
    Data(#[from] DataError),
    /// The file is wrong.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))]
    Load(Vec<LoadError>),
    /// The cases do not fit the ruleset.
    #[error(transparent)]
    Cases(#[from] CalibrationError),
    /// The new ruleset cannot be written.
    #[error(transparent)]
    Create(#[from] CreateError),
}

/// Reads labelled cases from a YAML file, or from all of a folder, by name.
///
/// # Errors
/// A path that leads to nothing, a file that cannot be read or is wrong.
pub fn read(path: &Path) -> Result<Vec<LabelledCase>, CalibrateError> {
    let mut cases = Vec::new();
    for path in yaml_files(path)? {
        let text = std::fs::read_to_string(&path)
            .map_err(|error| DataError::Unreadable { path: path.clone(), reason: error.to_string() })?;
        cases.extend(read_labelled(&path.display().to_string(), &text).map_err(CalibrateError::Load)?);
    }
    Ok(cases)
}

fn yaml_files(path: &Path) -> Result<Vec<PathBuf>, DataError> {
    if !path.exists() {
        return Err(DataError::Missing(path.to_owned()));
    }
    if path.is_file() {
        return Ok(vec![path.to_owned()]);
    }
    let unreadable = |error: std::io::Error| DataError::Unreadable { path: path.to_owned(), reason: error.to_string() };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        if file.extension().is_some_and(|ending| ending == "yaml" || ending == "yml") {
            files.push(file);
        }
    }
    files.sort();
    Ok(files)
}

/// Scores a ruleset.
///
/// # Errors
/// Cases that do not fit the ruleset.
pub fn score(rules: &LoadedRuleset, cases: &[LabelledCase]) -> Result<Calibration, CalibrateError> {
    Ok(calibrate(&rules.ruleset, cases)?)
}

/// Refits a ruleset into the folder of a new one, which extends it.
///
/// # Errors
/// Cases that do not fit, or a folder that is taken or cannot be written to.
pub fn refit_into(
    folder: &Path,
    rules: &LoadedRuleset,
    cases: &[LabelledCase],
    settings: RefitSettings,
    today: NaiveDate,
) -> Result<Refit, CalibrateError> {
    let found = refit(&rules.ruleset, cases, settings)?;
    let name = folder.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let new = NewRuleset { name: &name, today, cases: cases.len(), prior_cases: settings.prior_cases };
    let files = files(rules, &found, &new).map_err(CreateError::from)?;
    write_new(folder, &files)?;
    Ok(found)
}
