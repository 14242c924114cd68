//! The organisation's own settings, and the log.

use actix_web::http::header::AUTHORIZATION;
use serde_json::{Value, json};

use super::support::{Answer, Site, all_sites, request};
use crate::audit::verify;
use crate::auth::permission::Role;

async fn change(site: &Site, key: &str, tag: &str, body: &Value) -> Answer {
    let asked = request("PATCH", "/organisation").insert_header((AUTHORIZATION, format!("Bearer {key}")));
    site.send(asked.insert_header(("if-match", tag)).set_json(body)).await
}

#[actix_web::test]
async fn an_administrator_changes_settings_and_nobody_elses() {
    for site in all_sites().await {
        let admin = site.key(site.ours, Role::Admin).await;
        let before = site.ask("GET", "/organisation", &admin).await;
        assert_eq!((before.status, &before.json()["name"]), (200, &json!("Ours")));
        let body = json!({"time_zone": "Asia/Almaty", "retention_days": 365, "legal_hold": true});
        let done = change(&site, &admin, before.header("etag"), &body).await;
        assert_eq!(
            (done.status, &done.json()["time_zone"], &done.json()["retention_days"]),
            (200, &json!("Asia/Almaty"), &json!(365)),
            "{}",
            done.json()
        );
        assert_eq!(
            change(&site, &admin, before.header("etag"), &body).await.problem(),
            (412, "version_stale".to_owned())
        );
        let kept = change(&site, &admin, done.header("etag"), &json!({"retention_days": null})).await.json();
        assert_eq!((&kept["retention_days"], &kept["legal_hold"]), (&Value::Null, &json!(true)));
        let theirs = site.key(site.theirs, Role::Admin).await;
        assert_eq!(site.ask("GET", "/organisation", &theirs).await.json()["time_zone"], "Asia/Tashkent");
    }
}

#[actix_web::test]
async fn settings_that_mean_nothing_are_refused() {
    for site in all_sites().await {
        let admin = site.key(site.ours, Role::Admin).await;
        let body = json!({"name": "", "time_zone": "Mars/Base", "currency": "usd", "retention_days": 0});
        let answer = change(&site, &admin, "\"1\"", &body).await;
        assert_eq!(answer.problem(), (422, "invalid".to_owned()));
        let body = answer.json();
        let places: Vec<&str> =
            body["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
        assert_eq!(places, ["/currency", "/name", "/retention_days", "/time_zone"]);
    }
}

#[actix_web::test]
async fn the_log_is_read_as_a_list_and_line_by_line() {
    for site in all_sites().await {
        let auditor = site.key(site.ours, Role::Auditor).await;
        assert_eq!(site.ask("GET", "/audit_log", &auditor).await.status, 200);
        let lines = site.ask("GET", "/audit_log?format=jsonl", &auditor).await;
        assert_eq!((lines.status, lines.header("content-type")), (200, "application/x-ndjson"));
        let admin = site.key(site.ours, Role::Admin).await;
        let before = verify(&String::from_utf8(lines.bytes).unwrap()).unwrap().hashes.len();
        assert_eq!(change(&site, &admin, "\"1\"", &json!({"name": "Mills"})).await.status, 200);
        let lines = site.ask("GET", "/audit_log?format=jsonl", &auditor).await;
        let log = verify(&String::from_utf8(lines.bytes).unwrap()).unwrap();
        assert_eq!((log.hashes.len(), log.erased), (before + 1, 0));
        assert_eq!(site.ask("GET", "/parties?format=jsonl", &auditor).await.status, 400);
    }
}
