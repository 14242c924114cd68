//! Comparisons of small assessments.

use super::{Basis, BasisError, Comparison, compare};
use crate::assessment::{Assessment, Options, assess};
use crate::explanation::Moved;
use crate::inputs::{Completeness, Inputs, PublishedTable};
use crate::likelihood::tests::builder::{OTHER, Rules, SAID, as_of, party, row, with};
use crate::network::{Link, LinkKind};
use crate::ruleset::{Grade, Ruleset};

fn rules() -> Rules {
    let mut rules = Rules::new();
    rules.ask("passports", "I7.coe", 0.5, 0.004, Grade::Major);
    rules
}

fn link(supplier: &str) -> Link {
    Link::new(supplier.into(), "buyer".into(), LinkKind::Goods)
}

fn inputs() -> Inputs {
    Inputs {
        parties: ["buyer", "mill", "plant"].map(party).to_vec(),
        links: vec![link("mill"), link("plant")],
        ..Inputs::default()
    }
}

fn said(party: &str, answer: &str) -> crate::evidence::Evidence {
    with(row("passports", answer, "worker_interview", 30), |row| row.party = party.into())
}

fn assessed(inputs: &Inputs, ruleset: &Ruleset) -> (Assessment, Basis) {
    let options = Options { worlds: 128, ..Options::as_of(as_of()) };
    (assess(inputs, ruleset, &options).unwrap(), Basis::new(inputs, ruleset))
}

fn compared(first: &(Assessment, Basis), second: &(Assessment, Basis)) -> Comparison {
    let comparison = compare((&first.0, &first.1), (&second.0, &second.1)).unwrap();
    let moved = comparison.numbers.iter().map(|number| &number.moved);
    let of_parties = comparison.changes.iter().flat_map(|party| [Some(&party.likelihood), party.contribution.as_ref()]);
    for moved in moved.chain(of_parties.flatten()) {
        let parts = moved.data + moved.evidence + moved.lists + moved.ruleset + moved.engine;
        assert!((parts - moved.change()).abs() < 1e-12, "{moved:?}");
    }
    comparison
}

/// The parts that are not 0, by name.
fn causes(moved: &Moved) -> Vec<&'static str> {
    let parts = [
        ("data", moved.data),
        ("evidence", moved.evidence),
        ("lists", moved.lists),
        ("ruleset", moved.ruleset),
        ("engine", moved.engine),
    ];
    parts.into_iter().filter(|(_, part)| *part != 0.0).map(|(name, _)| name).collect()
}

#[test]
fn an_assessment_does_not_differ_from_itself() {
    let one = assessed(&inputs(), &rules().build());
    let comparison = compared(&one, &one);
    assert_eq!(comparison.changes, []);
    assert!(comparison.numbers.iter().all(|number| causes(&number.moved).is_empty()));
}

#[test]
fn a_new_answer_is_evidence() {
    let mut later = inputs();
    later.evidence = vec![said("mill", SAID)];
    let comparison = compared(&assessed(&inputs(), &rules().build()), &assessed(&later, &rules().build()));
    let ids: Vec<&str> = comparison.changes.iter().map(|party| party.party_id.as_str()).collect();
    assert_eq!(ids, ["mill"]);
    assert_eq!(causes(&comparison.changes[0].likelihood), ["evidence"]);
    assert!(comparison.changes[0].band_to > comparison.changes[0].band_from);
}

#[test]
fn parties_that_come_and_go_are_data() {
    let mut later = inputs();
    later.parties.retain(|party| party.id.as_str() != "plant");
    later.links.retain(|link| link.supplier.as_str() != "plant");
    later.parties.push(party("gin"));
    later.links.push(link("gin"));
    let comparison = compared(&assessed(&inputs(), &rules().build()), &assessed(&later, &rules().build()));
    for (id, comes) in [("gin", true), ("plant", false)] {
        let change = comparison.changes.iter().find(|change| change.party_id.as_str() == id).unwrap();
        assert_eq!((change.likelihood.from.is_none(), change.likelihood.to.is_none()), (comes, !comes));
        assert_eq!(causes(&change.likelihood), ["data"]);
    }
}

#[test]
fn evidence_and_ruleset_are_told_apart() {
    let mut earlier = inputs();
    earlier.evidence = vec![said("mill", OTHER)];
    let mut later = inputs();
    later.evidence = vec![said("mill", SAID)];
    let mut other = Rules::new();
    other.ask("passports", "I7.coe", 0.9, 0.004, Grade::Major);
    let comparison = compared(&assessed(&earlier, &rules().build()), &assessed(&later, &other.build()));
    let mill = comparison.changes.iter().find(|change| change.party_id.as_str() == "mill").unwrap();
    let causes = causes(&mill.likelihood);
    assert_eq!(causes, ["evidence", "ruleset"]);
}

#[test]
fn a_number_that_another_engine_stored_is_the_engines_doing() {
    let one = assessed(&inputs(), &rules().build());
    let mut old = one.clone();
    old.0.parties[1].likelihood *= 0.5;
    let comparison = compared(&old, &one);
    assert_eq!(comparison.changes.len(), 1);
    assert_eq!(causes(&comparison.changes[0].likelihood), ["engine"]);
}

#[test]
fn what_nobody_would_see_is_no_change_of_a_party() {
    let one = assessed(&inputs(), &rules().build());
    let mut old = one.clone();
    old.0.parties[1].likelihood -= 0.000_4;
    assert_eq!(compared(&old, &one).changes, []);
    old.0.parties[1].likelihood -= 0.000_2;
    assert_eq!(compared(&old, &one).changes.len(), 1);
}

#[test]
fn another_version_of_the_engine_is_said() {
    let one = assessed(&inputs(), &rules().build());
    let mut old = one.clone();
    assert!(!compared(&old, &one).engine_differs);
    old.0.manifest.engine_version = "0.0.1".to_owned();
    assert!(compared(&old, &one).engine_differs);
}

#[test]
fn published_lists_are_kept_in_what_it_was_made_from() {
    let table = PublishedTable {
        table: "published_names".to_owned(),
        edition: "first".to_owned(),
        as_of: None,
        sha256: "00".to_owned(),
        rows: 1,
        completeness: Completeness::Complete,
        stale_after_days: 30,
        entries: Vec::new(),
    };
    let with_list = Inputs { published: vec![table], ..inputs() };
    let (assessment, basis) = assessed(&with_list, &rules().build());
    let read: Basis = serde_json::from_slice(&serde_json::to_vec(&basis).unwrap()).unwrap();
    assert_eq!(read.all_inputs().published, with_list.published);
    let none = Basis { published: Vec::new(), ..read.clone() };
    let wrong = compare((&assessment, &read), (&assessment, &none));
    assert!(matches!(wrong, Err(BasisError::OtherLists { assessment: 2 })));
}

#[test]
fn a_basis_of_something_else_is_refused() {
    let one = assessed(&inputs(), &rules().build());
    let mut later = inputs();
    later.evidence = vec![said("mill", SAID)];
    let two = assessed(&later, &rules().build());
    let wrong = compare((&one.0, &one.1), (&two.0, &one.1));
    assert!(matches!(wrong, Err(BasisError::OtherInputs { assessment: 2, .. })));
    let mut other = rules();
    other.ask("wages", "I8.inv", 0.5, 0.05, Grade::Major);
    let wrong = compare((&one.0, &Basis { ruleset: other.source, ..one.1.clone() }), (&two.0, &two.1));
    assert!(matches!(wrong, Err(BasisError::OtherRuleset { assessment: 1, .. })));
}
