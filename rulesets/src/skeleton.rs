//! A ruleset to start from: one that works, passes its own check, and says in comments what may be changed.

use chrono::NaiveDate;
use karvon_engine::ruleset::{Answer, Class, QuestionLeaf, Ruleset};
use thiserror::Error;

use crate::LoadedRuleset;

const WHOLE: [(&str, &str); 5] = [
    ("ruleset.yaml", include_str!("../skeleton/whole/ruleset.yaml")),
    ("questions.yaml", include_str!("../skeleton/whole/questions.yaml")),
    ("texts/en.ftl", include_str!("../skeleton/whole/texts/en.ftl")),
    ("cases/first.yaml", include_str!("../skeleton/whole/cases/first.yaml")),
    ("NOTES.md", include_str!("../skeleton/whole/NOTES.md")),
];
const EXTENSION: [(&str, &str); 4] = [
    ("ruleset.yaml", include_str!("../skeleton/extension/ruleset.yaml")),
    ("texts/en.ftl", include_str!("../skeleton/extension/texts/en.ftl")),
    ("cases/own.yaml", include_str!("../skeleton/extension/cases/own.yaml")),
    ("NOTES.md", include_str!("../skeleton/extension/NOTES.md")),
];

/// A ruleset that cannot be started.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SkeletonError {
    /// The name cannot be that of a ruleset.
    #[error("`{0}` cannot name a ruleset; use small letters, digits and hyphens, a letter first")]
    Name(String),
    /// What is to be extended has no leaf, or no source that could show one.
    #[error("`{0}` has no leaf that a source could show; extend another ruleset")]
    NothingToShow(String),
}

/// Files of a new ruleset by path: a small whole one, or one that extends another.
pub fn skeleton(
    name: &str,
    base: Option<&LoadedRuleset>,
    today: NaiveDate,
) -> Result<Vec<(String, String)>, SkeletonError> {
    check_name(name)?;
    let mut words = vec![("name", name.to_owned()), ("today", today.to_string())];
    let files = match base {
        None => WHOLE.as_slice(),
        Some(base) => {
            let about =
                about(&base.ruleset).ok_or_else(|| SkeletonError::NothingToShow(base.ruleset.source().name.clone()))?;
            words.extend(about);
            EXTENSION.as_slice()
        }
    };
    let filled = |text: &str| {
        words.iter().fold(text.to_owned(), |text, (key, word)| text.replace(&format!("{{{{{key}}}}}"), word))
    };
    Ok(files.iter().map(|(path, text)| ((*path).to_owned(), filled(text))).collect())
}

/// Whether a ruleset can have this name.
pub(crate) fn check_name(name: &str) -> Result<(), SkeletonError> {
    let proper = name.starts_with(|c: char| c.is_ascii_lowercase())
        && name.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
    if proper { Ok(()) } else { Err(SkeletonError::Name(name.to_owned())) }
}

/// What an extension can start from: a leaf, and a source that is believed when it shows it.
fn about(base: &Ruleset) -> Option<Vec<(&'static str, String)>> {
    let rules = base.source();
    let leaf = base.leaves().iter().find(|leaf| leaf.class == Class::Coe).or_else(|| base.leaves().first())?;
    let indicator = rules.indicators.get(leaf.indicator)?;
    let shows = |id: &str| rules.sources.iter().any(|s| s.id == id && s.r_against >= rules.regimes.observe_at);
    let interview = Some(&rules.interview.source).filter(|id| shows(id));
    let source = interview.or_else(|| rules.sources.iter().map(|source| &source.id).find(|id| shows(id)))?;
    let number = |answer: &&Answer| answer.t.is_some();
    let question = rules.questions.iter().find(|q| {
        matches!(q.leaf, QuestionLeaf::Inv | QuestionLeaf::Coe) && q.answers.iter().any(|answer| number(&answer))
    })?;
    let answer = question.answers.iter().find(number)?;
    Some(vec![
        ("base", rules.name.clone()),
        ("base_version", rules.version.clone()),
        ("indicator", indicator.id.clone()),
        ("leaf", leaf.class.as_str().to_owned()),
        ("leaf_id", leaf.id.to_string()),
        ("source", source.clone()),
        ("question", question.id.clone()),
        ("answer", format!("{}.t", answer.id)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::check;
    use crate::files::Memory;
    use crate::reference::Tables;
    use crate::{load, load_cases_from, load_from};

    fn today() -> NaiveDate {
        "2026-11-24".parse().unwrap()
    }

    fn checked(base: Option<&LoadedRuleset>) -> LoadedRuleset {
        let made = skeleton("own", base, today()).unwrap();
        let files = made.into_iter().map(|(path, text)| (format!("own/{path}"), text.into_bytes()));
        let files = Memory(files.collect());
        let loaded = load_from(&files, "own", Tables::embedded()).unwrap_or_else(|errors| panic!("{errors:?}"));
        let cases = load_cases_from(&files, "own").unwrap();
        let found = check(&loaded, &cases);
        assert!(found.passes(), "{found:?}");
        assert_eq!(found.warnings, []);
        assert!(found.cases > 0);
        loaded
    }

    #[test]
    fn a_new_ruleset_passes_its_own_check_without_a_warning() {
        assert_eq!(checked(None).ruleset.source().effective_from, today());
    }

    #[test]
    fn a_new_extension_passes_its_own_check_without_a_warning() {
        let base = load("ilo-11").unwrap();
        let own = checked(Some(&base));
        assert_eq!(own.ruleset.source().questions.len(), base.ruleset.source().questions.len() + 1);
        assert_eq!(own.bases.first().map(|b| b.hash.clone()), Some(base.ruleset.hash().to_owned()));
    }

    #[test]
    fn no_place_is_left_to_fill() {
        let base = load("ilo-11").unwrap();
        for base in [None, Some(&base)] {
            for (path, text) in skeleton("own", base, today()).unwrap() {
                assert!(!text.contains("{{"), "{path}: {text}");
            }
        }
    }

    #[test]
    fn a_name_that_no_ruleset_can_have_is_refused() {
        for name in ["", "Own", "1own", "own ruleset", "../own"] {
            assert_eq!(skeleton(name, None, today()), Err(SkeletonError::Name(name.to_owned())));
        }
    }
}
