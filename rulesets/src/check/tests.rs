//! The checks on an example with one thing wrong at a time, and on every shipped ruleset.

use super::*;
use crate::example::{RULESET, edited, files};
use crate::reference::Tables;
use crate::{load, load_from};

fn found(ruleset: &str) -> Vec<String> {
    let loaded = load_from(&files(ruleset), "small", Tables::embedded()).unwrap();
    structure::warnings(loaded.ruleset.source()).iter().map(ToString::to_string).collect()
}

/// The example has no measures; nothing else is odd in it.
const ALWAYS: [&str; 2] = ["`indicators.retention` has no measures", "`indicators.overtime` has no measures"];

fn check_one(ruleset: &str, expected: &str) {
    let mut found = found(ruleset);
    found.retain(|warning| !ALWAYS.contains(&warning.as_str()));
    assert_eq!(found, [expected]);
}

#[test]
fn the_example_has_nothing_odd_but_its_missing_measures() {
    assert_eq!(found(RULESET), ALWAYS);
}

#[test]
fn an_answer_that_is_as_likely_either_way_is_named() {
    let ruleset =
        edited("t: 0.1, f: 0.97", "t: 0.1, f: 0.69").replace("t: 0.3, f: 0.02, grade: minor", "t: 0.3, f: 0.3");
    check_one(&ruleset, "`questions.I7.1.answers.on_request` tells nothing: it is as likely either way");
}

#[test]
fn an_indicator_without_questions_is_named() {
    let extra = "  - {id: isolation, code: I4, severity: {scale: 1, irremediability: 1, weight: 1}, leaves: {coe: {prevalence: [0, 0, 0.1]}}}\npatterns:\n";
    let warnings = found(&edited("patterns:\n", extra));
    assert!(warnings.contains(&"`indicators.isolation` has no questions".to_owned()), "{warnings:?}");
}

#[test]
fn a_leaf_that_no_answer_speaks_to_is_named() {
    let ruleset = edited(
        "coe: {prevalence: [0.01, 0.05, 0.6]}",
        "coe: {prevalence: [0.01, 0.05, 0.6]}\n      inv: {prevalence: [0, 0, 0.1]}",
    );
    check_one(&ruleset, "no answer speaks to the leaf `retention.inv`");
}

#[test]
fn a_question_that_no_party_can_meet_is_named() {
    let ruleset = edited("needs: [migrants]", "needs: [{kind: [farm]}, {kind: [mine, vessel]}]");
    check_one(&ruleset, "`questions.I11.1` can never apply: no kind of party meets all that it needs");
}

#[test]
fn a_question_for_countries_that_exclude_each_other_is_named() {
    let ruleset =
        edited("needs: [migrants]", "needs: [{country: [UZB]}, {country: [KAZ, TKM]}, {workers_at_least: 50}]");
    check_one(&ruleset, "`questions.I11.1` can never apply: no country meets all that it needs");
}

#[test]
fn a_reference_profile_out_of_its_range_is_named_with_what_came_out() {
    // Nothing known: the leaf is present at 0.0313 of all places, worked out by hand from base odds and prevalences.
    let profile = "profiles:\n  - {id: average, shows: x, expect: {channels: {retention: [0.5, 0.6]}}}\n";
    let loaded = load_from(&files(&format!("{RULESET}{profile}")), "small", Tables::embedded()).unwrap();
    let found = check(&loaded, &[]);
    assert!(!found.passes());
    let told: Vec<String> = found.profile_mismatches.iter().map(ToString::to_string).collect();
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].starts_with("case `average`: channels.retention is 0.0313"), "{told:?}");
    assert!(told[0].ends_with("expected 0.5 to 0.6"), "{told:?}");
}

#[test]
fn a_question_that_nobody_is_asked_is_named() {
    check_one(
        &edited("asked_of: [worker_interview]\n", "asked_of: []\n"),
        "`questions.I11.1` is asked of nobody; name source classes in `asked_of`",
    );
}

#[test]
fn a_range_that_an_earlier_one_takes_is_named() {
    check_one(
        &edited("when: {above: 0.5}", "when: {at_least: 0}"),
        "`questions.I11.2.answers.few` is never reached: no number is left for it",
    );
}

#[test]
fn a_number_that_no_answer_takes_is_named() {
    check_one(
        &edited("when: {above: 0.5}", "when: {above: 0.6}"),
        "`questions.I11.2`: no answer takes the number 0.55",
    );
    check_one(
        &edited("when: {at_most: 0.5}", "when: {below: 0.5}"),
        "`questions.I11.2`: no answer takes the number 0.5",
    );
}

#[test]
fn a_missing_text_is_named_by_its_key_and_language() {
    let mut files = files(RULESET);
    files.0.insert("small/texts/en.ftl".to_owned(), b"question-I11-1 = Overtime?\n    .yes = yes\n".to_vec());
    files.0.insert("small/texts/ru.ftl".to_owned(), b"question-I11-1 = ...\n".to_vec());
    let loaded = load_from(&files, "small", Tables::embedded()).unwrap();
    let warnings: Vec<String> = warnings(&loaded).iter().map(ToString::to_string).collect();
    assert!(warnings.contains(&"`texts/en.ftl`: no text `question-I11-1.no`".to_owned()), "{warnings:?}");
    assert!(!warnings.contains(&"`texts/en.ftl`: no text `question-I11-1.yes`".to_owned()));
    assert!(warnings.contains(&"`texts/ru.ftl`: no text `question-I11-1.yes`".to_owned()));
    assert!(warnings.contains(&"`texts/en.ftl`: no text `leaf-overtime-inv`".to_owned()));
}

#[test]
fn a_case_that_comes_out_otherwise_is_a_mismatch_and_not_a_warning() {
    let loaded = load_from(&files(RULESET), "small", Tables::embedded()).unwrap();
    // With nothing known a probability lies in 0–1; no place is certain to hold passports.
    let case = |id: &str, low: f64| Case {
        id: id.to_owned(),
        shows: String::new(),
        as_of: None,
        party: karvon_engine::ruleset::CaseParty::default(),
        evidence: Vec::new(),
        recruiters: Vec::new(),
        expect: karvon_engine::ruleset::Expectation {
            channels: [("retention".to_owned(), karvon_engine::ruleset::Interval(low, 1.0))].into(),
            ..Default::default()
        },
    };
    let check = check(&loaded, &[case("any", 0.0), case("certain", 0.999)]);
    assert_eq!(check.cases, 2);
    assert_eq!(check.case_mismatches.iter().map(|m| m.case.as_str()).collect::<Vec<_>>(), ["certain"]);
    assert!(!check.passes());
}

mod shipped {
    use super::*;
    use crate::{list, load_cases};
    use karvon_engine::ruleset::ReadAnswer;

    fn names() -> Vec<String> {
        let heads = list().into_iter().map(Result::unwrap);
        heads.filter(|head| head.kind == crate::Kind::Likelihood).map(|head| head.name).collect()
    }

    #[test]
    fn every_shipped_ruleset_loads_with_its_cases() {
        for name in names() {
            let loaded = load(&name).unwrap_or_else(|errors| panic!("{}", lines(&errors)));
            assert_eq!(loaded.ruleset.source().name, name);
            load_cases(&name).unwrap_or_else(|errors| panic!("{}", lines(&errors)));
        }
    }

    #[test]
    fn every_shipped_ruleset_has_all_its_texts() {
        for name in names() {
            let loaded = load(&name).unwrap();
            let missing = missing_texts(loaded.ruleset.source(), &loaded.texts);
            assert!(missing.is_empty(), "{name}: {} texts are missing:\n{}", missing.len(), missing.join("\n"));
        }
    }

    #[test]
    fn ilo_11_speaks_every_language_of_the_product() {
        let loaded = load("ilo-11").unwrap();
        assert_eq!(loaded.languages(), ["en", "kk", "ky", "ru", "tg", "tk", "uz"]);
        for language in loaded.languages() {
            let texts = loaded.texts_in(language).unwrap_or_else(|errors| panic!("{}", lines(&errors)));
            let missing = missing_texts(loaded.ruleset.source(), &texts);
            assert!(missing.is_empty(), "{language}: {} texts are missing:\n{}", missing.len(), missing.join("\n"));
        }
    }

    #[test]
    fn every_translation_has_the_keys_of_the_english_texts_and_says_who_reviewed_it() {
        for name in names() {
            let loaded = load(&name).unwrap();
            for language in loaded.languages().into_iter().filter(|language| *language != "en") {
                let texts = loaded.texts_in(language).unwrap();
                let lacking: Vec<&str> = loaded.texts.keys().filter(|key| !texts.has(key)).collect();
                assert!(lacking.is_empty(), "{name} in {language} lacks:\n{}", lacking.join("\n"));
                let status = texts.get("translation-status");
                let known = ["machine", "reviewed"].map(|status| Some(status.to_owned()));
                assert!(known.contains(&status), "{name} in {language}: status {status:?}");
                assert!(texts.has("translation-notice"), "{name} in {language}");
            }
        }
    }

    #[test]
    fn no_shipped_text_is_for_nothing() {
        for name in names() {
            let loaded = load(&name).unwrap();
            let needed = needed_texts(loaded.ruleset.source());
            let extra: Vec<&str> = loaded.texts.keys().filter(|key| is_orphan(key, &needed)).collect();
            assert!(extra.is_empty(), "{name}: texts that nothing asks for:\n{}", extra.join("\n"));
        }
    }

    /// A question, answer or other thing that the ruleset does not have. Attributes of others than questions are free.
    fn is_orphan(key: &str, needed: &[String]) -> bool {
        let kinds = ["question-", "answer-", "indicator-", "leaf-", "measure-", "source-", "factor-"];
        let message = key.split('.').next().unwrap_or_default();
        let wanted = if key.starts_with("question-") { key } else { message };
        kinds.iter().any(|kind| key.starts_with(kind)) && !needed.iter().any(|need| need == wanted)
    }

    #[test]
    fn nothing_is_odd_in_the_structure_of_a_shipped_ruleset() {
        for name in names() {
            let loaded = load(&name).unwrap();
            let odd = structure::warnings(loaded.ruleset.source());
            assert!(odd.is_empty(), "{name}:\n{}", lines(&odd));
        }
    }

    #[test]
    fn every_profile_and_case_of_a_shipped_ruleset_comes_out() {
        for name in names() {
            let check = check(&load(&name).unwrap(), &load_cases(&name).unwrap());
            let wrong: Vec<_> = check.profile_mismatches.iter().chain(&check.case_mismatches).collect();
            assert!(
                wrong.is_empty(),
                "{name}: {} of {} differ\n{}",
                wrong.len(),
                check.profiles + check.cases,
                lines(&wrong)
            );
        }
    }

    #[test]
    fn every_answer_of_ilo_11_is_reached_by_a_case() {
        let (ruleset, cells) = (load("ilo-11").unwrap().ruleset, answered("ilo-11"));
        let mut unreached = Vec::new();
        for question in &ruleset.source().questions {
            for (index, answer) in question.answers.iter().enumerate() {
                let reached = cells.iter().any(|(of, cell)| {
                    *of == question.id && ruleset.read_answer(of, cell) == Ok(ReadAnswer::Answer(index))
                });
                if !reached {
                    unreached.push(format!("{}={}", question.id, answer.id));
                }
            }
        }
        assert!(unreached.is_empty(), "no case answers:\n{}", unreached.join("\n"));
    }

    #[test]
    fn every_threshold_of_ilo_11_has_a_case_on_the_bound_itself() {
        let (ruleset, cells) = (load("ilo-11").unwrap().ruleset, answered("ilo-11"));
        let number = |cell: &str| match cell.strip_suffix('%') {
            Some(percent) => percent.parse::<f64>().ok().map(|x| x / 100.0),
            None => cell.parse().ok(),
        };
        let mut missing = Vec::new();
        for question in &ruleset.source().questions {
            let bounds = question.answers.iter().filter_map(|answer| answer.when);
            for bound in bounds.flat_map(|b| [b.above, b.at_least, b.below, b.at_most]).flatten() {
                let on_it = |(of, cell): &(String, String)| {
                    *of == question.id && number(cell).is_some_and(|x| (x - bound).abs() < 1e-12)
                };
                if !cells.iter().any(on_it) {
                    missing.push(format!("{} at {bound}", question.id));
                }
            }
        }
        assert!(missing.is_empty(), "no case stands on:\n{}", missing.join("\n"));
    }

    /// Question and cell of every piece of evidence in the cases of a ruleset.
    fn answered(name: &str) -> Vec<(String, String)> {
        let cases = load_cases(name).unwrap();
        cases.into_iter().flat_map(|case| case.evidence).map(|row| (row.question, row.answer)).collect()
    }

    fn lines<T: ToString>(items: &[T]) -> String {
        items.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n")
    }
}
