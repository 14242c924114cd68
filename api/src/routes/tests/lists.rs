//! Lists: brought, compared, taken into use, and part of what an assessment is made from.

use karvon_engine::assessment::Options;
use karvon_report::Language;
use karvon_rulesets::Checklists;
use karvon_rulesets::reference::Tables;
use serde_json::{Value, json};

use super::data::add;
use super::matches::{party, use_list};
use super::support::{Site, all_sites};
use crate::auth::permission::Role;
use crate::db::now;
use crate::services::assess::{Request, bare};
use crate::services::data::DataFile;
use crate::services::lists::Carried;
use crate::services::progress::Silent;
use crate::services::rules;

/// The list of the program with one more name.
fn longer() -> String {
    let shipped = Tables::embedded().bytes("uflpa_entities").unwrap();
    let shipped = String::from_utf8(shipped.into_owned()).unwrap();
    format!("{}\nInvented Zarafteks Spinning Co.,,CHN,,,2025-01-15,gazette,,,\n", shipped.trim_end())
}

fn today() -> String {
    now().date_naive().to_string()
}

async fn shown(site: &Site, key: &str, query: &str) -> Vec<Value> {
    let answer = site.ask("GET", &format!("/lists?{query}"), key).await;
    assert_eq!(answer.status, 200, "{}", answer.json());
    answer.json()["items"].as_array().unwrap().clone()
}

#[actix_web::test]
async fn the_lists_of_the_program_say_how_old_they_are_and_what_they_lack() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Auditor).await;
        let found = shown(&site, &key, "name=uflpa_entities").await;
        let [list] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!(
            (&list["shipped"], &list["active"], &list["kind"]),
            (&json!(true), &json!(true), &json!("published"))
        );
        assert_eq!((&list["completeness"], list["sha256"].as_str().unwrap().len()), (&json!("incomplete"), 64));
        assert!(list["lacks"].as_str().unwrap().len() > 20 && list["names"].as_u64().unwrap() > 50, "{list}");
        assert!(list["age_days"].is_number() && list["stale"].is_boolean(), "{list}");
        let path = format!("/lists/{}", list["list_id"].as_str().unwrap());
        assert_eq!(site.ask("GET", &path, &key).await.json(), *list);
        let file = site.ask("GET", &format!("{path}/file"), &key).await;
        assert_eq!(crate::digest::sha256(&file.bytes), list["sha256"].as_str().unwrap());
        assert!(shown(&site, &key, "active=true&limit=500").await.len() > 10);
    }
}

#[actix_web::test]
async fn a_newer_list_is_compared_kept_and_used_only_once_somebody_says_so() {
    for site in all_sites().await {
        let (key, admin) = (site.key(site.ours, Role::Compliance).await, site.key(site.ours, Role::Admin).await);
        add(&site, &key, "/parties", &party("s1", "Quvonchbek Tola")).await;
        let spinner = json!({"supplier_id": "s2", "name": "Zarafteks Spinning", "country": "CN"});
        add(&site, &key, "/parties", &spinner).await;
        site.work_off().await;
        assert_eq!(site.ask("GET", "/matches?party_id=s2", &key).await.json()["total"], 0);
        let path = format!("/lists?list=uflpa_entities&as_of={}", today());
        let added = site.file(&path, &admin, "text/csv", longer()).await;
        assert_eq!(added.status, 201, "{}", added.json());
        let added = added.json();
        assert_eq!(added["diff"]["added"], json!(["Invented Zarafteks Spinning Co."]));
        assert_eq!((&added["diff"]["removed"], &added["active"]), (&json!([]), &json!(false)));
        // Again, and nothing is kept twice.
        let again = site.file(&path, &admin, "text/csv", longer()).await;
        assert_eq!((again.status, &again.json()["list_id"]), (200, &added["list_id"]));
        let id = added["list_id"].as_str().unwrap();
        let used = site.put("POST", &format!("/lists/{id}/activate"), &admin, &json!({})).await.json();
        assert_eq!(used["active"], true, "{used}");
        let known = shown(&site, &key, "name=uflpa_entities").await;
        let states: Vec<(bool, bool)> =
            known.iter().map(|list| (list["shipped"].as_bool().unwrap(), list["active"].as_bool().unwrap())).collect();
        assert!(states.contains(&(true, false)) && states.contains(&(false, true)), "{known:?}");
        site.work_off().await;
        // Only the difference is new.
        let screening = used["screening_id"].as_str().unwrap();
        let new = site.ask("GET", &format!("/matches?screening_id={screening}"), &key).await.json();
        assert_eq!((&new["total"], &new["items"][0]["party_id"]), (&json!(1), &json!("s2")), "{new}");
        assert_eq!(new["items"][0]["list_version"], added["sha256"]);
        let told = site.ask("GET", &format!("/screenings/{screening}"), &key).await.json();
        assert_eq!(told["added"], 1, "{told}");
        // Out of use, the match lapses.
        let off = site.put("POST", &format!("/lists/{id}/deactivate"), &admin, &json!({})).await;
        assert_eq!(off.status, 200);
        site.work_off().await;
        assert_eq!(site.ask("GET", "/matches?party_id=s2", &key).await.json()["total"], 0);
        assert_eq!(site.ask("GET", "/matches?state=lapsed", &key).await.json()["total"], 1);
        // The list of the program cannot be taken out of use.
        let shipped = known.iter().find(|list| list["shipped"] == true).unwrap()["list_id"].as_str().unwrap();
        let refused = site.put("POST", &format!("/lists/{shipped}/deactivate"), &admin, &json!({})).await;
        assert_eq!(refused.problem(), (409, "state_conflict".to_owned()));
    }
}

#[actix_web::test]
async fn an_assessment_carries_the_lists_it_was_made_with_and_gives_the_same_bytes_anywhere() {
    for site in all_sites().await {
        let (key, admin) = (site.key(site.ours, Role::Compliance).await, site.key(site.ours, Role::Admin).await);
        add(&site, &key, "/parties", &party("s1", "Quvonchbek Tola")).await;
        let spinner = json!({"supplier_id": "s2", "name": "Zarafteks Spinning", "country": "CN"});
        add(&site, &key, "/parties", &spinner).await;
        add(&site, &key, "/links", &json!({"supplier_id": "s2", "buyer_id": "s1"})).await;
        let query = format!("list=uflpa_entities&as_of={}", today());
        let used = use_list(&site, &admin, &query, &longer()).await;
        use_list(&site, &admin, "list=our%20watch", "name,country\nQuvonchbek Tola MChJ,UZ\n").await;
        let started = site.put("POST", "/assessments", &key, &json!({"worlds": 256})).await.json();
        // What is in use later is of no account.
        let id = used["list_id"].as_str().unwrap();
        site.put("POST", &format!("/lists/{id}/deactivate"), &admin, &json!({})).await;
        site.work_off().await;
        let id = started["assessment_id"].as_str().unwrap();
        let shown = site.ask("GET", &format!("/assessments/{id}"), &key).await.json();
        assert_eq!(shown["state"], "done", "{shown}");
        // Another list comes into use: the assessment is named, and is as it was.
        let other = use_list(&site, &admin, "list=second%20watch", "name,country\nX Bureau,KG\n").await;
        assert_eq!(other["redo"][0]["assessment_id"], id, "{other}");
        assert_eq!(site.ask("GET", &format!("/assessments/{id}"), &key).await.json(), shown);
        let pinned = shown["lists"].as_array().unwrap();
        let pin = |name: &str| pinned.iter().find(|list| list["name"] == name).unwrap();
        assert_eq!(pin("uflpa_entities")["sha256"], used["sha256"]);
        assert_eq!(pin("our watch")["own"], true);

        let inputs = site.ask("GET", &format!("/assessments/{id}/inputs"), &key).await.bytes;
        let result = site.ask("GET", &format!("/assessments/{id}/result"), &key).await.bytes;
        let files = [DataFile { name: "inputs.json".to_owned(), bytes: inputs }];
        let tables = Carried::of(&files).unwrap().tables().unwrap();
        let rules = rules::get_with(rules::STANDARD, &tables).unwrap();
        let options = Options { worlds: 256, ..Options::as_of(shown["as_of"].as_str().unwrap().parse().unwrap()) };
        let checklists = Checklists::load(None).unwrap();
        let request = Request {
            files: &files,
            rules: &rules,
            checklists: &checklists,
            options,
            language: Language::English,
            what_if: None,
        };
        let again = bare(&request, &Silent).unwrap();
        assert!(again.json == result, "the result differs");
        let findings = &again.intake.findings;
        assert!(findings.iter().all(|finding| finding.severity == karvon_intake::Severity::Notice), "{findings:?}");
        let matches: Vec<String> = again.assessment.screening.matches.iter().map(|found| found.other.clone()).collect();
        assert!(matches.contains(&"Invented Zarafteks Spinning Co.".to_owned()), "{matches:?}");
        // A number of it opens with the lists that it was made with.
        let trace = site.ask("GET", &format!("/assessments/{id}/trace?party_id=s2"), &key).await.json();
        let party = again.assessment.parties.iter().find(|party| party.party_id.as_str() == "s2").unwrap();
        assert_eq!(trace["p_high"], json!(party.p_high), "{trace}");
    }
}

#[actix_web::test]
async fn everything_that_is_wrong_with_a_list_is_told_with_its_line_and_nothing_is_kept() {
    for site in all_sites().await {
        let admin = site.key(site.ours, Role::Admin).await;
        let path = format!("/lists?list=uflpa_entities&as_of={}", today());
        let faulty = "name,country,listed_on\nA,Atlantis,2026-10-01\n,CHN,2026-10-01\n";
        let refused = site.file(&path, &admin, "text/csv", faulty).await;
        assert_eq!(refused.problem(), (422, "invalid".to_owned()));
        let rows: Vec<Value> =
            refused.json()["errors"].as_array().unwrap().iter().map(|error| error["row"].clone()).collect();
        assert_eq!(rows, [json!(2), json!(3)], "{}", refused.json());
        let own = site.file("/lists?list=ours", &admin, "text/csv", "name,country\nX Bureau,Atlantis\n").await;
        assert_eq!((own.status, &own.json()["errors"][0]["row"]), (422, &json!(2)), "{}", own.json());
        for (query, body) in [
            ("list=uflpa_entities", "name\nA Bureau\n"),
            ("list=uflpa_entities&as_of=2020-01-01", "name\nA Bureau\n"),
            ("list=countries", "name\nA Bureau\n"),
            ("", "name\nA Bureau\n"),
            ("list=ours&as_of=soon", "name\nA Bureau\n"),
            ("list=ours&complete=perhaps", "name\nA Bureau\n"),
            ("list=ours", "name\n"),
        ] {
            let refused = site.file(&format!("/lists?{query}"), &admin, "text/csv", body).await;
            assert_eq!(refused.problem(), (422, "invalid".to_owned()), "{query} {}", refused.json());
        }
        let strange = site.file("/lists?list=ours&colour=red", &admin, "text/csv", "name\nA Bureau\n").await;
        assert_eq!(strange.status, 400);
        assert_eq!(site.file("/lists?list=ours", &admin, "application/pdf", "x").await.status, 415);
        assert_eq!(shown(&site, &admin, "shipped=false").await.len(), 0);
    }
}

#[actix_web::test]
async fn every_version_of_an_own_list_stays_and_at_most_one_is_used() {
    for site in all_sites().await {
        let (key, admin) = (site.key(site.ours, Role::Compliance).await, site.key(site.ours, Role::Admin).await);
        let first = use_list(&site, &admin, "list=ours", "name,country\nA Bureau,KG\n").await;
        let second = use_list(&site, &admin, "list=ours&edition=second", "name,country\nB Bureau,KG\n").await;
        let known = shown(&site, &key, "kind=own&sort=created_at").await;
        let states: Vec<(&Value, &Value)> = known.iter().map(|list| (&list["list_id"], &list["active"])).collect();
        assert_eq!(states, [(&first["list_id"], &json!(false)), (&second["list_id"], &json!(true))]);
        // The first one is as it was, and can be used again.
        let path = format!("/lists/{}", first["list_id"].as_str().unwrap());
        let file = site.ask("GET", &format!("{path}/file"), &key).await;
        let text = String::from_utf8(file.bytes).unwrap();
        assert!(text.contains("A Bureau") && !text.contains("B Bureau"), "{text}");
        assert_eq!(site.put("POST", &format!("{path}/activate"), &admin, &json!({})).await.status, 200);
        let used = shown(&site, &key, "kind=own&active=true").await;
        assert_eq!((used.len(), &used[0]["list_id"]), (1, &first["list_id"]));
        // Nobody else sees it, and whoever does not administer does not change it.
        let theirs = site.key(site.theirs, Role::Admin).await;
        assert_eq!(site.ask("GET", &path, &theirs).await.status, 404);
        assert_eq!(site.put("POST", &format!("{path}/activate"), &theirs, &json!({})).await.status, 404);
        assert_eq!(shown(&site, &theirs, "kind=own").await.len(), 0);
        assert_eq!(site.file("/lists?list=ours", &key, "text/csv", "name\nC\n").await.status, 403);
    }
}
