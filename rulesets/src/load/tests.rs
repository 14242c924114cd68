//! Loading: what is wrong is said with its place, and what is right comes out whole.

use std::path::Path;

use super::*;
use crate::example::{RULESET, edited, files};

fn errors(ruleset: &str) -> Vec<String> {
    match load_from(&files(ruleset), "small", Tables::embedded()) {
        Ok(_) => Vec::new(),
        Err(errors) => errors.iter().map(ToString::to_string).collect(),
    }
}

fn check(ruleset: &str, expected: &str) {
    assert_eq!(errors(ruleset), [expected]);
}

#[test]
fn the_example_loads() {
    let loaded = load_from(&files(RULESET), "small", Tables::embedded()).unwrap();
    assert_eq!(loaded.ruleset.source().questions.len(), 4);
    assert_eq!(loaded.ruleset.source().factors[0].table.get("UZB"), Some(&0.5));
    assert!(loaded.tables.is_empty());
}

#[test]
fn a_file_that_is_no_yaml_is_named_with_the_place() {
    check(
        &edited("[0.1, 0.5, 0.8]", "[0.1, 0.5, 0.8"),
        "`small/ruleset.yaml`, line 34, column 25: `indicators.overtime.leaves.inv.prevalence`: mismatched bracket \
         '[' closed by '}'",
    );
}

#[test]
fn a_missing_key_is_named() {
    check(&edited("headline: forced_labour\n", ""), "`small/ruleset.yaml`: missing: `headline`");
    check(
        &edited("  blind: 1.5\n", ""),
        "`small/ruleset.yaml`, line 6, column 1: `regimes`: the key `blind` is missing",
    );
    check(
        &edited("visit: {cost: 4, sensitivity: 0.7}", "visit: {cost: 4}"),
        "`small/ruleset.yaml`, line 22, column 96: `sources.worker_interview.visit`: the key `sensitivity` is missing",
    );
    check(
        &edited("    form: {number: share}\n", ""),
        "`small/ruleset.yaml`, line 58, column 5: `questions.I11.2`: the key `form` is missing",
    );
}

#[test]
fn a_key_that_does_not_exist_is_named_with_those_that_do() {
    check(
        &edited("{id: country_sector, by", "{id: country_sector, buy: 3, by"),
        "`small/ruleset.yaml`, line 109, column 26: `common_causes.country_sector.buy`: unknown field `buy`, expected \
         one of id, by, beta",
    );
}

#[test]
fn a_word_that_does_not_exist_is_named_with_those_that_do() {
    check(
        &edited("    leaf: coe", "    leaf: coercion"),
        "`small/ruleset.yaml`, line 42, column 11: `questions.I7.1.leaf`: unknown variant `coercion`, expected one of \
         inv, coe, context, unscored",
    );
}

#[test]
fn a_value_of_the_wrong_kind_is_named() {
    check(
        &edited("blind: 1.5", "blind: much"),
        "`small/ruleset.yaml`, line 13, column 10: `regimes.blind`: `much` is no number",
    );
    check(
        &edited("2026-01-01", "next year"),
        "`small/ruleset.yaml`, line 3, column 17: `effective_from`: `next year` is no date; write it like 2026-09-29",
    );
}

#[test]
fn a_key_that_stands_in_two_files_is_named_with_both() {
    let mut two = files(RULESET);
    two.0.insert("small/more.yaml".to_owned(), b"basis: calibrated\n".to_vec());
    let errors = load_from(&two, "small", Tables::embedded()).unwrap_err();
    assert_eq!(
        errors.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["`small/ruleset.yaml`, line 4, column 1: the key `basis` stands in `small/more.yaml` too; keep one of them"]
    );
}

#[test]
fn keys_may_be_spread_over_files() {
    let (head, tail) = RULESET.split_at(RULESET.find("questions:\n").unwrap());
    let mut two = files(head);
    two.0.insert("small/more.yaml".to_owned(), tail.as_bytes().to_vec());
    let spread = load_from(&two, "small", Tables::embedded()).unwrap();
    let whole = load_from(&files(RULESET), "small", Tables::embedded()).unwrap();
    assert_eq!(spread.ruleset.hash(), whole.ruleset.hash());
}

#[test]
fn an_unknown_indicator_is_named() {
    check(
        &edited("  - id: I7.1\n    indicator: retention", "  - id: I7.1\n    indicator: retain"),
        "`small/ruleset.yaml`, line 41, column 5: `questions.I7.1.indicator`: unknown indicator `retain`; there \
         are `retention`, `overtime`",
    );
}

#[test]
fn answer_probabilities_that_do_not_sum_to_one_are_named() {
    check(
        &edited("f: 0.97}", "f: 0.96}"),
        "`small/ruleset.yaml`, line 45, column 5: `questions.I7.1.answers`: the column `f` sums to 0.990000, not to 1",
    );
}

#[test]
fn answers_that_all_raise_are_named() {
    let errors = errors(&edited(
        "      - {id: \"yes\", t: 0.7, f: 0.1, grade: major}\n      - {id: \"no\", t: 0.3, f: 0.9}",
        "      - {id: \"yes\", t: 0.6, f: 0.3, grade: major}\n      - {id: \"no\", t: 0.4, f: 0.3, grade: minor}",
    ));
    assert!(
        errors.contains(
            &"`small/ruleset.yaml`, line 55, column 5: `questions.I11.1.answers`: all answers raise the result; \
               at least one needs `t` below `f`"
                .to_owned()
        ),
        "{errors:?}"
    );
}

#[test]
fn a_prevalence_that_falls_is_named() {
    check(
        &edited("[0.1, 0.5, 0.8]", "[0.1, 0.5, 0.4]"),
        "`small/ruleset.yaml`, line 34, column 13: `indicators.overtime.leaves.inv.prevalence`: must not fall from \
         regime to regime; make each at least as large as the one before, found 0.1, 0.5, 0.4",
    );
}

#[test]
fn a_factor_weight_that_falls_is_named() {
    check(
        &edited("factor_weight: 0.6", "factor_weight: 1.2"),
        "`small/ruleset.yaml`, line 7, column 3: `regimes.classes.factor_weight`: must not fall from regime to \
         regime; make each at least as large as the one before, found 0, 1.2, 1",
    );
}

#[test]
fn common_causes_that_share_more_than_all_are_named() {
    check(
        &edited("beta: 0.2}", "beta: 0.8}"),
        "`small/ruleset.yaml`, line 108, column 1: `common_causes`: the `beta` of all families sum to 1.100000; lower \
         them to 1 or less",
    );
}

#[test]
fn an_id_that_stands_twice_is_named_where_it_stands_the_second_time() {
    check(
        &edited("id: I11.1", "id: I7.1"),
        "`small/ruleset.yaml`, line 49, column 5: `questions`: `I7.1` stands twice; give one of them another \
         id",
    );
}

#[test]
fn a_gate_that_repeats_seventeen_inputs_is_refused() {
    let severity = "severity: {scale: 1, irremediability: 1, weight: 1}";
    let inv = "leaves: {inv: {prevalence: [0.1, 0.2, 0.3]}}";
    let indicators: Vec<String> = (0..17).map(|i| format!("  - {{id: x{i}, code: X, {severity}, {inv}}}\n")).collect();
    let leaves: Vec<String> = (0..17).map(|i| format!("{{leaf: x{i}.inv}}")).collect();
    let any = format!("{{any: [{}]}}", leaves.join(", "));
    let ruleset = edited("patterns:\n", &format!("{}patterns:\n", indicators.concat())).replace(
        "{all: [{any_leaf: inv}, {any_leaf: coe}]}",
        &format!("{{any: [{any}, {{at_least: {{n: 2, of: [{any}, {{any_leaf: coe}}]}}}}]}}"),
    );
    check(
        &ruleset,
        "`small/ruleset.yaml`, line 55, column 5: `patterns.forced_labour.gate`: 17 leaves stand in several branches \
         of one gate; at most 16 can be handled: name each in one branch only",
    );
}

#[test]
fn a_reference_that_leads_nowhere_is_named_with_those_that_do() {
    check(
        &edited("table: {UZB: 0.5}", "from_reference: {table: tiers, values: {tier_1: 0.1}}"),
        "`small/ruleset.yaml`, line 77, column 5: `factors.country.from_reference`: no factor can be made from a table \
         `tiers`; possible are `dol_goods`, `isic`, `tip_tiers`, `uflpa_priority_sectors`",
    );
}

#[test]
fn a_factor_takes_its_table_from_a_reference_and_its_own_numbers_first() {
    let values = "{tier_1: -0.5, tier_2: 0, tier_2_watch_list: 0.4, tier_3: 0.9, special_case: 0.7}";
    let ruleset = edited(
        "table: {UZB: 0.5}",
        &format!("table: {{AFG: 0.1}}\n    from_reference: {{table: tip_tiers, values: {values}}}"),
    );
    let loaded = load_from(&files(&ruleset), "small", Tables::embedded()).unwrap();
    let factor = &loaded.ruleset.source().factors[0];
    // Afghanistan and Cuba are both in tier 3; the ruleset overrules one of them.
    assert_eq!((factor.table.get("AFG"), factor.table.get("CUB")), (Some(&0.1), Some(&0.9)));
    assert_eq!(factor.verification.as_deref(), Some("found, single_source"));
    assert_eq!(loaded.tables.iter().map(|t| t.table.as_str()).collect::<Vec<_>>(), ["tip_tiers"]);
}

#[test]
fn a_ruleset_of_the_future_cannot_be_used_yet() {
    let loaded = load_from(&files(RULESET), "small", Tables::embedded()).unwrap();
    let day = |text: &str| text.parse().unwrap();
    assert_eq!(loaded.check_effective(day("2026-01-01")), Ok(()));
    assert_eq!(
        loaded.check_effective(day("2025-12-31")).unwrap_err().to_string(),
        "ruleset `small` 0.1.0 may be used from 2026-01-01 on; the assessment is of 2025-12-31; change \
         `effective_from` in its `ruleset.yaml`, or assess as of a later day"
    );
}

#[test]
fn all_problems_of_all_files_come_at_once() {
    let mut several = files(&edited("f: 0.97}", "f: 0.96}").replace("beta: 0.2}", "beta: 0.8}"));
    several.0.insert("small/texts/en.ftl".to_owned(), b"?\n".to_vec());
    let errors = load_from(&several, "small", Tables::embedded()).unwrap_err();
    let files: Vec<&str> = errors.iter().map(|error| error.file.as_str()).collect();
    assert_eq!(files, ["small/texts/en.ftl", "small/ruleset.yaml", "small/ruleset.yaml"]);
}

#[test]
fn a_file_that_is_no_text_is_named() {
    let mut binary = files(RULESET);
    binary.0.insert("small/more.yaml".to_owned(), vec![0xff, 0xfe, 0x00]);
    let errors = load_from(&binary, "small", Tables::embedded()).unwrap_err();
    assert_eq!(errors.iter().map(ToString::to_string).collect::<Vec<_>>(), ["`small/more.yaml`: is not UTF-8 text"]);
}

#[test]
fn a_name_that_is_no_ruleset_is_told_which_there_are() {
    let errors = load("ilo-12").unwrap_err();
    assert_eq!(errors.len(), 1);
    let told = errors[0].to_string();
    assert!(told.starts_with("`ilo-12`: there is no such ruleset; there are "), "{told}");
    assert!(told.contains("`ilo-11`"), "{told}");
}

#[test]
fn codes_keep_their_leading_zeros() {
    let ruleset = edited("table: {UZB: 0.5}", "table: {01: 0.5, \"0116\": 0.1}").replace("of: country", "of: sector");
    let loaded = load_from(&files(&ruleset), "small", Tables::embedded()).unwrap();
    let keys: Vec<&String> = loaded.ruleset.source().factors[0].table.keys().collect();
    assert_eq!(keys, ["01", "0116"]);
}

#[test]
fn a_case_that_stands_twice_is_named() {
    let mut twice = files(RULESET);
    let case = "- {id: a, shows: x, expect: {}}\n";
    twice.0.insert("small/cases/a.yaml".to_owned(), format!("{case}{case}").into_bytes());
    let errors = load_cases_from(&twice, "small").unwrap_err();
    assert_eq!(
        errors.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["`small/cases/a.yaml`, line 2, column 3: the case `a` stands twice"]
    );
}

#[test]
fn a_folder_on_disk_loads_like_a_shipped_ruleset() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("data/ilo-11");
    let (disk, shipped) = (load(path.to_str().unwrap()).unwrap(), load("ilo-11").unwrap());
    assert_eq!(disk.ruleset.hash(), shipped.ruleset.hash());
    assert_eq!(disk.texts, shipped.texts);
}

#[test]
fn a_folder_without_a_ruleset_is_told_which_file_is_missing() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let errors = load(path.to_str().unwrap()).unwrap_err();
    assert_eq!(errors.iter().map(|error| &error.problem).collect::<Vec<_>>(), [&Problem::NoFile]);
    assert!(errors[0].file.ends_with("src/ruleset.yaml"));
}

#[test]
fn another_language_is_read_when_it_is_asked_for() {
    let mut files = files(RULESET);
    files
        .0
        .insert("small/texts/en.ftl".to_owned(), b"regime-ordinary = ordinary\nregime-coercive = coercive\n".to_vec());
    files.0.insert("small/texts/kk.ftl".to_owned(), "regime-ordinary = қалыпты\n".as_bytes().to_vec());
    files.0.insert("small/texts/ky.ftl".to_owned(), b"?\n".to_vec());
    let loaded = load_from(&files, "small", Tables::embedded()).unwrap();
    assert_eq!(loaded.languages(), ["en", "kk", "ky"]);
    let kazakh = loaded.texts_in("kk").unwrap();
    assert_eq!(kazakh.name("regime", "ordinary"), "қалыпты");
    assert_eq!(kazakh.name("regime", "coercive"), "coercive");
    assert_eq!(loaded.texts_in("tk").unwrap(), loaded.texts);
    assert!(loaded.texts_in("ky").is_err());
}
