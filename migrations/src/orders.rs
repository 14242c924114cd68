//! Indexes in the order in which the longest lists are shown, and by the party that their rows are about: without them each page
//! sorts every row that there is.

use sea_orm_migration::prelude::*;
use sea_orm_migration::sea_orm::DbBackend;

/// This migration.
#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000014_orders"
    }
}

/// Name, table and columns after the organisation; of current versions only.
fn indexes(backend: DbBackend) -> [(&'static str, &'static str, &'static str); 4] {
    // What is not known comes last, which SQLite does by itself where the order falls.
    let newest = if backend == DbBackend::Postgres {
        "\"observed_on\" DESC NULLS LAST, \"key\""
    } else {
        "\"observed_on\" DESC, \"key\""
    };
    [
        ("links_listed_current_idx", "links", "\"supplier_id\", \"buyer_id\", \"key\""),
        ("links_buyer_current_idx", "links", "\"buyer_id\""),
        ("evidence_listed_current_idx", "evidence", newest),
        ("evidence_party_current_idx", "evidence", "\"party_id\""),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, table, columns) in indexes(manager.get_database_backend()) {
            let index = format!(
                "CREATE INDEX \"{name}\" ON \"{table}\" (\"organisation_id\", {columns}) WHERE \"to_revision\" IS NULL"
            );
            manager.get_connection().execute_unprepared(&index).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for (name, _, _) in indexes(manager.get_database_backend()) {
            manager.get_connection().execute_unprepared(&format!("DROP INDEX \"{name}\"")).await?;
        }
        Ok(())
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
