//! A ruleset as a page for people: everything it holds, in readable order.
//!
//! [`page`] decides what is said, as headings, lines and tables; [`Page::to_text`] places it as plain text and
//! [`Page::to_html`] as a page for a browser. [`document`] says more: the cases, the notes and how well the numbers are
//! verified.

pub(crate) mod answers;
mod cases;
pub(crate) mod checklist;
mod factors;
pub(crate) mod facts;
pub(crate) mod gate;
mod html;
mod markdown;
pub(crate) mod numbers;
mod part;
mod screening;
mod text;

pub use checklist::{
    checklist_document, checklist_page, dimensions_document, dimensions_page, questions_document, questions_page,
};
pub use part::{documents, part_document, part_page};

use karvon_engine::ruleset::{Case, Ruleset};

use crate::LoadedRuleset;
use crate::texts::Texts;

/// A page: title, lines under it, sections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Page {
    /// Title of the ruleset.
    pub title: String,
    /// Lines under the title.
    pub lead: Vec<String>,
    /// Sections in order.
    pub sections: Vec<Section>,
}

/// A part of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// Heading.
    pub title: String,
    /// Content in order.
    pub blocks: Vec<Block>,
}

/// A piece of content.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// A heading inside the section.
    Heading(String),
    /// A thing with an id of its own under a heading, e.g. a question.
    Item {
        /// Its id.
        id: String,
        /// What it is called.
        text: String,
    },
    /// A line of text.
    Line(String),
    /// A table.
    Table(Table),
    /// Text in Markdown, e.g. the notes of a ruleset.
    Markdown(String),
}

/// A table of texts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// Columns.
    pub columns: Vec<Column>,
    /// Rows, each with one cell per column.
    pub rows: Vec<Vec<String>>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Heading; empty where none is needed.
    pub title: String,
    /// Where its cells stand.
    pub align: Align,
}

/// Where the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Text.
    Left,
    /// Numbers.
    Right,
}

/// What the parts of the page are made from.
pub(crate) struct Source<'a> {
    pub(crate) ruleset: &'a Ruleset,
    pub(crate) texts: &'a Texts,
    pub(crate) words: &'a Texts,
}

impl<'a> Source<'a> {
    pub(crate) fn new(ruleset: &'a Ruleset, texts: &'a Texts, words: &'a Texts) -> Self {
        Self { ruleset, texts, words }
    }

    /// A word of the page.
    pub(crate) fn word(&self, key: &str) -> String {
        self.words.get(key).unwrap_or_else(|| key.to_owned())
    }

    /// A section under its heading.
    pub(crate) fn section(&self, key: &str, blocks: Vec<Block>) -> Section {
        Section { title: self.word(key), blocks }
    }

    pub(crate) fn left(&self, key: &str) -> Column {
        Column { title: self.word(key), align: Align::Left }
    }

    pub(crate) fn right(&self, key: &str) -> Column {
        Column { title: self.word(key), align: Align::Right }
    }

    /// A label and its value on one line.
    pub(crate) fn fact(&self, key: &str, value: &str) -> Block {
        Block::Line(format!("{}: {value}", self.word(key)))
    }
}

/// The English words of pages about rulesets.
const WORDS: &str = include_str!("../../texts/en.ftl");

/// The words of pages about rulesets.
pub(crate) fn words() -> Texts {
    // They are part of the program; a test makes sure that they can be read.
    Texts::parse(crate::MAIN_LANGUAGE, WORDS).unwrap_or_default()
}

/// The page of a ruleset, in English.
pub fn page(loaded: &LoadedRuleset) -> Page {
    page_in(loaded, &loaded.texts)
}

/// The page of a ruleset with its own texts in a language (see [`LoadedRuleset::texts_in`]); headings stay English.
///
/// A translation that says of itself how far it was reviewed is shown with that notice.
pub fn page_in(loaded: &LoadedRuleset, texts: &Texts) -> Page {
    let words = words();
    let source = Source::new(&loaded.ruleset, texts, &words);
    let head = loaded.ruleset.source();
    let mut lead = vec![format!("{} {}", head.name, head.version)];
    lead.extend(texts.get("translation-notice"));
    lead.extend(texts.get("ruleset-description"));
    lead.push(format!("{}: {}", source.word("in-force-from"), head.effective_from));
    lead.push(format!("{}: {}", source.word("basis"), source.word(&format!("basis-{}", head.basis))));
    lead.push(format!("{}: {}", source.word("headline"), facts::channel(&source, &head.headline)));
    for base in &loaded.bases {
        let hash = base.hash.get(..16).unwrap_or(&base.hash);
        lead.push(format!("{}: {} {} ({hash})", source.word("extends"), base.name, base.version));
    }
    lead.push(format!("{}: {}", source.word("hash"), loaded.ruleset.hash()));
    Page {
        title: texts.get("ruleset-title").unwrap_or_else(|| head.name.clone()),
        lead,
        sections: vec![
            facts::regimes(&source),
            facts::indicators(&source),
            answers::questions(&source),
            facts::sources(&source),
            factors::factors(&source),
            facts::patterns(&source),
            screening::screening(&source),
            facts::severity_and_bands(&source),
            facts::transmission(&source),
            facts::measures(&source),
            facts::tables(&source, &loaded.tables),
        ],
    }
}

/// The documentation of a ruleset with its texts in a language: its page with how well its numbers are verified, its
/// reference profiles and cases, and its notes.
pub fn document(loaded: &LoadedRuleset, texts: &Texts, cases: &[Case]) -> Page {
    let words = words();
    let source = Source::new(&loaded.ruleset, texts, &words);
    let mut page = page_in(loaded, texts);
    page.sections.push(factors::verification(&source, &loaded.tables));
    page.sections.push(cases::section(&source, "section-profiles", &loaded.ruleset.source().profiles));
    page.sections.push(cases::section(&source, "section-cases", cases));
    if !loaded.notes.trim().is_empty() {
        page.sections.push(source.section("section-notes", vec![Block::Markdown(loaded.notes.clone())]));
    }
    page
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::example::{RULESET, files};
    use crate::load_from;
    use crate::reference::Tables;

    fn example() -> String {
        let mut files = files(RULESET);
        let texts = "question-I7-1 = Who holds the passports?\n    .employer = the employer\nindicator-retention = Retention of documents\n";
        files.0.insert("small/texts/en.ftl".to_owned(), texts.as_bytes().to_vec());
        page(&load_from(&files, "small", Tables::embedded()).unwrap()).to_text()
    }

    fn has_line(text: &str, parts: &[&str]) -> bool {
        text.lines().any(|line| {
            let mut rest = line;
            parts.iter().all(|part| match rest.split_once(part) {
                Some((_, after)) => {
                    rest = after;
                    true
                }
                None => false,
            })
        })
    }

    #[test]
    fn the_words_of_the_page_can_be_read() {
        assert!(Texts::parse("en", WORDS).is_ok());
    }

    #[test]
    fn every_word_that_the_page_uses_is_there() {
        let text = example();
        let words = Texts::parse("en", WORDS).unwrap();
        // A word that is missing would show as its key, and keys have hyphens between lower-case letters.
        for key in [
            "in-force-from",
            "column-",
            "section-",
            "unit-",
            "form-",
            "condition-",
            "property-",
            "rule-",
            "gate-",
            "bound-",
            "bands-",
            "measure-",
        ] {
            assert!(!text.contains(key), "`{key}` shows in the page");
        }
        assert!(words.has("section-questions"));
    }

    #[test]
    fn a_translation_shows_its_words_and_how_far_it_was_reviewed() {
        let mut files = files(RULESET);
        let kazakh =
            "translation-status = machine\ntranslation-notice = Машиналық аударма.\nquestion-I7-1 = Төлқұжат кімде?\n";
        files.0.insert("small/texts/kk.ftl".to_owned(), kazakh.as_bytes().to_vec());
        let loaded = load_from(&files, "small", Tables::embedded()).unwrap();
        let text = page_in(&loaded, &loaded.texts_in("kk").unwrap()).to_text();
        assert!(has_line(&text, &["Төлқұжат кімде?"]));
        assert!(has_line(&text, &["Машиналық аударма."]));
    }

    #[test]
    fn a_document_holds_cases_and_notes_beside_the_page() {
        let mut files = files(RULESET);
        files.0.insert("small/NOTES.md".to_owned(), b"# Why\n\nBecause.\n".to_vec());
        let cases = "- id: a\n  shows: x\n  party: {country: UZB}\n  evidence: [{question: I7.1, answer: employer, source: worker_interview}]\n  expect: {band: high, channels: {retention: [0.4, 0.5]}}\n";
        files.0.insert("small/cases/a.yaml".to_owned(), cases.as_bytes().to_vec());
        let loaded = load_from(&files, "small", Tables::embedded()).unwrap();
        let cases = crate::load_cases_from(&files, "small").unwrap();
        let text = document(&loaded, &loaded.texts, &cases).to_text();
        assert!(
            has_line(&text, &["a", "x", "UZB", "I7.1 = employer (worker_interview)", "band high", "retention 0.4–0.5"]),
            "{text}"
        );
        assert!(text.contains("Because."));
    }

    #[test]
    fn an_answer_shows_its_table_and_what_it_says() {
        let text = example();
        // ln(0.6 / 0.01) = 4.094
        assert!(has_line(&text, &["the employer", "0.6", "0.01", "+4.09", "major"]), "{text}");
        assert!(has_line(&text, &["I7.1", "Who holds the passports?"]));
    }

    #[test]
    fn a_context_answer_shows_its_numbers_by_regime() {
        assert!(has_line(&example(), &["many", "above 0.5", "0.2", "0.3", "0.4", "minor"]));
    }

    #[test]
    fn prevalences_sources_and_gates_are_shown() {
        let text = example();
        assert!(has_line(&text, &["overtime.inv", "0.1", "0.5", "0.8"]), "{text}");
        assert!(has_line(&text, &["worker_interview", "0.85", "0.85", "365"]));
        assert!(has_line(&text, &["forced_labour", "all of (any INV leaf; any COE leaf)"]));
    }
}
