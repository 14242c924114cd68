//! The sentences of findings, from one message file per language.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use unic_langid::LanguageIdentifier;

use crate::finding::InputFinding;

/// Message files that travel with the crate, by language tag.
const FILES: [(&str, &str); 1] = [("en", include_str!("../texts/en.ftl"))];

/// The sentences of one language; English where a language has no message file.
pub struct Texts {
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Texts").field("locales", &self.bundle.locales).finish_non_exhaustive()
    }
}

impl Texts {
    /// The texts of a language, by its tag (`en`, `ru`).
    pub fn new(language: &str) -> Self {
        let (tag, source) = FILES.into_iter().find(|(tag, _)| *tag == language).unwrap_or(FILES[0]);
        let locale: LanguageIdentifier = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![locale]);
        // The sentences also go into CSV files, where invisible marks around values would be in the way.
        bundle.set_use_isolating(false);
        // A broken line loses its own message only; the test of the texts finds it.
        let resource = FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource);
        bundle.add_resource_overriding(resource);
        Self { bundle }
    }

    /// The languages that have a message file.
    pub fn languages() -> impl Iterator<Item = &'static str> {
        FILES.into_iter().map(|(tag, _)| tag)
    }

    /// What is wrong, and what would be right. A rule without text is told by its id.
    pub fn say(&self, finding: &InputFinding) -> (String, String) {
        let mut args = FluentArgs::new();
        for (name, value) in &finding.details {
            // Counts choose the singular or plural; everything else is put in as it stands.
            match value.parse::<u32>() {
                Ok(count) if matches!(name.as_str(), "times" | "count") => {
                    args.set(name.as_str(), count);
                }
                _ => args.set(name.as_str(), value.as_str()),
            }
        }
        args.set("value", finding.value.as_deref().unwrap_or_default());
        args.set("column", finding.column.as_deref().unwrap_or_default());
        let id = finding.rule.as_str();
        let message = self.bundle.get_message(id);
        let told = |pattern| {
            let mut errors = Vec::new();
            self.bundle.format_pattern(pattern, Some(&args), &mut errors).into_owned()
        };
        let what = message.as_ref().and_then(fluent_bundle::FluentMessage::value).map_or_else(|| id.to_owned(), told);
        let fix = message.and_then(|message| message.get_attribute("fix")).map(|fix| told(fix.value()));
        (what, fix.unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Rule;

    #[test]
    fn every_rule_has_a_message_and_a_fix_in_every_language() {
        for language in Texts::languages() {
            let texts = Texts::new(language);
            let without: Vec<&str> = Rule::ALL
                .iter()
                .map(|rule| rule.as_str())
                .filter(|id| {
                    texts
                        .bundle
                        .get_message(id)
                        .is_none_or(|message| message.value().is_none() || message.get_attribute("fix").is_none())
                })
                .collect();
            assert!(without.is_empty(), "{language}: {without:?}");
        }
    }

    #[test]
    fn message_files_parse_and_hold_no_text_without_a_rule() {
        for (tag, source) in FILES {
            assert!(FluentResource::try_new(source.to_owned()).is_ok(), "{tag}");
            for line in source.lines() {
                let id = line.split(" =").next().unwrap_or_default();
                let starts = line.starts_with(|c: char| c.is_ascii_lowercase());
                assert!(!starts || Rule::ALL.iter().any(|rule| rule.as_str() == id), "{tag}: `{id}`");
            }
        }
    }
}
