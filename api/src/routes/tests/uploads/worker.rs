//! The check as a job: taken up again by another worker, called off, failing, beside others who read and write.

use std::fmt::Write;

use sea_orm::EntityTrait;
use sea_orm::sea_query::Expr;
use serde_json::{Value, json};

use super::{LIMITS, LINKS, SUPPLIERS, checked, commit, read, send, tag, undo, versioned, work_off};
use crate::auth::permission::Role;
use crate::db::entities::jobs;
use crate::db::{new_id, now};
use crate::jobs::{Claimed, Problem, Report, Task, Work, claim};
use crate::routes::tests::support::{Site, request, sites};
use crate::services::uploads::Check;

fn task(site: &Site, claimed: Claimed) -> Task {
    Task { claimed, database: site.service.database.clone(), report: Report::default() }
}

/// As if the worker had been killed long ago.
async fn let_lease_run_out(site: &Site) {
    let past = now() - chrono::TimeDelta::seconds(1);
    let change = jobs::Entity::update_many().col_expr(jobs::Column::LeaseUntil, Expr::value(past));
    change.exec(site.service.database.writer()).await.unwrap();
}

async fn rows(site: &Site, key: &str, id: &str) -> Value {
    site.ask("GET", &format!("/uploads/{id}/rows"), key).await.json()
}

#[actix_web::test]
async fn a_check_that_another_worker_takes_up_gives_the_same_rows_once() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let files = [("s.csv", SUPPLIERS), ("l.csv", LINKS)];
        let expected = rows(&site, &key, &checked(&site, &key, &files, &[]).await).await;
        let sent = send(&site, &key, &files, &[]).await.json();
        let id = sent["upload_id"].as_str().unwrap();
        let database = &site.service.database;
        let first = claim(database, new_id()).await.unwrap().unwrap();
        let_lease_run_out(&site).await;
        let second = claim(database, new_id()).await.unwrap().unwrap();
        // The first was only slow: it finds that the job is not its own any more and leaves nothing.
        let stopped = Check { limits: LIMITS }.run(task(&site, first.clone())).await;
        assert!(matches!(stopped, Err(Problem::Stopped)), "{stopped:?}");
        assert_eq!(rows(&site, &key, id).await["total"], 0);
        Check { limits: LIMITS }.run(task(&site, second)).await.unwrap();
        let found = rows(&site, &key, id).await;
        assert_eq!(found, expected);
        let late = Check { limits: LIMITS }.run(task(&site, first)).await;
        assert!(late.is_err(), "{late:?}");
        assert_eq!(rows(&site, &key, id).await, expected);
        assert_eq!(read(&site, &key, id).await["state"], "checked");
    }
}

#[actix_web::test]
async fn a_check_that_is_put_in_again_after_the_commit_changes_nothing() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let sent = send(&site, &key, &[("s.csv", SUPPLIERS)], &[]).await.json();
        let (id, job) = (sent["upload_id"].as_str().unwrap(), sent["job_id"].as_str().unwrap());
        assert_eq!(site.put("POST", &format!("/jobs/{job}/cancel"), &key, &json!({})).await.status, 200);
        let etag = tag(&site, &key, id).await;
        let again = versioned(&site, "PATCH", &format!("/uploads/{id}"), &key, &etag, &json!({})).await;
        assert_eq!(again.status, 202, "{}", again.json());
        work_off(&site).await;
        assert_eq!(commit(&site, &key, id, "all").await.status, 200);
        assert_eq!(site.put("POST", &format!("/jobs/{job}/resume"), &key, &json!({})).await.status, 200);
        let claimed = claim(&site.service.database, new_id()).await.unwrap().unwrap();
        let refused = Check { limits: LIMITS }.run(task(&site, claimed)).await;
        assert!(matches!(refused, Err(Problem::Refused(_))), "{refused:?}");
        assert_eq!(
            (read(&site, &key, id).await["state"].clone(), rows(&site, &key, id).await["total"].clone()),
            (json!("committed"), json!(3))
        );
    }
}

#[actix_web::test]
async fn a_failed_check_says_why_and_can_be_made_again() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let sent = send(&site, &key, &[("s.csv", SUPPLIERS)], &[]).await.json();
        let id = sent["upload_id"].as_str().unwrap();
        let claimed = claim(&site.service.database, new_id()).await.unwrap().unwrap();
        let problem = json!({"code": "too_large", "detail": "too many rows"});
        let transaction = site.service.database.begin().await.unwrap();
        assert!(crate::jobs::fail(&transaction, &claimed, problem.clone()).await.unwrap());
        transaction.commit().await.unwrap();
        let upload = read(&site, &key, id).await;
        assert_eq!((&upload["state"], &upload["problem"]), (&json!("failed"), &problem));
        assert_eq!(commit(&site, &key, id, "good").await.problem(), (409, "state_conflict".to_owned()));
        let etag = tag(&site, &key, id).await;
        versioned(&site, "PATCH", &format!("/uploads/{id}"), &key, &etag, &json!({})).await;
        work_off(&site).await;
        assert_eq!(read(&site, &key, id).await["state"], "checked");
    }
}

#[actix_web::test]
async fn while_a_large_upload_is_committed_others_read_and_sign_in() {
    let mut suppliers = String::from("supplier_id,name,country\n");
    let mut links = String::from("supplier_id,buyer_id\n");
    for number in 0..4_000 {
        writeln!(suppliers, "s{number},Mill {number},UZ").unwrap();
        writeln!(links, "s{number},s{}", (number + 1) % 4_000).unwrap();
    }
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let reader = site.key(site.ours, Role::Auditor).await;
        let id = checked(&site, &key, &[("s.csv", &suppliers), ("l.csv", &links)], &[]).await;
        let others = async {
            let mut seen = Vec::new();
            for _ in 0..1_000 {
                let parties = site.ask("GET", "/parties?limit=1", &reader).await;
                assert_eq!(parties.status, 200);
                let total = parties.json()["total"].as_u64().unwrap();
                seen.push(total);
                // Wrong words too must be looked at and written down, which takes a turn at writing.
                let words = json!({"email": "nobody@example.com", "password": "not the right one"});
                let refused = site.send(request("POST", "/session").set_json(words)).await;
                assert!([401, 429].contains(&refused.status), "{}", refused.json());
                if total > 0 {
                    break;
                }
            }
            seen
        };
        let (done, seen) = tokio::join!(commit(&site, &key, &id, "all"), others);
        assert_eq!(done.status, 200, "{}", done.json());
        // All or nothing: nobody ever sees a part.
        assert!(seen.iter().all(|total| [0, 4_000].contains(total)), "{seen:?}");
        assert_eq!(site.ask("GET", "/links", &reader).await.json()["total"], 4_000);
        assert_eq!(undo(&site, &key, &id).await.status, 200);
        assert_eq!(site.ask("GET", "/parties", &reader).await.json()["total"], 0);
    }
}
