//! Loading and checking all rulesets beside assessing the demo: the first should take less than a tenth of the second.
//! Measured on two busy cores (fastest of twenty, release): 94 ms to load and check, of which reading the YAML of `ilo-11`
//! takes about half since `inherent` reads it again; 485 ms to assess the demo with lists and laws. It is a fifth, not yet a tenth.
//! `cargo bench --profile release -p karvon --bench rulesets`

use divan::Bencher;
use karvon::services::progress::Silent;
use karvon::services::{assess, demo, rules};
use karvon_engine::assessment::Options;
use karvon_intake::ReadOptions;
use karvon_rulesets::check::{check_checklist, check_dimensions, missing_question_texts, warnings};
use karvon_rulesets::reference::Tables;
use karvon_rulesets::{Checklists, load_all};

fn main() {
    divan::main();
}

/// Every ruleset of the program, of every kind: read, checked as a whole, looked through for odd things and for texts missing
/// in any language. Cases are not run: they are for who writes rulesets.
#[divan::bench(sample_count = 20)]
fn load_and_check_all_rulesets() -> usize {
    let mut odd = 0;
    let (Ok(lists), Ok(loaded)) = (Checklists::load(None), load_all(Tables::embedded())) else { return odd };
    odd += loaded.iter().map(|one| warnings(one).len()).sum::<usize>();
    let Some(standard) = loaded.iter().find(|one| one.ruleset.source().name == rules::STANDARD) else { return odd };
    let ruleset = &standard.ruleset;
    let requirements = lists.requirements.iter().map(|one| check_checklist(one, &lists.catalogue, ruleset, &[]));
    let dimensions = lists.dimensions.iter().map(|one| check_dimensions(one, ruleset, &[]));
    odd += requirements.chain(dimensions).map(|found| found.texts.len() + found.unknown.len()).sum::<usize>();
    odd + lists.questions.iter().map(|one| missing_question_texts(one).len()).sum::<usize>()
}

/// The same without the checks: what a command that needs everything has to wait for.
#[divan::bench(sample_count = 20)]
fn load_all_rulesets() -> usize {
    load_all(Tables::embedded()).map(|loaded| loaded.len()).unwrap_or_default()
        + Checklists::load(None).map(|lists| lists.requirements.len()).unwrap_or_default()
}

/// The demo: rows read and checked, assessed, no report.
#[divan::bench(sample_count = 10)]
fn assess_the_demo(bencher: Bencher<'_, '_>) {
    let files = demo::files();
    let Ok(rules) = rules::get(rules::STANDARD) else { return };
    bencher.bench(|| {
        let intake = assess::check(&files, &rules, &ReadOptions::new(demo::AS_OF), &Silent);
        karvon_engine::assessment::assess(&intake.inputs, &rules.ruleset, &Options::as_of(demo::AS_OF))
    });
}
