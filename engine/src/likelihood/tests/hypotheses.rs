//! Hypotheses give what a full run would give.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::builder::{OTHER, Rules, SAID, assess, inputs, network, party, row, with};
use crate::evidence::{Evidence, EvidenceNotice};
use crate::ids::PartyId;
use crate::likelihood::{Hypothesis, Prepared, Strength};
use crate::network::{Link, LinkKind, Network};
use crate::ruleset::{Grade, Ruleset};

fn ruleset() -> Ruleset {
    let mut rules = Rules::new();
    rules.ask("fees", "I9.coe", 0.5, 0.004, Grade::Major);
    rules.ask("wages", "I8.inv", 0.5, 0.05, Grade::Minor);
    rules.ask("hours", "I10.inv", 0.5, 0.1, Grade::Minor);
    rules.source.lists.insert("UFLPA".to_owned(), vec![0.001, 0.002, 0.02]);
    rules.source.labour_links_carry.insert("I9.coe".to_owned(), 0.9);
    rules.build()
}

fn of(id: &str, row: Evidence) -> Evidence {
    with(row, |row| row.party = PartyId::new(id))
}

/// A recruiter of two plants, and a mill without.
fn places() -> Network {
    let labour = |to: &str| Link::new(PartyId::new("recruiter"), PartyId::new(to), LinkKind::Labour);
    network(&["recruiter", "plant", "works", "mill"].map(party), &[labour("plant"), labour("works")])
}

fn rows() -> impl Strategy<Value = Vec<Evidence>> {
    let ids = ["recruiter", "plant", "works", "mill"];
    let one = (
        0..4_usize,
        prop_oneof![Just("fees"), Just("wages"), Just("hours")],
        prop_oneof![Just(SAID), Just(OTHER)],
        prop_oneof![Just("self_assessment"), Just("worker_interview"), Just("audit_unannounced")],
        0..900_u64,
    );
    prop::collection::vec(one, 0..12).prop_map(move |rows| {
        rows.into_iter()
            .map(|(i, question, answer, source, age)| of(ids[i], row(question, answer, source, age)))
            .collect()
    })
}

proptest! {
    #![proptest_config(crate::test_cases::cases(1_000))]

    #[test]
    fn further_rows_give_what_a_full_run_with_them_gives(known in rows(), further in rows()) {
        let (ruleset, network) = (ruleset(), places());
        let prepared = Prepared::new(inputs(&network, &known, &ruleset));
        let own = prepared.assess(Strength::AS_STATED);
        let mut hypotheses: BTreeMap<usize, Hypothesis> = BTreeMap::new();
        for row in &further {
            hypotheses.entry(network.index_of(&row.party).unwrap()).or_default().rows.push(row.clone());
        }
        let rerun = prepared.with_hypotheses(&own, &hypotheses);
        let all: Vec<Evidence> = known.iter().chain(&further).cloned().collect();
        let full = assess(&network, &all, &ruleset);
        for (i, party) in full.parties.iter().enumerate() {
            prop_assert_eq!(rerun.parties.get(&i).unwrap_or(&own.parties[i]), party);
        }
        prop_assert!(rerun.notices.is_empty());
    }
}

#[test]
fn a_changed_recruiter_changes_its_employers_and_nobody_else() {
    let (ruleset, network) = (ruleset(), places());
    let prepared = Prepared::new(inputs(&network, &[], &ruleset));
    let own = prepared.assess(Strength::AS_STATED);
    let recruiter = network.index_of(&PartyId::new("recruiter")).unwrap();
    let rows = vec![row("fees", SAID, "worker_interview", 5)];
    let hypotheses = BTreeMap::from([(recruiter, Hypothesis { rows, closed: Vec::new() })]);
    let changed = prepared.with_hypotheses(&own, &hypotheses).parties;
    let names: Vec<&str> = changed.keys().map(|&i| network.parties()[i].id.as_str()).collect();
    assert_eq!(names, ["plant", "recruiter", "works"]);
    let plant = network.index_of(&PartyId::new("plant")).unwrap();
    assert!(changed[&plant].channels[ruleset.headline()].p > own.parties[plant].channels[ruleset.headline()].p);
    assert_eq!(
        prepared.without_recruiters(plant)[ruleset.headline()],
        own.parties[plant].channels[ruleset.headline()].p
    );
}

#[test]
fn a_row_taken_as_ended_counts_no_longer() {
    let (ruleset, network) = (ruleset(), places());
    let known = [of("mill", row("fees", SAID, "worker_interview", 5)), of("mill", row("wages", SAID, "document", 5))];
    let prepared = Prepared::new(inputs(&network, &known, &ruleset));
    let own = prepared.assess(Strength::AS_STATED);
    let mill = network.index_of(&PartyId::new("mill")).unwrap();
    let hypothesis = Hypothesis { rows: Vec::new(), closed: vec![known[0].id.clone()] };
    let rerun = prepared.with_hypotheses(&own, &BTreeMap::from([(mill, hypothesis)]));
    let without = assess(&network, &known[1..], &ruleset);
    assert_eq!(rerun.parties[&mill].groups[0].channels, without.parties[mill].groups[0].channels);
    assert_eq!(rerun.parties[&mill].closures[0].by, None);
    assert!(!rerun.parties[&mill].open_major);
}

#[test]
fn a_hypothesis_that_cannot_be_read_is_said() {
    let (ruleset, network) = (ruleset(), places());
    let prepared = Prepared::new(inputs(&network, &[], &ruleset));
    let own = prepared.assess(Strength::AS_STATED);
    let rows = vec![row("moon", SAID, "worker_interview", 5)];
    let rerun = prepared.with_hypotheses(&own, &BTreeMap::from([(0, Hypothesis { rows, closed: Vec::new() })]));
    assert!(matches!(&rerun.notices[..], [EvidenceNotice::UnknownQuestion { .. }]));
    assert_eq!(rerun.parties[&0], own.parties[0]);
}

#[test]
fn threads_change_nothing() {
    let (ruleset, network) = (ruleset(), places());
    let rows =
        [of("recruiter", row("fees", SAID, "worker_interview", 5)), of("mill", row("wages", OTHER, "document", 50))];
    let with_threads = |threads: usize| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        pool.install(|| assess(&network, &rows, &ruleset))
    };
    assert_eq!(with_threads(1), with_threads(8));
}

#[test]
fn a_perturbed_run_is_a_run_at_another_strength() {
    let (ruleset, network) = (ruleset(), places());
    let rows = [
        of("recruiter", row("fees", SAID, "worker_interview", 5)),
        of("mill", row("wages", OTHER, "document", 50)),
        of("mill", row("LIST.UFLPA", "confirmed", "authority", 50)),
    ];
    let prepared = Prepared::new(inputs(&network, &rows, &ruleset));
    let perturbed = prepared.perturbed();
    for (factor, stronger) in [(0.75, false), (1.25, true)] {
        let run = prepared.assess(Strength::scaled(factor));
        for (i, party) in run.parties.iter().enumerate() {
            for (c, channel) in party.channels.iter().enumerate() {
                let p = if stronger { perturbed.stronger(i, c) } else { perturbed.weaker(i, c) };
                assert_eq!(p, Some(channel.p));
            }
        }
    }
    assert_eq!(perturbed.weaker(0, 99), None);
}
