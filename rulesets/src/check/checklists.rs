//! Checks of checklists: whether their cases come out, and what lacks a case or a text.

use std::collections::BTreeSet;

use karvon_engine::assessment::Mismatch;
use karvon_engine::dimension::{DimensionCase, check_dimension_case};
use karvon_engine::requirement::{
    Catalogue, RequirementCase, StatementForm, StatementQuestion, check_requirement_case,
};
use karvon_engine::ruleset::Ruleset;

use crate::texts::{Texts, answer_key, key};
use crate::{LoadedDimensions, LoadedRequirement};

/// Outcomes that every rule needs a case of; `breached` only where evidence can speak against it.
pub const NEEDED: [&str; 3] = ["satisfied", "breached", "unknown"];

/// How the check of a checklist went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChecklistCheck {
    /// Number of cases run.
    pub cases: usize,
    /// Cases that came out otherwise.
    pub mismatches: Vec<Mismatch>,
    /// Rules and the outcome that no case of theirs has.
    pub lacking: Vec<String>,
    /// Texts that are missing.
    pub texts: Vec<String>,
    /// Names in its rules that the ruleset of likelihoods does not have.
    pub unknown: Vec<String>,
}

impl ChecklistCheck {
    /// Whether everything came out, known gaps aside.
    pub fn passes(&self) -> bool {
        self.mismatches.is_empty() && self.unknown.is_empty()
    }
}

/// Runs the cases of a scheme of dimensions, and lists what is missing.
pub fn check_dimensions(loaded: &LoadedDimensions, ruleset: &Ruleset, cases: &[DimensionCase]) -> ChecklistCheck {
    let scheme = &loaded.dimensions;
    let source = scheme.source();
    let dimensions = source.dimensions.iter().map(|dimension| key("dimension", &dimension.id));
    let classes = source.classes.iter().map(|class| key("class", &class.id));
    let head = ["ruleset-title", "ruleset-description"].map(str::to_owned);
    let texts = head.into_iter().chain(dimensions).chain(classes).chain(texts_of(&scheme.questions()));
    ChecklistCheck {
        cases: cases.len(),
        mismatches: cases.iter().flat_map(|case| check_dimension_case(scheme, ruleset, case)).collect(),
        lacking: Vec::new(),
        texts: texts.filter(|key| !loaded.texts.has(key)).collect(),
        unknown: scheme.unknown_to(ruleset),
    }
}

/// Runs the cases of a checklist with the likelihoods of a ruleset, and lists what is missing.
pub fn check_checklist(
    loaded: &LoadedRequirement,
    catalogue: &Catalogue,
    ruleset: &Ruleset,
    cases: &[RequirementCase],
) -> ChecklistCheck {
    let requirement = &loaded.requirement;
    ChecklistCheck {
        cases: cases.len(),
        mismatches: cases
            .iter()
            .flat_map(|case| check_requirement_case(requirement, catalogue, ruleset, case))
            .collect(),
        lacking: lacking(loaded, cases),
        texts: needed(loaded).into_iter().filter(|key| !loaded.texts.has(key)).collect(),
        unknown: requirement.unknown_to(ruleset),
    }
}

/// Rules without a case of an outcome, as `rule: outcome`.
fn lacking(loaded: &LoadedRequirement, cases: &[RequirementCase]) -> Vec<String> {
    let have: BTreeSet<(&str, &str)> = cases.iter().map(|case| (case.rule.as_str(), case.outcome.as_str())).collect();
    let rules = loaded.requirement.source().rules.iter();
    rules
        .flat_map(|rule| NEEDED.map(|outcome| (rule, outcome)))
        .filter(|(rule, outcome)| *outcome != "breached" || rule.check.can_be_breached())
        .map(|(rule, outcome)| (rule.id.as_str(), outcome))
        .filter(|pair| !have.contains(pair))
        .map(|(rule, outcome)| format!("{rule}: {outcome}"))
        .collect()
}

/// Keys of the texts that a checklist needs.
fn needed(loaded: &LoadedRequirement) -> Vec<String> {
    let source = loaded.requirement.source();
    let head = ["ruleset-title", "ruleset-description"].map(str::to_owned);
    let rules = source.rules.iter().map(|rule| key("rule", &rule.id));
    head.into_iter().chain(rules).chain(texts_of(&source.questions)).collect()
}

/// Keys of the texts of questions.
fn texts_of(questions: &[StatementQuestion]) -> Vec<String> {
    let mut keys = Vec::new();
    for question in questions {
        keys.push(key("question", &question.id));
        if let StatementForm::Choice(words) = &question.form {
            keys.extend(words.iter().map(|word| answer_key(&question.id, word)));
        }
    }
    keys
}

/// Texts that shared questions lack.
pub fn missing_question_texts(questions: &[StatementQuestion], texts: &Texts) -> Vec<String> {
    texts_of(questions).into_iter().filter(|key| !texts.has(key)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Checklists, load, load_dimension_cases, load_requirement_cases};

    fn lists() -> Checklists {
        Checklists::load(None).unwrap_or_else(|errors| {
            panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
        })
    }

    #[test]
    fn every_case_of_every_shipped_checklist_comes_out() {
        let (lists, ruleset) = (lists(), load("ilo-11").unwrap().ruleset);
        let mut wrong = Vec::new();
        for one in &lists.requirements {
            let cases = load_requirement_cases(one.name()).unwrap_or_else(|errors| {
                panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
            });
            let check = check_checklist(one, &lists.catalogue, &ruleset, &cases);
            wrong.extend(check.mismatches.iter().map(|mismatch| format!("{}: {mismatch}", one.name())));
            wrong.extend(check.unknown.iter().map(|name| format!("{}: unknown to ilo-11: {name}", one.name())));
            wrong.extend(check.texts.iter().map(|key| format!("{}: no text `{key}`", one.name())));
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn every_round_of_every_shipped_scheme_comes_out() {
        let (lists, ruleset) = (lists(), load("ilo-11").unwrap().ruleset);
        for one in &lists.dimensions {
            let cases = load_dimension_cases(one.name()).unwrap_or_else(|errors| {
                panic!("{}", errors.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
            });
            let check = check_dimensions(one, &ruleset, &cases);
            let wrong: Vec<String> = check.mismatches.iter().map(ToString::to_string).collect();
            assert!(wrong.is_empty(), "{}: {} cases\n{}", one.name(), check.cases, wrong.join("\n"));
            assert!(check.unknown.is_empty() && check.texts.is_empty(), "{:?} {:?}", check.unknown, check.texts);
        }
    }

    #[test]
    fn the_operational_indicators_are_as_many_as_published() {
        let lists = lists();
        let scheme = lists.dimensions.iter().find(|one| one.name() == "ilo-delphi-2009").unwrap();
        let counts: Vec<usize> = scheme.dimensions.source().dimensions.iter().map(|one| one.indicators.len()).collect();
        assert_eq!(counts, [10, 10, 16, 9, 15, 7]);
        assert_eq!(counts.iter().sum::<usize>(), 67);
    }

    #[test]
    fn every_rule_has_a_satisfied_a_breached_and_an_unknown_case() {
        let lists = lists();
        let mut open = Vec::new();
        for one in &lists.requirements {
            let cases = load_requirement_cases(one.name()).unwrap();
            for gap in lacking(one, &cases) {
                open.push(format!("{}/{gap}", one.name()));
            }
        }
        assert!(open.is_empty(), "{} gaps:\n{}", open.len(), open.join("\n"));
    }

    #[test]
    fn shared_questions_have_texts() {
        for questions in lists().questions {
            let missing = missing_question_texts(&questions.questions, &questions.texts);
            assert!(missing.is_empty(), "{}: {missing:?}", questions.name);
        }
    }

    #[test]
    fn every_shared_question_is_asked_by_some_checklist() {
        let lists = lists();
        let asked = format!("{:?}", lists.requirements.iter().map(|one| one.requirement.source()).collect::<Vec<_>>());
        for questions in &lists.questions {
            let idle: Vec<&str> = questions
                .questions
                .iter()
                .map(|question| question.id.as_str())
                .filter(|id| !asked.contains(&format!("question: \"{id}\"")))
                .collect();
            assert!(idle.is_empty(), "{idle:?}");
        }
    }
}
