//! `karvon calibrate`.

use super::support::{Desk, errors, fixture, output};

fn cases() -> String {
    fixture("calibration").join("cases.yaml").display().to_string()
}

#[test]
fn labelled_cases_are_scored() {
    let desk = Desk::new(&[]);
    let told = output(&desk.karvon(&format!("calibrate {} --out found.json", cases())).success());
    for part in ["60 labelled cases", "Brier score 0.", "Log loss 0.", "Area under the curve 0.", "judgement"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    let found: serde_json::Value = serde_json::from_str(&desk.text("found.json")).unwrap();
    assert_eq!(found["forecasts"].as_array().unwrap().len(), 60);
}

#[test]
fn a_refit_is_a_new_ruleset_that_extends_the_old_one() {
    let desk = Desk::new(&[]);
    let run = desk.command(&format!("calibrate {} --refit learned", cases())).output().unwrap();
    let told = String::from_utf8(run.stdout).unwrap();
    assert!(told.contains("Refitted in "), "{told}{}", String::from_utf8_lossy(&run.stderr));
    assert!(desk.text("learned/ruleset.yaml").contains("extends: ilo-11@"));
    let told = output(&desk.karvon("ruleset diff ilo-11 learned").success());
    assert!(told.contains("base log-odds"), "{told}");
    // Never in place.
    let again = desk.karvon(&format!("calibrate {} --refit learned", cases())).code(2);
    assert!(errors(&again).contains("not empty"), "{}", errors(&again));
}

#[test]
fn what_is_wrong_with_labelled_cases_is_told() {
    let desk = Desk::new(&[
        ("key.yaml", "- {id: a, outcome: {headlines: true}}\n"),
        (
            "question.yaml",
            "- {id: a, evidence: [{question: I99, answer: x, source: document}], outcome: {headline: true}}\n",
        ),
    ]);
    let told = errors(&desk.karvon("calibrate key.yaml").code(1));
    assert!(told.contains("`key.yaml`, line 1") && told.contains("headlines"), "{told}");
    let told = errors(&desk.karvon("calibrate question.yaml").code(1));
    assert!(told.contains("case `a`") && told.contains("I99"), "{told}");
    assert!(errors(&desk.karvon("calibrate nowhere.yaml").code(2)).contains("nowhere.yaml"));
}
