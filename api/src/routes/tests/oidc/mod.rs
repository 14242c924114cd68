//! Signing in at a provider, from the first step to the last, and everything that must not sign anybody in.

mod provider;

use actix_web::cookie::Cookie;
use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::{Value, json};

use self::provider::{KEYS, Says, TestProvider};
use super::session::person;
use super::support::{Answer, Site, request, sites, sites_with};
use crate::audit;
use crate::auth::COOKIE;
use crate::auth::permission::Role;
use crate::db::entities::{sessions, user_identities, users};
use crate::db::now;

const EMAIL: &str = "ann@company.example";

/// The value of a cookie that an answer sets.
fn set(answer: &Answer, name: &str) -> String {
    let all = answer.headers.get_all("set-cookie").map(|value| value.to_str().unwrap().to_owned());
    let parsed = all.map(|text| Cookie::parse(text).unwrap());
    parsed.filter(|cookie| cookie.name() == name).map(|cookie| cookie.value().to_owned()).next().unwrap()
}

async fn begin(site: &Site) -> Answer {
    let begun = site.send(request("GET", "/session/oidc")).await;
    assert_eq!(begun.status, 303, "{}", begun.json());
    begun
}

async fn come_back(site: &Site, query: &str, kept: Option<&str>) -> Answer {
    let mut asked = request("GET", &format!("/session/oidc/callback?{query}"));
    if let Some(kept) = kept {
        asked = asked.cookie(Cookie::new("karvon_oidc", kept.to_owned()));
    }
    site.send(asked).await
}

/// All of it as a browser does it.
async fn sign_in(site: &Site, provider: &TestProvider) -> Answer {
    let begun = begin(site).await;
    let query = provider.authorise(begun.header("location"));
    come_back(site, &query, Some(&set(&begun, "karvon_oidc"))).await
}

async fn ask(site: &Site, path: &str, signed_in: &Answer) -> Answer {
    let cookie = Cookie::new(COOKIE, set(signed_in, COOKIE));
    site.send(request("GET", path).cookie(cookie)).await
}

/// Nobody is signed in, and nobody was put together with anybody.
async fn is_untouched(site: &Site) -> bool {
    let reader = site.service.database.reader();
    sessions::Entity::find().all(reader).await.unwrap().is_empty()
        && user_identities::Entity::find().all(reader).await.unwrap().is_empty()
}

#[actix_web::test]
async fn somebody_signs_in_at_a_provider() {
    let provider = TestProvider::start();
    for site in sites_with(&provider.settings()).await {
        provider.say(Says::default());
        let user_id = person(&site, EMAIL, &[(site.ours, Role::Compliance)]).await;
        let begun = begin(&site).await;
        let kept = begun.header("set-cookie").to_owned();
        assert!(kept.contains("HttpOnly") && kept.contains("SameSite=Lax") && kept.contains("Max-Age=600"), "{kept}");
        let query = provider.authorise(begun.header("location"));
        let done = come_back(&site, &query, Some(&set(&begun, "karvon_oidc"))).await;
        assert_eq!((done.status, done.header("location")), (303, "http://127.0.0.1:8080/"), "{}", done.json());
        assert_eq!(set(&done, "karvon_oidc"), "");
        let session = ask(&site, "/session", &done).await.json();
        assert_eq!((&session["user_id"], &session["role"]), (&json!(user_id), &json!("compliance")));
        assert_eq!(ask(&site, "/parties", &done).await.status, 200);
        let entry = audit::last(site.service.database.reader(), site.ours).await.unwrap().unwrap();
        assert_eq!((entry.action.as_str(), entry.actor_id), ("user.identity_added", Some(user_id)));
        // The code worked once.
        let again = come_back(&site, &query, Some(&set(&begun, "karvon_oidc"))).await;
        assert_eq!(again.problem(), (401, "unauthenticated".to_owned()));
        // Later the subject counts, whatever became of the address.
        provider.say(Says { email: Some("ann.new@company.example".to_owned()), ..Says::default() });
        let later = sign_in(&site, &provider).await;
        assert_eq!(ask(&site, "/session", &later).await.json()["user_id"], json!(user_id));
    }
}

/// Makes an answer of the provider wrong in one way.
type Spoil = fn(&mut Says);

#[actix_web::test]
async fn a_token_that_is_not_right_signs_nobody_in() {
    let provider = TestProvider::start();
    let wrong: [(&str, Spoil); 8] = [
        ("nonce", |says| says.nonce = Some("another".to_owned())),
        ("time", |says| says.lasts = TimeDelta::seconds(-1)),
        ("audience", |says| says.audiences = vec!["another".to_owned()]),
        ("a second audience", |says| says.audiences.push("another".to_owned())),
        ("issuer", |says| says.issuer = Some("https://login.example".to_owned())),
        ("signature", |says| says.key = (KEYS[1], "1")),
        ("no signature", |says| says.signed = false),
        ("access token", |says| says.access = "another".to_owned()),
    ];
    for site in sites_with(&provider.settings()).await {
        person(&site, EMAIL, &[(site.ours, Role::Hr)]).await;
        for (what, spoil) in wrong {
            let mut says = Says::default();
            spoil(&mut says);
            provider.say(says);
            let refused = sign_in(&site, &provider).await;
            assert_eq!(refused.problem(), (401, "unauthenticated".to_owned()), "{what}");
            assert_eq!(refused.header("set-cookie"), "", "{what}");
        }
        provider.say(Says { key: (KEYS[1], "unknown"), ..Says::default() });
        assert_eq!(sign_in(&site, &provider).await.status, 401);
        assert!(is_untouched(&site).await);
    }
}

#[actix_web::test]
async fn an_answer_counts_only_in_the_browser_that_began() {
    let provider = TestProvider::start();
    for site in sites_with(&provider.settings()).await {
        person(&site, EMAIL, &[(site.ours, Role::Hr)]).await;
        let (begun, other) = (begin(&site).await, begin(&site).await);
        let query = provider.authorise(begun.header("location"));
        let (kept, others) = (set(&begun, "karvon_oidc"), set(&other, "karvon_oidc"));
        let spoiled = [
            (query.clone(), None),
            (query.clone(), Some(others.as_str())),
            (query.clone(), Some("made-up")),
            (query.replace("state=", "state=x"), Some(kept.as_str())),
            (query.replace("state=", "stat="), Some(kept.as_str())),
            (query.replace("iss=", "iss=x"), Some(kept.as_str())),
            (format!("{query}&error=access_denied"), Some(kept.as_str())),
            (query.replace("code=", "cod="), Some(kept.as_str())),
        ];
        for (query, kept) in spoiled {
            let refused = come_back(&site, &query, kept).await;
            assert_eq!(refused.problem(), (401, "unauthenticated".to_owned()), "{query}");
        }
        assert!(is_untouched(&site).await);
        // None of it used the code up.
        assert_eq!(come_back(&site, &query, Some(&kept)).await.status, 303);
    }
}

#[actix_web::test]
async fn an_address_that_is_not_verified_takes_no_account_over() {
    let provider = TestProvider::start();
    for site in sites_with(&provider.settings()).await {
        person(&site, EMAIL, &[(site.ours, Role::Admin)]).await;
        for says in [Says { email_verified: false, ..Says::default() }, Says { email: None, ..Says::default() }] {
            provider.say(says);
            assert_eq!(sign_in(&site, &provider).await.problem(), (403, "forbidden".to_owned()));
        }
        assert!(is_untouched(&site).await);
    }
}

#[actix_web::test]
async fn an_account_belongs_to_one_person_at_the_provider() {
    let provider = TestProvider::start();
    for site in sites_with(&provider.settings()).await {
        provider.say(Says::default());
        person(&site, EMAIL, &[(site.ours, Role::Hr)]).await;
        assert_eq!(sign_in(&site, &provider).await.status, 303);
        provider.say(Says { subject: "subject-2".to_owned(), ..Says::default() });
        assert_eq!(sign_in(&site, &provider).await.problem(), (403, "forbidden".to_owned()));
    }
}

#[actix_web::test]
async fn somebody_unknown_has_no_rights_until_they_are_granted() {
    let provider = TestProvider::start();
    for site in sites_with(&provider.settings()).await {
        let done = sign_in(&site, &provider).await;
        assert_eq!(done.status, 303, "{}", done.json());
        let session = ask(&site, "/session", &done).await.json();
        assert_eq!((&session["role"], &session["organisations"]), (&Value::Null, &json!([])));
        for path in ["/parties", "/organisation", "/users", "/audit_log"] {
            assert_eq!(ask(&site, path, &done).await.problem(), (403, "forbidden".to_owned()), "{path}");
        }
        let admin = site.key(site.ours, Role::Admin).await;
        let granted = site.put("POST", "/users", &admin, &json!({"email": EMAIL, "role": "hr"})).await;
        assert_eq!((granted.status, &granted.json()["link"]), (201, &Value::Null), "{}", granted.json());
        assert_eq!(ask(&site, "/parties", &done).await.status, 200);
    }
}

#[actix_web::test]
async fn only_domains_that_are_named_come_for_the_first_time() {
    let provider = TestProvider::start();
    let [issuer, client, secret] = provider.settings();
    let domains = ("KARVON_OIDC__EMAIL_DOMAINS", "mills.example");
    for site in sites_with(&[issuer, client, secret, domains]).await {
        assert_eq!(sign_in(&site, &provider).await.problem(), (403, "forbidden".to_owned()));
        assert!(is_untouched(&site).await);
    }
}

#[actix_web::test]
async fn a_closed_account_and_one_with_a_second_factor_do_not_sign_in_elsewhere() {
    let provider = TestProvider::start();
    for site in sites_with(&provider.settings()).await {
        let id = person(&site, EMAIL, &[(site.ours, Role::Hr)]).await;
        let with = |totp_since, disabled_at| users::ActiveModel {
            id: Set(id),
            totp_since: Set(totp_since),
            disabled_at: Set(disabled_at),
            ..Default::default()
        };
        let writer = site.service.database.writer();
        users::Entity::update(with(Some(now()), None)).exec(writer).await.unwrap();
        assert_eq!(sign_in(&site, &provider).await.problem(), (403, "forbidden".to_owned()));
        users::Entity::update(with(None, Some(now()))).exec(writer).await.unwrap();
        assert_eq!(sign_in(&site, &provider).await.problem(), (401, "unauthenticated".to_owned()));
        assert!(is_untouched(&site).await);
    }
}

#[actix_web::test]
async fn a_provider_may_change_its_keys() {
    let provider = TestProvider::start();
    for site in sites_with(&provider.settings()).await {
        // The service reads the keys that are known now.
        let begun = begin(&site).await;
        let query = provider.authorise(begun.header("location"));
        provider.change_key();
        let done = come_back(&site, &query, Some(&set(&begun, "karvon_oidc"))).await;
        assert_eq!(done.status, 303, "{}", done.json());
    }
}

#[actix_web::test]
async fn a_provider_sends_the_service_nowhere_else() {
    let provider = TestProvider::start();
    provider.send_elsewhere();
    for site in sites_with(&provider.settings()).await {
        assert_eq!(sign_in(&site, &provider).await.problem(), (401, "unauthenticated".to_owned()));
        assert_eq!(provider.trapped(), 0);
    }
}

#[actix_web::test]
async fn a_provider_that_is_away_is_told_as_such() {
    // Nobody listens at this port.
    let settings = [("KARVON_OIDC__ISSUER", "http://127.0.0.1:1"), ("KARVON_OIDC__CLIENT_ID", "karvon")];
    for site in sites_with(&settings).await {
        let away = site.send(request("GET", "/session/oidc")).await;
        assert_eq!((away.problem(), away.header("retry-after")), ((503, "unavailable".to_owned()), "10"));
    }
}

#[actix_web::test]
async fn without_a_provider_nobody_signs_in_elsewhere() {
    for site in sites().await {
        for path in ["/session/oidc", "/session/oidc/callback?code=a&state=b"] {
            assert_eq!(site.send(request("GET", path)).await.problem(), (404, "not_found".to_owned()), "{path}");
        }
    }
}

#[actix_web::test]
async fn the_cookie_of_a_begun_sign_in_is_secure_behind_https() {
    let provider = TestProvider::start();
    let [issuer, client, secret] = provider.settings();
    let https = ("KARVON_SERVER__PUBLIC_URL", "https://127.0.0.1:8080");
    for site in sites_with(&[issuer, client, secret, https]).await {
        let begun = begin(&site).await;
        assert!(begun.header("set-cookie").contains("Secure"), "{}", begun.header("set-cookie"));
    }
}
