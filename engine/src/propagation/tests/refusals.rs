//! Inputs that are wrong, and questions that make no sense.

use crate::propagation::{
    GroupInput, GroupMember, InputProblem, LinkInput, Prepared, PropagationError, PropagationInput, Weights,
    WorldSettings, best_chains, reach_to,
};

fn sound() -> PropagationInput<'static> {
    PropagationInput {
        parties: vec!["a", "b"],
        channels: vec!["x"],
        own: vec![0.1, 0.2],
        weights: Weights::Same(vec![0.5]),
        links: vec![LinkInput { supplier: 0, buyer: 1, weight: 0, label: 0 }],
        groups: vec![GroupInput { id: "g", members: vec![GroupMember { party: 0, beta: 0.5 }] }],
    }
}

fn check(break_it: impl FnOnce(&mut PropagationInput<'_>), expected: &[&str]) {
    let mut input = sound();
    break_it(&mut input);
    let found: Vec<String> = Prepared::new(input).unwrap_err().iter().map(ToString::to_string).collect();
    assert_eq!(found, expected);
}

#[test]
fn a_sound_input_is_taken() {
    assert!(Prepared::new(sound()).is_ok());
}

#[test]
fn a_network_of_nobody_is_taken() {
    let prepared = Prepared::new(PropagationInput { channels: vec!["x"], ..PropagationInput::default() }).unwrap();
    assert_eq!(prepared.parties(), 0);
    assert!(reach_to(&prepared, 0, &[0], WorldSettings::default()).is_err());
}

#[test]
fn a_self_link_is_refused() {
    check(
        |input| input.links[0].supplier = 1,
        &["link 0 leads from `b` to itself; remove it, since a party needs no link to carry its own risk"],
    );
}

#[test]
fn likelihoods_that_are_no_probabilities_are_refused() {
    check(
        |input| input.own = vec![f64::NAN, 1.5],
        &[
            "the likelihood of `a` in channel `x` is `NaN`; it must lie between 0 and 1",
            "the likelihood of `b` in channel `x` is `1.5`; it must lie between 0 and 1",
        ],
    );
}

#[test]
fn a_matrix_of_the_wrong_size_is_refused() {
    check(|input| input.own.push(0.5), &["the matrix of likelihoods has 3 numbers where 2 are needed"]);
}

#[test]
fn an_id_that_repeats_is_refused() {
    check(|input| input.parties[1] = "a", &["party `a` stands there more than once; each id must be unique"]);
}

#[test]
fn weights_and_links_out_of_range_are_refused_together() {
    check(
        |input| {
            input.weights = Weights::Same(vec![-0.1]);
            input.links[0].buyer = 7;
            input.links[0].weight = 3;
        },
        &[
            "weight `-0.1` in row 0 lies outside 0 to 1",
            "link 0 names party number 7, but there are only 2 parties",
            "link 0 names weight row 3, but there are only 1 rows",
        ],
    );
}

#[test]
fn two_links_that_nothing_tells_apart_are_refused() {
    check(
        |input| input.links.push(input.links[0]),
        &["links 0 and 1 from `a` to `b` carry the same label; give each its own"],
    );
}

#[test]
fn common_causes_that_claim_more_than_all_are_refused() {
    check(
        |input| {
            let members = vec![GroupMember { party: 0, beta: 0.6 }, GroupMember { party: 9, beta: 0.1 }];
            input.groups.push(GroupInput { id: "h", members });
        },
        &[
            "common cause `h` names party number 9, but there are only 2 parties",
            "the common-cause factors of `a` add up to 1.1; they may add up to 1 at most",
        ],
    );
}

#[test]
fn a_member_listed_twice_is_refused() {
    let problems = |input: PropagationInput<'_>| Prepared::new(input).unwrap_err();
    let mut input = sound();
    input.groups[0].members.push(GroupMember { party: 0, beta: 0.1 });
    assert_eq!(problems(input), [InputProblem::GroupMemberTwice { group: "g".to_owned(), party: "a".to_owned() }]);
}

#[test]
fn unknown_subjects_and_channels_are_refused() {
    let prepared = Prepared::new(sound()).unwrap();
    let settings = WorldSettings::default();
    let subject = reach_to(&prepared, 5, &[0], settings).unwrap_err();
    assert_eq!(subject, PropagationError::UnknownParty { position: 5, parties: 2 });
    assert!(reach_to(&prepared, 0, &[1], settings).is_err());
    assert!(best_chains(&prepared, 0, 3).is_err());
}
