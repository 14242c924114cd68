//! Who people are at providers that vouch for them. Like accounts themselves they are nobody's: a person is one person in several
//! organisations, so that the table stands outside row-level security.

use sea_orm_migration::prelude::*;

use crate::table::{Table, create_all, drop_all};

/// This migration.
#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000013_identities"
    }
}

/// Its tables. An account has one identity at a provider.
fn tables() -> Vec<Table> {
    vec![
        Table::new("user_identities")
            .text("issuer")
            .text("subject")
            .id("user_id")
            .instant("created_at")
            .primary(&["issuer", "subject"])
            .unique(&["user_id", "issuer"])
            .references("user_id", "users"),
    ]
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
