//! A fresh database for a test, on SQLite and on PostgreSQL.
//!
//! PostgreSQL is used where `KARVON_TEST_POSTGRES` holds the address of a server on which databases may be made; `tests/run`
//! starts one.

use sea_orm::ActiveValue::Set;
use sea_orm::EntityTrait;
use secrecy::SecretString;
use sqlx::{Connection, Executor, PgConnection};
use tempfile::TempDir;

use super::{Access, Database, OrganisationId, new_id};
use crate::db::entities::organisations;
use crate::db::now;

/// A database that a test has for itself.
#[derive(Debug)]
pub(crate) struct TestDatabase {
    /// The database.
    pub(crate) database: Database,
    /// Its address.
    pub(crate) url: SecretString,
    /// Holds the file of SQLite for as long as it is needed.
    pub(crate) folder: Option<TempDir>,
}

/// Databases with all tables, one of each kind that is there.
pub(crate) async fn each() -> Vec<TestDatabase> {
    let all = each_empty().await;
    for one in &all {
        one.database.migrate_up().await.unwrap();
    }
    all
}

/// Databases without tables, one of each kind that is there.
pub(crate) async fn each_empty() -> Vec<TestDatabase> {
    let mut all = vec![sqlite().await];
    if let Ok(server) = std::env::var("KARVON_TEST_POSTGRES") {
        all.push(postgres(&server, None).await);
    }
    all
}

async fn sqlite() -> TestDatabase {
    let folder = tempfile::tempdir().unwrap();
    let url = SecretString::from(format!("sqlite://{}/karvon.db?mode=rwc", folder.path().display()));
    let database = Database::open(&url, Access::Alone).await.unwrap();
    TestDatabase { database, url, folder: Some(folder) }
}

/// A PostgreSQL database with all tables whose owner is an ordinary role, as a service should have it: for a superuser, as whom the
/// other tests work, there is no row-level security. `None` where there is no server.
pub(crate) async fn guarded() -> Option<TestDatabase> {
    let server = std::env::var("KARVON_TEST_POSTGRES").ok()?;
    let role = format!("r{}", new_id().simple());
    let mut connection = PgConnection::connect(&server).await.unwrap();
    let create = format!("CREATE ROLE {role} LOGIN NOSUPERUSER NOBYPASSRLS");
    connection.execute(sqlx::AssertSqlSafe(create)).await.unwrap();
    connection.close().await.unwrap();
    let one = postgres(&server, Some(&role)).await;
    one.database.migrate_up().await.unwrap();
    Some(one)
}

/// A new database, of its own owner where one is named.
async fn postgres(server: &str, owner: Option<&str>) -> TestDatabase {
    let name = format!("t{}", new_id().simple());
    let mut connection = PgConnection::connect(server).await.unwrap();
    let owned = owner.map(|owner| format!(" OWNER {owner}")).unwrap_or_default();
    connection.execute(sqlx::AssertSqlSafe(format!("CREATE DATABASE {name}{owned}"))).await.unwrap();
    connection.close().await.unwrap();
    let (base, query) = server.split_once('?').map_or((server, None), |(base, query)| (base, Some(query)));
    let (host, _) = base.rsplit_once('/').unwrap();
    // Of two users the last one counts.
    let user = owner.map(|owner| format!("user={owner}"));
    let query: Vec<&str> = query.into_iter().chain(user.as_deref()).collect();
    let url = SecretString::from(format!("{host}/{name}?{}", query.join("&")));
    let database = Database::open(&url, Access::Alone).await.unwrap();
    TestDatabase { database, url, folder: None }
}

/// A new organisation whose log is empty.
pub(crate) async fn organisation(database: &Database) -> OrganisationId {
    let id = OrganisationId(new_id());
    let row = organisations::ActiveModel {
        id: Set(id),
        name: Set("Mills".to_owned()),
        time_zone: Set("Asia/Tashkent".to_owned()),
        currency: Set("USD".to_owned()),
        retention_days: Set(None),
        legal_hold: Set(false),
        revision: Set(0),
        created_at: Set(now()),
        version: Set(1),
    };
    organisations::Entity::insert(row).exec_without_returning(database.writer()).await.unwrap();
    id
}
