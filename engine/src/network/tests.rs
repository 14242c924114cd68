//! Tests of building, scoping and measuring a network.

use chrono::NaiveDate;

use super::{Link, LinkKind, Network, NetworkFinding, Party, PartyOrigin, default_subject, tiers};
use crate::ids::PartyId;
use crate::inputs::{Merge, MergeDecision};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn parties(ids: &[&str]) -> Vec<Party> {
    ids.iter().map(|id| Party::unknown(PartyId::new(*id), *id, PartyOrigin::Listed)).collect()
}

fn link(supplier: &str, buyer: &str) -> Link {
    Link::new(supplier.into(), buyer.into(), LinkKind::Goods)
}

fn build(ids: &[&str], links: &[Link]) -> (Network, Vec<NetworkFinding>) {
    Network::build(&parties(ids), links, &[], day("2026-01-01"))
}

#[test]
fn a_link_to_nobody_is_left_out_and_said() {
    let (network, findings) = build(&["a", "b"], &[link("a", "b"), link("a", "c")]);
    assert_eq!(network.links().len(), 1);
    let missing = NetworkFinding::DanglingLink { supplier: "a".into(), buyer: "c".into(), missing: "c".into() };
    assert_eq!(findings, [missing]);
}

#[test]
fn a_self_link_is_left_out_and_said() {
    let (network, findings) = build(&["a"], &[link("a", "a")]);
    assert_eq!((network.links().len(), findings), (0, vec![NetworkFinding::SelfLink { party: "a".into() }]));
}

#[test]
fn the_same_link_twice_counts_once_and_parallel_links_stay() {
    let mut other = link("a", "b");
    other.commodity = Some("5201".to_owned());
    let (network, findings) = build(&["a", "b"], &[link("a", "b"), other, link("a", "b")]);
    assert_eq!(network.links().len(), 2);
    assert_eq!(findings, [NetworkFinding::RepeatedLink { supplier: "a".into(), buyer: "b".into() }]);
}

#[test]
fn parallel_links_that_differ_in_the_rest_only_get_ranks() {
    let mut early = link("a", "b");
    early.annual_value = Some(1.0);
    let (network, _) = build(&["a", "b"], &[link("a", "b"), early]);
    let ranks: Vec<&str> = network.link_ids().iter().filter_map(|id| id.rsplit('\u{1f}').next()).collect();
    assert_eq!(ranks, ["0", "1"]);
}

#[test]
fn a_link_counts_from_its_first_to_its_last_day() {
    let mut dated = link("a", "b");
    (dated.valid_from, dated.valid_to) = (Some(day("2025-06-01")), Some(day("2025-12-31")));
    let used = |on: &str| {
        let (network, _) = Network::build(&parties(&["a", "b"]), std::slice::from_ref(&dated), &[], day(on));
        network.links().len()
    };
    assert_eq!(["2025-05-31", "2025-06-01", "2025-12-31", "2026-01-01"].map(used), [0, 1, 1, 0]);
}

#[test]
fn mutual_supply_is_a_cycle_and_legal() {
    let (network, findings) = build(&["a", "b", "c"], &[link("a", "b"), link("b", "a"), link("b", "c")]);
    assert_eq!(network.links().len(), 3);
    assert_eq!(findings, [NetworkFinding::Cycle { parties: vec!["a".into(), "b".into()] }]);
}

#[test]
fn shares_over_one_are_said_with_their_sum() {
    let mut links = [link("a", "c"), link("b", "c")];
    for link in &mut links {
        link.share = Some(1.5);
    }
    let (_, findings) = build(&["a", "b", "c"], &links);
    let over = NetworkFinding::SharesOverOne { buyer: "c".into(), product: None, sum_in_thousandths: 3000 };
    assert_eq!(findings, [over]);
}

#[test]
fn merges_are_followed_to_the_end_and_circles_are_refused() {
    let merge = |party: &str, same_as: &str| Merge {
        party: party.into(),
        same_as: same_as.into(),
        decision: MergeDecision::Same,
        reason: None,
        decided_on: None,
    };
    let merges = [merge("a", "b"), merge("b", "c"), merge("x", "y"), merge("y", "x")];
    let all = parties(&["a", "b", "c", "x", "y"]);
    let (network, findings) = Network::build(&all, &[link("a", "x")], &merges, day("2026-01-01"));
    let left: Vec<&str> = network.parties().iter().map(|party| party.id.as_str()).collect();
    assert_eq!(left, ["c", "x", "y"]);
    assert_eq!(network.links().first().map(|link| link.supplier.as_str()), Some("c"));
    assert_eq!(findings.len(), 2, "both halves of the circle: {findings:?}");
}

fn decided(party: &str, same_as: &str, decision: MergeDecision, on: Option<&str>) -> Merge {
    Merge { party: party.into(), same_as: same_as.into(), decision, reason: None, decided_on: on.map(day) }
}

#[test]
fn the_later_decision_about_a_pair_counts_whichever_is_named_first() {
    use MergeDecision::{Different, Same};
    let all = parties(&["a", "b"]);
    let left = |merges: &[Merge]| Network::build(&all, &[], merges, day("2026-01-01")).0.parties().len();
    let same = |on| decided("a", "b", Same, on);
    let apart = |on| decided("b", "a", Different, on);
    assert_eq!(left(&[same(None)]), 1);
    assert_eq!(left(&[same(Some("2025-05-01")), apart(Some("2025-06-01"))]), 2);
    assert_eq!(left(&[apart(Some("2025-05-01")), same(Some("2025-06-01"))]), 1);
    assert_eq!(left(&[same(Some("2025-05-01")), apart(Some("2025-05-01"))]), 2);
    assert_eq!(left(&[same(None), apart(Some("2027-01-01"))]), 1, "decided after the day of the assessment");
}

#[test]
fn parties_kept_apart_and_each_merged_with_a_third_are_said() {
    use MergeDecision::{Different, Same};
    let all = parties(&["a", "b", "c"]);
    let merges = [decided("a", "c", Same, None), decided("b", "c", Same, None), decided("a", "b", Different, None)];
    let (network, findings) = Network::build(&all, &[], &merges, day("2026-01-01"));
    assert_eq!(network.parties().len(), 1);
    assert_eq!(findings, [NetworkFinding::MergedThoughApart { party: "a".into(), other: "b".into() }]);
}

#[test]
fn the_party_that_stays_takes_over_what_it_does_not_state_itself() {
    let mut all = parties(&["kept", "gone"]);
    all[0].workers = Some(100);
    all[0].products = vec!["5201".to_owned()];
    all[1].workers = Some(400);
    all[1].programme = Some("autumn call-up".to_owned());
    all[1].products = vec!["5201".to_owned(), "5203".to_owned()];
    let merges = [decided("gone", "kept", MergeDecision::Same, None)];
    let (network, findings) = Network::build(&all, &[], &merges, day("2026-01-01"));
    let kept = &network.parties()[0];
    assert_eq!((kept.workers, kept.programme.as_deref()), (Some(100), Some("autumn call-up")));
    assert_eq!(kept.products, ["5201", "5203"]);
    let differ =
        NetworkFinding::MergedDiffer { party: "gone".into(), same_as: "kept".into(), fields: vec!["workers".into()] };
    assert_eq!(findings, [differ]);
    assert_eq!(network.merged().get(&"gone".into()), Some(&"kept".into()));
}

#[test]
fn the_subject_is_the_one_sink_over_trade_links_and_labour_does_not_count() {
    let mut labour = link("c", "a");
    labour.kind = LinkKind::Labour;
    let (network, _) = build(&["a", "b", "c"], &[link("a", "b"), labour]);
    assert_eq!(default_subject(&network), network.index_of(&"b".into()));
    let (two, _) = build(&["a", "b", "c"], &[link("a", "b"), link("a", "c")]);
    assert_eq!(default_subject(&two), None);
}

#[test]
fn a_tier_is_the_shortest_distance_and_strangers_have_none() {
    let links = [link("a", "d"), link("b", "a"), link("b", "d"), link("c", "b")];
    let (network, _) = build(&["a", "b", "c", "d", "e"], &links);
    let subject = network.index_of(&"d".into()).unwrap();
    assert_eq!(tiers(&network, subject), [Some(1), Some(1), Some(2), Some(0), None]);
}
