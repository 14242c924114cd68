//! Where rulesets are, and what is known of them without reading all of their numbers.

use std::path::Path;

use chrono::NaiveDate;

use super::{Kind, LoadError, Loader, MAIN_FILE, Outline, Position, Problem, yaml};
use crate::files::{Embedded, Files, Folder, join};
use crate::reference::Tables;

/// Folders under the root that are no rulesets.
const NO_RULESETS: [&str; 1] = ["reference"];

/// A ruleset in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RulesetHead {
    /// Name to load it by.
    pub name: String,
    /// Version.
    pub version: String,
    /// First day on which it may be used.
    pub effective_from: NaiveDate,
    /// Title in English; the name where there is none.
    pub title: String,
    /// What it holds.
    pub kind: Kind,
}

/// Rulesets that are shipped, by name, or what is wrong with them.
pub fn list() -> Vec<Result<RulesetHead, LoadError>> {
    names(&Embedded).iter().map(|name| head(&Embedded, name)).collect()
}

/// Finds the files of a ruleset by its name or path.
pub(super) fn with_files<T>(
    name_or_path: &str,
    read: impl FnOnce(&dyn Files, &str) -> Result<T, Vec<LoadError>>,
) -> Result<T, Vec<LoadError>> {
    let known = names(&Embedded);
    if known.iter().any(|name| name == name_or_path) {
        return read(&Embedded, name_or_path);
    }
    let path = Path::new(name_or_path);
    if !path.is_dir() {
        let problem = Problem::NoSuchRuleset { known };
        return Err(vec![LoadError { file: name_or_path.to_owned(), at: None, problem }]);
    }
    // The folder above is the root, so that a ruleset can extend the one beside it.
    let whole = if path.file_name().is_some() { None } else { path.canonicalize().ok() };
    let path = whole.as_deref().unwrap_or(path);
    let (root, folder) = match (path.parent(), path.file_name()) {
        (Some(root), Some(name)) => (root, name.to_string_lossy().into_owned()),
        (None, _) | (_, None) => (path, String::new()),
    };
    // Messages name files as the user does, so that an editor can open them.
    read(&Folder { root: root.to_owned() }, &folder).map_err(|errors| {
        let named = |error: LoadError| LoadError { file: root.join(&error.file).display().to_string(), ..error };
        errors.into_iter().map(named).collect()
    })
}

/// File and place of a reference profile or case of a ruleset, for people; `None` where there is none of that id.
pub fn place_of_case(name_or_path: &str, id: &str) -> Option<(String, Position)> {
    let found = with_files(name_or_path, |files, folder| {
        let mut loader = Loader::new(files, folder, Tables::embedded());
        let cases = loader.yaml_files("cases").into_iter().map(|name| (format!("cases/{name}"), id.to_owned()));
        let profiles = loader.yaml_files("").into_iter().map(|name| (name, format!("profiles.{id}")));
        let sought: Vec<(String, String)> = profiles.chain(cases).collect();
        let place = sought.into_iter().find_map(|(file, path)| {
            let at = Outline::new(&loader.text(&file)?)?.exactly(&path)?;
            Some((join(folder, &file), at))
        });
        Ok(place)
    });
    let (file, at) = found.ok().flatten()?;
    // A folder of one's own is named as the user named it, so that an editor can open the file.
    let path = Path::new(name_or_path);
    let below = file.split_once('/').map_or(file.as_str(), |(_, below)| below);
    Some((if path.is_dir() { path.join(below).display().to_string() } else { file }, at))
}

/// What the ruleset of a name or path holds.
pub fn kind(name_or_path: &str) -> Result<Kind, Vec<LoadError>> {
    with_files(name_or_path, |files, folder| kind_in(files, folder).map_err(|error| vec![error]))
}

pub(super) fn kind_in(files: &dyn Files, folder: &str) -> Result<Kind, LoadError> {
    let mut loader = Loader::new(files, folder, Tables::embedded());
    let kind = loader.text(MAIN_FILE).and_then(|text| loader.parsed(MAIN_FILE, yaml::kind_of(&text)));
    let missing = || LoadError { file: join(folder, MAIN_FILE), at: None, problem: Problem::NoFile };
    kind.ok_or_else(|| loader.errors.into_iter().next().unwrap_or_else(missing))
}

pub(super) fn names(files: &dyn Files) -> Vec<String> {
    let mut names = files.folders("");
    names
        .retain(|name| !NO_RULESETS.contains(&name.as_str()) && files.files(name).iter().any(|file| file == MAIN_FILE));
    names
}

fn head(files: &dyn Files, name: &str) -> Result<RulesetHead, LoadError> {
    let mut loader = Loader::new(files, name, Tables::embedded());
    let head = loader.text(MAIN_FILE).and_then(|text| loader.parsed(MAIN_FILE, yaml::Head::parse(&text)));
    let (texts, _) = loader.texts();
    match (head, loader.errors.into_iter().next()) {
        (Some(head), None) => Ok(RulesetHead {
            title: texts.get("ruleset-title").unwrap_or_else(|| head.name.clone()),
            name: head.name,
            version: head.version,
            effective_from: head.effective_from,
            kind: head.kind,
        }),
        (_, error) => {
            Err(error.unwrap_or_else(|| LoadError { file: join(name, MAIN_FILE), at: None, problem: Problem::NoFile }))
        }
    }
}
