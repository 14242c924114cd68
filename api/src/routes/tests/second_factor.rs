//! The second factor: on, asked for, once, off, and the way out for somebody who lost it.

use actix_web::cookie::Cookie;
use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use uuid::Uuid;

use super::session::{PASSWORD, cookie, link, person, sign_in, with};
use super::support::{Answer, Site, all_sites, sites};
use crate::audit;
use crate::auth::permission::Role;
use crate::db::entities::users;
use crate::db::now;
use crate::services::keyring::Purpose;
use crate::services::people::totp;
use crate::services::seal;

const EMAIL: &str = "ann@company.example";
const PATH: &str = "/session/second_factor";

/// A browser that is signed in.
struct Browser {
    cookie: Cookie<'static>,
    csrf: String,
}

impl Browser {
    fn new(answer: &Answer) -> Self {
        assert_eq!(answer.status, 201, "{}", answer.json());
        Self { cookie: cookie(answer), csrf: answer.json()["csrf_token"].as_str().unwrap().to_owned() }
    }

    async fn ask(&self, site: &Site, method: &str, path: &str, body: &Value) -> Answer {
        with(site, method, path, &self.cookie, Some(self.csrf.as_str()), body).await
    }
}

async fn try_password(site: &Site, code: Option<&str>) -> Answer {
    sign_in(site, &json!({"email": EMAIL, "password": PASSWORD, "code": code})).await
}

async fn account(site: &Site, id: Uuid) -> users::Model {
    users::Entity::find_by_id(id).one(site.service.database.reader()).await.unwrap().unwrap()
}

/// The secret as the app has it.
async fn secret(site: &Site, id: Uuid) -> Vec<u8> {
    let sealed = account(site, id).await.totp_secret.unwrap();
    seal::open(&site.service.keys, Purpose::SecondFactor, id.as_bytes(), &sealed).unwrap()
}

/// The code that the app shows after some steps of half a minute.
fn code(secret: &[u8], steps: i64) -> String {
    totp::shown(secret, now().timestamp() + 30 * steps)
}

/// A code that is right neither now nor soon.
fn wrong(secret: &[u8]) -> String {
    let near: Vec<String> = (-3..=4).map(|steps| code(secret, steps)).collect();
    (0..10).map(|digit: u8| digit.to_string().repeat(6)).find(|code| !near.contains(code)).unwrap()
}

/// As if no code had been used for a while.
async fn forget_used(site: &Site, id: Uuid) {
    let row = users::ActiveModel { id: Set(id), totp_step: Set(None), ..Default::default() };
    users::Entity::update(row).exec(site.service.database.writer()).await.unwrap();
}

/// Somebody with a second factor, and the browser where it was turned on.
async fn with_factor(site: &Site, organisations: &[(crate::db::OrganisationId, Role)]) -> (Uuid, Vec<u8>, Browser) {
    let id = person(site, EMAIL, organisations).await;
    let browser = Browser::new(&try_password(site, None).await);
    let begun = browser.ask(site, "POST", PATH, &Value::Null).await;
    assert_eq!(begun.status, 201, "{}", begun.json());
    let secret = secret(site, id).await;
    let body = json!({"code": code(&secret, 0)});
    let confirmed = browser.ask(site, "POST", "/session/second_factor/confirm", &body).await;
    assert_eq!(confirmed.status, 200, "{}", confirmed.json());
    forget_used(site, id).await;
    (id, secret, browser)
}

/// The rule at `/code`, if the answer names it.
fn rule(answer: &Answer) -> String {
    let body = answer.json();
    let errors = body["errors"].as_array().cloned().unwrap_or_default();
    let at_code = errors.iter().find(|error| error["pointer"] == "/code");
    at_code.and_then(|error| error["rule"].as_str()).unwrap_or_default().to_owned()
}

async fn last_action(site: &Site) -> String {
    audit::last(site.service.database.reader(), site.ours).await.unwrap().unwrap().action
}

#[actix_web::test]
async fn a_second_factor_is_turned_on_asked_for_and_turned_off() {
    for site in sites().await {
        let id = person(&site, EMAIL, &[(site.ours, Role::Hr)]).await;
        let browser = Browser::new(&try_password(&site, None).await);
        assert_eq!(browser.ask(&site, "GET", PATH, &Value::Null).await.json(), json!({"since": null}));
        let begun = browser.ask(&site, "POST", PATH, &Value::Null).await;
        let shown = begun.json()["secret"].as_str().unwrap().to_owned();
        assert!(begun.json()["uri"].as_str().unwrap().contains(&format!("?secret={shown}&")), "{}", begun.json());
        // Nothing is asked for before it is confirmed.
        assert_eq!(try_password(&site, None).await.status, 201);
        let secret = secret(&site, id).await;
        let confirm = |code: String| json!({"code": code});
        let path = "/session/second_factor/confirm";
        let refused = browser.ask(&site, "POST", path, &confirm(wrong(&secret))).await;
        assert_eq!((refused.status, rule(&refused).as_str()), (422, "code-wrong"));
        let done = browser.ask(&site, "POST", path, &confirm(code(&secret, 0))).await;
        assert_eq!(done.status, 200, "{}", done.json());
        assert!(done.json()["since"].is_string());
        assert_eq!(last_action(&site).await, "user.second_factor_on");
        assert_eq!(browser.ask(&site, "POST", PATH, &Value::Null).await.problem(), (409, "state_conflict".to_owned()));
        let asked = try_password(&site, None).await;
        assert_eq!((asked.problem(), rule(&asked).as_str()), ((401, "unauthenticated".to_owned()), "code-required"));
        assert_eq!(asked.header("set-cookie"), "");
        assert_eq!(try_password(&site, Some(&code(&secret, 1))).await.status, 201);
        forget_used(&site, id).await;
        let path = "/session/second_factor/end";
        assert_eq!(browser.ask(&site, "POST", path, &confirm(wrong(&secret))).await.status, 422);
        assert_eq!(browser.ask(&site, "POST", path, &confirm(code(&secret, 0))).await.json(), json!({"since": null}));
        assert_eq!(last_action(&site).await, "user.second_factor_off");
        assert_eq!(try_password(&site, None).await.status, 201);
        assert_eq!(account(&site, id).await.totp_secret, None);
    }
}

#[actix_web::test]
async fn a_code_works_once() {
    for site in sites().await {
        let (_, secret, _) = with_factor(&site, &[(site.ours, Role::Hr)]).await;
        let right = code(&secret, 0);
        assert_eq!(try_password(&site, Some(&right)).await.status, 201);
        assert_eq!(try_password(&site, Some(&right)).await.problem(), (401, "unauthenticated".to_owned()));
        // Nor does one from before it.
        assert_eq!(try_password(&site, Some(&code(&secret, -1))).await.status, 401);
        assert_eq!(try_password(&site, Some(&code(&secret, 1))).await.status, 201);
    }
}

#[actix_web::test]
async fn a_code_used_twice_at_the_same_moment_works_once() {
    for site in sites().await {
        let (_, secret, _) = with_factor(&site, &[(site.ours, Role::Hr)]).await;
        let right = code(&secret, 0);
        let (a, b) =
            futures_util::future::join(try_password(&site, Some(&right)), try_password(&site, Some(&right))).await;
        let mut both = [a.status, b.status];
        both.sort_unstable();
        assert_eq!(both, [201, 401]);
    }
}

#[actix_web::test]
async fn wrong_codes_are_slowed_down_like_wrong_passwords() {
    for site in sites().await {
        let (_, secret, _) = with_factor(&site, &[(site.ours, Role::Hr)]).await;
        for _ in 0..10 {
            let refused = try_password(&site, Some(&wrong(&secret))).await;
            // Whoever brings a wrong code does not learn that the password was right.
            assert_eq!((refused.problem(), rule(&refused)), ((401, "unauthenticated".to_owned()), String::new()));
        }
        let refused = try_password(&site, Some(&code(&secret, 0))).await;
        assert_eq!(refused.problem(), (429, "rate_limited".to_owned()));
    }
}

#[actix_web::test]
async fn wrong_codes_of_a_signed_in_person_are_slowed_down_too() {
    for site in sites().await {
        let (_, secret, browser) = with_factor(&site, &[(site.ours, Role::Hr)]).await;
        let end = "/session/second_factor/end";
        for _ in 0..10 {
            let refused = browser.ask(&site, "POST", end, &json!({"code": wrong(&secret)})).await;
            assert_eq!(refused.problem(), (422, "invalid".to_owned()));
        }
        let refused = browser.ask(&site, "POST", end, &json!({"code": code(&secret, 0)})).await;
        assert_eq!(refused.problem(), (429, "rate_limited".to_owned()));
    }
}

#[actix_web::test]
async fn a_missing_code_is_no_failure_and_is_told_only_beside_the_right_password() {
    for site in sites().await {
        let (_, secret, _) = with_factor(&site, &[(site.ours, Role::Hr)]).await;
        for _ in 0..12 {
            assert_eq!(rule(&try_password(&site, None).await), "code-required");
        }
        let guess = sign_in(&site, &json!({"email": EMAIL, "password": "guess"})).await;
        assert_eq!((guess.status, rule(&guess)), (401, String::new()));
        assert_eq!(try_password(&site, Some(&code(&secret, 0))).await.status, 201);
    }
}

#[actix_web::test]
async fn a_login_link_is_no_way_around_the_second_factor() {
    for site in sites().await {
        let (id, secret, _) = with_factor(&site, &[(site.ours, Role::Hr)]).await;
        let token = link(&site, id, TimeDelta::minutes(15)).await;
        assert_eq!(rule(&sign_in(&site, &json!({"login_token": token})).await), "code-required");
        let refused = sign_in(&site, &json!({"login_token": token, "code": wrong(&secret)})).await;
        assert_eq!((refused.status, rule(&refused)), (401, String::new()));
        // Neither used it up.
        let body = json!({"login_token": token, "code": code(&secret, 0)});
        assert_eq!(sign_in(&site, &body).await.status, 201);
        let again = json!({"login_token": token, "code": code(&secret, 1)});
        assert_eq!(sign_in(&site, &again).await.status, 401);
    }
}

#[actix_web::test]
async fn turning_it_on_signs_other_browsers_out() {
    for site in sites().await {
        let id = person(&site, EMAIL, &[(site.ours, Role::Hr)]).await;
        let other = Browser::new(&try_password(&site, None).await);
        let browser = Browser::new(&try_password(&site, None).await);
        assert_eq!(browser.ask(&site, "POST", PATH, &Value::Null).await.status, 201);
        let body = json!({"code": code(&secret(&site, id).await, 0)});
        assert_eq!(browser.ask(&site, "POST", "/session/second_factor/confirm", &body).await.status, 200);
        assert_eq!(other.ask(&site, "GET", "/session", &Value::Null).await.status, 401);
        assert_eq!(browser.ask(&site, "GET", "/session", &Value::Null).await.status, 200);
    }
}

#[actix_web::test]
async fn an_administrator_takes_a_lost_second_factor_away_and_the_log_tells() {
    for site in sites().await {
        let (id, _, browser) = with_factor(&site, &[(site.ours, Role::Hr)]).await;
        let path = format!("/users/{id}/reset_second_factor");
        let reason = json!({"reason": "The telephone was stolen"});
        let theirs = site.key(site.theirs, Role::Admin).await;
        assert_eq!(site.put("POST", &path, &theirs, &reason).await.status, 404);
        let admin = site.key(site.ours, Role::Admin).await;
        assert_eq!(site.put("POST", &path, &admin, &json!({})).await.status, 422);
        assert_eq!(site.put("POST", &path, &admin, &reason).await.status, 204);
        let entry = audit::last(site.service.database.reader(), site.ours).await.unwrap().unwrap();
        assert_eq!(entry.action, "user.second_factor_reset");
        assert_eq!(entry.reason.as_deref(), Some("The telephone was stolen"));
        assert_eq!(browser.ask(&site, "GET", "/session", &Value::Null).await.status, 401);
        assert_eq!(try_password(&site, None).await.status, 201);
        assert_eq!(site.put("POST", &path, &admin, &reason).await.problem(), (409, "state_conflict".to_owned()));
    }
}

#[actix_web::test]
async fn one_organisation_alone_does_not_reset_what_protects_others() {
    for site in all_sites().await {
        let (id, _, _) = with_factor(&site, &[(site.ours, Role::Hr), (site.theirs, Role::Hr)]).await;
        let admin = site.key(site.ours, Role::Admin).await;
        let path = format!("/users/{id}/reset_second_factor");
        let refused = site.put("POST", &path, &admin, &json!({"reason": "Lost"})).await;
        assert_eq!(refused.problem(), (409, "state_conflict".to_owned()));
        assert_eq!(rule(&try_password(&site, None).await), "code-required");
    }
}

#[actix_web::test]
async fn an_administrator_does_not_take_their_own_second_factor_away() {
    for site in all_sites().await {
        let (id, _, browser) = with_factor(&site, &[(site.ours, Role::Admin)]).await;
        let path = format!("/users/{id}/reset_second_factor");
        let refused = browser.ask(&site, "POST", &path, &json!({"reason": "Lost"})).await;
        assert_eq!(refused.problem(), (403, "same_person".to_owned()));
        assert_eq!(rule(&try_password(&site, None).await), "code-required");
    }
}

#[actix_web::test]
async fn the_secret_is_kept_encrypted_and_for_its_person_only() {
    for site in sites().await {
        let (id, secret, browser) = with_factor(&site, &[(site.ours, Role::Hr)]).await;
        let sealed = account(&site, id).await.totp_secret.unwrap();
        assert!(!sealed.windows(8).any(|bytes| secret.starts_with(bytes)));
        assert_eq!(seal::open(&site.service.keys, Purpose::SecondFactor, Uuid::nil().as_bytes(), &sealed), None);
        let told = browser.ask(&site, "GET", PATH, &Value::Null).await.json();
        assert_eq!(told.as_object().unwrap().keys().collect::<Vec<_>>(), ["since"]);
    }
}

#[actix_web::test]
async fn a_key_has_no_second_factor() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Hr).await;
        assert_eq!(site.ask("GET", PATH, &key).await.problem(), (403, "forbidden".to_owned()));
        assert_eq!(site.ask("POST", PATH, &key).await.problem(), (403, "forbidden".to_owned()));
    }
}
