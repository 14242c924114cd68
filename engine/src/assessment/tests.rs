//! Tests of an assessment as a whole, on small networks and a small invented ruleset.

mod opened;
mod screening;

use proptest::prelude::*;

use super::{AssessError, Assessment, Options, RegisterStatus, SplitBy, assess};
use crate::evidence::Evidence;
use crate::ids::PartyId;
use crate::inputs::{Inputs, Merge, MergeDecision};
use crate::likelihood::tests::builder::{OTHER, Rules, SAID, as_of, party, row, with};
use crate::network::{Link, LinkKind, LinkStatus, NetworkFinding};
use crate::ruleset::{Band, Floor, FloorCondition, Grade, Ruleset};

fn rules() -> Rules {
    let mut rules = Rules::new();
    rules.ask("passports", "I7.coe", 0.5, 0.004, Grade::Major);
    rules.ask("wages", "I8.inv", 0.5, 0.05, Grade::Major);
    rules
}

fn link(supplier: &str, buyer: &str) -> Link {
    Link::new(supplier.into(), buyer.into(), LinkKind::Goods)
}

/// A buyer with a mill and a plant; a gin behind the mill; the plant also sends cloth to the mill.
fn inputs() -> Inputs {
    let mut verified = link("plant", "buyer");
    verified.status = LinkStatus::Verified;
    verified.product = Some("coat".to_owned());
    Inputs {
        parties: ["buyer", "mill", "plant", "gin"].map(party).to_vec(),
        links: vec![link("mill", "buyer"), verified, link("gin", "mill"), link("plant", "mill")],
        ..Inputs::default()
    }
}

fn about(party: &str, question: &str, answer: &str, source: &str) -> Evidence {
    with(row(question, answer, source, 30), |row| row.party = party.into())
}

fn options() -> Options {
    Options { worlds: 256, ..Options::as_of(as_of()) }
}

fn assessed(inputs: &Inputs, ruleset: &Ruleset) -> Assessment {
    assess(inputs, ruleset, &options()).unwrap()
}

#[test]
fn the_only_party_that_buys_and_supplies_nobody_is_the_subject() {
    let assessment = assessed(&inputs(), &rules().build());
    assert_eq!(assessment.manifest.subject, Some(PartyId::new("buyer")));
    let tiers: Vec<Option<u32>> = assessment.parties.iter().map(|party| party.tier).collect();
    assert_eq!(tiers, [Some(0), Some(2), Some(1), Some(1)], "buyer, gin, mill, plant");
}

#[test]
fn two_parties_that_supply_nobody_leave_the_assessment_without_subject() {
    let mut inputs = inputs();
    inputs.parties.push(party("other buyer"));
    inputs.links.push(link("plant", "other buyer"));
    let assessment = assessed(&inputs, &rules().build());
    assert_eq!((assessment.summary, assessment.chains.len(), assessment.splits.len()), (None, 0, 0));
}

#[test]
fn a_subject_that_is_not_listed_is_an_error() {
    let asked = Options { subject: Some("nobody".into()), ..options() };
    let error = assess(&inputs(), &rules().build(), &asked).unwrap_err();
    assert!(matches!(error, AssessError::UnknownSubject(id) if id.as_str() == "nobody"));
}

#[test]
fn a_scope_keeps_links_that_name_the_product_or_none() {
    let mut inputs = inputs();
    if let Some(first) = inputs.links.first_mut() {
        first.product = Some("hat".to_owned());
    }
    let asked = Options { scope: Some(" COAT".to_owned()), ..options() };
    let assessment = assess(&inputs, &rules().build(), &asked).unwrap();
    let upstream = assessment.summary.unwrap().all_links.parties_upstream;
    assert_eq!(upstream, 2, "the buyer and the plant; the mill's hats and all behind them are out");
}

#[test]
fn a_product_that_nobody_names_is_an_error_that_lists_what_is_named() {
    let asked = Options { scope: Some("shoe".to_owned()), ..options() };
    let error = assess(&inputs(), &rules().build(), &asked).unwrap_err();
    assert!(error.to_string().ends_with("named are: coat"), "{error}");
}

#[test]
fn verified_links_alone_carry_what_stands_behind_them() {
    let assessment = assessed(&inputs(), &rules().build());
    let verified = assessment.parties.iter().map(|party| party.reach_verified.unwrap());
    assert_eq!(verified.collect::<Vec<_>>(), [1.0, 0.0, 0.0, 1.0], "buyer and plant only");
}

#[test]
fn an_observed_leaf_and_its_contradiction_stand_in_the_findings() {
    let mut inputs = inputs();
    inputs.evidence = vec![
        about("mill", "passports", SAID, "worker_interview"),
        about("mill", "passports", OTHER, "self_assessment"),
    ];
    let assessment = assessed(&inputs, &rules().build());
    let observed: Vec<&str> = assessment
        .register
        .iter()
        .filter(|entry| entry.status == RegisterStatus::Observed)
        .map(|entry| entry.leaf.as_str())
        .collect();
    assert_eq!(observed, ["I7.coe"]);
    assert_eq!(assessment.contradictions.len(), 1);
    assert_eq!(assessment.look_here_first[0], PartyId::new("mill"));
}

#[test]
fn a_floor_lifts_the_band_and_names_its_channel() {
    let mut rules = rules();
    rules.source.floors.push(Floor {
        id: "papers".to_owned(),
        when: FloorCondition::Observed(vec!["I7.coe".to_owned()]),
        band: Band::Critical,
        channel: "I7".to_owned(),
    });
    let mut inputs = inputs();
    inputs.evidence = vec![about("gin", "passports", SAID, "worker_interview")];
    let assessment = assessed(&inputs, &rules.build());
    let gin = assessment.parties.iter().find(|party| party.party_id.as_str() == "gin").unwrap();
    assert_eq!((gin.band, gin.band_channel.as_str(), gin.scored), (Band::Critical, "I7", true));
}

#[test]
fn merged_parties_share_links_and_evidence() {
    let mut inputs = inputs();
    inputs.parties.push(party("mill (old)"));
    inputs.links.push(link("mill (old)", "buyer"));
    inputs.evidence = vec![about("mill (old)", "passports", SAID, "worker_interview")];
    inputs.merges = vec![Merge {
        party: "mill (old)".into(),
        same_as: "mill".into(),
        decision: MergeDecision::Same,
        reason: None,
        decided_on: None,
    }];
    let assessment = assessed(&inputs, &rules().build());
    assert_eq!(assessment.parties.len(), 4);
    let mill = assessment.parties.iter().find(|party| party.party_id.as_str() == "mill").unwrap();
    assert_eq!(mill.evidence_count, 1);
    assert!(
        assessment
            .network_findings
            .contains(&NetworkFinding::RepeatedLink { supplier: "mill".into(), buyer: "buyer".into() })
    );
}

#[test]
fn a_stated_tier_that_is_not_the_distance_is_said() {
    let mut inputs = inputs();
    for party in &mut inputs.parties {
        party.stated_tier = Some(1);
    }
    let assessment = assessed(&inputs, &rules().build());
    let differ: Vec<&NetworkFinding> = assessment
        .network_findings
        .iter()
        .filter(|finding| matches!(finding, NetworkFinding::TierDiffers { .. }))
        .collect();
    assert_eq!(differ.len(), 2, "buyer is 0 and gin is 2: {differ:?}");
}

/// Random networks of up to eight parties with evidence; the first party is the subject.
fn any_inputs() -> impl Strategy<Value = Inputs> {
    let links = prop::collection::vec((0..8_usize, 0..8_usize, 0..5_usize, any::<bool>()), 1..16);
    let rows = prop::collection::vec((0..8_usize, any::<bool>(), any::<bool>(), 0..3_usize), 0..12);
    (links, rows).prop_map(|(links, rows)| {
        let id = |i: usize| format!("p{i}");
        let mut inputs = Inputs { parties: (0..8).map(|i| party(&id(i))).collect(), ..Inputs::default() };
        for (supplier, buyer, kind, verified) in links {
            let mut link = link(&id(supplier), &id(buyer));
            link.kind = LinkKind::ALL[kind];
            link.status = if verified { LinkStatus::Verified } else { LinkStatus::Inferred };
            link.commodity = verified.then(|| "520100".to_owned());
            inputs.links.push(link);
        }
        for (place, adverse, wages, source) in rows {
            let question = if wages { "wages" } else { "passports" };
            let answer = if adverse { SAID } else { OTHER };
            let source = ["self_assessment", "audit_unannounced", "worker_interview"][source];
            inputs.evidence.push(about(&id(place), question, answer, source));
        }
        inputs
    })
}

fn about_first(inputs: &Inputs) -> Assessment {
    let options = Options { subject: Some("p0".into()), worlds: 128, ..Options::as_of(as_of()) };
    assess(inputs, &rules().build(), &options).unwrap()
}

proptest! {
    #![proptest_config(crate::test_cases::cases(1_000))]

    #[test]
    fn contributions_and_every_split_and_the_parts_sum_to_e(inputs in any_inputs()) {
        let assessment = about_first(&inputs);
        let numbers = assessment.summary.as_ref().unwrap().all_links.clone();
        let e = numbers.expected_sources;
        let contributions: f64 = assessment.parties.iter().map(|party| party.contribution.unwrap()).sum();
        prop_assert!((contributions - e).abs() < 1e-12);
        let parts = numbers.background + numbers.evidence_raised - numbers.evidence_lowered;
        prop_assert!((parts - e).abs() < 1e-12);
        for split in &assessment.splits {
            let sum: f64 = split.parts.iter().map(|part| part.value).sum();
            let tolerance = if split.by == SplitBy::Recruiter { 1e-12 } else { 1e-9 };
            prop_assert!((sum - e).abs() < tolerance, "{:?}: {} is not {}", split.by, sum, e);
        }
    }

    #[test]
    fn drivers_sum_to_the_log_odds_of_the_headline(inputs in any_inputs()) {
        for party in about_first(&inputs).parties {
            let sum: f64 = party.drivers.iter().map(|driver| driver.change).sum();
            let p = 1.0 / (1.0 + libm::exp(-sum));
            prop_assert!((p - party.likelihood).abs() < 1e-9, "{} {}", p, party.likelihood);
        }
    }

    #[test]
    fn the_order_of_rows_changes_no_byte(inputs in any_inputs()) {
        let forward = about_first(&inputs);
        let mut turned = inputs;
        turned.parties.reverse();
        turned.links.reverse();
        turned.evidence.reverse();
        let backward = about_first(&turned);
        prop_assert_eq!(serde_json::to_string(&forward).unwrap(), serde_json::to_string(&backward).unwrap());
    }

    #[test]
    fn verified_links_alone_never_carry_more(inputs in any_inputs()) {
        let summary = about_first(&inputs).summary.unwrap();
        prop_assert!(summary.verified_links.expected_sources <= summary.all_links.expected_sources + 1e-12);
        prop_assert!(summary.verified_links.reach <= summary.all_links.reach);
    }
}
