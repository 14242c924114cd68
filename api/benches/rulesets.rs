//! Loading and checking all rulesets beside assessing the demo: the first should take less than a tenth of the second.
//! `cargo bench --profile release -p karvon --bench rulesets`

use divan::Bencher;
use karvon::services::progress::Silent;
use karvon::services::{assess, demo, rules};
use karvon_engine::assessment::Options;
use karvon_intake::ReadOptions;
use karvon_rulesets::check::warnings;
use karvon_rulesets::{list, load};

fn main() {
    divan::main();
}

/// Every ruleset of the program: read, checked as a whole, looked through for odd things.
#[divan::bench(sample_count = 20)]
fn load_and_check_all_rulesets() -> usize {
    list()
        .into_iter()
        .flatten()
        .map(|head| load(&head.name).map(|loaded| warnings(&loaded).len()).unwrap_or_default())
        .sum()
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
