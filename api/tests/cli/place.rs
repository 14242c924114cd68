//! A folder with settings for a database of its own, on SQLite and, where `KARVON_TEST_POSTGRES` names a server, on PostgreSQL.

use std::path::PathBuf;

use assert_cmd::assert::Assert;
use karvon::db::tenant::everywhere;
use karvon::db::{Access, Database};
use secrecy::SecretString;
use sqlx::{Connection, Executor, PgConnection};

use crate::support::Desk;

/// A kind of database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Sqlite,
    Postgres,
}

/// A folder with settings for a database of its own.
pub(crate) struct Place {
    pub(crate) desk: Desk,
    pub(crate) is_sqlite: bool,
}

/// Where the tests find a PostgreSQL.
fn server() -> Option<String> {
    std::env::var("KARVON_TEST_POSTGRES").ok()
}

/// The kinds of databases that are there.
pub(crate) fn kinds() -> Vec<Kind> {
    let mut all = vec![Kind::Sqlite];
    if server().is_some() {
        all.push(Kind::Postgres);
    }
    all
}

/// One place for each kind of database that is there.
pub(crate) fn places() -> Vec<Place> {
    kinds().into_iter().map(Place::new).collect()
}

/// The address of a new database.
fn postgres(server: &str) -> String {
    let name = format!("c{}", uuid::Uuid::now_v7().simple());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let mut connection = PgConnection::connect(server).await.unwrap();
        connection.execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}"))).await.unwrap();
        connection.close().await.unwrap();
    });
    let (base, query) = server.split_once('?').unwrap();
    format!("{}/{name}?{query}", base.rsplit_once('/').unwrap().0)
}

impl Place {
    pub(crate) fn new(kind: Kind) -> Self {
        match kind {
            Kind::Sqlite => {
                Self { desk: Desk::new(&[("karvon.toml", "[storage]\ndata = \"data\"\n")]), is_sqlite: true }
            }
            Kind::Postgres => {
                let url = postgres(&server().unwrap());
                let settings = format!("[database]\nurl = \"{url}\"\n[secrets]\nkey_file = \"key\"\n");
                let key = format!("{}\n", "07".repeat(32));
                Self { desk: Desk::new(&[("karvon.toml", &settings), ("key", &key)]), is_sqlite: false }
            }
        }
    }

    pub(crate) fn karvon(&self, arguments: &str) -> Assert {
        self.desk.karvon(arguments)
    }

    /// What a command prints under a name.
    pub(crate) fn value(&self, arguments: &str, name: &str) -> String {
        let output = self.karvon(arguments).success().get_output().stdout.clone();
        value(&String::from_utf8(output).unwrap(), name).unwrap()
    }

    pub(crate) fn organisation(&self) -> String {
        self.value("organisation create Mills --time-zone Asia/Tashkent", "organisation_id")
    }

    /// The file with the key of the installation.
    pub(crate) fn key_file(&self) -> PathBuf {
        self.desk.path(if self.is_sqlite { "data/secret.key" } else { "key" })
    }

    /// The address of the database.
    fn url(&self) -> SecretString {
        SecretString::from(if self.is_sqlite {
            format!("sqlite://{}", self.desk.path("data/karvon.db").display())
        } else {
            self.desk.text("karvon.toml").split('"').nth(1).unwrap().to_owned()
        })
    }

    /// Looks into the database, beside whoever works with it.
    pub(crate) fn look<T>(&self, work: impl AsyncFnOnce(&Database) -> T) -> T {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(everywhere(async {
            let database = Database::open_existing(&self.url(), Access::Beside).await.unwrap();
            let found = work(&database).await;
            database.close().await.unwrap();
            found
        }))
    }
}

/// What a command printed under a name.
pub(crate) fn value(output: &str, name: &str) -> Option<String> {
    let mut lines = output.lines();
    lines.find_map(|line| line.strip_prefix(name)?.strip_prefix(": ").map(str::to_owned))
}
