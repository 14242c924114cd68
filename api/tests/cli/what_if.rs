//! `karvon assess --what-if` and `karvon compare`.

use super::support::{Desk, errors, fixture, output};

/// A chain of three with one answer.
const SUPPLIERS: &str = "supplier_id,name,country,kind,sector,products,workers\n\
    B,Buyer,DE,company,4641,,50\nA,Mill,UZ,facility,1312,5208,300\nC,Gin,TJ,facility,0163,5201,40\n";
const LINKS: &str = "supplier_id,buyer_id,kind\nA,B,goods\nC,A,goods\n";
const ANSWERS: &str = "supplier_id,question,answer,source,observed_on,asked\n\
    A,I7.1,employer_or_agent,worker_interview,2026-09-01,20\n";

fn desk() -> Desk {
    Desk::new(&[("suppliers.csv", SUPPLIERS), ("links.csv", LINKS)])
}

fn json(desk: &Desk, name: &str) -> serde_json::Value {
    serde_json::from_str(&desk.text(name)).unwrap()
}

const ASSESS: &str = "assess suppliers.csv links.csv --as-of 2026-10-31 --worlds 512";

#[test]
fn a_what_if_with_an_answer_is_the_assessment_with_that_row() {
    let desk = desk();
    desk.put("answers.csv", ANSWERS.as_bytes());
    desk.put(
        "ask.json",
        br#"{"changes":[{"answer":{"supplier_id":"A","question":"I7.1","answer":"employer_or_agent",
            "source":"worker_interview","observed_on":"2026-09-01","asked":"20"}}]}"#,
    );
    let run = desk.karvon(&format!("{ASSESS} --what-if ask.json --out asked")).success();
    assert!(output(&run).contains("A Mill"), "{}", output(&run));
    desk.karvon(&format!("{ASSESS} answers.csv --out answered")).success();
    let (asked, plain) = (json(&desk, "asked/what_if.json"), json(&desk, "asked/assessment.json"));
    let answered = json(&desk, "answered/assessment.json");
    assert_eq!(asked["before"]["summary"], plain["summary"]);
    assert_eq!(asked["after"]["summary"], answered["summary"]);
    let told = asked["parties"].as_array().unwrap();
    let mill = told.iter().find(|party| party["party_id"] == "A").unwrap();
    let whole = answered["parties"].as_array().unwrap().iter().find(|party| party["party_id"] == "A").unwrap();
    for number in ["likelihood", "p_low", "p_high", "band", "contribution", "reach_to_subject"] {
        assert_eq!(mill["after"][number], whole[number], "{number}");
    }
    assert!(desk.text("asked/what_if.csv").contains("\nA,Mill,likelihood,"), "{}", desk.text("asked/what_if.csv"));
}

#[test]
fn a_link_of_an_assessment_can_be_taken_away_by_its_id() {
    let desk = desk();
    desk.karvon(&format!("{ASSESS} --out plain")).success();
    let links = json(&desk, "plain/assessment.json");
    let link = links["links"].as_array().unwrap().iter().find(|link| link["supplier_id"] == "C").unwrap();
    let question = serde_json::json!({ "changes": [{ "link_id": link["link_id"], "weight": 0 }] });
    desk.put("ask.json", question.to_string().as_bytes());
    desk.karvon(&format!("{ASSESS} --what-if ask.json --out asked")).success();
    let asked = json(&desk, "asked/what_if.json");
    let gin = asked["parties"].as_array().unwrap().iter().find(|party| party["party_id"] == "C").unwrap().clone();
    assert_eq!(gin["after"]["contribution"], 0.0);
    desk.karvon(&format!("{ASSESS} --out asked")).success();
    assert!(!desk.path("asked/what_if.json").exists(), "what belongs to another run goes");
}

#[test]
fn a_question_with_faults_tells_them_all_and_nothing_is_written() {
    let desk = desk();
    desk.put("ask.json", br#"{"changes":[{"weight":1},{"party_id":"X","channel":"forced_labour","likelihood":1}]}"#);
    let run = desk.karvon(&format!("{ASSESS} --what-if ask.json --out out")).code(1);
    assert!(errors(&run).contains("change 1"), "{}", errors(&run));
    desk.put("ask.json", br#"{"changes":[{"party_id":"X","channel":"forced_labour","likelihood":1}]}"#);
    let run = desk.karvon(&format!("{ASSESS} --what-if ask.json --out out")).code(1);
    assert!(errors(&run).contains("`X`"), "{}", errors(&run));
    desk.karvon(&format!("{ASSESS} --what-if no.json --out out")).code(2);
    assert!(!desk.path("out").exists());
}

#[test]
fn a_comparison_says_what_changed_and_why() {
    let desk = desk();
    desk.put("answers.csv", ANSWERS.as_bytes());
    desk.karvon(&format!("{ASSESS} --out first")).success();
    desk.karvon(&format!("{ASSESS} answers.csv --out second")).success();
    let run = desk.karvon("compare first second/assessment.json --out changes.json").success();
    let told = output(&run);
    assert!(told.contains("A Mill") && told.contains("evidence +"), "{told}");
    let changes = json(&desk, "changes.json");
    let mill = &changes["changes"][0];
    assert_eq!(
        (&mill["party_id"], &mill["data"], &mill["ruleset"], &mill["engine"]),
        (&"A".into(), &0.0.into(), &0.0.into(), &0.0.into())
    );
    let number = |key: &str| mill[key].as_f64().unwrap();
    assert!((number("to") - number("from") - number("evidence")).abs() < 1e-12);
    desk.karvon("compare first second --out changes.csv").success();
    assert!(desk.text("changes.csv").contains("\nA,Mill,contribution,"), "{}", desk.text("changes.csv"));
    let run = desk.karvon("compare first first").success();
    assert!(output(&run).contains("No party changed"), "{}", output(&run));
}

#[test]
fn what_an_assessment_was_made_from_must_be_its_own() {
    let desk = desk();
    desk.put("answers.csv", ANSWERS.as_bytes());
    desk.karvon(&format!("{ASSESS} --out first")).success();
    desk.karvon(&format!("{ASSESS} answers.csv --out second")).success();
    desk.put("second/basis.json", desk.text("first/basis.json").as_bytes());
    let run = desk.karvon("compare first second").code(1);
    assert!(errors(&run).contains("assessment 2"), "{}", errors(&run));
    desk.put("second/basis.json", b"{}");
    desk.karvon("compare first second").code(1);
    desk.karvon("compare first nowhere").code(2);
    let run = desk.command("compare first").arg(fixture("small").join("links.csv")).assert().code(1);
    assert!(errors(&run).contains("links.csv"), "{}", errors(&run));
}
