//! Reports of small assessments: what must stand on the pages, and that the same assessment gives the same bytes.

use chrono::NaiveDate;
use karvon_engine::assessment::{Assessment, FoundMatch, MatchKind, MatchState, Options, assess};
use karvon_engine::evidence::{Evidence, EvidenceOrigin, Period, WorkerGroup};
use karvon_engine::ids::{EvidenceId, PartyId, QuestionId};
use karvon_engine::inputs::Inputs;
use karvon_engine::network::{Country, Link, LinkKind, LinkStatus, Party, PartyKind, PartyOrigin};
use karvon_engine::planning::{Exit, PlanKind, PlanRequest};
use karvon_engine::screening::Zone;
use karvon_rulesets::LoadedRuleset;

use crate::font::Fonts;
use crate::layout::canvas::{Canvas, Item};
use crate::{Imprint, IntakeCounts, Issued, Language, LogHead, ReportInput, Sources, report_pages, report_pdf, tables};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn party(id: &str, name: &str, country: &str, kind: PartyKind) -> Party {
    let mut party = Party::unknown(PartyId::new(id), name, PartyOrigin::Listed);
    party.country = Country::from_alpha3(country);
    party.kind = Some(kind);
    party.workers = Some(240);
    party
}

fn answer(party: &str, question: &str, answer: &str, source: &str, affected: u32) -> Evidence {
    Evidence {
        id: EvidenceId::new(""),
        party: PartyId::new(party),
        question: QuestionId::new(question),
        answer: answer.to_owned(),
        source: source.to_owned(),
        source_id: format!("{source} 2026"),
        observed_on: Some(day(2026, 6, 1)),
        group: WorkerGroup::Migrant,
        period: Some(Period { from: day(2025, 6, 1), to: day(2026, 6, 1) }),
        affected: Some(affected),
        asked: Some(30),
        population: Some(120),
        closes: None,
        reference: None,
        origin: EvidenceOrigin::Answer,
    }
    .identified()
}

fn inputs() -> Inputs {
    let mut mill = Link::new(PartyId::new("mill"), PartyId::new("buyer"), LinkKind::Goods);
    mill.status = LinkStatus::Verified;
    mill.commodity = Some("5209".to_owned());
    Inputs {
        parties: vec![
            party("buyer", "Nordwind Workwear", "DEU", PartyKind::Company),
            party("mill", "供应商 Мата «Ақсу»", "KAZ", PartyKind::Facility),
            party("gin", "**Gin** _[1] & Söhne", "UZB", PartyKind::Facility),
            party("farm", "Daýhan birleşigi", "TKM", PartyKind::Farm),
        ],
        links: vec![
            mill,
            Link::new(PartyId::new("gin"), PartyId::new("mill"), LinkKind::Goods),
            Link::new(PartyId::new("farm"), PartyId::new("gin"), LinkKind::Goods),
        ],
        evidence: vec![
            answer("gin", "I7.1", "employer_or_agent", "worker_interview", 3),
            answer("gin", "I7.1", "worker", "self_assessment", 0),
        ],
        ..Inputs::default()
    }
}

struct Made {
    ruleset: LoadedRuleset,
    inputs: Inputs,
    assessment: Assessment,
    issued: Option<Issued>,
}

fn made(subject: Option<&str>) -> Made {
    let ruleset = karvon_rulesets::load("ilo-11").unwrap();
    let inputs = inputs();
    let mut options = Options::as_of(day(2026, 11, 24));
    options.subject = subject.map(PartyId::new);
    options.worlds = 512;
    options.plan = Some(PlanRequest { kind: PlanKind::Fix, budget: 30 });
    let assessment = assess(&inputs, &ruleset.ruleset, &options).unwrap();
    Made { ruleset, inputs, assessment, issued: None }
}

impl Sources for Made {
    fn evidence(&self, id: &EvidenceId) -> Option<&Evidence> {
        self.inputs.evidence.iter().find(|row| row.id == *id)
    }

    fn place(&self, _: &EvidenceId) -> Option<String> {
        None
    }
}

impl Made {
    fn with<T>(&self, left_out: usize, run: impl FnOnce(&ReportInput<'_>) -> T) -> T {
        let words = |key: &str| self.ruleset.texts.get(key);
        run(&ReportInput {
            assessment: &self.assessment,
            ruleset: &self.ruleset.ruleset,
            words: &words,
            sources: self,
            intake: IntakeCounts { rows: 9, left_out, errors: left_out, ..IntakeCounts::default() },
            language: Language::English,
            program: "karvon",
            issued: self.issued.as_ref(),
        })
    }

    fn pages(&self, left_out: usize) -> Vec<String> {
        self.with(left_out, |input| {
            let fonts = Fonts::load().unwrap();
            report_pages(input, &fonts).unwrap().0.iter().map(text_of).collect()
        })
    }
}

/// The text of a page, pieces of one line joined as they stand, lines by a space.
fn text_of(page: &Canvas) -> String {
    let mut text = String::new();
    let mut last_y = f32::NAN;
    for item in &page.items {
        if let Item::Text { at, shaped, .. } = item {
            if (at.1 - last_y).abs() > 0.01 && !text.is_empty() {
                text.push(' ');
            }
            last_y = at.1;
            text.extend(shaped.glyphs.iter().map(|glyph| glyph.text.as_str()));
        }
    }
    text
}

#[test]
fn the_same_assessment_gives_the_same_bytes() {
    let made = made(None);
    let once = made.with(0, |input| report_pdf(input).unwrap());
    let again = made.with(0, |input| report_pdf(input).unwrap());
    assert!(once == again);
    assert!(once.len() < 250_000, "{}", once.len());
}

#[test]
fn the_cover_names_subject_date_ruleset_and_hashes() {
    let made = made(None);
    let cover = made.pages(0).remove(0);
    for words in ["Nordwind Workwear", "24 November 2026", "ilo-11", "not a legal finding"] {
        assert!(cover.contains(words), "{words}: {cover}");
    }
    assert!(cover.contains(&made.assessment.manifest.inputs_hash));
    assert!(!cover.contains("Rows are missing"));
}

#[test]
fn a_report_says_to_machines_what_it_was_made_from() {
    let made = made(None);
    let imprint = made.with(0, |input| Imprint::read(&report_pdf(input).unwrap())).unwrap();
    let manifest = &made.assessment.manifest;
    assert_eq!(imprint.result_hash, manifest.result_hash);
    assert_eq!((imprint.seed, imprint.worlds, imprint.as_of), (manifest.seed, manifest.worlds, manifest.as_of));
    assert_eq!((imprint.language.as_str(), imprint.plan), ("en", Some((PlanKind::Fix, 30))));
    assert_eq!(Imprint::read(b"%PDF-1.7"), None);
}

#[test]
fn rows_left_out_are_said_on_the_first_page() {
    let cover = made(None).pages(2).remove(0);
    assert!(cover.contains("2 rows of 9 could not be used"), "{cover}");
}

#[test]
fn every_page_says_its_number_and_how_many_there_are() {
    let pages = made(None).pages(0);
    for (at, page) in pages.iter().enumerate() {
        assert!(page.contains(&format!("Page {} of {}", at + 1, pages.len())), "{page}");
    }
}

#[test]
fn letters_that_no_font_holds_keep_their_value_and_are_listed() {
    let text = made(None).pages(0).join(" ");
    assert!(text.contains("供应商 Мата «Ақсу»"));
    assert!(text.contains("3 letters in names from the files"), "{text}");
    assert!(text.contains("U+4F9B"));
}

#[test]
fn a_name_full_of_marks_is_printed_as_it_stands() {
    let text = made(None).pages(0).join(" ");
    assert!(text.contains("**Gin** _[1] & Söhne"));
}

#[test]
fn a_group_of_three_is_hidden_and_its_finding_is_not() {
    let made = made(None);
    assert!(made.assessment.register.iter().any(|entry| entry.affected == Some(3)), "the sample has a small group");
    let text = made.pages(0).join(" ");
    assert!(text.contains("a group of fewer than 5"), "{text}");
    let table = String::from_utf8(tables::register(&made.assessment).unwrap()).unwrap();
    let row = table.lines().find(|line| line.contains("observed") && line.contains("<5")).unwrap();
    assert!(row.contains("document_retention"), "{row}");
    assert!(!row.contains("migrant"), "{row}");
}

#[test]
fn printed_contributions_add_up_to_the_printed_sum() {
    let made = made(None);
    let total = made.assessment.summary.as_ref().unwrap().all_links.expected_sources;
    let decimals = crate::model::numbers::decimals_for(total);
    let parts: Vec<f64> = made.assessment.parties.iter().filter_map(|party| party.contribution).collect();
    let printed: f64 =
        crate::model::numbers::apportion(&parts, decimals).iter().map(|part| part.parse::<f64>().unwrap()).sum();
    assert!((printed - crate::model::numbers::rounded(total, decimals)).abs() < 1e-9, "{printed} {total}");
}

#[test]
fn without_a_subject_the_report_says_so_and_tables_have_headers_only() {
    let ruleset = karvon_rulesets::load("ilo-11").unwrap();
    let mut inputs = inputs();
    inputs.links.clear();
    let assessment = assess(&inputs, &ruleset.ruleset, &Options::as_of(day(2026, 11, 24))).unwrap();
    assert!(assessment.summary.is_none());
    for table in [tables::summary(&assessment), tables::chains(&assessment), tables::contributions(&assessment)] {
        assert_eq!(String::from_utf8(table.unwrap()).unwrap().lines().count(), 1);
    }
    let made = Made { ruleset, inputs, assessment, issued: None };
    let text = made.pages(0).join(" ");
    assert!(text.contains("There is no single subject"), "{text}");
    assert!(text.contains("Nothing upstream is known"));
}

#[test]
fn every_party_stands_in_the_table_of_parties() {
    let made = made(None);
    let table = tables::parties(&made.assessment).unwrap();
    let mut reader = csv::Reader::from_reader(table.as_slice());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 4);
    let likelihood: f64 = rows[0].get(8).unwrap().parse().unwrap();
    assert_eq!(likelihood.to_bits(), made.assessment.parties[0].likelihood.to_bits());
}

#[test]
fn the_plan_stands_on_paper_with_its_steps_and_what_falls() {
    let made = made(None);
    let plan = made.assessment.plan.as_ref().unwrap();
    assert!(!plan.steps.is_empty());
    let text = made.pages(0).join(" ");
    assert!(text.contains("A plan for a budget") && text.contains("What to put right with 30 units"), "{text}");
    for measure in plan.steps.iter().flat_map(|step| &step.measures) {
        let words = made.ruleset.texts.get(&format!("measure-{measure}")).unwrap();
        let first = words.split(' ').next().unwrap();
        assert!(text.contains(first), "{words}");
    }
    let [from, to] = [plan.before, plan.after.unwrap()].map(|numbers| format!("{:.3}", numbers.expected_sources));
    assert!(text.contains(&format!("from {from} to {to}")), "{from} {to}: {text}");
}

#[test]
fn without_a_plan_the_report_says_so_and_takes_no_page_for_it() {
    let mut made = made(None);
    made.assessment.plan = None;
    let pages = made.pages(0);
    let page = pages.iter().find(|page| page.contains("No plan was asked for")).unwrap();
    assert!(page.contains("What clean interviews still allow"), "{page}");
}

#[test]
fn a_report_of_a_service_prints_its_day_and_the_head_of_the_audit_log() {
    let mut made = made(None);
    let plain = made.with(0, |input| report_pdf(input).unwrap());
    let head = LogHead {
        organisation_id: "0192".to_owned(),
        seq: 41,
        hash: "ab".repeat(32),
        public_key: "cd".repeat(32),
        signature: "ef".repeat(64),
    };
    let issued =
        Issued { report_date: day(2026, 12, 1), time_zone: "Asia/Tashkent".to_owned(), log_head: Some(head.clone()) };
    made.issued = Some(issued.clone());
    let cover = made.pages(0).remove(0);
    for words in ["1 December 2026", "Asia/Tashkent", &format!("41:{}", head.hash), &head.public_key] {
        assert!(cover.contains(words), "{words}: {cover}");
    }
    let bytes = made.with(0, |input| report_pdf(input).unwrap());
    assert_eq!(Imprint::read(&bytes).unwrap().issued, Some(issued));
    assert_eq!(Imprint::read(&plain).unwrap().issued, None);
}

#[test]
fn the_network_is_written_for_programs_that_draw_graphs() {
    let made = made(None);
    let xml = String::from_utf8(crate::graphml(&made.assessment)).unwrap();
    assert_eq!(xml.matches("<node id=").count(), made.assessment.parties.len());
    assert_eq!(xml.matches("<edge source=").count(), made.assessment.links.len());
    assert!(xml.contains("<data key=\"name\">**Gin** _[1] &amp; Söhne</data>"), "{xml}");
    let gin = made.assessment.parties.iter().find(|party| party.party_id.as_str() == "gin").unwrap();
    let node = xml.split("<node id=\"gin\">").nth(1).unwrap().split("</node>").next().unwrap();
    let written = |what: &str, attribute: &str| -> std::collections::BTreeSet<String> {
        let mark = format!("<{what} {attribute}=\"");
        let after = xml.split(mark.as_str()).skip(1);
        after.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
    };
    let undeclared: Vec<String> = written("data", "key").difference(&written("key", "id")).cloned().collect();
    assert!(undeclared.is_empty(), "{undeclared:?}");
    for (key, value) in [
        ("band", gin.band.as_str().to_owned()),
        ("likelihood", gin.likelihood.to_string()),
        ("contribution", gin.contribution.unwrap().to_string()),
        ("tier", "2".to_owned()),
    ] {
        assert!(node.contains(&format!("<data key=\"{key}\">{value}</data>")), "{key}: {node}");
    }
}

#[test]
fn everything_behind_the_mill_has_to_pass_it_and_that_is_said() {
    let made = made(None);
    let points: Vec<(&str, usize)> =
        made.assessment.choke_points.iter().map(|point| (point.party_id.as_str(), point.parties)).collect();
    assert_eq!(points, [("mill", 2), ("gin", 1)]);
    let text = made.pages(0).join(" ");
    assert!(text.contains("Some parties have to be passed") && text.contains("If sourcing from it stopped"), "{text}");
    assert!(text.contains("at the 2 parties whose only way to the subject it is: 480"), "{text}");
}

#[test]
fn proof_that_would_help_names_who_has_to_give_it() {
    let made = made(None);
    assert!(!made.assessment.proof.is_empty());
    let text = made.pages(0).join(" ");
    for words in ["What proof would help", "Reported: ", "What clean interviews still allow"] {
        assert!(text.contains(words), "{words}: {text}");
    }
}

#[test]
fn a_law_says_what_is_shown_what_is_missing_and_how_well_it_is_verified() {
    let mut made = made(None);
    let lists = karvon_rulesets::Checklists::load(Some(&["uflpa".to_owned()])).unwrap();
    let asked: Vec<_> = lists.requirements.iter().map(|one| &one.requirement).collect();
    let bare = made.assessment.clone();
    made.assessment = karvon_engine::requirement::with_requirements(
        bare,
        &made.inputs,
        &made.ruleset.ruleset,
        &asked,
        &lists.catalogue,
    );
    let text = made.pages(0).join(" ");
    for words in ["What the laws ask", "None of it is a legal verdict", "Missing:", "checked against the source"] {
        assert!(text.contains(words), "{words}: {text}");
    }
    let table = String::from_utf8(tables::requirements(&made.assessment).unwrap()).unwrap();
    assert_eq!(table.lines().count(), 1 + lists.requirements[0].requirement.source().rules.len());
}

#[test]
fn what_leaving_means_names_a_few_of_many_and_counts_the_rest() {
    let mut made = made(None);
    let parties: Vec<PartyId> = (0..4_000).map(|at| PartyId::new(format!("party {at}"))).collect();
    made.assessment.exits = vec![Exit {
        party_id: PartyId::new("mill"),
        substitutes: parties.iter().take(10).cloned().collect(),
        substitutes_in_all: 2_000,
        without_substitute: parties,
        products: (0..4_005).map(|at| format!("product {at}")).collect(),
        subject_products: Vec::new(),
        workers: None,
        output_share: None,
        parties_behind: 0,
        workers_behind: 0,
        workforces_unknown: 0,
    }];
    let text = made.pages(0).join(" ");
    // Six are named of each.
    for words in ["1,994 more", "3,994 more", "3,999 more"] {
        assert!(text.contains(words) || text.contains(&words.replace(',', "")), "{words}: {text}");
    }
    assert!(text.contains("product 5") && !text.contains("product 6"), "{text}");
}

#[test]
fn decided_matches_beyond_those_shown_are_counted() {
    let mut made = made(None);
    let decided = |at: usize| FoundMatch {
        match_id: format!("m{at}"),
        kind: MatchKind::Duplicate,
        party_id: PartyId::new("mill"),
        record: None,
        other: "gin".to_owned(),
        listed: None,
        bits: 0.0,
        zone: Zone::No,
        fields: Vec::new(),
        state: MatchState::Rejected,
        evidence: None,
        reason: None,
        decided_on: None,
    };
    made.assessment.screening.matches = (0..41).map(decided).collect();
    let text = made.pages(0).join(" ");
    assert!(text.contains("One further match stands"), "{text}");
}
