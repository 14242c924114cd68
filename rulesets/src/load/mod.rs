//! From files to a checked ruleset.
//!
//! Every YAML file directly in the folder of a ruleset holds some of its keys; together they must hold all that are
//! needed, each once. A ruleset that extends another one says only what differs. Factors that point to a reference table
//! get their numbers from it. Then the engine checks the whole. Every problem that can be seen is reported at once, with
//! file, line and column.

mod at_once;
mod checklists;
mod error;
mod extend;
mod find;
mod kind;
mod loaded;
mod loader;
mod part;
mod position;
mod source;
mod whole;
mod yaml;

pub(crate) use checklists::QuestionsFile;
pub use checklists::{
    Checklists, LoadedDimensions, LoadedQuestions, LoadedRequirement, load_dimension_cases, load_requirement_cases,
};
pub use error::{LoadError, NotYetEffective, Problem};
pub use find::{RulesetHead, kind, list, place_of_case};
pub use kind::Kind;
pub use loaded::{BaseRuleset, LoadedRuleset};
pub use part::{LoadedPart, load_part};
pub use position::Position;

use std::collections::BTreeSet;

use karvon_engine::calibration::LabelledCase;
use karvon_engine::ruleset::Case;

use crate::files::{Embedded, Files, join};
use crate::reference::Tables;
use find::{kind_in, names, with_files};
use loader::{Known, Loader, NONE_KNOWN};
use position::Outline;
pub(crate) use source::RulesetFile;
use whole::Made;

/// The language that every ruleset has its texts in.
pub const MAIN_LANGUAGE: &str = "en";
/// The file that makes a folder a ruleset.
const MAIN_FILE: &str = "ruleset.yaml";

/// Loads a shipped ruleset by its name, or one of one's own by the path of its folder.
pub fn load(name_or_path: &str) -> Result<LoadedRuleset, Vec<LoadError>> {
    load_with(name_or_path, Tables::embedded())
}

/// Loads a ruleset as [`load`] does, with its factors from these reference tables.
pub fn load_with(name_or_path: &str, tables: &Tables) -> Result<LoadedRuleset, Vec<LoadError>> {
    with_files(name_or_path, |files, folder| load_from(files, folder, tables))
}

/// Loads the ruleset in a folder of a tree of files, with its factors from these reference tables.
pub fn load_from(files: &dyn Files, folder: &str, tables: &Tables) -> Result<LoadedRuleset, Vec<LoadError>> {
    load_within(files, folder, tables, &[], &NONE_KNOWN)
}

/// Loads all rulesets of the program that hold likelihoods, by name, with their factors from these reference tables. What another
/// one extends is read once.
pub fn load_all(tables: &Tables) -> Result<Vec<LoadedRuleset>, Vec<LoadError>> {
    let mut known = Known::new();
    for name in names(&Embedded) {
        if kind_in(&Embedded, &name).is_ok_and(|kind| kind == Kind::Likelihood) {
            let loaded = load_within(&Embedded, &name, tables, &[], &known)?;
            known.insert(name, loaded);
        }
    }
    Ok(known.into_values().collect())
}

/// Loads a ruleset that those of a chain extend, the first of them extending the second and so on.
fn load_within(
    files: &dyn Files,
    folder: &str,
    tables: &Tables,
    chain: &[String],
    known: &Known,
) -> Result<LoadedRuleset, Vec<LoadError>> {
    let mut loader = Loader { chain, known, ..Loader::new(files, folder, tables) };
    if let Ok(kind @ (Kind::Requirement | Kind::Questions | Kind::Dimensions)) = kind_in(files, folder) {
        loader.fail(MAIN_FILE, None, Problem::OtherKind(kind));
        return Err(loader.errors);
    }
    let (texts, translations) = loader.texts();
    let notes = loader.text("NOTES.md").unwrap_or_default();
    let Some(made) = loader.ruleset() else { return Err(loader.errors) };
    if !loader.errors.is_empty() {
        return Err(loader.errors);
    }
    let Made { ruleset, tables, base } = made;
    let screened = ruleset.source().screening.iter().flat_map(|screening| screening.published.keys());
    let of_base = base.iter().flat_map(|base| &base.published).map(|table| table.table.as_str());
    let of_factors = tables.iter().map(|version| version.table.as_str());
    let wanted: BTreeSet<&str> = screened.map(String::as_str).chain(of_factors).chain(of_base).collect();
    let published = loader
        .tables
        .published(wanted)
        .map_err(|error| vec![LoadError { file: join(folder, MAIN_FILE), at: None, problem: error.into() }])?;
    let own_languages = std::iter::once(MAIN_LANGUAGE.to_owned()).chain(translations.keys().cloned()).collect();
    let translations = translations.into_iter().map(|(language, text)| (language, vec![text])).collect();
    let own =
        LoadedRuleset { ruleset, texts, notes, tables, published, bases: Vec::new(), translations, own_languages };
    Ok(match base {
        Some(base) => extend::beside(own, base),
        None => own,
    })
}

/// Reads the cases of a ruleset, in the order of their files; apart from [`load`], because an assessment needs none.
pub fn load_cases(name_or_path: &str) -> Result<Vec<Case>, Vec<LoadError>> {
    with_files(name_or_path, load_cases_from)
}

/// Reads labelled cases; `file` is what errors call it.
pub fn read_labelled(file: &str, text: &str) -> Result<Vec<LabelledCase>, Vec<LoadError>> {
    yaml::parse(text).map_err(|(at, what)| vec![LoadError { file: file.to_owned(), at, problem: Problem::Yaml(what) }])
}

/// Reads the cases of the ruleset in a folder of a tree of files.
pub fn load_cases_from(files: &dyn Files, folder: &str) -> Result<Vec<Case>, Vec<LoadError>> {
    let mut loader = Loader::new(files, folder, Tables::embedded());
    let cases = loader.cases();
    if loader.errors.is_empty() { Ok(cases) } else { Err(loader.errors) }
}

#[cfg(test)]
mod tests;
