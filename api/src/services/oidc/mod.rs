//! Signing in at a provider that vouches for people: OpenID Connect with the code flow.
//!
//! The browser is sent to the provider with a state, a nonce and a challenge (PKCE), and comes back with a code. The service exchanges
//! the code, and believes the token it gets only if issuer, audience, signature, time and nonce are right. Who the person is here is
//! decided by `people::identities`.

mod begun;
mod http;

use std::sync::Arc;
use std::time::{Duration, Instant};

use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreClientAuthMethod, CoreIdToken, CoreIdTokenClaims, CoreProviderMetadata,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AuthType, AuthorizationCode, ClaimsVerificationError, ClientId, ClientSecret,
    CsrfToken, EndpointMaybeSet, EndpointNotSet, EndpointSet, HttpRequest, IssuerUrl, JwsSigningAlgorithm, Nonce,
    OAuth2TokenResponse, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl, RequestTokenError, Scope,
    SignatureVerificationError, TokenResponse,
};
use sea_orm::DbErr;
use secrecy::ExposeSecret;
use thiserror::Error;
use tokio::sync::Mutex;
use url::Url;

use self::begun::{Begun, LASTS};
use self::http::Http;
use crate::auth::secret;
use crate::config::Oidc;
use crate::db::now;
use crate::services::keyring::KeyRing;
use crate::services::people::identities::Vouched;

pub(crate) use self::http::is_loopback;

/// How long the description of a provider is believed before it is read again.
const FRESH: Duration = Duration::from_mins(10);

/// How long a provider that was away is not asked again: those who wait would each wait for it in turn.
const AWAY: Duration = Duration::from_secs(10);

/// A client whose addresses come from the description of the provider.
type Client =
    CoreClient<EndpointSet, EndpointNotSet, EndpointNotSet, EndpointNotSet, EndpointMaybeSet, EndpointMaybeSet>;

/// Why nobody was vouched for.
#[derive(Debug, Error)]
pub enum OidcError {
    /// The answer belongs to no sign-in that this browser began lately.
    #[error("the answer of the provider belongs to no sign-in that this browser began in the last ten minutes")]
    NotBegun,
    /// The provider says no, or the person did.
    #[error("the provider did not sign anybody in")]
    Refused,
    /// What the provider sent cannot be believed.
    #[error("what the provider sent cannot be believed: {0}")]
    Disbelieved(String),
    /// The provider cannot be asked.
    #[error("the provider cannot be asked: {0}")]
    Unreachable(String),
    /// The database fails.
    #[error("the database failed")]
    Database(#[from] DbErr),
}

/// What the provider sent the browser back with.
#[derive(Clone, Copy, Debug)]
pub struct Answer<'a> {
    /// What the browser kept.
    pub cookie: Option<&'a str>,
    /// What must be repeated.
    pub state: Option<&'a str>,
    /// The code that the token is given for.
    pub code: Option<&'a str>,
    /// The word of the provider for why there is none.
    pub error: Option<&'a str>,
    /// Which provider it says it is (RFC 9207).
    pub issuer: Option<&'a str>,
}

/// A sign-in that has begun.
#[derive(Debug)]
pub struct Started {
    /// Where the browser goes.
    pub url: Url,
    /// What it keeps until it comes back.
    pub cookie: String,
    /// For how long, in seconds.
    pub seconds: i64,
}

/// What is known of a provider.
#[derive(Debug, Default)]
struct Described {
    metadata: Option<(Instant, Arc<CoreProviderMetadata>)>,
    /// When it could not be asked.
    away: Option<Instant>,
}

/// A provider at which people can sign in.
#[derive(Debug)]
pub struct Provider {
    settings: Oidc,
    /// Where the provider sends people back to.
    back: Url,
    http: Http,
    /// What it says of itself, and when it was read.
    described: Mutex<Described>,
}

impl Provider {
    /// The provider of the settings, which sends people back to an address of this service.
    pub fn new(settings: Oidc, back: Url) -> Self {
        let http = Http::new(&settings.issuer);
        Self { settings, back, http, described: Mutex::default() }
    }

    /// The domains whose addresses may sign in for the first time; none: all.
    pub fn email_domains(&self) -> &[String] {
        &self.settings.email_domains
    }

    /// Reads what the provider says of itself, with its keys.
    ///
    /// # Errors
    /// [`OidcError::Unreachable`].
    pub async fn describe(&self) -> Result<(), OidcError> {
        self.metadata(Duration::ZERO).await.map(drop)
    }

    /// Begins a sign-in.
    ///
    /// # Errors
    /// [`OidcError`].
    pub async fn start(&self, keys: &KeyRing) -> Result<Started, OidcError> {
        let metadata = self.metadata(FRESH).await?;
        let client = self.client(&metadata);
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (url, state, nonce) = client
            .authorize_url(CoreAuthenticationFlow::AuthorizationCode, CsrfToken::new_random, Nonce::new_random)
            .set_pkce_challenge(challenge)
            .add_scopes(self.settings.scopes.iter().cloned().map(Scope::new))
            .url();
        let begun = Begun {
            state: state.secret().clone(),
            nonce: nonce.secret().clone(),
            verifier: verifier.secret().clone(),
            until: now() + LASTS,
        };
        let cookie = begun.seal(keys, &self.settings.issuer_text)?;
        Ok(Started { url, cookie, seconds: LASTS.num_seconds() })
    }

    /// Ends a sign-in: whom the provider vouches for.
    ///
    /// # Errors
    /// [`OidcError`].
    pub async fn finish(&self, keys: &KeyRing, answer: Answer<'_>) -> Result<Vouched, OidcError> {
        let issuer = self.settings.issuer_text.as_str();
        let begun = answer.cookie.and_then(|cookie| Begun::open(keys, issuer, cookie)).ok_or(OidcError::NotBegun)?;
        if !answer.state.is_some_and(|state| secret::same(state, &begun.state)) {
            return Err(OidcError::NotBegun);
        }
        // Whoever has several providers could be sent to one with the code of another.
        if answer.issuer.is_some_and(|named| named != issuer) {
            return Err(OidcError::NotBegun);
        }
        let code = answer.code.filter(|_| answer.error.is_none()).ok_or(OidcError::Refused)?;
        let metadata = self.metadata(FRESH).await?;
        let client = self.client(&metadata);
        let ask = |request: HttpRequest| self.http.send(request);
        let asked = client
            .exchange_code(AuthorizationCode::new(code.to_owned()))
            .map_err(|error| OidcError::Unreachable(error.to_string()))?
            .set_pkce_verifier(PkceCodeVerifier::new(begun.verifier));
        let given = asked.request_async(&ask).await.map_err(|error| match error {
            RequestTokenError::ServerResponse(said) => {
                // A code that was used, or a wrong secret of this service.
                tracing::warn!(reason = %said, "a provider gave no token");
                OidcError::Refused
            }
            RequestTokenError::Request(error) => OidcError::Unreachable(told(&error)),
            other @ (RequestTokenError::Parse(..) | RequestTokenError::Other(_)) => {
                OidcError::Disbelieved(other.to_string())
            }
        })?;
        let token = given.id_token().ok_or_else(|| OidcError::Disbelieved("there is no ID token".to_owned()))?;
        let (nonce, access) = (Nonce::new(begun.nonce), given.access_token());
        let believed = match believe(&client, &metadata, token, &nonce, access) {
            // The provider may have changed its keys since they were read.
            Err(ClaimsVerificationError::SignatureVerification(SignatureVerificationError::NoMatchingKey)) => {
                let metadata = self.metadata(Duration::ZERO).await?;
                believe(&self.client(&metadata), &metadata, token, &nonce, access)
            }
            believed => believed,
        };
        let claims = believed.map_err(|error| OidcError::Disbelieved(told(&error)))?;
        Ok(Vouched {
            issuer: issuer.to_owned(),
            subject: claims.subject().as_str().to_owned(),
            email: claims.email().map(|email| email.as_str().to_owned()),
            email_verified: claims.email_verified() == Some(true),
        })
    }

    /// What the provider says of itself, read again where it is older than this.
    async fn metadata(&self, age: Duration) -> Result<Arc<CoreProviderMetadata>, OidcError> {
        let mut described = self.described.lock().await;
        if let Some((_, metadata)) = described.metadata.as_ref().filter(|(read, _)| read.elapsed() < age) {
            return Ok(metadata.clone());
        }
        if described.away.is_some_and(|at| at.elapsed() < AWAY) {
            return Err(OidcError::Unreachable("it was away a moment ago".to_owned()));
        }
        let issuer = IssuerUrl::new(self.settings.issuer_text.clone());
        let issuer = issuer.map_err(|error| OidcError::Unreachable(error.to_string()))?;
        let ask = |request: HttpRequest| self.http.send(request);
        let read = CoreProviderMetadata::discover_async(issuer, &ask).await;
        let metadata = Arc::new(read.map_err(|error| {
            described.away = Some(Instant::now());
            OidcError::Unreachable(told(&error))
        })?);
        *described = Described { metadata: Some((Instant::now(), metadata.clone())), away: None };
        Ok(metadata)
    }

    fn client(&self, metadata: &CoreProviderMetadata) -> Client {
        let back = RedirectUrl::from_url(self.back.clone());
        let secret = self.settings.client_secret.as_ref();
        let secret = secret.map(|secret| ClientSecret::new(secret.expose_secret().to_owned()));
        let id = ClientId::new(self.settings.client_id.clone());
        let client = CoreClient::from_provider_metadata(metadata.clone(), id, secret).set_redirect_uri(back);
        // The secret goes into a header unless the provider takes it in the body only.
        let ways = metadata.token_endpoint_auth_methods_supported();
        let in_body = ways.is_some_and(|ways| {
            ways.contains(&CoreClientAuthMethod::ClientSecretPost)
                && !ways.contains(&CoreClientAuthMethod::ClientSecretBasic)
        });
        if in_body { client.set_auth_type(AuthType::RequestBody) } else { client }
    }
}

/// The claims of a token, if they can be believed: issuer, audience, signature, time, nonce, and that the access token beside it is
/// the one that it was made for.
fn believe(
    client: &Client,
    metadata: &CoreProviderMetadata,
    token: &CoreIdToken,
    nonce: &Nonce,
    access: &AccessToken,
) -> Result<CoreIdTokenClaims, ClaimsVerificationError> {
    // Only signatures that nobody but the provider can make: neither none at all nor one by the secret of this client.
    let ways = metadata.id_token_signing_alg_values_supported().iter();
    let ways = ways.filter(|way| way.key_type().is_some() && !way.uses_shared_secret()).cloned();
    let verifier = client.id_token_verifier().set_allowed_algs(ways);
    let claims = token.claims(&verifier, nonce)?;
    if let Some(wanted) = claims.access_token_hash() {
        let failed = ClaimsVerificationError::SignatureVerification;
        let way = token.signing_alg().map_err(failed)?;
        let key = token.signing_key(&verifier).map_err(failed)?;
        let found = AccessTokenHash::from_token(access, way, key);
        let found = found.map_err(|error| ClaimsVerificationError::Other(error.to_string()))?;
        if found != *wanted {
            return Err(ClaimsVerificationError::Other("the access token is another one".to_owned()));
        }
    }
    Ok(claims.clone())
}

/// An error with everything that led to it.
fn told(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text.push_str(": ");
        text.push_str(&cause.to_string());
        next = cause.source();
    }
    text
}
