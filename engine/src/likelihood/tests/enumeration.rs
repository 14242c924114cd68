//! Bayes' rule by enumeration: over what each family of sources sees (u), over regimes (z) and over every state of the
//! leaves, written as plainly as possible and without any of the sums of the program.

use proptest::prelude::*;

use super::builder::{Rules, SAID, assess_place, row};
use crate::evidence::Evidence;
use crate::pattern::GateSource;
use crate::ruleset::{Grade, PatternSource, Regime, SeverityWeight};

const LEAVES: [&str; 6] = ["I7.coe", "I8.inv", "I8.coe", "I9.coe", "I2.inv", "I11.inv"];
/// Source classes of three families: the first two belong together.
const CLASSES: [&str; 4] = ["self_assessment", "audit_announced", "audit_unannounced", "worker_interview"];
const SEES: [f64; 4] = [0.2, 0.45, 0.7, 0.85];
const AGAINST: [f64; 4] = [0.8, 0.8, 0.8, 0.85];
const HALF_LIFE: [f64; 4] = [365.0, 540.0, 730.0, 730.0];

#[derive(Clone, Debug)]
enum Speaks {
    Leaf { leaf: usize, t: f64, f: f64 },
    Regime([f64; 3]),
}

#[derive(Clone, Debug)]
struct Item {
    speaks: Speaks,
    class: usize,
    age: u32,
}

fn items() -> impl Strategy<Value = Vec<Item>> {
    let leaf = (0..LEAVES.len(), 0.01..0.99_f64, 0.01..0.99_f64).prop_map(|(leaf, t, f)| Speaks::Leaf { leaf, t, f });
    let regime = (0.05..0.5_f64, 0.0..0.2_f64, 0.0..0.2_f64, any::<bool>()).prop_map(|(low, more, most, rising)| {
        let row = [low, low + more, low + more + most];
        Speaks::Regime(if rising { row } else { [row[2], row[1], row[0]] })
    });
    let speaks = prop_oneof![4 => leaf, 1 => regime];
    prop::collection::vec((speaks, 0..CLASSES.len(), 0..1500_u32), 0..12)
        .prop_map(|items| items.into_iter().map(|(speaks, class, age)| Item { speaks, class, age }).collect())
}

#[derive(Debug)]
struct Numbers {
    base: [f64; 3],
    prevalence: Vec<[f64; 3]>,
}

fn numbers() -> impl Strategy<Value = Numbers> {
    let row = (0.0..0.3_f64, 0.0..0.3_f64, 0.0..0.3_f64).prop_map(|(a, b, c)| [a, a + b, a + b + c]);
    (-3.0..1.0_f64, -6.0..1.0_f64, prop::collection::vec(row, LEAVES.len()))
        .prop_map(|(one, two, prevalence)| Numbers { base: [0.0, one, two], prevalence })
}

#[derive(Debug, Default)]
struct Exact {
    regimes: [f64; 3],
    leaves: [f64; 6],
    indicators: [f64; 5],
    forced_labour: f64,
    at_least_two: f64,
}

/// Indicators by the order of the ruleset, as leaves.
const INDICATORS: [(&str, &[usize]); 5] = [("I7", &[0]), ("I8", &[1, 2]), ("I9", &[3]), ("I2", &[4]), ("I11", &[5])];

fn by_enumeration(numbers: &Numbers, items: &[Item]) -> Exact {
    // The uniform number of the first family lies below 0.2, between, or above 0.45; of the others below or above.
    let families: [&[(f64, f64)]; 3] =
        [&[(0.0, 0.2), (0.2, 0.45), (0.45, 1.0)], &[(0.0, 0.7), (0.7, 1.0)], &[(0.0, 0.85), (0.85, 1.0)]];
    let family_of = [0, 0, 1, 2];
    let mut exact = Exact::default();
    let mut total = 0.0;
    for &arranged in families[0] {
        for &unannounced in families[1] {
            for &interview in families[2] {
                let u = [arranged, unannounced, interview];
                let width: f64 = u.iter().map(|(from, to)| to - from).product();
                for z in 0..3 {
                    for state in 0..1_usize << LEAVES.len() {
                        let on = |k: usize| state >> k & 1 == 1;
                        let mut weight = width * numbers.base[z].exp();
                        for k in 0..LEAVES.len() {
                            let a = numbers.prevalence[k][z];
                            weight *= if on(k) { a } else { 1.0 - a };
                        }
                        for item in items {
                            let sees = u[family_of[item.class]].0 < SEES[item.class];
                            let age = 2.0_f64.powf(-f64::from(item.age) / HALF_LIFE[item.class]);
                            let (ratio, adverse) = match &item.speaks {
                                Speaks::Leaf { leaf, t, f } => (if on(*leaf) { t / f } else { 1.0 }, t > f),
                                Speaks::Regime(by) => (by[z] / by[0], by[2] > by[0]),
                            };
                            let believed = if adverse {
                                AGAINST[item.class]
                            } else if sees {
                                age
                            } else {
                                0.0
                            };
                            weight *= 1.0 + believed * (ratio - 1.0);
                        }
                        total += weight;
                        exact.regimes[z] += weight;
                        for k in 0..LEAVES.len() {
                            exact.leaves[k] += if on(k) { weight } else { 0.0 };
                        }
                        for (i, (_, leaves)) in INDICATORS.iter().enumerate() {
                            exact.indicators[i] += if leaves.iter().any(|&k| on(k)) { weight } else { 0.0 };
                        }
                        let involuntary = on(1) || on(4) || on(5);
                        let coerced = on(0) || on(2) || on(3);
                        exact.forced_labour += if involuntary && coerced { weight } else { 0.0 };
                        let two = [0, 2, 3].iter().filter(|&&k| on(k)).count() >= 2;
                        exact.at_least_two += if two { weight } else { 0.0 };
                    }
                }
            }
        }
    }
    exact.regimes.iter_mut().chain(&mut exact.leaves).chain(&mut exact.indicators).for_each(|p| *p /= total);
    exact.forced_labour /= total;
    exact.at_least_two /= total;
    exact
}

fn rules(numbers: &Numbers, items: &[Item]) -> (Rules, Vec<Evidence>) {
    let mut rules = Rules::new();
    let names = ["ordinary", "exploitative", "coercive"];
    rules.source.regimes.classes = names
        .iter()
        .zip(numbers.base)
        .map(|(id, base)| Regime { id: (*id).to_owned(), base, factor_weight: 0.0 })
        .collect();
    rules.source.indicators.retain(|indicator| INDICATORS.iter().any(|(id, _)| *id == indicator.id));
    for indicator in &mut rules.source.indicators {
        for (class, rates) in [("inv", &mut indicator.leaves.inv), ("coe", &mut indicator.leaves.coe)] {
            if let Some(rates) = rates {
                let leaf = LEAVES.iter().position(|leaf| *leaf == format!("{}.{class}", indicator.id)).unwrap();
                rates.prevalence = numbers.prevalence[leaf].to_vec();
            }
        }
    }
    let of = [0, 2, 3].map(|k| GateSource::Leaf(LEAVES[k].to_owned())).to_vec();
    rules.source.patterns.push(PatternSource {
        id: "two_of_coercion".to_owned(),
        severity: SeverityWeight { scale: 1, irremediability: 1, weight: 1.0 },
        gate: GateSource::AtLeast { n: 2, of },
    });
    let mut rows = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let id = format!("Q{i}");
        match &item.speaks {
            Speaks::Leaf { leaf, t, f } => rules.ask(&id, LEAVES[*leaf], *t, *f, Grade::Minor),
            Speaks::Regime(by) => rules.ask_context(&id, "I11", by, Grade::Minor),
        };
        rows.push(row(&id, SAID, CLASSES[item.class], u64::from(item.age)));
    }
    (rules, rows)
}

proptest! {
    #![proptest_config(crate::test_cases::cases(1_000))]

    #[test]
    fn likelihoods_equal_the_enumeration_of_everything_hidden(numbers in numbers(), items in items()) {
        let exact = by_enumeration(&numbers, &items);
        let (rules, rows) = rules(&numbers, &items);
        let ruleset = rules.build();
        let found = assess_place(&rows, &ruleset);
        let group = &found.groups[0];
        // Results are cut to 1e-6 from 0 and 1.
        let close = |got: f64, exact: f64| (got - exact.clamp(1e-6, 1.0 - 1e-6)).abs() < 1e-9;
        for z in 0..3 {
            prop_assert!((group.regimes[z] - exact.regimes[z]).abs() < 1e-9);
        }
        for (k, leaf) in LEAVES.iter().enumerate() {
            prop_assert!(close(group.leaves[ruleset.leaf(leaf).unwrap()], exact.leaves[k]), "{leaf}");
        }
        for (i, (id, _)) in INDICATORS.iter().enumerate() {
            prop_assert!(close(group.channels[ruleset.channel(id).unwrap()], exact.indicators[i]), "{id}");
        }
        prop_assert!(close(group.channels[ruleset.headline()], exact.forced_labour));
        prop_assert!(close(group.channels[ruleset.channel("two_of_coercion").unwrap()], exact.at_least_two));
    }
}
