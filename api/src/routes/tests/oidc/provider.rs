//! A small provider on this machine that signs what a test tells it to.

use std::collections::BTreeMap;
use std::net::TcpListener;
use std::sync::Mutex;

use actix_web::dev::ServerHandle;
use actix_web::http::header::{AUTHORIZATION, LOCATION};
use actix_web::{App, HttpRequest, HttpResponse, HttpServer, web};
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chrono::TimeDelta;
use openidconnect::core::{
    CoreEdDsaPrivateSigningKey, CoreIdToken, CoreIdTokenClaims, CoreJsonWebKeySet, CoreJwsSigningAlgorithm,
};
use openidconnect::{
    AccessToken, Audience, EmptyAdditionalClaims, EndUserEmail, IssuerUrl, JsonWebKeyId, Nonce, PrivateSigningKey,
    StandardClaims, SubjectIdentifier,
};
use serde_json::json;
use sha2::{Digest, Sha256};
use url::Url;

use crate::db::now;

/// What the service is called at the provider.
const CLIENT: &str = "karvon";
/// The secret that it was given there.
const SECRET: &str = "00123";
/// Where the service wants people back.
const BACK: &str = "http://127.0.0.1:8080/api/v1/session/oidc/callback";

/// Keys for these tests and nothing else: everybody can read them.
pub(super) const KEYS: [&str; 2] = [
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIM5zntCnv3PNwQ8AnpICtaVldJBMUn2qEn0kl6dR06DP\n-----END PRIVATE KEY-----\n",
    "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIDCRSvUZ7/tj1DzGBcM5w339iO0MAP8DSe135mjOIH11\n-----END PRIVATE KEY-----\n",
];

/// What the next token says.
#[derive(Clone, Debug)]
pub(super) struct Says {
    pub(super) subject: String,
    pub(super) email: Option<String>,
    pub(super) email_verified: bool,
    pub(super) audiences: Vec<String>,
    /// Instead of the provider itself.
    pub(super) issuer: Option<String>,
    /// Instead of what the browser was sent with.
    pub(super) nonce: Option<String>,
    pub(super) lasts: TimeDelta,
    /// The key that signs, and the name that it goes by.
    pub(super) key: (&'static str, &'static str),
    pub(super) signed: bool,
    /// The access token that the token is made for.
    pub(super) access: String,
}

impl Default for Says {
    fn default() -> Self {
        Self {
            subject: "subject-1".to_owned(),
            email: Some("ann@company.example".to_owned()),
            email_verified: true,
            audiences: vec![CLIENT.to_owned()],
            issuer: None,
            nonce: None,
            lasts: TimeDelta::minutes(5),
            key: (KEYS[0], "1"),
            signed: true,
            access: "opaque".to_owned(),
        }
    }
}

/// A sign-in that waits for its code to be brought.
#[derive(Debug)]
struct Waiting {
    nonce: String,
    challenge: String,
}

#[derive(Debug)]
struct State {
    issuer: String,
    says: Says,
    waiting: BTreeMap<String, Waiting>,
    codes: u32,
    /// The key that others are told of, by its name.
    key: (&'static str, &'static str),
    /// Where whoever brings a code is sent.
    elsewhere: Option<String>,
    /// How often somebody came to where nobody should be sent.
    trapped: u32,
}

type Shared = web::Data<Mutex<State>>;

/// The provider; it ends with the test.
pub(super) struct TestProvider {
    pub(super) issuer: String,
    state: Shared,
    handle: ServerHandle,
}

impl TestProvider {
    pub(super) fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let issuer = format!("http://{}", listener.local_addr().unwrap());
        let state = web::Data::new(Mutex::new(State {
            issuer: issuer.clone(),
            says: Says::default(),
            waiting: BTreeMap::new(),
            codes: 0,
            key: (KEYS[0], "1"),
            elsewhere: None,
            trapped: 0,
        }));
        let shared: Shared = state.clone();
        let server = HttpServer::new(move || {
            App::new()
                .app_data(shared.clone())
                .route("/.well-known/openid-configuration", web::get().to(description))
                .route("/keys", web::get().to(keys))
                .route("/token", web::post().to(token))
                .route("/trap", web::to(trap))
        });
        let server = server.workers(1).disable_signals().listen(listener).unwrap().run();
        let handle = server.handle();
        actix_web::rt::spawn(server);
        Self { issuer, state, handle }
    }

    /// Settings of a service whose people sign in here.
    pub(super) fn settings(&self) -> [(&'static str, &str); 3] {
        [
            ("KARVON_OIDC__ISSUER", self.issuer.as_str()),
            ("KARVON_OIDC__CLIENT_ID", CLIENT),
            ("KARVON_OIDC__CLIENT_SECRET", SECRET),
        ]
    }

    /// What the next token says.
    pub(super) fn say(&self, says: Says) {
        self.state.lock().unwrap().says = says;
    }

    /// Signs with another key from now on, and tells of it.
    pub(super) fn change_key(&self) {
        let mut state = self.state.lock().unwrap();
        state.key = (KEYS[1], "2");
        state.says.key = state.key;
    }

    /// Sends whoever brings a code elsewhere.
    pub(super) fn send_elsewhere(&self) {
        let mut state = self.state.lock().unwrap();
        state.elsewhere = Some(format!("{}/trap", state.issuer));
    }

    /// How often somebody let themselves be sent elsewhere.
    pub(super) fn trapped(&self) -> u32 {
        self.state.lock().unwrap().trapped
    }

    /// Signs the person in whose browser was sent here, and gives what the browser is sent back with.
    pub(super) fn authorise(&self, location: &str) -> String {
        assert!(location.starts_with(&format!("{}/authorize?", self.issuer)), "{location}");
        let url = Url::parse(location).unwrap();
        let sent: BTreeMap<String, String> = url.query_pairs().into_owned().collect();
        let wanted = [
            ("response_type", "code"),
            ("client_id", CLIENT),
            ("scope", "openid email"),
            ("redirect_uri", BACK),
            ("code_challenge_method", "S256"),
        ];
        for (name, value) in wanted {
            assert_eq!(sent[name], value, "{name}");
        }
        assert!(sent["state"].len() > 20 && sent["nonce"].len() > 20 && sent["state"] != sent["nonce"]);
        let mut state = self.state.lock().unwrap();
        state.codes += 1;
        let code = format!("code-{}", state.codes);
        let waiting = Waiting { nonce: sent["nonce"].clone(), challenge: sent["code_challenge"].clone() };
        state.waiting.insert(code.clone(), waiting);
        url::form_urlencoded::Serializer::new(String::new())
            .append_pair("code", &code)
            .append_pair("state", &sent["state"])
            .append_pair("iss", &self.issuer)
            // Providers add what they like.
            .append_pair("session_state", "theirs")
            .finish()
    }
}

impl Drop for TestProvider {
    fn drop(&mut self) {
        // The order is given at once; nobody needs to wait until it is carried out.
        drop(self.handle.stop(false));
    }
}

async fn description(state: Shared) -> HttpResponse {
    let issuer = state.lock().unwrap().issuer.clone();
    HttpResponse::Ok().json(json!({
        "issuer": issuer,
        "authorization_endpoint": format!("{issuer}/authorize"),
        "token_endpoint": format!("{issuer}/token"),
        "jwks_uri": format!("{issuer}/keys"),
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        // What a careless provider would say.
        "id_token_signing_alg_values_supported": ["EdDSA", "HS256", "none"],
    }))
}

fn key((pem, name): (&str, &str)) -> CoreEdDsaPrivateSigningKey {
    CoreEdDsaPrivateSigningKey::from_ed25519_pem(pem, Some(JsonWebKeyId::new(name.to_owned()))).unwrap()
}

async fn keys(state: Shared) -> HttpResponse {
    let known = key(state.lock().unwrap().key).as_verification_key();
    HttpResponse::Ok().json(CoreJsonWebKeySet::new(vec![known]))
}

async fn trap(state: Shared) -> HttpResponse {
    state.lock().unwrap().trapped += 1;
    HttpResponse::Ok().finish()
}

async fn token(state: Shared, request: HttpRequest, form: web::Form<BTreeMap<String, String>>) -> HttpResponse {
    let mut state = state.lock().unwrap();
    if let Some(elsewhere) = &state.elsewhere {
        return HttpResponse::TemporaryRedirect().insert_header((LOCATION, elsewhere.as_str())).finish();
    }
    let proof = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok());
    let is_known = proof == Some(format!("Basic {}", STANDARD.encode(format!("{CLIENT}:{SECRET}"))).as_str());
    let waiting = form.get("code").and_then(|code| state.waiting.remove(code));
    let verifier = form.get("code_verifier").cloned().unwrap_or_default();
    let is_bound = |waiting: &Waiting| URL_SAFE_NO_PAD.encode(Sha256::digest(&verifier)) == waiting.challenge;
    let is_back = form.get("redirect_uri").is_some_and(|back| back == BACK);
    let Some(waiting) = waiting.filter(|waiting| is_known && is_back && is_bound(waiting)) else {
        return HttpResponse::BadRequest().json(json!({"error": "invalid_grant"}));
    };
    let id_token = signed(&state, waiting);
    HttpResponse::Ok().json(json!({
        "access_token": "opaque",
        "token_type": "Bearer",
        "expires_in": 300,
        "id_token": id_token,
    }))
}

fn signed(state: &State, waiting: Waiting) -> String {
    let says = state.says.clone();
    let issuer = says.issuer.unwrap_or_else(|| state.issuer.clone());
    let who = StandardClaims::new(SubjectIdentifier::new(says.subject))
        .set_email(says.email.map(EndUserEmail::new))
        .set_email_verified(Some(says.email_verified));
    let claims = CoreIdTokenClaims::new(
        IssuerUrl::new(issuer).unwrap(),
        says.audiences.into_iter().map(Audience::new).collect(),
        now() + says.lasts,
        now(),
        who,
        EmptyAdditionalClaims {},
    )
    .set_nonce(Some(Nonce::new(says.nonce.unwrap_or(waiting.nonce))));
    let access = AccessToken::new(says.access);
    let token = CoreIdToken::new(claims, &key(says.key), CoreJwsSigningAlgorithm::EdDsa, Some(&access), None);
    let token = token.unwrap().to_string();
    if says.signed {
        return token;
    }
    let claims = token.split('.').nth(1).unwrap();
    format!("{}.{claims}.", URL_SAFE_NO_PAD.encode(r#"{"alg":"none"}"#))
}
