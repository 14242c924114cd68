//! `karvon lists`, and what `assess` says of lists and matches.

use super::support::{Desk, errors, names, output};

const SUPPLIERS: &str = "supplier_id,name,country,kind\n\
    B,Haldenvik Buyer,DE,company\n\
    M,Zarafteks Invest LLC,UZ,facility\n\
    N,ООО «Зарафтекс Инвест»,UZ,facility\n\
    Q,Quvonchbek Ginnery,UZ,facility\n";
const LINKS: &str = "supplier_id,buyer_id,kind\nM,B,goods\nN,B,goods\nQ,M,goods\n";
const WATCHLIST: &str = "list,name,country,programme,listed_on\n\
    our-watch,Quvonchbek Paxta Zavodi,UZ,autumn call-up,2026-01-20\n";

fn desk() -> Desk {
    Desk::new(&[("suppliers.csv", SUPPLIERS), ("links.csv", LINKS), ("watchlist.csv", WATCHLIST)])
}

fn assess(desk: &Desk, more: &str) -> assert_cmd::assert::Assert {
    desk.karvon(&format!("assess suppliers.csv links.csv watchlist.csv --as-of 2026-10-31 {more}"))
}

/// The cells of one column of a result table.
fn column(desk: &Desk, table: &str, column: &str) -> Vec<String> {
    let text = desk.text(&format!("karvon-out/{table}"));
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let at = reader.headers().unwrap().iter().position(|header| header == column).unwrap();
    reader.records().map(|row| row.unwrap()[at].to_owned()).collect()
}

#[test]
fn status_gives_every_list_its_age_and_marks_what_is_stale_or_lacks_rows() {
    let desk = Desk::new(&[]);
    let told = output(&desk.karvon("lists status --as-of 2026-08-25").success());
    assert!(told.contains("uflpa_entities: UFLPA Entity List") && told.contains("5 days old"), "{told}");
    assert!(told.contains("INCOMPLETE") && told.contains("lacks: 61 of about 187 names"), "{told}");
    assert!(!line_after(&told, "uflpa_entities").contains("STALE"), "{told}");
    let later = output(&desk.karvon("lists status --as-of 2028-01-01").success());
    assert!(line_after(&later, "uflpa_entities").contains("STALE"), "{later}");
}

/// The line of a list and the one after it.
fn line_after(told: &str, list: &str) -> String {
    let mut lines = told.lines().skip_while(|line| !line.starts_with(&format!("{list}:")));
    [lines.next(), lines.next()].into_iter().flatten().collect::<Vec<_>>().join("\n")
}

#[test]
fn an_import_says_what_it_changes_keeps_every_version_and_is_used_with_its_folder() {
    let desk = desk();
    let list = "name,country,listed_on\n\"Zarafteks Invest\",UZ,2026-09-01\nNobody Else Co.,China,2026-09-01\n";
    desk.put("uflpa_entities.csv", list.as_bytes());
    let run = desk.karvon("lists import uflpa_entities.csv --as-of 2026-09-15 --lists mine").success();
    let told = output(&run);
    assert!(told.contains("2 rows added:") && told.contains("    Zarafteks Invest"), "{told}");
    assert!(told.contains("61 rows removed") && told.contains("and 41 more"), "{told}");
    let kept = names(&desk.path("mine/uflpa_entities"));
    assert!(kept.len() == 1 && kept[0].starts_with("2026-09-15-"), "{kept:?}");

    assert!(
        output(&desk.karvon("lists import uflpa_entities.csv --as-of 2026-09-15 --lists mine").success())
            .contains("was there already")
    );
    assert_eq!(desk.text("mine/versions.csv").lines().count(), 2);
    let status = output(&desk.karvon("lists status --lists mine --as-of 2026-09-20").success());
    assert!(
        line_after(&status, "uflpa_entities").contains("list as of 2026-09-15; as of 2026-09-15, 5 days old; 2 rows"),
        "{status}"
    );

    assess(&desk, "").success();
    assert!(!column(&desk, "matches.csv", "list").contains(&"uflpa_entities".to_owned()));
    assess(&desk, "--lists mine").success();
    assert_eq!(column(&desk, "matches.csv", "list").iter().filter(|list| *list == "uflpa_entities").count(), 2);
    let sha = desk.text("mine/versions.csv").lines().nth(1).unwrap().split(',').nth(5).unwrap().to_owned();
    assert!(desk.text("karvon-out/assessment.json").contains(&sha), "the version is pinned by its hash");
    assert!(column(&desk, "matches.csv", "list_version").contains(&sha));
}

#[test]
fn a_newer_version_is_kept_beside_the_older_one() {
    let desk = Desk::new(&[("tip_tiers.csv", "alpha3,tier\nUZB,tier_2\n")]);
    desk.karvon("lists import tip_tiers.csv --as-of 2026-09-15 --lists mine").success();
    let first = names(&desk.path("mine/tip_tiers"));
    desk.put("tip_tiers.csv", b"alpha3,tier\nUZB,tier_3\n");
    let told = output(&desk.karvon("lists import tip_tiers.csv --as-of 2026-09-16 --lists mine --complete").success());
    assert!(told.contains("1 row changed") || told.contains("one row changed:\n    UZB (tier)"), "{told}");
    let both = names(&desk.path("mine/tip_tiers"));
    assert!(both.len() == 2 && first.iter().all(|name| both.contains(name)), "{both:?}");
    let run = desk.karvon("lists import tip_tiers.csv --as-of 2026-09-10 --lists mine").code(1);
    assert!(errors(&run).contains("which is later; nothing was imported"), "{}", errors(&run));
}

#[test]
fn a_file_that_is_not_in_order_is_told_line_by_line_and_changes_nothing() {
    let desk = Desk::new(&[("uflpa_entities.csv", "name,country\nA,Atlantis\n,CHN\n"), ("names.csv", "name\nA\n")]);
    let run = desk.karvon("lists import uflpa_entities.csv --as-of 2026-09-15 --lists mine").code(1);
    let told = errors(&run);
    assert!(
        told.contains("line 2: `Atlantis` is no country") && told.contains("line 3: column `name` is empty"),
        "{told}"
    );
    assert!(!desk.path("mine").exists());
    let run = desk.karvon("lists import names.csv --as-of 2026-09-15 --lists mine").code(2);
    assert!(errors(&run).contains("name it with --list"), "{}", errors(&run));
    desk.karvon("lists import no-such.csv --lists mine").code(2);
    desk.karvon("lists status --lists no-such").code(2);
    desk.karvon("assess names.csv --lists no-such").code(2);
}

#[test]
fn a_version_that_was_changed_after_its_import_is_an_error_and_not_a_list() {
    let desk = desk();
    desk.put("uflpa_entities.csv", b"name\nZarafteks Invest\n");
    desk.karvon("lists import uflpa_entities.csv --as-of 2026-09-15 --lists mine").success();
    let kept = names(&desk.path("mine/uflpa_entities"));
    desk.put(&format!("mine/uflpa_entities/{}", kept[0]), b"name\nNobody\n");
    let run = assess(&desk, "--lists mine").code(1);
    assert!(errors(&run).contains("was changed after its import"), "{}", errors(&run));
    desk.karvon("lists status --lists mine").code(1);
}

#[test]
fn matches_are_told_as_undecided_and_decided_by_rows_of_the_files() {
    let desk = desk();
    let told = output(&assess(&desk, "").success());
    assert!(
        told.contains("WAIT FOR A DECISION: one party may stand on a list, one pair of parties may be one"),
        "{told}"
    );
    assert_eq!(column(&desk, "matches.csv", "state"), ["undecided", "undecided"]);
    assert_eq!(column(&desk, "matches.csv", "kind"), ["duplicate", "list"]);
    assert!(
        column(&desk, "matches.csv", "explanation")[1].contains("quvonchbek")
            || column(&desk, "matches.csv", "explanation")[1].contains("Quvonchbek")
    );

    let answers = "supplier_id,question,answer,source,observed_on\nQ,LIST.our-watch,rejected,document,2026-10-01\n";
    desk.put("answers.csv", answers.as_bytes());
    desk.put("merges.csv", b"supplier_id,same_as,decision,reason,decided_on\nN,M,same,one tax number,2026-10-02\n");
    let told = output(&assess(&desk, "answers.csv merges.csv").success());
    assert!(!told.contains("WAIT FOR A DECISION"), "{told}");
    assert_eq!(column(&desk, "matches.csv", "state"), ["confirmed", "rejected"]);
    assert_eq!(column(&desk, "parties.csv", "party_id"), ["B", "M", "Q"]);
    assert!(desk.text("karvon-out/assessment.json").contains("\"merged\":[\"N\"]"));

    desk.put("merges.csv", b"supplier_id,same_as,decision\nN,M,different\n");
    assess(&desk, "answers.csv merges.csv").success();
    assert_eq!(column(&desk, "matches.csv", "state"), ["rejected", "rejected"]);
    assert_eq!(column(&desk, "parties.csv", "party_id"), ["B", "M", "N", "Q"]);
}

#[test]
fn a_confirmed_listing_sets_the_band_that_the_ruleset_gives_it() {
    let desk = desk();
    desk.put(
        "answers.csv",
        b"supplier_id,question,answer,source,observed_on\nQ,LIST.our-watch,confirmed,document,2026-10-01\n",
    );
    assess(&desk, "answers.csv").success();
    let bands = column(&desk, "parties.csv", "band");
    let ids = column(&desk, "parties.csv", "party_id");
    let place = ids.iter().position(|id| id == "Q").unwrap();
    assert_eq!(bands[place], "elevated", "the floor of the own watchlist");
}

#[test]
fn a_stale_list_is_a_warning_that_nobody_overlooks() {
    let desk = desk();
    let told = output(&desk.karvon("assess suppliers.csv links.csv --as-of 2028-01-01").success());
    assert!(told.contains("STALE: the list `uflpa_entities` is of 2026-08-20"), "{told}");
    assert!(desk.text("karvon-out/assessment.json").contains("\"unknown\":\"list_stale\""));
}
