//! Erasing, keeping for a time, and taking everything along.

use std::io::{Cursor, Read};

use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE};
use chrono::TimeDelta;
use sea_orm::EntityTrait;
use serde_json::{Value, json};
use zip::ZipArchive;

use super::data::{add, answer_of, mill};
use super::support::{Answer, Site, request, sites};
use crate::audit;
use crate::auth::permission::Role;
use crate::db::entities::{blobs, file_chunks};
use crate::db::now;
use crate::services::erasure::keep_to_retention;

async fn attach(site: &Site, key: &str, evidence: &str) -> Answer {
    let body = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\n\r\n%PDF-1.7\nminutes\r\n--b--\r\n";
    let asked = request("POST", &format!("/evidence/{evidence}/files"));
    let asked = asked.insert_header((AUTHORIZATION, format!("Bearer {key}")));
    site.send(asked.insert_header((CONTENT_TYPE, "multipart/form-data; boundary=b")).set_payload(body)).await
}

/// A mill with a piece of evidence that has a note and a file, assessed: ids of evidence, file and assessment.
async fn known(site: &Site, key: &str) -> (String, String, String) {
    add(site, key, "/parties", &mill("s1", "Mill", 20)).await;
    let mut answer = answer_of("document");
    answer["note"] = json!("kept in the blue folder");
    let evidence = add(site, key, "/evidence", &answer).await["evidence_id"].as_str().unwrap().to_owned();
    let file = attach(site, key, &evidence).await.json()["file_id"].as_str().unwrap().to_owned();
    let assessment = assessed(site, key).await;
    (evidence, file, assessment)
}

async fn assessed(site: &Site, key: &str) -> String {
    let started = site.put("POST", "/assessments", key, &json!({"worlds": 64})).await;
    assert_eq!(started.status, 202, "{}", started.json());
    site.work_off().await;
    started.json()["assessment_id"].as_str().unwrap().to_owned()
}

async fn erase(site: &Site, key: &str, object: &str) -> Answer {
    site.put("POST", "/erasures", key, &json!({"object": object, "reason": "a request of the site"})).await
}

/// How many entries of the log have no details any more; the log holds.
async fn erased_in_log(site: &Site) -> usize {
    let text = audit::export(site.service.database.reader(), site.ours, None).await.unwrap();
    audit::verify(&text).unwrap().erased
}

/// What the organisation's assessment says of itself.
async fn shown(site: &Site, key: &str, id: &str) -> Value {
    site.ask("GET", &format!("/assessments/{id}"), key).await.json()
}

#[actix_web::test]
async fn an_erased_note_is_in_no_version_and_no_frozen_inputs_and_the_log_holds() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let (evidence, file, assessment) = known(&site, &key).await;
        let other = assessed(&site, &key).await;
        site.put("POST", &format!("/evidence/{evidence}/withdraw"), &key, &json!({"reason": "superseded"})).await;
        let without = assessed(&site, &key).await;
        let admin = site.key(site.ours, Role::Admin).await;
        assert_eq!(erased_in_log(&site).await, 0);
        let erased = erase(&site, &admin, &format!("evidence/{evidence}")).await;
        assert_eq!(erased.status, 200, "{}", erased.json());
        let body = erased.json();
        assert_eq!((&body["notes"], &body["files"]), (&json!(2), &json!(1)), "{body}");

        let history = site.ask("GET", &format!("/evidence/{evidence}/history"), &key).await;
        assert_eq!(history.json()["total"], 2);
        assert!(!String::from_utf8(history.bytes).unwrap().contains("blue folder"));
        let given = site.ask("GET", &format!("/evidence/{evidence}/files/{file}"), &key).await;
        assert_eq!(given.problem(), (409, "state_conflict".to_owned()));
        for id in [&assessment, &other] {
            assert_eq!(shown(&site, &key, id).await["replayable"], false);
            let inputs = site.ask("GET", &format!("/assessments/{id}/inputs"), &key).await;
            assert_eq!(inputs.problem(), (409, "state_conflict".to_owned()));
            assert_eq!(site.ask("GET", &format!("/assessments/{id}/result"), &key).await.status, 200);
        }
        // The last one froze the data after the withdrawal, after which the note is in the row but in no inputs.
        assert_eq!(shown(&site, &key, &without).await["replayable"], true);
        // The piece of evidence was added and withdrawn, its file added.
        assert_eq!(erased_in_log(&site).await, 3);
        let log = site.ask("GET", "/audit_log?action=erasure.done", &admin).await.json();
        assert_eq!((&log["total"], &log["items"][0]["reason"]), (&json!(1), &json!("a request of the site")));
    }
}

#[actix_web::test]
async fn an_erased_file_is_gone_and_the_assessment_stays() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let (_, file, assessment) = known(&site, &key).await;
        let admin = site.key(site.ours, Role::Admin).await;
        assert_eq!(erase(&site, &admin, &format!("file/{file}")).await.json()["files"], 1);
        assert!(file_chunks::Entity::find().all(site.service.database.reader()).await.unwrap().is_empty());
        assert_eq!(shown(&site, &key, &assessment).await["replayable"], true);
        assert_eq!(erased_in_log(&site).await, 1);
        let again = erase(&site, &admin, &format!("file/{file}")).await;
        assert_eq!((again.status, &again.json()["files"]), (200, &json!(0)));
    }
}

#[actix_web::test]
async fn a_legal_hold_stops_every_erasure() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let (evidence, _, assessment) = known(&site, &key).await;
        let admin = site.key(site.ours, Role::Admin).await;
        let hold = request("PATCH", "/organisation")
            .insert_header((AUTHORIZATION, format!("Bearer {admin}")))
            .insert_header(("if-match", "\"1\""))
            .set_json(json!({"legal_hold": true, "retention_days": 1}));
        assert_eq!(site.send(hold).await.status, 200);
        for object in [format!("evidence/{evidence}"), format!("assessment/{assessment}")] {
            assert_eq!(erase(&site, &admin, &object).await.problem(), (409, "state_conflict".to_owned()));
        }
        let database = &site.service.database;
        assert!(keep_to_retention(database, now() + TimeDelta::days(100)).await.unwrap().is_empty());
        assert_eq!(shown(&site, &key, &assessment).await["replayable"], true);
    }
}

#[actix_web::test]
async fn what_is_older_than_the_organisation_keeps_is_erased_once() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let (_, _, assessment) = known(&site, &key).await;
        let admin = site.key(site.ours, Role::Admin).await;
        let keep = request("PATCH", "/organisation")
            .insert_header((AUTHORIZATION, format!("Bearer {admin}")))
            .insert_header(("if-match", "\"1\""))
            .set_json(json!({"retention_days": 30}));
        assert_eq!(site.send(keep).await.status, 200);
        let database = &site.service.database;
        assert!(keep_to_retention(database, now() + TimeDelta::days(29)).await.unwrap().is_empty());
        let kept = keep_to_retention(database, now() + TimeDelta::days(31)).await.unwrap();
        assert_eq!((kept.len(), kept[0].organisation_id), (1, site.ours));
        assert_eq!((kept[0].erased.files, kept[0].erased.assessments.len()), (1, 1));
        assert_eq!(shown(&site, &key, &assessment).await["replayable"], false);
        assert!(keep_to_retention(database, now() + TimeDelta::days(32)).await.unwrap().is_empty());
        assert_eq!(erased_in_log(&site).await, 1);
    }
}

#[actix_web::test]
async fn erasing_is_for_administrators_and_for_their_own_organisation() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let (evidence, file, assessment) = known(&site, &key).await;
        for role in [Role::Compliance, Role::Auditor, Role::Hr] {
            let key = site.key(site.ours, role).await;
            assert_eq!(erase(&site, &key, &format!("file/{file}")).await.status, 403, "{role}");
        }
        let stranger = site.key(site.theirs, Role::Admin).await;
        let objects = [
            format!("file/{file}"),
            format!("evidence/{evidence}"),
            format!("assessment/{assessment}"),
            "party/s1".to_owned(),
        ];
        for object in objects {
            assert_eq!(erase(&site, &stranger, &object).await.problem(), (404, "not_found".to_owned()), "{object}");
        }
        assert_eq!(blobs::Entity::find().all(site.service.database.reader()).await.unwrap().len(), 2);
        let admin = site.key(site.ours, Role::Admin).await;
        assert_eq!(erase(&site, &admin, "moon/1").await.problem(), (422, "invalid".to_owned()));
        assert_eq!(erase(&site, &admin, "everything").await.problem(), (422, "invalid".to_owned()));
    }
}

/// Names of the files in an archive, and the text of one.
fn opened(bytes: &[u8], name: &str) -> (Vec<String>, String) {
    let mut archive = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    (names, text)
}

#[actix_web::test]
async fn an_export_holds_tables_originals_assessments_and_the_log_and_nobody_elses() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let (_, file, assessment) = known(&site, &key).await;
        let theirs = site.key(site.theirs, Role::Compliance).await;
        add(&site, &theirs, "/parties", &mill("t1", "Their mill", 20)).await;
        let started = site.ask("POST", "/organisation/export", &key).await;
        assert_eq!(started.status, 202, "{}", started.json());
        let path = format!("/organisation/exports/{}/file", started.json()["export_id"].as_str().unwrap());
        assert_eq!(site.ask("GET", &path, &key).await.problem(), (409, "state_conflict".to_owned()));
        site.work_off().await;
        let job = site.ask("GET", &format!("/jobs/{}", started.json()["job_id"].as_str().unwrap()), &key).await;
        assert_eq!(job.json()["state"], "done", "{}", job.json());

        let given = site.ask("GET", &path, &key).await;
        assert_eq!((given.status, given.header("content-type")), (200, "application/zip"));
        let (names, parties) = opened(&given.bytes, "tables/parties.json");
        assert!(parties.contains("\"Mill\"") && !parties.contains("Their mill"), "{parties}");
        for name in [
            "tables/parties.csv".to_owned(),
            "tables/evidence.csv".to_owned(),
            format!("files/{file}/a.pdf"),
            format!("assessments/{assessment}/inputs.json"),
            format!("assessments/{assessment}/assessment.json"),
        ] {
            assert!(names.contains(&name), "{name}: {names:?}");
        }
        let (_, log) = opened(&given.bytes, "audit_log.jsonl");
        assert!(audit::verify(&log).is_ok());
        let (_, keys) = opened(&given.bytes, "tables/api_keys.json");
        assert!(keys.contains("\"role\"") && !keys.contains("sha256"), "{keys}");
        let (_, original) = opened(&given.bytes, &format!("files/{file}/a.pdf"));
        assert_eq!(original, "%PDF-1.7\nminutes");

        let admin = site.key(site.ours, Role::Admin).await;
        assert_eq!(erase(&site, &admin, &format!("file/{file}")).await.json()["exports"], 1);
        assert_eq!(site.ask("GET", &path, &key).await.problem(), (409, "state_conflict".to_owned()));
        assert_eq!(site.ask("GET", &path, &theirs).await.status, 404);
        let auditor = site.key(site.ours, Role::Auditor).await;
        assert_eq!(site.ask("GET", &path, &auditor).await.status, 403);
    }
}
