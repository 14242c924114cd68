//! Who is asking, and how often.

use actix_web::http::header::AUTHORIZATION;
use chrono::TimeDelta;

use super::support::{all_sites, request, sites_with};
use crate::auth::permission::Role;

#[actix_web::test]
async fn a_key_that_ran_out_or_was_made_up_is_no_key() {
    for site in all_sites().await {
        let old = site.key_with(site.ours, Role::Compliance, false, TimeDelta::seconds(-1)).await;
        for token in [old.as_str(), "krv_made-up", ""] {
            assert_eq!(site.ask("GET", "/parties", token).await.problem(), (401, "unauthenticated".to_owned()));
        }
        let basic = request("GET", "/parties").insert_header((AUTHORIZATION, "Basic abc"));
        assert_eq!(site.send(basic).await.status, 401);
    }
}

#[actix_web::test]
async fn an_organisation_that_is_not_the_callers_is_not_there() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        for (organisation, status) in
            [(site.ours.to_string(), 200), (site.theirs.to_string(), 404), ("x".to_owned(), 404)]
        {
            let asked = request("GET", "/parties").insert_header((AUTHORIZATION, format!("Bearer {key}")));
            let answer = site.send(asked.insert_header(("karvon-organisation", organisation))).await;
            assert_eq!(answer.status, status);
        }
    }
}

#[actix_web::test]
async fn an_address_that_takes_other_methods_names_them() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let answer = site.ask("DELETE", "/parties", &key).await;
        assert_eq!(answer.problem(), (405, "method_not_allowed".to_owned()));
        assert_eq!(answer.header("allow"), "GET, POST");
        assert_eq!(site.ask("GET", "/nowhere", &key).await.problem(), (404, "not_found".to_owned()));
    }
}

#[actix_web::test]
async fn too_many_requests_are_told_to_wait() {
    for site in sites_with(&[("KARVON_LIMITS__REQUESTS_PER_MINUTE", "3")]).await {
        let ours = site.key(site.ours, Role::Compliance).await;
        let theirs = site.key(site.theirs, Role::Compliance).await;
        for _ in 0..3 {
            assert_eq!(site.ask("GET", "/parties", &ours).await.status, 200);
        }
        let answer = site.ask("GET", "/parties", &ours).await;
        assert_eq!(answer.problem(), (429, "rate_limited".to_owned()));
        assert!(answer.header("retry-after").parse::<u32>().unwrap() >= 1);
        assert_eq!(site.ask("GET", "/parties", &theirs).await.status, 200);
    }
}

#[actix_web::test]
async fn a_key_that_may_only_read_writes_nothing() {
    for site in all_sites().await {
        let key = site.key_with(site.ours, Role::Compliance, true, TimeDelta::days(1)).await;
        assert_eq!(site.ask("GET", "/parties", &key).await.status, 200);
        let body = serde_json::json!({"supplier_id": "s1", "name": "Mill", "country": "UZ"});
        assert_eq!(site.put("POST", "/parties", &key, &body).await.problem(), (403, "forbidden".to_owned()));
    }
}
