//! What must hold of own likelihoods whatever the numbers are.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::builder::{PLACE, Rules, SAID, about, assess_as, assess_place, headline, inputs, network, party, row, with};
use crate::evidence::{Evidence, WorkerGroup};
use crate::likelihood::{PartyLikelihood, Prepared, Strength};
use crate::network::PartyKind;
use crate::ruleset::{Factor, FactorOf, Grade, Ruleset};

const LEAVES: [&str; 8] = ["I3.coe", "I7.coe", "I8.inv", "I8.coe", "I9.coe", "I2.inv", "I10.inv", "I11.inv"];
const CLASSES: [&str; 9] = [
    "self_assessment",
    "policy_document",
    "audit_supplier_paid",
    "audit_announced",
    "audit_unannounced",
    "worker_interview",
    "grievance",
    "document",
    "authority",
];
const SEES: [f64; 9] = [0.2, 0.1, 0.45, 0.45, 0.7, 0.85, 0.0, 0.6, 0.98];
const ROUNDING: f64 = 1e-12;

#[derive(Clone, Debug)]
struct Item {
    leaf: usize,
    t: f64,
    f: f64,
    class: usize,
    age: u64,
    major: bool,
    group: WorkerGroup,
}

fn item() -> impl Strategy<Value = Item> {
    let groups = prop_oneof![
        6 => Just(WorkerGroup::All),
        1 => Just(WorkerGroup::Migrant),
        1 => Just(WorkerGroup::Women),
        1 => Just(WorkerGroup::Seasonal),
    ];
    (0..LEAVES.len(), 0.01..0.99_f64, 0.01..0.99_f64, 0..CLASSES.len(), 0..2000_u64, any::<bool>(), groups)
        .prop_map(|(leaf, t, f, class, age, major, group)| Item { leaf, t, f, class, age, major, group })
}

fn items() -> impl Strategy<Value = Vec<Item>> {
    prop::collection::vec(item(), 0..16)
}

/// One question per item, with its row; and a factor that every facility has.
fn build(items: &[Item], factor: f64) -> (Ruleset, Vec<Evidence>) {
    let mut rules = Rules::new();
    rules.source.factors.push(Factor {
        id: "kind".to_owned(),
        of: FactorOf::Kind,
        group: None,
        spread: 0.3,
        table: BTreeMap::from([("facility".to_owned(), factor)]),
        bins: Vec::new(),
        other: None,
        source: None,
        verification: None,
    });
    let mut rows = Vec::new();
    for (i, item) in items.iter().enumerate() {
        let grade = if item.major { Grade::Major } else { Grade::Minor };
        rules.ask(&format!("Q{i}"), LEAVES[item.leaf], item.t, item.f, grade);
        let said = row(&format!("Q{i}"), SAID, CLASSES[item.class], item.age);
        rows.push(with(about(said, item.group), |row| row.population = Some(30)));
    }
    (rules.build(), rows)
}

fn facility() -> crate::network::Party {
    let mut place = party(PLACE);
    place.kind = Some(PartyKind::Facility);
    place.workers = Some(100);
    place.women_share = Some(0.4);
    place
}

fn run(items: &[Item], factor: f64) -> PartyLikelihood {
    let (ruleset, rows) = build(items, factor);
    assess_as(facility(), &rows, &ruleset)
}

fn pattern(found: &PartyLikelihood) -> f64 {
    found.channels.last().unwrap().p
}

/// Nothing of the first is larger than in the second, group by group.
fn nowhere_larger(less: &PartyLikelihood, more: &PartyLikelihood) -> Result<(), TestCaseError> {
    for (less, more) in less.channels.iter().zip(&more.channels) {
        prop_assert!(less.p <= more.p + ROUNDING, "{} is larger than {}", less.p, more.p);
    }
    for of in &less.groups {
        let same = more.groups.iter().find(|group| group.group == of.group).unwrap();
        for (less, more) in of.leaves.iter().zip(&same.leaves) {
            prop_assert!(*less <= more + ROUNDING, "leaf {less} is larger than {more}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(crate::test_cases::cases(1_000))]

    #[test]
    fn more_adverse_evidence_lowers_nothing(items in items(), mut further in item(), factor in -1.0..2.0_f64) {
        (further.t, further.f) = (further.t.max(further.f), further.t.min(further.f));
        let mut more = items.clone();
        more.push(further);
        nowhere_larger(&run(&items, factor), &run(&more, factor))?;
    }

    #[test]
    fn a_larger_factor_lowers_nothing(items in items(), factor in -2.0..2.0_f64, more in 0.0..2.0_f64) {
        nowhere_larger(&run(&items, factor), &run(&items, factor + more))?;
    }

    #[test]
    fn one_source_class_alone_takes_off_no_more_than_it_sees(
        items in items(),
        class in 0..CLASSES.len(),
        factor in -1.0..2.0_f64,
    ) {
        // Minor findings by others, denials by one class alone.
        let mut items = items;
        for item in &mut items {
            item.group = WorkerGroup::All;
            item.major = false;
            if item.t < item.f { item.class = class }
        }
        let adverse: Vec<Item> = items.iter().filter(|item| item.t > item.f).cloned().collect();
        let (with_denials, without) = (pattern(&run(&items, factor)), pattern(&run(&adverse, factor)));
        prop_assert!(with_denials >= (1.0 - SEES[class]) * without - ROUNDING);
        prop_assert!(with_denials <= without + ROUNDING);
    }

    #[test]
    fn a_caught_source_changes_nothing(items in items(), mut denials in prop::collection::vec(item(), 1..8)) {
        let finding = Item {
            leaf: 1, t: 0.5, f: 0.004, class: 8, age: 10, major: true, group: WorkerGroup::All,
        };
        let denial = Item { leaf: 1, t: 0.2, f: 0.9, class: 0, age: 10, major: true, group: WorkerGroup::All };
        for further in &mut denials {
            (further.t, further.f) = (further.t.min(further.f), further.t.max(further.f));
            // The four classes of the family that was caught.
            further.class %= 4;
            further.group = WorkerGroup::All;
        }
        let mut before = vec![finding, denial];
        // Another class's own denial could be caught by a further finding only, and there is none.
        before.extend(items.into_iter().filter(|item| item.group == WorkerGroup::All));
        let mut after = before.clone();
        after.extend(denials);
        let (before, after) = (run(&before, 0.5), run(&after, 0.5));
        prop_assert_eq!(&before.groups[0].leaves, &after.groups[0].leaves);
        prop_assert_eq!(&before.groups[0].channels, &after.groups[0].channels);
    }

    #[test]
    fn faded_reassurance_leaves_what_was_before_it(items in items(), factor in -1.0..2.0_f64) {
        let mut faded = items;
        for item in &mut faded {
            item.major = false;
            if item.t < item.f { item.age = 80_000 }
        }
        let adverse: Vec<Item> = faded.iter().filter(|item| item.t > item.f).cloned().collect();
        let (faded, adverse) = (run(&faded, factor), run(&adverse, factor));
        for of in &adverse.groups {
            let same = faded.groups.iter().find(|group| group.group == of.group).unwrap();
            for (a, b) in of.channels.iter().zip(&same.channels) {
                prop_assert!((a - b).abs() < 1e-9, "{a} {b}");
            }
        }
    }

    #[test]
    fn the_order_of_evidence_changes_nothing(items in items(), seed in any::<u64>()) {
        let (ruleset, mut rows) = build(&items, 0.3);
        let before = assess_as(facility(), &rows, &ruleset);
        let mut state = seed;
        for i in (1..rows.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            rows.swap(i, (state >> 33) as usize % (i + 1));
        }
        prop_assert_eq!(assess_as(facility(), &rows, &ruleset), before);
    }

    #[test]
    fn tables_of_the_trace_add_up(items in items(), factor in -1.0..2.0_f64) {
        let (ruleset, rows) = build(&items, factor);
        let network = network(&[facility()], &[]);
        let prepared = Prepared::new(inputs(&network, &rows, &ruleset));
        let own = prepared.assess(Strength::AS_STATED);
        let trace = prepared.trace(&own, 0).unwrap();
        let party = &own.parties[0];
        let group = party.headline().unwrap();
        for (z, p) in group.regimes.iter().enumerate() {
            let sum: f64 = trace.terms.iter().map(|term| term.by_regime[z]).sum();
            prop_assert!((sum - trace.log_odds[z]).abs() < 1e-9);
            prop_assert!((sum - (p / group.regimes[0]).ln()).abs() < 1e-9, "{sum} {}", (p / group.regimes[0]).ln());
        }
        for leaf in &trace.leaves {
            let sum: f64 = leaf.adverse.iter().map(|item| item.ln_lambda).sum();
            prop_assert!((sum - leaf.ln_lambda).abs() < 1e-9);
        }
        let p = headline(party, &ruleset);
        let drivers: f64 = trace.drivers.iter().map(|driver| driver.change).sum();
        prop_assert!((drivers - trace.logit).abs() < 1e-9);
        prop_assert!((drivers - (p / (1.0 - p)).ln()).abs() < 1e-9);
        if let Some(table) = trace.table {
            let cells = || table.iter().flat_map(|row| &row.regimes);
            prop_assert!((table.iter().map(|row| row.probability).sum::<f64>() - 1.0).abs() < 1e-12);
            prop_assert!((cells().map(|cell| cell.probability).sum::<f64>() - 1.0).abs() < 1e-12);
            let mixed: f64 = cells().map(|cell| cell.probability * cell.headline).sum();
            prop_assert!((mixed - p).abs() < 1e-9);
            let total: f64 = cells().map(|cell| cell.ln_weight.exp()).sum();
            for cell in cells() {
                prop_assert!((cell.ln_weight.exp() / total - cell.probability).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn a_further_reassuring_answer_never_widens_a_range(items in items(), mut further in item()) {
        let mut items = items;
        for item in items.iter_mut().chain([&mut further]) {
            item.group = WorkerGroup::All;
        }
        (further.t, further.f) = (further.t.min(further.f), further.t.max(further.f));
        // Both are asked the same questions; the second file answers one more.
        let mut all = items;
        all.push(further);
        let (ruleset, rows) = build(&all, 0.3);
        let before = assess_as(facility(), &rows[..rows.len() - 1], &ruleset);
        let after = assess_as(facility(), &rows, &ruleset);
        for (before, after) in before.channels.iter().zip(&after.channels) {
            prop_assert!(after.sigma <= before.sigma + ROUNDING);
            prop_assert!(after.coverage >= before.coverage - ROUNDING);
        }
    }

    #[test]
    fn everything_is_a_probability_and_regimes_sum_to_one(items in items(), factor in -40.0..40.0_f64) {
        let found = run(&items, factor);
        for group in &found.groups {
            prop_assert!((group.regimes.iter().sum::<f64>() - 1.0).abs() < 1e-12);
            prop_assert!(group.leaves.iter().chain(&group.channels).all(|p| (1e-6..=1.0 - 1e-6).contains(p)));
            prop_assert!(group.coverage.iter().chain(&group.answered).all(|share| (0.0..=1.0).contains(share)));
        }
        for channel in &found.channels {
            prop_assert!(channel.p_low <= channel.p && channel.p <= channel.p_high);
        }
    }
}

#[test]
fn a_clean_self_assessment_takes_off_at_most_a_fifth() {
    let mut rules = Rules::new();
    for leaf in LEAVES {
        rules.ask(leaf, leaf, 0.3, 0.97, Grade::Minor);
    }
    let ruleset = rules.build();
    let rows: Vec<Evidence> = LEAVES.iter().map(|leaf| row(leaf, SAID, "self_assessment", 0)).collect();
    let before = headline(&assess_place(&[], &ruleset), &ruleset);
    let after = headline(&assess_place(&rows, &ruleset), &ruleset);
    assert!(after >= 0.8 * before && after < before);
}

#[test]
fn hundreds_of_grave_findings_and_denials_stay_numbers() {
    let mut items = Vec::new();
    for i in 0..300 {
        let adverse = i % 2 == 0;
        let (t, f) = if adverse { (0.999, 0.001) } else { (0.001, 0.999) };
        items.push(Item {
            leaf: i / 2 % 8,
            t,
            f,
            class: if adverse { 8 } else { 4 },
            age: 0,
            major: false,
            group: WorkerGroup::All,
        });
    }
    let found = run(&items, 0.0);
    assert!(found.groups[0].regimes.iter().chain(&found.groups[0].leaves).all(|p| p.is_finite()));
    assert!((found.groups[0].regimes.iter().sum::<f64>() - 1.0).abs() < 1e-12);
}
