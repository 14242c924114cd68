//! The schema and the program: whether they fit, and the ways up and down.
//!
//! All steps of one call run in one transaction, so that a process that is killed leaves the schema as it was, and two that start
//! together do not both make the tables.

use karvon_migrations::{Migrator, MigratorTrait};
use sea_orm::{ConnectionTrait, DatabaseTransaction, DbBackend, DbErr, Statement};

use super::Database;
use super::tenant::everywhere;

/// Number of the advisory lock that migrations take on PostgreSQL; any other program's is unlikely to be the same.
const LOCK: i64 = 0x6b61_7276_6f6e;

/// How a schema stands to this program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schema {
    /// As this program wants it.
    Ready,
    /// No table yet.
    Empty,
    /// Some migrations are missing.
    Older {
        /// How many.
        pending: usize,
    },
    /// It has migrations that this program does not know.
    Newer,
}

impl Database {
    /// How the schema stands to this program.
    ///
    /// # Errors
    /// The database fails.
    pub async fn schema(&self) -> Result<Schema, DbErr> {
        let known = known();
        let applied = applied(self.reader()).await?;
        if applied.iter().any(|name| !known.contains(name)) {
            return Ok(Schema::Newer);
        }
        Ok(match known.len() - applied.len() {
            0 => Schema::Ready,
            _ if applied.is_empty() => Schema::Empty,
            pending => Schema::Older { pending },
        })
    }

    /// Every migration of this program in order, and whether it has run.
    ///
    /// # Errors
    /// The database fails.
    pub async fn migrations(&self) -> Result<Vec<(String, bool)>, DbErr> {
        let applied = applied(self.reader()).await?;
        Ok(known().into_iter().map(|name| (name.clone(), applied.contains(&name))).collect())
    }

    /// The migrations of this program in order.
    pub fn known_migrations() -> Vec<String> {
        known()
    }

    /// Runs all missing migrations.
    ///
    /// # Errors
    /// The database fails; then nothing has changed.
    pub async fn migrate_up(&self) -> Result<(), DbErr> {
        let transaction = self.begin_alone().await?;
        Migrator::up(&transaction, None).await?;
        transaction.commit().await
    }

    /// Takes back the last `steps` migrations, with all that their tables hold.
    ///
    /// # Errors
    /// The database fails; then nothing has changed.
    pub async fn migrate_down(&self, steps: u32) -> Result<(), DbErr> {
        let transaction = self.begin_alone().await?;
        Migrator::down(&transaction, Some(steps)).await?;
        transaction.commit().await
    }

    /// A transaction that waits for other migrations to end.
    async fn begin_alone(&self) -> Result<DatabaseTransaction, DbErr> {
        let transaction = everywhere(self.begin()).await?;
        if self.backend() == DbBackend::Postgres {
            transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({LOCK})")).await?;
        }
        Ok(transaction)
    }
}

/// Names of this program's migrations in order.
fn known() -> Vec<String> {
    Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect()
}

/// Names of the migrations that have run.
async fn applied(connection: &impl ConnectionTrait) -> Result<Vec<String>, DbErr> {
    let backend = connection.get_database_backend();
    let table = if backend == DbBackend::Sqlite {
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'seaql_migrations'"
    } else {
        "SELECT table_name FROM information_schema.tables \
         WHERE table_schema = current_schema() AND table_name = 'seaql_migrations'"
    };
    if connection.query_one_raw(Statement::from_string(backend, table)).await?.is_none() {
        return Ok(Vec::new());
    }
    let all = "SELECT version FROM seaql_migrations ORDER BY version";
    let rows = connection.query_all_raw(Statement::from_string(backend, all)).await?;
    rows.iter().map(|row| row.try_get("", "version")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::db::test_support::{TestDatabase, each, each_empty};

    /// Tables, columns, keys and indexes, in words of the database.
    async fn described(database: &Database) -> Vec<String> {
        let backend = database.backend();
        let queries: &[&str] = if backend == DbBackend::Sqlite {
            &["SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS line FROM sqlite_master ORDER BY 1"]
        } else {
            &[
                "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || \
                 coalesce(collation_name, '') AS line FROM information_schema.columns \
                 WHERE table_schema = current_schema() ORDER BY 1",
                "SELECT indexdef AS line FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1",
                "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS line \
                 FROM pg_constraint WHERE connamespace = current_schema()::regnamespace ORDER BY 1",
                "SELECT tablename || ' ' || policyname || ' ' || cmd || ' ' || coalesce(qual, '') || ' ' || \
                 coalesce(with_check, '') AS line FROM pg_policies WHERE schemaname = current_schema() ORDER BY 1",
                "SELECT relname || ' ' || relrowsecurity || ' ' || relforcerowsecurity AS line FROM pg_class \
                 WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' ORDER BY 1",
            ]
        };
        let mut lines = Vec::new();
        for query in queries {
            for row in database.reader().query_all_raw(Statement::from_string(backend, *query)).await.unwrap() {
                lines.push(row.try_get::<String>("", "line").unwrap());
            }
        }
        lines
    }

    #[tokio::test]
    async fn up_down_up_gives_the_same_schema() {
        for TestDatabase { database, .. } in each_empty().await {
            database.migrate_up().await.unwrap();
            let first = described(&database).await;
            assert!(first.len() > 100, "{first:?}");
            let steps = u32::try_from(known().len()).unwrap();
            database.migrate_down(steps).await.unwrap();
            let bare = described(&database).await;
            assert!(bare.iter().all(|line| line.contains("seaql_migrations")), "{bare:?}");
            database.migrate_up().await.unwrap();
            assert_eq!(described(&database).await, first);
        }
    }

    #[tokio::test]
    async fn every_single_step_down_and_up_gives_the_same_schema() {
        for TestDatabase { database, .. } in each_empty().await {
            database.migrate_up().await.unwrap();
            let first = described(&database).await;
            let mut above = first.clone();
            for step in known().iter().rev() {
                database.migrate_down(1).await.unwrap();
                let below = described(&database).await;
                // Row-level security is nothing that SQLite has.
                let is_nothing = database.backend() == DbBackend::Sqlite && step.ends_with("_tenants");
                assert_eq!(below == above, is_nothing, "{step}");
                above = below;
            }
            database.migrate_up().await.unwrap();
            assert_eq!(described(&database).await, first);
        }
    }

    #[tokio::test]
    async fn texts_sort_by_bytes_on_postgresql_too() {
        for TestDatabase { database, .. } in each().await {
            if database.backend() == DbBackend::Postgres {
                let texts = described(&database).await.into_iter().filter(|line| line.contains(" text "));
                let odd: Vec<String> = texts.filter(|line| !line.ends_with(" C") && !line.contains('(')).collect();
                assert!(odd.is_empty(), "{odd:?}");
            }
        }
    }

    #[tokio::test]
    async fn a_schema_is_empty_then_ready_then_older() {
        for TestDatabase { database, .. } in each_empty().await {
            assert_eq!(database.schema().await.unwrap(), Schema::Empty);
            database.migrate_up().await.unwrap();
            assert_eq!(database.schema().await.unwrap(), Schema::Ready);
            database.migrate_down(2).await.unwrap();
            assert_eq!(database.schema().await.unwrap(), Schema::Older { pending: 2 });
            let done: Vec<bool> = database.migrations().await.unwrap().into_iter().map(|(_, done)| done).collect();
            assert_eq!(done.iter().filter(|done| !**done).count(), 2);
        }
    }

    #[tokio::test]
    async fn a_migration_from_elsewhere_makes_the_schema_newer() {
        for TestDatabase { database, .. } in each_empty().await {
            database.migrate_up().await.unwrap();
            let foreign = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m99990101_000001_later', 0)";
            database.writer().execute_unprepared(foreign).await.unwrap();
            assert_eq!(database.schema().await.unwrap(), Schema::Newer);
        }
    }
}
