//! Reports: asked for, made, decided about, given out, and verified elsewhere.

use std::io::{Cursor, Read};

use actix_web::http::header::{AUTHORIZATION, IF_MATCH};
use calamine::Reader as _;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use serde_json::{Value, json};

use super::assessments::{assessed, start as assess};
use super::data::{add, mill};
use super::support::{Answer, Site, all_sites, request, sites, sites_with};
use crate::auth::permission::Role;
use crate::db::entities::{jobs, reports};
use crate::digest::sha256;
use crate::services::data::DataFile;
use crate::services::keyring::{KeyRing, Missing};
use crate::services::place;
use crate::services::verify::{Same, examine};
use crate::texts::Texts;

/// Asks for a report and has it made: the report.
async fn made(site: &Site, key: &str, assessment: &str, wanted: &Value) -> Value {
    let started = site.put("POST", &format!("/assessments/{assessment}/reports"), key, wanted).await;
    assert_eq!(started.status, 202, "{}", started.json());
    let id = started.json()["report_id"].as_str().unwrap().to_owned();
    assert_eq!(started.header("location"), format!("/api/v1/reports/{id}"));
    assert_eq!(site.ask("GET", &format!("/reports/{id}"), key).await.json()["state"], "running");
    assert_eq!(site.ask("GET", &format!("/reports/{id}/file"), key).await.problem().0, 409);
    site.work_off().await;
    site.ask("GET", &format!("/reports/{id}"), key).await.json()
}

async fn file(site: &Site, key: &str, report: &Value) -> Answer {
    site.ask("GET", &format!("/reports/{}/file", report["report_id"].as_str().unwrap()), key).await
}

#[actix_web::test]
async fn a_report_is_given_out_with_its_hash_and_verifies_elsewhere() {
    let folder = tempfile::tempdir().unwrap();
    let key_file = folder.path().join("secret.key");
    for site in sites_with(&[("KARVON_SECRETS__KEY_FILE", key_file.to_str().unwrap())]).await {
        let keys = KeyRing::unlock(site.service.database.writer(), &key_file, Missing::Make).await.unwrap();
        let key = site.key(site.ours, Role::Compliance).await;
        let assessment = assessed(&site, &key).await;
        let wanted = json!({"edition": "compliance", "language": "en", "format": "pdf", "report_date": "2026-12-01"});
        let report = made(&site, &key, &assessment, &wanted).await;
        assert_eq!((&report["state"], &report["personal_data"]), (&json!("ready"), &Value::Null), "{report}");
        let answer = file(&site, &key, &report).await;
        assert_eq!(answer.status, 200);
        assert_eq!(report["sha256"], sha256(&answer.bytes).as_str());
        assert_eq!(answer.header("content-type"), "application/pdf");
        assert!(answer.header("content-disposition").starts_with("attachment"));
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert!(answer.header("content-security-policy").contains("sandbox"));
        // Whoever has the report and the inputs makes it again, byte for byte.
        let bytes = site.ask("GET", &format!("/assessments/{assessment}/inputs"), &key).await.bytes;
        let texts = Texts::new("en");
        let inputs = [DataFile { name: "inputs.json".to_owned(), bytes }];
        let examined = examine(&answer.bytes, &inputs, &|at| place::place(at, &texts)).unwrap();
        assert_eq!((examined.result, examined.report), (Some(Same::Same), Some(Same::Same)), "{examined:?}");
        let (head, is_genuine) = examined.log_head.clone().unwrap();
        assert!(is_genuine && examined.holds());
        assert_eq!(head.public_key, keys.public_key());
        // The head is that of the entry about the report itself.
        let auditor = site.key(site.ours, Role::Auditor).await;
        let log = site.ask("GET", "/audit_log?action=report.start", &auditor).await.json();
        assert_eq!(
            (&log["items"][0]["seq"], &log["items"][0]["hash"]),
            (&json!(head.head.seq), &json!(head.head.hash))
        );
    }
}

#[actix_web::test]
async fn a_report_made_again_after_its_worker_was_killed_is_the_same() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let assessment = assessed(&site, &key).await;
        for format in ["pdf", "xlsx", "csv"] {
            let report = made(&site, &key, &assessment, &json!({"edition": "auditor", "format": format})).await;
            let id: uuid::Uuid = report["report_id"].as_str().unwrap().parse().unwrap();
            let writer = site.service.database.writer();
            jobs::Entity::update_many()
                .col_expr(jobs::Column::State, Expr::value("queued"))
                .filter(jobs::Column::ObjectId.eq(id))
                .exec(writer)
                .await
                .unwrap();
            reports::Entity::update_many()
                .col_expr(reports::Column::State, Expr::value("running"))
                .filter(reports::Column::Id.eq(id))
                .exec(writer)
                .await
                .unwrap();
            site.work_off().await;
            let again = site.ask("GET", &format!("/reports/{id}"), &key).await.json();
            assert_eq!((&again["state"], &again["sha256"]), (&json!("ready"), &report["sha256"]), "{format}");
        }
    }
}

#[actix_web::test]
async fn every_kind_of_file_holds_what_the_assessment_says() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let assessment = assessed(&site, &key).await;
        let parties = site.ask("GET", &format!("/assessments/{assessment}/parties"), &key).await.json();
        let total = usize::try_from(parties["total"].as_u64().unwrap()).unwrap();
        let of = async |format: &str| {
            let report = made(&site, &key, &assessment, &json!({"edition": "auditor", "format": format})).await;
            file(&site, &key, &report).await.bytes
        };
        let result = site.ask("GET", &format!("/assessments/{assessment}/result"), &key).await.bytes;
        assert!(of("json").await == result);
        let mut archive = zip::ZipArchive::new(Cursor::new(of("csv").await)).unwrap();
        let mut table = String::new();
        archive.by_name("parties.csv").unwrap().read_to_string(&mut table).unwrap();
        assert_eq!(csv::Reader::from_reader(table.as_bytes()).records().count(), total);
        let mut book: calamine::Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(of("xlsx").await)).unwrap();
        assert_eq!(book.sheet_names().len(), archive.len());
        assert_eq!(book.worksheet_range("parties").unwrap().height(), total + 1);
        let network = String::from_utf8(of("graphml").await).unwrap();
        assert_eq!(network.matches("<node ").count(), total);
    }
}

#[actix_web::test]
async fn what_is_not_made_is_refused_with_what_is() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let assessment = assessed(&site, &key).await;
        let path = format!("/assessments/{assessment}/reports");
        let wanted = json!({"edition": "scorecard", "language": "kk", "format": "docx", "party_id": "s1"});
        let refused = site.put("POST", &path, &key, &wanted).await;
        assert_eq!(refused.problem(), (422, "invalid".to_owned()));
        let body = refused.json();
        let told = body["errors"].as_array().unwrap();
        let places: Vec<&str> = told.iter().map(|error| error["pointer"].as_str().unwrap()).collect();
        assert_eq!(places, ["/edition", "/language", "/format", "/party_id"]);
        assert!(told[0]["fix"].as_str().unwrap().contains("compliance, auditor"), "{told:?}");
        assert_eq!(site.ask("GET", "/reports", &key).await.json()["total"], 0);
    }
}

#[actix_web::test]
async fn only_who_may_see_an_edition_hears_of_it() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let assessment = assessed(&site, &key).await;
        let path = format!("/assessments/{assessment}/reports");
        let wanted = json!({"edition": "compliance", "format": "json"});
        let report = made(&site, &key, &assessment, &wanted).await;
        let one = format!("/reports/{}", report["report_id"].as_str().unwrap());
        let auditor = site.key(site.ours, Role::Auditor).await;
        assert_eq!(site.ask("GET", &one, &auditor).await.status, 200);
        assert_eq!(file(&site, &auditor, &report).await.status, 200);
        assert_eq!(site.ask("GET", "/reports?format=csv", &auditor).await.status, 200);
        assert_eq!(site.ask("GET", "/reports?edition=compliance", &auditor).await.json()["total"], 1);
        let about_nobody = "/reports?party_id=null&decision=null&language=en&sort=-party_id,state";
        assert_eq!(site.ask("GET", about_nobody, &auditor).await.json()["total"], 1);
        assert_eq!(site.ask("GET", "/reports?party_id=s1", &auditor).await.json()["total"], 0);
        let exported = site.ask("GET", "/reports?format=csv", &auditor).await.bytes;
        let head = String::from_utf8(exported).unwrap().lines().next().unwrap_or_default().to_owned();
        for column in ["party_id", "personal_data", "decision_reason", "created_at"] {
            assert!(head.contains(column), "{column}: {head}");
        }
        assert_eq!(site.put("POST", &path, &auditor, &wanted).await.status, 403);
        let hr = site.key(site.ours, Role::Hr).await;
        assert_eq!(site.put("POST", &path, &hr, &wanted).await.status, 403);
        let theirs = site.key(site.theirs, Role::Compliance).await;
        assert_eq!(site.put("POST", &path, &theirs, &wanted).await.status, 404);
        for other in [hr, theirs] {
            assert_eq!(site.ask("GET", "/reports", &other).await.json()["total"], 0);
            assert_eq!(site.ask("GET", &one, &other).await.status, 404);
            assert_eq!(file(&site, &other, &report).await.status, 404);
        }
    }
}

async fn decide(site: &Site, key: &str, report: &Value, version: &str, publish: bool) -> Answer {
    let path = format!("/reports/{}/decision", report["report_id"].as_str().unwrap());
    let asked = request("POST", &path).insert_header((AUTHORIZATION, format!("Bearer {key}")));
    let asked = asked.insert_header((IF_MATCH, version)).set_json(json!({"publish": publish, "reason": "looked at"}));
    site.send(asked).await
}

#[actix_web::test]
async fn what_may_tell_about_a_person_waits_for_a_decision() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        add(&site, &key, "/parties", &mill("s1", "Mill, +998 71 123 45 67", 20)).await;
        let assessment = assess(&site, &key).await;
        site.work_off().await;
        let wanted = json!({"edition": "compliance", "format": "json"});
        for (publish, state, status) in [(true, "ready", 200), (false, "failed", 409)] {
            let report = made(&site, &key, &assessment, &wanted).await;
            assert_eq!(report["state"], "needs_decision", "{report}");
            let first = &report["personal_data"]["places"][0];
            assert_eq!((&first["place"], &first["kind"]), (&json!("/parties/0/name"), &json!("phone_number")));
            assert!(!report.to_string().contains("+998"), "{report}");
            assert_eq!(file(&site, &key, &report).await.problem(), (409, "state_conflict".to_owned()));
            let auditor = site.key(site.ours, Role::Auditor).await;
            assert_eq!(decide(&site, &auditor, &report, "\"2\"", publish).await.status, 403);
            assert_eq!(decide(&site, &key, &report, "\"1\"", publish).await.problem().0, 412);
            let decided = decide(&site, &key, &report, "\"2\"", publish).await;
            assert_eq!((decided.status, &decided.json()["state"]), (200, &json!(state)), "{}", decided.json());
            assert_eq!(file(&site, &key, &report).await.status, status);
            assert_eq!(decide(&site, &key, &report, "\"3\"", publish).await.problem().0, 409);
        }
        let log = site.ask("GET", "/audit_log?action=report.decide", &site.key(site.ours, Role::Admin).await).await;
        assert_eq!(log.json()["total"], 2);
    }
}
