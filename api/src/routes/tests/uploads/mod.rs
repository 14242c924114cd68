//! Uploads: sent, checked by a worker, looked at, committed and taken back.

mod commit;
mod journey;
mod limits;
mod repair;
mod rights;
mod undo;
mod worker;

use actix_web::http::header::{AUTHORIZATION, CONTENT_TYPE};
use karvon_intake::Limits;
use serde_json::{Value, json};

use super::support::{Answer, Site, request};
use crate::app::works;
use crate::jobs::Kind;
use crate::services::uploads::Check;

/// What the worker of the tests takes at once.
const LIMITS: Limits = Limits {
    file_bytes: 64 << 20,
    unpacked_bytes: 8 << 20,
    rows: 50_000,
    columns: 1_000,
    cells: 4_000_000,
    cell_bytes: 100_000,
};

const SUPPLIERS: &str = "supplier_id,name,country,workers\ns1,Mill,UZ,120\ns2,Shop,DE,15\ns3,Gin,TJ,40\n";
const LINKS: &str =
    "supplier_id,buyer_id,kind,share,valid_from\ns1,s2,goods,60%,25/04/2025\ns3,s1,goods,0.5,03/04/2025\n";

/// A part of a form: name, file name if it is a file, content.
type FormPart<'a> = (&'a str, Option<&'a str>, &'a [u8]);

/// A form as a browser sends it.
fn form(parts: &[FormPart<'_>]) -> Vec<u8> {
    let mut body = Vec::new();
    for (name, file, content) in parts {
        let file = file.map(|file| format!("; filename=\"{file}\"")).unwrap_or_default();
        let head = format!("--b\r\nContent-Disposition: form-data; name=\"{name}\"{file}\r\n\r\n");
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(content);
        body.extend_from_slice(b"\r\n");
    }
    body.extend_from_slice(b"--b--\r\n");
    body
}

/// Sends a form.
async fn send_form(site: &Site, key: &str, parts: &[FormPart<'_>]) -> Answer {
    let asked = request("POST", "/uploads").insert_header((AUTHORIZATION, format!("Bearer {key}")));
    site.send(asked.insert_header((CONTENT_TYPE, "multipart/form-data; boundary=b")).set_payload(form(parts))).await
}

/// Sends text files.
async fn send(site: &Site, key: &str, files: &[(&str, &str)], fields: &[(&str, &str)]) -> Answer {
    let files = files.iter().map(|(name, text)| ("file", Some(*name), text.as_bytes()));
    let fields = fields.iter().map(|(name, text)| (*name, None, text.as_bytes()));
    send_form(site, key, &files.chain(fields).collect::<Vec<_>>()).await
}

/// Does everything that waits, as a worker would, with limits that are small enough to be reached.
async fn work_off(site: &Site) {
    let mut works = works(&site.service.settings);
    works.insert(Kind::Upload, Box::new(Check { limits: LIMITS }));
    site.work_off_by(&works).await;
}

/// Sends text files and has them checked: the upload's id.
async fn checked(site: &Site, key: &str, files: &[(&str, &str)], fields: &[(&str, &str)]) -> String {
    let sent = send(site, key, files, fields).await;
    assert_eq!(sent.status, 202, "{}", sent.json());
    work_off(site).await;
    let id = sent.json()["upload_id"].as_str().unwrap().to_owned();
    let upload = read(site, key, &id).await;
    assert_eq!(upload["state"], "checked", "{upload}");
    id
}

/// An upload as it stands.
async fn read(site: &Site, key: &str, id: &str) -> Value {
    let answer = site.ask("GET", &format!("/uploads/{id}"), key).await;
    assert_eq!(answer.status, 200, "{}", answer.json());
    answer.json()
}

/// Commits.
async fn commit(site: &Site, key: &str, id: &str, rows: &str) -> Answer {
    site.put("POST", &format!("/uploads/{id}/commit"), key, &json!({"rows": rows})).await
}

/// Sends text files, has them checked and commits what is good: the upload's id.
async fn committed(site: &Site, key: &str, files: &[(&str, &str)], fields: &[(&str, &str)]) -> String {
    let id = checked(site, key, files, fields).await;
    let answer = commit(site, key, &id, "good").await;
    assert_eq!(answer.status, 200, "{}", answer.json());
    id
}

/// Takes a commit back.
async fn undo(site: &Site, key: &str, id: &str) -> Answer {
    site.put("POST", &format!("/uploads/{id}/undo"), key, &json!({"reason": "the wrong file"})).await
}

/// How many rows of a table have an outcome.
fn count(upload: &Value, table: &str, outcome: &str) -> u64 {
    upload["counts"][table][outcome].as_u64().unwrap_or_else(|| panic!("{table} {outcome}: {upload}"))
}

/// A whole list as CSV.
async fn export(site: &Site, key: &str, list: &str) -> String {
    let answer = site.ask("GET", &format!("{list}{}format=csv", if list.contains('?') { '&' } else { '?' }), key).await;
    assert_eq!(answer.status, 200, "{list}");
    String::from_utf8(answer.bytes).unwrap()
}

/// The version that a write must name.
async fn tag(site: &Site, key: &str, id: &str) -> String {
    site.ask("GET", &format!("/uploads/{id}"), key).await.header("etag").to_owned()
}

/// A write that names its version.
async fn versioned(site: &Site, method: &str, path: &str, key: &str, tag: &str, body: &Value) -> Answer {
    let asked = request(method, path).insert_header((AUTHORIZATION, format!("Bearer {key}")));
    site.send(asked.insert_header(("if-match", tag)).set_json(body)).await
}
