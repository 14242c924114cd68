//! `karvon assess` on 10,000 suppliers and 50,000 links, with 30 answers about each supplier and without any, beside reading
//! the same bytes with the csv crate and beside drawing the coins alone.
//!
//! `cargo bench -p karvon --bench assess`. The first lines state the ratios, each time the median of five runs in this
//! process, from the bytes of the files to the bytes of all results; then follow the single measurements. The files stay
//! in `target/tmp/assess/`, so that `karvon assess` can be run on them, and profiled.

#![expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a benchmark may stop where it stands, and prints"
)]

mod support;

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use chrono::NaiveDate;
use karvon::services::assess::{Finished, Request, check, run};
use karvon::services::data::DataFile;
use karvon::services::progress::Silent;
use karvon::services::rules;
use karvon_engine::assessment::Options;
use karvon_intake::ReadOptions;
use karvon_report::Language;
use karvon_rulesets::{Checklists, LoadedRuleset};
use support::{baseline, files};

const RUNS: usize = 5;

fn with_answers() -> Vec<DataFile> {
    let mut all = files::network();
    all.push(files::answers());
    as_data(all)
}

fn without_answers() -> Vec<DataFile> {
    as_data(files::network())
}

fn as_data(files: Vec<files::File>) -> Vec<DataFile> {
    files.into_iter().map(|(name, text)| DataFile { name: name.to_owned(), bytes: text.into_bytes() }).collect()
}

fn ruleset() -> LoadedRuleset {
    rules::get(rules::STANDARD).expect("the shipped ruleset loads")
}

fn as_of() -> NaiveDate {
    let (year, month, day) = files::AS_OF;
    NaiveDate::from_ymd_opt(year, month, day).expect("a day")
}

fn read(files: &[DataFile]) -> usize {
    baseline::read_with_the_csv_crate(files.iter().map(|file| file.bytes.as_slice()))
}

fn assess(files: &[DataFile], rules: &LoadedRuleset) -> Finished {
    let options = Options::as_of(as_of());
    // Likelihoods only: checklists are another piece of work.
    let checklists = Checklists::default();
    let language = Language::default();
    let request = Request { files, rules, checklists: &checklists, options, language, what_if: None };
    let finished = run(&request, &|_| String::new(), &Silent);
    finished.expect("the files can be assessed")
}

fn median(mut run: impl FnMut()) -> Duration {
    let mut times: Vec<Duration> = (0..RUNS)
        .map(|_| {
            let start = Instant::now();
            run();
            start.elapsed()
        })
        .collect();
    times.sort();
    times[RUNS / 2]
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn reading_with_the_csv_crate(bencher: divan::Bencher) {
    let files = with_answers();
    bencher.bench(|| read(black_box(&files)));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn reading_and_checking(bencher: divan::Bencher) {
    let (files, rules) = (with_answers(), ruleset());
    bencher.bench(|| check(black_box(&files), &rules, &ReadOptions::new(as_of()), &Silent));
}

#[divan::bench(sample_count = 5, sample_size = 1)]
fn the_engine_alone(bencher: divan::Bencher) {
    let (files, rules) = (with_answers(), ruleset());
    let intake = check(&files, &rules, &ReadOptions::new(as_of()), &Silent);
    let options = Options::as_of(as_of());
    bencher.bench(|| karvon_engine::assessment::assess(black_box(&intake.inputs), &rules.ruleset, &options));
}

fn report(what: &str, files: &[DataFile], rules: &LoadedRuleset) -> Finished {
    let bytes: usize = files.iter().map(|file| file.bytes.len()).sum();
    let reading = median(|| {
        black_box(read(files));
    });
    let finished = assess(files, rules);
    let coins = median(|| {
        black_box(baseline::draw_the_coins(&finished.assessment));
    });
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    println!("{what}: {:.1} MB of csv", bytes as f64 / 1e6);
    println!("  reading with the csv crate: {reading:.1?}");
    for threads in [1, threads] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("threads");
        let all = pool.install(|| median(|| drop(black_box(assess(files, rules)))));
        let ratio = all.as_secs_f64() / reading.as_secs_f64();
        println!("  all results, threads {threads}: {all:.1?}, {ratio:.1} × reading");
    }
    let ratio = coins.as_secs_f64() / reading.as_secs_f64();
    println!("  drawing the coins alone, one thread: {coins:.1?}, {ratio:.1} × reading");
    finished
}

fn main() {
    let rules = ruleset();
    let files = with_answers();
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("assess");
    std::fs::create_dir_all(&folder).expect("the folder can be made");
    for file in &files {
        std::fs::write(folder.join(&file.name), &file.bytes).expect("the file can be written");
    }
    println!("{} suppliers, {} links", files::SUPPLIERS, files::LINKS);
    let finished = report(&format!("{} answers about each", files::ANSWERS), &files, &rules);
    assert!(finished.used_everything(), "every invented row is meant to be read");
    report("no answers", &without_answers(), &rules);
    divan::main();
}
