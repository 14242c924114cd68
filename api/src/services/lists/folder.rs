//! Published lists at the command line: how old they are and what they lack, and newer versions of them in a folder.
//!
//! The folder holds every version as a file of its own, and a register of them. An import adds a version and changes no other.

use std::ops::Deref;
use std::path::{Path, PathBuf};

use chrono::NaiveDate;
use karvon_engine::inputs::Completeness;
use karvon_rulesets::files::Folder;
use karvon_rulesets::reference::import::{self, Diff, Import, ImportError, Statement};
use karvon_rulesets::reference::renewed::{REGISTER, RenewedError, Version, register, tables_with, written};
use karvon_rulesets::reference::{TableError, TableInfo, Tables};
use thiserror::Error;

use super::{Carried, CarriedError};
use crate::services::data::DataFile;
use crate::services::write::{WriteError, write_file};

/// Digits of a hash in the name of a version's file.
const HASH_DIGITS: usize = 8;

/// The lists that are used.
#[derive(Debug)]
pub enum Lists {
    /// Those inside the program.
    Shipped(&'static Tables),
    /// The same with newer ones from a folder.
    Renewed(Box<Tables>),
}

impl Deref for Lists {
    type Target = Tables;

    fn deref(&self) -> &Tables {
        match self {
            Self::Shipped(tables) => tables,
            Self::Renewed(tables) => tables,
        }
    }
}

/// A folder of lists that cannot be used.
#[derive(Debug, Error)]
pub enum ListsError {
    /// There is no such folder.
    #[error("there is no folder `{}`; check the path, or make it with `karvon lists import FILE --lists {}`", .0.display(), .0.display())]
    Missing(PathBuf),
    /// What stands in it is not what it should be.
    #[error("`{}`: {source}", folder.display())]
    Faulty {
        /// The folder.
        folder: PathBuf,
        /// What is wrong.
        source: RenewedError,
    },
    /// The data bring lists, and a folder of others is named.
    #[error("the data bring the lists that they were assessed with; leave out `--lists {}`", .0.display())]
    Both(PathBuf),
    /// The lists that the data bring cannot be relied on.
    #[error(transparent)]
    Carried(#[from] CarriedError),
}

/// The lists inside the program, or with newer ones from a folder.
///
/// # Errors
/// A folder that is not there, or whose register cannot be relied on.
pub fn open(folder: Option<&Path>) -> Result<Lists, ListsError> {
    let Some(folder) = folder else { return Ok(Lists::Shipped(Tables::embedded())) };
    if !folder.is_dir() {
        return Err(ListsError::Missing(folder.to_owned()));
    }
    let tables = tables_with(Folder { root: folder.to_owned() })
        .map_err(|source| ListsError::Faulty { folder: folder.to_owned(), source })?;
    Ok(Lists::Renewed(Box::new(tables)))
}

/// The lists that data bring, else those of a folder, else those inside the program.
///
/// # Errors
/// As [`open`]; data that bring lists where a folder is named; lists that cannot be relied on.
pub fn open_for(folder: Option<&Path>, files: &[DataFile]) -> Result<Lists, ListsError> {
    let carried = Carried::of(files)?;
    match folder {
        Some(folder) if !carried.is_empty() => Err(ListsError::Both(folder.to_owned())),
        Some(_) => open(folder),
        None => Ok(carried.tables()?),
    }
}

/// One list as it is at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status {
    /// Edition, day, completeness, licence, hash.
    pub info: TableInfo,
    /// Age in days; `None` where the list has no day or a later one.
    pub age_days: Option<i64>,
    /// Whether it is too old to rely on.
    pub stale: bool,
    /// Names to screen against; `None` for a table that holds none.
    pub names: Option<usize>,
}

/// Every list on a day, by name.
///
/// # Errors
/// The first list that cannot be read.
pub fn status(tables: &Tables, on: NaiveDate) -> Result<Vec<Status>, TableError> {
    let status = |info: TableInfo| {
        let names = tables.names(&info.version.table).transpose()?;
        let names = names.map(|names| names.iter().filter(|name| name.concerns.is_a_name()).count());
        Ok(Status { age_days: info.age_days(on), stale: info.is_stale(on), names, info })
    };
    tables.describe()?.into_iter().map(status).collect()
}

/// A list to be imported.
#[derive(Debug)]
pub struct Wanted<'a> {
    /// Name of the file that it comes from.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
    /// Which list it is; `None` where the name of the file says.
    pub list: Option<&'a str>,
    /// The day that it speaks of; `None` where the file says.
    pub as_of: Option<NaiveDate>,
    /// Edition in words.
    pub edition: Option<&'a str>,
    /// Whether it holds all that its source lists.
    pub completeness: Completeness,
    /// Today.
    pub today: NaiveDate,
}

/// What an import did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The list.
    pub list: String,
    /// The day that it speaks of.
    pub as_of: NaiveDate,
    /// Columns of the file that are not kept.
    pub ignored: Vec<String>,
    /// What it changes.
    pub diff: Diff,
    /// The file that it is kept in, relative to the folder; `None` where this very version was there already.
    pub file: Option<String>,
}

/// Why nothing was imported.
#[derive(Debug, Error)]
pub enum ImportFailure {
    /// Neither the command nor the name of the file says which list it is.
    #[error("the name of `{file}` does not say which list it is; name it with --list: {known}")]
    WhichList {
        /// The file.
        file: String,
        /// The lists that can be imported.
        known: String,
    },
    /// The folder cannot be used.
    #[error(transparent)]
    Folder(#[from] ListsError),
    /// The file is not in order.
    #[error("{}", .0.iter().map(ToString::to_string).collect::<Vec<_>>().join("; "))]
    File(Vec<ImportError>),
    /// It cannot be kept.
    #[error(transparent)]
    Write(#[from] WriteError),
}

/// Checks a list, compares it with the one at hand, and keeps it in the folder, which is made where it is not there.
///
/// # Errors
/// Everything that is wrong with the file; then the folder is as it was.
pub fn import(wanted: &Wanted<'_>, folder: &Path) -> Result<Imported, ImportFailure> {
    let at_hand = if folder.exists() { open(Some(folder))? } else { open(None)? };
    let made = prepare(wanted, &at_hand)?;
    let sha256 = karvon_engine::hex::sha256(&made.bytes);
    let files = Folder { root: folder.to_owned() };
    let faulty = |source| ListsError::Faulty { folder: folder.to_owned(), source };
    let mut versions = register(&files).map_err(faulty)?;
    let Import { table, as_of, edition, completeness, bytes, ignored, diff } = made;
    let is_there = versions
        .iter()
        .any(|known| known.table == table && known.sha256 == sha256 && known.completeness == completeness);
    if is_there {
        return Ok(Imported { list: table, as_of, ignored, diff, file: None });
    }
    let digits: String = sha256.chars().take(HASH_DIGITS).collect();
    let file = format!("{table}/{as_of}-{digits}.csv");
    write_file(&folder.join(&file), |out| out.write_all(&bytes))?;
    let (imported_on, imported_from) = (wanted.today, wanted.name.to_owned());
    versions.push(Version {
        table: table.clone(),
        file: file.clone(),
        edition,
        as_of,
        completeness,
        sha256,
        imported_on,
        imported_from,
    });
    // The register comes last: a version that is not in it is not used.
    write_file(&folder.join(REGISTER), |out| out.write_all(&written(&versions).map_err(std::io::Error::other)?))?;
    Ok(Imported { list: table, as_of, ignored, diff, file: Some(file) })
}

/// Checks a list and compares it with the one at hand without keeping it.
///
/// # Errors
/// Everything that is wrong with the file.
pub fn prepare(wanted: &Wanted<'_>, at_hand: &Tables) -> Result<Import, ImportFailure> {
    let stem = Path::new(wanted.name).file_stem().unwrap_or_default().to_string_lossy();
    let known = || import::importable().collect::<Vec<_>>().join(", ");
    let list = wanted.list.or_else(|| import::table_by_name(&stem));
    let list = list.ok_or_else(|| ImportFailure::WhichList { file: wanted.name.to_owned(), known: known() })?;
    let said = Statement {
        file: wanted.name,
        as_of: wanted.as_of,
        edition: wanted.edition,
        completeness: wanted.completeness,
        today: wanted.today,
    };
    import::read(at_hand, list, wanted.bytes, &said).map_err(ImportFailure::File)
}
