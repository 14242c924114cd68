//! Writing results so that nobody ever finds half of them.
//!
//! Everything is written under a passing name first and renamed at the end. In a folder one file is the seal: it is taken away
//! before the others change and put in place last, so a folder that has it has all that belongs to it.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use thiserror::Error;

/// A result that cannot be written.
#[derive(Debug, Error)]
#[error("cannot write `{}`: {reason}; choose another place with --out", path.display())]
pub struct WriteError {
    /// Where.
    pub path: PathBuf,
    /// What the system says.
    pub reason: String,
}

impl WriteError {
    fn new(path: &Path, error: &io::Error) -> Self {
        Self { path: path.to_owned(), reason: error.to_string() }
    }
}

/// Writes one file. Until `fill` is done, and where it fails, whatever stood there before stays.
///
/// # Errors
/// A place that cannot be written to.
pub fn write_file(path: &Path, fill: impl FnOnce(&mut (dyn Write + Send)) -> io::Result<()>) -> Result<(), WriteError> {
    if path.is_dir() {
        return Err(WriteError { path: path.to_owned(), reason: "it is a folder".to_owned() });
    }
    let failed = |error: io::Error| WriteError::new(path, &error);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failed)?;
    }
    let passing = Passing::beside(path);
    let filled = File::create(&passing.path).and_then(|file| {
        let mut writer = BufWriter::with_capacity(1 << 20, file);
        fill(&mut writer)?;
        writer.flush()
    });
    filled.map_err(failed)?;
    passing.rename(path).map_err(failed)
}

/// Writes the files of a folder, by name, and makes the folder where it is not there. The file called `seal` is put in place
/// last. A file that is one of `set` but is not written this time was left by an earlier run and is taken away, since it would
/// not belong to the rest; other files of the folder stay.
///
/// # Errors
/// A place that cannot be written to; then either no file has changed or the seal is missing.
pub fn write_folder(folder: &Path, files: &[(&str, &[u8])], set: &[&str], seal: &str) -> Result<(), WriteError> {
    if folder.exists() && !folder.is_dir() {
        return Err(WriteError { path: folder.to_owned(), reason: "it is a file, and a folder is needed".to_owned() });
    }
    fs::create_dir_all(folder).map_err(|error| WriteError::new(folder, &error))?;
    let mut ready = Vec::new();
    for (name, bytes) in files {
        let path = folder.join(name);
        let passing = Passing::beside(&path);
        fs::write(&passing.path, bytes).map_err(|error| WriteError::new(&path, &error))?;
        ready.push((passing, path, *name == seal));
    }
    take_away(&folder.join(seal))?;
    for left in set.iter().filter(|name| !files.iter().any(|(file, _)| file == *name)) {
        take_away(&folder.join(left))?;
    }
    ready.sort_by_key(|(.., is_seal)| *is_seal);
    for (passing, path, _) in ready {
        passing.rename(&path).map_err(|error| WriteError::new(&path, &error))?;
    }
    Ok(())
}

/// Removes a file, if it is there.
fn take_away(path: &Path) -> Result<(), WriteError> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(WriteError::new(path, &error)),
        Ok(()) | Err(_) => Ok(()),
    }
}

/// A file under a passing name; taken away again unless it was renamed.
struct Passing {
    path: PathBuf,
}

impl Passing {
    fn beside(path: &Path) -> Self {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Self { path: path.with_file_name(format!(".{name}.{}.part", std::process::id())) }
    }

    fn rename(self, to: &Path) -> io::Result<()> {
        fs::rename(&self.path, to)
    }
}

impl Drop for Passing {
    fn drop(&mut self) {
        // After a rename there is nothing left to take away; after a failure this is the best that can be done.
        drop(fs::remove_file(&self.path));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_fails_half_way_leaves_the_old_one_and_nothing_else() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("out.csv");
        fs::write(&path, "old").unwrap();
        let failed = write_file(&path, |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("stop"))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn a_folder_is_made_and_its_files_replace_older_ones() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("a/b");
        write_folder(&out, &[("seal.json", b"1"), ("t.csv", b"x")], &[], "seal.json").unwrap();
        write_folder(&out, &[("seal.json", b"2"), ("t.csv", b"y")], &[], "seal.json").unwrap();
        assert_eq!(fs::read(out.join("seal.json")).unwrap(), b"2");
        assert_eq!(fs::read(out.join("t.csv")).unwrap(), b"y");
        assert_eq!(fs::read_dir(&out).unwrap().count(), 2);
    }

    #[test]
    fn a_folder_that_cannot_be_finished_has_no_seal() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path();
        write_folder(out, &[("seal.json", b"1"), ("t.csv", b"x")], &[], "seal.json").unwrap();
        fs::remove_file(out.join("t.csv")).unwrap();
        fs::create_dir_all(out.join("t.csv/in-the-way")).unwrap();
        assert!(write_folder(out, &[("seal.json", b"2"), ("t.csv", b"y")], &[], "seal.json").is_err());
        assert!(!out.join("seal.json").exists());
    }

    #[test]
    fn a_file_of_the_set_that_an_earlier_run_left_is_taken_away_and_others_stay() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path();
        fs::write(out.join("plan.csv"), "old").unwrap();
        fs::write(out.join("own notes.txt"), "mine").unwrap();
        write_folder(out, &[("seal.json", b"1")], &["plan.csv"], "seal.json").unwrap();
        assert!(!out.join("plan.csv").exists() && out.join("own notes.txt").exists());
    }

    #[test]
    fn a_file_where_the_folder_should_be_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("file");
        fs::write(&path, "").unwrap();
        let message = write_folder(&path, &[], &[], "seal").unwrap_err().to_string();
        assert!(message.contains("it is a file"), "{message}");
    }
}
