//! The trace of the worked supplier, term by term as an independent program gives it.

use super::builder::{OTHER, PLACE, Rules, SAID, inputs, network, party, row, with};
use crate::likelihood::{DriverSource, Prepared, Strength, TermSource};
use crate::ruleset::Grade;

#[test]
fn the_terms_of_the_worked_supplier_are_those_of_an_independent_program() {
    let mut rules = Rules::new();
    rules.ask("passports", "I7.coe", 0.5, 0.004, Grade::Major);
    rules.ask("passports_denied", "I7.coe", 0.4, 0.97, Grade::Major);
    rules.ask("overtime", "I11.inv", 0.5, 0.12, Grade::Minor);
    rules.ask("wages", "I8.coe", 0.4, 0.95, Grade::Minor);
    rules.ask("debts", "I9.coe", 0.4, 0.97, Grade::Minor);
    rules.ask("leaving", "I3.coe", 0.4, 0.97, Grade::Minor);
    let ruleset = rules.build();
    let rows = [
        row("passports", SAID, "worker_interview", 0),
        row("passports_denied", SAID, "self_assessment", 120),
        row("overtime", SAID, "audit_unannounced", 0),
        row("wages", SAID, "audit_unannounced", 365),
        row("debts", SAID, "audit_announced", 400),
        row("leaving", SAID, "self_assessment", 120),
    ];
    let network = network(&[party(PLACE)], &[]);
    let prepared = Prepared::new(inputs(&network, &rows, &ruleset));
    let own = prepared.assess(Strength::AS_STATED);
    let trace = prepared.trace(&own, 0).unwrap();
    let term = |source: &TermSource| {
        let found = trace.terms.iter().find(|term| &term.source == source).unwrap();
        [found.by_regime[1], found.by_regime[2]]
    };
    let close = |got: [f64; 2], expected: [f64; 2]| {
        assert!(got.iter().zip(expected).all(|(got, expected)| (got - expected).abs() < 1e-12), "{got:?} {expected:?}");
    };
    close(term(&TermSource::Base), [-1.2, -4.2]);
    let leaf = |id: &str| TermSource::Leaf(ruleset.leaf(id).unwrap());
    close(term(&leaf("I7.coe")), [0.859_230_635_465_519_1, 3.359_938_427_990_627_5]);
    close(term(&leaf("I11.inv")), [0.561_561_141_807_389_1, 0.626_541_261_539_021_3]);
    let unannounced = ruleset.families().iter().position(|family| family == "audit_unannounced").unwrap();
    close(term(&TermSource::Family(unannounced)), [-0.004_887_710_659_760_458, -0.104_831_079_234_242_95]);
    // The self-assessment and the announced audit belong to the family that was caught: one family is left to print.
    assert_eq!(trace.table.unwrap().len(), 2);
}

#[test]
fn drivers_stand_in_the_order_in_which_they_were_added() {
    let mut rules = Rules::new();
    rules.ask("passports", "I7.coe", 0.5, 0.004, Grade::Minor);
    rules.ask("passports_too", "I7.coe", 0.3, 0.01, Grade::Minor);
    rules.ask("overtime", "I11.inv", 0.5, 0.12, Grade::Minor);
    rules.ask("debts", "I9.coe", 0.4, 0.97, Grade::Minor);
    rules.ask_context("remedy", "I9", &[0.1, 0.2, 0.4], Grade::Minor);
    let ruleset = rules.build();
    let rows = [
        row("overtime", SAID, "audit_unannounced", 0),
        row("debts", SAID, "document", 0),
        row("debts", SAID, "self_assessment", 0),
        row("passports", SAID, "worker_interview", 0),
        row("passports_too", SAID, "worker_interview", 0),
        row("remedy", SAID, "worker_interview", 0),
    ];
    let network = network(&[party(PLACE)], &[]);
    let prepared = Prepared::new(inputs(&network, &rows, &ruleset));
    let own = prepared.assess(Strength::AS_STATED);
    let trace = prepared.trace(&own, 0).unwrap();
    let leaves = ["I7.coe", "I7.coe", "I11.inv"].map(|id| ruleset.leaf(id).unwrap());
    let names: Vec<String> = trace
        .drivers
        .iter()
        .map(|driver| match &driver.source {
            DriverSource::Prior => "prior".to_owned(),
            DriverSource::Factor(_) => "factor".to_owned(),
            DriverSource::Context(_) => "context".to_owned(),
            DriverSource::List(_) => "list".to_owned(),
            DriverSource::Item { leaf, .. } => format!("leaf {leaf}"),
            DriverSource::Family(family) => ruleset.families()[*family].clone(),
            DriverSource::Recruiters => "recruiters".to_owned(),
        })
        .collect();
    let mut expected = vec!["prior".to_owned(), "context".to_owned()];
    expected.extend(leaves.map(|leaf| format!("leaf {leaf}")));
    expected.extend(["arranged".to_owned(), "document".to_owned()]);
    assert_eq!(names, expected);
    // Items of one leaf share its step in proportion to ln λ.
    let items = &trace.leaves.iter().find(|of| of.leaf == leaves[0]).unwrap().adverse;
    let ratio = trace.drivers[2].change / trace.drivers[3].change;
    assert!((ratio - items[0].ln_lambda / items[1].ln_lambda).abs() < 1e-9);
}

#[test]
fn a_source_that_sees_nothing_is_no_family_of_the_trace() {
    let mut rules = Rules::new();
    rules.ask("debts", "I9.coe", 0.4, 0.97, Grade::Minor);
    let ruleset = rules.build();
    let nobody_asked = with(row("debts", SAID, "worker_interview", 0), |row| row.asked = None);
    let rows = [row("debts", SAID, "grievance", 0), nobody_asked, row("debts", OTHER, "document", 0)];
    let network = network(&[party(PLACE)], &[]);
    let prepared = Prepared::new(inputs(&network, &rows, &ruleset));
    let own = prepared.assess(Strength::AS_STATED);
    let trace = prepared.trace(&own, 0).unwrap();
    assert!(trace.terms.iter().all(|term| !matches!(term.source, TermSource::Family(_))));
    assert_eq!(trace.table.unwrap().len(), 1);
}
