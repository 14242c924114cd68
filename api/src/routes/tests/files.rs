//! Files of evidence.

use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE};
use serde_json::json;

use super::data::{add, answer_of, mill};
use super::support::{Answer, Site, all_sites, request};
use crate::auth::permission::Role;

async fn send(site: &Site, key: &str, path: &str, name: &str, content: &[u8]) -> Answer {
    let mut body =
        format!("--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n").into_bytes();
    body.extend_from_slice(content);
    body.extend_from_slice(b"\r\n--b--\r\n");
    let asked = request("POST", path).insert_header((AUTHORIZATION, format!("Bearer {key}")));
    site.send(asked.insert_header((CONTENT_TYPE, "multipart/form-data; boundary=b")).set_payload(body)).await
}

#[actix_web::test]
async fn a_file_comes_back_as_an_attachment_that_nothing_runs() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        add(&site, &key, "/parties", &mill("s1", "Mill", 20)).await;
        let piece = add(&site, &key, "/evidence", &answer_of("interview")).await;
        let path = format!("/evidence/{}/files", piece["evidence_id"].as_str().unwrap());
        let content = b"%PDF-1.7\nminutes";
        let added = send(&site, &key, &path, "../minutes.pdf", content).await;
        assert_eq!(added.status, 201, "{}", added.json());
        let body = added.json();
        assert_eq!(
            (&body["media_type"], &body["bytes"], &body["scan"]),
            (&json!("application/pdf"), &json!(16), &json!("not_scanned"))
        );
        let one = format!("{path}/{}", body["file_id"].as_str().unwrap());
        let file = site.ask("GET", &one, &key).await;
        assert_eq!((file.status, file.bytes.as_slice()), (200, &content[..]));
        assert!(file.header("content-disposition").starts_with("attachment"), "{}", file.header("content-disposition"));
        assert!(!file.header("content-disposition").contains(".."));
        assert!(file.header("content-security-policy").contains("sandbox"));
        assert_eq!(file.header("x-content-type-options"), "nosniff");
        // Testimony keeps its files to itself, and so does an organisation.
        for (organisation, role) in [(site.ours, Role::Hr), (site.theirs, Role::Compliance)] {
            let other = site.key(organisation, role).await;
            assert_eq!(site.ask("GET", &one, &other).await.status, 404);
        }
        let theirs = site.key(site.theirs, Role::Compliance).await;
        assert_eq!(send(&site, &theirs, &path, "a.pdf", content).await.status, 404);
    }
}

#[actix_web::test]
async fn a_program_or_a_page_is_no_evidence() {
    for site in all_sites().await {
        let key = site.key(site.ours, Role::Compliance).await;
        add(&site, &key, "/parties", &mill("s1", "Mill", 20)).await;
        let piece = add(&site, &key, "/evidence", &answer_of("document")).await;
        let path = format!("/evidence/{}/files", piece["evidence_id"].as_str().unwrap());
        for content in [&b"MZ\x90\x00\x03"[..], b"PK\x03\x04 none"] {
            let refused = send(&site, &key, &path, "minutes.pdf", content).await;
            assert_eq!(refused.problem(), (415, "unsupported_type".to_owned()));
        }
        let text = site.put("POST", &path, &key, &json!({})).await;
        assert_eq!(text.problem(), (415, "unsupported_type".to_owned()));
    }
}
