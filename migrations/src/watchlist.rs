//! Names that an organisation wants to be warned about, as versioned rows: its own files bring them, official lists have a table
//! of their own.

use sea_orm_migration::prelude::*;

use crate::records::identified;
use crate::table::{Table, create_all, drop_all};

/// This migration.
#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000009_watchlist"
    }
}

/// Its tables.
fn tables() -> Vec<Table> {
    vec![identified("watchlist", |table| table.text("list").text("name").text("country").null())]
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
