//! Uploads with their staging tables.

use sea_orm_migration::prelude::*;

use crate::table::{Table, create_all, drop_all};

/// This migration.
#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000004_uploads"
    }
}

/// Its tables, each after those it refers to.
fn tables() -> Vec<Table> {
    vec![uploads(), upload_files(), upload_rows(), upload_findings()]
}

fn uploads() -> Table {
    Table::new("uploads")
        .id("id")
        .id("organisation_id")
        .text("state")
        .text("sender")
        .null()
        .text("mode")
        .json("mapping")
        .null()
        .json("corrections")
        .null()
        .whole("base_revision")
        .whole("revision")
        .null()
        .whole("undo_revision")
        .null()
        .json("counts")
        .null()
        .json("problem")
        .null()
        .id("created_by")
        .null()
        .instant("created_at")
        .instant("committed_at")
        .null()
        .whole("version")
        .primary(&["id"])
        .index(&["organisation_id", "created_at"])
        .references("organisation_id", "organisations")
}

fn upload_files() -> Table {
    Table::new("upload_files")
        .id("upload_id")
        .whole("position")
        .text("name")
        .text("sheet")
        .null()
        .text("sha256")
        .text("table_name")
        .null()
        .json("columns")
        .id("file_id")
        .primary(&["upload_id", "position"])
        .references("upload_id", "uploads")
}

fn upload_rows() -> Table {
    Table::new("upload_rows")
        .id("upload_id")
        .whole("position")
        .text("table_name")
        .text("key")
        .text("outcome")
        .text("fields")
        .null()
        .json("place")
        .primary(&["upload_id", "position"])
        .index(&["upload_id", "table_name", "outcome", "position"])
}

fn upload_findings() -> Table {
    Table::new("upload_findings")
        .id("upload_id")
        .whole("position")
        .text("file")
        .text("sheet")
        .null()
        .whole("row_number")
        .null()
        .text("column_name")
        .null()
        .text("value")
        .null()
        .text("rule")
        .text("severity")
        .text("message")
        .text("fix")
        .primary(&["upload_id", "position"])
        .index(&["upload_id", "severity", "position"])
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
