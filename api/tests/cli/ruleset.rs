//! `karvon ruleset`.

use super::support::{Desk, errors, output};

#[test]
fn the_standard_ruleset_is_listed() {
    let run = Desk::new(&[]).karvon("ruleset list").success();
    assert!(output(&run).contains("ilo-11 "), "{}", output(&run));
}

#[test]
fn the_standard_ruleset_holds_what_it_promises() {
    let run = Desk::new(&[]).karvon("ruleset check ilo-11");
    assert_eq!(run.get_output().status.code(), Some(0), "{}", output(&run));
}

#[test]
fn a_ruleset_can_be_read_by_people() {
    let told = output(&Desk::new(&[]).karvon("ruleset show").success());
    assert!(told.contains("I7.1") && told.contains("debt_bondage"), "{told}");
}

#[test]
fn a_ruleset_can_be_read_in_the_languages_of_workers_and_says_how_far_they_were_reviewed() {
    let told = output(&Desk::new(&[]).karvon("ruleset show ilo-11 --language kk").success());
    assert!(told.contains("Қарыз кіріптарлығы") && told.contains("Машиналық аударма"), "{told}");
}

#[test]
fn a_language_without_texts_is_a_usage_error_that_names_those_with() {
    let run = Desk::new(&[]).karvon("ruleset show ilo-11 --language xx").code(2);
    assert!(errors(&run).contains("en, kk, ky, ru, tg, tk, uz"), "{}", errors(&run));
}

#[test]
fn an_unknown_ruleset_is_a_usage_error_that_names_the_known_ones() {
    for action in ["show", "check"] {
        let run = Desk::new(&[]).karvon(&format!("ruleset {action} no-such")).code(2);
        assert!(errors(&run).contains("`ilo-11`"), "{}", errors(&run));
    }
}

#[test]
fn a_broken_ruleset_is_told_with_its_place() {
    let desk = Desk::new(&[]);
    std::fs::create_dir(desk.path("own")).unwrap();
    desk.put("own/ruleset.yaml", b"name: own\nversion: [\n");
    let run = desk.karvon("ruleset check own").code(1);
    assert!(errors(&run).contains("own/ruleset.yaml"), "{}", errors(&run));
}

#[test]
fn a_new_ruleset_passes_its_check_and_can_assess() {
    let desk = Desk::new(&[]);
    let run = desk.karvon("ruleset new own").success();
    assert!(output(&run).contains("0 mismatches, 0 warnings"), "{}", output(&run));
    desk.put("s.csv", b"supplier_id,name,country\nA,Mill,UZB\n");
    desk.karvon("assess s.csv --ruleset own --out out").success();
    assert!(desk.path("out/report.pdf").exists());
}

#[test]
fn a_new_extension_passes_its_check_and_differs_by_its_own_question() {
    let desk = Desk::new(&[]);
    let run = desk.karvon("ruleset new own --extends ilo-11").success();
    assert!(output(&run).contains("0 mismatches, 0 warnings"), "{}", output(&run));
    let told = output(&desk.karvon("ruleset diff ilo-11 own").success());
    assert!(told.contains("question OWN.1 (A question of your own"), "{told}");
    assert!(told.contains("name: ilo-11 → own"), "{told}");
}

#[test]
fn a_folder_that_holds_something_is_not_made_into_a_ruleset() {
    let desk = Desk::new(&[]);
    std::fs::create_dir(desk.path("own")).unwrap();
    desk.put("own/mine.txt", b"mine");
    let run = desk.karvon("ruleset new own").code(2);
    assert!(errors(&run).contains("not empty"), "{}", errors(&run));
    let run = desk.karvon("ruleset new Own").code(2);
    assert!(errors(&run).contains("cannot name a ruleset"), "{}", errors(&run));
}

#[test]
fn a_ruleset_does_not_differ_from_itself() {
    let told = output(&Desk::new(&[]).karvon("ruleset diff ilo-11 ilo-11").success());
    assert_eq!(told.trim(), "They do not differ");
}

#[test]
fn what_an_answer_does_is_explained_with_numbers_and_sources() {
    let told = output(&Desk::new(&[]).karvon("ruleset explain I7.1").success());
    for part in ["document_retention.coe", "nothing known", "Jordanian", "0.0"] {
        assert!(told.contains(part), "{part}: {told}");
    }
    for thing in ["I7", "document_retention.coe", "forced_labour"] {
        Desk::new(&[]).karvon(&format!("ruleset explain {thing}")).success();
    }
    let run = Desk::new(&[]).karvon("ruleset explain I7.99").code(2);
    assert!(errors(&run).contains("`I7.99`"), "{}", errors(&run));
}

#[test]
fn a_page_for_a_browser_is_written_where_it_is_asked_for() {
    let desk = Desk::new(&[]);
    desk.karvon("ruleset show --html --out page.html").success();
    let page = desk.text("page.html");
    assert!(page.starts_with("<!DOCTYPE html>") && page.contains("I7.1"));
}

/// A portfolio of two, one of them with held passports; the changed ruleset calls likelihoods high only from one half on.
#[test]
fn a_trial_names_who_moves_and_why() {
    let desk = Desk::new(&[
        ("suppliers.csv", "supplier_id,name,country\nA,Mill,VNM\nB,Gin,VNM\n"),
        (
            "answers.csv",
            "supplier_id,question,answer,source,observed_on,asked\n\
             A,I7.1,employer_or_agent,worker_interview,2026-10-01,20\n",
        ),
    ]);
    std::fs::create_dir(desk.path("own")).unwrap();
    let list = output(&desk.karvon("ruleset list").success());
    let version = list.lines().find_map(|line| line.strip_prefix("ilo-11 ")?.split(',').next()).unwrap();
    let text = format!(
        "name: own\nversion: 0.1.0\neffective_from: 2026-01-01\nextends: ilo-11@{version}\n\
         change: {{bands.likelihood: [0.5, 0.6, 0.7, 0.8]}}\n"
    );
    desk.put("own/ruleset.yaml", text.as_bytes());
    let run = desk.karvon("ruleset try own suppliers.csv answers.csv --as-of 2026-11-24 --out trial.json").success();
    let told = output(&run);
    assert!(told.contains("A Mill: ") && told.contains(" of 2 parties"), "{told}");
    let trial: serde_json::Value = serde_json::from_str(&desk.text("trial.json")).unwrap();
    assert_eq!(trial["parties"].as_array().unwrap().len(), 2);
    assert_eq!(trial["rank_correlation"].as_f64().map(|r| (r * 1e9).round()), Some(1e9));
}

#[test]
fn a_ruleset_of_a_later_day_is_refused_with_its_day() {
    let desk = Desk::new(&[("s.csv", "supplier_id,name,country\nA,Mill,UZB\n")]);
    desk.karvon("ruleset new own").success();
    let text = desk.text("own/ruleset.yaml");
    let line = text.lines().find(|line| line.starts_with("effective_from")).unwrap();
    desk.put("own/ruleset.yaml", text.replace(line, "effective_from: 2099-01-01").as_bytes());
    let run = desk.karvon("assess s.csv --ruleset own --as-of 2026-11-24 --out out").code(2);
    assert!(errors(&run).contains("may be used from 2099-01-01 on"), "{}", errors(&run));
}

#[test]
fn checklists_and_schemes_are_listed_shown_and_checked() {
    let desk = Desk::new(&[]);
    let list = output(&desk.karvon("ruleset list").success());
    assert!(list.contains("uflpa 1.1.0, checklist"), "{list}");
    assert!(list.contains("ilo-delphi-2009 1.0.0, interview scheme"), "{list}");
    for (name, word) in [("uflpa", "Xinjiang"), ("company", "company.policy"), ("ilo-delphi-2009", "D5.01")] {
        let page = output(&desk.karvon(&format!("ruleset show {name}")).success());
        assert!(page.contains(word), "{page}");
        let run = desk.karvon(&format!("ruleset check {name}"));
        assert_eq!(run.get_output().status.code(), Some(0), "{}", output(&run));
    }
}

#[test]
fn a_checklist_of_ones_own_is_answered_and_a_slip_in_it_is_told_with_its_place() {
    let desk = Desk::new(&[("suppliers.csv", "supplier_id,name,country\nB,Buyer,DE\n")]);
    let own = "kind: requirement\nname: own\nversion: 1.0.0\neffective_from: 2026-01-01\ninstrument: Code of our own\n\
        rules:\n  - id: policy\n    article: '1'\n    effective_from: 2026-01-01\n    recheck_after: 2027-01-01\n    \
        verification: design\n    source: ourselves\n    check:\n      stated: {question: company.policy}\n";
    std::fs::create_dir(desk.path("own")).unwrap();
    desk.put("own/ruleset.yaml", own.as_bytes());
    desk.karvon("assess suppliers.csv --subject B --as-of 2026-10-31 --requirements own").success();
    assert!(desk.text("karvon-out/requirements.csv").contains("own,1.0.0,Code of our own,satisfied,policy"));
    desk.put("own/ruleset.yaml", own.replace("company.policy", "company.polcy").as_bytes());
    let run = desk.karvon("ruleset check own").code(1);
    let told = errors(&run);
    assert!(told.contains("own/ruleset.yaml`, line 13") && told.contains("unknown question `company.polcy`"), "{told}");
}

#[test]
fn a_reference_profile_out_of_its_range_is_told_with_its_place() {
    let desk = Desk::new(&[]);
    desk.karvon("ruleset new own").success();
    let text = desk.text("own/ruleset.yaml");
    let extra = "  - id: surely\n    shows: Nothing known makes nobody certain.\n    expect: {channels: {forced_labour: [0.99, 1]}}\n";
    assert!(text.contains("profiles:\n"), "{text}");
    desk.put("own/ruleset.yaml", text.replace("profiles:\n", &format!("profiles:\n{extra}")).as_bytes());
    let run = desk.karvon("ruleset check own").code(1);
    let line = desk.text("own/ruleset.yaml").lines().position(|line| line.contains("id: surely")).unwrap() + 1;
    let told = output(&run);
    assert!(told.contains(&format!("own/ruleset.yaml`, line {line}, column")), "{told}");
    assert!(told.contains("case `surely`: channels.forced_labour is 0."), "{told}");
    assert!(told.contains("expected 0.99 to 1"), "{told}");
}
