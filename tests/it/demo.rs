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

#[test]
fn two_runs_of_the_demo_leave_the_same_bytes() {
    let (first, second) = (Demo::shared(), Demo::run());
    let names = |demo: &Demo| -> BTreeSet<String> {
        std::fs::read_dir(demo.folder())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect()
    };
    assert_eq!(names(first), names(&second));
    for name in names(first) {
        assert!(first.bytes(&name) == second.bytes(&name), "{name}");
    }
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
