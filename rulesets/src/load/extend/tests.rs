//! Rulesets that extend others: what comes out is what a whole file would give, and what is wrong is said with its place.

use crate::example::{RULESET, edited, files};
use crate::files::Memory;
use crate::reference::Tables;
use crate::{LoadedRuleset, load_from};

const HEAD: &str = "name: own\nversion: 0.2.0\neffective_from: 2026-02-01\nextends: small@0.1.0\n";

fn beside(own: &str) -> Memory {
    let mut files = files(RULESET);
    files.0.insert("own/ruleset.yaml".to_owned(), format!("{HEAD}{own}").into_bytes());
    files
}

fn loaded(own: &str) -> LoadedRuleset {
    load_from(&beside(own), "own", Tables::embedded()).unwrap_or_else(|errors| panic!("{errors:?}"))
}

fn errors(files: &Memory, folder: &str) -> Vec<String> {
    let errors = load_from(files, folder, Tables::embedded()).unwrap_err();
    errors.iter().map(ToString::to_string).collect()
}

fn check(own: &str, expected: &str) {
    assert_eq!(errors(&beside(own), "own"), [expected]);
}

#[test]
fn an_extension_has_the_hash_of_the_same_ruleset_in_one_file() {
    let whole = edited("judgement: 0.5", "judgement: 0.7").replace(
        "name: small\nversion: 0.1.0\neffective_from: 2026-01-01",
        "name: own\nversion: 0.2.0\neffective_from: 2026-02-01",
    );
    let whole = load_from(&files(&whole), "small", Tables::embedded()).unwrap();
    let own = loaded("change: {regimes.judgement: 0.7}\n");
    assert_eq!(own.ruleset.hash(), whole.ruleset.hash());
}

#[test]
fn what_is_extended_is_named_with_its_hash() {
    let base = load_from(&files(RULESET), "small", Tables::embedded()).unwrap();
    let named: Vec<_> = loaded("").bases.iter().map(|b| (b.name.clone(), b.version.clone(), b.hash.clone())).collect();
    assert_eq!(named, [("small".to_owned(), "0.1.0".to_owned(), base.ruleset.hash().to_owned())]);
}

#[test]
fn an_entry_takes_the_place_of_the_one_with_its_id_and_others_follow() {
    let own = loaded(
        "measures:\n  - {id: teach, indicator: overtime, kind: prevent, horizon: corrective, days: 30, cost: 1, closes: [I11.1]}\n\
         common_causes:\n  - {id: country_sector, by: country_and_sector, beta: 0.1}\n",
    );
    let source = own.ruleset.source();
    assert_eq!(source.measures.len(), 1);
    let betas: Vec<(&str, f64)> = source.common_causes.iter().map(|cause| (cause.id.as_str(), cause.beta)).collect();
    assert_eq!(betas, [("country_sector", 0.1), ("recruiter", 0.3)]);
}

#[test]
fn what_is_removed_is_gone() {
    let own = loaded("remove: {questions: [I11.2], common_causes: [recruiter]}\n");
    assert!(own.ruleset.question("I11.2").is_none());
    assert_eq!(own.ruleset.source().common_causes.len(), 1);
}

#[test]
fn single_values_change_by_their_path_and_tables_may_get_new_keys() {
    let own = loaded("change:\n  factors.country.table.KAZ: 0.3\n  bands.likelihood: [0.1, 0.2, 0.4, 0.7]\n");
    assert_eq!(own.ruleset.source().factors[0].table.get("KAZ"), Some(&0.3));
    assert_eq!(format!("{:?}", own.ruleset.source().bands.likelihood), "[0.1, 0.2, 0.4, 0.7]");
}

#[test]
fn texts_of_what_is_extended_are_there_in_every_language() {
    let mut files = beside("");
    let mut put = |path: &str, text: &str| files.0.insert(path.to_owned(), text.as_bytes().to_vec());
    put("small/texts/en.ftl", "regime-ordinary = ordinary\nregime-coercive = coercive\n");
    put("small/texts/kk.ftl", "regime-ordinary = қалыпты\n");
    put("own/texts/en.ftl", "regime-coercive = forced\n");
    let own = load_from(&files, "own", Tables::embedded()).unwrap();
    assert_eq!(
        (own.texts.name("regime", "ordinary"), own.texts.name("regime", "coercive")),
        ("ordinary".to_owned(), "forced".to_owned())
    );
    let kazakh = own.texts_in("kk").unwrap();
    assert_eq!(
        (kazakh.name("regime", "ordinary"), kazakh.name("regime", "coercive")),
        ("қалыпты".to_owned(), "forced".to_owned())
    );
}

#[test]
fn a_circle_of_rulesets_is_named_whole() {
    let mut files = beside("");
    files.0.insert(
        "small/ruleset.yaml".to_owned(),
        HEAD.replace("small@0.1.0", "own@0.2.0").replace("name: own", "name: small").into_bytes(),
    );
    assert_eq!(
        errors(&files, "own"),
        [
            "`small/ruleset.yaml`, line 4, column 1: `extends`: goes round in a circle: `own` extends `small` extends `own`"
        ]
    );
}

#[test]
fn another_version_is_refused_and_the_right_one_named() {
    let mut files = beside("");
    files.0.insert("own/ruleset.yaml".to_owned(), HEAD.replace("@0.1.0", "@0.9.0").into_bytes());
    assert_eq!(
        errors(&files, "own"),
        ["`own/ruleset.yaml`, line 4, column 1: `extends`: `small` is version 0.1.0, not 0.9.0; see what differs \
          (`karvon ruleset diff`), then write `small@0.1.0`"]
    );
}

#[test]
fn what_is_no_ruleset_is_told_which_there_are() {
    let mut files = beside("");
    files.0.insert("own/ruleset.yaml".to_owned(), HEAD.replace("small@", "smal@").into_bytes());
    let told = errors(&files, "own").concat();
    assert!(told.contains("line 4, column 1: `extends`: there is no ruleset `smal`; there are `"), "{told}");
    files.0.insert("own/ruleset.yaml".to_owned(), HEAD.replace("small@0.1.0", "small").into_bytes());
    let told = errors(&files, "own").concat();
    assert!(told.contains("`extends`: `small` names no ruleset; write a name and a version"), "{told}");
}

#[test]
fn something_to_remove_that_is_not_there_is_named() {
    check(
        "remove: {measures: [teach]}\n",
        "`own/ruleset.yaml`, line 5, column 10: `remove.measures`: `small` has no `teach`",
    );
}

#[test]
fn a_path_that_leads_nowhere_is_named_with_how_far_it_leads() {
    check(
        "change:\n  questions.I7.1.answers.boss.t: 0.5\n",
        "`own/ruleset.yaml`, line 6, column 3: `change.questions.I7.1.answers.boss.t`: there is no `boss.t` in \
         `questions.I7.1.answers`",
    );
}

#[test]
fn a_value_that_does_not_fit_is_named() {
    check(
        "change:\n  regimes.blind: much\n  regimes.judgement: 0.4\n",
        "`own/ruleset.yaml`, line 6, column 3: `change.regimes.blind`: invalid type: string \"much\", expected a number",
    );
    check(
        "change: {regimes.blinds: 1}\n",
        "`own/ruleset.yaml`, line 5, column 10: `change.regimes.blinds`: unknown field `blinds`, expected one of \
         `classes`, `migrant_workforce_from`, `judgement`, `blind`, `coverage_floor`, `full_coverage_at`, \
         `observe_at`, `absence_at`, `closure_at`, `band_perturbation`",
    );
}

#[test]
fn a_change_that_breaks_the_whole_is_named_where_it_stands() {
    check(
        "change:\n  indicators.overtime.leaves.inv.prevalence: [0.1, 0.5, 0.4]\n",
        "`own/ruleset.yaml`, line 6, column 3: `indicators.overtime.leaves.inv.prevalence`: must not fall from regime to \
         regime; make each at least as large as the one before, found 0.1, 0.5, 0.4",
    );
}

#[test]
fn an_id_that_stands_twice_in_the_extension_is_named() {
    let cause = "{id: recruiter, by: recruiter, beta: 0.1}";
    check(
        &format!("common_causes:\n  - {cause}\n  - {cause}\n"),
        "`own/ruleset.yaml`, line 7, column 5: `common_causes`: `recruiter` stands twice; give one of them \
         another id",
    );
}

#[test]
fn changes_without_something_that_is_extended_are_refused() {
    let files = files(&format!("{RULESET}change: {{regimes.judgement: 0.7}}\n"));
    let told = errors(&files, "small").concat();
    assert!(told.contains("`change` needs `extends`"), "{told}");
}

#[test]
fn only_name_version_and_day_are_needed() {
    let mut files = beside("");
    files.0.insert("own/ruleset.yaml".to_owned(), b"extends: small@0.1.0\nname: own\n".to_vec());
    assert_eq!(errors(&files, "own"), ["`own/ruleset.yaml`: missing: `version`, `effective_from`"]);
}
