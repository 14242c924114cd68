//! What a rule of a checklist, a shared question or an indicator of a scheme asks, where it stands and what tries it.

use karvon_engine::dimension::{Dimension, DimensionCase};
use karvon_engine::requirement::{RequirementCase, StatementQuestion};

use super::NothingToExplain;
use crate::show::checklist::{self, Voice, asked_by, case_blocks, check, form, indicator_row};
use crate::show::{Block, Page};
use crate::{LoadedDimensions, LoadedQuestions, LoadedRequirement};

/// Names that are offered where one leads to nothing.
const OFFERED: usize = 12;

/// Explains a rule of a checklist, its conditions (`applies`), or a question that its rules ask.
///
/// # Errors
/// A name that leads to nothing.
pub fn explain_requirement(
    loaded: &LoadedRequirement,
    cases: &[RequirementCase],
    name: &str,
) -> Result<Page, NothingToExplain> {
    let voice = Voice::new(&loaded.texts);
    let source = loaded.requirement.source();
    let title = loaded.texts.get("ruleset-title").unwrap_or_else(|| source.name.clone());
    let tried = |rule: &str| voice.section("explain-cases", checklist::cases_of(&voice, rule, cases));
    if let Some(rule) = source.rules.iter().find(|rule| rule.id == name) {
        let standing = checklist::standing(&voice, rule).map(Block::Line).to_vec();
        let sections = vec![
            voice.section("section-check", check::blocks(&voice, &rule.check)),
            voice.section("section-standing", standing),
            tried(&rule.id),
        ];
        let title_of_rule = format!("{}  {}", rule.id, loaded.texts.name("rule", &rule.id));
        return Ok(Page { title: title_of_rule, lead: vec![title], sections });
    }
    if name == "applies" && !source.applies.is_empty() {
        let blocks = source.applies.iter().flat_map(|one| check::blocks(&voice, one)).collect();
        let sections = vec![voice.section("section-check", blocks), tried(name)];
        return Ok(Page { title: voice.word("section-applies"), lead: vec![title], sections });
    }
    let by = asked_by(std::slice::from_ref(loaded));
    if let Some(rules) = by.get(name) {
        let text = loaded.texts.name("question", name);
        let title_of_question = if text == name { name.to_owned() } else { format!("{name}  {text}") };
        let lines = rules.iter().cloned().map(Block::Line).collect();
        let sections = vec![voice.section("explain-reads", lines)];
        return Ok(Page { title: title_of_question, lead: vec![title], sections });
    }
    let known = source.rules.iter().map(|rule| rule.id.as_str()).chain(by.keys().map(String::as_str));
    Err(nothing(&voice, &source.name, name, known))
}

/// Explains a question that checklists share: how it is answered, and which rules of which checklists ask it.
///
/// # Errors
/// A name that leads to nothing.
pub fn explain_question(
    loaded: &LoadedQuestions,
    requirements: &[LoadedRequirement],
    name: &str,
) -> Result<Page, NothingToExplain> {
    let voice = Voice::new(&loaded.texts);
    let Some(question) = loaded.questions.iter().find(|question| question.id == name) else {
        let known = loaded.questions.iter().map(|question| question.id.as_str());
        return Err(nothing(&voice, &loaded.name, name, known));
    };
    let StatementQuestion { id, form: how } = question;
    let by = asked_by(requirements);
    let rules = by.get(id).map(Vec::as_slice).unwrap_or_default();
    let asking = requirements.iter().flat_map(|one| {
        let source = one.requirement.source();
        source.rules.iter().map(move |rule| (one, source, rule))
    });
    let rows = asking.filter(|(_, source, rule)| rules.contains(&format!("{} {}", source.name, rule.id)));
    let rows: Vec<Vec<String>> = rows
        .map(|(one, source, rule)| {
            vec![source.name.clone(), rule.id.clone(), one.texts.name("rule", &rule.id), rule.article.clone()]
        })
        .collect();
    let conditions = rules.iter().filter_map(|told| told.strip_suffix(" applies"));
    let mut blocks = Vec::new();
    if !rows.is_empty() {
        blocks.push(voice.table(["column-checklist", "column-rule", "column-asks", "column-article"], rows));
    }
    let conditions: Vec<&str> = conditions.collect();
    if !conditions.is_empty() {
        blocks.push(Block::Line(voice.fact("explain-condition-of", &conditions.join(", "))));
    }
    Ok(Page {
        title: format!("{id}  {}", loaded.texts.name("question", id)),
        lead: vec![voice.fact("column-answer", &form(&voice, how))],
        sections: vec![voice.section("explain-reads", blocks)],
    })
}

/// Explains a dimension of a scheme, one of its indicators, or a class.
///
/// # Errors
/// A name that leads to nothing.
pub fn explain_dimensions(
    loaded: &LoadedDimensions,
    cases: &[DimensionCase],
    name: &str,
) -> Result<Page, NothingToExplain> {
    let voice = Voice::new(&loaded.texts);
    let source = loaded.dimensions.source();
    let title = voice.texts.get("ruleset-title").unwrap_or_else(|| source.name.clone());
    let about = |case: &&DimensionCase, dimension: &Dimension| {
        case.dimensions.contains_key(&dimension.id)
            || dimension.indicators.iter().any(|one| case.answers.contains_key(&one.id))
    };
    let tried = |is_meant: &dyn Fn(&&DimensionCase) -> bool| {
        let of: Vec<DimensionCase> = cases.iter().filter(is_meant).cloned().collect();
        voice.section("explain-cases", case_blocks(&voice, &of))
    };
    for dimension in &source.dimensions {
        if dimension.id == name {
            let sections = vec![checklist::dimension(&voice, dimension), tried(&|case| about(case, dimension))];
            let title_of_it = format!("{name}  {}", loaded.texts.name("dimension", name));
            return Ok(Page { title: title_of_it, lead: vec![title], sections });
        }
        if let Some(one) = dimension.indicators.iter().find(|one| one.id == name) {
            let columns = ["column-code", "column-name", "column-strength", "column-reads"];
            let table = voice.table(columns, vec![indicator_row(&voice, one)]);
            let named = |case: &&DimensionCase| {
                case.answers.contains_key(name)
                    || one.reads.iter().any(|read| case.answers.contains_key(&read.question))
            };
            let lead = vec![title, loaded.texts.name("dimension", &dimension.id)];
            let sections = vec![voice.section("section-check", vec![table]), tried(&named)];
            return Ok(Page { title: format!("{name}  {}", loaded.texts.name("question", name)), lead, sections });
        }
    }
    if source.classes.iter().any(|class| class.id == name) {
        let section = checklist::classes(&voice, source.classes.iter().filter(|class| class.id == name));
        let sections = vec![section, tried(&|case| case.class.as_deref() == Some(name))];
        return Ok(Page {
            title: format!("{name}  {}", loaded.texts.name("class", name)),
            lead: vec![title],
            sections,
        });
    }
    let dimensions = source.dimensions.iter().map(|dimension| dimension.id.as_str());
    let indicators = source.dimensions.iter().flat_map(|d| d.indicators.iter().map(|one| one.id.as_str()));
    let classes = source.classes.iter().map(|class| class.id.as_str());
    Err(nothing(&voice, &source.name, name, dimensions.chain(classes).chain(indicators)))
}

/// What there is instead: names alike, or the first ones.
fn nothing<'a>(
    voice: &Voice<'_>,
    ruleset: &str,
    name: &str,
    known: impl Iterator<Item = &'a str> + Clone,
) -> NothingToExplain {
    let wanted = name.to_lowercase();
    let alike = |id: &&str| id.to_lowercase().contains(&wanted) || wanted.contains(&id.to_lowercase());
    let near: Vec<String> = known.clone().filter(alike).take(OFFERED).map(|id| format!("`{id}`")).collect();
    let hint = if near.is_empty() {
        let first: Vec<String> = known.take(OFFERED).map(|id| format!("`{id}`")).collect();
        format!("{} {}", voice.word("explain-things-are"), first.join(", "))
    } else {
        format!("{} {}", voice.word("explain-alike"), near.join(", "))
    };
    NothingToExplain { ruleset: ruleset.to_owned(), name: name.to_owned(), hint }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Checklists, load_dimension_cases, load_requirement_cases};

    #[test]
    fn a_rule_is_explained_with_its_article_its_check_and_its_cases() {
        let lists = Checklists::load(Some(&["us-section-307".to_owned()])).unwrap();
        let cases = load_requirement_cases("us-section-307").unwrap();
        let text = explain_requirement(&lists.requirements[0], &cases, "no-turkmen-cotton").unwrap().to_text();
        for part in ["TKM", "Withhold Release Order of 18 May 2018", "2018-05-18", "breached", "unknown", "satisfied"] {
            assert!(text.contains(part), "{part}: {text}");
        }
        assert!(!text.contains("seller-certificate"), "{text}");
    }

    #[test]
    fn a_shared_question_is_explained_with_the_rules_and_conditions_that_ask_it() {
        let lists = Checklists::load(None).unwrap();
        let told = |name: &str| explain_question(&lists.questions[0], &lists.requirements, name).unwrap().to_text();
        assert!(told("company.complaints").contains("Sec. 8"), "{}", told("company.complaints"));
        assert!(told("company.turnover_gbp").contains("uk-msa"), "{}", told("company.turnover_gbp"));
    }

    #[test]
    fn an_indicator_a_dimension_and_a_class_of_a_scheme_are_explained() {
        let lists = Checklists::load(Some(&["ilo-delphi-2009".to_owned()])).unwrap();
        let cases = load_dimension_cases("ilo-delphi-2009").unwrap();
        let told = |name: &str| explain_dimensions(&lists.dimensions[0], &cases, name).unwrap().to_text();
        assert!(told("D5.01").contains("I7.1: employer_or_agent"), "{}", told("D5.01"));
        assert!(told("coercion_at_destination").contains("D5.15"));
        assert!(told("exploitation_alone").contains("labour rights"));
    }

    #[test]
    fn a_name_that_leads_to_nothing_is_told_what_there_is() {
        let lists = Checklists::load(Some(&["uflpa".to_owned()])).unwrap();
        let told = |name: &str| explain_requirement(&lists.requirements[0], &[], name).unwrap_err().to_string();
        assert_eq!(told("traced"), "`uflpa` has nothing called `traced`; alike are `chain-traced`");
        assert!(told("zzz").starts_with("`uflpa` has nothing called `zzz`; there are `origin-outside-region`"));
    }
}
