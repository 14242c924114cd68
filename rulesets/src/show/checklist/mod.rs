//! Checklists, shared questions and schemes of dimensions as pages for people: what is asked, where that stands, how it is
//! checked, how sure it is, and by which cases it was tried.

mod cases;
pub(crate) mod check;
mod dimensions;
mod questions;

pub(crate) use dimensions::{case_blocks, classes, indicator_row, section as dimension};
pub use dimensions::{dimensions_document, dimensions_page};
pub(crate) use questions::{asked_by, form};
pub use questions::{questions_document, questions_page};

use std::collections::BTreeMap;

use karvon_engine::requirement::{RequirementCase, Rule};

use super::{Align, Block, Column, Page, Section, Table, words};
use crate::LoadedRequirement;
use crate::texts::Texts;

/// What the parts of these pages are made from: texts of the checklist and words of the page.
pub(crate) struct Voice<'a> {
    pub(crate) texts: &'a Texts,
    words: Texts,
}

impl<'a> Voice<'a> {
    pub(crate) fn new(texts: &'a Texts) -> Self {
        Self { texts, words: words() }
    }

    /// A word of the page.
    pub(crate) fn word(&self, key: &str) -> String {
        self.words.get(key).unwrap_or_else(|| key.to_owned())
    }

    /// A word of the page that there need not be.
    fn known(&self, key: &str) -> Option<String> {
        self.words.get(key)
    }

    pub(crate) fn section(&self, key: &str, blocks: Vec<Block>) -> Section {
        Section { title: self.word(key), blocks }
    }

    /// A label and its value on one line.
    pub(crate) fn fact(&self, key: &str, value: &str) -> String {
        format!("{}: {value}", self.word(key))
    }

    /// A table of columns of text.
    pub(crate) fn table<const N: usize>(&self, columns: [&str; N], rows: Vec<Vec<String>>) -> Block {
        let columns = columns.map(|key| Column { title: self.word(key), align: Align::Left });
        Block::Table(Table { columns: columns.to_vec(), rows })
    }

    /// The first lines of a page: name and version, how far a translation was reviewed, what it is about.
    fn lead(&self, name: &str, version: &str) -> Vec<String> {
        let mut lead = vec![format!("{name} {version}")];
        lead.extend(self.texts.get("translation-notice"));
        lead.extend(self.texts.get("ruleset-description"));
        lead
    }

    fn title(&self, name: &str) -> String {
        self.texts.get("ruleset-title").unwrap_or_else(|| name.to_owned())
    }
}

/// The page of a checklist with its texts in a language (see [`LoadedRequirement::texts_in`]); headings stay English.
pub fn checklist_page(loaded: &LoadedRequirement, texts: &Texts) -> Page {
    let voice = Voice::new(texts);
    let source = loaded.requirement.source();
    let mut lead = voice.lead(&source.name, &source.version);
    lead.push(voice.fact("instrument", &source.instrument));
    lead.push(voice.fact("in-force-from", &source.effective_from.to_string()));
    lead.push(voice.fact("hash", loaded.requirement.hash()));
    let mut sections = Vec::new();
    if !source.applies.is_empty() {
        let blocks = source.applies.iter().flat_map(|one| check::blocks(&voice, one)).collect();
        sections.push(voice.section("section-applies", blocks));
    }
    let columns =
        ["column-rule", "column-asks", "column-article", "column-from", "column-recheck", "column-verification"];
    let rows = source.rules.iter().map(|rule| row(&voice, rule)).collect();
    let table = voice.table(columns, rows);
    sections.push(voice.section("section-rules", vec![Block::Line(verified(&voice, &source.rules)), table]));
    let checks = source.rules.iter().flat_map(|rule| about(&voice, rule)).collect();
    sections.push(voice.section("section-checks", checks));
    if !source.questions.is_empty() {
        sections.push(questions::section(&voice, &source.questions, &BTreeMap::new()));
    }
    Page { title: voice.title(&source.name), lead, sections }
}

/// The documentation of a checklist: its page with its cases and its notes.
pub fn checklist_document(loaded: &LoadedRequirement, texts: &Texts, cases: &[RequirementCase]) -> Page {
    let voice = Voice::new(texts);
    let mut page = checklist_page(loaded, texts);
    page.sections.push(voice.section("section-cases", cases::blocks(&voice, cases)));
    page.sections.extend(notes(&voice, &loaded.notes));
    page
}

/// Everything about one rule but its cases.
pub(crate) fn about(voice: &Voice<'_>, rule: &Rule) -> Vec<Block> {
    let mut blocks = vec![Block::Item { id: rule.id.clone(), text: voice.texts.name("rule", &rule.id) }];
    blocks.extend(check::blocks(voice, &rule.check));
    blocks.extend(standing(voice, rule).map(Block::Line));
    blocks
}

/// Where a rule stands, since when it applies, how sure that is.
pub(crate) fn standing(voice: &Voice<'_>, rule: &Rule) -> [String; 3] {
    let verification = voice.word(&format!("verification-{}", rule.verification.as_str()));
    [
        voice.fact("column-article", &rule.article),
        format!(
            "{}; {}",
            voice.fact("in-force-from", &rule.effective_from.to_string()),
            voice.fact("column-recheck", &rule.recheck_after.to_string())
        ),
        format!("{} ({verification})", voice.fact("source", &rule.source)),
    ]
}

/// The cases of one rule.
pub(crate) fn cases_of(voice: &Voice<'_>, rule: &str, cases: &[RequirementCase]) -> Vec<Block> {
    let of: Vec<RequirementCase> = cases.iter().filter(|case| case.rule == rule).cloned().collect();
    cases::blocks(voice, &of)
}

fn row(voice: &Voice<'_>, rule: &Rule) -> Vec<String> {
    vec![
        rule.id.clone(),
        voice.texts.name("rule", &rule.id),
        rule.article.clone(),
        rule.effective_from.to_string(),
        rule.recheck_after.to_string(),
        voice.word(&format!("verification-{}", rule.verification.as_str())),
    ]
}

/// How many rules are how well verified.
fn verified(voice: &Voice<'_>, rules: &[Rule]) -> String {
    let mut counts = BTreeMap::new();
    for rule in rules {
        *counts.entry(rule.verification).or_insert(0_usize) += 1;
    }
    let told =
        counts.iter().map(|(how, count)| format!("{count} {}", voice.word(&format!("verification-{}", how.as_str()))));
    voice.fact("verification", &told.collect::<Vec<_>>().join(", "))
}

/// The notes, where there are some.
fn notes(voice: &Voice<'_>, notes: &str) -> Option<Section> {
    let told = !notes.trim().is_empty();
    told.then(|| voice.section("section-notes", vec![Block::Markdown(notes.to_owned())]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Checklists, load_requirement_cases};

    fn requirement(name: &str) -> LoadedRequirement {
        Checklists::load(Some(&[name.to_owned()])).unwrap().requirements.remove(0)
    }

    #[test]
    fn a_checklist_shows_its_rules_with_article_and_verification() {
        let loaded = requirement("uflpa");
        let text = checklist_page(&loaded, &loaded.texts).to_text();
        assert!(text.contains("origin-outside-region"), "{text}");
        assert!(text.contains("No place of the chain lies in Xinjiang."));
        assert!(text.contains("2022-06-21"));
        assert!(!text.contains("column-") && !text.contains("section-"), "{text}");
    }

    #[test]
    fn the_document_of_a_checklist_holds_a_case_of_each_rule_and_the_notes() {
        let loaded = requirement("recruitment");
        let cases = load_requirement_cases("recruitment").unwrap();
        let page = checklist_document(&loaded, &loaded.texts, &cases);
        let table = page.sections.iter().find(|section| section.title == "Cases").unwrap();
        let rows: Vec<&Vec<String>> = table
            .blocks
            .iter()
            .filter_map(|block| match block {
                Block::Table(table) => Some(&table.rows),
                Block::Heading(_) | Block::Item { .. } | Block::Line(_) | Block::Markdown(_) => None,
            })
            .flatten()
            .collect();
        assert_eq!(rows.len(), cases.len());
        let rules = &loaded.requirement.source().rules;
        assert!(rules.iter().all(|rule| rows.iter().any(|row| row.contains(&rule.id))));
        assert!(page.to_html().contains("SDG 10.7.1 is kept for individual ratios"));
    }

    #[test]
    fn every_shipped_checklist_finds_words_for_its_checks_and_their_parameters() {
        for loaded in Checklists::load(None).unwrap().requirements {
            // A checklist may be called like a key.
            let text = checklist_page(&loaded, &loaded.texts).to_text().replace(loaded.name(), "");
            for key in ["check-", "parameter-", "column-", "section-", "verification-"] {
                assert!(!text.contains(key), "{}: `{key}` shows in\n{text}", loaded.name());
            }
        }
    }
}
