//! Own likelihoods of 10,000 parties with 30 answers each, beside reading the same answers with the csv crate.
//!
//! `cargo bench -p karvon-engine --bench likelihood`. The first lines state the ratio of the two, each the median of five
//! runs in this process; then follow the single measurements.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::print_stdout,
    clippy::disallowed_types,
    clippy::wildcard_enum_match_arm,
    clippy::cast_precision_loss,
    reason = "a benchmark makes its own world, reads the clock and prints"
)]

use std::hint::black_box;
use std::time::{Duration, Instant};

use chrono::{Days, NaiveDate};
use karvon_engine::evidence::{Evidence, EvidenceOrigin, Period, ScreenedLists, WorkerGroup};
use karvon_engine::ids::{EvidenceId, PartyId, QuestionId};
use karvon_engine::likelihood::{LikelihoodInputs, Prepared, Strength, assess_parties};
use karvon_engine::network::{Network, Party, PartyOrigin};
use karvon_engine::ruleset::{Answer, AnswerForm, Bound, Grade, Question, QuestionLeaf, Ruleset, RulesetSource, Unit};

const PARTIES: usize = 10_000;
const ANSWERS: usize = 30;
const QUESTIONS: usize = 160;
const RUNS: usize = 5;
const LEAVES: [(&str, QuestionLeaf); 8] = [
    ("I3", QuestionLeaf::Coe),
    ("I7", QuestionLeaf::Coe),
    ("I8", QuestionLeaf::Inv),
    ("I8", QuestionLeaf::Coe),
    ("I9", QuestionLeaf::Coe),
    ("I2", QuestionLeaf::Inv),
    ("I10", QuestionLeaf::Inv),
    ("I11", QuestionLeaf::Inv),
];

/// What is measured.
struct World {
    ruleset: Ruleset,
    screened: ScreenedLists,
    network: Network,
    evidence: Vec<Evidence>,
    csv: Vec<u8>,
    as_of: NaiveDate,
}

/// A small generator with a stated seed (splitmix64).
struct Dice(u64);

impl Dice {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((z ^ (z >> 31)) >> 33).unwrap_or_default() % bound
    }
}

fn answer(id: &str, when: Option<Bound>, t: f64, f: f64, grade: Option<Grade>) -> Answer {
    Answer { id: id.to_owned(), words: Vec::new(), when, t: Some(t), f: Some(f), by_regime: None, grade }
}

/// 160 questions over eight leaves: two thirds yes or no, one third numbers.
fn ruleset() -> Ruleset {
    let mut source: RulesetSource =
        serde_json::from_str(include_str!("../src/likelihood/tests/ruleset.json")).expect("the invented ruleset reads");
    for q in 0..QUESTIONS {
        let (indicator, leaf) = LEAVES[q % LEAVES.len()];
        let grade = Some(if q % 3 == 0 { Grade::Major } else { Grade::Minor });
        let at_least = |bound| Some(Bound { at_least: Some(bound), ..Bound::default() });
        let below = |bound| Some(Bound { below: Some(bound), ..Bound::default() });
        let (form, answers) = if q % 3 == 2 {
            let high = answer("high", at_least(10.0), 0.4, 0.1, grade);
            (AnswerForm::Number(Unit::Days), vec![high, answer("low", below(10.0), 0.6, 0.9, None)])
        } else {
            (AnswerForm::YesNo, vec![answer("yes", None, 0.4, 0.05, grade), answer("no", None, 0.6, 0.95, None)])
        };
        source.questions.push(Question {
            id: format!("{indicator}.{q}"),
            part_of: None,
            indicator: indicator.to_owned(),
            leaf,
            form,
            groups: Vec::new(),
            asked_of: Vec::new(),
            needs: Vec::new(),
            measured_by_factor: None,
            shuts_out_monitors: None,
            answers,
        });
    }
    Ruleset::new(source).expect("the invented ruleset is sound")
}

fn world(parties: usize) -> World {
    let ruleset = ruleset();
    let as_of = NaiveDate::from_ymd_opt(2026, 1, 1).expect("a day");
    let mut dice = Dice(7);
    let ids: Vec<String> = (0..parties).map(|i| format!("supplier-{i:06}")).collect();
    let list: Vec<Party> =
        ids.iter().map(|id| Party::unknown(PartyId::new(id), id.as_str(), PartyOrigin::Listed)).collect();
    let (network, _) = Network::build(&list, &[], &[], as_of);
    let sources = ["self_assessment", "audit_announced", "audit_unannounced", "worker_interview"];
    let questions: Vec<&Question> = ruleset.source().questions.iter().skip(1).collect();
    let mut evidence = Vec::with_capacity(parties * ANSWERS);
    for id in &ids {
        for _ in 0..ANSWERS {
            let question = questions[dice.below(questions.len())];
            // One answer in ten is adverse, one row in eight about migrants.
            let adverse = dice.below(10) == 0;
            let answer = match question.form {
                AnswerForm::Number(_) => (if adverse { 10 + dice.below(80) } else { dice.below(10) }).to_string(),
                _ => if adverse { "yes" } else { "no" }.to_owned(),
            };
            let source = sources[dice.below(sources.len())];
            let day = as_of - Days::new(dice.below(900) as u64);
            evidence.push(
                Evidence {
                    id: EvidenceId::new(""),
                    party: PartyId::new(id),
                    question: QuestionId::new(&question.id),
                    answer,
                    source: source.to_owned(),
                    source_id: format!("{source}-{day}"),
                    observed_on: Some(day),
                    group: if dice.below(8) == 0 { WorkerGroup::Migrant } else { WorkerGroup::All },
                    period: Some(Period { from: day - Days::new(365), to: day }),
                    affected: None,
                    asked: (source == "worker_interview").then_some(25),
                    population: Some(400),
                    closes: None,
                    reference: None,
                    origin: EvidenceOrigin::Answer,
                }
                .identified(),
            );
        }
    }
    let csv = as_csv(&evidence);
    World { ruleset, screened: ScreenedLists::default(), network, evidence, csv, as_of }
}

/// The answers as the file that they come from.
fn as_csv(evidence: &[Evidence]) -> Vec<u8> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer
        .write_record([
            "supplier_id",
            "question",
            "answer",
            "source",
            "source_id",
            "observed_on",
            "worker_group",
            "period_from",
            "period_to",
            "affected",
            "asked",
            "population",
            "closes",
            "reference",
        ])
        .expect("memory takes everything");
    for row in evidence {
        let date = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
        writer
            .write_record([
                row.party.as_str(),
                row.question.as_str(),
                &row.answer,
                &row.source,
                &row.source_id,
                &date(row.observed_on),
                row.group.as_str(),
                &date(row.period.map(|period| period.from)),
                &date(row.period.map(|period| period.to)),
                &number(row.affected),
                &number(row.asked),
                &number(row.population),
                "",
                "",
            ])
            .expect("memory takes everything");
    }
    writer.into_inner().expect("memory takes everything")
}

/// Reads every field of every row, as text.
fn read_csv(bytes: &[u8]) -> usize {
    let mut reader = csv::Reader::from_reader(bytes);
    let mut record = csv::StringRecord::new();
    let mut length = 0;
    while reader.read_record(&mut record).expect("the csv that was just written reads") {
        length += record.iter().map(str::len).sum::<usize>();
    }
    length
}

fn inputs(world: &World) -> LikelihoodInputs<'_> {
    LikelihoodInputs {
        network: &world.network,
        evidence: &world.evidence,
        corridors: &[],
        screened: &world.screened,
        ruleset: &world.ruleset,
        as_of: world.as_of,
    }
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

#[divan::bench(sample_count = 5)]
fn reading_the_answers_with_the_csv_crate(bencher: divan::Bencher) {
    let world = world(PARTIES);
    bencher.bench(|| read_csv(black_box(&world.csv)));
}

#[divan::bench(sample_count = 5)]
fn own_likelihoods(bencher: divan::Bencher) {
    let world = world(PARTIES);
    bencher.bench(|| assess_parties(black_box(inputs(&world)), Strength::AS_STATED));
}

#[divan::bench(sample_count = 5)]
fn own_likelihoods_once_prepared(bencher: divan::Bencher) {
    let world = world(PARTIES);
    let prepared = Prepared::new(inputs(&world));
    bencher.bench(|| prepared.assess(black_box(Strength::AS_STATED)));
}

#[divan::bench(sample_count = 5)]
fn both_perturbations(bencher: divan::Bencher) {
    let world = world(PARTIES);
    let prepared = Prepared::new(inputs(&world));
    bencher.bench(|| black_box(&prepared).perturbed());
}

fn main() {
    let threads = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    let world = world(PARTIES);
    let one = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("one thread");
    let reading = median(|| {
        black_box(read_csv(&world.csv));
    });
    let single = one.install(|| median(|| drop(black_box(assess_parties(inputs(&world), Strength::AS_STATED)))));
    let all = median(|| drop(black_box(assess_parties(inputs(&world), Strength::AS_STATED))));
    let ratio = |time: Duration| time.as_secs_f64() / reading.as_secs_f64();
    println!("{PARTIES} parties, {ANSWERS} answers each, {:.1} MB of csv", world.csv.len() as f64 / 1e6);
    println!("reading with the csv crate: {reading:?}");
    println!("own likelihoods, one thread: {single:?}, {:.2} × reading", ratio(single));
    println!("own likelihoods, {threads} threads: {all:?}, {:.2} × reading", ratio(all));
    divan::main();
}
