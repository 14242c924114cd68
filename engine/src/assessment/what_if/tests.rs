//! A what-if gives what an assessment of the changed inputs gives.

use std::sync::Arc;

use proptest::prelude::*;

use super::{Change, PartyStanding, Standing, WhatIf, WhatIfError, WhatIfProblem};
use crate::assessment::{Assessment, Options, assess};
use crate::evidence::Evidence;
use crate::ids::LinkId;
use crate::inputs::Inputs;
use crate::likelihood::tests::builder::{OTHER, Rules, SAID, as_of, party, row, with};
use crate::network::{Link, LinkKind, LinkStatus};
use crate::ruleset::{Grade, Ruleset};
use crate::test_cases::cases;

fn rules() -> Ruleset {
    let mut rules = Rules::new();
    rules.ask("passports", "I7.coe", 0.5, 0.004, Grade::Major);
    rules.ask("wages", "I8.inv", 0.5, 0.05, Grade::Major);
    rules.build()
}

fn link(supplier: &str, buyer: &str) -> Link {
    Link::new(supplier.into(), buyer.into(), LinkKind::Goods)
}

/// A buyer with a mill and a plant that supply each other; a gin behind the mill; an agent who recruits for the mill.
fn inputs() -> Inputs {
    let mut verified = link("plant", "buyer");
    verified.status = LinkStatus::Verified;
    let labour = Link::new("agent".into(), "mill".into(), LinkKind::Labour);
    Inputs {
        parties: ["agent", "buyer", "gin", "mill", "plant"].map(party).to_vec(),
        links: vec![
            link("mill", "buyer"),
            verified,
            link("gin", "mill"),
            link("plant", "mill"),
            link("mill", "plant"),
            labour,
        ],
        evidence: vec![about("plant", "wages", SAID, "worker_interview")],
        ..Inputs::default()
    }
}

fn about(party: &str, question: &str, answer: &str, source: &str) -> Evidence {
    with(row(question, answer, source, 30), |row| row.party = party.into())
}

fn options() -> Options {
    Options { worlds: 700, ..Options::as_of(as_of()) }
}

fn what_if() -> WhatIf {
    WhatIf::new(&inputs(), Arc::new(rules()), &options()).unwrap()
}

fn standing(assessment: &Assessment) -> Standing {
    Standing {
        summary: assessment.summary.clone(),
        look_here_first: assessment.look_here_first.iter().take(10).cloned().collect(),
    }
}

fn link_id(what_if: &WhatIf, supplier: &str, buyer: &str) -> LinkId {
    let ends = |link: &&crate::assessment::LinkResult| {
        link.supplier_id.as_str() == supplier && link.buyer_id.as_str() == buyer
    };
    what_if.before.links.iter().find(ends).unwrap().link_id.clone()
}

fn set(party: &str, likelihood: f64) -> Change {
    Change::Likelihood { party_id: party.into(), channel: "forced_labour".into(), likelihood }
}

fn answer(party: &str, question: &str, said: &str) -> Change {
    Change::Answer { answer: Box::new(about(party, question, said, "worker_interview")), replaces: None }
}

/// What a whole assessment says, where the changes are rows of the inputs.
fn whole(evidence: Vec<Evidence>) -> Assessment {
    assess(&Inputs { evidence, ..inputs() }, &rules(), &options()).unwrap()
}

fn check_rows(what_if: &mut WhatIf, changes: &[Change], evidence: Vec<Evidence>) {
    let difference = what_if.ask(changes).unwrap();
    let (before, after) = (whole(inputs().evidence), whole(evidence));
    assert_eq!(difference.before, standing(&before));
    assert_eq!(difference.after, standing(&after));
    let channels = &before.manifest.channels;
    let mut told = difference.parties.iter();
    for (before, after) in before.parties.iter().zip(&after.parties) {
        let (then, now) = (PartyStanding::of(before, channels), PartyStanding::of(after, channels));
        if then == now {
            continue;
        }
        let party = told.next().unwrap();
        assert_eq!(party.party_id, before.party_id);
        let whole =
            |told: &PartyStanding, of: &PartyStanding| PartyStanding { channels: of.channels.clone(), ..told.clone() };
        assert_eq!((whole(&party.before, &then), whole(&party.after, &now)), (then, now));
    }
    assert_eq!(told.next(), None);
}

#[test]
fn an_added_answer_gives_what_a_whole_assessment_gives() {
    let row = about("mill", "passports", SAID, "worker_interview");
    let with_row = [inputs().evidence, vec![row.clone()]].concat();
    check_rows(&mut what_if(), &[Change::Answer { answer: Box::new(row), replaces: None }], with_row);
}

#[test]
fn a_replaced_answer_gives_what_a_whole_assessment_gives() {
    let row = about("plant", "wages", OTHER, "worker_interview");
    let replaces = Some(inputs().evidence[0].id.clone());
    check_rows(&mut what_if(), &[Change::Answer { answer: Box::new(row.clone()), replaces }], vec![row]);
}

#[test]
fn nothing_is_kept_of_a_question() {
    let mut what_if = what_if();
    let link_id = link_id(&what_if, "plant", "mill");
    what_if.ask(&[set("gin", 0.9), Change::Link { link_id, weight: 0.0 }, answer("mill", "wages", SAID)]).unwrap();
    let nothing = what_if.ask(&[]).unwrap();
    assert_eq!((&nothing.before, nothing.parties.len()), (&nothing.after, 0));
}

#[test]
fn a_given_likelihood_moves_the_expected_sources_by_its_reach() {
    let mut what_if = what_if();
    let difference = what_if.ask(&[set("gin", 0.75)]).unwrap();
    let gin = difference.parties.iter().find(|party| party.party_id.as_str() == "gin").unwrap();
    assert_eq!(gin.after.likelihood.to_bits(), 0.75_f64.to_bits());
    let expected = |standing: &Standing| standing.summary.as_ref().unwrap().all_links.expected_sources;
    let by = (0.75 - gin.before.likelihood) * gin.before.reach_to_subject.unwrap();
    assert!((expected(&difference.after) - expected(&difference.before) - by).abs() < 1e-12);
    let touched: Vec<&str> = difference.parties.iter().map(|party| party.party_id.as_str()).collect();
    assert_eq!(touched, ["buyer", "gin", "mill", "plant"], "the gin and all downstream of it");
}

#[test]
fn a_link_taken_away_leaves_nothing_of_what_stood_behind_it() {
    let mut what_if = what_if();
    let link_id = link_id(&what_if, "gin", "mill");
    let difference = what_if.ask(&[Change::Link { link_id, weight: 0.0 }]).unwrap();
    let gin = difference.parties.iter().find(|party| party.party_id.as_str() == "gin").unwrap();
    assert_eq!((gin.after.reach_to_subject, gin.after.contribution), (Some(0.0), Some(0.0)));
    assert_eq!(gin.before.likelihood.to_bits(), gin.after.likelihood.to_bits());
}

#[test]
fn a_link_taken_away_brings_no_share_of_what_is_bought() {
    // The gin is left as the mill's only supplier, the mill as the buyer's: x(mill) = 0.5 + 0.5·0.75 = 0.875 and
    // x(buyer) = 0.1 + 0.9·0.875 = 0.8875, wherever the plant stands.
    let mut what_if = what_if();
    let gone = [("plant", "mill"), ("mill", "plant"), ("plant", "buyer")]
        .map(|(supplier, buyer)| Change::Link { link_id: link_id(&what_if, supplier, buyer), weight: 0.0 });
    let changes =
        [vec![set("gin", 0.75), set("mill", 0.5), set("buyer", 0.1), set("plant", 0.3)], gone.to_vec()].concat();
    let [low, _] = what_if.ask(&changes).unwrap().after.summary.unwrap().all_links.exposed_share;
    assert!((low - 0.8875).abs() < 1e-12, "{low}");
}

#[test]
fn a_link_taken_away_gives_the_numbers_of_an_assessment_that_never_had_it() {
    let mut what_if = what_if();
    let gone = Change::Link { link_id: link_id(&what_if, "gin", "mill"), weight: 0.0 };
    let mut inputs = inputs();
    inputs.links.retain(|link| link.supplier.as_str() != "gin");
    let never = assess(&inputs, &rules(), &options()).unwrap();
    assert_eq!(what_if.ask(&[gone]).unwrap().after.summary, never.summary);
}

#[test]
fn all_that_is_wrong_is_told_at_once() {
    let mut what_if = what_if();
    let labour = link_id(&what_if, "agent", "mill");
    let wrong = [
        set("nobody", 0.5),
        Change::Likelihood { party_id: "gin".into(), channel: "weather".into(), likelihood: 0.5 },
        set("gin", 1.5),
        Change::Link { link_id: "0".into(), weight: 0.5 },
        Change::Link { link_id: labour, weight: 0.5 },
        Change::Answer { answer: Box::new(about("mill", "wages", SAID, "document")), replaces: Some("0".into()) },
    ];
    let Err(WhatIfError::Changes(problems)) = what_if.ask(&wrong) else { panic!("it was answered") };
    assert!(
        matches!(
            problems.as_slice(),
            [
                WhatIfProblem::UnknownParty { change: 1, .. },
                WhatIfProblem::UnknownChannel { change: 2, .. },
                WhatIfProblem::OutOfRange { change: 3, .. },
                WhatIfProblem::UnknownLink { change: 4, .. },
                WhatIfProblem::LabourLink { change: 5, .. },
                WhatIfProblem::UnknownAnswer { change: 6, .. },
            ]
        ),
        "{problems:?}"
    );
}

#[test]
fn an_answer_that_would_not_be_used_is_refused() {
    let mut what_if = what_if();
    for (party, question, said) in [("mill", "weather", SAID), ("mill", "wages", "perhaps"), ("nobody", "wages", SAID)]
    {
        let asked = what_if.ask(&[answer(party, question, said)]);
        assert!(
            matches!(asked, Err(WhatIfError::Changes(problems)) if problems.len() == 1),
            "{party} {question} {said}"
        );
    }
}

/// The same question put to fresh worlds.
fn asked_anew(changes: &[Change]) -> super::Difference {
    what_if().ask(changes).unwrap()
}

proptest! {
    #![proptest_config(cases(1_000))]

    #[test]
    fn the_answer_does_not_depend_on_the_questions_before(
        likelihoods in prop::collection::vec((prop::sample::select(vec!["buyer", "gin", "mill", "plant"]), 0.0..=1.0), 0..3),
        weights in prop::collection::vec((0..5_usize, prop_oneof![Just(0.0), 0.0..=1.0]), 0..3),
        said in prop::option::of(prop::sample::select(vec![SAID, OTHER])),
    ) {
        let mut held = what_if();
        let ids: Vec<LinkId> = held.before.links.iter().filter(|link| link.kind != LinkKind::Labour).map(|link| link.link_id.clone()).collect();
        let mut changes: Vec<Change> = likelihoods.iter().map(|(party, p)| set(party, *p)).collect();
        changes.extend(weights.iter().map(|(link, weight)| Change::Link { link_id: ids[*link].clone(), weight: *weight }));
        changes.extend(said.map(|said| answer("mill", "passports", said)));
        held.ask(&[set("plant", 0.9), Change::Link { link_id: ids[1].clone(), weight: 0.0 }]).unwrap();
        prop_assert_eq!(held.ask(&changes).unwrap(), asked_anew(&changes));
    }
}
