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
