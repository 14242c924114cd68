//! Checks of checklists: whether their cases come out, and what lacks a case or a text.

use std::collections::BTreeSet;

use karvon_engine::assessment::Mismatch;
use karvon_engine::dimension::{DimensionCase, check_dimension_case};
use karvon_engine::requirement::{
    Catalogue, RequirementCase, StatementForm, StatementQuestion, check_requirement_case,
};
use karvon_engine::ruleset::Ruleset;

use crate::texts::{TextError, Texts, answer_key, key};
use crate::{LoadedDimensions, LoadedQuestions, LoadedRequirement};

/// Outcomes that every rule needs a case of; `breached` only where evidence can speak against it.
pub const NEEDED: [&str; 3] = ["satisfied", "breached", "unknown"];

/// How the check of a checklist went.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChecklistCheck {
    /// Number of cases run.
    pub cases: usize,
    /// Cases that came out otherwise.
    pub mismatches: Vec<Mismatch>,
    /// Rules and the outcome that no case of theirs has; of a scheme what no case shows.
    pub lacking: Vec<String>,
    /// Texts that are missing, each with its file; and message files that cannot be used.
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
        lacking: lacking_rounds(loaded, cases),
        texts: missing(&texts.collect::<Vec<_>>(), &loaded.languages(), |language| loaded.texts_in(language)),
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
        texts: missing(&needed(loaded), &loaded.languages(), |language| loaded.texts_in(language)),
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

/// What of a scheme no case shows: a dimension in one of its states, a class, an answer to another question that says the same.
fn lacking_rounds(loaded: &LoadedDimensions, cases: &[DimensionCase]) -> Vec<String> {
    let source = loaded.dimensions.source();
    let mut open = Vec::new();
    for dimension in &source.dimensions {
        let shown = |status: &str| {
            cases.iter().any(|case| case.dimensions.get(&dimension.id).is_some_and(|expected| expected == status))
        };
        let states = ["positive", "negative", "unknown"].into_iter().filter(|status| !shown(status));
        open.extend(states.map(|status| format!("{}: {status}", dimension.id)));
        for one in &dimension.indicators {
            for read in &one.reads {
                let tried = |answer: &String| {
                    cases.iter().any(|case| {
                        case.dimensions.contains_key(&dimension.id) && case.answers.get(&read.question) == Some(answer)
                    })
                };
                let answers = read.yes.iter().chain(&read.no).filter(|answer| !tried(answer));
                open.extend(answers.map(|answer| format!("{}: {} = {answer}", one.id, read.question)));
            }
        }
    }
    let classes =
        source.classes.iter().filter(|class| !cases.iter().any(|case| case.class.as_ref() == Some(&class.id)));
    open.extend(classes.map(|class| format!("class {}", class.id)));
    open
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

/// Texts that shared questions lack, in every language that they have texts in.
pub fn missing_question_texts(loaded: &LoadedQuestions) -> Vec<String> {
    let head = ["ruleset-title", "ruleset-description"].map(str::to_owned);
    let keys: Vec<String> = head.into_iter().chain(texts_of(&loaded.questions)).collect();
    missing(&keys, &loaded.languages(), |language| loaded.texts_in(language))
}

/// Needed keys that a language lacks, as `texts/<language>.ftl: key`.
fn missing(
    needed: &[String],
    languages: &[&str],
    texts_in: impl Fn(&str) -> Result<Texts, Vec<TextError>>,
) -> Vec<String> {
    let mut found = Vec::new();
    for language in languages {
        let file = format!("texts/{language}.ftl");
        match texts_in(language) {
            Ok(texts) => found.extend(needed.iter().filter(|key| !texts.has(key)).map(|key| format!("{file}: {key}"))),
            Err(errors) => found.extend(errors.iter().map(|error| format!("{file}: {error}"))),
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use karvon_engine::requirement::Check;

    use super::*;
    use crate::reference::Tables;
    use crate::{Checklists, list, load, load_dimension_cases, load_part, load_requirement_cases};

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
            wrong.extend(check.texts.iter().map(|text| format!("{}: {text}", one.name())));
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

    fn check_of(checklist: &str, rule: &str) -> Check {
        let lists = lists();
        let one = lists.requirements.iter().find(|one| one.name() == checklist).unwrap();
        one.requirement.source().rules.iter().find(|one| one.id == rule).unwrap().check.clone()
    }

    #[test]
    fn section_307_asks_for_the_indicators_in_the_countries_of_the_table_of_orders() {
        let Check::IndicatorsAnswered(check) = check_of("us-section-307", "eleven-indicators-answered") else {
            panic!("the rule rests on another check");
        };
        let asked: Vec<&str> = check.places.countries.iter().map(karvon_engine::network::Country::as_str).collect();
        let orders = Tables::embedded().cbp_orders().unwrap();
        let ordered: BTreeSet<&str> = orders.iter().filter_map(|order| order.alpha3.as_deref()).collect();
        assert_eq!(asked, ordered.into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn uflpa_looks_at_every_code_of_the_table_of_priority_sectors() {
        let Check::Examined(check) = check_of("uflpa", "priority-goods-examined") else {
            panic!("the rule rests on another check");
        };
        let looked_at: BTreeSet<&str> = check.places.commodities.iter().map(String::as_str).collect();
        let rows = &Tables::embedded().uflpa_priority_sectors().unwrap().rows;
        let named: BTreeSet<&str> = rows.iter().map(|row| row.hs_prefix.as_str()).collect();
        assert_eq!(looked_at, named);
    }

    #[test]
    fn every_dimension_class_and_reading_of_a_scheme_has_a_case() {
        for one in &lists().dimensions {
            let open = lacking_rounds(one, &load_dimension_cases(one.name()).unwrap());
            assert!(open.is_empty(), "{}: {} gaps:\n{}", one.name(), open.len(), open.join("\n"));
        }
    }

    #[test]
    fn a_scheme_without_cases_lacks_all_of_them() {
        let lists = lists();
        let open = lacking_rounds(&lists.dimensions[0], &[]);
        for gap in ["exploitation: unknown", "D5.01: I7.1 = worker", "class exploitation_alone"] {
            assert!(open.iter().any(|told| told == gap), "{gap}: {open:?}");
        }
    }

    #[test]
    fn shared_questions_have_texts() {
        for questions in lists().questions {
            let missing = missing_question_texts(&questions);
            assert!(missing.is_empty(), "{}: {missing:?}", questions.name);
        }
    }

    /// Languages of the product, English aside.
    const TRANSLATED: [&str; 6] = ["kk", "ky", "ru", "tg", "tk", "uz"];

    #[test]
    fn every_shipped_ruleset_speaks_every_language_of_the_product_and_says_how_far_it_was_reviewed() {
        let mut wrong = Vec::new();
        for head in list() {
            let name = head.unwrap().name;
            let part = load_part(&name).unwrap();
            let english: Vec<String> = part.texts().keys().map(str::to_owned).collect();
            for language in TRANSLATED {
                let texts = part.texts_in(language).unwrap();
                wrong.extend(
                    english.iter().filter(|key| !texts.has(key)).map(|key| format!("{name} {language}: no {key}")),
                );
                let extra = texts.keys().filter(|key| !key.starts_with("translation-") && !part.texts().has(key));
                wrong.extend(extra.map(|key| format!("{name} {language}: {key} is for nothing")));
                let status = texts.get("translation-status").unwrap_or_default();
                if !["machine", "reviewed"].contains(&status.as_str()) || !texts.has("translation-notice") {
                    wrong.push(format!("{name} {language}: status `{status}`"));
                }
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    /// A word that is the same in all languages may stand as it is; a whole sentence that does was forgotten.
    #[test]
    fn no_sentence_of_a_translation_is_still_english() {
        let mut wrong = Vec::new();
        for head in list() {
            let name = head.unwrap().name;
            let part = load_part(&name).unwrap();
            for language in TRANSLATED {
                let texts = part.texts_in(language).unwrap();
                let same = part.texts().keys().filter(|key| texts.get(key) == part.texts().get(key));
                let long = same.filter(|key| texts.get(key).is_some_and(|text| text.split(' ').count() > 2));
                wrong.extend(long.map(|key| format!("{name} {language}: {key}")));
            }
        }
        assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    }

    #[test]
    fn a_text_that_one_language_of_a_checklist_lacks_is_named_with_its_file() {
        let texts = |language: &str| {
            Texts::parse(language, if language == "en" { "rule-a = x\nrule-b = y\n" } else { "rule-a = z\n" })
        };
        let needed = ["rule-a", "rule-b"].map(str::to_owned);
        assert_eq!(missing(&needed, &["en", "kk"], texts), ["texts/kk.ftl: rule-b"]);
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
