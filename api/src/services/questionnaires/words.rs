//! What a questionnaire says to a supplier, in the supplier's language: one message file a language.

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};
use serde::Serialize;
use unic_langid::LanguageIdentifier;
use utoipa::ToSchema;

/// Message files by language tag.
const FILES: [(&str, &str); 7] = [
    ("en", include_str!("../../../texts/questionnaire/en.ftl")),
    ("ru", include_str!("../../../texts/questionnaire/ru.ftl")),
    ("kk", include_str!("../../../texts/questionnaire/kk.ftl")),
    ("ky", include_str!("../../../texts/questionnaire/ky.ftl")),
    ("uz", include_str!("../../../texts/questionnaire/uz.ftl")),
    ("tg", include_str!("../../../texts/questionnaire/tg.ftl")),
    ("tk", include_str!("../../../texts/questionnaire/tk.ftl")),
];

/// How far a translation was reviewed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct Translation {
    /// `machine` as long as no speaker of the language has reviewed it.
    pub status: String,
    /// The same in words of the language.
    pub notice: String,
}

/// The languages that suppliers are asked in.
pub fn languages() -> impl Iterator<Item = &'static str> {
    FILES.into_iter().map(|(tag, _)| tag)
}

/// What a message is filled with.
#[derive(Clone, Copy, Debug)]
pub struct Values<'a> {
    /// Who asks.
    pub organisation: &'a str,
    /// Who is asked.
    pub party: &'a str,
    /// Last day.
    pub until: &'a str,
    /// The link.
    pub url: &'a str,
}

/// The message that goes with a link, ready to be sent.
pub fn message(language: &str, values: Values<'_>) -> String {
    let Values { organisation, party, until, url } = values;
    let values = [("organisation", organisation), ("party", party), ("until", until), ("url", url)];
    word(language, "message", &values).unwrap_or_else(|| url.to_owned())
}

/// How far the words of a language were reviewed; `None` for English, which nothing was translated to.
pub fn translation(language: &str) -> Option<Translation> {
    let said = |key| word(language, key, &[]);
    Some(Translation { status: said("translation-status")?, notice: said("translation-notice")? })
}

fn word(language: &str, key: &str, values: &[(&str, &str)]) -> Option<String> {
    let (tag, source) = FILES.into_iter().find(|(tag, _)| *tag == language)?;
    let locale: LanguageIdentifier = tag.parse().ok()?;
    let mut bundle = FluentBundle::new(vec![locale]);
    // Invisible marks around values would break the link that people copy.
    bundle.set_use_isolating(false);
    bundle.add_resource_overriding(FluentResource::try_new(source.to_owned()).unwrap_or_else(|(resource, _)| resource));
    let pattern = bundle.get_message(key)?.value()?;
    let arguments: FluentArgs<'_> = values.iter().copied().collect();
    Some(bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new()).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_message_file_parses() {
        for (tag, source) in FILES {
            assert!(FluentResource::try_new(source.to_owned()).is_ok(), "{tag}");
        }
    }

    #[test]
    fn every_language_has_a_message_with_all_that_it_must_say() {
        let values = Values { organisation: "Ours", party: "Mill", until: "2026-12-31", url: "http://x/s#krs_1" };
        for language in languages() {
            let text = message(language, values);
            for value in [values.organisation, values.party, values.until, values.url] {
                assert!(text.contains(value), "{language}: {value}");
            }
            assert!(!text.contains('{'), "{language}: {text}");
        }
    }

    #[test]
    fn every_translation_says_that_a_machine_made_it() {
        for language in languages() {
            let status = translation(language).map(|found| found.status);
            assert_eq!(status.as_deref(), (language != "en").then_some("machine"), "{language}");
        }
    }
}
