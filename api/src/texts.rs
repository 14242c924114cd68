//! What the command line says, from one message file per language.
//!
//! Only sentences of this crate stand there: findings about files, rulesets and reports bring their own. A message that is
//! missing shows as its key; the tests below keep code and files together.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

/// Message files that travel with the program, by language tag.
const FILES: [(&str, &str); 1] = [("en", include_str!("../texts/en.ftl"))];

/// The sentences of one language.
pub struct Texts {
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts").field("locales", &self.bundle.locales).finish_non_exhaustive()
    }
}

impl Texts {
    /// The sentences of a language by its tag, e.g. `en`; English where a language has no message file.
    pub fn new(language: &str) -> Self {
        let (tag, source) = FILES.into_iter().find(|(tag, _)| *tag == language).unwrap_or(FILES[0]);
        let locale: LanguageIdentifier = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Invisible marks around values would end up in what people copy from a terminal.
        bundle.set_use_isolating(false);
        // A broken line loses its own message only; the test of the texts finds it.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        Self { bundle }
    }

    /// A message without values.
    pub fn say(&self, key: &str) -> String {
        self.tell(key, [])
    }

    /// A message with values; counts choose between singular and plural.
    pub fn tell<'a, const N: usize>(&self, key: &str, values: [(&'a str, FluentValue<'a>); N]) -> String {
        self.find(key, values).unwrap_or_else(|| key.to_owned())
    }

    /// A message without values, where there is one.
    pub fn have(&self, key: &str) -> Option<String> {
        self.find(key, [])
    }

    fn find<'a, const N: usize>(&self, key: &str, values: [(&'a str, FluentValue<'a>); N]) -> Option<String> {
        let pattern = self.bundle.get_message(key).and_then(|message| message.value())?;
        let arguments: FluentArgs<'_> = values.into_iter().collect();
        let mut errors = Vec::new();
        Some(self.bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::path::Path;

    use super::*;

    fn keys(source: &str) -> BTreeSet<&str> {
        let starts = |line: &&str| line.starts_with(|c: char| c.is_ascii_lowercase());
        source.lines().filter(starts).filter_map(|line| line.split_once(" =")).map(|(key, _)| key).collect()
    }

    /// The keys that the code asks for: the words in quotation marks right after `say(` and `tell(`.
    fn asked(folder: &Path, into: &mut BTreeSet<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                asked(&path, into);
            } else if !path.ends_with("texts.rs") {
                let code: String = std::fs::read_to_string(&path).unwrap();
                for call in [".say(", ".tell("] {
                    let arguments = code.split(call).skip(1).filter_map(|rest| rest.trim_start().strip_prefix('"'));
                    into.extend(arguments.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
                }
            }
        }
    }

    fn all_code(folder: &Path, into: &mut String) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                all_code(&path, into);
            } else if !path.ends_with("texts.rs") {
                into.push_str(&std::fs::read_to_string(&path).unwrap());
            }
        }
    }

    #[test]
    fn every_message_file_parses() {
        for (tag, source) in FILES {
            assert!(FluentResource::try_new(source.to_owned()).is_ok(), "{tag}");
        }
    }

    /// Of two messages of one key only the later would ever be said.
    #[test]
    fn no_key_stands_twice() {
        for (tag, source) in FILES {
            let mut seen = BTreeSet::new();
            let lines = source.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
            let keys = lines.filter_map(|line| line.split_once(" =")).map(|(key, _)| key);
            let twice: Vec<&str> = keys.filter(|key| !seen.insert(*key)).collect();
            assert!(twice.is_empty(), "{tag}: {twice:?}");
        }
    }

    #[test]
    fn every_message_that_the_code_asks_for_exists_in_every_language() {
        let mut wanted = BTreeSet::new();
        asked(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut wanted);
        assert!(wanted.len() > 10, "{wanted:?}");
        for (tag, source) in FILES {
            let keys = keys(source);
            let missing: Vec<&String> = wanted.iter().filter(|key| !keys.contains(key.as_str())).collect();
            assert!(missing.is_empty(), "{tag}: {missing:?}");
        }
    }

    #[test]
    fn no_message_is_left_that_nothing_asks_for() {
        let mut code = String::new();
        all_code(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut code);
        // Help, stages, problems and kinds of rulesets are asked for by keys that are put together.
        let is_built = |key: &str| {
            [
                "help",
                "stage-",
                "problem-",
                "api-",
                "ruleset-kind-",
                "lists-complete",
                "lists-incomplete",
                "calibrate-factor",
                "calibrate-indicator",
            ]
            .iter()
            .any(|start| key.starts_with(start))
        };
        for (tag, source) in FILES {
            let mut left = keys(source);
            left.retain(|key| !is_built(key) && !code.contains(&format!("\"{key}\"")));
            assert!(left.is_empty(), "{tag}: {left:?}");
        }
    }

    #[test]
    fn a_message_that_is_missing_shows_as_its_key() {
        assert_eq!(Texts::new("en").tell("no-such-message", []), "no-such-message");
    }
}
