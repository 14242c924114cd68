//! Calibration as a whole: what is asked for comes out, and a refit keeps what it promises.

use super::*;
use crate::evidence::WorkerGroup;
use crate::likelihood::tests::builder::{OTHER, Rules, SAID};
use crate::ruleset::{CaseEvidence, CaseParty, Factor, FactorOf, Grade};

fn ruleset() -> Ruleset {
    let mut rules = Rules::new();
    rules.ask("Q1", "I7.coe", 0.6, 0.02, Grade::Major).ask("Q2", "I8.inv", 0.7, 0.1, Grade::Minor);
    rules.source.factors.push(Factor {
        id: "country".to_owned(),
        of: FactorOf::Country,
        group: None,
        spread: 0.4,
        table: [("UZB".to_owned(), 1.0)].into(),
        bins: Vec::new(),
        other: None,
        source: None,
        verification: None,
    });
    rules.build()
}

fn case(id: &str, told: &[(&str, &str, &str)], headline: bool) -> LabelledCase {
    let row = |&(question, answer, source): &(&str, &str, &str)| CaseEvidence {
        question: question.to_owned(),
        answer: answer.to_owned(),
        source: source.to_owned(),
        age_days: 0,
        group: WorkerGroup::All,
        asked: Some(20),
        population: None,
        reference: None,
        closes: None,
    };
    LabelledCase {
        id: id.to_owned(),
        party: CaseParty::default(),
        evidence: told.iter().map(row).collect(),
        outcome: Outcome { headline, leaves: std::collections::BTreeMap::new() },
    }
}

/// Held papers told in interviews where it was there, and denied where it was not, with an exception each.
fn cases() -> Vec<LabelledCase> {
    (0..20)
        .map(|i| {
            let there = i % 4 == 0;
            let told = if there == (i != 8) { SAID } else { OTHER };
            let mut case =
                case(&format!("c{i:02}"), &[("Q1", told, "worker_interview"), ("Q2", told, "self_assessment")], there);
            case.party.country = crate::network::Country::from_alpha3("UZB").filter(|_| there);
            case
        })
        .collect()
}

#[test]
fn evidence_and_factors_that_tell_contribute() {
    let found = calibrate(&ruleset(), &cases()).unwrap();
    assert_eq!((found.scores.cases, found.scores.events), (20, 5));
    let of = |id: &str| found.contributions.iter().find(|contribution| contribution.id == id).unwrap();
    assert!(of("I7").log_loss > 0.0 && of("I7").cases == 20, "{:?}", of("I7"));
    assert!(of("country").log_loss > 0.0 && of("country").cases == 5, "{:?}", of("country"));
    assert!(found.contributions.is_sorted_by(|a, b| a.log_loss >= b.log_loss));
}

#[test]
fn a_refit_climbs_with_every_round() {
    let found = refit(&ruleset(), &cases(), RefitSettings { folds: 0, ..RefitSettings::default() }).unwrap();
    assert!(found.objective.len() > 2);
    assert!(found.objective.windows(2).all(|pair| pair[1] >= pair[0] - 1e-9), "{:?}", found.objective);
    assert!(found.after.log_loss.value < found.before.log_loss.value);
}

#[test]
fn an_expert_who_counts_for_very_many_cases_is_hardly_moved() {
    let expert = ruleset();
    let settings = RefitSettings { prior_cases: 1e9, folds: 0, ..RefitSettings::default() };
    let found = refit(&expert, &cases(), settings).unwrap();
    let pairs = expert.source().indicators.iter().zip(&found.source.indicators);
    for (before, after) in pairs {
        for (a, b) in [(&before.leaves.inv, &after.leaves.inv), (&before.leaves.coe, &after.leaves.coe)] {
            let rows = a.iter().zip(b).flat_map(|(a, b)| a.prevalence.iter().zip(&b.prevalence));
            assert!(rows.into_iter().all(|(a, b)| (a - b).abs() < 1e-6));
        }
    }
    let bases = expert.source().regimes.classes.iter().zip(&found.source.regimes.classes);
    assert!(bases.into_iter().all(|(a, b)| (a.base - b.base).abs() < 1e-6));
}

#[test]
fn places_that_came_true_more_often_than_foreseen_raise_the_base_odds() {
    let expert = ruleset();
    let cases: Vec<LabelledCase> = (0..30).map(|i| case(&format!("c{i}"), &[], i % 2 == 0)).collect();
    let found = refit(&expert, &cases, RefitSettings { folds: 0, ..RefitSettings::default() }).unwrap();
    let last = |source: &crate::ruleset::RulesetSource| source.regimes.classes.last().unwrap().base;
    assert!(last(&found.source) > last(expert.source()) + 0.3, "{}", last(&found.source));
}

#[test]
fn a_refit_is_a_ruleset_and_changes_nothing_else() {
    let expert = ruleset();
    let found = refit(&expert, &cases(), RefitSettings::default()).unwrap();
    let again = Ruleset::new(found.source.clone()).unwrap();
    assert_eq!(again.source().name, expert.source().name);
    assert_eq!(again.source().factors, expert.source().factors);
    assert_eq!(found.unseen.unwrap().cases, 20);
}

#[test]
fn what_cannot_be_used_is_named() {
    let told = |cases: &[LabelledCase]| calibrate(&ruleset(), cases).unwrap_err().to_string();
    assert_eq!(told(&[]), "there are no labelled cases");
    assert_eq!(told(&[case("a", &[], true), case("a", &[], true)]), "the labelled case `a` stands twice");
    let mut unknown = case("a", &[], true);
    unknown.outcome.leaves.insert("I99.coe".to_owned(), true);
    assert_eq!(told(&[unknown]), "case `a`: `outcome.leaves`: the ruleset has no leaf `I99.coe`");
    let unreadable = told(&[case("a", &[("Q9", SAID, "document")], true)]);
    assert_eq!(unreadable, "case `a`: evidence cannot be used: unknown_question: Q9");
}
