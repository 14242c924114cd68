//! What holds for every address of the OpenAPI document.

use std::collections::BTreeMap;

use serde_json::Value;

use super::support::{Site, request, sites};
use crate::auth::permission::{self, Part, Role};
use crate::routes;
use crate::routes::endpoint::{About, Access, Content};

/// The path of an address with something in the place of its parameters.
fn path(about: &About) -> String {
    let parts = about.path.split('/').map(|part| if part.starts_with('{') { "nothing-of-that-name" } else { part });
    parts.collect::<Vec<_>>().join("/")
}

async fn status(site: &Site, about: &About, key: Option<&str>) -> u16 {
    let mut asked = request(about.method.as_str(), &path(about)).insert_header(("if-match", "\"1\""));
    if let Some(key) = key {
        asked = asked.insert_header(("authorization", format!("Bearer {key}")));
    }
    let asked = if matches!(about.body, Some(Content::Multipart(_))) {
        let file = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.txt\"\r\n\r\ntext\r\n--b--\r\n";
        asked.insert_header(("content-type", "multipart/form-data; boundary=b")).set_payload(file)
    } else {
        asked.set_json(Value::Object(serde_json::Map::new()))
    };
    site.send(asked).await.status
}

#[actix_web::test]
async fn nobody_gets_in_without_signing_in() {
    for site in sites().await {
        for about in routes::about().iter().filter(|about| about.access != Access::Open) {
            assert_eq!(status(&site, about, None).await, 401, "{} {}", about.method.as_str(), about.path);
        }
    }
}

#[actix_web::test]
async fn a_role_does_what_the_table_says_and_nothing_else() {
    for site in sites().await {
        for role in Role::ALL {
            let key = site.key(site.ours, role).await;
            for about in routes::about() {
                let Access::Needs(action, resource) = about.access else { continue };
                let found = status(&site, &about, Some(&key)).await;
                let allowed = permission::may(role, action, resource, Part::Whole);
                assert_eq!(found != 403, allowed, "{role} {} {}: {found}", about.method.as_str(), about.path);
                assert!(found != 401 && found < 500, "{role} {} {}: {found}", about.method.as_str(), about.path);
            }
        }
    }
}

#[actix_web::test]
async fn what_is_not_there_is_not_found() {
    for site in sites().await {
        for about in routes::about().iter().filter(|about| about.path.contains('{')) {
            let Access::Needs(action, resource) = about.access else { continue };
            let role = permission::roles(action, resource)[0];
            let key = site.key(site.theirs, role).await;
            let found = status(&site, about, Some(&key)).await;
            assert!(found == 404 || found == 422, "{} {}: {found}", about.method.as_str(), about.path);
        }
    }
}

#[test]
fn the_committed_document_is_that_of_the_code() {
    let file = concat!(env!("CARGO_MANIFEST_DIR"), "/openapi.json");
    let ours = format!("{:#}\n", routes::document::document(&routes::about()));
    if std::env::var_os("KARVON_WRITE_OPENAPI").is_some() {
        std::fs::write(file, &ours).unwrap();
    }
    let committed = std::fs::read_to_string(file).unwrap_or_default();
    assert!(committed == ours, "api/openapi.json is not what the code says; write it with KARVON_WRITE_OPENAPI=1");
}

#[test]
fn no_two_shapes_share_a_name() {
    let mut known: BTreeMap<String, Value> = BTreeMap::new();
    for about in routes::about() {
        for content in about.body.iter().chain(about.answers.iter().filter_map(|answer| answer.content.as_ref())) {
            let Content::Json(shape) = content else { continue };
            for (name, schema) in &shape.parts {
                let first = known.entry(name.clone()).or_insert_with(|| schema.clone());
                assert_eq!(first, schema, "{name} at {}", about.path);
            }
        }
    }
}

#[test]
fn no_two_addresses_share_a_name() {
    let all = routes::about();
    let mut names: Vec<&str> = all.iter().map(|about| about.id.as_ref()).collect();
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), all.len());
}

#[test]
fn every_address_is_explained() {
    for about in routes::about() {
        let key = format!("api-{}", about.id.replace('_', "-"));
        assert_ne!(crate::error::said(&key, []), key);
    }
}

#[test]
fn every_answer_of_a_route_is_documented() {
    for about in routes::about() {
        assert!(!about.answers.is_empty(), "{} {}", about.method.as_str(), about.path);
    }
}
