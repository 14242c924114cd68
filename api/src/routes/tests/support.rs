//! A service over a fresh database with two organisations, and a short way to ask it.

use std::collections::BTreeMap;

use actix_web::http::header::{AUTHORIZATION, HOST, HeaderMap};
use actix_web::test::{TestRequest, call_service, init_service, read_body};
use actix_web::web::Data;
use chrono::TimeDelta;
use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use serde_json::Value;

use crate::app::{Service, application, works};
use crate::auth::permission::Role;
use crate::auth::secret;
use crate::config::Settings;
use crate::db::entities::{api_keys, organisations};
use crate::db::tenant::everywhere;
use crate::db::test_support::{TestDatabase, each, guarded};
use crate::db::{OrganisationId, new_id, now};
use crate::jobs::{Kind, Work, work_off};
use crate::services::keyring::KeyRing;

/// The host that tests ask for.
pub(super) const LOCAL: &str = "127.0.0.1:8080";

/// A service under test.
#[derive(Debug)]
pub(super) struct Site {
    pub(super) service: Data<Service>,
    /// The organisation that most tests act in, and one that must see nothing of it.
    pub(super) ours: OrganisationId,
    pub(super) theirs: OrganisationId,
    _folder: Option<tempfile::TempDir>,
}

/// What came back.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: u16,
    pub(super) headers: HeaderMap,
    pub(super) bytes: Vec<u8>,
}

impl Answer {
    /// The body as JSON.
    pub(super) fn json(&self) -> Value {
        serde_json::from_slice(&self.bytes).unwrap_or(Value::Null)
    }

    /// Status and code of a problem.
    pub(super) fn problem(&self) -> (u16, String) {
        (self.status, self.json()["code"].as_str().unwrap_or_default().to_owned())
    }

    /// A header as text, empty where it is missing.
    pub(super) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}

/// A service on every database that is there, with further settings.
pub(super) async fn sites_with(settings: &[(&str, &str)]) -> Vec<Site> {
    let mut sites = Vec::new();
    for one in each().await {
        sites.push(site(one, settings).await);
    }
    sites
}

/// The same as [`sites`], and one on a PostgreSQL where the service is no superuser, so that row-level security holds. Its
/// database shows nothing to a test that looks past the service without saying whose rows it means.
pub(super) async fn all_sites() -> Vec<Site> {
    let mut all = sites().await;
    if let Some(one) = guarded().await {
        all.push(site(one, &[]).await);
    }
    all
}

async fn site(one: TestDatabase, settings: &[(&str, &str)]) -> Site {
    let TestDatabase { database, folder, .. } = one;
    let usual = [("KARVON_LIMITS__REQUESTS_PER_MINUTE", "100000")];
    let all = usual.iter().chain(settings).map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    let settings = Settings::load(None, all).unwrap();
    let service = Data::new(Service::new(settings, database, KeyRing::from_bytes([7; 32])));
    let ours = organisation(&service, "Ours").await;
    let theirs = organisation(&service, "Theirs").await;
    Site { service, ours, theirs, _folder: folder }
}

/// A service on every database that is there.
pub(super) async fn sites() -> Vec<Site> {
    sites_with(&[]).await
}

async fn organisation(service: &Service, name: &str) -> OrganisationId {
    let id = OrganisationId(new_id());
    let row = organisations::ActiveModel {
        id: Set(id),
        name: Set(name.to_owned()),
        time_zone: Set("Asia/Tashkent".to_owned()),
        currency: Set("USD".to_owned()),
        retention_days: Set(None),
        legal_hold: Set(false),
        revision: Set(0),
        created_at: Set(now()),
        version: Set(1),
    };
    let insert = organisations::Entity::insert(row);
    everywhere(insert.exec_without_returning(service.database.writer())).await.unwrap();
    id
}

impl Site {
    /// A key of an organisation.
    pub(super) async fn key(&self, organisation_id: OrganisationId, role: Role) -> String {
        self.key_with(organisation_id, role, false, TimeDelta::days(1)).await
    }

    /// A key that may only read, or that runs out.
    pub(super) async fn key_with(
        &self,
        organisation_id: OrganisationId,
        role: Role,
        read_only: bool,
        lasts: TimeDelta,
    ) -> String {
        let token = secret::token(crate::auth::KEY).unwrap();
        let row = api_keys::ActiveModel {
            id: Set(new_id()),
            organisation_id: Set(organisation_id),
            name: Set("test".to_owned()),
            key_sha256: Set(secret::hash(&token)),
            role: Set(role.to_string()),
            read_only: Set(read_only),
            expires_at: Set(now() + lasts),
            revoked_at: Set(None),
            last_used_at: Set(None),
            created_by: Set(None),
            created_at: Set(now()),
        };
        let insert = api_keys::Entity::insert(row);
        everywhere(insert.exec_without_returning(self.service.database.writer())).await.unwrap();
        token
    }

    /// Sends JSON with a key, for the version of a tag.
    pub(super) async fn put_for(&self, method: &str, path: &str, key: &str, tag: &str, body: &Value) -> Answer {
        let asked = request(method, path).insert_header((AUTHORIZATION, format!("Bearer {key}")));
        self.send(asked.insert_header(("if-match", tag)).set_json(body)).await
    }

    /// Sends a file by itself with a key.
    pub(super) async fn file(&self, path: &str, key: &str, kind: &str, bytes: impl Into<Vec<u8>>) -> Answer {
        let asked = request("POST", path).insert_header((AUTHORIZATION, format!("Bearer {key}")));
        self.send(asked.insert_header(("content-type", kind)).set_payload(bytes.into())).await
    }

    /// Does everything that waits, as a worker would.
    pub(super) async fn work_off(&self) {
        self.work_off_by(&works(&self.service.settings)).await;
    }

    /// The same with work of one's own.
    pub(super) async fn work_off_by(&self, works: &BTreeMap<Kind, Box<dyn Work>>) {
        work_off(&self.service.database, works).await.unwrap();
    }

    /// Asks as it stands.
    pub(super) async fn send(&self, request: TestRequest) -> Answer {
        let app = init_service(application(self.service.clone())).await;
        let response = call_service(&app, request.to_request()).await;
        let (status, headers) = (response.status().as_u16(), response.headers().clone());
        Answer { status, headers, bytes: read_body(response).await.to_vec() }
    }

    /// Asks with a key.
    pub(super) async fn ask(&self, method: &str, path: &str, key: &str) -> Answer {
        self.send(request(method, path).insert_header((AUTHORIZATION, format!("Bearer {key}")))).await
    }

    /// Sends JSON with a key.
    pub(super) async fn put(&self, method: &str, path: &str, key: &str, body: &Value) -> Answer {
        self.send(request(method, path).insert_header((AUTHORIZATION, format!("Bearer {key}"))).set_json(body)).await
    }
}

/// A request to an address below the API, or from the root where it begins with two slashes.
pub(super) fn request(method: &str, path: &str) -> TestRequest {
    let uri =
        path.strip_prefix("//").map_or_else(|| format!("{}{path}", crate::routes::PREFIX), |path| format!("/{path}"));
    TestRequest::default().method(method.parse().unwrap()).uri(&uri).insert_header((HOST, LOCAL))
}
