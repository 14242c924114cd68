//! Commands that are not understood, and help.

use super::support::{Desk, errors, output};

#[test]
fn an_unknown_option_is_exit_code_2() {
    for wrong in ["", "fly", "propagate", "propagate --wings", "propagate --parties p --links l --out o --worlds 0"] {
        let run = Desk::new(&[]).karvon(wrong).code(2);
        assert!(!errors(&run).is_empty(), "{wrong}");
    }
}

#[test]
fn help_and_version_are_exit_code_0() {
    let desk = Desk::new(&[]);
    assert!(output(&desk.karvon("--help").success()).contains("propagate"));
    assert!(output(&desk.karvon("propagate --help").success()).contains("--half-width"));
    assert!(output(&desk.karvon("--version").success()).starts_with("karvon "));
}

#[test]
fn a_plan_and_its_budget_come_together_and_within_bounds() {
    let wrong =
        ["--plan fix", "--budget 3", "--plan fly --budget 3", "--plan fix --budget 10001", "--plan fix --budget 0.5"];
    for options in wrong {
        let run = Desk::new(&[("suppliers.csv", "")]).karvon(&format!("assess suppliers.csv {options}")).code(2);
        assert!(!errors(&run).is_empty(), "{options}");
    }
}
