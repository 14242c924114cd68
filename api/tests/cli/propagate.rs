//! `karvon propagate` on networks small enough for a pocket calculator.
//!
//! Four parties: a → b → c with weights 0.5 and 0.4, and d → c with 0.5; likelihoods 0.4, 0.1, 0 and 0.2.

use std::collections::BTreeMap;
use std::fmt::Write;

use super::support::{Desk, errors, output};

const PARTIES: &str = "id,p\nc,0\na,0.4\nb,0.1\nd,0.2\n";
const LINKS: &str = "supplier,buyer,weight\na,b,0.5\nb,c,0.4\nd,c,0.5\n";

fn desk() -> Desk {
    Desk::new(&[("p.csv", PARTIES), ("l.csv", LINKS)])
}

/// The first channel of a result, by id.
fn values(text: &str) -> BTreeMap<String, f64> {
    let rows = text.lines().skip(1).map(|row| row.split(',').collect::<Vec<_>>());
    rows.map(|cells| (cells[0].to_owned(), cells[1].parse().unwrap())).collect()
}

fn assert_values(found: &BTreeMap<String, f64>, expected: [(&str, f64); 4], tolerance: f64) {
    for (id, value) in expected {
        assert!((found[id] - value).abs() <= tolerance, "{id}: {} instead of {value}", found[id]);
    }
}

fn run(desk: &Desk, options: &str) -> BTreeMap<String, f64> {
    desk.karvon(&format!("propagate --parties p.csv --links l.csv --out o.csv {options}")).success();
    values(&desk.text("o.csv"))
}

#[test]
fn noisy_or_takes_branches_as_independent() {
    // b: 1 − 0.9·(1 − 0.5·0.4); c: 1 − (1 − 0.4·0.28)·(1 − 0.5·0.2)
    let found = run(&desk(), "--metric noisy-or");
    assert_values(&found, [("a", 0.4), ("b", 0.28), ("c", 0.2008), ("d", 0.2)], 1e-9);
}

#[test]
fn worst_chain_takes_the_most_likely_chain() {
    // b: max(0.1, 0.5·0.4); c: max(0.4·0.2, 0.5·0.2)
    let found = run(&desk(), "--metric worst-chain");
    assert_values(&found, [("a", 0.4), ("b", 0.2), ("c", 0.1), ("d", 0.2)], 1e-15);
}

#[test]
fn exposure_adds_shares_up() {
    // b: 0.1 + 0.9·0.5·0.4; c: 0.4·0.28 + 0.5·0.2
    let found = run(&desk(), "--metric exposure");
    assert_values(&found, [("a", 0.4), ("b", 0.28), ("c", 0.212), ("d", 0.2)], 1e-12);
}

#[test]
fn reach_is_near_the_exact_chance_on_a_tree() {
    // On a tree the chance of being reached is what noisy-or gives: 0.28 and 0.2008. Four standard errors of 16,384 worlds.
    let found = run(&desk(), "");
    assert_values(&found, [("a", 0.4), ("b", 0.28), ("c", 0.2008), ("d", 0.2)], 0.0141);
    assert!((found["a"] - 0.4).abs() < 1e-15, "a party that buys nothing keeps its own likelihood");
}

#[test]
fn contributions_to_reach_are_likelihood_times_paths() {
    // ρ: a 0.2, b 0.4, c 1, d 0.5
    let found = run(&desk(), "--subject c");
    assert_values(&found, [("a", 0.08), ("b", 0.04), ("c", 0.0), ("d", 0.1)], 0.006);
}

#[test]
fn links_that_always_transmit_need_no_dice() {
    let desk = Desk::new(&[("p.csv", PARTIES), ("l.csv", "supplier,buyer,weight\na,b,1\nb,c,1\nd,c,0\n")]);
    let run_of = run(&desk, "--subject c --worlds 100");
    assert_values(&run_of, [("a", 0.4), ("b", 0.1), ("c", 0.0), ("d", 0.0)], 1e-15);
    let told = output(&desk.karvon("propagate --parties p.csv --links l.csv --out o.csv --subject c").success());
    assert!(told.contains("0.5000"), "{told}");
}

#[test]
fn contributions_to_worst_chain_are_likelihood_times_best_path() {
    let found = run(&desk(), "--metric worst-chain --subject c");
    assert_values(&found, [("a", 0.08), ("b", 0.04), ("c", 0.0), ("d", 0.1)], 1e-15);
}

#[test]
fn contributions_to_exposure_add_up_to_it() {
    // a: 0.4·0.9·0.5·0.4; b: 0.1·0.4; d: 0.2·0.5
    let found = run(&desk(), "--metric exposure --subject c");
    assert_values(&found, [("a", 0.072), ("b", 0.04), ("c", 0.0), ("d", 0.1)], 1e-12);
}

#[test]
fn exposure_in_a_closed_ring_is_cut_at_the_upper_bound() {
    // Two firms buy all from each other: uncut everything is exposed, though the chance of any event is 1 − 0.9².
    let desk = Desk::new(&[("p.csv", "id,p\na,0.1\nb,0.1\n"), ("l.csv", "supplier,buyer,weight\na,b,1\nb,a,1\n")]);
    let found = run(&desk, "--metric exposure");
    assert!((found["a"] - 0.19).abs() < 1e-12 && (found["b"] - 0.19).abs() < 1e-12, "{found:?}");
}

#[test]
fn noisy_or_has_no_contributions() {
    let desk = desk();
    let run = desk.karvon("propagate --parties p.csv --links l.csv --out o.csv --metric noisy-or --subject c").code(2);
    assert!(errors(&run).contains("--subject"));
    assert_eq!(desk.names(), ["l.csv", "p.csv"]);
}

#[test]
fn rows_keep_their_order_and_numbers_read_back() {
    let desk = Desk::new(&[
        ("p.csv", "id,name,x,y\nz,Zeta,0.1,1e-7\n\"a,1\",Alpha,0.30000000000000004,0\n"),
        ("l.csv", "supplier,buyer,weight,note\n"),
    ]);
    let run = desk.karvon("propagate --parties p.csv --links l.csv --out o.csv --metric worst-chain").success();
    assert_eq!(desk.text("o.csv"), "id,x,y\nz,0.1,0.0000001\n\"a,1\",0.30000000000000004,0\n");
    assert!(errors(&run).contains("`name`") && errors(&run).contains("`note`"), "{}", errors(&run));
}

#[test]
fn the_bytes_do_not_depend_on_threads() {
    let (mut parties, mut links) = ("id,x,y\n".to_owned(), "supplier,buyer,weight\n".to_owned());
    for i in 0..300 {
        writeln!(parties, "n{i},{},0.01", 0.001 * f64::from(i % 7)).unwrap();
    }
    for i in 0..900 {
        let (supplier, buyer) = (i * 7 % 300, (i * 11 + 1) % 300);
        if supplier != buyer {
            writeln!(links, "n{supplier},n{buyer},{}", 0.1 * f64::from(1 + i % 9)).unwrap();
        }
    }
    let desk = Desk::new(&[("p.csv", &parties), ("l.csv", &links)]);
    for options in ["", "--subject n5", "--metric noisy-or", "--metric worst-chain --subject n5"] {
        for threads in ["1", "2", "8"] {
            let arguments =
                format!("propagate --parties p.csv --links l.csv --out {threads}.csv --worlds 1000 {options}");
            desk.command(&arguments).env("RAYON_NUM_THREADS", threads).assert().success();
        }
        assert_eq!(desk.text("1.csv"), desk.text("2.csv"), "{options}");
        assert_eq!(desk.text("1.csv"), desk.text("8.csv"), "{options}");
    }
}

#[test]
fn another_seed_draws_other_worlds_and_the_same_seed_the_same() {
    let desk = desk();
    assert_eq!(run(&desk, "--seed 7"), run(&desk, "--seed 7"));
    assert_ne!(run(&desk, "--seed 7"), run(&desk, "--seed 8"));
}

#[test]
fn a_half_width_doubles_the_worlds_until_it_is_reached() {
    let desk = desk();
    // A chance of 0.4 has a half-width of about 0.0075 at 16,384 worlds and 0.0053 at 32,768.
    for subject in ["", "--subject b"] {
        let arguments = format!("propagate --parties p.csv --links l.csv --out o.csv --half-width 0.006 {subject}");
        let told = output(&desk.karvon(&arguments).success());
        assert!(told.contains("32,768 worlds") || told.contains("32768 worlds"), "{told}");
    }
}

#[test]
fn every_fault_is_told_at_once_and_nothing_is_written() {
    let desk = Desk::new(&[
        ("p.csv", "id,p\na,0.4\nb,NaN\na,0.1\nc,1.5\n"),
        ("l.csv", "supplier,buyer,weight\na,x,0.5\nb,b,0.5\na,b,-1\na,c,half\ny,c,0.1\n"),
    ]);
    let run = desk.karvon("propagate --parties p.csv --links l.csv --out o.csv").code(1);
    let told = errors(&run);
    for expected in [
        "`p.csv`, row 3",
        "`p.csv`, row 4",
        "`p.csv`, row 5",
        "`l.csv`, row 2",
        "`l.csv`, row 3",
        "`l.csv`, row 4",
        "`l.csv`, row 5",
        "`l.csv`, row 6",
        "8 faults",
    ] {
        assert!(told.contains(expected), "{expected} is missing in {told}");
    }
    assert_eq!(desk.names(), ["l.csv", "p.csv"]);
}

#[test]
fn shares_above_the_whole_are_faults_of_exposure_only() {
    let desk = Desk::new(&[("p.csv", PARTIES), ("l.csv", "supplier,buyer,weight\na,c,0.7\nb,c,0.7\n")]);
    let run = desk.karvon("propagate --parties p.csv --links l.csv --out o.csv --metric exposure").code(1);
    assert!(errors(&run).contains("`c` add up to 1.4"), "{}", errors(&run));
    desk.karvon("propagate --parties p.csv --links l.csv --out o.csv").success();
}

#[test]
fn an_unknown_subject_is_a_fault() {
    let desk = desk();
    let run = desk.karvon("propagate --parties p.csv --links l.csv --out o.csv --subject nobody").code(1);
    assert!(errors(&run).contains("`nobody`"));
}

#[test]
fn a_missing_file_is_a_usage_error_and_an_empty_one_a_fault() {
    let desk = desk();
    desk.put("empty.csv", b"");
    let missing = desk.karvon("propagate --parties no.csv --links l.csv --out o.csv").code(2);
    assert!(errors(&missing).contains("`no.csv`"));
    let empty = desk.karvon("propagate --parties p.csv --links empty.csv --out o.csv").code(1);
    assert!(errors(&empty).contains("`empty.csv`: is empty"), "{}", errors(&empty));
}

#[test]
fn an_input_is_never_replaced_by_the_result() {
    let desk = desk();
    desk.karvon("propagate --parties p.csv --links l.csv --out p.csv").code(2);
    assert_eq!(desk.text("p.csv"), PARTIES);
}

#[test]
fn a_set_likelihood_or_weight_says_what_it_makes_different() {
    // b: 1 − 0.9·(1 − 0.5·0.8) = 0.46 instead of 0.28; c: 1 − (1 − 0.4·0.46)·(1 − 0.5·0.2) = 0.2656 instead of 0.2008.
    let desk = desk();
    let run =
        desk.karvon("propagate --parties p.csv --links l.csv --out o.csv --metric noisy-or --set a:p=0.8").success();
    assert_values(&values(&desk.text("o.csv")), [("a", 0.8), ("b", 0.46), ("c", 0.2656), ("d", 0.2)], 1e-9);
    let told = output(&run);
    for line in
        ["3 values", "a, p: 0.400000 becomes 0.800000 (+0.400000)", "c, p: 0.200800 becomes 0.265600 (+0.064800)"]
    {
        assert!(told.contains(line), "{line} is missing in {told}");
    }
    // Without b's link c has only d: 0.5·0.2.
    let run = desk
        .karvon("propagate --parties p.csv --links l.csv --out o.csv --metric worst-chain --set b>c=0 --set d:p=0.1")
        .success();
    assert_values(&values(&desk.text("o.csv")), [("a", 0.4), ("b", 0.2), ("c", 0.05), ("d", 0.1)], 1e-15);
    assert!(output(&run).contains("2 values"), "{}", output(&run));
}

#[test]
fn the_expected_sources_move_with_a_set_likelihood() {
    let desk = Desk::new(&[("p.csv", PARTIES), ("l.csv", "supplier,buyer,weight\na,b,1\nb,c,1\nd,c,0\n")]);
    let run = desk
        .karvon("propagate --parties p.csv --links l.csv --out o.csv --subject c --worlds 100 --set a:p=0.6")
        .success();
    assert!(output(&run).contains("sum of p: 0.500000 becomes 0.700000 (+0.200000)"), "{}", output(&run));
}

#[test]
fn a_change_of_what_is_not_there_is_told_and_nothing_is_written() {
    let desk = desk();
    for (set, told) in [("x:p=0.5", "`x:p`"), ("a>c=0.5", "no link `a>c`"), ("a:q=0.5", "`a:q`")] {
        let run = desk.karvon(&format!("propagate --parties p.csv --links l.csv --out o.csv --set {set}")).code(1);
        assert!(errors(&run).contains(told), "{}", errors(&run));
    }
    desk.karvon("propagate --parties p.csv --links l.csv --out o.csv --set a:p=2").code(2);
    assert_eq!(desk.names(), ["l.csv", "p.csv"]);
}

#[test]
fn a_column_of_the_parties_that_holds_text_is_named_and_not_read() {
    let desk =
        Desk::new(&[("p.csv", "id,town,p\na,North,0.4\nb,South,0.1\n"), ("l.csv", "supplier,buyer,weight\na,b,1\n")]);
    let run = desk.karvon("propagate --parties p.csv --links l.csv --out o.csv --metric worst-chain").success();
    let told = format!("{}{}", output(&run), errors(&run));
    assert!(told.contains("column `town` of the parties does not begin with a number"), "{told}");
    assert_eq!(values(&desk.text("o.csv")), BTreeMap::from([("a".to_owned(), 0.4), ("b".to_owned(), 0.4)]));
}
