//! A ruleset as a zip: its files in memory, within limits that hold while it is unpacked. Nothing is ever written to disk, and no
//! name leads out of the archive.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};

use karvon_rulesets::files::Memory;
use thiserror::Error;
use zip::ZipArchive;

/// Files of an archive at most.
const MOST_FILES: usize = 1_000;
/// Bytes of all its files together, unpacked.
const MOST_BYTES: u64 = 32 << 20;
/// The file that makes a folder a ruleset.
const MAIN_FILE: &str = "ruleset.yaml";
/// What a packing program leaves beside the files.
const LEFTOVERS: [&str; 2] = ["__MACOSX", "Thumbs.db"];

/// The files of a ruleset.
#[derive(Clone, Debug)]
pub struct Unpacked {
    /// The folder that holds it; empty where it stands at the top.
    pub folder: String,
    /// All files by path.
    pub files: Memory,
}

/// An archive that is not taken.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ArchiveError {
    /// It is no zip, or a broken one.
    #[error("this is no zip archive that can be read: {0}")]
    NoZip(String),
    /// Too many files.
    #[error("the archive holds more than {MOST_FILES} files; a ruleset has far fewer")]
    TooMany,
    /// Too large unpacked.
    #[error("the archive unpacks to more than {} MiB; a ruleset is far smaller", MOST_BYTES >> 20)]
    TooLarge,
    /// A name that is no plain path inside the archive.
    #[error(
        "`{0}` is no plain path inside the archive: no name may begin with `/`, hold `..`, `\\` or `:`, or be a link"
    )]
    Path(String),
    /// Two files of one name.
    #[error("`{0}` stands in the archive twice")]
    Twice(String),
    /// A file under a password.
    #[error("`{0}` is encrypted; pack it without a password")]
    Encrypted(String),
    /// No ruleset in it.
    #[error("the archive holds no `{MAIN_FILE}`, neither at its top nor in a folder there")]
    NoRuleset,
    /// More than one.
    #[error("the archive holds several rulesets: {}; send one at a time", .0.join(", "))]
    Several(Vec<String>),
}

/// Unpacks an archive.
///
/// # Errors
/// [`ArchiveError`].
pub fn unpack(bytes: &[u8]) -> Result<Unpacked, ArchiveError> {
    let broken = |error: &dyn std::fmt::Display| ArchiveError::NoZip(error.to_string());
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(&error))?;
    if archive.len() > MOST_FILES {
        return Err(ArchiveError::TooMany);
    }
    let (mut files, mut left) = (BTreeMap::new(), MOST_BYTES);
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|error| broken(&error))?;
        let name = entry.name().map_err(|error| broken(&error))?.into_owned();
        if !is_plain(&name) || entry.is_symlink() {
            return Err(ArchiveError::Path(name));
        }
        if entry.encrypted() {
            return Err(ArchiveError::Encrypted(name));
        }
        let is_kept = !entry.is_dir() && !is_leftover(&name);
        drop(entry);
        if !is_kept {
            continue;
        }
        let mut content = Vec::new();
        let entry = archive.by_index(index).map_err(|error| broken(&error))?;
        // What a head says of the size is not believed.
        entry.take(left + 1).read_to_end(&mut content).map_err(|error| broken(&error))?;
        left = left.checked_sub(content.len() as u64).ok_or(ArchiveError::TooLarge)?;
        if files.insert(name.clone(), content).is_some() {
            return Err(ArchiveError::Twice(name));
        }
    }
    let folder = folder_of(&files)?;
    Ok(Unpacked { folder, files: Memory(files) })
}

/// Whether a name is a path that stays inside: parts divided by `/`, none of them empty but the last of a folder, none `..`.
fn is_plain(name: &str) -> bool {
    let path = name.strip_suffix('/').unwrap_or(name);
    !path.is_empty()
        && !path.contains(['\\', ':'])
        && !path.chars().any(char::is_control)
        && path.split('/').all(|part| !matches!(part, "" | "." | ".."))
}

fn is_leftover(name: &str) -> bool {
    name.split('/').any(|part| part.starts_with('.') || LEFTOVERS.contains(&part))
}

/// The folder of the one ruleset of an archive.
fn folder_of(files: &BTreeMap<String, Vec<u8>>) -> Result<String, ArchiveError> {
    if files.contains_key(MAIN_FILE) {
        return Ok(String::new());
    }
    let folder = |path: &String| {
        let (folder, file) = path.split_once('/')?;
        (file == MAIN_FILE).then(|| folder.to_owned())
    };
    let found: Vec<String> = files.keys().filter_map(folder).collect();
    match found.as_slice() {
        [] => Err(ArchiveError::NoRuleset),
        [one] => Ok(one.clone()),
        _ => Err(ArchiveError::Several(found.iter().map(|folder| format!("`{folder}`")).collect())),
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use std::io::Write;

    use zip::ZipWriter;
    use zip::write::SimpleFileOptions;

    use super::*;

    /// A zip of these files.
    pub(crate) fn packed(files: &[(&str, &[u8])]) -> Vec<u8> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, content) in files {
            writer.start_file(*name, SimpleFileOptions::default()).unwrap();
            writer.write_all(content).unwrap();
        }
        writer.finish().unwrap().into_inner()
    }

    fn refused(files: &[(&str, &[u8])]) -> ArchiveError {
        unpack(&packed(files)).unwrap_err()
    }

    #[test]
    fn a_ruleset_stands_at_the_top_or_in_a_folder_there() {
        let top = unpack(&packed(&[("ruleset.yaml", b"a"), ("texts/en.ftl", b"b")])).unwrap();
        assert_eq!((top.folder.as_str(), top.files.0.len()), ("", 2));
        let below = unpack(&packed(&[("mine/ruleset.yaml", b"a"), ("__MACOSX/x", b""), (".git/x", b"")])).unwrap();
        assert_eq!((below.folder.as_str(), below.files.0.len()), ("mine", 1));
    }

    #[test]
    fn no_name_leads_out_of_the_archive() {
        for name in ["../ruleset.yaml", "/etc/passwd", "a/../../b", "a\\..\\b", "C:/x", "a//b", "./a", "a/\u{7}"] {
            let found = refused(&[(name, b"x"), ("ruleset.yaml", b"a")]);
            assert_eq!(found, ArchiveError::Path(name.to_owned()));
        }
    }

    #[test]
    fn a_small_archive_that_would_unpack_to_much_is_stopped() {
        let zeros = vec![0_u8; 33 << 20];
        let bomb = packed(&[("ruleset.yaml", b"a"), ("zeros", &zeros)]);
        assert!(bomb.len() < 1 << 20, "{}", bomb.len());
        assert_eq!(unpack(&bomb).unwrap_err(), ArchiveError::TooLarge);
        let names: Vec<String> = (0..=MOST_FILES).map(|number| format!("f{number}")).collect();
        let many: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), &b""[..])).collect();
        assert_eq!(refused(&many), ArchiveError::TooMany);
    }

    #[test]
    fn what_is_no_zip_or_holds_no_ruleset_or_two_is_refused() {
        assert!(matches!(unpack(b"no zip").unwrap_err(), ArchiveError::NoZip(_)));
        assert_eq!(refused(&[("readme.txt", b"x")]), ArchiveError::NoRuleset);
        assert_eq!(refused(&[("a/b/ruleset.yaml", b"x")]), ArchiveError::NoRuleset);
        let two = refused(&[("a/ruleset.yaml", b"x"), ("b/ruleset.yaml", b"x")]);
        assert_eq!(two, ArchiveError::Several(vec!["`a`".to_owned(), "`b`".to_owned()]));
    }

    #[test]
    fn a_damaged_archive_is_refused_and_nothing_panics() {
        let whole = packed(&[("ruleset.yaml", b"name: x\nversion: 1.0.0\n"), ("texts/en.ftl", b"a = b\n")]);
        for at in 0..whole.len() {
            let mut damaged = whole.clone();
            damaged[at] ^= 0x5a;
            drop(unpack(&damaged));
            drop(unpack(&whole[..at]));
        }
    }
}
