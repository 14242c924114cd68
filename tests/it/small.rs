//! The small network against what its README works out by hand.

use std::collections::BTreeMap;

use karvon_engine::assessment::{Assessment, PartyResult};
use karvon_engine::ids::PartyId;
use karvon_engine::network::NetworkFinding;
use karvon_tests::{karvon, repository};

fn assessed() -> Assessment {
    let folder = tempfile::tempdir().unwrap();
    let small = repository().join("fixtures/small");
    let tables = ["suppliers", "links", "recruitment", "answers", "rates"];
    let run = karvon()
        .arg("assess")
        .args(tables.map(|table| small.join(table).with_extension("csv")))
        .args(["--as-of", "2026-10-31", "--out"])
        .arg(folder.path())
        .output()
        .unwrap();
    assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
    serde_json::from_slice(&std::fs::read(folder.path().join("assessment.json")).unwrap()).unwrap()
}

fn by_id(assessment: &Assessment) -> BTreeMap<&str, &PartyResult> {
    assessment.parties.iter().map(|party| (party.party_id.as_str(), party)).collect()
}

#[test]
fn subject_tiers_and_the_one_cycle_are_those_of_the_readme() {
    let assessment = assessed();
    assert_eq!(assessment.manifest.subject.as_ref().unwrap().as_str(), "B");
    let tiers: BTreeMap<&str, u32> =
        by_id(&assessment).into_iter().map(|(id, party)| (id, party.tier.unwrap())).collect();
    let expected = [
        ("A", 3),
        ("B", 0),
        ("C", 4),
        ("D", 2),
        ("F1", 5),
        ("F2", 5),
        ("G1", 1),
        ("G2", 1),
        ("L", 1),
        ("M", 2),
        ("R", 2),
        ("S", 3),
    ];
    assert_eq!(tiers, BTreeMap::from(expected));
    let cycle = NetworkFinding::Cycle { parties: vec!["D".into(), "M".into()] };
    assert!(assessment.network_findings.contains(&cycle), "{:?}", assessment.network_findings);
}

#[test]
fn only_the_segregated_link_of_the_north_field_leaks_less_than_all() {
    let assessment = assessed();
    let chain = |source: &str| assessment.chains.iter().find(|chain| chain.source.as_str() == source).unwrap();
    let product = |source: &str| chain(source).weights.iter().product::<f64>();
    assert!((product("F1") - 0.05).abs() < 1e-12, "{}", product("F1"));
    for source in ["F2", "C", "S", "M", "D", "G1", "G2", "L"] {
        assert!((product(source) - 1.0).abs() < 1e-12, "{source}: {}", product(source));
    }
    let parties: Vec<&str> = chain("F1").parties.iter().map(PartyId::as_str).collect();
    assert_eq!(parties, ["F1", "C", "S", "M", "G1", "B"], "five links, first by id");
}

#[test]
fn with_verified_links_only_what_the_readme_names_reaches_the_buyer() {
    let assessment = assessed();
    let reaching: Vec<&str> = by_id(&assessment)
        .into_iter()
        .filter(|(_, party)| party.reach_verified.is_some_and(|reach| reach > 0.0))
        .map(|(id, _)| id)
        .collect();
    assert_eq!(reaching, ["B", "G1", "G2", "L", "M"]);
}

#[test]
fn expected_places_are_the_sum_of_likelihoods_since_every_other_link_is_certain() {
    let assessment = assessed();
    let parties = by_id(&assessment);
    let certain = ["B", "C", "D", "F2", "G1", "G2", "L", "M", "S"];
    let sum: f64 = certain.iter().map(|id| parties[id].likelihood).sum();
    let north = parties["F1"];
    // 16,384 worlds: five standard errors of a share of 0.05 are 0.0085.
    assert!((north.reach_to_subject.unwrap() - 0.05).abs() < 0.0085);
    let expected = sum + north.likelihood * north.reach_to_subject.unwrap();
    let e = assessment.summary.as_ref().unwrap().all_links.expected_sources;
    assert!((e - expected).abs() < 1e-12, "{e} {expected}");
}

#[test]
fn cost_of_recruitment_is_one_month_and_a_tenth_of_one() {
    let assessment = assessed();
    let costs: Vec<(&str, Option<f64>)> =
        assessment.recruitment.cohorts.iter().map(|cost| (cost.cohort_id.as_str(), cost.cost_months)).collect();
    assert_eq!(costs, [("K1", Some(1.0)), ("K2", Some(0.1))]);
    let owed: f64 = assessment.recruitment.cohorts[0].owed.iter().filter_map(|owed| owed.total).sum();
    assert!((owed - 5_000.0).abs() < 1e-9, "3,000 + 1,000 + 1,000 dollars");
}

#[test]
fn the_questionnaire_that_denies_held_papers_is_contradicted() {
    let assessment = assessed();
    let denied: Vec<(&str, &str)> =
        assessment.contradictions.iter().map(|pair| (pair.party_id.as_str(), pair.family.as_str())).collect();
    assert!(denied.contains(&("G2", "arranged")), "{denied:?}");
    assert!(denied.iter().all(|(party, _)| *party == "G2"), "{denied:?}");
}
