//! Assessments: started, made in the background, read in parts, reviewed and signed.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::data::{add, mill};
use super::support::{Site, all_sites};
use crate::auth::permission::Role;
use crate::auth::secret;
use crate::db::entities::api_keys;
use crate::db::tenant::everywhere;
use crate::services::assess::{Request, bare};
use crate::services::data::DataFile;
use crate::services::progress::Silent;
use crate::services::rules;
use karvon_engine::assessment::Options;
use karvon_report::Language;
use karvon_rulesets::Checklists;

/// Worlds of the assessments here; few, since only their passage is looked at.
pub(super) const WORLDS: u32 = 256;

/// Starts an assessment of what is known now.
pub(super) async fn start(site: &Site, key: &str) -> String {
    let started = site.put("POST", "/assessments", key, &json!({"worlds": WORLDS})).await;
    assert_eq!(started.status, 202, "{}", started.json());
    started.json()["assessment_id"].as_str().unwrap().to_owned()
}

/// A mill that sells to a shop, with an answer of a worker, assessed: the assessment's id.
pub(super) async fn assessed(site: &Site, key: &str) -> String {
    add(site, key, "/parties", &mill("s1", "Mill", 20)).await;
    add(site, key, "/parties", &mill("s2", "Shop", 5)).await;
    add(site, key, "/links", &json!({"supplier_id": "s1", "buyer_id": "s2"})).await;
    let told = json!({"supplier_id": "s1", "question": "I3.2", "answer": "yes", "source": "worker_interview", "asked": 20,
                      "observed_on": "2026-04-01"});
    add(site, key, "/evidence", &told).await;
    let started = site.put("POST", "/assessments", key, &json!({"worlds": WORLDS})).await;
    assert_eq!(started.status, 202, "{}", started.json());
    let job = started.json()["job_id"].as_str().unwrap().to_owned();
    assert_eq!(site.ask("GET", &format!("/jobs/{job}"), key).await.json()["state"], "queued");
    site.work_off().await;
    let job = site.ask("GET", &format!("/jobs/{job}"), key).await.json();
    assert_eq!((&job["state"], &job["progress"]), (&json!("done"), &json!(1.0)), "{job}");
    started.json()["assessment_id"].as_str().unwrap().to_owned()
}

#[actix_web::test]
async fn inputs_through_the_command_line_give_the_result_byte_for_byte() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let id = assessed(&site, &key).await;
        let shown = site.ask("GET", &format!("/assessments/{id}"), &key).await.json();
        let inputs = site.ask("GET", &format!("/assessments/{id}/inputs"), &key).await.bytes;
        let result = site.ask("GET", &format!("/assessments/{id}/result"), &key).await.bytes;
        let files = [DataFile { name: "inputs.json".to_owned(), bytes: inputs }];
        let rules = rules::get(rules::STANDARD).unwrap();
        let as_of = shown["as_of"].as_str().unwrap().parse().unwrap();
        let options = Options { worlds: WORLDS, ..Options::as_of(as_of) };
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
        assert_eq!(shown["result_hash"], again.assessment.manifest.result_hash.as_str());
        assert_eq!(shown["inputs_hash"], again.assessment.manifest.inputs_hash.as_str());
        let expected = again.assessment.summary.unwrap().all_links.expected_sources;
        assert_eq!(shown["summary"]["all"]["expected_sources"], json!(expected));
    }
}

#[actix_web::test]
async fn every_table_of_an_assessment_is_a_list() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Auditor).await;
        let writer = site.key(site.ours, Role::Compliance).await;
        let id = assessed(&site, &writer).await;
        for table in ["parties", "chains", "contributions", "register", "contradictions", "questions", "recruitment"] {
            let list = site.ask("GET", &format!("/assessments/{id}/{table}?limit=1"), &key).await;
            assert_eq!(list.status, 200, "{table}: {}", list.json());
            let total = list.json()["total"].as_u64().unwrap();
            let file = site.ask("GET", &format!("/assessments/{id}/{table}?format=csv"), &key).await;
            let rows = csv::Reader::from_reader(file.bytes.as_slice()).records().count();
            assert_eq!(rows as u64, total, "{table}");
        }
        let found = site.ask("GET", &format!("/assessments/{id}/parties?likelihood_gte=0&q=mill"), &key).await.json();
        assert_eq!((&found["total"], &found["items"][0]["party_id"]), (&json!(1), &json!("s1")), "{found}");
    }
}

#[actix_web::test]
async fn the_graph_around_a_party_says_what_is_not_in_it() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let id = assessed(&site, &key).await;
        let all = site.ask("GET", &format!("/assessments/{id}/graph?centre=s2&depth=1"), &key).await.json();
        assert!(all["nodes"].as_array().unwrap().len() >= 2 && all["hidden"]["nodes"] == 0, "{all}");
        let one = site.ask("GET", &format!("/assessments/{id}/graph?centre=s2&limit=1"), &key).await.json();
        assert_eq!(one["nodes"][0]["party_id"], "s2");
        assert!(one["hidden"]["nodes"].as_u64().unwrap() > 0, "{one}");
        assert_eq!(site.ask("GET", &format!("/assessments/{id}/graph?centre=s9"), &key).await.status, 404);
    }
}

#[actix_web::test]
async fn a_number_opens_down_to_its_evidence_and_testimony_stays_closed_to_the_hr_team() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let id = assessed(&site, &key).await;
        let path = format!("/assessments/{id}/trace?party_id=s1");
        let open = site.ask("GET", &path, &key).await.json();
        let items = |trace: &Value| -> Vec<Value> {
            let leaves = trace["leaves"].as_array().unwrap();
            leaves.iter().flat_map(|leaf| leaf["items"].as_array().unwrap().clone()).collect()
        };
        assert!(items(&open).iter().any(|item| item["source"] == "worker_interview"), "{open}");
        let hr = site.key(site.ours, Role::Hr).await;
        let closed = site.ask("GET", &path, &hr).await;
        let text = String::from_utf8(closed.bytes.clone()).unwrap();
        assert!(!text.contains("worker_interview") && !text.contains("2026-04-01"), "{text}");
        assert_eq!(closed.json()["likelihood"], open["likelihood"]);
        assert_eq!(
            site.ask("GET", &format!("/assessments/{id}/result"), &hr).await.problem(),
            (403, "forbidden".to_owned())
        );
        assert_eq!(site.ask("GET", &format!("/assessments/{id}/trace?party_id=s9"), &key).await.status, 404);
        let nobody = site.ask("GET", &format!("/assessments/{id}/trace"), &key).await;
        assert_eq!((nobody.status, &nobody.json()["errors"][0]["pointer"]), (400, &Value::from("party_id")));
    }
}

#[actix_web::test]
async fn another_organisation_sees_nothing_of_an_assessment() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let id = assessed(&site, &key).await;
        let other = site.key(site.theirs, Role::Auditor).await;
        assert_eq!(site.ask("GET", "/assessments", &other).await.json()["total"], 0);
        for part in ["", "/result", "/inputs", "/parties", "/graph", "/trace?party_id=s1"] {
            assert_eq!(site.ask("GET", &format!("/assessments/{id}{part}"), &other).await.status, 404, "{part}");
        }
    }
}

#[actix_web::test]
async fn whoever_started_an_assessment_does_not_sign_it_and_an_auditor_does() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let id = assessed(&site, &key).await;
        let auditor = site.key(site.ours, Role::Auditor).await;
        let register = site.ask("GET", &format!("/assessments/{id}/register?limit=1"), &auditor).await.json();
        let entry = &register["items"][0]["register_id"];
        let review = json!({"register_id": entry, "verdict": "disputed", "reason": "the lockers were seen open"});
        let path = format!("/assessments/{id}/reviews");
        assert_eq!(site.put("POST", &path, &auditor, &review).await.status, 201);
        let unknown = json!({"register_id": "none", "verdict": "confirmed", "reason": "seen"});
        assert_eq!(site.put("POST", &path, &auditor, &unknown).await.status, 404);
        let signed =
            site.put("POST", &format!("/assessments/{id}/sign_offs"), &auditor, &json!({"statement": "Read"})).await;
        assert_eq!(signed.status, 201, "{}", signed.json());
        let place = signed.header("location").trim_start_matches("/api/v1").to_owned();
        let listed = site.ask("GET", &place, &key).await.json();
        assert_eq!((&listed["total"], &listed["items"][0]["statement"]), (&json!(1), &json!("Read")), "{listed}");
        let verdicts = site.ask("GET", &format!("{path}?verdict=disputed"), &key).await.json();
        assert_eq!(verdicts["items"][0]["reason"], "the lockers were seen open", "{verdicts}");
        let admin = site.key(site.ours, Role::Admin).await;
        let log = site.ask("GET", "/audit_log?action=assessment.sign_off", &admin).await.json();
        assert_eq!(log["total"], 1, "{log}");
    }
}

#[actix_web::test]
async fn without_data_there_is_nothing_to_assess() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let refused = site.put("POST", "/assessments", &key, &json!({})).await;
        assert_eq!(refused.problem(), (409, "state_conflict".to_owned()));
        let unknown = site.put("POST", "/assessments", &key, &json!({"ruleset": "none"})).await;
        assert_eq!(unknown.problem(), (422, "invalid".to_owned()));
    }
}

#[actix_web::test]
async fn events_come_at_once_though_compression_is_asked_for() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        assessed(&site, &key).await;
        let started = site.put("POST", "/assessments", &key, &json!({"worlds": WORLDS})).await.json();
        let job = started["job_id"].as_str().unwrap();
        site.put("POST", &format!("/jobs/{job}/cancel"), &key, &json!({})).await;
        let asked = super::support::request("GET", &format!("/jobs/{job}/events"))
            .insert_header(("authorization", format!("Bearer {key}")))
            .insert_header(("accept-encoding", "gzip, br"));
        let answer = site.send(asked).await;
        assert_eq!(answer.header("content-type"), "text/event-stream");
        let text = String::from_utf8(answer.bytes).unwrap();
        assert!(text.starts_with("event: end\ndata: {") && text.contains("cancelled"), "{text}");
    }
}

#[actix_web::test]
async fn whoever_becomes_an_auditor_does_not_sign_what_they_had_made() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let id = assessed(&site, &key).await;
        let role = api_keys::ActiveModel { role: Set("auditor".to_owned()), ..Default::default() };
        let own = api_keys::Column::KeySha256.eq(secret::hash(&key));
        let changed = api_keys::Entity::update_many().set(role).filter(own);
        everywhere(changed.exec(site.service.database.writer())).await.unwrap();
        let signed =
            site.put("POST", &format!("/assessments/{id}/sign_offs"), &key, &json!({"statement": "Read"})).await;
        assert_eq!(signed.problem(), (403, "same_person".to_owned()));
    }
}
