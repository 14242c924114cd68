//! What an organisation knows: added, read, changed, ended, listed, exported.

use actix_web::http::header::AUTHORIZATION;
use serde_json::{Value, json};

use super::support::{Answer, Site, request, sites};
use crate::auth::permission::Role;

pub(super) fn mill(id: &str, name: &str, workers: i64) -> Value {
    json!({"supplier_id": id, "name": name, "country": "UZ", "workers": workers})
}

pub(super) async fn add(site: &Site, key: &str, path: &str, body: &Value) -> Value {
    let answer = site.put("POST", path, key, body).await;
    assert_eq!(answer.status, 201, "{path}: {}", answer.json());
    answer.json()
}

async fn versioned(site: &Site, method: &str, path: &str, key: &str, tag: Option<&str>, body: &Value) -> Answer {
    let mut asked = request(method, path).insert_header((AUTHORIZATION, format!("Bearer {key}")));
    if let Some(tag) = tag {
        asked = asked.insert_header(("if-match", tag));
    }
    site.send(asked.set_json(body)).await
}

/// An item of every resource, the ids of those that others refer to included: path and id.
pub(super) async fn one_of_each(site: &Site, key: &str) -> Vec<(&'static str, String)> {
    add(site, key, "/parties", &mill("s1", "Mill", 20)).await;
    add(site, key, "/parties", &mill("s2", "Shop", 5)).await;
    let id = |item: Value, name: &str| item[name].as_str().unwrap().to_owned();
    let link = add(site, key, "/links", &json!({"supplier_id": "s1", "buyer_id": "s2"})).await;
    let cohort = json!({"cohort_id": "c1", "employer_id": "s1", "origin_country": "KG", "destination_country": "UZ",
                        "workers": 20, "fees": [{"fee_category": "F1", "fee_per_worker": 150, "fee_currency": "USD"}]});
    add(site, key, "/recruitment", &cohort).await;
    let measure =
        add(site, key, "/measures", &json!({"party_id": "s1", "title": "Give passports back", "state": "planned"}))
            .await;
    let repayment = json!({"cohort_id": "c1", "amount_per_worker": 150, "currency": "USD", "paid_on": "2026-05-01"});
    let repayment = add(site, key, "/repayments", &repayment).await;
    let grievance = json!({"party_id": "s1", "period_from": "2026-01-01", "period_to": "2026-03-31", "received": 7});
    let grievance = add(site, key, "/grievances", &grievance).await;
    let contact = add(site, key, "/contacts", &json!({"name": "Union of textile workers", "country": "UZ"})).await;
    let evidence = add(site, key, "/evidence", &answer_of("document")).await;
    vec![
        ("/parties", "s1".to_owned()),
        ("/links", id(link, "link_id")),
        ("/recruitment", "c1".to_owned()),
        ("/measures", id(measure, "measure_id")),
        ("/repayments", id(repayment, "repayment_id")),
        ("/grievances", id(grievance, "grievance_id")),
        ("/contacts", id(contact, "contact_id")),
        ("/evidence", id(evidence, "evidence_id")),
    ]
}

/// An answer to the first question of the ruleset that takes yes or no.
pub(super) fn answer_of(source: &str) -> Value {
    let ruleset = &crate::services::rules::standard().unwrap().ruleset;
    let takes_yes =
        |id: &str| karvon_intake::AnswerBook::check(ruleset, &karvon_engine::ids::QuestionId::new(id), "yes").is_ok();
    let question = ruleset.source().questions.iter().find(|question| takes_yes(&question.id)).unwrap();
    json!({"supplier_id": "s1", "question": question.id, "answer": "yes", "source": source,
           "observed_on": "2026-04-01"})
}

#[actix_web::test]
async fn every_resource_is_added_read_listed_and_has_a_history() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        for (path, id) in one_of_each(&site, &key).await {
            let one = site.ask("GET", &format!("{path}/{id}"), &key).await;
            assert_eq!((one.status, one.header("etag")), (200, "\"1\""), "{path}: {}", one.json());
            let list = site.ask("GET", path, &key).await;
            assert_eq!(list.status, 200, "{path}: {}", list.json());
            assert_eq!(list.json()["total"], if path == "/parties" { 2 } else { 1 }, "{path}");
            let history = site.ask("GET", &format!("{path}/{id}/history"), &key).await;
            assert_eq!(history.json()["total"], 1, "{path}");
            for format in ["csv", "xlsx"] {
                let file = site.ask("GET", &format!("{path}?format={format}"), &key).await;
                assert_eq!(file.status, 200, "{path} {format}");
                assert!(file.header("content-disposition").starts_with("attachment"), "{path}");
            }
        }
    }
}

#[actix_web::test]
async fn another_organisation_sees_nothing_of_it() {
    for site in sites().await {
        let ours = site.key(site.ours, Role::Compliance).await;
        let theirs = site.key(site.theirs, Role::Compliance).await;
        for (path, id) in one_of_each(&site, &ours).await {
            let one = format!("{path}/{id}");
            assert_eq!(site.ask("GET", &one, &theirs).await.problem(), (404, "not_found".to_owned()), "{path}");
            assert_eq!(site.ask("GET", &format!("{one}/history"), &theirs).await.status, 404, "{path}");
            if path != "/evidence" {
                let change = versioned(&site, "PATCH", &one, &theirs, Some("\"1\""), &json!({})).await;
                assert_eq!(change.status, 404, "{path}");
                let end = versioned(&site, "DELETE", &one, &theirs, Some("\"1\""), &json!({})).await;
                assert_eq!(end.status, 404, "{path}");
            }
            let list = site.ask("GET", path, &theirs).await.json();
            assert_eq!((&list["total"], &list["items"]), (&json!(0), &json!([])), "{path}");
            let file = site.ask("GET", &format!("{path}?format=csv"), &theirs).await;
            assert_eq!(String::from_utf8(file.bytes).unwrap().lines().count(), 1, "{path}");
            assert_eq!(site.ask("GET", &one, &ours).await.header("etag"), "\"1\"", "{path}");
        }
        // What a row refers to must be of the same organisation.
        let link = site.put("POST", "/links", &theirs, &json!({"supplier_id": "s1", "buyer_id": "s2"})).await;
        assert_eq!(link.status, 422, "{}", link.json());
    }
}

#[actix_web::test]
async fn a_change_needs_the_present_version_and_leaves_the_old_one_in_the_history() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        add(&site, &key, "/parties", &mill("s1", "Mill", 20)).await;
        let change = json!({"workers": 30, "name": "Big mill"});
        let path = "/parties/s1";
        assert_eq!(
            versioned(&site, "PATCH", path, &key, None, &change).await.problem(),
            (428, "version_required".to_owned())
        );
        assert_eq!(
            versioned(&site, "PATCH", path, &key, Some("\"7\""), &change).await.problem(),
            (412, "version_stale".to_owned())
        );
        let done = versioned(&site, "PATCH", path, &key, Some("\"1\""), &change).await;
        assert_eq!((done.status, done.header("etag")), (200, "\"2\""), "{}", done.json());
        assert_eq!((&done.json()["workers"], &done.json()["country"]), (&json!(30), &json!("UZ")));
        // The same again changes nothing.
        let same = versioned(&site, "PATCH", path, &key, Some("\"2\""), &change).await;
        assert_eq!((same.status, same.header("etag")), (200, "\"2\""));
        let history = site.ask("GET", &format!("{path}/history"), &key).await.json();
        let names: Vec<&str> =
            history["items"].as_array().unwrap().iter().map(|item| item["name"].as_str().unwrap()).collect();
        assert_eq!(names, ["Big mill", "Mill"]);
        assert_eq!(history["items"][1]["to_revision"], history["items"][0]["from_revision"]);
    }
}

#[actix_web::test]
async fn what_is_sent_with_null_is_taken_away() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        add(&site, &key, "/parties", &mill("s1", "Mill", 20)).await;
        let done = versioned(&site, "PATCH", "/parties/s1", &key, Some("\"1\""), &json!({"workers": null})).await;
        assert_eq!(done.json()["workers"], Value::Null);
        let bad = versioned(&site, "PATCH", "/parties/s1", &key, Some("\"2\""), &json!({"name": null})).await;
        assert_eq!(bad.problem(), (422, "invalid".to_owned()));
        let moved = versioned(&site, "PATCH", "/parties/s1", &key, Some("\"2\""), &json!({"supplier_id": "s9"})).await;
        assert_eq!(moved.json()["errors"][0]["rule"], "id-fixed");
    }
}

#[actix_web::test]
async fn a_party_that_ends_takes_its_links_along_and_is_listed_no_more() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let all = one_of_each(&site, &key).await;
        let ended = versioned(&site, "DELETE", "/parties/s1", &key, Some("\"1\""), &Value::Null).await;
        assert_eq!(ended.status, 204);
        assert_eq!(site.ask("GET", "/parties", &key).await.json()["total"], 1);
        assert_eq!(site.ask("GET", "/links", &key).await.json()["total"], 0);
        let old = site.ask("GET", "/parties?valid_to_gte=2020-01-01", &key).await.json();
        assert_eq!(old["items"][0]["party_id"], "s1");
        assert!(old["items"][0]["valid_to"].is_string());
        let link = all.iter().find(|(path, _)| *path == "/links").unwrap();
        assert!(site.ask("GET", &format!("/links/{}", link.1), &key).await.json()["valid_to"].is_string());
        let again = versioned(&site, "DELETE", "/parties/s1", &key, Some("\"2\""), &Value::Null).await;
        assert_eq!(again.problem(), (409, "state_conflict".to_owned()));
    }
}

#[actix_web::test]
async fn an_id_is_given_once() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        add(&site, &key, "/parties", &mill("s1", "Mill", 20)).await;
        let again = site.put("POST", "/parties", &key, &mill("s1", "Other", 1)).await;
        assert_eq!(again.problem(), (409, "state_conflict".to_owned()));
        let both = json!({"party_id": "a", "supplier_id": "b", "name": "x", "country": "UZ"});
        assert_eq!(site.put("POST", "/parties", &key, &both).await.problem(), (422, "invalid".to_owned()));
        let made = add(&site, &key, "/parties", &json!({"name": "Gin house", "country": "TJ"})).await;
        assert!(made["party_id"].as_str().unwrap().starts_with("gin-house"), "{made}");
    }
}

#[actix_web::test]
async fn lists_page_sort_filter_and_search_alike_on_every_database() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        for (id, name, workers) in [("a", "Заря", 30), ("b", "Seam", 10), ("c", "Loom 100%", 20), ("d", "Dye", 20)]
        {
            add(&site, &key, "/parties", &mill(id, name, workers)).await;
        }
        add(&site, &key, "/parties", &json!({"supplier_id": "e", "name": "Unknown size", "country": "KG"})).await;
        let ids = |answer: Value| -> Vec<String> {
            answer["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|item| item["party_id"].as_str().unwrap().to_owned())
                .collect()
        };
        for (query, expected) in [
            ("sort=workers", "b c d a e"),
            ("sort=-workers", "a c d b e"),
            ("sort=-workers,-party_id", "a d c b e"),
            ("workers_gte=20&sort=party_id", "a c d"),
            ("workers=10&workers=30", "a b"),
            ("workers=null", "e"),
            ("country=KG&country=UZ&workers_lte=10", "b"),
            ("q=%D0%B7%D0%B0%D1%80%D1%8F", "a"),
            ("q=100%25", "c"),
            ("q=%25", "c"),
            ("q=SEAM", "b"),
            ("q=%27%20OR%201%3D1%20--", ""),
            ("party_id=%27%20OR%201%3D1%20--", ""),
        ] {
            let answer = site.ask("GET", &format!("/parties?{query}"), &key).await.json();
            assert_eq!(ids(answer).join(" "), expected, "{query}");
        }
        let mut seen = Vec::new();
        let mut cursor = String::new();
        loop {
            let page = site.ask("GET", &format!("/parties?sort=-workers&limit=2&cursor={cursor}"), &key).await.json();
            assert_eq!(page["total"], 5);
            seen.extend(ids(page.clone()));
            match page["next_cursor"].as_str() {
                Some(next) => cursor = next.to_owned(),
                None => break,
            }
        }
        assert_eq!(seen.join(" "), "a c d b e");
        assert_eq!(site.ask("GET", "/parties?colour=red", &key).await.problem(), (400, "malformed_request".to_owned()));
        let csv = site.ask("GET", "/parties?workers_gte=20&limit=1&format=csv", &key).await;
        assert_eq!(String::from_utf8(csv.bytes).unwrap().lines().count(), 4);
    }
}

#[actix_web::test]
async fn the_hr_team_never_sees_what_workers_said() {
    for site in sites().await {
        let compliance = site.key(site.ours, Role::Compliance).await;
        let hr = site.key(site.ours, Role::Hr).await;
        add(&site, &compliance, "/parties", &mill("s1", "Mill", 20)).await;
        let open = add(&site, &compliance, "/evidence", &answer_of("document")).await;
        // A synonym of the source class hides nothing.
        let hidden = add(&site, &compliance, "/evidence", &answer_of("interview")).await;
        assert_eq!(hidden["source"], "worker_interview");
        let list = site.ask("GET", "/evidence", &hr).await.json();
        assert_eq!(list["total"], 1);
        assert_eq!(list["items"][0]["evidence_id"], open["evidence_id"]);
        assert_eq!(site.ask("GET", "/evidence?source=worker_interview", &hr).await.json()["total"], 0);
        let csv = site.ask("GET", "/evidence?format=csv", &hr).await;
        assert!(!String::from_utf8(csv.bytes).unwrap().contains("worker_interview"));
        let path = format!("/evidence/{}", hidden["evidence_id"].as_str().unwrap());
        assert_eq!(site.ask("GET", &path, &hr).await.status, 404);
        assert_eq!(site.ask("GET", &format!("{path}/history"), &hr).await.status, 404);
        assert_eq!(site.ask("GET", "/evidence", &compliance).await.json()["total"], 2);
    }
}

#[actix_web::test]
async fn evidence_is_withdrawn_with_a_reason_and_stays_to_be_seen() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let auditor = site.key(site.ours, Role::Auditor).await;
        add(&site, &key, "/parties", &mill("s1", "Mill", 20)).await;
        let piece = add(&site, &auditor, "/evidence", &answer_of("interview")).await;
        let path = format!("/evidence/{}", piece["evidence_id"].as_str().unwrap());
        let withdraw = format!("{path}/withdraw");
        assert_eq!(site.put("POST", &withdraw, &auditor, &json!({"reason": "x"})).await.status, 403);
        assert_eq!(site.put("POST", &withdraw, &key, &json!({"reason": ""})).await.status, 422);
        let done = site.put("POST", &withdraw, &key, &json!({"reason": "wrong site"})).await;
        assert_eq!((done.status, &done.json()["withdraw_reason"]), (200, &json!("wrong site")), "{}", done.json());
        assert_eq!(
            site.put("POST", &withdraw, &key, &json!({"reason": "again"})).await.problem(),
            (409, "state_conflict".to_owned())
        );
        // It stays testimony.
        let hr = site.key(site.ours, Role::Hr).await;
        assert_eq!(site.ask("GET", &path, &hr).await.status, 404);
        assert_eq!(site.ask("GET", &format!("{path}/history"), &key).await.json()["total"], 2);
    }
}

#[actix_web::test]
async fn two_parties_become_one_and_two_again() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        add(&site, &key, "/parties", &mill("s1", "Mill", 20)).await;
        add(&site, &key, "/parties", &mill("s2", "Mill Ltd", 20)).await;
        let body = json!({"keep": "s1", "merge": "s2", "reason": "same address"});
        let event = add(&site, &key, "/parties/merge", &body).await;
        assert_eq!(site.put("POST", "/parties/merge", &key, &body).await.problem(), (409, "state_conflict".to_owned()));
        let other = json!({"keep": "s1", "merge": "s9", "reason": "x"});
        assert_eq!(site.put("POST", "/parties/merge", &key, &other).await.status, 404);
        assert_eq!(site.ask("GET", "/parties", &key).await.json()["total"], 1);
        assert_eq!(site.ask("GET", "/parties/s2", &key).await.status, 200);
        let split = json!({"party_id": "s2", "event_id": event["event_id"], "reason": "two owners"});
        assert_eq!(site.put("POST", "/parties/split", &key, &split).await.status, 200);
        assert_eq!(site.ask("GET", "/parties", &key).await.json()["total"], 2);
        assert_eq!(site.put("POST", "/parties/split", &key, &split).await.status, 404);
        add(&site, &key, "/parties/merge", &body).await;
    }
}

#[actix_web::test]
async fn a_row_that_is_not_right_is_refused_with_its_places() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let answer = site
            .put(
                "POST",
                "/parties",
                &key,
                &json!({"supplier_id": "s1", "name": "Mill", "country": "Utopia", "workers": "many"}),
            )
            .await;
        assert_eq!(answer.problem(), (422, "invalid".to_owned()));
        let body = answer.json();
        assert_eq!(body["type"], "/problems/invalid");
        let places: Vec<&str> =
            body["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
        assert_eq!(places, ["/country", "/workers"]);
        assert_eq!(answer.header("content-type"), "application/problem+json");
        assert_eq!(site.ask("GET", "/parties", &key).await.json()["total"], 0);
        let text = request("POST", "/parties").insert_header((AUTHORIZATION, format!("Bearer {key}"))).set_payload("x");
        assert_eq!(site.send(text).await.problem(), (415, "unsupported_type".to_owned()));
        let list = site.put("POST", "/parties", &key, &json!([1])).await;
        assert_eq!(list.problem(), (422, "invalid".to_owned()));
    }
}

#[actix_web::test]
async fn a_field_that_is_not_offered_is_refused() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let mut row = mill("s1", "Mill", 20);
        row["organisation_id"] = json!(site.theirs.0);
        assert_eq!(site.put("POST", "/parties", &key, &row).await.status, 422);
        let merge = json!({"keep": "s1", "merge": "s2", "reason": "one mill", "decided_by": "me"});
        assert_eq!(site.put("POST", "/parties/merge", &key, &merge).await.status, 422);
    }
}
