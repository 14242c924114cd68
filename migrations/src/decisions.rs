//! What a decision about a match did, how long a match was found, what a screening changed, and where a list came from.

use sea_orm_migration::prelude::*;

use crate::table::{Table, add_columns, drop_columns};

/// This migration.
#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000010_decisions"
    }
}

/// Columns that tables get; rows that are there already know nothing of them.
fn columns() -> Vec<Table> {
    vec![
        Table::new("matches")
            .text("record")
            .null()
            .text("list")
            .null()
            .text("zone")
            .null()
            .text("acts_by")
            .null()
            .id("screening_id")
            .null()
            .instant("gone_at")
            .null(),
        Table::new("merges").text("decision").null(),
        Table::new("screenings").whole("added").null().whole("lapsed").null(),
        Table::new("lists").text("blob").null().text("imported_from").null().id("created_by").null(),
    ]
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        add_columns(&columns(), manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_columns(&columns(), manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
