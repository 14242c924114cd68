//! Settings of a provider at which people sign in.

use std::fmt;

use secrecy::SecretString;
use url::Url;

use super::check::Reader;
use crate::services::oidc::is_loopback;

/// A provider at which people sign in (OpenID Connect).
#[derive(Clone)]
pub struct Oidc {
    /// Its address, as it calls itself: it is compared letter by letter.
    pub issuer_text: String,
    /// The same, taken apart.
    pub issuer: Url,
    /// What this service is called there.
    pub client_id: String,
    /// The secret that this service was given there; `None`: it was given none.
    pub client_secret: Option<SecretString>,
    /// What is asked for beside `openid`.
    pub scopes: Vec<String>,
    /// Domains whose addresses may come for the first time, in lower case; none: all.
    pub email_domains: Vec<String>,
}

impl fmt::Debug for Oidc {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Oidc").field("issuer", &self.issuer_text).finish_non_exhaustive()
    }
}

/// Reads them; `None` where no provider is named, and then nothing else about one may be.
pub(super) fn read(reader: &mut Reader) -> Option<Oidc> {
    let issuer_text = reader.text("oidc.issuer");
    let client_id = reader.text("oidc.client_id");
    let client_secret = reader.text("oidc.client_secret").map(SecretString::from);
    let scopes = reader.list("oidc.scopes");
    let email_domains = reader.list("oidc.email_domains");
    let Some(issuer_text) = issuer_text else {
        if client_id.is_some() || client_secret.is_some() || !email_domains.is_empty() {
            reader.refuse("oidc.issuer", "the address of the provider, where anything else about it is set");
        }
        return None;
    };
    let issuer = Url::parse(&issuer_text).ok().filter(is_issuer);
    if issuer.is_none() {
        reader.refuse("oidc.issuer", "an https address such as `https://login.company.example`, without `?` and `#`");
    }
    if client_id.is_none() {
        reader.refuse("oidc.client_id", "the name of this service at the provider");
    }
    let is_domain = |domain: &String| domain.contains('.') && !domain.contains(['@', '*', '/', ' ']);
    if !email_domains.iter().all(is_domain) {
        reader.refuse("oidc.email_domains", "a list of domains, such as `company.example`");
    }
    let email_domains = email_domains.iter().map(|domain| domain.to_lowercase()).collect();
    issuer.zip(client_id).map(|(issuer, client_id)| Oidc {
        issuer_text,
        issuer,
        client_id,
        client_secret,
        scopes,
        email_domains,
    })
}

/// TLS, or a provider on this machine for trying things out; nothing behind the path.
fn is_issuer(url: &Url) -> bool {
    let is_safe = url.scheme() == "https" || (url.scheme() == "http" && is_loopback(url));
    is_safe && url.host().is_some() && url.query().is_none() && url.fragment().is_none() && url.username().is_empty()
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::super::{SettingError, Settings};

    fn load(environment: &[(&str, &str)]) -> Result<Settings, Vec<SettingError>> {
        let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Settings::load(None, environment)
    }

    const ISSUER: (&str, &str) = ("KARVON_OIDC__ISSUER", "https://login.company.example/realms/one");
    const CLIENT: (&str, &str) = ("KARVON_OIDC__CLIENT_ID", "karvon");

    #[test]
    fn without_an_issuer_nobody_signs_in_elsewhere() {
        assert!(load(&[]).unwrap().oidc.is_none());
        assert!(load(&[CLIENT]).is_err());
    }

    #[test]
    fn a_provider_is_read_with_its_secret_as_it_was_written() {
        let secret = ("KARVON_OIDC__CLIENT_SECRET", "00123");
        let domains = ("KARVON_OIDC__EMAIL_DOMAINS", "Company.example, mills.example");
        let settings = load(&[ISSUER, CLIENT, secret, domains]).unwrap();
        let oidc = settings.oidc.as_ref().unwrap();
        assert_eq!(oidc.issuer_text, ISSUER.1);
        assert_eq!(oidc.client_secret.as_ref().unwrap().expose_secret(), "00123");
        assert_eq!(oidc.scopes, ["email"]);
        assert_eq!(oidc.email_domains, ["company.example", "mills.example"]);
        assert!(!format!("{settings:?}").contains("00123"));
    }

    #[test]
    fn a_provider_is_reached_over_tls_or_on_this_machine() {
        for wrong in [
            "http://login.company.example",
            "http://10.0.0.1:8080",
            "ftp://127.0.0.1",
            "login.company.example",
            "https://login.company.example?tenant=1",
            "https://login.company.example#a",
        ] {
            assert!(load(&[("KARVON_OIDC__ISSUER", wrong), CLIENT]).is_err(), "{wrong}");
        }
        assert!(load(&[("KARVON_OIDC__ISSUER", "http://127.0.0.1:9000"), CLIENT]).is_ok());
    }

    #[test]
    fn everything_that_is_wrong_about_a_provider_is_told_at_once() {
        let domains = ("KARVON_OIDC__EMAIL_DOMAINS", "@company.example");
        let errors = load(&[("KARVON_OIDC__ISSUER", "login"), domains]).unwrap_err();
        assert_eq!(errors.len(), 3, "{errors:?}");
    }
}
