//! Migrations: whatever moment they are killed at, all steps of a run are taken or none, and the next run ends well.

use std::process::{Command, Stdio};
use std::time::Duration;

use karvon::db::Database;
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::{moments, on_each, timed};
use crate::place::Place;

/// Runs `karvon migrate up` and kills it at a moment.
fn kill_at(place: &Place, moment: Duration) {
    let mut child = Command::new(env!("CARGO_BIN_EXE_karvon"))
        .args(["migrate", "up"])
        .current_dir(place.desk.path("."))
        .stdout(Stdio::null())
        .spawn()
        .unwrap();
    std::thread::sleep(moment);
    // It may have ended already.
    child.kill().unwrap();
    child.wait().unwrap();
}

/// How many migrations have run.
fn applied(place: &Place) -> usize {
    let status = place.karvon("migrate status").success();
    let output = String::from_utf8(status.get_output().stdout.clone()).unwrap();
    output.lines().filter(|line| line.ends_with(": applied")).count()
}

/// Tables, columns, keys and indexes, in words of the database.
fn described(place: &Place) -> Vec<String> {
    place.look(async |database: &Database| {
        let backend = database.backend();
        let queries: &[&str] = if backend == DbBackend::Sqlite {
            &["SELECT type || ' ' || name || ' ' || coalesce(sql, '') AS line FROM sqlite_master ORDER BY 1"]
        } else {
            &[
                "SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable AS line \
                 FROM information_schema.columns WHERE table_schema = current_schema() ORDER BY 1",
                "SELECT indexdef AS line FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1",
                "SELECT conrelid::regclass || ' ' || conname || ' ' || pg_get_constraintdef(oid) AS line \
                 FROM pg_constraint WHERE connamespace = current_schema()::regnamespace ORDER BY 1",
                "SELECT tablename || ' ' || policyname || ' ' || coalesce(qual, '') AS line FROM pg_policies \
                 WHERE schemaname = current_schema() ORDER BY 1",
            ]
        };
        let mut lines = Vec::new();
        for query in queries {
            for row in database.reader().query_all_raw(Statement::from_string(backend, *query)).await.unwrap() {
                lines.push(row.try_get::<String>("", "line").unwrap());
            }
        }
        lines
    })
}

#[test]
fn a_migration_that_is_killed_at_any_moment_leaves_all_tables_or_none() {
    on_each(|kind| {
        let place = Place::new(kind);
        let whole = timed(|| {
            place.karvon("migrate up").success();
        });
        let (all, schema) = (applied(&place), described(&place));
        let mut unfinished = 0_u32;
        for moment in moments(4, whole) {
            let place = Place::new(kind);
            kill_at(&place, moment);
            let reached = applied(&place);
            assert!(reached == 0 || reached == all, "{reached} of {all} after {moment:?}");
            unfinished += u32::from(reached == 0);
            place.karvon("migrate up").success();
            assert_eq!(described(&place), schema);
            place.organisation();
        }
        assert!(unfinished > 0, "nothing was killed in time");
    });
}

#[test]
fn an_upgrade_that_is_killed_at_any_moment_leaves_the_old_schema_or_the_new_one() {
    on_each(|kind| {
        let place = Place::new(kind);
        place.karvon("migrate up").success();
        let (all, schema) = (applied(&place), described(&place));
        let half = all / 2;
        let down = format!("migrate down --steps {}", all - half);
        place.karvon(&down).success();
        let whole = timed(|| {
            place.karvon("migrate up").success();
        });
        let mut unfinished = 0_u32;
        for moment in moments(5, whole) {
            place.karvon(&down).success();
            kill_at(&place, moment);
            let reached = applied(&place);
            assert!(reached == half || reached == all, "{reached} of {all} after {moment:?}");
            unfinished += u32::from(reached == half);
            place.karvon("migrate up").success();
            assert_eq!(described(&place), schema);
        }
        assert!(unfinished > 0, "nothing was killed in time");
    });
}
