//! Tests of plans as part of an assessment, on small networks and a small invented ruleset, against trying everything.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::{Plan, PlanKind, PlanRequest, PlanStep, Proof, ProofKind};
use crate::assessment::{AssessError, Assessment, Options, assess};
use crate::evidence::{Evidence, WorkerGroup};
use crate::inputs::Inputs;
use crate::likelihood::tests::builder::{OTHER, Rules, SAID, as_of, party, row, with};
use crate::network::{Link, LinkKind};
use crate::ruleset::{Condition, Grade, Horizon, Measure, MeasureEffect, MeasureKind, Ruleset, Visit};

/// Announced audits cost 3 and find 0.35, interviews cost 6 and find 0.8; three kinds of findings with measures that
/// cost 2, 3 and 4, and one measure for two of them that costs 5. Violence is severe and hard to put right.
fn rules() -> Rules {
    let mut rules = Rules::new();
    rules.ask("passports", "I7.coe", 0.5, 0.004, Grade::Major);
    rules.ask("wages", "I8.inv", 0.5, 0.05, Grade::Major);
    rules.ask("violence", "I3.coe", 0.3, 0.004, Grade::Major);
    for class in &mut rules.source.sources {
        class.visit = match class.id.as_str() {
            "audit_announced" => Some(Visit { cost: 3, sensitivity: 0.35 }),
            "worker_interview" => Some(Visit { cost: 6, sensitivity: 0.8 }),
            _ => None,
        };
    }
    let measure = |id: &str, indicator: &str, cost, closes: &[&str]| Measure {
        id: id.to_owned(),
        indicator: indicator.to_owned(),
        kind: MeasureKind::End,
        horizon: Horizon::Immediate,
        days: 7 * cost,
        cost,
        closes: closes.iter().map(|id| (*id).to_owned()).collect(),
        effect: MeasureEffect::ClosesAnswers,
    };
    rules.source.measures = vec![
        measure("give_back", "I7", 2, &["passports"]),
        measure("pay", "I8", 4, &["wages"]),
        measure("protect", "I3", 3, &["violence"]),
        measure("take_over", "I8", 5, &["passports", "wages"]),
    ];
    let violence = rules.source.indicators.iter_mut().find(|indicator| indicator.id == "I3").unwrap();
    (violence.severity.scale, violence.severity.irremediability) = (5, 5);
    rules
}

/// Without anything severe.
fn mild() -> Ruleset {
    let mut rules = rules();
    let violence = rules.source.indicators.iter_mut().find(|indicator| indicator.id == "I3").unwrap();
    (violence.severity.scale, violence.severity.irremediability) = (3, 3);
    rules.build()
}

fn about(party: &str, question: &str, answer: &str, source: &str) -> Evidence {
    with(row(question, answer, source, 30), |row| row.party = party.into())
}

fn finding(party: &str, question: &str) -> Evidence {
    about(party, question, SAID, "audit_unannounced")
}

/// A buyer and its direct suppliers.
fn chain(suppliers: &[&str]) -> Inputs {
    let link = |id: &&str| Link::new((*id).into(), "buyer".into(), LinkKind::Goods);
    let mut parties = vec![party("buyer")];
    parties.extend(suppliers.iter().map(|id| party(id)));
    Inputs { parties, links: suppliers.iter().map(link).collect(), ..Inputs::default() }
}

fn planned(inputs: &Inputs, ruleset: &Ruleset, kind: PlanKind, budget: u32) -> (Assessment, Plan) {
    let plan = Some(PlanRequest { kind, budget });
    let options = Options { worlds: 64, subject: Some("buyer".into()), plan, ..Options::as_of(as_of()) };
    let mut assessment = assess(inputs, ruleset, &options).unwrap();
    let plan = assessment.plan.take().unwrap();
    (assessment, plan)
}

fn taken(steps: &[PlanStep]) -> Vec<(&str, Vec<&str>)> {
    let of = |step: &PlanStep| step.measures.clone().into_iter().chain(step.source.clone());
    let name = |id: String| -> &'static str { Box::leak(id.into_boxed_str()) };
    steps.iter().map(|step| (step.party_id.as_str(), of(step).map(name).collect())).collect()
}

#[test]
fn the_visit_that_finds_more_is_taken_where_it_can_be_paid() {
    let (_, plan) = planned(&chain(&["mill"]), &mild(), PlanKind::Find, 9);
    assert_eq!(plan.cost, 9);
    // Both are worth the same at either; the list that starts with the audit at the buyer is the smaller one.
    assert_eq!(taken(&plan.steps), [("mill", vec!["worker_interview"]), ("buyer", vec!["audit_announced"])]);
    assert_eq!((plan.after, plan.recruiters.len()), (None, 0));
}

#[test]
fn a_visit_of_the_same_class_within_its_half_life_is_not_repeated() {
    let mut inputs = chain(&["mill", "plant"]);
    inputs.evidence = vec![about("mill", "wages", OTHER, "worker_interview")];
    let old = with(about("plant", "wages", OTHER, "worker_interview"), |row| {
        row.observed_on = row.observed_on.map(|day| day - chrono::Days::new(900));
    });
    inputs.evidence.push(old);
    let (_, plan) = planned(&inputs, &mild(), PlanKind::Find, 100);
    let mut steps = taken(&plan.steps);
    steps.sort();
    assert_eq!(
        steps,
        [("buyer", vec!["worker_interview"]), ("mill", vec!["audit_announced"]), ("plant", vec!["worker_interview"]),]
    );
}

#[test]
fn a_registered_pattern_need_not_be_found_again() {
    let mut inputs = chain(&["mill"]);
    inputs.evidence = vec![finding("mill", "wages"), finding("mill", "passports")];
    let (assessment, plan) = planned(&inputs, &mild(), PlanKind::Find, 100);
    assert_eq!(assessment.registered_patterns.len(), 1);
    assert_eq!(taken(&plan.steps), [("buyer", vec!["worker_interview"])]);
}

#[test]
fn equal_sites_are_visited_in_the_order_of_their_ids() {
    let (_, plan) = planned(&chain(&["c", "b", "a"]), &mild(), PlanKind::Find, 12);
    let steps: Vec<&str> = plan.steps.iter().map(|step| step.party_id.as_str()).collect();
    assert_eq!(steps, ["a", "b"], "and the buyer, which is no better, comes after them");
}

#[test]
fn the_fall_of_e_is_the_objective_and_the_rest_is_what_a_run_with_the_closures_says() {
    let mut inputs = chain(&["mill", "plant"]);
    inputs.evidence = vec![finding("mill", "wages"), finding("mill", "passports"), finding("plant", "passports")];
    let (_, plan) = planned(&inputs, &mild(), PlanKind::Fix, 7);
    assert_eq!(taken(&plan.steps), [("mill", vec!["take_over"]), ("plant", vec!["give_back"])]);
    let after = plan.after.unwrap();
    let fall = plan.before.expected_sources - after.expected_sources;
    assert!((fall - plan.objective).abs() < 1e-9, "{fall} {}", plan.objective);
    assert!(after.reach.unwrap() <= plan.before.reach.unwrap());
    let (clean, _) = planned(&chain(&["mill", "plant"]), &mild(), PlanKind::Fix, 0);
    let clean = clean.summary.unwrap().all_links.expected_sources;
    assert!((after.expected_sources - clean).abs() < 1e-9, "everything found is ended: {after:?} {clean}");
}

#[test]
fn severe_harm_comes_first_even_above_the_budget_and_the_rest_only_on_top_of_it() {
    let mut inputs = chain(&["mill", "plant"]);
    inputs.evidence = vec![
        finding("mill", "violence"),
        finding("mill", "passports"),
        finding("plant", "wages"),
        finding("plant", "passports"),
    ];
    let ruleset = rules().build();
    let (_, nothing_to_spend) = planned(&inputs, &ruleset, PlanKind::Fix, 0);
    assert_eq!(taken(&nothing_to_spend.steps), [("mill", vec!["protect"])]);
    assert_eq!((nothing_to_spend.cost, nothing_to_spend.budget), (3, 0));
    let (_, some) = planned(&inputs, &ruleset, PlanKind::Fix, 8);
    assert_eq!(some.steps[0].party_id.as_str(), "mill");
    assert!(some.steps[0].severe && some.steps[0].measures.contains(&"protect".to_owned()));
    assert!(!some.steps[1].severe && some.cost <= 8);
}

#[test]
fn severe_harm_that_only_an_unreliable_source_reports_waits_its_turn() {
    let mut rules = rules();
    rules.source.sources.iter_mut().find(|class| class.id == "grievance").unwrap().r_against = 0.4;
    let mut inputs = chain(&["mill"]);
    inputs.evidence = vec![about("mill", "violence", SAID, "grievance")];
    let (_, plan) = planned(&inputs, &rules.build(), PlanKind::Fix, 0);
    assert_eq!(plan.steps, []);
}

/// `protect` answers labour imposed by the state, by stopping to source.
fn imposed() -> Ruleset {
    let mut rules = rules();
    rules.question("violence").needs = vec![Condition::StateProgramme];
    let protect = rules.source.measures.iter_mut().find(|measure| measure.id == "protect").unwrap();
    protect.effect = MeasureEffect::StopsSourcing;
    rules.build()
}

/// A farm in a state scheme and another one sell to the buyer; a field sells to the farm only, a mill to the buyer.
fn scheme() -> Inputs {
    let mut inputs = chain(&["farm", "other farm", "mill"]);
    for link in &mut inputs.links {
        link.commodity = Some(if link.supplier.as_str() == "mill" { "840000" } else { "520100" }.to_owned());
    }
    inputs.links[0].product = Some("shirt".to_owned());
    inputs.parties.push(party("field"));
    inputs.links.push(Link::new("field".into(), "farm".into(), LinkKind::Goods));
    let farm = inputs.parties.iter_mut().find(|party| party.id.as_str() == "farm").unwrap();
    (farm.workers, farm.programme) = (Some(120), Some("harvest".to_owned()));
    inputs.evidence = vec![finding("farm", "violence"), finding("farm", "passports"), finding("mill", "wages")];
    inputs
}

#[test]
fn state_imposed_labour_calls_for_leaving_with_those_hurt_counted() {
    let (_, plan) = planned(&scheme(), &imposed(), PlanKind::Fix, 100);
    assert_eq!(taken(&plan.steps), [("farm", vec!["protect"]), ("mill", vec!["pay"])], "nothing else at the farm");
    let exit = plan.steps[0].exit.clone().unwrap();
    let substitutes: Vec<&str> = exit.substitutes.iter().map(crate::ids::PartyId::as_str).collect();
    assert_eq!((substitutes, exit.products, exit.workers), (vec!["other farm"], vec!["shirt".to_owned()], Some(120)));
    assert_eq!((exit.parties_behind, exit.workforces_unknown), (1, 1), "the field loses the buyer with the farm");
    assert_eq!(plan.steps[1].exit, None);
}

#[test]
fn leaving_ends_nothing_at_the_place_and_takes_off_all_that_came_through_it() {
    let inputs = scheme();
    let (assessment, plan) = planned(&inputs, &imposed(), PlanKind::Fix, 0);
    let contribution = |id: &str| {
        let party = assessment.parties.iter().find(|party| party.party_id.as_str() == id).unwrap();
        party.contribution.unwrap()
    };
    let step = &plan.steps[0];
    assert_eq!((step.likelihood_after, step.closes.len(), plan.cost), (None, 0, 3), "taken whatever the budget");
    let fall = contribution("farm") + contribution("field");
    assert!((step.value - fall).abs() < 1e-9, "{} {fall}", step.value);
    let mut cut = inputs.clone();
    cut.links.retain(|link| link.supplier.as_str() != "farm");
    let (then, _) = planned(&cut, &imposed(), PlanKind::Find, 0);
    let then = then.summary.unwrap().all_links;
    let after = plan.after.unwrap();
    assert!((after.expected_sources - then.expected_sources).abs() < 1e-9);
    assert_eq!(after.reach, Some(then.reach), "the same worlds without the links");
}

#[test]
fn what_is_left_is_weighed_without_the_parties_that_are_left() {
    // Everything from the gin passes the farm, so that putting the gin right brings nothing once the farm is left.
    let mut inputs = scheme();
    inputs.parties.push(party("gin"));
    inputs.links.push(Link::new("gin".into(), "farm".into(), LinkKind::Goods));
    inputs.evidence.push(finding("gin", "passports"));
    let (_, plan) = planned(&inputs, &imposed(), PlanKind::Fix, 100);
    assert_eq!(taken(&plan.steps), [("farm", vec!["protect"]), ("mill", vec!["pay"])]);
    let fall = plan.before.expected_sources - plan.after.unwrap().expected_sources;
    assert!((fall - plan.objective).abs() < 1e-9, "{fall} {}", plan.objective);
}

#[test]
fn what_counts_as_severe_is_for_the_ruleset_to_say() {
    let mut rules = rules();
    rules.source.severity.severe.irremediability = 5;
    let passports = rules.source.indicators.iter_mut().find(|indicator| indicator.id == "I7").unwrap();
    (passports.severity.scale, passports.severity.irremediability) = (5, 4);
    let mut inputs = chain(&["mill"]);
    inputs.evidence = vec![finding("mill", "passports")];
    let first = |rules: &Rules| planned(&inputs, &rules.build(), PlanKind::Fix, 0).1.steps.len();
    assert_eq!(first(&rules), 0);
    rules.source.severity.severe.irremediability = 4;
    assert_eq!(first(&rules), 1);
}

#[test]
fn recruiters_form_a_list_of_their_own_valued_at_their_employers() {
    let mut rules = rules();
    rules.source.labour_links_carry = BTreeMap::from([("I7.coe".to_owned(), 0.6)]);
    let mut inputs = chain(&["mill"]);
    inputs.parties.push(party("agency"));
    inputs.links.push(Link::new("agency".into(), "mill".into(), LinkKind::Labour));
    inputs.evidence = vec![finding("agency", "passports"), finding("mill", "wages")];
    let (_, plan) = planned(&inputs, &rules.build(), PlanKind::Fix, 4);
    assert_eq!(taken(&plan.steps), [("mill", vec!["pay"])]);
    assert_eq!(taken(&plan.recruiters), [("agency", vec!["give_back"])]);
    let mut without = inputs.clone();
    without.evidence.remove(0);
    let (dirty, _) = planned(&inputs, &rules.build(), PlanKind::Fix, 0);
    let (clean, _) = planned(&without, &rules.build(), PlanKind::Fix, 0);
    let e = |of: &Assessment| of.summary.as_ref().unwrap().all_links.expected_sources;
    assert!((plan.recruiters[0].value - (e(&dirty) - e(&clean))).abs() < 1e-9);
}

#[test]
fn a_budget_above_ten_thousand_is_an_error() {
    let plan = Some(PlanRequest { kind: PlanKind::Fix, budget: 10_001 });
    let error = assess(&chain(&["mill"]), &mild(), &Options { plan, ..Options::as_of(as_of()) }).unwrap_err();
    assert!(matches!(error, AssessError::Budget(10_001)));
}

#[test]
fn without_a_subject_every_place_counts_whole() {
    let mut inputs = chain(&["mill"]);
    inputs.links.clear();
    inputs.evidence = vec![finding("mill", "passports")];
    let plan = Some(PlanRequest { kind: PlanKind::Fix, budget: 2 });
    let plan = assess(&inputs, &mild(), &Options { plan, ..Options::as_of(as_of()) }).unwrap().plan.unwrap();
    assert_eq!((plan.steps[0].reach, plan.before.reach), (1.0, None));
    let fall = plan.before.expected_sources - plan.after.unwrap().expected_sources;
    assert!((fall - plan.objective).abs() < 1e-9);
}

const QUESTIONS: [&str; 3] = ["passports", "violence", "wages"];

fn asked(set: usize) -> impl Iterator<Item = &'static str> {
    (0..3).filter(move |q| set >> q & 1 == 1).map(|q| QUESTIONS[q])
}

/// Likelihood of a supplier with each set of findings, from assessments in which nothing was ever ended.
static ALONE: LazyLock<Vec<f64>> = LazyLock::new(|| {
    let likelihood = |set| {
        let mut inputs = chain(&["a"]);
        inputs.evidence = asked(set).map(|question| finding("a", question)).collect();
        let (assessment, _) = planned(&inputs, &mild(), PlanKind::Find, 0);
        assessment.parties[0].likelihood
    };
    (0..8).map(likelihood).collect()
});

/// Every way of ending findings at every supplier, by the fall of each alone.
fn best_fall(falls: &[BTreeMap<Vec<&str>, f64>], budget: u32) -> f64 {
    let Some((first, rest)) = falls.split_first() else { return 0.0 };
    let cost_of = |questions: &[&str]| -> u32 {
        let one = |id: &str| match id {
            "passports" => 2,
            "wages" => 4,
            _ => 3,
        };
        let apart: u32 = questions.iter().map(|id| one(id)).sum();
        let both = questions.contains(&"passports") && questions.contains(&"wages");
        // `take_over` ends both for 5, and wages alone are cheaper with `pay`.
        if both { apart - 1 } else { apart }
    };
    let paid = first.iter().filter(|(questions, _)| cost_of(questions) <= budget);
    paid.map(|(questions, fall)| fall + best_fall(rest, budget - cost_of(questions))).fold(0.0, f64::max)
}

proptest! {
    #![proptest_config(crate::test_cases::cases(1_000))]

    #[test]
    fn no_other_way_of_spending_lowers_e_more(
        found in prop::collection::vec(0..8_usize, 1..5),
        weights in prop::collection::vec(1..5_u32, 4),
        budget in 0..22_u32,
    ) {
        let ids = ["a", "b", "c", "d"];
        let ruleset = mild();
        let mut inputs = chain(&ids[..found.len()]);
        for (link, weight) in inputs.links.iter_mut().zip(&weights) {
            link.share = Some(f64::from(*weight) / 20.0);
        }
        for (id, set) in ids.iter().zip(&found) {
            inputs.evidence.extend(asked(*set).map(|question| finding(id, question)));
        }
        let (assessment, plan) = planned(&inputs, &ruleset, PlanKind::Fix, budget);
        let alone = &*ALONE;
        let falls: Vec<BTreeMap<Vec<&str>, f64>> = ids
            .iter()
            .zip(&found)
            .map(|(id, set)| {
                let reach = assessment.parties.iter().find(|p| p.party_id.as_str() == *id).unwrap().reach_to_subject;
                let subsets = (0..8).filter(|ended| set & ended == *ended);
                let fall = |ended: usize| (alone[*set] - alone[set & !ended]) * reach.unwrap();
                subsets.map(|ended| (asked(ended).collect(), fall(ended))).collect()
            })
            .collect();
        let best = best_fall(&falls, budget);
        prop_assert!((plan.objective - best).abs() < 1e-9, "{} {}", plan.objective, best);
        prop_assert!(plan.cost <= budget);
        let (_, next) = planned(&inputs, &ruleset, PlanKind::Fix, budget + 1);
        prop_assert!((plan.objective + plan.next_unit - next.objective).abs() < 1e-9);
    }
}

/// What each visit of the rules costs and how likely it finds what is there.
const VISITS: [(u32, f64); 2] = [(3, 0.35), (6, 0.8)];

/// The most that visits can be expected to find, by trying every way of sending nobody, auditors or interviewers to each.
fn most_found(worth: &[f64], budget: u32) -> f64 {
    let Some((first, rest)) = worth.split_first() else { return 0.0 };
    let visits = VISITS.iter().filter(|(cost, _)| *cost <= budget);
    let sent = visits.map(|(cost, finds)| finds * first + most_found(rest, budget - cost));
    sent.fold(most_found(rest, budget), f64::max)
}

proptest! {
    #![proptest_config(crate::test_cases::cases(1_000))]

    #[test]
    fn no_other_way_of_visiting_finds_more(
        found in prop::collection::vec(0..8_usize, 1..12),
        weights in prop::collection::vec(1..20_u32, 12),
        budget in 0..20_u32,
    ) {
        let ids = ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"];
        let ruleset = mild();
        let mut inputs = chain(&ids[..found.len()]);
        for (link, weight) in inputs.links.iter_mut().zip(&weights) {
            link.share = Some(f64::from(*weight) / 240.0);
        }
        for (id, set) in ids.iter().zip(&found) {
            // A grievance is no visit, so that everybody may still be visited.
            inputs.evidence.extend(asked(*set).map(|question| about(id, question, SAID, "grievance")));
        }
        let (assessment, plan) = planned(&inputs, &ruleset, PlanKind::Find, budget);
        let registered = |id: &crate::ids::PartyId| assessment.registered_patterns.iter().any(|p| p.party_id == *id);
        let worth: Vec<f64> = assessment
            .parties
            .iter()
            .filter(|party| !registered(&party.party_id))
            .map(|party| party.contribution.unwrap())
            .collect();
        let best = most_found(&worth, budget);
        prop_assert!((plan.objective - best).abs() < 1e-9, "{} {best}", plan.objective);
        prop_assert!(plan.cost <= budget);
    }
}

#[test]
fn a_finding_about_one_group_is_ended_there() {
    let mut inputs = chain(&["mill"]);
    inputs.evidence = vec![with(finding("mill", "passports"), |row| row.group = WorkerGroup::Migrant)];
    let (_, plan) = planned(&inputs, &mild(), PlanKind::Fix, 2);
    assert_eq!(plan.steps[0].closes, [inputs.evidence[0].id.clone()]);
    assert!(plan.steps[0].likelihood_after.unwrap() < plan.steps[0].likelihood);
}

#[test]
fn proof_says_what_the_next_assessment_prints() {
    let mut rules = rules();
    for id in ["passports", "wages"] {
        rules.question(id).asked_of = vec!["policy_document".to_owned(), "worker_interview".to_owned()];
    }
    let ruleset = rules.build();
    let mut inputs = chain(&["mill"]);
    inputs.evidence = ["passports", "wages"]
        .map(|question| with(finding("mill", question), |row| row.reference = Some(question.to_owned())))
        .to_vec();
    let (assessment, _) = planned(&inputs, &ruleset, PlanKind::Find, 0);
    let at_mill: Vec<&Proof> = assessment.proof.iter().filter(|proof| proof.party_id.as_str() == "mill").collect();
    let all = at_mill.iter().find(|proof| proof.kind == ProofKind::AllClean).unwrap();
    assert_eq!(all.rows.len(), 2);
    assert!(all.rows.iter().all(|row| row.source == "worker_interview"), "a policy document ends no finding");
    for row in &all.rows {
        inputs.evidence.push(with(about("mill", row.question.as_str(), &row.answer, &row.source), |said| {
            said.observed_on = Some(as_of());
            said.asked = Some(ruleset.source().interview.usual_sample);
            said.closes = Some(row.question.to_string());
        }));
    }
    let (then, _) = planned(&inputs, &ruleset, PlanKind::Find, 0);
    let mill = then.parties.iter().find(|party| party.party_id.as_str() == "mill").unwrap();
    let printed = [mill.likelihood, mill.p_low, mill.p_high];
    for (forecast, printed) in [all.likelihood_after, all.p_low_after, all.p_high_after].iter().zip(printed) {
        assert!((forecast - printed).abs() < 1e-12, "{all:?} {printed}");
    }
}

#[test]
fn proof_of_the_opposite_raises_a_likelihood() {
    let mut rules = rules();
    rules.question("passports").asked_of = vec!["worker_interview".to_owned()];
    let (assessment, _) = planned(&chain(&["mill"]), &rules.build(), PlanKind::Find, 0);
    let kinds: Vec<ProofKind> =
        assessment.proof.iter().filter(|proof| proof.party_id.as_str() == "mill").map(|proof| proof.kind).collect();
    assert_eq!(kinds, [ProofKind::Clean, ProofKind::Adverse]);
}
