//! Where the bytes of rulesets come from: inside the program, a folder on disk, or memory.
//!
//! The loader asks this trait only, so that it can be tested without a disk and a company's own folder is read like a
//! shipped one. Paths use `/` and are relative to the root.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

use rust_embed::RustEmbed;
use thiserror::Error;

/// A file that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[error("cannot be read: {reason}")]
pub struct FileError {
    /// What the system says.
    pub reason: String,
}

/// A tree of files.
pub trait Files: Send + Sync {
    /// Names of the folders directly in a folder (`""` is the root), sorted; empty where there is no such folder.
    fn folders(&self, folder: &str) -> Vec<String>;

    /// Names of the files directly in a folder, sorted; empty where there is no such folder.
    fn files(&self, folder: &str) -> Vec<String>;

    /// The bytes of a file; `None` where there is no such file.
    fn read(&self, path: &str) -> Result<Option<Cow<'static, [u8]>>, FileError>;
}

#[derive(RustEmbed)]
#[folder = "data/"]
struct Data;

/// The files that are shipped inside the program.
#[derive(Clone, Copy, Debug)]
pub struct Embedded;

impl Files for Embedded {
    fn folders(&self, folder: &str) -> Vec<String> {
        below(Data::iter(), folder)
            .filter_map(|rest| Some(rest.split_once('/')?.0.to_owned()))
            .collect::<BTreeSet<_>>()
            .into_iter()
            .collect()
    }

    fn files(&self, folder: &str) -> Vec<String> {
        below(Data::iter(), folder).filter(|rest| !rest.contains('/')).collect::<BTreeSet<_>>().into_iter().collect()
    }

    fn read(&self, path: &str) -> Result<Option<Cow<'static, [u8]>>, FileError> {
        Ok(Data::get(path).map(|file| file.data))
    }
}

/// A folder on disk.
#[derive(Clone, Debug)]
pub struct Folder {
    /// Its path.
    pub root: PathBuf,
}

impl Folder {
    fn entries(&self, folder: &str, folders: bool) -> Vec<String> {
        // A folder that cannot be listed is an empty one here: the loader then misses `ruleset.yaml` and says so.
        let Ok(entries) = std::fs::read_dir(self.root.join(folder)) else { return Vec::new() };
        let names: BTreeSet<String> = entries
            .flatten()
            .filter(|entry| entry.path().is_dir() == folders)
            .filter_map(|entry| entry.file_name().into_string().ok())
            .filter(|name| !name.starts_with('.'))
            .collect();
        names.into_iter().collect()
    }
}

impl Files for Folder {
    fn folders(&self, folder: &str) -> Vec<String> {
        self.entries(folder, true)
    }

    fn files(&self, folder: &str) -> Vec<String> {
        self.entries(folder, false)
    }

    fn read(&self, path: &str) -> Result<Option<Cow<'static, [u8]>>, FileError> {
        match std::fs::read(self.root.join(path)) {
            Ok(bytes) => Ok(Some(Cow::Owned(bytes))),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(FileError { reason: error.to_string() }),
        }
    }
}

/// Files held in memory, by path.
#[derive(Clone, Debug, Default)]
pub struct Memory(pub BTreeMap<String, Vec<u8>>);

impl Files for Memory {
    fn folders(&self, folder: &str) -> Vec<String> {
        let paths = self.0.keys().map(|path| Cow::Borrowed(path.as_str()));
        let names: BTreeSet<String> =
            below(paths, folder).filter_map(|rest| Some(rest.split_once('/')?.0.to_owned())).collect();
        names.into_iter().collect()
    }

    fn files(&self, folder: &str) -> Vec<String> {
        let paths = self.0.keys().map(|path| Cow::Borrowed(path.as_str()));
        below(paths, folder).filter(|rest| !rest.contains('/')).collect()
    }

    fn read(&self, path: &str) -> Result<Option<Cow<'static, [u8]>>, FileError> {
        Ok(self.0.get(path).map(|bytes| Cow::Owned(bytes.clone())))
    }
}

/// What stands below a folder, its own part of the path cut off.
fn below<'a>(paths: impl Iterator<Item = Cow<'a, str>>, folder: &str) -> impl Iterator<Item = String> {
    let prefix = if folder.is_empty() { String::new() } else { format!("{folder}/") };
    paths.filter_map(move |path| path.strip_prefix(&prefix).map(str::to_owned))
}

/// Joins a folder and a name.
pub(crate) fn join(folder: &str, name: &str) -> String {
    if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_and_folders_of_a_folder_are_told_apart() {
        let files = Memory(["a/x.yaml", "a/cases/1.yaml", "b/y.yaml"].map(|path| (path.to_owned(), Vec::new())).into());
        assert_eq!(files.folders(""), ["a", "b"]);
        assert_eq!(files.files("a"), ["x.yaml"]);
        assert_eq!(files.folders("a"), ["cases"]);
    }

    #[test]
    fn the_shipped_files_hold_the_reference_tables() {
        assert!(Embedded.files("reference").contains(&"tip_tiers.csv".to_owned()));
    }

    #[test]
    fn a_folder_that_does_not_exist_is_empty() {
        let folder = Folder { root: PathBuf::from("no/such/folder") };
        assert!(folder.files("").is_empty());
        assert_eq!(folder.read("ruleset.yaml"), Ok(None));
    }
}
