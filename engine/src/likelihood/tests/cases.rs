//! Values computed by an independent, slow and plain program that states the same definitions on its own: regimes,
//! leaves, indicators and the pattern of one party and group. `cases.json` holds what was put in and what came out.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::builder::{PLACE, Rules, SAID, assess, inputs, network, party, row};
use crate::evidence::Evidence;
use crate::likelihood::assess::Scratch;
use crate::likelihood::{Prepared, RecruiterPart};
use crate::network::PartyKind;
use crate::ruleset::{
    Factor, FactorOf, Grade, Indicator, LeafRates, Leaves, Regime, Ruleset, SeverityWeight, SourceClass,
};

/// How far results may lie from those of the other program.
const TOLERANCE: f64 = 1e-9;

#[derive(Debug, Deserialize)]
struct StatedCase {
    name: String,
    regimes: Vec<StatedRegime>,
    prevalence: BTreeMap<String, Vec<f64>>,
    sources: BTreeMap<String, StatedSource>,
    #[serde(default)]
    factors: BTreeMap<String, f64>,
    #[serde(default)]
    items: Vec<StatedItem>,
    #[serde(default)]
    recruiters: Vec<StatedRecruiter>,
    expect: Expected,
}

#[derive(Debug, Deserialize)]
struct StatedRegime {
    name: String,
    base: f64,
    factor_weight: f64,
}

#[derive(Debug, Deserialize)]
struct StatedSource {
    #[serde(rename = "for")]
    r_for: f64,
    against: f64,
    half_life: f64,
}

#[derive(Debug, Deserialize)]
struct StatedItem {
    leaf: Option<String>,
    t: Option<f64>,
    f: Option<f64>,
    by_regime: Option<Vec<f64>>,
    indicator: Option<String>,
    source: String,
    #[serde(default)]
    age: u64,
    #[serde(default)]
    major: bool,
}

#[derive(Debug, Deserialize)]
struct StatedRecruiter {
    leaves: BTreeMap<String, f64>,
}

#[derive(Debug, Deserialize)]
struct Expected {
    regimes: BTreeMap<String, f64>,
    leaves: BTreeMap<String, f64>,
    indicators: BTreeMap<String, f64>,
    forced_labour: f64,
    log_odds: Vec<f64>,
    caught: Vec<String>,
}

fn stated_cases() -> Vec<StatedCase> {
    serde_json::from_str(include_str!("cases.json")).unwrap()
}

/// The ruleset of a case, with one question per item, and its rows.
fn build(case: &StatedCase) -> (Ruleset, Vec<Evidence>) {
    let mut rules = Rules::new();
    let source = &mut rules.source;
    source.regimes.classes = case
        .regimes
        .iter()
        .map(|regime| Regime { id: regime.name.clone(), base: regime.base, factor_weight: regime.factor_weight })
        .collect();
    let mut by_indicator: BTreeMap<&str, Leaves> = BTreeMap::new();
    for (leaf, prevalence) in &case.prevalence {
        let (indicator, class) = leaf.split_once('.').unwrap();
        let leaves = by_indicator.entry(indicator).or_insert(Leaves { inv: None, coe: None });
        let rates = Some(LeafRates { prevalence: prevalence.clone(), prevalence_migrant: None });
        if class == "inv" { leaves.inv = rates } else { leaves.coe = rates }
    }
    let severity = SeverityWeight { scale: 1, irremediability: 1, weight: 1.0 };
    source.indicators = by_indicator
        .into_iter()
        .map(|(id, leaves)| Indicator { id: id.to_owned(), code: id.to_owned(), severity, leaves })
        .collect();
    let arranged: Vec<String> = source.sources.iter().filter(|s| s.family.is_some()).map(|s| s.id.clone()).collect();
    for (id, stated) in &case.sources {
        let class = SourceClass {
            id: id.clone(),
            family: arranged.contains(id).then(|| "arranged".to_owned()),
            r_for: stated.r_for,
            r_against: stated.against,
            half_life_days: stated.half_life,
            on_site: false,
            testimony: false,
            visit: None,
        };
        match source.sources.iter_mut().find(|known| &known.id == id) {
            Some(known) => *known = class,
            None => source.sources.push(class),
        }
    }
    source.factors = case
        .factors
        .iter()
        .map(|(id, &ln_lr)| Factor {
            id: id.clone(),
            of: FactorOf::Kind,
            group: None,
            spread: 0.0,
            table: BTreeMap::from([("facility".to_owned(), ln_lr)]),
            bins: Vec::new(),
            other: None,
            source: None,
            verification: None,
        })
        .collect();
    let mut rows = Vec::new();
    for (i, item) in case.items.iter().enumerate() {
        let id = format!("Q{i}");
        let grade = if item.major { Grade::Major } else { Grade::Minor };
        match (&item.leaf, &item.by_regime) {
            (Some(leaf), _) => rules.ask(&id, leaf, item.t.unwrap(), item.f.unwrap(), grade),
            (None, Some(by_regime)) => {
                let indicator = item.indicator.as_deref().unwrap_or("I11");
                rules.ask_context(&id, indicator, by_regime, grade)
            }
            (None, None) => panic!("an item of `{}` says nothing", case.name),
        };
        rows.push(row(&id, SAID, &item.source, item.age));
    }
    (rules.build(), rows)
}

#[track_caller]
fn close(got: f64, expected: f64, what: &str) {
    assert!((got - expected).abs() < TOLERANCE, "{what}: {got} is not {expected}");
}

#[test]
fn regimes_leaves_indicators_and_the_pattern_are_those_of_an_independent_program() {
    let cases = stated_cases();
    assert!(cases.len() >= 30);
    for case in &cases {
        let (ruleset, rows) = build(case);
        let mut place = party(PLACE);
        place.kind = Some(PartyKind::Facility);
        let network = network(&[place], &[]);
        let prepared = Prepared::new(inputs(&network, &rows, &ruleset));
        let recruiters = case
            .recruiters
            .iter()
            .map(|recruiter| {
                let mut carried = vec![0.0; ruleset.leaves().len()];
                for (leaf, part) in &recruiter.leaves {
                    carried[ruleset.leaf(leaf).unwrap()] = *part;
                }
                RecruiterPart { recruiter: 0, carried }
            })
            .collect();
        let place = prepared.place(0).unwrap();
        let found = prepared.party_likelihood(&place, recruiters, &prepared.stated, &mut Scratch::default());
        let name = &case.name;
        let group = &found.groups[0];
        for (z, regime) in case.regimes.iter().enumerate() {
            close(group.regimes[z], case.expect.regimes[&regime.name], &format!("{name}, {}", regime.name));
            let log_odds = (group.regimes[z] / group.regimes[0]).ln();
            close(log_odds, case.expect.log_odds[z], &format!("{name}, log-odds of {}", regime.name));
        }
        for (leaf, expected) in &case.expect.leaves {
            close(group.leaves[ruleset.leaf(leaf).unwrap()], *expected, &format!("{name}, {leaf}"));
        }
        for (indicator, expected) in &case.expect.indicators {
            close(group.channels[ruleset.channel(indicator).unwrap()], *expected, &format!("{name}, {indicator}"));
        }
        close(group.channels[ruleset.headline()], case.expect.forced_labour, &format!("{name}, forced labour"));
        let caught: Vec<&str> = group.caught.iter().map(|&family| ruleset.families()[family].as_str()).collect();
        let mut expected = case.expect.caught.clone();
        expected.sort_by_key(|family| ruleset.families().iter().position(|known| known == family));
        assert_eq!(caught, expected, "{name}");
    }
}

#[test]
fn the_order_of_rows_changes_nothing() {
    for case in stated_cases() {
        let (ruleset, mut rows) = build(&case);
        let network = network(&[party(PLACE)], &[]);
        let before = assess(&network, &rows, &ruleset);
        rows.reverse();
        let half = rows.len() / 2;
        rows.rotate_left(half);
        assert_eq!(assess(&network, &rows, &ruleset), before, "{}", case.name);
    }
}
