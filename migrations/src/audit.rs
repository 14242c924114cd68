//! The audit log.

use sea_orm_migration::prelude::*;

use crate::table::{Table, create_all, drop_all};

/// This migration.
#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000008_audit"
    }
}

/// Its tables, each after those it refers to.
fn tables() -> Vec<Table> {
    vec![audit_log(), audit_payloads()]
}

fn audit_log() -> Table {
    Table::new("audit_log")
        .id("organisation_id")
        .whole("seq")
        .instant("at")
        .id("actor_id")
        .null()
        .text("action")
        .text("object")
        .text("reason")
        .null()
        .text("payload_sha256")
        .text("previous")
        .text("hash")
        .primary(&["organisation_id", "seq"])
        .index(&["organisation_id", "object"])
        .index(&["organisation_id", "actor_id"])
        .references("organisation_id", "organisations")
}

fn audit_payloads() -> Table {
    Table::new("audit_payloads")
        .id("organisation_id")
        .whole("seq")
        .bytes("salt")
        .text("payload")
        .primary(&["organisation_id", "seq"])
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
