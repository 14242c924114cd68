//! When a second factor was confirmed, and which of its codes was used last.

use sea_orm_migration::prelude::*;

use crate::table::{Table, add_columns, drop_columns};

/// This migration.
#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000012_second_factor"
    }
}

/// Columns that tables get; nobody has a second factor yet.
fn columns() -> Vec<Table> {
    vec![Table::new("users").instant("totp_since").null().whole("totp_step").null()]
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
