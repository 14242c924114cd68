//! Asking a provider: over TLS, without following redirects, within a time and a size.

use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use openidconnect::{HttpRequest, HttpResponse};
use thiserror::Error;
use ureq::Agent;
use ureq::tls::{Certificate, RootCerts, TlsConfig};
use url::{Host, Url};

/// How long a provider may take for one answer.
const TIME: Duration = Duration::from_secs(10);
/// Largest answer: keys and descriptions of providers have some ten thousand bytes.
const MOST: u64 = 1 << 20;

/// An answer that is on its way.
pub(super) type Sent = Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>>>>;

/// Why a provider was not asked, or did not answer.
#[derive(Debug, Error)]
pub(super) enum HttpError {
    /// An address that is not asked.
    #[error("`{0}` is not asked: it must be https, or http on this machine where the issuer is on this machine too")]
    Address(String),
    /// The provider is away, too slow, or says too much.
    #[error(transparent)]
    Failed(#[from] Box<ureq::Error>),
    /// The program is ending.
    #[error("the request was broken off")]
    BrokenOff,
}

/// What asks a provider.
#[derive(Clone, Debug)]
pub(super) struct Http {
    agent: Agent,
    /// Whether the provider is one on this machine, for trying things out.
    local: bool,
}

impl Http {
    /// For the provider of an issuer. The certificates of the system are believed.
    pub(super) fn new(issuer: &Url) -> Self {
        let local = is_loopback(issuer);
        let mut config = Agent::config_builder()
            .timeout_global(Some(TIME))
            // An address that a provider sends elsewhere to is not one that it vouches for.
            .max_redirects(0)
            .http_status_as_error(false)
            .tls_config(tls(local));
        if local {
            config = config.proxy(None);
        }
        Self { agent: config.build().new_agent(), local }
    }

    /// Sends a request on a thread of its own.
    pub(super) fn send(&self, request: HttpRequest) -> Sent {
        let (agent, local) = (self.agent.clone(), self.local);
        Box::pin(async move {
            let address = request.uri().to_string();
            let url = Url::parse(&address).ok();
            if !url.is_some_and(|url| url.scheme() == "https" || (local && is_loopback(&url))) {
                return Err(HttpError::Address(address));
            }
            let sent = tokio::task::spawn_blocking(move || ask(&agent, request));
            sent.await.map_err(|_| HttpError::BrokenOff)?
        })
    }
}

fn ask(agent: &Agent, request: HttpRequest) -> Result<HttpResponse, HttpError> {
    // What has no body must not seem to have an empty one.
    let answered = if request.body().is_empty() { agent.run(request.map(drop)) } else { agent.run(request) };
    let (head, body) = answered.map_err(Box::new)?.into_parts();
    let bytes = body.into_with_config().limit(MOST).read_to_vec().map_err(Box::new)?;
    Ok(HttpResponse::from_parts(head, bytes))
}

/// TLS with the certificates that the system believes; none are read for a provider on this machine.
fn tls(local: bool) -> TlsConfig {
    let found = if local { Vec::new() } else { rustls_native_certs::load_native_certs().certs };
    let certificates = found.iter().map(|certificate| Certificate::from_der(certificate.as_ref()).to_owned());
    TlsConfig::builder()
        .root_certs(RootCerts::Specific(Arc::new(certificates.collect())))
        .unversioned_rustls_crypto_provider(Arc::new(rustls::crypto::ring::default_provider()))
        .build()
}

/// Whether an address is one of this machine.
pub(crate) fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn asked(address: &str) -> HttpRequest {
        let mut request = HttpRequest::new(Vec::new());
        *request.uri_mut() = address.parse().unwrap();
        request
    }

    #[tokio::test]
    async fn a_provider_elsewhere_is_asked_over_tls_only() {
        let http = Http::new(&Url::parse("https://login.example").unwrap());
        for address in ["http://login.example/keys", "http://127.0.0.1:1/keys"] {
            assert!(matches!(http.send(asked(address)).await, Err(HttpError::Address(_))), "{address}");
        }
    }

    #[tokio::test]
    async fn a_provider_on_this_machine_sends_nobody_elsewhere() {
        let http = Http::new(&Url::parse("http://127.0.0.1:1").unwrap());
        for address in ["http://10.0.0.1/keys", "http://127.0.0.1.example/keys"] {
            assert!(matches!(http.send(asked(address)).await, Err(HttpError::Address(_))), "{address}");
        }
    }

    #[test]
    fn only_this_machine_is_this_machine() {
        for (address, is_local) in [
            ("http://127.0.0.1:9000", true),
            ("http://localhost", true),
            ("http://[::1]:9000", true),
            ("http://10.0.0.1", false),
            ("http://localhost.example", false),
        ] {
            assert_eq!(is_loopback(&Url::parse(address).unwrap()), is_local, "{address}");
        }
    }
}
