//! Questions to a finished assessment: what-if, plans, comparison, and the numbers of any group of workers.

use karvon_engine::assessment::Options;
use karvon_engine::planning::{PlanKind, PlanRequest};
use karvon_report::Language;
use karvon_rulesets::Checklists;
use sea_orm::ActiveValue::Set;
use sea_orm::{ActiveModelTrait, EntityTrait};
use serde_json::{Value, json};

use super::assessments::{WORLDS, assessed, start};
use super::data::add;
use super::support::{Site, all_sites};
use crate::auth::permission::Role;
use crate::db::entities::assessments;
use crate::db::tenant::everywhere;
use crate::services::assess::{Finished, Request, run};
use crate::services::data::DataFile;
use crate::services::progress::Silent;
use crate::services::{blobs, compare, rules};

/// What the command line makes of the inputs of an assessment.
async fn by_command(site: &Site, key: &str, id: &str, plan: Option<PlanRequest>, what_if: Option<&[u8]>) -> Finished {
    let shown = site.ask("GET", &format!("/assessments/{id}"), key).await.json();
    let bytes = site.ask("GET", &format!("/assessments/{id}/inputs"), key).await.bytes;
    let files = [DataFile { name: "inputs.json".to_owned(), bytes }];
    let rules = rules::get(rules::STANDARD).unwrap();
    let as_of = shown["as_of"].as_str().unwrap().parse().unwrap();
    let options = Options { worlds: WORLDS, plan, ..Options::as_of(as_of) };
    let checklists = Checklists::load(None).unwrap();
    let request = Request {
        files: &files,
        rules: &rules,
        checklists: &checklists,
        options,
        language: Language::English,
        what_if,
    };
    run(&request, &|_| String::new(), &Silent).unwrap()
}

fn visit() -> Value {
    json!({"changes": [
        {"answer": {"supplier_id": "s1", "question": "I7.1", "answer": "employer_or_agent", "source": "audit_unannounced",
                    "observed_on": "2026-04-02"}},
        {"supplier_id": "s1", "buyer_id": "s2", "weight": 0.5},
        {"party_id": "s2", "channel": "forced_labour", "likelihood": 0.25},
    ]})
}

#[actix_web::test]
async fn a_what_if_says_what_the_command_line_says_and_stores_nothing() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let id = assessed(&site, &key).await;
        let question = visit();
        let path = format!("/assessments/{id}/what_if");
        let answer = site.put("POST", &path, &key, &question).await;
        assert_eq!(answer.status, 200, "{}", answer.json());
        let told = by_command(&site, &key, &id, None, Some(question.to_string().as_bytes())).await;
        assert_eq!(answer.json(), serde_json::to_value(told.difference.unwrap()).unwrap());
        assert_ne!(answer.json()["before"], answer.json()["after"]);
        // The network is kept ready for the next question, which is answered alike.
        assert_eq!(site.put("POST", &path, &key, &question).await.json(), answer.json());
        assert_eq!(site.ask("GET", "/assessments", &key).await.json()["total"], 1);
    }
}

#[actix_web::test]
async fn faults_of_a_what_if_are_told_all_at_once_with_their_places() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Auditor).await;
        let id = assessed(&site, &site.key(site.ours, Role::Compliance).await).await;
        let path = format!("/assessments/{id}/what_if");
        let question = json!({"changes": [
            {"party_id": "s9", "channel": "forced_labour", "likelihood": 0.5},
            {"link_id": "none", "weight": 0.5},
            {"party_id": "s1", "channel": "weather", "likelihood": 0.5},
            {"weight": "much"},
        ]});
        let answer = site.put("POST", &path, &key, &question).await;
        assert_eq!(answer.problem(), (422, "invalid".to_owned()));
        let body = answer.json();
        let places: Vec<&str> =
            body["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
        assert_eq!(places, ["/changes/0/party_id", "/changes/1/link_id", "/changes/2/channel", "/changes/3/weight"]);
        for empty in [json!({"changes": []}), json!({}), json!({"changes": 5})] {
            assert_eq!(site.put("POST", &path, &key, &empty).await.problem(), (422, "invalid".to_owned()), "{empty}");
        }
    }
}

#[actix_web::test]
async fn the_hr_team_asks_without_testimony() {
    for site in all_sites().await {
        let id = assessed(&site, &site.key(site.ours, Role::Compliance).await).await;
        let hr = site.key(site.ours, Role::Hr).await;
        let path = format!("/assessments/{id}/what_if");
        assert_eq!(site.put("POST", &path, &hr, &visit()).await.status, 200);
        let mut question = visit();
        question["changes"][0]["answer"]["source"] = json!("worker interview");
        let refused = site.put("POST", &path, &hr, &question).await;
        assert_eq!(refused.problem(), (422, "invalid".to_owned()));
        assert_eq!(refused.json()["errors"][0]["pointer"], "/changes/0/answer/source");
        let fix = json!({"kind": "fix", "budget": 100});
        let plan = site.put("POST", &format!("/assessments/{id}/plans"), &hr, &fix).await.json();
        assert_eq!(plan["steps"][0]["closes"], json!([]), "{plan}");
    }
}

#[actix_web::test]
async fn a_plan_is_the_plan_of_the_command_line() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let id = assessed(&site, &key).await;
        let path = format!("/assessments/{id}/plans");
        for (kind, word) in [(PlanKind::Find, "budget"), (PlanKind::Fix, "budget"), (PlanKind::Find, "count")] {
            let answer = site.put("POST", &path, &key, &json!({"kind": kind.as_str(), word: 60})).await;
            assert_eq!(answer.status, 200, "{}", answer.json());
            let told = by_command(&site, &key, &id, Some(PlanRequest { kind, budget: 60 }), None).await;
            assert_eq!(answer.json(), serde_json::to_value(told.assessment.plan.unwrap()).unwrap());
            assert!(!answer.json()["steps"].as_array().unwrap().is_empty());
        }
        for wrong in [
            json!({"kind": "find"}),
            json!({"kind": "find", "budget": 1, "count": 1}),
            json!({"kind": "hide", "budget": 1}),
            json!({"kind": "fix", "budget": 1_000_000}),
        ] {
            assert_eq!(site.put("POST", &path, &key, &wrong).await.problem(), (422, "invalid".to_owned()), "{wrong}");
        }
    }
}

/// Two assessments: without and with what an inspector saw.
async fn before_and_after(site: &Site, key: &str) -> (String, String) {
    let first = assessed(site, key).await;
    let seen = json!({"supplier_id": "s1", "question": "I7.1", "answer": "employer_or_agent",
                      "source": "audit_unannounced", "observed_on": "2026-04-02"});
    add(site, key, "/evidence", &seen).await;
    let second = start(site, key).await;
    site.work_off().await;
    (first, second)
}

#[actix_web::test]
async fn a_comparison_says_what_the_command_line_says() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let (first, second) = before_and_after(&site, &key).await;
        let path = format!("/assessments/{first}/compare?with={second}");
        let answer = site.ask("GET", &path, &key).await;
        assert_eq!(answer.status, 200, "{}", answer.json());
        let body = answer.json();
        let folder = tempfile::tempdir().unwrap();
        let mut stored = Vec::new();
        for id in [&first, &second] {
            let finished = by_command(&site, &key, id, None, None).await;
            let own = folder.path().join(id);
            std::fs::create_dir(&own).unwrap();
            for (name, bytes) in &finished.results {
                std::fs::write(own.join(name), bytes).unwrap();
            }
            stored.push(compare::open(&own).unwrap());
        }
        let told = compare::run(&stored[0], &stored[1]).unwrap();
        assert_eq!(body["numbers"], serde_json::to_value(&told.numbers).unwrap());
        assert_eq!((&body["total"], &body["engine_differs"]), (&json!(told.changes.len()), &json!(false)));
        let mill = &told.changes[0];
        let shown = &body["changes"][0];
        assert_eq!(shown["party_id"], "s1");
        assert_eq!(
            [&shown["from"], &shown["to"], &shown["evidence"], &shown["data"]],
            [
                &json!(mill.likelihood.from),
                &json!(mill.likelihood.to),
                &json!(mill.likelihood.evidence),
                &json!(mill.likelihood.data)
            ]
        );
        let file = site.ask("GET", &format!("{path}&format=csv"), &key).await;
        assert_eq!(csv::Reader::from_reader(file.bytes.as_slice()).records().count(), told.changes.len());
        let own = site.ask("GET", &format!("/assessments/{first}/compare?with={first}"), &key).await.json();
        assert_eq!(own["total"], 0, "{own}");
        assert_eq!(site.ask("GET", &format!("/assessments/{first}/compare"), &key).await.status, 400);
    }
}

#[actix_web::test]
async fn an_assessment_of_another_engine_is_compared_and_it_is_said() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let (first, second) = before_and_after(&site, &key).await;
        let mut old: Value =
            serde_json::from_slice(&site.ask("GET", &format!("/assessments/{first}/result"), &key).await.bytes)
                .unwrap();
        old["manifest"]["engine_version"] = json!("0.0.1");
        let mill = old["parties"].as_array_mut().unwrap().iter_mut().find(|party| party["party_id"] == "s1").unwrap();
        mill["likelihood"] = json!(mill["likelihood"].as_f64().unwrap() / 2.0);
        let transaction = everywhere(site.service.database.begin()).await.unwrap();
        let blob = blobs::put(&transaction, site.ours, old.to_string().into_bytes()).await.unwrap();
        let row = assessments::ActiveModel {
            id: Set(first.parse().unwrap()),
            result_blob: Set(Some(blob)),
            result_hash: Set(Some("of another engine".to_owned())),
            ..Default::default()
        };
        row.update(&transaction).await.unwrap();
        transaction.commit().await.unwrap();
        let body = site.ask("GET", &format!("/assessments/{first}/compare?with={second}"), &key).await.json();
        assert_eq!(body["engine_differs"], true, "{body}");
        let mill = body["changes"].as_array().unwrap().iter().find(|party| party["party_id"] == "s1").unwrap();
        assert!(mill["engine"].as_f64().unwrap() > 0.0, "{mill}");
    }
}

#[actix_web::test]
async fn the_number_of_another_group_of_workers_opens() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        assessed(&site, &key).await;
        let told = json!({"supplier_id": "s1", "question": "I7.1", "answer": "employer_or_agent", "source": "document",
                          "observed_on": "2026-04-03", "worker_group": "women"});
        add(&site, &key, "/evidence", &told).await;
        let id = start(&site, &key).await;
        site.work_off().await;
        let trace =
            async |more: &str| site.ask("GET", &format!("/assessments/{id}/trace?party_id=s1{more}"), &key).await;
        let headline = trace("").await.json();
        assert_eq!(headline["worker_group"], "women", "{headline}");
        let listed = site.ask("GET", &format!("/assessments/{id}/parties?party_id=s1"), &key).await.json();
        assert_eq!(headline["likelihood"], listed["items"][0]["likelihood"]);
        let everyone = trace("&worker_group=all").await.json();
        assert_eq!(everyone["worker_group"], "all");
        assert!(everyone["likelihood"].as_f64() < headline["likelihood"].as_f64(), "{everyone}");
        assert_eq!(trace("&worker_group=young").await.problem(), (404, "not_found".to_owned()));
        assert_eq!(trace("&worker_group=giants").await.problem(), (400, "malformed_request".to_owned()));
    }
}

#[actix_web::test]
async fn another_organisation_asks_nothing_of_an_assessment() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let id = assessed(&site, &key).await;
        let other = site.key(site.theirs, Role::Compliance).await;
        let post = async |part: &str, body: Value| {
            site.put("POST", &format!("/assessments/{id}/{part}"), &other, &body).await.status
        };
        assert_eq!(post("what_if", visit()).await, 404);
        assert_eq!(post("plans", json!({"kind": "find", "budget": 5})).await, 404);
        // Neither side of a comparison may be theirs.
        add(&site, &other, "/parties", &super::data::mill("s1", "Mill", 20)).await;
        let own = start(&site, &other).await;
        site.work_off().await;
        for path in [format!("{own}/compare?with={id}"), format!("{id}/compare?with={own}")] {
            assert_eq!(site.ask("GET", &format!("/assessments/{path}"), &other).await.status, 404, "{path}");
        }
        let rows = everywhere(assessments::Entity::find().all(site.service.database.reader())).await.unwrap();
        assert_eq!(rows.len(), 2);
    }
}
