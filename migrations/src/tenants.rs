//! Row-level security on PostgreSQL: the database itself keeps the rows of one organisation from another.
//!
//! It stands behind the filters of the program, for the query that forgot its filter. A connection says whose rows it works on by
//! the setting `karvon.organisation`: the id of an organisation, or `all`. While it says nothing no row is seen. It is forced, so
//! that it holds for the owner of the tables too, as whom the service connects; a superuser and a role with `BYPASSRLS` pass by it.
//!
//! Outside stand `users`, `sessions`, `login_tokens` and `login_attempts`, since a person is one person in several organisations and
//! signs in before any of them is meant, and `installation`, which is nobody's. SQLite knows no such thing.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// This migration.
#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000011_tenants"
    }
}

/// Tables whose rows each belong to one organisation, by `organisation_id`.
const OWN: &[&str] = &[
    "memberships",
    "api_keys",
    "idempotency",
    "parties",
    "party_identifiers",
    "party_aliases",
    "links",
    "evidence",
    "evidence_files",
    "cohorts",
    "repayments",
    "grievances",
    "contacts",
    "safety_assessments",
    "measures",
    "merges",
    "rates",
    "watchlist",
    "files",
    "blobs",
    "blob_chunks",
    "uploads",
    "screenings",
    "matches",
    "assessments",
    "reports",
    "reviews",
    "sign_offs",
    "questionnaires",
    "jobs",
    "audit_log",
    "audit_payloads",
];

/// Tables of which some rows are everybody's to read: those without an organisation.
const SHARED: &[&str] = &["lists", "rulesets"];

/// Tables whose rows are parts of a row of another table: the table, its column, the other table.
const PARTS: &[(&str, &str, &str)] = &[
    ("file_chunks", "file_id", "files"),
    ("upload_files", "upload_id", "uploads"),
    ("upload_rows", "upload_id", "uploads"),
    ("upload_findings", "upload_id", "uploads"),
    ("list_entries", "list_id", "lists"),
    ("assessment_parties", "assessment_id", "assessments"),
];

/// Whether a column holds an organisation that is meant. What stands in brackets is computed once for a statement, not for each row.
fn is_meant(column: &str) -> String {
    let setting = "current_setting('karvon.organisation', true)";
    format!("(SELECT {setting} = 'all') OR \"{column}\" = (SELECT nullif(nullif({setting}, 'all'), '')::uuid)")
}

/// The table, the name of a policy and what it says.
fn policies() -> Vec<(&'static str, &'static str, String)> {
    let mut all = vec![("organisations", "own", format!("USING ({})", is_meant("id")))];
    all.extend(OWN.iter().map(|table| (*table, "own", format!("USING ({})", is_meant("organisation_id")))));
    for table in SHARED.iter().copied() {
        all.push((table, "own", format!("USING ({})", is_meant("organisation_id"))));
        all.push((table, "shared", "FOR SELECT USING (\"organisation_id\" IS NULL)".to_owned()));
    }
    // They take many rows at once, and their rows are only ever written together with the row they belong to: a look at that for
    // each row would cost a large upload more than it is worth.
    all.extend(PARTS.iter().map(|(table, column, whole)| {
        let seen = format!("EXISTS (SELECT 1 FROM \"{whole}\" WHERE \"{whole}\".\"id\" = \"{table}\".\"{column}\")");
        (*table, "own", format!("USING ({seen}) WITH CHECK (true)"))
    }));
    all
}

/// Every table that is kept apart.
fn tables() -> impl Iterator<Item = &'static str> {
    let parts = PARTS.iter().map(|(table, _, _)| *table);
    std::iter::once("organisations").chain(OWN.iter().copied()).chain(SHARED.iter().copied()).chain(parts)
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        let connection = manager.get_connection();
        for table in tables() {
            let guard = format!("ALTER TABLE \"{table}\" ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY");
            connection.execute_unprepared(&guard).await?;
        }
        for (table, name, rule) in policies() {
            connection.execute_unprepared(&format!("CREATE POLICY \"{name}\" ON \"{table}\" {rule}")).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        if manager.get_database_backend() != DbBackend::Postgres {
            return Ok(());
        }
        let connection = manager.get_connection();
        for (table, name, _) in policies() {
            connection.execute_unprepared(&format!("DROP POLICY \"{name}\" ON \"{table}\"")).await?;
        }
        for table in tables() {
            let open = format!("ALTER TABLE \"{table}\" NO FORCE ROW LEVEL SECURITY, DISABLE ROW LEVEL SECURITY");
            connection.execute_unprepared(&open).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
