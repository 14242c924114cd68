//! The words of the report: one message file per language, read once.
//!
//! Sections ask for a message by its key and give it numbers and names. A message that is missing shows as its key between ⟦ ⟧ and is
//! remembered, so that the caller can refuse to hand the report out. Numbers are written as the language writes them.

use std::cell::RefCell;
use std::collections::BTreeSet;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use thiserror::Error;
use unic_langid::LanguageIdentifier;

use crate::layout::rich::{Rich, escape};

/// A language that a report can be written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
pub enum Language {
    /// English.
    #[default]
    English,
}

impl Language {
    /// Every language.
    pub const ALL: [Self; 1] = [Self::English];

    /// The language tag, e.g. `en`.
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
        }
    }

    const fn messages(self) -> &'static str {
        match self {
            Self::English => include_str!("../texts/en.ftl"),
        }
    }
}

impl std::str::FromStr for Language {
    type Err = TextError;

    fn from_str(tag: &str) -> Result<Self, TextError> {
        Self::ALL
            .into_iter()
            .find(|language| language.tag() == tag)
            .ok_or_else(|| TextError::UnknownLanguage { tag: tag.to_owned() })
    }
}

/// Words that cannot be had.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum TextError {
    /// No message file for the language.
    #[error("no report texts in the language `{tag}`; there are: en")]
    UnknownLanguage {
        /// The tag asked for.
        tag: String,
    },
    /// The message file does not parse.
    #[error("the message file of `{tag}` is faulty: {reason}")]
    Faulty {
        /// The language tag.
        tag: String,
        /// The first fault.
        reason: String,
    },
    /// Messages that the report needed are not there.
    #[error("the message file of `{tag}` lacks: {}", keys.join(", "))]
    Missing {
        /// The language tag.
        tag: String,
        /// The missing keys.
        keys: Vec<String>,
    },
}

/// A value that goes into a message.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Value {
    /// Words, such as a name from a company's file or a number already written out.
    Words(String),
    /// A count, which also decides between singular and plural.
    Count(usize),
}

impl From<&str> for Value {
    fn from(words: &str) -> Self {
        Self::Words(words.to_owned())
    }
}

impl From<String> for Value {
    fn from(words: String) -> Self {
        Self::Words(words)
    }
}

impl From<&String> for Value {
    fn from(words: &String) -> Self {
        Self::Words(words.clone())
    }
}

impl From<usize> for Value {
    fn from(count: usize) -> Self {
        Self::Count(count)
    }
}

/// The messages of one language.
pub(crate) struct Texts {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    missing: RefCell<BTreeSet<String>>,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Texts").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Texts {
    /// Reads the message file of a language.
    pub(crate) fn load(language: Language) -> Result<Self, TextError> {
        let tag = language.tag();
        let faulty = |reason: String| TextError::Faulty { tag: tag.to_owned(), reason };
        let identifier: LanguageIdentifier = tag.parse().map_err(|error| faulty(format!("{error}")))?;
        let resource = FluentResource::try_new(language.messages().to_owned())
            .map_err(|(_, errors)| faulty(errors.first().map(ToString::to_string).unwrap_or_default()))?;
        let mut bundle = FluentBundle::new_concurrent(vec![identifier]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => Some(grouped(&number.as_string())),
            FluentValue::String(_) | FluentValue::Custom(_) | FluentValue::None | FluentValue::Error => None,
        }));
        bundle
            .add_resource(resource)
            .map_err(|errors| faulty(errors.first().map(ToString::to_string).unwrap_or_default()))?;
        Ok(Self { language, bundle, missing: RefCell::default() })
    }

    /// The language.
    pub(crate) const fn language(&self) -> Language {
        self.language
    }

    /// A message without values.
    pub(crate) fn say(&self, key: &str) -> String {
        self.tell(key, &[])
    }

    /// A message with values, as plain text.
    pub(crate) fn tell(&self, key: &str, values: &[(&'static str, Value)]) -> String {
        self.format(key, values, ToOwned::to_owned)
    }

    /// A message with values whose marks for bold, raised and lowered text are read.
    pub(crate) fn rich(&self, key: &str, values: &[(&'static str, Value)]) -> Rich {
        Rich::marked(&self.format(key, values, escape))
    }

    /// Whether there is a message of that key.
    pub(crate) fn has(&self, key: &str) -> bool {
        self.bundle.get_message(key).is_some_and(|message| message.value().is_some())
    }

    /// Refuses where a message was missing.
    pub(crate) fn complete(&self) -> Result<(), TextError> {
        let keys: Vec<String> = self.missing.borrow().iter().cloned().collect();
        if keys.is_empty() { Ok(()) } else { Err(TextError::Missing { tag: self.language.tag().to_owned(), keys }) }
    }

    fn format(&self, key: &str, values: &[(&'static str, Value)], treat: impl Fn(&str) -> String) -> String {
        let pattern = self.bundle.get_message(key).and_then(|message| message.value());
        let Some(pattern) = pattern else {
            return self.lack(key);
        };
        let mut arguments = FluentArgs::new();
        for (name, value) in values {
            match value {
                Value::Words(words) => arguments.set(*name, treat(words)),
                Value::Count(count) => arguments.set(*name, *count),
            }
        }
        let mut errors = Vec::new();
        let text = self.bundle.format_pattern(pattern, Some(&arguments), &mut errors).into_owned();
        if errors.is_empty() { text } else { self.lack(key) }
    }

    fn lack(&self, key: &str) -> String {
        self.missing.borrow_mut().insert(key.to_owned());
        format!("⟦{key}⟧")
    }
}

/// A whole number with its thousands apart, by a no-break space as the international standard for quantities has it.
pub(crate) fn grouped(digits: &str) -> String {
    let (sign, digits) = digits.strip_prefix('-').map_or(("", digits), |rest| ("−", rest));
    let (whole, fraction) = digits.split_once('.').map_or((digits, None), |(whole, fraction)| (whole, Some(fraction)));
    let mut text = String::from(sign);
    let length = whole.len();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (length - at) % 3 == 0 && length > 4 {
            text.push('\u{a0}');
        }
        text.push(digit);
    }
    if let Some(fraction) = fraction {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// Splits a message file into its keys, for the test that finds words nobody uses.
#[cfg(test)]
fn keys(messages: &str) -> std::collections::BTreeMap<String, usize> {
    let mut keys = std::collections::BTreeMap::new();
    for line in messages.lines() {
        if let Some((key, _)) = line.split_once(" =")
            && !key.starts_with([' ', '#', '-'])
            && !key.is_empty()
        {
            *keys.entry(key.to_owned()).or_insert(0) += 1;
        }
    }
    keys
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_their_thousands_apart() {
        assert_eq!(grouped("9999"), "9999");
        assert_eq!(grouped("16384"), "16\u{a0}384");
        assert_eq!(grouped("-1234567.5"), "−1\u{a0}234\u{a0}567.5");
    }

    #[test]
    fn a_missing_message_is_shown_and_refused() {
        let texts = Texts::load(Language::English).unwrap();
        assert_eq!(texts.complete(), Ok(()));
        assert_eq!(texts.say("no-such-key"), "⟦no-such-key⟧");
        assert_eq!(
            texts.complete(),
            Err(TextError::Missing { tag: "en".to_owned(), keys: vec!["no-such-key".to_owned()] })
        );
    }

    #[test]
    fn every_message_file_reads_and_has_each_key_once() {
        for language in Language::ALL {
            Texts::load(language).unwrap();
            for (key, times) in keys(language.messages()) {
                assert_eq!(times, 1, "{key}");
            }
        }
    }

    #[test]
    fn an_unknown_language_is_refused_by_name() {
        assert_eq!("xx".parse::<Language>(), Err(TextError::UnknownLanguage { tag: "xx".to_owned() }));
    }
}
