//! Members and keys, as an administrator manages them.

use actix_web::http::header::AUTHORIZATION;
use serde_json::{Value, json};

use super::support::{Answer, Site, all_sites, request};
use crate::auth::permission::Role;

async fn versioned(site: &Site, method: &str, path: &str, key: &str, tag: &str, body: &Value) -> Answer {
    let asked = request(method, path).insert_header((AUTHORIZATION, format!("Bearer {key}")));
    site.send(asked.insert_header(("if-match", tag)).set_json(body)).await
}

#[actix_web::test]
async fn a_key_is_shown_once_works_and_is_taken_back() {
    for site in all_sites().await {
        let admin = site.key(site.ours, Role::Admin).await;
        let made = site.put("POST", "/keys", &admin, &json!({"name": "Buying system", "role": "compliance"})).await;
        assert_eq!(made.status, 201, "{}", made.json());
        let (id, key) = (made.json()["key_id"].clone(), made.json()["key"].as_str().unwrap().to_owned());
        assert!(key.starts_with("krv_"));
        assert_eq!(site.ask("GET", "/parties", &key).await.status, 200);
        let path = format!("/keys/{}", id.as_str().unwrap());
        let one = site.ask("GET", &path, &admin).await;
        assert_eq!((one.status, &one.json()["name"], &one.json()["key"]), (200, &json!("Buying system"), &Value::Null));
        assert_eq!(site.ask("GET", "/keys?role=compliance", &admin).await.json()["total"], 1);
        assert_eq!(versioned(&site, "DELETE", &path, &admin, one.header("etag"), &Value::Null).await.status, 204);
        assert_eq!(site.ask("GET", "/parties", &key).await.status, 401);
        let theirs = site.key(site.theirs, Role::Admin).await;
        assert_eq!(site.ask("GET", &path, &theirs).await.status, 404);
    }
}

#[actix_web::test]
async fn a_member_is_added_changed_and_removed() {
    for site in all_sites().await {
        let admin = site.key(site.ours, Role::Admin).await;
        let body = json!({"email": "Ann@Company.example", "role": "auditor", "until": "2030-01-31"});
        let made = site.put("POST", "/users", &admin, &body).await;
        assert_eq!(made.status, 201, "{}", made.json());
        assert!(made.json()["link"].as_str().unwrap().contains("/login#krl_"), "{}", made.json());
        assert_eq!(site.put("POST", "/users", &admin, &body).await.problem(), (409, "state_conflict".to_owned()));
        let path = format!("/users/{}", made.json()["user_id"].as_str().unwrap());
        let one = site.ask("GET", &path, &admin).await;
        assert_eq!((&one.json()["email"], &one.json()["until"]), (&json!("ann@company.example"), &json!("2030-01-31")));
        let changed =
            versioned(&site, "PATCH", &path, &admin, one.header("etag"), &json!({"role": "hr", "until": null})).await;
        assert_eq!(
            (&changed.json()["role"], &changed.json()["until"]),
            (&json!("hr"), &Value::Null),
            "{}",
            changed.json()
        );
        let stale = versioned(&site, "PATCH", &path, &admin, one.header("etag"), &json!({"role": "admin"})).await;
        assert_eq!(stale.problem(), (412, "version_stale".to_owned()));
        let theirs = site.key(site.theirs, Role::Admin).await;
        assert_eq!(site.ask("GET", &path, &theirs).await.status, 404);
        assert_eq!(site.ask("GET", "/users", &theirs).await.json()["total"], 0);
        assert_eq!(versioned(&site, "DELETE", &path, &admin, changed.header("etag"), &Value::Null).await.status, 204);
        assert_eq!(site.ask("GET", &path, &admin).await.status, 404);
    }
}

#[actix_web::test]
async fn the_last_administrator_stays() {
    for site in all_sites().await {
        let admin = site.key(site.ours, Role::Admin).await;
        let made = site.put("POST", "/users", &admin, &json!({"email": "a@company.example", "role": "admin"})).await;
        let path = format!("/users/{}", made.json()["user_id"].as_str().unwrap());
        let tag = site.ask("GET", &path, &admin).await;
        let less = versioned(&site, "PATCH", &path, &admin, tag.header("etag"), &json!({"role": "hr"})).await;
        assert_eq!(less.problem(), (409, "state_conflict".to_owned()));
        let ended = versioned(&site, "PATCH", &path, &admin, tag.header("etag"), &json!({"until": "2020-01-01"})).await;
        assert_eq!(ended.problem(), (409, "state_conflict".to_owned()));
        let limited = json!({"scope": [crate::db::new_id()]});
        let limited = versioned(&site, "PATCH", &path, &admin, tag.header("etag"), &limited).await;
        assert_eq!(limited.problem(), (409, "state_conflict".to_owned()));
        let gone = versioned(&site, "DELETE", &path, &admin, tag.header("etag"), &Value::Null).await;
        assert_eq!(gone.problem(), (409, "state_conflict".to_owned()));
    }
}

#[actix_web::test]
async fn every_change_is_an_entry_of_the_log_without_what_the_row_says() {
    for site in all_sites().await {
        let compliance = site.key(site.ours, Role::Compliance).await;
        let admin = site.key(site.ours, Role::Admin).await;
        site.put("POST", "/parties", &compliance, &json!({"supplier_id": "s1", "name": "Mill", "country": "UZ"})).await;
        let log = site.ask("GET", "/audit_log?action=party.added", &admin).await.json();
        assert_eq!((&log["total"], &log["items"][0]["object"]), (&json!(1), &json!("party/s1")), "{log}");
        let theirs = site.key(site.theirs, Role::Admin).await;
        assert_eq!(site.ask("GET", "/audit_log", &theirs).await.json()["total"], 0);
    }
}
