//! The page of a ruleset of any kind, and the pages of all that are shipped.

use super::{
    Page, checklist_document, checklist_page, dimensions_document, dimensions_page, document, page_in,
    questions_document, questions_page,
};
use crate::texts::Texts;
use crate::{
    Checklists, LoadError, LoadedPart, Problem, list, load_cases, load_dimension_cases, load_part,
    load_requirement_cases,
};

/// The page of a ruleset of any kind, with its own texts in a language (see [`LoadedPart::texts_in`]).
pub fn part_page(part: &LoadedPart, texts: &Texts) -> Page {
    match part {
        LoadedPart::Likelihood(loaded) => page_in(loaded, texts),
        LoadedPart::Requirement(loaded, _) => checklist_page(loaded, texts),
        LoadedPart::Questions(loaded) => questions_page(loaded, texts),
        LoadedPart::Dimensions(loaded) => dimensions_page(loaded, texts),
    }
}

/// The documentation of a ruleset of any kind: its page with cases and notes. `name_or_path` is what it was loaded by.
///
/// # Errors
/// What is wrong with the files of its cases.
pub fn part_document(part: &LoadedPart, texts: &Texts, name_or_path: &str) -> Result<Page, Vec<LoadError>> {
    Ok(match part {
        LoadedPart::Likelihood(loaded) => document(loaded, texts, &load_cases(name_or_path)?),
        LoadedPart::Requirement(loaded, _) => checklist_document(loaded, texts, &load_requirement_cases(name_or_path)?),
        LoadedPart::Dimensions(loaded) => dimensions_document(loaded, texts, &load_dimension_cases(name_or_path)?),
        LoadedPart::Questions(loaded) => questions_document(loaded, texts, &Checklists::load(None)?),
    })
}

/// Pages of all rulesets of the program, by file name; they are published in the folder `docs` of this crate.
///
/// # Errors
/// What is wrong with the first ruleset that does not load.
pub fn documents() -> Result<Vec<(String, String)>, LoadError> {
    let first = |errors: Vec<LoadError>, name: &str| {
        errors.into_iter().next().unwrap_or(LoadError { file: name.to_owned(), at: None, problem: Problem::NoFile })
    };
    let mut pages = Vec::new();
    for head in list() {
        let name = head?.name;
        let part = load_part(&name).map_err(|errors| first(errors, &name))?;
        let page = part_document(&part, part.texts(), &name).map_err(|errors| first(errors, &name))?;
        pages.push((format!("{name}.html"), page.to_html()));
    }
    Ok(pages)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;

    #[test]
    fn the_published_pages_are_those_that_the_rulesets_give() {
        for (name, text) in documents().unwrap() {
            let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(&name);
            let published = std::fs::read_to_string(path).unwrap_or_default();
            assert!(
                published == text,
                "{name} is out of step; run `cargo run --release -p karvon-rulesets --example documents`"
            );
        }
    }

    #[test]
    fn every_ruleset_of_the_program_has_a_page_and_no_page_is_left_over() {
        let mut pages: Vec<String> = documents().unwrap().into_iter().map(|(name, _)| name).collect();
        let folder = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs")).unwrap();
        let mut published: Vec<String> =
            folder.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
        pages.sort();
        published.sort();
        assert_eq!(published, pages);
        assert_eq!(pages.len(), list().len());
    }
}
