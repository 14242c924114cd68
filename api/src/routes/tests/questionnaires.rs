//! Questionnaires and what their links open.

use serde_json::{Value, json};

use super::data::{add, mill};
use super::support::{Answer, Site, all_sites};
use crate::auth::permission::Role;

/// The token of a link.
fn token(sent: &Answer) -> String {
    sent.json()["url"].as_str().unwrap().split_once("/s#").unwrap().1.to_owned()
}

fn wanted(party: &str) -> Value {
    json!({"party_id": party, "language": "ru", "expires_on": day(30)})
}

/// So many days from now.
fn day(from_now: i64) -> String {
    (crate::db::now() + chrono::TimeDelta::days(from_now)).date_naive().to_string()
}

async fn sent(site: &Site, key: &str) -> Answer {
    add(site, key, "/parties", &mill("s1", "Mill", 20)).await;
    let sent = site.put("POST", "/questionnaires", key, &wanted("s1")).await;
    assert_eq!(sent.status, 201, "{}", sent.json());
    sent
}

/// A question of a sheet with a word for an answer.
fn choice(sheet: &Value) -> (String, String) {
    let all = sheet["questions"].as_array().unwrap();
    let found = all.iter().find(|question| question["form"] == "choice").unwrap();
    (found["question"].as_str().unwrap().to_owned(), found["answers"][0]["answer"].as_str().unwrap().to_owned())
}

#[actix_web::test]
async fn a_supplier_answers_by_a_link_and_the_answers_become_its_own_word() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let sent = sent(&site, &key).await;
        let (link, id) = (token(&sent), sent.json()["questionnaire_id"].as_str().unwrap().to_owned());
        assert!(sent.json()["message"].as_str().unwrap().contains(&link));
        assert_eq!(sent.json()["translation"]["status"], "machine");
        let sheet = site.ask("GET", "/supplier/questions", &link).await.json();
        assert_eq!(
            (&sheet["organisation"], &sheet["party"], &sheet["language"]),
            (&json!("Ours"), &json!("Mill"), &json!("ru"))
        );
        let (question, answer) = choice(&sheet);
        let path = format!("/supplier/answers/{question}");
        let put = site.put("PUT", &path, &link, &json!({"answer": answer, "note": "see the records"})).await;
        assert_eq!(put.status, 204, "{}", put.json());

        // Whoever comes back finds what was answered.
        let sheet = site.ask("GET", "/supplier/questions", &link).await.json();
        let again = sheet["questions"].as_array().unwrap().iter().find(|one| one["question"] == question.as_str());
        assert_eq!(again.unwrap()["answer"], answer.as_str());
        let state = site.ask("GET", &format!("/questionnaires/{id}"), &key).await.json();
        assert_eq!((&state["state"], &state["answered"]), (&json!("open"), &json!(1)));
        assert_eq!(site.ask("GET", "/evidence", &key).await.json()["total"], 0);

        let done = site.ask("POST", "/supplier/submit", &link).await;
        assert_eq!((done.status, &done.json()["answers"]), (200, &json!(1)), "{}", done.json());
        let rows = site.ask("GET", "/evidence", &key).await.json();
        let row = &rows["items"][0];
        assert_eq!(rows["total"], 1);
        assert_eq!((&row["party_id"], &row["question"]), (&json!("s1"), &json!(question)));
        assert_eq!((&row["source"], &row["source_id"]), (&json!("self_assessment"), &json!(id)));
        assert_eq!(row["recorded_by"], json!(id));
        let auditor = site.key(site.ours, Role::Auditor).await;
        let log = site.ask("GET", "/audit_log?action=questionnaire.submitted", &auditor).await.json();
        assert_eq!((&log["total"], &log["items"][0]["actor_id"]), (&json!(1), &json!(id)));
    }
}

#[actix_web::test]
async fn after_sending_nothing_more_can_be_done_by_the_link() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let link = token(&sent(&site, &key).await);
        assert_eq!(site.ask("POST", "/supplier/submit", &link).await.problem(), (409, "state_conflict".to_owned()));
        let (question, answer) = choice(&site.ask("GET", "/supplier/questions", &link).await.json());
        let path = format!("/supplier/answers/{question}");
        site.put("PUT", &path, &link, &json!({"answer": answer})).await;
        assert_eq!(site.ask("POST", "/supplier/submit", &link).await.status, 200);
        for answered in [
            site.ask("GET", "/supplier/questions", &link).await,
            site.put("PUT", &path, &link, &json!({"answer": answer})).await,
            site.ask("POST", "/supplier/submit", &link).await,
        ] {
            assert_eq!(answered.problem(), (409, "state_conflict".to_owned()));
        }
    }
}

#[actix_web::test]
async fn an_interview_changes_not_one_byte_of_what_a_supplier_sees() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let first = token(&sent(&site, &key).await);
        let before = site.ask("GET", "/supplier/questions", &first).await.bytes;
        for (question, source) in [("I3.2", "worker_interview"), ("I7.1", "worker_interview"), ("I6.1", "grievance")] {
            let told = json!({"supplier_id": "s1", "question": question, "answer": "yes", "source": source, "asked": 20,
                              "observed_on": "2026-09-01"});
            let added = site.put("POST", "/evidence", &key, &told).await;
            // Which questions there are is the ruleset's to say; one at least must have been taken.
            assert!(question != "I3.2" || added.status == 201, "{}", added.json());
        }
        let second = token(&site.put("POST", "/questionnaires", &key, &wanted("s1")).await);
        assert!(site.ask("GET", "/supplier/questions", &second).await.bytes == before, "the sheets differ");
        let document = json!({"supplier_id": "s1", "question": "I3.2", "answer": "yes", "source": "document",
                              "observed_on": "2026-09-01"});
        assert_eq!(site.put("POST", "/evidence", &key, &document).await.status, 201);
        let third = token(&site.put("POST", "/questionnaires", &key, &wanted("s1")).await);
        assert!(site.ask("GET", "/supplier/questions", &third).await.bytes != before, "a document should show");
    }
}

#[actix_web::test]
async fn an_answer_that_does_not_fit_is_refused_at_its_place() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let link = token(&sent(&site, &key).await);
        let (question, _) = choice(&site.ask("GET", "/supplier/questions", &link).await.json());
        let path = format!("/supplier/answers/{question}");
        let wrong = site.put("PUT", &path, &link, &json!({"answer": "no such answer"})).await;
        assert_eq!(wrong.problem(), (422, "invalid".to_owned()));
        assert_eq!(wrong.json()["errors"][0]["pointer"], "/answer", "{}", wrong.json());
        let nothing = site.put("PUT", "/supplier/answers/I99.9", &link, &json!({"answer": "yes"})).await;
        assert_eq!(nothing.problem(), (404, "not_found".to_owned()));
    }
}

#[actix_web::test]
async fn a_link_opens_nothing_but_its_questionnaire() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let link = token(&sent(&site, &key).await);
        for path in ["/parties", "/evidence", "/questionnaires", "/session", "/organisation"] {
            assert_eq!(site.ask("GET", path, &link).await.status, 401, "{path}");
        }
        assert_eq!(site.ask("GET", "/supplier/questions", &key).await.status, 401);
        let other = link.replace(|c: char| c.is_ascii_digit(), "0");
        assert_eq!(site.ask("GET", "/supplier/questions", &other).await.status, 401);
    }
}

#[actix_web::test]
async fn a_new_link_ends_the_old_one_and_keeps_the_answers() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let sent = sent(&site, &key).await;
        let (old, id) = (token(&sent), sent.json()["questionnaire_id"].as_str().unwrap().to_owned());
        let (question, answer) = choice(&site.ask("GET", "/supplier/questions", &old).await.json());
        site.put("PUT", &format!("/supplier/answers/{question}"), &old, &json!({"answer": answer})).await;
        let renewed =
            site.put("POST", &format!("/questionnaires/{id}/renew"), &key, &json!({"expires_on": day(60)})).await;
        assert_eq!(renewed.status, 200, "{}", renewed.json());
        assert_eq!(site.ask("GET", "/supplier/questions", &old).await.status, 401);
        let sheet = site.ask("GET", "/supplier/questions", &token(&renewed)).await.json();
        assert_eq!(sheet["expires_on"], day(60));
        let answered = sheet["questions"].as_array().unwrap().iter().filter(|one| !one["answer"].is_null()).count();
        assert_eq!(answered, 1);
        assert_eq!(site.ask("POST", &format!("/questionnaires/{id}/revoke"), &key).await.json()["state"], "revoked");
        assert_eq!(site.ask("GET", "/supplier/questions", &token(&renewed)).await.status, 401);
        let again =
            site.put("POST", &format!("/questionnaires/{id}/renew"), &key, &json!({"expires_on": day(60)})).await;
        assert_eq!(again.problem(), (409, "state_conflict".to_owned()));
    }
}

#[actix_web::test]
async fn a_link_ends_with_its_last_day() {
    use crate::db::entities::questionnaires::{Column, Entity};
    use crate::db::tenant::everywhere;
    use sea_orm::EntityTrait;
    use sea_orm::sea_query::Expr;
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let link = token(&sent(&site, &key).await);
        let over = (crate::db::now() - chrono::TimeDelta::days(2)).date_naive();
        let change = Entity::update_many().col_expr(Column::ExpiresOn, Expr::value(over));
        everywhere(change.exec(site.service.database.writer())).await.unwrap();
        assert_eq!(site.ask("GET", "/supplier/questions", &link).await.problem(), (409, "state_conflict".to_owned()));
    }
}

#[actix_web::test]
async fn only_a_known_supplier_a_known_language_and_a_day_ahead_are_taken() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        sent(&site, &key).await;
        for (body, status, place) in [
            (json!({"party_id": "s1", "language": "fr", "expires_on": day(30)}), 422, "/language"),
            (json!({"party_id": "s1", "language": "ru", "expires_on": day(-3)}), 422, "/expires_on"),
            (json!({"party_id": "s1", "language": "ru", "expires_on": day(500)}), 422, "/expires_on"),
            (json!({"party_id": "nobody", "language": "ru", "expires_on": day(30)}), 404, ""),
        ] {
            let refused = site.put("POST", "/questionnaires", &key, &body).await;
            assert_eq!(refused.status, status, "{}", refused.json());
            assert_eq!(refused.json()["errors"][0]["pointer"].as_str().unwrap_or_default(), place);
        }
    }
}

#[actix_web::test]
async fn another_organisation_and_other_roles_see_no_questionnaire() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let id = sent(&site, &key).await.json()["questionnaire_id"].as_str().unwrap().to_owned();
        let theirs = site.key(site.theirs, Role::Compliance).await;
        assert_eq!(site.ask("GET", "/questionnaires", &theirs).await.json()["total"], 0);
        for path in [format!("/questionnaires/{id}"), format!("/questionnaires/{id}/revoke")] {
            let method = if path.ends_with("revoke") { "POST" } else { "GET" };
            assert_eq!(site.ask(method, &path, &theirs).await.status, 404, "{path}");
        }
        let auditor = site.key(site.ours, Role::Auditor).await;
        assert_eq!(site.ask("GET", "/questionnaires", &auditor).await.json()["total"], 1);
        assert_eq!(site.put("POST", "/questionnaires", &auditor, &wanted("s1")).await.status, 403);
        let hr = site.key(site.ours, Role::Hr).await;
        assert_eq!(site.ask("GET", "/questionnaires", &hr).await.status, 403);
    }
}
