//! Files that are too many, too large, broken or hostile.

use std::io::Write;

use karvon_intake::Limits;
use serde_json::json;
use zip::write::SimpleFileOptions;

use super::{LIMITS, SUPPLIERS, form, read, send, send_form, work_off};
use crate::auth::permission::Role;
use crate::db::new_id;
use crate::jobs::{Report, Task, Work, claim};
use crate::routes::tests::support::{request, sites, sites_with};
use crate::services::files::scan::test_support::scanner;
use crate::services::uploads::Check;

/// A workbook of some kilobytes whose one sheet unpacks to more than is taken.
fn bomb() -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
    for name in ["[Content_Types].xml", "xl/workbook.xml"] {
        writer.start_file(name, options).unwrap();
        writer.write_all(b"<x/>").unwrap();
    }
    writer.start_file("xl/worksheets/sheet1.xml", options).unwrap();
    writer.write_all(&vec![b' '; 9 << 20]).unwrap();
    writer.finish().unwrap().into_inner()
}

#[actix_web::test]
async fn broken_and_hostile_files_give_findings_and_no_harm() {
    let junk: Vec<u8> = (0..4_000_u32).map(|i| i.wrapping_mul(2_654_435_761).to_be_bytes()[1]).collect();
    let bomb = bomb();
    assert!(bomb.len() < 100_000, "{}", bomb.len());
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let laughs = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><l>&b;</l>";
        let parts = [
            ("file", Some("bomb.xlsx"), bomb.as_slice()),
            ("file", Some("junk.csv"), junk.as_slice()),
            ("file", Some("cut.xlsx"), &bomb[..200]),
            ("file", Some("laughs.csv"), laughs.as_bytes()),
            ("file", Some("empty.csv"), b"".as_slice()),
            ("file", Some("deep.json"), b"[[[[[[{".as_slice()),
            ("file", Some("s.csv"), SUPPLIERS.as_bytes()),
        ];
        let sent = send_form(&site, &key, &parts).await;
        assert_eq!(sent.status, 202, "{}", sent.json());
        work_off(&site).await;
        let id = sent.json()["upload_id"].as_str().unwrap().to_owned();
        let upload = read(&site, &key, &id).await;
        assert_eq!((&upload["state"], super::count(&upload, "suppliers", "new")), (&json!("checked"), 3));
        let found = site.ask("GET", &format!("/uploads/{id}/findings?severity=error"), &key).await.json();
        let mut files: Vec<&str> =
            found["items"].as_array().unwrap().iter().map(|finding| finding["file"].as_str().unwrap()).collect();
        files.dedup();
        assert_eq!(files, ["bomb.xlsx", "cut.xlsx", "deep.json", "empty.csv", "junk.csv", "laughs.csv"], "{found}");
    }
}

#[actix_web::test]
async fn every_limit_of_a_form_has_its_problem() {
    for site in sites_with(&[("KARVON_LIMITS__UPLOAD_BYTES", "1000")]).await {
        let key = site.key(site.ours, Role::Compliance).await;
        let large = "x".repeat(1001);
        let answer = send(&site, &key, &[("s.csv", &large)], &[]).await;
        assert_eq!(answer.problem(), (413, "too_large".to_owned()));
        let half = "x".repeat(600);
        let answer = send(&site, &key, &[("a.csv", &half), ("b.csv", &half)], &[]).await;
        assert_eq!(answer.problem(), (413, "too_large".to_owned()));
        let many = vec![("s.csv", "a"); 21];
        assert_eq!(send(&site, &key, &many, &[]).await.problem(), (413, "too_large".to_owned()));
        let refused = send(&site, &key, &[], &[("mode", "replace"), ("colour", "red")]).await;
        assert_eq!(refused.problem(), (422, "invalid".to_owned()));
        let refused = refused.json();
        let places: Vec<&str> =
            refused["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect();
        assert_eq!(places, ["/file", "/colour", "/mode"]);
        let asked = request("POST", "/uploads").insert_header(("authorization", format!("Bearer {key}")));
        assert_eq!(site.send(asked.set_json(json!({}))).await.problem(), (415, "unsupported_type".to_owned()));
        let cut = form(&[("file", Some("s.csv"), b"a,b")]);
        let asked = request("POST", "/uploads").insert_header(("authorization", format!("Bearer {key}")));
        let asked = asked.insert_header(("content-type", "multipart/form-data; boundary=b"));
        let answer = site.send(asked.set_payload(cut[..cut.len() - 12].to_vec())).await;
        assert_eq!(answer.problem(), (400, "malformed_request".to_owned()));
        assert_eq!(site.ask("GET", "/uploads", &key).await.json()["total"], 0);
    }
}

#[actix_web::test]
async fn more_rows_than_are_taken_end_the_check_with_a_problem() {
    for site in sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        let sent = send(&site, &key, &[("a.csv", SUPPLIERS), ("l.csv", super::LINKS)], &[]).await;
        assert_eq!(sent.status, 202);
        let claimed = claim(&site.service.database, new_id()).await.unwrap().unwrap();
        let task = Task { claimed, database: site.service.database.clone(), report: Report::default() };
        let refused = format!("{:?}", Check { limits: Limits { rows: 4, ..LIMITS } }.run(task).await.unwrap_err());
        assert!(refused.contains("too_large") && refused.contains('5'), "{refused}");
    }
}

#[actix_web::test]
async fn a_file_that_the_scanner_could_not_look_at_is_not_taken() {
    // Nothing listens there.
    for site in sites_with(&[("KARVON_SCANNER__ADDRESS", "127.0.0.1:1")]).await {
        let key = site.key(site.ours, Role::Compliance).await;
        let answer = send(&site, &key, &[("s.csv", SUPPLIERS)], &[]).await;
        assert_eq!(answer.problem(), (503, "unavailable".to_owned()));
    }
}

#[actix_web::test]
async fn a_file_in_which_the_scanner_found_something_is_never_read() {
    let scanner = scanner(|_| b"stream: Test-Signature FOUND\0").await;
    for site in sites_with(&[("KARVON_SCANNER__ADDRESS", &scanner)]).await {
        let key = site.key(site.ours, Role::Compliance).await;
        let sent = send(&site, &key, &[("s.csv", SUPPLIERS)], &[]).await;
        assert_eq!(sent.status, 202, "{}", sent.json());
        work_off(&site).await;
        let upload = read(&site, &key, sent.json()["upload_id"].as_str().unwrap()).await;
        assert_eq!(upload["state"], "failed");
        assert!(upload["problem"]["detail"].as_str().unwrap().contains("infected"), "{upload}");
        assert_eq!(site.ask("GET", "/parties", &key).await.json()["total"], 0);
    }
}
