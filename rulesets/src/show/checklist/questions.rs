//! Questions that checklists share, and which rule asks each.

use std::collections::BTreeMap;

use karvon_engine::requirement::{StatementForm, StatementQuestion};
use serde_json::Value;

use super::super::{Page, Section};
use super::{Voice, notes};
use crate::texts::Texts;
use crate::{Checklists, LoadedQuestions, LoadedRequirement};

/// The page of questions that checklists share, with their texts in a language; headings stay English.
pub fn questions_page(loaded: &LoadedQuestions, texts: &Texts) -> Page {
    let voice = Voice::new(texts);
    Page {
        title: voice.title(&loaded.name),
        lead: voice.lead(&loaded.name, &loaded.version),
        sections: vec![section(&voice, &loaded.questions, &BTreeMap::new())],
    }
}

/// Their documentation: the page, with the rules of shipped checklists that ask each question, and the notes.
pub fn questions_document(loaded: &LoadedQuestions, texts: &Texts, lists: &Checklists) -> Page {
    let voice = Voice::new(texts);
    let asked_by = asked_by(&lists.requirements);
    Page {
        sections: std::iter::once(section(&voice, &loaded.questions, &asked_by))
            .chain(notes(&voice, &loaded.notes))
            .collect(),
        ..questions_page(loaded, texts)
    }
}

/// Questions in a table; who asks them is a column where it is known of any.
pub(super) fn section(
    voice: &Voice<'_>,
    questions: &[StatementQuestion],
    asked_by: &BTreeMap<String, Vec<String>>,
) -> Section {
    let row = |question: &StatementQuestion| {
        let asks = voice.texts.name("question", &question.id);
        vec![question.id.clone(), asks, form(voice, &question.form)]
    };
    let rows = questions.iter().map(row);
    let table = if asked_by.is_empty() {
        voice.table(["column-code", "column-asks", "column-answer"], rows.collect())
    } else {
        let asked =
            |question: &StatementQuestion| asked_by.get(&question.id).map(|by| by.join("; ")).unwrap_or_default();
        let rows = rows.zip(questions).map(|(row, question)| row.into_iter().chain([asked(question)]).collect());
        voice.table(["column-code", "column-asks", "column-answer", "column-asked-by"], rows.collect())
    };
    voice.section("section-questions", vec![table])
}

/// How a question is answered.
pub(crate) fn form(voice: &Voice<'_>, form: &StatementForm) -> String {
    match form {
        StatementForm::YesNo => voice.word("form-yes-no"),
        StatementForm::Number => voice.word("form-number"),
        StatementForm::Choice(words) => words.join(", "),
    }
}

/// Rules that ask each question, as `checklist rule`; the conditions of a checklist are `applies`.
pub(crate) fn asked_by(requirements: &[LoadedRequirement]) -> BTreeMap<String, Vec<String>> {
    let mut by: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for one in requirements {
        let source = one.requirement.source();
        let conditions = source.applies.iter().map(|check| ("applies", check));
        let rules = source.rules.iter().map(|rule| (rule.id.as_str(), &rule.check));
        for (rule, check) in conditions.chain(rules) {
            let mut asked = Vec::new();
            collect(&serde_json::to_value(check).unwrap_or_default(), &mut asked);
            for question in asked {
                let told = format!("{} {rule}", source.name);
                let all = by.entry(question).or_default();
                if !all.contains(&told) {
                    all.push(told);
                }
            }
        }
    }
    by
}

/// Questions that a check names anywhere within.
fn collect(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(entries) => {
            for (key, value) in entries {
                match value.as_str() {
                    Some(question) if key == "question" => found.push(question.to_owned()),
                    Some(_) | None => collect(value, found),
                }
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_names_the_rules_that_ask_it() {
        let lists = Checklists::load(None).unwrap();
        let by = asked_by(&lists.requirements);
        assert_eq!(by["company.seller_certificate"], ["us-section-307 seller-certificate"]);
        assert!(by["company.employees"].contains(&"csddd applies".to_owned()), "{:?}", by["company.employees"]);
    }

    #[test]
    fn the_document_of_the_shared_questions_says_of_each_who_asks_it() {
        let lists = Checklists::load(None).unwrap();
        let text = questions_document(&lists.questions[0], &lists.questions[0].texts, &lists).to_text();
        let line = text.lines().find(|line| line.contains("company.importer_statement")).unwrap();
        assert!(line.ends_with("us-section-307 importer-statement"), "{line}");
    }
}
