//! Lists, screenings, matches, rulesets.

use sea_orm_migration::prelude::*;

use crate::table::{Table, create_all, drop_all};

/// This migration.
#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261124_000005_lists"
    }
}

/// Its tables, each after those it refers to.
fn tables() -> Vec<Table> {
    vec![lists(), list_entries(), screenings(), matches(), rulesets()]
}

fn lists() -> Table {
    Table::new("lists")
        .id("id")
        .id("organisation_id")
        .null()
        .text("name")
        .text("edition")
        .day("as_of")
        .null()
        .text("sha256")
        .text("completeness")
        .whole("row_count")
        .flag("active")
        .instant("created_at")
        .primary(&["id"])
        .index(&["organisation_id", "name"])
}

fn list_entries() -> Table {
    Table::new("list_entries")
        .id("list_id")
        .whole("position")
        .text("name")
        .text("country")
        .null()
        .text("fields")
        .primary(&["list_id", "position"])
        .references("list_id", "lists")
}

fn screenings() -> Table {
    Table::new("screenings")
        .id("id")
        .id("organisation_id")
        .json("list_versions")
        .whole("revision")
        .whole("parties")
        .whole("found")
        .instant("at")
        .primary(&["id"])
        .index(&["organisation_id", "at"])
        .references("organisation_id", "organisations")
}

fn matches() -> Table {
    Table::new("matches")
        .id("id")
        .id("organisation_id")
        .text("kind")
        .text("party_id")
        .text("other")
        .text("list_version")
        .null()
        .number("bits")
        .json("fields")
        .text("pair_key")
        .text("fields_sha256")
        .text("state")
        .id("decided_by")
        .null()
        .instant("decided_at")
        .null()
        .text("reason")
        .null()
        .instant("created_at")
        .whole("version")
        .primary(&["id"])
        .unique(&["organisation_id", "pair_key", "fields_sha256"])
        .index(&["organisation_id", "state", "bits"])
        .index(&["organisation_id", "party_id"])
        .references("organisation_id", "organisations")
}

fn rulesets() -> Table {
    Table::new("rulesets")
        .id("id")
        .id("organisation_id")
        .null()
        .text("name")
        .text("ruleset_version")
        .text("hash")
        .bytes("archive")
        .flag("active")
        .id("created_by")
        .null()
        .instant("created_at")
        .primary(&["id"])
        .unique(&["organisation_id", "hash"])
        .index(&["organisation_id", "name"])
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
