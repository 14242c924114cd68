//! Supplier data on disk: which files are meant, and their bytes.
//!
//! What stands in them is judged by the intake crate; here only a path that is not there is an error.

use std::path::{Path, PathBuf};

use thiserror::Error;

/// Endings of files that are read when a folder is named.
const ENDINGS: [&str; 4] = ["csv", "xlsx", "json", "tsv"];

/// A file with its content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataFile {
    /// The path as it was named, which is also what findings call it.
    pub name: String,
    /// Content.
    pub bytes: Vec<u8>,
}

/// Data that is not there or cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DataError {
    /// Nothing of that name.
    #[error("there is no file or folder `{}`; check the path", .0.display())]
    Missing(PathBuf),
    /// A folder without data.
    #[error("the folder `{}` holds no CSV, XLSX or JSON file; name one that does, or the files themselves", .0.display())]
    NoFiles(PathBuf),
    /// The system refuses to give it.
    #[error("`{}` cannot be read: {reason}; check that it may be read", path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
}

impl DataError {
    /// Whether the path itself is wrong rather than what it leads to.
    pub fn is_usage(&self) -> bool {
        matches!(self, Self::Missing(_))
    }
}

/// Reads one file.
///
/// # Errors
/// A path that leads to nothing, or to what cannot be read.
pub fn one(path: &Path) -> Result<DataFile, DataError> {
    if !path.exists() {
        return Err(DataError::Missing(path.to_owned()));
    }
    match std::fs::read(path) {
        Ok(bytes) => Ok(DataFile { name: path.display().to_string(), bytes }),
        Err(error) => Err(DataError::Unreadable { path: path.to_owned(), reason: error.to_string() }),
    }
}

/// Reads files, and of folders all files with data, sorted by name. A file that is named twice is read once.
///
/// # Errors
/// Every path that leads to nothing.
pub fn collect(paths: &[PathBuf]) -> Result<Vec<DataFile>, Vec<DataError>> {
    let mut errors = Vec::new();
    let mut wanted: Vec<PathBuf> = Vec::new();
    for path in paths {
        match files_of(path) {
            Ok(files) => wanted.extend(files),
            Err(error) => errors.push(error),
        }
    }
    let mut seen = Vec::new();
    wanted.retain(|path| {
        let place = path.canonicalize().unwrap_or_else(|_| path.clone());
        let is_new = !seen.contains(&place);
        seen.push(place);
        is_new
    });
    let mut files = Vec::with_capacity(wanted.len());
    for path in wanted {
        match one(&path) {
            Ok(file) => files.push(file),
            Err(error) => errors.push(error),
        }
    }
    if errors.is_empty() { Ok(files) } else { Err(errors) }
}

fn files_of(path: &Path) -> Result<Vec<PathBuf>, DataError> {
    if !path.exists() {
        return Err(DataError::Missing(path.to_owned()));
    }
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let unreadable = |error: std::io::Error| DataError::Unreadable { path: path.to_owned(), reason: error.to_string() };
    let mut files = Vec::new();
    for entry in std::fs::read_dir(path).map_err(unreadable)? {
        let file = entry.map_err(unreadable)?.path();
        // Spreadsheet programs leave files such as `~$suppliers.xlsx` beside an open workbook.
        let is_passing = file.file_name().is_some_and(|name| name.to_string_lossy().starts_with(['.', '~']));
        if file.is_file() && has_data(&file) && !is_passing {
            files.push(file);
        }
    }
    files.sort();
    if files.is_empty() { Err(DataError::NoFiles(path.to_owned())) } else { Ok(files) }
}

fn has_data(file: &Path) -> bool {
    file.extension().is_some_and(|ending| ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(files: &[DataFile]) -> Vec<String> {
        let name = |file: &DataFile| Path::new(&file.name).file_name().unwrap().to_string_lossy().into_owned();
        files.iter().map(name).collect()
    }

    #[test]
    fn a_folder_means_its_data_files_by_name() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.csv", "A.XLSX", "c.json", "notes.md", ".hidden.csv", "~$A.xlsx"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        let files = collect(&[folder.path().to_owned()]).unwrap();
        assert_eq!(names(&files), ["A.XLSX", "b.csv", "c.json"]);
    }

    #[test]
    fn a_file_named_twice_is_read_once() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("b.csv");
        std::fs::write(&file, "x").unwrap();
        assert_eq!(collect(&[file.clone(), folder.path().to_owned(), file]).unwrap().len(), 1);
    }

    #[test]
    fn every_missing_path_is_told() {
        let errors = collect(&["no/a.csv".into(), "no/b.csv".into()]).unwrap_err();
        assert_eq!(errors.len(), 2);
        assert!(errors.iter().all(DataError::is_usage));
    }

    #[test]
    fn a_folder_without_data_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let errors = collect(&[folder.path().to_owned()]).unwrap_err();
        assert_eq!(errors, [DataError::NoFiles(folder.path().to_owned())]);
    }
}
