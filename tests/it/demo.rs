//! The demo as a stranger runs it.

use std::collections::BTreeSet;

use karvon_tests::Demo;

#[test]
fn the_demo_uses_all_its_rows_and_ends_well() {
    let demo = Demo::shared();
    let told = String::from_utf8_lossy(&demo.output.stdout);
    assert!(demo.output.status.success(), "{told}{}", String::from_utf8_lossy(&demo.output.stderr));
    assert!(told.contains("report.pdf"), "{told}");
}

/// Names of the result files. The database beside them holds ids, keys and times, which are never the same.
fn names(demo: &Demo) -> BTreeSet<String> {
    let files = std::fs::read_dir(demo.folder()).unwrap();
    let names = files.map(|entry| entry.unwrap().file_name().into_string().unwrap());
    names.filter(|name| !name.starts_with("demo.")).collect()
}

fn same_bytes(one: &Demo, other: &Demo) {
    assert_eq!(names(one), names(other));
    for name in names(one) {
        assert!(one.bytes(&name) == other.bytes(&name), "{name}");
    }
}

#[test]
fn two_runs_of_the_demo_leave_the_same_bytes() {
    same_bytes(Demo::shared(), &Demo::run());
}

#[test]
fn one_two_and_eight_threads_leave_the_same_bytes() {
    for threads in ["1", "2", "8"] {
        same_bytes(Demo::shared(), &Demo::with_threads(threads));
    }
}

#[test]
fn the_demo_shows_what_a_real_chain_holds() {
    let assessment = Demo::shared().assessment();
    let tiers: BTreeSet<_> = assessment.parties.iter().filter_map(|party| party.tier).collect();
    assert!(tiers.len() > 5, "{tiers:?}");
    let corridors: BTreeSet<_> = assessment.recruitment.corridors.iter().map(|corridor| &corridor.key).collect();
    assert!(corridors.len() >= 4, "{corridors:?}");
    assert!(!assessment.contradictions.is_empty() && !assessment.undisclosed.is_empty());
    assert!((100..=200).contains(&assessment.manifest.counts.parties), "{:?}", assessment.manifest.counts);
}

#[test]
fn the_demo_leaves_a_plan_whose_fall_is_that_of_the_expected_places() {
    let assessment = Demo::shared().assessment();
    let plan = assessment.plan.unwrap();
    let fall = plan.before.expected_sources - plan.after.unwrap().expected_sources;
    assert!((fall - plan.objective).abs() < 1e-9, "{fall} {}", plan.objective);
    let steps: f64 = plan.steps.iter().map(|step| step.value).sum();
    assert!((steps - plan.objective).abs() < 1e-6, "{steps} {}", plan.objective);
}

#[test]
fn contributions_add_up_to_the_expected_places() {
    let assessment = Demo::shared().assessment();
    let numbers = assessment.summary.unwrap().all_links;
    let sum: f64 = assessment.parties.iter().filter_map(|party| party.contribution).sum();
    assert!((sum - numbers.expected_sources).abs() < 1e-9, "{sum} and {}", numbers.expected_sources);
    let by_origin = numbers.background + numbers.evidence_raised - numbers.evidence_lowered;
    assert!((by_origin - numbers.expected_sources).abs() < 1e-9, "{by_origin} and {}", numbers.expected_sources);
}

#[test]
fn the_result_hash_is_that_of_the_results() {
    let assessment = Demo::shared().assessment();
    assert_eq!(karvon_engine::assessment::result_hash(&assessment), assessment.manifest.result_hash);
}
