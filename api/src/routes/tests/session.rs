//! Signing in and out of a browser.

use actix_web::cookie::Cookie;
use argon2::Argon2;
use argon2::password_hash::PasswordHasher;
use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};
use uuid::Uuid;

use super::support::{Answer, Site, all_sites, request, sites_with};
use crate::auth::permission::Role;
use crate::auth::{COOKIE, secret};
use crate::db::entities::{login_tokens, memberships, sessions, users};
use crate::db::tenant::everywhere;
use crate::db::{OrganisationId, new_id, now};

pub(super) const PASSWORD: &str = "long words that nobody guesses";

pub(super) async fn person(site: &Site, email: &str, organisations: &[(OrganisationId, Role)]) -> Uuid {
    let id = new_id();
    let hash = Argon2::default().hash_password(PASSWORD.as_bytes()).unwrap().to_string();
    let row = users::ActiveModel {
        id: Set(id),
        email: Set(email.to_owned()),
        password_hash: Set(Some(hash)),
        totp_secret: Set(None),
        totp_since: Set(None),
        totp_step: Set(None),
        disabled_at: Set(None),
        created_at: Set(now()),
        version: Set(1),
    };
    let writer = site.service.database.writer();
    users::Entity::insert(row).exec_without_returning(writer).await.unwrap();
    for (organisation_id, role) in organisations {
        let row = memberships::ActiveModel {
            organisation_id: Set(*organisation_id),
            user_id: Set(id),
            role: Set(role.to_string()),
            until: Set(None),
            scope: Set(None),
            created_at: Set(now()),
        };
        everywhere(memberships::Entity::insert(row).exec_without_returning(writer)).await.unwrap();
    }
    id
}

pub(super) async fn link(site: &Site, user_id: Uuid, lasts: TimeDelta) -> String {
    let token = secret::token("krl_").unwrap();
    let row = login_tokens::ActiveModel {
        id: Set(new_id()),
        user_id: Set(user_id),
        token_sha256: Set(secret::hash(&token)),
        expires_at: Set(now() + lasts),
        spent_at: Set(None),
    };
    login_tokens::Entity::insert(row).exec_without_returning(site.service.database.writer()).await.unwrap();
    token
}

pub(super) async fn sign_in(site: &Site, body: &Value) -> Answer {
    site.send(request("POST", "/session").set_json(body)).await
}

pub(super) fn cookie(answer: &Answer) -> Cookie<'static> {
    Cookie::parse_encoded(answer.header("set-cookie").to_owned()).unwrap()
}

pub(super) async fn with(
    site: &Site,
    method: &str,
    path: &str,
    cookie: &Cookie<'static>,
    csrf: Option<&str>,
    body: &Value,
) -> Answer {
    let mut asked = request(method, path).cookie(Cookie::new(COOKIE, cookie.value().to_owned()));
    if let Some(csrf) = csrf {
        asked = asked.insert_header(("x-csrf-token", csrf));
    }
    site.send(asked.set_json(body)).await
}

#[actix_web::test]
async fn a_person_signs_in_by_password_and_out_again() {
    for site in all_sites().await {
        let user_id = person(&site, "ann@company.example", &[(site.ours, Role::Compliance)]).await;
        let answer = sign_in(&site, &json!({"email": " Ann@Company.example ", "password": PASSWORD})).await;
        assert_eq!(answer.status, 201, "{}", answer.json());
        let body = answer.json();
        assert_eq!((&body["user_id"], &body["role"]), (&json!(user_id), &json!("compliance")));
        assert_eq!(body["organisations"][0]["organisation_id"], json!(site.ours.0));
        let set = answer.header("set-cookie");
        assert!(set.contains("HttpOnly") && set.contains("SameSite=Lax") && !set.contains("Secure"), "{set}");
        let cookie = cookie(&answer);
        let read = with(&site, "GET", "/session", &cookie, None, &Value::Null).await;
        assert_eq!(read.json()["csrf_token"], body["csrf_token"]);
        let csrf = body["csrf_token"].as_str();
        assert_eq!(with(&site, "DELETE", "/session", &cookie, csrf, &Value::Null).await.status, 204);
        assert_eq!(with(&site, "GET", "/session", &cookie, None, &Value::Null).await.status, 401);
    }
}

#[actix_web::test]
async fn the_cookie_is_secure_behind_https() {
    for site in sites_with(&[("KARVON_SERVER__PUBLIC_URL", "https://karvon.example")]).await {
        person(&site, "ann@company.example", &[(site.ours, Role::Hr)]).await;
        let answer = sign_in(&site, &json!({"email": "ann@company.example", "password": PASSWORD})).await;
        assert!(answer.header("set-cookie").contains("Secure"));
        assert!(answer.header("strict-transport-security").contains("max-age"));
    }
}

#[actix_web::test]
async fn a_write_by_cookie_needs_the_token_of_the_session() {
    for site in all_sites().await {
        person(&site, "ann@company.example", &[(site.ours, Role::Compliance)]).await;
        let answer = sign_in(&site, &json!({"email": "ann@company.example", "password": PASSWORD})).await;
        let (cookie, body) = (cookie(&answer), answer.json());
        let party = json!({"supplier_id": "s1", "name": "Mill", "country": "UZ"});
        for csrf in [None, Some("wrong")] {
            let refused = with(&site, "POST", "/parties", &cookie, csrf, &party).await;
            assert_eq!(refused.problem(), (403, "csrf_invalid".to_owned()));
        }
        let done = with(&site, "POST", "/parties", &cookie, body["csrf_token"].as_str(), &party).await;
        assert_eq!(done.status, 201);
    }
}

#[actix_web::test]
async fn a_login_link_works_once_and_not_when_it_ran_out() {
    for site in all_sites().await {
        let user_id = person(&site, "ann@company.example", &[(site.ours, Role::Hr)]).await;
        let token = link(&site, user_id, TimeDelta::minutes(15)).await;
        assert_eq!(sign_in(&site, &json!({"login_token": token})).await.status, 201);
        assert_eq!(sign_in(&site, &json!({"login_token": token})).await.problem(), (401, "unauthenticated".to_owned()));
        let old = link(&site, user_id, TimeDelta::seconds(-1)).await;
        assert_eq!(sign_in(&site, &json!({"login_token": old})).await.status, 401);
    }
}

#[actix_web::test]
async fn guessing_a_password_is_slowed_down_by_account() {
    for site in all_sites().await {
        person(&site, "ann@company.example", &[(site.ours, Role::Hr)]).await;
        for _ in 0..10 {
            let wrong = sign_in(&site, &json!({"email": "ann@company.example", "password": "guess"})).await;
            assert_eq!(wrong.problem(), (401, "unauthenticated".to_owned()));
        }
        let answer = sign_in(&site, &json!({"email": "ann@company.example", "password": PASSWORD})).await;
        assert_eq!(answer.problem(), (429, "rate_limited".to_owned()));
        // Nobody learns whether an account exists.
        let nobody = sign_in(&site, &json!({"email": "none@company.example", "password": "guess"})).await;
        assert_eq!(nobody.problem(), (401, "unauthenticated".to_owned()));
    }
}

#[actix_web::test]
async fn a_member_of_several_organisations_says_which_one_is_meant() {
    for site in all_sites().await {
        person(&site, "ann@company.example", &[(site.ours, Role::Compliance), (site.theirs, Role::Hr)]).await;
        let answer = sign_in(&site, &json!({"email": "ann@company.example", "password": PASSWORD})).await;
        assert_eq!(answer.json()["organisations"].as_array().unwrap().len(), 2);
        let cookie = cookie(&answer);
        let ask = |organisation: Option<OrganisationId>| {
            let mut asked = request("GET", "/parties").cookie(Cookie::new(COOKIE, cookie.value().to_owned()));
            if let Some(id) = organisation {
                asked = asked.insert_header(("karvon-organisation", id.to_string()));
            }
            site.send(asked)
        };
        assert_eq!(ask(None).await.problem(), (400, "malformed_request".to_owned()));
        assert_eq!(ask(Some(site.ours)).await.status, 200);
        assert_eq!(ask(Some(OrganisationId(new_id()))).await.status, 404);
    }
}

#[actix_web::test]
async fn access_ends_with_its_last_day_and_with_the_account() {
    for site in all_sites().await {
        let user_id = person(&site, "ann@company.example", &[(site.ours, Role::Auditor)]).await;
        let answer = sign_in(&site, &json!({"email": "ann@company.example", "password": PASSWORD})).await;
        let cookie = cookie(&answer);
        let writer = site.service.database.writer();
        let membership = |until| memberships::ActiveModel {
            organisation_id: Set(site.ours),
            user_id: Set(user_id),
            until: Set(Some(until)),
            ..memberships::ActiveModel::default()
        };
        let today = now().date_naive();
        everywhere(memberships::Entity::update(membership(today + TimeDelta::days(2))).exec(writer)).await.unwrap();
        assert_eq!(with(&site, "GET", "/parties", &cookie, None, &Value::Null).await.status, 200);
        everywhere(memberships::Entity::update(membership(today - TimeDelta::days(2))).exec(writer)).await.unwrap();
        assert_eq!(with(&site, "GET", "/parties", &cookie, None, &Value::Null).await.status, 403);
        let closed =
            users::ActiveModel { id: Set(user_id), disabled_at: Set(Some(now())), ..users::ActiveModel::default() };
        users::Entity::update(closed).exec(writer).await.unwrap();
        assert_eq!(with(&site, "GET", "/session", &cookie, None, &Value::Null).await.status, 401);
    }
}

#[actix_web::test]
async fn a_session_ends_when_nobody_uses_it() {
    for site in all_sites().await {
        person(&site, "ann@company.example", &[(site.ours, Role::Auditor)]).await;
        let answer = sign_in(&site, &json!({"email": "ann@company.example", "password": PASSWORD})).await;
        let cookie = cookie(&answer);
        let row = sessions::Entity::find().one(site.service.database.reader()).await.unwrap().unwrap();
        let idle = sessions::ActiveModel {
            id: Set(row.id),
            last_seen_at: Set(now() - TimeDelta::minutes(31)),
            ..sessions::ActiveModel::default()
        };
        sessions::Entity::update(idle).exec(site.service.database.writer()).await.unwrap();
        assert_eq!(with(&site, "GET", "/session", &cookie, None, &Value::Null).await.status, 401);
    }
}

#[actix_web::test]
async fn whoever_is_limited_to_some_assessments_sees_nothing_of_the_data_beside_them() {
    for site in sites_with(&[]).await {
        let key = site.key(site.ours, Role::Compliance).await;
        let party = json!({"supplier_id": "s1", "name": "Mill", "country": "UZ"});
        assert_eq!(site.put("POST", "/parties", &key, &party).await.status, 201);
        let login = json!({"email": "ann@company.example", "password": PASSWORD});
        let user_id = person(&site, "ann@company.example", &[(site.ours, Role::Auditor)]).await;
        let beside =
            ["/parties", "/parties/s1", "/parties/s1/history", "/links", "/evidence", "/recruitment", "/audit_log"];
        let within = ["/assessments", "/reports", "/rulesets", "/lists"];
        let signed_in = cookie(&sign_in(&site, &login).await);
        for path in beside.iter().chain(&within) {
            let answer = with(&site, "GET", path, &signed_in, None, &Value::Null).await;
            assert_eq!(answer.status, 200, "{path} without a limit");
        }
        memberships::Entity::update_many()
            .col_expr(memberships::Column::Scope, Expr::value(json!([new_id()])))
            .filter(memberships::Column::UserId.eq(user_id))
            .exec(site.service.database.writer())
            .await
            .unwrap();
        let signed_in = sign_in(&site, &login).await;
        let limited = cookie(&signed_in);
        let found = super::data::answer_of("audit_announced");
        let body = signed_in.json();
        let added = with(&site, "POST", "/evidence", &limited, body["csrf_token"].as_str(), &found).await;
        assert_eq!(added.status, 201, "{}", added.json());
        for path in beside {
            let answer = with(&site, "GET", path, &limited, None, &Value::Null).await;
            assert_eq!(answer.problem(), (403, "forbidden".to_owned()), "{path}");
        }
        for path in within {
            let answer = with(&site, "GET", path, &limited, None, &Value::Null).await;
            assert_eq!(answer.status, 200, "{path}");
        }
    }
}
