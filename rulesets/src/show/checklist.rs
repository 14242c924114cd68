//! A checklist as a page for people: what it asks, where that stands, how it is checked and how sure it is.

use karvon_engine::dimension::Strength;
use karvon_engine::requirement::{Rule, StatementForm, StatementQuestion};

use super::{Align, Block, Column, Page, Section, Table, WORDS};
use crate::texts::Texts;
use crate::{LoadedDimensions, LoadedQuestions, LoadedRequirement, MAIN_LANGUAGE};

/// The page of a checklist, in English.
pub fn checklist_page(loaded: &LoadedRequirement) -> Page {
    let words = Texts::parse(MAIN_LANGUAGE, WORDS).unwrap_or_default();
    let word = |key: &str| words.get(key).unwrap_or_else(|| key.to_owned());
    let source = loaded.requirement.source();
    let mut lead = vec![format!("{} {}", source.name, source.version)];
    lead.extend(loaded.texts.get("ruleset-description"));
    lead.push(format!("{}: {}", word("instrument"), source.instrument));
    lead.push(format!("{}: {}", word("in-force-from"), source.effective_from));
    lead.push(format!("{}: {}", word("hash"), loaded.requirement.hash()));
    let mut sections = Vec::new();
    if !source.applies.is_empty() {
        let lines = source.applies.iter().map(|check| Block::Line(check.told()));
        sections.push(Section { title: word("section-applies"), blocks: lines.collect() });
    }
    let rows = source.rules.iter().map(|rule| row(loaded, rule, &word)).collect();
    let columns =
        ["column-rule", "column-asks", "column-article", "column-from", "column-recheck", "column-verification"];
    let table = Block::Table(Table { columns: columns.map(|key| left(&word, key)).to_vec(), rows });
    sections.push(Section { title: word("section-rules"), blocks: vec![table] });
    let checks = source.rules.iter().flat_map(|rule| {
        [
            Block::Heading(rule.id.clone()),
            Block::Line(rule.check.told()),
            Block::Line(format!("{}: {}", word("source"), rule.source)),
        ]
    });
    sections.push(Section { title: word("section-checks"), blocks: checks.collect() });
    if !source.questions.is_empty() {
        sections.push(questions(&source.questions, &loaded.texts, &word));
    }
    Page { title: loaded.texts.get("ruleset-title").unwrap_or_else(|| source.name.clone()), lead, sections }
}

/// The page of questions that checklists share, in English.
pub fn questions_page(loaded: &LoadedQuestions) -> Page {
    let words = Texts::parse(MAIN_LANGUAGE, WORDS).unwrap_or_default();
    let word = |key: &str| words.get(key).unwrap_or_else(|| key.to_owned());
    let mut lead = vec![format!("{} {}", loaded.name, loaded.version)];
    lead.extend(loaded.texts.get("ruleset-description"));
    Page {
        title: loaded.texts.get("ruleset-title").unwrap_or_else(|| loaded.name.clone()),
        lead,
        sections: vec![questions(&loaded.questions, &loaded.texts, &word)],
    }
}

/// The page of a scheme of dimensions, in English.
pub fn dimensions_page(loaded: &LoadedDimensions) -> Page {
    let words = Texts::parse(MAIN_LANGUAGE, WORDS).unwrap_or_default();
    let word = |key: &str| words.get(key).unwrap_or_else(|| key.to_owned());
    let source = loaded.dimensions.source();
    let mut lead = vec![format!("{} {}", source.name, source.version)];
    lead.extend(loaded.texts.get("ruleset-description"));
    lead.push(format!("{}: {}", word("hash"), loaded.dimensions.hash()));
    let rules = source.positive_when.iter().map(|rule| {
        let parts = [
            (rule.strong, "strength-strong"),
            (rule.medium, "strength-medium"),
            (rule.weak, "strength-weak"),
            (rule.medium_or_weak, "strength-medium-or-weak"),
        ];
        let told = parts.iter().filter(|(count, _)| *count > 0).map(|(count, key)| format!("{count} {}", word(key)));
        Block::Line(told.collect::<Vec<_>>().join(" + "))
    });
    let mut sections = vec![Section { title: word("section-positive-when"), blocks: rules.collect() }];
    for dimension in &source.dimensions {
        let rows = dimension.indicators.iter().map(|one| {
            let strength = match one.strength {
                Strength::Strong => "strength-strong",
                Strength::Medium => "strength-medium",
                Strength::Weak => "strength-weak",
            };
            let reads: Vec<String> =
                one.reads.iter().map(|read| format!("{}: {}", read.question, read.yes.join(", "))).collect();
            vec![one.id.clone(), loaded.texts.name("question", &one.id), word(strength), reads.join("; ")]
        });
        let columns = ["column-code", "column-name", "column-strength", "column-reads"].map(|key| left(&word, key));
        let table = Table { columns: columns.to_vec(), rows: rows.collect() };
        let title = loaded.texts.name("dimension", &dimension.id);
        sections.push(Section { title, blocks: vec![Block::Table(table)] });
    }
    let classes = source.classes.iter().map(|class| Block::Line(loaded.texts.name("class", &class.id)));
    sections.push(Section { title: word("section-classes"), blocks: classes.collect() });
    Page { title: loaded.texts.get("ruleset-title").unwrap_or_else(|| source.name.clone()), lead, sections }
}

fn left(word: &dyn Fn(&str) -> String, key: &str) -> Column {
    Column { title: word(key), align: Align::Left }
}

fn row(loaded: &LoadedRequirement, rule: &Rule, word: &dyn Fn(&str) -> String) -> Vec<String> {
    vec![
        rule.id.clone(),
        loaded.texts.name("rule", &rule.id),
        rule.article.clone(),
        rule.effective_from.to_string(),
        rule.recheck_after.to_string(),
        word(&format!("verification-{}", rule.verification.as_str())),
    ]
}

fn questions(questions: &[StatementQuestion], texts: &Texts, word: &dyn Fn(&str) -> String) -> Section {
    let form = |form: &StatementForm| match form {
        StatementForm::YesNo => word("form-yes-no"),
        StatementForm::Number => word("form-number"),
        StatementForm::Choice(words) => words.join(", "),
    };
    let rows = questions
        .iter()
        .map(|question| vec![question.id.clone(), texts.name("question", &question.id), form(&question.form)])
        .collect();
    let columns = ["column-code", "column-asks", "column-answer"].map(|key| left(word, key)).to_vec();
    Section { title: word("section-questions"), blocks: vec![Block::Table(Table { columns, rows })] }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Checklists;

    #[test]
    fn a_checklist_shows_its_rules_with_article_and_verification() {
        let lists = Checklists::load(Some(&["uflpa".to_owned()])).unwrap();
        let text = checklist_page(&lists.requirements[0]).to_text();
        assert!(text.contains("origin-outside-region"), "{text}");
        assert!(text.contains("No place of the chain lies in Xinjiang."));
        assert!(text.contains("2022-06-21"));
        assert!(!text.contains("column-") && !text.contains("section-"), "{text}");
    }
}
