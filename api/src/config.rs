//! The settings of the service: built in, then a file, then the environment.
//!
//! `config/default.toml` names every setting there is with its built-in value; a name that does not stand there is a mistake,
//! wherever it comes from. Of the environment only variables with a double underscore after `KARVON_` are read, and every
//! value arrives as the text it is: a password `00123` stays one. Secrets show in no message and no log.

mod check;
mod oidc;
mod sources;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use ipnet::IpNet;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use thiserror::Error;
use url::Url;

pub use oidc::Oidc;
pub use sources::from_environment;

/// The built-in settings, which are also the list of all settings.
const BUILT_IN: &str = include_str!("../config/default.toml");
/// The file that is read where none is named, if it is there.
const USUAL_FILE: &str = "karvon.toml";

/// All settings, checked.
#[derive(Clone, Debug)]
pub struct Settings {
    /// How the service is reached.
    pub server: Server,
    /// Where the database is; its address may hold a password.
    pub database_url: SecretString,
    /// Folder of what is kept outside the database.
    pub data: PathBuf,
    /// The key that tokens and the audit log are signed with; whether it was named or follows from the data folder.
    pub key_file: KeyFile,
    /// Jobs that run side by side in this process, at least 1 to be of use; 0 leaves them to other processes.
    pub workers: usize,
    /// How much one caller may send.
    pub limits: Limits,
    /// Host and port of a clamd that looks at files; `None`: they are not scanned.
    pub scanner: Option<String>,
    /// A provider at which people sign in; `None`: they sign in here only.
    pub oidc: Option<Oidc>,
    /// What is logged: a level, or levels by part.
    pub log_level: String,
}

/// How the service is reached.
#[derive(Clone, Debug)]
pub struct Server {
    /// Address and port to listen on.
    pub bind: SocketAddr,
    /// How people reach it: as set, else `http://` and `bind`.
    pub public_url: Url,
    /// Reverse proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<IpNet>,
    /// Whoever brings it may read the metrics; `None`: nobody.
    pub metrics_token: Option<SecretString>,
}

impl Server {
    /// Says where the service listens in the end, when the system chose the port.
    pub fn bound(&mut self, address: SocketAddr) {
        if self.public_url.as_str() == format!("http://{}/", self.bind)
            && self.public_url.set_port(Some(address.port())).is_ok()
        {
            self.bind = address;
        }
    }
}

/// Where the key stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum KeyFile {
    /// Named in the settings.
    Named(PathBuf),
    /// The usual place in the data folder.
    Usual(PathBuf),
}

impl KeyFile {
    /// The file.
    pub fn path(&self) -> &Path {
        match self {
            Self::Named(path) | Self::Usual(path) => path,
        }
    }
}

/// How much one caller may send.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Bytes of one upload, all files together.
    pub upload_bytes: usize,
    /// Bytes of one file of evidence.
    pub file_bytes: usize,
    /// Rows of one upload, all tables together.
    pub rows: usize,
    /// Requests of one caller in a minute.
    pub requests_per_minute: u32,
}

impl Settings {
    /// Reads the settings: the named file must be there, `./karvon.toml` may be. `environment` gives names and values of
    /// variables, of which those that begin with `KARVON_` and hold a double underscore count.
    ///
    /// # Errors
    /// Every setting that is unknown or cannot be used, with where it stands; never its value if it is a secret.
    pub fn load(
        file: Option<&Path>,
        environment: impl IntoIterator<Item = (String, String)>,
    ) -> Result<Self, Vec<SettingError>> {
        let usual = Path::new(USUAL_FILE);
        let file = file.or_else(|| usual.exists().then_some(usual));
        let raw = sources::read(BUILT_IN, file, environment)?;
        check::checked(raw)
    }

    /// Whether cookies must only travel over https.
    pub fn is_https(&self) -> bool {
        self.server.public_url.scheme() == "https"
    }

    /// Whether the database is PostgreSQL.
    pub fn is_postgres(&self) -> bool {
        check::is_postgres(self.database_url.expose_secret())
    }
}

/// A setting that cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum SettingError {
    /// The named file is not there or cannot be read.
    #[error("the settings file `{}` cannot be read: {reason}; check the path after `--config`", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system says.
        reason: String,
    },
    /// The file is no TOML.
    #[error("the settings file `{}` is not well-formed in line {line}; write TOML as in the built-in settings", path.display())]
    Malformed {
        /// The file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
    },
    /// No such setting.
    #[error("unknown setting `{name}` in {place}{}", near(nearest.as_deref()))]
    Unknown {
        /// Its name with dots.
        name: String,
        /// File or variable.
        place: String,
        /// The known name that is most like it.
        nearest: Option<String>,
    },
    /// A value that cannot be used.
    #[error("the setting `{name}` must be {expected}")]
    Value {
        /// Its name with dots.
        name: String,
        /// What would be right.
        expected: String,
    },
    /// Listening beyond this machine without https.
    #[error(
        "`server.bind` {bind} is reachable from other machines while `server.public_url` is not https; put a reverse proxy \
         with https before it and name its address there, or bind to 127.0.0.1"
    )]
    OpenWithoutHttps {
        /// The address.
        bind: SocketAddr,
    },
    /// PostgreSQL without a named key file.
    #[error("`secrets.key_file` must be set with PostgreSQL, and every process needs the same file")]
    NoKeyFile,
}

fn near(nearest: Option<&str>) -> String {
    nearest.map(|name| format!("; the nearest known one is `{name}`")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;

    fn load(file: &str, environment: &[(&str, &str)]) -> Result<Settings, Vec<SettingError>> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("karvon.toml");
        std::fs::write(&path, file).unwrap();
        let environment = environment.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Settings::load(Some(&path), environment)
    }

    fn told(result: Result<Settings, Vec<SettingError>>) -> Vec<String> {
        result.unwrap_err().iter().map(ToString::to_string).collect()
    }

    #[test]
    fn without_a_word_everything_is_local() {
        let settings = load("", &[]).unwrap();
        assert_eq!(settings.server.bind.to_string(), "127.0.0.1:8080");
        assert_eq!(settings.server.public_url.as_str(), "http://127.0.0.1:8080/");
        assert_eq!(settings.database_url.expose_secret(), "sqlite://./karvon-data/karvon.db?mode=rwc");
        assert_eq!(settings.key_file, KeyFile::Usual(PathBuf::from("./karvon-data/secret.key")));
        assert_eq!(settings.limits.upload_bytes, 256 << 20);
        assert_eq!(settings.limits.file_bytes, 25 << 20);
        assert_eq!(settings.limits.rows, 2_000_000);
        assert_eq!(settings.limits.requests_per_minute, 600);
        assert_eq!(settings.workers, 1);
        assert!(settings.server.metrics_token.is_none());
    }

    #[test]
    fn the_environment_wins_over_the_file_and_the_file_over_what_is_built_in() {
        let file = "[server]\nbind = \"127.0.0.1:9000\"\n[limits]\nrows = 7\n";
        let settings = load(file, &[("KARVON_SERVER__BIND", "127.0.0.1:9001")]).unwrap();
        assert_eq!(settings.server.bind.port(), 9001);
        assert_eq!(settings.limits.rows, 7);
        assert_eq!(settings.limits.requests_per_minute, 600);
    }

    #[test]
    fn only_names_with_a_double_underscore_are_read() {
        let settings = load("", &[("KARVON_BUILD", "17"), ("KARVON_", "x"), ("OTHER_SERVER__BIND", "x")]).unwrap();
        assert_eq!(settings.server.bind.port(), 8080);
    }

    #[test]
    fn a_secret_of_digits_stays_as_it_was_written() {
        let settings = load("", &[("KARVON_SERVER__METRICS_TOKEN", "00123")]).unwrap();
        assert_eq!(settings.server.metrics_token.unwrap().expose_secret(), "00123");
        let settings = load("[server]\nmetrics_token = \"007e1\"\n", &[]).unwrap();
        assert_eq!(settings.server.metrics_token.unwrap().expose_secret(), "007e1");
    }

    #[test]
    fn every_unknown_name_is_told_with_its_place_and_the_nearest_known() {
        let lines = told(load("[server]\nbnd = \"x\"\n[extra]\na = 1\n", &[("KARVON_JOBS__WORKER", "2")]));
        assert_eq!(lines.len(), 3, "{lines:?}");
        assert!(lines.iter().any(|line| line.contains("`server.bnd`") && line.contains("`server.bind`")), "{lines:?}");
        assert!(lines.iter().any(|line| line.contains("`extra.a`") && line.contains("karvon.toml")), "{lines:?}");
        assert!(lines.iter().any(|line| line.contains("KARVON_JOBS__WORKER")), "{lines:?}");
    }

    #[test]
    fn no_message_and_no_debug_form_shows_a_secret() {
        let environment = [
            ("KARVON_SERVER__METRICS_TOKEN", "very-secret"),
            ("KARVON_DATABASE__URL", "postgres://u:very-secret@h/d"),
            ("KARVON_SECRETS__KEY_FILE", "/k"),
        ];
        let settings = load("", &environment).unwrap();
        assert!(!format!("{settings:?}").contains("very-secret"));
        for broken in ["mysql://u:very-secret@h/d", "very-secret"] {
            let lines = told(load("", &[("KARVON_DATABASE__URL", broken)]));
            assert!(lines.iter().all(|line| !line.contains("very-secret")), "{lines:?}");
        }
        let lines = told(load("[server.metrics_token]\nx = \"very-secret\"\n", &[]));
        assert!(lines.iter().all(|line| !line.contains("very-secret")), "{lines:?}");
        let lines = told(load("[server]\nmetrics_token = \"very-secret\n", &[]));
        assert!(lines.iter().all(|line| !line.contains("very-secret")), "{lines:?}");
    }

    #[test]
    fn every_value_that_cannot_be_used_is_told_at_once() {
        let file = "[server]\nbind = \"here\"\npublic_url = \"ftp://x\"\ntrusted_proxies = [\"10.0.0.0/99\"]\n[limits]\nrows = -1\n";
        let lines = told(load(file, &[("KARVON_JOBS__WORKERS", "many")]));
        for name in ["server.bind", "server.public_url", "server.trusted_proxies", "limits.rows", "jobs.workers"] {
            assert!(lines.iter().any(|line| line.contains(name)), "{name}: {lines:?}");
        }
    }

    #[test]
    fn a_list_in_the_environment_is_separated_by_commas() {
        let settings = load("", &[("KARVON_SERVER__TRUSTED_PROXIES", "10.0.0.0/8, ::1")]).unwrap();
        let proxies: Vec<String> = settings.server.trusted_proxies.iter().map(ToString::to_string).collect();
        assert_eq!(proxies, ["10.0.0.0/8", "::1/128"]);
    }

    #[test]
    fn listening_beyond_this_machine_needs_https() {
        let open = ("KARVON_SERVER__BIND", "0.0.0.0:8080");
        let refused = SettingError::OpenWithoutHttps { bind: "0.0.0.0:8080".parse().unwrap() };
        assert_eq!(load("", &[open]).unwrap_err(), std::slice::from_ref(&refused));
        assert_eq!(load("", &[open, ("KARVON_SERVER__PUBLIC_URL", "http://karvon.example")]).unwrap_err(), [refused]);
        let settings = load("", &[open, ("KARVON_SERVER__PUBLIC_URL", "https://karvon.example")]).unwrap();
        assert!(settings.is_https());
    }

    #[test]
    fn postgresql_needs_a_named_key_file() {
        let url = ("KARVON_DATABASE__URL", "postgres://h/d");
        assert_eq!(load("", &[url]).unwrap_err(), [SettingError::NoKeyFile]);
        let settings = load("", &[url, ("KARVON_SECRETS__KEY_FILE", "/etc/karvon/key")]).unwrap();
        assert_eq!(settings.key_file, KeyFile::Named(PathBuf::from("/etc/karvon/key")));
        assert!(settings.is_postgres());
    }

    #[test]
    fn a_named_file_that_is_missing_is_an_error() {
        let error = Settings::load(Some(Path::new("no/such.toml")), []).unwrap_err();
        assert!(matches!(error.as_slice(), [SettingError::Unreadable { .. }]));
    }
}
