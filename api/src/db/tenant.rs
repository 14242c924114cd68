//! Whose rows statements may see: row-level security of PostgreSQL, behind the filters that every query has of its own.
//!
//! What is done says whose rows it is about: a request about those of the caller's organisation, a job about those of the job's, and
//! what looks over all of them (signing in, the queue, retention, commands, migrations) says so. A connection hears it each time it
//! is taken out of the pool, before its first statement, so that nothing of the one before is left on it. Work that says nothing
//! sees no row of any organisation. SQLite knows no such thing and is told nothing.

use sea_orm::{ConnectionTrait, DbBackend, DbErr, Statement};
use sqlx::PgConnection;
use sqlx::postgres::PgPoolOptions;

use super::{Database, OrganisationId};

/// Whose rows are meant.
#[derive(Clone, Copy, Debug)]
enum Whose {
    Everybodys,
    Of(OrganisationId),
}

tokio::task_local! {
    static WHOSE: Whose;
}

/// Work that sees and writes the rows of one organisation. A task that it starts is another one: see [`carried`].
pub fn within<T>(organisation_id: OrganisationId, work: impl Future<Output = T>) -> impl Future<Output = T> {
    WHOSE.scope(Whose::Of(organisation_id), work)
}

/// Work that sees and writes the rows of all organisations.
pub fn everywhere<T>(work: impl Future<Output = T>) -> impl Future<Output = T> {
    WHOSE.scope(Whose::Everybodys, work)
}

/// Work for a task of its own that sees what the present one sees.
pub fn carried<T>(work: impl Future<Output = T>) -> impl Future<Output = T> {
    let whose = WHOSE.try_with(|whose| *whose).ok();
    async move {
        match whose {
            Some(whose) => WHOSE.scope(whose, work).await,
            None => work.await,
        }
    }
}

impl Database {
    /// Whether PostgreSQL keeps the rows of organisations apart, or lets the role of this connection pass; `None` on SQLite, which knows
    /// no such thing.
    ///
    /// # Errors
    /// The database fails.
    pub async fn keeps_apart(&self) -> Result<Option<bool>, DbErr> {
        if self.backend() != DbBackend::Postgres {
            return Ok(None);
        }
        let role = "SELECT NOT (rolsuper OR rolbypassrls) AS kept FROM pg_roles WHERE rolname = current_user";
        let row = self.reader().query_one_raw(Statement::from_string(DbBackend::Postgres, role)).await?;
        row.map(|row| row.try_get("", "kept")).transpose()
    }
}

/// A pool whose connections hear whose rows are meant.
pub(super) fn pool() -> PgPoolOptions {
    PgPoolOptions::new()
        // Telling a connection finds out whether it still lives.
        .test_before_acquire(false)
        .after_connect(|connection, _| {
            let whose = setting();
            Box::pin(tell(connection, whose))
        })
        .before_acquire(|connection, _| {
            let whose = setting();
            Box::pin(async move { tell(connection, whose).await.map(|()| true) })
        })
}

/// The value of the setting that the policies of the tables compare with.
fn setting() -> String {
    let text = |whose: &Whose| match whose {
        Whose::Everybodys => "all".to_owned(),
        Whose::Of(organisation_id) => organisation_id.to_string(),
    };
    WHOSE.try_with(text).unwrap_or_default()
}

async fn tell(connection: &mut PgConnection, whose: String) -> Result<(), sqlx::Error> {
    let set = sqlx::query::<sqlx::Postgres>("SELECT set_config('karvon.organisation', $1, false)").bind(whose);
    set.execute(connection).await.map(drop)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;
    use std::sync::Arc;

    use sea_orm::ActiveValue::Set;
    use sea_orm::EntityTrait;

    use super::*;
    use crate::db::entities::{file_chunks, files};
    use crate::db::test_support::{TestDatabase, each, guarded, organisation};
    use crate::db::{new_id, now};

    /// Keeps a file of one chunk.
    async fn keep(database: &Database, organisation_id: OrganisationId) -> Result<(), DbErr> {
        let id = new_id();
        let row = files::ActiveModel {
            id: Set(id),
            organisation_id: Set(organisation_id),
            name: Set("a.pdf".to_owned()),
            media_type: Set("application/pdf".to_owned()),
            bytes: Set(1),
            sha256: Set("0".repeat(64)),
            scan: Set("clean".to_owned()),
            created_at: Set(now()),
            erased_at: Set(None),
        };
        files::Entity::insert(row).exec_without_returning(database.writer()).await?;
        let chunk = file_chunks::ActiveModel { file_id: Set(id), seq: Set(0), data: Set(vec![1]) };
        file_chunks::Entity::insert(chunk).exec_without_returning(database.writer()).await?;
        Ok(())
    }

    /// How many rows of a table are seen, without any filter.
    async fn seen(database: &Database, table: &str) -> i64 {
        let count = Statement::from_string(database.backend(), format!("SELECT count(*) AS n FROM {table}"));
        database.reader().query_one_raw(count).await.unwrap().unwrap().try_get("", "n").unwrap()
    }

    /// How many rows a statement changes.
    async fn changed(database: &Database, sql: &str) -> Result<u64, DbErr> {
        Ok(database.writer().execute_unprepared(sql).await?.rows_affected())
    }

    /// Two organisations with a file each.
    async fn two(database: &Database) -> (OrganisationId, OrganisationId) {
        everywhere(async {
            let (ours, theirs) = (organisation(database).await, organisation(database).await);
            keep(database, ours).await.unwrap();
            keep(database, theirs).await.unwrap();
            (ours, theirs)
        })
        .await
    }

    fn is_refused<T: std::fmt::Debug>(done: Result<T, DbErr>) -> bool {
        done.unwrap_err().to_string().contains("row-level security")
    }

    #[tokio::test]
    async fn every_table_is_kept_apart_but_those_that_are_nobodys() {
        let Some(one) = guarded().await else { return };
        let open = "SELECT c.relname::text AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace \
                    WHERE n.nspname = current_schema() AND c.relkind = 'r' AND NOT (c.relrowsecurity AND \
                    c.relforcerowsecurity AND EXISTS (SELECT 1 FROM pg_policy p WHERE p.polrelid = c.oid))";
        let open = Statement::from_string(one.database.backend(), open);
        let rows = one.database.reader().query_all_raw(open).await.unwrap();
        let open: BTreeSet<String> = rows.iter().map(|row| row.try_get("", "name").unwrap()).collect();
        let nobodys = [
            "installation",
            "login_attempts",
            "login_tokens",
            "seaql_migrations",
            "sessions",
            "user_identities",
            "users",
        ];
        assert_eq!(open, BTreeSet::from(nobodys.map(str::to_owned)));
    }

    #[tokio::test]
    async fn it_is_known_whether_the_role_is_one_that_passes() {
        if let Some(one) = guarded().await {
            assert_eq!(one.database.keeps_apart().await.unwrap(), Some(true));
        }
        for TestDatabase { database, .. } in each().await {
            // The role of the other tests is a superuser.
            let expected = (database.backend() == DbBackend::Postgres).then_some(false);
            assert_eq!(database.keeps_apart().await.unwrap(), expected);
        }
    }

    #[tokio::test]
    async fn a_query_that_forgot_its_filter_sees_and_changes_only_what_is_meant() {
        let Some(one) = guarded().await else { return };
        let database = &one.database;
        let (ours, theirs) = two(database).await;
        for table in ["organisations", "files", "file_chunks"] {
            assert_eq!(everywhere(seen(database, table)).await, 2, "{table}");
            assert_eq!(within(ours, seen(database, table)).await, 1, "{table}");
            assert_eq!(seen(database, table).await, 0, "{table}");
        }
        let handed_over = format!("UPDATE files SET organisation_id = '{theirs}'");
        assert!(is_refused(within(ours, changed(database, &handed_over)).await));
        assert!(is_refused(within(ours, keep(database, theirs)).await));
        assert!(is_refused(keep(database, ours).await));
        assert_eq!(within(ours, changed(database, "UPDATE files SET name = 'b.pdf'")).await.unwrap(), 1);
        assert_eq!(within(ours, changed(database, "DELETE FROM file_chunks")).await.unwrap(), 1);
        assert_eq!(within(ours, changed(database, "DELETE FROM files")).await.unwrap(), 1);
        assert_eq!(changed(database, "DELETE FROM files").await.unwrap(), 0);
        assert_eq!(within(theirs, seen(database, "files WHERE name = 'a.pdf'")).await, 1);
        assert_eq!(within(theirs, seen(database, "file_chunks")).await, 1);
    }

    #[tokio::test]
    async fn what_the_program_brings_along_is_everybodys_to_read_and_nobodys_to_change() {
        let Some(one) = guarded().await else { return };
        let database = &one.database;
        let (ours, _) = two(database).await;
        let list = format!(
            "INSERT INTO lists (id, name, edition, sha256, completeness, row_count, active, created_at) \
             VALUES ('{}', 'list', '1', '', 'whole', 0, true, now())",
            new_id()
        );
        assert!(is_refused(within(ours, changed(database, &list)).await));
        assert_eq!(everywhere(changed(database, &list)).await.unwrap(), 1);
        assert_eq!(within(ours, seen(database, "lists")).await, 1);
        assert_eq!(within(ours, changed(database, "UPDATE lists SET active = false")).await.unwrap(), 0);
        assert_eq!(within(ours, changed(database, "DELETE FROM lists")).await.unwrap(), 0);
    }

    #[tokio::test]
    async fn nothing_is_left_on_a_connection_for_whoever_has_it_next() {
        let Some(one) = guarded().await else { return };
        let database = Arc::new(one.database);
        let (ours, theirs) = two(&database).await;
        let mut tasks = Vec::new();
        // More than there are connections.
        for number in 0..40 {
            let (database, id) = (database.clone(), [ours, theirs][number % 2]);
            tasks.push(tokio::spawn(async move {
                for _ in 0..5 {
                    let own = format!("files WHERE organisation_id = '{id}'");
                    within(id, async {
                        assert_eq!((seen(&database, "files").await, seen(&database, &own).await), (1, 1));
                        // One that is dropped in the middle, with a statement that failed.
                        let transaction = database.begin().await.unwrap();
                        transaction.execute_unprepared("DELETE FROM file_chunks").await.unwrap();
                        transaction.execute_unprepared("SELECT 1 FROM nowhere").await.unwrap_err();
                    })
                    .await;
                    assert_eq!(seen(&database, "files").await, 0);
                    assert_eq!(everywhere(seen(&database, "files")).await, 2);
                }
            }));
        }
        for task in tasks {
            task.await.unwrap();
        }
    }

    #[tokio::test]
    async fn a_task_sees_what_it_was_carried_from_and_otherwise_nothing() {
        let Some(one) = guarded().await else { return };
        let database = Arc::new(one.database);
        let (ours, _) = two(&database).await;
        let (with, without) = (database.clone(), database.clone());
        within(ours, async {
            let carried = tokio::spawn(carried(async move { seen(&with, "files").await }));
            let alone = tokio::spawn(async move { seen(&without, "files").await });
            assert_eq!((carried.await.unwrap(), alone.await.unwrap()), (1, 0));
        })
        .await;
    }
}
