//! Tests of what counts: closures, repetition, ageing, small interviews, shut-out monitors, denials, and the register.

#![expect(clippy::float_cmp, reason = "what must be the same number is the same to the last bit")]

use crate::evidence::{
    ClosureRefusal, ContradictionKind, Evidence, EvidenceNotice, ItemState, Period, RegisterEntry, RegisterStatus,
    WorkerGroup,
};
use crate::likelihood::Prepared;
use crate::likelihood::tests::builder::{
    OTHER, PLACE, Rules, SAID, about, as_of, assess_place, inputs, network, party, row, with,
};
use crate::ruleset::{Condition, Grade, Ruleset};

fn rules() -> Rules {
    let mut rules = Rules::new();
    rules.ask("passports", "I7.coe", 0.5, 0.004, Grade::Major);
    rules.ask("locker", "I7.coe", 0.4, 0.1, Grade::Minor);
    rules.ask("fees", "I9.coe", 0.5, 0.004, Grade::Major);
    rules.ask("hours", "I10.inv", 0.5, 0.1, Grade::Major);
    rules.ask_context("monitors", "I10", &[0.05, 0.1, 0.3], Grade::Minor);
    rules.question("monitors").shuts_out_monitors = Some(SAID.to_owned());
    rules
}

fn ruleset() -> Ruleset {
    rules().build()
}

/// States of the rows among everyone, in the order of their ids given.
fn states(rows: &[Evidence], ruleset: &Ruleset) -> Vec<ItemState> {
    let network = network(&[party(PLACE)], &[]);
    let prepared = Prepared::new(inputs(&network, rows, ruleset));
    let items = prepared.items(0);
    let of = |row: &Evidence| items.iter().find(|item| item.evidence == row.id && item.group == WorkerGroup::All);
    rows.iter().map(|row| of(row).unwrap().state.clone()).collect()
}

fn notices(rows: &[Evidence], ruleset: &Ruleset) -> Vec<EvidenceNotice> {
    let network = network(&[party(PLACE)], &[]);
    Prepared::new(inputs(&network, rows, ruleset)).notices().to_vec()
}

fn finding(reference: &str, age: u64) -> Evidence {
    with(row("passports", SAID, "worker_interview", age), |row| row.reference = Some(reference.to_owned()))
}

fn closing(reference: &str, source: &str, age: u64) -> Evidence {
    with(row("passports", OTHER, source, age), |row| row.closes = Some(reference.to_owned()))
}

#[test]
fn a_later_and_reliable_closure_ends_a_finding() {
    let ruleset = ruleset();
    let (finding, closing) = (finding("A", 100), closing("A", "audit_unannounced", 10));
    let found = states(&[finding.clone(), closing.clone()], &ruleset);
    assert_eq!(found[0], ItemState::Closed { by: Some(closing.id.clone()) });
    let without = assess_place(std::slice::from_ref(&closing), &ruleset);
    assert_eq!(assess_place(&[finding, closing], &ruleset).groups[0].channels, without.groups[0].channels);
}

#[test]
fn a_closure_is_refused_with_a_reason() {
    let ruleset = ruleset();
    let refused = |rows: &[Evidence]| -> Vec<ClosureRefusal> {
        notices(rows, &ruleset)
            .into_iter()
            .filter_map(
                |notice| if let EvidenceNotice::ClosureRefused { reason, .. } = notice { Some(reason) } else { None },
            )
            .collect()
    };
    let undated = with(finding("A", 100), |row| row.observed_on = None);
    let still = with(row("passports", SAID, "authority", 10), |row| row.closes = Some("A".to_owned()));
    assert_eq!(refused(&[finding("A", 100), closing("A", "document", 10)]), [ClosureRefusal::TooWeak]);
    assert_eq!(refused(&[finding("A", 100), closing("A", "authority", 100)]), [ClosureRefusal::NotLater]);
    assert_eq!(refused(&[undated, closing("A", "authority", 100)]), [ClosureRefusal::NotLater]);
    assert_eq!(refused(&[finding("A", 100), still]), [ClosureRefusal::StillAdverse]);
    assert!(refused(&[finding("A", 100), closing("A", "authority", 10)]).is_empty());
}

#[test]
fn a_weak_finding_needs_no_stronger_closure_than_itself() {
    let mut rules = rules();
    rules.source.sources.iter_mut().find(|class| class.id == "grievance").unwrap().r_against = 0.5;
    let ruleset = rules.build();
    let weak = with(row("passports", SAID, "grievance", 100), |row| row.reference = Some("A".to_owned()));
    // A document sees 0.6, less than `closure_at` and more than the finding's 0.5.
    let by_document = closing("A", "document", 10);
    assert!(matches!(states(&[weak, by_document], &ruleset)[0], ItemState::Closed { .. }));
}

#[test]
fn a_closure_that_names_nothing_or_says_nothing_is_said() {
    let ruleset = ruleset();
    let unknown = with(closing("A", "authority", 10), |row| row.answer = "unknown".to_owned());
    let found = notices(&[closing("B", "authority", 10), unknown], &ruleset);
    assert!(found.iter().any(|n| matches!(n, EvidenceNotice::ClosureFindsNothing { closes, .. } if closes == "B")));
    assert!(found.iter().any(|n| matches!(n, EvidenceNotice::ClosureWithoutAnswer { closes, .. } if closes == "A")));
}

#[test]
fn a_closure_about_one_group_ends_a_finding_about_everyone_in_that_group_only() {
    let ruleset = ruleset();
    let closing = about(closing("A", "authority", 10), WorkerGroup::Women);
    let found = assess_place(&[finding("A", 100), closing], &ruleset);
    assert_eq!(found.closures.len(), 1);
    assert_eq!(found.closures[0].groups, [WorkerGroup::Women]);
    assert!(found.open_major);
}

#[test]
fn reassurance_fades_by_half_lives_and_findings_do_not() {
    let ruleset = ruleset();
    let rows = [row("passports", OTHER, "document", 540), row("hours", SAID, "document", 5400)];
    let found = states(&rows, &ruleset);
    let ItemState::Reassuring { phi } = found[0] else { panic!("{:?}", found[0]) };
    assert!((phi - 0.5).abs() < 1e-15);
    assert_eq!(found[1], ItemState::Open);
}

#[test]
fn without_a_date_reassurance_counts_nothing_and_a_finding_is_open() {
    let ruleset = ruleset();
    let undated = |row| with(row, |row: &mut Evidence| row.observed_on = None);
    let rows = [undated(row("passports", OTHER, "document", 0)), undated(row("hours", SAID, "document", 0))];
    assert_eq!(states(&rows, &ruleset), [ItemState::Undated, ItemState::Open]);
    assert_eq!(notices(&rows, &ruleset), [EvidenceNotice::UndatedReassurance { evidence: rows[0].id.clone() }]);
}

#[test]
fn of_the_same_answers_the_newest_reassuring_and_the_strongest_open_one_count() {
    let ruleset = ruleset();
    let rows = [
        row("passports", OTHER, "document", 500),
        row("passports", OTHER, "document", 50),
        row("hours", SAID, "document", 10),
        row("hours", SAID, "document", 400),
        row("hours", SAID, "authority", 400),
    ];
    let found = states(&rows, &ruleset);
    assert_eq!(found[0], ItemState::Repeated);
    assert!(matches!(found[1], ItemState::Reassuring { .. }));
    let open = found[2..4].iter().filter(|state| **state == ItemState::Open).count();
    assert_eq!((open, &found[4]), (1, &ItemState::Open));
}

#[test]
fn interviews_see_by_the_largest_number_asked() {
    let mut rules = rules();
    (rules.source.interview.disclosure, rules.source.interview.share_affected) = (0.5, 0.2);
    let ruleset = rules.build();
    let network = network(&[party(PLACE)], &[]);
    let sees = |asked: &[Option<u32>]| {
        let questions = ["passports", "fees", "hours"];
        let rows: Vec<Evidence> = asked
            .iter()
            .zip(questions)
            .map(|(asked, question)| with(row(question, OTHER, "worker_interview", 5), |row| row.asked = *asked))
            .collect();
        Prepared::new(inputs(&network, &rows, &ruleset)).items(0)[0].sees
    };
    // 0.85·(1 − 0.9¹⁰)
    assert!((sees(&[Some(10)]) - 0.553_623_325_915).abs() < 1e-12);
    assert!((sees(&[Some(3), Some(10), None]) - 0.553_623_325_915).abs() < 1e-12);
    assert_eq!(sees(&[None]), 0.0);
}

#[test]
fn where_monitors_are_shut_out_sources_on_site_see_nothing() {
    let ruleset = ruleset();
    let clean = row("passports", OTHER, "audit_unannounced", 5);
    let shut_out = row("monitors", SAID, "document", 5);
    let blind = assess_place(&[clean.clone(), shut_out.clone()], &ruleset);
    let alone = assess_place(std::slice::from_ref(&shut_out), &ruleset);
    assert!(blind.groups[0].shut_out);
    assert_eq!(blind.groups[0].channels, alone.groups[0].channels);
    assert_eq!(blind.groups[0].coverage, alone.groups[0].coverage);
    // Off site it is still looked at.
    let interview = row("passports", OTHER, "worker_interview", 5);
    assert!(assess_place(&[interview, shut_out], &ruleset).channels[1].p < alone.channels[1].p);
}

#[test]
fn a_source_on_site_cannot_close_a_finding_while_monitors_are_shut_out() {
    let ruleset = ruleset();
    let rows = [finding("A", 100), closing("A", "audit_unannounced", 10), row("monitors", SAID, "document", 5)];
    assert_eq!(states(&rows, &ruleset)[0], ItemState::Open);
}

#[test]
fn who_denied_what_is_shown_is_not_believed_on_the_rest() {
    let ruleset = ruleset();
    let rows = [
        row("passports", SAID, "worker_interview", 5),
        row("locker", OTHER, "self_assessment", 5),
        row("hours", OTHER, "audit_announced", 5),
        row("hours", OTHER, "audit_unannounced", 5),
    ];
    let found = states(&rows, &ruleset);
    assert!(matches!(found[1], ItemState::Disbelieved { .. }));
    assert!(matches!(found[2], ItemState::Disbelieved { .. }), "the announced audit belongs to the same family");
    assert!(matches!(found[3], ItemState::Reassuring { .. }));
    let contradictions = assess_place(&rows, &ruleset).contradictions;
    assert_eq!(contradictions.len(), 1);
    assert_eq!((&contradictions[0].shown, &contradictions[0].denied), (&rows[0].id, &rows[1].id));
    assert_eq!(contradictions[0].kind, ContradictionKind::ShownByAnother);
}

#[test]
fn a_source_that_takes_back_its_denial_is_not_believed_on_the_rest() {
    let ruleset = ruleset();
    let denied = row("passports", OTHER, "self_assessment", 200);
    let rest = row("hours", OTHER, "self_assessment", 200);
    let admitted = row("passports", SAID, "self_assessment", 20);
    let rows = [denied.clone(), rest.clone(), admitted.clone()];
    assert!(matches!(states(&rows, &ruleset)[1], ItemState::Disbelieved { .. }));
    let found = assess_place(&rows, &ruleset).contradictions;
    assert_eq!(found[0].kind, ContradictionKind::OwnLaterAnswer);
    // A denial after the admission is no taking back.
    let later_denial = row("passports", OTHER, "self_assessment", 5);
    assert!(matches!(states(&[later_denial, rest, admitted], &ruleset)[1], ItemState::Reassuring { .. }));
}

#[test]
fn a_closed_finding_catches_nobody() {
    let ruleset = ruleset();
    let rows = [finding("A", 100), closing("A", "authority", 10), row("locker", OTHER, "self_assessment", 5)];
    assert!(matches!(states(&rows, &ruleset)[2], ItemState::Reassuring { .. }));
}

#[test]
fn what_cannot_be_used_is_said() {
    let ruleset = ruleset();
    let rows = [
        row("moon", SAID, "document", 5),
        row("hours", "blue", "document", 5),
        row("hours", SAID, "oracle", 5),
        with(row("hours", SAID, "document", 5), |row| row.party = crate::ids::PartyId::new("nobody")),
        with(row("hours", SAID, "document", 5), |row| row.observed_on = as_of().succ_opt()),
        row("hours", "unknown", "document", 5),
    ];
    let found = notices(&rows, &ruleset);
    assert!(matches!(
        &found[..],
        [
            EvidenceNotice::UnknownParty { .. },
            EvidenceNotice::UnknownQuestion { .. },
            EvidenceNotice::UnreadableAnswer { .. },
            EvidenceNotice::UnknownSource { .. },
            EvidenceNotice::AfterAsOf { .. },
        ]
    ));
    assert_eq!(assess_place(&rows, &ruleset), assess_place(&[], &ruleset));
}

fn register(rows: &[Evidence], ruleset: &Ruleset) -> super::Register {
    let network = network(&[party(PLACE)], &[]);
    Prepared::new(inputs(&network, rows, ruleset)).register()
}

fn entry<'a>(register: &'a super::Register, leaf: &str, ruleset: &Ruleset) -> &'a RegisterEntry {
    let leaf = ruleset.leaf(leaf).unwrap();
    register.entries.iter().find(|entry| entry.leaf == leaf && entry.group == WorkerGroup::All).unwrap()
}

#[test]
fn an_open_major_finding_is_observed_and_a_minor_one_is_not() {
    let ruleset = ruleset();
    let rows = [row("passports", SAID, "worker_interview", 5), row("locker", SAID, "worker_interview", 5)];
    let major = register(&rows, &ruleset);
    let observed = entry(&major, "I7.coe", &ruleset);
    assert_eq!((&observed.status, observed.period), (&RegisterStatus::Observed, rows[0].period));
    assert_eq!(observed.evidence.len(), 2);
    let minor = register(&rows[1..], &ruleset);
    let unknown = entry(&minor, "I7.coe", &ruleset);
    let missing = vec![ruleset.question("passports").unwrap(), ruleset.question("locker").unwrap()];
    assert_eq!(unknown.status, RegisterStatus::Unknown { missing });
    assert_eq!(unknown.evidence, [rows[1].id.clone()]);
}

#[test]
fn not_observed_needs_every_question_answered_well_and_lately() {
    let ruleset = ruleset();
    let good = |question: &str, source: &str, age| row(question, OTHER, source, age);
    let status = |rows: &[Evidence]| entry(&register(rows, &ruleset), "I7.coe", &ruleset).status.clone();
    let both = [good("passports", "worker_interview", 5), good("locker", "audit_unannounced", 5)];
    assert_eq!(status(&both), RegisterStatus::NotObserved);
    let locker = RegisterStatus::Unknown { missing: vec![ruleset.question("locker").unwrap()] };
    assert_eq!(status(&both[..1]), locker);
    assert_eq!(status(&[both[0].clone(), good("locker", "audit_unannounced", 731)]), locker);
    assert_eq!(status(&[both[0].clone(), good("locker", "self_assessment", 5)]), locker);
}

#[test]
fn a_leaf_that_nobody_asked_about_is_unknown_even_where_no_question_applies() {
    let mut rules = rules();
    rules.question("fees").needs = vec![Condition::Migrants];
    let ruleset = rules.build();
    let mut place = party(PLACE);
    place.migrant_share = Some(0.0);
    let network = network(&[place], &[]);
    let register = Prepared::new(inputs(&network, &[], &ruleset)).register();
    assert_eq!(entry(&register, "I9.coe", &ruleset).status, RegisterStatus::Unknown { missing: Vec::new() });
}

#[test]
fn a_pattern_needs_both_classes_in_one_group_and_one_time() {
    let ruleset = ruleset();
    let passports = row("passports", SAID, "worker_interview", 5);
    let hours = row("hours", SAID, "worker_interview", 100);
    let found = register(&[passports.clone(), hours.clone()], &ruleset).patterns;
    assert_eq!(found.len(), 1);
    let (a, b) = (passports.period.unwrap(), hours.period.unwrap());
    assert_eq!(found[0].period, Period { from: a.from, to: b.to });
    let long_ago = row("hours", SAID, "worker_interview", 1000);
    assert!(register(&[passports.clone(), long_ago], &ruleset).patterns.is_empty());
    let women = about(hours.clone(), WorkerGroup::Women);
    let migrants = about(passports, WorkerGroup::Migrant);
    assert!(register(&[migrants.clone(), women], &ruleset).patterns.is_empty());
    // What is observed among everyone is observed in every group.
    let groups: Vec<WorkerGroup> = register(&[migrants, hours], &ruleset).patterns.iter().map(|p| p.group).collect();
    assert_eq!(groups, [WorkerGroup::Migrant]);
}
