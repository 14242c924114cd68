//! Background work.

use sea_orm_migration::prelude::*;

use crate::table::{Table, create_all, drop_all};

/// This migration.
#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000007_jobs"
    }
}

/// Its tables, each after those it refers to.
fn tables() -> Vec<Table> {
    vec![jobs()]
}

fn jobs() -> Table {
    Table::new("jobs")
        .id("id")
        .id("organisation_id")
        .text("kind")
        .id("object_id")
        .null()
        .json("payload")
        .text("state")
        .text("stage")
        .null()
        .number("progress")
        .json("problem")
        .null()
        .id("lease_owner")
        .null()
        .instant("lease_until")
        .null()
        .whole("attempts")
        .flag("cancel_requested")
        .id("created_by")
        .null()
        .instant("created_at")
        .instant("finished_at")
        .null()
        .primary(&["id"])
        .index(&["state", "lease_until"])
        .index(&["organisation_id", "created_at"])
        .index(&["object_id"])
        .references("organisation_id", "organisations")
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        create_all(&tables(), manager).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        drop_all(&tables(), manager).await
    }

    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }
}
