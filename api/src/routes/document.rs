//! The OpenAPI document, from the descriptions of all addresses. What follows from a description — who may, what can go wrong,
//! what a list can be asked — is written here once for all.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::PREFIX;
use super::endpoint::{About, Access, Content, Method, Shape};
use crate::auth::permission;
use crate::error::{MEDIA_TYPE, ProblemBody, said};
use crate::list::{Kind, ListField, ListSpec, MOST, USUAL};

/// The answer that says what is wrong; every address has it under several statuses.
const PROBLEM: &str = "Problem";

/// The document of the addresses.
pub fn document(all: &[About]) -> Value {
    let mut paths: BTreeMap<String, Map<String, Value>> = BTreeMap::new();
    let mut schemas: Map<String, Value> = Map::new();
    let mut add = |shape: &Shape| schemas.extend(shape.parts.iter().cloned());
    add(&Shape::of::<ProblemBody>());
    for about in all {
        for content in about.body.iter().chain(about.answers.iter().filter_map(|answer| answer.content.as_ref())) {
            if let Content::Json(shape) = content {
                add(shape);
            }
        }
        let method = about.method.as_str().to_ascii_lowercase();
        paths.entry(format!("{PREFIX}{}", about.path)).or_default().insert(method, operation(about));
    }
    json!({
        "openapi": "3.1.0",
        "info": {
            "title": "karvon",
            "version": env!("CARGO_PKG_VERSION"),
            "description": said("api-about", []),
            "license": {"name": "Apache-2.0 OR MIT", "identifier": "Apache-2.0 OR MIT"},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": {PROBLEM: {
                "description": said("api-problem", []),
                "content": {MEDIA_TYPE: {"schema": Shape::of::<ProblemBody>().schema}},
            }},
            "securitySchemes": {
                "key": {"type": "http", "scheme": "bearer", "description": said("api-key", [])},
                "session": {"type": "apiKey", "in": "cookie", "name": crate::auth::COOKIE, "description": said("api-session", [])},
                "supplier": {"type": "http", "scheme": "bearer", "description": said("api-supplier", [])},
            },
        },
    })
}

fn operation(about: &About) -> Value {
    let roles: Vec<&str> = match about.access {
        Access::Needs(action, resource) => {
            permission::roles(action, resource).iter().map(|role| role.as_str()).collect()
        }
        Access::Open | Access::SignedIn | Access::Supplier => Vec::new(),
    };
    let security = match about.access {
        Access::Open => json!([]),
        Access::SignedIn | Access::Needs(..) => json!([{"key": []}, {"session": []}]),
        Access::Supplier => json!([{"supplier": []}]),
    };
    let mut operation = json!({
        "operationId": about.id,
        "summary": said(&format!("api-{}", about.id.replace('_', "-")), []),
        "tags": [about.path.split('/').nth(1).unwrap_or_default()],
        "security": security,
        "parameters": parameters(about),
        "responses": responses(about),
    });
    if let Some(fields) = operation.as_object_mut() {
        if matches!(about.access, Access::Needs(..)) {
            fields.insert("x-roles".to_owned(), json!(roles));
        }
        if let Some(body) = &about.body {
            fields.insert("requestBody".to_owned(), json!({"required": true, "content": content(body)}));
        }
    }
    operation
}

fn content(content: &Content) -> Value {
    match content {
        Content::Json(shape) => json!({"application/json": {"schema": shape.schema}}),
        Content::Multipart(schema) => json!({"multipart/form-data": {"schema": schema}}),
        Content::Sent(kinds, schema) => {
            let form = ("multipart/form-data".to_owned(), json!({"schema": schema}));
            kinds.iter().map(|kind| ((*kind).to_owned(), json!({}))).chain([form]).collect::<Map<_, _>>().into()
        }
        Content::Bytes(kinds) => kinds.iter().map(|kind| ((*kind).to_owned(), json!({}))).collect::<Map<_, _>>().into(),
    }
}

fn parameters(about: &About) -> Vec<Value> {
    let header = |name: &str, required: bool| json!({"name": name, "in": "header", "required": required, "schema": {"type": "string"}});
    let mut all: Vec<Value> = in_path(about.path)
        .map(|name| json!({"name": name, "in": "path", "required": true, "schema": {"type": "string", "minLength": 1}}))
        .collect();
    if let Some(spec) = about.list {
        all.extend(of_list(spec));
    }
    all.extend(about.query.iter().map(|name| query(name, &json!({"type": "string"}))));
    match about.access {
        Access::SignedIn | Access::Needs(..) => all.push(header("Karvon-Organisation", false)),
        Access::Open | Access::Supplier => {}
    }
    if about.method == Method::Post && matches!(about.access, Access::Needs(..)) {
        all.push(header("Idempotency-Key", false));
    }
    if about.versioned {
        let version = json!({"type": "string", "minLength": 1});
        all.push(json!({"name": "If-Match", "in": "header", "required": true, "schema": version}));
    }
    all
}

fn of_list(spec: &ListSpec) -> Vec<Value> {
    let formats = if spec.extra.contains(&"jsonl") {
        json!(["json", "csv", "xlsx", "jsonl"])
    } else {
        json!(["json", "csv", "xlsx"])
    };
    let mut all = vec![
        query("limit", &json!({"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL})),
        query("cursor", &json!({"type": "string"})),
        query("sort", &json!({"type": "string", "pattern": order_of(spec), "default": spec.order})),
        query("q", &json!({"type": "string"})),
        query("format", &json!({"type": "string", "enum": formats, "default": "json"})),
    ];
    if spec.offset {
        all.push(query("offset", &json!({"type": "integer", "minimum": 0})));
    }
    all.extend(spec.extra.iter().filter(|name| **name != "jsonl").map(|name| query(name, &json!({"type": "string"}))));
    for field in spec.fields.iter().filter(|field| field.kind != Kind::Shown) {
        let schema = kind(field);
        // The empty value asks for what is not known.
        let item = json!({"anyOf": [schema, {"const": ""}]});
        all.push(query(field.name, &json!({"type": "array", "items": item})));
        if matches!(field.kind, Kind::Integer | Kind::Number | Kind::Date | Kind::Instant) {
            all.push(query(&format!("{}_gte", field.name), &schema));
            all.push(query(&format!("{}_lte", field.name), &schema));
        }
    }
    all
}

/// The orders that a list can be asked for, as a regular expression.
fn order_of(spec: &ListSpec) -> String {
    let names = spec.fields.iter().filter(|field| field.kind != Kind::Shown).map(|field| field.name);
    let name = format!("-?({})", names.collect::<Vec<_>>().join("|"));
    format!("^{name}(,{name})*$")
}

fn kind(field: &ListField) -> Value {
    match field.kind {
        Kind::Text | Kind::Shown => json!({"type": "string"}),
        Kind::Integer => json!({"type": "integer"}),
        Kind::Number => json!({"type": "number"}),
        Kind::Date => json!({"type": "string", "format": "date"}),
        Kind::Instant => json!({"type": "string", "format": "date-time"}),
        Kind::Bool => json!({"type": "boolean"}),
        Kind::Uuid => json!({"type": "string", "format": "uuid"}),
    }
}

fn query(name: &str, schema: &Value) -> Value {
    json!({"name": name, "in": "query", "required": false, "schema": schema})
}

/// The names of the parameters in a path.
pub fn in_path(path: &str) -> impl Iterator<Item = &str> {
    path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'))
}

/// What an address gives: what it says itself, and the problems that follow from its description.
fn responses(about: &About) -> Value {
    let mut all = Map::new();
    for answer in &about.answers {
        let mut given = json!({"description": said("api-answer", [])});
        if let (Some(body), Some(fields)) = (&answer.content, given.as_object_mut()) {
            let mut kinds = content(body);
            if let (Some(spec), Some(kinds)) = (about.list, kinds.as_object_mut()) {
                if spec.extra.contains(&"jsonl") {
                    kinds.insert("application/x-ndjson".to_owned(), json!({}));
                }
                kinds.insert("text/csv".to_owned(), json!({}));
                kinds.insert("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet".to_owned(), json!({}));
            }
            fields.insert("content".to_owned(), kinds);
        }
        all.insert(answer.status.to_string(), given);
    }
    let mut statuses = vec![400, 429, 500, 503];
    match about.access {
        Access::Open => statuses.push(401),
        Access::SignedIn | Access::Needs(..) => statuses.extend([401, 403, 404]),
        Access::Supplier => statuses.extend([401, 409]),
    }
    if in_path(about.path).next().is_some() {
        // Something may not be there, or not be far enough to be read.
        statuses.extend([404, 409]);
    }
    if about.method != Method::Get {
        statuses.push(409);
    }
    if about.body.is_some() {
        statuses.extend([413, 415, 422]);
    }
    if about.versioned {
        statuses.extend([412, 428]);
    }
    statuses.extend(about.problems.iter().copied());
    for status in statuses {
        let problem = json!({"$ref": format!("#/components/responses/{PROBLEM}")});
        all.entry(status.to_string()).or_insert(problem);
    }
    Value::Object(all)
}
