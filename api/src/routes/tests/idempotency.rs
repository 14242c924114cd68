//! Writes that are sent twice.

use actix_web::http::header::AUTHORIZATION;
use serde_json::{Value, json};

use super::support::{Answer, Site, all_sites, request};
use crate::auth::permission::Role;

async fn post(site: &Site, key: &str, repeat: &str, body: &Value) -> Answer {
    let asked = request("POST", "/parties")
        .insert_header((AUTHORIZATION, format!("Bearer {key}")))
        .insert_header(("idempotency-key", repeat));
    site.send(asked.set_json(body)).await
}

fn party(id: &str) -> Value {
    json!({"supplier_id": id, "name": "Mill", "country": "UZ"})
}

#[actix_web::test]
async fn a_repeated_write_happens_once_and_is_answered_alike() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let first = post(&site, &key, "k1", &party("s1")).await;
        let second = post(&site, &key, "k1", &party("s1")).await;
        assert_eq!((first.status, second.status), (201, 201), "{}", first.json());
        assert_eq!(first.bytes, second.bytes);
        assert_eq!(first.header("location"), second.header("location"));
        assert_eq!(first.header("etag"), second.header("etag"));
        assert_eq!((first.header("idempotency-replayed"), second.header("idempotency-replayed")), ("", "true"));
        assert_eq!(site.ask("GET", "/parties", &key).await.json()["total"], 1);
    }
}

#[actix_web::test]
async fn a_key_belongs_to_one_request() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        assert_eq!(post(&site, &key, "k1", &party("s1")).await.status, 201);
        assert_eq!(post(&site, &key, "k1", &party("s2")).await.problem(), (422, "idempotency_mismatch".to_owned()));
    }
}

#[actix_web::test]
async fn another_caller_may_use_the_same_key() {
    for site in all_sites().await {
        let ours = site.key(site.ours, Role::Compliance).await;
        let theirs = site.key(site.theirs, Role::Compliance).await;
        assert_eq!(post(&site, &ours, "k1", &party("s1")).await.status, 201);
        let answer = post(&site, &theirs, "k1", &party("s1")).await;
        assert_eq!((answer.status, answer.header("idempotency-replayed")), (201, ""));
    }
}

#[actix_web::test]
async fn a_failed_write_may_be_sent_again_under_its_key() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        assert_eq!(post(&site, &key, "k1", &json!({"supplier_id": "s1"})).await.status, 422);
        assert_eq!(post(&site, &key, "k1", &party("s1")).await.status, 201);
    }
}

#[actix_web::test]
async fn what_is_shown_once_is_not_kept_to_be_repeated() {
    for site in all_sites().await {
        let admin = site.key(site.ours, Role::Admin).await;
        let make = || {
            let asked = request("POST", "/keys").insert_header((AUTHORIZATION, format!("Bearer {admin}")));
            asked.insert_header(("idempotency-key", "k1")).set_json(json!({"name": "robot", "role": "auditor"}))
        };
        let first = site.send(make()).await;
        let second = site.send(make()).await;
        assert_eq!((first.status, second.status), (201, 201), "{}", first.json());
        assert_eq!(second.header("idempotency-replayed"), "true");
        assert_eq!(first.json()["key_id"], second.json()["key_id"]);
        assert!(first.json()["key"].as_str().unwrap().starts_with("krv_"));
        assert_eq!(second.json()["key"], Value::Null);
    }
}
