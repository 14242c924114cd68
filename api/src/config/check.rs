//! From what was written to settings that can be used; every mistake at once.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::str::FromStr;

use ipnet::IpNet;
use secrecy::SecretString;
use url::Url;

use super::sources::{Raw, RawValue};
use super::{KeyFile, Limits, Server, SettingError, Settings};

/// Checks every value and every rule that holds between them.
pub(super) fn checked(raw: Raw) -> Result<Settings, Vec<SettingError>> {
    let mut reader = Reader { raw, errors: Vec::new() };
    let bind: Option<SocketAddr> = reader.parsed("server.bind", "an address and port, such as `127.0.0.1:8080`");
    let named = reader.public_url();
    let public_url = named.clone().or_else(|| bind.and_then(|bind| Url::parse(&format!("http://{bind}")).ok()));
    let trusted_proxies = reader.networks("server.trusted_proxies");
    let metrics_token = reader.text("server.metrics_token").map(SecretString::from);
    let data = PathBuf::from(reader.text("storage.data").unwrap_or_default());
    if data.as_os_str().is_empty() {
        reader.refuse("storage.data", "a folder");
    }
    let url = reader.text("database.url");
    if url.as_ref().is_some_and(|url| !is_postgres(url) && !url.starts_with("sqlite://")) {
        reader.refuse("database.url", "an address that begins with `sqlite://` or `postgres://`");
    }
    let postgres = url.as_deref().is_some_and(is_postgres);
    let url = url.unwrap_or_else(|| format!("sqlite://{}?mode=rwc", data.join("karvon.db").display()));
    let key_file = match reader.text("secrets.key_file") {
        Some(path) => KeyFile::Named(PathBuf::from(path)),
        None => KeyFile::Usual(data.join("secret.key")),
    };
    if postgres && matches!(key_file, KeyFile::Usual(_)) {
        reader.errors.push(SettingError::NoKeyFile);
    }
    let workers = reader.number("jobs.workers");
    let limits = Limits {
        upload_bytes: reader.number("limits.upload_bytes"),
        file_bytes: reader.number("limits.file_bytes"),
        rows: reader.number("limits.rows"),
        requests_per_minute: reader.number("limits.requests_per_minute"),
    };
    let scanner = reader.text("scanner.address");
    let oidc = super::oidc::read(&mut reader);
    let log_level = reader.text("log.level").unwrap_or_else(|| "info".to_owned());
    if let Some(bind) = bind.filter(|bind| !bind.ip().is_loopback())
        && named.as_ref().is_none_or(|url| url.scheme() != "https")
    {
        reader.errors.push(SettingError::OpenWithoutHttps { bind });
    }
    match bind.zip(public_url) {
        Some((bind, public_url)) if reader.errors.is_empty() => Ok(Settings {
            server: Server { bind, public_url, trusted_proxies, metrics_token },
            database_url: SecretString::from(url),
            data,
            key_file,
            workers,
            limits,
            scanner,
            oidc,
            log_level,
        }),
        _ => Err(reader.errors),
    }
}

/// Whether an address is one of PostgreSQL.
pub(super) fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

/// Values on their way to settings, and what is wrong with them.
pub(super) struct Reader {
    raw: Raw,
    errors: Vec<SettingError>,
}

impl Reader {
    /// Notes that a setting is not what it must be.
    pub(super) fn refuse(&mut self, name: &str, expected: &str) {
        self.errors.push(SettingError::Value { name: name.to_owned(), expected: expected.to_owned() });
    }

    /// The text of a setting; `None` where it is empty.
    pub(super) fn text(&mut self, name: &str) -> Option<String> {
        match self.raw.get(name) {
            Some(RawValue::One(text)) => (!text.is_empty()).then(|| text.clone()),
            Some(RawValue::Several(_) | RawValue::Other) => {
                self.refuse(name, "one value");
                None
            }
            None => None,
        }
    }

    fn parsed<T: FromStr>(&mut self, name: &str, expected: &str) -> Option<T> {
        let value = self.text(name).and_then(|text| text.trim().parse().ok());
        if value.is_none() {
            self.refuse(name, expected);
        }
        value
    }

    fn number<T: FromStr + Default>(&mut self, name: &str) -> T {
        self.parsed(name, "a whole number that is not negative").unwrap_or_default()
    }

    /// The texts of a setting that may have several, in a file as a list and in a variable with commas between.
    pub(super) fn list(&self, name: &str) -> Vec<String> {
        let texts = match self.raw.get(name) {
            Some(RawValue::Several(texts)) => texts.clone(),
            Some(RawValue::One(text)) => text.split(',').map(str::to_owned).collect(),
            Some(RawValue::Other) | None => Vec::new(),
        };
        texts.iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()).collect()
    }

    fn networks(&mut self, name: &str) -> Vec<IpNet> {
        let texts = self.list(name);
        let network = |text: &str| {
            text.parse::<IpNet>().ok().or_else(|| text.parse().ok().map(|address: std::net::IpAddr| address.into()))
        };
        let networks: Vec<IpNet> = texts.iter().filter_map(|text| network(text)).collect();
        if networks.len() < texts.len() {
            self.refuse(name, "a list of addresses or networks, such as `10.0.0.0/8`");
        }
        networks
    }

    fn public_url(&mut self) -> Option<Url> {
        const NAME: &str = "server.public_url";
        let text = self.text(NAME)?;
        let url = Url::parse(&text).ok();
        let url =
            url.filter(|url| matches!(url.scheme(), "http" | "https") && url.host().is_some() && url.path() == "/");
        if url.is_none() {
            self.refuse(NAME, "an address such as `https://karvon.example`, without a path");
        }
        url
    }
}
