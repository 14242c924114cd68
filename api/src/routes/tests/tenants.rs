//! Two organisations in one database: whatever address the other one asks, nothing of ours is told or touched, totals included.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::assessments::start;
use super::data::{add, mill, one_of_each};
use super::support::{Answer, Site, all_sites, request};
use crate::auth::permission::Role;
use crate::routes;
use crate::routes::endpoint::{About, Access, Content, Method};

/// What stands in every free text of ours and nowhere else.
const MARK: &str = "Quokkamill";

/// The value for each parameter of a path: the id of something of ours.
type Ids = BTreeMap<String, String>;

/// Reads an id of every kind of thing from the lists of ours.
async fn ids_of(site: &Site, keys: &[String]) -> Ids {
    let mut ids = Ids::new();
    for about in routes::about().iter().filter(|about| about.list.is_some() && !about.path.contains('{')) {
        for key in keys {
            let answer = site.ask("GET", about.path, key).await;
            let items = answer.json()["items"].as_array().cloned().unwrap_or_default();
            let Some(Value::Object(item)) = items.into_iter().next() else { continue };
            for (name, value) in item.iter().filter(|(name, _)| name.ends_with("_id")) {
                if let Some(id) = value.as_str() {
                    ids.entry(name.clone()).or_insert_with(|| id.to_owned());
                }
            }
        }
    }
    ids
}

/// The address with ids of ours.
fn address(about: &About, ids: &Ids) -> String {
    let part = |part: &str| match part.strip_prefix('{').and_then(|part| part.strip_suffix('}')) {
        Some(name) => ids.get(name).cloned().unwrap_or_else(|| "1".to_owned()),
        None => part.to_owned(),
    };
    let path = about.path.split('/').map(part).collect::<Vec<_>>().join("/");
    // What these cannot be asked without.
    let query = match about.id.as_ref() {
        "read_trace" => "?party_id=q1".to_owned(),
        "compare_assessments" => format!("?with={}", ids["assessment_id"]),
        _ => String::new(),
    };
    path + &query
}

async fn asked(site: &Site, about: &About, path: &str, key: &str) -> Answer {
    let asked = request(about.method.as_str(), path)
        .insert_header(("if-match", "\"1\""))
        .insert_header(("authorization", format!("Bearer {key}")));
    if matches!(about.body, Some(Content::Multipart(_))) {
        let file = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\ntext\r\n--b--\r\n";
        let asked = asked.insert_header(("content-type", "multipart/form-data; boundary=b")).set_payload(file);
        return site.send(asked).await;
    }
    if about.body.is_some() {
        return site.send(asked.set_json(json!({"reason": "I want it"}))).await;
    }
    site.send(asked).await
}

/// Everything that ours can read of its data, each list by the first role that may, to see that nobody touched it.
async fn all_of(site: &Site, keys: &[String]) -> Vec<(&'static str, Vec<u8>)> {
    let mut all = Vec::new();
    for about in routes::about() {
        if about.list.is_none() || about.path.contains('{') || ["/audit_log", "/keys"].contains(&about.path) {
            continue;
        }
        for key in keys {
            let list = site.ask("GET", &format!("{}?format=csv", about.path), key).await;
            if list.status == 200 {
                all.push((about.path, list.bytes));
                break;
            }
        }
    }
    all
}

/// What every list says to the keys of somebody, as a page with its total, as a whole table, and to a search for what is ours.
async fn lists_to(site: &Site, keys: &[String]) -> Vec<(String, u16, String)> {
    let mut all = Vec::new();
    for about in routes::about() {
        // A key that is used says so of itself.
        if about.list.is_none() || about.path.contains('{') || about.path == "/keys" {
            continue;
        }
        for query in ["?limit=1", "?format=csv", "?q=Quokka", "?q=Quokka&format=csv"] {
            for key in keys {
                let path = format!("{}{query}", about.path);
                let answer = site.ask("GET", &path, key).await;
                // A refusal has an id of its own.
                let told = if answer.status == 200 { String::from_utf8(answer.bytes).unwrap() } else { String::new() };
                all.push((path, answer.status, told));
            }
        }
    }
    all
}

#[actix_web::test]
async fn another_organisation_is_told_nothing_and_changes_nothing() {
    for site in all_sites().await {
        let mut keys = Vec::new();
        for role in Role::ALL {
            keys.push(site.key(site.ours, role).await);
        }
        let mut others = Vec::new();
        for role in Role::ALL {
            others.push(site.key(site.theirs, role).await);
        }
        let nothing = lists_to(&site, &others).await;
        let writer = &keys[0];
        one_of_each(&site, writer).await;
        add(&site, writer, "/parties", &mill("q1", MARK, 20)).await;
        add(&site, writer, "/links", &json!({"supplier_id": "q1", "buyer_id": "s2"})).await;
        let assessment = start(&site, writer).await;
        site.work_off().await;
        let wanted = json!({"edition": "compliance", "language": "en", "format": "json"});
        let report = site.put("POST", &format!("/assessments/{assessment}/reports"), writer, &wanted).await;
        assert_eq!(report.status, 202, "{}", report.json());
        let until = (crate::db::now() + chrono::TimeDelta::days(9)).date_naive().to_string();
        let invited = json!({"party_id": "q1", "language": "en", "expires_on": until});
        assert_eq!(site.put("POST", "/questionnaires", writer, &invited).await.status, 201);
        let upload = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"suppliers.csv\"\r\n\r\n\
                      supplier_id,name,country\nq2,Quokkamill,UZ\n\r\n--b--\r\n";
        let sent = request("POST", "/uploads").insert_header(("authorization", format!("Bearer {writer}")));
        let sent = sent.insert_header(("content-type", "multipart/form-data; boundary=b")).set_payload(upload);
        assert_eq!(site.send(sent).await.status, 202);
        site.work_off().await;
        let export = site.ask("POST", "/organisation/export", writer).await.json();
        site.work_off().await;
        let mut ids = ids_of(&site, &keys).await;
        let of = |answer: &Value, name: &str| (name.to_owned(), answer[name].as_str().unwrap().to_owned());
        ids.extend([of(&export, "export_id"), of(&export, "job_id"), of(&report.json(), "report_id")]);
        ids.insert("party_id".to_owned(), "q1".to_owned());
        // What the program brings along is everybody's; own lists and rulesets have tests of their own.
        ids.retain(|name, _| !["list_id", "ruleset_id"].contains(&name.as_str()));
        let before = all_of(&site, &keys).await;
        // Pages, totals, exports and searches are to the byte what they were before there was anything of ours.
        assert!(nothing.iter().any(|(_, status, _)| *status == 200));
        for (before, after) in nothing.iter().zip(&lists_to(&site, &others).await) {
            assert_eq!(before, after);
        }
        for (role, key) in Role::ALL.into_iter().zip(&others) {
            for about in routes::about() {
                let Access::Needs(..) = about.access else { continue };
                let path = address(&about, &ids);
                let answer = asked(&site, &about, &path, key).await;
                let what = format!("{role} {} {path}: {}", about.method.as_str(), answer.status);
                let text = String::from_utf8_lossy(&answer.bytes).into_owned();
                assert!(!text.contains(MARK), "{what}: {text}");
                if about.path.contains('{') && about.method == Method::Get {
                    assert!([403, 404].contains(&answer.status), "{what}: {text}");
                }
                // An id that the caller sent may be repeated in "there is no …"; nothing else of ours may be known.
                if about.list.is_some() && answer.status == 200 && answer.json()["items"].is_array() {
                    for id in ids.values() {
                        assert!(!text.contains(&format!("\"{id}\"")), "{what}: {text}");
                    }
                }
            }
        }
        for ((path, before), (_, after)) in before.iter().zip(all_of(&site, &keys).await) {
            assert!(*before == after, "{path} was changed from outside");
        }
    }
}
