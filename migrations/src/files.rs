//! Files and blobs.

use sea_orm_migration::prelude::*;

use crate::table::{Table, create_all, drop_all};

/// This migration.
#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000003_files"
    }
}

/// Its tables, each after those it refers to.
fn tables() -> Vec<Table> {
    vec![files(), file_chunks(), blobs(), blob_chunks()]
}

fn files() -> Table {
    Table::new("files")
        .id("id")
        .id("organisation_id")
        .text("name")
        .text("media_type")
        .whole("bytes")
        .text("sha256")
        .text("scan")
        .instant("created_at")
        .instant("erased_at")
        .null()
        .primary(&["id"])
        .index(&["organisation_id", "created_at"])
        .index(&["organisation_id", "sha256"])
        .references("organisation_id", "organisations")
}

fn file_chunks() -> Table {
    Table::new("file_chunks")
        .id("file_id")
        .whole("seq")
        .bytes("data")
        .primary(&["file_id", "seq"])
        .references("file_id", "files")
}

fn blobs() -> Table {
    Table::new("blobs")
        .id("organisation_id")
        .text("sha256")
        .whole("raw_bytes")
        .whole("stored_bytes")
        .text("encoding")
        .instant("created_at")
        .primary(&["organisation_id", "sha256"])
        .references("organisation_id", "organisations")
}

fn blob_chunks() -> Table {
    Table::new("blob_chunks").id("organisation_id").text("sha256").whole("seq").bytes("data").primary(&[
        "organisation_id",
        "sha256",
        "seq",
    ])
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
