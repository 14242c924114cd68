//! Parts of an assessment made on their own: calculations of any group, and plans.

use super::*;
use crate::assessment::{Opened, Trace, plan_of, trace_of};
use crate::evidence::WorkerGroup;
use crate::likelihood::tests::builder::about as of_group;
use crate::planning::{PlanKind, PlanRequest};

fn said_of(group: WorkerGroup) -> Evidence {
    of_group(about("mill", "passports", SAID, "worker_interview"), group)
}

fn opened(inputs: &Inputs, party: &str, group: Option<WorkerGroup>) -> Opened {
    trace_of(inputs, &rules().build(), &options(), &party.into(), group).unwrap()
}

fn trace(inputs: &Inputs, party: &str, group: Option<WorkerGroup>) -> Trace {
    let Opened::Trace(trace) = opened(inputs, party, group) else { panic!("`{party}` does not open") };
    *trace
}

#[test]
fn without_a_group_the_number_of_the_assessment_is_opened() {
    let inputs = Inputs { evidence: vec![said_of(WorkerGroup::Women)], ..inputs() };
    let assessment = assessed(&inputs, &rules().build());
    let mill = assessment.parties.iter().find(|party| party.party_id.as_str() == "mill").unwrap();
    let found = trace(&inputs, "mill", None);
    assert_eq!(found.group, WorkerGroup::Women);
    assert_eq!((found.likelihood, found.range), (mill.likelihood, [mill.p_low, mill.p_high]));
    assert_eq!(found, trace(&inputs, "mill", Some(WorkerGroup::Women)));
}

#[test]
fn what_was_seen_of_one_group_is_not_in_the_number_of_another() {
    let named = Inputs { evidence: vec![said_of(WorkerGroup::Women)], ..inputs() };
    let everyone = trace(&named, "mill", Some(WorkerGroup::All));
    // Nothing was said of everyone: the number is that of the same place without the row.
    let unseen = trace(&inputs(), "mill", None);
    assert_eq!((everyone.group, unseen.group), (WorkerGroup::All, WorkerGroup::All));
    assert_eq!((everyone.likelihood, everyone.range), (unseen.likelihood, unseen.range));
    assert_eq!(everyone.drivers, unseen.drivers);
    assert!(everyone.likelihood < trace(&named, "mill", None).likelihood);
}

#[test]
fn a_group_that_nobody_looked_at_has_no_number() {
    let inputs = Inputs { evidence: vec![said_of(WorkerGroup::Women)], ..inputs() };
    let there = Opened::NoGroup(vec![WorkerGroup::All, WorkerGroup::Women]);
    assert_eq!(opened(&inputs, "mill", Some(WorkerGroup::Young)), there);
    assert_eq!(opened(&inputs, "nobody", None), Opened::NoParty);
}

#[test]
fn a_plan_on_its_own_is_the_plan_of_the_assessment() {
    let inputs = Inputs { evidence: vec![said_of(WorkerGroup::All)], ..inputs() };
    let ruleset = rules().build();
    for kind in PlanKind::ALL {
        let options = Options { plan: Some(PlanRequest { kind, budget: 40 }), ..options() };
        let whole = assess(&inputs, &ruleset, &options).unwrap();
        assert_eq!(plan_of(&inputs, &ruleset, &options).unwrap(), whole.plan);
        assert!(whole.plan.is_some());
    }
    assert_eq!(plan_of(&inputs, &ruleset, &options()).unwrap(), None);
}
