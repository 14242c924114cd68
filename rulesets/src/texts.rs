//! Texts of a ruleset in one language, from Fluent message files.
//!
//! Ruleset texts have no placeholders, so every message and attribute is resolved once when the file is read.
//! Fluent's ids allow no dots: the dots of question ids and leaf ids become hyphens.

use std::collections::BTreeMap;

use fluent_bundle::{FluentBundle, FluentError, FluentResource};
use thiserror::Error;
use unic_langid::LanguageIdentifier;

/// A message file that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum TextError {
    /// The name of the file is no language tag.
    #[error("`{0}` is no language tag; name the file like `en.ftl`")]
    Language(String),
    /// A line is not Fluent.
    #[error("line {line}: not a message; write `key = text`, and attributes indented as `.answer = text`")]
    Syntax {
        /// Line, from 1.
        line: u32,
    },
    /// A message stands twice.
    #[error("message `{0}` stands twice")]
    Twice(String),
    /// A message refers to something that is not there.
    #[error("message `{key}`: {reason}")]
    Reference {
        /// The message.
        key: String,
        /// What is missing.
        reason: String,
    },
}

/// Messages of one language by key; attributes stand under `message.attribute`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Texts {
    language: String,
    messages: BTreeMap<String, String>,
    fallback: BTreeMap<String, String>,
}

impl Texts {
    /// Reads a message file.
    pub fn parse(language: &str, text: &str) -> Result<Self, Vec<TextError>> {
        let tag: LanguageIdentifier = language.parse().map_err(|_| vec![TextError::Language(language.to_owned())])?;
        if let Some(messages) = plain_messages(text) {
            return Ok(Self { language: language.to_owned(), messages, fallback: BTreeMap::new() });
        }
        let resource = match FluentResource::try_new(text.to_owned()) {
            Ok(resource) => resource,
            Err((_, errors)) => {
                return Err(errors
                    .iter()
                    .map(|error| TextError::Syntax { line: line_of(text, error.pos.start) })
                    .collect());
            }
        };
        let mut bundle = FluentBundle::new(vec![tag]);
        bundle.set_use_isolating(false);
        if let Err(errors) = bundle.add_resource(&resource) {
            return Err(errors
                .iter()
                .map(|error| match error {
                    FluentError::Overriding { id, .. } => TextError::Twice(id.clone()),
                    FluentError::ParserError(_) | FluentError::ResolverError(_) => {
                        TextError::Reference { key: String::new(), reason: error.to_string() }
                    }
                })
                .collect());
        }
        let mut messages = BTreeMap::new();
        let mut problems = Vec::new();
        for key in message_ids(text) {
            let Some(message) = bundle.get_message(key) else { continue };
            let patterns =
                message.value().map(|pattern| (key.to_owned(), pattern)).into_iter().chain(
                    message.attributes().map(|attribute| (format!("{key}.{}", attribute.id()), attribute.value())),
                );
            for (key, pattern) in patterns {
                let mut errors = Vec::new();
                let text = bundle.format_pattern(pattern, None, &mut errors).into_owned();
                problems.extend(
                    errors.iter().map(|error| TextError::Reference { key: key.clone(), reason: error.to_string() }),
                );
                messages.insert(key, text);
            }
        }
        if problems.is_empty() {
            Ok(Self { language: language.to_owned(), messages, fallback: BTreeMap::new() })
        } else {
            Err(problems)
        }
    }

    /// The same with the messages of another language where one is missing here.
    #[must_use]
    pub fn or_else(mut self, other: &Self) -> Self {
        self.fallback.clone_from(&other.messages);
        self
    }

    /// The same with the messages of a ruleset that is extended, where this one has none of its own; they count as its own.
    #[must_use]
    pub fn over(mut self, base: &Self) -> Self {
        if self.language.is_empty() {
            self.language.clone_from(&base.language);
        }
        for (key, message) in &base.messages {
            self.messages.entry(key.clone()).or_insert_with(|| message.clone());
        }
        self
    }

    /// Language tag.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// A message or, as `message.attribute`, an attribute; from the fallback language where this one lacks it.
    pub fn get(&self, key: &str) -> Option<String> {
        self.messages.get(key).or_else(|| self.fallback.get(key)).cloned()
    }

    /// Whether this language itself has the message.
    pub fn has(&self, key: &str) -> bool {
        self.messages.contains_key(key)
    }

    /// Keys that this language has, sorted.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.messages.keys().map(String::as_str)
    }

    /// Text of a thing by its kind (`indicator`, `leaf`, `source` …) and id; the id itself where there is no text.
    pub fn name(&self, kind: &str, id: &str) -> String {
        self.get(&key(kind, id)).unwrap_or_else(|| id.to_owned())
    }

    /// Text of an answer; the answer's id where there is no text.
    pub fn answer(&self, question: &str, answer: &str) -> String {
        self.get(&answer_key(question, answer)).unwrap_or_else(|| answer.to_owned())
    }
}

/// Key of a thing's text: `question` and `I7.1` give `question-I7-1`.
pub fn key(kind: &str, id: &str) -> String {
    format!("{kind}-{}", id.replace('.', "-"))
}

/// Key of an answer's text: `question-I7-1.worker`.
pub fn answer_key(question: &str, answer: &str) -> String {
    format!("{}.{answer}", key("question", question))
}

/// Messages of a file in which each stands on a line of its own, without references; `None` where anything is otherwise,
/// and Fluent has to read it and to say what is wrong. Nearly every message file of a ruleset is of this kind, and reading
/// it so takes a tenth of the time.
fn plain_messages(text: &str) -> Option<BTreeMap<String, String>> {
    let mut messages = BTreeMap::new();
    let mut message = "";
    for line in text.lines() {
        if line.is_empty() || line.starts_with("# ") || line == "#" {
            continue;
        }
        let (id, value) = line.split_once(" = ")?;
        let value = value.trim_end();
        if value.is_empty() || value.starts_with(' ') || value.contains(['{', '}', '\t', '\r']) {
            return None;
        }
        let key = match id.strip_prefix("    .") {
            Some(attribute) if is_id(attribute) && !message.is_empty() => format!("{message}.{attribute}"),
            None if is_id(id) => {
                message = id;
                id.to_owned()
            }
            Some(_) | None => return None,
        };
        if messages.insert(key, value.to_owned()).is_some() {
            return None;
        }
    }
    Some(messages)
}

/// Whether Fluent takes it for an id.
fn is_id(id: &str) -> bool {
    id.starts_with(|c: char| c.is_ascii_alphabetic())
        && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_')
}

/// Ids of the messages of a valid file: Fluent starts a message in the first column and indents everything else.
fn message_ids(text: &str) -> impl Iterator<Item = &str> {
    text.lines()
        .filter(|line| line.starts_with(|c: char| c.is_ascii_alphabetic()))
        .filter_map(|line| line.split_once('='))
        .map(|(id, _)| id.trim_end())
}

fn line_of(text: &str, offset: usize) -> u32 {
    let before = text.get(..offset).unwrap_or(text);
    u32::try_from(before.matches('\n').count()).unwrap_or(u32::MAX).saturating_add(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str =
        "question-I7-1 = Who holds the passports?\n    .worker = the worker\nregime-coercive = coercive\n";

    #[test]
    fn messages_and_attributes_are_found_by_key() {
        let texts = Texts::parse("en", FILE).unwrap();
        assert_eq!(texts.get("regime-coercive").as_deref(), Some("coercive"));
        assert_eq!(texts.answer("I7.1", "worker"), "the worker");
        assert_eq!(texts.get("regime-ordinary"), None);
    }

    #[test]
    fn a_plain_file_reads_as_fluent_reads_it() {
        // The last message refers to nothing and is set in braces only to have Fluent read the file.
        let plain =
            "# Names\n\nregime-a = one  \nquestion-I7-1 = Who = what?\n    .worker = the “worker”\n    .other-1 = x\n";
        let by_fluent = Texts::parse("en", &format!("{plain}z = {{ \"\" }}y\n")).unwrap();
        let by_line = Texts::parse("en", plain).unwrap();
        assert!(plain_messages(plain).is_some());
        assert!(by_line.keys().all(|key| by_line.get(key) == by_fluent.get(key)));
        assert_eq!(by_line.keys().count() + 1, by_fluent.keys().count());
    }

    #[test]
    fn what_is_not_plain_is_left_to_fluent() {
        for text in
            ["a = { b }\n", "a =\n    long\n", "a = b\n  c\n", "a = 1\na = 2\n", "-term = x\n", "a = b\n\t.c = d\n"]
        {
            assert_eq!(plain_messages(text), None, "{text}");
        }
        let texts = Texts::parse("en", "a = one\n    two\n").unwrap();
        assert_eq!(texts.get("a").as_deref(), Some("one\ntwo"));
    }

    #[test]
    fn a_missing_message_is_taken_from_the_fallback_language() {
        let english = Texts::parse("en", FILE).unwrap();
        let russian = Texts::parse("ru", "regime-coercive = принудительный\n").unwrap().or_else(&english);
        assert_eq!(russian.get("regime-coercive").as_deref(), Some("принудительный"));
        assert_eq!(russian.answer("I7.1", "worker"), "the worker");
        assert!(!russian.has("question-I7-1"));
    }

    #[test]
    fn the_messages_of_what_is_extended_count_as_own_where_there_are_none() {
        let base = Texts::parse("en", FILE).unwrap();
        let own = Texts::parse("en", "regime-coercive = forced\n").unwrap().over(&base);
        assert_eq!(own.name("regime", "coercive"), "forced");
        assert!(own.has("question-I7-1.worker"));
        assert_eq!(Texts::default().over(&base), base);
    }

    #[test]
    fn a_line_that_is_no_message_is_named() {
        let errors = Texts::parse("en", "a = 1\n\n?? nonsense\n").unwrap_err();
        assert_eq!(errors, [TextError::Syntax { line: 3 }]);
    }

    #[test]
    fn a_message_that_stands_twice_is_named() {
        assert_eq!(Texts::parse("en", "a = 1\na = 2\n"), Err(vec![TextError::Twice("a".to_owned())]));
    }

    #[test]
    fn a_reference_to_nothing_is_named() {
        let errors = Texts::parse("en", "a = { b }\n").unwrap_err();
        assert!(matches!(errors.as_slice(), [TextError::Reference { key, .. }] if key == "a"));
    }
}
