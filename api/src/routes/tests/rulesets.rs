//! Rulesets: added as a zip, checked, tried on an assessment, taken into use, and replayed by their hash.

use std::collections::BTreeMap;

use karvon_engine::assessment::Options;
use karvon_report::Language;
use karvon_rulesets::Checklists;
use karvon_rulesets::skeleton::skeleton;
use serde_json::{Value, json};

use super::data::add;
use super::matches::party;
use super::support::{Answer, Site, all_sites};
use crate::auth::permission::Role;
use crate::services::assess::{Request, bare};
use crate::services::data::DataFile;
use crate::services::progress::Silent;
use crate::services::rules;
use crate::services::rulesets::packed;

/// Files of a ruleset that extends the standard one.
fn files(name: &str) -> BTreeMap<String, String> {
    let today = "2026-01-01".parse().unwrap();
    skeleton(name, Some(rules::standard().unwrap()), today).unwrap().into_iter().collect()
}

fn zip(files: &BTreeMap<String, String>) -> Vec<u8> {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    packed(&files)
}

/// The same with more places where coercion is expected before anybody looks, and without the profiles that say otherwise.
fn stricter(name: &str) -> BTreeMap<String, String> {
    let mut files = files(name);
    let source = rules::standard().unwrap().ruleset.source();
    let regime = &source.regimes.classes.last().unwrap().id;
    let profiles: Vec<&str> = source.profiles.iter().map(|profile| profile.id.as_str()).collect();
    let profiles = profiles.join(", ");
    let changed = format!("\nchange:\n  regimes.classes.{regime}.base: -0.5\nremove: {{profiles: [{profiles}]}}\n");
    let main = files.get_mut("ruleset.yaml").unwrap();
    assert!(!main.contains("\nchange:"), "{main}");
    main.push_str(&changed);
    files
}

async fn send(site: &Site, key: &str, files: &BTreeMap<String, String>) -> Answer {
    site.file("/rulesets", key, "application/zip", zip(files)).await
}

async fn assessed(site: &Site, key: &str, body: &Value) -> Value {
    let started = site.put("POST", "/assessments", key, body).await;
    assert_eq!(started.status, 202, "{}", started.json());
    site.work_off().await;
    let path = format!("/assessments/{}", started.json()["assessment_id"].as_str().unwrap());
    let shown = site.ask("GET", &path, key).await.json();
    assert_eq!(shown["state"], "done", "{shown}");
    shown
}

async fn with_parties(site: &Site) -> (String, String) {
    let (key, admin) = (site.key(site.ours, Role::Compliance).await, site.key(site.ours, Role::Admin).await);
    add(site, &key, "/parties", &party("s1", "Quvonchbek Tola")).await;
    add(site, &key, "/parties", &party("s2", "Halden Arbeid")).await;
    add(site, &key, "/links", &json!({"supplier_id": "s1", "buyer_id": "s2"})).await;
    (key, admin)
}

#[actix_web::test]
async fn a_ruleset_is_added_tried_and_taken_into_use_and_nothing_is_made_anew() {
    for site in all_sites().await {
        let (key, admin) = with_parties(&site).await;
        let old = assessed(&site, &key, &json!({"worlds": 64})).await;
        assert_eq!(old["ruleset"], rules::STANDARD);
        let added = send(&site, &admin, &stricter("ours")).await;
        assert_eq!(added.status, 201, "{}", added.json());
        let added = added.json();
        assert_eq!((&added["name"], &added["active"]), (&json!("ours"), &json!(false)));
        assert!(added["cases"].as_u64().unwrap() >= 1 && added["warnings"].is_array(), "{added}");
        assert_eq!(send(&site, &admin, &stricter("ours")).await.status, 200);
        let id = added["ruleset_id"].as_str().unwrap();

        let tried = json!({"assessment_id": old["assessment_id"]});
        let tried = site.put("POST", &format!("/rulesets/{id}/try"), &key, &tried).await;
        assert_eq!(tried.status, 202, "{}", tried.json());
        site.work_off().await;
        let job = format!("/jobs/{}", tried.json()["job_id"].as_str().unwrap());
        assert_eq!(site.ask("GET", &job, &key).await.json()["state"], "done");
        let trial = format!("/rulesets/{id}/trials/{}", tried.json()["trial_id"].as_str().unwrap());
        let found = site.ask("GET", &trial, &key).await.json();
        assert_eq!((&found["before"]["name"], &found["after"]["name"]), (&json!(rules::STANDARD), &json!("ours")));
        let movers = found["movers"].as_array().unwrap();
        assert!(!movers.is_empty() && movers[0]["reasons"].is_array(), "{found}");
        let moved: u64 = found["bands"].as_array().unwrap().iter().map(|one| one["parties"].as_u64().unwrap()).sum();
        assert_eq!(moved, movers.len() as u64);
        // An administrator reads no assessments, so how many move and not who.
        let for_admin = site.ask("GET", &trial, &admin).await.json();
        assert_eq!((&for_admin["movers"], &for_admin["bands"]), (&Value::Null, &found["bands"]));

        let used = site.put("POST", &format!("/rulesets/{id}/activate"), &admin, &json!({})).await.json();
        assert_eq!((&used["active"], used["redo"].as_array().unwrap().len()), (&json!(true), 1), "{used}");
        assert_eq!(used["redo"][0]["assessment_id"], old["assessment_id"]);
        let same = site.ask("GET", &format!("/assessments/{}", old["assessment_id"].as_str().unwrap()), &key).await;
        assert_eq!(same.json(), old);
        let new = assessed(&site, &key, &json!({"worlds": 64})).await;
        assert_eq!(new["ruleset"], "ours");
        assert_ne!(new["ruleset_hash"], old["ruleset_hash"]);
        // Back to that of the program.
        let all = site.ask("GET", "/rulesets?shipped=true", &key).await.json();
        let shipped = all["items"].as_array().unwrap().iter().find(|one| one["name"] == rules::STANDARD).unwrap();
        let back = format!("/rulesets/{}/activate", shipped["ruleset_id"].as_str().unwrap());
        let back = site.put("POST", &back, &admin, &json!({})).await.json();
        assert_eq!(back["redo"][0]["assessment_id"], new["assessment_id"], "{back}");
        assert_eq!(assessed(&site, &key, &json!({"worlds": 64})).await["ruleset"], rules::STANDARD);
    }
}

#[actix_web::test]
async fn an_assessment_by_an_own_ruleset_is_made_again_from_its_inputs_and_its_archive() {
    for site in all_sites().await {
        let (key, admin) = with_parties(&site).await;
        let added = send(&site, &admin, &stricter("ours")).await.json();
        let id = added["ruleset_id"].as_str().unwrap();
        let by_name = assessed(&site, &key, &json!({"worlds": 64, "ruleset": "ours"})).await;
        let by_id = assessed(&site, &key, &json!({"worlds": 64, "ruleset": id})).await;
        assert_eq!(by_name["result_hash"], by_id["result_hash"]);
        // A later version does not change what was made with the first.
        let mut next = stricter("ours");
        let main = next.get_mut("ruleset.yaml").unwrap();
        *main = main
            .replace("-0.5", "-0.7")
            .replace("version: 0.1.0", "version: 0.2.0")
            .replace("version: 1.0.0", "version: 1.1.0");
        let second = send(&site, &admin, &next).await;
        assert_eq!(second.status, 201, "{}", second.json());
        let newest = assessed(&site, &key, &json!({"worlds": 64, "ruleset": "ours"})).await;
        assert_ne!(newest["ruleset_hash"], by_name["ruleset_hash"]);
        let path = format!("/assessments/{}", by_name["assessment_id"].as_str().unwrap());
        assert_eq!(site.ask("GET", &format!("{path}/trace?party_id=s1"), &key).await.status, 200);

        let archive = site.ask("GET", &format!("/rulesets/{id}/file"), &key).await.bytes;
        let folder = tempfile::tempdir().unwrap();
        for (name, bytes) in crate::services::rulesets::unpack(&archive).unwrap().files.0 {
            let file = folder.path().join("ours").join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, bytes).unwrap();
        }
        let rules = rules::get(&folder.path().join("ours").display().to_string()).unwrap();
        assert_eq!(by_name["ruleset_hash"], rules.ruleset.hash());
        let inputs = site.ask("GET", &format!("{path}/inputs"), &key).await.bytes;
        let files = [DataFile { name: "inputs.json".to_owned(), bytes: inputs }];
        let as_of = by_name["as_of"].as_str().unwrap().parse().unwrap();
        let checklists = Checklists::load(None).unwrap();
        let request = Request {
            files: &files,
            rules: &rules,
            checklists: &checklists,
            options: Options { worlds: 64, ..Options::as_of(as_of) },
            language: Language::English,
            what_if: None,
        };
        let again = bare(&request, &Silent).unwrap();
        assert!(again.json == site.ask("GET", &format!("{path}/result"), &key).await.bytes, "the result differs");
    }
}

#[actix_web::test]
async fn what_is_wrong_with_a_ruleset_is_told_by_file_line_and_key_and_nothing_is_kept() {
    for site in all_sites().await {
        let admin = site.key(site.ours, Role::Admin).await;
        let mut broken = files("ours");
        broken.get_mut("ruleset.yaml").unwrap().push_str("\ncolour: red\n");
        let refused = send(&site, &admin, &broken).await;
        assert_eq!(refused.problem(), (422, "invalid".to_owned()));
        let error = refused.json()["errors"][0].clone();
        assert_eq!(error["file"], "ruleset.yaml", "{error}");
        assert!(error["row"].as_u64().unwrap() > 5 && error["message"].as_str().unwrap().contains("colour"), "{error}");
        assert!(!error["fix"].as_str().unwrap().is_empty());
        let mut named = files("ours");
        let main = named.get_mut("ruleset.yaml").unwrap();
        *main = main.replacen("name: ours", "name: uflpa", 1);
        assert_eq!(send(&site, &admin, &named).await.json()["errors"][0]["rule"], "name");
        let outside = packed(&[("../ruleset.yaml", b"name: x\n")]);
        let refused = site.file("/rulesets", &admin, "application/zip", outside).await;
        assert_eq!(refused.json()["errors"][0]["rule"], "archive", "{}", refused.json());
        assert_eq!(site.file("/rulesets", &admin, "application/zip", "no zip").await.status, 422);
        assert_eq!(site.file("/rulesets", &admin, "text/csv", "no zip").await.status, 415);
        assert_eq!(site.ask("GET", "/rulesets?shipped=false", &admin).await.json()["total"], 0);
        // The same version with other content is another version.
        assert_eq!(send(&site, &admin, &files("ours")).await.status, 201);
        assert_eq!(send(&site, &admin, &stricter("ours")).await.json()["errors"][0]["rule"], "name");
    }
}

#[actix_web::test]
async fn no_name_of_a_ruleset_leads_to_a_folder_of_the_server() {
    for site in all_sites().await {
        let (key, _) = with_parties(&site).await;
        let folder = tempfile::tempdir().unwrap();
        for (name, text) in files("elsewhere") {
            let file = folder.path().join("elsewhere").join(name);
            std::fs::create_dir_all(file.parent().unwrap()).unwrap();
            std::fs::write(file, text).unwrap();
        }
        let path = folder.path().join("elsewhere").display().to_string();
        assert!(rules::get(&path).is_ok());
        let refused = site.put("POST", "/assessments", &key, &json!({"ruleset": path})).await;
        assert_eq!(refused.problem(), (422, "invalid".to_owned()));
    }
}

#[actix_web::test]
async fn another_organisation_knows_nothing_of_our_rulesets() {
    for site in all_sites().await {
        let (key, admin) = with_parties(&site).await;
        let added = send(&site, &admin, &stricter("ours")).await.json();
        let id = added["ruleset_id"].as_str().unwrap();
        let ours = assessed(&site, &key, &json!({"worlds": 64, "ruleset": "ours"})).await;
        let theirs = site.key(site.theirs, Role::Admin).await;
        assert_eq!(site.ask("GET", "/rulesets?shipped=false", &theirs).await.json()["total"], 0);
        let tried = json!({"assessment_id": ours["assessment_id"]});
        for (method, part) in [("GET", ""), ("GET", "/file"), ("POST", "/activate"), ("POST", "/try")] {
            let asked = site.put(method, &format!("/rulesets/{id}{part}"), &theirs, &tried).await;
            assert_eq!(asked.status, 404, "{part}");
        }
        let writer = site.key(site.theirs, Role::Compliance).await;
        add(&site, &writer, "/parties", &party("t1", "Tola")).await;
        for ruleset in ["ours", id] {
            let refused = site.put("POST", "/assessments", &writer, &json!({"ruleset": ruleset})).await;
            assert_eq!(refused.problem(), (422, "invalid".to_owned()));
        }
        // Ours tried by them on ours, or one of the program on ours: neither is there.
        let all = site.ask("GET", "/rulesets?shipped=true", &writer).await.json();
        let shipped = all["items"][0]["ruleset_id"].as_str().unwrap();
        assert_eq!(site.put("POST", &format!("/rulesets/{shipped}/try"), &writer, &tried).await.status, 404);
        assert_eq!(send(&site, &key, &files("mine")).await.status, 403);
    }
}
