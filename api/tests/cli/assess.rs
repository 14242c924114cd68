//! `karvon demo`, `karvon assess` and `karvon check` on files that are in order.

use super::support::{Desk, errors, fixture, names, output};

const RESULTS: [&str; 16] = [
    "assessment.json",
    "basis.json",
    "chains.csv",
    "contradictions.csv",
    "contributions.csv",
    "findings.csv",
    "interviews.csv",
    "matches.csv",
    "parties.csv",
    "provenance.csv",
    "questions.csv",
    "recruitment.csv",
    "register.csv",
    "report.pdf",
    "requirements.csv",
    "summary.csv",
];

/// Two suppliers of one buyer, with nothing else known.
const SUPPLIERS: &str = "supplier_id,name,country,kind,sector,products,workers\n\
    B,Buyer,DE,company,4641,,50\nA,Mill,UZ,facility,1312,5208,300\nC,Gin,TJ,facility,0163,5201,40\n";
const LINKS: &str = "supplier_id,buyer_id,kind\nA,B,goods\nC,A,goods\n";

fn desk() -> Desk {
    Desk::new(&[("suppliers.csv", SUPPLIERS), ("links.csv", LINKS)])
}

#[test]
fn the_demo_writes_every_result_file() {
    let desk = Desk::new(&[]);
    let run = desk.karvon("demo --no-serve").success();
    let database = ["demo.db", "demo.db.lock", "demo.key", "demo.toml"];
    let mut results: Vec<&str> = RESULTS.iter().copied().chain(["plan.csv"]).chain(database).collect();
    results.sort_unstable();
    assert_eq!(names(&desk.path("karvon-out")), results);
    let told = output(&run);
    assert!(told.contains("Haldenvik") && told.contains("karvon-out/report.pdf"), "{told}");
    assert!(std::fs::read(desk.path("karvon-out/report.pdf")).unwrap().starts_with(b"%PDF-"));
}

#[test]
fn the_demo_is_the_same_as_its_files_assessed_on_its_day() {
    let desk = Desk::new(&[]);
    desk.karvon("demo --no-serve --out demo").success();
    desk.command("assess --as-of 2026-10-31 --plan fix --budget 60 --out files")
        .arg(fixture("demo"))
        .assert()
        .success();
    assert_eq!(desk.text("demo/assessment.json"), desk.text("files/assessment.json"));
}

#[test]
fn a_folder_stands_for_its_files() {
    let desk = Desk::new(&[]);
    let run = desk.command("assess --as-of 2026-10-31 --out out").arg(fixture("small")).assert().success();
    assert!(output(&run).contains("Brook & Heron"), "{}", output(&run));
    assert_eq!(names(&desk.path("out")), RESULTS);
}

#[test]
fn the_only_party_that_buys_and_supplies_nobody_is_the_subject() {
    let desk = desk();
    let run = desk.karvon("assess suppliers.csv links.csv --as-of 2026-10-31").success();
    assert!(output(&run).contains("Buyer (B)"), "{}", output(&run));
    assert_eq!(desk.text("karvon-out/summary.csv").lines().count(), 3);
}

#[test]
fn without_a_subject_every_party_is_assessed_and_the_tables_about_it_are_empty() {
    let desk = desk();
    let run = desk.karvon("assess suppliers.csv --as-of 2026-10-31").success();
    let told = output(&run);
    assert!(told.contains("--subject") && told.contains("NOT KNOWN"), "{told}");
    assert_eq!(desk.text("karvon-out/parties.csv").lines().count(), 4);
    for table in ["chains", "contributions", "summary"] {
        assert_eq!(desk.text(&format!("karvon-out/{table}.csv")).lines().count(), 1, "{table}");
    }
}

#[test]
fn an_unknown_subject_is_told_and_nothing_is_written() {
    let desk = desk();
    let run = desk.karvon("assess suppliers.csv links.csv --subject X --as-of 2026-10-31").code(1);
    assert!(errors(&run).contains("`X`"), "{}", errors(&run));
    assert_eq!(desk.names(), ["links.csv", "suppliers.csv"]);
}

#[test]
fn options_that_mean_nothing_are_usage_errors() {
    let desk = desk();
    for wrong in [
        "assess",
        "assess no-such-file.csv",
        "assess suppliers.csv --as-of 2026-13-01",
        "assess suppliers.csv --as-of 2026-10-31 --ruleset no-such-ruleset",
        "assess suppliers.csv --as-of 2026-10-31 --language xx",
        "assess suppliers.csv --as-of 2026-10-31 --half-width 2",
        "assess suppliers.csv --as-of 2026-10-31 --worlds 0",
        "assess suppliers.csv --as-of 2026-10-31 --out links.csv",
        "check no-such-file.csv",
    ] {
        let run = desk.karvon(wrong).code(2);
        assert!(!errors(&run).is_empty(), "{wrong}");
    }
    assert_eq!(desk.names(), ["links.csv", "suppliers.csv"]);
}

#[test]
fn the_same_files_give_the_same_bytes_whatever_the_threads() {
    let desk = desk();
    for threads in ["1", "2", "8"] {
        let arguments = format!("assess suppliers.csv links.csv --as-of 2026-10-31 --out {threads}");
        desk.command(&arguments).env("RAYON_NUM_THREADS", threads).assert().success();
    }
    for name in RESULTS {
        let of = |threads: &str| std::fs::read(desk.path(threads).join(name)).unwrap();
        assert!(of("1") == of("2") && of("1") == of("8"), "{name}");
    }
}

#[test]
fn the_order_of_files_changes_nothing_in_the_assessment() {
    let desk = desk();
    desk.karvon("assess suppliers.csv links.csv --as-of 2026-10-31 --out 1").success();
    desk.karvon("assess links.csv suppliers.csv --as-of 2026-10-31 --out 2").success();
    assert_eq!(desk.text("1/assessment.json"), desk.text("2/assessment.json"));
}

#[test]
fn progress_is_plain_lines_where_there_is_no_terminal() {
    let run = desk().karvon("assess suppliers.csv --as-of 2026-10-31").success();
    let told = errors(&run);
    assert!(told.contains("assessing\n") && !told.contains('\u{1b}'), "{told}");
}

#[test]
fn a_row_that_is_left_out_is_said_on_the_last_line_and_in_the_exit_code() {
    let desk = desk();
    desk.put("links.csv", b"supplier_id,buyer_id,kind\nA,B,goods\nnobody,A,goods\n");
    let run = desk.karvon("assess suppliers.csv links.csv --as-of 2026-10-31").code(1);
    let told = output(&run);
    assert!(told.trim_end().lines().last().unwrap().contains("One row is missing"), "{told}");
    assert_eq!(names(&desk.path("karvon-out")), RESULTS);
    assert!(desk.text("karvon-out/findings.csv").contains("unknown-party"));
}

#[test]
fn check_is_content_with_the_small_fixture() {
    let run = Desk::new(&[]).command("check --as-of 2026-10-31").arg(fixture("small")).assert();
    assert_eq!(run.get_output().status.code(), Some(0), "{}", output(&run));
}

#[test]
fn check_warns_of_what_is_odd_in_the_demo_and_finds_no_error() {
    let run = Desk::new(&[]).command("check --as-of 2026-10-31").arg(fixture("demo")).assert().code(1);
    let told = output(&run);
    assert!(told.contains("warning: ") && told.contains("0 errors"), "{told}");
}

#[test]
fn check_writes_nothing() {
    let desk = desk();
    desk.karvon("check suppliers.csv links.csv --as-of 2026-10-31");
    assert_eq!(desk.names(), ["links.csv", "suppliers.csv"]);
}

#[test]
fn a_plan_is_printed_and_written_beside_the_other_results() {
    let desk = Desk::new(&[]);
    let plan = |options: &str| {
        let command = format!("assess --as-of 2026-10-31 --out {options}");
        let run = desk.command(&command).arg(fixture("demo")).assert().success();
        output(&run)
    };
    let told = plan("find --plan find --budget 40");
    assert!(told.contains("Where to look with 40 units") && told.contains("find/plan.csv"), "{told}");
    let told = plan("fix --plan fix --budget 0");
    assert!(told.contains("FIRST, severe harm") && told.contains("more than the budget"), "{told}");
    let rows = desk.text("fix/plan.csv");
    assert!(rows.lines().skip(1).all(|row| row.starts_with("fix,0,")), "{rows}");
}

#[test]
fn only_the_checklists_that_are_named_are_answered() {
    let desk = desk();
    desk.karvon("assess suppliers.csv links.csv --as-of 2026-10-31 --requirements uflpa,eu-2024-3015").success();
    let table = desk.text("karvon-out/requirements.csv");
    assert!(table.lines().skip(1).all(|row| row.starts_with("uflpa,") || row.starts_with("eu-2024-3015,")), "{table}");
    assert!(table.contains("uflpa,1.1.0,"));
    desk.karvon("assess suppliers.csv links.csv --as-of 2026-10-31 --requirements none --out bare").success();
    assert_eq!(desk.text("bare/requirements.csv").lines().count(), 1);
}

#[test]
fn a_published_list_of_facilities_is_assessed_as_it_stands() {
    let desk = Desk::new(&[(
        "list.csv",
        "country,name,address,sector,lat,lng\nCHINA,LONG RIVER SHOES FACTORY,\"NO.8 WEST ROAD, CHINA\",Apparel,27.9,120.6\n\
         Bangladesh,Short Lane Sweaters Ltd.,222 South Lane Bangladesh,Apparel,,\n",
    )]);
    let check = desk.command("check list.csv").assert();
    assert!([Some(0), Some(1)].contains(&check.get_output().status.code()), "{}", errors(&check));
    let told = output(&desk.karvon("assess list.csv --as-of 2026-10-31 --requirements none --out out").success());
    assert_eq!(told.matches("NOT KNOWN").count(), 3, "{told}");
    let parties = desk.text("out/parties.csv");
    let mut reader = csv::Reader::from_reader(parties.as_bytes());
    let place = reader.headers().unwrap().iter().position(|name| name == "likelihood").unwrap();
    let likelihoods: Vec<f64> = reader.records().map(|row| row.unwrap()[place].parse().unwrap()).collect();
    assert!(
        likelihoods.len() == 2 && likelihoods.iter().all(|p| (0.0..1.0).contains(p) && *p > 0.0),
        "{likelihoods:?}"
    );
}

#[test]
fn a_chain_of_thirty_tiers_has_a_report() {
    let desk = Desk::new(&[]);
    let mills: Vec<String> = (0..=30).map(|tier| format!("s{tier},Mill {tier},UZ\n")).collect();
    let suppliers = format!("supplier_id,name,country\n{}", mills.concat());
    let sales: Vec<String> = (0..30).map(|tier| format!("s{},s{tier}\n", tier + 1)).collect();
    let links = format!("supplier_id,buyer_id\n{}", sales.concat());
    desk.put("suppliers.csv", suppliers.as_bytes());
    desk.put("links.csv", links.as_bytes());
    desk.karvon("assess suppliers.csv links.csv --as-of 2026-10-31 --requirements none --out out").success();
    assert!(names(&desk.path("out")).contains(&"report.pdf".to_owned()));
}

#[test]
fn a_place_whose_merged_records_disagree_about_the_country_is_not_cleared() {
    let desk = Desk::new(&[]);
    desk.put(
        "suppliers.csv",
        b"supplier_id,name,country,subdivision\nB,Buyer,PL,\nA,Long Mill,TR,\nA2,Long Mill,CN,Xinjiang\n",
    );
    desk.put("links.csv", b"supplier_id,buyer_id,kind,status\nA,B,goods,verified\n");
    let answer =
        b"supplier_id,question,answer,source,observed_on\nB,company.imports_us,yes,self_assessment,2026-10-01\n";
    desk.put("answers.csv", answer);
    let command = "assess suppliers.csv links.csv answers.csv --as-of 2026-10-31 --requirements uflpa --out";
    desk.karvon(&format!("{command} apart"));
    let apart = desk.text("apart/requirements.csv");
    assert!(apart.contains("origin-outside-region,Sec. 3(a),region_clear,satisfied,"), "{apart}");
    desk.put("merges.csv", b"supplier_id,same_as,decision,reason,decided_on\nA2,A,same,one tax number,2026-10-02\n");
    desk.karvon(&format!("{command} merged merges.csv"));
    let merged = desk.text("merged/requirements.csv");
    assert!(merged.contains("origin-outside-region,Sec. 3(a),region_clear,unknown,"), "{merged}");
}

#[test]
fn an_answer_about_the_company_settles_a_rule_and_moves_no_likelihood() {
    let desk = desk();
    let told = "supplier_id,question,answer,source,observed_on\n\
        B,company.imports_us,yes,document,2026-10-01\nB,company.flow_chart,no,self_assessment,2026-10-01\n";
    desk.put("answers.csv", told.as_bytes());
    desk.karvon("assess suppliers.csv links.csv --as-of 2026-10-31 --requirements uflpa --out bare").success();
    desk.karvon("assess suppliers.csv links.csv answers.csv --as-of 2026-10-31 --requirements uflpa").success();
    let rule = |folder: &str| {
        let table = desk.text(&format!("{folder}/requirements.csv"));
        table.lines().find(|row| row.contains("parties-charted")).unwrap().to_owned()
    };
    assert!(rule("karvon-out").contains(",breached,"), "{}", rule("karvon-out"));
    assert!(rule("bare").contains(",unknown,"), "{}", rule("bare"));
    assert_eq!(desk.text("karvon-out/parties.csv"), desk.text("bare/parties.csv"));
}

#[test]
fn an_answer_that_is_none_names_the_possible_ones() {
    let desk = desk();
    desk.put(
        "answers.csv",
        b"supplier_id,question,answer,source,observed_on\nB,company.policy,mostly,document,2026-10-01\n",
    );
    let run = desk.karvon("check suppliers.csv links.csv answers.csv --as-of 2026-10-31").code(1);
    assert!(output(&run).contains("`yes`, `no`"), "{}", output(&run));
}

#[test]
fn a_checklist_named_as_the_ruleset_is_answered_with_the_standard_likelihoods() {
    let desk = desk();
    let run = desk.karvon("assess suppliers.csv links.csv --as-of 2026-10-31 --ruleset recruitment").success();
    assert!(output(&run).contains("`recruitment` is a checklist"), "{}", output(&run));
    let table = desk.text("karvon-out/requirements.csv");
    assert!(table.lines().skip(1).all(|row| row.starts_with("recruitment,")), "{table}");
}

#[test]
fn a_checklist_that_is_none_is_a_usage_error() {
    let run = desk().karvon("assess suppliers.csv links.csv --requirements ilo-11").code(2);
    assert!(errors(&run).contains("is no checklist"), "{}", errors(&run));
}

#[test]
fn an_interview_about_one_group_shows_its_positive_dimensions() {
    let desk = desk();
    let told = "supplier_id,question,answer,source,source_id,observed_on,worker_group,asked\n\
        A,D5.01,yes,worker_interview,round 1,2026-10-01,migrant,12\nA,D5.02,yes,worker_interview,round 1,2026-10-01,migrant,12\n\
        A,D5.01,yes,self_assessment,form,2026-10-01,migrant,\nA,D5.02,yes,self_assessment,form,2026-10-01,migrant,\n";
    desk.put("answers.csv", told.as_bytes());
    desk.karvon("assess suppliers.csv links.csv answers.csv --as-of 2026-10-31").success();
    let table = desk.text("karvon-out/interviews.csv");
    let positive: Vec<&str> = table.lines().filter(|row| row.contains(",positive,")).collect();
    assert_eq!(positive.len(), 1, "{table}");
    assert!(positive[0].contains("coercion_at_destination") && positive[0].contains("round 1"), "{table}");
    assert!(!table.contains("form"), "{table}");
}
